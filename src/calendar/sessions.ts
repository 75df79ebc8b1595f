import { operationsWhere } from "../access/service-operations.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { partnerName } from "../definition/names.ts";
import type { Field, Programme } from "../definition/programme.ts";
import { type Calendar, takesPlace } from "../definition/service/calendar.ts";
import type { Service } from "../definition/service/service.ts";
import type { Desk } from "../entry/desk.ts";
import { serviceReach, serviceWith } from "../entry/service-reach.ts";
import { sayAnswer } from "../entry/words.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import type { CalendarPage, CalendarSession } from "./shapes.ts";

/** Who looks at a calendar, in the transaction of their request. */
export type CalendarDesk = Desk;

/** A service that has a calendar. */
export type WithCalendar = Readonly<{ service: Service; calendar: Calendar }>;

/** Returns the service and its calendar. Throws that it is not there where the service has none. */
export const calendarOf = (programme: Programme, id: string): WithCalendar => {
  const { service, block: calendar } = serviceWith(programme, "calendar", id);
  return { service, calendar };
};

/** More sessions than these in one reading are not told: somebody asked for more time than a page shows. */
const mostSessions = 2000;

/** Returns the sessions between two days, both included, that the asker may see, in their order, and what may be planned. */
export const calendarPage = async (
  desk: CalendarDesk,
  id: string,
  { from, until }: Readonly<{ from: string; until: string }>,
): Promise<CalendarPage> => {
  const { programme } = desk.house;
  const { service, block: calendar } = serviceReach(desk, "calendar", id);
  const { sessions: fields } = calendar;
  const date = `s.${sqlName(fields.date.id)}`;
  const found = await readSessions(
    desk,
    { service, calendar },
    { text: `${date} between $1::date and $2::date`, values: [from, until] },
  );
  return {
    service: { id: service.id, label: service.label },
    label: calendar.label ?? null,
    today: desk.house.today(),
    from,
    until,
    yearBegins: calendar.yearBegins ?? null,
    hasRegistrations: calendar.registrations !== undefined,
    register: fields.register.id,
    plans: operationsWhere(programme, service, (place) =>
      desk.house.guards.record(desk.who, "records:write", place),
    ).flatMap((operation) => {
      const known = programme.operations.get(operation);
      return known?.registers.includes(fields.register.id) ? [{ operation, title: known.title }] : [];
    }),
    sessions: found.slice(0, mostSessions),
    isMore: found.length > mostSessions,
  };
};

/** Returns one session as the calendar shows it. Throws that it is not there where the asker may not see it. */
export const readSession = async (
  desk: CalendarDesk,
  having: WithCalendar,
  { operation, session }: Readonly<{ operation: string; session: number }>,
): Promise<CalendarSession> => {
  if (!having.service.operations.includes(operation)) throw notFound();
  const [found] = await readSessions(desk, having, {
    text: "s.operation = $1 and s.record = $2",
    values: [operation, session],
  });
  if (!found) throw notFound();
  return found;
};

type Row = {
  operation: string;
  partner: string;
  record: number;
  version: number;
  taken: number | null;
  waiting: number | null;
  [answer: `=${string}`]: Value;
};

const readSessions = async (
  { client, house, who }: CalendarDesk,
  { service, calendar }: WithCalendar,
  where: Readonly<{ text: string; values: readonly unknown[] }>,
): Promise<CalendarSession[]> => {
  const { sessions: fields, registrations } = calendar;
  const wanted = [
    fields.title,
    fields.date,
    fields.from,
    fields.until,
    fields.place,
    fields.language,
    fields.capacity,
    fields.minimum,
    fields.hours,
    fields.heads,
    fields.state,
    ...fields.shows,
  ].filter((field) => field !== undefined);
  const values: unknown[] = [...where.values, service.operations];
  const operations = `$${values.length}::text[]`;
  const wall = (table: string) => {
    const scope = house.guards.listing(
      who,
      "records:read",
      { operation: `${table}.operation`, partner: `${table}.partner` },
      values.length + 1,
    );
    values.push(...scope.values);
    return scope.text;
  };
  const ownWall = wall("s");
  const counts =
    registrations && fields.number
      ? `left join lateral (
          select count(*) filter (where r.${sqlName(registrations.status.id)} in (${codes(registrations.codes, takesPlace)})) as taken,
            count(*) filter (where r.${sqlName(registrations.status.id)} = ${quoted(registrations.codes.waiting)}) as waiting
          from ${tableOf(registrations.register)} r
          where r.operation = s.operation and r.${sqlName(registrations.session.id)} = s.${sqlName(fields.number.id)}
            and ${wall("r")}) n on true`
      : "cross join (select 0::bigint as taken, 0::bigint as waiting) n";
  const order = [fields.date, fields.from, fields.title]
    .filter((field) => field !== undefined)
    .map(({ id }) => `s.${sqlName(id)}`);
  const { rows } = await client.query<Row>(
    `select s.operation, s.partner, s.record, s.change as version, n.taken, n.waiting,
       ${[...new Set(wanted.map(({ id }) => id))].map((id) => `s.${sqlName(id)} as ${sqlName(`=${id}`)}`).join(", ")}
     from ${tableOf(fields.register)} s ${counts}
     where ${where.text} and s.operation = any (${operations}) and ${ownWall}
     order by ${order.join(", ")}, s.record limit ${mostSessions + 1}`,
    values,
  );
  const today = house.today();
  return rows.map((row) => asSession(house.programme, calendar, row, today));
};

const quoted = (code: string): string => `'${code.replaceAll("'", "''")}'`;
const codes = <K extends string>(known: Readonly<Record<K, string>>, keys: readonly K[]): string =>
  keys.map((key) => quoted(known[key])).join(", ");

const asSession = (
  programme: Programme,
  { sessions: fields }: Calendar,
  row: Row,
  today: string,
): CalendarSession => {
  const answer = (field: Field | undefined): Value => (field ? (row[`=${field.id}`] ?? null) : null);
  const said = (field: Field | undefined): Text | null => (field ? sayAnswer(field, answer(field)) : null);
  const number = (field: Field | undefined): number | null => {
    const value = answer(field);
    return value === null ? null : Number(value);
  };
  const words = (field: Field | undefined): string | null => {
    const value = answer(field);
    return value === null ? null : String(value);
  };
  const state = words(fields.state);
  const date = String(answer(fields.date));
  const [places, minimum] = [number(fields.capacity), number(fields.minimum)];
  const isPlanned = state === (fields.planned ?? null);
  const taken = row.taken ?? 0;
  return {
    operation: row.operation,
    partner: row.partner,
    partnerName: partnerName(programme, row.partner),
    record: row.record,
    version: row.version,
    date,
    from: words(fields.from),
    until: words(fields.until),
    title: said(fields.title),
    place: said(fields.place),
    language: said(fields.language),
    details: fields.shows.flatMap((field) => {
      const value = said(field);
      return value ? [{ label: field.label, value }] : [];
    }),
    state: {
      state: state ?? "none",
      label: fields.register.lifecycle?.states.get(state ?? "none") ?? fields.state.label,
    },
    isPlanned,
    isHeld: state === fields.held,
    isCancelled: state === fields.cancelled,
    places,
    minimum,
    hours: words(fields.hours),
    heads: number(fields.heads),
    taken,
    waiting: row.waiting ?? 0,
    missing: minimum !== null && isPlanned && date >= today ? Math.max(0, minimum - taken) : 0,
  };
};
