import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { everyPolicy, type Signed, withoutPolicy } from "../access/forTests.ts";
import { withoutGuard } from "../access/guards.ts";
import type { RecordValues } from "../definition/condition/condition.ts";
import { recordCheck } from "../register/check.ts";
import { describeList } from "./describe.ts";
import { ListRequestError } from "./filter.ts";
import { type ListStore, listStore, type Planted } from "./forTests.ts";
import { type ListedRecord, pageSize } from "./list.ts";
import { openRules } from "./open-points.ts";

const programme = tinyProgramme();
const participants = registerOf(programme, "participants");
const workshops = registerOf(programme, "workshop_hours");

let store: ListStore;
let inspector: Signed;
let director: Signed;
let north: Signed;
let south: Signed;
let coordinator: Signed;

const names = ["Dupont", "dupont", "Élan", "Eland", "Van Damme", "Ytterbrink", "Ångström", "Abel"];
const genders = ["man", "woman", null];

const answersOf = (n: number): RecordValues => ({
  person_number: `V-${String(n).padStart(5, "0")}`,
  last_name: names[n % names.length] ?? "",
  first_name: n % 2 === 0 ? "Aline" : "Chloé",
  postcode: "1070",
  birth_date: n % 9 === 0 ? null : `19${70 + (n % 30)}-03-0${1 + (n % 9)}`,
  gender: genders[n % 3] ?? null,
  entry_date: `20${15 + (n % 6)}-0${1 + (n % 9)}-11`,
  employment_at_entry: n % 5 === 0 ? null : "inactive",
  education_level: n % 7 === 0 ? null : "isced_3",
  leave_date: n % 4 === 0 ? null : "2021-05-05",
  migrant_or_minority: n % 2 === 0 ? "yes" : "no",
});

const people = Array.from({ length: 180 }, (_, at): Planted => {
  const record = at + 1;
  const operation = record % 6 === 0 ? "first_step" : "guidance";
  const partner = operation === "guidance" && record % 3 === 0 ? "south_workshop" : "north_workshop";
  return { operation, partner, record, answers: answersOf(record) };
});

before(async () => {
  store = await listStore(programme);
  inspector = await store.signIn("Essai 1", { role: "inspector" });
  director = await store.signIn("Essai 2", { role: "director" });
  north = await store.signIn("Essai 3", { role: "guide", partner: "north_workshop" });
  south = await store.signIn("Essai 4", { role: "guide", partner: "south_workshop" });
  coordinator = await store.signIn("Essai 5", { role: "coordinator", operation: "first_step" });
  await store.plant(participants, people);
});
after(() => store.close());

const numbers = (records: readonly ListedRecord[]) => records.map(({ record }) => record);

test("paging through a list gives each record once, in one order, from either end", async () => {
  for (const sort of [
    undefined,
    { field: "last_name", descending: false },
    { field: "last_name", descending: true },
    { field: "leave_date", descending: true },
    { field: "gender", descending: false },
    { field: "_record", descending: false },
  ]) {
    const seen: number[] = [];
    let pages = 1;
    for (let page = 1; page <= pages; page++) {
      const found = await store.list(inspector, participants, { sort, page });
      pages = found.pages;
      seen.push(...numbers(found.records));
    }
    assert.equal(pages, Math.ceil(people.length / pageSize));
    assert.equal(seen.length, people.length);
    assert.equal(new Set(seen).size, people.length, JSON.stringify(sort));
    const more = await store.list(inspector, participants, { sort, page: 99 });
    assert.equal(more.page, pages, "a page past the end is the last one");
    assert.deepEqual(numbers(more.records), seen.slice((pages - 1) * pageSize));
  }
});

test("names sort without capitals and accents, and whoever has no answer comes last in both directions", async () => {
  const columns = ["last_name"];
  const up = await store.list(inspector, participants, {
    columns,
    sort: { field: "last_name", descending: false },
  });
  assert.equal(up.records[0]?.answers["last_name"], "Abel");
  const upNames = up.records.map(({ answers }) => answers["last_name"]);
  assert.ok(upNames.lastIndexOf("Ångström") < upNames.indexOf("Dupont"));
  const down = await store.list(inspector, participants, {
    columns,
    sort: { field: "last_name", descending: true },
  });
  assert.equal(down.records[0]?.answers["last_name"], "Ytterbrink");
  for (const descending of [true, false]) {
    const { pages } = await store.list(inspector, participants);
    const last = await store.list(inspector, participants, {
      columns: ["leave_date"],
      sort: { field: "leave_date", descending },
      page: pages,
    });
    assert.equal(last.records.at(-1)?.answers["leave_date"], null);
  }
});

test("what is left to do on a record is what its rules say, and the filter finds those records", async () => {
  const check = recordCheck(participants);
  const rules = new Set(openRules(participants).map(({ id }) => id));
  assert.ok(rules.size > 5);
  const wanted = new Map(
    people.map(({ record, operation, partner, answers }) => [
      record,
      check({ ...answers, operation, partner })
        .filter(({ rule, severity }) => severity !== "refuse" && rules.has(rule))
        .map(({ rule }) => rule)
        .sort(),
    ]),
  );
  const severity = new Map(openRules(participants).map((rule) => [rule.id, rule.severity]));
  for (const state of ["incomplete", "confirm"] as const) {
    const expected = [...wanted].filter(([, found]) => found.some((rule) => severity.get(rule) === state));
    const page = await store.list(inspector, participants, { filters: [{ field: "_open", in: [state] }] });
    assert.equal(page.total, expected.length, state);
    assert.ok(page.total > 0, state);
    for (const { record, open } of page.records)
      assert.deepEqual(open.map(({ rule }) => rule).sort(), wanted.get(record));
  }
  const { incomplete } = await store.list(inspector, participants);
  const { total } = await store.list(inspector, participants, {
    filters: [{ field: "_open", in: ["incomplete"] }],
  });
  assert.equal(incomplete, total);
});

test("what somebody ticked as right on the newest version of a record is not left to do", async () => {
  const before = await store.list(inspector, participants, {
    filters: [{ field: "_open", in: ["confirm"] }],
  });
  const [record] = before.records;
  assert.ok(record);
  const rules = record.open.filter(({ severity }) => severity === "confirm").map(({ rule }) => rule);
  await store.plant(participants, []);
  await store.pool.query(
    `insert into trail.entry select 2, 1, 'participants', operation, partner, record, 'changed', null, '{}', ''
       from register.participants where record = $1`,
    [record.record],
  );
  await store.pool.query(
    "insert into trail.reach select 2, operation, partner from trail.entry where change = 2",
  );
  await store.pool.query("update register.participants set change = 2 where record = $1", [record.record]);
  await store.pool.query("insert into entry.act (change, confirmed) values (2, $1)", [rules]);
  const now = await store.list(inspector, participants, { filters: [{ field: "_open", in: ["confirm"] }] });
  assert.equal(now.total, before.total - 1);
  assert.ok(!numbers(now.records).includes(record.record));
  await store.pool.query("update entry.act set confirmed = $1", [rules.slice(1)]);
  const partly = await store.list(inspector, participants, {
    filters: [{ field: "_open", in: ["confirm"] }],
  });
  assert.equal(partly.total, before.total, "one of several ticked leaves the others");
  const found = partly.records.find((each) => each.record === record.record);
  assert.deepEqual(
    found?.open.filter(({ severity }) => severity === "confirm").map(({ rule }) => rule),
    rules.slice(0, 1),
  );
  await store.pool.query("delete from entry.act");
});

test("a search finds people by parts of their names or number, without accents, and only for who may see names", async () => {
  const found = async (search: string, signed = inspector) =>
    (await store.list(signed, participants, { search, columns: ["last_name", "person_number"] })).records;
  for (const { answers } of await found("ELAN")) assert.match(String(answers["last_name"]), /^(Élan|Eland)$/);
  assert.ok((await found("elan")).length > 10);
  assert.deepEqual(
    (await found("v-00007")).map(({ record }) => record),
    [7],
  );
  assert.ok((await found("damme aline")).every(({ answers }) => answers["last_name"] === "Van Damme"));
  assert.ok((await found("damme aline")).length > 0);
  assert.deepEqual(await found("%%%"), []);
  assert.deepEqual(await found("___"), []);
  assert.deepEqual(await found("zzz"), []);
  await assert.rejects(found("dupont", director), ListRequestError);
  const { total } = await store.list(director, participants, { search: "dupont" });
  assert.equal(total, 0);
});

test("names are shown to who may see them, and each reading is noted with the fields that were shown", async () => {
  const readings = async (signed: Signed) => {
    const { rows } = await store.pool.query<{
      operation: string;
      records: number[];
      fields: string[];
      purpose: string;
    }>("delete from access.reading where account = $1 returning operation, records, fields, purpose", [
      signed.account,
    ]);
    return rows.map((row) => ({ ...row, records: row.records.toSorted((a, b) => a - b) }));
  };
  await readings(inspector);
  const asked = { columns: ["last_name", "gender"], operation: "first_step" };
  const page = await store.list(inspector, participants, asked);
  assert.deepEqual(await readings(inspector), [
    {
      operation: "first_step",
      records: numbers(page.records).toSorted((a, b) => a - b),
      fields: ["last_name"],
      purpose: "list",
    },
  ]);
  await store.list(inspector, participants, { columns: ["gender"] });
  assert.deepEqual(await readings(inspector), [], "nothing is noted where no name was shown");
  await assert.rejects(store.list(director, participants, { columns: ["last_name"] }), ListRequestError);
  const plain = await store.list(director, participants);
  assert.equal(plain.total, people.length);
  for (const { answers } of plain.records)
    assert.ok(!("last_name" in answers) && !("person_number" in answers));
  await assert.rejects(
    store.list(inspector, participants, { filters: [{ field: "migrant_or_minority", in: ["yes"] }] }),
    ListRequestError,
    "who does not see answers of a special category cannot filter by them",
  );
  const special = await store.list(north, participants, { columns: ["migrant_or_minority"] });
  assert.ok(special.records.every(({ answers }) => "migrant_or_minority" in answers));
  const [reading] = await readings(north);
  assert.deepEqual(reading?.fields, ["migrant_or_minority"]);
});

/** Everything that a list could tell: rows, counts, searches, what sorting by a name gives. */
const everything = async (signed: Signed, guards?: Parameters<ListStore["list"]>[2]) => {
  const asks: Parameters<ListStore["list"]>[2][] = [
    {},
    { sort: { field: "last_name", descending: false } },
    { sort: { field: "last_name", descending: true }, page: 3 },
    { search: "dupont" },
    { search: "v-00003" },
    { filters: [{ field: "last_name", contains: "a" }] },
    { filters: [{ field: "migrant_or_minority", in: ["yes"] }] },
    { filters: [{ field: "_open", in: ["incomplete", "confirm"] }] },
    { filters: [{ field: "_partner", in: ["south_workshop"] }] },
    { operation: "first_step" },
  ];
  const pages = [];
  for (const ask of asks) pages.push(await store.list(signed, participants, { ...ask, ...guards }));
  return pages;
};

const ofPartner = (partner: string) => people.filter((person) => person.partner === partner).length;

test("a partner's user gets the partner's records only: in rows, counts, searches and orders", async () => {
  for (const [signed, partner] of [
    [north, "north_workshop"],
    [south, "south_workshop"],
  ] as const) {
    const pages = await everything(signed);
    assert.equal(pages[0]?.total, ofPartner(partner));
    for (const page of pages) {
      assert.ok(page.records.every((record) => record.partner === partner));
      assert.ok(page.total <= ofPartner(partner) && (page.incomplete ?? 0) <= page.total);
    }
  }
  const { total } = await store.list(coordinator, participants);
  assert.equal(total, people.filter(({ operation }) => operation === "first_step").length);
});

test("each wall holds alone: without the server's scope nothing more comes, without a policy neither", async () => {
  const plain = JSON.stringify(await everything(south));
  assert.equal(JSON.stringify(await everything(south, { guards: withoutGuard("listing") })), plain);
  const policies = (await everyPolicy(store.pool)).filter(
    ({ table, command }) => command === "SELECT" && /^(register|identity)\.participants$/.test(table),
  );
  assert.equal(policies.length, 2);
  for (const policy of policies)
    await withoutPolicy(store.pool, policy, async () => {
      assert.equal(JSON.stringify(await everything(south)), plain, policy.table);
    });
});

test("with both walls down others' records do come: the walls are what holds", async () => {
  const policies = (await everyPolicy(store.pool)).filter(
    ({ table, command }) => command === "SELECT" && table === "register.participants",
  );
  const [policy] = policies;
  assert.ok(policy);
  await withoutPolicy(store.pool, policy, async () => {
    const { total } = await store.list(south, participants, { guards: withoutGuard("listing") });
    assert.equal(total, people.length);
  });
});

test("what a list offers names only operations and partners within reach, and no column that is hidden", async () => {
  const describe = (signed: Signed, operation?: string) =>
    store.as(signed, participants, { operation }, describeList);
  const choices = (found: Awaited<ReturnType<typeof describe>>, id: string) =>
    found.columns.find((column) => column.id === id)?.choices?.map(({ code }) => code);
  const ofSouth = await describe(south);
  assert.deepEqual(choices(ofSouth, "_partner"), ["south_workshop"]);
  assert.deepEqual(choices(ofSouth, "_operation"), ["guidance"], "it takes part in this one only");
  assert.deepEqual(choices(await describe(inspector), "_partner")?.toSorted(), [
    "north_workshop",
    "south_workshop",
  ]);
  const ofDirector = await describe(director);
  assert.deepEqual(ofDirector.searched, []);
  for (const { id, isPrivate } of ofDirector.columns) assert.ok(!isPrivate, id);
  assert.ok(ofSouth.columns.some(({ id, isPrivate }) => id === "disability" && isPrivate));
  assert.ok(ofSouth.suggestions.some(({ query }) => query === "filter=_open%3Aincomplete"));
});

test("a register about no person is searched by what tells its records apart", async () => {
  await store.plant(workshops, [
    {
      operation: "guidance",
      partner: "north_workshop",
      record: 900,
      answers: {
        person_number: "V-00001",
        held_on: "2020-03-12",
        hours: "2.50",
        theme: "letter",
        online: true,
      },
    },
  ]);
  const { records, total } = await store.list(inspector, workshops, { search: "v-00001" });
  assert.equal(total, 1);
  assert.equal(records[0]?.answers["hours"], "2.50");
});
