import { z } from "zod";
import { text } from "../shapes.ts";
import {
  choicesShape,
  code,
  day,
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
  waits,
  words,
} from "./shared-shapes.ts";

/** What pages of calls and candidacies say to the server and get back. */

const moment = z.iso.datetime({ offset: true });

export const callStates = ["draft", "planned", "open", "closed", "withdrawn"] as const;
export const candidacyStates = [
  "draft",
  "submitted",
  "admissible",
  "inadmissible",
  "favourable",
  "unfavourable",
  "accepted",
  "refused",
  "withdrawn",
] as const;
export type CandidacyState = (typeof candidacyStates)[number];

const criterion = z.strictObject({ id: name, label: said, points: z.int().min(1).max(1000) });
const part = z.strictObject({ id: name, label: said });

/** `POST /api/operations/{operation}/calls`, `PUT /api/calls/{call}` (once published: only title, lead, guide, closesAt). */
export const callBody = z.strictObject({
  title: said,
  lead: z.strictObject({ fr: words(4000), nl: words(4000), en: words(4000) }),
  template: name,
  guide: name,
  opensAt: moment,
  closesAt: moment,
  starts: day,
  ends: day,
  budget: euros,
  most: euros.nullable().default(null).describe("The most that one candidacy may ask"),
  criteria: z.array(criterion).max(50),
  options: z.array(name).min(1),
  lines: planLines.default([]).describe("Lines that candidacies begin with, under the call's terms"),
  objectives: objectives.default([]),
  instalments: name.nullable().default(null).describe("The plan by which a year's money is paid"),
  parts: z.array(part).max(30).default([]).describe("Each of them takes a candidacy of its own"),
});
export type CallBody = z.infer<typeof callBody>;

const callCore = {
  id: number,
  operation,
  title: text,
  state: z.enum(callStates),
  opensAt: z.string(),
  closesAt: z.string(),
  starts: day,
  ends: day,
  budget: z.string(),
  most: z.string().nullable(),
};

const candidacyRow = z.object({
  id: number,
  partner,
  part: code.nullable(),
  state: z.enum(candidacyStates),
  submittedAt: z.string().nullable(),
  receipt: number.nullable(),
  total: z.string().describe("What it asks"),
  points: z.string().nullable(),
  agreement: z.object({ id: number, number: z.string() }).nullable(),
  waits,
});

/** `GET /api/calls` */
export const callsShape = z.object({
  now: z.string().describe("The database's clock, by which calls close"),
  rows: z.array(
    z.object({
      ...callCore,
      candidacies: z.array(candidacyRow).describe("Those that the asker may see: a candidate's own"),
      mayAnswerFor: z.array(partner).describe("Partners for whom the asker may begin a candidacy"),
      mayChange: z.boolean(),
    }),
  ),
  mayMakeIn: z.array(operation),
  making: z
    .object({
      templates: z.array(z.object({ id: z.string(), title: text })),
      guides: z.array(z.object({ id: z.string(), title: text, from: day })),
      instalments: z.array(code),
      choices: choicesShape,
    })
    .nullable()
    .describe("What a call is made of, for whoever may make one"),
});
export type CallsPage = z.infer<typeof callsShape>;

const question = z.object({
  id: z.string(),
  label: text,
  help: text.nullable(),
  type: z.enum(["text", "number", "date", "choice"]),
  choices: z.array(z.object({ code: z.string(), label: text })),
  required: z.boolean(),
  length: z.int(),
});

/** `GET /api/calls/{call}` */
export const callShape = z.object({
  ...callCore,
  now: z.string(),
  lead: text,
  template: z.object({ id: z.string(), title: text, questions: z.array(question) }),
  guide: z.object({ id: z.string(), title: text, from: day }).nullable(),
  criteria: z.array(z.object({ id: z.string(), label: text, points: z.int() })),
  options: z.array(z.string()),
  choices: choicesShape.describe("Of the call's options only"),
  lines: z.array(planLine),
  objectives: z.array(objectiveShape),
  instalments: z.string().nullable(),
  parts: z.array(code),
  publishedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  candidacies: z.array(candidacyRow),
  mayAnswerFor: z.array(partner),
  may: z.object({ change: z.boolean(), publish: z.boolean(), withdraw: z.boolean() }),
});
export type CallPage = z.infer<typeof callShape>;

export const madeShape = z.object({ id: number });
export type Made = z.infer<typeof madeShape>;

/** `PUT /api/calls/{call}/candidacies/{partner}`: what is not said stays as it is. */
export const candidacyBody = z.strictObject({
  part: z.string().default("").describe("One of the call's parts, where it has some"),
  revision: z.int().min(0).describe("The revision that was being looked at; 0 to begin"),
  answers: z.record(z.string().max(60), z.string().max(20_000)).optional(),
  lines: planLines.optional(),
  objectives: objectives.optional(),
  starts: day.optional(),
  ends: day.optional(),
  contact: z.union([z.literal(""), z.email().max(200)]).optional(),
});
export type CandidacyBody = z.infer<typeof candidacyBody>;

/** `POST /api/candidacies/{candidacy}/admissibility`: admissible when all are met. */
export const admissibilityBody = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.string().max(80), met: z.boolean(), reason: z.string().trim().max(2000) }))
    .min(1)
    .max(60)
    .describe("Every item of the list; a reason for each that is not met"),
});
export type AdmissibilityBody = z.infer<typeof admissibilityBody>;

/** `POST /api/candidacies/{candidacy}/scores` */
export const scoresBody = z.strictObject({
  scores: z
    .array(z.strictObject({ criterion: name, points: z.int().min(0), reason: words(2000) }))
    .min(1)
    .max(50),
});
export type ScoresBody = z.infer<typeof scoresBody>;

/** `POST /api/candidacies/{candidacy}/opinion` */
export const opinionBody = z.strictObject({
  outcome: z.enum(["favourable", "unfavourable"]),
  amount: euros.nullable().describe("The amount that it proposes; null where unfavourable"),
  reasons: words(8000),
});
export type OpinionBody = z.infer<typeof opinionBody>;

const assessed = { at: z.string(), by: z.string().describe("Empty where the asker may not know") };

/** `GET /api/candidacies/{candidacy}`, and what each act on one answers. */
export const candidacyShape = z.object({
  id: number,
  call: z.lazy(() => callShape),
  partner,
  part: code.nullable(),
  state: z.enum(candidacyStates),
  revision: z.int(),
  answers: z.record(z.string(), z.string()),
  lines: z.array(planLine),
  objectives: z.array(objectiveShape),
  starts: day,
  ends: day,
  contact: z.string(),
  total: z.string(),
  savedAt: z.string(),
  submittedAt: z.string().nullable(),
  receipt: number.nullable(),
  remarks: z.array(remarkShape).describe("What stands against submitting it; once sent, against the plan"),
  documents: z
    .array(
      z.object({ id: z.string(), label: text, help: text.nullable(), required: z.boolean(), count: z.int() }),
    )
    .describe("Kinds of documents asked of it; they are about candidacy:<id>"),
  checklist: z
    .array(z.object({ id: z.string(), label: text, met: z.boolean().nullable(), found: text.nullable() }))
    .describe("Items of admissibility, with what Jalon found itself; null: somebody has to look"),
  admissibility: z
    .object({
      ...assessed,
      items: z.array(z.object({ id: z.string(), met: z.boolean(), reason: z.string() })),
    })
    .nullable(),
  scores: z
    .object({
      ...assessed,
      points: z.int(),
      of: z.int(),
      scores: z.array(z.object({ criterion: z.string(), points: z.int(), reason: z.string() })),
    })
    .nullable(),
  opinion: z
    .object({
      ...assessed,
      outcome: z.enum(["favourable", "unfavourable"]),
      amount: z.string().nullable(),
      reasons: z.string(),
    })
    .nullable(),
  decision: decisionShape.nullable(),
  agreement: z.object({ id: number, number: z.string() }).nullable(),
  waits,
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    withdraw: z.boolean(),
    assess: z.boolean().describe("admissibility, then scores and opinion, by its state"),
    decide: z.boolean(),
    makeAgreement: z.boolean(),
  }),
});
export type CandidacyPage = z.infer<typeof candidacyShape>;

/** `POST /api/candidacies/{candidacy}/submit` */
export const submitBody = z.strictObject({ revision: z.int().min(1) });
export const receiptShape = z.object({ id: number, receipt: number, submittedAt: z.string() });
export type Receipt = z.infer<typeof receiptShape>;
