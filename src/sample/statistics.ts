import { type Exact, exact } from "../decimal.ts";
import { SampleError, wording } from "./refusal.ts";

/**
 * Quantiles and factors of the guidance's tables, computed. Floating point is used here and nowhere else in sampling:
 * results are right to nine digits and leave this file rounded to the two or three that the tables print, so that no
 * machine's last digit can move a sample or a limit.
 */

/** Returns a confidence as a number above 0 and below 1; throws SampleError for anything else. */
export const confidenceOf = (confidence: string): number => {
  const level = Number(confidence);
  if (!(level > 0 && level < 1)) throw new SampleError("confidence", wording.confidence(confidence));
  return level;
};

/** Returns the probability that a standard normal value is at most x (Marsaglia's series, right to 15 digits). */
export const normalProbability = (x: number): number => {
  if (Math.abs(x) > 8) return x < 0 ? 0 : 1;
  let [term, sum] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
};

/** Returns where a function that only rises crosses the value, between the bounds. */
const crossing = (rises: (x: number) => number, value: number, low: number, high: number): number => {
  let [below, above] = [low, high];
  for (let step = 0; step < 100; step++) {
    const middle = (below + above) / 2;
    if (rises(middle) < value) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
};

const keep = <T>(compute: (errors: number, level: number) => T) => {
  const kept = new Map<string, T>();
  return (errors: number, level: number): T => {
    const key = `${errors} ${level}`;
    const known = kept.get(key) ?? compute(errors, level);
    kept.set(key, known);
    return known;
  };
};

/** Returns the z that a standard normal value stays within on both sides with the confidence: 0.9 gives 1.64485. */
export const normalQuantile = (level: number): number => crossing(normalProbability, (1 + level) / 2, 0, 8);

const quantiles = keep((_, level) => exact(normalQuantile(level).toFixed(3)));

/** Returns z as the guidance prints it, three digits: "1.645" at 90 %. EGESIF_16-0014-01, 5.3, Table 3. */
export const zOf = (confidence: string): Exact => quantiles(0, confidenceOf(confidence));

/** Returns the confidence, two-sided, that goes with a z; four digits. EGESIF_16-0014-01, 7.7. */
export const confidenceFor = (z: number): string => (2 * normalProbability(z) - 1).toFixed(4);

/** The logarithm of n!. */
const logFactorial = (n: number): number => {
  let sum = 0;
  for (let each = 2; each <= n; each++) sum += Math.log(each);
  return sum;
};

/** Sums terms downwards from the last, each from the one above it: no power overflows on the way. */
const sumDown = (from: number, last: number, ratio: (at: number) => number): number => {
  let [term, sum] = [last, last];
  for (let at = from; at > 0 && term > 0; at--) {
    term *= ratio(at);
    sum += term;
  }
  return sum;
};

/**
 * Returns the reliability factor: the mean of a Poisson count that stays at or under so many errors with probability
 * 1 - confidence. Right to nine digits. EGESIF_16-0014-01, Appendix 3.
 */
export const reliabilityFactor = keep((errors: number, level: number): number => {
  const fixed = logFactorial(errors);
  const above = (mean: number) =>
    1 - sumDown(errors, Math.exp(errors * Math.log(mean) - mean - fixed), (at) => at / mean);
  return crossing(above, level, 1e-12, errors + 12 * Math.sqrt(errors + 1) + 40);
});

/** Returns RF(k) with two digits, as Appendix 3 prints it: what results are worked out with. */
export const printedFactor = (errors: number, confidence: string): Exact =>
  exact(reliabilityFactor(errors, confidenceOf(confidence)).toFixed(2));

/** Returns RF(0) rounded up to two digits, as Table 4 prints it: what sizes are worked out with (2.31 at 90 %). */
export const sizeFactor = (confidence: string): Exact =>
  exact((Math.ceil(reliabilityFactor(0, confidenceOf(confidence)) * 100 - 1e-7) / 100).toFixed(2));

/** Expansion factors for expected errors, by confidence. EGESIF_16-0014-01, 6.3.5.2, Table 5. */
const expansions: Readonly<Record<string, string>> = {
  "0.99": "1.9",
  "0.95": "1.6",
  "0.9": "1.5",
  "0.85": "1.4",
  "0.8": "1.3",
  "0.75": "1.25",
  "0.7": "1.2",
  "0.6": "1.1",
  "0.5": "1.0",
};

/** Returns the expansion factor of the table; throws SampleError for a confidence that it does not hold. */
export const expansionFactor = (confidence: string): Exact => {
  const found = expansions[String(confidenceOf(confidence))];
  if (found === undefined)
    throw new SampleError("expansion", wording.expansion(confidence, Object.keys(expansions)));
  return exact(found);
};

/**
 * Returns the highest share of deviations that still gives so few in a sample with probability 1 - confidence (Clopper
 * and Pearson, one-sided): the limit that holds for few deviations too, where the normal one is too low. Five digits.
 */
export const exactUpperRate = (deviations: number, size: number, confidence: string): string => {
  if (deviations >= size) return "1.00000";
  const fixed = logFactorial(size) - logFactorial(deviations) - logFactorial(size - deviations);
  const above = (rate: number) =>
    1 -
    sumDown(
      deviations,
      Math.exp(fixed + deviations * Math.log(rate) + (size - deviations) * Math.log1p(-rate)),
      (at) => (at / (size - at + 1)) * ((1 - rate) / rate),
    );
  return crossing(above, confidenceOf(confidence), 1e-12, 1 - 1e-12).toFixed(5);
};
