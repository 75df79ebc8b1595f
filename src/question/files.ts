import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCsv, writeXlsx, type WritableCell } from "../intake/file/writeRows.ts";
import type { Language, Text } from "../language.ts";
import { aboutRows, answerMarkdown, tableTitle } from "./forms.ts";
import type { Answer, AnswerCell, AnswerTable } from "./shapes.ts";
import { cellText } from "./cell-text.ts";

/** The forms in which an answer is taken away. */
export const answerFormats = ["xlsx", "csv", "md"] as const;
export type AnswerFormat = (typeof answerFormats)[number];

const words = {
  about: { fr: "Remarques", nl: "Opmerkingen", en: "Notes" },
  table: { fr: "Tableau", nl: "Tabel", en: "Table" },
  row: { fr: "Ligne", nl: "Rij", en: "Row" },
  number: { fr: "Donnée", nl: "Gegeven", en: "Number" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  text: { fr: "Texte", nl: "Tekst", en: "Text" },
} satisfies Record<string, Text>;

/** Numbers that a spreadsheet holds exactly are numbers there; what is not a number says why. */
const cellOf = (cell: AnswerCell, language: Language): WritableCell => {
  if (cell.state !== "value" || cell.value === null) return cellText(cell, language);
  return /^-?\d{1,12}(\.\d{1,2})?$/.test(cell.value) ? Number(cell.value) : cell.value;
};

const sheetRows = (table: AnswerTable, language: Language): WritableCell[][] => [
  [table.head[language], ...table.columns.map(({ label }) => label[language])],
  ...table.rows.map(({ label, cells }): WritableCell[] => [
    label[language],
    ...cells.map((cell) => cellOf(cell, language)),
  ]),
];

/** One row for each number, so that a program finds them without knowing the tables. */
const listRows = (answer: Answer, language: Language): WritableCell[][] => [
  [words.table, words.row, words.number, words.year, words.value].map((each) => each[language]),
  ...answer.tables.flatMap((table) =>
    table.rows.flatMap(({ label, cells, measure }) =>
      cells.map((cell, index): WritableCell[] => {
        const column = table.columns[index];
        const id = measure ?? column?.measure;
        const number = answer.measures.find((one) => one.id === id)?.label[language] ?? "";
        return [table.title[language], label[language], number, column?.year ?? null, cellOf(cell, language)];
      }),
    ),
  ),
  ...aboutRows(answer, language).map(([title = "", line = ""]): WritableCell[] => [
    title === "" ? words.about[language] : title,
    line,
    null,
    null,
    null,
  ]),
];

/** Writes the answer to a file in the language: a sheet for each table, one row for each number, or Markdown. */
export const writeAnswer = async (
  answer: Answer,
  path: string,
  format: AnswerFormat,
  language: Language,
): Promise<void> => {
  if (format === "md") return writeFile(path, answerMarkdown(answer, language));
  if (format === "csv")
    return writeCsv(path, listRows(answer, language), {
      byteOrderMark: true,
      decimalSign: language === "en" ? "." : ",",
    });
  const about: WritableCell[][] = [
    [words.about[language], words.text[language]],
    ...aboutRows(answer, language),
  ];
  return writeXlsx(
    path,
    [
      ...answer.tables.map((table, index) => ({
        // Two tables may begin alike, and a workbook wants the names of its sheets to differ.
        name: `${index + 1}. ${tableTitle(table, language)}`,
        rows: sheetRows(table, language),
        widths: [56, ...table.columns.map(() => 20)],
      })),
      { name: words.about[language], rows: about, widths: [32, 120] },
    ],
    { title: `${answer.title[language]}, ${answer.year}` },
  );
};

/** Returns the file as bytes. */
export const answerFile = async (
  answer: Answer,
  format: AnswerFormat,
  language: Language,
): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), "jalon-question-"));
  const path = join(folder, `answer.${format}`);
  try {
    await writeAnswer(answer, path, format, language);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
