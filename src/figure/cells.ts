import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { DuckDBDecimalValue, type DuckDBValue } from "@duckdb/node-api";
import { sqlName } from "../definition/condition/sql.ts";
import { keyText } from "./breakdown.ts";
import { beforeOf, newestOf } from "./layers.ts";
import { temporarySuffix, type Part } from "./manifest.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * One pass over a register: its records in groups, and for each group sums that can be added up and taken off again.
 */
export type CellQuery = Readonly<{
  register: string;
  where: readonly string[];
  /** Returns the table expression on which `keys` and `values` are asked. */
  over: (source: string) => string;
  /** What the records are grouped by: texts, whole numbers or yes/no, as text in the cells. */
  keys: readonly string[];
  /** Aggregates of whole or decimal numbers: counts and sums. */
  values: readonly string[];
}>;

/** For each group, its sums in units of their last digit. The text of the group's keys is that of `keyText`. */
export type Cells = ReadonlyMap<string, readonly bigint[]>;

type Kept = Readonly<{ parts: readonly string[]; cells: Cells }>;

/** Cells of the snapshots of this process: a page asks for the same figures again and again. */
const remembered = new WeakMap<Snapshot, Map<string, Kept>>();

/** Beyond this share of changed records, starting anew takes less. */
const largestShare = 0.3;

/**
 * Returns the cells of the query as of the snapshot. Where they are known as of an earlier one, what changed since is
 * counted in and what it was before is taken off: exact, because the values are whole numbers.
 */
export const cellsOf = async (snapshot: Snapshot, query: CellQuery): Promise<Cells> => {
  const parts = snapshot.parts(query.register);
  if (parts.length === 0) return new Map();
  const id = idOf(snapshot, query);
  const known = underway.get(snapshot) ?? new Map<string, Promise<Cells>>();
  underway.set(snapshot, known);
  const name = [id, ...parts.map(({ file }) => file)].join();
  const found = known.get(name) ?? findCells(snapshot, query, id, parts).finally(() => known.delete(name));
  known.set(name, found);
  return found;
};

/** What is being counted for somebody is not counted a second time for whoever asks the same meanwhile. */
const underway = new WeakMap<Snapshot, Map<string, Promise<Cells>>>();

const findCells = async (
  snapshot: Snapshot,
  query: CellQuery,
  id: string,
  parts: readonly Part[],
): Promise<Cells> => {
  const files = parts.map(({ file }) => file);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const kept = await recall(snapshot, id);
  if (kept && kept.parts.length === files.length && startsWith(files, kept.parts)) return kept.cells;
  const fromKept = kept && startsWith(files, kept.parts) && kept.parts.length > 0;
  const newer = fromKept ? parts.slice(kept.parts.length) : [];
  const changed = newer.reduce((sum, part) => sum + part.rows, 0);
  const cells =
    fromKept && changed <= rows * largestShare
      ? await updated(snapshot, query, kept.cells, parts.slice(0, kept.parts.length), newer)
      : await computed(snapshot, query, parts);
  await remember(snapshot, id, { parts: files, cells }, rows >= snapshot.policy.cellsWorthKeeping);
  return cells;
};

const startsWith = (files: readonly string[], start: readonly string[]): boolean =>
  start.length <= files.length && start.every((file, index) => files[index] === file);

const idOf = (snapshot: Snapshot, query: CellQuery): string =>
  createHash("sha256")
    .update(snapshot.columnsOf(query.register)?.fingerprint ?? "")
    .update(sqlOf(query, query.register, []))
    .digest("hex")
    .slice(0, 40);

const sqlOf = (
  { where, over, keys, values }: CellQuery,
  source: string,
  first: readonly string[],
): string => {
  const filtered = where.length === 0 ? source : `(select * from ${source} r where ${where.join(" and ")})`;
  const grouped = [...first, ...keys];
  const groups = grouped.length === 0 ? "" : ` group by ${grouped.map((_, index) => index + 1).join(", ")}`;
  return `select ${[...grouped, ...values].join(", ")} from ${over(filtered)} s${groups}`;
};

const computed = async (snapshot: Snapshot, query: CellQuery, parts: readonly Part[]): Promise<Cells> => {
  const columns = await columnsOf(snapshot, sqlOf(query, snapshot.records(query.register, parts), []));
  const cells = new Map<string, bigint[]>();
  for (const { key, values } of rowsOf(columns, 0, query.keys.length)) cells.set(key, values);
  return cells;
};

const updated = async (
  snapshot: Snapshot,
  query: CellQuery,
  known: Cells,
  before: readonly Part[],
  newer: readonly Part[],
): Promise<Cells> => {
  const columns = snapshot.columnsOf(query.register)?.columns ?? [];
  const list = columns.map(({ name }) => sqlName(name)).join(", ");
  const touched = newestOf(snapshot.folder, newer);
  const source = `(
    select 'now' as "#when", ${list} from ${touched} t where not removed
    union all
    select 'before' as "#when", ${list} from ${beforeOf(snapshot.folder, before, newer)} k where not removed)`;
  const changes = await columnsOf(snapshot, sqlOf(query, source, ['"#when"']));
  const cells = new Map(known);
  for (const { key, values, first } of rowsOf(changes, 1, query.keys.length)) {
    const sign = first === "now" ? 1n : -1n;
    const old = cells.get(key);
    cells.set(
      key,
      values.map((value, index) => (old?.[index] ?? 0n) + sign * value),
    );
  }
  return cells;
};

const columnsOf = async (snapshot: Snapshot, sql: string): Promise<DuckDBValue[][]> =>
  (await snapshot.duckdb.runAndReadAll(sql)).getColumns();

function* rowsOf(columns: readonly DuckDBValue[][], skipped: number, keyCount: number) {
  const keys = columns.slice(skipped, skipped + keyCount);
  const values = columns.slice(skipped + keyCount);
  const count = columns[0]?.length ?? 0;
  for (let row = 0; row < count; row++)
    yield {
      first: columns[0]?.[row],
      key: keyText(keys.map((column) => asText(column[row]))),
      values: values.map((column) => unitsOf(column[row])),
    };
}

const asText = (value: DuckDBValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Returns a whole number as it is, a decimal in units of its last digit, and nothing as zero. */
const unitsOf = (value: DuckDBValue | undefined): bigint => {
  if (typeof value === "bigint") return value;
  if (value instanceof DuckDBDecimalValue) return value.value;
  if (value === null || value === undefined) return 0n;
  return BigInt(Number(value));
};

const recall = async (snapshot: Snapshot, id: string): Promise<Kept | undefined> => {
  const known = remembered.get(snapshot)?.get(id);
  if (known) return known;
  try {
    const kept: unknown = deserialize(await readFile(join(snapshot.folder, `${id}.cells`)));
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
};

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" &&
  value !== null &&
  "parts" in value &&
  Array.isArray(value.parts) &&
  "cells" in value &&
  value.cells instanceof Map;

const remember = async (snapshot: Snapshot, id: string, kept: Kept, onDisk: boolean): Promise<void> => {
  const all = remembered.get(snapshot) ?? new Map<string, Kept>();
  remembered.set(snapshot, all);
  all.delete(id);
  all.set(id, kept);
  const oldest = all.keys().next();
  if (all.size > snapshot.policy.cellsRemembered && !oldest.done) all.delete(oldest.value);
  if (!onDisk) return;
  const path = join(snapshot.folder, `${id}.cells`);
  const half = join(snapshot.folder, temporarySuffix());
  await writeFile(half, serialize(kept), { mode: 0o600 });
  await rename(half, path);
};
