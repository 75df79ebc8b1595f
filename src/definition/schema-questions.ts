import { z } from "zod";
import { figure } from "./schema-figures.ts";
import { condition, id, source, text } from "./schema-parts.ts";

/** Where a measure of a question takes days from: two dates of a record. */
const daysBetween = {
  register: id,
  from: id,
  until: id,
  when: condition.optional(),
  limit: z
    .strictObject({ born: id, years: id.describe("A parameter, in years") })
    .optional()
    .describe("The days from this birthday on do not count, whatever the second date says"),
};

export const measure = z.strictObject({
  measure: id,
  label: text.optional().describe("As the table says it; the figure's own label when not said"),
  unit: text.optional(),
  definition: text.optional().describe("What is counted, in words, where the condition does not say it"),
  figure: id.optional().describe("A figure of the programme, of the service's operations"),
  register: id.optional(),
  count: figure.shape.count,
  when: condition.optional(),
  year: figure.shape.year,
  part_of: id.optional().describe("Those of another measure for which `when` holds as well"),
  share: id.optional().describe("This measure in percent of `of`"),
  ratio: id.optional().describe("This measure divided by `of`"),
  of: id.optional(),
  length: z
    .strictObject({
      ...daysBetween,
      statistic: z.enum(["mean", "median", "shortest", "longest"]),
      both_days: z.boolean().optional().describe("true: the first and the last day both count"),
    })
    .optional()
    .describe("Days between two dates, of the records whose second date is in the year"),
  daily: z
    .strictObject({
      ...daysBetween,
      sum: id.optional().describe("Counts this number of each record"),
      total: z.literal(true).optional().describe("Not how many on a day: the days of all of them together"),
    })
    .optional()
    .describe("How many there are on a day, on the average of the days of the year"),
  missing: text.optional().describe("Not recorded: which register or field would hold it"),
  people: z
    .boolean()
    .optional()
    .describe("Whether small numbers of it are hidden; as the register says when not said"),
  source: source.optional(),
});

export const grouping = z.strictObject({
  grouping: id,
  register: id,
  label: text.describe("What the groups are groups of: an age, a municipality"),
  groups: z.array(z.strictObject({ label: text, when: condition })).min(1),
  rest: text.describe("Who is in none of them"),
});

const questionTable = z.strictObject({
  table: id,
  title: text,
  measures: z.array(id).min(1),
  by: id.optional().describe("partner, operation, or a choice or yes/no field of the register"),
  grouping: id.optional(),
});

export const question = z.strictObject({
  service: id,
  title: text.optional().describe("The operation's title when not said"),
  operations: z.array(id).min(1).optional().describe("The operation of the service's own name when not said"),
  measures: z.array(measure).optional().describe("Its own; they come before those of all services"),
  tables: z.array(questionTable).min(1),
  notes: z.array(text).optional(),
  source,
});

/** `questions.yaml`: the tables that parliament asks of each service. */
export const questionsFile = z.strictObject({
  measures: z.array(measure).optional().describe("Those that several services share"),
  groupings: z.array(grouping).optional().describe("Ways to sort people or records into groups"),
  questions: z.array(question),
});

export type QuestionsFile = z.infer<typeof questionsFile>;
export type RawMeasure = z.infer<typeof measure>;
