import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawSample } from "./draw.ts";
import { boundsOf, isNear, of, unitsOf } from "./forTests.ts";
import { makeFrame } from "./frame.ts";
import { total, whole } from "./numbers.ts";
import {
  type Group,
  project,
  projectExhaustive,
  projectSampled,
  recalculatedConfidence,
  tolerableError,
} from "./projection.ts";
import { residualErrorRate } from "./residual.ts";
import { attributeResult } from "./shares.ts";
import { zOf } from "./statistics.ts";

/**
 * Worked examples of the Commission's guidance on sampling (EGESIF_16-0014-01, 20 January 2017) and of its template for
 * residual error rates. Where the guidance prints something else than its own figures give, the test says so.
 */

describe("selection", () => {
  test("S10: of 77 units eight are of high value; 69 are drawn at an interval of the rest", () => {
    const high = Array.from({ length: 8 }, () => "98354635.00");
    // 786,837,081 and, in 3,844 units that are all smaller than the interval, 3,413,044,943.
    const last = 3_413_044_943 - 3843 * 887_889;
    high[0] = `${786_837_081 - 7 * 98_354_635}.00`;
    const rest = Array.from({ length: 3844 }, (_, at) => (at === 0 ? `${last}.00` : "887889.00"));
    const draw = drawSample({
      frame: makeFrame(unitsOf([...high, ...rest])),
      chance: "by_amount",
      seed: "S10",
      size: 77,
    });
    const [cell] = draw.cells;
    assert.equal(cell?.highValueAmount, "786837081.00");
    assert.deepEqual([cell.highValue.length, cell.sampled.length], [8, 69]);
    assert.equal(new Set(draw.selected).size, 77);
    isNear(cell.interval ?? "", 49_464_419, 1);
  });
});

describe("projections", () => {
  test("S17: not statistical, by amount; the guidance once misprints the 9,619,263 of the rest as 9,619,623", () => {
    const rest = (value: number): Group => ({
      name: "",
      exhaustive: { error: of(80028) },
      sampled: { by: "rate", value: of(value), checked: 4, rates: of("0.0272") },
    });
    const result = project([rest(9_619_263)], boundsOf(22031228), undefined);
    isNear(result.projected, 145439, 1);
    isNear(result.tolerable, 440625, 1);
    assert.equal(result.conclusion, "not_material");
    assert.equal(result.precision, undefined);
    // The misprint would show: 145,441.44.
    isNear(project([rest(9_619_623)], boundsOf(22031228), undefined).projected, 145_441.44, 0.01);
  });

  test("S18: simple random sampling over two periods, by mean per unit and by ratio", () => {
    const periods = [
      {
        units: 3852,
        value: 1237952015,
        checked: 49,
        errors: 199185,
        sample: 13039581,
        mean: 69815,
        ratio: 54897,
      },
      {
        units: 3852,
        value: 2961930008,
        checked: 52,
        errors: 374790,
        sample: 34323574,
        mean: 59489,
        ratio: 57659,
      },
    ];
    const both = boundsOf(1237952015 + 2961930008);
    const byUnit = project(
      periods.map(({ units, checked, errors, mean }) => ({
        name: "",
        sampled: { by: "unit", units, checked, errors: of(errors), deviation: of(mean) },
      })),
      both,
      "0.6",
    );
    isNear(byUnit.projected, 43_421_670, 1);
    isNear(byUnit.precision ?? "", 41_980_051, 1);
    const byRatio = project(
      periods.map(({ units, value, checked, errors, sample, ratio }) => ({
        name: "",
        sampled: {
          by: "ratio",
          units,
          value: of(value),
          checked,
          errors: of(errors),
          checkedValue: of(sample),
          deviation: of(ratio),
        },
      })),
      both,
      "0.6",
    );
    isNear(byRatio.projected, 51_252_484, 1);
    isNear(byRatio.precision ?? "", 36_325_544, 1);
    isNear(byRatio.tolerable, 83_997_640, 1);
    isNear(byRatio.upper ?? "", 87_578_028, 1);
    assert.equal(byRatio.conclusion, "inconclusive");
    assert.ok(Number(byRatio.recalculated) < 0.6);
  });

  test("S20: monetary units over two periods", () => {
    const groups: Group[] = [
      {
        name: "1",
        exhaustive: { error: of(19_240_855) },
        sampled: {
          by: "rate",
          value: of(936_162_740),
          checked: 34,
          rates: of("1.4256"),
          deviation: of("0.085"),
        },
      },
      {
        name: "2",
        exhaustive: { error: of(9_340_755) },
        sampled: {
          by: "rate",
          value: of(2_546_691_025),
          checked: 96,
          rates: of("1.1875"),
          deviation: of("0.29"),
        },
      },
    ];
    const result = project(groups, boundsOf(1_827_930_259 + 2_961_930_008), "0.6");
    const sampled = total(groups.flatMap(({ sampled }) => (sampled ? [projectSampled(sampled)] : [])));
    isNear(Number(sampled.units) / 1e20, 70_754_790, 1);
    isNear(result.projected, 99_336_400, 1);
    isNear(result.precision ?? "", 64_499_188, 1);
    isNear(result.upper ?? "", 163_835_589, 1);
    isNear(result.tolerable, 95_797_205, 1);
    assert.equal(result.conclusion, "material");
  });

  test("S23: not statistical, equal chances, two periods, by ratio", () => {
    const period = (value: number, high: number, error: number, sample: number, found: number): Group => ({
      name: "",
      exhaustive: { error: of(error) },
      sampled: {
        by: "ratio",
        units: 30,
        value: of(value - high),
        checked: 3,
        errors: of(found),
        checkedValue: of(sample),
      },
    });
    const groups = [
      period(19_930_259, 3_388_144, 127, 1_150_398, 4801),
      period(40_378_264, 6_756_739, 432_076, 1_200_987, 5287),
    ];
    const result = project(groups, boundsOf(19_930_259 + 40_378_264), undefined);
    isNear(result.projected, 649_247.94, 0.5);
    isNear(result.tolerable, 1_206_170, 1);
    assert.equal(result.conclusion, "not_material");
  });

  test("S25: two stages, payment claims sampled inside eight high-value operations", () => {
    const operations = [
      ["243", 90142818, 7829, 845, 9729299],
      ["6324", 89027451, 1409, 76, 4802048],
      ["734", 79908909, 56729, 1991, 2804538],
      ["451", 79271094, 48392, 3080, 5045358],
      ["95", 89771154, 3078, 81, 2362399],
      ["9458", 100525834, 67128, 419, 627463],
      ["849", 165336715, 12345, 1220, 16339473],
      ["872", 92853106, 29735, 1544, 4821429],
    ] as const;
    const errors = operations.map(([, value, checked, error, printed]) => {
      const projected = projectSampled({
        by: "ratio",
        units: 1,
        value: of(value),
        checked: 40,
        errors: of(error),
        checkedValue: of(checked),
      });
      isNear(Number(projected.units) / 1e20, printed, 1);
      return projected;
    });
    const high = total(errors);
    isNear(Number(high.units) / 1e20, 46_532_007, 1);
    const highValue = operations.reduce((sum, [, value]) => sum + value, 0);
    const group: Group = {
      name: "",
      exhaustive: { error: high },
      sampled: { by: "rate", value: of(4_199_882_024 - highValue), checked: 69, rates: of("1.034") },
    };
    const result = project([group], boundsOf(4_199_882_024), undefined);
    isNear(result.projected, 97_678_216, 2);
    isNear(result.rate, 0.0233, 5e-5);
    assert.equal(result.conclusion, "material");
  });

  test("S27: the confidence at which an inconclusive result would conclude", () => {
    const { z, confidence } = recalculatedConfidence(
      zOf("0.9"),
      of(37_164_661),
      of(14_568_765),
      of(26_195_819),
    );
    isNear(Number(z.units) / 1e9, 1.419, 0.0005);
    isNear(confidence, 0.844, 0.0005);
    // The tolerable error of the example is 2 % of its book value.
    isNear(Number(tolerableError(boundsOf(1_858_233_036)).units) / 100, 37_164_661, 1);
  });

  test("S29: three deviations in 150; the guidance forgets the square root and prints 2.3 % where it is 4.24 %", () => {
    const result = attributeResult({ deviations: 3, tested: 150, confidence: "0.95", tolerable: "0.05" });
    isNear(result.rate, 0.02, 1e-9);
    isNear(result.upper, 0.0424, 5e-5);
    isNear(0.02 + (1.96 * 0.02 * 0.98) / Math.sqrt(150), 0.023, 0.0005);
    // 5.09 %: with few deviations the normal limit is too low.
    assert.equal(result.conclusion, "inconclusive");
  });

  test("S31: four operations that may not be drawn stay in the population", () => {
    const reduced = 4_187_175_607;
    const excluded = 12_706_417;
    const group: Group = {
      name: "",
      exhaustive: { error: of(7_616_805) },
      sampled: {
        by: "rate",
        value: of(reduced + excluded - 586_837_081),
        checked: 87,
        rates: of("1.026"),
        deviation: of("0.0832"),
      },
    };
    const result = project([group], boundsOf(reduced + excluded), "0.9");
    isNear(result.projected, 50_225_817, 2);
    isNear(result.precision ?? "", 53_015_513, 2);
    isNear(result.upper ?? "", 103_241_330, 3);
    isNear(result.tolerable, 83_997_640, 1);
    assert.equal(result.conclusion, "inconclusive");
  });

  test("S33: five units that may not be drawn, and one high-value unit that was not checked", () => {
    const exhaustive = { error: of(469_301), extend: { population: whole(3), checked: whole(2) } };
    isNear(Number(projectExhaustive(exhaustive).units) / 1e20, 703_951.5, 0.01);
    const group: Group = {
      name: "",
      exhaustive,
      sampled: {
        by: "unit",
        units: 3514 - 2 + 5,
        checked: 45,
        errors: of(378_906),
        deviation: of(28_199),
      },
    };
    const result = project([group], boundsOf(2_301_882_970), "0.7");
    isNear(result.projected, 30_317_560.43, 0.05);
    isNear(result.precision ?? "", 15_316_501.38, 5);
    isNear(result.upper ?? "", 45_634_061.81, 5);
    assert.equal(result.conclusion, "not_material");
  });
});

describe("residual error rates", () => {
  const ask = (ongoing: string, corrections: string) => ({
    declared: of(1000),
    totalErrorRate: of("0.022"),
    ongoing: of(ongoing),
    otherNegative: of(0),
    corrections: of(corrections),
  });

  test("R01: corrections bring the rate under 2 %", () => {
    const { population, atRisk, corrected, residual, rate, exceeds } = residualErrorRate(ask("0", "2.1"));
    assert.deepEqual(
      [population, atRisk, corrected, residual, rate, exceeds],
      ["1000.00", "22.00", "997.90", "19.90", "0.0199", false],
    );
  });

  test("R03: what is still being assessed, outside the sample, comes off first", () => {
    const { population, atRisk, corrected, rate, exceeds } = residualErrorRate(ask("50", "2"));
    assert.deepEqual(
      [population, atRisk, corrected, rate, exceeds],
      ["950.00", "20.90", "948.00", "0.0199", false],
    );
  });

  test("above 2 % the further correction brings the rate to 2 % exactly", () => {
    const { rate, exceeds, further } = residualErrorRate(ask("0", "0"));
    assert.equal(rate, "0.0220");
    assert.equal(exceeds, true);
    assert.deepEqual(further, { correction: "2.04", rate: "0.0200" });
  });
});
