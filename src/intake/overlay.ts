import { hash } from "node:crypto";
import type { Field, Register } from "../definition/programme.ts";
import { plainWords } from "../register/normal.ts";
import type { Cell, Row } from "./file/cell.ts";

/** What a person said of a file's columns, where its headers do not say it by themselves. */
export type SaidColumns = Readonly<{
  /** By `headerKey`: the field that a column holds, null for a column to leave out. */
  fields: ReadonlyMap<string, Field | null>;
  /** Where the headers are, when they were pointed at. */
  headerRow?: Readonly<{ sheet: string | undefined; row: number }> | undefined;
}>;

/** A cell's right value; without a column, the row is left out. */
export type Mend = Readonly<{
  sheet: string | undefined;
  row: number;
  column: number | null;
  value: string;
}>;

/** What a person said and mended since a file came. It is laid over the file, which itself stays as it was sent. */
export type Overlay = Readonly<{ columns?: SaidColumns | undefined; mends: readonly Mend[] }>;

/**
 * Returns the name under which what is said of a column is kept: its header without accents and capitals; a header
 * that comes again in the same row is told apart by how many came before it.
 */
export const headerKey = (header: string, nth: number): string =>
  nth === 1 ? plainWords(header) : `${plainWords(header)}#${nth}`;

/** Returns what counts headers in one row, and gives the key of each in turn. */
export const headerKeys = (): ((header: string) => string) => {
  const seen = new Map<string, number>();
  return (header) => {
    const words = plainWords(header);
    const nth = (seen.get(words) ?? 0) + 1;
    seen.set(words, nth);
    return headerKey(header, nth);
  };
};

/** Returns the keys with the fields that the register still has; what was said of a field that is gone is forgotten. */
export const saidFields = (
  register: Register,
  said: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, Field | null> =>
  new Map(
    Object.entries(said).flatMap(([key, id]): [string, Field | null][] => {
      if (id === null) return [[key, null]];
      const field = register.fields.get(id);
      return field ? [[key, field]] : [];
    }),
  );

/** Returns the rows of a sheet with its mends laid over them. */
export const withMends = (
  sheet: string | undefined,
  mends: readonly Mend[] | undefined,
): ((rows: AsyncIterable<Row[]>) => AsyncIterable<Row[]>) => {
  const byRow = Map.groupBy(
    (mends ?? []).filter((mend) => mend.sheet === sheet),
    ({ row }) => row,
  );
  if (byRow.size === 0) return (rows) => rows;
  return async function* (rows) {
    for await (const batch of rows)
      yield batch.map((row) => {
        const found = byRow.get(row.row);
        return found ? { ...row, cells: mendedCells(row.cells, found) } : row;
      });
  };
};

/** Returns the cells of a row with its mends; none at all when the row is left out. */
export const mendedCells = (cells: readonly Cell[], mends: readonly Mend[]): Cell[] => {
  if (mends.some(({ column }) => column === null)) return [];
  const mended = [...cells];
  for (const { column, value } of mends) {
    if (column === null) continue;
    while (mended.length <= column) mended.push(null);
    mended[column] = value === "" ? null : value;
  }
  return mended;
};

/**
 * Returns a hash of what changes the meaning of a file, in lower-case hexadecimal, and "" where nothing does: the same
 * file with other mends is another answer.
 */
export const overlayHash = ({ columns, mends }: Overlay): string => {
  const said = [...(columns?.fields ?? [])].map(([key, field]) => [key, field?.id ?? null] as const);
  if (said.length === 0 && mends.length === 0 && !columns?.headerRow) return "";
  const inOrder = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).toSorted();
  const told = {
    headerRow: columns?.headerRow ? [columns.headerRow.sheet ?? null, columns.headerRow.row] : null,
    fields: inOrder(said),
    mends: inOrder(mends.map(({ sheet, row, column, value }) => [sheet ?? null, row, column, value])),
  };
  return hash("sha256", JSON.stringify(told));
};
