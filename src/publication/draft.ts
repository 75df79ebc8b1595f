import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Programme } from "../definition/programme.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { colon, type Language, languages, SaidError, type Text } from "../language.ts";
import { type Article, toArticle } from "../report/document/article.ts";
import { DocumentError, type FigureSpan } from "../report/document/document.ts";
import { figureReader } from "../report/read-figures.ts";
import { type FigureReader, makeReport, type Report } from "../report/report.ts";
import { atOneMoment, type DataHead, type Press } from "./press.ts";

/** The report of a year as it would be published now. */
export type Draft = Readonly<{
  report: Report;
  data: DataHead;
  /** What the numbers of the report are: the same as long as none of them changes, whatever else does. */
  numbers: string;
}>;

/** The text of a report cannot be understood; told with its file and line, for whoever writes it. */
export class ReportTextFault extends SaidError {}

const textFile = (programme: Programme, language: Language): string =>
  join(programme.folder, "report", `${language}.md`);

/** Returns the languages in which the programme has a text of its report. */
export const reportLanguages = (programme: Programme): Language[] =>
  languages.filter((language) => existsSync(textFile(programme, language)));

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\n");
  return hash.digest("hex");
};

/** Returns what a report was made of besides the data: the definitions and its own text. */
const wordsOf = (programme: Programme, language: Language): string =>
  sha256(programme.fingerprint, readFileSync(textFile(programme, language)));

/** Returns the report, its author's faults told with file and line. */
export const readReport = async (
  programme: Programme,
  year: number,
  language: Language,
  read: FigureReader,
  options: { publishedOn?: string } = {},
): Promise<Report> => {
  try {
    return await makeReport(programme, year, language, read, options);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const place = `report/${language}.md${error.line === undefined ? "" : `:${error.line}`}`;
    const said = (each: Language) => `${place}${colon[each]}${error.text[each]}`;
    throw new ReportTextFault({ fr: said("fr"), nl: said("nl"), en: said("en") } satisfies Text);
  }
};

/** Returns a hash over the values of a report's numbers. */
export const numbersOf = ({ figures }: Report): string =>
  sha256(
    ...[...new Set(figures.map(({ key, value }) => `${key}=${value}`))].toSorted((a, b) => (a < b ? -1 : 1)),
  );

const remembered = new Map<string, Promise<Draft>>();
const mostRemembered = 24;

/** Returns the report of a year in a language as the data say it now; made once for a state of data and text. */
export const draftOf = async (press: Press, year: number, language: Language): Promise<Draft> => {
  const { programme } = press;
  const make = async (snapshot: Snapshot): Promise<Draft> => {
    const data: DataHead = { change: snapshot.change, hash: snapshot.hash };
    const report = await readReport(programme, year, language, figureReader(programme, snapshot));
    return { report, data, numbers: numbersOf(report) };
  };
  const { result } = await atOneMoment(press, (snapshot) => {
    const key = draftKey(programme, snapshot.hash, year, language);
    const known = remembered.get(key);
    if (known) return known;
    const made = make(snapshot);
    remembered.set(key, made);
    made.catch(() => remembered.delete(key));
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return made;
  });
  return result;
};

/** Returns the name of what a draft is made from: definitions, text, data, year and language. */
export const draftKey = (programme: Programme, hash: string, year: number, language: Language): string =>
  sha256(programme.folder, wordsOf(programme, language), hash, String(year), language);

const draftWords: Text = {
  fr: "Projet : ce rapport n’est pas publié, ses chiffres peuvent encore changer.",
  nl: "Ontwerp: dit verslag is niet gepubliceerd, de cijfers kunnen nog wijzigen.",
  en: "Draft: this report is not published, its figures may still change.",
};

/** Returns the report with the words on its first page that it is a draft, for those who take it along. */
export const markedAsDraft = (report: Report): Report => ({
  ...report,
  document: {
    ...report.document,
    blocks: [
      {
        kind: "box",
        content: [{ kind: "paragraph", content: [{ kind: "text", text: draftWords[report.language] }] }],
      },
      ...report.document.blocks,
    ],
  },
});

const untrueWords: Text = {
  fr: "les données disent autre chose",
  nl: "de gegevens zeggen iets anders",
  en: "the data say otherwise",
};

/** Returns the report as markup for a page, what is untrue marked in it. */
export const articleOf = ({ document, untrue, language }: Report): Article => {
  const wrong = new Set(untrue.map(({ key, text }) => `${key}\u0000${text}`));
  return toArticle(document, {
    isUntrue: ({ figure, text }: FigureSpan) => wrong.has(`${figure}\u0000${text}`),
    untrueWords: untrueWords[language],
  });
};
