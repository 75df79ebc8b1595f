import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Register } from "../definition/programme.ts";
import { findHeaders, headerWords, readHeaders } from "../intake/columns.ts";
import type { Cell, Row } from "../intake/file/cell.ts";
import { openTable, type TableSheet } from "../intake/file/readTable.ts";
import { shown } from "../intake/remarks.ts";
import { Problem } from "../problem.ts";
import { pathOf } from "./keep-bytes.ts";
import { rememberColumns } from "./remembered.ts";
import type { SheetColumns } from "./shapes.ts";
import { sheetColumns } from "./summary.ts";
import { notOpenAnyMore, overlayOf, registerOf, type Upload, type UploadHouse } from "./upload.ts";

/** A column of the file as a person can say what it is: its header and what its first cells hold. */
export type AskedColumn = Readonly<{
  column: number;
  header: string;
  key: string;
  /** The field that it is read as; null when it is not read. */
  field: string | null;
  state: "read" | "said" | "unknown" | "left_out" | "repeated";
  examples: readonly string[];
}>;

/** A sheet with its columns; without headers, its first rows from which to point at them. */
export type AskedSheet = Readonly<{
  sheet: string | null;
  headerRow: number | null;
  /** The row that its columns are those of: the headers, or what looks most like them. */
  likelyRow: number;
  columns: readonly AskedColumn[];
  firstRows: readonly Readonly<{ row: number; cells: readonly string[] }>[];
}>;

/** Returns a sheet without what stands in its cells: among them are answers of a special category. */
export const withoutCells = (sheet: AskedSheet): AskedSheet => ({
  ...sheet,
  columns: sheet.columns.map((column) => ({ ...column, examples: [] })),
  firstRows: [],
});

const examplesShown = 3;
const firstRowsShown = 12;
const rowsLookedAt = 40;

/**
 * Returns the sheets of an upload with their columns and a few of their cells, to be said what they are. Where no
 * headers are known, the columns are those of the row that looks most like them, or of the row that is asked for.
 */
export const askColumns = async (
  house: UploadHouse,
  client: PoolClient,
  upload: Upload,
  askedRow?: number,
): Promise<AskedSheet[]> => {
  const register = registerOf(house.programme, upload);
  const overlay = await overlayOf(client, upload, register);
  const table = await openTable(pathOf(house.dataFolder, upload));
  const asked: AskedSheet[] = [];
  for (const sheet of table.sheets) {
    if (sheet.hidden) continue;
    const rows = await firstRows(sheet);
    if (rows.length === 0) continue;
    const known = await findHeaders(asBatches(rows), headerWords(register), overlay.columns);
    const wanted = typeof known === "object" ? known.headerRow : askedRow;
    const header = rows.find(({ row }) => row === wanted) ?? likelyHeader(rows);
    if (!header) continue;
    const columns =
      typeof known === "object" ? known : readHeaders(header, headerWords(register), overlay.columns);
    const below = rows.filter(({ row }) => row > header.row);
    asked.push({
      sheet: sheet.name ?? null,
      headerRow: typeof known === "object" ? known.headerRow : null,
      likelyRow: header.row,
      columns: columnsOf(sheetColumns(columns, 0, header.cells, overlay), below),
      firstRows:
        typeof known === "object"
          ? []
          : rows
              .slice(0, firstRowsShown)
              .map(({ row, cells }) => ({ row, cells: cells.slice(0, 30).map(shown) })),
    });
  }
  return asked;
};

const asBatches = async function* (rows: readonly Row[]) {
  yield rows;
};

const firstRows = async (sheet: TableSheet): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const batch of sheet.rows()) {
    rows.push(...batch.filter(({ cells }) => cells.length > 0).slice(0, rowsLookedAt - rows.length));
    if (rows.length >= rowsLookedAt) break;
  }
  return rows;
};

/** The first of the rows that has most texts: what a person would take for the headers. */
const likelyHeader = (rows: readonly Row[]): Row | undefined => {
  const texts = ({ cells }: Row) =>
    cells.filter((cell) => typeof cell === "string" && cell.trim() !== "").length;
  return rows
    .slice(0, 20)
    .reduce<Row | undefined>((best, row) => (best && texts(best) >= texts(row) ? best : row), undefined);
};

const columnsOf = (sheet: SheetColumns, below: readonly Row[]): AskedColumn[] => {
  const examples = (column: number): string[] =>
    [
      ...new Set(
        below.map(({ cells }) => shown(cells[column] ?? (null as Cell))).filter((text) => text !== ""),
      ),
    ].slice(0, examplesShown);
  const all: AskedColumn[] = [
    ...sheet.fields.map(({ said, ...each }) => ({
      ...each,
      state: said ? ("said" as const) : ("read" as const),
    })),
    ...sheet.repeated.map((each) => ({ ...each, state: "repeated" as const })),
    ...sheet.unknown.map((each) => ({ ...each, field: null, state: "unknown" as const })),
    ...sheet.leftOut.map((each) => ({ ...each, field: null, state: "left_out" as const })),
  ].map((each) => ({ ...each, examples: examples(each.column) }));
  return all.toSorted((a, b) => a.column - b.column);
};

/** What a person says of columns: the field of each, null to leave it out, undefined to go by its header again. */
export type SaidOfColumns = Readonly<{
  columns: readonly Readonly<{ key: string; header: string; field?: string | null | undefined }>[];
  headerRow?: Readonly<{ sheet: string | null; row: number }> | null | undefined;
  /** Whether the partner's next files are read the same way. */
  remember: boolean;
}>;

/** The headers that Jalon itself puts over a pasted block without headers: they say nothing about the next one. */
const numbered = /^(Colonne|Kolom|Column) \d+$/;

/**
 * Notes what was said of the columns of an upload, and remembers it for the partner's next files. The upload has to be
 * checked anew. Throws Problem when a field is not the register's or the upload is no longer open.
 */
export const sayColumns = async (
  client: PoolClient,
  who: Who,
  upload: Upload,
  register: Register,
  { columns, headerRow, remember }: SaidOfColumns,
): Promise<void> => {
  for (const { field } of columns)
    if (typeof field === "string" && !register.fields.has(field))
      throw new Problem(422, "no_such_field", {
        fr: "Ce champ n'est pas dans le registre.",
        nl: "Dit veld zit niet in het register.",
        en: "This field is not in the register.",
      });
  const said = new Map(Object.entries(upload.columns));
  for (const { key, field } of columns) {
    if (field === undefined) said.delete(key);
    else said.set(key, field);
  }
  const { rowCount } = await client.query(
    `update upload.upload set columns = $2, header_row = $3, round = round + 1, problem = null
     where id = $1 and state in ('received', 'checking', 'ready')`,
    [
      upload.id,
      JSON.stringify(Object.fromEntries(said)),
      headerRow === undefined ? asJson(upload.headerRow) : asJson(headerRow),
    ],
  );
  if (rowCount === 0) throw notOpenAnyMore();
  const lasting = columns.flatMap(({ key, header, field }) =>
    field === undefined || numbered.test(header) ? [] : [{ key, header, field }],
  );
  if (remember && lasting.length > 0) await rememberColumns(client, who, upload, lasting);
};

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
