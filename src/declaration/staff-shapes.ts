import { z } from "zod";
import { text } from "../shapes.ts";

/** What the page of an agreement's staff says to the server and gets back. People are known by their employer's code. */

const id = z.int().min(1);
const euros = z.string().regex(/^\d{1,12}\.\d\d$/);
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);
const code = z.object({ id: z.string(), label: text });
const named = z.object({ id, number: z.string() });
const operation = z.object({ operation: z.string(), title: text });
const partner = z.object({ partner: z.string(), name: text });

/** `GET /api/agreements/{agreement}/staff` */
export const staffShape = z.object({
  agreement: named,
  operation,
  partner,
  mayChange: z.boolean(),
  functions: z.array(code).describe("Functions of the salary scales"),
  rows: z.array(
    z.object({
      person: z.string(),
      year: z.int(),
      grossCost: euros.nullable().describe("Null: in the register of hours, and not yet said"),
      months: z.string().nullable(),
      fraction: z.string().nullable(),
      function: z.string().nullable(),
      document: id.nullable(),
      hoursLimit: z.string().nullable(),
      hoursDeclared: z.string(),
      declared: z.array(
        z.object({ declaration: id, number: z.string(), line: z.string(), hours: z.string() }),
      ),
    }),
  ),
});
export type StaffPage = z.infer<typeof staffShape>;
export const staffBodyShape = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        person: z.string().trim().min(1).max(40),
        year: z.int().min(2014).max(2040),
        grossCost: euros,
        months: decimal,
        fraction: decimal,
        function: z.string().max(60).nullable().default(null),
        document: id.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
});
export type StaffBody = z.infer<typeof staffBodyShape>;
