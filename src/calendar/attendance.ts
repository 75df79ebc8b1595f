import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { CalendarRegistrations } from "../definition/service/calendar.ts";
import { withoutWalls } from "../entry/desk.ts";
import { keepSeveral, type RecordEdit, severalAt } from "../entry/keep-several.ts";
import { asOneChange } from "../entry/one-change.ts";
import { notAllowed, notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { isCancelled, notYet } from "./problem.ts";
import type { Named } from "./registrations.ts";
import { namedBy, openSession, type OpenSession, type SessionPlace } from "./session-page.ts";
import type { CalendarDesk } from "./sessions.ts";
import type { AttendanceBody, AttendanceNoted } from "./shapes.ts";

type Mark = NonNullable<AttendanceBody["marks"]>[number];

/**
 * Notes who was at a session, everybody at once: whoever was present attended its hours, the others none; the session
 * has taken place. Or, where nobody is named, how many were there. Throws where the session is cancelled or still to
 * come, where somebody changed a registration meanwhile, and where one of them is not of this session.
 */
export const noteAttendance = async (
  desk: CalendarDesk,
  place: SessionPlace,
  { version, heads, marks = [] }: AttendanceBody,
): Promise<AttendanceNoted> => {
  const open = await openSession(desk, place);
  const { session, calendar } = open;
  const scope = { operation: session.operation, partner: session.partner };
  if (!desk.house.guards.record(desk.who, "records:write", scope)) throw notAllowed();
  if (session.isCancelled) throw isCancelled();
  if (session.date > desk.house.today()) throw notYet();
  const named = namedBy(open);
  const { registrations, sessions } = calendar;
  const edits = registrations && named ? await editsOf(desk, open, registrations, named, marks) : [];
  const held = new Map<string, Value>([
    [sessions.state.id, sessions.held],
    ...(sessions.heads && heads !== undefined ? [[sessions.heads.id, heads] as const] : []),
  ]);
  const { operation } = session;
  const several = severalAt(desk, operation);
  const change = await asOneChange(desk, { action: "attendance", waits: true }, (within) =>
    withoutWalls(desk, async () => {
      const noted = { action: "attendance", within };
      const keep = (register: string, changed: readonly RecordEdit[]) =>
        keepSeveral(several, { operation, register }, changed, noted);
      const ofPeople = registrations ? await keep(registrations.register.id, edits) : undefined;
      const own = { record: session.record, version, answers: held };
      const ofSession = await keep(sessions.register.id, [own]);
      return ofPeople ?? ofSession ?? null;
    }),
  );
  const count = (status: Mark["status"]) => marks.filter((mark) => mark.status === status).length;
  return { change, present: count("present"), excused: count("excused"), absent: count("absent") };
};

const editsOf = async (
  { client }: CalendarDesk,
  { session }: OpenSession,
  registrations: CalendarRegistrations,
  { operation, number }: Named,
  marks: readonly Mark[],
): Promise<RecordEdit[]> => {
  const { register, status, codes, day, hours, signed } = registrations;
  const { rows } = await client.query<{ record: number; status: string }>(
    `select record, ${sqlName(status.id)} as status from ${tableOf(register)}
     where operation = $1 and ${sqlName(registrations.session.id)} = $2`,
    [operation, number],
  );
  const now = new Map(rows.map((row) => [row.record, row.status]));
  return marks.map(({ record, version, status: mark }) => {
    const before = now.get(record);
    if (before === undefined) throw notFound();
    const isPresent = mark === "present";
    const answers = new Map<string, Value>([[status.id, codes[mark]]]);
    // The session may have been put off since the person was registered.
    if (day) answers.set(day.id, session.date);
    if (hours) answers.set(hours.id, isPresent ? session.hours : null);
    // Whoever signed at the door stays as having signed there.
    if (signed && !(isPresent && before === codes.present))
      answers.set(signed.field.id, isPresent ? signed.byList : null);
    return { record, version, answers };
  });
};
