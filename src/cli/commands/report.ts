import { type Command, Refusal, textOption, type Options } from "../command.ts";
import { reportAsJson } from "../../report/forms.ts";
import { computeReport, refuseUntrue, reportPaths, writeReport } from "../reports.ts";

/** Returns the year that was asked for; refuses anything else. */
export const askedYear = (options: Options): number => {
  const word = textOption(options, "year") ?? "";
  if (/^20\d\d$/.test(word)) return Number(word);
  throw new Refusal(
    {
      fr: "Indiquez l'année : --year 2020",
      nl: "Geef het jaar op: --year 2020",
      en: "Name the year: --year 2020",
    },
    true,
  );
};

/** `jalon report --year Y`: the annual report as a page, a tagged PDF and data. */
export const reportCommand: Command = {
  name: "report",
  operands: "",
  summary: {
    fr: "écrit le rapport annuel : page web, PDF accessible et données",
    nl: "schrijft het jaarverslag: webpagina, toegankelijke pdf en gegevens",
    en: "writes the annual report: web page, accessible PDF and data",
  },
  options: {
    year: { type: "string", value: "2020", text: { fr: "l'année", nl: "het jaar", en: "the year" } },
    out: {
      type: "string",
      value: "FILE",
      text: {
        fr: "un seul fichier, .html, .pdf ou .json (sinon les trois, dans le dossier des données)",
        nl: "één bestand, .html, .pdf of .json (anders alle drie, in de gegevensmap)",
        en: "one file, .html, .pdf or .json (else all three, in the data folder)",
      },
    },
  },
  run: async (session, _operands, options) => {
    const year = askedYear(options);
    const { language, programme } = session;
    const report = await computeReport(session, year, language);
    const out = textOption(options, "out");
    const json = reportAsJson(report, programme);
    // As data the report lists what is untrue; as a document it is not made.
    if (options["json"] === true && out === undefined) return { ok: json.true, text: "", json };
    if (out?.endsWith(".json") !== true) refuseUntrue(report);
    const paths = out === undefined ? reportPaths(session, year, language) : [out];
    for (const path of paths) await writeReport(report, path, programme);
    const text = {
      fr: `Rapport ${year} (${report.statements.length} affirmations chiffrées, toutes vérifiées) :`,
      nl: `Verslag ${year} (${report.statements.length} uitspraken met cijfers, alle gecontroleerd):`,
      en: `Report ${year} (${report.statements.length} statements with figures, all verified):`,
    };
    return {
      ok: json.true,
      text: `${text[language]}\n${paths.map((path) => `  ${path}`).join("\n")}\n`,
      json: { ...json, files: paths },
    };
  },
};
