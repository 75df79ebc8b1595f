import { isLetIn } from "../access/readable.ts";
import type { Text } from "../language.ts";
import { withoutWalls } from "../entry/desk.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import type { RoomDesk } from "./room-desk.ts";
import type { RoomPage, RoomsPage } from "./shapes.ts";

/** Returns who was let into a room, those who still are first; only for whoever is in. */
export const membersOf = async (
  desk: RoomDesk,
  operation: string,
  record: number,
): Promise<RoomPage["members"]> => {
  const { client, who, rooms } = desk;
  const { rows } = await client.query<RoomPage["members"][number]>(
    `select id as member, name, account = $4 as "isMe", admitted_by as "admittedBy", reason, end_reason as "endReason",
       to_char(admitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "admittedAt",
       to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt"
     from access.room_members($1, $2, $3)`,
    [rooms.cases.register.id, operation, record, who.account],
  );
  return rows;
};

/** Returns who reads records in the operation, and so can be let into a room there; names for who works there. */
export const colleaguesOf = async (desk: RoomDesk, operation: string): Promise<RoomsPage["colleagues"]> => {
  const { rows } = await desk.client.query<{ account: string; name: string; role: string }>(
    "select account, name, role from access.room_colleagues($1)",
    [operation],
  );
  const { roles } = desk.house.programme;
  return rows.map(({ account, name, role }) => ({
    account,
    name,
    role: roles.get(role)?.label ?? { fr: role, nl: role, en: role },
  }));
};

/** Returns whether the asker looks after the rooms of the operation. */
export const looksAfter = ({ house, who }: Pick<RoomDesk, "house" | "who">, operation: string): boolean =>
  house.guards.record(who, "rooms:manage", { operation });

const placeOf = async (desk: RoomDesk, record: number): Promise<string> => {
  const { register } = desk.rooms.cases;
  const { rows } = await withoutWalls(desk, () =>
    desk.client.query<{ operation: string }>(
      `select operation from ${tableOf(register)} where record = $1 and operation = any ($2::text[])`,
      [record, desk.service.operations],
    ),
  );
  const operation = rows[0]?.operation;
  if (operation === undefined) throw notFound();
  return operation;
};

const isDeserted = async (
  { client, rooms }: RoomDesk,
  operation: string,
  record: number,
): Promise<boolean> => {
  const { rows } = await client.query<{ deserted: boolean }>(
    "select access.is_deserted($1, $2, $3) as deserted",
    [rooms.cases.register.id, operation, record],
  );
  return rows[0]?.deserted === true;
};

/**
 * Lets somebody into a room: who is in lets others in; a room that nobody is in any more is given to somebody by who
 * looks after the rooms. Throws where the room is closed to the asker, and where the other one reads no records there.
 */
export const admit = async (
  desk: RoomDesk,
  record: number,
  { account, reason }: Readonly<{ account: string; reason: string }>,
): Promise<number> => {
  const { client, who, house, rooms } = desk;
  const { register } = rooms.cases;
  const operation = await placeOf(desk, record);
  const isIn = await isLetIn(client, house.guards, who, register, { operation, record });
  if (!isIn) {
    if (!looksAfter(desk, operation)) throw notFound();
    if (!(await isDeserted(desk, operation, record)))
      throw new Problem(409, "not_deserted", words.notDeserted);
  }
  const { rows: fits } = await client.query<{ may: boolean }>("select access.may_be_let_in($1, $2) as may", [
    account,
    operation,
  ]);
  if (fits[0]?.may !== true) throw new Problem(409, "reads_nothing", words.readsNothing);
  const { rows: there } = await withoutWalls(desk, () =>
    client.query(
      "select from access.room where register = $1 and operation = $2 and record = $3 and account = $4 and ended_at is null",
      [register.id, operation, record, account],
    ),
  );
  if (there.length === 0)
    await client.query(
      `insert into access.room (register, operation, record, account, admitted_by, reason)
       values ($1, $2, $3, $4, $5, $6)`,
      [register.id, operation, record, account, who.account, reason],
    );
  return countOf(desk, operation, record);
};

/** Ends somebody's stay in a room. Throws where the room is closed to the asker, and for the last one in it. */
export const endStay = async (
  desk: RoomDesk,
  record: number,
  member: string,
  reason: string,
): Promise<number> => {
  const { client, who, house, rooms } = desk;
  const { register } = rooms.cases;
  const operation = await placeOf(desk, record);
  if (!(await isLetIn(client, house.guards, who, register, { operation, record }))) throw notFound();
  if ((await countOf(desk, operation, record)) < 2) throw new Problem(409, "last_one", words.lastOne);
  const { rowCount } = await client.query(
    `update access.room set ended_at = clock_timestamp(), ended_by = $1, end_reason = $2
     where id = $3 and register = $4 and operation = $5 and record = $6 and ended_at is null`,
    [who.account, reason, member, register.id, operation, record],
  );
  if (rowCount === 0) throw notAllowed();
  return countOf(desk, operation, record);
};

const countOf = async (desk: RoomDesk, operation: string, record: number): Promise<number> => {
  const { rows } = await withoutWalls(desk, () =>
    desk.client.query<{ count: number }>(
      `select count(*)::int as count from access.room
       where register = $1 and operation = $2 and record = $3 and ended_at is null`,
      [desk.rooms.cases.register.id, operation, record],
    ),
  );
  return rows[0]?.count ?? 0;
};

const words = {
  notDeserted: {
    fr: "Quelqu'un suit encore ce dossier : c'est à cette personne d'y faire entrer quelqu'un.",
    nl: "Iemand volgt dit dossier nog op: het is aan die persoon om iemand toe te laten.",
    en: "Somebody still follows this case: it is for them to let somebody in.",
  },
  readsNothing: {
    fr: "Cette personne ne lit pas les fiches de ce service : elle ne peut pas entrer dans la salle.",
    nl: "Deze persoon leest de fiches van deze dienst niet: die kan de kamer niet in.",
    en: "This person does not read the records of this service: they cannot be let into the room.",
  },
  lastOne: {
    fr: "La dernière personne d'une salle ne peut pas en sortir : faites d'abord entrer quelqu'un d'autre.",
    nl: "De laatste persoon van een kamer kan er niet uit: laat eerst iemand anders toe.",
    en: "The last person in a room cannot leave it: let somebody else in first.",
  },
} satisfies Record<string, Text>;
