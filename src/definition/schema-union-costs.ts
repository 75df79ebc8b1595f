import { z } from "zod";
import { amount, date, id, source, text } from "./schema-parts.ts";

const index = z.string().regex(/^\d+(\.\d+)?$/);

/** Unit costs that the Commission set in a delegated act (Reg. (EU) 2021/1060, Art. 94(4)), as the act prints them. */
export const unionUnitCost = z.strictObject({
  unit_cost: id.describe("Names the unit cost within the act"),
  table: z.string().describe("The table of the act in which it stands"),
  label: text,
  unit: text.describe("What is counted, and paid by"),
  amounts: z
    .array(z.strictObject({ from: date, value: amount, source }))
    .min(1)
    .describe("The amount that the act prints for the country, from which day on"),
  regional: z.literal(true).optional().describe("The index of the region is applied to it"),
  adjustment: id.describe("How it may be adjusted from year to year"),
  of: id
    .optional()
    .describe(
      "The unit cost that it is a tenth above once that one is adjusted (third-country nationals, refugees)",
    ),
});

export const unionRegion = z.strictObject({
  region: id,
  label: text,
  index: index.describe("What a regional amount is multiplied by"),
  source,
});

export const unionAdjustment = z.strictObject({
  adjustment: id,
  label: text.describe("By what it is adjusted"),
  source,
});

/** What an authority adjusts by. Of the year N, from 1 January of N + 1. */
export const unionIndex = z.strictObject({
  adjustment: id,
  from: date.describe("First day on which it holds: a 1 January"),
  value: index.describe("The index over that of the base year: 1.00 is the base year"),
  source,
});

export const unitCost = z.strictObject({
  unit_cost: id.describe("The name of the scale"),
  label: text,
  option: id.describe("The option of which it is a scale"),
  quantity: id.describe("What is paid by unit"),
  rates: z
    .array(z.strictObject({ from: date, value: amount, source }))
    .min(1)
    .optional()
    .describe("Euros for a unit, by the day on which it was delivered"),
  union: z
    .strictObject({
      unit_cost: id.describe("A unit cost of the Commission's act"),
      region: id.optional().describe("The region of the programme, where an index of the region holds"),
    })
    .optional()
    .describe("Instead of `rates`: those of the Commission's act"),
});
