import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { clockOf } from "../../src/definition/clock/clock.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { recordCheck } from "../../src/register/check.ts";
import { registerOf } from "../programme/tinyProgramme.ts";

const programme = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));
const place = { operation: "technical_assistance", partner: "actiris" };

test("hours up to a full-time month pass, and one hundredth more asks for a look", () => {
  const check = recordCheck(registerOf(programme, "staff_time"));
  const found = (hours: string) =>
    check({ ...place, post_code: "C-01", month: "2020-02-01", task: "desk_control", hours }).map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
  assert.deepEqual(found("143.33"), []);
  assert.deepEqual(found("143.34"), ["staff_time_full_time confirm"]);
});

test("a post's year has 1,720 hours at most, and no more hours are settled than it has", () => {
  const years = registerOf(programme, "staff_years");
  const check = recordCheck(years);
  const year = { ...place, post_code: "C-01", year_from: "2020-01-01", full_time_hours: "1720.00" };
  const found = (bent: Record<string, string>) =>
    check({ ...year, year_state: "settled", settled_on: "2021-01-12", ...bent }).map(({ rule }) => rule);
  assert.deepEqual(found({ hours_settled: "1720.00" }), []);
  assert.deepEqual(found({ hours_settled: "1720.01" }), ["hours_settled_within_year"]);
  assert.deepEqual(found({ full_time_hours: "1720.01", hours_settled: "0.00" }), ["post_year_full_time"]);
  // A half-time post has half of them.
  assert.deepEqual(found({ full_time_hours: "860.00", hours_settled: "860.01" }), [
    "hours_settled_within_year",
  ]);
  assert.deepEqual(found({}), ["required"]);
  const deadline = years.deadlines.find(({ id }) => id === "hours_to_settle");
  assert.ok(deadline);
  const left = (today: string) => clockOf(deadline, { ...year, year_state: "open" }, today).daysLeft;
  assert.equal(left("2021-02-01"), 0);
  assert.equal(left("2021-02-02"), -1);
});

test("hours of a year are told by post, beside those of a full-time post", () => {
  const table = programme.questions.services
    .get("technical_assistance")
    ?.tables.find(({ id }) => id === "post");
  assert.deepEqual(table?.by, { kind: "dimension", id: "post_code" });
  assert.deepEqual(table.measures, ["hours", "hours_possible", "hours_share", "hours_settled"]);
});

test("a control's report is due thirty days after it, over 29 February too, and its findings cannot exceed what was checked", () => {
  const visits = registerOf(programme, "control_visits");
  const deadline = visits.deadlines.find(({ id }) => id === "control_report");
  assert.ok(deadline);
  const visit = {
    ...place,
    visit_number: "DEMO-C-1",
    noted_on: "2020-01-06",
    planned_on: "2020-01-30",
    controlled_partner: "cpas_forest",
    control_kind: "desk",
    visit_state: "done",
    done_on: "2020-01-30",
  };
  const left = (today: string) => clockOf(deadline, visit, today).daysLeft;
  assert.equal(left("2020-02-29"), 0);
  assert.equal(left("2020-03-01"), -1);
  const reported = (bent: Record<string, string>) =>
    recordCheck(visits)({
      ...visit,
      visit_state: "reported",
      reported_on: "2020-02-29",
      findings: "minor",
      amount_checked: "1000.00",
      amount_irregular: "1000.00",
      ...bent,
    }).map(({ rule }) => rule);
  assert.deepEqual(reported({}), []);
  assert.deepEqual(reported({ amount_irregular: "1000.01" }), ["control_amounts"]);
  assert.deepEqual(reported({ reported_on: "2020-01-29" }), ["control_report_after_visit"]);
});
