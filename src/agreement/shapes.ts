import { z } from "zod";
import { text } from "../shapes.ts";
import {
  choicesShape,
  code,
  day,
  decimal,
  decisionShape,
  euros,
  name,
  number,
  objectives,
  objectiveShape,
  operation,
  partner,
  planLine,
  planLines,
  remarkShape,
  said,
  share,
  waits,
  words,
} from "./shared-shapes.ts";

/** What pages of agreements say to the server and get back. Of calls and candidacies: call-shapes.ts. */

export const agreementStates = ["draft", "proposed", "accepted", "active", "ended", "terminated"] as const;
export type AgreementState = (typeof agreementStates)[number];
export const versionStates = ["draft", "proposed", "accepted", "active", "replaced", "dropped"] as const;
export type VersionState = (typeof versionStates)[number];
export const instalmentKinds = ["advance", "interim", "balance"] as const;
export const stateAids = ["none", "de_minimis", "state_aid"] as const;

const instalmentBody = z.strictObject({
  kind: z.enum(instalmentKinds),
  share,
  amount: euros,
  dueOn: day,
  condition: said,
});
export type Instalment = z.infer<typeof instalmentBody>;
const facts = z.strictObject({
  whollyProcured: z.boolean().optional(),
  contractsAboveThreshold: z.boolean().optional(),
  calculations: z.record(name, words(200)).optional(),
});
const annexBody = z.strictObject({ document: number.nullable(), kind: name, title: said });
export type Annex = z.infer<typeof annexBody>;

/** `PUT /api/agreements/{agreement}`: the draft, or the next version once amended; what is not said stays as it is. */
export const agreementBody = z.strictObject({
  effectiveFrom: day.optional(),
  ends: day.optional(),
  financingMode: name.optional(),
  guide: name.optional(),
  publicSupport: euros.optional(),
  totalCost: euros.optional(),
  stateAid: z.enum(stateAids).optional(),
  lines: planLines.min(1).optional(),
  objectives: objectives.optional(),
  instalments: z.array(instalmentBody).max(60).optional(),
  annexes: z.array(annexBody).max(60).optional(),
  note: z.string().trim().max(4000).optional(),
  facts: facts.optional(),
});
export type AgreementBody = z.infer<typeof agreementBody>;

/** `POST /api/agreements/{agreement}/remarks`: what is to be said of the draft as it would be; nothing is kept. */
export const planRemarksShape = z.object({ remarks: z.array(remarkShape) });
export type PlanRemarks = z.infer<typeof planRemarksShape>;

/** `POST /api/operations/{operation}/internal-agreements` */
export const internalBody = z.strictObject({
  partner: z.string().describe("The body whose service it is"),
  starts: day,
  ends: day,
  financingMode: name,
  lines: planLines.min(1),
  objectives: objectives.default([]),
  instalments: name.nullable().default(null),
  publicSupport: euros.optional(),
  totalCost: euros.optional(),
});
export type InternalBody = z.infer<typeof internalBody>;

/** `POST /api/agreements/{agreement}/accept`: an answer to each line; when all are accepted, the agreement is. */
export const acceptBody = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        line: z.string().max(80).describe("A line of the plan, or a row of the comparison"),
        answer: z.enum(["accepted", "questioned"]),
        remark: z.string().trim().max(2000).default(""),
      }),
    )
    .min(1)
    .max(400),
});
export type AcceptBody = z.infer<typeof acceptBody>;

/** `POST /api/agreements/{agreement}/amend`: begins the next version as a copy. */
export const amendBody = z.strictObject({ effectiveFrom: day, note: words(4000) });
export type AmendBody = z.infer<typeof amendBody>;

/** `POST /api/agreements/{agreement}/terminate` */
export const terminateBody = z.strictObject({ on: day, reason: words(2000) });
export type TerminateBody = z.infer<typeof terminateBody>;

/** `POST /api/agreements/{agreement}/guides`: a new version of the guide was sent to the candidacy's address. */
export const guideBody = z.strictObject({
  guide: name,
  governsFrom: z.int().min(2014).max(2040).describe("The first year that it governs"),
  sentTo: z.email().max(200).optional().describe("Where the candidacy says no address, or another holds"),
});
export type GuideBody = z.infer<typeof guideBody>;

const lineShape = z.object({
  line: planLine,
  category: text,
  option: text,
  declared: z.string(),
  remaining: z.string(),
  answer: z
    .object({ answer: z.enum(["accepted", "questioned"]), remark: z.string() })
    .nullable()
    .describe("What the partner said of it in this proposal, or in the one before while it is a draft"),
});

const versionShape = z.object({
  version: z.int(),
  state: z.enum(versionStates),
  effectiveFrom: day,
  budget: z.string(),
  note: z.string(),
  decision: decisionShape.nullable(),
  proposedAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  activatedAt: z.string().nullable(),
  differences: z
    .array(z.object({ line: z.string(), label: text, before: z.string(), after: z.string() }))
    .describe("Budgets that differ from the version before"),
});

export const agreementRow = z.object({
  id: number,
  number: z.string(),
  operation,
  partner,
  internal: z.boolean(),
  state: z.enum(agreementStates),
  starts: day,
  ends: day,
  version: z.int(),
  financingMode: code,
  budget: z.string(),
  declared: z.string(),
  remaining: z.string(),
  waits,
});
export type AgreementRow = z.infer<typeof agreementRow>;

/** `GET /api/agreements` */
export const agreementsShape = z.object({
  today: day,
  rows: z.array(agreementRow),
  mayMakeIn: z
    .array(operation)
    .describe("Operations of own services where an internal agreement may be made"),
  making: z
    .object({ choices: choicesShape, financingModes: z.array(code), instalments: z.array(code) })
    .nullable(),
});
export type AgreementsPage = z.infer<typeof agreementsShape>;

/** `GET /api/agreements/{agreement}`, ?version: another than the one in force; and what each act on one answers. */
export const agreementShape = agreementRow.extend({
  candidacy: number.nullable(),
  call: number.nullable(),
  shown: z.object({
    version: z.int(),
    state: z.enum(versionStates),
    round: z.int(),
    effectiveFrom: day,
    ends: day,
    financingMode: code,
    guide: z.object({ id: z.string(), title: text, from: day }),
    grantedOn: day.nullable(),
    publicSupport: z.string(),
    totalCost: z.string(),
    stateAid: z.enum(stateAids),
    budget: z.string(),
    note: z.string(),
    lines: z.array(lineShape),
    answers: z
      .array(z.object({ line: z.string(), answer: z.enum(["accepted", "questioned"]), remark: z.string() }))
      .describe("To rows of the comparison that are no lines of the plan"),
    objectives: z.array(objectiveShape),
    instalments: z.array(instalmentBody.extend({ n: z.int() })),
    annexes: z.array(annexBody.extend({ n: z.int() })),
    facts: facts.describe("Procurement, and what stands behind each option that needs a calculation"),
    documents: z
      .array(z.object({ id: z.string(), label: text, help: text.nullable(), required: z.boolean() }))
      .describe("Kinds of document that the programme asks of an agreement with these lines"),
    decision: decisionShape.nullable(),
    remarks: z
      .array(remarkShape)
      .describe("What the rules of cost say of the plan, and what stands in the way"),
  }),
  versions: z.array(versionShape),
  decisions: z.array(decisionShape),
  guides: z.array(
    z.object({
      guide: z.object({ id: z.string(), title: text }),
      governsFrom: z.int(),
      sentAt: z.string().nullable().describe("null: the one that the agreement was made under"),
      sentTo: z.string().nullable(),
      mailed: z.object({ at: z.string(), count: z.int() }).nullable().describe("The mails that went out"),
    }),
  ),
  guideByYear: z
    .array(z.object({ year: z.int(), guide: code }))
    .describe("Which version of the financial guide governs which year"),
  terminatedOn: day.nullable(),
  terminationReason: z.string().nullable(),
  choices: choicesShape.nullable().describe("For whoever may edit it now"),
  schedules: z
    .array(code.extend({ instalments: z.array(instalmentBody) }))
    .describe("For whoever may edit it now: the programme's instalments, for this budget and period"),
  may: z.object({
    edit: z.boolean(),
    propose: z.boolean(),
    accept: z.boolean(),
    decide: z.boolean(),
    activate: z.boolean(),
    amend: z.boolean(),
    drop: z.boolean(),
    terminate: z.boolean(),
    sendGuide: z.boolean(),
    declare: z.boolean(),
  }),
});
export type AgreementPage = z.infer<typeof agreementShape>;

const cell = z.object({ value: z.string(), text }).nullable().describe("null: it says nothing of it");

/** `GET /api/agreements/{agreement}/comparison`, ?version */
export const comparisonShape = z.object({
  version: z.int(),
  rows: z.array(
    z.object({
      id: z
        .string()
        .describe("What an answer of the partner names: a line's id, objective:<id>, period, budget…"),
      kind: z.enum(["amount", "period", "line", "term", "objective", "guide"]),
      label: text,
      line: z.string().nullable(),
      call: cell,
      candidacy: cell,
      agreement: cell,
      standing: z.enum(["equal", "differs", "missing"]),
    }),
  ),
  counts: z.object({ equal: z.int(), differs: z.int(), missing: z.int() }),
});
export type Comparison = z.infer<typeof comparisonShape>;

/** `GET /api/agreements/{agreement}/forecast` */
export const forecastShape = z.object({
  today: day,
  rows: z.array(
    z.object({
      n: z.int(),
      kind: z.enum(instalmentKinds),
      share: decimal,
      amount: z.string(),
      expectedOn: day.describe("The day by which it is expected: put off while it waits"),
      dueOn: day,
      condition: text,
      waits,
      standing: z.enum(["waiting", "ready", "later"]).describe("ready: nothing is missing for its payment"),
    }),
  ),
  total: z.string(),
});
export type Forecast = z.infer<typeof forecastShape>;
