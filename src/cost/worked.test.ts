import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compare, exact, multiply } from "../decimal.ts";
import { computeCosts } from "./compute.ts";
import {
  amountsOf,
  law2014,
  law2021,
  lineOf,
  planOf,
  quietly,
  rateLine,
  realLine,
  rulesTold,
  spent,
  word,
} from "./forTests.ts";
import type { Delivered, Milestone, StaffTime } from "./plan.ts";

const hours = lineOf("hours", "hourly_rate", "direct_staff", { form: "hourly_rate" });
const worked = (staff: Partial<StaffTime>): Delivered => ({
  line: "hours",
  staff: [{ person: "A-01", year: 2020, grossCost: "60000.00", months: "12", fraction: "1", ...staff }],
});

describe("published cases: the figures of regional and national guides, to the cent", () => {
  test("C01: 7 % of all direct costs", () => {
    const lines = [
      realLine("staff", "direct_staff"),
      realLine("services", "external_services"),
      rateLine("indirect", "indirect_7", "indirect", "0.07"),
    ];
    const costing = quietly(lines, [spent("staff", "100000.00"), spent("services", "20000.00")], law2021);
    assert.equal(amountsOf(costing)["indirect"], "8400.00");
    assert.equal(costing.total, "128400.00");
  });

  test("C02: 15 % of direct staff costs, in both periods", () => {
    const lines = [
      realLine("staff", "direct_staff"),
      rateLine("indirect", "indirect_15", "indirect", "0.15"),
    ];
    for (const law of [law2014, law2021]) {
      const costing = quietly(lines, [spent("staff", "100000.00")], law);
      assert.equal(amountsOf(costing)["indirect"], "15000.00");
      assert.equal(costing.total, "115000.00");
    }
  });

  test("C05: staff at 20 % of the other direct costs", () => {
    const lines = [realLine("other", "other_direct"), rateLine("staff", "staff_20", "direct_staff", "0.20")];
    for (const law of [law2014, law2021]) {
      const costing = quietly(lines, [spent("other", "100000.00")], law);
      assert.equal(amountsOf(costing)["staff"], "20000.00");
      assert.equal(costing.total, "120000.00");
    }
  });

  test("C07: 40 % of coordination wages, which stay under a tenth of the cost of carrying out", () => {
    const lines = [realLine("wages", "direct_staff"), rateLine("rest", "remaining_40", "remaining", "0.40")];
    const costing = quietly(lines, [spent("wages", "11500.00")]);
    assert.equal(amountsOf(costing)["rest"], "4600.00");
    assert.equal(costing.total, "16100.00");
    // The source leaves its own total out; the limit is a tenth of the 168,000 of its first example.
    assert.ok(compare(exact(costing.total), multiply(exact("168000.00"), exact("0.10"))) <= 0);
    assert.equal(quietly(lines, [spent("wages", "120000.00")]).total, "168000.00");
  });

  test("C10: an hourly rate of the gross wage with a third of charges on it, by 1,720 hours", () => {
    const costing = quietly([hours], [worked({ grossCost: "56760.00", hours: "250" })]);
    const [person] = costing.tree.parts[0]?.parts ?? [];
    assert.deepEqual(person?.how, {
      kind: "hourly_rate",
      yearlyCost: "56760.00",
      hours: "250",
      rate: "33.00",
    });
    assert.equal(person.rounding, undefined);
    assert.equal(costing.total, "8250.00");
  });

  test("C11: the rate is rounded before the hours, and the tree shows what it was", () => {
    const costing = quietly([hours], [worked({ hours: "123.5" })]);
    const [person] = costing.tree.parts[0]?.parts ?? [];
    assert.deepEqual(person?.rounding, { step: "rate", rule: "half_up", exact: "34.88372093" });
    assert.equal(costing.total, "4307.68");
    // Unrounded it would be 4,308.139535: 46 cents that a control would find.
    assert.equal(multiply(exact(person.rounding.exact), exact("123.5")).units, 4308_139_534_855n);
  });
});

describe("worked examples of 2014-2020", () => {
  const units = lineOf("units", "unit_cost", "whole", {
    form: "unit_cost",
    unit: word("trainee hours"),
    rates: [{ from: "2014-01-01", value: "7.00" }],
  });

  test("G1: trainees who stayed less long than planned", () => {
    const attended = (people: number, each: number) =>
      Array.from({ length: people }, () => ({ on: "2019-05-02", quantity: String(each) }));
    const planned = attended(20, 1000);
    const outcome = [
      ...attended(5, 900),
      ...attended(5, 980),
      ...attended(6, 1000),
      ...attended(2, 950),
      ...attended(1, 500),
      ...attended(1, 600),
    ];
    assert.equal(quietly([units], [{ line: "units", units: planned }]).total, "140000.00");
    const costing = quietly([units], [{ line: "units", units: outcome }]);
    assert.equal(costing.total, "128800.00");
    const how = costing.tree.parts[0]?.parts[0]?.how;
    assert.equal(how?.kind === "product" && how.quantity, "18400");
  });

  const milestone = (more: Partial<Milestone>): Milestone => ({
    id: "care",
    label: word("care"),
    amount: "47500.00",
    ...more,
  });

  test("G2: a lump sum out of a draft budget is due whole, or not at all", () => {
    const line = lineOf("care", "draft_budget", "whole", {
      form: "draft_budget",
      milestones: [milestone({})],
      items: [{ label: word("educators"), category: "direct_staff", amount: "47500.00" }],
    });
    assert.equal(quietly([line], [{ line: "care", milestones: ["care"] }]).total, "47500.00");
    assert.equal(quietly([line], []).total, "0.00");
  });

  test("G3: one of two deliverables gives nothing, unless they were agreed apart", () => {
    const both = [
      { id: "seminar", label: word("seminar") },
      { id: "toolkit", label: word("toolkit") },
    ];
    const line = lineOf("event", "lump_sum", "whole", {
      form: "lump_sum",
      milestones: [milestone({ id: "event", deliverables: both })],
    });
    const half = computeCosts(law2014, planOf([line]), [{ line: "event", milestones: ["seminar"] }]);
    assert.equal(half.total, "0.00");
    assert.deepEqual(
      half.remarks.map(({ rule, severity, found }) => [rule, severity, found.en]),
      [["half_delivered", "confirm", "toolkit"]],
    );
    assert.equal(quietly([line], [{ line: "event", milestones: ["seminar", "toolkit"] }]).total, "47500.00");
    const apart = lineOf("event", "lump_sum", "whole", {
      form: "lump_sum",
      milestones: [
        milestone({ id: "seminar", amount: "40000.00" }),
        milestone({ id: "toolkit", amount: "7500.00" }),
      ],
    });
    assert.equal(quietly([apart], [{ line: "event", milestones: ["toolkit"] }]).total, "7500.00");
  });

  test("O1: 1,720 hours of a full-time year", () => {
    assert.equal(quietly([hours], [worked({ hours: "600" })]).total, "20928.00");
  });

  test("O2: part time counts pro rata, in the rate and in the hours of the year", () => {
    const part = { grossCost: "36000.00", fraction: "0.6" };
    assert.equal(quietly([hours], [worked({ ...part, hours: "1" })]).total, "34.88");
    assert.equal(quietly([hours], [worked({ ...part, hours: "1032" })]).total, "35996.16");
    const { total, remarks } = computeCosts(law2014, planOf([hours]), [worked({ ...part, hours: "1033" })]);
    assert.equal(total, "35996.16");
    assert.deepEqual(
      remarks.map(({ rule }) => rule),
      ["hours_above_year"],
    );
  });

  test("O3: seven months of cost stand for the year that they would make", () => {
    const { tree } = quietly([hours], [worked({ grossCost: "24500.00", months: "7", hours: "1" })]);
    const how = tree.parts[0]?.parts[0]?.how;
    assert.deepEqual(how, { kind: "hourly_rate", yearlyCost: "42000.00", hours: "1", rate: "24.42" });
  });

  const rest = rateLine("rest", "remaining_40", "remaining", "0.40");

  test("O4: 40 % of staff, and participants' allowances on top", () => {
    const lines = [realLine("staff", "direct_staff"), rest, realLine("allowances", "participants")];
    const costing = quietly(lines, [spent("staff", "55000.00"), spent("allowances", "8000.00")]);
    assert.equal(amountsOf(costing)["rest"], "22000.00");
    assert.equal(costing.total, "85000.00");
  });

  const staff20 = rateLine("staff", "staff_20", "direct_staff", "0.20");
  const indirect15 = rateLine("indirect", "indirect_15", "indirect", "0.15");

  test("O5: 20 % for staff comes before the 15 % that is taken of it", () => {
    for (const lines of [
      [realLine("other", "other_direct"), staff20, indirect15],
      [indirect15, staff20, realLine("other", "other_direct")],
    ]) {
      const costing = quietly(lines, [spent("other", "80000.00")]);
      assert.deepEqual(
        [amountsOf(costing)["staff"], amountsOf(costing)["indirect"], costing.total],
        ["16000.00", "2400.00", "98400.00"],
      );
    }
  });

  test("O6 and O7: what is cut from the base is cut from what derives from it", () => {
    const lines = [realLine("staff", "direct_staff"), realLine("other", "other_direct"), indirect15];
    const other = spent("other", "50000.00");
    assert.equal(quietly(lines, [spent("staff", "100000.00"), other]).total, "165000.00");
    const corrected = quietly(lines, [spent("staff", "100000.00", { cut: "8000.00" }), other]);
    assert.equal(amountsOf(corrected)["indirect"], "13800.00");
    assert.equal(corrected.total, "155800.00");
  });

  test("O8: a rate of one's own for indirect costs, with its method", () => {
    const indirect = rateLine("indirect", "indirect_25", "indirect", "0.18");
    const costing = quietly([realLine("other", "other_direct"), indirect], [spent("other", "40000.00")]);
    assert.equal(amountsOf(costing)["indirect"], "7200.00");
    assert.equal(costing.total, "47200.00");
  });

  test("O9: hours of two lines and of before share one year", () => {
    const second = { ...hours, id: "second" };
    const told = computeCosts(law2014, planOf([second, hours]), [
      { ...worked({ hours: "800" }), line: "second" },
      worked({ hours: "1000" }),
    ]);
    assert.deepEqual(amountsOf(told), { hours: "34880.00", second: "25113.60" });
    assert.deepEqual(
      told.remarks.map(({ rule, line, found }) => [rule, line, found.fr]),
      [["hours_above_year", "second", "A-01, 2020: 1800"]],
    );
    // The same entry on both lines is twice the hours.
    const same = worked({ hours: "1000" });
    const twice = computeCosts(law2014, planOf([hours, second]), [same, { ...same, line: "second" }]);
    assert.deepEqual(amountsOf(twice), { hours: "34880.00", second: "25113.60" });
    const before = computeCosts(law2014, planOf([hours]), [worked({ hours: "800", hoursBefore: "1000" })]);
    assert.equal(before.total, "25113.60");
    const next = computeCosts(law2014, planOf([hours]), [
      worked({ hours: "1720" }),
      worked({ hours: "1720", year: 2021 }),
    ]);
    assert.deepEqual(next.remarks, []);
  });

  test("O10: public support decides, and the day of granting", () => {
    const plan = planOf([realLine("other", "other_direct")], {
      publicSupport: "95000.00",
      totalCost: "180000.00",
    });
    assert.deepEqual(rulesTold(law2014, { ...plan, grantedOn: "2019-03-01" }), ["compulsory"]);
    assert.deepEqual(rulesTold(law2014, { ...plan, grantedOn: "2017-03-01" }), []);
  });

  test("O11: nine weeks and three days are ten weeks begun", () => {
    const weeks = lineOf("weeks", "ukraine_week", "whole", {
      form: "unit_cost",
      unit: word("weeks begun"),
      rates: [{ from: "2022-10-26", value: "100.00" }],
    });
    const begun = Array.from({ length: Math.ceil((9 * 7 + 3) / 7) }, () => ({
      on: "2022-11-07",
      quantity: "1",
      of: "A-1",
    }));
    assert.equal(quietly([weeks], [{ line: "weeks", units: begun }]).total, "1000.00");
  });
});

describe("worked examples of 2021-2027", () => {
  test("40 % of staff with allowances outside; 15 % of staff and 7 % of direct costs", () => {
    const staff = realLine("staff", "direct_staff");
    const paid = spent("staff", "80000.00");
    const with40 = [
      staff,
      rateLine("rest", "remaining_40", "remaining", "0.40"),
      realLine("pay", "participants"),
    ];
    assert.equal(quietly(with40, [paid, spent("pay", "10000.00")], law2021).total, "122000.00");
    const other = realLine("other", "other_direct");
    const direct = [paid, spent("other", "20000.00")];
    const with15 = [staff, other, rateLine("indirect", "indirect_15", "indirect", "0.15")];
    const with7 = [staff, other, rateLine("indirect", "indirect_7", "indirect", "0.07")];
    assert.equal(quietly(with15, direct, law2021).total, "112000.00");
    assert.equal(quietly(with7, direct, law2021).total, "107000.00");
  });

  test("an hourly rate of a month's cost, within the hours that the rate was worked out with", () => {
    const line = lineOf("hours", "hourly_rate_month", "direct_staff", { form: "hourly_rate" });
    const month = { grossCost: "4400.00", months: "1", monthlyHours: "145", monthsDeclared: "2" };
    assert.equal(quietly([line], [worked({ ...month, hours: "290" })], law2021).total, "8798.60");
    const more = computeCosts(law2021, planOf([line]), [worked({ ...month, hours: "291" })]);
    assert.equal(more.total, "8798.60");
    assert.deepEqual(
      more.remarks.map(({ rule }) => rule),
      ["hours_above_year"],
    );
  });

  test("a breach by the buyer of food cuts the purchase and its transport, not what others did with it", () => {
    const lines = [
      realLine("food", "food_purchase"),
      rateLine("transport", "food_transport_1", "food_transport", "0.01"),
      rateLine("distribution", "food_distribution_7", "food_distribution", "0.07"),
      rateLine("accompanying", "food_accompanying_7", "food_accompanying", "0.07"),
    ];
    const cut = { cut: "20000.00" };
    const breach = quietly(lines, [spent("food", "100000.00", { ...cut, cutOfBuyer: true })], law2021);
    assert.deepEqual(amountsOf(breach), {
      food: "80000.00",
      transport: "800.00",
      distribution: "7000.00",
      accompanying: "7000.00",
    });
    const ineligible = quietly(lines, [spent("food", "100000.00", cut)], law2021);
    assert.equal(amountsOf(ineligible)["distribution"], "5600.00");
  });

  test("technical assistance is a share of all that a payment application holds", () => {
    const lines = [
      realLine("staff", "direct_staff"),
      rateLine("rest", "remaining_40", "remaining", "0.40"),
      rateLine("assistance", "technical_assistance_4", "technical_assistance", "0.04"),
    ];
    const costing = quietly(lines, [spent("staff", "100000.00")], law2021);
    assert.equal(amountsOf(costing)["assistance"], "5600.00");
  });
});
