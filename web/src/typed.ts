import type { Language } from "../../src/language.ts";

/**
 * Returns an amount as it was typed ("12500", "12.500,50", "12 500 €") in canonical text with two digits; undefined
 * where it is no amount.
 */
export const typedEuros = (text: string, language: Language): string | undefined => {
  const number = typedDecimal(text.replace("€", ""), language);
  const [whole = "", decimals = ""] = number?.split(".") ?? [];
  return number === undefined || decimals.length > 2 || whole.length > 12
    ? undefined
    : `${whole}.${decimals.padEnd(2, "0")}`;
};

/**
 * Returns a number as it was typed ("38,5", "1 720", "1.720,5") in canonical text; undefined where it is none. A page
 * reads as its language writes: "12.500" is twelve thousand five hundred in French and Dutch, "12,500" in English. What
 * is written as the others do is understood too, unless it could be two numbers.
 */
export const typedDecimal = (text: string, language: Language): string | undefined => {
  const bare = text.replaceAll(/[\s\u00A0\u202F']/g, "");
  const written = language === "en" ? [...english, ...belgian] : [...belgian, ...english];
  const found = written.map((way) => way.exec(bare)).find((each) => each !== null);
  if (!found || ambiguous[language].test(bare)) return undefined;
  const [, whole = "", decimals = ""] = found;
  const digits = whole.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
  return decimals === "" ? digits : `${digits}.${decimals}`;
};

const belgian = [/^(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?$/, /^(\d+)(?:,(\d*))?$/];
const english = [/^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/, /^(\d+)(?:\.(\d*))?$/];

/** One sign before three digits that the language does not put between thousands: perhaps whoever types does. */
const ambiguous: Readonly<Record<Language, RegExp>> = {
  fr: /^\d{1,3},\d{3}$/,
  nl: /^\d{1,3},\d{3}$/,
  en: /^\d{1,3}\.\d{3}$/,
};
