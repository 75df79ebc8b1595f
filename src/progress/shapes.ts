import { z } from "zod";
import { source, text } from "../shapes.ts";

/**
 * What the pages of programme and figures get, once: routes cut their answers to these shapes, and the pages take their
 * types from here. Texts come in every language, so that a page changes language where it stands; values are exact
 * texts, null where they are hidden.
 */

const value = z.string().nullable();

/** What the numbers were counted from: the last change of the trail that is in them, and when it was made. */
export const dataShape = z.object({ change: z.int(), at: z.string().nullable(), hash: z.string() });

export const ownShape = z
  .object({ operation: z.array(z.string()).nullable(), partner: z.array(z.string()).nullable() })
  .nullable()
  .describe("The asker's own part of the programme, where the answer keeps to it");

const hiddenShape = z
  .object({ limit: z.int(), verified: z.boolean() })
  .nullable()
  .describe("The count below which values are hidden, where some are");

const dimensionShape = z.object({ id: z.string(), label: text });

export const figureSummary = z.object({
  id: z.string(),
  label: text,
  unit: text.nullable(),
  code: z.string().nullable(),
  annex: z.string().nullable(),
  group: z.string().nullable(),
  isMoney: z.boolean(),
  isRelative: z.boolean().describe("A share or a median: it says how, not how many"),
  isStructure: z.boolean().describe("Said by the programme's structure alone, without any record"),
});

export const figureTableShape = z.object({
  year: z.int().nullable(),
  by: z.array(dimensionShape),
  filters: z.array(
    dimensionShape.extend({ values: z.array(z.object({ value: z.string().nullable(), label: text })) }),
  ),
  own: ownShape,
  figures: z.array(figureSummary.extend({ total: value, previous: value })),
  rows: z.array(
    z.object({
      at: z.array(z.object({ value: z.string().nullable(), label: text })),
      values: z.array(value),
      previous: z.array(value).nullable(),
    }),
  ),
  omitted: z.array(figureSummary).describe("Figures that are not known by what was asked"),
  hidden: hiddenShape,
  data: dataShape,
  definition: z.object({ programme: z.string(), version: z.string(), fingerprint: z.string() }),
});
export type FigureTablePage = z.infer<typeof figureTableShape>;

export const figureListShape = z.object({
  figures: z.array(figureSummary.extend({ dimensions: z.array(z.string()) })),
  dimensions: z.array(
    dimensionShape.extend({ values: z.array(z.object({ value: z.string().nullable(), label: text })) }),
  ),
  years: z.array(z.int()).describe("Years of which there are records, oldest first"),
  year: z.int().describe("The year that pages begin with"),
  data: dataShape,
});
export type FigureList = z.infer<typeof figureListShape>;

export const explanationShape = z.object({
  counts: z.string(),
  rule: z.string().nullable(),
  yearRule: z.string().nullable(),
  definition: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  register: z.string().nullable(),
  source,
  conditions: z
    .array(z.object({ depth: z.int(), label: z.string(), rule: z.string(), source: source.nullable() }))
    .describe("The conditions that the rule names; deeper ones are named by the one above"),
  parameters: z.array(
    z.object({
      label: z.string(),
      unit: z.string(),
      values: z.array(z.object({ from: z.string(), value: z.string(), source })),
    }),
  ),
  parts: z.array(
    z.object({
      figure: z.string(),
      label: z.string(),
      value,
      unit: z.string().nullable(),
    }),
  ),
});
export type FigureExplanation = z.infer<typeof explanationShape>;

export const targetShape = z.object({
  figure: z.string(),
  label: text,
  unit: text.nullable(),
  goal: z.string(),
  year: z.int().nullable(),
  scope: z.array(z.object({ dimension: z.string(), value: z.string(), label: text })),
  reached: z.string(),
  percent: z.int(),
  missing: z.string(),
  source,
});
export type TargetPage = z.infer<typeof targetShape>;
export const targetsShape = z.object({ targets: z.array(targetShape), data: dataShape });

export const figurePageShape = z.object({
  figure: figureSummary,
  year: z.int().nullable(),
  value,
  previous: value,
  own: ownShape,
  /** The same count taken straight from the register, of the records that the asker may read. */
  counted: z.string().nullable(),
  filters: figureTableShape.shape.filters,
  series: z.array(z.object({ year: z.int(), value })),
  dimensions: z.array(dimensionShape),
  hasRecords: z.boolean(),
  hidden: hiddenShape,
  explanation: explanationShape,
  data: dataShape,
  definition: figureTableShape.shape.definition,
});
export type FigurePage = z.infer<typeof figurePageShape>;

export const figureRecordsShape = z.object({
  counted: z.int().nullable().describe("Records that the figure counts; null where few people are hidden"),
  shown: z.int().describe("Of these, those that the asker may read"),
  columns: z.array(dimensionShape),
  records: z.array(
    z.object({
      register: z.string(),
      operation: z.string(),
      partner: z.string(),
      record: z.string(),
      answers: z.array(z.union([text, z.string()]).nullable()),
      change: z.int(),
      changedAt: z.string().nullable(),
      file: z.string().nullable(),
      opens: z.int().nullable().describe("Of a book of money: the number by which its page is opened"),
    }),
  ),
  next: z.string().nullable(),
  data: dataShape,
});
export type FigureRecords = z.infer<typeof figureRecordsShape>;
