import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { exact } from "../decimal.ts";
import {
  type CheckedAsk,
  type Estimator,
  type Finding,
  findingInside,
  groupsOf,
  projectFindings,
  projectFindingsConservatively,
  requireDrawn,
} from "./checked.ts";
import { drawSample } from "./draw.ts";
import { extendToHeading } from "./floors.ts";
import { isNear, of, unitsOf } from "./forTests.ts";
import { makeFrame, type Unit } from "./frame.ts";
import { ofCents, variance } from "./numbers.ts";
import { correctedSteps, project } from "./projection.ts";
import { participantResult } from "./shares.ts";
import { equalChanceSize, secondPeriodSize } from "./size.ts";

const found = (errors: Readonly<Record<string, string>>): ReadonlyMap<string, Finding> =>
  new Map(Object.entries(errors).map(([id, error]) => [id, { error: exact(error) }]));

const ask = (
  units: readonly Unit[],
  errors: Readonly<Record<string, string>>,
  more: Partial<CheckedAsk> = {},
) =>
  ({
    frame: makeFrame(units),
    findings: found(errors),
    chance: "equal",
    estimator: "unit",
    ...more,
  }) satisfies CheckedAsk;

const four = unitsOf(["100.00", "200.00", "300.00", "400.00"]);

test("where everything was checked the projection is what was found, and nothing is left uncertain", () => {
  const amounts = fc.array(fc.tuple(fc.bigInt(1n, 10n ** 8n), fc.integer({ min: 0, max: 100 })), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(amounts, fc.constantFrom<Estimator>("unit", "ratio", "rate"), (pairs, estimator) => {
      const units = pairs.map(([cents], at) => ({
        id: `U${at}`,
        cents,
        stratum: at % 2 === 0 ? "even" : "odd",
        period: "",
        excluded: false,
      }));
      const errors = pairs.map(([cents, share]) => (cents * BigInt(share)) / 100n);
      const findings = new Map(
        errors.map((error, at): [string, Finding] => [`U${at}`, { error: ofCents(error) }]),
      );
      const chance = estimator === "rate" ? "by_amount" : "equal";
      const result = projectFindings(
        { frame: makeFrame(units), findings, chance, estimator },
        "0.02",
        "0.90",
      );
      const truth = errors.reduce((a, b) => a + b, 0n);
      assert.equal(result.projected, `${truth / 100n}.${String(truth % 100n).padStart(2, "0")}`);
      assert.equal(result.precision, "0.00");
    }),
    { numRuns: 300 },
  );
});

test("mean per unit, ratio and monetary units project the same finding each their own way", () => {
  const errors = { "OP-0001": "10", "OP-0003": "0" };
  const projected = (more: Partial<CheckedAsk>) =>
    projectFindings(ask(four, errors, more), "0.02", "0.90").projected;
  assert.equal(projected({ estimator: "unit" }), "20.00");
  assert.equal(projected({ estimator: "ratio" }), "25.00");
  const even = unitsOf(["250.00", "250.00", "250.00", "250.00"]);
  const rates = ask(even, errors, { chance: "by_amount", estimator: "rate" });
  assert.equal(projectFindings(rates, "0.02", "0.90").projected, "20.00");
});

test("a unit that may not be drawn stays in what is projected to", () => {
  const closed = unitsOf(["1000.00"]).map((unit) => ({ ...unit, id: "CLOSED", excluded: true }));
  const errors = { "OP-0001": "10", "OP-0003": "0" };
  const result = projectFindings(ask([...four, ...closed], errors), "0.02", "0.90");
  assert.equal(result.projected, "25.00");
  assert.equal(result.tolerable, "40.00");
  assert.throws(() => groupsOf(ask([...four, ...closed], { CLOSED: "1" })), { code: "not_selectable" });
});

test("a high-value unit that may not be drawn is stood for by the others of high value", () => {
  const high = unitsOf(["5000.00", "5000.00", "5000.00"]).map((unit, at) => ({
    ...unit,
    id: `HIGH-${at}`,
    excluded: at === 2,
  }));
  const errors = { "HIGH-0": "60", "HIGH-1": "0", "OP-0001": "0", "OP-0002": "0" };
  const result = projectFindings(
    ask([...four, ...high], errors, { highValueAbove: 100_000n }),
    "0.02",
    "0.90",
  );
  assert.equal(result.projected, "90.00");
});

test("where all others were checked, they stand for the unit that may not be drawn", () => {
  const closed = unitsOf(["500.00"]).map((unit) => ({ ...unit, id: "CLOSED", excluded: true }));
  const errors = { "OP-0001": "10", "OP-0002": "0", "OP-0003": "0", "OP-0004": "0" };
  const by = { chance: "by_amount", estimator: "rate" } as const;
  const result = projectFindings(ask([...four, ...closed], errors, by), "0.02", "0.90");
  assert.deepEqual([result.projected, result.precision], ["15.00", "0.00"]);
});

test("negative amounts are no part of the population, and one of their own", () => {
  const credit: Unit = { id: "CREDIT", cents: -50_000n, stratum: "", period: "", excluded: false };
  const errors = { "OP-0001": "10", "OP-0003": "0" };
  assert.equal(projectFindings(ask([...four, credit], errors), "0.02", "0.90").tolerable, "20.00");
  const apart = ask([...four, credit], { CREDIT: "5" }, { population: "negative" });
  assert.equal(projectFindings(apart, "0.02", "0.90").projected, "5.00");
});

test("an error in a part of a unit is extended to the unit", () => {
  const [first] = four;
  assert.ok(first);
  const findings = new Map([[first.id, { error: exact("5"), checked: exact("25") }]]);
  const result = projectFindings(
    { frame: makeFrame([first]), findings, chance: "equal", estimator: "unit" },
    "0.02",
    "0.90",
  );
  assert.equal(result.projected, "20.00");
});

test("parts sampled inside a unit give its ratio, and the variance that this leaves", () => {
  const part = (amount: string, error?: string) => ({
    amount: exact(amount),
    error: error === undefined ? undefined : exact(error),
  });
  const inside = findingInside([part("10", "1"), part("10", "3"), part("20"), part("60")]);
  assert.ok(inside?.variance);
  assert.deepEqual(inside.error, exact("4"));
  assert.deepEqual(inside.checked, exact("20"));
  // 4² × ((1 - 2)² + (3 - 2)²) / 1 / 2
  isNear(Number(inside.variance.units) / 10 ** inside.variance.scale, 16, 1e-9);
  assert.equal(findingInside([part("10", "1"), part("10", "3")])?.variance, undefined);
  assert.equal(findingInside([part("10"), part("10")]), undefined);
});

test("of the conservative approach: no error gives the basic precision, an error adds its allowance", () => {
  const units = unitsOf(Array.from({ length: 100 }, () => "1000.00"));
  const errors = Object.fromEntries(units.slice(0, 50).map(({ id }) => [id, "0"]));
  const by = { chance: "by_amount", estimator: "rate" } as const;
  const none = projectFindingsConservatively(ask(units, errors, by), "0.02", "0.90");
  // Interval 2,000 × 2.30
  assert.deepEqual([none.projected, none.upper], ["0.00", "4600.00"]);
  const one = projectFindingsConservatively(ask(units, { ...errors, "OP-0001": "100" }, by), "0.02", "0.90");
  // 2,000 × 0.1 × (3.89 - 2.30 - 1) = 118
  assert.deepEqual([one.projected, one.precision, one.upper], ["200.00", "4718.00", "4918.00"]);
  assert.equal(one.recalculated, undefined);
  const divided = units.map((unit, at) => ({ ...unit, stratum: String(at % 2) }));
  assert.throws(() => projectFindingsConservatively(ask(divided, errors, by), "0.02", "0.90"), {
    code: "strata",
  });
});

test("a sample that is not the one that the seed draws is refused, whichever way it was changed", () => {
  const units = unitsOf(Array.from({ length: 40 }, (_, at) => `${100 + at}.00`));
  for (const [chance, estimator] of [
    ["equal", "unit"],
    ["by_amount", "rate"],
  ] as const) {
    const { selected } = drawSample({ frame: makeFrame(units), chance, seed: "7", size: 8 });
    const errors = Object.fromEntries(selected.map((id) => [id, "0"]));
    requireDrawn(ask(units, errors, { chance, estimator }), "7");
    const [first = "", ...rest] = selected;
    const other = units.find(({ id }) => !selected.includes(id))?.id ?? "";
    const swapped = Object.fromEntries([...rest, other].map((id) => [id, "0"]));
    assert.throws(
      () => requireDrawn(ask(units, swapped, { chance, estimator }), "7"),
      (error: Error) => {
        assert.ok(error.message.includes(first) && error.message.includes(other), error.message);
        return true;
      },
    );
    assert.throws(() => requireDrawn(ask(units, errors, { chance, estimator }), "8"), {
      code: "not_the_draw",
    });
  }
});

test("what cannot be concluded from is refused", () => {
  assert.throws(() => projectFindings(ask(four, { "OP-0001": "1" }), "0.02", "0.90"), { code: "too_few" });
  assert.throws(() => groupsOf(ask(four, {})), { code: "too_few" });
  assert.throws(() => groupsOf(ask(four, { "OP-0001": "100.01", "OP-0002": "0" })), { code: "error_above" });
  assert.throws(() => groupsOf(ask(four, { NOBODY: "1" })), { code: "not_selectable" });
  const high = ask(four, { "OP-0001": "0", "OP-0002": "0" }, { highValueAbove: 35_000n });
  assert.throws(() => groupsOf(high), { code: "not_the_draw" });
  for (const materiality of ["0", "2", "0.00", "two"])
    assert.throws(() => project([], boundsWith(materiality), "0.90"), { code: "materiality" });
  for (const confidence of ["0", "1", "90", "high"])
    assert.throws(() => project([], boundsWith("0.02"), confidence), { code: "confidence" });
});

const boundsWith = (materiality: string) => ({ bookValue: of(1000), materiality });

test("an upper limit that just meets the tolerable error does not conclude; an error that is known does", () => {
  const group = (error: string, deviation: string) => {
    const sampled = {
      by: "unit",
      units: 10,
      checked: 4,
      errors: exact("0"),
      deviation: exact(deviation),
    } as const;
    return [{ name: "", exhaustive: { error: exact(error) }, sampled }];
  };
  const conclusion = (error: string, deviation: string) =>
    project(group(error, deviation), boundsWith("0.02"), "0.90").conclusion;
  // 10 × 1.645 × 2 / √4 = 16.45
  assert.deepEqual(
    ["3.54", "3.55", "20.00", "20.01"].map((error) => conclusion(error, "2")),
    ["not_material", "inconclusive", "inconclusive", "material"],
  );
  assert.deepEqual(
    ["20.00", "20.01"].map((error) => conclusion(error, "0")),
    ["not_material", "material"],
  );
});

test("difference estimation tells the corrected book value and its lower limit", () => {
  const steps = correctedSteps({ projected: "20.00", precision: "5.00" }, boundsWith("0.02"));
  assert.deepEqual(
    steps.map(({ value }) => value),
    ["980.00", "975.00"],
  );
});

test("the second period's size makes up for what the first one left", () => {
  const [weight, spread] = [of(2000), of(90_000)];
  const size = { bookValue: of(10_000_000), materiality: "0.02", confidence: "0.80", expected: "0.005" };
  const both = equalChanceSize([{ name: "", weight: of(4000), variance: spread, most: 4000 }], size);
  const half = Math.ceil(both.size / 2);
  const first = { weight, checked: half, variance: spread };
  // As expected in both: the second half of the whole.
  assert.ok(Math.abs(secondPeriodSize({ weight, variance: spread }, first, size) - half) <= 1);
  const worse = secondPeriodSize({ weight, variance: spread }, { ...first, variance: of(150_000) }, size);
  assert.ok(worse > half);
  assert.throws(
    () => secondPeriodSize({ weight, variance: spread }, { ...first, variance: of(9_000_000_000) }, size),
    { code: "expected" },
  );
});

test("a heading's error is extended from its sample, with two points more where it was systematic", () => {
  const sample = { heading: of(10_000), checked: of(2000), error: of(40) };
  assert.equal(extendToHeading({ ...sample, drawn: "random" }).projected, "200.00");
  assert.equal(extendToHeading({ ...sample, drawn: "systematic" }).projected, "400.00");
  assert.equal(extendToHeading({ ...sample, error: of(2000), drawn: "systematic" }).projected, "10000.00");
  assert.throws(() => extendToHeading({ ...sample, checked: of(0), drawn: "random" }), { code: "empty" });
});

test("participants: the share of those asked stands for all, with its margin", () => {
  const result = participantResult({ population: 1000, asked: 278, achieved: 139, confidence: "0.95" });
  assert.deepEqual([result.share, result.participants], ["0.500000", 500]);
  isNear(result.margin, 0.05, 0.0005);
  assert.equal(
    participantResult({ population: 50, asked: 50, achieved: 10, confidence: "0.95" }).margin,
    "0.000000",
  );
  assert.throws(() => participantResult({ population: 5, asked: 6, achieved: 1, confidence: "0.95" }), {
    code: "too_few",
  });
});

test("a variance is that of a sample, and needs two", () => {
  isNear(Number(variance([of(1), of(2), of(4)]).units) / 1e20, 7 / 3, 1e-12);
  assert.throws(() => variance([of(1)]), RangeError);
});
