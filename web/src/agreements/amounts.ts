import { canonical, divide, exact, multiply, rounded, trimmed, withScale } from "../../../src/decimal.ts";

/** Amounts are canonical texts of euros: "12.50". */

const cents = (value: ReturnType<typeof exact>) => canonical(withScale(rounded(value, 2, "half_up"), 2));

/** Returns a quantity at a rate, or a rate of a base, to the cent. */
export const times = (a: string, b: string): string => cents(multiply(exact(a), exact(b)));

/** Returns how many whole hundredths of a unit an amount pays for at a rate; undefined where the rate is nothing. */
export const unitsFor = (amount: string, rate: string): string | undefined =>
  Number(rate) === 0 ? undefined : canonical(trimmed(divide(exact(amount), exact(rate), 2, "down")));

/** Returns what an amount is of a whole, in percent with at most two digits; "" where the whole is nothing. */
export const percentOf = (amount: string, whole: string): string =>
  Number(whole) === 0
    ? ""
    : canonical(trimmed(divide(multiply(exact(amount), exact("100")), exact(whole), 2, "half_up")));

/** Returns so many percent of a whole, to the cent. */
export const percentAs = (percent: string, whole: string): string =>
  times(canonical({ ...exact(percent), scale: exact(percent).scale + 2 }), whole);

/** Returns percent as a share: "50" as "0.5". */
export const shareOf = (percent: string): string =>
  canonical(trimmed({ ...exact(percent), scale: exact(percent).scale + 2 }));

/**
 * Returns an amount that a person typed: "12500", "12.500,00", "12 500", "€ 12,500.00" as "12500.00"; undefined where
 * it is none. Three digits after a sign are thousands.
 */
export const readAmount = (typed: string): string | undefined => {
  const text = typed.replaceAll(/[\s\u00A0\u202F€]/g, "");
  const grouped = /^(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(text);
  const plain = /^(\d{1,12})(?:[.,](\d{1,2})?)?$/.exec(text);
  const [, whole, part = ""] = grouped ?? plain ?? [];
  if (whole === undefined) return undefined;
  const digits = whole.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
  return digits.length > 12 ? undefined : `${digits}.${part.padEnd(2, "0")}`;
};

/** Returns a number that a person typed, "1 250,5" as "1250.5"; undefined where it is none. */
export const readNumber = (typed: string): string | undefined => {
  const amount = readAmount(typed);
  return amount === undefined ? undefined : canonical(trimmed(exact(amount)));
};

/** Returns an amount as it stands in a box: nothing where it is nothing, without cents where there are none. */
export const inBox = (amount: string): string => (Number(amount) === 0 ? "" : amount.replace(/\.00$/, ""));
