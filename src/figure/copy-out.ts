import { createWriteStream } from "node:fs";
import { chmod, open, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { sqlText } from "../definition/condition/sql.ts";
import { tableOf } from "../register/table.ts";
import type { RegisterColumns } from "./columns.ts";
import { temporarySuffix } from "./manifest.ts";

/** From this many pages of 8 kB a table is read by several connections at once. */
const pagesWorthSharing = 8192;
const mostReaders = 4;

/**
 * Copies the records of a register that were touched after a change, and the removals since, from the store into a
 * Parquet file of the folder. `client` is in a repeatable read transaction, which fixes what is seen. Returns
 * the file written, or nothing when there was no row.
 */
export const copyOut = async (
  { pool, client, duckdb }: { pool: Pool; client: PoolClient; duckdb: DuckDBConnection },
  { register, columns }: RegisterColumns,
  after: number,
  folder: string,
  file: string,
): Promise<Written | undefined> => {
  const table = tableOf(register);
  const list = [...columns.map(({ fromStore }) => fromStore), "false"].join(", ");
  const texts: string[] = [];
  const copy = async (reader: PoolClient, query: string) => {
    const path = join(folder, `copy.${temporarySuffix()}`);
    texts.push(path);
    await pipeline(
      reader.query(copyTo(`copy (${query}) to stdout (format csv)`)),
      createWriteStream(path, { mode: 0o600 }),
    );
  };
  try {
    if (after > 0) {
      await copy(client, `select ${list} from ${table} where change > ${after}`);
      const known = new Set(["operation", "record", "partner", "change"]);
      const removed = columns.map(({ name }) => (known.has(name) ? name : "null")).join(", ");
      await copy(
        client,
        `select ${removed}, true from trail.entry
         where change > ${after} and kind = 'removed' and register = ${sqlText(register.id)}`,
      );
    } else await copyWhole(pool, client, `select ${list} from ${table}`, table, copy);
    const path = join(folder, file);
    // What is read again and again is in order, so that an operation, or a partner of it, is found in one place.
    const written = await toParquet(duckdb, columns, texts, path, after === 0);
    if (written.rows > 0) return written;
    await rm(path, { force: true });
    return undefined;
  } finally {
    for (const path of texts) await rm(path, { force: true });
  }
};

/** A large table is read in ranges of its pages by several connections, all seeing what the first one sees. */
const copyWhole = async (
  pool: Pool,
  client: PoolClient,
  query: string,
  table: string,
  copy: (reader: PoolClient, query: string) => Promise<void>,
) => {
  const { rows } = await client.query<{ pages: number; snapshot: string }>(
    `select pg_relation_size($1::regclass) / current_setting('block_size')::int as pages,
       pg_export_snapshot() as snapshot`,
    [table],
  );
  const { pages = 0, snapshot = "" } = rows[0] ?? {};
  // Connections are only taken if they are free now: those who have the others may be waiting for this one.
  const free = pool.options.max - (pool.totalCount - pool.idleCount) - pool.waitingCount;
  const readers = Math.min(mostReaders, availableParallelism(), free + 1);
  if (pages < pagesWorthSharing || readers < 2) {
    await copy(client, query);
    return;
  }
  const step = Math.ceil(pages / readers);
  const range = (n: number) =>
    `${query} where ctid >= '(${n * step},0)'${n === readers - 1 ? "" : ` and ctid < '(${(n + 1) * step},0)'`}`;
  const others = Array.from({ length: readers - 1 }, async (_, n) => {
    const other = await pool.connect();
    try {
      await other.query("begin isolation level repeatable read read only");
      await other.query(`set transaction snapshot ${sqlText(snapshot)}`);
      await copy(other, range(n + 1));
    } finally {
      await other.query("rollback").catch(() => undefined);
      other.release();
    }
  });
  const outcomes = await Promise.allSettled([copy(client, range(0)), ...others]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
};

const toParquet = async (
  duckdb: DuckDBConnection,
  columns: RegisterColumns["columns"],
  texts: readonly string[],
  path: string,
  sorted: boolean,
): Promise<Written> => {
  const types = [...columns, { name: "removed", type: "BOOLEAN" }]
    .map(({ name, type }) => `${sqlText(name)}: ${sqlText(type)}`)
    .join(", ");
  const rows = `read_csv([${texts.map(sqlText).join(", ")}], columns = {${types}}, auto_detect = false, header = false,
    delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false)`;
  return writeParquet(duckdb, `select * from ${rows}${sorted ? ` order by ${partOrder}` : ""}`, path);
};

/** The order of the records in a part: figures are mostly asked of an operation, or by a partner of its own. */
export const partOrder = "operation, partner, record";

/**
 * Rows that are read or passed over together. A partner's thousand records among a million lie in a few such groups:
 * larger ones make its figures dearer, smaller ones everybody else's.
 */
const rowsOfGroup = 20_480;

/** A Parquet file of the folder that is on the disk whole. */
export type Written = Readonly<{ file: string; rows: number; bytes: number }>;

/** Writes the result of a query as a Parquet file, through to the disk. */
export const writeParquet = async (
  duckdb: DuckDBConnection,
  query: string,
  path: string,
): Promise<Written> => {
  const result = await duckdb.runAndReadAll(
    `copy (${query}) to ${sqlText(path)} (format parquet, compression snappy, row_group_size ${rowsOfGroup})`,
  );
  const rows = Number(result.getRows()[0]?.[0] ?? 0);
  await chmod(path, 0o600);
  const file = await open(path, "r");
  await file.sync();
  const { size } = await file.stat();
  await file.close();
  return { file: basename(path), rows, bytes: size };
};
