import { sumOf } from "../euros.ts";
import type { PlanLine } from "../cost/plan.ts";
import type { AgreementsFile } from "./agreements-file.ts";
import { assessAdmissibility, decideCandidacy, giveOpinion, scoreCandidacy } from "./assess.ts";
import { readCandidacy } from "./call-read.ts";
import { candidacyWithCall, keepCandidacy, submitCandidacy } from "./candidacies.ts";
import { makeCall, publishCall } from "./calls.ts";
import { checklistOf } from "./checklist.ts";
import type { MoneyDesk } from "./desk.ts";
import { makeDirectly, makeFromCandidacy } from "./make.ts";
import type { Objective } from "./shared-shapes.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "./steps.ts";

type Call = NonNullable<AgreementsFile["calls"]>[number];
type Agreements = NonNullable<AgreementsFile["agreements"]>[number];
type Own = Pick<Agreements["partners"][number], "budgets" | "targets">;

/** Returns the lines that a partner has, with its own amounts. */
const linesOf = (lines: readonly PlanLine[], { budgets }: Own): PlanLine[] =>
  lines.flatMap((line) => {
    const budget = budgets[line.id];
    return budget === undefined ? [] : [{ ...line, budget }];
  });

const objectivesOf = (objectives: Agreements["objectives"], { targets = {} }: Own): Objective[] =>
  (objectives ?? []).flatMap((objective) => {
    const target = targets[objective.id];
    return target === undefined ? [] : [{ ...objective, target }];
  });

/** The beginning and the end of a day in Brussels. */
const atStart = (day: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime("Europe/Brussels").toInstant().toString();
const atEnd = (day: string): string => atStart(Temporal.PlainDate.from(day).add({ days: 1 }).toString());
const atNoon = (day: string): string =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: "Europe/Brussels", plainTime: "12:00" })
    .toInstant()
    .toString();

const putInForce = async (desk: MoneyDesk, id: number, lines: readonly PlanLine[], day: string) => {
  await proposeAgreement(desk, id, atNoon(day));
  const answers = lines.map(({ id: line }) => ({ line, answer: "accepted" as const, remark: "" }));
  await acceptAgreement(desk, id, { answers }, atNoon(day));
  await activateAgreement(desk, id, atNoon(day));
};

const bringCall = async (desk: MoneyDesk, call: Call): Promise<number[]> => {
  const { operation, guide, starts, ends, lines, criteria, instalments = null, most = null } = call;
  const id = await makeCall(desk, operation, {
    title: call.title,
    lead: call.lead,
    template: call.template,
    guide,
    opensAt: atStart(call.opens_on),
    closesAt: atEnd(call.closes_on),
    starts,
    ends,
    budget: call.budget,
    most,
    criteria: [...criteria],
    options: [...new Set(lines.map(({ option }) => option))],
    lines: lines.map((line) => ({ ...line, budget: "0.00" })),
    objectives: [],
    instalments,
    parts: [],
  });
  await publishCall(desk, id, atStart(call.opens_on));
  const made: number[] = [];
  for (const own of call.partners) made.push(await bringCandidate(desk, call, id, own));
  return made;
};

const bringCandidate = async (
  desk: MoneyDesk,
  call: Call,
  callId: number,
  own: Call["partners"][number],
): Promise<number> => {
  const lines = linesOf(call.lines, own);
  const amount = sumOf(lines.map(({ budget }) => budget));
  const id = await keepCandidacy(desk, callId, own.partner, {
    part: "",
    revision: 0,
    answers: call.answers,
    lines,
    objectives: objectivesOf(call.objectives, own),
    contact: own.contact ?? "",
  });
  const revision = (await readCandidacy(desk.client, id))?.revision ?? 1;
  await submitCandidacy(desk, id, { revision }, atNoon(call.submitted_on));
  const { candidacy, call: kept } = await candidacyWithCall(desk, id);
  const items = checklistOf(desk.house.programme.costs, kept, candidacy, new Map());
  await assessAdmissibility(desk, id, {
    items: items.map((item) => ({ id: item.id, met: true, reason: "" })),
  });
  await scoreCandidacy(desk, id, {
    scores: call.criteria.map(({ id: criterion }) => ({
      criterion,
      points: own.points[criterion] ?? 0,
      reason: call.reason,
    })),
  });
  await giveOpinion(desk, id, { outcome: "favourable", amount, reasons: call.reason });
  const { body, reference, decided_on: decidedOn } = call.decision;
  await decideCandidacy(desk, id, {
    body,
    reference,
    decidedOn,
    outcome: "accepted",
    amount,
    document: null,
  });
  const agreement = await makeFromCandidacy(desk, id);
  await putInForce(desk, agreement, lines, call.accepted_on);
  return agreement;
};

const bringAgreements = async (desk: MoneyDesk, given: Agreements): Promise<number[]> => {
  const made: number[] = [];
  for (const own of given.partners) {
    const lines = linesOf(given.lines, own);
    const { body, reference, decided_on: decidedOn } = given.decision;
    const id = await makeDirectly(
      desk,
      given.operation,
      {
        partner: own.partner,
        starts: given.starts,
        ends: given.ends,
        financingMode: given.financing_mode,
        lines,
        objectives: objectivesOf(given.objectives, own),
        instalments: given.instalments ?? null,
      },
      {
        internal: given.internal ?? false,
        guide: given.guide,
        decision: {
          body,
          reference,
          decidedOn,
          outcome: "accepted",
          amount: sumOf(lines.map(({ budget }) => budget)),
          document: null,
        },
        ...(own.number === undefined ? {} : { number: own.number }),
      },
    );
    await putInForce(desk, id, lines, given.accepted_on);
    made.push(id);
  }
  return made;
};

/**
 * Brings calls, candidacies, decisions and agreements of a file in, by the same functions as the pages, in the
 * transaction of the store's owner; returns the numbers of the agreements. Throws Problem where one of them cannot be:
 * nothing is kept then.
 */
export const bringFile = async (desk: MoneyDesk, file: AgreementsFile): Promise<readonly number[]> => {
  const made: number[] = [];
  for (const given of file.agreements ?? []) made.push(...(await bringAgreements(desk, given)));
  for (const call of file.calls ?? []) made.push(...(await bringCall(desk, call)));
  return made;
};
