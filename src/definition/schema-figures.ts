import { z } from "zod";
import { condition, id, source, text } from "./schema-parts.ts";

export const figure = z.strictObject({
  figure: id,
  label: text,
  unit: text.optional(),
  code: z.string().optional().describe("Code in SFC2014; repeats between the two annexes"),
  annex: z.enum(["I", "II"]).optional().describe("The annex of Reg. (EU) No 1304/2013 in which it stands"),
  group: z
    .enum([
      "common_output",
      "common_result",
      "yei_result",
      "entity_output",
      "total",
      "specific",
      "budget",
      "control",
    ])
    .optional()
    .describe("The list in which the figure stands"),
  register: id.optional(),
  count: z
    .union([
      z.enum(["records", "persons"]),
      z.strictObject({
        distinct: z.array(id).min(1).describe("How many different answers these fields have"),
      }),
      z.strictObject({ sum: id }),
      z.strictObject({
        estimate: id.describe("Sum of the sample weight in this field, rounded half up to a whole"),
      }),
      z.strictObject({
        share: id.describe("A deadline of the register: in percent, done in time of those whose time ran"),
      }),
      z.strictObject({
        median: id.describe("A deadline of the register: the median of the days until it was done"),
      }),
    ])
    .optional()
    .describe("What is counted: records, persons, different answers, or the sum of a number"),
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

export type FiguresFile = z.infer<typeof figuresFile>;
export type RawFigure = z.infer<typeof figure>;
