import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { computeCosts } from "./compute.ts";
import {
  amountsOf,
  law2014,
  lineOf,
  planOf,
  quietly,
  rateLine,
  realLine,
  spent,
  withScale,
  word,
} from "./forTests.ts";
import type { Costing, Delivered, StaffTime } from "./plan.ts";

const person = (more: Partial<StaffTime>): StaffTime => ({
  person: "A-01",
  year: 2020,
  grossCost: "48000.00",
  months: "12",
  fraction: "1",
  ...more,
});
const toldRules = ({ remarks }: Costing) => remarks.map(({ rule, severity }) => `${rule}: ${severity}`);

describe("units at the rate of the day of delivery", () => {
  const line = lineOf("units", "unit_cost", "whole", {
    form: "unit_cost",
    unit: word("hours"),
    rates: [
      { from: "2019-01-01", value: "11.80" },
      { from: "2020-01-01", value: "12.05" },
    ],
  });

  test("each rate is one part, rounded once", () => {
    const units = [
      { on: "2020-02-11", quantity: "0.25" },
      { on: "2019-12-31", quantity: "10" },
      { on: "2020-01-01", quantity: "412.25" },
    ];
    const { tree, total } = quietly([line], [{ line: "units", units }]);
    assert.deepEqual(
      tree.parts[0]?.parts.map(({ amount, rounding }) => [amount, rounding?.exact]),
      [
        ["118.00", undefined],
        ["4970.63", "4970.625"],
      ],
    );
    assert.equal(total, "5088.63");
  });

  test("a programme may round down", () => {
    const down = { ...law2014, rounding: { ...law2014.rounding, amount: "down" as const } };
    const units = [{ on: "2020-02-11", quantity: "412.5" }];
    assert.equal(quietly([line], [{ line: "units", units }], down).total, "4970.62");
  });

  test("a unit of before the first rate is refused and counts for nothing", () => {
    const units = [
      { on: "2018-12-31", quantity: "3" },
      { on: "2019-01-01", quantity: "1" },
    ];
    const costing = computeCosts(law2014, planOf([line]), [{ line: "units", units }]);
    assert.equal(costing.total, "11.80");
    assert.deepEqual(toldRules(costing), ["no_rate_on_day: refuse"]);
  });
});

describe("staff", () => {
  const share = lineOf("share", "fixed_share", "direct_staff", { form: "fixed_share" });
  const ofShare = (staff: Partial<StaffTime>): Delivered => ({ line: "share", staff: [person(staff)] });

  test("a fixed share of the cost of a month, by the months of the period", () => {
    const worked = { share: "0.6", monthsDeclared: "3" };
    assert.equal(quietly([share], [ofShare(worked)]).total, "7200.00");
    // 25,000 euros in seven months are 3,571.43 a month, rounded first.
    const seven = ofShare({ ...worked, grossCost: "25000.00", months: "7" });
    assert.equal(quietly([share], [seven]).total, "6428.57");
  });

  test("a share above the whole, or of no months, is refused", () => {
    for (const wrong of [{ share: "1.2", monthsDeclared: "1" }, { share: "0.5" }, { monthsDeclared: "2" }])
      assert.deepEqual(toldRules(computeCosts(law2014, planOf([share]), [ofShare(wrong)])), [
        "share_of_time: refuse",
      ]);
  });

  const salary = lineOf("salary", "salary_flat_rate", "direct_staff", {
    form: "salary_flat_rate",
    scale: "invented",
  });
  const ofSalary = (staff: Partial<StaffTime>, reached?: string): Delivered => ({
    line: "salary",
    staff: [person({ function: "adviser", monthsDeclared: "12", ...staff })],
    reached,
  });
  const salaryOf = (...told: Parameters<typeof ofSalary>) =>
    quietly([salary], [ofSalary(...told)], withScale);

  test("a salary is paid up to the ceiling of its function, of the year and of part time", () => {
    assert.equal(salaryOf({ grossCost: "50400.00" }).total, "50400.00");
    const above = salaryOf({ grossCost: "54000.00" });
    assert.equal(above.total, "50400.00");
    assert.deepEqual(above.tree.parts[0]?.parts[0]?.how, {
      kind: "cap",
      before: "54000.00",
      cap: "50400.00",
      reason: "ceiling",
    });
    assert.equal(salaryOf({ grossCost: "54000.00", year: 2019 }).total, "48000.00");
    assert.equal(salaryOf({ grossCost: "54000.00", fraction: "0.5", monthsDeclared: "6" }).total, "12600.00");
    const scale = withScale.salaryScales.get("invented");
    assert.ok(scale);
    const paysCeiling = {
      ...withScale,
      salaryScales: new Map([["invented", { ...scale, pays: "ceiling" as const }]]),
    };
    assert.equal(quietly([salary], [ofSalary({ grossCost: "30000.00" })], paysCeiling).total, "50400.00");
  });

  test("what is kept goes down in steps with the objectives, at the step itself not yet", () => {
    const kept = (reached: string) => salaryOf({ grossCost: "48000.00" }, reached).total;
    assert.deepEqual(["1.2", "0.90", "0.899", "0.75", "0.5", "0.49"].map(kept), [
      "48000.00",
      "48000.00",
      "43200.00",
      "43200.00",
      "33600.00",
      "0.00",
    ]);
    assert.deepEqual(salaryOf({ grossCost: "48000.00" }, "0.8").tree.parts[0]?.how, {
      kind: "reduction",
      before: "48000.00",
      reached: "0.8",
      kept: "0.90",
    });
  });

  test("a function that the scale does not know, or a year of more than twelve months, is refused", () => {
    const wrong = (staff: Partial<StaffTime>) =>
      toldRules(computeCosts(withScale, planOf([salary]), [ofSalary(staff)]));
    assert.deepEqual(wrong({ function: "singer" }), ["unknown_function: refuse"]);
    assert.deepEqual(wrong({ year: 2018 }), ["unknown_function: refuse"]);
    assert.deepEqual(wrong({ monthsDeclared: "13" }), ["months_above_year: refuse"]);
  });

  const hours = lineOf("hours", "hourly_rate", "direct_staff", { form: "hourly_rate" });
  const costingOf = (staff: readonly StaffTime[], grantedOn = "2019-06-01") =>
    computeCosts(law2014, planOf([hours], { grantedOn }), [{ line: "hours", staff }]);

  test("terms of employment that cannot be reckoned with are refused, and pay nothing", () => {
    for (const wrong of [{ months: "0" }, { fraction: "0" }])
      assert.deepEqual(
        [costingOf([person({ ...wrong, hours: "10" })])].map((costing) => [
          costing.total,
          ...toldRules(costing),
        ]),
        [
          [
            "0.00",
            "staff_terms: refuse",
            ...("fraction" in wrong ? ["hours_above_year: refuse"] : []),
          ].toSorted(),
        ],
      );
  });

  test("rates and amounts are rounded each by their own rule", () => {
    // 48,000 / 1,720 = 27.9069…; 0.35 hours of it are 9.7685 or 9.765.
    const rounded = (rate: "half_up" | "down", amount: "half_up" | "down") =>
      computeCosts({ ...law2014, rounding: { rate, amount, source: undefined } }, planOf([hours]), [
        { line: "hours", staff: [person({ hours: "0.35" })] },
      ]).total;
    assert.deepEqual(
      [
        rounded("half_up", "half_up"),
        rounded("half_up", "down"),
        rounded("down", "half_up"),
        rounded("down", "down"),
      ],
      ["9.77", "9.76", "9.77", "9.76"],
    );
    const many = (rate: "half_up" | "down") =>
      computeCosts(
        { ...law2014, rounding: { rate, amount: "half_up", source: undefined } },
        planOf([hours]),
        [{ line: "hours", staff: [person({ hours: "100" })] }],
      ).total;
    assert.deepEqual([many("half_up"), many("down")], ["2791.00", "2790.00"]);
  });

  test("one person told with two costs is to be confirmed; part time before August 2018 too", () => {
    const two = [person({ hours: "10" }), person({ hours: "10", grossCost: "50000.00" })];
    assert.deepEqual(toldRules(costingOf(two)), ["person_told_twice: confirm"]);
    const part = [person({ hours: "10", fraction: "0.8" })];
    assert.deepEqual(toldRules(costingOf(part, "2018-08-01")), ["part_time: confirm"]);
    assert.deepEqual(toldRules(costingOf(part, "2018-08-02")), []);
  });
});

describe("limits, cuts and what is derived", () => {
  const staff = realLine("staff", "direct_staff", { budget: "60000.00" });
  const rest = rateLine("rest", "remaining_40", "remaining", "0.40");

  test("no line goes above its budget, nor above what is left; a rate follows what is declared of its base", () => {
    const costing = computeCosts(law2014, planOf([staff, rest]), [spent("staff", "70000.00")]);
    assert.deepEqual(amountsOf(costing), { staff: "60000.00", rest: "24000.00" });
    assert.deepEqual(toldRules(costing), ["above_budget: note"]);
    const left = computeCosts(law2014, planOf([staff, rest]), [spent("staff", "70000.00")], {
      available: { staff: "1000.00", rest: "50.00" },
    });
    assert.deepEqual(amountsOf(left), { staff: "1000.00", rest: "50.00" });
    assert.deepEqual(
      left.lines.map(({ node }) => (node.how.kind === "cap" ? node.how.reason : node.how.kind)),
      ["limit", "limit"],
    );
    const none = computeCosts(law2014, planOf([staff]), [spent("staff", "1.00")], {
      available: { staff: "-3.00" },
    });
    assert.equal(none.total, "0.00");
  });

  test("a cut comes before the budget, and takes no more than there is", () => {
    const cut = computeCosts(law2014, planOf([staff]), [spent("staff", "70000.00", { cut: "15000.00" })]);
    assert.deepEqual([cut.total, ...toldRules(cut)], ["55000.00"]);
    const more = computeCosts(law2014, planOf([staff]), [spent("staff", "10.00", { cut: "15.00" })]);
    assert.deepEqual([more.total, ...toldRules(more)], ["0.00", "cut_above_line: confirm"]);
  });

  test("a rate is taken of the lines of its own project only", () => {
    const elsewhere = realLine("elsewhere", "direct_staff", { project: "second" });
    const costing = quietly(
      [staff, elsewhere, rest],
      [spent("staff", "1000.00"), spent("elsewhere", "500.00")],
    );
    assert.equal(amountsOf(costing)["rest"], "400.00");
  });

  test("rates that wait for each other are refused, and amount to nothing", () => {
    const own = (id: string, category: string, base: string) =>
      lineOf(id, "own_flat_rate", category, { form: "flat_rate", rate: "0.10", base: [base] });
    const lines = [own("a", "travel", "equipment"), own("b", "equipment", "travel"), staff];
    const costing = computeCosts(law2014, planOf(lines), [spent("staff", "10.00")]);
    assert.deepEqual([costing.total, ...toldRules(costing)], ["10.00", "circle: refuse", "circle: refuse"]);
  });

  test("what is told of a line that is not there, of a milestone that is not, or twice, is refused", () => {
    const event = lineOf("event", "lump_sum", "whole", {
      form: "lump_sum",
      milestones: [{ id: "event", label: word("event"), amount: "10.00" }],
    });
    const twice = { id: "F-1", on: "2020-01-01", amount: "1.00" };
    const costing = computeCosts(law2014, planOf([staff, event]), [
      { line: "nowhere", reached: "1" },
      { line: "event", milestones: ["feast"] },
      { line: "staff", items: [twice, twice] },
    ]);
    assert.deepEqual(toldRules(costing).toSorted(), [
      "item_twice: refuse",
      "unknown_line: refuse",
      "unknown_milestone: refuse",
    ]);
  });

  test("an amount not linked to costs is paid when its condition is met", () => {
    const line = lineOf("result", "not_linked_to_costs", "whole", {
      form: "not_linked_to_costs",
      milestones: [
        { id: "half", label: word("half"), amount: "400.00" },
        { id: "all", label: word("all"), amount: "600.00" },
      ],
    });
    assert.equal(quietly([line], [{ line: "result", milestones: ["half"] }]).total, "400.00");
    assert.equal(quietly([line], [{ line: "result", milestones: ["all", "half"] }]).total, "1000.00");
  });
});
