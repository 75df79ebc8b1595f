import type { Language, Text } from "../language.ts";
import type { Answer, AnswerMeasure, AnswerTable } from "./shapes.ts";
import { cellText } from "./cell-text.ts";
import { filled } from "./words.ts";

const words = {
  notes: { fr: "Remarques", nl: "Opmerkingen", en: "Notes" },
  counted: { fr: "Ce que chaque donnée compte", nl: "Wat elk gegeven telt", en: "What each number counts" },
  figure: { fr: "chiffre {id}", nl: "cijfer {id}", en: "figure {id}" },
  register: { fr: "registre « {name} »", nl: 'register "{name}"', en: 'register "{name}"' },
  made: {
    fr: "Définitions : {programme}, version {version} ({mark}), questions {questions}. Données jusqu'au changement {change} ({hash}){at}.",
    nl: "Definities: {programme}, versie {version} ({mark}), vragen {questions}. Gegevens tot en met wijziging {change} ({hash}){at}.",
    en: "Definitions: {programme}, version {version} ({mark}), questions {questions}. Data up to change {change} ({hash}){at}.",
  },
  asked: { fr: "Question : {article}", nl: "Vraag: {article}", en: "Question: {article}" },
} satisfies Record<string, Text>;

/** Returns what an answer was made under and from, in one sentence. */
export const madeFrom = ({ definition, data }: Answer, language: Language): string =>
  filled(words.made, {
    programme: definition.programme,
    version: definition.version,
    mark: definition.fingerprint.slice(0, 12),
    questions: definition.questions?.slice(0, 12) ?? "∅",
    change: data.change,
    hash: data.hash.slice(0, 12),
    at: data.at === null ? "" : `, ${data.at}`,
  })[language];

/** Returns the title of a table with its year, where the table is of one. */
export const tableTitle = ({ title, year }: AnswerTable, language: Language): string =>
  year === null ? title[language] : `${title[language]}, ${year}`;

/** Returns what a measure counts in one line: its label, what it is, its sentences. */
const measureLine = ({ label, figure, register, words: said }: AnswerMeasure, language: Language): string => {
  const from = [
    ...(figure === null ? [] : [filled(words.figure, { id: figure })[language]]),
    ...(register === null ? [] : [filled(words.register, { name: register })[language]]),
  ];
  const where = from.length === 0 ? "" : ` (${from.join(", ")})`;
  return `${label[language]}${where}. ${said.map((each) => each[language]).join(" ")}`;
};

/** Returns the rows of a table as texts, its header first. */
export const textRows = (table: AnswerTable, language: Language): string[][] => [
  [table.head[language], ...table.columns.map(({ label }) => label[language])],
  ...table.rows.map(({ label, cells }) => [
    label[language],
    ...cells.map((cell) => cellText(cell, language)),
  ]),
];

/** What stands below the tables, in any form. */
const below = (answer: Answer, language: Language): { title: string; lines: string[] }[] => [
  { title: words.notes[language], lines: answer.notes.map((note) => note[language]) },
  {
    title: words.counted[language],
    lines: answer.measures.map((measure) => measureLine(measure, language)),
  },
];

const foot = (answer: Answer, language: Language): string[] => [
  filled(words.asked, { article: answer.asked.article })[language],
  madeFrom(answer, language),
];

/** The widest column of numbers on a terminal; longer headings go on in the next line. */
const widest = 16;

const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** Returns the answer as a terminal shows it. */
export const answerText = (answer: Answer, language: Language): string => {
  const tables = answer.tables.map((table) => {
    const [header = [], ...rows] = textRows(table, language);
    const first = Math.max(...[header, ...rows].map(([name = ""]) => name.length));
    const widths = header
      .slice(1)
      .map((name, column) =>
        Math.max(
          ...wrapped(name, widest).map(({ length }) => length),
          ...rows.map((row) => row[column + 1]?.length ?? 0),
        ),
      );
    const line = (cells: readonly string[]) =>
      [
        (cells[0] ?? "").padEnd(first),
        ...widths.map((width, column) => (cells[column + 1] ?? "").padStart(width)),
      ]
        .join("  ")
        .trimEnd();
    const heads = header.map((name, column) => (column === 0 ? [name] : wrapped(name, widest)));
    const height = Math.max(...heads.map(({ length }) => length));
    const head = Array.from({ length: height }, (_, at) =>
      line(heads.map((lines) => lines[at - (height - lines.length)] ?? "")),
    );
    return [tableTitle(table, language), ...head, ...rows.map(line)].join("\n");
  });
  const lists = below(answer, language)
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join("\n"));
  const title = `${answer.title[language]}, ${answer.years.join(", ")}`;
  return `${[title, ...tables, ...lists, foot(answer, language).join("\n")].join("\n\n")}\n`;
};

const escaped = (text: string): string => text.replaceAll(/([\\|*_`<[\]])/g, "\\$1");

/** Returns the answer in Markdown, to be pasted into a letter. */
export const answerMarkdown = (answer: Answer, language: Language): string => {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const tables = answer.tables.map((table) => {
    const [header = [], ...rows] = textRows(table, language);
    const rule = `| ${header.map((_, column) => (column === 0 ? "---" : "---:")).join(" | ")} |`;
    return [`## ${escaped(tableTitle(table, language))}`, "", row(header), rule, ...rows.map(row)].join("\n");
  });
  const lists = below(answer, language)
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [`## ${title}`, "", ...lines.map((line) => `- ${escaped(line)}`)].join("\n"));
  const title = `# ${escaped(answer.title[language])}, ${answer.years.join(", ")}`;
  return `${[title, ...tables, ...lists, foot(answer, language).map(escaped).join("\n\n")].join("\n\n")}\n`;
};

/** Returns what is said below the tables as rows of two cells, for a sheet of its own. */
export const aboutRows = (answer: Answer, language: Language): string[][] => [
  ...below(answer, language).flatMap(({ title, lines }) => lines.map((line) => [title, line])),
  ...foot(answer, language).map((line) => ["", line]),
];
