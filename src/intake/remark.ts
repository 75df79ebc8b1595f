import type { Severity } from "../definition/schema.ts";
import { colon, emptyAnswer, type Language, quoted, semicolon, type Text } from "../language.ts";

/** What intake has to say about a cell, a row (no column) or a whole sheet (row of the headers). */
export type Remark = Readonly<{
  sheet: string | undefined;
  /** As the person sees it in the spreadsheet program; the header row counts. */
  row: number;
  /** Column from 0; null when the remark is about the whole row. */
  column: number | null;
  header: string | undefined;
  found: string;
  severity: Severity;
  rule: string;
  expected: Text;
  mend: Text;
  article: string | undefined;
}>;

const words = {
  sheet: { fr: "feuille", nl: "blad", en: "sheet" },
  row: { fr: "ligne", nl: "rij", en: "row" },
  column: { fr: "colonne", nl: "kolom", en: "column" },
  found: { fr: "trouvé", nl: "gevonden", en: "found" },
  expected: { fr: "attendu", nl: "verwacht", en: "expected" },
} as const satisfies Record<string, Text>;

export const severityWords: Record<Severity, Text> = {
  refuse: { fr: "à corriger", nl: "te verbeteren", en: "must mend" },
  incomplete: { fr: "incomplet", nl: "onvolledig", en: "incomplete" },
  confirm: { fr: "à vérifier", nl: "na te kijken", en: "please confirm" },
};

/** Returns the letters over a column in the spreadsheet program: 0 is A, 26 is AA. */
export const columnLetters = (column: number): string =>
  (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/** Returns the remark in one line: where, what was found, what is expected, how to mend it. */
export const sayRemark = (remark: Remark, language: Language): string => {
  const place = [
    remark.sheet === undefined ? undefined : `${words.sheet[language]} ${remark.sheet}`,
    `${words.row[language]} ${remark.row}`,
    remark.column === null
      ? undefined
      : `${words.column[language]} ${columnLetters(remark.column)} (${remark.header ?? ""})`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
  const found = remark.found === "" && remark.rule !== "required" ? "" : sayFound(remark, language);
  return `${place} — ${severityWords[remark.severity][language]}${found}${semicolon[language]}${sayAdvice(remark, language)}`;
};

const sayFound = ({ found }: Remark, language: Language): string =>
  ` — ${words.found[language]}${colon[language]}${found === "" ? emptyAnswer[language] : quoted(found.length > 60 ? `${found.slice(0, 57)}…` : found, language)}`;

/** Returns what is expected and how to mend it, for the copy of the file where the place is the cell itself. */
export const sayAdvice = ({ expected, mend }: Remark, language: Language): string =>
  `${words.expected[language]}${colon[language]}${expected[language].replace(/[.?!]$/, "")}. ${mend[language]}`;
