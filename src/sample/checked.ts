import { compare, type Exact, multiply, subtract, zero } from "../decimal.ts";
import { type Chance, drawSample, populationOf, type Split, splitCell } from "./draw.ts";
import { type Cell, cellKey, cellName, cellsOf, centsOf, type Frame, type Unit } from "./frame.ts";
import {
  ofCents,
  product,
  quotient,
  square,
  squareRoot,
  total,
  variance as sampleVariance,
  whole,
} from "./numbers.ts";
import {
  type Conservative,
  type Exhaustive,
  type Group,
  project,
  projectConservative,
  type Projection,
  type Sampled,
} from "./projection.ts";
import { SampleError, wording } from "./refusal.ts";

/** What a check of a unit found, in euros. Where only a part was looked at, the error is extended to the whole unit. */
export type Finding = Readonly<{
  error: Exact;
  checked?: Exact | undefined;
  /** Of the extended error, in euros squared, where the part was itself a sample: `findingInside`. */
  variance?: Exact | undefined;
}>;

export type Estimator = "unit" | "ratio" | "rate";

export type CheckedAsk = Readonly<{
  frame: Frame;
  /** By reference; what is not in it was not checked. */
  findings: ReadonlyMap<string, Finding>;
  chance: Chance;
  estimator: Estimator;
  highValueAbove?: bigint | undefined;
  population?: "positive" | "negative" | undefined;
}>;

/** A cell with its checked units told apart as the draw told them. */
type Checked = Readonly<{
  cell: Cell;
  split: Split;
  /** Excluded units, by whether the draw would have taken them whole. */
  closedHigh: readonly Unit[];
  closedRest: readonly Unit[];
}>;

/**
 * Returns what the population amounts to in the terms of its estimator, out of what was found unit by unit. How many were
 * checked says how the population was divided, as the draw did it. Throws SampleError for a finding on a unit that could
 * not be drawn, and where the high-value units were not all checked.
 */
export const groupsOf = (ask: CheckedAsk): readonly Group[] =>
  divided(ask).map(({ cell, split, closedHigh, closedRest }) => {
    const name = cellName(cell);
    const { high, rest } = split;
    const highErrors = total(high.map((unit) => unitError(unit, ask.findings)));
    // What would have been taken whole, and had nothing like it checked, is stood for by the sample.
    const standIn = high.length === 0 ? closedHigh : [];
    const restAll = [...rest, ...closedRest, ...standIn];
    const extended = high.length > 0 && closedHigh.length > 0;
    const size = (units: readonly Unit[]) =>
      ask.estimator === "unit" ? whole(units.length) : ofCents(centsOf(units));
    const exhaustive: Exhaustive | undefined =
      high.length === 0
        ? undefined
        : {
            error: highErrors,
            variance: insideOf(high, ask.findings),
            extend: extended
              ? { population: size([...high, ...closedHigh]), checked: size(high) }
              : undefined,
          };
    const sampled = sampledOf(ask, rest, restAll, name);
    return { name, exhaustive, sampled };
  });

/** Returns the projection of what was found; without a confidence, of a method that is not statistical. */
export const projectFindings = (
  ask: CheckedAsk,
  materiality: string,
  confidence: string | undefined,
): Projection => project(groupsOf(ask), { bookValue: bookValueOf(ask), materiality }, confidence);

/** Returns the projection by the conservative approach. Throws SampleError where the population is divided. */
export const projectFindingsConservatively = (
  ask: CheckedAsk,
  materiality: string,
  confidence: string,
): Projection => {
  const [only, ...others] = divided(ask);
  if (!only || others.length > 0) throw new SampleError("strata", wording.strata);
  const [group] = groupsOf(ask);
  const checked = only.split.rest.filter(({ id }) => ask.findings.has(id));
  const found: Conservative = {
    exhaustive: group?.exhaustive,
    value: group?.sampled?.by === "rate" ? group.sampled.value : zero,
    checked: checked.length,
    rates: checked.map((unit) => quotient(unitError(unit, ask.findings), ofCents(unit.cents))),
  };
  return projectConservative(found, { bookValue: bookValueOf(ask), materiality }, confidence);
};

/** Returns the declared expenditure that results are held against: excluded units are part of it. */
export const bookValueOf = ({ frame, population }: Pick<CheckedAsk, "frame" | "population">): Exact =>
  ofCents(centsOf(populationOf(frame, population)));

const divided = (ask: CheckedAsk): readonly Checked[] => {
  const { frame, findings, chance, highValueAbove, population } = ask;
  const all = populationOf(frame, population);
  const open = new Set(all.filter(({ excluded }) => !excluded).map(({ id }) => id));
  for (const id of findings.keys())
    if (!open.has(id)) throw new SampleError("not_selectable", wording.notSelectable(id));
  return cellsOf(all).map((cell) => {
    const units = cell.units.filter(({ excluded }) => !excluded);
    const closed = cell.units.filter(({ excluded }) => excluded);
    const isChecked = ({ id }: Unit) => findings.has(id);
    const size = units.filter(isChecked).length;
    const split = splitCell({ units }, chance, size, highValueAbove);
    const missing = split.high.filter((unit) => !isChecked(unit)).map(({ id }) => id);
    if (missing.length > 0) throw new SampleError("not_the_draw", wording.notTheDraw(missing, []));
    const isHigh = highLimit(split, chance, highValueAbove);
    return {
      cell,
      split,
      closedHigh: closed.filter(isHigh),
      closedRest: closed.filter((unit) => !isHigh(unit)),
    };
  });
};

const highLimit =
  ({ rest, sampled }: Split, chance: Chance, highValueAbove: bigint | undefined) =>
  ({ cents }: Unit): boolean =>
    // Where nothing is left to sample, what was taken whole is all that can stand for an excluded unit.
    rest.length === 0 ||
    (chance === "equal"
      ? highValueAbove !== undefined && cents > highValueAbove
      : cents * BigInt(sampled) > centsOf(rest));

const unitError = (unit: Unit, findings: ReadonlyMap<string, Finding>): Exact => {
  const finding = findings.get(unit.id);
  if (!finding) return zero;
  const amount = ofCents(unit.cents);
  const { error, checked = amount } = finding;
  const isRight =
    compare(checked, zero) > 0 &&
    compare(checked, amount) <= 0 &&
    compare(error, zero) >= 0 &&
    compare(error, checked) <= 0;
  if (!isRight) throw new SampleError("error_above", wording.errorAbove(unit.id));
  return compare(checked, amount) === 0 ? error : quotient(multiply(error, amount), checked);
};

/** Among sampled units the spread of their errors holds what sampling inside them adds; units taken whole add it apart. */
const insideOf = (high: readonly Unit[], findings: ReadonlyMap<string, Finding>): Exact | undefined => {
  const variances = high.flatMap(({ id }) => findings.get(id)?.variance ?? []);
  return variances.length === 0 ? undefined : total(variances);
};

/** One payment claim, invoice or other part of a unit. Without an error it was not checked. */
export type Part = Readonly<{ amount: Exact; error: Exact | undefined }>;

/**
 * Returns the finding of a unit out of a sample of its parts, drawn with equal chances: the ratio of error to amount, and
 * the variance that it leaves on the whole unit, N² s² / n. EGESIF_16-0014-01, 7.6. Undefined where none was checked.
 */
export const findingInside = (parts: readonly Part[]): Finding | undefined => {
  const seen = parts.flatMap(({ amount, error }) => (error ? [{ amount, error }] : []));
  const checked = total(seen.map(({ amount }) => amount));
  if (compare(checked, zero) <= 0) return undefined;
  const error = total(seen.map((part) => part.error));
  const ratio = quotient(error, checked);
  const residuals = seen.map((part) => subtract(part.error, multiply(ratio, part.amount)));
  const isWhole = seen.length === parts.length;
  const variance =
    isWhole || seen.length < 2
      ? undefined
      : quotient(product(square(whole(parts.length)), sampleVariance(residuals)), whole(seen.length));
  return { error, checked, variance };
};

const sampledOf = (
  { findings, estimator }: CheckedAsk,
  rest: readonly Unit[],
  restAll: readonly Unit[],
  name: string,
): Sampled | undefined => {
  if (restAll.length === 0) return undefined;
  const checked = rest.filter(({ id }) => findings.has(id));
  const n = checked.length;
  if (n === 0) throw new SampleError("too_few", wording.tooFew(name, 0, 1));
  const errors = checked.map((unit) => unitError(unit, findings));
  const amounts = checked.map(({ cents }) => ofCents(cents));
  const value = ofCents(centsOf(restAll));
  const units = restAll.length;
  const spreadOf = (values: readonly Exact[]) => {
    // Everything was checked: nothing is left that a sample could miss.
    if (n === restAll.length) return zero;
    return n < 2 ? undefined : squareRoot(sampleVariance(values));
  };
  switch (estimator) {
    case "unit":
      return { by: "unit", units, checked: n, errors: total(errors), deviation: spreadOf(errors) };
    case "ratio": {
      const [sum, checkedValue] = [total(errors), total(amounts)];
      const ratio = quotient(sum, checkedValue);
      const residuals = errors.map((error, at) => subtract(error, multiply(ratio, amounts[at] ?? zero)));
      return {
        by: "ratio",
        units,
        value,
        checked: n,
        errors: sum,
        checkedValue,
        deviation: spreadOf(residuals),
      };
    }
    case "rate": {
      const rates = errors.map((error, at) => quotient(error, amounts[at] ?? zero));
      return { by: "rate", value, checked: n, rates: total(rates), deviation: spreadOf(rates) };
    }
  }
};

/**
 * Throws SampleError where the units checked are not those that the seed draws: a sample that somebody improved.
 */
export const requireDrawn = (ask: CheckedAsk, seed: string): void => {
  const sizes = new Map(
    divided(ask).map(({ cell, split }) => {
      const checked = cell.units.filter(({ id }) => ask.findings.has(id)).length;
      return [cellKey(cell), ask.chance === "equal" ? checked - split.high.length : checked];
    }),
  );
  const { frame, chance, highValueAbove, population } = ask;
  const drawn = drawSample({ frame, chance, seed, size: sizes, highValueAbove, population });
  const wanted = new Set(drawn.selected);
  const missing = drawn.selected.filter((id) => !ask.findings.has(id));
  const foreign = [...ask.findings.keys()].filter((id) => !wanted.has(id));
  if (missing.length > 0 || foreign.length > 0)
    throw new SampleError("not_the_draw", wording.notTheDraw(missing, foreign));
};
