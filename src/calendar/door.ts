import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { PoolClient } from "pg";
import { toString as drawCode } from "qrcode";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { asOwner } from "../database/transaction.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Calendar } from "../definition/service/calendar.ts";
import { keepSeveral } from "../entry/keep-several.ts";
import { doorActor } from "../entry/people.ts";
import { sayAnswer } from "../entry/words.ts";
import type { House } from "../house.ts";
import { notAllowed, Problem, tooManyRequests } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { isDoorOpen } from "./door-hours.ts";
import { oneByOne } from "./one-by-one.ts";
import { codeIsOver } from "./problem.ts";
import { registrationKeys } from "./registering.ts";
import { openSession, type SessionPlace } from "./session-page.ts";
import type { CalendarDesk } from "./sessions.ts";
import type { DoorCode, DoorSession } from "./shapes.ts";

/** A new code every half minute; one that was shown stays good for as long as it takes to type a number on a phone. */
const stepSeconds = 30;
const goodSteps = 5;
/** Letters and digits that are not taken for one another when they are read from a screen. */
const signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const length = 6;

/** What a code stands for: a session, on its day. */
export type CodeOf = Readonly<{ register: string; operation: string; record: number; date: string }>;

const stepAt = (now: number): number => Math.floor(now / 1000 / stepSeconds);

/** Returns the code of a session in a step of time (half minutes since 1970): nobody without the secret can tell it. */
export const codeIn = (
  secret: Uint8Array,
  { register, operation, record, date }: CodeOf,
  step: number,
): string => {
  const key = createHmac("sha256", secret).update("code at the door").digest();
  const bytes = createHmac("sha256", key)
    .update([register, operation, record, date, step].join("\u001F"))
    .digest();
  // 2^48 is so much more than 31^6 that no code is likelier than another in any way that matters.
  let rest = bytes.readUIntBE(0, 6);
  let code = "";
  for (let at = 0; at < length; at++) {
    code += signs[rest % signs.length] ?? "";
    rest = Math.floor(rest / signs.length);
  }
  return code;
};

/** Returns whether a code is one that the session showed in the last minutes. */
export const isCodeOf = (secret: Uint8Array, of: CodeOf, code: string, now: number): boolean => {
  const step = stepAt(now);
  return Array.from({ length: goodSteps }, (_, back) => codeIn(secret, of, step - back)).includes(code);
};

/** Returns the code that the session's page shows now. Throws where it is not the time for it, or not the asker's. */
export const showCode = async (
  desk: CalendarDesk & Readonly<{ house: Pick<House, "settings"> }>,
  place: SessionPlace,
  language: string,
  now = Date.now(),
): Promise<DoorCode> => {
  const { session, calendar } = await openSession(desk, place);
  const scope = { operation: session.operation, partner: session.partner };
  if (!desk.house.guards.record(desk.who, "records:write", scope)) throw notAllowed();
  if (!calendar.registrations || !isDoorOpen(session, desk.house.today())) throw codeIsOver();
  const { register } = calendar.sessions;
  const of = {
    register: register.id,
    operation: session.operation,
    record: session.record,
    date: session.date,
  };
  const step = stepAt(now);
  const code = codeIn(desk.house.secret, of, step);
  const address = `${desk.house.settings.origin}/${language}/door/${code}`;
  return {
    code,
    address,
    picture: await drawCode(address, { type: "svg", margin: 2, errorCorrectionLevel: "M" }),
    secondsLeft: Math.ceil(((step + 1) * stepSeconds * 1000 - now) / 1000),
  };
};

type AtDoor = Readonly<{
  calendar: Calendar;
  operation: string;
  number: string;
  hours: Value;
  told: DoorSession;
}>;

type Row = Readonly<Record<string, Value>> &
  Readonly<{ operation: string; record: number; number: string; date: string }>;

/** Returns the session whose code it is; undefined where no session shows it. As the store's owner: nobody is signed in. */
const sessionAt = async (
  client: PoolClient,
  house: Pick<House, "programme" | "secret" | "today">,
  code: string,
  now: number,
): Promise<AtDoor | undefined> => {
  const today = house.today();
  const looked = new Set<string>();
  for (const { calendar } of house.programme.services.values()) {
    if (!calendar?.registrations || !calendar.sessions.number) continue;
    const { sessions } = calendar;
    if (looked.has(sessions.register.id)) continue;
    looked.add(sessions.register.id);
    const columns = [
      ["number", sessions.number],
      ["date", sessions.date],
      ["from", sessions.from],
      ["until", sessions.until],
      ["title", sessions.title],
      ["place", sessions.place],
      ["hours", sessions.hours],
    ] as const;
    const { rows } = await client.query<Row>(
      `select operation, record, ${columns.map(([name, field]) => `${field ? sqlName(field.id) : "null"} as "${name}"`).join(", ")}
       from ${tableOf(sessions.register)} where ${sqlName(sessions.date.id)} = $1::date and ${sqlName(sessions.state.id)} is distinct from $2`,
      [today, sessions.cancelled],
    );
    for (const row of rows) {
      const of = {
        register: sessions.register.id,
        operation: row.operation,
        record: row.record,
        date: row.date,
      };
      const words = (name: string) =>
        row[name] === null || row[name] === undefined ? null : String(row[name]);
      const times = { date: row.date, from: words("from"), until: words("until"), isCancelled: false };
      if (!isDoorOpen(times, today) || !isCodeOf(house.secret, of, code, now)) continue;
      return {
        calendar,
        operation: row.operation,
        number: row.number,
        hours: row["hours"] ?? null,
        told: {
          title: sayAnswer(sessions.title, row["title"]),
          place: sessions.place ? sayAnswer(sessions.place, row["place"]) : null,
          date: times.date,
          from: times.from,
          until: times.until,
        },
      };
    }
  }
  return undefined;
};

/** As people type it: small letters, a space in the middle. */
const plainCode = (code: string): string => code.replaceAll(/[^\p{L}\p{N}]/gu, "").toUpperCase();

const perAddress = new RateLimiterMemory({ points: 120, duration: 60 });
const perCode = new RateLimiterMemory({ points: 300, duration: 3600 });

const count = async (limiter: RateLimiterMemory, key: string): Promise<void> => {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes)
      throw tooManyRequests(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    throw refused;
  }
};

type Door = Pick<House, "pool" | "programme" | "secret" | "today" | "log">;

/** Returns which session a code is of, for its page. Throws where no session shows it now. */
export const seeDoor = async (
  house: Door,
  address: string,
  code: string,
  now = Date.now(),
): Promise<DoorSession> => {
  await count(perAddress, address);
  const found = await asOwner(house.pool, (client) => sessionAt(client, house, plainCode(code), now));
  if (!found) throw codeIsOver();
  return found.told;
};

/** Every answer takes at least this long, so that its time does not tell whether something was noted. */
const answersAfter = 400;

/**
 * Notes that the person of this number is at the session whose code it is: where they are registered for it and have a
 * place. Ends the same way, and takes as long, whoever the number is of. Throws only for what is wrong with the code.
 */
export const signAtDoor = async (
  house: Door,
  address: string,
  { code, number }: Readonly<{ code: string; number: string }>,
  now = Date.now(),
): Promise<void> => {
  await count(perAddress, address);
  const slow = pause(answersAfter);
  const found = await asOwner(house.pool, (client) => sessionAt(client, house, plainCode(code), now));
  if (!found) throw codeIsOver();
  await count(perCode, `${found.operation}/${found.number}`);
  await oneByOne("door", () => asOwner(house.pool, (client) => notePresence(client, house, found, number)));
  await slow;
};

const notePresence = async (
  client: PoolClient,
  house: Door,
  { calendar, operation, number, hours }: AtDoor,
  person: string,
): Promise<void> => {
  const { registrations } = calendar;
  if (!registrations) return;
  const { register, status, codes, signed } = registrations;
  const { identity } = registrationKeys(registrations, house.secret, number, person);
  const { rows } = await client.query<{ record: number }>(
    `select record from ${tableOf(register)}
     where operation = $1 and identity_key = decode($2, 'hex') and ${sqlName(status.id)} = $3`,
    [operation, identity, codes.registered],
  );
  const [found] = rows;
  if (!found) return;
  const answers = new Map<string, Value>([[status.id, codes.present]]);
  if (registrations.hours) answers.set(registrations.hours.id, hours);
  if (signed) answers.set(signed.field.id, signed.byCode);
  const hand = { actor: doorActor, isOwner: true };
  try {
    await keepSeveral(
      { house, client, hand, mayWrite: () => true },
      { operation, register: register.id },
      [{ record: found.record, answers }],
      { action: "door" },
    );
  } catch (error) {
    // What a rule has against it is for the list to mend; said here, it would tell that the person is registered.
    if (!(error instanceof Problem)) throw error;
    house.log.warn({ code: error.code, operation }, "a person at the door could not be noted");
  }
};
