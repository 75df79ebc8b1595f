import { readableSql } from "../access/readable.ts";
import { mayWithin } from "../access/scope.ts";
import { daysBetween } from "../definition/condition/calendar.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { stateOf } from "../definition/state.ts";
import { withoutWalls } from "../entry/desk.ts";
import { tableOf } from "../register/table.ts";
import { colleaguesOf, looksAfter } from "./members.ts";
import type { RoomDesk } from "./room-desk.ts";
import type { RoomsPage } from "./shapes.ts";

type Row = { operation: string; record: number; number: string; state: string | null; since: string | null };

const mostRooms = 500;

/**
 * Returns the rooms of a service: those of the asker with what comes next, and for whoever looks after rooms all that
 * are not over, with who is in them and nothing of what they say.
 */
export const roomsPage = async (desk: RoomDesk): Promise<RoomsPage> => {
  const { service, rooms, house, who } = desk;
  const { cases } = rooms;
  const operations = service.operations.filter((operation) => cases.register.operations.includes(operation));
  const looked = operations.filter((operation) => looksAfter(desk, operation));
  const mine = await mineOf(desk, operations);
  return {
    service: service.id,
    label: service.label,
    description: service.description,
    register: cases.register.id,
    today: house.today(),
    counts: {
      ...(await countsOf(desk, operations)),
      mine: mine.filter(({ isOver }) => !isOver).length,
    },
    mine,
    head: looked.length === 0 ? null : await headOf(desk, looked),
    colleagues: looked[0] === undefined ? [] : await colleaguesOf(desk, looked[0]),
    mayRecord: operations.some((operation) => mayWithin(who, "records:write", { operation })),
    intake: [...cases.intake],
    anonymous: cases.anonymous ?? null,
    begins: cases.begins,
    first: cases.first,
  };
};

const stateColumn = ({ rooms: { cases } }: RoomDesk): string =>
  cases.register.lifecycle ? sqlName(cases.register.lifecycle.field) : "null";

/** The day that a case came, or from which its register counts it. */
const sinceSql = ({ rooms: { cases } }: RoomDesk): string => {
  const { datedBy } = cases.register;
  const begins = sqlName(cases.begins);
  return datedBy === undefined || datedBy === cases.begins
    ? begins
    : `coalesce(${begins}, ${sqlName(datedBy)})`;
};

const columns = (desk: RoomDesk): string =>
  `operation, record, ${sqlName(desk.rooms.cases.number)} as number, ${stateColumn(desk)}::text as state,
   ${sinceSql(desk)}::text as since`;

const overSql = (desk: RoomDesk): string =>
  `coalesce(${stateColumn(desk)} in (${desk.rooms.cases.over.map((state) => `'${state}'`).join(", ")}), false)`;

const shown = (desk: RoomDesk, { operation, record, number, state, since }: Row) => {
  const { cases } = desk.rooms;
  const { lifecycle, fields } = cases.register;
  const field = lifecycle && fields.get(lifecycle.field);
  const at = field && stateOf(field, state);
  return {
    operation,
    record,
    number,
    state:
      at === undefined ? null : { state: at, label: lifecycle?.states.get(at) ?? { fr: at, nl: at, en: at } },
    isOver: at !== undefined && cases.over.includes(at),
    since,
    days: since === null ? null : daysBetween(since, desk.house.today()),
  };
};

/** How many there are is no secret: the figures say it too. */
const countsOf = async (
  desk: RoomDesk,
  operations: readonly string[],
): Promise<{ rooms: number; open: number }> => {
  const { rows } = await withoutWalls(desk, () =>
    desk.client.query<{ rooms: number; open: number }>(
      `select count(*)::int as rooms, (count(*) filter (where not ${overSql(desk)}))::int as open
       from ${tableOf(desk.rooms.cases.register)} where operation = any ($1::text[])`,
      [operations],
    ),
  );
  return rows[0] ?? { rooms: 0, open: 0 };
};

const mineOf = async (desk: RoomDesk, operations: readonly string[]): Promise<RoomsPage["mine"]> => {
  const { client, house, who, rooms } = desk;
  const { register } = rooms.cases;
  const open = readableSql(house.guards, who, "records:read", register, 2);
  const { rows } = await client.query<Row>(
    `select ${columns(desk)} from ${tableOf(register)} where operation = any ($1::text[]) and ${open.text}
     order by ${overSql(desk)}, ${sinceSql(desk)} nulls first, record limit ${mostRooms}`,
    [operations, ...open.values],
  );
  const next = new Map<string, string>();
  const { followUps } = rooms;
  if (followUps && rows.length > 0) {
    const seen = readableSql(house.guards, who, "records:read", followUps.register, 3);
    const { rows: due } = await client.query<{ operation: string; number: string; due: string }>(
      `select operation, ${sqlName(followUps.case)} as number, min(${sqlName(followUps.due)})::text as due
       from ${tableOf(followUps.register)}
       where operation = any ($1::text[]) and ${sqlName(followUps.case)} = any ($2::text[])
         and ${sqlName(followUps.done)} is null and ${seen.text} group by 1, 2`,
      [operations, rows.map((row) => row.number), ...seen.values],
    );
    for (const { operation, number: of, due: day } of due) next.set(`${operation}/${of}`, day);
  }
  return rows.map((row) => ({
    ...shown(desk, row),
    followUp: next.get(`${row.operation}/${row.number}`) ?? null,
  }));
};

const headOf = async (
  desk: RoomDesk,
  operations: readonly string[],
): Promise<NonNullable<RoomsPage["head"]>> => {
  const { client, rooms } = desk;
  const { register } = rooms.cases;
  const { rows: open } = await client.query<{ key: string; members: string[]; deserted: boolean }>(
    `select o.operation || '/' || r.record as key, r.members, r.deserted
     from unnest($1::text[]) o (operation) cross join lateral access.rooms_of($2, o.operation) r`,
    [operations, register.id],
  );
  const known = new Map(open.map((each) => [each.key, each]));
  const { rows } = await withoutWalls(desk, () =>
    client.query<Row>(
      `select ${columns(desk)} from ${tableOf(register)}
       where operation || '/' || record = any ($1::text[]) and not ${overSql(desk)}
       order by ${sinceSql(desk)} nulls first, record limit ${mostRooms}`,
      [[...known.keys()]],
    ),
  );
  const head = rows.map((row) => {
    const { members = [], deserted = false } = known.get(`${row.operation}/${row.record}`) ?? {};
    return { ...shown(desk, row), members, isDeserted: deserted };
  });
  // Those that wait for somebody come first.
  return head.toSorted((a, b) => Number(b.isDeserted) - Number(a.isDeserted));
};
