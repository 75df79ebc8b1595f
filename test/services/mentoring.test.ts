import assert from "node:assert/strict";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Kept, RecordPage } from "../../src/entry/shapes.ts";
import { openTable } from "../../src/intake/file/readTable.ts";
import { writeXlsx, type WritableCell } from "../../src/intake/file/writeRows.ts";
import { importFile } from "../../src/intake/import.ts";
import { registerTemplate } from "../../src/intake/template.ts";
import { languages } from "../../src/language.ts";
import type { FigureTablePage } from "../../src/progress/shapes.ts";
import type { Answer } from "../../src/question/shapes.ts";
import { figureReader } from "../../src/report/read-figures.ts";
import { makeReport } from "../../src/report/report.ts";
import type { ServicePage } from "../../src/service/shapes.ts";
import { registerOf } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "../web/world.ts";
import { mentoringProgramme, pairsAt } from "./mentoring-scheme.ts";

const today = "2020-03-31";
let world: World;
let guide: TestAccount;
let stranger: TestAccount;

before(async () => {
  world = await openWorld({ programme: mentoringProgramme(), operations: [], settings: { today } });
  guide = await world.account({ role: "guide", operation: "mentoring", partner: "mentors_club" });
  stranger = await world.account({ role: "guide", partner: "south_workshop" });
});
after(() => world.close());

type Answered<T> = Readonly<{ status: number; body: T }>;

const ask = async <T>(path: string, body?: unknown, who = guide): Promise<Answered<T>> => {
  const answer = await world.app.request(path, {
    headers: { ...who.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
};

/** Fills in the template of a register, as somebody does who knows its headings only, and brings the file in. */
const bringFilled = async (register: string, rows: readonly (readonly WritableCell[])[]) => {
  const { programme, pool, folder } = world;
  const definition = registerOf(programme, register);
  const template = join(folder, `${register}-template.xlsx`);
  writeFileSync(template, await registerTemplate(definition, "fr"));
  const [sheet] = (await openTable(template)).sheets;
  const head: string[] = [];
  for await (const part of sheet?.rows() ?? [])
    for (const { cells } of part.slice(0, 1)) head.push(...cells.map(String));
  assert.equal(head.length, definition.fields.size);
  const path = join(folder, `${register}.xlsx`);
  await writeXlsx(path, [{ name: "Feuille", rows: [head, ...rows] }]);
  return importFile(pool, {
    path,
    programme,
    register: definition,
    operation: "mentoring",
    partner: "mentors_club",
    actor: "test",
    dataFolder: folder,
  });
};

const day = (date: string) => ({ date });

test("neither the code nor the pages have a word of the scheme: one file is all that there is of it", () => {
  const home = join(import.meta.dirname, "..", "..");
  const knowing = globSync(["src/**/*.ts", "src/**/*.sql", "web/src/**/*"], { cwd: home })
    .filter((path) => /\.(ts|tsx|sql|css)$/.test(path) && !path.endsWith(".test.ts"))
    .filter((path) => /\b(mentor|mentee)/i.test(readFileSync(join(home, path), "utf8")));
  assert.deepEqual(knowing, []);
});

test("a template filled in by somebody who sees only its headings is taken, and a wrong row is told", async () => {
  const taken = await bringFilled("mentoring_pairs", [
    [
      "D-1",
      "M-1",
      "Exemple Un",
      "Modèle Un",
      day("2020-01-06"),
      "se rencontre",
      day("2020-01-10"),
      day("2020-01-20"),
    ],
    [
      "D-2",
      "M-2",
      "Exemple Deux",
      "Modèle Deux",
      day("2020-01-07"),
      "terminé",
      day("2020-01-13"),
      day("2020-02-20"),
      day("2020-03-02"),
    ],
    ["D-3", "M-3", "Exemple Trois", "Modèle Trois", day("2020-02-10"), "formé", day("2020-03-01")],
    ["D-4", "M-4", "Exemple Quatre", "Modèle Quatre", day("2020-02-10"), "formé", day("2020-02-29")],
    ["D-5", "M-5", "Exemple Cinq", null, day("2020-03-30"), "demandé"],
  ]);
  assert.equal(taken.kind, "imported");
  const sessions = await bringFilled("mentoring_sessions", [
    ["D-1", day("2020-01-20"), 1.5],
    ["D-1", day("2020-02-03"), 2],
    ["D-2", day("2020-02-20"), 1],
  ]);
  assert.equal(sessions.kind, "imported");
  const refused = await bringFilled("mentoring_pairs", [
    ["D-9", "M-9", null, null, day("2020-01-06"), "se rencontre", day("2020-01-10"), day("2020-01-09")],
  ]);
  assert.equal(refused.kind, "refused");
});

test("the service's page has its lists by the clock, on both sides of the last day, its board and the list's page", async () => {
  const { body: page } = await ask<ServicePage>("/api/services/mentoring");
  const list = page.lists?.find((each) => each.list === "to_meet");
  // Thirty days from 1 March are over today, those from 29 February were over yesterday.
  assert.deepEqual(
    list?.records.map(({ answers, due, daysLeft }) => [
      answers["mentee_name"] ?? null,
      answers["pair_number"],
      due,
      daysLeft,
    ]),
    [
      [null, "D-4", "2020-03-30", -1],
      [null, "D-3", "2020-03-31", 0],
    ],
  );
  assert.equal(list?.late, 1);
  const late = page.lists?.find((each) => each.list === "late");
  assert.deepEqual([late?.total, late?.records.map(({ answers }) => answers["pair_number"])], [1, ["D-4"]]);
  assert.deepEqual(
    page.board[0]?.states.map(({ state, count }) => [state, count]),
    [
      ["requested", 1],
      ["matched", 2],
      ["meeting", 1],
      ["ended", 1],
    ],
  );
  const filters = [{ field: "_list", in: ["mentoring.to_meet"] }];
  const { body: whole } = await ask<{ total: number }>("/api/registers/mentoring_pairs/list", { filters });
  assert.equal(whole.total, 2);
  const { body: offered } = await ask<{ suggestions: { id: string; query: string }[] }>(
    "/api/registers/mentoring_pairs/list",
  );
  assert.ok(
    list.href.endsWith(offered.suggestions.find(({ id }) => id === "list_mentoring.to_meet")?.query ?? "?"),
  );
});

test("a pair is kept by hand under the rules, and its steps are the file's own", async () => {
  const answers = { pair_number: "D-6", mentee_number: "M-6", requested_on: "2020-03-02", state: "demandé" };
  const { body: kept, ...first } = await ask<Kept>(`${pairsAt}/records`, { answers });
  assert.equal(first.status, 201, JSON.stringify(kept));
  const matched = await ask<Kept>(`${pairsAt}/records/${kept.record}/transitions/match`, {
    version: kept.change,
    texts: { matched_on: "03/03/2020", mentor_name: "Modèle Six" },
  });
  assert.equal(matched.status, 200);
  const early = await ask<{ code: string }>(`${pairsAt}/records/${kept.record}/transitions/meet`, {
    version: matched.body.change,
    texts: { first_met_on: "02/03/2020" },
  });
  assert.deepEqual([early.status, early.body.code], [422, "findings"]);
  const met = await ask<Kept>(`${pairsAt}/records/${kept.record}/transitions/meet`, {
    version: matched.body.change,
    texts: { first_met_on: "10/03/2020" },
  });
  assert.equal(met.status, 200);
  const { body: record } = await ask<RecordPage>(`${pairsAt}/records/${kept.record}`);
  assert.deepEqual(
    [record.answers["state"], record.answers["matched_on"], record.answers["first_met_on"]],
    ["meeting", "2020-03-03", "2020-03-10"],
  );
});

test("its figures, its question and its line of the report count the same, in three languages", async () => {
  const figures = "mentoring_pairs,mentoring_hours,mentoring_met_in_time";
  const { body: table } = await ask<FigureTablePage>(`/api/figures?figures=${figures}&year=2020`);
  // Matched: five of six. Of them one still has its time; two met in it and one after it; one is late.
  assert.deepEqual(
    table.figures.map(({ id, total }) => [id, total]),
    [
      ["mentoring_pairs", "5"],
      ["mentoring_hours", "4.50"],
      ["mentoring_met_in_time", "40.0"],
    ],
  );
  const coordinator = await world.account({ role: "coordinator", operation: "mentoring" });
  const { body: answer } = await ask<Answer>("/api/questions/mentoring?year=2020", undefined, coordinator);
  assert.deepEqual(
    answer.tables[0]?.rows.map(({ cells }) => cells[0]?.value),
    ["5", "4.50", "0.9"],
  );
  const read = figureReader(world.programme, await world.house.snapshot());
  const said = { fr: "5 duos", nl: "5 duo", en: "5 pairs" };
  for (const language of languages) {
    const { document, statements, figures: traced } = await makeReport(world.programme, 2020, language, read);
    const statement = statements.find(({ sentence }) => sentence.includes(said[language]));
    assert.match(statement?.sentence ?? "", /4[.,]5/, language);
    assert.equal(statement?.section, world.programme.services.get("mentoring")?.label[language]);
    assert.ok(traced.some(({ figure, value }) => figure === "mentoring_hours" && value === "4.50"));
    assert.equal(document.blocks.at(-1)?.kind, "coFunding");
  }
});

test("another partner, and whoever has nothing in it, finds no such service", async () => {
  assert.equal((await ask("/api/services/mentoring", undefined, stranger)).status, 404);
  const { body } = await ask<{ services: unknown[] }>("/api/services", undefined, stranger);
  assert.deepEqual(body.services, []);
  const north = await world.account({ role: "guide", partner: "north_workshop" });
  const { body: page } = await ask<ServicePage>("/api/services/mentoring", undefined, north);
  assert.deepEqual(
    page.lists?.map(({ total, records }) => [total, records.length]),
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  );
});
