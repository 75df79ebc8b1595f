import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import { type CalendarRegistrations, takesPlace } from "../definition/service/calendar.ts";
import { withoutWalls } from "../entry/desk.ts";
import { keepNew } from "../entry/keep-new.ts";
import { keepSeveral, type RecordEdit, severalAt } from "../entry/keep-several.ts";
import { seeRecord } from "../entry/see-record.ts";
import { nextChange } from "../intake/store.ts";
import { notAllowed, notFound } from "../problem.ts";
import { identityKeys } from "../register/identity.ts";
import { tableOf } from "../register/table.ts";
import { alreadyRegistered, isCancelled, notAParticipant } from "./problem.ts";
import { clashesOf, inTurn, type Named, readRegistrations } from "./registrations.ts";
import { namedBy, openSession, type OpenSession, type SessionPlace } from "./session-page.ts";
import type { CalendarDesk } from "./sessions.ts";
import type { Left, LeaveBody, RegisterBody, Registered } from "./shapes.ts";

type Opened = Readonly<{ open: OpenSession; registrations: CalendarRegistrations; named: Named }>;

const openToWrite = async (desk: CalendarDesk, place: SessionPlace): Promise<Opened> => {
  const open = await openSession(desk, place);
  const { registrations } = open.calendar;
  const named = namedBy(open);
  if (!registrations || !named) throw notFound();
  if (!desk.house.guards.record(desk.who, "records:write", named)) throw notAllowed();
  return { open, registrations, named };
};

const answered = (given: readonly (readonly [{ id: string } | undefined, Value])[]): Map<string, Value> =>
  new Map(given.flatMap(([field, value]) => (field ? [[field.id, value] as const] : [])));

/** Returns the keys by which a registration is found without reading who it is about. */
export const registrationKeys = (
  { register, session, person }: CalendarRegistrations,
  secret: Uint8Array,
  number: string,
  who: string,
) => {
  const record: RecordValues = { [session.id]: number, [person.id]: who };
  return identityKeys(register, secret)(recordsOf([record]))(0);
};

/**
 * Registers a participant of the operation for a session: on the list while there is a place and nobody waits for it,
 * on the waiting list after that. Whoever had given up their place comes back at the end. Throws where the person is no
 * participant that the asker sees, is on a list already, or the session is cancelled.
 */
export const registerSomebody = async (
  desk: CalendarDesk,
  place: SessionPlace,
  body: RegisterBody,
): Promise<Registered> => {
  const { open, registrations, named } = await openToWrite(desk, place);
  const { session } = open;
  if (session.isCancelled) throw isCancelled();
  const number = await numberOf(desk, registrations, named, body);
  const { client, house } = desk;
  const keys = registrationKeys(registrations, house.secret, named.number, number);
  const { codes, register } = registrations;
  // From here on nobody else writes: who counts places counts them as they stay.
  const now = await withoutWalls(desk, async () => {
    await nextChange(client, { waits: true });
    return standing(desk, registrations, named, keys.identity);
  });
  const isFull = now.taken + now.waiting >= (session.places ?? Number.MAX_SAFE_INTEGER);
  const status = isFull ? ("waiting" as const) : ("registered" as const);
  const turn = now.lastTurn + 1;
  const given = answered([
    [registrations.status, codes[status]],
    [registrations.turn, turn],
    [registrations.registeredOn, house.today()],
    [registrations.day, session.date],
    [registrations.hours, null],
    [registrations.signed?.field, null],
  ]);
  const at = { operation: named.operation, register: register.id };
  const clashes = await clashesOf(desk, open.calendar, named, keys.person === null ? [] : [keys.person]);
  const told = { status, turn, clashes: keys.person === null ? [] : (clashes.get(keys.person) ?? []) };
  if (now.mine) {
    if (now.mine.status !== codes.cancelled && now.mine.status !== codes.excused) throw alreadyRegistered();
    const record = now.mine.record;
    const change = await keepTogether(desk, named, at, [{ record, answers: given }], "place");
    return { record, change: change ?? now.mine.version, ...told };
  }
  const answers = new Map([
    ...given,
    ...answered([
      [registrations.session, named.number],
      [registrations.person, number],
    ]),
  ]);
  const kept = await keepNew(desk, at, named.partner, { answers, unread: new Map() }, { action: "form" });
  return { record: kept.record, change: kept.change, ...told };
};

/** Returns the number of the person, who has to be a participant of the operation that the asker sees. */
const numberOf = async (
  desk: CalendarDesk,
  { participants, participant, ...registrations }: CalendarRegistrations,
  named: Named,
  body: RegisterBody,
): Promise<string> => {
  const { client, house, who } = desk;
  const at = { operation: named.operation, register: participants.id };
  /** As the person's own record writes it. */
  const written = async (record: number): Promise<string | undefined> => {
    const { answers, hidden } = await seeRecord(desk, at, record);
    const number = answers[participant.id];
    return hidden.includes(participant.id) || typeof number !== "string" ? undefined : number;
  };
  if ("participant" in body) {
    const number = await written(body.participant);
    if (number === undefined) throw notAParticipant();
    return number;
  }
  const whole = { participants, participant, ...registrations };
  const { person } = registrationKeys(whole, house.secret, named.number, body.number);
  const wall = house.guards.listing(who, "records:read", { operation: "operation", partner: "partner" }, 3);
  const { rows } = await client.query<{ record: number }>(
    `select record from ${tableOf(participants)}
     where operation = $1 and person_key = decode($2, 'hex') and ${wall.text} limit 1`,
    [named.operation, person, ...wall.values],
  );
  const [found] = rows;
  if (!found) throw notAParticipant();
  return (await written(found.record)) ?? body.number;
};

type Standing = Readonly<{
  taken: number;
  waiting: number;
  lastTurn: number;
  mine: Readonly<{ record: number; status: string; version: number }> | undefined;
}>;

/** Returns how a session stands for whoever writes next. Needs the owner's role: others' registrations count as well. */
const standing = async (
  { client }: CalendarDesk,
  { register, session, status, turn, codes }: CalendarRegistrations,
  { operation, number }: Named,
  identity: string,
): Promise<Standing> => {
  const [ofStatus, ofTurn] = [sqlName(status.id), sqlName(turn.id)];
  const taking = takesPlace.map((each) => sqlText(codes[each])).join(", ");
  const { rows } = await client.query<Omit<Standing, "mine">>(
    `select count(*) filter (where ${ofStatus} in (${taking})) as taken,
       count(*) filter (where ${ofStatus} = ${sqlText(codes.waiting)}) as waiting,
       coalesce(max(${ofTurn}), count(*)) as "lastTurn"
     from ${tableOf(register)} where operation = $1 and ${sqlName(session.id)} = $2`,
    [operation, number],
  );
  const { rows: own } = await client.query<NonNullable<Standing["mine"]>>(
    `select record, ${ofStatus} as status, change as version from ${tableOf(register)}
     where operation = $1 and identity_key = decode($2, 'hex')`,
    [operation, identity],
  );
  const [counts] = rows;
  if (!counts) throw new Error("a count gives one row");
  return { ...counts, mine: own[0] };
};

const keepTogether = (
  desk: CalendarDesk,
  named: Named,
  at: Readonly<{ operation: string; register: string }>,
  edits: readonly RecordEdit[],
  action: string,
): Promise<number | undefined> =>
  withoutWalls(desk, () => keepSeveral(severalAt(desk, named.operation), at, edits, { action }));

/** Returns the registration if it is one of the session. Throws that it is not there where it is not. */
const registrationOf = async (
  { client }: CalendarDesk,
  { register, session, status }: CalendarRegistrations,
  { operation, number }: Named,
  record: number,
): Promise<string> => {
  const { rows } = await client.query<{ status: string }>(
    `select ${sqlName(status.id)} as status from ${tableOf(register)}
     where operation = $1 and record = $2 and ${sqlName(session.id)} = $3`,
    [operation, record, number],
  );
  if (!rows[0]) throw notFound();
  return rows[0].status;
};

/** Returns the first of the waiting list. Needs the owner's role. */
const firstWaiting = async (
  { client }: CalendarDesk,
  registrations: CalendarRegistrations,
  { operation, number }: Named,
): Promise<number | undefined> => {
  const { register, session, status, codes } = registrations;
  const { rows } = await client.query<{ record: number }>(
    `select r.record from ${tableOf(register)} r where r.operation = $1 and r.${sqlName(session.id)} = $2
       and r.${sqlName(status.id)} = $3 order by ${inTurn(registrations)} limit 1`,
    [operation, number, codes.waiting],
  );
  return rows[0]?.record;
};

/**
 * Takes somebody off the list, and lets the first who waits move up in the same change, where the session is still to
 * come. Returns who did.
 */
export const leaveSession = async (
  desk: CalendarDesk,
  place: SessionPlace,
  record: number,
  { version, as }: LeaveBody,
): Promise<Left> => {
  const { open, registrations, named } = await openToWrite(desk, place);
  const before = await registrationOf(desk, registrations, named, record);
  const { codes } = registrations;
  const at = { operation: named.operation, register: registrations.register.id };
  const gone = answered([
    [registrations.status, codes[as]],
    [registrations.hours, null],
    [registrations.signed?.field, null],
  ]);
  const frees = takesPlace.some((each) => codes[each] === before);
  const { session } = open;
  const isToCome = session.isPlanned && session.date >= desk.house.today();
  const next = await withoutWalls(desk, async () => {
    await nextChange(desk.client, { waits: true });
    if (!frees || !isToCome) return undefined;
    // Where places were taken away meanwhile, the one that is given back is no free place.
    return session.taken > (session.places ?? Number.MAX_SAFE_INTEGER)
      ? undefined
      : firstWaiting(desk, registrations, named);
  });
  const edits: RecordEdit[] = [{ record, version, answers: gone }];
  if (next !== undefined)
    edits.push({ record: next, answers: answered([[registrations.status, codes.registered]]) });
  const change = await keepTogether(desk, named, at, edits, "place");
  return { change: change ?? version, movedUp: await whoMovedUp(desk, open, registrations, named, next) };
};

/** Gives a free place to the first who waits, where places were added. Throws where none is free or nobody waits. */
export const moveUp = async (desk: CalendarDesk, place: SessionPlace): Promise<Left> => {
  const { open, registrations, named } = await openToWrite(desk, place);
  const at = { operation: named.operation, register: registrations.register.id };
  const next = await withoutWalls(desk, async () => {
    await nextChange(desk.client, { waits: true });
    const { taken } = await standing(desk, registrations, named, "");
    const isFree = taken < (open.session.places ?? Number.MAX_SAFE_INTEGER);
    return isFree ? firstWaiting(desk, registrations, named) : undefined;
  });
  if (next === undefined) throw notFound();
  const answers = answered([[registrations.status, registrations.codes.registered]]);
  const change = await keepTogether(desk, named, at, [{ record: next, answers }], "place");
  return { change: change ?? 0, movedUp: await whoMovedUp(desk, open, registrations, named, next) };
};

const whoMovedUp = async (
  desk: CalendarDesk,
  { calendar }: OpenSession,
  registrations: CalendarRegistrations,
  named: Named,
  record: number | undefined,
): Promise<Left["movedUp"]> => {
  if (record === undefined) return null;
  const all = await readRegistrations(desk, calendar, registrations, named);
  const found = all.find((each) => each.record === record);
  return { record, name: found?.name ?? null, number: found?.number ?? null };
};
