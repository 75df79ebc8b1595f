import type { PoolClient } from "pg";
import { placeNames } from "../declaration/page.ts";
import type { Programme } from "../definition/programme.ts";
import { sumOf } from "../euros.ts";
import { notFound } from "../problem.ts";
import type { FormLine } from "./form-build.ts";
import type { BuiltForm } from "./application-form.ts";
import type { Cells } from "./form-shape.ts";
import { readDeclarationNames } from "./read.ts";

/** What a cell of a form is asked by. */
export type CellAsked = Readonly<{ table: string; row?: string | undefined; column: string }>;

/** Returns the lines behind a cell, or behind the total of a column. Throws notFound where a cell is no sum of lines. */
export const cellLines = (
  { tables }: BuiltForm,
  { table, row, column }: CellAsked,
): Readonly<{ lines: readonly FormLine[]; of: "eligible" | "public" }> => {
  const found = tables.find((each) => each.table.id === table)?.behind(column, row);
  if (!found) throw notFound();
  return found;
};

/** Returns the lines as they are shown, with the names of what they come of. */
export const shownLines = async (
  client: PoolClient,
  programme: Programme,
  { lines, of }: ReturnType<typeof cellLines>,
): Promise<Cells> => {
  const declarations = await readDeclarationNames(client, [
    ...new Set(lines.flatMap(({ declaration }) => (declaration === null ? [] : [declaration]))),
  ]);
  const agreements = await numbersOf(
    client,
    "agreement.agreement",
    lines.map(({ agreement }) => agreement),
  );
  const applications = await numbersOf(
    client,
    "commission.application",
    lines.flatMap(({ form }) => (form === null ? [] : [form])),
  );
  return {
    amount: sumOf(lines.map((line) => line[of])),
    count: lines.length,
    lines: lines.map((line) => ({
      kind: line.kind,
      application:
        line.form !== null && applications.has(line.form)
          ? { id: line.form, number: applications.get(line.form) ?? "" }
          : null,
      declaration:
        line.declaration === null
          ? null
          : { id: line.declaration, number: declarations.get(line.declaration)?.number ?? "" },
      agreement: { id: line.agreement, number: agreements.get(line.agreement) ?? "" },
      ...placeNames(programme, line.operation, line.partner),
      line: line.line,
      eligible: line.eligible,
      public: line.public,
      entry: line.entry,
    })),
  };
};

/** Returns the numbers by which rows of a table are called. */
export const numbersOf = async (
  client: PoolClient,
  table: "agreement.agreement" | "commission.application" | "commission.accounts" | "control.decision",
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const { rows } = await client.query<{ id: number; number: string }>(
    `select id, number from ${table} where id = any ($1)`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
};
