import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { type Answers, Records } from "../definition/condition/evaluate.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Severity } from "../definition/schema.ts";
import { isProblem } from "../register/answer.ts";
import { type Finding, recordsCheck } from "../register/check.ts";
import { type IdentityKeys, identityKeys, identityText } from "../register/identity.ts";
import { plainWords } from "../register/normal.ts";
import { cellParser } from "../register/values.ts";
import { type Columns, findHeaders, headerWords } from "./columns.ts";
import type { Row } from "./file/cell.ts";
import { openTable, type TableFile } from "./file/readTable.ts";
import { templateSheets } from "./file/writeTemplate.ts";
import { type Overlay, withMends } from "./overlay.ts";
import type { Remark } from "./remark.ts";
import { Remarks, shown } from "./remarks.ts";
import { Repeats } from "./repeats.ts";
import {
  headerRemarks,
  missingColumns,
  noHeaders,
  otherColumns,
  type Place,
  repeatedRow,
  unreadSheet,
} from "./sheet-remarks.ts";

/**
 * A row with nothing to mend: its answers in the order of the columns' fields. `place` numbers the rows of the file,
 * on from sheet to sheet.
 */
export type CheckedRow = Readonly<{ place: number; answers: readonly Value[]; keys: IdentityKeys }>;

export type CheckRequest = Readonly<{
  path: string;
  programme: Programme;
  register: Register;
  operation: string;
  partner: string;
  /** Key of the keyed hashes; a check without a database makes one up, for it only compares within the file. */
  secret: Uint8Array;
  /** What people said of its columns and mended since the file came. */
  overlay?: Overlay;
  /** Takes the rows that have nothing to mend, in batches. Not called any more once a row was refused. */
  take?: (rows: readonly CheckedRow[], columns: Columns) => Promise<void>;
  /** Goes on taking the sound rows when others were refused: to show what a file would do. */
  takeBesideRefused?: boolean;
  onProgress?: (rows: number) => void;
}>;

/** A sheet that was read: its columns, and how many places come before its first row. */
export type CheckedSheet = Readonly<{ columns: Columns; before: number }>;

export type CheckResult = Readonly<{
  table: TableFile;
  sheets: readonly CheckedSheet[];
  /** The columns of the file, which all of its sheets share; undefined when it has none of the register's. */
  columns: Columns | undefined;
  rows: number;
  remarks: readonly Remark[];
  counts: Readonly<Record<Severity, number>>;
  /** Remarks beyond a bound are counted, not kept: memory stays bounded when every cell of a huge file is wrong. */
  unkept: number;
}>;

/**
 * Checks a partner's file against its register: every cell, every rule, repeated rows, on every sheet that has the
 * register's columns. Returns all remarks; the file can be taken when none has the severity "refuse". Throws
 * UnreadableFile when it is no table at all.
 */
export const checkFile = async (request: CheckRequest): Promise<CheckResult> => {
  const { register, overlay } = request;
  const table = await openTable(request.path);
  const words = headerWords(register);
  const remarks = new Remarks();
  const repeats = new Repeats();
  const sheets: CheckedSheet[] = [];
  const unread: (string | undefined)[] = [];
  let reading: Reading = { rows: 0, places: 0 };
  try {
    for (const { name, hidden, rows } of table.sheets) {
      if (hidden || isOfTemplate(name)) continue;
      const columns = await findHeaders(rows(), words, overlay?.columns);
      if (columns === "empty") continue;
      if (columns === "none") {
        unread.push(name);
        continue;
      }
      const [first] = sheets;
      sheets.push({ columns, before: reading.places });
      const other = first && otherColumns(columns, first.columns);
      for (const remark of [...(other ? [other] : []), ...headerRemarks(columns, register)])
        remarks.add(remark);
      const mended = withMends(name, overlay?.mends)(rows());
      reading = await checkRows(mended, columns, reading, request, remarks, repeats);
      remarks.closeSheet(columns, register);
    }
    for (const { row, first } of repeats.find())
      remarks.add(repeatedRow(placeIn(sheets, row), placeIn(sheets, first), register));
  } finally {
    repeats.close();
  }
  if (sheets.length === 0) remarks.add(noHeaders(register, unread[0] ?? table.sheets[0]?.name));
  else for (const name of unread) remarks.add(unreadSheet(name));
  const names = table.sheets.map(({ name }) => name);
  return { table, sheets, columns: sheets[0]?.columns, rows: reading.rows, ...remarks.result(names) };
};

/** Returns all that `checkFile` says of rows by themselves: their cells and the rules, not whether one repeats another. */
export const checkRowsAlone = async (
  rows: readonly Row[],
  columns: Columns,
  request: Omit<CheckRequest, "path" | "overlay" | "take" | "onProgress">,
): Promise<readonly Remark[]> => {
  const remarks = new Remarks();
  const batches = async function* () {
    yield [...rows];
  };
  await checkRows(batches(), columns, { rows: 0, places: 0 }, { ...request, path: "" }, remarks);
  return remarks.result([columns.sheet]).remarks;
};

/** Returns where in the file a place is. */
export const placeIn = (sheets: readonly CheckedSheet[], place: number): Place => {
  const sheet = sheets.findLast(({ before }) => before < place);
  if (!sheet) throw new RangeError(`no sheet has place ${place}`);
  return { columns: sheet.columns, row: place - sheet.before };
};

/** The pages of our own template that explain and list; they name the columns and hold no data. */
const ofTemplate = new Set(
  Object.values(templateSheets).flatMap((names) => Object.values<string>(names).map(plainWords)),
);
const isOfTemplate = (name: string | undefined) => name !== undefined && ofTemplate.has(plainWords(name));

/** How far the reading of the file is: records so far, and places up to the last row of the last sheet. */
type Reading = Readonly<{ rows: number; places: number }>;

const checkRows = async (
  batches: AsyncIterable<Row[]>,
  columns: Columns,
  start: Reading,
  request: CheckRequest,
  remarks: Remarks,
  repeats?: Repeats,
): Promise<Reading> => {
  const { register, secret, take, takeBesideRefused = false, onProgress } = request;
  const ids = [...columns.fields.map(({ field }) => field.id), "operation", "partner"];
  const readRows = rowsReader(columns, request, remarks);
  const check = recordsCheck(register, sameOnAllRows(columns, request));
  const keysOf = identityKeys(register, secret);
  const remarkOn = findingRemarks(columns, register, remarks);
  const missing = missingColumns(columns, register).map(({ id }) => id);
  let { rows, places } = start;
  for await (const batch of batches) {
    const { sources, answers, broken } = readRows(batch);
    const records = new Records(sources.length, (id) => answers[ids.indexOf(id)]);
    const found = check(records);
    const identityOf = identityText(register, records);
    const isRefused = (source: Row, at: number) =>
      broken.has(source) || (found.get(at) ?? []).some(({ severity }) => severity === "refuse");
    sources.forEach((source, at) => {
      places = start.places + source.row;
      const unread = broken.get(source) ?? [];
      for (const finding of found.get(at) ?? []) {
        const reads = (id: string) => finding.reads.has(id);
        // What is missing or could not be read is told; what follows from it is not told as well.
        if (!missing.some(reads) && !unread.some(reads)) remarkOn(finding, source);
      }
      const identity = identityOf(at);
      if (identity !== null) repeats?.add(identity, places);
    });
    rows += sources.length;
    if (take && sources.length > 0 && (remarks.refusals === 0 || takeBesideRefused)) {
      const keysAt = keysOf(records);
      const taken: CheckedRow[] = [];
      sources.forEach((source, at) => {
        if (remarks.refusals > 0 && isRefused(source, at)) return;
        const answered = answers.map((column) => column[at] ?? null);
        taken.push({ place: start.places + source.row, answers: answered, keys: keysAt(at) });
      });
      if (taken.length > 0) await take(taken, columns);
    }
    onProgress?.(rows);
  }
  return { rows, places };
};

/** What all rows of a sheet have in common: where they go, and no answer where there is no column. */
const sameOnAllRows = (columns: Columns, { register, operation, partner }: CheckRequest): RecordValues => {
  const present = new Set(columns.fields.map(({ field }) => field.id));
  const absent = [...register.fields.keys()].filter((id) => !present.has(id));
  return { operation, partner, ...Object.fromEntries(absent.map((id) => [id, null])) };
};

type ReadRows = Readonly<{
  /** The rows that answer something. */
  sources: readonly Row[];
  /** Their answers, column by column; then their operation and partner. */
  answers: readonly Answers[];
  /** The fields of a row whose cells could not be read, which are told. */
  broken: ReadonlyMap<Row, readonly string[]>;
}>;

/** Returns what reads the rows below the headers, column by column. A row without a single answer is passed over. */
const rowsReader = (
  { sheet, headerRow, fields }: Columns,
  { operation, partner }: CheckRequest,
  remarks: Remarks,
): ((batch: readonly Row[]) => ReadRows) => {
  const readers = fields.map(({ field, column, header }) => ({
    id: field.id,
    column,
    header,
    parse: cellParser(field),
  }));
  return (batch) => {
    const rows = batch.filter(({ row, cells }) => row > headerRow && cells.length > 0);
    const broken = new Map<Row, string[]>();
    const isAnswered = new Uint8Array(rows.length);
    const read = readers.map(({ id, column, header, parse }) =>
      rows.map((source, at): Value => {
        const cell = source.cells[column] ?? null;
        const parsed = parse(cell);
        if (parsed === null) return null;
        isAnswered[at] = 1;
        if (!isProblem(parsed)) return parsed;
        const { row } = source;
        remarks.add({
          sheet,
          row,
          column,
          header,
          found: shown(cell),
          severity: "refuse",
          article: undefined,
          ...parsed,
        });
        const known = broken.get(source);
        if (known) known.push(id);
        else broken.set(source, [id]);
        return null;
      }),
    );
    const all = !isAnswered.includes(0);
    const sources = all ? rows : rows.filter((_, at) => isAnswered[at] === 1);
    const answers = all ? read : read.map((column) => column.filter((_, at) => isAnswered[at] === 1));
    const same = (value: Value) => sources.map(() => value);
    return { sources, answers: [...answers, same(operation), same(partner)], broken };
  };
};

/** Returns what makes remarks of the findings of rules: on the cell, or on the row or sheet that lacks its column. */
const findingRemarks = ({ sheet, fields }: Columns, register: Register, remarks: Remarks) => {
  const columnOf = new Map(fields.map((each) => [each.field.id, each]));
  return (finding: Finding, { cells, row }: Row): void => {
    const { field, severity, rule, expected, mend, article } = finding;
    const at = columnOf.get(field);
    if (!at && severity !== "refuse") {
      remarks.addForColumn(finding, row);
      return;
    }
    const header = at?.header ?? register.fields.get(field)?.label.fr;
    const found = at ? shown(cells[at.column]) : "";
    remarks.add({
      sheet,
      row,
      column: at?.column ?? null,
      header,
      found,
      severity,
      rule,
      expected,
      mend,
      article,
    });
  };
};
