import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { exact, multiply } from "../decimal.ts";
import { mayCheckBySample, nonStatisticalFloor } from "./floors.ts";
import { boundsOf, figureOf, isNear, of } from "./forTests.ts";
import { quotient, whole } from "./numbers.ts";
import { participantSize } from "./shares.ts";
import { byAmountSize, conservativeSize, equalChanceSize } from "./size.ts";
import { printedFactor, sizeFactor, zOf } from "./statistics.ts";

/**
 * Tables and sizes of worked examples of the Commission's guidance on sampling (EGESIF_16-0014-01, 20 January 2017).
 * Where the guidance prints something else than its own figures give, the test says so.
 */

const stratum = (name: string, weight: string | number, deviation: string | number) => ({
  name,
  weight: of(weight),
  variance: multiply(of(deviation), of(deviation)),
  most: 10_000,
});

describe("tables", () => {
  test("T01: z by level of confidence, as Table 3 prints it", () => {
    const printed = { "0.60": "0.842", "0.70": "1.036", "0.80": "1.282", "0.90": "1.645", "0.95": "1.960" };
    for (const [level, z] of Object.entries(printed)) assert.deepEqual(zOf(level), exact(z), level);
  });

  test("T02: reliability factors without errors, which Table 4 rounds up", () => {
    const printed = {
      "0.99": "4.61",
      "0.95": "3.00",
      "0.90": "2.31",
      "0.85": "1.90",
      "0.80": "1.61",
      "0.75": "1.39",
      "0.70": "1.21",
      "0.60": "0.92",
      "0.50": "0.70",
    };
    for (const [level, factor] of Object.entries(printed))
      assert.deepEqual(sizeFactor(level), exact(factor), level);
  });

  test("T03: reliability factors of Appendix 3, which rounds to the nearest", () => {
    const levels = ["0.99", "0.95", "0.90", "0.85", "0.80", "0.75", "0.70", "0.63", "0.60", "0.50"];
    const printed = new Map([
      [0, [4.61, 3.0, 2.3, 1.9, 1.61, 1.39, 1.2, 0.99, 0.92, 0.69]],
      [1, [6.64, 4.74, 3.89, 3.37, 2.99, 2.69, 2.44, 2.14, 2.02, 1.68]],
      [2, [8.41, 6.3, 5.32, 4.72, 4.28, 3.92, 3.62, 3.25, 3.11, 2.67]],
      [3, [10.05, 7.75, 6.68, 6.01, 5.52, 5.11, 4.76, 4.34, 4.18, 3.67]],
      [5, [13.11, 10.51, 9.27, 8.49, 7.91, 7.42, 7.01, 6.49, 6.29, 5.67]],
      [12, [22.82, 19.44, 17.78, 16.71, 15.9, 15.22, 14.62, 13.88, 13.59, 12.67]],
      [16, [28.03, 24.3, 22.45, 21.26, 20.34, 19.57, 18.9, 18.06, 17.72, 16.67]],
      [50, [69.07, 63.29, 60.34, 58.4, 56.89, 55.62, 54.49, 53.06, 52.49, 50.67]],
    ]);
    for (const [errors, factors] of printed)
      for (const [at, factor] of factors.entries())
        assert.deepEqual(
          printedFactor(errors, levels[at] ?? ""),
          exact(factor.toFixed(2)),
          `RF(${errors}) at ${levels[at] ?? ""}`,
        );
  });
});

describe("sizes", () => {
  test("S01: simple random sampling", () => {
    const ask = { ...boundsOf(46501186), confidence: "0.8", expected: "0.0124" };
    const size = equalChanceSize([stratum("", 3852, 518)], ask);
    isNear(size.tolerable, 930024, 1);
    isNear(size.anticipated, 576615, 1);
    isNear(size.exactly, 52.3905, 0.001);
    assert.equal(size.size, 53);
  });

  test("S03: strata, in which the guidance writes 4,802 units where its own strata have 4,807", () => {
    const ask = { ...boundsOf(1396535319), confidence: "0.8", expected: "0.018" };
    const strata = [stratum("Programme 1", 3582, 444), stratum("Programme 2", 1225, 9818)];
    const size = equalChanceSize(strata, ask);
    assert.equal(size.size, 121);
    assert.deepEqual(size.shares, [90, 31]);
    assert.equal(size.size + 5, 126);
    isNear(figureOf(size.steps[0], "σw²"), 24_711_404, 1);
    // With 4,802 it prints 24,737,134; and then the root of 24,734.134. The size is the same.
    const misprinted = quotient(of(24_711_403.796963), quotient(whole(4802), whole(4807)));
    isNear(Number(misprinted.units) / 1e20, 24_737_134, 1);
  });

  test("S05: difference estimation", () => {
    const ask = { ...boundsOf(4199882024), confidence: "0.6", expected: "0.007" };
    const size = equalChanceSize([stratum("", 3852, 168397)], ask);
    isNear(size.exactly, 100.07, 0.01);
    assert.equal(size.size, 101);
  });

  test("S08: monetary units; the guidance prints a cut-off of 54,593,922 where its figures give 54,543,922", () => {
    const ask = { ...boundsOf(4199882024), confidence: "0.9", expected: "0.004" };
    const size = byAmountSize([stratum("", 4199882024, "0.085")], ask);
    isNear(size.exactly, 76.37, 0.01);
    assert.equal(size.size, 77);
    isNear(size.interval ?? "", 54_543_922, 1);
    assert.notEqual(Math.round(Number(size.interval)), 54_593_922);
  });

  test("S12: monetary units in strata; of 88.33 the guidance makes 89 and 59, the largest remainder 88 and 60", () => {
    const ask = { ...boundsOf(4199882024), confidence: "0.9", expected: "0.011" };
    const strata = [
      { name: "1", weight: of(2506626292), variance: of("0.000045"), most: 1000 },
      { name: "2", weight: of(1693255732), variance: of("0.010909"), most: 1000 },
    ];
    const size = byAmountSize(strata, ask);
    isNear(figureOf(size.steps[0], "σw²"), 0.004425, 5e-7);
    assert.equal(size.size, 148);
    assert.deepEqual(size.shares, [88, 60]);
  });

  test("S14: the conservative approach", () => {
    const size = conservativeSize({ ...boundsOf(4199882024), confidence: "0.9", expected: "0.002" });
    assert.equal(size.size, 136);
    isNear(size.interval ?? "", 30_881_485, 1);
  });

  test("T06: the floors of methods that are not statistical", () => {
    const old = nonStatisticalFloor("2014-2020", 120, of(1_000_000));
    assert.deepEqual([old.units, old.value], [6, "100000.00"]);
    assert.equal(nonStatisticalFloor("2021-2027", 187, of(1)).units, 19);
    assert.throws(() => nonStatisticalFloor("2021-2027", 300, of(1)), { code: "not_allowed" });
    assert.equal(nonStatisticalFloor("2021-2027", 299, of(1)).units, 30);
  });

  test("L01: participants for longer-term results, by size of the population and margin", () => {
    const populations = [100, 500, 1000, 5000, 20_000, 100_000];
    const sizes = (margin: string) =>
      populations.map((population) => participantSize({ population, confidence: "0.95", margin }).size);
    assert.deepEqual(sizes("0.03"), [92, 341, 517, 880, 1014, 1056]);
    assert.deepEqual(sizes("0.02"), [97, 414, 707, 1623, 2144, 2345]);
  });

  test("F04: a heading is checked by sample from 30 documents and 15 % of its expenditure on", () => {
    assert.equal(mayCheckBySample({ documents: 29, coverage: "0.30" }), false);
    assert.equal(mayCheckBySample({ documents: 30, coverage: "0.15" }), true);
    assert.equal(mayCheckBySample({ documents: 400, coverage: "0.149" }), false);
  });
});
