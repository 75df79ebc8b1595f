import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld, type TestAccount, type World } from "../../test/web/world.ts";
import { lastDaySql } from "../register/taken.ts";
import { lastDayFrom } from "./request.ts";
import type { PlacesDays, PlacesFree, PlacesPage } from "./shapes.ts";

const today = "2020-03-02";
const house = "Maison d'essai";

let world: World;
let coordinator: TestAccount;
let creche: TestAccount;
before(async () => {
  world = await openWorld({ operations: [], settings: { today } });
  coordinator = await world.account({ role: "service_worker", operation: "childcare" });
  creche = await world.account({ role: "case_worker", partner: "childcare_le_petit_pont" });
  await add("childcare_places", {
    location: house,
    places: 2,
    kind: "day_care",
    available_from: "2020-01-01",
  });
  await add("childcare_places", { location: "Fermée le lundi", places: 1, available_from: "2020-01-01" });
});
after(() => world.close());

type Answer<T> = Readonly<{ status: number; body: T }>;

const ask = async <T>(
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> => {
  const response = await world.app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
};

type Kept = Readonly<{ record: number; change: number }>;

const add = async (
  register: string,
  answers: Readonly<Record<string, unknown>>,
  partner = "actiris_childcare",
): Promise<Kept> => {
  const path = `/api/operations/childcare/registers/${register}/records`;
  const { status, body } = await ask<Kept>(coordinator, "POST", path, { partner, answers });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};

let children = 0;
const nextChild = () => `ESSAI-E${String(++children).padStart(3, "0")}`;

/** Adds a request whose conditions are met; returns its number and version. */
const waiting = async (bent: Readonly<Record<string, unknown>> = {}): Promise<Kept> => {
  const { record, change } = await add("childcare_requests", {
    child_number: nextChild(),
    child_birth_date: "2019-05-05",
    parent_number: "ESSAI-1",
    requested_on: "2020-02-03",
    kind: "day_care",
    path_reason: "job_search",
    wanted_from: "2020-03-09",
    ...bent,
  });
  const done = await ask<Kept>(
    coordinator,
    "POST",
    `/api/operations/childcare/registers/childcare_requests/records/${record}/transitions/accept`,
    { version: change, texts: { at_actiris: "true", checked_on: "2020-02-05" } },
  );
  assert.equal(done.status, 200, JSON.stringify(done.body));
  return { record, change: done.body.change };
};

const offer = (
  account: TestAccount,
  { record, change }: Kept,
  bent: Readonly<Record<string, unknown>> = {},
) =>
  ask<{ code?: string; day?: string; change: number }>(
    account,
    "POST",
    "/api/services/childcare/places/offer",
    {
      operation: "childcare",
      request: record,
      version: change,
      structure: house,
      from: "2020-03-09",
      until: "2020-06-30",
      ...bent,
    },
  );

const page = async (account: TestAccount): Promise<PlacesPage> => {
  const { status, body } = await ask<PlacesPage>(
    account,
    "GET",
    "/api/services/childcare/places?from=2020-01",
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

const stay = (bent: Readonly<Record<string, unknown>>, partner?: string) =>
  add(
    "childcare_stays",
    { child_number: nextChild(), child_birth_date: "2018-06-06", parent_number: "ESSAI-2", ...bent },
    partner,
  );

test("of two who are offered the last place at the same moment, one has it and the other is told", async () => {
  const [first, second, third] = [await waiting(), await waiting(), await waiting()];
  assert.equal((await offer(coordinator, first)).status, 200);
  const both = await Promise.all([offer(coordinator, second), offer(coordinator, third)]);
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  );
  const refused = both.find(({ status }) => status === 409);
  assert.deepEqual([refused?.body.code, refused?.body.day], ["place_taken", "2020-03-09"]);
  const { promised, structures } = await page(coordinator);
  assert.equal(promised.length, 2);
  const row = structures?.rows.find(({ structure }) => structure === house);
  assert.deepEqual([row?.today.free, row?.soon.free, row?.soon.promised], [2, 0, 2]);
  // The day after the last one, and until the day before the first, there is room again.
  const left = both[0]?.status === 409 ? second : third;
  assert.equal((await offer(coordinator, left, { from: "2020-06-30" })).status, 409);
  assert.equal((await offer(coordinator, left, { from: "2020-07-01", until: null })).status, 200);
});

test("the database holds it too: two promises of one place by whatever hand, and one is refused", async () => {
  const wall = "Halte du mur";
  await add("childcare_places", { location: wall, places: 1, available_from: "2020-01-01" });
  const [first, second] = [await waiting(), await waiting()];
  const promise = async (record: number): Promise<string> => {
    const client = await world.pool.connect();
    try {
      await client.query("begin");
      await client.query(
        `update register.childcare_requests set state = 'offered', location = $2, place_from = '2020-04-01',
           place_until = '2020-04-30' where record = $1`,
        [record, wall],
      );
      await client.query("commit");
      return "promised";
    } catch (error) {
      await client.query("rollback");
      return error instanceof Error && "constraint" in error ? String(error.constraint) : String(error);
    } finally {
      client.release();
    }
  };
  // Writers of the trail wait for each other: without that, the wall stands by itself.
  const trail = (how: string) =>
    world.pool.query(`alter table register.childcare_requests ${how} trigger follows_the_trail`);
  await trail("disable");
  const ends = await Promise.all([promise(first.record), promise(second.record)]);
  await trail("enable");
  assert.deepEqual(ends.toSorted(), ["place_taken", "promised"]);
});

test("an open-ended stay takes its place until the day before the third birthday, whatever its record says", async () => {
  const limited = "Maison de la limite";
  await add("childcare_places", { location: limited, places: 1, available_from: "2020-01-01" });
  await stay({ child_birth_date: "2017-04-16", starts_on: "2020-01-06", location: limited });
  const days = await ask<PlacesDays>(
    coordinator,
    "GET",
    `/api/services/childcare/places/days?operation=childcare&structure=${encodeURIComponent(limited)}&month=2020-04`,
  );
  assert.deepEqual(
    days.body.days.filter(({ taken }) => taken > 0).map(({ day }) => day),
    Array.from({ length: 15 }, (_, at) => `2020-04-${String(at + 1).padStart(2, "0")}`),
  );
  const request = await waiting({ child_birth_date: "2019-01-01" });
  const period = { structure: limited, until: "2020-08-31" };
  assert.equal((await offer(coordinator, request, { ...period, from: "2020-04-15" })).body.day, "2020-04-15");
  assert.equal((await offer(coordinator, request, { ...period, from: "2020-04-16" })).status, 200);
  const { ending } = await page(coordinator);
  assert.deepEqual(
    ending?.rows.filter(({ structure }) => structure === limited).map((row) => [row.lastDay, row.daysLeft]),
    [["2020-04-15", 44]],
  );
});

test("more children than places is told day by day; a closed day is neither free nor over", async () => {
  const full = "Maison comble";
  await add("childcare_places", {
    location: full,
    places: 1,
    available_from: "2020-01-01",
    opening_days: "monday_friday",
  });
  for (const ends of ["2020-02-14", "2020-02-29"])
    await stay({ starts_on: "2020-02-10", ends_on: ends, location: full });
  const { structures, nowhere } = await page(coordinator);
  const month = structures?.rows
    .find(({ structure }) => structure === full)
    ?.months.find((each) => each.month === "2020-02");
  // The 10th to the 14th with two, and ten more working days with one, of the twenty of the month.
  assert.deepEqual(month, {
    month: "2020-02",
    openDays: 20,
    placeDays: 20,
    takenDays: 20,
    promisedDays: 0,
    mostTaken: 2,
    daysOver: 5,
  });
  assert.equal(nowhere, 0);
  await stay({ starts_on: "2020-02-10" });
  assert.equal((await page(coordinator)).nowhere, 1);
});

test("who waits is in the order of the priorities, and of the day they asked; each reason is told", async () => {
  const numbers = [
    await waiting({ requested_on: "2020-01-08", path_reason: "starting_job" }),
    await waiting({ requested_on: "2020-01-09", path_reason: "training", single_parent: true }),
    await waiting({ requested_on: "2020-01-07", path_reason: "starting_job" }),
  ].map(({ record }) => record);
  const { waiting: list } = await page(coordinator);
  const mine = list.rows.filter(({ record }) => numbers.includes(record));
  assert.deepEqual(
    mine.map(({ record, points, reasons }) => [
      numbers.indexOf(record),
      points,
      reasons.map(({ priority }) => priority),
    ]),
    [
      [1, 35, ["training", "single_parent"]],
      [2, 30, ["starting_job"]],
      [0, 30, ["starting_job"]],
    ],
  );
});

test("a structure's own worker sees its places as full as they are, and of the requests of others nothing", async () => {
  const bridge = "Petit pont d'essai";
  const partner = "childcare_le_petit_pont";
  await add("childcare_places", { location: bridge, places: 1, available_from: "2020-01-01" }, partner);
  const request = await waiting();
  assert.equal((await offer(coordinator, request, { structure: bridge })).status, 200);
  const seen = await page(creche);
  assert.deepEqual(
    seen.structures?.rows.map(({ structure, soon }) => [structure, soon.promised, soon.free]),
    [[bridge, 1, 0]],
  );
  assert.deepEqual([seen.waiting.count, seen.promised.length], [0, 0]);
  assert.equal((await offer(creche, request)).status, 404);
  const free = await ask<PlacesFree>(
    coordinator,
    "GET",
    `/api/services/childcare/places/free?operation=childcare&request=${request.record}&from=2020-07-01`,
  );
  assert.equal(free.body.until, "2022-05-04");
  assert.equal(free.body.rows.find(({ structure }) => structure === bridge)?.free, 1);
});

test("when the child comes, the stay is written with what the request says, at the structure's partner, as one change", async () => {
  const bridge = "Pont d'arrivée";
  const partner = "childcare_le_petit_pont";
  await add("childcare_places", { location: bridge, places: 1, available_from: "2020-01-01" }, partner);
  const { record, change } = await waiting();
  const offered = await offer(coordinator, { record, change }, { structure: bridge });
  const path = `/api/operations/childcare/registers/childcare_requests/records/${record}/transitions/sign`;
  const signed = await ask<Kept>(coordinator, "POST", path, {
    version: offered.body.change,
    texts: { contract_on: "2020-03-03" },
  });
  const begin = (account: TestAccount) =>
    ask<{ stay: { record: number } }>(account, "POST", "/api/services/childcare/places/begin", {
      operation: "childcare",
      request: record,
      version: signed.body.change,
      on: "2020-03-09",
    });
  const begun = await begin(coordinator);
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { rows } = await world.pool.query(
    `select s.partner, s.location, s.starts_on, s.child_birth_date, i.child_number = r.child_number as same, q.state
     from register.childcare_stays s join identity.childcare_stays i using (operation, record)
     join identity.childcare_requests r on r.record = $2 join register.childcare_requests q on q.record = $2
     where s.record = $1`,
    [begun.body.stay.record, record],
  );
  assert.deepEqual(rows, [
    {
      partner,
      location: bridge,
      starts_on: "2020-03-09",
      child_birth_date: "2019-05-05",
      same: true,
      state: "present",
    },
  ]);
  // The same click a second time begins nothing twice.
  assert.equal((await begin(coordinator)).status, 409);
  const stay = begun.body.stay.record;
  const written = async () =>
    (
      await world.pool.query<{ change: number; kinds: string[] }>(
        `select change, array_agg(register || ' ' || kind order by n) as kinds from trail.entry
         where change in (select change from trail.entry where record = $1) group by change order by change desc`,
        [stay],
      )
    ).rows;
  const kinds = ["childcare_requests changed", "childcare_stays added"];
  assert.deepEqual(
    (await written()).map((each) => each.kinds),
    [kinds],
  );
  const undo = async () => {
    const change = (await written())[0]?.change;
    const undone = await ask(coordinator, "POST", `/api/changes/${change}/undo`, { reason: "venue remise" });
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    return (
      await world.pool.query<{ state: string; keeper: string | null }>(
        `select q.state, s.partner as keeper from register.childcare_requests q
         left join register.childcare_stays s on s.record = $2 where q.record = $1`,
        [record, stay],
      )
    ).rows;
  };
  // The one place is promised again only once the stay has left it; done again, the stay is kept where it was.
  assert.deepEqual(await undo(), [{ state: "contract", keeper: null }]);
  assert.deepEqual(await undo(), [{ state: "present", keeper: partner }]);
});

test("the database and the server know the same last day for every day of birth", async () => {
  const limit = world.programme.services.get("childcare")?.places?.stays.limit;
  assert.ok(limit);
  const { rows } = await world.pool.query<{ born: string; last: string }>(
    `select child_birth_date as born, ${lastDaySql(limit)} as last
     from (select d::date as child_birth_date, '2020-01-06'::date as starts_on
       from generate_series('2015-01-01'::date, '2020-12-31', interval '1 day') d) birth`,
  );
  assert.equal(rows.length, 2192);
  const other = rows.filter(
    ({ born, last }) => lastDayFrom(limit, { child_birth_date: born }, "2020-01-06") !== last,
  );
  assert.deepEqual(other, []);
});

test("who came back from their one stay does not begin a second one, and the request stays where it was", async () => {
  const account = await world.account({ role: "service_worker", operation: "european_internships" });
  const registers = "/api/operations/european_internships/registers";
  const sent = async <T>(path: string, body: unknown): Promise<Answer<T>> => ask(account, "POST", path, body);
  const person = { person_number: "ESSAI-S1", birth_date: "1996-05-05" };
  const left = {
    ...person,
    entry_date: "2019-02-04",
    host_country: "ES",
    planned_end: "2019-05-03",
    leave_date: "2019-05-03",
  };
  assert.equal((await sent(`${registers}/participants/records`, { answers: left })).status, 201);
  const candidacies = `${registers}/internship_candidacies/records`;
  const candidacy = await sent<Kept>(candidacies, {
    answers: {
      ...person,
      applied_on: "2020-01-06",
      wanted_from: "2020-03-02",
      ...Object.fromEntries(
        ["doc_cv", "doc_identity", "doc_insurance", "doc_health_card"].map((paper) => [paper, true]),
      ),
    },
  });
  const { record } = candidacy.body;
  let version = candidacy.body.change;
  for (const [transition, texts] of [
    [
      "accept",
      {
        registered_unemployed: "true",
        trained_in_field: "true",
        no_double_financing: "true",
        never_before: "true",
        checked_on: today,
      },
    ],
    [
      "match",
      { host_number: "H-1", host_country: "IE", departs_on: "2020-03-02", planned_end: "2020-05-29" },
    ],
    ["sign", { agreement_on: today }],
  ] as const) {
    const step = await sent<Kept>(`${candidacies}/${record}/transitions/${transition}`, { version, texts });
    assert.equal(step.status, 200, JSON.stringify(step.body));
    version = step.body.change;
  }
  const begun = await sent<{ code: string }>("/api/services/european_internships/places/begin", {
    operation: "european_internships",
    request: record,
    version,
    on: "2020-03-02",
  });
  assert.deepEqual([begun.status, begun.body.code], [409, "second_stay"]);
  const { rows } = await world.pool.query(
    `select state, (select array_agg(entry_date) from register.participants
       where operation = 'european_internships') as entries
     from register.internship_candidacies where record = $1`,
    [record],
  );
  assert.deepEqual(rows, [{ state: "agreement", entries: ["2019-02-04"] }]);
});
