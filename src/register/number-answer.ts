import type { Field } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { CellProblem, Parsed } from "./answer.ts";

/** The widest number that a column holds: numeric(18, scale). */
const columnDigits = 18;

/** A number as people write it: sign, whole part with or without groups of three, decimal sign, decimals. */
const written = /^(-?)(\d+|\d{1,3}(?:([ .,])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?$/;

type Written = Readonly<{ sign: string; whole: string; fraction: string }>;

/** Returns the parts of a number, or undefined where the text is none. Groups and decimals never share their sign. */
const readNumber = (text: string): Written | undefined => {
  const match = written.exec(text.includes("\u00A0") || text.includes("\u202F") ? plainSpaces(text) : text);
  if (!match) return undefined;
  const [, sign = "", grouped = "", group, point, fraction = ""] = match;
  if (group !== undefined && group === point) return undefined;
  const whole = grouped.replaceAll(/[ .,]/g, "").replace(/^0+(?=\d)/, "");
  return { sign, whole, fraction: fraction.replace(/0+$/, "") };
};

const plainSpaces = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, " ");

/** "1.234" alone is refused: in Belgium it is one thousand, elsewhere it is one and a bit. "0.250" can only be a bit. */
const isAmbiguous = (text: string) => /^-?[1-9]\d{0,2}\.\d{3}$/.test(text);

const notWhole: CellProblem = {
  rule: "not_a_whole_number",
  expected: {
    fr: "un nombre entier, par exemple 12",
    nl: "een geheel getal, bijvoorbeeld 12",
    en: "a whole number, e.g. 12",
  },
  mend: {
    fr: "Écrivez le nombre en chiffres, sans unité ni décimale.",
    nl: "Schrijf het getal in cijfers, zonder eenheid of decimalen.",
    en: "Write the number in digits, without unit or decimals.",
  },
};

/** Returns the reader of whole numbers of up to nine digits. */
export const integerParser = (field: Bounds): ((text: string) => Parsed) => {
  const outside = boundsCheck(field);
  return (text) => {
    if (text === "") return null;
    const number = isAmbiguous(text) ? undefined : readNumber(text);
    if (!number || number.fraction !== "" || number.whole.length > 9) return notWhole;
    // Adding 0 makes -0 a plain 0.
    const value = Number(number.sign + number.whole) + 0;
    return outside(value) ?? value;
  };
};

/**
 * Returns the reader of decimals, exact and in canonical form: "1.234,5" is "1234.50" at scale 2. Of a point and a
 * comma the last one is the decimal sign. More decimals than the field keeps are refused, never rounded.
 */
export const decimalParser = (
  field: Bounds & Pick<Field, "scale">,
  from: "text" | "number",
): ((text: string) => Parsed) => {
  const { scale } = field;
  const outside = boundsCheck(field);
  const wrong = notANumber(scale);
  return (text) => {
    if (text === "") return null;
    const bare = text.replace(/^€\s*|\s*€$/g, "");
    const number = from === "text" && isAmbiguous(bare) ? undefined : readNumber(bare);
    if (!number || number.fraction.length > scale || number.whole.length > columnDigits - scale) return wrong;
    const digits = scale > 0 ? `${number.whole}.${number.fraction.padEnd(scale, "0")}` : number.whole;
    const value = /[1-9]/.test(digits) ? number.sign + digits : digits;
    return outside(Number(value)) ?? value;
  };
};

const notANumber = (scale: number): CellProblem => ({
  rule: "not_a_number",
  expected: {
    fr: `un nombre avec ${scale} décimales au plus, par exemple 1234,5`,
    nl: `een getal met hoogstens ${scale} decimalen, bijvoorbeeld 1234,5`,
    en: `a number with at most ${scale} decimals, e.g. 1234.5`,
  },
  mend: {
    fr: "Écrivez le nombre en chiffres, avec une virgule et sans séparateur de milliers.",
    nl: "Schrijf het getal in cijfers, met een komma en zonder scheidingsteken voor duizendtallen.",
    en: "Write the number in digits, with a decimal comma or point and no thousands separator.",
  },
});

type Bounds = Pick<Field, "minimum" | "maximum">;

const boundsCheck = ({ minimum, maximum }: Bounds): ((value: number) => CellProblem | undefined) => {
  const low = typeof minimum === "number" ? minimum : -Infinity;
  const high = typeof maximum === "number" ? maximum : Infinity;
  const wrong: CellProblem = {
    rule: "out_of_range",
    expected: rangeOf(minimum, maximum),
    mend: { fr: "Vérifiez le nombre.", nl: "Kijk het getal na.", en: "Check the number." },
  };
  return (value) => (value < low || value > high ? wrong : undefined);
};

const rangeOf = (minimum: Bounds["minimum"], maximum: Bounds["maximum"]): Text => {
  const low = (language: Language) => number(minimum, language);
  const high = (language: Language) => number(maximum, language);
  if (maximum === undefined)
    return { fr: `au moins ${low("fr")}`, nl: `minstens ${low("nl")}`, en: `at least ${low("en")}` };
  if (minimum === undefined)
    return { fr: `au plus ${high("fr")}`, nl: `hoogstens ${high("nl")}`, en: `at most ${high("en")}` };
  return {
    fr: `un nombre de ${low("fr")} à ${high("fr")}`,
    nl: `een getal van ${low("nl")} tot ${high("nl")}`,
    en: `a number from ${low("en")} to ${high("en")}`,
  };
};

const number = (value: Bounds["minimum"], language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(Number(value));
