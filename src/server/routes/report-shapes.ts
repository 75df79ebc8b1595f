import { z } from "zod";
import { source, text } from "../../shapes.ts";

export const editionNumber = z.coerce.number().int().min(1).max(9999);
export const year = z.coerce.number().int().min(2000).max(2099);

const operationCell = z.object({ id: z.string(), label: text, value: z.string().nullable() });
export const cell = operationCell.extend({ under: z.array(operationCell).readonly() });

export const figureWords = z.object({
  figure: z.string(),
  code: z.string().optional(),
  annex: z.enum(["I", "II"]).optional(),
  label: text,
  unit: text.optional(),
  isMoney: z.boolean(),
  counts: text,
  rule: text.optional(),
  yearRule: text.optional(),
  definition: text.optional(),
  reference: text.optional(),
  note: text.optional(),
  conditions: z.array(z.object({ label: text, rule: text })).readonly(),
  source,
});

/** A figure with its values: what the panel beside a report shows. */
export const figureTold = figureWords.extend({
  value: z.string().nullable(),
  before: z.string().nullable().optional(),
  cells: z.array(cell).readonly(),
});

/** A number in the report. */
export const reportedFigure = z.object({
  key: z.string(),
  figure: z.string(),
  label: z.string(),
  year: z.number().optional(),
  filters: z.record(z.string(), z.string()),
  value: z.string(),
  wording: z.string(),
  text: z.string(),
  line: z.number(),
  comparedWith: z.object({ key: z.string(), value: z.string() }).optional(),
  true: z.boolean(),
  why: text.optional(),
});

export const article = z.object({
  title: z.string(),
  subtitle: z.string().optional(),
  contents: z
    .array(z.object({ anchor: z.string(), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }))
    .readonly(),
  html: z.string(),
  funding: z.string(),
});

export const file = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });

export const edition = z.object({
  year: z.number(),
  edition: z.number(),
  publishedAt: z.string(),
  definition: z.string(),
  data: z.object({ change: z.number(), hash: z.string() }),
  files: z.array(file).readonly(),
});
