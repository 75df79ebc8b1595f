import { z } from "zod";
import { type Form, forms, type PlanLine } from "../cost/plan.ts";
import { text } from "../shapes.ts";

/** Parts that calls, candidacies and agreements share. Amounts are texts of euros: "12.50"; days are "YYYY-MM-DD". */

export const day = z.iso.date();
export const number = z.int().min(1);
export const euros = z.string().regex(/^\d{1,12}\.\d\d$/);
export const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);
export const share = z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/);
export const name = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
export const words = (most: number) => z.string().trim().min(1).max(most);
/** A text that somebody writes: in three languages, each of them said. */
export const said = z.strictObject({ fr: words(400), nl: words(400), en: words(400) });
export const partner = z.object({ partner: z.string(), name: text });
export const operation = z.object({ operation: z.string(), title: text });
export const code = z.object({ id: z.string(), label: text });

const milestone = z.strictObject({
  id: name.describe("What it is named by"),
  label: said,
  amount: euros.describe("What is due when it is delivered"),
  due: day.optional().describe("The day by which it is to be delivered"),
  deliverables: z
    .array(z.strictObject({ id: name.describe("What it is named by"), label: said }))
    .min(1)
    .max(50)
    .optional()
    .describe("Where it is made of several: all of them have to be delivered"),
});
const milestones = z.array(milestone).min(1).describe("What is to be delivered, each all or nothing");
const form = <F extends Form>(word: F) => z.literal(word).describe("How the amount comes about");

const terms = z.discriminatedUnion("form", [
  z.strictObject({ form: form("real_cost") }),
  z.strictObject({
    form: form("unit_cost"),
    quantity: name.optional().describe("A quantity of costs.yaml; where not said, units are told by hand"),
    unit: said,
    rates: z
      .array(z.strictObject({ from: day, value: euros }))
      .min(1)
      .describe("Euros for a unit, by the day on which it was delivered"),
  }),
  z.strictObject({ form: form("lump_sum"), milestones }),
  z.strictObject({
    form: form("draft_budget"),
    milestones,
    items: z
      .array(
        z.strictObject({
          label: said,
          category: name.describe("A cost category of costs.yaml"),
          amount: euros.describe("What the budget had for it"),
        }),
      )
      .min(1)
      .describe("The draft budget out of which the sum was set"),
  }),
  z.strictObject({
    form: form("flat_rate"),
    rate: decimal.describe('A share as text: "0.40" is forty per cent'),
    base: z
      .array(name)
      .optional()
      .describe("Categories that it is taken of; those of the option when not said"),
  }),
  z.strictObject({ form: form("hourly_rate") }),
  z.strictObject({ form: form("fixed_share") }),
  z.strictObject({
    form: form("salary_flat_rate"),
    scale: name.describe("The scale of costs.yaml that gives the ceiling of a function"),
  }),
  z.strictObject({ form: form("not_linked_to_costs"), milestones }),
]);

/** A line of a financing plan, as it is sent and shown. */
export const planLine: z.ZodType<PlanLine, PlanLine> = z.strictObject({
  id: name.describe("Names the line within its agreement"),
  label: said,
  category: name.describe("The cost category of costs.yaml that it pays"),
  option: name.describe("The simplified cost option of costs.yaml, or real cost"),
  budget: euros.describe("The most that it pays"),
  project: name.optional().describe("Another project, or a successive phase, of the same operation"),
  terms: terms.describe("Its terms, by the form of its option"),
});
export const planLines = z.array(planLine).max(200);

export const objectiveShape = z.strictObject({
  id: name,
  label: said,
  quantity: name.nullable().describe("The quantity that counts it; null where no register does"),
  target: decimal,
});
export type Objective = z.infer<typeof objectiveShape>;
export const objectives = z.array(objectiveShape).max(100);

export const waits = z.array(
  z.object({
    what: text,
    since: z.string().nullable(),
    who: z.enum(["partner", "authority", "nobody"]).describe("Whose turn it is; nobody: a day has to come"),
  }),
);
export type Waits = z.infer<typeof waits>;

/** A remark on something that is being prepared, with what it is about. */
export const remarkShape = z.object({
  id: z.string().describe("The same remark keeps its name"),
  severity: z.enum(["refuse", "confirm", "note"]),
  about: z.object({
    kind: z.enum(["answer", "line", "objective", "period", "contact", "document", "whole"]),
    id: z.string(),
  }),
  text,
  mend: text.nullable(),
  source: z.object({ article: z.string(), verified: z.boolean() }).nullable(),
});
export type Remark = z.infer<typeof remarkShape>;

export const decisionBody = z.strictObject({
  body: words(200).describe("Who decided: the committee"),
  reference: words(100),
  decidedOn: day,
  outcome: z.enum(["accepted", "refused"]),
  amount: euros.nullable().describe("The most that may be granted in all; null where refused"),
  document: number.nullable().default(null),
});
export type DecisionBody = z.infer<typeof decisionBody>;
export const decisionShape = z.object({
  id: number,
  body: z.string(),
  reference: z.string(),
  decidedOn: day,
  outcome: z.enum(["accepted", "refused"]),
  amount: z.string().nullable(),
  document: number.nullable(),
  recordedAt: z.string(),
});
export type DecisionView = z.infer<typeof decisionShape>;

/** What an option of the programme is, for whoever chooses among those of a call. */
export const optionShape = z.object({
  id: z.string(),
  label: text,
  help: text.nullable(),
  form: z.enum(forms),
  categories: z.array(z.string()).nullable().describe("Those that it may pay for; null: any"),
  rates: z.array(z.object({ from: day, value: z.string() })).describe("The highest rate that the law allows"),
  base: z.array(z.string()).describe("Categories that a flat rate is taken of"),
  calculation: z.enum(["needed", "none"]).describe("Whether its amounts rest on a method of calculation"),
});
export const choicesShape = z.object({
  options: z.array(optionShape),
  categories: z.array(code),
  quantities: z.array(
    z.object({
      id: z.string(),
      label: text,
      unit: text,
      operations: z.array(z.string()).describe("The operations whose registers count it"),
    }),
  ),
  unitCosts: z.array(
    z.object({
      id: z.string(),
      label: text,
      option: z.string(),
      quantity: z.string(),
      rates: z.array(z.object({ from: day, value: z.string() })),
    }),
  ),
  salaryScales: z.array(code),
});
export type Choices = z.infer<typeof choicesShape>;
