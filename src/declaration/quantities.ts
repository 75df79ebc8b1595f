import { add, canonical, exact, percent, zero } from "../decimal.ts";
import { isZero } from "../euros.ts";

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
