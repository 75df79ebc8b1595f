import { z } from "zod";
import { isDate } from "./condition/calendar.ts";

/**
 * The shape of every definition file, once: the loader checks files against it, `npm run build` writes it as JSON
 * Schema for editors, and the types of the resolved model start from it. What spans files (a register that does not
 * exist, a condition on an unknown field) is checked in `load.ts`.
 */

export const idForm = /^[A-Za-z][A-Za-z0-9_-]*$/;
export const dateForm = /^\d{4}-\d{2}-\d{2}$/;
export const amountForm = /^-?\d+(\.\d{1,2})?$/;

const id = z.string().regex(idForm).describe("A stable name: letters, digits, _ and -");
const date = z
  .string()
  .regex(dateForm, { abort: true })
  .refine(isDate, { error: String(dateForm) })
  .describe("A date, YYYY-MM-DD");
const amount = z.string().regex(amountForm).describe('An amount in euros as text, e.g. "34159990.00"');
const text = z.strictObject({ fr: z.string().min(1), nl: z.string().min(1), en: z.string().min(1) });

/** Where a rule or a number comes from, and whether somebody read it there. */
const source = z.strictObject({
  article: z.string().describe("Act and article, annex or guidance; or the published page it was read in"),
  verified: z.boolean().describe("true: read in the source named; false: from memory or an outside page"),
  note: z.string().optional(),
});

const literal = z.union([z.string(), z.number(), z.boolean()]);

export type RawOperand =
  | z.infer<typeof literal>
  | { parameter: string; at?: string | undefined }
  | {
      field: string;
      plus?: RawSpan | undefined;
      minus?: RawSpan | undefined;
    };
type RawSpanAmount = number | { parameter: string; at?: string | undefined };
export type RawSpan = {
  days?: RawSpanAmount | undefined;
  months?: RawSpanAmount | undefined;
  years?: RawSpanAmount | undefined;
};

const parameterReference = z.strictObject({ parameter: id, at: id.optional() });
const span = z.strictObject({
  days: z.union([z.int(), parameterReference]).optional(),
  months: z.union([z.int(), parameterReference]).optional(),
  years: z.union([z.int(), parameterReference]).optional(),
});
const operand: z.ZodType<RawOperand> = z.union([
  literal,
  parameterReference,
  z.strictObject({ field: id, plus: span.optional(), minus: span.optional() }),
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
const condition: z.ZodType<RawCondition> = z
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

const choice = z.strictObject({
  code: z.union([id, z.string().regex(/^\d+$/)]),
  label: text,
  synonyms: z.array(z.string()).optional().describe("Other words that partners write in their files"),
});

export const fieldTypes = ["text", "integer", "decimal", "date", "boolean", "choice"] as const;
export type FieldType = (typeof fieldTypes)[number];

const field = z.strictObject({
  field: id,
  label: text,
  help: text.optional(),
  synonyms: z.array(z.string()).optional().describe("Other column headers that partners use"),
  type: z.enum(fieldTypes),
  choices: z
    .union([id, z.array(choice).min(1)])
    .optional()
    .describe("A code list of this definition, or the choices themselves"),
  required: z
    .union([z.literal(true), condition])
    .optional()
    .describe("true, or the condition under which a missing answer is refused"),
  minimum: z.union([z.number(), date]).optional(),
  maximum: z.union([z.number(), date]).optional(),
  scale: z
    .int()
    .min(0)
    .max(6)
    .optional()
    .describe("Digits after the decimal point of a decimal (2 if not said)"),
  length: z.int().min(1).optional().describe("Longest text accepted"),
  format: z.enum(["national_number", "enterprise_number", "country", "postcode_be", "email"]).optional(),
  sensitivity: z
    .enum(["identity", "special"])
    .optional()
    .describe("identity: kept in the room of identities; special: special category of data (GDPR Art. 9)"),
  moment: z
    .enum(["entry", "leave", "follow_up"])
    .optional()
    .describe("At a re-entry, entry answers stay, the others are taken from the last one"),
  phrases: z
    .partialRecord(z.enum(operators), text)
    .optional()
    .describe('How a condition on this field is said; {value} is replaced, e.g. "de moins de {value} ans"'),
  section: id.optional().describe("The part of the form in which the question is asked"),
  shown_when: condition
    .optional()
    .describe("The form asks only when this holds; an answer that is there is shown all the same"),
  source: source.optional(),
});

const section = z.strictObject({
  section: id,
  label: text,
  help: text.optional(),
  before: id.optional().describe("The part that it comes before; after the earlier ones when not said"),
});

/** What a field becomes when a record moves on: the day itself, no answer any more, or this answer. */
const newAnswer = z.union([z.literal("today"), z.literal("none"), literal]);

const transition = z.strictObject({
  transition: id,
  label: text.describe("What the button says: a verb"),
  help: text.optional().describe("What it means, in one sentence"),
  from: z
    .array(id)
    .min(1)
    .describe(
      "The states in which it can be done: choices of the field, `none` without answer, `known` for dates",
    ),
  to: id.describe("The state afterwards, said alike"),
  asks: z.array(id).optional().describe("The fields whose answers it asks for"),
  sets: z.record(id, newAnswer).optional().describe("Answers that it gives by itself"),
  requires: condition.optional().describe("What must hold of the record, with the new answers"),
  right: z
    .string()
    .regex(/^[a-z]+:[a-z]+$/)
    .optional()
    .describe("The right that it needs besides writing records"),
});

const lifecycle = z.strictObject({
  field: id.describe("A choice, whose choices are the states; or a date, known or not"),
  states: z
    .partialRecord(z.enum(["none", "known"]), text)
    .optional()
    .describe("What a record without an answer is called, and for a date one with an answer"),
  transitions: z.array(transition).min(1),
});

const derived = z.strictObject({
  field: id,
  label: text,
  age: z.strictObject({ born: id, on: id }).describe("Age in completed years"),
  phrases: z.partialRecord(z.enum(operators), text).optional(),
  source: source.optional(),
});

/** refuse: the file is not taken; incomplete: kept, counts nowhere but in the grand total; confirm: kept, please look. */
export const severities = ["refuse", "incomplete", "confirm"] as const;
export type Severity = (typeof severities)[number];

const rule = z.strictObject({
  rule: id,
  severity: z.enum(severities),
  when: condition.optional().describe("The rule looks only at records for which this holds"),
  must: condition.describe("What must hold"),
  cell: id.describe("The column whose cell is marked"),
  expected: text.describe("What is expected, in the user's words"),
  mend: text.describe("How to mend it"),
  source,
});

const deadline = z.strictObject({
  deadline: id,
  label: text.describe("What is to be done, in few words"),
  from: id.describe("The date from which time runs; without it nothing is due"),
  opens: span.optional().describe("How long after that date it can be done; at once when not said"),
  within: span.describe("How long after that date it is due"),
  when: condition.optional().describe("Only records for which this holds have the deadline"),
  done: condition.describe("What stops the clock"),
  cell: id.describe("The field that is to be filled in"),
  source,
});

/** One file of `registers/`. */
export const registerFile = z.strictObject({
  register: id,
  extends: id.optional().describe("A register of the framework whose fields and rules this one adds to"),
  label: text.optional(),
  record: text.optional().describe("One record, in words: a participation, a class visit"),
  description: text.optional(),
  identity: z
    .array(id)
    .min(1)
    .optional()
    .describe("With the operation: two records that agree on these are the same"),
  person: z
    .array(id)
    .min(1)
    .optional()
    .describe("The fields that tell one person from another, across operations"),
  probably_same: z.array(id).min(1).optional().describe("Agreeing on these suggests the same person"),
  one_per_programme: z
    .boolean()
    .optional()
    .describe("true: the same person in two operations at once is worth a question"),
  dated_by: id.optional().describe("The date that decides which value of a dated parameter holds"),
  re_entry: z
    .strictObject({ entry: id, leave: id })
    .optional()
    .describe("Re-entry keeps the first entry, last leave"),
  retention_years: z.int().optional(),
  fields: z.array(field).optional(),
  derived: z.array(derived).optional(),
  rules: z.array(rule).optional(),
  deadlines: z.array(deadline).optional(),
  sections: z.array(section).optional().describe("The parts of the form, in their order"),
  lifecycle: lifecycle.optional().describe("What becomes of a record, step by step"),
  source: source.optional(),
});

const figure = z.strictObject({
  figure: id,
  label: text,
  unit: text.optional(),
  code: z.string().optional().describe("Code in SFC2014; repeats between the two annexes"),
  annex: z.enum(["I", "II"]).optional(),
  group: z
    .enum(["common_output", "common_result", "yei_result", "entity_output", "total", "specific", "budget"])
    .optional(),
  register: id.optional(),
  count: z
    .union([
      z.enum(["records", "persons"]),
      z.strictObject({ distinct: z.array(id).min(1) }),
      z.strictObject({ sum: id }),
      z.strictObject({
        estimate: id.describe("Sum of the sample weight in this field, rounded half up to a whole"),
      }),
    ])
    .optional(),
  when: condition.optional(),
  year: z
    .union([id, z.strictObject({ from: id, until: id })])
    .optional()
    .describe(
      "The date that places a record in a year; or the two dates between which it is in every year it touches",
    ),
  sum: z.array(id).min(1).optional().describe("Figures that are added up"),
  structure: z
    .enum(["budget", "esf_contribution", "partners", "operations", "priorities"])
    .optional()
    .describe("Read from the programme structure itself"),
  pending: z
    .literal(true)
    .optional()
    .describe("The programme says how this is counted where it has such records; else 0"),
  definition: text
    .optional()
    .describe("What is counted, in words, where the condition alone does not say it"),
  reference: text.optional().describe("The population a result is measured against"),
  note: text.optional(),
  source,
});

/** `figures.yaml` */
export const figuresFile = z.strictObject({ figures: z.array(figure) });

const parameter = z.strictObject({
  parameter: id,
  label: text,
  unit: z.enum(["years", "months", "days", "weeks", "euros", "percent", "number"]),
  values: z.array(z.strictObject({ from: date, value: z.union([z.int(), amount]), source })).min(1),
});

const namedCondition = z.strictObject({
  condition: id,
  register: id,
  label: text.describe("Short words that stand for the condition in a sentence"),
  when: condition,
  source,
});

const target = z.strictObject({
  figure: id,
  value: z.union([z.int().positive(), amount]).describe("What the figure is to reach"),
  year: z.int().optional().describe("The year in which; the whole period together when not said"),
  priority: id.optional(),
  objective: id.optional(),
  operation: id.optional(),
  partner: id.optional(),
  source,
});

const commonParts = {
  parameters: z.array(parameter).optional(),
  codelists: z.record(id, z.array(choice).min(1)).optional(),
  conditions: z.array(namedCondition).optional(),
};

/** `framework.yaml`: one programming period. */
export const frameworkFile = z.strictObject({
  framework: id,
  version: z.string(),
  title: text,
  period: z.strictObject({ from: date, until: date }).describe("The programming period"),
  eligible_until: date.describe("Last day on which expenditure may be paid"),
  acts: z.array(z.strictObject({ act: z.string(), title: text, verified: z.boolean() })).optional(),
  funds: z.array(z.strictObject({ fund: id, label: text })).min(1),
  ...commonParts,
});

/** `programme.yaml`: one programme. */
export const programmeFile = z.strictObject({
  programme: id,
  framework: id.describe("The folder of the framework, beside this programme's"),
  version: z.string(),
  title: text,
  identifier: z.string().describe("CCI"),
  authority: text,
  approved_on: date,
  decision: z.string().optional(),
  region: text.optional(),
  priorities: z
    .array(
      z.strictObject({
        priority: id,
        number: z.int(),
        title: text,
        region_category: text,
        calculation_basis: text,
        budget: amount,
        technical_assistance: z.boolean().optional(),
        source,
      }),
    )
    .min(1),
  objectives: z.array(
    z.strictObject({
      objective: id,
      priority: id,
      title: text,
      investment_priority: z.string().optional(),
      source,
    }),
  ),
  partners: z
    .array(
      z.strictObject({
        partner: id,
        name: text,
        kind: z.enum(["authority", "public", "ngo", "social_partner", "enterprise"]),
        invented: z.boolean().optional(),
      }),
    )
    .min(1),
  operations: z
    .array(
      z.strictObject({
        operation: id,
        objective: id.optional(),
        priority: id.optional().describe("Only where there is no objective (technical assistance)"),
        title: text,
        description: text.optional(),
        fund: id,
        starts: date,
        ends: date,
        esf_contribution_per_year: amount.optional(),
        partners: z.array(id).min(1),
        registers: z.array(id),
        purposes: z.array(z.enum(["women_in_employment", "public_administration"])).optional(),
        source,
      }),
    )
    .min(1),
  targets: z
    .array(target)
    .optional()
    .describe("What figures are to reach, by year or by the programme's end"),
  ...commonParts,
});

/** What somebody may do. The whole list: definitions give roles these rights, routes and policies ask for them. */
export const rights = [
  "records:read",
  "records:write",
  "identity:read",
  "special:read",
  "files:import",
  "figures:read",
  "report:read",
  "report:publish",
  "trail:read",
  "people:manage",
  "tokens:manage",
] as const;
export type Right = (typeof rights)[number];

const role = z.strictObject({
  role: id,
  label: text,
  description: text.describe("What somebody with this role does and sees, for whoever gives it"),
  scope: z
    .enum(["programme", "operation", "partner"])
    .describe("The widest it may be given: for the whole programme, for an operation, for a partner"),
  rights: z.array(z.enum(rights)).min(1),
});

/** `access.yaml`: who may do what. */
export const accessFile = z.strictObject({ roles: z.array(role).min(1) });

export type AccessFile = z.infer<typeof accessFile>;
export type FrameworkFile = z.infer<typeof frameworkFile>;
export type ProgrammeFile = z.infer<typeof programmeFile>;
export type RegisterFile = z.infer<typeof registerFile>;
export type FiguresFile = z.infer<typeof figuresFile>;
export type RawField = z.infer<typeof field>;
export type RawFigure = z.infer<typeof figure>;
export type RawParameter = z.infer<typeof parameter>;
export type RawLifecycle = z.infer<typeof lifecycle>;
export type RawNamedCondition = z.infer<typeof namedCondition>;
export type Source = z.infer<typeof source>;
export type Choice = z.infer<typeof choice>;

/** The definition files by name, for the JSON Schemas that editors use. */
export const definitionFiles = {
  framework: frameworkFile,
  programme: programmeFile,
  register: registerFile,
  figures: figuresFile,
  access: accessFile,
} as const;
