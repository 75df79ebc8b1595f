import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as fc from "fast-check";
import { computeFigures, type FigureTable } from "./compute.ts";
import { figureBench, type FigureBench } from "./forTests.ts";
import type { FigureRequest } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Figures against SQL that was written by hand on the store itself, and against what must hold of any figures
 * whatever: breakdowns that add up, distinct people that do not, zeros that are shown.
 */

const days = ["2018-12-31", "2019-01-01", "2019-06-15", "2020-01-01", "2020-02-29", "2020-12-31", null];
const births = ["1989-12-31", "1990-01-01", "1994-06-15", "1995-01-01", "1996-02-29", "2002-03-01", null];
const places = [
  ["paths", "alpha"],
  ["paths", "beta"],
  ["youth", "beta"],
] as const;

const draw = (seed: number) => {
  let state = seed;
  return <T>(among: readonly T[]): T => {
    state = (state * 1103515245 + 12345) % 2147483648;
    const value = among[Math.floor((state / 2147483648) * among.length)];
    if (value === undefined) throw new Error("nothing to draw from");
    return value;
  };
};

describe("figures", () => {
  let bench: FigureBench;
  let snapshot: Snapshot;
  before(async () => {
    bench = await figureBench();
    const pick = draw(2014);
    await bench.change(async ({ add }) => {
      for (let n = 0; n < 400; n++) {
        const [operation, partner] = pick(places);
        await add("people", {
          operation,
          partner,
          person: `person ${pick([...Array.from({ length: 150 }).keys()])}`,
          values: {
            gender: pick(["man", "woman", "woman", null]),
            born: pick(births),
            entered: pick(days),
            left: pick(days),
            told: pick([true, false, null]),
            remark: pick(['it\'s, "so"', "two\nlines", "", null]),
            school: pick(["north", "south", null]),
            class: pick(["1a", "1b", null]),
            weight: pick(["0.0001", "12.5000", "3.2499", null]),
            cost: pick(["0.10", "19.99", "-5.05", null]),
          },
        });
      }
      for (let n = 0; n < 100; n++)
        await add("stays", {
          operation: "nursery",
          partner: "gamma",
          person: `child ${pick([...Array.from({ length: 30 }).keys()])}`,
          values: { since: pick(days.slice(0, 5)), until: pick(days), places: pick([1, 2, null]) },
        });
    });
    snapshot = await bench.open();
  });
  after(async () => {
    await bench.drop();
  });

  const compute = (request: FigureRequest): Promise<FigureTable> =>
    computeFigures(bench.programme, snapshot, request);
  const cell = (table: FigureTable, figure: string, at: Record<string, string | null>): string => {
    const row = table.rows.find((each) =>
      Object.entries(at).every(([name, value]) => each.at[name] === value),
    );
    return String(row?.values.get(figure));
  };

  /** One hand-written query for each figure: a column per figure, for the groups `by` of the years given. */
  const byHand = async (by: readonly string[], years: readonly number[] | undefined) => {
    const sql: Record<string, string> = {
      gender: "gender",
      partner: "partner",
      operation: "operation",
      priority: "'work'",
      fund: "case operation when 'youth' then 'YEI' else 'ESF' end",
    };
    const inYears = (date: string) =>
      years ? `extract(year from ${date}) in (${years.join(", ")})` : `${date} is not null`;
    const group = (date: string) =>
      by.map((name) => (name === "year" ? `extract(year from ${date})::int::text` : `(${sql[name]})::text`));
    const young = `extract(year from age(entered, born)) < case when entered >= '2020-01-01' then 30 else 25 end`;
    const answers = new Map<string, Map<string, string>>();
    const ask = async (figure: string, aggregate: string, date: string, where: string) => {
      const keys = group(date);
      const { rows } = await bench.database.pool.query<{ key: (string | null)[]; value: string | null }>(
        `select array[${keys.join(", ")}]::text[] as key, (${aggregate})::text as value from register.people
         where ${inYears(date)} and (${where}) ${keys.length > 0 ? `group by ${keys.join(", ")}` : ""}`,
      );
      answers.set(figure, new Map(rows.map(({ key, value }) => [JSON.stringify(key), value ?? "0"])));
    };
    await ask("all_people", "count(*)", "entered", "true");
    await ask("young_people", "count(*)", "entered", `coalesce(${young}, false)`);
    await ask("older_people", "count(*)", "entered", `not coalesce(${young}, false)`);
    await ask("told_leavers", "count(*)", '"left"', "told and gender is not null");
    await ask("youth_fund", "count(*)", "entered", "operation = 'youth'");
    await ask("persons", "count(distinct person_key)", "entered", "true");
    await ask(
      "classes",
      "count(distinct (school, class))",
      "entered",
      "school is not null or class is not null",
    );
    await ask("weighed", "floor(coalesce(sum(weight), 0) + 0.5)", "entered", "told");
    await ask("spent", "coalesce(sum(cost), 0.00)", "entered", "true");
    return answers;
  };

  const breakdowns = [
    [],
    ["gender"],
    ["year"],
    ["operation"],
    ["partner", "year"],
    ["fund", "gender", "year"],
    ["priority", "operation", "gender"],
  ];
  for (const by of breakdowns)
    for (const years of [undefined, [2020], [2019, 2020]])
      it(`agree with SQL written by hand, by ${by.join(", ") || "nothing"}, ${years?.join(" and ") ?? "all years"}`, async () => {
        const expected = await byHand(
          by.map((name) => name),
          years,
        );
        const table = await compute({ figures: [...expected.keys()], by, ...(years ? { years } : {}) });
        for (const [figure, cells] of expected) {
          const seen = new Set<string>();
          for (const row of table.rows) {
            const key = JSON.stringify(by.map((name) => row.at[name] ?? null));
            seen.add(key);
            const zero = figure === "spent" ? "0.00" : "0";
            assert.equal(String(row.values.get(figure)), cells.get(key) ?? zero, `${figure} at ${key}`);
          }
          for (const key of cells.keys()) assert.ok(seen.has(key), `${figure} has a row at ${key}`);
        }
      });

  it("of one year are those of that year in a breakdown by year, in every kind", async () => {
    const figures = [
      "all_people",
      "told_leavers",
      "persons",
      "classes",
      "weighed",
      "spent",
      "stays",
      "children",
      "places",
    ];
    const yearly = await compute({ figures, by: ["year"] });
    for (const year of [2018, 2019, 2020]) {
      const { totals } = await compute({ figures, year });
      for (const figure of figures)
        assert.equal(
          cell(yearly, figure, { year: String(year) }),
          String(totals.get(figure)),
          `${figure} ${year}`,
        );
    }
  });

  it("between two dates count in every year they touch, and once in all years together", async () => {
    const count = async (where: string, what: string) =>
      (
        await bench.database.pool.query<{ n: string }>(
          `select coalesce(${what}, 0)::text as n from register.stays where ${where}`,
        )
      ).rows[0]?.n;
    const touching = (year: number) =>
      `since <= '${year}-12-31' and coalesce(until, '9999-12-31') >= '${year}-01-01'`;
    const table = await compute({
      figures: ["stays", "children", "places"],
      by: ["year"],
      years: [2018, 2019, 2020],
    });
    const what: Record<string, string> = {
      stays: "count(*)",
      children: "count(distinct person_key)",
      places: "sum(places)",
    };
    for (const [figure, aggregate] of Object.entries(what)) {
      for (const year of [2018, 2019, 2020])
        assert.equal(
          cell(table, figure, { year: String(year) }),
          await count(touching(year), aggregate),
          `${figure} ${year}`,
        );
      const any = [2018, 2019, 2020].map((year) => `(${touching(year)})`).join(" or ");
      assert.equal(String(table.totals.get(figure)), await count(any, aggregate), figure);
    }
  });

  it("show every answer of a list, zero or not, and 'not answered' when somebody did not answer", async () => {
    const answered = await compute({ figures: ["told_leavers"], by: ["gender"], year: 2018 });
    assert.deepEqual(
      answered.rows.map(({ at }) => at["gender"]),
      ["man", "woman"],
    );
    const all = await compute({ figures: ["all_people"], by: ["gender"], year: 2020 });
    assert.deepEqual(
      all.rows.map(({ at }) => at["gender"]),
      ["man", "woman", null],
    );
    const none = await compute({ figures: ["all_people"], by: ["gender", "operation"], year: 2017 });
    assert.deepEqual(
      none.rows.map(({ at, values }) => [at["gender"], at["operation"], values.get("all_people")]),
      [
        ["man", "paths", 0n],
        ["man", "youth", 0n],
        ["woman", "paths", 0n],
        ["woman", "youth", 0n],
      ],
    );
  });

  it("count a person who is in two operations once in the total and in each operation", async () => {
    await bench.change(async ({ add }) => {
      const values = { entered: "2023-03-01", gender: "woman" };
      await add("people", { operation: "paths", partner: "alpha", person: "twice", values });
      await add("people", { operation: "youth", partner: "beta", person: "twice", values });
    });
    await snapshot.refresh();
    const table = await compute({ figures: ["persons", "all_people"], by: ["operation"], year: 2023 });
    assert.deepEqual(
      table.rows.map(({ values }) => values.get("persons")),
      [1n, 1n],
    );
    assert.equal(table.totals.get("persons"), 1n);
    assert.equal(table.totals.get("all_people"), 2n);
  });

  it("filtered by a value are the cell of that value", async () => {
    const figures = ["all_people", "young_people", "told_leavers", "weighed", "spent", "persons"];
    for (const [dimension, value] of [
      ["gender", "woman"],
      ["gender", null],
      ["operation", "youth"],
      ["priority", "work"],
      ["partner", "alpha"],
      ["told", "false"],
      ["fund", "ESF"],
    ] as const) {
      const table = await compute({ figures, by: [dimension], years: [2019, 2020] });
      const filtered = await compute({ figures, filters: { [dimension]: [value] }, years: [2019, 2020] });
      for (const figure of figures)
        assert.equal(
          String(filtered.totals.get(figure)),
          cell(table, figure, { [dimension]: value }),
          `${figure} of ${dimension} ${value}`,
        );
    }
  });

  it("add up over any breakdown when they count records", async () => {
    const figures = ["all_people", "young_people", "older_people", "told_leavers", "spent"];
    const cents = (value: unknown) => Math.round(Number(value) * 100);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(["year", "fund", "priority", "objective", "operation", "partner", "gender", "told"]),
        fc.option(fc.subarray([2018, 2019, 2020, 2021], { minLength: 1 }), { nil: undefined }),
        async (by, years) => {
          const table = await compute({ figures, by, years });
          const whole = await compute({ figures, years });
          for (const figure of figures) {
            const sum = table.rows.reduce((total, { values }) => total + cents(values.get(figure)), 0);
            assert.equal(sum, cents(whole.totals.get(figure)), `${figure} by ${by.join(", ")}`);
            assert.equal(String(table.totals.get(figure)), String(whole.totals.get(figure)));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are added up cell by cell in a sum, which is refused by a dimension that a part lacks", async () => {
    const table = await compute({
      figures: ["young_and_old", "young_people", "older_people", "spent"],
      by: ["gender"],
    });
    for (const { values } of table.rows) {
      const [sum, young, old, spent] = [...values.values()].map((value) => Math.round(Number(value) * 100));
      assert.equal(sum, (young ?? 0) + (old ?? 0) + (spent ?? 0));
    }
    await assert.rejects(compute({ figures: ["people_and_stays"], by: ["gender"] }), {
      name: "FigureRequestError",
      message: /people_and_stays.*gender/u,
    });
    const { omitted, figures } = await compute({ by: ["gender"] });
    assert.ok(omitted.includes("people_and_stays") && figures.some(({ id }) => id === "all_people"));
  });

  it("say which figures and dimensions there are when asked for another", async () => {
    await assert.rejects(compute({ figures: ["nobody"] }), /no figure "nobody".*all_people/u);
    await assert.rejects(compute({ by: ["shoe_size"] }), /"shoe_size" is not a dimension.*gender/u);
    await assert.rejects(compute({ by: ["number"] }), /not a dimension/u);
    await assert.rejects(compute({ year: 2020.5 }), /not a year/u);
    await assert.rejects(compute({ figures: ["remarks"], by: ["year"] }), /not known by: year/u);
  });

  it("of the programme itself come from its structure", async () => {
    const structure = [
      "budget",
      "contribution",
      "partners",
      "operations",
      "priorities",
      "with_ngo",
      "nothing",
    ];
    const in2020 = await compute({ figures: structure, year: 2020 });
    assert.deepEqual([...in2020.totals.values()], ["1000000.15", "150.35", 3n, 4n, 2n, 3n, 0n]);
    const in2019 = await compute({ figures: structure, year: 2019 });
    assert.deepEqual([...in2019.totals.values()], ["1000000.15", "100.10", 3n, 3n, 2n, 2n, 0n]);
    const ever = await compute({ figures: ["contribution", "operations"] });
    assert.deepEqual([...ever.totals.values()], ["450.65", 4n]);
    const priorities = await compute({ figures: ["budget", "priorities"], by: ["priority"] });
    assert.deepEqual(
      priorities.rows.map(({ at, values }) => [at["priority"], ...values.values()]),
      [
        ["work", "1000000.10", 1n],
        ["care", "0.05", 1n],
      ],
    );
    const partners = await compute({ figures: ["partners", "operations"], by: ["fund"], year: 2020 });
    assert.deepEqual(
      partners.rows.map(({ at, values }) => [at["fund"], ...values.values()]),
      [
        ["ESF", 3n, 3n],
        ["YEI", 1n, 1n],
      ],
    );
    assert.deepEqual([...partners.totals.values()], [3n, 4n]);
    await assert.rejects(compute({ figures: ["budget"], by: ["operation"] }), /not known by: operation/u);
  });

  it("that nothing dates are the same whatever the year, texts read exactly", async () => {
    const { rows } = await bench.database.pool.query<{ n: number }>(
      `select count(*) as n from register.people where remark <> 'it''s, "so"'`,
    );
    for (const year of [undefined, 2019])
      assert.equal(
        (await compute({ figures: ["remarks"], year })).totals.get("remarks"),
        BigInt(rows[0]?.n ?? -1),
      );
  });

  it("carry the versions of definition and data", async () => {
    const table = await compute({ figures: ["budget"] });
    assert.equal(table.definition.version, "1.2");
    assert.equal(table.definition.fingerprint, bench.programme.fingerprint);
    const { rows } = await bench.database.pool.query<{ seq: number; hash: string }>(
      "select seq, encode(hash, 'hex') as hash from trail.change order by seq desc limit 1",
    );
    assert.deepEqual(table.data, { change: rows[0]?.seq, hash: rows[0]?.hash });
  });
});
