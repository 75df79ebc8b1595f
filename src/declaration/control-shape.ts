import { z } from "zod";

const euros = z.string().regex(/^-?\d{1,12}\.\d\d$/);

/** How control stands of a declaration, on its page and in lists. */
export const controlShape = z.object({
  state: z.enum(["waiting", "in_control", "questions", "answered", "to_decide", "decided"]),
  verification: z
    .object({ verification: z.int().min(1), number: z.string() })
    .nullable()
    .describe("The one that goes on, where the asker may open it"),
  questionsUntil: z.string().nullable().describe("The moment until which the partner can answer"),
  decided: z
    .object({
      submitted: euros,
      eligible: euros,
      parked: euros,
      rejected: euros,
      at: z.string(),
      number: z.string(),
    })
    .nullable(),
});
export type Control = z.infer<typeof controlShape>;
