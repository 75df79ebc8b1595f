import type { Value } from "../definition/condition/condition.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field } from "../definition/programme.ts";
import {
  attendances,
  type Attendance,
  type Calendar,
  type CalendarRegistrations,
} from "../definition/service/calendar.ts";
import { identitiesOf, namesOf } from "../entry/identities.ts";
import { sayAnswer } from "../entry/words.ts";
import { tableOf } from "../register/table.ts";
import type { Clash, Registration } from "./shapes.ts";
import type { CalendarDesk } from "./sessions.ts";

/** A session that registrations name: where it is, and its number. */
export type Named = Readonly<{ operation: string; partner: string; number: string }>;

/** Returns the attendance that a choice of the register stands for. */
export const attendanceOf = ({ codes }: CalendarRegistrations, code: string): Attendance =>
  attendances.find((each) => codes[each] === code) ?? "cancelled";

/** The order in which people came: their turn, and for rows of files that tell none the number of the record. */
export const inTurn = ({ turn }: CalendarRegistrations): string =>
  `r.${sqlName(turn.id)} nulls last, r.record`;

type Row = {
  operation: string;
  record: number;
  partner: string;
  version: number;
  status: string;
  turn: number | null;
  hours: string | number | null;
  signed: string | null;
  person: string | null;
  participant: number | null;
  keeper: string | null;
};

/**
 * Returns who is or was registered for a session, in the order in which they came. Names and numbers only for whoever
 * may see identities there, which is noted.
 */
export const readRegistrations = async (
  desk: CalendarDesk,
  calendar: Calendar,
  registrations: CalendarRegistrations,
  session: Named,
): Promise<Registration[]> => {
  const { client, house, who } = desk;
  const { operation } = session;
  const { register, participants, signed } = registrations;
  const column = (field: Field | undefined) => (field ? `r.${sqlName(field.id)}` : "null");
  const wall = house.guards.listing(
    who,
    "records:read",
    { operation: "r.operation", partner: "r.partner" },
    3,
  );
  const { rows } = await client.query<Row>(
    `select r.operation, r.record, r.partner, r.change as version, ${column(registrations.status)} as status,
       ${column(registrations.turn)} as turn, ${column(registrations.hours)} as hours, ${column(signed?.field)} as signed,
       encode(r.person_key, 'hex') as person, p.record as participant,
       p.partner as keeper
     from ${tableOf(register)} r
       left join ${tableOf(participants)} p on p.operation = r.operation and p.person_key = r.person_key
     where r.operation = $1 and r.${sqlName(registrations.session.id)} = $2 and ${wall.text}
     order by ${inTurn(registrations)}`,
    [operation, session.number, ...wall.values],
  );
  // Whoever is not told who comes to the session is told of nobody in it.
  const seen = house.guards.identity(who, session) ? rows : [];
  const numbers = await identitiesOf(desk, register, seen, [registrations.person.id]);
  const known = seen.flatMap(({ participant, keeper }) =>
    participant === null || keeper === null ? [] : [{ operation, partner: keeper, record: participant }],
  );
  const nameOf = await namesOf(desk, participants, known);
  const clashes = await clashesOf(
    desk,
    calendar,
    session,
    rows.flatMap(({ person }) => person ?? []),
  );
  return rows.map((row): Registration => {
    return {
      record: row.record,
      version: row.version,
      status: attendanceOf(registrations, row.status),
      label: sayAnswer(registrations.status, row.status) ?? registrations.status.label,
      turn: row.turn,
      number: asText(numbers(row)?.[0]),
      name: row.participant === null ? null : nameOf({ operation, record: row.participant }),
      participant: row.participant,
      hours: asText(row.hours),
      signed: row.signed === null ? null : row.signed === signed?.byCode ? "code" : "list",
      clashes: clashes.get(row.person ?? "") ?? [],
    };
  });
};

const asText = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/**
 * Returns, by the key of the person, the other sessions of any calendar at the same time in which the asker sees that
 * the person has a place or waits for one.
 */
export const clashesOf = async (
  desk: CalendarDesk,
  calendar: Calendar,
  session: Named,
  people: readonly string[],
): Promise<ReadonlyMap<string, Clash[]>> => {
  const found = new Map<string, Clash[]>();
  const { number, date, from, until } = calendar.sessions;
  if (people.length === 0 || !number) return found;
  const own = `select ${columns([date, from, until])} from ${tableOf(calendar.sessions.register)}
    where operation = $1 and ${sqlName(number.id)} = $2`;
  const seen = new Set<string>();
  for (const { calendar: other } of desk.house.programme.services.values()) {
    if (!other?.registrations || !other.sessions.number || seen.has(other.registrations.register.id))
      continue;
    seen.add(other.registrations.register.id);
    const { sessions, registrations } = other;
    const wall = desk.house.guards.listing(
      desk.who,
      "records:read",
      { operation: "r.operation", partner: "r.partner" },
      4,
    );
    const live = [registrations.codes.registered, registrations.codes.waiting, registrations.codes.present];
    const { rows } = await desk.client.query<Record<string, Value>>(
      `select encode(r.person_key, 'hex') as person, o.*, s.${sqlName(sessions.title.id)} as title
       from (${own}) as me (date, begins, ends)
         join (select operation, record, ${sqlName(other.sessions.number.id)} as number, ${columns([sessions.date, sessions.from, sessions.until])}
               from ${tableOf(sessions.register)} where ${sqlName(sessions.state.id)} is distinct from ${sqlText(sessions.cancelled)})
           as o (operation, record, number, date, begins, ends)
           on o.date = me.date and not (o.operation = $1 and o.number = $2)
             and coalesce(o.begins < me.ends and me.begins < o.ends, true)
         join ${tableOf(sessions.register)} s on s.operation = o.operation and s.record = o.record
         join ${tableOf(registrations.register)} r on r.operation = o.operation
           and r.${sqlName(registrations.session.id)} = o.number and r.${sqlName(registrations.status.id)} in (${live.map(sqlText).join(", ")})
       where r.person_key = any (select decode(key, 'hex') from unnest($3::text[]) key) and ${wall.text}`,
      [session.operation, session.number, [...people], ...wall.values],
    );
    for (const { person, date: day, begins, ends, title } of rows) {
      const clash: Clash = {
        date: String(day),
        from: asText(begins),
        until: asText(ends),
        title: sayAnswer(sessions.title, title),
      };
      found.set(String(person), [...(found.get(String(person)) ?? []), clash]);
    }
  }
  return found;
};

const columns = (fields: readonly (Field | undefined)[]): string =>
  fields.map((field) => (field ? sqlName(field.id) : "null::text")).join(", ");
