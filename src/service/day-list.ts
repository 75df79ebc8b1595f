import type { PoolClient } from "pg";
import { clockSql } from "../definition/clock/clock-sql.ts";
import { clockColumns, sqlText } from "../definition/condition/sql.ts";
import { dueSql } from "../definition/clock/sql.ts";
import type { Programme } from "../definition/programme.ts";
import type { ServiceList } from "../definition/service/service.ts";
import { columnsOfList, viewOfList } from "../listing/given-views.ts";
import { namingColumns, readRecords, type RecordKey } from "../listing/list.ts";
import { namesOfReferred } from "../listing/named.ts";
import { listQuery, type ListRequest } from "../listing/query.ts";
import type { GivenList } from "../listing/service-lists.ts";
import { queryOfView } from "../listing/view.ts";
import { tableOf } from "../register/table.ts";
import type { DayList } from "./shapes.ts";

/**
 * Returns a service's list: how many records are in it and how many of them are late, and the first of them, most urgent
 * first, under the asker's walls. The page of the register's list says the same of the whole.
 */
export const dayList = async (
  client: PoolClient,
  asked: Omit<ListRequest, "register" | "operation" | "view"> & { readonly programme: Programme },
  given: GivenList,
  rows: number,
): Promise<DayList> => {
  const { service, list } = given;
  const { register } = list;
  const kept = service.operations.filter((id) => register.operations.includes(id));
  const operation = kept.length === 1 ? kept[0] : undefined;
  const open = { ...asked, register, operation };
  const view = viewOfList(open, given);
  const request: ListRequest = { ...open, view };
  const counted = await count(client, request, list);
  const columns = columnsOfList(open, given).filter(
    ({ kind }) => kind !== "open" && (kind !== "partner" || partnersOf(asked.programme, kept) > 1),
  );
  const shown = columns.slice(0, mostColumns);
  const names = new Set(namingColumns(open));
  const keys = rows === 0 || counted.total === 0 ? [] : await firstKeys(client, request, rows);
  const records = await readRecords(
    client,
    request,
    shown,
    keys,
    asked.who.kind === "token" ? "api" : "list",
  );
  const clocks = await clocksOf(client, request, list, keys);
  const referred = await namesOfReferred(
    client,
    request,
    asked.programme,
    shown.map(({ id }) => id),
    records,
  );
  const place = operation === undefined ? "" : `operations/${operation}/`;
  return {
    list: list.id,
    label: list.label,
    help: list.help ?? null,
    register: register.id,
    href: `${place}registers/${register.id}?${String(queryOfView(view))}`,
    ...counted,
    deadline: list.deadline ? { label: list.deadline.label, verified: list.deadline.source.verified } : null,
    columns: shown.map((column) => ({
      id: column.id,
      kind: column.kind,
      label: column.label,
      type: column.type,
      isName: names.has(column),
      choices: column.choices?.map((choice) => ({ code: choice.code, label: choice.label })) ?? null,
    })),
    records: records.map(({ operation: at, record, partner, answers }) => ({
      operation: at,
      record,
      partner,
      answers: { ...answers },
      named: Object.fromEntries(
        [...referred].flatMap(([field, names]) => {
          const name = names.get(String(answers[field]));
          return name === undefined ? [] : [[field, name]];
        }),
      ),
      due: clocks.get(`${at}/${record}`)?.due ?? null,
      daysLeft: clocks.get(`${at}/${record}`)?.daysLeft ?? null,
    })),
  };
};

const partnersOf = ({ operations }: ListRequest["programme"], kept: readonly string[]): number =>
  new Set(kept.flatMap((id) => operations.get(id)?.partners ?? [])).size;

/** More than this is for the list's own page. */
const mostColumns = 7;

const count = async (
  client: PoolClient,
  request: ListRequest,
  { deadline }: ServiceList,
): Promise<{ total: number; late: number }> => {
  const { from, where, parameters } = listQuery(request);
  const late = deadline
    ? `count(*) filter (where ${dueSql(clockColumns(deadline))} < DATE ${sqlText(request.today)})`
    : "0";
  const { rows } = await client.query<{ total: number; late: number }>(
    `select count(*)::int as total, (${late})::int as late from ${from} where ${where}`,
    parameters.values,
  );
  return rows[0] ?? { total: 0, late: 0 };
};

const firstKeys = async (client: PoolClient, request: ListRequest, rows: number): Promise<RecordKey[]> => {
  const { from, where, orderBy, parameters } = listQuery(request, { sorted: true });
  const { rows: keys } = await client.query<RecordKey>(
    `select operation, record from ${from} where ${where} order by ${orderBy} limit ${rows}`,
    parameters.values,
  );
  return keys;
};

type Clock = { operation: string; record: number; due: string | null; daysLeft: number | null };

/** How the clock of the list's deadline stands for these records: pauses are taken out of the days that are left. */
const clocksOf = async (
  client: PoolClient,
  { register, today }: ListRequest,
  { deadline }: ServiceList,
  keys: readonly RecordKey[],
): Promise<ReadonlyMap<string, Clock>> => {
  if (!deadline || keys.length === 0) return new Map();
  const { due, daysLeft } = clockSql(deadline, `DATE ${sqlText(today)}`);
  const { rows } = await client.query<Clock>(
    `select operation, record, (${due})::text as due, ${daysLeft} as "daysLeft" from ${tableOf(register)}
     where (operation, record) in (select * from unnest($1::text[], $2::bigint[]))`,
    [keys.map(({ operation }) => operation), keys.map(({ record }) => record)],
  );
  return new Map(rows.map((row) => [`${row.operation}/${row.record}`, row]));
};
