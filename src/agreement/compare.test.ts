import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { PlanLine } from "../cost/plan.ts";
import { loadProgramme } from "../definition/load.ts";
import { sideBySide } from "./compare.ts";

const { costs } = loadProgramme(join(import.meta.dirname, "../../definitions/brussels-2014-2020"));
const said = (word: string) => ({ fr: word, nl: word, en: word });

const hours = (budget: string, rate = "10.00"): PlanLine => ({
  id: "hours",
  label: said("Heures"),
  category: "whole",
  option: "unit_cost",
  budget,
  terms: { form: "unit_cost", unit: said("heures"), rates: [{ from: "2020-01-01", value: rate }] },
});
const says = (
  lines: readonly PlanLine[],
  more: Partial<Parameters<typeof sideBySide>[3]> = {},
): Parameters<typeof sideBySide>[3] => ({
  starts: "2020-01-01",
  ends: "2020-12-31",
  budget: lines[0]?.budget ?? null,
  guide: null,
  lines,
  objectives: [],
  ...more,
});
const standings = (...args: Parameters<typeof sideBySide>) =>
  Object.fromEntries(sideBySide(...args).map(({ id, standing }) => [id, standing]));

test("an agreement with other hours than the candidacy asked is seen before it is signed", () => {
  const rows = sideBySide(costs, null, says([hours("1400.00")]), says([hours("900.00")]));
  const units = rows.find(({ id }) => id === "units:hours");
  assert.deepEqual(
    [units?.candidacy?.value, units?.agreement?.value, units?.standing],
    ["140", "90", "differs"],
  );
  assert.equal(units?.candidacy?.text.fr, "140 heures");
});

test("the same amount at twice the rate differs in its terms and in what it pays for", () => {
  const told = standings(costs, null, says([hours("1400.00")]), says([hours("1400.00", "20.00")]));
  assert.deepEqual(
    [told["hours"], told["terms:hours"], told["units:hours"]],
    ["equal", "differs", "differs"],
  );
});

test("what one of them does not have is missing; what a call leaves open is not", () => {
  const objective = { id: "begun", label: said("Personnes"), quantity: null, target: "80" };
  const call = says([hours("0.00")], {
    budget: "2000.00",
    guide: "financial_guide_2018",
    objectives: [objective],
  });
  const candidacy = says([hours("1400.00")], { objectives: [{ ...objective, target: "80.0" }] });
  const agreement = says([hours("1400.00")], { guide: "financial_guide_2018" });
  assert.deepEqual(standings(costs, call, candidacy, agreement), {
    period: "equal",
    budget: "equal",
    guide: "equal",
    hours: "equal",
    "terms:hours": "equal",
    "units:hours": "equal",
    "objective:begun": "missing",
  });
  assert.equal(
    standings(costs, call, candidacy, { ...agreement, guide: "financial_guide_2020" })["guide"],
    "differs",
  );
  assert.equal(standings(costs, { ...call, budget: "1000.00" }, candidacy, agreement)["budget"], "differs");
});

test("an internal agreement has nothing beside it", () => {
  const told = standings(costs, null, null, says([hours("1400.00")], { guide: "financial_guide_2018" }));
  assert.deepEqual(new Set(Object.values(told)), new Set(["equal"]));
});
