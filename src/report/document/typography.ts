import type { Language } from "../../language.ts";
import type { ReportDocument } from "./document.ts";

const noBreakSpace = "\u00A0";

/**
 * Returns the text with the signs that a typist does not find on the keyboard: the curved apostrophe inside a word
 * and, in French, spaces that keep a colon, a question mark or a guillemet on the line of its word.
 */
export function typeset(text: string, language: Language): string {
  return spaced(text.replaceAll(/(?<=\p{L})'(?=[\p{L}\p{N}\uE000])/gu, "\u2019"), language);
}

/** Returns the text with, in French, spaces that keep a colon, a question mark or a guillemet on the line of its word. */
export function spaced(text: string, language: Language): string {
  if (language !== "fr") return text;
  return text.replaceAll(/(?<=\S) (?=[:;!?»%€])/gu, noBreakSpace).replaceAll(/(?<=«) (?=\S)/gu, noBreakSpace);
}

/** Returns the document with the texts of its cover typeset as its Markdown already is. */
export function typesetCover(document: ReportDocument): ReportDocument {
  const { language, subtitle, coFunding } = document;
  return {
    ...document,
    title: typeset(document.title, language),
    programme: typeset(document.programme, language),
    authority: typeset(document.authority, language),
    ...(subtitle === undefined ? {} : { subtitle: typeset(subtitle, language) }),
    coFunding: {
      union: typeset(coFunding.union, language),
      ...(coFunding.fund === undefined ? {} : { fund: typeset(coFunding.fund, language) }),
    },
  };
}
