import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openWorld, type TestAccount } from "../../test/web/world.ts";
import type { Kept } from "../entry/shapes.ts";
import { verifyTrail } from "../trail/verify.ts";
import { codeIn, isCodeOf } from "./door.ts";
import type { AttendanceNoted, CalendarPage, DoorCode, Left, Registered, SessionPage } from "./shapes.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const partner = "arae_de_jobbrug";
const today = world.house.today();
const worker = await world.account({ role: "case_worker", partner });
const other = await world.account({ role: "case_worker", partner: "arae_ressort_emploi" });

type Answer<T> = Readonly<{ status: number; body: T; text: string }>;

const ask = async <T>(
  account: TestAccount | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> => {
  const answer = await world.app.request(path, {
    method,
    headers: {
      ...(account?.headers ?? { origin: "http://127.0.0.1", "sec-fetch-site": "same-origin" }),
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text) as T, text };
};

const at = "/api/operations/arae/registers";
const add = async (register: string, answers: Readonly<Record<string, unknown>>): Promise<number> => {
  const { status, body, text } = await ask<Kept>(worker, "POST", `${at}/${register}/records`, {
    partner,
    answers,
  });
  assert.equal(status, 201, text);
  return body.record;
};

let made = 0;
/** A session of today, all day long, so that the test may run at any hour. */
const session = async (places: number, bent: Readonly<Record<string, unknown>> = {}) => {
  const number = `ESSAI-${++made}`;
  const record = await add("workshop_sessions", {
    session_number: number,
    kind: "interview",
    planned_on: "2020-01-06",
    date: today,
    starts_at: "00:00",
    ends_at: "23:59",
    places,
    hours: "3.00",
    ...bent,
  });
  return { number, record, path: `/api/services/arae/calendar/arae/sessions/${record}` };
};

const participant = (number: string, last = "Exemplaire") =>
  add("participants", {
    person_number: number,
    last_name: last,
    first_name: "Odile",
    birth_date: "1985-06-03",
    gender: "woman",
    entry_date: "2020-02-03",
    employment_at_entry: "unemployed",
    unemployed_since: "2019-01-02",
  });

const people = 50;
const numbers = Array.from({ length: people }, (_, index) => `ESSAI-P${index}`);
const records = new Map<string, number>();
for (const number of numbers) records.set(number, await participant(number, `Exemplaire${number}`));

const register = (path: string, number: string) =>
  ask<Registered>(worker, "POST", `${path}/registrations`, { number });
const look = async (path: string) => (await ask<SessionPage>(worker, "GET", path)).body;

test("however many are registered at the same moment, no more than the places have one; the rest wait in turn", async () => {
  const { path } = await session(5);
  const answers = await Promise.all(numbers.map((each) => register(path, each)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    numbers.map(() => 201),
  );
  const page = await look(path);
  assert.equal(page.session.taken, 5);
  assert.equal(page.session.waiting, people - 5);
  const turns = page.registrations?.map(({ turn }) => turn) ?? [];
  assert.deepEqual(
    turns,
    Array.from({ length: people }, (_, index) => index + 1),
  );
  // The database holds it as well, by whatever way somebody comes: here by the step of the record itself.
  const waiting = page.registrations?.find(({ status }) => status === "waiting");
  assert.ok(waiting);
  const step = await ask(
    worker,
    "POST",
    `${at}/workshop_registrations/records/${waiting.record}/transitions/give_place`,
    { version: waiting.version, texts: {} },
  );
  assert.equal(step.status, 409, step.text);
  assert.match(step.text, /session_full/);
  assert.equal((await look(path)).session.taken, 5);
});

test("a place that is given back goes to the first who waits, in one change; who comes back waits at the end", async () => {
  const { path } = await session(1);
  const [first = "", second = "", third = ""] = numbers;
  for (const each of [first, second, third]) await register(path, each);
  const before = await look(path);
  const mine = before.registrations?.[0];
  assert.ok(mine);
  const left = await ask<Left>(worker, "POST", `${path}/registrations/${mine.record}/leave`, {
    version: mine.version,
    as: "cancelled",
  });
  assert.equal(left.status, 200, left.text);
  assert.equal(left.body.movedUp?.number, second);
  const { rows } = await world.pool.query<{ entries: number }>(
    "select count(*)::int as entries from trail.entry where change = $1",
    [left.body.change],
  );
  assert.equal(rows[0]?.entries, 2);
  const again = await register(path, first);
  assert.equal(again.body.status, "waiting");
  const now = await look(path);
  assert.deepEqual(
    now.registrations?.map(({ number, status }) => [number, status]),
    [
      [second, "registered"],
      [third, "waiting"],
      [first, "waiting"],
    ],
  );
  const twice = await register(path, third);
  assert.equal(twice.status, 409);
});

test("only a participant of the operation whom the asker sees is registered; another partner sees nothing of it", async () => {
  const { path, record } = await session(3);
  assert.equal((await register(path, "PERSONNE-1")).status, 422);
  const [first = ""] = numbers;
  const byRecord = await ask<Registered>(worker, "POST", `${path}/registrations`, {
    participant: records.get(first),
  });
  assert.equal(byRecord.status, 201, byRecord.text);
  assert.equal((await ask(other, "GET", path)).status, 404);
  assert.equal((await ask(other, "POST", `${path}/registrations`, { number: first })).status, 404);
  const seen = await ask<CalendarPage>(
    other,
    "GET",
    `/api/services/arae/calendar?from=${today}&until=${today}`,
  );
  assert.deepEqual(seen.body.sessions, []);
  const own = await ask<CalendarPage>(
    worker,
    "GET",
    `/api/services/arae/calendar?from=${today}&until=${today}`,
  );
  assert.ok(own.body.sessions.some((each) => each.record === record));
});

test("a person in two sessions at the same hours is said, on the page and when they are registered", async () => {
  const morning = await session(3, { starts_at: "09:00", ends_at: "12:00" });
  const overlapping = await session(3, { starts_at: "11:30", ends_at: "13:00" });
  const afterwards = await session(3, { starts_at: "13:00", ends_at: "15:00" });
  const number = numbers[8] ?? "";
  await register(morning.path, number);
  const clashing = await register(overlapping.path, number);
  assert.ok(clashing.body.clashes.some(({ from, until }) => from === "09:00" && until === "12:00"));
  const later = await register(afterwards.path, number);
  assert.ok(!later.body.clashes.some(({ from }) => from === "11:30"));
  const page = await look(morning.path);
  assert.ok(page.registrations?.[0]?.clashes.some(({ from }) => from === "11:30"));
});

test("attendance is one change, the session's too: who was present has its hours; undone, all of it goes back", async () => {
  const { path } = await session(3, { hours: "2.50" });
  for (const number of numbers.slice(0, 3)) await register(path, number);
  const statuses = ["present", "excused", "absent"] as const;
  const note = async () => {
    const page = await look(path);
    const told = await ask<AttendanceNoted>(worker, "POST", `${path}/attendance`, {
      version: page.session.version,
      marks: page.registrations?.map(({ record, version }, index) => ({
        record,
        version,
        status: statuses[index],
      })),
    });
    assert.equal(told.status, 200, told.text);
    return told;
  };
  const noted = await note();
  assert.equal((await note()).body.change, null, "nothing new is no change");
  const after = await look(path);
  assert.ok(after.session.isHeld);
  assert.deepEqual(
    after.registrations?.map(({ status, hours, signed }) => [status, hours, signed]),
    [
      ["present", "2.50", "list"],
      ["excused", null, null],
      ["absent", null, null],
    ],
  );
  const { rows } = await world.pool.query<{ register: string; entries: number }>(
    "select register, count(*)::int as entries from trail.entry where change = $1 group by register order by 1",
    [noted.body.change],
  );
  assert.deepEqual(rows, [
    { register: "workshop_registrations", entries: 3 },
    { register: "workshop_sessions", entries: 1 },
  ]);
  const undone = await ask(worker, "POST", `/api/changes/${noted.body.change}/undo`, {
    reason: "autre jour",
  });
  assert.equal(undone.status, 200, undone.text);
  const again = await look(path);
  assert.ok(again.session.isPlanned);
  assert.deepEqual(
    again.registrations?.map(({ status, hours, signed }) => [status, hours, signed]),
    statuses.map(() => ["registered", null, null]),
  );
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  const future = await session(3, { date: "2099-01-05" });
  const early = await ask(worker, "POST", `${future.path}/attendance`, { version: 0, marks: [] });
  assert.equal(early.status, 409);
});

test("the code at the door notes whoever is registered, and answers the same to every number", async () => {
  const { path } = await session(2, { hours: "3.00" });
  const [first = "", second = "", third = ""] = numbers;
  for (const each of [first, second, third]) await register(path, each);
  const shown = await ask<DoorCode>(worker, "GET", `${path}/code?language=fr`);
  assert.equal(shown.status, 200, shown.text);
  const { code } = shown.body;
  assert.match(code, /^[A-Z2-9]{6}$/);
  assert.equal((await ask(undefined, "GET", `/api/door/${code}`)).status, 200);
  assert.equal((await ask(undefined, "GET", "/api/door/AAAAAA")).status, 404);
  const answers = await Promise.all(
    [first, third, "PERSONNE-2"].map((number) =>
      ask(undefined, "POST", "/api/door", { code: code.toLowerCase(), number: ` ${number} ` }),
    ),
  );
  assert.deepEqual(
    answers.map(({ status, text }) => [status, text]),
    answers.map(() => [200, '{"heard":true}']),
  );
  const page = await look(path);
  assert.deepEqual(
    page.registrations?.map(({ status, hours, signed }) => [status, hours, signed]),
    [
      ["present", "3.00", "code"],
      ["registered", null, null],
      ["waiting", null, null],
    ],
  );
  const { rows } = await world.pool.query<{ actor: string; action: string }>(
    "select actor, action from trail.change order by seq desc limit 1",
  );
  assert.deepEqual(rows[0], { actor: "door", action: "door" });
  assert.equal((await ask(other, "GET", `${path}/code?language=fr`)).status, 404);
  const tomorrow = await session(2, { date: "2099-01-05" });
  assert.equal((await ask(worker, "GET", `${tomorrow.path}/code?language=fr`)).status, 404);
});

test("a code is good for some minutes and for its day: one photographed yesterday is not", () => {
  const { secret } = world.house;
  const of = { register: "workshop_sessions", operation: "arae", record: 1, date: "2020-03-02" };
  const now = Date.UTC(2020, 2, 2, 9, 0, 0);
  const step = now / 30_000;
  const code = codeIn(secret, of, step);
  const after = (seconds: number) => now + seconds * 1000;
  assert.ok(isCodeOf(secret, of, code, now));
  assert.ok(isCodeOf(secret, of, code, after(149)));
  assert.ok(!isCodeOf(secret, of, code, after(150)));
  assert.ok(!isCodeOf(secret, of, code, now - 1000));
  assert.ok(!isCodeOf(secret, of, code, after(86_400)));
  assert.ok(!isCodeOf(secret, { ...of, date: "2020-03-03" }, code, now));
  assert.ok(!isCodeOf(secret, { ...of, record: 2 }, code, now));
  assert.ok(!isCodeOf(new Uint8Array(32), of, code, now));
});

test("whoever tries code after code from one address has to wait", async () => {
  const codes = new Set<string>();
  for (let tries = 0; tries < 130; tries++) {
    const { status, body } = await ask<{ code: string }>(undefined, "GET", "/api/door/ZZZZZZ");
    codes.add(`${status} ${body.code}`);
  }
  assert.deepEqual([...codes], ["404 code_over", "429 too_many_requests"]);
});
