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
