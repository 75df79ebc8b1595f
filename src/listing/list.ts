import type { PoolClient } from "pg";
import { scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { fieldsBehind, type Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register, Rule } from "../definition/programme.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { columnSql, type ListColumn, systemColumns } from "./columns.ts";
import { openRules, openRulesSql, openSql } from "./open-points.ts";
import {
  type ListQuery,
  listQuery,
  type ListRequest,
  shownColumn,
  shownColumns,
  specialViewOf,
} from "./query.ts";

/** Rows on one page of a list. */
export const pageSize = 50;

/** Something left to do on a record: which rule says so, and in which field it is mended. */
export type OpenPoint = Readonly<{ rule: string; field: string; severity: "incomplete" | "confirm" }>;

/** A record as a list shows it; answers that the asker may not see are not in it. */
export type ListedRecord = Readonly<{
  operation: string;
  record: number;
  partner: string;
  /** The number of the change that last touched it. */
  version: number;
  open: readonly OpenPoint[];
  answers: Readonly<Record<string, Value>>;
}>;

export type ListPage = Readonly<{
  columns: readonly string[];
  page: number;
  pages: number;
  /** Records that the view finds. */
  total: number;
  /** Of those, how many have an answer missing that is asked for; null where the register asks for none. */
  incomplete: number | null;
  records: readonly ListedRecord[];
}>;

/**
 * Returns one page of the list under the client's walls and the server's own. A page past the end is the last one.
 * Reading identities and answers of a special category is noted. Throws ListRequestError for what cannot be asked.
 */
export const listRecords = async (client: PoolClient, request: ListRequest): Promise<ListPage> => {
  const columns = chosenColumns(request);
  const counts = await countRecords(client, request);
  const pages = Math.max(1, Math.ceil(counts.total / pageSize));
  const page = Math.min(request.view.page, pages);
  const keys = await readKeys(
    client,
    listQuery(request, { sorted: true }),
    counts.total,
    (page - 1) * pageSize,
    pageSize,
  );
  const records = await readRecords(
    client,
    request,
    columns,
    keys,
    request.who.kind === "token" ? "api" : "list",
  );
  return { columns: columns.map(({ id }) => id), page, pages, ...counts, records };
};

/** Returns the columns of the view: those chosen, or those that the register shows by itself. */
export const chosenColumns = (request: ListRequest): ListColumn[] =>
  request.view.columns
    ? [...new Set(request.view.columns)].map((id) => shownColumn(request, id))
    : usualColumns(request);

const mostUsual = 8;

/** Returns the columns that say who or what a record is, as far as the asker may see them. */
export const namingColumns = (request: Pick<ListRequest, "programme" | "register" | "who">): ListColumn[] => {
  const { identity, person, probablySame, fields } = request.register;
  const shown = shownColumns(request);
  const named = new Set([...identity, ...person, ...probablySame]);
  return [...named].flatMap((id) => (fields.get(id)?.type === "text" ? (shown.get(id) ?? []) : []));
};

/** What a list shows by itself: who or what the record is, where it stands, and the fields that place it in time. */
export const usualColumns = (
  request: Pick<ListRequest, "programme" | "register" | "who" | "operation">,
): ListColumn[] => {
  const { register, operation, who } = request;
  const shown = shownColumns(request);
  const { reEntry, datedBy, person, identity, probablySame } = register;
  const ids = new Set(
    [
      ...[...identity, ...person, ...probablySame].filter((id) => register.fields.get(id)?.type === "text"),
      ...identity,
      ...(operation === undefined && register.operations.length > 1 ? [systemColumns.operation] : []),
      ...(datedBy === undefined ? [] : [datedBy]),
      ...(reEntry ? [reEntry.entry, reEntry.leave] : []),
    ].filter((id) => shown.has(id)),
  );
  for (const field of register.fields.values()) {
    if (ids.size >= mostUsual - 1) break;
    if (field.required === true && field.sensitivity === undefined) ids.add(field.id);
  }
  if (!isOfOnePartner(who) || register.addressed) ids.add(systemColumns.partner);
  ids.add(systemColumns.open);
  return [...ids].flatMap((id) => shown.get(id) ?? []);
};

const isOfOnePartner = (who: Who): boolean => {
  const scope = scopeOf(who, "records:read");
  if (scope === "everywhere") return false;
  const partners = new Set(scope.map(({ partner }) => partner));
  return partners.size === 1 && !partners.has(null);
};

type Counts = Readonly<{ total: number; incomplete: number | null }>;

/** Returns how many records the view finds, and how many of them are incomplete. */
export const countRecords = async (client: PoolClient, request: ListRequest): Promise<Counts> => {
  const open = openSql(request.register, "incomplete");
  const all = listQuery(request);
  // Records that have to be read are read once for both numbers; else each has an index that knows it.
  if (open !== undefined && all.readsRecords) {
    const { rows } = await client.query<{ total: number; incomplete: number }>(
      `select count(*) as total, count(*) filter (where ${open}) as incomplete from ${all.from} where ${all.where}`,
      all.parameters.values,
    );
    return rows[0] ?? { total: 0, incomplete: 0 };
  }
  const count = async ({ from, where, parameters }: ListQuery): Promise<number> => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*) as count from ${from} where ${where}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  };
  return {
    total: await count(all),
    incomplete: open === undefined ? null : await count(listQuery(request, { open: "incomplete" })),
  };
};

export type RecordKey = Readonly<{ operation: string; record: number }>;

/** Past the middle the list is walked from its other end, so that the last page costs what the first one does. */
const readKeys = async (
  client: PoolClient,
  { from, where, orderBy, parameters }: ListQuery,
  total: number,
  offset: number,
  limit: number,
): Promise<RecordKey[]> => {
  const rest = total - offset - limit;
  const isBackwards = rest < offset;
  const skipped = Math.max(0, isBackwards ? rest : offset);
  const wanted = Math.max(0, Math.min(limit, total - offset));
  if (wanted === 0) return [];
  const { rows } = await client.query<RecordKey>(
    `select operation, record from ${from} where ${where}
     order by ${isBackwards ? reversed(orderBy) : orderBy} limit ${wanted} offset ${skipped}`,
    parameters.values,
  );
  return isBackwards ? rows.toReversed() : rows;
};

const reversed = (orderBy: string): string =>
  orderBy.replaceAll(/\b(asc nulls last|desc nulls last|asc|desc)(?=,|$)/g, (word) =>
    word === "asc nulls last"
      ? "desc nulls first"
      : word === "desc nulls last"
        ? "asc nulls first"
        : word === "asc"
          ? "desc"
          : "asc",
  );

/** Returns the records of these keys in their order, with the answers of the columns that the asker may see of each. */
export const readRecords = async (
  client: PoolClient,
  request: ListRequest,
  columns: readonly ListColumn[],
  keys: readonly RecordKey[],
  purpose: "list" | "export" | "api",
): Promise<ListedRecord[]> => {
  if (keys.length === 0) return [];
  const { register, who, guards } = request;
  const values = [keys.map(({ operation }) => operation), keys.map(({ record }) => record)];
  const inRoom = (room: ListColumn["room"]) =>
    columns.filter(({ room: own, kind }) => own === room && (kind === "field" || kind === "derived"));
  const selected = (room: ListColumn["room"]) =>
    inRoom(room).map((column) => `${columnSql(column)} as ${sqlName(`=${column.id}`)}`);
  const plain = selected("register");
  const { addressed } = register;
  const address = addressed
    ? `, ${sqlName(addressed.operation)} as to_operation, ${addressed.partner === undefined ? "null" : sqlName(addressed.partner)} as to_partner`
    : "";
  const { rows } = await client.query<Row>(
    `select operation, record, partner, change as version, ${openRulesSql(register)} as open${address}${plain.map((sql) => `, ${sql}`).join("")}
     from ${tableOf(register)} join unnest($1::text[], $2::bigint[]) with ordinality as k (operation, record, "#")
       using (operation, record)
     order by "#"`,
    values,
  );
  const ticked = await readTicks(client, rows);
  const rules = new Map(openRules(register).map((rule) => [rule.id, rule]));
  const records = rows.map(({ operation, record, partner, version, open, ...answers }) => ({
    operation,
    record,
    partner,
    version,
    open: open.flatMap((id) => openPoint(rules.get(id), ticked.get(version))),
    answers: answersOf(answers),
  }));
  const byKey = new Map(records.map((record) => [`${record.operation}/${record.record}`, record]));
  const addressees = new Map(
    rows.flatMap(({ operation, record, to_operation: to, to_partner: partner }) =>
      addressed ? [[`${operation}/${record}`, { operation: to, partner }] as const] : [],
    ),
  );
  for (const [room, table, isOpen] of [
    ["identity", identityTableOf(register), guards.identity],
    ["special", specialViewOf(register), guards.special],
  ] as const) {
    const sql = selected(room);
    if (sql.length === 0) continue;
    const found = await client.query<Row>(
      `select operation, record, ${sql.join(", ")} from ${table}
       where operation = any ($1::text[]) and record = any ($2::bigint[])`,
      values,
    );
    const read = new Map<string, number[]>();
    for (const { operation, record, ...answers } of found.rows) {
      const known = byKey.get(`${operation}/${record}`);
      if (!known) continue;
      const addressee = addressees.get(`${operation}/${record}`);
      if (
        !isOpen(who, { operation, partner: known.partner }) &&
        !(addressee !== undefined && isOpen(who, addressee))
      )
        continue;
      Object.assign(known.answers, answersOf(answers));
      const list = read.get(operation);
      if (list) list.push(record);
      else read.set(operation, [record]);
    }
    const fields = [...new Set(inRoom(room).flatMap((column) => readFields(register, column)))];
    for (const [operation, numbers] of read)
      await note(client, register, operation, numbers, fields, purpose);
  }
  return records;
};

type Row = {
  operation: string;
  record: number;
  partner: string;
  version: number;
  open: string[];
  to_operation?: string | null;
  to_partner?: string | null;
  [answer: `=${string}`]: Value;
};

/** Answers travel under "=field", so that no field can take the place of what every record has. */
const answersOf = (row: Readonly<Record<string, unknown>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, Value][] =>
      name.startsWith("=") ? [[name.slice(1), value as Value]] : [],
    ),
  );

const openPoint = (rule: Rule | undefined, ticked: readonly string[] = []): OpenPoint[] => {
  if (!rule || rule.severity === "refuse") return [];
  if (rule.severity === "confirm" && ticked.includes(rule.id)) return [];
  return [{ rule: rule.id, field: rule.cell, severity: rule.severity }];
};

/** What was ticked as right when the records were last kept, by the number of that change. */
const readTicks = async (
  client: PoolClient,
  rows: readonly Pick<Row, "version">[],
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const { rows: acts } = await client.query<{ change: number; confirmed: string[] }>(
    "select change, confirmed from entry.act where change = any ($1::bigint[]) and confirmed <> '{}'",
    [[...new Set(rows.map(({ version }) => version))]],
  );
  return new Map(acts.map(({ change, confirmed }) => [change, confirmed]));
};

/** A worked-out column reads the fields that it is worked out of. */
const readFields = (register: Register, { id, asked }: ListColumn): string[] => {
  if (asked === undefined || asked.origin.kind === "stored") return [id];
  return [...fieldsBehind(asked)].filter((field) => register.fields.get(field)?.sensitivity !== undefined);
};

const note = async (
  client: PoolClient,
  register: Register,
  operation: string,
  records: readonly number[],
  fields: readonly string[],
  purpose: string,
): Promise<void> => {
  await client.query("select access.note_reading($1, $2, $3::bigint[], $4::text[], $5)", [
    register.id,
    operation,
    records,
    fields,
    purpose,
  ]);
};
