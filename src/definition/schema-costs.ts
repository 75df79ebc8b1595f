import { z } from "zod";
import { unionAdjustment, unionIndex, unionRegion, unionUnitCost, unitCost } from "./schema-union-costs.ts";
import {
  amount,
  commonParts,
  condition,
  date,
  id,
  parameterReference,
  source,
  span,
  text,
} from "./schema-parts.ts";

/** The forms that support can take (Reg. 1303/2013, Art. 67(1); Reg. 2021/1060, Art. 53(1)), and what they are built of. */
export const forms = [
  "real_cost",
  "unit_cost",
  "lump_sum",
  "flat_rate",
  "hourly_rate",
  "fixed_share",
  "salary_flat_rate",
  "draft_budget",
  "not_linked_to_costs",
] as const;

export const rateForm = /^\d+(\.\d{1,6})?$/;
const rate = z.string().regex(rateForm).describe('A share as text: "0.40" is forty per cent');

/** How digits too many are dropped: halves upwards, or always downwards. */
export const roundings = ["half_up", "down"] as const;

const datedRate = z.strictObject({ from: date, value: rate, source });
const datedAmount = z.strictObject({ from: date, value: amount, source });
const operationSum = z
  .enum(["public_support", "total_cost"])
  .describe("What is held against it: the public support granted, or the total cost of the operation");

const category = z.strictObject({
  category: id,
  label: text,
  direct: z.boolean().describe("true: a direct cost"),
  kind: z
    .enum(["staff", "participants"])
    .optional()
    .describe("staff: pay of those who do the work; participants: salaries and allowances of participants"),
  covers: z
    .union([z.literal("everything"), z.array(id).min(1)])
    .optional()
    .describe("Categories that it holds within itself, so that no other line may pay for them"),
  source,
});

const option = z.strictObject({
  option: id,
  label: text,
  help: text.optional().describe("What it is for, for whoever draws up an agreement"),
  form: z.enum(forms).describe("How its amount comes about"),
  categories: z.array(id).min(1).optional().describe("Those that it may pay for; any when not said"),
  base: z.array(id).min(1).optional().describe("flat_rate: the categories that the rate is taken of"),
  granted_from: date.optional().describe("First day on which support may be granted in it"),
  granted_until: date.optional().describe("Last day on which support may be granted in it"),
  rates: z
    .array(datedRate)
    .min(1)
    .optional()
    .describe("The highest rate that the law allows, from which day on"),
  unit_amounts: z
    .array(datedAmount)
    .min(1)
    .optional()
    .describe("The highest amount of a unit that the law allows, from which day on"),
  most_units_of_one: z
    .array(z.strictObject({ from: date, value: z.int().min(1), source }))
    .min(1)
    .optional()
    .describe("The most units that are paid for one person, from which day on"),
  calculation: z
    .enum(["needed", "none"])
    .describe("needed: a fair, equitable and verifiable method has to stand behind its rate or amounts"),
  contracts_above_threshold: z
    .enum(["calculation", "refuse"])
    .optional()
    .describe("What becomes of it beside contracts above the thresholds of the procurement directives"),
  limits: z
    .array(
      z.strictObject({
        granted_from: date.describe("First day of granting on which it holds"),
        granted_until: date.optional().describe("Last day of granting on which it holds"),
        of: operationSum,
        at_most: amount.describe("The highest sum for which the option is open"),
        source,
      }),
    )
    .optional()
    .describe("Sums above which the option is not open"),
  denominator: z
    .enum(["year", "month"])
    .optional()
    .describe("hourly_rate: the hours of a full-time year, or the person's own average hours of a month"),
  part_time_from: date
    .optional()
    .describe("hourly_rate: first day of granting from which part-time work counts pro rata"),
  spared: z
    .literal(true)
    .optional()
    .describe("A cut of its base because the buyer broke the law does not reach it"),
  source,
});

const forbidden = z.strictObject({
  forbidden: id.describe("The name of the rule"),
  option: id.describe("The option that does not go with others"),
  base_from: z.array(id).min(1).optional().describe("Options out of which its base may not come"),
  beside: z.array(id).min(1).optional().describe("Options that may not stand beside it"),
  only_beside: z.array(id).min(1).optional().describe("Categories that alone may stand beside it"),
  granted_from: date.optional().describe("First day of granting on which it holds"),
  granted_until: date.optional().describe("Last day of granting on which it holds"),
  expected: text.describe("What is right instead"),
  mend: text.describe("What to do about it"),
  source,
});

const compulsory = z.strictObject({
  granted_from: date.describe("First day of granting on which it holds"),
  granted_until: date.optional().describe("Last day of granting on which it holds"),
  of: operationSum,
  at_most: amount.describe("Up to this sum, and at this sum, simplified costs are compulsory"),
  not_with: z
    .array(z.enum(["state_aid", "de_minimis"]))
    .describe("Aid that frees the operation of the obligation"),
  participants_real: z
    .union([
      z.enum(["always", "never"]),
      z.strictObject({ beside: z.array(id).min(1).describe("Options beside which they may") }),
    ])
    .describe("When participants' salaries and allowances may be real costs all the same"),
  source,
});

const guide = z.strictObject({
  guide: id,
  title: text,
  from: date.describe("The day from which this version governs"),
  file: z.string().optional().describe("The file of the guide, in the programme's folder"),
  source,
});

const templateQuestion = z.strictObject({
  question: id.describe("What the answer is kept under"),
  label: text,
  help: text.optional().describe("What to write, for whoever answers"),
  type: z.enum(["text", "number", "date", "choice"]).describe("What kind of answer it takes"),
  choices: z
    .array(z.strictObject({ code: id.describe("What is stored"), label: text }))
    .min(1)
    .optional()
    .describe("choice: what there is to choose from"),
  required: z.boolean().optional().describe("true: a candidacy cannot be submitted without it"),
  length: z.int().positive().optional().describe("text: the most characters"),
});

const template = z.strictObject({
  template: id,
  title: text,
  questions: z.array(templateQuestion).min(1),
});

const between = z.strictObject({ from: id, until: id });
const quantity = z.strictObject({
  quantity: id,
  label: text,
  unit: text,
  operations: z.array(id).min(1).describe("The operations whose agreements may use it"),
  register: id.describe("The register whose records are counted"),
  count: z
    .union([
      z.literal("records"),
      z.strictObject({ sum: id.describe("A number of each record") }),
      z.strictObject({ days: between.describe("The days of each record, the first and the last included") }),
    ])
    .describe("What of the records is counted"),
  when: condition.optional().describe("Which records are counted"),
  dated_by: id.describe("The day on which the unit was delivered: its rate is that of this day"),
  of: id.optional().describe("The field that says whose work or presence it is"),
  incomplete: z
    .enum(["refuse", "confirm"])
    .describe("What becomes of units whose record is incomplete: not declared, or declared with a remark"),
  source,
});

const salaryScale = z.strictObject({
  scale: id,
  label: text,
  pays: z
    .enum(["cost", "ceiling"])
    .describe("cost: the documented cost up to the ceiling; ceiling: the amount of the scale itself"),
  functions: z
    .array(
      z.strictObject({
        function: id,
        label: text,
        yearly: z.array(datedAmount).min(1).describe("The most for a full-time year, from which day on"),
      }),
    )
    .min(1)
    .describe("The functions that it knows"),
  reductions: z
    .array(
      z.strictObject({
        reached: rate.describe("From this share of the objectives on"),
        kept: rate.describe("This share of the amount is kept"),
      }),
    )
    .min(1)
    .describe(
      "What is kept of the amount by the share of the objectives that was reached; below the lowest, nothing",
    ),
  source,
});

export const moneySteps = ["candidacy", "agreement", "declaration", "annual_file"] as const;

const documentKind = z.strictObject({
  document: id,
  label: text,
  help: text.optional().describe("What the document has to show"),
  asked: z
    .array(
      z.strictObject({
        at: z.enum(moneySteps).describe("The step at which it is asked"),
        options: z.array(id).min(1).optional().describe("For lines of these options; always when not said"),
        required: z.boolean().describe("true: the step cannot be taken without it"),
      }),
    )
    .optional()
    .describe("When it is asked"),
  source,
});

const share = z.union([rate, parameterReference]);
const period = z.strictObject({
  period: id,
  label: text,
  months: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).describe("How long one lasts"),
  deadline: span.describe("How long after the end of the period it may be declared"),
  source,
});

const instalmentPlan = z.strictObject({
  plan: id,
  label: text,
  instalments: z
    .array(
      z.strictObject({
        kind: z.enum(["advance", "interim", "balance"]).describe("Which part of the payment it is"),
        share: share.describe("Its share of the year's amount; a parameter counts in percent"),
        after: z
          .enum(["start", "end"])
          .describe("Whether its day is told from the start or the end of the year"),
        within: span.describe("How long after that it is due"),
        condition: text.describe("What has to be there before it is paid"),
      }),
    )
    .min(1)
    .describe("The payments of a year, in their order"),
  source,
});

const annualReport = z.strictObject({
  deadline: span.describe("How long after the end of the year it is due"),
  sections: z
    .array(
      z.strictObject({
        section: id,
        label: text,
        help: text.optional().describe("What to write, for whoever answers"),
        length: z.int().positive().optional().describe("The most characters"),
        required: z.boolean().optional().describe("true: the file cannot be submitted without it"),
        figures: z
          .array(id)
          .optional()
          .describe("Figures of the programme that fill it in, of the partner alone"),
      }),
    )
    .min(1)
    .describe("What the activity report tells, in its order"),
  source,
});

/**
 * `costs.yaml` of a framework: what the law says of simplified costs. Of a programme: what it chose, and what its
 * calls, agreements and declarations are made of.
 */
export const costsFile = z.strictObject({
  categories: z.array(category).optional().describe("Categories of cost"),
  options: z.array(option).optional().describe("Simplified cost options, and real costs"),
  forbidden: z.array(forbidden).optional().describe("Options that do not go together"),
  compulsory: z.array(compulsory).optional().describe("Below which sum simplified costs are compulsory"),
  wholly_procured: z
    .strictObject({
      forms: z.array(z.enum(forms)).min(1).describe("The forms that are open to it"),
      source,
    })
    .optional()
    .describe("Operations that are carried out wholly through procurement"),
  full_time_hours: z
    .array(z.strictObject({ from: date, value: z.int().positive(), source }))
    .min(1)
    .optional()
    .describe("The hours of a full-time year by which an hourly rate is worked out"),
  rounding: z
    .strictObject({
      rate: z.enum(roundings).describe("How an hourly or monthly rate is rounded to the cent, first"),
      amount: z.enum(roundings).describe("How an amount is rounded to the cent, then"),
      source,
    })
    .optional()
    .describe("How amounts are rounded"),
  financing_modes: z
    .array(
      z.strictObject({
        mode: id,
        label: text,
        help: text.optional().describe("What it means for the partner"),
        options: z.array(id).min(1).describe("The options that its lines may use"),
      }),
    )
    .optional()
    .describe("The ways in which an agreement may pay"),
  guides: z.array(guide).optional().describe("Versions of the financial guide"),
  templates: z.array(template).optional().describe("What a candidacy answers"),
  quantities: z.array(quantity).optional().describe("What registers count for declarations"),
  unit_costs: z.array(unitCost).optional().describe("Scales of unit costs that agreements may take over"),
  union_unit_costs: z.array(unionUnitCost).optional().describe("Unit costs that the Commission set"),
  union_regions: z
    .array(unionRegion)
    .optional()
    .describe("Indexes of regions for the Commission's unit costs"),
  union_adjustments: z
    .array(unionAdjustment)
    .optional()
    .describe("How the Commission's unit costs may be adjusted"),
  union_indexes: z
    .array(unionIndex)
    .optional()
    .describe("The indexes by which the programme adjusts the Commission's unit costs"),
  salary_scales: z.array(salaryScale).optional().describe("Ceilings of salaries by function"),
  documents: z.array(documentKind).optional().describe("Kinds of supporting documents"),
  periods: z.array(period).optional().describe("The periods for which expenditure is declared"),
  instalments: z.array(instalmentPlan).optional().describe("How the money of a year is paid"),
  annual_report: annualReport.optional().describe("The annual file of an agreement"),
  numbers: z
    .strictObject({
      agreement: z.string().describe("How agreements are numbered: {operation}, {year} and {n}"),
      declaration: z.string().describe("How declarations are numbered: {agreement}, {year} and {n}"),
    })
    .optional()
    .describe("How agreements and declarations are numbered"),
  parameters: commonParts.parameters,
});

export type CostsFile = z.infer<typeof costsFile>;
