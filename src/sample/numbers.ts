import { add, canonical, divide, type Exact, exact, multiply, rounded, withScale, zero } from "../decimal.ts";

/** Digits after the point that quotients and square roots are kept with; amounts are rounded to the cent at the end. */
export const keptDigits = 20;

/** Returns a / b with twenty digits after the point, halves away from zero. Throws when b is zero. */
export const quotient = (a: Exact, b: Exact): Exact => divide(a, b, keptDigits, "half_up");

/** Returns the sum. */
export const total = (values: readonly Exact[]): Exact => values.reduce(add, zero);

/** Returns a count as a decimal. */
export const whole = (count: number): Exact => exact(BigInt(count));

/** Returns the product of all, with every digit it has. */
export const product = (...values: readonly Exact[]): Exact => values.reduce(multiply, whole(1));

/** Returns the value times itself. */
export const square = (value: Exact): Exact => multiply(value, value);

/** Returns the square root with twenty digits after the point, the rest cut off; throws below zero. */
export const squareRoot = (value: Exact): Exact => {
  const { units } = rounded(value, 2 * keptDigits, "half_up");
  if (units < 0n) throw new RangeError("a square root of less than zero");
  return { units: wholeRoot(units), scale: keptDigits };
};

/** Newton's method on whole numbers: exact, so that no machine's floating point shows. */
const wholeRoot = (value: bigint): bigint => {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
};

/** Returns the smallest whole number that is not below a / b, for a of zero or more and b above zero. */
export const roundedUp = (a: Exact, b: Exact): number => {
  const scale = Math.max(a.scale, b.scale);
  const [above, below] = [withScale(a, scale).units, withScale(b, scale).units];
  if (above < 0n || below <= 0n) throw new RangeError("only a share of zero or more is rounded up");
  return Number((above + below - 1n) / below);
};

/** Returns the amount in canonical text, to the cent, halves away from zero. */
export const toCents = (value: Exact): string => canonical(rounded(value, 2, "half_up"));

/** Returns a whole number of cents as euros. */
export const ofCents = (cents: bigint): Exact => ({ units: cents, scale: 2 });

/** Returns the variance of a sample: squared distances from the mean, divided by n - 1. Throws below two values. */
export const variance = (values: readonly Exact[]): Exact => {
  const n = values.length;
  if (n < 2) throw new RangeError("the variance of fewer than two values");
  const squares = multiply(whole(n), total(values.map(square)));
  const ofSum = square(total(values));
  return quotient(add(squares, { units: -ofSum.units, scale: ofSum.scale }), whole(n * (n - 1)));
};
