import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { explainFigure, type ExplainedCell } from "./explain.ts";
import { figureBench, type FigureBench } from "./forTests.ts";
import { figureRecords } from "./records.ts";
import { sayExplanation } from "./say-explanation.ts";
import type { CountedFigure } from "./scan-columns.ts";
import type { Snapshot } from "./snapshot.ts";
import { formatValue } from "./words.ts";

describe("the explanation of a figure", () => {
  let bench: FigureBench;
  let snapshot: Snapshot;
  before(async () => {
    bench = await figureBench();
    const add = (
      operation: string,
      partner: string,
      person: string,
      values: Record<string, string | boolean>,
    ) =>
      bench.change((write) =>
        write.add("people", { operation, partner, person, values }).then(() => undefined),
      );
    await add("paths", "alpha", "Zoé Inventée", {
      born: "1999-05-05",
      entered: "2020-03-01",
      gender: "woman",
      weight: "1.4",
    });
    await add("paths", "beta", "Zoé Inventée", {
      born: "1999-05-05",
      entered: "2020-04-01",
      gender: "woman",
      weight: "1.4",
      told: true,
    });
    await add("youth", "beta", "Zoé Inventée", {
      born: "1999-05-05",
      entered: "2020-07-01",
      remark: "secret",
      weight: "2.4",
      told: true,
    });
    await add("youth", "beta", "Ali Inventé", { born: "1960-05-05", entered: "2020-07-01", gender: "man" });
    await add("youth", "beta", "Ali Inventé", { born: "1995-05-05", entered: "2019-07-01", gender: "man" });
    snapshot = await bench.open();
  });
  after(async () => {
    await bench.drop();
  });

  const explain = (figure: string, more: { records?: boolean; limit?: number; year?: number } = {}) =>
    explainFigure(bench.programme, snapshot, { figure, year: 2020, language: "fr", ...more });
  const shape = ({ value, amount, children }: ExplainedCell): unknown => [value, amount, children.map(shape)];

  it("takes the value apart by priority, operation and partner, and the parts add up", async () => {
    const tree = await explain("young_people");
    assert.equal(tree.value, 3n);
    assert.equal(tree.notAdding, undefined);
    assert.deepEqual(tree.breakdown.map(shape), [
      [
        "work",
        3n,
        [
          [
            "paths",
            2n,
            [
              ["alpha", 1n, []],
              ["beta", 1n, []],
            ],
          ],
          ["youth", 1n, [["beta", 1n, []]]],
        ],
      ],
    ]);
  });

  it("says why the parts do not add up where people are counted, or weights rounded", async () => {
    const persons = await explain("persons");
    assert.equal(persons.value, 2n);
    assert.equal(persons.notAdding, "distinct");
    assert.match(sayExplanation(persons, "fr"), /une seule fois au total/u);
    const weighed = await explain("weighed");
    assert.equal(weighed.value, 4n);
    assert.equal(weighed.notAdding, "rounded");
    assert.match(sayExplanation(weighed, "nl"), /afgerond/u);
  });

  it("gives the rule in words, its named conditions with their articles, and the dated parameters", async () => {
    const tree = await explain("young_people");
    assert.equal(tree.rule, "young");
    assert.equal(tree.conditions[0]?.source?.article, "invented");
    assert.match(tree.conditions[0]?.rule ?? "", /25.*30/u);
    assert.deepEqual(
      tree.parameters.map(({ id, values }) => [id, values.map(({ value }) => value)]),
      [["young", [25, 30]]],
    );
    assert.equal(tree.made.fingerprint, bench.programme.fingerprint);
    assert.equal(tree.data.change, 5);
  });

  it("lists the records with the answers that the rule reads, and nothing that says who it is", async () => {
    const tree = await explain("young_people", { records: true });
    assert.equal(tree.records?.length, 3);
    assert.deepEqual(Object.keys(tree.records?.[0]?.answers ?? {}).toSorted(), ["born", "entered"]);
    assert.deepEqual(
      tree.records?.map(({ change }) => change),
      [1, 2, 3],
    );
    assert.match(tree.records?.[0]?.changedAt ?? "", /^\d{4}-\d\d-\d\dT/u);
    const said =
      JSON.stringify(tree, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)) +
      sayExplanation(tree, "en");
    assert.doesNotMatch(said, /Invent|secret|person_key|identity/u);
    assert.doesNotMatch(JSON.stringify((await explain("persons", { records: true })).records), /"person"/u);
  });

  it("stops at the limit and says that there are more, while the stream goes to the end", async () => {
    const tree = await explain("all_people", { records: true, limit: 2 });
    assert.deepEqual([tree.records?.length, tree.moreRecords], [2, true]);
    await bench.change(async ({ add }) => {
      for (let n = 0; n < 2500; n++)
        await add("people", {
          operation: n % 2 === 0 ? "youth" : "paths",
          partner: "beta",
          values: { entered: "2021-01-01" },
        });
    });
    await snapshot.refresh();
    const figure = bench.programme.figures.get("all_people");
    assert.ok(figure?.computation.kind === "count");
    const seen = new Set<string>();
    for await (const { record } of figureRecords(bench.programme, snapshot, figure as CountedFigure, {
      year: 2021,
    }))
      seen.add(record);
    assert.equal(seen.size, 2500);
  });

  it("shows the parts of a sum, each explained in turn", async () => {
    const tree = await explain("people_and_stays");
    assert.deepEqual(
      tree.parts.map(({ figure, value }) => [figure, value]),
      [
        ["all_people", 4n],
        ["stays", 0n],
      ],
    );
  });

  it("is said in French, Dutch and English, for every figure of the programme", async () => {
    for (const figure of bench.programme.figures.keys())
      for (const language of ["fr", "nl", "en"] as const) {
        const tree = await explainFigure(bench.programme, snapshot, {
          figure,
          year: 2020,
          language,
          ...(figure === "young_people" ? { filters: { gender: ["woman", null] } } : {}),
        });
        const said = sayExplanation(tree, language);
        assert.doesNotMatch(said, /undefined|\{\w+\}|\[object/u);
        assert.match(
          said,
          language === "fr" ? /Définition/u : language === "nl" ? /Definitie/u : /Definition/u,
        );
      }
  });

  it("writes numbers as they are read in each language", () => {
    assert.equal(formatValue(7991n, "fr"), "7.991");
    assert.equal(formatValue("102904420.00", "nl"), "102.904.420,00");
    assert.equal(formatValue("-1234.50", "en"), "−1,234.50");
    assert.equal(formatValue(0n, "en"), "0");
  });
});
