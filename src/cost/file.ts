import { euros } from "../euros.ts";
import { z } from "zod";
import { amountForm, costsFile, date, rateForm, text } from "../definition/schema.ts";
import type { Text } from "../language.ts";
import { exact } from "../decimal.ts";
import type { Delivered, Plan } from "./plan.ts";

/** What `jalon cost` reads: a plan, what was delivered under it, and what the programme's own files would say besides. */

const same = (words: string): Text => ({ fr: words, nl: words, en: words });
/** Words in three languages, or the same for all. */
const words = z.union([z.string().min(1).transform(same), text]);
/** Whole euros may stand without quotation marks; a number with a point has lost digits before anybody reads it. */
const isAmount = (value: unknown): boolean =>
  typeof value === "string" ? amountForm.test(value) && !value.startsWith("-") : isCount(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const amount = z
  .custom<string | number>(isAmount, { error: String(amountForm) })
  .transform((value) => euros(exact(String(value))));
const number = z.union([z.string().regex(/^\d+(\.\d{1,6})?$/), z.int().min(0).transform(String)]);
const rate = z.string().regex(rateForm);
const name = z.string().min(1);

const milestone = z
  .strictObject({
    id: name,
    label: words.optional(),
    amount,
    due: date.optional(),
    deliverables: z
      .array(z.strictObject({ id: name, label: words.optional() }).transform(labelled))
      .min(1)
      .optional(),
  })
  .transform(labelled);
const milestones = z.array(milestone).min(1);

const terms = z.discriminatedUnion("form", [
  z.strictObject({ form: z.literal("real_cost") }),
  z.strictObject({
    form: z.literal("unit_cost"),
    quantity: name.optional(),
    unit: words,
    rates: z.array(z.strictObject({ from: date, value: amount })).min(1),
  }),
  z.strictObject({ form: z.literal("lump_sum"), milestones }),
  z.strictObject({
    form: z.literal("draft_budget"),
    milestones,
    items: z.array(z.strictObject({ label: words, category: name, amount })).min(1),
  }),
  z.strictObject({ form: z.literal("flat_rate"), rate, base: z.array(name).min(1).optional() }),
  z.strictObject({ form: z.literal("hourly_rate") }),
  z.strictObject({ form: z.literal("fixed_share") }),
  z.strictObject({ form: z.literal("salary_flat_rate"), scale: name }),
  z.strictObject({ form: z.literal("not_linked_to_costs"), milestones }),
]);

const line = z
  .strictObject({
    id: name,
    label: words.optional(),
    category: name,
    option: name,
    budget: amount,
    project: name.optional(),
    terms,
  })
  .transform(labelled);

const plan = z.strictObject({
  grantedOn: date,
  lines: z.array(line).min(1),
  publicSupport: amount,
  totalCost: amount,
  stateAid: z.enum(["none", "de_minimis", "state_aid"]),
  whollyProcured: z.boolean().optional(),
  contractsAboveThreshold: z.boolean().optional(),
  calculations: z.record(name, z.string()).optional(),
});

const delivered = z.strictObject({
  line: name,
  units: z.array(z.strictObject({ on: date, quantity: number, of: name.optional() })).optional(),
  unitsBefore: z.record(name, number).optional(),
  milestones: z.array(name).optional(),
  items: z.array(z.strictObject({ id: name, on: date, amount, label: z.string().optional() })).optional(),
  staff: z
    .array(
      z.strictObject({
        person: name,
        year: z.int(),
        grossCost: amount,
        months: number,
        fraction: number,
        hours: number.optional(),
        monthlyHours: number.optional(),
        hoursBefore: number.optional(),
        share: number.optional(),
        monthsDeclared: number.optional(),
        function: name.optional(),
      }),
    )
    .optional(),
  reached: number.optional(),
  cut: amount.optional(),
  cutOfBuyer: z.boolean().optional(),
});

/** The file of `jalon cost`; amounts, rates and quantities are texts or whole numbers, never floating-point ones. */
export const costFile = z.strictObject({
  framework: name.optional(),
  rounding: costsFile.shape.rounding,
  salary_scales: costsFile.shape.salary_scales,
  plan,
  delivered: z.array(delivered),
  available: z.record(name, amount).optional(),
});

export type CostFile = Readonly<{
  framework?: string | undefined;
  rounding?: z.infer<typeof costsFile>["rounding"];
  salary_scales?: z.infer<typeof costsFile>["salary_scales"];
  plan: Plan;
  delivered: readonly Delivered[];
  available?: Readonly<Record<string, string>> | undefined;
}>;

/** What has no label is called by its name. */
function labelled<T extends { id: string; label?: Text | undefined }>(
  one: T,
): Omit<T, "label"> & { label: Text } {
  return { ...one, label: one.label ?? same(one.id) };
}
