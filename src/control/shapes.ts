import { z } from "zod";
import { checkShape } from "../declaration/shapes.ts";
import { nodeShape } from "../declaration/node-shape.ts";
import { source, text } from "../shapes.ts";
import {
  answerValues,
  code,
  day,
  decisionHeadShape,
  euros,
  id,
  lineAmounts,
  measures,
  named,
  namedVerification,
  operation,
  partner,
  seenKinds,
  seenResults,
  typeShape,
  verificationStates,
  verificationTypes,
  waits,
} from "./shared-shapes.ts";

/** What the pages of verifications say to the server and get back. Amounts are texts of euros: "12.50". */

const aboutShape = z
  .union([
    z.strictObject({ register: z.string().max(60), record: id }),
    z.strictObject({ item: z.string().max(40) }),
    z.strictObject({ person: z.string().max(40), year: z.int().min(2014).max(2040) }),
  ])
  .nullable()
  .describe("A record, a piece, somebody's year; null: the line as a whole");

const who = z.object({ at: z.string(), by: z.string() });

const pointShape = z.object({
  key: z.string().describe("One for each question that is asked: what PUT answers names"),
  point: z.string(),
  question: text,
  help: text.nullable(),
  source: source.nullable(),
  severity: z.string(),
  typology: z.string().nullable().describe("The kind of finding that a no leads to"),
  once: z.boolean(),
  line: z.string().nullable(),
  label: text.nullable().describe("Of the line"),
  about: z
    .object({ operation: z.string(), register: z.string(), record: id, on: day, quantity: z.string() })
    .nullable()
    .describe("The record that was drawn"),
  person: z.object({ person: z.string(), year: z.int() }).nullable(),
  item: z
    .object({ id: z.string(), supplier: z.string(), reference: z.string(), amount: euros, on: day })
    .nullable(),
  elsewhere: namedVerification
    .extend({ on: z.string().nullable(), result: z.string() })
    .nullable()
    .describe("Verified there already: nothing to answer"),
});
export type Point = z.infer<typeof pointShape>;

const checklistShape = z.object({
  version: z.string(),
  fingerprint: z.string(),
  groups: z.array(z.object({ id: z.string(), label: text, points: z.array(pointShape) })),
});
/** What a verification asks, as it is kept with it. */
export type Checklist = z.infer<typeof checklistShape>;

const answerBody = z.strictObject({
  key: z.string().min(1).max(200),
  value: z.enum(["yes", "no", "not_applicable"]),
  note: z.string().max(2000).default(""),
});
const seenBody = z.strictObject({
  kind: z.enum(seenKinds),
  key: z.string().min(1).max(200),
  result: z.enum(seenResults),
});

export const visitShape = z.strictObject({
  on: day,
  place: z.string().max(200).default(""),
  met: z.string().max(500).default("").describe("Who was met"),
  note: z.string().max(4000).default(""),
});

/** `PUT /api/verifications/{verification}/answers`: the answers given take the place of those of the same key. */
export const answersBodyShape = z.strictObject({
  edition: z.int().min(0),
  answers: z.array(answerBody).max(5000).default([]),
  cleared: z.array(z.string().max(200)).max(5000).default([]).describe("Keys whose answer is taken back"),
  seen: z.array(seenBody).max(5000).default([]),
  visit: visitShape.nullable().optional(),
});
export type AnswersBody = z.infer<typeof answersBodyShape>;

/** `POST /api/verifications/{verification}/findings` and `PUT /api/findings/{finding}` */
export const findingBodyShape = z.strictObject({
  reference: z.string().min(8).max(60).optional().describe("Sent twice it is kept once"),
  declaration: id.optional().describe("Where the verification is of an agreement"),
  line: z.string().max(60),
  about: aboutShape.default(null),
  typology: z.string().max(60),
  amount: euros.describe("Taken off the line before anything is derived from it"),
  ofBuyer: z.boolean().default(false),
  systemic: z.boolean().default(false),
  measure: z.enum(measures),
  text: z.string().trim().min(1).max(4000),
});
export type FindingBody = z.infer<typeof findingBodyShape>;

/** `POST /api/verifications/{verification}/send` */
export const sendBodyShape = z.strictObject({ note: z.string().max(4000).default("") });
export type SendBody = z.infer<typeof sendBodyShape>;

/** `POST /api/verifications/{verification}/partner-answers` */
export const partnerAnswersBodyShape = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        finding: id,
        answer: z.enum(["accepted", "contested"]),
        text: z.string().trim().max(4000).default(""),
      }),
    )
    .max(500),
});
export type PartnerAnswersBody = z.infer<typeof partnerAnswersBodyShape>;

/** `POST /api/verifications/{verification}/conclude` */
export const concludeBodyShape = z.strictObject({
  conclusion: z.string().trim().min(1).max(8000),
  measures: z
    .array(z.strictObject({ finding: id, measure: z.enum(measures), amount: euros.optional() }))
    .max(500)
    .default([])
    .describe("What is held of each finding now that the partner answered; an amount is only made less"),
});
export type ConcludeBody = z.infer<typeof concludeBodyShape>;

/** `POST /api/verifications/{verification}/cancel` */
export const cancelBodyShape = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** `POST …/verifications` under a declaration or an agreement */
export const openVerificationBodyShape = z.strictObject({
  type: z.enum(verificationTypes),
  sample: id.optional().describe("The stored sample that it was drawn with"),
});
export type OpenVerificationBody = z.infer<typeof openVerificationBodyShape>;

const findingShape = z.object({
  id,
  declaration: id,
  line: z.string(),
  about: aboutShape,
  typology: code,
  amount: euros,
  ofBuyer: z.boolean(),
  systemic: z.boolean(),
  measure: z.enum(measures),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  sentAt: z.string().nullable(),
  answer: z
    .object({ kind: z.enum(["accepted", "contested"]), text: z.string(), at: z.string(), by: z.string() })
    .nullable(),
  final: z.boolean(),
  mayChange: z.boolean(),
});
export type FindingShown = z.infer<typeof findingShape>;

const lineShape = lineAmounts.extend({
  line: z.string(),
  label: text,
  option: code,
  form: z.string(),
  budget: euros,
  derivedFrom: z.array(z.string()).describe("Lines that it is a rate of: it moves with them"),
  deduct: euros.describe("Cut of this line itself"),
  park: euros,
  certified: euros.describe("On the ledger now: certified, applied for or accounted"),
  before: z
    .object({ eligible: euros, parked: euros, rejected: euros })
    .nullable()
    .describe("As decided before; null: nothing was decided yet"),
  tree: nodeShape.describe("How what is eligible comes about"),
  units: z.int().nullable().describe("How many records stand behind it"),
  items: z.array(
    z.object({
      id: z.string(),
      on: day,
      supplier: z.string(),
      reference: z.string(),
      amount: euros,
      document: id.nullable(),
      elsewhere: namedVerification.nullable(),
    }),
  ),
  staff: z.array(
    z.object({
      person: z.string(),
      year: z.int(),
      hours: z.string().nullable(),
      grossCost: euros.nullable(),
      document: id.nullable(),
      elsewhere: namedVerification.nullable(),
    }),
  ),
});

/** `GET /api/verifications/{verification}` */
export const verificationShape = z.object({
  id,
  number: z.string(),
  type: typeShape,
  state: z.enum(verificationStates),
  edition: z.int(),
  today: day,
  agreement: named,
  declaration: named
    .extend({ from: day, until: day, total: euros, submittedAt: z.string(), receipt: z.int() })
    .nullable()
    .describe("Null: the agreement as a whole"),
  declarations: z.array(named).describe("Those that a finding can be about"),
  operation,
  partner,
  plan: z.object({ id, year: z.int(), version: z.int() }).nullable(),
  opened: who,
  toldAt: z.string().nullable().describe("From then on the partner sees it"),
  clock: z
    .object({ due: day, daysLeft: z.int(), exceeded: z.boolean() })
    .nullable()
    .describe("Until when the partner is to be paid"),
  may: z.object({
    answer: z.boolean(),
    find: z.boolean(),
    send: z.boolean(),
    respond: z.boolean(),
    conclude: z.boolean(),
    propose: z.boolean(),
    decide: z.boolean(),
    return: z.boolean(),
    cancel: z.boolean(),
    report: z.boolean(),
  }),
  mayNot: text.nullable().describe("Why the next step is not the asker's"),
  waits,
  checklist: checklistShape.nullable().describe("Null for the partner before it is decided"),
  answers: z.array(
    z.object({
      key: z.string(),
      value: z.enum(answerValues),
      note: z.string(),
      at: z.string().nullable(),
      by: z.string(),
      elsewhere: namedVerification.nullable(),
    }),
  ),
  seen: z.array(z.object({ kind: z.enum(seenKinds), key: z.string(), result: z.enum(seenResults) })),
  lines: z.array(lineShape),
  totals: lineAmounts,
  findings: z.array(findingShape),
  typologies: z.array(code),
  measures: z.array(z.object({ id: z.enum(measures), label: text })),
  documents: z.array(code).describe("Kinds of documents that can be attached to it"),
  letter: z
    .object({
      n: z.int(),
      sentAt: z.string(),
      dueAt: z.string().describe("With the time that Jalon was down"),
      firstDueAt: z.string(),
      extendedBy: z.int().describe("Minutes"),
      daysLeft: z.int(),
      answeredAt: z.string().nullable(),
      silence: text.describe("What was told to happen without an answer"),
      note: z.string(),
    })
    .nullable(),
  conclusion: z.object({ text: z.string(), at: z.string(), by: z.string() }).nullable(),
  decision: decisionHeadShape.nullable().describe("The last one that came of it"),
  report: z.object({ number: z.int(), hash: z.string(), at: z.string() }).nullable(),
  visit: visitShape.nullable(),
  elsewhere: z.array(
    namedVerification.extend({ type: typeShape, state: z.enum(verificationStates), on: z.string() }),
  ),
  reasons: z.array(z.object({ id: z.string(), points: z.string(), text })).describe("Why it came first"),
  checks: z.array(checkShape).describe("Remarks that the declaration was submitted with"),
});
export type VerificationPage = z.infer<typeof verificationShape>;
export { aboutShape };
