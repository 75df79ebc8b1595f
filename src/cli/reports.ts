import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { DocumentError } from "../report/document/document.ts";
import { toHtml } from "../report/document/html.ts";
import { toPdf } from "../report/document/pdf.ts";
import { makeReport, type Report } from "../report/report.ts";
import { type Language, quoted } from "../language.ts";
import { readFigures } from "./figure-reader.ts";
import { Refusal } from "./command.ts";
import type { Session } from "./session.ts";

/** Returns the report of a year, computed from the store as it is now. */
export const computeReport = async (session: Session, year: number, language: Language): Promise<Report> =>
  makeReport(session.programme, year, language, await readFigures(session)).catch((error: unknown) => {
    throw error instanceof DocumentError && error.line !== undefined
      ? located(error, error.line, join(session.programme.folder, "report", `${language}.md`))
      : error;
  });

/** Returns a fault in the text of a report with its file and line before it. */
const located = ({ text }: DocumentError, line: number, file: string): Refusal => {
  const at = `${file}:${line}`;
  return new Refusal({ fr: `${at} : ${text.fr}`, nl: `${at}: ${text.nl}`, en: `${at}: ${text.en}` });
};

/** Returns the report as data: every statement, with its figures, how they are said and whether that is true. */
export const reportAsJson = (report: Report, programme: Session["programme"]) => {
  const byKeyAndText = new Map(report.figures.map((figure) => [`${figure.key}\u0000${figure.text}`, figure]));
  return {
    programme: programme.id,
    title: report.document.title,
    year: report.year,
    language: report.language,
    definition: { version: programme.version, fingerprint: programme.fingerprint },
    true: report.untrue.length === 0,
    statements: report.statements.map(({ section, sentence, spans }) => ({
      section,
      sentence,
      figures: spans.map(({ figure, text, value }) => {
        const reported = byKeyAndText.get(`${figure}\u0000${text}`);
        return {
          figure: reported?.figure ?? figure,
          key: figure,
          label: reported?.label,
          year: reported?.year,
          filters: reported?.filters ?? {},
          value,
          wording: reported?.wording ?? "exact",
          text,
          true: reported?.true ?? true,
        };
      }),
    })),
    figures: report.figures,
  };
};

/** Refuses a report that says something untrue, with every such place. */
export const refuseUntrue = ({ untrue, source }: Report): void => {
  if (untrue.length === 0) return;
  const list = (language: Language) =>
    untrue
      .map(
        ({ line, text, label, why }) =>
          `${source}:${line} ${quoted(text, language)} (${label}) — ${why?.[language] ?? ""}`,
      )
      .join("\n");
  throw new Refusal({
    fr: `Le rapport dit des choses fausses, il n'est pas imprimé :\n${list("fr")}`,
    nl: `Het verslag zegt onware dingen en wordt niet afgedrukt:\n${list("nl")}`,
    en: `The report says untrue things and is not printed:\n${list("en")}`,
  });
};

/** Writes the report in the form that the file's name asks for: .html, .pdf or .json. */
export const writeReport = async (
  report: Report,
  path: string,
  programme: Session["programme"],
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  switch (extname(path)) {
    case ".html":
      await writeFile(path, toHtml(report.document));
      return;
    case ".pdf":
      await writeFile(path, await toPdf(report.document));
      return;
    case ".json":
      await writeFile(path, `${JSON.stringify(reportAsJson(report, programme), null, 2)}\n`);
      return;
    default:
      throw new Refusal(
        {
          fr: `${path} : un nom qui finit par .html, .pdf ou .json`,
          nl: `${path}: een naam die eindigt op .html, .pdf of .json`,
          en: `${path}: a name that ends in .html, .pdf or .json`,
        },
        true,
      );
  }
};

/** The three forms of the report in the data folder. */
export const reportPaths = (session: Session, year: number, language: Language): string[] =>
  ["html", "pdf", "json"].map((form) =>
    join(session.dataFolder, "reports", `report-${year}-${language}.${form}`),
  );
