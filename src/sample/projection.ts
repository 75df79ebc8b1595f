import { add, compare, divide, type Exact, exact, multiply, subtract, zero } from "../decimal.ts";
import type { Text } from "../language.ts";
import { product, quotient, square, squareRoot, toCents, total, whole } from "./numbers.ts";
import { SampleError, wording } from "./refusal.ts";
import { confidenceFor, printedFactor, zOf } from "./statistics.ts";
import { euroStep, formula, numberStep, rateStep, same, type Step, wordStep } from "./steps.ts";
import { conclusionWords, guidance, words } from "./words.ts";

/** Units that were all to be checked. `units` and `value` are of the population, `checked` of what was checked of it. */
export type Exhaustive = Readonly<{
  error: Exact;
  /** Where some could not be checked (excluded): units or euros, whichever the method extends by. */
  extend?: Readonly<{ population: Exact; checked: Exact }> | undefined;
  /** Of the projection inside these units, where they were checked by a sample of their own. */
  variance?: Exact | undefined;
}>;

/** What was sampled, in the terms of the estimator. Without a deviation there is no precision. */
export type Sampled =
  /** Mean per unit: N × ΣE / n. Difference estimation too. */
  | Readonly<{ by: "unit"; units: number; checked: number; errors: Exact; deviation?: Exact | undefined }>
  /** Ratio: BV × ΣE / ΣBV of the sample. */
  | Readonly<{
      by: "ratio";
      units: number;
      value: Exact;
      checked: number;
      errors: Exact;
      checkedValue: Exact;
      deviation?: Exact | undefined;
    }>
  /** Monetary units: BV / n × Σ(E / BV of the unit). */
  | Readonly<{ by: "rate"; value: Exact; checked: number; rates: Exact; deviation?: Exact | undefined }>;

/** One stratum in one period, in terms of the population it stands for, excluded units included. */
export type Group = Readonly<{
  name: string;
  exhaustive?: Exhaustive | undefined;
  sampled?: Sampled | undefined;
}>;

export type Conclusion = "not_material" | "material" | "inconclusive";

export type Projection = Readonly<{
  /** Euros, to the cent. */
  projected: string;
  /** Half the width of the interval; undefined where the method is not statistical. */
  precision: string | undefined;
  upper: string | undefined;
  tolerable: string;
  /** Projected error by declared expenditure, six digits. */
  rate: string;
  conclusion: Conclusion;
  /** The confidence at which the result would just be conclusive, where it is not. */
  recalculated: string | undefined;
  steps: readonly Step[];
}>;

export type Bounds = Readonly<{
  /** Declared expenditure of the whole population, excluded units included, negative ones not. */
  bookValue: Exact;
  /** "0.02": Reg. 480/2014, Art. 28(11); Reg. 2021/1060, Annex XX. */
  materiality: string;
}>;

/** Returns the tolerable error. Throws SampleError for a materiality that is no share. */
export const tolerableError = ({ bookValue, materiality }: Bounds): Exact => {
  if (!/^(0\.\d*[1-9]\d*|1(\.0+)?)$/.test(materiality))
    throw new SampleError("materiality", wording.materiality(materiality));
  return multiply(bookValue, exact(materiality));
};

/** Returns the projected error of what was sampled. EGESIF_16-0014-01, 6.1.1.3, 6.2.1.3, 6.3.1.4. */
export const projectSampled = (sampled: Sampled): Exact => {
  const n = whole(sampled.checked);
  switch (sampled.by) {
    case "unit":
      return quotient(multiply(whole(sampled.units), sampled.errors), n);
    case "ratio":
      return quotient(multiply(sampled.value, sampled.errors), sampled.checkedValue);
    case "rate":
      return quotient(multiply(sampled.value, sampled.rates), n);
  }
};

/** Returns the error of the high-value stratum, extended to what of it could not be checked. 7.10.3. */
export const projectExhaustive = ({ error, extend }: Exhaustive): Exact =>
  extend === undefined ? error : quotient(multiply(error, extend.population), extend.checked);

/** Returns SE² / z² of what was sampled. 6.1.1.4, 6.3.1.5. */
const spread = (sampled: Sampled, name: string): Exact => {
  if (sampled.deviation === undefined)
    throw new SampleError("too_few", wording.tooFew(name, sampled.checked, 2));
  const size = sampled.by === "rate" ? sampled.value : whole(sampled.units);
  return quotient(multiply(square(size), square(sampled.deviation)), whole(sampled.checked));
};

/**
 * Returns projected error, precision, upper limit and conclusion over all strata and periods: errors add up, precisions
 * by their squares. Without a confidence the method is not statistical and the projected error itself is held against
 * the tolerable one. EGESIF_16-0014-01, 6.1 to 6.4 and 4.12; 7.7 for the recalculated confidence.
 */
export const project = (
  groups: readonly Group[],
  bounds: Bounds,
  confidence: string | undefined,
): Projection => {
  const projected = total(groups.flatMap(groupErrors));
  const parts = groups.map(groupStep);
  if (confidence === undefined) return concluded(projected, undefined, bounds, parts, []);
  const z = zOf(confidence);
  const variance = total(
    groups.flatMap(({ name, sampled, exhaustive }) => [
      ...(sampled ? [spread(sampled, name)] : []),
      ...(exhaustive?.variance ? [exhaustive.variance] : []),
    ]),
  );
  const precision = multiply(z, squareRoot(variance));
  const spreads = groups.flatMap((group) => (group.sampled ? [spreadStep(group.name, group.sampled)] : []));
  const precisionStep = euroStep(words.precision, precision, {
    how: formula((say) => `z × √Σ(σ² × ${groups.some(isByRate) ? "BV²" : "N²"} / n) ; z = ${say(z)}`),
    source: guidance("5.3"),
    parts: spreads,
  });
  return concluded(projected, { precision, step: precisionStep, z }, bounds, parts, []);
};

const isByRate = ({ sampled }: Group) => sampled?.by === "rate";

const groupErrors = ({ exhaustive, sampled }: Group): Exact[] => [
  ...(exhaustive ? [projectExhaustive(exhaustive)] : []),
  ...(sampled ? [projectSampled(sampled)] : []),
];

const groupStep = (group: Group): Step => {
  const { name, exhaustive, sampled } = group;
  const parts = [
    ...(exhaustive ? [exhaustiveStep(exhaustive)] : []),
    ...(sampled ? [sampledStep(sampled)] : []),
  ];
  const [only] = parts;
  if (name === "" && parts.length === 1 && only) return only;
  return euroStep(name === "" ? words.projected : same(name), total(groupErrors(group)), { parts });
};

const exhaustiveStep = (exhaustive: Exhaustive): Step =>
  euroStep(words.exhaustive, projectExhaustive(exhaustive), {
    how: exhaustive.extend
      ? formula(
          (say) =>
            `${say(exhaustive.error, 2)} × ${say(exhaustive.extend?.population ?? zero, 2)} / ${say(exhaustive.extend?.checked ?? zero, 2)}`,
        )
      : formula((say) => `ΣE = ${say(exhaustive.error, 2)}`),
    source: guidance(exhaustive.extend ? "7.10.3" : "6.3.1.4"),
  });

const sampledStep = (sampled: Sampled): Step => {
  const n = whole(sampled.checked);
  const [how, source] = ((): [Text, string] => {
    switch (sampled.by) {
      case "unit":
        return [
          formula(
            (say) => `N × ΣE / n = ${say(whole(sampled.units))} × ${say(sampled.errors, 2)} / ${say(n)}`,
          ),
          "6.1.1.3",
        ];
      case "ratio":
        return [
          formula(
            (say) =>
              `BV × ΣE / ΣBVi = ${say(sampled.value, 2)} × ${say(sampled.errors, 2)} / ${say(sampled.checkedValue, 2)}`,
          ),
          "6.1.1.3",
        ];
      case "rate":
        return [
          formula(
            (say) => `BV / n × Σ(Ei / BVi) = ${say(sampled.value, 2)} / ${say(n)} × ${say(sampled.rates)}`,
          ),
          "6.3.1.4",
        ];
    }
  })();
  return euroStep(words.sampled, projectSampled(sampled), { how, source: guidance(source) });
};

const spreadStep = (name: string, sampled: Sampled): Step => {
  const base = name === "" ? words.deviation : same(name);
  return numberStep(base, sampled.deviation ?? zero, {
    how: formula((say) => `σ ; n = ${say(whole(sampled.checked))}`),
  });
};

type Precision = Readonly<{ precision: Exact; step: Step; z?: Exact | undefined }>;

/**
 * Returns a projection with its conclusion: an upper limit that is not under the tolerable error does not conclude, unless
 * everything was checked. 4.12.
 */
const concluded = (
  projected: Exact,
  precision: Precision | undefined,
  bounds: Bounds,
  parts: readonly Step[],
  more: readonly Step[],
): Projection => {
  const tolerable = tolerableError(bounds);
  const upper = precision ? add(projected, precision.precision) : undefined;
  const isAbove = compare(projected, tolerable) > 0;
  const isSure = precision !== undefined && compare(precision.precision, zero) === 0;
  const isUnder = upper === undefined || isSure || compare(upper, tolerable) < 0;
  const conclusion = isAbove ? "material" : isUnder ? "not_material" : "inconclusive";
  const recalculated =
    conclusion === "inconclusive" && precision?.z
      ? recalculatedConfidence(precision.z, tolerable, projected, precision.precision)
      : undefined;
  const rate = quotient(projected, bounds.bookValue);
  const said =
    upper === undefined && conclusion === "not_material" ? "not_material_by_projection" : conclusion;
  return {
    projected: toCents(projected),
    precision: precision && toCents(precision.precision),
    upper: upper && toCents(upper),
    tolerable: toCents(tolerable),
    rate: rateStep(words.rate, rate).value as string,
    conclusion,
    recalculated: recalculated?.confidence,
    steps: [
      wordStep(words.conclusion, conclusionWords[said], {
        source: guidance("4.12"),
        parts: [
          euroStep(words.projected, projected, { parts }),
          rateStep(words.rate, rate, { how: same("EE / BV") }),
          ...(precision ? [precision.step] : []),
          ...(upper ? [euroStep(words.upper, upper, { how: same("EE + SE") })] : []),
          euroStep(words.tolerable, tolerable, {
            how: formula((say) => `${say(exact(bounds.materiality))} × ${say(bounds.bookValue, 2)}`),
          }),
          ...(recalculated ? [recalculated.step] : []),
          ...more,
        ],
      }),
    ],
  };
};

/**
 * Returns the z and the confidence at which the upper limit would just meet the tolerable error: z × (TE - EE) / SE.
 * EGESIF_16-0014-01, 7.7.
 */
export const recalculatedConfidence = (
  z: Exact,
  tolerable: Exact,
  projected: Exact,
  precision: Exact,
): Readonly<{ z: Exact; confidence: string; step: Step }> => {
  const room = subtract(tolerable, projected);
  const own = divide(multiply(z, room), precision, 9, "half_up");
  const confidence = confidenceFor(Number(own.units) / 1e9);
  const step = rateStep(words.recalculated, exact(confidence), {
    how: formula(
      (say) => `z × (TE − EE) / SE = ${say(z)} × ${say(room, 2)} / ${say(precision, 2)} = ${say(own, 4)}`,
    ),
    source: guidance("7.7"),
  });
  return { z: own, confidence, step };
};

/**
 * Returns what difference estimation says besides: the corrected book value BV - EE and its lower limit, to be held against
 * BV - TE. EGESIF_16-0014-01, 6.2.1.5.
 */
export const correctedSteps = (
  { projected, precision }: Pick<Projection, "projected" | "precision">,
  { bookValue }: Bounds,
): readonly Step[] => {
  const corrected = subtract(bookValue, exact(projected));
  return [
    euroStep(words.corrected, corrected, { how: same("BV − EE"), source: guidance("6.2.1.5") }),
    ...(precision === undefined
      ? []
      : [euroStep(words.lower, subtract(corrected, exact(precision)), { how: same("CBV − SE") })]),
  ];
};

/** What a conservative monetary unit sample found. */
export type Conservative = Readonly<{
  exhaustive?: Exhaustive | undefined;
  /** What was not taken whole: its value and its sampled units. */
  value: Exact;
  checked: number;
  /** Error by amount of each sampled unit that has one. */
  rates: readonly Exact[];
}>;

/**
 * Returns the projection of the conservative approach: basic precision SI × RF(0), and for each error found, the largest
 * rate first, SI × rate × (RF(i) - RF(i-1) - 1). It holds for few errors, where the others are too sure. 6.3.5.
 */
export const projectConservative = (
  { exhaustive, value, checked, rates }: Conservative,
  bounds: Bounds,
  confidence: string,
): Projection => {
  const sampled: Sampled = { by: "rate", value, checked, rates: total(rates) };
  const hasSample = checked > 0;
  const group: Group = { name: "", exhaustive, sampled: hasSample ? sampled : undefined };
  const interval = hasSample ? quotient(value, whole(checked)) : zero;
  const factor = (errors: number) => printedFactor(errors, confidence);
  const basic = multiply(interval, factor(0));
  const found = rates.filter((rate) => compare(rate, zero) > 0).toSorted((a, b) => compare(b, a));
  const allowances = found.map((rate, at) => {
    const step = subtract(subtract(factor(at + 1), factor(at)), whole(1));
    return product(interval, rate, step);
  });
  const allowance = total(allowances);
  const step = euroStep(words.precision, add(basic, allowance), {
    source: guidance("6.3.5.5"),
    parts: [
      euroStep(words.basic, basic, {
        how: formula((say) => `SI × RF(0) = ${say(interval, 2)} × ${say(factor(0))}`),
      }),
      euroStep(words.allowance, allowance, { how: same("Σ SI × Ei / BVi × (RF(i) − RF(i−1) − 1)") }),
    ],
  });
  return concluded(
    total(groupErrors(group)),
    { precision: add(basic, allowance), step },
    bounds,
    [groupStep(group)],
    [],
  );
};
