import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Right } from "../definition/schema.ts";
import type { StandingTable } from "./standing.ts";

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

/** Returns the same of a record: where it is kept, and for reading also where it is addressed to. */
export const seenSql = ({ id, addressed }: Pick<Register, "id" | "addressed">, right: Right): string =>
  addressed === undefined
    ? withinReach([right])
    : `${withinReach([right])}
    or (operation, record) in (select a.operation, a.record from access.addressed a
      where a.register = ${sqlText(id)} and (${withinReach([right], "a.to_operation", "a.to_partner")}))`;

/** Returns the SQL condition that the asker was let into the record's room; true for a register without rooms. */
export const inRoomSql = ({ id, isRoom }: Pick<Register, "id" | "isRoom">): string =>
  isRoom
    ? `(operation, record) in (select l.operation, l.record from access.let_in(${sqlText(id)}) l)`
    : "true";

const writing: readonly Right[] = ["records:write", "files:import"];

/**
 * Puts up the walls around a register's tables: policies that let a session see and write only within its reach, no
 * column of a special category for reading but through the view `special.<register>`, and what the trail may show.
 * Changes nothing, and returns false, where they already stand as the definition wants them; a field whose sensitivity
 * changed moves behind its wall, or out.
 */
export const raiseWalls = async (pool: Pool | PoolClient, register: Register): Promise<boolean> => {
  const { rows: columns } = await pool.query<{ name: string; wasSpecial: boolean }>(
    `select attname as name, s.field is not null as "wasSpecial"
     from pg_attribute left join access.special_field s on s.register = $2 and s.field = attname
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`register.${sqlName(register.id)}`, register.id],
  );
  const { sql, digest } = wallsOf(register, columns);
  if (await stand(pool, register, digest)) return false;
  await pool.query(
    `select pg_advisory_xact_lock(${wallsLock}); ${sql};
     comment on table register.${sqlName(register.id)} is ${sqlText(digest)}`,
  );
  return true;
};

/** Returns the statements that put up the walls around the columns that there are. */
const wallsOf = (
  register: Register,
  columns: readonly Readonly<{ name: string; wasSpecial: boolean }>[],
): { sql: string; digest: string } => {
  const fields = [...register.fields.values()];
  const special = fields.filter(({ sensitivity }) => sensitivity === "special").map(({ id }) => id);
  // Columns of older definitions stay readable as they were, but never one that was of a special category.
  const hidden = columns
    .filter(({ name, wasSpecial }) => special.includes(name) || (wasSpecial && !register.fields.has(name)))
    .map(({ name }) => name);
  const sql = wallsSql(
    register,
    columns.map(({ name }) => name),
    hidden,
  );
  return { sql, digest: createHash("sha256").update(sql).digest("hex") };
};

/** Returns whether `raiseWalls` would find the walls standing, from what was read of all tables at once. */
export const wallsStand = (
  register: Register,
  tables: Readonly<{ register: StandingTable; identity: StandingTable }>,
): boolean => {
  const policies = [...policyNames, ...(register.isRoom ? ["room"] : [])];
  const triggers = triggersOf(register);
  return (
    Object.values(tables).every(
      (table) =>
        table.isSecured &&
        [...policyNames, "room"].every((name) => policies.includes(name) === table.policies.includes(name)),
    ) &&
    triggerNames.every((name) => triggers.has(name) === tables.register.triggers.includes(name)) &&
    tables.register.comment === wallsOf(register, tables.register.columns).digest
  );
};

const policyNames = ["seen", "added", "changed", "removed"];
const triggerNames = [
  "notes_its_address",
  "opens_its_room",
  "joins_its_room",
  "notes_its_room_changes",
] as const;

/** The triggers that keep what the walls of a register ask: to whom a record is addressed, and in which room it is. */
const triggersOf = ({
  addressed,
  isRoom,
  roomOf,
}: Register): ReadonlyMap<(typeof triggerNames)[number], string> => {
  const triggers = new Map<(typeof triggerNames)[number], string>();
  if (addressed) {
    const fields = [addressed.operation, addressed.partner].filter((field) => field !== undefined);
    triggers.set(
      "notes_its_address",
      `after insert or update or delete on {table} for each row
       execute function access.note_address(${fields.map(sqlText).join(", ")})`,
    );
  }
  if (!isRoom) return triggers;
  if (roomOf)
    triggers.set(
      "joins_its_room",
      "after insert or update on {table} for each row execute function access.join_room()",
    );
  else
    triggers.set(
      "opens_its_room",
      "after insert on {table} for each row execute function access.open_room()",
    );
  triggers.set(
    "notes_its_room_changes",
    `after insert or update or delete on {table} for each row
     execute function access.note_room_change()`,
  );
  return triggers;
};

/** Whether the walls were put up from the same SQL, and nobody took one down since. */
const stand = async (pool: Pool | PoolClient, register: Register, digest: string): Promise<boolean> => {
  const { id, isRoom } = register;
  const { rows } = await pool.query<{ same: boolean }>(
    `select obj_description(('register.' || quote_ident($1))::regclass) is not distinct from $2
       and (select count(*) = $4 from pg_policies where schemaname in ('register', 'identity') and tablename = $1
            and policyname = any ($3))
       and (select count(*) = $5 from pg_trigger
            where tgrelid = ('register.' || quote_ident($1))::regclass and tgname = any ($6) and tgenabled = 'O')
       and (select bool_and(relrowsecurity) from pg_class
            where relname = $1 and relnamespace in ('register'::regnamespace, 'identity'::regnamespace)
              and relkind = 'r') as same`,
    [
      id,
      digest,
      [...policyNames, "room"],
      2 * (policyNames.length + (isRoom ? 1 : 0)),
      triggersOf(register).size,
      triggerNames,
    ],
  );
  return rows[0]?.same === true;
};

/** The statements of one transaction. */
const wallsSql = (register: Register, columns: readonly string[], hidden: readonly string[]): string => {
  const { id } = register;
  const name = sqlName(id);
  const shown = columns.filter((column) => !hidden.includes(column)).map(sqlName);
  const policies = (table: string, reading: Right, written = withinReach(writing)): string[] => {
    const policy = (title: string, command: string, clauses: string) =>
      `drop policy if exists ${title} on ${table};
       create policy ${title} on ${table} for ${command} to ${role} ${clauses}`;
    return [
      `alter table ${table} enable row level security`,
      policy("seen", "select", `using (${seenSql(register, reading)})`),
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
     where (${seenSql(register, "special:read")}) and ${inRoomSql(register)}`,
    `grant select on special.${name} to ${role}`,
    `delete from access.special_field where register = ${sqlText(id)}`,
    ...hidden.map(
      (field) =>
        `insert into access.special_field (register, field) values (${sqlText(id)}, ${sqlText(field)})`,
    ),
    ...keptBeside(register),
    ...roomPolicies(register),
  ].join(";\n");
};

/** Who is addressed, and who is in which room, for the records that are there and those that come. */
const keptBeside = (register: Register): string[] => {
  const { id, addressed, isRoom, roomOf } = register;
  const table = `register.${sqlName(id)}`;
  const triggers = triggersOf(register);
  return [
    ...triggerNames.map((name) => {
      const made = triggers.get(name);
      return made === undefined
        ? `drop trigger if exists ${name} on ${table}`
        : `create or replace trigger ${name} ${made.replace("{table}", table)}`;
    }),
    `delete from access.addressed where register = ${sqlText(id)}`,
    ...(addressed === undefined
      ? []
      : [
          `insert into access.addressed (register, operation, record, to_operation, to_partner)
           select ${sqlText(id)}, operation, record, ${sqlName(addressed.operation)},
             ${addressed.partner === undefined ? "null" : sqlName(addressed.partner)} from ${table}`,
        ]),
    `delete from access.room_register where register = ${sqlText(id)}`,
    ...(isRoom
      ? [
          `insert into access.room_register (register, cases, by_field, key_field) values (${[
            id,
            roomOf?.register ?? id,
            roomOf?.by,
            roomOf?.by,
          ]
            .map((word) => (word === undefined ? "null" : sqlText(word)))
            .join(", ")})`,
        ]
      : []),
  ];
};

/**
 * A record with a room is closed to whoever was not let in, whatever else lets them see it. Who writes a new case is in
 * its room by then; what belongs to a case is written by who is in.
 */
const roomPolicies = (register: Register): string[] => {
  const { id, isRoom, roomOf } = register;
  const named = roomOf
    ? `(operation, ${sqlName(roomOf.by)}) in (
         select c.operation, c.${sqlName(roomOf.by)} from register.${sqlName(roomOf.register)} c)`
    : "true";
  return (
    [
      ["register", named],
      ["identity", inRoomSql(register)],
    ] as const
  ).flatMap(([schema, written]) => {
    const table = `${schema}.${sqlName(id)}`;
    return [
      `drop policy if exists room on ${table}`,
      ...(isRoom
        ? [
            `create policy room on ${table} as restrictive to ${role}
             using (${inRoomSql(register)}) with check (${written})`,
          ]
        : []),
    ];
  });
};

/** Puts the records of rooms into them that came before the registers had any, and notes what was done to them. */
export const fillRooms = async (pool: Pool | PoolClient, registers: Iterable<Register>): Promise<void> => {
  for (const { id, isRoom, roomOf } of registers)
    if (isRoom)
      await pool.query(
        `insert into access.in_room (register, operation, record, cases, room)
         select ${sqlText(id)}, l.operation, l.record, ${sqlText(roomOf?.register ?? id)}, c.record
         from register.${sqlName(id)} l join register.${sqlName(roomOf?.register ?? id)} c on c.operation = l.operation
           and ${roomOf ? `c.${sqlName(roomOf.by)} = l.${sqlName(roomOf.by)}` : "c.record = l.record"}
         on conflict do nothing;
         insert into access.room_change select distinct e.change from access.in_room i
           join trail.entry e on e.operation = i.operation and e.record = i.record and e.register = i.register
           where i.register = ${sqlText(id)} on conflict do nothing`,
      );
};
