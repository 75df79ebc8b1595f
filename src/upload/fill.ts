import type { Pool, PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Fill, Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import type { Cell } from "../intake/file/cell.ts";
import { openTable } from "../intake/file/readTable.ts";
import { withMends } from "../intake/overlay.ts";
import type { Text } from "../language.ts";
import { isProblem } from "../register/answer.ts";
import { identityKeys } from "../register/identity.ts";
import { plainReference, plainWords } from "../register/normal.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { cellParser } from "../register/values.ts";
import { pathOf } from "./keep-bytes.ts";
import { type AskedMend, mendCells, mostMends } from "./mend.ts";
import { columnsOf } from "./summary.ts";
import { notOpenAnyMore, overlayOf, registerOf, type Upload } from "./upload.ts";

/** What was filled in: how many empty cells of how many rows, and from which register. */
export type Filled = Readonly<{ cells: number; rows: number; from: Text | null }>;

/** A row of the file that has empty cells which another register may know. */
type Waiting = Readonly<{
  sheet: string | null;
  row: number;
  /** The keyed hash of its number there. */
  key: string;
  /** What the row says itself, by field of this register. */
  said: ReadonlyMap<string, Value>;
  empty: readonly Readonly<{ field: string; column: number }>[];
}>;

const lookedUpAtOnce = 2000;

/**
 * Fills the empty cells of a file with what another register knows of the same number, as mends that are listed one by
 * one; what the file says stays. Only rows that say themselves who it is, and say the same, are filled: a list of
 * numbers gets nothing. What is taken is noted as a reading. Throws Problem when the upload is no longer open.
 */
export const fillUpload = async (
  house: Pick<House, "programme" | "pool" | "dataFolder" | "secret">,
  client: PoolClient,
  who: Who,
  upload: Upload,
): Promise<Filled> => {
  const register = registerOf(house.programme, upload);
  if (!upload.summary || upload.state !== "ready") throw notOpenAnyMore();
  const mends: AskedMend[] = [];
  let from: Text | null = null;
  for (const fill of register.fills) {
    const source = house.programme.registers.get(fill.from);
    if (!source) continue;
    from ??= source.label;
    const waiting = await waitingRows(house, client, upload, register, fill, source);
    for (let at = 0; at < waiting.length && mends.length < mostMends; at += lookedUpAtOnce) {
      const some = waiting.slice(at, at + lookedUpAtOnce);
      mends.push(...(await answersFor(house.pool, client, register, fill, source, some)));
    }
  }
  const kept = mends.slice(0, mostMends);
  if (kept.length > 0) await mendCells(client, who, house.programme, upload, kept);
  const rows = new Set(kept.map(({ sheet, row }) => `${sheet ?? ""}\n${row}`));
  return { cells: kept.length, rows: rows.size, from };
};

const waitingRows = async (
  house: Pick<House, "dataFolder" | "secret">,
  client: PoolClient,
  upload: Upload,
  register: Register,
  fill: Fill,
  source: Register,
): Promise<Waiting[]> => {
  const overlay = await overlayOf(client, upload, register);
  const table = await openTable(pathOf(house.dataFolder, upload));
  const [numberId = ""] = source.identity;
  const keyOf = identityKeys(source, house.secret);
  const waiting: Waiting[] = [];
  for (const shown of upload.summary?.sheets ?? []) {
    const columns = columnsOf(shown, register);
    const sheet = table.sheets.find(({ name }) => (name ?? null) === shown.sheet);
    const columnOf = new Map(columns.fields.map(({ field, column }) => [field.id, { field, column }]));
    const by = columnOf.get(fill.by);
    if (!sheet || !by) continue;
    const wanted = fill.fields.flatMap(({ field }) => columnOf.get(field) ?? []);
    for await (const batch of withMends(sheet.name, overlay.mends)(sheet.rows()))
      for (const { row, cells } of batch) {
        if (row <= columns.headerRow) continue;
        const number = answerIn(by.field, cells[by.column]);
        if (number === null) continue;
        const answers = wanted.map((each) => ({ ...each, answer: answerIn(each.field, cells[each.column]) }));
        const empty = answers.flatMap(({ field, column }) =>
          isEmpty(cells[column]) ? [{ field: field.id, column }] : [],
        );
        if (empty.length === 0) continue;
        waiting.push({
          sheet: shown.sheet,
          row,
          key: keyOf(recordsOf([{ [numberId]: number }]))(0).identity,
          said: new Map(answers.map(({ field, answer }) => [field.id, answer])),
          empty,
        });
      }
  }
  return waiting;
};

const isEmpty = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");

const answerIn = (field: Field, cell: Cell | undefined): Value => {
  const parsed = cellParser(field)(cell ?? null);
  return isProblem(parsed) ? null : parsed;
};

/** Asks the other register for all of the rows at once, as its owner; what is told of it is noted by the asker. */
const answersFor = async (
  pool: Pool,
  client: PoolClient,
  register: Register,
  fill: Fill,
  source: Register,
  waiting: readonly Waiting[],
): Promise<AskedMend[]> => {
  const columns = fill.fields.map(({ source: id }) => {
    const table = source.fields.get(id)?.sensitivity === "identity" ? "i" : "r";
    return `${table}.${sqlName(id)}::text`;
  });
  const { rows } = await pool.query<(string | null)[]>({
    text: `select encode(r.identity_key, 'hex'), r.operation, r.record::text, ${columns.join(", ")}
      from ${tableOf(source)} r join ${identityTableOf(source)} i using (operation, record)
      where r.operation = any ($1::text[]) and r.identity_key = any (
        select decode(k, 'hex') from unnest($2::text[]) k)
      order by r.change`,
    values: [[...source.operations], waiting.map(({ key }) => key)],
    rowMode: "array",
  });
  const known = new Map(
    rows.map(([key, operation, record, ...answers]) => [
      key,
      {
        operation: String(operation),
        record: Number(record),
        answers: new Map(fill.fields.map(({ field }, at) => [field, answers[at] ?? null])),
      },
    ]),
  );
  const mends: AskedMend[] = [];
  const read = new Map<string, { records: Set<number>; fields: Set<string> }>();
  for (const { sheet, row, key, said, empty } of waiting) {
    const found = known.get(key);
    if (!found || !isSamePerson(fill, said, found.answers)) continue;
    for (const { field, column } of empty) {
      const value = found.answers.get(field) ?? null;
      if (value === null) continue;
      mends.push({ sheet, row, column, value: typed(register.fields.get(field), value) });
      const from = fill.fields.find((pair) => pair.field === field)?.source ?? "";
      if (source.fields.get(from)?.sensitivity === undefined) continue;
      const noted = read.get(found.operation) ?? { records: new Set(), fields: new Set() };
      noted.records.add(found.record);
      noted.fields.add(from);
      read.set(found.operation, noted);
    }
  }
  for (const [operation, { records, fields }] of read)
    await client.query("select access.note_reading($1, $2, $3::bigint[], $4::text[], 'page')", [
      source.id,
      operation,
      [...records],
      [...fields],
    ]);
  return mends;
};

/** The row says one of the agreeing answers at least, and none that differs; of nobody there is nothing to agree on. */
const isSamePerson = (
  { agreeing }: Fill,
  said: ReadonlyMap<string, Value>,
  known: ReadonlyMap<string, string | null>,
): boolean => {
  if (agreeing.length === 0) return true;
  const told = agreeing.filter((id) => (said.get(id) ?? null) !== null);
  return told.length > 0 && told.every((id) => isAlike(String(said.get(id)), known.get(id) ?? null));
};

const isAlike = (said: string, known: string | null): boolean =>
  known !== null &&
  (plainWords(said) === plainWords(known) || plainReference(said) === plainReference(known));

/** PostgreSQL writes "t" and "f" where a cell says true and false. */
const typed = (field: Field | undefined, value: string): string =>
  field?.type === "boolean" ? (value === "t" || value === "true" ? "true" : "false") : value;
