import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answer, ServiceList } from "../../src/question/shapes.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let officer: TestAccount;
let linkWorker: TestAccount;
let partnerWorker: TestAccount;
let administrator: TestAccount;

before(async () => {
  world = await openWorld({ operations: ["link", "childcare"], share: 0.2 });
  [officer, linkWorker, partnerWorker, administrator] = await Promise.all([
    world.account({ role: "programme_officer" }),
    world.account({ role: "service_worker", operation: "link" }),
    world.account({ role: "case_worker", partner: "actiris" }),
    world.account({ role: "administrator" }),
  ]);
});
after(() => world.close());

const ask = async (path: string, { headers }: TestAccount): Promise<Response> =>
  world.app.request(path, { headers });
const read = async <T>(path: string, account: TestAccount): Promise<T> => {
  const response = await ask(path, account);
  assert.equal(response.status, 200, `${path}: ${response.status}`);
  return (await response.json()) as T;
};

/** The numbers of the first table by measure: this year's and the year's before. */
const main = ({ tables }: Answer): Record<string, (string | null)[]> =>
  Object.fromEntries(
    (tables[0]?.rows ?? []).map(({ measure, cells }) => [
      measure ?? "",
      cells.map(({ state, value }) => (state === "value" ? value : state)),
    ]),
  );

const count = async (sql: string): Promise<(string | null)[]> => {
  const years = await Promise.all(
    [2020, 2019].map((year) =>
      world.pool.query<{ value: string | null }>(
        sql.replaceAll("FIRST", `date '${year}-01-01'`).replaceAll("LAST", `date '${year}-12-31'`),
      ),
    ),
  );
  return years.map(({ rows }) => rows[0]?.value ?? null);
};

test("every number of Link is the one that the register itself gives", async () => {
  const shown = main(await read<Answer>("/api/questions/link?year=2020", officer));
  const people = (rule: string, value = "count(*)") =>
    count(
      `select (${value})::text as value from register.participants
       where operation = 'link' and entry_date between FIRST and LAST and ${rule}`,
    );
  const inWork = "employment_at_leave in ('employed', 'self_employed')";
  assert.deepEqual(shown["persons"], await people("true"));
  assert.deepEqual(shown["article_60"], await people("article_60"));
  assert.deepEqual(shown["placed"], await people(inWork));
  assert.deepEqual(
    shown["placed_share"],
    await people("leave_date is not null", `round(100.0 * count(*) filter (where ${inWork}) / count(*), 1)`),
  );
  assert.deepEqual(shown["advisers"], await people("true", "count(distinct (partner, adviser_code))"));
  const staff = await count(
    `select sum(fte)::text as value from register.service_posts
     where operation = 'link' and starts_on <= LAST and (ends_on is null or ends_on >= FIRST)`,
  );
  assert.deepEqual(shown["staff"]?.map(Number), staff.map(Number));
  assert.ok(staff.every((fte) => Number(fte) > 0));
  assert.deepEqual(shown["budget"], ["217000", "217000"]);
});

test("places, occupancy and lengths of stay are those of the two registers, day by day", async () => {
  const answer = await read<Answer>("/api/questions/childcare?year=2020", officer);
  const shown = main(answer);
  const perDay = (held: string) => `select round(avg(held), 1)::text as value from (
     select (select ${held}) as held from generate_series(FIRST, LAST, interval '1 day') as day) days`;
  const places = `coalesce(sum(places), 0) from register.childcare_places
     where available_from <= day and (available_until is null or available_until >= day)`;
  const stays = `count(*) from register.childcare_stays
     where starts_on <= day and (ends_on is null or ends_on >= day)`;
  assert.deepEqual(shown["places_daily"], await count(perDay(places)));
  assert.deepEqual(shown["occupied_daily"], await count(perDay(stays)));
  const ended = (value: string) =>
    count(
      `select (${value})::text as value from
       (select ends_on - starts_on + 1 as days from register.childcare_stays where ends_on between FIRST and LAST) s`,
    );
  assert.deepEqual(shown["ended_stays"], await ended("count(*)"));
  assert.deepEqual(shown["mean_stay"], await ended("round(avg(days), 1)"));
  assert.deepEqual(
    shown["median_stay"],
    await ended("round((percentile_cont(0.5) within group (order by days))::numeric, 1)"),
  );
  assert.deepEqual(shown["shortest_stay"], await ended("min(days)"));
  assert.deepEqual(shown["longest_stay"], await ended("max(days)"));

  const structures = answer.tables.find(({ id, year }) => id === "structure" && year === 2020);
  const column = structures?.columns.findIndex(({ measure }) => measure === "ended_stays") ?? -1;
  const { rows } = await world.pool.query<{ partner: string; count: number }>(
    `select partner, count(*)::int as count from register.childcare_stays
     where ends_on between '2020-01-01' and '2020-12-31' group by partner`,
  );
  assert.ok(rows.some((row) => row.count < 5));
  for (const { partner, count: stayed } of rows) {
    const name = world.programme.partners.get(partner)?.name.fr;
    const cell = structures?.rows.find(({ label }) => label.fr === name)?.cells[column];
    if (cell?.state === "value") assert.equal(cell.value, String(stayed));
    assert.equal(stayed < 5 ? cell?.state : "shown", stayed < 5 ? "hidden" : "shown");
  }
});

test("a question is answered to whoever reads the figures of the whole operation, and hides alike for all", async () => {
  const list = async (account: TestAccount) =>
    (await read<ServiceList>("/api/questions", account)).services.map(({ service }) => service);
  assert.equal((await list(officer)).length, world.programme.questions.services.size);
  assert.deepEqual(await list(linkWorker), ["link"]);
  assert.deepEqual(await list(partnerWorker), []);
  assert.deepEqual(
    await read<Answer>("/api/questions/link?year=2020", linkWorker),
    await read<Answer>("/api/questions/link?year=2020", officer),
  );
  const status = async (path: string, account: TestAccount) => (await ask(path, account)).status;
  assert.equal(await status("/api/questions/childcare", linkWorker), 403);
  assert.equal(await status("/api/questions/link", partnerWorker), 403);
  assert.equal(await status("/api/questions", administrator), 403);
  assert.equal(await status("/api/questions/nothing", officer), 404);
  assert.equal(await status("/api/questions/link?year=2020&since=2021", officer), 400);
  assert.equal((await world.app.request("/api/questions/link")).status, 401);
});

test("the answer is taken away in the asker's language, with what it was made under", async () => {
  const file = async (format: string, language: string) => {
    const response = await world.app.request(`/api/questions/link/file/${format}?year=2020`, {
      headers: { ...officer.headers, "accept-language": language },
    });
    assert.equal(response.status, 200);
    assert.match(
      response.headers.get("content-disposition") ?? "",
      new RegExp(`question-link-2020\\.${format}`),
    );
    return Buffer.from(await response.arrayBuffer());
  };
  const [csv, markdown, workbook] = await Promise.all([
    file("csv", "nl"),
    file("md", "fr"),
    file("xlsx", "en"),
  ]);
  assert.match(csv.toString(), /Dienst Link;waarvan "artikel 60"|Dienst Link;"waarvan ""artikel 60"""/);
  assert.match(markdown.toString(), /^# Service Link, 2020, 2019\n/);
  assert.match(markdown.toString(), /\| Personnel du service \(ETP\) \| \d,\d\d \| \d,\d\d \|/);
  assert.ok(markdown.toString().includes(world.programme.fingerprint.slice(0, 12)));
  assert.equal(workbook.subarray(0, 2).toString(), "PK");
});

test("questions asked at once do not wait for each other for ever", async () => {
  const all = await Promise.all(
    Array.from({ length: 12 }, () => ask("/api/questions/childcare?year=2020", officer)),
  );
  assert.deepEqual([...new Set(all.map(({ status }) => status))], [200]);
});
