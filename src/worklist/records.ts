import type { PoolClient } from "pg";
import { scopeOf, scopeSql } from "../access/scope.ts";
import type { Right } from "../access/rights.ts";
import type { Who } from "../access/who.ts";
import { dueColumn } from "../definition/clock/clock.ts";
import { dueSql, isPausedSql } from "../definition/clock/sql.ts";
import { awaitsSql, clockColumns, spanSql, sqlText } from "../definition/condition/sql.ts";
import { isPlainDeadline } from "../definition/deadlines.ts";
import type { Deadline, Programme, Register } from "../definition/programme.ts";
import { tableOf } from "../register/table.ts";
import type { Item } from "./item.ts";

/** The SQL that says whether something is left to do on a record of a register; the lists filter by the same. */
export type OpenSql = (register: Register, state: "incomplete" | "confirm") => string | undefined;

type Counted = { operation: string; partner: string } & Record<string, number | string | null>;

/**
 * Returns what waits on records: deadlines that run, and records that are incomplete or unusual, by operation and
 * partner. Whoever may write there is to act; whoever only reads follows. Rules and deadlines that ask who somebody is,
 * or an answer of a special category, are left to the record's own page.
 */
export const recordItems = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  today: string,
  openSql: OpenSql,
): Promise<Item[]> => {
  const right: Right = scopeOf(who, "records:write").length > 0 ? "records:write" : "records:read";
  if (scopeOf(who, right).length === 0) return [];
  const turn = right === "records:write" ? "yours" : "watch";
  const items: Item[] = [];
  for (const register of programme.registers.values()) {
    const rows = await countRegister(client, register, who, right, today, openSql);
    const deadlines = plainDeadlines(register);
    for (const row of rows) {
      deadlines.forEach((deadline, index) =>
        items.push(...deadlineItem({ register, deadline, row, index, turn })),
      );
      for (const state of ["incomplete", "confirm"] as const)
        items.push(...openItem({ register, row, state, turn }));
    }
  }
  const [own, watched] = [
    items.filter((item) => item.turn === "yours"),
    items.filter((item) => item.turn === "watch"),
  ];
  return [...own, ...gathered(watched)];
};

const plainDeadlines = (register: Register): Deadline[] =>
  register.deadlines.filter((deadline) => isPlainDeadline(register, deadline));

/**
 * Counts what the asker may see of the register, by operation and partner: deadlines in a pass over the records, what is
 * open from the index that holds just that (`listing/indexes.ts`).
 */
const countRegister = async (
  client: PoolClient,
  register: Register,
  who: Who,
  right: Right,
  today: string,
  openSql: OpenSql,
): Promise<Counted[]> => {
  const scope = scopeSql(who, right, { operation: "operation", partner: "partner" }, 1);
  const parts = countsOf(register, today, openSql).map(
    ({ columns, where }, at) => `(select operation, partner, ${columns.join(", ")} from ${tableOf(register)}
      where ${where === undefined ? scope.text : `${scope.text} and ${where}`} group by operation, partner) p${at}`,
  );
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const { rows } = await client.query<Counted>(
    `select * from ${first}${others.map((part) => ` full join ${part} using (operation, partner)`).join("")}`,
    scope.values,
  );
  return withDays(client, rows, ["incomplete", "confirm"]);
};

type Count = Readonly<{ columns: readonly string[]; where: string | undefined }>;

const countsOf = (register: Register, today: string, openSql: OpenSql): Count[] => {
  const day = `DATE ${sqlText(today)}`;
  const deadlines = plainDeadlines(register).flatMap((deadline, index) => {
    const { waits, opens, due } = deadlineSql(deadline, day);
    const open = `(${waits}) and ${opens} <= ${day}`;
    return [
      `count(*) filter (where ${open})::int as open${index}`,
      `count(*) filter (where ${open} and ${due} < ${day})::int as late${index}`,
      `(min(${due}) filter (where ${open}))::text as due${index}`,
      `(min(${opens}) filter (where ${open}))::text as since${index}`,
    ];
  });
  const open = (["incomplete", "confirm"] as const).flatMap((state): Count[] => {
    const where = openSql(register, state);
    if (where === undefined) return [];
    return [{ columns: [`count(*)::int as ${state}`, `min(change)::int as ${state}_change`], where }];
  });
  return deadlines.length === 0 ? open : [{ columns: deadlines, where: undefined }, ...open];
};

/** Says when the oldest of the open records was last touched: since then it waits. */
const withDays = async (
  client: PoolClient,
  rows: Counted[],
  states: readonly string[],
): Promise<Counted[]> => {
  const changes = rows.flatMap((row) => states.flatMap((state) => row[`${state}_change`] ?? []));
  if (changes.length === 0) return rows;
  const { rows: found } = await client.query<{ seq: number; day: string }>(
    "select seq::int as seq, (at at time zone 'Europe/Brussels')::date::text as day from trail.change where seq = any($1)",
    [changes],
  );
  const days = new Map(found.map(({ seq, day }) => [seq, day]));
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      states.map((state) => [`${state}_since`, days.get(Number(row[`${state}_change`] ?? 0)) ?? null]),
    ),
  }));
};

/**
 * Returns the SQL of a deadline: which records wait on a day, from which day it can be done, and the last day on which
 * it is in time. A record of which the day is not known waits for nothing, nor does one whose clock stands still.
 */
export const deadlineSql = (deadline: Deadline, day: string) => {
  const columns = clockColumns(deadline);
  const due = dueSql(columns);
  const isRunning = `(NOT coalesce(${isPausedSql(columns, day)}, false) OR coalesce(${due} < ${day}, false))`;
  return {
    waits: columns.pauses.length === 0 ? awaitsSql(deadline) : `${awaitsSql(deadline)} AND ${isRunning}`,
    opens: deadline.opens ? spanSql(columns.first, deadline.opens) : columns.first,
    due,
  };
};

const dayOf = (value: number | string | null | undefined): string | null =>
  typeof value === "string" ? value : null;

const place = (register: Register, { operation, partner }: Counted) => ({
  operation,
  partner,
  register: register.id,
});

/** The address of the list that holds them, as lists write their filters. */
const listOf = (
  register: Register,
  { operation, partner }: Counted,
  turn: Item["turn"],
  filters: readonly string[],
  sort?: string,
) => {
  const kept = turn === "yours" ? [...filters, `_partner:${partner}`] : filters;
  const query = new URLSearchParams(kept.map((filter) => ["filter", filter]));
  if (sort !== undefined) query.set("sort", sort);
  return `operations/${operation}/registers/${register.id}?${query.toString()}`;
};

const deadlineItem = ({
  register,
  deadline,
  row,
  index,
  turn,
}: {
  register: Register;
  deadline: Deadline;
  row: Counted;
  index: number;
  turn: Item["turn"];
}): Item[] => {
  const count = Number(row[`open${index}`] ?? 0);
  if (count === 0) return [];
  return [
    {
      id: `deadline/${register.id}/${deadline.id}/${row.operation}/${row.partner}`,
      kind: "deadline",
      turn,
      label: deadline.label,
      ...place(register, row),
      count,
      overdue: Number(row[`late${index}`] ?? 0),
      since: dayOf(row[`since${index}`]),
      due: dayOf(row[`due${index}`]),
      href: listOf(register, row, turn, [`${dueColumn(deadline.id)}:*`], dueColumn(deadline.id)),
      details: {},
    },
  ];
};

const openItem = ({
  register,
  row,
  state,
  turn,
}: {
  register: Register;
  row: Counted;
  state: "incomplete" | "confirm";
  turn: Item["turn"];
}): Item[] => {
  const count = Number(row[state] ?? 0);
  if (count === 0) return [];
  return [
    {
      id: `${state}/${register.id}/${row.operation}/${row.partner}`,
      kind: state,
      // What is unusual may well be true: it is looked at, and there is nothing that has to be done about it.
      turn: state === "confirm" ? "watch" : turn,
      label: null,
      ...place(register, row),
      count,
      overdue: 0,
      since: dayOf(row[`${state}_since`]),
      due: null,
      href: listOf(register, row, turn, [`_open:${state}`]),
      details: {},
    },
  ];
};

/** Whoever follows the whole programme sees one line for an operation, whichever of its partners it waits for. */
const gathered = (items: readonly Item[]): Item[] => {
  const alike = Map.groupBy(items, ({ id }) => id.slice(0, id.lastIndexOf("/")));
  return [...alike].flatMap(([id, group]): Item[] => {
    const [first] = group;
    if (!first) return [];
    if (group.length === 1) return [first];
    const earliest = (days: readonly (string | null)[]) =>
      days.filter((day) => day !== null).toSorted()[0] ?? null;
    return [
      {
        ...first,
        id,
        partner: null,
        count: group.reduce((sum, { count }) => sum + count, 0),
        overdue: group.reduce((sum, { overdue }) => sum + overdue, 0),
        since: earliest(group.map(({ since }) => since)),
        due: earliest(group.map(({ due }) => due)),
        details: { ...first.details, partners: group.length },
      },
    ];
  });
};
