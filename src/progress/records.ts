import type { Pool, PoolClient } from "pg";
import { mayAnywhere, scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { sqlName, sqlText, toSql } from "../definition/condition/sql.ts";
import type { Field, Figure, Programme, Register } from "../definition/programme.ts";
import { fieldsOf } from "../figure/columns.ts";
import { countedWhen } from "../figure/delays.ts";
import { filterSql, isInYears } from "../figure/placing.ts";
import { countsPeople, smallestShown } from "../figure/small-cells.ts";
import { tableOf } from "../register/table.ts";
import { valueText } from "./asked.ts";
import { dataVersion } from "./data.ts";
import type { FigureRecords } from "./shapes.ts";
import { isByAnswer, isOfRooms, seenBy, type Asker, type TableAsked } from "./table.ts";

const largestPage = 100;

/** Which records a page of the list holds, before they are read. */
export type FoundRecords = Omit<FigureRecords, "records"> &
  Readonly<{
    toRead: Readonly<{
      register: string;
      columns: readonly Field[];
      page: readonly Readonly<{ operation: string; record: string }>[];
    }>;
  }>;

type Row = { operation: string; record: string; change: number; file: string | null } & Record<
  string,
  unknown
>;

/**
 * Returns, page by page, which records a figure counts: how many there are, and which of them the asker may read. The
 * snapshot says it, which knows no walls; what they say is for `readRecords`, under the asker's session. Answers of a
 * special category are never among the columns.
 */
export const recordsBehind = async (
  asker: Asker,
  figure: Figure,
  asked: Pick<TableAsked, "year" | "filters" | "whole"> &
    Readonly<{ after?: string | undefined; size?: number | undefined }>,
): Promise<FoundRecords | undefined> => {
  const { programme, snapshot, who, pool } = asker;
  const { computation } = figure;
  if (computation.kind !== "count") return undefined;
  const { register, year, count } = computation;
  const when = countedWhen({ ...figure, computation });
  const sight = seenBy(asker, { by: [], ...asked });
  const tests = [
    ...filterSql(programme, sight.filters),
    isInYears(year, asked.year === undefined ? undefined : [asked.year]),
    ...(when ? [toSql(when)] : []),
    ...(count.kind === "sum" || count.kind === "estimate" ? [`${sqlName(count.field.id)} IS NOT NULL`] : []),
  ];
  const readable = who ? `${readableSql(who, register)} and ${await roomsSql(pool, who, register)}` : "false";
  const records = `${snapshot.records(register.id)} r where ${tests.map((test) => `coalesce(${test}, false)`).join(" and ")}`;
  const [totals] = await snapshot.query(
    `select count(*) as counted, count(*) filter (where ${readable}) as shown from ${records}`,
  );
  const counted = Number(totals?.["counted"] ?? 0);
  const shown = Number(totals?.["shown"] ?? 0);
  const { limit } = smallestShown(programme, asker.today);
  const isHidden =
    (sight.hidesSmall
      ? countsPeople(programme, figure)
      : isOfRooms(figure) && isByAnswer(Object.keys(sight.filters))) &&
    Object.keys(sight.filters).length > 0 &&
    counted > 0 &&
    counted < limit;

  const size = Math.min(asked.size ?? 25, largestPage);
  const start = afterSql(asked.after);
  const ids =
    shown === 0
      ? []
      : await snapshot.query(
          `select operation, CAST(record AS VARCHAR) as number from ${records} and ${readable}${start}
           order by operation, record limit ${size + 1}`,
        );
  const page = ids.slice(0, size).map(({ operation, number }) => ({
    operation: String(operation),
    record: String(number),
  }));
  const columns = [...fieldsOf(figure)]
    .map((id) => register.fields.get(id))
    .filter((field): field is Field => field !== undefined && field.sensitivity === undefined);
  const last = page.at(-1);
  return {
    counted: isHidden ? null : counted,
    shown,
    columns: columns.map(({ id, label }) => ({ id, label })),
    toRead: { register: register.id, columns, page },
    next: ids.length > size && last ? `${last.operation}/${last.record}` : null,
    data: await dataVersion(pool, snapshot),
  };
};

/** Returns the SQL that keeps to what the asker may read, over the snapshot's own columns. */
const readableSql = (who: Who, { view }: Register): string => {
  const right = view === undefined ? "records:read" : "money:read";
  if (!mayAnywhere(who, right)) return "false";
  const scope = scopeOf(who, right);
  if (scope === "everywhere") return "true";
  const parts = scope.map(({ operation, partner }) =>
    [
      ...(operation === null ? [] : [`"operation" = ${sqlText(operation)}`]),
      ...(partner === null ? [] : [`"partner" = ${sqlText(partner)}`]),
    ].join(" AND "),
  );
  return parts.length === 0 ? "false" : `(${parts.map((part) => `(${part})`).join(" OR ")})`;
};

/** The snapshot knows no rooms: those that the asker was let into are told to it. */
const roomsSql = async (pool: Pool, { account }: Who, { id, isRoom }: Register): Promise<string> => {
  if (!isRoom) return "true";
  const { rows } = await pool.query<{ operation: string; record: string }>(
    `select i.operation, i.record::text as record from access.in_room i
     join access.room m on m.register = i.cases and m.operation = i.operation and m.record = i.room
     where i.register = $1 and m.account = $2 and m.ended_at is null`,
    [id, account],
  );
  const places = rows.map(({ operation, record }) => `(${sqlText(operation)}, ${record})`);
  return places.length === 0 ? "false" : `(operation, record) in (${places.join(", ")})`;
};

/** The record after which a page begins, as "operation/record"; anything else begins at the first. */
const afterSql = (after: string | undefined): string => {
  const [, operation, record] = /^([A-Za-z][\w-]*|)\/(\d{1,18})$/.exec(after ?? "") ?? [];
  return operation === undefined || record === undefined
    ? ""
    : ` and (operation, record) > (${sqlText(operation)}, ${record})`;
};

/** Returns what the records say, read under the asker's session, which leaves out whatever it may not read. */
export const readRecords = async (
  client: PoolClient,
  programme: Programme,
  { register: id, columns, page }: FoundRecords["toRead"],
): Promise<FigureRecords["records"]> => {
  const register = programme.registers.get(id) ?? programme.control.books.get(id);
  if (!register || page.length === 0) return [];
  type Found = Row & { partner: string; at: string | null; name: string | null; opens: number | null };
  const { rows } = await client.query<Found>(
    `select r.operation, r.partner, r.record::text as record, r.change, f.name,
       ${register.view === undefined ? "null::bigint" : "r.opens"} as opens,
       to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       ${columns.map((field, index) => `, r.${sqlName(field.id)}::text as a${index}`).join("")}
     from unnest($1::text[], $2::bigint[]) with ordinality as p (operation, record, at)
     join ${tableOf(register)} r on r.operation = p.operation and r.record = p.record
     left join trail.change c on c.seq = r.change
     left join intake.file f on f.id = r.file
     order by p.at`,
    [page.map(({ operation }) => operation), page.map(({ record }) => record)],
  );
  return rows.map((row) => ({
    register: id,
    operation: row.operation,
    partner: row.partner,
    record: row.record,
    answers: columns.map((field, index) => {
      const answer = row[`a${index}`];
      if (typeof answer !== "string") return null;
      return field.type === "choice" || field.type === "boolean"
        ? valueText(programme, field.id, answer)
        : answer;
    }),
    change: row.change,
    changedAt: row.at,
    file: row.name,
    opens: row.opens,
  }));
};
