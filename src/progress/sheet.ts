import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCsv, writeXlsx, type WritableCell } from "../intake/file/writeRows.ts";
import type { Language, Text } from "../language.ts";
import type { FigureTablePage } from "./shapes.ts";

const words = {
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  code: { fr: "Code", nl: "Code", en: "Code" },
  unit: { fr: "Unité", nl: "Eenheid", en: "Unit" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  all: { fr: "toutes années", nl: "alle jaren", en: "all years" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  hidden: { fr: "moins de {limit}", nl: "minder dan {limit}", en: "fewer than {limit}" },
  about: { fr: "À propos", nl: "Over", en: "About" },
  table: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  data: { fr: "Données jusqu'au changement", nl: "Gegevens tot wijziging", en: "Data up to change" },
  made: { fr: "Définitions", nl: "Definities", en: "Definitions" },
  filter: { fr: "Partie du programme", nl: "Deel van het programma", en: "Part of the programme" },
} satisfies Record<string, Text>;

/** Whole numbers that a spreadsheet holds exactly are numbers there; anything else is written as it is. */
const cellOf = (value: string | null, hidden: string): WritableCell => {
  if (value === null) return hidden;
  const number = Number(value);
  return Number.isSafeInteger(number) || /^-?\d{1,12}\.\d{1,2}$/.test(value) ? number : value;
};

/** Returns a table of figures as rows of a sheet, its header first: one row for each figure and each of its parts. */
export const sheetRows = (page: FigureTablePage, language: Language): WritableCell[][] => {
  const say = (text: Text) => text[language];
  const hidden = say(words.hidden).replace("{limit}", String(page.hidden?.limit ?? ""));
  const years = page.year === null ? [say(words.all)] : [String(page.year), String(page.year - 1)];
  const header = [
    say(words.figure),
    say(words.code),
    say(words.unit),
    ...page.by.map(({ label }) => say(label)),
    ...years.map((year) => `${say(words.value)} ${year}`),
  ];
  const hasYearBefore = page.year !== null;
  const rows = page.figures.flatMap((figure, index): WritableCell[][] => {
    const named = [say(figure.label), figure.code, figure.unit && say(figure.unit)];
    const parts = page.rows.map((row): WritableCell[] => [
      ...named,
      ...row.at.map(({ label }) => say(label)),
      cellOf(row.values[index] ?? null, hidden),
      ...(hasYearBefore ? [cellOf(row.previous?.[index] ?? null, hidden)] : []),
    ]);
    const total: WritableCell[] = [
      ...named,
      ...page.by.map((_, position) => (position === 0 ? say(words.total) : null)),
      cellOf(figure.total, hidden),
      ...(hasYearBefore ? [cellOf(figure.previous, hidden)] : []),
    ];
    return [...parts, total];
  });
  return [header, ...rows];
};

/** What the table was made from and under: beside the numbers, wherever they go. */
const aboutRows = (page: FigureTablePage, language: Language): WritableCell[][] => [
  [words.about[language], ""],
  [words.data[language], `${page.data.change} · ${page.data.at ?? ""} · ${page.data.hash.slice(0, 12)}`],
  [
    words.made[language],
    `${page.definition.programme} ${page.definition.version} · ${page.definition.fingerprint.slice(0, 12)}`,
  ],
  ...page.filters.map(({ label, values }): WritableCell[] => [
    words.filter[language],
    `${label[language]}: ${values.map((value) => value.label[language]).join(", ")}`,
  ]),
];

/** Returns the table as the bytes of a spreadsheet or a CSV file. */
export const sheetFile = async (
  page: FigureTablePage,
  format: "xlsx" | "csv",
  language: Language,
): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), "jalon-figures-"));
  const path = join(folder, `figures.${format}`);
  try {
    const rows = sheetRows(page, language);
    if (format === "csv")
      await writeCsv(path, rows, { byteOrderMark: true, decimalSign: language === "en" ? "." : "," });
    else
      await writeXlsx(path, [
        { name: words.table[language], rows, widths: [50, 10, 20, ...page.by.map(() => 40), 16, 16] },
        { name: words.about[language], rows: aboutRows(page, language), widths: [32, 60] },
      ]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
