import { canonical } from "../decimal.ts";
import { type Cell, cellKey, cellsOf, centsOf, type Frame, type Unit } from "./frame.ts";
import { sha256, uniformBelow } from "./hash.ts";
import { ofCents, quotient, toCents, whole } from "./numbers.ts";
import { SampleError, wording } from "./refusal.ts";

/** How units are chosen: each with the same chance, or each euro with the same chance. */
export type Chance = "equal" | "by_amount";

export type DrawAsk = Readonly<{
  frame: Frame;
  chance: Chance;
  /** Set before the population is seen. */
  seed: string;
  /**
   * How many: with equal chances, beside the high-value units; by amount, with them. Shared out over strata and periods
   * (by units, or by amount), or told for each by its key.
   */
  size: number | ReadonlyMap<string, number>;
  /** With equal chances: every unit above this many cents is taken. By amount, the interval decides. */
  highValueAbove?: bigint | undefined;
  /** Negative amounts are a population of their own (Reg. 480/2014, Art. 28(7)); their amounts then count without sign. */
  population?: "positive" | "negative" | undefined;
}>;

/** What is drawn in one stratum and period. */
export type DrawnCell = Readonly<{
  stratum: string;
  period: string;
  units: number;
  value: string;
  highValue: readonly string[];
  highValueAmount: string;
  sampled: readonly string[];
  /** By amount: euros between two selections, and the first selected cent of the rest, times the sampled units. */
  interval: string | undefined;
  start: string | undefined;
}>;

export type Draw = Readonly<{
  chance: Chance;
  seed: string;
  frame: string;
  population: "positive" | "negative";
  cells: readonly DrawnCell[];
  /** References in the order of the draw: high-value units, then sampled ones, cell by cell. */
  selected: readonly string[];
  setAside: Readonly<{
    otherSign: Readonly<{ units: number; value: string }>;
    zero: number;
    excluded: Readonly<{ units: number; value: string }>;
  }>;
  /** SHA-256 of frame hash, seed and references, a line each: two draws that agree on it are the same. */
  hash: string;
}>;

/** At least so many in each stratum, where it has them: a spread cannot be measured with fewer. 6.1.2.2. */
export const leastInStratum = 3;

/** Returns the units that count as the population, with amounts above zero, those that cannot be drawn among them. */
export const populationOf = (
  { units }: Frame,
  population: "positive" | "negative" = "positive",
): readonly Unit[] =>
  population === "positive"
    ? units.filter(({ cents }) => cents > 0n)
    : units.filter(({ cents }) => cents < 0n).map((unit) => ({ ...unit, cents: -unit.cents }));

/**
 * Returns the sample: the same for the same frame, seed and size, on any machine and in any order of the rows
 * (docs/sampling.md says how to repeat it). Throws SampleError where there is no seed or nothing to draw.
 */
export const drawSample = (ask: DrawAsk): Draw => {
  const { frame, chance, population = "positive" } = ask;
  const seed = ask.seed.trim();
  if (seed === "" || /\p{Cc}/u.test(seed)) throw new SampleError("seed", wording.seed);
  const all = populationOf(frame, population);
  const open = all.filter(({ excluded }) => !excluded);
  if (open.length === 0) throw new SampleError("empty", wording.empty);
  const cells = cellsOf(open);
  const sizes = sizesOf(ask, cells);
  const drawn = cells.map((cell) => {
    const size = sizes.get(cellKey(cell)) ?? 0;
    const split = splitCell(cell, chance, size, ask.highValueAbove);
    return drawCell(cell, split, chance, seed, frame.hash);
  });
  const selected = drawn.flatMap(({ highValue, sampled }) => [...highValue, ...sampled]);
  const others = frame.units.filter(({ cents }) => (population === "positive" ? cents < 0n : cents > 0n));
  const closed = all.filter(({ excluded }) => excluded);
  return {
    chance,
    seed,
    frame: frame.hash,
    population,
    cells: drawn,
    selected,
    setAside: {
      otherSign: { units: others.length, value: canonical(ofCents(centsOf(others))) },
      zero: frame.units.filter(({ cents }) => cents === 0n).length,
      excluded: { units: closed.length, value: canonical(ofCents(centsOf(closed))) },
    },
    hash: sha256([frame.hash, seed, ...selected, ""].join("\n")),
  };
};

const sizesOf = ({ size, chance, highValueAbove }: DrawAsk, cells: readonly Cell[]) => {
  if (typeof size !== "number") return size;
  if (!Number.isSafeInteger(size) || size < 1) throw new SampleError("size", wording.size(String(size)));
  const rest = cells.map((cell) =>
    chance === "equal" ? splitCell(cell, chance, 0, highValueAbove).rest : cell.units,
  );
  const weights = rest.map((units) => (chance === "equal" ? BigInt(units.length) : centsOf(units)));
  const shares = allocate(
    size,
    weights,
    rest.map(({ length }) => length),
  );
  return new Map(cells.map((cell, at) => [cellKey(cell), shares[at] ?? 0]));
};

/**
 * Returns how the whole is shared out by the weights, the largest remainders rounded up (equal ones: the heavier first,
 * then in order), at least three and at most `most` in each. Only that least number can make the sum exceed the whole.
 */
export const allocate = (
  size: number,
  weights: readonly bigint[],
  most: readonly number[],
): readonly number[] => {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, at) => {
    const exactly = BigInt(size) * weight;
    return { at, weight, floor: Number(exactly / sum), remainder: exactly % sum };
  });
  let left = size - parts.reduce((taken, { floor }) => taken + floor, 0);
  const shares = parts.map(({ floor }) => floor);
  const heaviest = (a: (typeof parts)[number], b: (typeof parts)[number]) =>
    compareBig(b.remainder, a.remainder) || compareBig(b.weight, a.weight) || a.at - b.at;
  for (const { at } of parts.toSorted(heaviest)) {
    if (left === 0) break;
    shares[at] = (shares[at] ?? 0) + 1;
    left -= 1;
  }
  const least = weights.length > 1 ? leastInStratum : 1;
  return shares.map((share, at) => Math.min(Math.max(share, least), most[at] ?? 0));
};

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** A cell divided in what is all taken and what is sampled, with how many of the latter. */
export type Split = Readonly<{ high: readonly Unit[]; rest: readonly Unit[]; sampled: number }>;

/**
 * Returns the high-value units and the others. By amount: what is above value / n, then again above the interval of the
 * rest until nothing is (EGESIF_16-0014-01, 6.3.1.3). With equal chances: what is above the amount given.
 */
export const splitCell = (
  { units }: Pick<Cell, "units">,
  chance: Chance,
  size: number,
  highValueAbove?: bigint,
): Split => {
  if (chance === "equal") {
    const isHigh = ({ cents }: Unit) => highValueAbove !== undefined && cents > highValueAbove;
    const rest = units.filter((unit) => !isHigh(unit));
    return { high: units.filter(isHigh), rest, sampled: Math.min(size, rest.length) };
  }
  if (size >= units.length) return { high: units, rest: [], sampled: 0 };
  let high: Unit[] = [];
  let rest = units;
  for (;;) {
    const sampled = size - high.length;
    const value = centsOf(rest);
    // What is above the interval holds less than its share of the rest, so that at least one draw is always left.
    const above = rest.filter(({ cents }) => cents * BigInt(sampled) > value);
    if (above.length === 0) return { high, rest, sampled };
    high = [...high, ...above];
    rest = rest.filter(({ cents }) => cents * BigInt(sampled) <= value);
  }
};

const drawCell = (
  cell: Cell,
  { high, rest, sampled }: Split,
  chance: Chance,
  seed: string,
  frame: string,
): DrawnCell => {
  const { stratum, period, units } = cell;
  const shuffled = inDrawOrder(rest, seed, frame);
  const value = centsOf(rest);
  const byAmount = chance === "by_amount" && sampled > 0;
  const start = byAmount ? uniformBelow(value, [seed, frame, "start", cellKey(cell)].join("\n")) : undefined;
  const chosen =
    start === undefined
      ? shuffled.slice(0, chance === "equal" ? sampled : 0)
      : atIntervals(shuffled, start, value, sampled);
  return {
    stratum,
    period,
    units: units.length,
    value: canonical(ofCents(centsOf(units))),
    highValue: inDrawOrder(high, seed, frame).map(({ id }) => id),
    highValueAmount: canonical(ofCents(centsOf(high))),
    sampled: chosen.map(({ id }) => id),
    interval: byAmount ? toCents(quotient(ofCents(value), whole(sampled))) : undefined,
    start: start === undefined ? undefined : String(start),
  };
};

/** Units by the SHA-256 of seed, frame and reference: any order of the rows gives this one, and nobody can foresee it. */
const inDrawOrder = (units: readonly Unit[], seed: string, frame: string): readonly Unit[] =>
  units
    .map((unit) => ({ unit, key: sha256([seed, frame, "unit", unit.id].join("\n")) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ unit }) => unit);

/**
 * Returns the units that hold the cents start/n, (start + value)/n, (start + 2 value)/n and so on of the units laid end to
 * end. In whole numbers, so that no rounding of the interval decides; none is hit twice, as none is above the interval.
 */
const atIntervals = (units: readonly Unit[], start: bigint, value: bigint, sampled: number): Unit[] => {
  const chosen: Unit[] = [];
  const many = BigInt(sampled);
  let [point, reached] = [start, 0n];
  for (const unit of units) {
    reached += unit.cents * many;
    if (point >= reached) continue;
    chosen.push(unit);
    point += value;
  }
  return chosen;
};
