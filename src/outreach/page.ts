import { numberOn } from "../definition/condition/parameter.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Desk } from "../entry/desk.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { type Log, logForm, logOf, placesOf } from "./log.ts";
import type { LogPage, ShownGroup } from "./shapes.ts";
import {
  closedSql,
  peopleSql,
  personColumns,
  type PersonRow,
  silentSql,
  youngstersOf,
} from "./youngsters.ts";

const mostShown = 40;

/**
 * Returns the page of a log of contacts: what the form needs, who waits longest for news, how many are at which stage,
 * each partner's part. All of it of what the asker may read.
 */
export const logPage = async (
  desk: Desk,
  service: string,
  { show = "open", days }: Readonly<{ show?: ShownGroup | undefined; days?: number | undefined }>,
): Promise<LogPage> => {
  const log = logOf(desk.house.programme, service);
  if (placesOf(desk, log, "records:read").length === 0) throw notFound();
  const { block } = log;
  const today = desk.house.today();
  const people = peopleSql(desk, log);
  const silences = block.silent.map((parameter) => numberOn(parameter, today)).toSorted((a, b) => a - b);
  const isClosed = closedSql(block);
  const silent = silentSql(`$${people.next}`);
  const { rows: counted } = await desk.client.query<{
    stage: string;
    segment: string | null;
    closed: boolean;
    people: number;
    unanswered: number;
    [silence: `silent${number}`]: number;
  }>(
    `${people.text}
     select stage, segment, ${isClosed} as closed, count(*)::int as people, sum(unanswered)::int as unanswered
       ${silences.map((after, at) => `, count(*) filter (where not (${isClosed}) and ${silent} > ${after})::int as silent${at}`).join("")}
     from person group by stage, segment, ${isClosed}`,
    [...people.values, ...(silences.length > 0 ? [today] : [])],
  );
  const sum = (of: (row: (typeof counted)[number]) => number) =>
    counted.reduce((total, row) => total + of(row), 0);
  const least = days ?? silences[0] ?? 0;
  const wanted = {
    open: `not (${isClosed})`,
    silent: `not (${isClosed}) and ${silent} > $${people.next + 1}::int`,
    closed: isClosed,
  }[show];
  const { rows } = await desk.client.query<PersonRow & { total: number }>(
    `${people.text}
     select ${personColumns}, count(*) over ()::int as total from person
     where ${wanted} and $${people.next}::date is not null and $${people.next + 1}::int is not null
     order by ${show === "closed" ? "newest desc" : `${silent} desc`}, code limit ${mostShown}`,
    [...people.values, today, least],
  );
  const open = sum(({ closed, people: count }) => (closed ? 0 : count));
  return {
    form: logForm(desk, log),
    groups: [
      { group: "open", count: open },
      { group: "silent", count: sum((row) => row.silent0 ?? 0) },
      { group: "closed", count: sum(({ closed, people: count }) => (closed ? count : 0)) },
    ],
    silences: silences.map((after, at) => ({ days: after, count: sum((row) => row[`silent${at}`] ?? 0) })),
    stages: (block.stage.choices ?? []).map(({ code, label }) => ({
      code,
      label,
      count: sum((row) => (row.stage === code ? row.people : 0)),
    })),
    segments: (block.segment?.choices ?? []).map(({ code, label }) => ({
      code,
      label,
      count: sum((row) => (row.segment === code && !row.closed ? row.people : 0)),
    })),
    unanswered: sum(({ unanswered }) => unanswered),
    youngsters: await youngstersOf(desk, log, rows),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
    quotas: await quotasOf(desk, log),
  };
};

/** How many each partner has entered this year, beside what it is to enter. */
const quotasOf = async (desk: Desk, log: Log): Promise<LogPage["quotas"]> => {
  const { quota, registersAs } = log.block;
  const year = desk.house.today().slice(0, 4);
  const places = placesOf(desk, log, "records:read").flatMap((place) => {
    const goal = quota?.of(place.partner, year);
    return goal === undefined ? [] : [{ ...place, goal }];
  });
  if (places.length === 0) return [];
  const { rows } = await desk.client.query<{ operation: string; partner: string; reached: number }>(
    `select operation, partner, count(*)::int as reached from ${tableOf(registersAs.register)}
     where operation = any ($1::text[]) and partner = any ($2::text[])
       and ${sqlName(registersAs.entry.id)} between $3::date and $4::date
     group by operation, partner`,
    [[...log.operations], places.map(({ partner }) => partner), `${year}-01-01`, `${year}-12-31`],
  );
  return places.map(({ operation, partner, name, goal }) => ({
    operation,
    partner,
    name,
    year: Number(year),
    goal,
    reached: rows.find((row) => row.operation === operation && row.partner === partner)?.reached ?? 0,
  }));
};
