import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { DocumentError } from "../report/document/document.ts";
import type { Programme } from "../definition/programme.ts";
import { reportBytes, reportForms } from "../report/forms.ts";
import { figureReader } from "../report/read-figures.ts";
import { makeReport, type Report } from "../report/report.ts";
import { type Language, quoted } from "../language.ts";
import { Refusal } from "./command.ts";
import type { Session } from "./session.ts";

/** Returns the report of a year, computed from the store as it is now. */
export const computeReport = async (session: Session, year: number, language: Language): Promise<Report> =>
  makeReport(
    session.programme,
    year,
    language,
    figureReader(session.programme, await session.snapshot()),
  ).catch((error: unknown) => {
    throw error instanceof DocumentError && error.line !== undefined
      ? located(error, error.line, join(session.programme.folder, "report", `${language}.md`))
      : error;
  });

/** Returns a fault in the text of a report with its file and line before it. */
const located = ({ text }: DocumentError, line: number, file: string): Refusal => {
  const at = `${file}:${line}`;
  return new Refusal({ fr: `${at} : ${text.fr}`, nl: `${at}: ${text.nl}`, en: `${at}: ${text.en}` });
};

/** Refuses a report that says something untrue, with every such place. */
export const refuseUntrue = ({ untrue, source }: Report): void => {
  if (untrue.length === 0) return;
  const list = (language: Language) =>
    untrue
      .map(
        ({ line, service, text, label, why }) =>
          `${service === undefined ? `${source}:${line}` : `services/${service}.yaml`} ${quoted(text, language)} (${label}) — ${why?.[language] ?? ""}`,
      )
      .join("\n");
  throw new Refusal({
    fr: `Le rapport dit des choses fausses, il n'est pas imprimé :\n${list("fr")}`,
    nl: `Het verslag zegt onware dingen en wordt niet afgedrukt:\n${list("nl")}`,
    en: `The report says untrue things and is not printed:\n${list("en")}`,
  });
};

/** Writes the report in the form that the file's name asks for: .html, .pdf or .json. */
export const writeReport = async (report: Report, path: string, programme: Programme): Promise<void> => {
  const form = reportForms.find((each) => extname(path) === `.${each}`);
  if (!form)
    throw new Refusal(
      {
        fr: `${path} : un nom qui finit par .html, .pdf ou .json`,
        nl: `${path}: een naam die eindigt op .html, .pdf of .json`,
        en: `${path}: a name that ends in .html, .pdf or .json`,
      },
      true,
    );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await reportBytes(report, form, programme));
};

/** The three forms of the report in the data folder. */
export const reportPaths = (session: Session, year: number, language: Language): string[] =>
  reportForms.map((form) => join(session.dataFolder, "reports", `report-${year}-${language}.${form}`));
