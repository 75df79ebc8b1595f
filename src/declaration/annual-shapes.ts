import { z } from "zod";
import { text } from "../shapes.ts";
import { checkShape } from "./shapes.ts";

/** What the pages of an agreement's annual file say to the server and get back. */

const euros = z.string();
const id = z.int().min(1);
const named = z.object({ id, number: z.string() });
const share = z.string().nullable().describe("Percent of the budget, one digit");

const tableRow = z.object({
  line: z.string(),
  label: text,
  category: text,
  option: text,
  budget: euros,
  declaredBefore: euros.describe("In the years before"),
  declaredInYear: euros,
  remaining: euros,
  share,
});

/** `GET /api/agreements/{agreement}/years/{year}` */
export const annualShape = z.object({
  agreement: named.extend({ internal: z.boolean() }),
  operation: z.object({ operation: z.string(), title: text }),
  partner: z.object({ partner: z.string(), name: text }),
  year: z.int(),
  years: z.array(z.int()).describe("Years of the agreement"),
  file: id
    .nullable()
    .describe("What documents are attached to: annual_file:<file>; null: nothing is kept yet"),
  state: z.enum(["draft", "submitted"]),
  edition: z.int(),
  due: z.iso.date().nullable(),
  mayChange: z.boolean(),
  maySubmit: z.boolean(),
  submitted: z.object({ at: z.string(), by: z.string(), receipt: z.int(), hash: z.string() }).nullable(),
  sections: z.array(
    z.object({
      section: z.string(),
      label: text,
      help: text.nullable(),
      required: z.boolean(),
      length: z.int().nullable(),
      text: z.string(),
      figures: z.array(
        z.object({
          figure: z.string().describe("Opened by its id with where and year"),
          label: text,
          unit: text.nullable(),
          isMoney: z.boolean(),
          value: z.string().nullable(),
          where: z.array(z.object({ dimension: z.string(), value: z.string() })),
        }),
      ),
    }),
  ),
  table: z.array(tableRow),
  total: tableRow.omit({ line: true, label: true, category: true, option: true }),
  declarations: z.array(
    z.object({
      id,
      number: z.string(),
      from: z.iso.date(),
      until: z.iso.date(),
      state: z.string(),
      total: euros.nullable(),
    }),
  ),
  checks: z.array(checkShape),
});
export type AnnualPage = z.infer<typeof annualShape>;

/** `PUT /api/agreements/{agreement}/years/{year}` */
export const annualBodyShape = z.strictObject({
  edition: z.int().min(0),
  texts: z.record(z.string().max(60), z.string().max(20_000)),
});
export type AnnualBody = z.infer<typeof annualBodyShape>;

/** `POST /api/agreements/{agreement}/years/{year}/submit` */
export const annualSubmitShape = z.strictObject({
  edition: z.int().min(0),
  confirmed: z.array(z.string()).max(200).default([]),
});
export type AnnualSubmit = z.infer<typeof annualSubmitShape>;
export const annualReceiptShape = z.object({
  agreement: named,
  year: z.int(),
  receipt: z.int(),
  submittedAt: z.string(),
  hash: z.string(),
});
export type AnnualReceipt = z.infer<typeof annualReceiptShape>;
