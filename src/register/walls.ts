import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Right } from "../definition/schema.ts";

/** The role of the server's requests, which the migrations need before this. */
const role = "jalon_application";

/** Two commands that put up walls at once wait for each other on this number. */
const wallsLock = 20180525;

/**
 * Returns the SQL condition that the session of the transaction has one of the rights where the row belongs. The
 * database works out each part once per query, not once per row.
 */
export const withinReach = (
  rights: readonly Right[],
  operation = "operation",
  partner = "partner",
): string => {
  const wanted = rights.map(sqlText).join(", ");
  return `(select access.everywhere(${wanted}))
    or ${partner} = any ((select access.partners(${wanted}))::text[])
    or ${operation} = any ((select access.operations(${wanted}))::text[])
    or ${operation} || '/' || ${partner} = any ((select access.pairs(${wanted}))::text[])`;
};

const writing: readonly Right[] = ["records:write", "files:import"];

/**
 * Puts up the walls around a register's tables: policies that let a session see and write only within its reach, no
 * column of a special category for reading but through the view `special.<register>`, and what the trail may show.
 * Changes nothing where they already stand as the definition wants them; a field whose sensitivity changed moves
 * behind its wall, or out.
 */
export const raiseWalls = async (pool: Pool | PoolClient, register: Register): Promise<void> => {
  const fields = [...register.fields.values()];
  const special = fields.filter(({ sensitivity }) => sensitivity === "special").map(({ id }) => id);
  // Columns of older definitions stay readable as they were, but never one that was of a special category.
  const { rows: columns } = await pool.query<{ name: string; wasSpecial: boolean }>(
    `select attname as name, s.field is not null as "wasSpecial"
     from pg_attribute left join access.special_field s on s.register = $2 and s.field = attname
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`register.${sqlName(register.id)}`, register.id],
  );
  const hidden = columns
    .filter(({ name, wasSpecial }) => special.includes(name) || (wasSpecial && !register.fields.has(name)))
    .map(({ name }) => name);
  const sql = wallsSql(
    register.id,
    columns.map(({ name }) => name),
    hidden,
  );
  const digest = createHash("sha256").update(sql).digest("hex");
  if (await stand(pool, register.id, digest)) return;
  await pool.query(
    `select pg_advisory_xact_lock(${wallsLock}); ${sql};
     comment on table register.${sqlName(register.id)} is ${sqlText(digest)}`,
  );
};

/** Whether the walls were put up from the same SQL, and nobody took one down since. */
const stand = async (pool: Pool | PoolClient, id: string, digest: string): Promise<boolean> => {
  const { rows } = await pool.query<{ same: boolean }>(
    `select obj_description(('register.' || quote_ident($1))::regclass) is not distinct from $2
       and (select count(*) = 8 from pg_policies where schemaname in ('register', 'identity') and tablename = $1
            and policyname in ('seen', 'added', 'changed', 'removed'))
       and (select bool_and(relrowsecurity) from pg_class
            where relname = $1 and relnamespace in ('register'::regnamespace, 'identity'::regnamespace)
              and relkind = 'r') as same`,
    [id, digest],
  );
  return rows[0]?.same === true;
};

/** The statements of one transaction. */
const wallsSql = (id: string, columns: readonly string[], hidden: readonly string[]): string => {
  const name = sqlName(id);
  const shown = columns.filter((column) => !hidden.includes(column)).map(sqlName);
  const policies = (table: string, reading: Right, written = withinReach(writing)): string[] => {
    const policy = (title: string, command: string, clauses: string) =>
      `drop policy if exists ${title} on ${table};
       create policy ${title} on ${table} for ${command} to ${role} ${clauses}`;
    return [
      `alter table ${table} enable row level security`,
      policy("seen", "select", `using (${withinReach([reading])})`),
      policy("added", "insert", `with check (${written})`),
      policy("changed", "update", `using (${withinReach(writing)}) with check (${written})`),
      policy("removed", "delete", `using (${withinReach(writing)})`),
      `revoke all on ${table} from ${role}`,
      `grant insert, update, delete on ${table} to ${role}`,
    ];
  };
  return [
    // What is written belongs to a change that is still being made; its key wants it closed before the commit.
    ...policies(
      `register.${name}`,
      "records:read",
      `change > (select trail.head()) and (${withinReach(writing)})`,
    ),
    `grant select (${shown.join(", ")}) on register.${name} to ${role}`,
    ...policies(`identity.${name}`, "identity:read"),
    `grant select on identity.${name} to ${role}`,
    `drop view if exists special.${name}`,
    // The view belongs to the owner, for whom policies do not count: it asks by itself.
    `create view special.${name} with (security_barrier) as
     select ${["operation", "record", ...hidden.map(sqlName)].join(", ")} from register.${name}
     where ${withinReach(["special:read"])}`,
    `grant select on special.${name} to ${role}`,
    `delete from access.special_field where register = ${sqlText(id)}`,
    ...hidden.map(
      (field) =>
        `insert into access.special_field (register, field) values (${sqlText(id)}, ${sqlText(field)})`,
    ),
  ].join(";\n");
};
