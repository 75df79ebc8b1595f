import { z } from "zod";
import { isDate } from "./condition/calendar.ts";

/** What several definition files are made of. */

export const idForm = /^[A-Za-z][A-Za-z0-9_-]*$/;
export const dateForm = /^\d{4}-\d{2}-\d{2}$/;
export const amountForm = /^-?\d+(\.\d{1,2})?$/;

export const id = z.string().regex(idForm).describe("A stable name: letters, digits, _ and -");
export const date = z
  .string()
  .regex(dateForm, { abort: true })
  .refine(isDate, { error: String(dateForm) })
  .describe("A date, YYYY-MM-DD");
export const amount = z.string().regex(amountForm).describe('An amount in euros as text, e.g. "34159990.00"');
export const text = z.strictObject({ fr: z.string().min(1), nl: z.string().min(1), en: z.string().min(1) });

/** Where a rule or a number comes from, and whether somebody read it there. */
export const source = z.strictObject({
  article: z.string().describe("Act and article, annex or guidance; or the published page it was read in"),
  verified: z.boolean().describe("true: read in the source named; false: from memory or an outside page"),
  note: z.string().optional().describe("What a reader of the rule should know besides"),
});

/** refuse: the file is not taken; incomplete: kept, counts nowhere but in the grand total; confirm: kept, please look. */
export const severities = ["refuse", "incomplete", "confirm"] as const;
export type Severity = (typeof severities)[number];

export const literal = z.union([z.string(), z.number(), z.boolean()]);

export type RawOperand =
  | z.infer<typeof literal>
  | { parameter: string; at?: string | undefined }
  | {
      field: string;
      plus?: RawSpan | undefined;
      minus?: RawSpan | undefined;
      percent?: RawSpanAmount | undefined;
    };
type RawSpanAmount = number | { parameter: string; at?: string | undefined };
export type RawSpan = {
  days?: RawSpanAmount | undefined;
  months?: RawSpanAmount | undefined;
  years?: RawSpanAmount | undefined;
};

export const parameterReference = z.strictObject({ parameter: id, at: id.optional() });
export const span = z.strictObject({
  days: z.union([z.int(), parameterReference]).optional(),
  months: z.union([z.int(), parameterReference]).optional(),
  years: z.union([z.int(), parameterReference]).optional(),
});
const operand: z.ZodType<RawOperand> = z.union([
  literal,
  parameterReference,
  z.strictObject({
    field: id,
    plus: span.optional(),
    minus: span.optional(),
    percent: z
      .union([z.int().min(0), parameterReference])
      .optional()
      .describe("So many hundredths of the other number"),
  }),
]);

/** The words of a comparison, as they are written in YAML. `before` and `after` are for dates and exclude the date. */
export const operators = [
  "is",
  "is_not",
  "in",
  "not_in",
  "below",
  "above",
  "at_least",
  "at_most",
  "before",
  "after",
  "on_or_before",
  "on_or_after",
  "known",
] as const;
export type Operator = (typeof operators)[number];

const comparison = z.strictObject({
  is: operand.optional(),
  is_not: operand.optional(),
  in: z.array(literal).min(1).optional(),
  not_in: z.array(literal).min(1).optional(),
  below: operand.optional(),
  above: operand.optional(),
  at_least: operand.optional(),
  at_most: operand.optional(),
  before: operand.optional(),
  after: operand.optional(),
  on_or_before: operand.optional(),
  on_or_after: operand.optional(),
  known: z.boolean().optional(),
});
export type RawComparison = z.infer<typeof comparison>;

export type RawCondition = {
  all?: RawCondition[] | undefined;
  any?: RawCondition[] | undefined;
  not?: RawCondition | undefined;
  condition?: string | undefined;
  [field: string]: unknown;
};

/** A condition on one record: the keys of a mapping all hold; `all`, `any`, `not` and `condition` combine. */
export const condition: z.ZodType<RawCondition> = z
  .lazy(() =>
    z
      .object({
        all: z.array(condition).min(1).optional(),
        any: z.array(condition).min(1).optional(),
        not: condition.optional(),
        condition: id.optional(),
      })
      .catchall(z.union([literal, z.array(literal).min(1), comparison])),
  )
  .meta({ id: "condition" });

export const choice = z.strictObject({
  code: z.union([id, z.string().regex(/^\d+$/)]).describe("What is stored and sent"),
  label: text,
  synonyms: z.array(z.string()).optional().describe("Other words that partners write in their files"),
});

const parameter = z.strictObject({
  parameter: id,
  label: text,
  unit: z
    .enum(["years", "months", "days", "weeks", "euros", "percent", "number"])
    .describe("What its values are counted in"),
  values: z
    .array(z.strictObject({ from: date, value: z.union([z.int(), amount]), source }))
    .min(1)
    .describe("What it is from which day on"),
});

const namedCondition = z.strictObject({
  condition: id,
  register: id,
  label: text.describe("Short words that stand for the condition in a sentence"),
  when: condition,
  source,
});

export const commonParts = {
  parameters: z
    .array(parameter)
    .optional()
    .describe("Numbers that law or the programme may change, with their dates"),
  codelists: z
    .record(id, z.array(choice).min(1))
    .optional()
    .describe("Choices that several fields share, by name"),
  conditions: z
    .array(namedCondition)
    .optional()
    .describe("Conditions that have a name, for rules and figures"),
};

export type RawParameter = z.infer<typeof parameter>;
export type RawNamedCondition = z.infer<typeof namedCondition>;
export type Source = z.infer<typeof source>;
export type Choice = z.infer<typeof choice>;
