import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { computeFigures, type FigureTable } from "./compute.ts";
import { figureBench, type FigureBench } from "./forTests.ts";
import { hideSmallCells, showAll, smallestShown } from "./small-cells.ts";
import type { FigureRequest } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";

let bench: FigureBench;
let snapshot: Snapshot;

/** So many people of each gender in each operation; the spare ones did not answer. */
const people: readonly [operation: string, partner: string, gender: string | null, count: number][] = [
  ["paths", "alpha", "man", 12],
  ["paths", "alpha", "woman", 3],
  ["paths", "beta", "man", 6],
  ["paths", "beta", "woman", 9],
  ["paths", "beta", null, 7],
  ["youth", "beta", "woman", 4],
];

before(async () => {
  bench = await figureBench();
  await bench.change(async (write) => {
    let number = 0;
    for (const [operation, partner, gender, count] of people)
      for (let one = 0; one < count; one += 1)
        await write.add("people", {
          operation,
          partner,
          person: `person ${(number += 1)}`,
          values: {
            gender,
            entered: "2020-03-01",
            born: number % 2 === 0 ? "1990-01-01" : "2000-01-01",
            cost: "2.00",
          },
        });
    for (const person of ["a", "b"])
      await write.add("stays", {
        operation: "nursery",
        partner: "gamma",
        person,
        values: { since: "2020-01-01", places: 1 },
      });
  });
  snapshot = await bench.open();
});
after(async () => {
  await bench.drop();
});

const table = async (request: FigureRequest): Promise<FigureTable> =>
  computeFigures(bench.programme, snapshot, { year: 2020, ...request });

const shownOf = async (figure: string, request: FigureRequest, limit = 5) => {
  const shown = hideSmallCells(bench.programme, await table({ figures: [figure], ...request }), limit);
  return {
    rows: shown.rows
      .map(({ at, values }) =>
        [...Object.values(at).map((value) => value ?? "-"), String(values.get(figure))].join(" "),
      )
      .filter((line) => !line.endsWith(" 0")),
    total: String(shown.totals.get(figure)),
    hides: shown.hides,
  };
};

test("a count below the limit is hidden, and so is the smallest other one of its line, or it would follow from the total", async () => {
  const { rows, total, hides } = await shownOf("all_people", {
    by: ["gender"],
    filters: { partner: ["alpha"] },
  });
  assert.deepEqual(rows, ["man null", "woman null"]);
  assert.deepEqual([total, hides], ["15", true]);
});

test("a count at the limit is shown: only fewer people are hidden", async () => {
  assert.deepEqual(
    (await shownOf("all_people", { by: ["gender"], filters: { partner: ["alpha"] } }, 3)).rows,
    ["man 12", "woman 3"],
  );
});

test("where the only other values are zero, one of them is hidden too: a single hidden value would be the total", async () => {
  const table = await shownOf("all_people", { by: ["gender"], filters: { operation: ["youth"] } });
  assert.deepEqual(table.rows, ["man null", "woman null"]);
});

test("a whole that is itself a part of the programme is hidden when it is small", async () => {
  assert.equal((await shownOf("all_people", { filters: { operation: ["youth"] } })).total, "null");
  assert.equal((await shownOf("all_people", { filters: { operation: ["paths"] } })).total, "37");
});

test("the programme's own totals are never hidden, however small", async () => {
  const { total, hides } = await shownOf("children", {});
  assert.deepEqual([total, hides], ["2", false]);
});

test("of a table with two dimensions, no line and no column keeps a single hidden value", async () => {
  const request = { figures: ["all_people"], by: ["partner", "gender"], filters: { operation: ["paths"] } };
  const shown = hideSmallCells(bench.programme, await table(request), 5);
  const hidden = shown.rows.filter(({ values }) => values.get("all_people") === null).map(({ at }) => at);
  for (const dimension of ["partner", "gender"])
    for (const [, line] of Map.groupBy(hidden, (at) => at[dimension])) assert.ok(line.length !== 1);
  assert.ok(hidden.some((at) => at["partner"] === "alpha" && at["gender"] === "woman"));
  assert.ok(
    shown.rows.some(({ values }) => values.get("all_people") === 7n || values.get("all_people") === 9n),
  );
});

test("a sum of figures is hidden where it would tell its one hidden part", async () => {
  // Of alpha's three women two are young and one is older; both figures are parts of the sum.
  const figures = ["young_people", "older_people", "young_and_old"];
  const request = { figures, by: ["partner"], filters: { gender: ["woman"], operation: ["paths"] } };
  const shown = hideSmallCells(bench.programme, await table(request), 2);
  const alpha = shown.rows.find(({ at }) => at["partner"] === "alpha");
  assert.deepEqual(
    figures.map((id) => alpha?.values.get(id)),
    [2n, null, null],
  );
});

test("amounts of money and figures that count no people are not hidden", async () => {
  assert.equal((await shownOf("contribution", { by: ["operation"] }, 1000)).hides, false);
  assert.equal(
    (await shownOf("spent", { by: ["gender"], filters: { operation: ["youth"] } }, 100)).hides,
    false,
  );
  assert.equal((await shownOf("places", { by: ["operation"] })).hides, false);
});

test("nothing is hidden from whoever may read the records, and with a limit of one", async () => {
  const all = await table({ figures: ["all_people"], by: ["gender"], filters: { partner: ["alpha"] } });
  assert.deepEqual(showAll(all).rows, all.rows);
  assert.equal(hideSmallCells(bench.programme, all, 1).hides, false);
});

test("the smallest count shown is the one in force on the day; a programme that sets none keeps to five", () => {
  assert.deepEqual(smallestShown(bench.programme, "2026-11-23"), { limit: 5, verified: false });
  const source = { article: "invented", verified: true };
  const parameter = {
    id: "smallest_count_shown",
    label: { fr: "", nl: "", en: "" },
    unit: "number" as const,
    values: [
      { from: "2014-01-01", value: 3, source },
      { from: "2026-11-23", value: 10, source },
    ],
  };
  const programme = { parameters: new Map([[parameter.id, parameter]]) };
  assert.equal(smallestShown(programme, "2026-11-22").limit, 3);
  assert.equal(smallestShown(programme, "2026-11-23").limit, 10);
});
