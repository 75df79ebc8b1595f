import { stdnum } from "stdnum";
import type { Value } from "../definition/condition/condition.ts";
import type { Field } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import type { CellProblem, Parsed } from "./answer.ts";
import { plainReference, plainWords } from "./normal.ts";

type Format = NonNullable<Field["format"]>;

/** Returns what checks an answer of this form and brings it to the one way in which it is kept. */
export const formatCheck = (format: Field["format"]): ((value: NonNullable<Value>) => Parsed) | undefined => {
  if (format === undefined) return undefined;
  const read = readers[format];
  const wrong: CellProblem = { rule: format, expected: expected[format], mend: mend[format] ?? copyAgain };
  return (value) => read(String(value)) ?? wrong;
};

const readers: Record<Format, (text: string) => string | undefined> = {
  enterprise_number: (text) => readEnterpriseNumber(text),
  national_number: (text) => readNationalNumber(text),
  postcode_be: (text) => (/^[1-9]\d{3}$/.test(text) ? text : undefined),
  email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined),
  country: (text) => (countryNames ??= readCountryNames()).get(plainWords(text)),
  time: (text) => readTime(text),
};

const expected: Record<Format, Text> = {
  enterprise_number: {
    fr: "un numéro d'entreprise belge : dix chiffres, le contrôle modulo 97 compris",
    nl: "een Belgisch ondernemingsnummer: tien cijfers, met correct controlegetal (modulo 97)",
    en: "a Belgian enterprise number: ten digits, with its modulo 97 check",
  },
  national_number: {
    fr: "un numéro national ou BIS : onze chiffres, contrôle compris",
    nl: "een rijksregister- of bisnummer: elf cijfers, met controlegetal",
    en: "a national or BIS number: eleven digits with its check",
  },
  postcode_be: {
    fr: "un code postal belge de quatre chiffres, par exemple 1070",
    nl: "een Belgische postcode van vier cijfers, bijvoorbeeld 1070",
    en: "a Belgian postcode of four digits, e.g. 1070",
  },
  email: {
    fr: "une adresse e-mail, par exemple prenom.nom@exemple.be",
    nl: "een e-mailadres, bijvoorbeeld voornaam.naam@voorbeeld.be",
    en: "an e-mail address, e.g. first.last@example.be",
  },
  country: {
    fr: "un pays : son nom, ou son code à deux lettres (FR, ES…)",
    nl: "een land: zijn naam, of zijn code van twee letters (FR, ES…)",
    en: "a country: its name, or its two-letter code (FR, ES…)",
  },
  time: {
    fr: "une heure, par exemple 09:30",
    nl: "een uur, bijvoorbeeld 09:30",
    en: "a time of day, e.g. 09:30",
  },
};

const copyAgain: Text = {
  fr: "Recopiez le numéro depuis le document d'origine.",
  nl: "Neem het nummer over van het oorspronkelijke document.",
  en: "Copy the number again from the original document.",
};

const mend: Partial<Record<Format, Text>> = {
  email: {
    fr: "Corrigez l'adresse, ou ne mettez rien.",
    nl: "Verbeter het adres, of vul niets in.",
    en: "Correct the address, or leave it empty.",
  },
  country: {
    fr: "Écrivez le nom du pays en toutes lettres.",
    nl: "Schrijf de naam van het land voluit.",
    en: "Write the country's name in full.",
  },
  time: {
    fr: "Écrivez l'heure et les minutes : 09:30, ou 9h30.",
    nl: "Schrijf het uur en de minuten: 09:30, of 9u30.",
    en: "Write the hour and the minutes: 09:30.",
  },
};

/** "9:30", "09h30", "9u", "9.30" and what a spreadsheet makes of a time, a part of a day, are the same time. */
const readTime = (text: string): string | undefined => {
  const partOfDay = /^0?[.,]\d+$/.test(text) ? Math.round(Number(text.replace(",", ".")) * 1440) : undefined;
  const written =
    /^(\d{1,2})(?:\s?[hHuU]\s?|:|\.)(\d{2})(?::00)?$/.exec(text) ?? /^(\d{1,2})\s?[hHuU]$/.exec(text);
  if (partOfDay === undefined && !written) return undefined;
  const [hours, minutes] =
    partOfDay === undefined
      ? [Number(written?.[1]), Number(written?.[2] ?? 0)]
      : [Math.floor(partOfDay / 60), partOfDay % 60];
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
};

/** The Crossroads Bank gives numbers that begin with 0 or 1; the library's check takes any first digit. */
const readEnterpriseNumber = (text: string): string | undefined => {
  const vat = stdnum["BE"]?.vat;
  const compact = vat?.validate(text).isValid ? vat.compact(text) : undefined;
  return compact !== undefined && /^[01]/.test(compact) ? compact : undefined;
};

/**
 * The modulo 97 check of the National Register, and a month that may be one (BIS numbers add 20 or 40; 00 is
 * unknown). Nothing more: sources contradict each other on days 00, 31 February and spent counters, and a number that
 * somebody was really given must not be refused.
 */
const readNationalNumber = (text: string): string | undefined => {
  const digits = plainReference(text);
  if (!/^\d{11}$/.test(digits) || /^0+$/.test(digits) || Number(digits.slice(2, 4)) % 20 > 12)
    return undefined;
  if (Number(digits.slice(2, 4)) > 52) return undefined;
  const body = Number(digits.slice(0, 9));
  const check = Number(digits.slice(9));
  const isRight = [body, 2_000_000_000 + body].some((number) => 97 - (number % 97) === check);
  return isRight ? digits : undefined;
};

let countryNames: ReadonlyMap<string, string> | undefined;

/** Codes of Intl that are no country: unions, pseudo-languages, the unknown. */
const noCountry = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** Every country's name in French, Dutch and English, and its ISO 3166 code, to that code. */
const readCountryNames = (): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  for (const language of ["fr", "nl", "en"]) {
    const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = display.of(code);
      if (name === undefined || noCountry.has(code)) continue;
      // Intl also names withdrawn codes (UK, FX, DD); each stands for the country of today.
      const current = new Intl.Locale(`und-${code}`).region ?? code;
      names.set(plainWords(name), current);
      names.set(code.toLowerCase(), current);
    }
  }
  return names;
};
