import {
  canonical,
  compare,
  divide,
  type Exact,
  exact,
  formatted,
  multiply,
  rounded,
  type RoundingRule,
  trimmed,
} from "../decimal.ts";
import { type Euros, euros } from "../euros.ts";
import type { Text } from "../language.ts";
import type { CostNode } from "./plan.ts";

/** Returns the decimal without needless zeros: "1720", "0.6". */
export const plainNumber = (value: Exact): string => canonical(trimmed(value));

export type Rounded = Readonly<{ amount: Euros; rounding: CostNode["rounding"] }>;

/** Returns a product to the cent, and what it was before where a digit was dropped. */
export const product = (
  a: Exact,
  b: Exact,
  rule: RoundingRule,
  step: "rate" | "amount" = "amount",
): Rounded => {
  const whole = trimmed(multiply(a, b));
  const amount = euros(rounded(whole, 2, rule));
  return { amount, rounding: whole.scale <= 2 ? undefined : { step, rule, exact: canonical(whole) } };
};

/** Digits of a quotient that are shown of it before it is rounded. */
const shownDigits = 8;

/** Returns a quotient to the cent, and its first eight digits where it has more than two. Throws on a division by zero. */
export const quotient = (a: Exact, b: Exact, rule: RoundingRule): Rounded => {
  const shown = trimmed(divide(a, b, shownDigits, "down"));
  const amount = euros(divide(a, b, 2, rule));
  // A quotient of eight digits or fewer after the second is told whole; the others by their first eight.
  const isWhole = shown.scale <= 2 && compare(multiply(shown, b), a) === 0;
  return { amount, rounding: isWhole ? undefined : { step: "rate", rule, exact: canonical(shown) } };
};

/** Returns the amount as each language writes it. */
export const sayEuros = (amount: Euros): Text => ({
  fr: `${formatted(exact(amount), "fr")} €`,
  nl: `${formatted(exact(amount), "nl")} €`,
  en: `€${formatted(exact(amount), "en")}`,
});

/** Returns the number as each language writes it. */
export const sayNumber = (value: string): Text => {
  const number = trimmed(exact(value));
  return { fr: formatted(number, "fr"), nl: formatted(number, "nl"), en: formatted(number, "en") };
};

/** Returns a rate in percent as each language writes it: 40 %, 12,5 %. */
export const sayPercent = (rate: string): Text => {
  const { fr, nl, en } = sayNumber(plainNumber(multiply(exact(rate), exact("100"))));
  return { fr: `${fr} %`, nl: `${nl} %`, en: `${en} %` };
};
