import { z } from "zod";
import { text } from "../shapes.ts";

/** A form to the Commission, as pages, papers and files show it: the same for all forms of both periods. */

const euros = z.string().regex(/^-?\d+\.\d\d$/);

export const columnShape = z.object({
  id: z.string().describe("The letter of the column on the form: A, B, C…"),
  label: text,
  kind: z.enum(["euros", "text", "count"]),
});
export type FormColumn = z.infer<typeof columnShape>;

export const formRowShape = z.object({
  key: z.string().describe("Names the row: priority_1/more_developed"),
  label: text,
  priority: z.string().nullable(),
  regionCategory: z.string().nullable(),
  cells: z.record(z.string(), z.string()).describe("By column; an amount as decimal text"),
  opens: z.array(z.string()).describe("The columns whose cells open to their lines"),
});
export type FormRow = z.infer<typeof formRowShape>;

export const formTableShape = z.object({
  id: z.string().describe("main, request, app1 … app8"),
  title: text,
  note: text.nullable(),
  columns: z.array(columnShape),
  rows: z.array(formRowShape),
  total: z.record(z.string(), z.string()).nullable(),
  nothing: text.nullable().describe("What stands in place of rows where there are none"),
});
export type FormTable = z.infer<typeof formTableShape>;

export const formShape = z.object({
  model: z.enum(["1011/2014-VI", "1011/2014-VII", "2021/1060-XXIII", "2021/1060-XXIV"]),
  title: text,
  source: z.string().describe("The article or annex that the form is"),
  header: z.array(
    z.object({
      id: z.string(),
      label: text,
      value: z.string(),
      said: text.optional().describe("The same in words, where it is a word of the code"),
    }),
  ),
  tables: z.array(formTableShape),
  statements: z.array(text).describe("What is certified by sending it"),
});
export type Form = z.infer<typeof formShape>;

/** `GET …/cells`: what an amount on a form is the sum of. */
export const cellsShape = z.object({
  amount: euros,
  count: z.int(),
  lines: z.array(
    z.object({
      kind: z.enum(["expenditure", "withdrawal", "recovery", "deduction"]),
      application: z.object({ id: z.int(), number: z.string() }).nullable().describe("Where it was told"),
      declaration: z.object({ id: z.int(), number: z.string() }).nullable(),
      agreement: z.object({ id: z.int(), number: z.string() }),
      operation: z.object({ operation: z.string(), title: text }),
      partner: z.object({ partner: z.string(), name: text }),
      line: z.string(),
      eligible: euros,
      public: euros,
      entry: z.int().nullable().describe("The entry of the ledger; null while nothing is posted"),
    }),
  ),
});
export type Cells = z.infer<typeof cellsShape>;
