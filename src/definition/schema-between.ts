import { z } from "zod";
import { amount, condition, id, parameterReference, severities, source, text } from "./schema-parts.ts";

/** What a register says of more than one of its records, or of another register. */

const elsewhere = z
  .strictObject({
    register: id.describe("Another register of the same operation"),
    field: id.describe("Its number"),
    by: z
      .record(id, id)
      .describe("Which of its records: the one that answers alike, field of that one: field of this one"),
  })
  .describe("The number that a record of another register says; nothing is held as long as it says none");

export const limit = z.strictObject({
  limit: id,
  severity: z.enum(severities).describe("What becomes of a record above it, as for a rule"),
  records: z
    .union([z.int().min(0), parameterReference, elsewhere])
    .optional()
    .describe("How many there may be at most; a parameter has the value of the record's own date"),
  sum: id.optional().describe("Instead of counting records: the number of theirs that is added up"),
  at_most: z
    .union([z.int().min(0), amount, parameterReference, elsewhere])
    .optional()
    .describe("With `sum`: to how much it may add up at most"),
  exactly: z
    .literal(true)
    .optional()
    .describe("With a number of another register: as soon as there is one, they come to exactly that"),
  same: z
    .array(id)
    .min(1)
    .optional()
    .describe(
      "Counted together: records that agree on these; where another register says the number, its `by`",
    ),
  of: condition.optional().describe("Counted: records for which this holds; all when not said"),
  when: condition.optional().describe("Told only of records for which this holds as well"),
  cell: id.describe("The column whose cell is marked"),
  expected: text.describe("What is expected, in the user's words"),
  mend: text.describe("How to mend it"),
  source,
});

export const fill = z.strictObject({
  from: id.describe("The register that knows the answers, kept by another operation perhaps"),
  by: id.describe("The field of this register whose answer is that register's only identity"),
  fields: z
    .record(id, id)
    .describe("What is filled in where it is empty: field of this one, field of that one"),
  agreeing: z
    .array(id)
    .min(1)
    .optional()
    .describe(
      "A row of a file is filled only where it tells one of these itself, and the other says the same; not said only where nothing of the other register is about a person",
    ),
  source: source.optional(),
});

const ground = z.strictObject({
  ground: id,
  label: text.describe("The ground that the law protects"),
  words: z.array(z.string().min(2)).min(1).describe("Words and phrases, whole, without regard to accents"),
  except: z
    .array(z.string().min(2))
    .optional()
    .describe("Phrases in which one of the words means something else"),
  source,
});

export const screening = z.strictObject({
  field: id.describe("The text that is read"),
  state: id.describe("The state in which a record is held when something is found"),
  released: id.describe("The field whose answer says why somebody let it go on; then only new words hold it"),
  expected: text.describe("What is expected of the text, in the user's words"),
  mend: text.describe("What becomes of the record, and what to do"),
  grounds: z.array(ground).min(1).describe("The words that are looked for, by what they touch"),
});
