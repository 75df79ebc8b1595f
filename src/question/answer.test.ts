import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import { loadProgramme } from "../definition/load.ts";
import type { Programme } from "../definition/programme.ts";
import { figureBench, type FigureBench } from "../figure/forTests.ts";
import { Snapshot } from "../figure/snapshot.ts";
import { answerQuestion, findQuestion, UnknownService, UnreadableYears } from "./answer.ts";
import { cellText } from "./cell-text.ts";
import { computeCells, type Cell, type MeasureCells } from "./cells.ts";
import type { Answer } from "./shapes.ts";

const text = (words: string) => `{ fr: "${words}", nl: "${words}", en: "${words}" }`;
const source = "{ article: invented, verified: false }";
const stays = "register: stays, from: since, until: until";
const length = (statistic: string) => `{ ${stays}, statistic: ${statistic}, both_days: true }`;

const limit = "limit: { born: since, years: one_year }";

/** What says how long a stay lasts at most; a year from its first day here. */
const service = `service: nursery
number: 1
label: ${text("Nursery")}
description: ${text("Nursery")}
parameters:
  - parameter: one_year
    label: ${text("one year")}
    unit: years
    values: [{ from: "2014-01-01", value: 1, source: ${source} }]
`;

const questions = `measures:
  - { measure: all, figure: all_people }
  - { measure: told, label: ${text("told")}, part_of: all, when: { told: true } }
  - { measure: told_share, label: ${text("share")}, share: told, of: all }
  - { measure: schools, label: ${text("schools")}, register: people, count: { distinct: [school] }, year: entered, people: false }
  - { measure: per_school, label: ${text("per school")}, ratio: all, of: schools }
  - { measure: contribution, figure: contribution }
  - { measure: remarked, label: ${text("remarked")}, part_of: all, when: { remark: { known: true } }, missing: ${text("no remark")} }
  - { measure: elsewhere, label: ${text("stays")}, figure: stays }
  - { measure: stays, label: ${text("stays")}, figure: stays }
  - { measure: ended, label: ${text("ended")}, register: stays, year: until }
  - { measure: mean, label: ${text("mean")}, length: ${length("mean")} }
  - { measure: median, label: ${text("median")}, length: ${length("median")} }
  - { measure: shortest, label: ${text("shortest")}, length: ${length("shortest")} }
  - { measure: longest, label: ${text("longest")}, length: ${length("longest")} }
  - { measure: daily, label: ${text("daily")}, daily: { ${stays} } }
  - { measure: places, label: ${text("places")}, daily: { ${stays}, sum: places } }
  - { measure: occupancy, label: ${text("occupancy")}, share: daily, of: places }
  - { measure: limited_days, label: ${text("limited days")}, daily: { ${stays}, ${limit}, total: true } }
  - { measure: limited_longest, label: ${text("limited longest")}, length: { ${stays}, ${limit}, statistic: longest, both_days: true } }
  - { measure: unknown, label: ${text("unknown")}, missing: ${text("in no register")} }
groupings:
  - grouping: age
    register: people
    label: ${text("age")}
    groups:
      - { label: ${text("under 25")}, when: { age: { below: 25 } } }
      - { label: ${text("25 and over")}, when: { age: { at_least: 25 } } }
    rest: ${text("no age")}
questions:
  - service: paths
    tables:
      - { table: main, title: ${text("main")}, measures: [all, told, told_share, per_school, contribution, remarked, elsewhere, unknown] }
      - { table: gender, title: ${text("gender")}, by: gender, measures: [all] }
      - { table: partner, title: ${text("partner")}, by: partner, measures: [all, told, told_share] }
      - { table: age, title: ${text("age")}, grouping: age, measures: [all] }
    source: ${source}
  - service: nursery
    tables:
      - { table: main, title: ${text("main")}, measures: [stays, ended, mean, median, shortest, longest, daily, places, occupancy, limited_days, limited_longest] }
      - { table: partner, title: ${text("partner")}, by: partner, measures: [ended, mean] }
    source: ${source}
`;

let bench: FigureBench;
let programme: Programme;
let snapshot: Snapshot;

const person = (values: Record<string, string | boolean | null>, partner = "alpha", operation = "paths") => ({
  operation,
  partner,
  values: { entered: "2020-03-01", ...values },
});

before(async () => {
  bench = await figureBench();
  await writeFile(join(bench.programme.folder, "questions.yaml"), questions);
  await mkdir(join(bench.programme.folder, "services"));
  await writeFile(join(bench.programme.folder, "services", "nursery.yaml"), service);
  programme = loadProgramme(bench.programme.folder);
  await bench.change(async (write) => {
    let number = 0;
    const add = async (count: number, record: ReturnType<typeof person>) => {
      for (let one = 0; one < count; one += 1)
        await write.add("people", { ...record, person: `p${(number += 1)}` });
    };
    await add(20, person({ gender: "man", told: true, born: "1990-01-01", school: "a" }));
    await add(9, person({ gender: "woman", told: true, born: "2000-01-01", school: "b" }));
    await add(5, person({ gender: "woman", told: false, born: "1995-03-01" }, "beta"));
    await add(4, person({ gender: null, told: true, born: "1996-01-01" }, "beta"));
    await add(25, person({ gender: "man", told: true, entered: "2019-05-01", born: "1990-01-01" }));
    await add(5, person({ gender: null, told: true, entered: "2019-05-01", born: null }));
    await add(2, person({ gender: "woman", told: true, entered: "2018-05-01", born: "1990-01-01" }));
    await add(50, person({ gender: "man" }, "beta", "youth"));
    const stay = async (since: string, until: string | null, places = 2) =>
      write.add("stays", {
        operation: "nursery",
        partner: "gamma",
        person: `c${(number += 1)}`,
        values: { since, until, places },
      });
    await stay("2020-02-28", "2020-03-01");
    await stay("2020-02-29", "2020-02-29");
    await stay("2019-02-28", "2020-02-29");
    await stay("2020-12-31", null, 1);
    await stay("2020-01-01", "2020-01-10");
    await stay("2020-01-01", "2020-01-11");
    for (let one = 0; one < 4; one += 1) await stay("2019-02-28", "2019-03-01");
  });
  snapshot = await Snapshot.open({ pool: bench.database.pool, programme, dataFolder: bench.dataFolder });
});
after(async () => {
  snapshot.close();
  await bench.drop();
});

const ask = (
  service: string,
  more: { year?: number; since?: number; today?: string } = {},
): Promise<Answer> =>
  answerQuestion({
    programme,
    snapshot,
    pool: bench.database.pool,
    service,
    year: 2020,
    today: "2026-11-23",
    ...more,
  });

/** A table as lines: each row's name and its cells, as a reader sees them. */
const lines = (answer: Answer, id: string, year?: number): string[] => {
  const table = answer.tables.find((one) => one.id === id && (year === undefined || one.year === year));
  assert.ok(table, `no table ${id}`);
  return table.rows.map(({ label, measure, cells }) =>
    [measure ?? label.en, ...cells.map((cell) => cellText(cell, "en"))].join(" "),
  );
};

test("a service's numbers stand beside those of the year before; the others' people are not among them", async () => {
  assert.deepEqual(lines(await ask("paths"), "main"), [
    "all 38 30",
    "told 33 30",
    "told_share 86.8 100.0",
    "per_school 19.0 –",
    "contribution 100.10 100.10",
    "remarked not recorded not recorded",
    "elsewhere not recorded not recorded",
    "unknown not recorded not recorded",
  ]);
});

test("four people are hidden and with them the smallest others; five, the year before, are shown", async () => {
  const answer = await ask("paths");
  assert.deepEqual(lines(answer, "gender"), [
    "man 20 25",
    "woman hidden 0",
    "not answered hidden 5",
    "Total 38 30",
  ]);
  assert.equal(answer.hidden?.limit, 5);
  assert.ok(answer.notes.some(({ en }) => en.includes("fewer than 5 people")));
});

test("a part that leaves only a few people out is hidden, and so is its share", async () => {
  const partners = lines(await ask("paths"), "partner", 2020);
  // Of alpha all 29 were told; of beta 4 of 9 were, which is few: the whole column follows from its total.
  assert.deepEqual(partners, ["Alpha 29 hidden hidden", "Beta 9 hidden hidden", "Total 38 33 86.8"]);
});

test("groups by age change on the birthday, and who has no age is said", async () => {
  // Born on 1 March 1995, they are 25 on the day they enter.
  assert.deepEqual(lines(await ask("paths"), "age"), [
    "under 25 13 0",
    "25 and over 25 25",
    "no age 0 5",
    "Total 38 30",
  ]);
});

test("a stay counts its first and its last day, 29 February among them", async () => {
  const answer = await ask("nursery", { since: 2019 });
  // Lengths of those that ended in 2020: 1, 3, 10, 11 and 367 days (2019-02-28 to 2020-02-29).
  assert.deepEqual(lines(answer, "main").slice(0, 6), [
    "stays 6 5",
    "ended 5 hidden",
    "mean 78.4 hidden",
    "median 10.0 hidden",
    "shortest 1 hidden",
    "longest 367 hidden",
  ]);
  const [table] = answer.tables;
  const exactOf = (id: string, column: number) =>
    table?.rows.find(({ measure }) => measure === id)?.cells[column]?.exact;
  assert.equal(exactOf("mean", 0), "392/5");
  // 2020: 3 + 1 + 60 + 1 + 10 + 11 days of 366; with two places each but for the last day of the year.
  assert.equal(exactOf("daily", 0), "43/183");
  assert.equal(exactOf("places", 0), "57/122");
  // 2019: 307 days from 28 February, and four times two days, of 365.
  assert.equal(exactOf("daily", 1), "63/73");
});

test("the days from the birthday of the limit on are no days of a stay, whatever its record says", async () => {
  const lined = lines(await ask("nursery"), "main");
  // Of the stay from 2019-02-28 to 2020-02-29 the last day is 2020-02-27: 3 + 1 + 58 + 1 + 10 + 11 days of 2020.
  assert.ok(lined.includes("limited_days 84 315"), lined.join("; "));
  assert.ok(lined.includes("limited_longest 365 hidden"));
});

test("the year under way is counted up to today", async () => {
  const answer = await ask("nursery", { today: "2020-02-29" });
  const daily = answer.tables[0]?.rows.find(({ measure }) => measure === "daily");
  // 2 + 1 + 60 + 10 + 11 days of sixty.
  assert.equal(daily?.cells[0]?.exact, "7/5");
  assert.ok(answer.notes.some(({ en }) => en.includes("up to 2020-02-29")));
});

test("a year without any record is left out, and said", async () => {
  const answer = await ask("paths", { since: 2016 });
  assert.deepEqual(answer.years, [2020, 2019, 2018]);
  assert.equal(answer.notes.filter(({ en }) => en.includes("no record of that year")).length, 2);
  const none = await ask("paths", { year: 2015, since: 2015 });
  assert.deepEqual(none.years, [2015]);
  assert.ok(none.notes.some(({ en }) => en.includes("no record of 2015")));
});

test("every number says what it counts, and what it was made under", async () => {
  const answer = await ask("paths");
  const measure = (id: string) => answer.measures.find((one) => one.id === id);
  assert.equal(measure("all")?.figure, "all_people");
  assert.equal(measure("told")?.figure, null);
  assert.ok(measure("told")?.words.some(({ fr }) => fr.startsWith("Condition : ")));
  assert.deepEqual(
    measure("unknown")?.words.map(({ en }) => en),
    ["In no register"],
  );
  assert.match(measure("elsewhere")?.words[0]?.en ?? "", /register "Stays" is not kept/);
  assert.equal(answer.definition.questions, programme.questions.fingerprint);
  assert.equal(answer.data.change, snapshot.change);
  assert.match(answer.sentences[0]?.fr ?? "", /^Paths, 2020 \(2019\)$/);
});

test("who asks about no service is told which there are; years that are not in order are refused", async () => {
  assert.throws(
    () => findQuestion(programme, "link"),
    (error: unknown) => error instanceof UnknownService && error.text.fr.includes("paths, nursery"),
  );
  await assert.rejects(ask("paths", { since: 2021 }), UnreadableYears);
  await assert.rejects(ask("paths", { since: 2013 }), UnreadableYears);
});

test("whatever the limit, the rows add up to the total, and no hidden number follows from it", async () => {
  const question = findQuestion(programme, "paths");
  const additive = question.tables.filter(({ by }) => by);
  const amount = (cell: Cell | undefined) => (cell?.state === "value" ? cell.value.over : undefined);
  const checked = (cells: MeasureCells | undefined, limit: number) => {
    const rows = [...(cells?.rows.values() ?? [])];
    const hidden = rows.filter(({ state }) => state === "hidden").length;
    const total = amount(cells?.total);
    const known = rows.reduce((sum, cell) => sum + (amount(cell) ?? 0n), 0n);
    if (limit <= 1) assert.equal(hidden, 0);
    if (hidden === 0 && total !== undefined) assert.equal(known, total);
    if (total !== undefined) assert.notEqual(hidden, 1);
    for (const cell of rows) {
      const value = amount(cell);
      assert.ok(value === undefined || value === 0n || value >= BigInt(limit));
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...additive),
      fc.constantFrom(2018, 2019, 2020),
      fc.integer({ min: 1, max: 35 }),
      async (table, year, limit) => {
        const asked = { programme, snapshot, question, today: "2026-11-23", limit };
        checked((await computeCells(asked, table, year)).get("all"), limit);
      },
    ),
    { numRuns: 40 },
  );
});
