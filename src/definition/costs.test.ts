import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { holdsOn } from "./cost-rules.ts";
import { latestOn } from "./dated.ts";
import { dayAfter, guideOn } from "./costs.ts";
import { loadProgramme } from "./load.ts";
import { DefinitionError, type DefinitionProblem } from "./problem.ts";
import type { Programme } from "./programme.ts";

const ours = `# yaml-language-server: $schema=../../build/schema/costs.schema.json
parameters:
  - parameter: answer_days
    label: { fr: Délai, nl: Termijn, en: Time allowed }
    unit: days
    values:
      - { from: "2014-01-01", value: 60, source: &s { article: Guide du Valmont, verified: false } }
      - { from: "2020-01-01", value: 90, source: *s }
options:
  - option: indirect_15
    label: { fr: Frais indirects, nl: Indirecte kosten, en: Indirect costs }
    form: flat_rate
    categories: [indirect]
    base: [direct_staff]
    rates: [{ from: "2014-01-01", value: "0.10", source: *s }]
    calculation: none
    source: *s
rounding: { rate: down, amount: down, source: *s }
guides:
  - { guide: second, title: { fr: B, nl: B, en: B }, from: "2020-01-01", source: *s }
  - { guide: first, title: { fr: A, nl: A, en: A }, from: "2018-01-01", source: *s }
quantities:
  - quantity: hours
    label: { fr: Heures, nl: Uren, en: Hours }
    unit: { fr: heures, nl: uren, en: hours }
    operations: [guidance]
    register: workshop_hours
    count: { sum: hours }
    when: { theme: letter }
    dated_by: held_on
    incomplete: refuse
    source: *s
unit_costs:
  - unit_cost: hour
    label: { fr: Heure, nl: Uur, en: Hour }
    option: unit_cost
    quantity: hours
    rates: [{ from: "2019-01-01", value: "11.00", source: *s }]
periods:
  - period: quarter
    label: { fr: trimestre, nl: kwartaal, en: quarter }
    months: 3
    deadline: { months: 1, days: { parameter: answer_days } }
    source: *s
annual_report:
  deadline: { days: 31 }
  sections: [{ section: activity, label: { fr: Action, nl: Actie, en: Action }, figures: [participants] }]
  source: *s
`;

const programmeWith = (costs: string): Programme => {
  const folder = tinyProgrammeFolder();
  writeFileSync(join(folder, "costs.yaml"), costs);
  return loadProgramme(folder);
};

const problemsOf = (from: string, to: string): readonly DefinitionProblem[] => {
  assert.ok(ours.includes(from), from);
  try {
    programmeWith(ours.replace(from, to));
  } catch (error) {
    assert.ok(error instanceof DefinitionError, String(error));
    return error.problems;
  }
  return [];
};

test("a programme without money of its own has the law's rules, and nothing else", () => {
  const { costs } = loadProgramme(tinyProgrammeFolder());
  assert.ok(costs.rules.options.has("remaining_40"));
  const own = [costs.financingModes, costs.templates, costs.quantities, costs.unitCosts, costs.documents];
  assert.deepEqual(
    [...own, costs.periods, costs.instalments, costs.rules.salaryScales].map(({ size }) => size),
    [0, 0, 0, 0, 0, 0, 0, 0],
  );
  assert.deepEqual([costs.guides.length, costs.annualReport], [0, undefined]);
});

test("what is said of money changes its own fingerprint, and not that of figures", () => {
  const without = loadProgramme(tinyProgrammeFolder());
  const first = programmeWith(ours);
  const second = programmeWith(ours.replace('"11.00"', '"11.50"'));
  assert.equal(new Set([without, first, second].map(({ fingerprint }) => fingerprint)).size, 1);
  assert.equal(new Set([without, first, second].map(({ costs }) => costs.fingerprint)).size, 3);
});

describe("a programme's money", () => {
  const { costs, registers } = programmeWith(ours);

  test("is laid over the law: what has the same name replaces, the rest stays", () => {
    assert.equal(costs.rules.options.get("indirect_15")?.rates[0]?.value, "0.10");
    assert.equal(costs.rules.options.get("remaining_40")?.rates[0]?.value, "0.40");
    assert.equal(costs.rules.rounding.rate, "down");
    assert.deepEqual(costs.rules.categories.get("whole")?.covers.includes("indirect"), true);
  });

  test("counts what registers hold, with its condition and the day of delivery", () => {
    const quantity = costs.quantities.get("hours");
    assert.equal(quantity?.register, registers.get("workshop_hours"));
    assert.deepEqual(
      [quantity?.count.kind, quantity?.datedBy, quantity?.when?.kind],
      ["sum", "held_on", "compare"],
    );
  });

  test("knows which guide governs a day, and by when a period is to be declared", () => {
    const titles = ["2017-12-31", "2018-01-01", "2019-12-31", "2020-01-01"].map(
      (day) => guideOn(costs, day)?.id,
    );
    assert.deepEqual(titles, [undefined, "first", "first", "second"]);
    const deadline = costs.periods.get("quarter")?.deadline;
    assert.ok(deadline);
    // A month, then the days of the parameter on the last day of the period.
    assert.equal(dayAfter("2019-12-31", deadline), "2020-03-31");
    assert.equal(dayAfter("2020-03-31", deadline), "2020-07-29");
  });
});

test("names that do not exist are told at their place in the file", () => {
  const told = (from: string, to: string) =>
    problemsOf(from, to).map(({ path, found }) => `${path}: ${found}`);
  assert.deepEqual(told("operations: [guidance]", "operations: [advice]"), [
    "quantities.0.operations.0: advice",
  ]);
  assert.deepEqual(told("register: workshop_hours", "register: workshops"), [
    "quantities.0.register: workshops",
  ]);
  assert.deepEqual(told("count: { sum: hours }", "count: { sum: theme }"), ["quantities.0.count.sum: theme"]);
  assert.deepEqual(told("dated_by: held_on", "dated_by: hours"), ["quantities.0.dated_by: hours"]);
  assert.deepEqual(told("when: { theme: letter }", "when: { topic: letter }"), [
    "quantities.0.when.topic: topic",
  ]);
  assert.deepEqual(told("quantity: hours\n    rates", "quantity: days\n    rates"), [
    "unit_costs.0.quantity: days",
  ]);
  assert.deepEqual(told("option: unit_cost", "option: price"), ["unit_costs.0.option: price"]);
  assert.deepEqual(told("parameter: answer_days }", "parameter: days_given }"), [
    "periods.0.deadline.days: days_given",
  ]);
  assert.deepEqual(told("figures: [participants]", "figures: [people]"), [
    "annual_report.sections.0.figures.0: people",
  ]);
  assert.deepEqual(told("base: [direct_staff]", "base: [staff]"), ["options.0.base.0: staff"]);
  assert.deepEqual(told("guide: first", "guide: second"), ["guides.1.guide: second"]);
  assert.deepEqual(told('value: "0.10"', "value: 0.1"), ["options.0.rates.0.value: 0.1"]);
});

test("a rule holds from its day on, until the next or its last day", () => {
  const dated = [
    { from: "2020-01-01", value: 2 },
    { from: "2014-01-01", value: 1 },
  ];
  const days = ["2013-12-31", "2014-01-01", "2019-12-31", "2020-01-01"];
  assert.deepEqual(
    days.map((day) => latestOn(dated, day)?.value),
    [undefined, 1, 1, 2],
  );
  const granted = { from: "2014-01-01", until: "2018-08-01" };
  assert.deepEqual(
    ["2013-12-31", "2014-01-01", "2018-08-01", "2018-08-02"].map((day) => holdsOn(granted, day)),
    [false, true, true, false],
  );
  assert.equal(holdsOn({ from: "2018-08-02", until: undefined }, "2030-01-01"), true);
});

test("the reference programme says of every number that it is invented or where it was read", () => {
  const folder = join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020");
  assert.match(readFileSync(join(folder, "costs.yaml"), "utf8"), /invent/);
  const { costs } = loadProgramme(folder);
  const sources = [
    ...[...costs.unitCosts.values()].flatMap(({ rates }) => rates.map(({ source }) => source)),
    ...[...costs.rules.salaryScales.values()].flatMap(({ functions }) =>
      [...functions.values()].flatMap(({ yearly }) => yearly.map(({ source }) => source)),
    ),
    ...[...costs.parameters.values()].flatMap(({ values }) => values.map(({ source }) => source)),
    ...costs.guides.map(({ source }) => source),
  ];
  assert.ok(sources.length > 15);
  assert.deepEqual(
    sources.filter(({ verified }) => verified),
    [],
  );
});
