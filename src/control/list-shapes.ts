import { z } from "zod";
import { text } from "../shapes.ts";
import {
  code,
  day,
  decisionHeadShape,
  decisionKinds,
  decisionModes,
  euros,
  id,
  measures,
  named,
  operation,
  partner,
  typeShape,
  verificationStates,
  verificationTypes,
  waits,
} from "./shared-shapes.ts";

/** What the pages of the queue, of plans, of decisions and of outages say to the server and get back. */

const clock = z.object({ due: day, daysLeft: z.int(), exceeded: z.boolean() });

/** `GET /api/controls/queue` */
export const queueShape = z.object({
  today: day,
  rows: z.array(
    z.object({
      declaration: named.extend({ from: day, until: day }),
      agreement: named,
      operation,
      partner,
      total: euros,
      submittedAt: z.string(),
      clock: clock.nullable(),
      score: z.string(),
      reasons: z.array(z.object({ id: z.string(), points: z.string(), text })),
      verification: named.extend({ type: typeShape, state: z.enum(verificationStates) }).nullable(),
      next: z.object({
        kind: z.enum(["open", "continue", "conclude", "decide", "wait"]),
        what: text,
      }),
      mayOpen: z.boolean(),
    }),
  ),
  decide: z
    .array(
      z.object({
        decision: named,
        declaration: named,
        operation,
        partner,
        proposed: z.object({ at: z.string(), by: z.string() }),
        concludedBy: z.string(),
        eligible: euros,
        rejected: euros,
        mayDecide: z.boolean(),
      }),
    )
    .describe("What waits for a second person"),
  plan: named.extend({ year: z.int() }).nullable().describe("The plan in force"),
});
export type QueuePage = z.infer<typeof queueShape>;

/** `GET /api/controls` */
export const controlsShape = z.object({
  today: day,
  rows: z.array(
    z.object({
      id,
      number: z.string(),
      type: typeShape,
      state: z.enum(verificationStates),
      declaration: named.nullable(),
      agreement: named,
      operation,
      partner,
      opened: z.object({ at: z.string(), by: z.string() }),
      dueAt: z.string().nullable().describe("Until when the partner can answer"),
      findings: z.int(),
      deducted: euros.describe("Cut, before anything is derived from it"),
      parked: euros,
      waits,
    }),
  ),
  types: z.array(typeShape),
  states: z.array(z.object({ id: z.enum(verificationStates), label: text })),
  mayOpen: z.array(z.enum(verificationTypes)).describe("Types that the asker may open of an agreement"),
});
export type ControlsPage = z.infer<typeof controlsShape>;

/** `POST /api/verifications/{verification}/decision` */
export const proposeBodyShape = z.strictObject({
  reason: z.string().trim().min(1).max(4000),
  mode: z.enum(decisionModes).default("withdrawal"),
  declaration: id.optional().describe("Where the verification is of an agreement"),
});
export type ProposeBody = z.infer<typeof proposeBodyShape>;

/** `POST /api/declarations/{declaration}/decisions`: findings are cleared, held for good or parked after all. */
export const correctionBodyShape = z.strictObject({
  kind: z.enum(decisionKinds).exclude(["first"]),
  mode: z.enum(decisionModes).default("withdrawal"),
  reason: z.string().trim().min(1).max(4000),
  measures: z.array(z.strictObject({ finding: id, measure: z.enum(measures) })).max(500),
});
export type CorrectionBody = z.infer<typeof correctionBodyShape>;

/** `POST /api/decisions/{decision}/return` */
export const returnBodyShape = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** `GET /api/declarations/{declaration}/decisions` */
export const decisionsShape = z.object({
  declaration: named,
  rows: z.array(decisionHeadShape),
  findings: z
    .array(
      z.object({
        id,
        verification: named,
        line: z.string(),
        typology: code,
        amount: euros,
        measure: z.enum(measures).describe("As decided last"),
        text: z.string(),
      }),
    )
    .describe("Final findings, that a correction or release can be about"),
  may: z.object({ correct: z.boolean() }),
});
export type DecisionsPage = z.infer<typeof decisionsShape>;

const planContent = z.strictObject({
  basis: z.string().max(20_000).describe("Why: risks, their sources, how they were weighed"),
  factors: z
    .array(
      z.strictObject({
        id: z.string().max(60),
        weight: z.string().regex(/^\d{1,4}(\.\d{1,3})?$/),
        rationale: z.string().max(2000),
      }),
    )
    .max(50),
  coverage: z
    .array(
      z.strictObject({
        type: z.enum(verificationTypes),
        share: z
          .string()
          .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/)
          .describe('"1": all of them'),
        method: z.string().max(2000),
      }),
    )
    .max(20),
  visits: z
    .array(
      z.strictObject({
        partner: z.string().max(60),
        operation: z.string().max(60).optional(),
        quarter: z.int().min(1).max(4),
        reason: z.string().max(1000),
      }),
    )
    .max(500),
});
export type PlanContent = z.infer<typeof planContent>;

/** `PUT /api/control-plans/{year}` */
export const planBodyShape = planContent;
/** `GET /api/control-plans/{year}` */
export const planShape = z.object({
  year: z.int(),
  today: day,
  factors: z
    .array(code.extend({ weight: z.string(), rationale: text, unverified: z.boolean() }))
    .describe("As the definitions have them"),
  types: z.array(typeShape),
  partners: z.array(z.object({ partner: z.string(), name: text })),
  versions: z.array(
    z.object({
      id,
      version: z.int(),
      state: z.enum(["draft", "adopted", "replaced"]),
      content: planContent,
      made: z.object({ at: z.string(), by: z.string() }),
      adopted: z.object({ at: z.string(), by: z.string() }).nullable(),
      governs: z.int().describe("Verifications that were opened under it"),
    }),
  ),
  done: z
    .array(z.object({ type: typeShape, opened: z.int(), concluded: z.int() }))
    .describe("Verifications opened in the year"),
  may: z.object({ write: z.boolean(), adopt: z.boolean() }),
});
export type PlanPage = z.infer<typeof planShape>;

/** `GET /api/outages` */
export const outagesShape = z.object({
  rows: z.array(
    z.object({
      id,
      from: z.string(),
      until: z.string(),
      minutes: z.int(),
      noticed: z.enum(["heartbeat", "by_hand"]),
      reason: z.string(),
      by: z.string(),
      letters: z.int().describe("Open letters whose answer is due later for it"),
    }),
  ),
  heartbeat: z.string().nullable().describe("When the server last said that it is there"),
  mayNote: z.boolean(),
});
export type OutagesPage = z.infer<typeof outagesShape>;
/** `POST /api/outages` */
export const outageBodyShape = z.strictObject({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  reason: z.string().trim().min(1).max(500),
});
export type OutageBody = z.infer<typeof outageBodyShape>;
