import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { compare, exact } from "../decimal.ts";
import {
  type CheckedAsk,
  type Finding,
  findingInside,
  projectFindings,
  projectFindingsConservatively,
} from "./checked.ts";
import { type Chance, drawSample } from "./draw.ts";
import { stream } from "./forTests.ts";
import { type Frame, makeFrame, type Unit } from "./frame.ts";
import { ofCents } from "./numbers.ts";
import type { Projection } from "./projection.ts";
import { attributeResult, participantResult, participantSize } from "./shares.ts";

/** How often each method is drawn: a thousand times, or as often as JALON_RUNS says. */
const runs = Number(process.env["JALON_RUNS"] ?? "1000");
const levels = ["0.60", "0.70", "0.80", "0.90", "0.95"] as const;

/** A population whose errors are known. */
type Planted = Readonly<{ frame: Frame; errors: ReadonlyMap<string, bigint>; truth: number }>;

type Planting = Readonly<{
  units?: number;
  /** Share of units with an error, and how much of them it takes at least and at most. */
  wrong?: number;
  least?: number;
  most?: number;
  /** Units of far higher value than the rest. */
  giants?: number;
  /** How uneven the amounts are: the standard deviation of their logarithm. */
  uneven?: number;
  strata?: readonly string[];
  periods?: readonly string[];
  /** Share of units that may not be drawn. */
  excluded?: number;
}>;

/** Returns a population of uneven amounts with errors in a share of its units, the same for the same seed. */
const plant = (seed: number, planting: Planting = {}): Planted => {
  const { units = 500, wrong = 0.25, least = 0.02, most = 0.3, giants = 0, uneven = 0.5 } = planting;
  const { strata = [""], periods = [""], excluded = 0 } = planting;
  const random = stream(seed);
  const errors = new Map<string, bigint>();
  const made = Array.from({ length: units }, (_, at): Unit => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cents = BigInt(Math.ceil(Math.exp(13.8 + uneven * normal) * (at < giants ? 40 : 1)));
    const stratum = strata[at % strata.length] ?? "";
    const riskier = stratum === strata.at(-1) ? 1.5 : 1;
    const share = random() < wrong * riskier ? least + (most - least) * random() : 0;
    const id = `U${String(at).padStart(4, "0")}`;
    errors.set(id, BigInt(Math.floor(Number(cents) * share)));
    const period = periods[Math.floor((at * periods.length) / units)] ?? "";
    return { id, cents, stratum, period, excluded: at >= giants && random() < excluded };
  });
  const truth = Number([...errors.values()].reduce((sum, error) => sum + error, 0n)) / 100;
  return { frame: makeFrame(made), errors, truth };
};

type Way = Readonly<{
  chance: Chance;
  estimator: CheckedAsk["estimator"];
  size: number;
  highValueAbove?: bigint;
  conservative?: boolean;
  /** How a unit that was drawn is checked; as a whole unless told. */
  look?: (id: string, run: number) => Finding;
}>;

const findingsOf = ({ errors }: Planted, selected: readonly string[], { look }: Way, run: number) =>
  new Map(
    selected.map((id): [string, Finding] => [
      id,
      look ? look(id, run) : { error: ofCents(errors.get(id) ?? 0n) },
    ]),
  );

/** Draws again and again and returns how often the upper limit was at or above the truth, by confidence. */
const coverageOf = (planted: Planted, way: Way, confidences: readonly string[]) => {
  const covered = new Map(confidences.map((level) => [level, 0]));
  let sum = 0;
  for (let run = 0; run < runs; run++) {
    const { chance, estimator, size, highValueAbove } = way;
    const draw = drawSample({ frame: planted.frame, chance, seed: `run ${run}`, size, highValueAbove });
    const findings = findingsOf(planted, draw.selected, way, run);
    const ask: CheckedAsk = { frame: planted.frame, findings, chance, estimator, highValueAbove };
    for (const [at, level] of confidences.entries()) {
      const result: Projection = way.conservative
        ? projectFindingsConservatively(ask, "0.02", level)
        : projectFindings(ask, "0.02", level);
      if (Number(result.upper) >= planted.truth) covered.set(level, (covered.get(level) ?? 0) + 1);
      if (at === 0) sum += Number(result.projected);
    }
  }
  const shares = new Map([...covered].map(([level, count]) => [level, count / runs]));
  return { shares, mean: sum / runs };
};

/** What a share measured over the runs can be off by, three standard errors: one run in a thousand is further out. */
const slack = (share: number) => 3 * Math.sqrt((share * (1 - share)) / runs);

const told = (shares: ReadonlyMap<string, number>) =>
  [...shares].map(([level, share]) => `${level}: ${(100 * share).toFixed(1)} %`).join(", ");

const assertCovers = (
  t: TestContext,
  planted: Planted,
  way: Way,
  confidences: readonly string[] = levels,
) => {
  const { shares, mean } = coverageOf(planted, way, confidences);
  t.diagnostic(`covers ${told(shares)}; mean projected / truth ${(mean / planted.truth).toFixed(3)}`);
  for (const [level, share] of shares)
    assert.ok(share >= Number(level) - slack(Number(level)), `${level}: ${share}`);
  // Ratios and systematic draws are a little off by construction; nothing is off by a twentieth.
  assert.ok(Math.abs(mean / planted.truth - 1) < 0.05, `mean ${mean} of ${planted.truth}`);
};

/** Parts of a unit, a few of which are looked at: what is drawn inside depends on the run. */
const lookInside = ({ frame, errors }: Planted, parts: number, seen: number) => {
  const units = new Map(frame.units.map((unit) => [unit.id, unit]));
  return (id: string, run: number): Finding => {
    const random = stream(run * 7919 + Number(id.slice(1)) + 1);
    const own = stream(Number(id.slice(1)) + 31);
    const weights = Array.from({ length: parts }, () => 0.5 + own());
    const all = weights.reduce((a, b) => a + b, 0);
    const cents = Number(units.get(id)?.cents ?? 0n);
    const rate = Number(errors.get(id) ?? 0n) / cents;
    // The error sits in every part, in some more than in others, and adds up to the unit's.
    const uneven = weights.map((weight) => weight * (0.4 + 1.2 * own()));
    const scale = (rate * all) / uneven.reduce((a, b) => a + b, 0);
    const order = weights.map((_, at) => ({ at, key: random() })).sort((a, b) => a.key - b.key);
    const chosen = new Set(order.slice(0, seen).map(({ at }) => at));
    const euros = (value: number) => ofCents(BigInt(Math.round(value)));
    const found = findingInside(
      weights.map((weight, at) => ({
        amount: euros((cents * weight) / all),
        error: chosen.has(at) ? euros((cents * (uneven[at] ?? 0) * scale) / all) : undefined,
      })),
    );
    assert.ok(found);
    return found;
  };
};

describe(`the upper limit covers the truth as often as the confidence says, over ${runs} draws`, () => {
  const cases: readonly (readonly [string, Planting, Way])[] = [
    ["simple random sampling, mean per unit", {}, { chance: "equal", estimator: "unit", size: 120 }],
    ["simple random sampling, ratio", {}, { chance: "equal", estimator: "ratio", size: 120 }],
    [
      "simple random sampling with a high-value stratum",
      { giants: 6 },
      { chance: "equal", estimator: "unit", size: 120, highValueAbove: 12_000_000n },
    ],
    [
      "stratified simple random sampling",
      { strata: ["A", "B", "C"] },
      { chance: "equal", estimator: "unit", size: 120 },
    ],
    [
      "difference estimation, most units a little wrong",
      { wrong: 0.6, least: 0.01, most: 0.1 },
      { chance: "equal", estimator: "unit", size: 90 },
    ],
    [
      "simple random sampling over two periods, ratio",
      { periods: ["1", "2"] },
      { chance: "equal", estimator: "ratio", size: 110 },
    ],
    ["monetary units, standard", { giants: 5 }, { chance: "by_amount", estimator: "rate", size: 90 }],
    [
      "monetary units, stratified",
      { giants: 4, strata: ["A", "B"] },
      { chance: "by_amount", estimator: "rate", size: 120 },
    ],
    [
      "monetary units over two periods",
      { giants: 4, periods: ["1", "2"] },
      { chance: "by_amount", estimator: "rate", size: 120 },
    ],
    [
      "monetary units with units that may not be drawn",
      { giants: 4, excluded: 0.02 },
      { chance: "by_amount", estimator: "rate", size: 90 },
    ],
    [
      "monetary units, conservative",
      { giants: 5, wrong: 0.08, least: 0.05, most: 1 },
      { chance: "by_amount", estimator: "rate", size: 90, conservative: true },
    ],
  ];
  for (const [at, [name, planting, way]] of cases.entries())
    test(name, (t) => assertCovers(t, plant(at + 11, planting), way));

  test("two stages: claims drawn inside every operation drawn", (t) => {
    const planted = plant(31, { giants: 6 });
    const look = lookInside(planted, 20, 5);
    assertCovers(t, planted, { chance: "by_amount", estimator: "rate", size: 70, look }, ["0.60", "0.90"]);
  });

  test("attributes: the exact limit covers; the normal one of the guidance falls short for few deviations", (t) => {
    const [population, deviating, tested] = [2000, 60, 100];
    const units = Array.from({ length: population }, (_, at) => ({
      id: `U${String(at).padStart(4, "0")}`,
      cents: 1n,
      stratum: "",
      period: "",
      excluded: false,
    }));
    const frame = makeFrame(units);
    const counts = { exact: 0, normal: 0 };
    for (let run = 0; run < runs; run++) {
      const { selected } = drawSample({ frame, chance: "equal", seed: `run ${run}`, size: tested });
      const deviations = selected.filter((id) => Number(id.slice(1)) < deviating).length;
      const result = attributeResult({ deviations, tested, confidence: "0.90", tolerable: "0.05" });
      if (Number(result.exactUpper) >= deviating / population) counts.exact += 1;
      if (Number(result.upper) >= deviating / population) counts.normal += 1;
    }
    t.diagnostic(`0.90: exact ${counts.exact / runs}, normal ${counts.normal / runs}`);
    assert.ok(counts.exact / runs >= 0.9 - slack(0.9));
    assert.ok(counts.normal <= counts.exact);
  });

  test("participants: the margin holds the true share", (t) => {
    const population = 1000;
    const { size } = participantSize({ population, confidence: "0.95", margin: "0.05" });
    const frame = makeFrame(
      Array.from({ length: population }, (_, at) => ({
        id: `P${String(at).padStart(4, "0")}`,
        cents: 1n,
        stratum: "",
        period: "",
        excluded: false,
      })),
    );
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { selected } = drawSample({ frame, chance: "equal", seed: `run ${run}`, size });
      const achieved = selected.filter((id) => Number(id.slice(1)) < 430).length;
      const { share, margin } = participantResult({ population, asked: size, achieved, confidence: "0.95" });
      assert.ok(compare(exact(margin), exact("0.0501")) <= 0, margin);
      if (Math.abs(Number(share) - 0.43) <= Number(margin)) covered += 1;
    }
    t.diagnostic(`0.95: ${covered / runs}`);
    // A share moves from one count to the next: its normal margin can miss the confidence by a point.
    assert.ok(covered / runs >= 0.94 - slack(0.95));
  });
});

test("methods without statistics have no limit, and are right on the average", (t) => {
  const planted = plant(41, { units: 120, giants: 3 });
  const ways: readonly Way[] = [
    { chance: "equal", estimator: "unit", size: 12, highValueAbove: 12_000_000n },
    { chance: "equal", estimator: "ratio", size: 12, highValueAbove: 12_000_000n },
    { chance: "by_amount", estimator: "rate", size: 12 },
  ];
  for (const way of ways) {
    let sum = 0;
    let squares = 0;
    for (let run = 0; run < runs; run++) {
      const { chance, estimator, size, highValueAbove } = way;
      const { frame } = planted;
      const draw = drawSample({ frame, chance, seed: `run ${run}`, size, highValueAbove });
      const findings = findingsOf(planted, draw.selected, way, run);
      const result = projectFindings(
        { frame, findings, chance, estimator, highValueAbove },
        "0.02",
        undefined,
      );
      assert.equal(result.upper, undefined);
      sum += Number(result.projected);
      squares += Number(result.projected) ** 2;
    }
    const mean = sum / runs;
    const spread = Math.sqrt(squares / runs - mean ** 2) / Math.sqrt(runs);
    t.diagnostic(`${way.estimator}: mean projected / truth ${(mean / planted.truth).toFixed(3)}`);
    assert.ok(Math.abs(mean - planted.truth) < 4 * spread + 0.03 * planted.truth, way.estimator);
  }
});

test("few and whole errors: the conservative approach holds, the standard ones are too sure", (t) => {
  const planted = plant(51, { wrong: 0.01, least: 0.9, most: 1, uneven: 0.7 });
  const way = { chance: "by_amount", estimator: "rate", size: 90 } as const;
  const careful = coverageOf(planted, { ...way, conservative: true }, ["0.60", "0.90"]).shares;
  const standard = coverageOf(planted, way, ["0.60", "0.90"]).shares;
  t.diagnostic(`conservative ${told(careful)}; standard ${told(standard)}`);
  for (const [level, share] of careful)
    assert.ok(share >= Number(level) - slack(Number(level)), `${level}: ${share}`);
  // A sample that met none of them says that there are none: docs/sampling.md tells when not to choose it.
  assert.ok((standard.get("0.90") ?? 1) < 0.9);
});
