import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { computeFigures, type FigureRow } from "../../src/figure/compute.ts";
import type { FigurePage, FigureRecords, FigureTablePage } from "../../src/progress/shapes.ts";
import type { OperationPage, PartnerPage } from "../../src/progress/structure-shapes.ts";
import type { WorklistPage } from "../../src/worklist/shapes.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let officer: TestAccount;
let worker: TestAccount;
let administrator: TestAccount;

const own = "neet_cap_senne";
const other = "neet_het_kompashuis";

before(async () => {
  world = await openWorld({ operations: ["neets", "jeep_jump"], share: 0.15 });
  [officer, worker, administrator] = await Promise.all([
    world.account({ role: "programme_officer" }),
    world.account({ role: "case_worker", partner: own }),
    world.account({ role: "administrator" }),
  ]);
});
after(async () => {
  await world.close();
});

const ask = async (path: string, account: TestAccount | undefined) => {
  const response = await world.app.request(path, account ? { headers: account.headers } : {});
  return { status: response.status, response };
};
const read = async <T>(path: string, account: TestAccount): Promise<T> => {
  const { status, response } = await ask(path, account);
  assert.equal(status, 200, `${path}: ${status}`);
  return (await response.json()) as T;
};

test("what a page shows of a figure is what computeFigures says of it", async () => {
  const page = await read<FigureTablePage>(
    "/api/figures?year=2020&by=partner&where=operation:neets",
    officer,
  );
  const request = { by: ["partner"], filters: { operation: ["neets"] } };
  const [computed, before] = await Promise.all(
    [2020, 2019].map(async (year) =>
      computeFigures(world.programme, await world.house.snapshot(), { ...request, year }),
    ),
  );
  assert.ok(computed && before && page.figures.length > 20);
  for (const [index, figure] of page.figures.entries()) {
    assert.equal(figure.total, String(computed.totals.get(figure.id)));
    assert.equal(figure.previous, String(before.totals.get(figure.id)));
    for (const row of page.rows) {
      const same: FigureRow | undefined = computed.rows.find(({ at }) => at["partner"] === row.at[0]?.value);
      assert.equal(row.values[index], String(same?.values.get(figure.id) ?? 0n));
    }
  }
});

test("a partner gets its own figures without asking, the same values as the administration sees of it", async () => {
  const mine = await read<FigureTablePage>("/api/figures?year=2020", worker);
  const theirs = await read<FigureTablePage>(`/api/figures?year=2020&where=partner:${own}`, officer);
  assert.deepEqual(mine.own, { operation: null, partner: [own] });
  assert.deepEqual(mine.figures, theirs.figures);
  assert.ok(mine.figures.some(({ id, total }) => id === "participants" && Number(total) > 0));
});

test("beside a partner's figure stands the count taken from its records at this moment, and both agree", async () => {
  for (const figure of ["participants", "CO06", "TOTAL"]) {
    const page = await read<FigurePage>(`/api/figures/${figure}?year=2020`, worker);
    assert.equal(page.counted, page.value, figure);
    assert.ok(Number(page.value) > 0, figure);
  }
});

test("a partner never gets another's figure: not by filter, by breakdown, as a file, nor by its records", async () => {
  const paths = [
    `/api/figures?where=partner:${other}`,
    `/api/figures?where=partner:${own},${other}`,
    `/api/figures?by=partner&whole=true`,
    `/api/figures?by=operation&whole=true`,
    `/api/figures?where=operation:neets&whole=true`,
    `/api/figures-file/csv?where=partner:${other}`,
    `/api/figures/participants?where=partner:${other}`,
    `/api/figures/participants/records?where=partner:${other}`,
  ];
  for (const path of paths) {
    const { status, response } = await ask(path, worker);
    assert.equal(status, 403, path);
    assert.equal(((await response.json()) as { code: string }).code, "figures_of_others");
  }
  const byPartner = await read<FigureTablePage>("/api/figures?figures=participants&by=partner", worker);
  assert.deepEqual(
    byPartner.rows.map(({ at }) => at[0]?.value),
    [own],
  );
});

test("the records of a figure are those that the asker may read; of the others only their number is told", async () => {
  const path = "/api/figures/participants/records?year=2020&size=100";
  const all = await read<FigureRecords>(path, officer);
  assert.equal(all.counted, all.shown);
  const mine = await read<FigureRecords>(`${path}&whole=true`, worker);
  assert.equal(mine.counted, all.counted);
  assert.ok(mine.shown > 0 && mine.shown < all.shown);
  assert.equal(mine.records.length, mine.shown);
  assert.deepEqual([...new Set(mine.records.map(({ partner }) => partner))], [own]);
  const nobody = await read<FigureRecords>(path, administrator);
  assert.deepEqual([nobody.shown, nobody.records], [0, []]);
});

test("page after page, every record that a figure counts is listed once", async () => {
  const seen: string[] = [];
  let after = "";
  do {
    const query = new URLSearchParams({ year: "2020", size: "7", ...(after === "" ? {} : { after }) });
    const page = await read<FigureRecords>(`/api/figures/participants/records?${query.toString()}`, officer);
    seen.push(...page.records.map(({ operation, record }) => `${operation}/${record}`));
    after = page.next ?? "";
  } while (after !== "");
  const { counted } = await read<FigureRecords>("/api/figures/participants/records?year=2020", officer);
  assert.equal(seen.length, counted);
  assert.equal(new Set(seen).size, counted);
});

test("an answer of a special category is never among a record's answers", async () => {
  const page = await read<FigureRecords>("/api/figures/CO16/records?year=2020", officer);
  assert.ok((page.counted ?? 0) > 0);
  assert.ok(page.columns.every(({ id }) => id !== "disability"));
});

test("small numbers of people are hidden from whoever may not read the records, and shown to who may", async () => {
  const path = "/api/figures?year=2020&figures=CO01,CO16&by=gender&whole=true";
  const shown = await read<FigureTablePage>(path.replace("&whole=true", ""), officer);
  assert.equal(shown.hidden, null);
  const small = shown.rows
    .flatMap(({ values }) => values)
    .filter((value) => Number(value) > 0 && Number(value) < 5);
  assert.ok(small.length > 0, "the demonstration has small numbers");
  for (const account of [worker, administrator]) {
    const page = await read<FigureTablePage>(path, account);
    assert.deepEqual(page.hidden, { limit: 5, verified: false });
    const values = page.rows.flatMap(({ values }) => values);
    assert.ok(values.includes(null));
    assert.ok(values.every((value) => value === null || Number(value) === 0 || Number(value) >= 5));
  }
});

test("a figure is fresh after a change: its version is the last change of the trail", async () => {
  const page = await read<FigureTablePage>("/api/figures?figures=participants", officer);
  const { rows } = await world.pool.query<{ seq: number }>("select max(seq)::int as seq from trail.change");
  assert.equal(page.data.change, rows[0]?.seq);
});

test("many requests at once after a change bring the snapshot up to date together, and all see the change", async () => {
  const { rows } = await world.pool.query<{ seq: number }>("select max(seq)::int as seq from trail.change");
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () =>
      read<FigureTablePage>("/api/figures?figures=participants", officer),
    ),
  );
  assert.deepEqual([...new Set(answers.map(({ data }) => data.change))], [rows[0]?.seq]);
});

test("a table is taken away with the same values, and with what it was made from", async () => {
  const { response } = await ask(
    "/api/figures-file/csv?year=2020&figures=participants&by=operation",
    officer,
  );
  // The byte order mark, by which spreadsheets know the encoding, is read as such and not as text.
  const lines = (await response.text()).split("\r\n");
  const page = await read<FigureTablePage>(
    "/api/figures?year=2020&figures=participants&by=operation",
    officer,
  );
  assert.equal(lines[0], "Chiffre;Code;Unité;Opération;Valeur 2020;Valeur 2019");
  assert.ok(
    lines.some((line) => line.endsWith(`;Total;${page.figures[0]?.total};${page.figures[0]?.previous}`)),
  );
  const workbook = await ask("/api/figures-file/xlsx?year=2020", officer);
  assert.equal(workbook.status, 200);
  assert.equal(
    Buffer.from(await workbook.response.arrayBuffer())
      .subarray(0, 2)
      .toString(),
    "PK",
  );
});

test("an operation's page counts the records that the asker may read, partner by partner", async () => {
  const [all, mine] = await Promise.all([
    read<OperationPage>("/api/operations/neets", officer),
    read<OperationPage>("/api/operations/neets", worker),
  ]);
  const { rows } = await world.pool.query<{ all: number; mine: number }>(
    `select count(*)::int as all, count(*) filter (where partner = $1)::int as mine from register.participants where operation = 'neets'`,
    [own],
  );
  assert.deepEqual([all.registers[0]?.count, mine.registers[0]?.count], [rows[0]?.all, rows[0]?.mine]);
  assert.deepEqual(
    mine.registers[0]?.partners.map(({ id }) => id),
    [own],
  );
  assert.deepEqual([...new Set(mine.files.map(({ partner }) => partner))], [own]);
});

test("a partner's page tells who works there only to who manages its people, and its records only to who reads them", async () => {
  const elsewhere = await read<PartnerPage>(`/api/partners/${other}`, worker);
  assert.deepEqual([elsewhere.people, elsewhere.files, elsewhere.mayReadRecords], [null, [], false]);
  assert.ok(elsewhere.operations.every(({ registers }) => registers.every(({ count }) => count === 0)));
  const managed = await read<PartnerPage>(`/api/partners/${own}`, officer);
  assert.deepEqual(managed.people?.length, 1);
});

test("the changes that somebody sees are those of their own scope; who reads no records sees none", async () => {
  type Page = { changes: { places: { partner: string }[] }[] };
  const mine = await read<Page>("/api/changes?size=100", worker);
  assert.ok(mine.changes.length > 0);
  assert.deepEqual(
    [...new Set(mine.changes.flatMap(({ places }) => places.map(({ partner }) => partner)))],
    [own],
  );
  assert.deepEqual((await read<Page>(`/api/changes?partner=${other}`, worker)).changes, []);
  assert.deepEqual((await read<Page>("/api/changes", administrator)).changes, []);
});

test("home tells a case worker what waits in their own scope, an officer what they follow, an administrator about people", async () => {
  const { rows } = await world.pool.query<{ partner: string; count: number }>(
    `select partner, count(*)::int as count from register.participants
     where leave_date is not null and employment_at_leave is null group by partner order by count desc limit 1`,
  );
  const [waiting] = rows;
  assert.ok(waiting, "somebody left without a result");
  const theirs = await world.account({ role: "case_worker", partner: waiting.partner });
  const mine = await read<WorklistPage>("/api/worklist", theirs);
  assert.ok(mine.items.every(({ partner }) => partner === waiting.partner));
  const late = mine.items.find(({ id }) => id.includes("/result_on_leaving/"));
  assert.deepEqual([late?.turn, late?.standing, late?.count], ["yours", "overdue", waiting.count]);
  const followed = await read<WorklistPage>("/api/worklist", officer);
  assert.ok(followed.items.some(({ kind }) => kind === "target"));
  assert.ok(followed.items.every(({ turn }) => turn === "watch"));
  const people = await read<WorklistPage>("/api/worklist", administrator);
  assert.deepEqual(people.items, []);
  assert.ok(people.people !== null && mine.people === null);
});

test("nobody who is not signed in gets a figure, a page of the structure or a worklist", async () => {
  for (const path of [
    "/api/figures",
    "/api/figures/participants",
    "/api/programme",
    "/api/operations/neets",
    "/api/worklist",
    "/api/changes",
    "/api/targets",
  ])
    assert.equal((await ask(path, undefined)).status, 401, path);
  assert.equal((await ask("/api/about", undefined)).status, 200);
});
