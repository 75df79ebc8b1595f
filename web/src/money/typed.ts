import { canonical, exact, multiply, trimmed } from "../../../src/decimal.ts";

/**
 * Returns an amount as it was typed ("1.234,5", "1 234,50 €") in canonical text with two digits; undefined where it is
 * no amount.
 */
export const typedEuros = (text: string): string | undefined => {
  const number = typedDecimal(text.replace("€", ""));
  const [whole = "", decimals = ""] = number?.split(".") ?? [];
  return number === undefined || decimals.length > 2 ? undefined : `${whole}.${decimals.padEnd(2, "0")}`;
};

/** Returns a number as it was typed ("38,5", "1 720") in canonical text; undefined where it is none. */
export const typedDecimal = (text: string): string | undefined => {
  const bare = text.replaceAll(/[\s\u00A0\u202F']/g, "");
  // A point before three digits at the end, and a comma after points, write thousands; "12.50" is a decimal all the same.
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(bare) ?? /^(\d+)(?:\.(\d+))?$/.exec(bare);
  if (!found) return undefined;
  const [, whole = "", decimals] = found;
  const digits = whole.replaceAll(".", "").replace(/^0+(?=\d)/, "");
  return decimals === undefined ? digits : `${digits}.${decimals}`;
};

/** Returns a share as a percentage: "0.6" as "60". */
export const percentOfShare = (share: string): string =>
  canonical(trimmed(multiply(exact(share), exact("100"))));

/** Returns a percentage as a share: "60" as "0.60". */
export const shareOfPercent = (percent: string): string => {
  const { units, scale } = exact(percent);
  return canonical({ units, scale: scale + 2 });
};
