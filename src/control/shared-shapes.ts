import { z } from "zod";
import { text } from "../shapes.ts";

/** What several shapes of control are made of. */

export const day = z.iso.date();
export const euros = z.string().regex(/^-?\d{1,12}\.\d\d$/);
export const id = z.int().min(1);
export const partner = z.object({ partner: z.string(), name: text });
export const operation = z.object({ operation: z.string(), title: text });
export const code = z.object({ id: z.string(), label: text });
export const named = z.object({ id, number: z.string() });
export const namedVerification = z.object({ verification: id, number: z.string() });
export const waits = z.array(z.object({ what: text, since: z.string().nullable() }));

export const verificationTypes = [
  "administrative",
  "on_the_spot",
  "data_protection",
  "procurement",
  "double_funding",
] as const;
export type VerificationType = (typeof verificationTypes)[number];
export const typeShape = z.object({ id: z.enum(verificationTypes), label: text });

export const verificationStates = [
  "open",
  "with_partner",
  "answered",
  "concluded",
  "decided",
  "cancelled",
] as const;
export type VerificationState = (typeof verificationStates)[number];

export const measures = ["deduct", "park", "none"] as const;
export type Measure = (typeof measures)[number];
export const answerValues = ["yes", "no", "not_applicable", "elsewhere"] as const;
export type AnswerValue = (typeof answerValues)[number];
export const seenKinds = ["unit", "hours", "item", "staff", "line", "document"] as const;
export const seenResults = ["ok", "finding"] as const;

/** Of a line or of the whole: what was submitted is eligible, parked or rejected. */
export const lineAmounts = z.object({
  submitted: euros,
  eligible: euros,
  parked: euros,
  rejected: euros,
});

export const decisionKinds = ["first", "correction", "release"] as const;
export const decisionModes = ["withdrawal", "recovery"] as const;
export const decisionStates = ["proposed", "decided", "returned"] as const;

export const decisionHeadShape = z.object({
  id,
  number: z.string(),
  n: z.int(),
  kind: z.enum(decisionKinds),
  state: z.enum(decisionStates),
  mode: z.enum(decisionModes),
  verification: namedVerification.nullable(),
  measures: z.array(z.object({ finding: id, measure: z.enum(measures) })),
  lines: z.array(
    lineAmounts.extend({
      line: z.string(),
      label: text,
      pending: euros.describe("Applied for already, left in until the partner repaid"),
      before: z
        .object({ eligible: euros, parked: euros, rejected: euros })
        .nullable()
        .describe("Null where nothing was decided before"),
    }),
  ),
  totals: lineAmounts.extend({ pending: euros }),
  reason: z.string(),
  proposed: z.object({ at: z.string(), by: z.string() }),
  decided: z.object({ at: z.string(), by: z.string() }).nullable(),
  returnReason: z.string().nullable(),
  entry: id.nullable(),
  hash: z.string().nullable(),
  may: z.object({ decide: z.boolean(), return: z.boolean() }),
  mayNot: text.nullable().describe("Why the asker cannot decide it"),
});
export type DecisionHead = z.infer<typeof decisionHeadShape>;

export type { Control } from "../declaration/control-shape.ts";
