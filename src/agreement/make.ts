import { isAbove, sumOf } from "../euros.ts";
import type { PlanLine } from "../cost/plan.ts";
import { type Costs, guideOn } from "../definition/costs.ts";
import { notFound } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { scalesBehind } from "./calculations.ts";
import { candidacyWithCall } from "./candidacies.ts";
import { acting, handOf, type MoneyDesk, needRight } from "./desk.ts";
import { instalmentsOf, scaledTo } from "./instalments.ts";
import { checkNames } from "./names.ts";
import { alreadyThere, noDecision, wrongPeriod, wrongStep } from "./problem.ts";
import { decisionSql } from "./read.ts";
import { recordDecision } from "./record-decision.ts";
import type { Annex, InternalBody } from "./shapes.ts";
import type { DecisionBody, DecisionView } from "./shared-shapes.ts";
import { addVersion, type VersionContent } from "./write-version.ts";

type Place = Readonly<{ operation: string; partner: string }>;

/** Returns the first financing mode of the programme that knows all options of the lines. */
const modeOf = ({ financingModes }: Costs, lines: readonly PlanLine[]): string => {
  const modes = [...financingModes.values()];
  const fitting = modes.find(({ options }) => lines.every(({ option }) => options.includes(option)));
  return (fitting ?? modes[0])?.id ?? "simplified_costs";
};

/** The legal stack of an agreement: what it is made of besides its own text. */
const annexes = {
  call: { fr: "Cahier des charges de l'appel", nl: "Bestek van de oproep", en: "Terms of the call" },
  candidacy: { fr: "Dossier de candidature", nl: "Kandidatuurdossier", en: "Candidacy" },
  guide: { fr: "Guide financier", nl: "Financiële gids", en: "Financial guide" },
} as const;
const annexOf = (kind: keyof typeof annexes): Annex => ({
  document: null,
  kind,
  title: { ...annexes[kind] },
});

/** Writes the agreement and its first version, within an act; returns its number. */
const add = async (
  desk: MoneyDesk,
  act: Act,
  {
    operation,
    partner,
    internal,
    candidacy,
    number,
    starts,
    content,
    decision,
  }: Place &
    Readonly<{
      internal: boolean;
      candidacy: number | null;
      number?: string | undefined;
      starts: string;
      content: VersionContent;
      decision?: DecisionBody | undefined;
    }>,
): Promise<number> => {
  const { client } = desk;
  const name = number ?? (await nextNumber(desk, operation, starts.slice(0, 4)));
  const { rows } = await client.query<{ id: number }>(
    `insert into agreement.agreement (number, operation, partner, internal, candidacy, starts, ends, made_by, change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [name, operation, partner, internal, candidacy, starts, content.ends, handOf(desk).actor, act.change],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw alreadyThere();
  const decided =
    decision && (await recordDecision(desk, act, { operation, partner, agreement: id }, decision));
  await addVersion(desk, id, 1, {
    ...content,
    decision: decided ?? content.decision,
    grantedOn: decision?.decidedOn ?? content.grantedOn,
  });
  await act.note("agreement.agreement", id);
  return id;
};

/** The next number by the programme's pattern. The lock of the trail, which the act holds, keeps two from being one. */
const nextNumber = async ({ client, house }: MoneyDesk, operation: string, year: string): Promise<string> => {
  const { rows } = await client.query<{ taken: string[] }>(
    "select coalesce(array_agg(number), '{}') as taken from agreement.agreement where operation = $1",
    [operation],
  );
  const taken = new Set(rows[0]?.taken);
  const { agreement: pattern } = house.programme.costs.numbers;
  for (let n = 1; ; n++) {
    const number = pattern
      .replaceAll("{operation}", operation)
      .replaceAll("{year}", year)
      .replaceAll("{n}", String(n).padStart(2, "0"));
    if (!taken.has(number)) return number;
    if (!pattern.includes("{n}")) return `${number}-${n + 1}`;
  }
};

/**
 * Makes the draft of an agreement out of a candidacy that was accepted, and returns its number: period, lines,
 * objectives and guide are those of candidacy and call; where the decision grants less than was asked, each line is
 * less in proportion. Throws Problem where nothing was accepted, or the agreement is there.
 */
export const makeFromCandidacy = async (desk: MoneyDesk, id: number): Promise<number> => {
  const { candidacy, call } = await candidacyWithCall(desk, id);
  const { operation, partner, starts, ends, objectives } = candidacy;
  needRight(desk, "money:agree", { operation, partner });
  if (candidacy.agreement) throw alreadyThere();
  if (candidacy.state !== "accepted") throw wrongStep();
  const { rows } = await desk.client.query<{ decision: DecisionView }>(
    `select ${decisionSql} as decision from agreement.decision d where d.candidacy = $1 and d.outcome = 'accepted'`,
    [id],
  );
  const decision = rows[0]?.decision;
  if (!decision || decision.amount === null) throw noDecision();
  const asked = sumOf(candidacy.lines.map(({ budget }) => budget));
  const lines = isAbove(asked, decision.amount)
    ? scaledTo(candidacy.lines, decision.amount)
    : candidacy.lines;
  const budget = sumOf(lines.map((line) => line.budget));
  const { costs } = desk.house.programme;
  return acting(desk, "agreement", (act) =>
    add(desk, act, {
      operation,
      partner,
      internal: false,
      candidacy: id,
      starts,
      content: {
        effectiveFrom: starts,
        ends,
        financingMode: modeOf(costs, lines),
        guide: call.guide,
        grantedOn: decision.decidedOn,
        publicSupport: budget,
        totalCost: budget,
        stateAid: "none",
        note: "",
        facts: { calculations: scalesBehind(costs, lines) },
        lines,
        objectives,
        decision: decision.id,
        instalments: instalmentsOf(costs, call.instalments, budget, { starts, ends }),
        annexes: [annexOf("call"), annexOf("candidacy"), annexOf("guide")],
      },
    }),
  );
};

/**
 * Makes the draft of an agreement that no candidacy stands behind and returns its number: of a service of the authority,
 * or, at the command line, one that was made elsewhere. Throws Problem where it names what the programme has not.
 */
export const makeDirectly = async (
  desk: MoneyDesk,
  operation: string,
  body: InternalBody,
  more: Readonly<{ internal: boolean; number?: string; guide?: string; decision?: DecisionBody }> = {
    internal: true,
  },
): Promise<number> => {
  const { programme } = desk.house;
  const { partner, starts, ends, financingMode, lines, objectives } = body;
  const known = programme.operations.get(operation);
  if (!known?.partners.includes(partner)) throw notFound();
  needRight(desk, "money:agree", { operation, partner });
  const { costs } = programme;
  checkNames(costs, { financingMode, lines, objectives, instalments: body.instalments, guide: more.guide });
  if (starts > ends) throw wrongPeriod();
  const budget = sumOf(lines.map((line) => line.budget));
  return acting(desk, "agreement", (act) =>
    add(desk, act, {
      operation,
      partner,
      internal: more.internal,
      candidacy: null,
      number: more.number,
      starts,
      decision: more.decision,
      content: {
        effectiveFrom: starts,
        ends,
        financingMode,
        guide: more.guide ?? guideOn(costs, starts)?.id ?? costs.guides[0]?.id ?? "",
        grantedOn: null,
        publicSupport: body.publicSupport ?? budget,
        totalCost: body.totalCost ?? budget,
        stateAid: "none",
        note: "",
        facts: { calculations: scalesBehind(costs, lines) },
        lines,
        objectives,
        decision: null,
        instalments: instalmentsOf(costs, body.instalments, budget, { starts, ends }),
        annexes: [annexOf("guide")],
      },
    }),
  );
};
