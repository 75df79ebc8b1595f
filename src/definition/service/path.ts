import { z } from "zod";
import type { Parameter } from "../condition/condition.ts";
import type { Path } from "../condition/parse.ts";
import type { Field, Register } from "../programme.ts";
import { id } from "../schema-parts.ts";
import { fieldOf, oneOf, registerOf, type ServiceContext } from "./context.ts";

const phases = z.strictObject({
  register: id,
  person: id.describe("The field that says who it is"),
  phase: id.describe("A choice: its choices are the phases, in their order"),
  from: id.describe("The first day"),
  until: id.describe("The last day; without one the phase is under way"),
  content: id.optional().describe("What is done in it, in words"),
  adviser: id
    .optional()
    .describe(
      "Whose case it is, by a code; a participant's field of the same name says whose a new phase is",
    ),
  reached: id.optional().describe("The participant's field for the furthest phase, which follows by itself"),
});

const contracts = z.strictObject({
  register: id,
  from: id,
  until: id.describe("The day on which it is to end"),
  ended: id.optional().describe("The day on which it ended"),
  alert: z
    .strictObject({ from_months: id, until_months: id })
    .describe("Parameters: told of so many months before the end, and what comes next is settled by then"),
  handed_over: id.optional().describe("The date that handing the person over fills in"),
});

const principal = z.strictObject({
  register: id,
  from: id,
  until: id.describe("The last day; without one it goes on"),
});

const handOvers = z.strictObject({
  register: id.describe("A register that is `addressed`: the receiver reads what the sender wrote"),
  person: id,
  number: id.describe("What the answer names it by"),
  to_operation: id,
  to_partner: id,
  to: z.array(id).min(1).describe("The operations to which people are handed over"),
  on: id.describe("The day of the hand-over"),
  expected_end: id.describe("The day on which what the person does at the sender's ends"),
  reason: id,
  consent: id.describe("A yes or no: the person agrees to the transfer"),
  message: id.optional().describe("A word to the receiver"),
  gives: z.array(id).min(1).describe("Answers of the participant that the receiver starts from"),
  gives_with_consent: z
    .strictObject({ consent: id, fields: z.array(id).min(1) })
    .optional()
    .describe("Answers that it starts from only where the person agreed to that as well"),
  answer_days: id.describe("Parameter: days within which the receiver answers"),
});

const answers = z.strictObject({
  register: id.describe("A register that is `addressed`: the sender reads what the receiver answers"),
  person: id,
  hand_over: id.describe(
    "The number of the hand-over that it answers; empty for somebody who came otherwise",
  ),
  from_operation: id,
  from_partner: id,
  decision: id.describe("A choice: what became of it"),
  taken_on: id.describe("The choice that takes the person on"),
  refused: id.describe("The choice that does not"),
  contacted: id.optional().describe("The choice after the first contact"),
  decided_on: id,
  refusal: id.describe("Why the person is not taken on"),
  contacted_on: id.optional(),
  contact_days: id.optional().describe("Parameter: days within which the person is contacted"),
  outcome: z.array(id).min(1).describe("The choices that are an outcome"),
  good: z.array(id).optional().describe("Those of them that the service is there for"),
  outcome_on: id,
  tells: z.array(id).optional().describe("What else the sender is shown of it"),
  copies: z.record(id, id).optional().describe("Fields of the answer, from those of the hand-over"),
  participation: z
    .strictObject({
      sets: z.record(id, id).describe("Fields of the participant, from those of the hand-over, or `today`"),
      asks: z.array(id).optional().describe("What only the receiver knows"),
    })
    .optional()
    .describe("What taking somebody on adds to the participants, where they are not there yet"),
});

/** The path of people through phases and services, as a service's file says it. */
export const pathBlock = z
  .strictObject({
    participants: id.describe("The register of those whose path it is"),
    phases: phases.optional().describe("The phases that people go through, with their first and last day"),
    contracts: contracts.optional().describe("Contracts whose end is looked ahead to"),
    principal: principal.optional().describe("Which institution supports a person, one at a time"),
    hand_overs: handOvers.optional().describe("What the sender writes when a person goes to another service"),
    answers: answers.optional().describe("What the receiver answers, up to what became of the person"),
  })
  .describe("Phases of a person, hand-overs to another service and what became of them");

type Raw = z.infer<typeof pathBlock>;

export type PathPhases = Readonly<{
  register: Register;
  person: string;
  phase: Field;
  from: string;
  until: string;
  content: string | undefined;
  adviser: string | undefined;
  reached: string | undefined;
}>;

export type PathContracts = Readonly<{
  register: Register;
  from: string;
  until: string;
  ended: string | undefined;
  /** Months before the end, by date. */
  alert: Readonly<{ from: Parameter; until: Parameter }>;
  handedOver: string | undefined;
}>;

export type PathPrincipal = Readonly<{ register: Register; from: string; until: string }>;

export type PathHandOvers = Readonly<{
  register: Register;
  person: string;
  number: string;
  toOperation: string;
  toPartner: string;
  to: readonly string[];
  on: string;
  expectedEnd: string;
  reason: Field;
  consent: string;
  message: string | undefined;
  gives: readonly string[];
  givesWithConsent: Readonly<{ consent: string; fields: readonly string[] }> | undefined;
  answerDays: Parameter;
}>;

export type PathAnswers = Readonly<{
  register: Register;
  person: string;
  handOver: string;
  fromOperation: string;
  fromPartner: string;
  decision: Field;
  takenOn: string;
  refused: string;
  contacted: string | undefined;
  decidedOn: string;
  refusal: string;
  contactedOn: string | undefined;
  contactDays: Parameter | undefined;
  outcomes: readonly string[];
  good: readonly string[];
  outcomeOn: string;
  tells: readonly string[];
  copies: Readonly<Record<string, string>>;
  participation: Readonly<{ sets: Readonly<Record<string, string>>; asks: readonly string[] }> | undefined;
}>;

/** The path of people through a service: what it reads from which register. */
export type ServicePath = Readonly<{
  participants: Register;
  phases: PathPhases | undefined;
  contracts: PathContracts | undefined;
  principal: PathPrincipal | undefined;
  handOvers: PathHandOvers | undefined;
  answers: PathAnswers | undefined;
}>;

/** Returns the path of a service with every name resolved; what does not exist is told with its place. */
export const resolvePath = (raw: Raw, at: Path, context: ServiceContext): ServicePath | undefined => {
  const participants = registerOf(context, raw.participants, [...at, "participants"]);
  if (!participants) return undefined;
  return {
    participants,
    phases: raw.phases && resolvePhases(raw.phases, [...at, "phases"], context, participants),
    contracts: raw.contracts && resolveContracts(raw.contracts, [...at, "contracts"], context),
    principal: raw.principal && resolvePrincipal(raw.principal, [...at, "principal"], context),
    handOvers:
      raw.hand_overs && resolveHandOvers(raw.hand_overs, [...at, "hand_overs"], context, participants),
    answers: raw.answers && resolveAnswers(raw.answers, [...at, "answers"], context, participants),
  };
};

/** Tells of what a part of the block names and the register does not have. */
const expecting = (context: ServiceContext, register: Register, at: Path) => {
  const field = (key: string, id: string | undefined, ...types: readonly Field["type"][]) =>
    id === undefined ? undefined : fieldOf(context, register, id, [...at, key], ...types);
  const parameter = (key: string, id: string): Parameter | undefined => {
    const found = context.scoped.parameters.get(id);
    if (!found) context.file.wrong([...at, key], undefined, oneOf(context.scoped.parameters.keys()));
    return found;
  };
  const choice = (place: Path, code: string | undefined, of: Field | undefined) => {
    if (code === undefined || !of || of.choices?.some((each) => each.code === code)) return;
    context.file.wrong([...at, ...place], undefined, oneOf((of.choices ?? []).map((each) => each.code)));
  };
  return { field, parameter, choice };
};

const resolvePhases = (
  raw: NonNullable<Raw["phases"]>,
  at: Path,
  context: ServiceContext,
  participants: Register,
): PathPhases | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { field } = expecting(context, register, at);
  field("person", raw.person, "text");
  field("from", raw.from, "date");
  field("until", raw.until, "date");
  field("content", raw.content, "text");
  field("adviser", raw.adviser, "text");
  if (raw.reached !== undefined) fieldOf(context, participants, raw.reached, [...at, "reached"], "choice");
  const phase = field("phase", raw.phase, "choice");
  const { person, from, until, content, adviser, reached } = raw;
  return phase && { register, person, phase, from, until, content, adviser, reached };
};

const resolveContracts = (
  raw: NonNullable<Raw["contracts"]>,
  at: Path,
  context: ServiceContext,
): PathContracts | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { field, parameter } = expecting(context, register, at);
  for (const key of ["from", "until", "ended", "handed_over"] as const) field(key, raw[key], "date");
  const from = parameter("alert", raw.alert.from_months);
  const until = parameter("alert", raw.alert.until_months);
  if (!from || !until) return undefined;
  return {
    register,
    from: raw.from,
    until: raw.until,
    ended: raw.ended,
    alert: { from, until },
    handedOver: raw.handed_over,
  };
};

const resolvePrincipal = (
  raw: NonNullable<Raw["principal"]>,
  at: Path,
  context: ServiceContext,
): PathPrincipal | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { field } = expecting(context, register, at);
  field("from", raw.from, "date");
  field("until", raw.until, "date");
  return { register, from: raw.from, until: raw.until };
};

const resolveHandOvers = (
  raw: NonNullable<Raw["hand_overs"]>,
  at: Path,
  context: ServiceContext,
  participants: Register,
): PathHandOvers | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { field, parameter } = expecting(context, register, at);
  for (const key of ["person", "number", "to_operation", "to_partner"] as const) field(key, raw[key]);
  for (const key of ["on", "expected_end"] as const) field(key, raw[key], "date");
  field("consent", raw.consent, "boolean");
  field("message", raw.message, "text");
  raw.to.forEach((operation, index) => {
    const known = context.scoped.structure.operations;
    if (!known.has(operation)) context.file.wrong([...at, "to", index], undefined, oneOf(known.keys()));
  });
  raw.gives.forEach((each, index) => fieldOf(context, participants, each, [...at, "gives", index]));
  const more = raw.gives_with_consent;
  if (more) {
    fieldOf(context, register, more.consent, [...at, "gives_with_consent", "consent"], "boolean");
    more.fields.forEach((each, index) =>
      fieldOf(context, participants, each, [...at, "gives_with_consent", "fields", index]),
    );
  }
  const reason = field("reason", raw.reason, "choice");
  const answerDays = parameter("answer_days", raw.answer_days);
  if (!reason || !answerDays) return undefined;
  return {
    register,
    person: raw.person,
    number: raw.number,
    toOperation: raw.to_operation,
    toPartner: raw.to_partner,
    to: raw.to,
    on: raw.on,
    expectedEnd: raw.expected_end,
    reason,
    consent: raw.consent,
    message: raw.message,
    gives: raw.gives,
    givesWithConsent: more,
    answerDays,
  };
};

const resolveAnswers = (
  raw: NonNullable<Raw["answers"]>,
  at: Path,
  context: ServiceContext,
  participants: Register,
): PathAnswers | undefined => {
  const register = registerOf(context, raw.register, [...at, "register"]);
  if (!register) return undefined;
  const { field, parameter, choice } = expecting(context, register, at);
  for (const key of ["person", "hand_over", "from_operation", "from_partner", "refusal"] as const)
    field(key, raw[key]);
  for (const key of ["decided_on", "contacted_on", "outcome_on"] as const) field(key, raw[key], "date");
  raw.tells?.forEach((each, index) => fieldOf(context, register, each, [...at, "tells", index]));
  for (const each of Object.keys(raw.copies ?? {})) fieldOf(context, register, each, [...at, "copies", each]);
  for (const each of [...Object.keys(raw.participation?.sets ?? {}), ...(raw.participation?.asks ?? [])])
    fieldOf(context, participants, each, [...at, "participation"]);
  const decision = field("decision", raw.decision, "choice");
  const contactDays =
    raw.contact_days === undefined ? undefined : parameter("contact_days", raw.contact_days);
  for (const key of ["taken_on", "refused", "contacted"] as const) choice([key], raw[key], decision);
  for (const key of ["outcome", "good"] as const)
    raw[key]?.forEach((code, index) => choice([key, index], code, decision));
  if (!decision) return undefined;
  return {
    register,
    person: raw.person,
    handOver: raw.hand_over,
    fromOperation: raw.from_operation,
    fromPartner: raw.from_partner,
    decision,
    takenOn: raw.taken_on,
    refused: raw.refused,
    contacted: raw.contacted,
    decidedOn: raw.decided_on,
    refusal: raw.refusal,
    contactedOn: raw.contacted_on,
    contactDays,
    outcomes: raw.outcome,
    good: raw.good ?? [],
    outcomeOn: raw.outcome_on,
    tells: raw.tells ?? [],
    copies: raw.copies ?? {},
    participation: raw.participation && {
      sets: raw.participation.sets,
      asks: raw.participation.asks ?? [],
    },
  };
};
