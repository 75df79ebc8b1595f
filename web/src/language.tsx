import { createContext, type ReactNode, use, useMemo } from "react";
import type { Language, Text } from "../../src/language.ts";
import { spaced } from "../../src/report/document/typography.ts";
import { type Format, formatOf } from "./format.ts";

export type { Language, Text } from "../../src/language.ts";
export type { Format } from "./format.ts";

const LanguageContext = createContext<Language>("fr");

/** Gives the language of the address to everything inside. */
export const LanguageProvider = ({ language, children }: { language: Language; children: ReactNode }) => (
  <LanguageContext value={language}>{children}</LanguageContext>
);

/** Returns the language of the page. */
export const useLanguage = (): Language => use(LanguageContext);

type Values = Readonly<Record<string, string | number>>;
export type Say = (text: Text, values?: Values) => string;

/** Returns the text in the language, spaced as it is typeset, with each {name} replaced by its value. */
export const say = (text: Text, language: Language, values: Values = {}): string =>
  spaced(text[language], language).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );

/** Returns how this page says a text. */
export const useSay = (): Say => {
  const language = useLanguage();
  return useMemo(() => (text, values) => say(text, language, values), [language]);
};

/** Returns how this page writes days, numbers and amounts. */
export const useFormat = (): Format => {
  const language = useLanguage();
  return useMemo(() => formatOf(language), [language]);
};
