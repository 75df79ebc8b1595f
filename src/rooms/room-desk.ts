import { readableSql } from "../access/readable.ts";
import { mayWithin } from "../access/scope.ts";
import { rights } from "../access/rights.ts";
import { operationsWhere } from "../access/service-operations.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Rooms } from "../definition/service/room.ts";
import type { Service } from "../definition/service/service.ts";
import type { Desk } from "../entry/desk.ts";
import { serviceWith } from "../entry/service-reach.ts";
import { type SeenRecord, seeRecord } from "../entry/see-record.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";

/** Where somebody works on the rooms of a service. */
export type RoomDesk = Desk & Readonly<{ service: Service; rooms: Rooms }>;

/** Returns the desk at a service's rooms. Throws where it has none, or is none of the asker's business. */
export const roomDesk = (desk: Desk, id: string): RoomDesk => {
  const { programme } = desk.house;
  const { service, block: rooms } = serviceWith(programme, "room", id);
  const theirs = operationsWhere(programme, service, (place) =>
    rights.some((right) => mayWithin(desk.who, right, place)),
  );
  if (theirs.length === 0) throw notFound();
  return { ...desk, service, rooms };
};

/** Returns the case of a room that the asker was let into. Throws the same where there is none and where it is closed. */
export const seeCase = async (desk: RoomDesk, record: number): Promise<SeenRecord> => {
  const { client, service, rooms } = desk;
  const { register } = rooms.cases;
  const { rows } = await client.query<{ operation: string }>(
    `select operation from ${tableOf(register)} where record = $1 and operation = any ($2::text[])`,
    [record, service.operations],
  );
  const operation = rows[0]?.operation;
  if (operation === undefined) throw notFound();
  return seeRecord(desk, { operation, register: register.id }, record);
};

/** Returns what belongs to a case in another register, in the order of a date of it, as far as the asker may see. */
export const seeLinked = async (
  desk: RoomDesk,
  { register, by, sort }: Readonly<{ register: Register; by: string; sort: string }>,
  operation: string,
  number: string,
): Promise<SeenRecord[]> => {
  const { client, house, who } = desk;
  const { text, values } = readableSql(house.guards, who, "records:read", register, 3);
  const { rows } = await client.query<{ record: number }>(
    `select record from ${tableOf(register)} where operation = $1 and ${sqlName(by)} = $2 and ${text}
     order by ${sqlName(sort)}, record`,
    [operation, number, ...values],
  );
  const seen: SeenRecord[] = [];
  for (const { record } of rows)
    seen.push(await seeRecord(desk, { operation, register: register.id }, record));
  return seen;
};
