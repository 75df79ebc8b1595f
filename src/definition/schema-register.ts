import { z } from "zod";
import { fill, limit, screening } from "./schema-between.ts";
import {
  choice,
  condition,
  date,
  id,
  literal,
  operators,
  severities,
  source,
  span,
  text,
} from "./schema-parts.ts";

export const fieldTypes = ["text", "integer", "decimal", "date", "boolean", "choice"] as const;
export type FieldType = (typeof fieldTypes)[number];

const field = z.strictObject({
  field: id,
  label: text,
  help: text.optional(),
  synonyms: z.array(z.string()).optional().describe("Other column headers that partners use"),
  type: z.enum(fieldTypes).describe("What kind of answer the field has"),
  choices: z
    .union([id, z.array(choice).min(1)])
    .optional()
    .describe("A code list of this definition, or the choices themselves"),
  required: z
    .union([z.literal(true), condition])
    .optional()
    .describe("true, or the condition under which a missing answer is refused"),
  minimum: z.union([z.number(), date]).optional().describe("Smallest number, or first day"),
  maximum: z.union([z.number(), date]).optional().describe("Largest number, or last day"),
  scale: z
    .int()
    .min(0)
    .max(6)
    .optional()
    .describe("Digits after the decimal point of a decimal (2 if not said)"),
  length: z.int().min(1).optional().describe("Longest text accepted"),
  format: z
    .enum(["national_number", "enterprise_number", "country", "postcode_be", "email", "time"])
    .optional()
    .describe(
      "What the text must be, beyond its length: check digits, a country's code, a time of day (HH:MM)",
    ),
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
  refers_to: z
    .strictObject({
      register: id,
      field: id,
      unknown: z
        .literal(true)
        .optional()
        .describe("true: an answer that no record has is nothing to look into; else it is told"),
    })
    .optional()
    .describe("The answer names a record of another register, by this field of it"),
  same_as: z
    .strictObject({
      through: id.describe("A field of this register that refers to a record of another one"),
      field: id.describe("The field of that record"),
    })
    .optional()
    .describe(
      "An answer has to be that of the record which another field names: forms, files and the database refuse a different one",
    ),
  only_with: id
    .optional()
    .describe(
      "A date without which no answer is taken: the day on which the person agreed. Neither forms nor files nor the database take one before",
    ),
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
  by: z
    .enum(["places"])
    .optional()
    .describe(
      "Only the act of this mechanism takes it, by which what another register needs is written at once: `places` is the beginning of a stay (`requests.begin`). A record's page leads there; forms, many at once and files do not take it",
    ),
});

const lifecycle = z.strictObject({
  field: id.describe("A choice, whose choices are the states; or a date, known or not"),
  states: z
    .partialRecord(z.enum(["none", "known"]), text)
    .optional()
    .describe("What a record without an answer is called, and for a date one with an answer"),
  transitions: z.array(transition).min(1).describe("The steps from one state to another"),
});

const derived = z.strictObject({
  field: id,
  label: text,
  age: z.strictObject({ born: id, on: id }).optional().describe("Age in completed years"),
  year_of: id.optional().describe("The year of this date"),
  quarter_of: id.optional().describe("The quarter of this date, from 1 to 4, whatever its year"),
  day_of: id.optional().describe("The day of the month of this date, from 1 to 31"),
  cases: z
    .array(z.strictObject({ code: id, label: text, when: condition.optional() }))
    .min(2)
    .optional()
    .describe("The first case whose condition holds; one without a condition takes all that is left"),
  phrases: z.partialRecord(z.enum(operators), text).optional().describe("How a condition on it is said"),
  source: source.optional(),
});

const rule = z.strictObject({
  rule: id,
  severity: z
    .enum(severities)
    .describe(
      "refuse: the file is not taken; incomplete: kept, in the grand total only; confirm: kept, please look",
    ),
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
  opens: span
    .optional()
    .describe("How long after that date it can be done, or before it (-90); at once when not said"),
  within: span.describe("How long after that date it is due"),
  when: condition.optional().describe("Only records for which this holds have the deadline"),
  done: condition.describe("What stops the clock"),
  stops: id.optional().describe("The date on which it was done: in time or late is said by it"),
  lapses: id.optional().describe("The date from which nothing is waited for any more, done or not"),
  pauses: z
    .array(
      z.union([
        z
          .strictObject({ from: id, until: id })
          .describe("The clock stands still from the first date, and goes on on the second"),
        z
          .strictObject({ while: condition.describe("What stops the clock for as long as it holds") })
          .describe("It stands still while this holds"),
      ]),
    )
    .min(1)
    .optional()
    .describe("When the clock stands still"),
  tells: z
    .array(
      z.strictObject({
        days_before: z.int().min(0).optional().describe("Days before it is due"),
        days_after: z.int().min(1).optional().describe("Days after it was due"),
        roles: z.array(id).min(1).describe("Who is told, by role"),
      }),
    )
    .min(1)
    .optional()
    .describe("Who is told by mail, and how many days before or after it is due"),
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
  room: z
    .union([z.literal(true), z.strictObject({ of: id, by: id })])
    .optional()
    .describe(
      "true: a record is only seen by those who were let into its room; or the register whose room it is in, and the field that names the record there",
    ),
  addressed: z
    .strictObject({ operation: id, partner: id.optional() })
    .optional()
    .describe("Fields that name who may read a record besides those who keep it"),
  retention_years: z
    .int()
    .optional()
    .describe("How many years its records are kept, as the privacy notice says"),
  fields: z.array(field).optional(),
  derived: z.array(derived).optional().describe("Fields that are worked out from others, for conditions"),
  rules: z.array(rule).optional().describe("What must hold between the answers of a record"),
  deadlines: z.array(deadline).optional().describe("By when something is to be done about a record"),
  limits: z.array(limit).optional().describe("How many records that are alike there may be"),
  fills: z.array(fill).optional().describe("Registers that know some of the answers already"),
  screening: screening.optional().describe("Words for which a record is held until somebody releases it"),
  sections: z.array(section).optional().describe("The parts of the form, in their order"),
  lifecycle: lifecycle.optional().describe("What becomes of a record, step by step"),
  source: source.optional(),
});

export type RegisterFile = z.infer<typeof registerFile>;
export type RawField = z.infer<typeof field>;
export type RawLifecycle = z.infer<typeof lifecycle>;
