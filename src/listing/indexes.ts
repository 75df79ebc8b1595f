import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { identityFields, identityTableOf, tableOf } from "../register/table.ts";
import { openStates } from "./columns.ts";
import { openSql } from "./open-points.ts";
import { createSearch, isNamed } from "./search.ts";

export type ListIndex = Readonly<{ schema: "register" | "identity"; name: string; sql: string }>;

/**
 * Returns the indexes that keep a register's lists quick at a million records: the newest first, the
 * dates that place a record in time, names, and what is left to do (a partial index whose condition is the rules').
 * Its name holds a hash of what it is made of, so that another definition makes another index.
 */
export const listIndexes = (register: Register): ListIndex[] => {
  const { id, datedBy, reEntry } = register;
  const table = tableOf(register);
  const own = (name: string, definition: string): ListIndex => named("register", id, name, table, definition);
  const dates = new Set([datedBy, reEntry?.entry].filter((field) => field !== undefined));
  return [
    own("list_newest", "(record)"),
    ...[...dates]
      .filter((field) => register.fields.get(field)?.sensitivity === undefined)
      .flatMap((field) => [
        own(`list_${field}`, `(${sqlName(field)}, record)`),
        own(`list_${field}_last`, `(${sqlName(field)} desc nulls last, record desc)`),
      ]),
    ...[...register.fields.values()]
      .filter(({ sensitivity }) => sensitivity === undefined)
      .filter(({ refersTo, format }) => refersTo !== undefined || format === "enterprise_number")
      .map((field) => own(`list_${field.id}`, `(${sqlName(field.id)}, record)`)),
    ...openStates.flatMap((state) => {
      const open = openSql(register, state);
      return open === undefined
        ? []
        : [own(`list_${state}`, `(operation, partner, record) include (change) where ${open}`)];
    }),
    ...identityFields(register)
      .filter(({ id: field, type }) => type === "text" && isNamed(register, field))
      .flatMap(({ id: field }) => {
        const name = `listing.plain(${sqlName(field)})`;
        const ofIdentity = (title: string, definition: string) =>
          named("identity", id, title, identityTableOf(register), definition);
        return [
          ofIdentity(`list_${field}`, `(${name}, record)`),
          ...(field === register.probablySame[0]
            ? [ofIdentity(`list_${field}_last`, `(${name} desc nulls last, record desc)`)]
            : []),
        ];
      }),
  ];
};

const named = (
  schema: ListIndex["schema"],
  register: string,
  name: string,
  table: string,
  definition: string,
): ListIndex => {
  const hash = createHash("sha256").update(definition).digest("hex").slice(0, 8);
  // PostgreSQL cuts names at 63 bytes.
  const full = `${register.slice(0, 24)}_${name.slice(0, 28)}_${hash}`;
  return { schema, name: full, sql: `create index if not exists ${sqlName(full)} on ${table} ${definition}` };
};

/**
 * Makes what keeps every register's lists quick: its indexes, and its search. Drops the indexes that an older
 * definition had made. To be called when the store is prepared, once the registers' tables are there.
 */
export const prepareLists = async (
  client: Pool | PoolClient,
  { registers }: Pick<Programme, "registers">,
): Promise<void> => {
  // Comes with PostgreSQL where its contributed modules are installed; without it a search of all is slow, and right.
  await client.query(`do $$ begin create extension if not exists pg_trgm;
    exception when insufficient_privilege or undefined_file or feature_not_supported then null; end $$`);
  for (const register of registers.values()) {
    await createSearch(client, register);
    const indexes = listIndexes(register);
    for (const { sql } of indexes) await client.query(sql);
    const { rows } = await client.query<{ schema: string; name: string }>(
      `select schemaname as schema, indexname as name from pg_indexes
       where schemaname in ('register', 'identity') and tablename = $1 and indexname ~ '_list_.*_[0-9a-f]{8}$'`,
      [register.id],
    );
    for (const { schema, name } of rows)
      if (!indexes.some((index) => index.schema === schema && index.name === name))
        await client.query(`drop index if exists ${sqlName(schema)}.${sqlName(name)}`);
  }
};
