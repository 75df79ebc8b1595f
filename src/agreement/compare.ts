import { type Euros, isAbove, sumOf } from "../euros.ts";
import { plainNumber, sayEuros, sayNumber } from "../cost/amounts.ts";
import type { PlanLine } from "../cost/plan.ts";
import { divide, exact, trimmed } from "../decimal.ts";
import type { Costs } from "../definition/costs.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { type Call, type Candidacy, readCall, readCandidacy } from "./call-read.ts";
import type { MoneyDesk } from "./desk.ts";
import { readAgreement } from "./read.ts";
import { canonicalJson } from "../canonical-json.ts";
import { dayIn, sayTerms, sayUnits } from "./say-terms.ts";
import { maySeeAgreement, maySeeCandidacy } from "./see.ts";
import type { Comparison } from "./shapes.ts";
import type { Objective } from "./shared-shapes.ts";
import { openVersion, versionOf } from "./view.ts";

type Row = Comparison["rows"][number];
type Cell = Row["call"];
type Says = Readonly<{
  starts: string;
  ends: string;
  budget: Euros | null;
  guide: string | null;
  lines: readonly PlanLine[];
  objectives: readonly Objective[];
}>;

const labels = {
  period: { fr: "Période", nl: "Periode", en: "Period" },
  budget: { fr: "Montant total", nl: "Totaal bedrag", en: "Total amount" },
  guide: { fr: "Guide financier", nl: "Financiële gids", en: "Financial guide" },
} satisfies Record<string, Text>;

const cell = (value: string, text: Text): Cell => ({ value, text });
const amountCell = (amount: Euros | null | undefined): Cell =>
  amount === null || amount === undefined ? null : cell(amount, sayEuros(amount));
const periodCell = ({ starts, ends }: Says): Cell => {
  const text = `${dayIn(starts)} – ${dayIn(ends)}`;
  return cell(`${starts}/${ends}`, { fr: text, nl: text, en: text });
};

const after = (text: Text, words: Text): Text => ({
  fr: `${text.fr} – ${words.fr}`,
  nl: `${text.nl} – ${words.nl}`,
  en: `${text.en} – ${words.en}`,
});
const termsWord: Text = { fr: "conditions", nl: "voorwaarden", en: "terms" };
const unitsWord: Text = { fr: "quantité financée", nl: "gefinancierde hoeveelheid", en: "quantity paid for" };

/** How many units, or hours, a line pays for at its last rate, to two digits. */
const unitsOf = ({ terms, budget }: PlanLine): Cell => {
  if (terms.form !== "unit_cost") return null;
  const rate = terms.rates.at(-1)?.value;
  if (rate === undefined || Number(rate) === 0) return null;
  const quantity = plainNumber(trimmed(divide(exact(budget), exact(rate), 2, "down")));
  return cell(quantity, sayUnits(quantity, terms.unit));
};

/**
 * Returns call, candidacy and agreement side by side: period, amounts, terms, quantities, objectives and guide, each of
 * them equal, differing or missing. What a call leaves open is not missing.
 */
export const sideBySide = (
  costs: Costs,
  call: Says | null,
  candidacy: Says | null,
  agreement: Says,
): Row[] => {
  const all = [call, candidacy, agreement];
  const row = (
    id: string,
    kind: Row["kind"],
    label: Text,
    line: string | null,
    of: (says: Says) => Cell,
    differs?: (cells: Pick<Row, "call" | "candidacy" | "agreement">) => boolean,
  ): Row => {
    const [a, b, c] = all.map((says) => (says ? of(says) : null));
    const cells = { call: a ?? null, candidacy: b ?? null, agreement: c ?? null };
    const isMissing =
      cells.agreement === null || (candidacy !== null && cells.candidacy === null && kind !== "guide");
    const values = new Set(Object.values(cells).flatMap((each) => (each ? [each.value] : [])));
    const isDifferent = differs ? differs(cells) : values.size > 1;
    return {
      id,
      kind,
      label,
      line,
      ...cells,
      standing: isMissing ? "missing" : isDifferent ? "differs" : "equal",
    };
  };
  const unique = <T extends Readonly<{ id: string }>>(of: (says: Says) => readonly T[]): readonly T[] => [
    ...new Map(
      [agreement, candidacy, call]
        .flatMap((says) => (says ? of(says) : []))
        .toReversed()
        .map((each) => [each.id, each]),
    ).values(),
  ];
  const lineIn = (says: Says, id: string) => says.lines.find((line) => line.id === id);
  return [
    row("period", "period", labels.period, null, periodCell),
    // The call says the most; less than that is no difference.
    row(
      "budget",
      "amount",
      labels.budget,
      null,
      ({ budget }) => amountCell(budget),
      (cells) =>
        (cells.candidacy !== null && cells.candidacy.value !== cells.agreement?.value) ||
        (cells.call !== null && cells.agreement !== null && isAbove(cells.agreement.value, cells.call.value)),
    ),
    row("guide", "guide", labels.guide, null, ({ guide }) =>
      guide === null ? null : cell(guide, guideTitle(costs, guide)),
    ),
    ...unique(({ lines }) => lines).flatMap(({ id, label, terms }) => [
      row(id, "line", label, id, (says) => {
        const budget = lineIn(says, id)?.budget;
        return says === call && (budget === undefined || Number(budget) === 0) ? null : amountCell(budget);
      }),
      row(`terms:${id}`, "term", after(label, termsWord), id, (says) => {
        const found = lineIn(says, id);
        return found
          ? cell(
              canonicalJson([found.category, found.option, found.terms]),
              sayTerms(costs.rules, found.terms),
            )
          : null;
      }),
      ...(terms.form === "unit_cost"
        ? [
            row(`units:${id}`, "term", after(label, unitsWord), id, (says) => {
              const found = lineIn(says, id);
              return found && Number(found.budget) > 0 ? unitsOf(found) : null;
            }),
          ]
        : []),
    ]),
    ...unique(({ objectives }) => objectives).map(({ id, label }) =>
      row(`objective:${id}`, "objective", label, null, (says) => {
        const found = says.objectives.find((each) => each.id === id);
        return found ? cell(plainNumber(exact(found.target)), sayNumber(found.target)) : null;
      }),
    ),
  ];
};

const guideTitle = ({ guides }: Costs, id: string): Text =>
  guides.find((guide) => guide.id === id)?.title ?? { fr: id, nl: id, en: id };

const callSays = ({ starts, ends, most, guide, lines, objectives }: Call): Says => ({
  starts,
  ends,
  budget: most,
  guide,
  lines,
  objectives,
});
const candidacySays = ({ starts, ends, lines, objectives }: Candidacy): Says => ({
  starts,
  ends,
  budget: sumOf(lines.map(({ budget }) => budget)),
  guide: null,
  lines,
  objectives,
});

/**
 * Returns an agreement beside the candidacy and the call that it comes from: the version being prepared, else the one in
 * force, or the one that is asked for.
 */
export const compareAgreement = async (desk: MoneyDesk, id: number, asked?: number): Promise<Comparison> => {
  const { client, house } = desk;
  const view = await readAgreement(client, id);
  const version = view && versionOf(view, asked ?? openVersion(view)?.version);
  if (!view || !version || !maySeeAgreement(desk, view)) throw notFound();
  const found = view.candidacy === null ? undefined : await readCandidacy(client, view.candidacy);
  const candidacy = found && maySeeCandidacy(desk, found) ? found : undefined;
  const call = candidacy && (await readCall(client, candidacy.call));
  const rows = sideBySide(
    house.programme.costs,
    call ? callSays(call) : null,
    candidacy ? candidacySays(candidacy) : null,
    { ...version, starts: view.starts },
  );
  const count = (standing: Row["standing"]) => rows.filter((row) => row.standing === standing).length;
  return {
    version: version.version,
    rows,
    counts: { equal: count("equal"), differs: count("differs"), missing: count("missing") },
  };
};
