import { type Policy, signIn, type Signed } from "../../../src/access/forTests.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import type { Register } from "../../../src/definition/programme.ts";
import type { World } from "../world.ts";
import { neighbour } from "./places.ts";

/** The number of the case that is planted. */
const caseNumber = "ZQ-1";

/** Returns what a planted record has to say besides: in a register with rooms, which case it is, or is about. */
export const caseColumns = ({
  isRoom,
  roomOf,
  identity,
}: Register): readonly [field: string, value: string][] =>
  isRoom ? [[roomOf?.by ?? identity[0] ?? "", caseNumber]] : [];

/**
 * Those whom one policy alone keeps from a room: `nobody` was let in and has no role, `outsider` has every role there
 * and was not let in, `reader` was let in and reads only.
 */
export type RoomAskers = Readonly<{ nobody: Signed; outsider: Signed; reader: Signed }>;

/** Plants around the case what its room is closed about, and makes those askers. */
export const plantRoom = async ({ pool, programme }: World, worker: string): Promise<RoomAskers> => {
  const place = { operation: neighbour.operation, partner: neighbour.partner };
  const nobody = await signIn(pool, "Essai sans rôle");
  const outsider = await signIn(
    pool,
    "Essai du dehors",
    { role: "partner_manager", partner: neighbour.partner },
    { role: "controller" },
  );
  const reader = await signIn(pool, "Essai qui lit", { role: "controller" });
  const cases = [...programme.registers.values()].filter(({ isRoom, roomOf }) => isRoom && !roomOf);
  for (const { id } of cases) {
    const values = [id, place.operation, place.partner, worker];
    await pool.query(
      `insert into access.room (register, operation, record, account)
       select $1, i.operation, i.room, a.account from access.in_room i, unnest($3::uuid[]) a (account)
       where i.register = $1 and i.operation = $2`,
      [id, place.operation, [nobody.account, reader.account]],
    );
    // A change and its entries hang on each other: they come in one transaction.
    await asOwner(pool, async (client) => {
      await client.query(
        `insert into trail.entry (change, n, register, operation, partner, record, kind, hash)
       select trail.head() + 1, 1, $1, $2, $3, record, 'added', '' from register.${id}
       where operation = $2 and partner = $3 limit 1`,
        values.slice(0, 3),
      );
      await client.query("insert into access.room_change select trail.head() + 1");
      await client.query("select trail.close(trail.head() + 1, 'test', 'form', '', 'x', '')");
    });
    await pool.query(
      `insert into access.reading (account, register, operation, records, fields, purpose)
       select $3, $1, $2, array_agg(record), '{facts}', 'page' from register.${id} where operation = $2`,
      [id, place.operation, worker],
    );
    await pool.query(
      `insert into entry.draft (id, register, operation, partner, account)
       values (gen_random_uuid(), $1, $2, $3, $4)`,
      values,
    );
    await pool.query(
      `insert into upload.upload (register, operation, partner, account, name, format, sha256, bytes)
       values ($1, $2, $3, $4, 'salle.csv', 'csv', repeat('f', 64), 1)`,
      values,
    );
    await pool.query(
      `insert into intake.file (sha256, name, bytes, register, operation, partner, definition, actor, imported_at,
         rows, added, changed, re_entered, unchanged)
       values (repeat('f', 64), 'salle.csv', 1, $1, $2, $3, 'x', 'test', now(), 1, 1, 0, 0, 0)`,
      values.slice(0, 3),
    );
  }
  return { nobody, outsider, reader };
};

/** Returns who is to be kept out by this policy alone, and the statement where an empty row would not do. */
export const roomAsker = (
  { nobody, outsider, reader }: RoomAskers,
  policy: Policy,
  registers: ReadonlyMap<string, Register>,
): { asker: Signed; insert?: string } => {
  const [schema = "", table = ""] = policy.table.replaceAll('"', "").split(".");
  const isOfRooms = schema === "access" && (table === "room" || table === "in_room");
  if (policy.name === "room" || isOfRooms) return { asker: outsider };
  const register = registers.get(table);
  if (policy.command !== "INSERT" || !register?.isRoom) return { asker: nobody };
  const { operation, partner } = neighbour;
  if (schema === "identity")
    return {
      asker: reader,
      insert: `insert into identity.${table} (operation, partner, record)
        select '${operation}', '${partner}', record from register.${table} where operation = '${operation}'`,
    };
  const columns = caseColumns(register);
  return {
    asker: reader,
    insert: `insert into register.${table} (operation, partner, identity_key, definition, change${columns.map(([field]) => `, ${field}`).join("")})
      values ('${operation}', '${partner}', '\\x02', 'x', 1${columns.map(([, value]) => `, '${value}'`).join("")})`,
  };
};
