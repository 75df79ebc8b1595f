import type { Language } from "./language.ts";

/** An exact decimal: `units` of 10^-scale. 102904420.00 is { units: 10290442000n, scale: 2 }. */
export type Exact = Readonly<{ units: bigint; scale: number }>;

/** Returns the exact decimal that a canonical text or a whole number stands for. Throws on anything else. */
export const exact = (value: string | bigint): Exact => {
  const short = typeof value === "string" && value.length < 16 ? shortDecimal(value) : undefined;
  if (short) return short;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new Error(`not a canonical decimal: ${value}`);
  const [, sign = "", whole = "", fraction = ""] = match;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
};

/**
 * Returns the decimal of a text of at most fifteen characters, which an ordinary number holds whole: amounts are read by
 * the million, and this is several times as fast. Undefined where the text is no decimal, or has a sign.
 */
const shortDecimal = (text: string): Exact | undefined => {
  let units = 0;
  let point = -1;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) units = units * 10 + digit;
    else if (digit === -2 && point < 0 && at > 0 && at < text.length - 1) point = at;
    else return undefined;
  }
  if (text.length === 0) return undefined;
  return { units: BigInt(units), scale: point < 0 ? 0 : text.length - 1 - point };
};

const powers = Array.from({ length: 40 }, (_, power) => 10n ** BigInt(power));
const tens = (power: number): bigint => powers[power] ?? 10n ** BigInt(power);

/** Returns the same decimal with this many digits after the point; throws when digits would be lost. */
export const withScale = ({ units, scale }: Exact, wanted: number): Exact => {
  if (wanted === scale) return { units, scale };
  if (wanted > scale) return { units: units * tens(wanted - scale), scale: wanted };
  const factor = tens(scale - wanted);
  if (units % factor !== 0n) throw new Error("digits would be lost");
  return { units: units / factor, scale: wanted };
};

/** Returns the same decimal without zeros at its end. */
export const trimmed = (value: Exact): Exact => {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale--;
  }
  return { units, scale };
};

/** Returns -1, 0 or 1: how the first compares with the second. */
export const compare = (a: Exact, b: Exact): number => {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [withScale(a, scale).units, withScale(b, scale).units];
  return x < y ? -1 : x > y ? 1 : 0;
};

/**
 * Returns part / whole in percent, rounded half away from zero to so many digits. Throws when the whole is zero.
 * Rounding step of every share and change that the report prints.
 */
export const percent = (part: Exact, whole: Exact, digits: number): Exact => {
  const scale = Math.max(part.scale, whole.scale);
  const numerator = withScale(part, scale).units * 100n * tens(digits);
  const denominator = withScale(whole, scale).units;
  if (denominator === 0n) throw new Error("a share of nothing");
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const rounded = (2n * n + d) / (2n * d);
  return { units: negative ? -rounded : rounded, scale: digits };
};

/** Returns the canonical text: "3016", "102904420.00". */
export const canonical = ({ units, scale }: Exact): string => {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`;
};

/** Returns the number as Belgium writes it: 102.904.420,00 in French and Dutch, 102,904,420.00 in English. */
export const formatted = (value: Exact, language: Language): string => {
  const [whole = "", fraction] = canonical(value).replace("-", "").split(".");
  const [thousands, point] = language === "en" ? [",", "."] : [".", ","];
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  const sign = value.units < 0n ? "\u2212" : "";
  return `${sign}${grouped}${fraction === undefined ? "" : point + fraction}`;
};

export const zero: Exact = { units: 0n, scale: 0 };

/** Returns the sum, with the digits of the more precise of the two. */
export const add = (a: Exact, b: Exact): Exact => {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units, scale: own }: Exact) => units * tens(scale - own);
  return { units: units(a) + units(b), scale };
};

/** Returns the first less the second, with the digits of the more precise of the two. */
export const subtract = (a: Exact, b: Exact): Exact => add(a, { units: -b.units, scale: b.scale });

/** Returns the product, with every digit it has. */
export const multiply = (a: Exact, b: Exact): Exact => ({
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

/** half_up: the nearest, halves away from zero; down: towards zero. */
export type RoundingRule = "half_up" | "down";

/** Returns a / b with so many digits after the point, rounded by the rule. Throws when b is zero. */
export const divide = (a: Exact, b: Exact, digits: number, rule: RoundingRule): Exact => {
  if (b.units === 0n) throw new Error("a division by zero");
  const scale = Math.max(a.scale, b.scale);
  const numerator = withScale(a, scale).units * tens(digits);
  const denominator = withScale(b, scale).units;
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const units = rule === "down" ? n / d : (2n * n + d) / (2n * d);
  return { units: negative ? -units : units, scale: digits };
};

const one: Exact = { units: 1n, scale: 0 };

/** Returns the decimal with so many digits after the point, rounded by the rule where it has more. */
export const rounded = (value: Exact, digits: number, rule: RoundingRule): Exact =>
  value.scale <= digits ? withScale(value, digits) : divide(value, one, digits, rule);

/** Returns the amount rounded to a whole number, halves upwards (towards plus infinity). */
export const roundHalfUp = ({ units, scale }: Exact): Exact => {
  if (scale === 0) return { units, scale };
  const one = 10n ** BigInt(scale);
  const doubled = 2n * units + one;
  const floor = doubled / (2n * one) - (doubled % (2n * one) < 0n ? 1n : 0n);
  return { units: floor, scale: 0 };
};
