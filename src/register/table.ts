import type { Pool, PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { readStanding, type StandingTable } from "./standing.ts";
import { fillRooms, raiseWalls, wallsStand } from "./walls.ts";

/** Returns the fields that figures may read: everything but who the person is. */
export const plainFields = (register: Register): Field[] =>
  [...register.fields.values()].filter(({ sensitivity }) => sensitivity !== "identity");

/** Returns the fields of the room of identities. */
export const identityFields = (register: Register): Field[] =>
  [...register.fields.values()].filter(({ sensitivity }) => sensitivity === "identity");

/** Returns the PostgreSQL type of a field's column. */
export const columnType = ({ type, scale }: Field): string => {
  switch (type) {
    case "text":
    case "choice":
      return "text";
    case "integer":
      return "integer";
    case "decimal":
      return `numeric(18, ${scale})`;
    case "date":
      return "date";
    case "boolean":
      return "boolean";
  }
};

/** Returns the table of a register, or of its room of identities, as SQL names it; the view of a book. */
export const tableOf = ({ id, view }: Register): string => view ?? `register.${sqlName(id)}`;
export const identityTableOf = (register: Register): string => `identity.${sqlName(register.id)}`;

/**
 * Creates the tables of every register of the programme with their walls (`raiseWalls`), and adds the columns that a
 * newer definition brings. A column is never dropped or retyped: what was recorded under an older definition stays
 * readable.
 * Throws when a field changed its type since the table was made.
 */
export const createRegisterTables = async (
  pool: Pool | PoolClient,
  programme: Pick<Programme, "registers">,
): Promise<void> => {
  let isRaised = false;
  const standing = await readStanding(pool);
  for (const register of programme.registers.values()) {
    const tables = standing.get(register.id);
    if (tables && isWhole(register, tables) && wallsStand(register, tables)) continue;
    await pool.query(
      `create table if not exists ${tableOf(register)} (
        operation text not null,
        record bigint not null default nextval('register.record'),
        partner text not null,
        identity_key bytea not null,
        person_key bytea,
        file bigint references intake.file (id) deferrable initially deferred,
        definition text not null,
        change bigint not null references trail.change (seq) deferrable initially deferred,
        primary key (operation, record),
        unique (operation, identity_key)
      )`,
    );
    await pool.query(
      `create index if not exists ${sqlName(`${register.id}_change`)} on ${tableOf(register)} (change)`,
    );
    await pool.query(
      `create index if not exists ${sqlName(`${register.id}_person`)} on ${tableOf(register)} (person_key)`,
    );
    await pool.query(
      `create or replace trigger follows_the_trail before update on ${tableOf(register)}
       for each row execute function trail.follow()`,
    );
    // For lists of a partner, and so that an identity follows its record to another partner.
    await pool.query(
      `create unique index if not exists ${sqlName(`${register.id}_partner`)}
       on ${tableOf(register)} (operation, partner, record)`,
    );
    await pool.query(
      `create index if not exists ${sqlName(`${register.id}_of_partner`)} on ${tableOf(register)} (partner, record)`,
    );
    await addColumns(pool, "register", register.id, plainFields(register));
    await pool.query(
      `create table if not exists ${identityTableOf(register)} (
        operation text not null,
        record bigint not null,
        likeness_key bytea,
        digest bytea,
        primary key (operation, record)
      )`,
    );
    await tieToRecords(pool, register);
    await pool.query(
      `create index if not exists ${sqlName(`${register.id}_likeness`)} on ${identityTableOf(register)} (likeness_key)`,
    );
    await addColumns(pool, "identity", register.id, identityFields(register));
    if (await raiseWalls(pool, register)) isRaised = true;
  }
  if (isRaised) await fillRooms(pool, programme.registers.values());
};

/** Returns whether the tables lack nothing of what is made below: then a store is ready without fifteen questions each. */
const isWhole = (
  register: Register,
  tables: Readonly<{ register: StandingTable; identity: StandingTable }>,
): boolean => {
  const has = (names: readonly string[], name: string) => names.includes(name.slice(0, longestName));
  const hasColumns = ({ columns }: StandingTable, fields: readonly Field[]) =>
    fields.every((field) => columns.some(({ name, type }) => name === field.id && isTypeOf(field, type)));
  return (
    ["change", "person", "partner", "of_partner"].every((name) =>
      has(tables.register.indexes, `${register.id}_${name}`),
    ) &&
    has(tables.identity.indexes, `${register.id}_likeness`) &&
    tables.register.triggers.includes("follows_the_trail") &&
    tables.identity.constraints.includes("of_record") &&
    hasColumns(tables.register, plainFields(register)) &&
    hasColumns(tables.identity, identityFields(register))
  );
};

/** PostgreSQL cuts names there. */
const longestName = 63;

const isTypeOf = (field: Field, type: string): boolean =>
  type.replace(", ", ",") === columnType(field).replace(", ", ",");

/**
 * Gives identities the partner of their record, by which policies know whose they are. The record's key ties it: it
 * cannot be another's, and it follows when a record goes to another partner.
 */
const tieToRecords = async (pool: Pool | PoolClient, register: Register): Promise<void> => {
  const identity = identityTableOf(register);
  const { rows } = await pool.query(
    "select from pg_constraint where conname = 'of_record' and conrelid = $1::regclass",
    [identity],
  );
  if (rows.length > 0) return;
  await pool.query(
    `alter table ${identity} add column if not exists partner text;
     update ${identity} i set partner = r.partner from ${tableOf(register)} r
       where r.operation = i.operation and r.record = i.record and i.partner is distinct from r.partner;
     alter table ${identity}
       alter column partner set not null,
       drop constraint if exists ${sqlName(`${register.id}_operation_record_fkey`)},
       add constraint of_record foreign key (operation, partner, record)
         references ${tableOf(register)} (operation, partner, record) on update cascade on delete cascade`,
  );
};

const addColumns = async (
  pool: Pool | PoolClient,
  schema: string,
  table: string,
  fields: readonly Field[],
) => {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type
     from pg_attribute where attrelid = ($1 || '.' || quote_ident($2))::regclass and attnum > 0 and not attisdropped`,
    [schema, table],
  );
  const existing = new Map(rows.map(({ name, type }) => [name, type]));
  const missing = fields.filter(({ id }) => !existing.has(id));
  if (missing.length > 0)
    await pool.query(
      `alter table ${schema}.${sqlName(table)} ${missing
        .map((field) => `add column if not exists ${sqlName(field.id)} ${columnType(field)}`)
        .join(", ")}`,
    );
  for (const field of fields) {
    const type = existing.get(field.id);
    if (type !== undefined && !isTypeOf(field, type))
      throw new Error(
        `${schema}.${table}.${field.id} is ${type} in the database and ${field.type} in the definition`,
      );
  }
};
