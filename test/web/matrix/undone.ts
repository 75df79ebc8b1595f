import { AsyncLocalStorage } from "node:async_hooks";
import type { Pool, PoolClient } from "pg";

/** What one request sent and wrote: its statements, as far as they are text, and the tables of which rows changed. */
export type Heard = Readonly<{ statements: string[]; written: Set<string> | undefined }>;
const hearing = new AsyncLocalStorage<Heard>();

/**
 * Does the work and returns with it what it sent through an undone pool, and what it would have written, where that is
 * asked for: it costs a look at every table.
 */
export const listening = async <T>(
  work: () => Promise<T>,
  asksWritten = false,
): Promise<Heard & Readonly<{ result: T }>> => {
  const heard: Heard = { statements: [], written: asksWritten ? new Set() : undefined };
  return { result: await hearing.run(heard, work), ...heard };
};

type Query = (...given: readonly unknown[]) => Promise<unknown>;

const textOf = (given: unknown): string => {
  if (typeof given === "string") return given;
  if (typeof given === "object" && given !== null && "text" in given) return String(given.text);
  return "";
};

/** How many rows of each table this connection has added, changed and removed; it forgets that now and then. */
const writtenRows = async (query: Query): Promise<Map<string, number>> => {
  const { rows } = (await query(
    `select schemaname || '.' || relname as table, n_tup_ins + n_tup_upd + n_tup_del as rows
     from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0`,
  )) as { rows: { table: string; rows: number }[] };
  return new Map(rows.map(({ table, rows: count }) => [table, count]));
};

/** The client of a transaction that ends as if it had never been; what was deferred to its end is asked before. */
const undoneClient = (client: PoolClient): PoolClient => {
  const query = client.query.bind(client) as unknown as Query;
  let before = new Map<string, number>();
  const ask: Query = async (...given) => {
    const text = textOf(given[0]);
    const heard = hearing.getStore();
    heard?.statements.push(text);
    if (heard?.written && /^\s*begin/i.test(text)) before = await writtenRows(query);
    if (!/^\s*commit\s*;?\s*$/i.test(text)) return query(...given);
    await query("set constraints all immediate");
    if (heard?.written)
      for (const [table, rows] of await writtenRows(query))
        if (rows > (before.get(table) ?? 0)) heard.written.add(table);
    return query("rollback");
  };
  return new Proxy(client, {
    get: (target, name) => {
      if (name === "query")
        // A stream is handed back at once, as the driver does it.
        return (...given: readonly unknown[]) =>
          typeof given[0] === "object" && given[0] !== null && "submit" in given[0]
            ? query(...given)
            : ask(...given);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
};

/**
 * Returns a pool on the same real database of which every transaction is undone when it would be committed, so that
 * each request meets the same world, whatever those before it did.
 */
export const undonePool = (pool: Pool): Pool =>
  new Proxy(pool, {
    get: (target, name) => {
      if (name === "connect") return async () => undoneClient(await target.connect());
      if (name === "query")
        return async (...given: readonly unknown[]) => {
          hearing.getStore()?.statements.push(textOf(given[0]));
          const client = await target.connect();
          const query = client.query.bind(client) as unknown as Query;
          try {
            await query("begin");
            return await query(...given);
          } finally {
            await query("rollback");
            client.release();
          }
        };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
