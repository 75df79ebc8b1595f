import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { ensureApplicationRole } from "./applicationRole.ts";

const folder = join(import.meta.dirname, "migrations");

/** Any two commands that migrate at once wait for each other on this number. */
const migrationLock = 20141219;

/** Returns the schemas that the migrations make, in the order of their making. */
export const migratedSchemas = (): string[] =>
  migrationFiles().flatMap((name) =>
    [...readFileSync(join(folder, name), "utf8").matchAll(/^create schema (?:if not exists )?(\w+);/gim)].map(
      ([, schema = ""]) => schema,
    ),
  );

const migrationFiles = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();

/**
 * Brings the database to the newest numbered migration, forward only, each in its own transaction. Running it again
 * changes nothing. The tables of registers are not here: they follow from definitions (`register/table.ts`).
 */
export const migrate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await ensureApplicationRole(client);
    await client.query(
      "create table if not exists public.jalon_migration (name text primary key, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string }>("select name from public.jalon_migration");
    const applied = new Set(rows.map(({ name }) => name));
    for (const name of migrationFiles()) {
      if (applied.has(name)) continue;
      await client.query("begin");
      try {
        await client.query(readFileSync(join(folder, name), "utf8"));
        await client.query("insert into public.jalon_migration (name) values ($1)", [name]);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [migrationLock]).catch(() => undefined);
    client.release();
  }
};
