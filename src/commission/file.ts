import { z } from "zod";
import { euros } from "../euros.ts";
import { amountForm, date, rateForm } from "../definition/schema.ts";
import { exact } from "../decimal.ts";

/** What `jalon commission check` reads. */

const isAmount = (value: unknown): boolean =>
  typeof value === "string"
    ? amountForm.test(value) && !value.startsWith("-")
    : Number.isSafeInteger(value) && Number(value) >= 0;
/** Whole euros may stand without quotation marks; a number with a point has lost digits before anybody reads it. */
const amount = z
  .custom<string | number>(isAmount, { error: String(amountForm) })
  .transform((value) => euros(exact(String(value))));
const rate = z.string().regex(rateForm);
const share = z.string().regex(/^\d+(\.\d{1,6})?$/);
const name = z.string().min(1).max(200);
const year = z.int().min(2014).max(2040);
const flag = z.boolean().default(false);
const claim = { basis: z.enum(["total", "public"]), rate, eligible: amount, public: amount };

export const commissionFile = z.strictObject({
  payments: z
    .array(z.strictObject({ priority: name, ...claim, contribution: amount.optional() }))
    .default([])
    .describe("Interim payments"),
  n_plus: z
    .strictObject({
      years: z.int().min(2).max(4).optional(),
      exceptions: z.array(z.strictObject({ year, deadline: date })).default([]),
      commitments: z.array(z.strictObject({ year, amount })).min(1),
      prefinancing: z.array(z.strictObject({ on: date, fund: amount })).default([]),
      applied: z.array(z.strictObject({ on: date, fund: amount })).default([]),
    })
    .optional(),
  performance: z
    .array(z.strictObject({ priority: name, reached: z.array(share) }))
    .default([])
    .describe("Shares of milestones that were reached"),
  irregularities: z
    .array(
      z.strictObject({
        case: name,
        ...claim,
        linked: z.array(amount).default([]).describe("The Fund's contribution to linked cases"),
        suspected_fraud: flag,
        bankruptcy_only: flag,
        precedes_bankruptcy: flag,
        voluntary: flag,
        before_application: flag,
        found_on: date.optional(),
      }),
    )
    .default([]),
  retention: z
    .array(
      z.strictObject({
        operation: name,
        eligible: amount,
        accounts: z.array(date).default([]).describe("Days on which accounts with its expenditure were sent"),
        completed: flag,
        last_payment: date.optional(),
      }),
    )
    .default([]),
});
export type CommissionFile = z.infer<typeof commissionFile>;
