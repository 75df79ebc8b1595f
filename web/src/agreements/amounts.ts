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

/** Returns an amount as it stands in a box: nothing where it is nothing, without cents where there are none. */
export const inBox = (amount: string): string => (Number(amount) === 0 ? "" : amount.replace(/\.00$/, ""));
