import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";

/** A trigger that a table is to have, and the statements that make it, with whatever belongs to it. */
export type Trigger = Readonly<{ table: string; name: string; sql: string }>;

/** Two commands that make triggers at once wait for each other on this number. */
const triggersLock = 20200106;

/**
 * Brings the triggers of one family on these tables to what is wanted: those of the family's name, or of that name, an
 * underscore and more. One that was made from the same statements is left alone, since making it anew locks its table;
 * the others are made, or go, all in one transaction. `tables` are named as SQL names them.
 */
export const keepTriggers = async (
  pool: Pool | PoolClient,
  family: string,
  tables: readonly string[],
  wanted: readonly Trigger[],
): Promise<void> => {
  const { rows: standing } = await pool.query<{ table: string; name: string; digest: string | null }>(
    `select w.name as table, t.tgname as name, obj_description(t.oid, 'pg_trigger') as digest
     from unnest($1::text[]) w (name) join pg_trigger t on t.tgrelid = w.name::regclass
     where t.tgname = $2 or starts_with(t.tgname, $2 || '_')`,
    [tables, family],
  );
  // Where two services want the same trigger of a table, the later one has it.
  const wantedAt = new Map(wanted.map((one) => [placeOf(one), one]));
  const digests = new Map(standing.map((one) => [placeOf(one), one.digest]));
  const missing = [...wantedAt].flatMap(([at, one]) => (digests.get(at) === digestOf(one) ? [] : one));
  const gone = standing.filter((one) => !wantedAt.has(placeOf(one)));
  if (missing.length + gone.length === 0) return;
  await pool.query(
    [
      `select pg_advisory_xact_lock(${triggersLock})`,
      // Also what was not there a moment ago: another command may have made it meanwhile.
      ...[...gone, ...missing].map(
        ({ table, name }) => `drop trigger if exists ${sqlName(name)} on ${table}`,
      ),
      ...missing.flatMap((one) => [
        one.sql,
        `comment on trigger ${sqlName(one.name)} on ${one.table} is ${sqlText(digestOf(one))}`,
      ]),
    ].join(";\n"),
  );
};

const placeOf = ({ table, name }: Pick<Trigger, "table" | "name">): string => `${table} ${name}`;

const digestOf = ({ sql }: Trigger): string => createHash("sha256").update(sql).digest("hex");
