import type { Exact } from "../decimal.ts";

/** An exact fraction; its denominator is above zero. */
export type Fraction = Readonly<{ over: bigint; under: bigint }>;

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));

/** Returns the fraction in lowest terms. Throws when it is over nothing. */
export const fraction = (over: bigint, under = 1n): Fraction => {
  if (under === 0n) throw new RangeError("a fraction over nothing");
  const sign = under < 0n ? -1n : 1n;
  const divisor = commonDivisor(over < 0n ? -over : over, under * sign);
  return { over: (over * sign) / divisor, under: (under * sign) / divisor };
};

/** Returns the decimal as a fraction. */
export const fromExact = ({ units, scale }: Exact): Fraction => fraction(units, 10n ** BigInt(scale));

/** Returns the first divided by the second; undefined where the second is zero. */
export const divided = (a: Fraction, b: Fraction): Fraction | undefined =>
  b.over === 0n ? undefined : fraction(a.over * b.under, a.under * b.over);

export const times = ({ over, under }: Fraction, factor: bigint): Fraction => fraction(over * factor, under);

/**
 * Returns the fraction rounded half away from zero to so many digits: the rounding step of every average, share and
 * length in the answer to a question. Nothing is rounded before.
 */
export const rounded = ({ over, under }: Fraction, digits: number): Exact => {
  const scaled = (over < 0n ? -over : over) * 10n ** BigInt(digits);
  const units = (2n * scaled + under) / (2n * under);
  return { units: over < 0n ? -units : units, scale: digits };
};

/** Returns the fraction as text: "21345/366", or the whole number that it is. */
export const fractionText = ({ over, under }: Fraction): string =>
  under === 1n ? String(over) : `${over}/${under}`;
