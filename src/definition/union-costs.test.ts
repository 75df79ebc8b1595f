import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkPlan } from "../cost/check-plan.ts";
import { law2014, law2021, lineOf, planOf, word } from "../cost/forTests.ts";
import { computeCosts } from "../cost/compute.ts";
import { type UnionCosts, unionAmount, unionRates } from "./union-costs.ts";

const { union } = law2021;
const on = "2024-05-01";
const adjusted: UnionCosts = {
  ...union,
  indexes: [
    {
      adjustment: "education",
      from: "2024-01-01",
      value: "1.08",
      source: { article: "test", verified: false },
    },
    {
      adjustment: "education",
      from: "2025-01-01",
      value: "1.1050",
      source: { article: "test", verified: false },
    },
  ],
};

describe("the Commission's unit costs for Belgium (Reg. (EU) 2023/1676)", () => {
  test("are those that the act prints: fifty-four, of eight tables", () => {
    assert.equal(union.unitCosts.size, 54);
    const printed: Readonly<Record<string, string>> = {
      t1a_ed02: "7243.00",
      t1b_ed02: "7967.00",
      t1a_ed34: "10812.00",
      t1a_ed6_8: "9338.00",
      t1b_ed6_8: "10272.00",
      t2a_course: "3635.00",
      t2b_course: "3998.00",
      t3a_training_hour: "25.63",
      t3a_salary_hour: "33.55",
      t3b_training_hour: "28.20",
      t4a_hour: "46.74",
      t4a_year: "100228.00",
      t4b_month: "9188.00",
      t6_year: "65971.00",
      t7_day: "213.00",
      t8_hour: "55.81",
      t9_entry: "589.00",
      t9_sustained_18m: "1766.00",
    };
    for (const [id, amount] of Object.entries(printed))
      assert.equal(unionAmount(union, id, { on }), amount, id);
    for (const missing of ["t1a_ed0", "t1a_ed24", "t1a_ed4", "t1b_ed45"])
      assert.equal(unionAmount(union, missing, { on }), undefined);
  });

  test("take the index of the region where the act has one, and nowhere else", () => {
    const amounts = (id: string) =>
      ["BE-BRU", "BE-VLG", "BE-WAL"].map((region) => unionAmount(union, id, { on, region }));
    assert.deepEqual(amounts("t2a_course"), ["4580.10", "3525.95", "3307.85"]);
    assert.deepEqual(amounts("t2b_course"), ["5037.48", "3878.06", "3638.18"]);
    assert.deepEqual(amounts("t3a_training_hour"), ["32.29", "24.86", "23.32"]);
    assert.deepEqual(amounts("t3a_salary_hour"), ["42.27", "32.54", "30.53"]);
    assert.deepEqual(amounts("t3b_salary_hour"), ["46.51", "35.80", "33.59"]);
    assert.deepEqual(amounts("t4a_hour"), ["58.89", "45.34", "42.53"]);
    assert.deepEqual(amounts("t4b_year"), ["138915.00", "106942.50", "100327.50"]);
    assert.deepEqual(amounts("t6_hour"), ["34.36", "34.36", "34.36"]);
    assert.deepEqual(amounts("t1a_ed5"), ["10474.00", "10474.00", "10474.00"]);
  });

  test("are not paid before the act", () => {
    assert.equal(unionAmount(union, "t9_entry", { on: "2023-09-20" }), undefined);
    assert.equal(unionAmount(union, "t9_entry", { on: "2023-09-21" }), "589.00");
  });

  test("follow their index from its day, and the others' not; an amount for refugees is then a tenth more", () => {
    const brussels = { region: "BE-BRU" };
    assert.equal(unionAmount(adjusted, "t2a_course", { on: "2023-12-31", ...brussels }), "4580.10");
    // 3635 x 1.08 x 1.26 and 3635 x 1.10 x 1.105 x 1.26
    assert.equal(unionAmount(adjusted, "t2a_course", { on: "2024-01-01", ...brussels }), "4946.51");
    assert.equal(unionAmount(adjusted, "t2b_course", { on: "2025-06-01", ...brussels }), "5567.11");
    assert.equal(unionAmount(adjusted, "t3b_training_hour", { on: "2024-06-01" }), "30.45");
    assert.equal(unionAmount(adjusted, "t9_entry", { on: "2024-06-01" }), "589.00");
    assert.deepEqual(
      unionRates(adjusted, "t2a_course", "BE-BRU").map(({ from, value }) => [from, value]),
      [
        ["2023-09-21", "4580.10"],
        ["2024-01-01", "4946.51"],
        ["2025-01-01", "5061.01"],
      ],
    );
  });

  test("a plan that names another amount is remarked", () => {
    const told = (value: string) =>
      checkPlan(
        law2021,
        planOf(
          [
            lineOf("hours", "union_unit_cost", "whole", {
              form: "unit_cost",
              unit: word("hours"),
              rates: [{ from: "2024-01-01", value }],
            }),
          ],
          { grantedOn: "2024-01-01" },
        ),
      ).map(({ rule }) => rule);
    assert.deepEqual(told("32.29"), []);
    assert.deepEqual(told("32.30"), ["not_of_the_act"]);
  });
});

describe("weeks for a person from Ukraine (Reg. (EU) No 1303/2013, Art. 68c)", () => {
  const weeks = lineOf("weeks", "ukraine_week", "whole", {
    form: "unit_cost",
    unit: word("weeks begun"),
    rates: [{ from: "2022-10-26", value: "100.00" }],
  });
  const week = (of: string | undefined, n: number) => ({
    on: `2023-${String(Math.floor(n / 28) + 1).padStart(2, "0")}-${String((n % 28) + 1).padStart(2, "0")}`,
    quantity: "1",
    ...(of === undefined ? {} : { of }),
  });
  const many = (of: string | undefined, count: number) =>
    Array.from({ length: count }, (_, n) => week(of, n));
  const costing = (units: ReturnType<typeof many>, unitsBefore: Record<string, string> = {}) => {
    const { total, remarks } = computeCosts(law2014, planOf([weeks]), [
      { line: "weeks", units, unitsBefore },
    ]);
    return [total, ...remarks.map(({ rule }) => rule)];
  };

  test("are paid for twenty-six weeks of each and no more", () => {
    assert.deepEqual(costing(many("A", 26)), ["2600.00"]);
    assert.deepEqual(costing(many("A", 30)), ["2600.00", "above_most_of_one"]);
    assert.deepEqual(costing([...many("A", 30), ...many("B", 3)]), ["2900.00", "above_most_of_one"]);
  });

  test("count those that were declared before", () => {
    assert.deepEqual(costing(many("A", 10), { A: "20" }), ["600.00", "above_most_of_one"]);
    assert.deepEqual(costing(many("A", 10), { A: "26", B: "1" }), ["0.00", "above_most_of_one"]);
    assert.deepEqual(costing(many("A", 6), { A: "20" }), ["600.00"]);
  });

  test("are of somebody", () => {
    assert.deepEqual(costing(many(undefined, 2)), ["0.00", "unit_of_nobody", "unit_of_nobody"]);
  });
});
