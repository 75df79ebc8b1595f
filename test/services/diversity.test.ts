import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { clockOf } from "../../src/definition/clock/clock.ts";
import { answerTo } from "../../src/definition/condition/evaluate.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const plans = programme.registers.get("diversity_plans");
assert.ok(plans);
const check = recordCheck(plans);

const plan = {
  operation: "diversity",
  company_number: "0100000070",
  company_size: "small",
  plan_kind: "mini",
  plan_rank: 1,
  requested_on: "2020-02-03",
  signed_on: "2020-03-02",
  ends_on: "2022-03-02",
};
/** The rules that are told of a plan; what it does not answer is not asked here. */
const told = (more: object): string[] => check({ ...plan, ...more }).map(({ rule }) => rule);

test("a mini plan receives 5,000 euros at most, to the cent", () => {
  assert.deepEqual(told({ subsidy: "5000.00" }), []);
  assert.deepEqual(told({ subsidy: "5000.01" }), ["mini_plan_subsidy"]);
});

test("a global or thematic plan receives half its planned cost, and 10,000 euros at most", () => {
  for (const plan_kind of ["global", "thematic"]) {
    const half = { plan_kind, planned_cost: "12000.01" };
    assert.deepEqual(told({ ...half, subsidy: "6000.00" }), []);
    assert.deepEqual(told({ ...half, subsidy: "6000.01" }), ["plan_subsidy_share"]);
    const dear = { plan_kind, planned_cost: "90000.00" };
    assert.deepEqual(told({ ...dear, subsidy: "10000.00" }), []);
    assert.deepEqual(told({ ...dear, subsidy: "10000.01" }), ["plan_subsidy"]);
  }
  // Half the cost is no cap of a mini plan.
  assert.deepEqual(told({ planned_cost: "6000.00", subsidy: "5000.00" }), []);
});

test("the caps hold for requests from 1 January 2020 on, whenever the plan is signed", () => {
  assert.deepEqual(told({ requested_on: "2019-12-31", subsidy: "5000.01" }), []);
  assert.deepEqual(told({ requested_on: "2020-01-01", subsidy: "5000.01" }), ["mini_plan_subsidy"]);
  // Where nobody wrote down the request, the signature decides.
  assert.deepEqual(told({ requested_on: null, signed_on: "2019-12-31", subsidy: "5000.01" }), []);
  assert.deepEqual(told({ requested_on: null, signed_on: "2020-01-01", subsidy: "5000.01" }), [
    "mini_plan_subsidy",
  ]);
});

test("a plan that was active in 2020 may go on for ten months, and no day longer", () => {
  const active = { requested_on: null, signed_on: "2018-05-02", ends_on: "2020-04-30" };
  assert.deepEqual(told({ ...active, extended_until: "2021-02-28" }), []);
  assert.deepEqual(told({ ...active, extended_until: "2021-03-01" }), ["extension_of_2020"]);
  // From 29 February on, ten months end on 29 December.
  const leap = { ...active, ends_on: "2020-02-29" };
  assert.deepEqual(told({ ...leap, extended_until: "2020-12-29" }), []);
  assert.deepEqual(told({ ...leap, extended_until: "2020-12-30" }), ["extension_of_2020"]);
  assert.deepEqual(told({ ...active, ends_on: "2019-12-31", extended_until: "2020-01-31" }), [
    "extension_of_2020",
  ]);
  assert.deepEqual(
    told({
      signed_on: "2021-01-04",
      requested_on: null,
      ends_on: "2022-01-04",
      extended_until: "2022-02-04",
    }),
    ["extension_of_2020"],
  );
});

test("the midway review, the evaluation and the label each have their clock", () => {
  const clock = (id: string, record: object, today: string) => {
    const deadline = plans.deadlines.find((each) => each.id === id);
    assert.ok(deadline, id);
    return clockOf(deadline, { ...plan, ...record }, today);
  };
  const running = { signed_on: "2020-02-29", stage: "running" };
  assert.equal(clock("mid_term_review", running, "2021-02-28").daysLeft, 0);
  assert.equal(clock("mid_term_review", running, "2021-03-01").state, "overdue");
  assert.equal(clock("mid_term_review", { ...running, stage: "stopped" }, "2021-03-01").daysLeft, null);
  assert.equal(
    clock("final_evaluation", { stage: "reviewed", ends_on: "2021-11-30" }, "2022-02-28").daysLeft,
    0,
  );
  const extended = { stage: "reviewed", extended_until: "2021-11-30" };
  assert.equal(clock("final_evaluation", extended, "2022-02-28").daysLeft, null);
  assert.equal(clock("final_evaluation_extended", extended, "2022-02-28").daysLeft, 0);
  const label = { stage: "labelled", label_issued_on: "2022-06-01", label_expires_on: "2024-06-01" };
  assert.equal(clock("label_expiry", label, "2024-06-02").state, "overdue");
});

test("an action of a plan is due on its day, whatever becomes of it later, and on 29 February too", () => {
  const actions = programme.registers.get("diversity_actions");
  const deadline = actions?.deadlines.find(({ id }) => id === "action_due");
  assert.ok(actions && deadline);
  const action = {
    operation: "diversity",
    company_number: "0100000070",
    plan_rank: 1,
    plan_signed_on: "2019-03-01",
    action_number: 1,
    domain: "recruitment",
    what: "Offres relues (exemple inventé)",
    cost: "1200.00",
    due_on: "2020-02-29",
    state: "under_way",
  };
  const clock = (today: string, bent: object = {}) => clockOf(deadline, { ...action, ...bent }, today);
  assert.equal(clock("2020-02-29").daysLeft, 0);
  assert.equal(clock("2020-03-01").state, "overdue");
  assert.equal(clock("2020-03-01", { state: "dropped" }).daysLeft, null);
  assert.equal(clock("2020-03-01", { state: "done", done_on: "2020-02-29" }).state, "in_time");
  assert.equal(clock("2020-03-01", { state: "done", done_on: "2020-03-01" }).state, "late");
  const found = (bent: object) => recordCheck(actions)({ ...action, ...bent }).map(({ rule }) => rule);
  assert.deepEqual(found({ due_on: "2019-03-01" }), []);
  assert.deepEqual(found({ due_on: "2019-02-28" }), ["action_due_after_signature"]);
  assert.deepEqual(found({ done_on: "2020-02-29" }), ["action_done_only_when_done"]);
  assert.deepEqual(found({ state: "done" }), ["required"]);
});

test("a plan says whether its subsidy is within its cap, to the cent", () => {
  const field = plans.derived.get("subsidy_and_cap");
  assert.ok(field);
  const says = (bent: object) => answerTo(field, { ...plan, ...bent });
  assert.equal(says({}), "no_subsidy");
  assert.equal(says({ subsidy: "5000.00" }), "within_cap");
  assert.equal(says({ subsidy: "5000.01" }), "over_cap");
  const global = { plan_kind: "global", planned_cost: "12000.00" };
  assert.equal(says({ ...global, subsidy: "6000.00" }), "within_cap");
  assert.equal(says({ ...global, subsidy: "6000.01" }), "over_cap");
  assert.equal(says({ plan_kind: "global", subsidy: "6000.00" }), "cost_unknown");
  assert.equal(says({ requested_on: "2019-12-31", subsidy: "5000.01" }), "before_caps");
});

test("no cap of a diversity plan passes for verified", () => {
  for (const { id, source } of plans.limits) assert.equal(source.verified, false, id);
  for (const id of ["diversity_plan_subsidy_share", "diversity_small_staff", "diversity_extension_months"])
    for (const { source } of programme.parameters.get(id)?.values ?? [])
      assert.equal(source.verified, false, id);
});
