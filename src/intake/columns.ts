import type { Field, Register } from "../definition/programme.ts";
import { plainWords } from "../register/normal.ts";
import type { Cell, Row } from "./file/cell.ts";
import { isRemarkHeader } from "./file/remark.ts";
import { headerKeys, type SaidColumns } from "./overlay.ts";

/** A column of a sheet that holds a field of the register. */
export type FieldColumn = Readonly<{ field: Field; column: number; header: string }>;

/** Which column of a sheet holds which field. */
export type Columns = Readonly<{
  /** Row of the headers, as the person sees it. */
  headerRow: number;
  sheet: string | undefined;
  fields: readonly FieldColumn[];
  unknown: readonly Readonly<{ column: number; header: string }>[];
  repeated: readonly FieldColumn[];
}>;

/** Every header under which a field is known: its name, its labels in three languages, and what partners write. */
export const headerWords = (register: Register): ReadonlyMap<string, Field> => {
  const words = new Map<string, Field>();
  for (const field of register.fields.values())
    for (const header of [field.id, field.label.fr, field.label.nl, field.label.en, ...field.synonyms]) {
      const key = plainWords(header);
      if (!words.has(key)) words.set(key, field);
    }
  return words;
};

/**
 * Returns the columns that a row names, in any order and language. Headers marked with an asterisk (required) are
 * read without it; the column in which Jalon wrote its remarks is passed over. What was said of a column goes before
 * what its header says.
 */
export const readHeaders = (
  { cells, row, sheet }: Row,
  words: ReadonlyMap<string, Field>,
  said?: SaidColumns,
): Columns => {
  const keyOf = headerKeys();
  const fields: FieldColumn[] = [];
  const repeated: FieldColumn[] = [];
  const unknown: { column: number; header: string }[] = [];
  cells.forEach((cell, column) => {
    const header = headerText(cell);
    if (header === "" || isRemarkHeader(header)) return;
    const told = said?.fields.get(keyOf(header));
    if (told === null) return;
    const field = told ?? words.get(plainWords(header));
    if (!field) unknown.push({ column, header });
    else if (fields.some((known) => known.field === field)) repeated.push({ field, column, header });
    else fields.push({ field, column, header });
  });
  return { headerRow: row, sheet, fields, unknown, repeated };
};

const headerText = (cell: Cell): string => (typeof cell === "string" ? cell.trim() : "");

/** How far down a title or a logo may push the headers. */
const deepestHeader = 20;

/**
 * Returns the row of headers of a sheet: of its first twenty rows, the one that names most fields, and at least two
 * (or the only one there is). A title or a line of group names above it names fewer. "empty" for a sheet with nothing
 * in it, "none" for one that is not a table of this register. A row that was pointed at is the one.
 */
export const findHeaders = async (
  rows: AsyncIterable<readonly Row[]>,
  words: ReadonlyMap<string, Field>,
  said?: SaidColumns,
): Promise<Columns | "empty" | "none"> => {
  const enough = Math.min(2, new Set(words.values()).size);
  const pointed = said?.headerRow;
  let best: Columns | undefined;
  let isEmpty = true;
  search: for await (const batch of rows)
    for (const row of batch) {
      if (row.row > deepestHeader && !isEmpty) break search;
      if (row.cells.length === 0) continue;
      isEmpty = false;
      const columns = readHeaders(row, words, said);
      if (pointed?.row === row.row && pointed.sheet === row.sheet && columns.fields.length > 0)
        return columns;
      if (columns.fields.length > (best?.fields.length ?? 0)) best = columns;
    }
  if (best && best.fields.length >= enough) return best;
  return isEmpty ? "empty" : "none";
};
