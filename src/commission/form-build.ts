import { type Euros, nothing, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { rowKey } from "./allocations.ts";
import type { FormTable } from "./form-shape.ts";
import type { SentLine } from "./read.ts";

/** What an amount on a form is the sum of; `entry` and `form` are null while nothing was sent. */
export type FormLine = Omit<SentLine, "form" | "entry" | "declaration" | "deduction"> &
  Readonly<{ form: number | null; entry: number | null; declaration: number | null }>;

/** A row of a form: what it is called, and which lines are in it. */
export type BuiltRow = Readonly<{
  key: string;
  label: Text;
  priority: string | null;
  region: string | null;
}>;

/** A column: amounts that are sums of lines, amounts that are worked out, or words. */
export type BuiltColumn = Readonly<{ id: string; label: Text }> &
  (
    | Readonly<{ kind: "lines"; lines: readonly FormLine[]; of: "eligible" | "public" }>
    | Readonly<{ kind: "euros"; of: (key: string) => Euros }>
    | Readonly<{ kind: "text"; of: (key: string) => string }>
  );

/** A table of a form with what its cells open to. */
export type BuiltTable = Readonly<{
  table: FormTable;
  /** Lines behind a cell, or behind the total of a column; undefined where the column is no sum of lines. */
  behind: (
    column: string,
    row: string | undefined,
  ) => Readonly<{ lines: readonly FormLine[]; of: "eligible" | "public" }> | undefined;
}>;

/** Returns in which row of priorities and regions a line stands. */
export const byPriority = (line: Pick<FormLine, "priority" | "region">): string => rowKey(line);

/**
 * Returns a table of a form: each amount the sum of its lines in the row, each total the sum of its rows. A table whose
 * rows are all nothing shows them still: a form has its rows.
 */
export const buildTable = ({
  id,
  title,
  note = null,
  rows,
  columns,
  rowOf = byPriority,
}: Readonly<{
  id: string;
  title: Text;
  note?: Text | null;
  rows: readonly BuiltRow[];
  columns: readonly BuiltColumn[];
  rowOf?: (line: FormLine) => string;
}>): BuiltTable => {
  const sums = new Map(
    columns.map((column) => {
      if (column.kind !== "lines") return [column.id, undefined];
      const byRow = Map.groupBy(column.lines, rowOf);
      return [
        column.id,
        new Map([...byRow].map(([key, lines]) => [key, sumOf(lines.map((line) => line[column.of]))])),
      ];
    }),
  );
  const cell = (column: BuiltColumn, key: string): string =>
    column.kind === "lines" ? (sums.get(column.id)?.get(key) ?? nothing) : column.of(key);
  const built = rows.map(({ key, label, priority, region }) => ({
    key,
    label,
    priority,
    regionCategory: region,
    cells: Object.fromEntries(columns.map((column) => [column.id, cell(column, key)])),
    opens: columns.filter(({ kind }) => kind === "lines").map((column) => column.id),
  }));
  const amounts = columns.filter(({ kind }) => kind !== "text");
  return {
    table: {
      id,
      title,
      note,
      columns: columns.map((column) => ({
        id: column.id,
        label: column.label,
        kind: column.kind === "text" ? "text" : "euros",
      })),
      rows: built,
      total:
        amounts.length === 0
          ? null
          : Object.fromEntries(
              amounts.map((column) => [
                column.id,
                sumOf(built.map(({ cells }) => cells[column.id] ?? nothing)),
              ]),
            ),
      nothing: null,
    },
    behind: (asked, row) => {
      const column = columns.find((each) => each.id === asked);
      if (column?.kind !== "lines") return undefined;
      const keys = new Set(rows.map(({ key }) => key));
      const lines = column.lines.filter((line) => {
        const key = rowOf(line);
        return row === undefined ? keys.has(key) : key === row;
      });
      return { lines, of: column.of };
    },
  };
};

/** Returns a table of the form that stays empty, with what stands in its place. */
export const emptyTable = (id: string, title: Text, nothingThere: Text): BuiltTable => ({
  table: { id, title, note: null, columns: [], rows: [], total: null, nothing: nothingThere },
  behind: () => undefined,
});
