import { add, canonical, compare, exact, percent, withScale, zero } from "../decimal.ts";

/** Returns the sum of amounts in euros, with two digits: "12.50". */
export const sumOf = (amounts: Iterable<string>): string => canonical(withScale(totalOf(amounts), 2));

/** Returns the first amount less the others, with two digits. */
export const less = (amount: string, ...others: readonly string[]): string =>
  sumOf([amount, ...others.map(negative)]);

/** Returns the sum of quantities, as short as it can be written: "3", "2.5". */
export const quantityOf = (quantities: Iterable<string>): string => {
  const text = canonical(totalOf(quantities));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
};

/** Returns the product of two decimals, as short as it can be written. */
export const times = (a: string, b: string): string => {
  const [x, y] = [exact(a), exact(b)];
  return quantityOf([canonical({ units: x.units * y.units, scale: x.scale + y.scale })]);
};

/** Returns the amount with its sign turned. */
export const negative = (amount: string): string =>
  amount.startsWith("-") ? amount.slice(1) : /^[0.]*$/.test(amount) ? amount : `-${amount}`;

export const isMore = (a: string, b: string): boolean => compare(exact(a), exact(b)) > 0;
export const isZero = (amount: string): boolean => exact(amount).units === 0n;

/** Returns what part the first is of the second in percent, one digit: "85.0"; null of nothing. */
export const percentOf = (part: string, whole: string): string | null =>
  isZero(whole) ? null : canonical(percent(exact(part), exact(whole), 1));

/** Returns what part the first is of the second, rounded half up to four digits: "0.8500"; "1" of nothing. */
export const shareOf = (part: string, whole: string): string => {
  if (isZero(whole)) return "1";
  const { units } = percent(exact(part), exact(whole), 2);
  return quantityOf([canonical({ units, scale: 4 })]);
};

const totalOf = (amounts: Iterable<string>) => [...amounts].reduce((sum, one) => add(sum, exact(one)), zero);
