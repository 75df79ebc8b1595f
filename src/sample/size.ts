import { canonical, compare, type Exact, exact, multiply, rounded, subtract, zero } from "../decimal.ts";
import { allocate } from "./draw.ts";
import { product, quotient, roundedUp, square, total, toCents, whole } from "./numbers.ts";
import { type Bounds, tolerableError } from "./projection.ts";
import { SampleError, wording } from "./refusal.ts";
import { expansionFactor, sizeFactor, zOf } from "./statistics.ts";
import { countStep, euroStep, formula, numberStep, same, type Step, wordStep } from "./steps.ts";
import { guidance, words } from "./words.ts";

/** What every size rests on. `expected` is a share of the declared expenditure: "0.004". */
export type SizeAsk = Bounds & Readonly<{ confidence: string; expected: string }>;

export type Size = Readonly<{
  size: number;
  /** Before it was rounded up, four digits. */
  exactly: string;
  tolerable: string;
  anticipated: string;
  /** How many in each stratum, in their order. */
  shares: readonly number[];
  /** By amount, without strata: declared expenditure / size. Units above it are all taken. */
  interval: string | undefined;
  steps: readonly Step[];
}>;

/** A stratum that is sampled: its units or its declared expenditure, and the variance of errors (or error rates) in it. */
export type SizeStratum = Readonly<{ name: string; weight: Exact; variance: Exact; most: number }>;

const bordersOf = (ask: SizeAsk): Readonly<{ tolerable: Exact; anticipated: Exact; room: Exact }> => {
  const tolerable = tolerableError(ask);
  if (!/^\d+(\.\d+)?$/.test(ask.expected))
    throw new SampleError("expected", wording.expected(ask.expected, "TE"));
  const anticipated = multiply(ask.bookValue, exact(ask.expected));
  const room = subtract(tolerable, anticipated);
  if (compare(room, zero) <= 0)
    throw new SampleError("expected", wording.expected(toCents(anticipated), toCents(tolerable)));
  return { tolerable, anticipated, room };
};

/**
 * Returns the size for simple random sampling and difference estimation, over any number of strata: (N z σw / (TE - AE))²
 * with σw² = Σ N_h / N × σ_h², shared out by units. EGESIF_16-0014-01, 6.1.1.2, 6.1.2.2, 6.2.1.2.
 */
export const equalChanceSize = (strata: readonly SizeStratum[], ask: SizeAsk): Size =>
  normalSize(strata, ask, "N");

/**
 * Returns the size for monetary unit sampling, over any number of strata: (z BV σ_rw / (TE - AE))² with σ_rw² = Σ BV_h /
 * BV × σ_rh², shared out by amount. High-value units are part of it. EGESIF_16-0014-01, 6.3.1.2, 6.3.2.2.
 */
export const byAmountSize = (strata: readonly SizeStratum[], ask: SizeAsk): Size =>
  normalSize(strata, ask, "BV");

const normalSize = (strata: readonly SizeStratum[], ask: SizeAsk, weighed: "N" | "BV"): Size => {
  const borders = bordersOf(ask);
  const z = zOf(ask.confidence);
  const weights = total(strata.map(({ weight }) => weight));
  // One quotient, in exact decimals: a size is rounded up once, and never because of a digit lost on the way.
  const above = product(
    square(z),
    weights,
    total(strata.map(({ weight, variance }) => multiply(weight, variance))),
  );
  const below = square(borders.room);
  const size = Math.max(roundedUp(above, below), 1);
  const scale = Math.max(...strata.map(({ weight }) => weight.scale));
  const shares = allocate(
    size,
    strata.map(({ weight }) => rounded(weight, scale, "half_up").units),
    strata.map(({ most }) => most),
  );
  const weighted = quotient(above, multiply(square(z), square(weights)));
  const sections = weighed === "N" ? "6.1.1.2" : "6.3.1.2";
  const head = formula((say) => `(${weighed} × z × σ / (TE − AE))² = ${say(quotient(above, below), 4)} ↑`);
  const interval = weighed === "BV" && strata.length === 1 ? quotient(weights, whole(size)) : undefined;
  const parts: Step[] = [
    numberStep(words.z, z, { source: guidance("5.3") }),
    ...(weighed === "N" ? [numberStep(words.units, weights)] : [euroStep(words.bookValue, weights)]),
    numberStep(words.weighted, weighted, { how: same(`Σ ${weighed}h / ${weighed} × σh²`) }),
    ...borderSteps(ask, borders),
    ...(strata.length > 1
      ? strata.map(({ name }, at) =>
          countStep(same(name), shares[at] ?? 0, { how: same(`${weighed}h / ${weighed} × n`) }),
        )
      : []),
    ...(interval ? [euroStep(words.interval, interval, { how: same("BV / n") })] : []),
  ];
  if (size > strata.reduce((sum, { most }) => sum + most, 0))
    parts.push(wordStep(words.toCheck, words.everything));
  return {
    size,
    exactly: canonical(rounded(quotient(above, below), 4, "half_up")),
    tolerable: toCents(borders.tolerable),
    anticipated: toCents(borders.anticipated),
    shares,
    interval: interval && toCents(interval),
    steps: [countStep(words.size, size, { how: head, source: guidance(sections), parts })],
  };
};

const borderSteps = (
  ask: SizeAsk,
  { tolerable, anticipated }: ReturnType<typeof bordersOf>,
): readonly Step[] => [
  euroStep(words.tolerable, tolerable, {
    how: formula((say) => `${say(exact(ask.materiality))} × ${say(ask.bookValue, 2)}`),
  }),
  euroStep(words.anticipated, anticipated, {
    how: formula((say) => `${say(exact(ask.expected))} × ${say(ask.bookValue, 2)}`),
  }),
];

/**
 * Returns the size for the conservative approach: BV × RF / (TE - AE × EF), RF as Table 4 rounds it up, EF of Table 5
 * where errors are expected at all. EGESIF_16-0014-01, 6.3.5.2.
 */
export const conservativeSize = (ask: SizeAsk): Size => {
  const borders = bordersOf(ask);
  const factor = sizeFactor(ask.confidence);
  const expands = compare(borders.anticipated, zero) > 0;
  const expansion = expands ? expansionFactor(ask.confidence) : whole(1);
  const below = subtract(borders.tolerable, multiply(borders.anticipated, expansion));
  if (compare(below, zero) <= 0)
    throw new SampleError(
      "expected",
      wording.expected(toCents(borders.anticipated), toCents(borders.tolerable)),
    );
  const above = multiply(ask.bookValue, factor);
  const size = roundedUp(above, below);
  const interval = quotient(ask.bookValue, whole(size));
  const exactly = quotient(above, below);
  return {
    size,
    exactly: canonical(rounded(exactly, 4, "half_up")),
    tolerable: toCents(borders.tolerable),
    anticipated: toCents(borders.anticipated),
    shares: [size],
    interval: toCents(interval),
    steps: [
      countStep(words.size, size, {
        how: formula((say) => `BV × RF / (TE − AE × EF) = ${say(exactly, 4)} ↑`),
        source: guidance("6.3.5.2"),
        parts: [
          numberStep(words.reliability, factor, { source: guidance("Table 4") }),
          ...(expands ? [numberStep(words.expansion, expansion, { source: guidance("Table 5") })] : []),
          euroStep(words.bookValue, ask.bookValue),
          ...borderSteps(ask, borders),
          euroStep(words.interval, interval, { how: same("BV / n") }),
        ],
      }),
    ],
  };
};

/** What the first of two periods left: its weight (units, or expenditure), what was checked, and the spread found. */
export type FirstPeriod = Readonly<{ weight: Exact; checked: number; variance: Exact }>;

/**
 * Returns how many to draw in the second period, so that both together are precise enough: (z W2 σ2)² / ((TE - AE)² -
 * z² W1² s1² / n1). Throws SampleError where the first period alone is too imprecise. 6.1.3.2, 6.3.3.2.
 */
export const secondPeriodSize = (
  second: Readonly<{ weight: Exact; variance: Exact }>,
  first: FirstPeriod,
  ask: SizeAsk,
): number => {
  const { room, anticipated, tolerable } = bordersOf(ask);
  const z2 = square(zOf(ask.confidence));
  const n1 = whole(first.checked);
  const used = product(z2, square(first.weight), first.variance);
  const below = subtract(multiply(square(room), n1), used);
  if (compare(below, zero) <= 0)
    throw new SampleError("expected", wording.firstPeriod(toCents(anticipated), toCents(tolerable)));
  return Math.max(roundedUp(product(z2, square(second.weight), second.variance, n1), below), 1);
};
