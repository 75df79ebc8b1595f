import { exact, formatted, withScale } from "../../src/decimal.ts";
import type { Language, Text } from "../../src/language.ts";
import { typedDecimal, typedEuros } from "./typed.ts";

/** The regions whose way of writing days and numbers each language follows: Belgium's, and Europe's English. */
export const locales: Readonly<Record<Language, string>> = { fr: "fr-BE", nl: "nl-BE", en: "en-GB" };

export type Format = Readonly<{
  /** "2020-03-31" as 31/03/2020, or with `long` as 31 mars 2020; anything else comes back as it is. */
  date: (iso: string | null | undefined, style?: "short" | "long" | "weekday") => string;
  /** An instant as 31/03/2020 14:02, in Brussels. */
  dateTime: (iso: string) => string;
  /** An instant as 14:02, in Brussels. */
  time: (iso: string) => string;
  /** Exact: whole numbers, or decimal text as "12.5". */
  number: (value: number | bigint | string) => string;
  /** "12.50" as 12,50 €, exactly, to the cent. */
  money: (decimal: string) => string;
  /** A percentage that is already one: "62.4" as 62,4 %. */
  percent: (value: number | string) => string;
  /** What was typed as a number, in canonical text; undefined where it is none, or could be two. */
  typedNumber: (text: string) => string | undefined;
  /** What was typed as an amount of euros: "12500.50"; undefined where it is none, or could be two. */
  typedMoney: (text: string) => string | undefined;
  /** "3 dossiers": the word by the number, which stands for {count} or before it. */
  count: (count: number, words: Readonly<{ one: Text; other: Text }>) => string;
}>;

const zone = "Europe/Brussels";
const isoDay = /^(\d{4})-(\d\d)-(\d\d)/;

/** Returns how the language writes days, numbers and amounts. */
export const formatOf = (language: Language): Format => {
  const locale = locales[language];
  const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  const long = new Intl.DateTimeFormat(locale, day);
  const weekday = new Intl.DateTimeFormat(locale, { ...day, weekday: "long" });
  const clock = { hour: "2-digit", minute: "2-digit", timeZone: zone } as const;
  const time = new Intl.DateTimeFormat(locale, clock);
  const date = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: zone } as const;
  const short = new Intl.DateTimeFormat(locale, date);
  const plural = new Intl.PluralRules(locale);
  const number = (value: number | bigint | string) => {
    const text = String(value);
    return /^-?\d+(\.\d+)?$/.test(text) ? formatted(exact(text), language) : text;
  };
  return {
    date: (iso, style = "short") => {
      const [, year, month, dayOfMonth] = isoDay.exec(iso ?? "") ?? [];
      if (year === undefined) return iso ?? "";
      if (style === "short") return `${dayOfMonth}/${month}/${year}`;
      const at = new Date(`${year}-${month}-${dayOfMonth}T00:00:00Z`);
      const words = (style === "long" ? long : weekday).format(at);
      return language === "fr" ? words.replace(/\b1 (?=\p{L})/u, "1er ") : words;
    },
    dateTime: (iso) => `${short.format(new Date(iso))} ${time.format(new Date(iso))}`,
    time: (iso) => time.format(new Date(iso)),
    number,
    money: (decimal) => {
      const amount = formatted(withScale(exact(decimal), 2), language);
      return language === "fr" ? `${amount}\u00A0€` : language === "nl" ? `€\u00A0${amount}` : `€${amount}`;
    },
    percent: (value) => `${number(value)}${language === "fr" ? "\u00A0%" : "%"}`,
    typedNumber: (text) => typedDecimal(text, language),
    typedMoney: (text) => typedEuros(text, language),
    count: (count, { one, other }) => {
      // French says "0 dossier", Dutch and English "0 dossiers": the rules of the language know.
      const text = (plural.select(count) === "one" ? one : other)[language];
      return text.includes("{count}")
        ? text.replaceAll("{count}", number(count))
        : `${number(count)}\u00A0${text}`;
    },
  };
};
