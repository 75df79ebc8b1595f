/** An exact number: so many units of ten to the power of minus `scale`. */
export type Amount = Readonly<{ units: bigint; scale: number }>;

/** A value of a figure: a whole number, or the canonical text of a decimal ("12.50"). */
export type FigureValue = bigint | string;

export const zero: Amount = { units: 0n, scale: 0 };

/** Returns the sum, with the digits of the more precise of the two. */
export const add = (a: Amount, b: Amount): Amount => {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units, scale: own }: Amount) => units * 10n ** BigInt(scale - own);
  return { units: units(a) + units(b), scale };
};

/** Returns the amount written in decimal text, e.g. "102904420.00". */
export const parseAmount = (text: string): Amount => {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const units = BigInt(whole + fraction);
  return { units: negative ? -units : units, scale: fraction.length };
};

/** Returns a whole number as it is and a decimal as canonical text. */
export const valueOf = ({ units, scale }: Amount): FigureValue => {
  if (scale === 0) return units;
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** Returns the amount rounded to a whole number, halves upwards (towards plus infinity). */
export const roundHalfUp = ({ units, scale }: Amount): Amount => {
  if (scale === 0) return { units, scale };
  const one = 10n ** BigInt(scale);
  const doubled = 2n * units + one;
  const floor = doubled / (2n * one) - (doubled % (2n * one) < 0n ? 1n : 0n);
  return { units: floor, scale: 0 };
};
