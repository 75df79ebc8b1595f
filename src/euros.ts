import { add, canonical, compare, type Exact, exact, trimmed, withScale, zero } from "./decimal.ts";

/** An amount of euros, canonical decimal text with two digits: "12.50". */
export type Euros = string;

/** Returns the amount as canonical text with two digits; throws when digits would be lost. */
export const euros = (value: Exact): Euros => canonical(withScale(trimmed(value), 2));

export const nothing: Euros = "0.00";

/** Returns the sum of amounts. */
export const sumOf = (amounts: Iterable<Euros>): Euros => {
  let sum = zero;
  for (const amount of amounts) sum = add(sum, exact(amount));
  return euros(sum);
};

/** Returns the amount with its sign turned; nothing has none. */
export const opposite = (amount: Euros): Euros =>
  amount.startsWith("-") ? amount.slice(1) : isZero(amount) ? amount : `-${amount}`;

/** Returns the first amount less the others. */
export const less = (amount: Euros, ...others: readonly Euros[]): Euros =>
  sumOf([amount, ...others.map(opposite)]);

/** Returns the smaller of two amounts. */
export const smaller = (a: Euros, b: Euros): Euros => (compare(exact(a), exact(b)) <= 0 ? a : b);

/** Returns whether the first amount or number is above the second. */
export const isAbove = (a: string, b: string): boolean => compare(exact(a), exact(b)) > 0;

/** Returns whether the amount or number is nothing. */
export const isZero = (amount: string): boolean => exact(amount).units === 0n;
