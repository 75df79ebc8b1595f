import { sqlName } from "../definition/condition/sql.ts";
import type { Calendar } from "../definition/service/calendar.ts";
import { nameFields } from "../entry/identities.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { doorHours, isDoorOpen } from "./door-hours.ts";
import { type Named, readRegistrations } from "./registrations.ts";
import { type CalendarDesk, calendarOf, readSession, type WithCalendar } from "./sessions.ts";
import type { CalendarSession, SessionPage } from "./shapes.ts";

export type SessionPlace = Readonly<{ service: string; operation: string; session: number }>;

/** A session that somebody works on: its calendar, what it says, and the number that registrations name it by. */
export type OpenSession = WithCalendar & Readonly<{ session: CalendarSession; number: string | undefined }>;

/** Returns the session that an address names. Throws that it is not there where the asker may not see it. */
export const openSession = async (desk: CalendarDesk, place: SessionPlace): Promise<OpenSession> => {
  const having = calendarOf(desk.house.programme, place.service);
  const session = await readSession(desk, having, place);
  const scope = { operation: session.operation, partner: session.partner };
  if (!desk.house.guards.record(desk.who, "records:read", scope)) throw notFound();
  return { ...having, session, number: await numberOf(desk, having.calendar, session) };
};

const numberOf = async (
  { client }: CalendarDesk,
  { sessions }: Calendar,
  { operation, record }: CalendarSession,
): Promise<string | undefined> => {
  if (!sessions.number) return undefined;
  const { rows } = await client.query<{ number: string }>(
    `select ${sqlName(sessions.number.id)} as number from ${tableOf(sessions.register)} where operation = $1 and record = $2`,
    [operation, record],
  );
  return rows[0]?.number;
};

/** Returns how a session is named by its registrations. */
export const namedBy = ({ session, number }: OpenSession): Named | undefined =>
  number === undefined ? undefined : { operation: session.operation, partner: session.partner, number };

/** Returns a session with whoever is registered for it, as far as the asker may see them. */
export const sessionPage = async (desk: CalendarDesk, place: SessionPlace): Promise<SessionPage> => {
  const open = await openSession(desk, place);
  const { service, calendar, session } = open;
  const { registrations, sessions } = calendar;
  const scope = { operation: session.operation, partner: session.partner };
  const named = namedBy(open);
  const mayWrite = desk.house.guards.record(desk.who, "records:write", scope);
  const hours = doorHours(session);
  return {
    service: { id: service.id, label: service.label },
    label: calendar.label ?? null,
    today: desk.house.today(),
    session,
    register: sessions.register.id,
    mayWrite,
    seesNames: desk.house.guards.identity(desk.who, scope),
    headsLabel: sessions.heads?.label ?? null,
    registrations:
      registrations && named ? await readRegistrations(desk, calendar, registrations, named) : null,
    participants: registrations
      ? {
          register: registrations.participants.id,
          number: registrations.participant.id,
          names: nameFields(registrations.participants),
        }
      : null,
    door:
      registrations && mayWrite
        ? { isOpen: isDoorOpen(session, desk.house.today()), opens: hours.opens, closes: hours.closes }
        : null,
  };
};
