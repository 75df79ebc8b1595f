import { z } from "zod";

/** What is said to submit, withdraw or correct a declaration, and what is answered. */

const id = z.int().min(1);
const euros = z.string().regex(/^-?\d+\.\d\d$/);

/** `POST /api/declarations/{declaration}/submit` */
export const submitBodyShape = z.strictObject({
  edition: z.int().min(0),
  confirmed: z.array(z.string()).max(2000).default([]).describe("Remarks that somebody ticked as right"),
});
export type SubmitBody = z.infer<typeof submitBodyShape>;
export const receiptShape = z.object({
  id,
  number: z.string(),
  version: z.int(),
  receipt: z.int(),
  submittedAt: z.string(),
  hash: z.string().describe("SHA-256 of what was submitted, as canonical JSON"),
  total: euros,
});
export type Receipt = z.infer<typeof receiptShape>;

/** `POST /api/declarations/{declaration}/withdraw` and `/correct` */
export const reasonBodyShape = z.strictObject({ reason: z.string().trim().max(500).default("") });
