import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CostRules } from "../definition/cost-rules.ts";
import { checkPlan } from "./check-plan.ts";
import { law2014, law2021, lineOf, planOf, rateLine, realLine, rulesTold, word } from "./forTests.ts";
import type { Plan, PlanLine } from "./plan.ts";

const staff = realLine("staff", "direct_staff");
const services = realLine("services", "external_services");
const pay = realLine("pay", "participants");
const hourly = lineOf("hours", "hourly_rate", "direct_staff", { form: "hourly_rate" });
const rest = rateLine("rest", "remaining_40", "remaining", "0.40");
const staff20 = rateLine("staff20", "staff_20", "direct_staff", "0.20");
const indirect15 = rateLine("indirect15", "indirect_15", "indirect", "0.15");
const indirect25 = rateLine("indirect25", "indirect_25", "indirect", "0.25");
const units = (id: string, category: string) =>
  lineOf(id, "unit_cost", category, {
    form: "unit_cost",
    unit: word("hours"),
    rates: [{ from: "2014-01-01", value: "7.00" }],
  });
const calculations = { unit_cost: "method.pdf", indirect_25: "method.pdf", lump_sum: "method.pdf" };
const told = (rules: CostRules, lines: readonly PlanLine[], more: Partial<Plan> = {}) =>
  rulesTold(rules, planOf(lines, { grantedOn: grantedUnder(rules), calculations, ...more }));
const grantedUnder = (rules: CostRules) => (rules === law2021 ? "2022-06-01" : "2019-06-01");
const both = [law2014, law2021];

describe("options that go together, and that do not", () => {
  test("what the law allows is not remarked on", () => {
    for (const law of both)
      for (const lines of [
        [hourly, rest, pay],
        [staff, rest],
        [services, staff20, indirect15],
        [staff, services, indirect15],
        [staff, services, indirect25],
        [units("one", "whole"), units("two", "whole")],
        [
          { ...hourly, project: "a" },
          { ...staff, project: "b" },
        ],
      ])
        assert.deepEqual(told(law, lines), []);
  });

  test("40 % is not taken of staff that comes from the 20 % rate", () => {
    for (const law of both) {
      const found = told(law, [services, staff20, rest]);
      assert.ok(found.includes("remaining_40_on_staff_20"), found.join());
      const apart = { ...rest, project: "second" };
      const second = { ...staff, id: "second", project: "second" };
      assert.deepEqual(told(law, [services, staff20, apart, second]), []);
    }
  });

  test("beside 40 % stand staff and participants' pay alone", () => {
    for (const law of both)
      for (const other of [services, indirect15, indirect25])
        assert.deepEqual(told(law, [staff, rest, other]), ["remaining_40_alone"]);
    assert.deepEqual(told(law2014, [staff, rest, pay], { grantedOn: "2018-08-01" }), [
      "remaining_40_alone_before_2018",
    ]);
    assert.deepEqual(told(law2014, [staff, rest, pay], { grantedOn: "2018-08-02" }), []);
  });

  test("indirect costs have one rate", () => {
    for (const law of both) assert.deepEqual(told(law, [staff, indirect15, indirect25]), ["indirect_twice"]);
    const seven = rateLine("seven", "indirect_7", "indirect", "0.07");
    assert.deepEqual(told(law2021, [staff, seven, indirect25]), ["indirect_7_and_25"]);
  });

  test("one category has one form of support, but for another project", () => {
    for (const law of both) {
      assert.deepEqual(told(law, [staff, hourly]), ["two_forms"]);
      assert.deepEqual(told(law, [units("all", "whole"), services]), ["two_forms"]);
      assert.deepEqual(told(law, [units("all", "whole"), units("pay", "participants")]), ["two_forms"]);
      assert.deepEqual(told(law, [staff, indirect15, { ...indirect15, id: "again" }]), ["two_forms"]);
      assert.deepEqual(told(law, [staff, { ...hourly, project: "second" }]), []);
    }
  });

  test("one form worked out in two ways is to be confirmed", () => {
    const share = lineOf("share", "fixed_share", "direct_staff", { form: "fixed_share" });
    for (const law of both) {
      const remarks = checkPlan(law, planOf([hourly, share], { grantedOn: grantedUnder(law) }));
      assert.deepEqual(
        remarks.map(({ rule, severity }) => [rule, severity]),
        [["two_options", "confirm"]],
      );
    }
  });
});

describe("the threshold below which simplified costs are compulsory, on both sides of it", () => {
  const compulsory = (law: CostRules, more: Partial<Plan>, lines: readonly PlanLine[] = [services]) =>
    told(law, lines, more).includes("compulsory");

  test("50,000 euros of public support until 1 August 2018, 100,000 from the day after", () => {
    const before = { grantedOn: "2018-08-01" };
    assert.equal(compulsory(law2014, { ...before, publicSupport: "50000.00" }), true);
    assert.equal(compulsory(law2014, { ...before, publicSupport: "50000.01" }), false);
    const after = { grantedOn: "2018-08-02" };
    assert.equal(compulsory(law2014, { ...after, publicSupport: "50000.01" }), true);
    assert.equal(compulsory(law2014, { ...after, publicSupport: "100000.00" }), true);
    assert.equal(compulsory(law2014, { ...after, publicSupport: "100000.01" }), false);
    assert.equal(compulsory(law2014, { ...after, publicSupport: "100000.01", totalCost: "1.00" }), false);
  });

  test("200,000 euros of total cost in 2021-2027, whatever the public support", () => {
    const granted = { grantedOn: "2022-01-01", publicSupport: "900000.00" };
    assert.equal(compulsory(law2021, { ...granted, totalCost: "200000.00" }), true);
    assert.equal(compulsory(law2021, { ...granted, totalCost: "200000.01" }), false);
  });

  test("State aid frees from it, de minimis aid does not", () => {
    for (const law of both) {
      const small = { publicSupport: "1000.00", totalCost: "1000.00" };
      assert.equal(compulsory(law, { ...small, stateAid: "state_aid" }), false);
      assert.equal(compulsory(law, { ...small, stateAid: "de_minimis" }), true);
    }
  });

  test("the base of a flat rate may be real costs, and participants' pay", () => {
    const small = { publicSupport: "1000.00", totalCost: "1000.00" };
    for (const law of both) {
      assert.equal(compulsory(law, small, [staff, rest]), false);
      assert.equal(compulsory(law, small, [staff, rest, pay]), false);
      assert.equal(compulsory(law, small, [hourly, services]), true);
      assert.equal(compulsory(law, small, [staff, rest, { ...services, project: "second" }]), true);
    }
    // Beside the 40 % rate only until 2020, always after.
    assert.equal(compulsory(law2014, small, [pay]), true);
    assert.equal(compulsory(law2021, small, [pay]), false);
  });
});

describe("limits, methods and rates", () => {
  const deliver = (id: string, amount: string) => [{ id, label: word(id), amount }];
  const draft = (budget: string, items = budget) =>
    lineOf(
      "draft",
      "draft_budget",
      "whole",
      {
        form: "draft_budget",
        milestones: deliver("care", budget),
        items: [{ label: word("item"), category: "direct_staff", amount: items }],
      },
      { budget },
    );

  test("a draft budget up to 100,000 of public support, then 200,000 of total cost", () => {
    const line = draft("47500.00");
    assert.deepEqual(told(law2014, [line], { publicSupport: "100000.00" }), []);
    assert.deepEqual(told(law2014, [line], { publicSupport: "100000.01" }), ["option_limit"]);
    assert.deepEqual(told(law2014, [line], { publicSupport: "100000.01", grantedOn: "2018-01-01" }), [
      "option_limit",
    ]);
    assert.deepEqual(told(law2021, [line], { totalCost: "200000.00" }), []);
    assert.deepEqual(told(law2021, [line], { totalCost: "200000.01" }), ["option_limit"]);
  });

  test("lump sums were limited until 1 August 2018", () => {
    const line = lineOf(
      "event",
      "lump_sum",
      "whole",
      { form: "lump_sum", milestones: deliver("event", "10.00") },
      { budget: "10.00" },
    );
    const support = { publicSupport: "100000.01" };
    assert.deepEqual(told(law2014, [line], { ...support, grantedOn: "2018-08-01" }), ["option_limit"]);
    assert.deepEqual(told(law2014, [line], { ...support, grantedOn: "2018-08-02" }), []);
    assert.deepEqual(told(law2014, [{ ...line, budget: "12.00" }]), ["milestones_not_budget"]);
  });

  test("a draft budget adds up to its line", () => {
    const support = { publicSupport: "90000.00" };
    assert.deepEqual(told(law2014, [draft("10.00", "9.00")], support), ["draft_budget_not_budget"]);
  });

  test("a rate stays within the law of the day", () => {
    for (const law of both) {
      const at = (line: PlanLine, rate: string) => ({ ...line, terms: { form: "flat_rate", rate } }) as const;
      assert.deepEqual(told(law, [staff, at(rest, "0.400001")]), ["rate_above_law"]);
      assert.deepEqual(told(law, [staff, at(indirect15, "0.15")]), []);
      assert.deepEqual(told(law, [staff, at(indirect15, "0.16")]), ["rate_above_law"]);
      assert.deepEqual(told(law, [services, at(staff20, "0.21")]), ["rate_above_law"]);
      assert.deepEqual(told(law, [staff, at(indirect25, "0.26")]), ["rate_above_law"]);
      assert.deepEqual(told(law, [staff, at(rest, "0")]), ["rate_of_nothing"]);
    }
    const weeks = (value: string) =>
      lineOf("weeks", "ukraine_week", "whole", {
        form: "unit_cost",
        unit: word("weeks"),
        rates: [{ from: "2022-11-01", value }],
      });
    assert.deepEqual(told(law2014, [weeks("100.00")]), []);
    assert.deepEqual(told(law2014, [weeks("100.01")]), ["rate_above_law"]);
  });

  test("an option is open from its first day", () => {
    const day = (grantedOn: string) => told(law2014, [services, staff20], { grantedOn });
    assert.ok(day("2018-08-01").includes("option_not_open"));
    assert.deepEqual(day("2018-08-02"), []);
    // Support of before the period finds no rate in its law.
    assert.deepEqual(told(law2021, [staff, indirect15], { grantedOn: "2020-12-31" }), ["option_not_open"]);
  });

  test("a calculation stands behind what the law does not set", () => {
    for (const law of both) {
      assert.deepEqual(told(law, [staff, indirect25], { calculations: {} }), ["calculation_missing"]);
      assert.deepEqual(told(law, [staff, indirect15], { calculations: {} }), []);
    }
  });

  test("20 % for staff beside contracts above the thresholds: with a method until 2020, not at all after", () => {
    const contracts = { contractsAboveThreshold: true };
    const method = { ...contracts, calculations: { staff_20: "method.pdf" } };
    assert.deepEqual(told(law2014, [services, staff20], contracts), ["contracts_above_threshold"]);
    assert.deepEqual(told(law2014, [services, staff20], method), []);
    assert.deepEqual(told(law2021, [services, staff20], method), ["contracts_above_threshold"]);
  });

  test("what is wholly procured is real costs until 2020; the later law says nothing of it", () => {
    const procured = { whollyProcured: true };
    assert.deepEqual(told(law2014, [services], procured), []);
    assert.deepEqual(told(law2014, [units("one", "whole")], procured), ["wholly_procured"]);
    assert.deepEqual(told(law2021, [units("one", "whole")], procured), []);
  });

  test("a rate has a base in its project, which does not hold what it works out", () => {
    assert.deepEqual(told(law2014, [rest]), ["base_missing"]);
    assert.deepEqual(told(law2014, [{ ...staff, project: "second" }, rest]), ["base_missing"]);
    const own = lineOf("own", "own_flat_rate", "travel", {
      form: "flat_rate",
      rate: "0.1",
      base: ["travel", "direct_staff"],
    });
    assert.deepEqual(told(law2014, [staff, own], { calculations: { own_flat_rate: "method.pdf" } }), [
      "base_holds_target",
    ]);
  });

  test("an agreement may narrow the base of a rate, and not widen it", () => {
    const taken = (...base: string[]) =>
      ({ ...indirect25, terms: { form: "flat_rate", rate: "0.2", base } }) as const;
    assert.deepEqual(told(law2014, [staff, services, taken("direct_staff")]), []);
    assert.deepEqual(told(law2014, [staff, services, taken("direct_staff", "whole")]), ["base_of_option"]);
    // A rate that is not taken of staff may stand beside staff that comes from the 20 % rate.
    const rule = law2014.forbidden.find(({ id }) => id === "remaining_40_on_staff_20");
    assert.ok(rule);
    const strict = { ...law2014, forbidden: [{ ...rule, option: "indirect_25" }] };
    assert.deepEqual(told(strict, [services, staff20, taken("external_services")]), []);
    assert.deepEqual(told(strict, [services, staff20, taken("direct_staff")]), ["remaining_40_on_staff_20"]);
  });

  test("names that are not known, or do not go together, are told", () => {
    assert.deepEqual(told(law2014, [{ ...staff, category: "wages" }]), ["unknown_category"]);
    assert.deepEqual(told(law2014, [{ ...staff, option: "gift" }]), ["unknown_option"]);
    assert.deepEqual(told(law2014, [{ ...staff, option: "hourly_rate" }]), ["form_of_option"]);
    assert.deepEqual(told(law2014, [{ ...hourly, category: "travel" }]), ["category_of_option"]);
    assert.deepEqual(told(law2014, [staff, staff]), ["line_twice"]);
    const salary = lineOf("salary", "salary_flat_rate", "whole", { form: "salary_flat_rate", scale: "none" });
    assert.deepEqual(told(law2014, [salary], { calculations: { salary_flat_rate: "guide.pdf" } }), [
      "unknown_scale",
    ]);
  });

  test("each remark speaks three languages, says how to mend it and where it comes from", () => {
    const plan = planOf([staff, hourly, rest, services, staff20], { publicSupport: "1000.00" });
    const remarks = checkPlan(law2014, plan);
    assert.ok(remarks.length > 4);
    for (const { found, expected, mend, source } of remarks)
      for (const language of ["fr", "nl", "en"] as const)
        assert.ok([found, expected, mend].every((text) => text[language] !== "") && source.article !== "");
  });
});
