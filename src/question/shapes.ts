import { z } from "zod";

/** What the pages and files of questions get, once. Texts come in every language; values are exact texts. */
const text = z.object({ fr: z.string(), nl: z.string(), en: z.string() });

const sourceShape = z.object({
  article: z.string(),
  verified: z.boolean(),
  note: z.string().optional(),
});

const cellShape = z.object({
  state: z.enum(["value", "hidden", "none", "missing"]),
  value: z.string().nullable().describe("Rounded, as canonical text"),
  exact: z.string().nullable().describe('The fraction before it was rounded, "21345/366"'),
});
export type AnswerCell = z.infer<typeof cellShape>;

const tableShape = z.object({
  id: z.string(),
  title: text,
  year: z.int().nullable().describe("The year of the whole table, where its columns are not years"),
  head: text.describe("What the rows are"),
  columns: z.array(z.object({ label: text, measure: z.string().nullable(), year: z.int() })),
  rows: z.array(
    z.object({
      label: text,
      measure: z.string().nullable(),
      isTotal: z.boolean(),
      cells: z.array(cellShape),
    }),
  ),
});
export type AnswerTable = z.infer<typeof tableShape>;

const measureShape = z.object({
  id: z.string(),
  label: text,
  figure: z.string().nullable().describe("The figure of the programme that it is"),
  register: text.nullable(),
  words: z.array(text).describe("What it counts, sentence by sentence"),
  source: sourceShape.nullable(),
});
export type AnswerMeasure = z.infer<typeof measureShape>;

export const answerShape = z.object({
  service: z.string(),
  title: text,
  year: z.int(),
  years: z.array(z.int()).describe("The years that are shown, the one asked for first"),
  operations: z.array(z.string()),
  asked: sourceShape.describe("Where the question comes from"),
  tables: z.array(tableShape),
  measures: z.array(measureShape),
  sentences: z.array(text).describe("The first table in sentences, for an answer in words"),
  notes: z.array(text),
  hidden: z.object({ limit: z.int(), verified: z.boolean() }).nullable(),
  data: z.object({ change: z.int(), at: z.string().nullable(), hash: z.string() }),
  definition: z.object({
    programme: z.string(),
    version: z.string(),
    fingerprint: z.string(),
    questions: z.string().nullable(),
  }),
});
/** The answer to a question: what a person reads, pastes and takes away, and what a program reads. */
export type Answer = z.infer<typeof answerShape>;

export const serviceListShape = z.object({
  services: z.array(
    z.object({
      service: z.string(),
      title: text,
      operations: z.array(z.string()),
      asked: sourceShape,
      tables: z.array(text),
    }),
  ),
  year: z.int().describe("The year that a question begins with"),
});
export type ServiceList = z.infer<typeof serviceListShape>;
