import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { makeAgreements } from "../../agreement/demonstration.ts";
import { makeDeclarations } from "../../declaration/demonstration.ts";
import { generateDemonstration } from "../../demo/generate.ts";
import { makeMoney } from "../../demonstration/money.ts";
import { filesUnder } from "../../intake/destination.ts";
import { type Command, Refusal } from "../command.ts";
import type { Session } from "../session.ts";
import { computeReport, refuseUntrue, reportPaths, writeReport } from "../reports.ts";
import { importFiles } from "./import.ts";
import { serveOptions, serveSession } from "./serve.ts";

/** Invented people never go in among real ones: a store that holds a file from elsewhere is left alone. */
const refuseOthersData = async (session: Session, own: readonly string[]): Promise<void> => {
  const { pool } = await session.database();
  const { rows } = await pool.query<{ found: boolean }>(
    "select exists (select from intake.file where not (operation || '/' || partner || '/' || name = any($1))) as found",
    [own],
  );
  if (rows[0]?.found !== true) return;
  throw new Refusal({
    fr: `${session.dataFolder} contient déjà les données d'un programme ; choisissez un autre dossier avec --data.`,
    nl: `${session.dataFolder} bevat al de gegevens van een programma; kies een andere map met --data.`,
    en: `${session.dataFolder} already holds a programme's data; choose another folder with --data.`,
  });
};

/** The year that the demonstration ends with: the one of the reference programme's published report. */
const reportYear = 2020;

/** `jalon demo`: the reference programme with invented people, from the files of its partners to its report. */
export const demoCommand: Command = {
  name: "demo",
  operands: "",
  summary: {
    fr: "crée le programme de démonstration (personnes inventées), importe ses fichiers et écrit le rapport 2020",
    nl: "maakt het demonstratieprogramma (verzonnen personen), voert de bestanden in en schrijft het verslag 2020",
    en: "makes the demonstration programme (invented people), imports its files and writes the 2020 report",
  },
  details: {
    fr: "Ce qui existe déjà est gardé : les fichiers des partenaires ne sont pas réécrits, et un fichier déjà importé ne change rien.",
    nl: "Wat er al is, blijft: de bestanden van de partners worden niet herschreven, en een al ingevoerd bestand verandert niets.",
    en: "What is there is kept: partners' files are not written again, and a file imported before changes nothing.",
  },
  options: {
    ...serveOptions,
    serve: {
      type: "boolean",
      text: {
        fr: "sert ensuite l'application, avec un compte de démonstration par rôle",
        nl: "opent daarna de toepassing, met een demonstratieaccount per rol",
        en: "then serves the application, with a demonstration account for each role",
      },
    },
    anew: {
      type: "boolean",
      text: {
        fr: "repart d'une base vide, avec les fichiers des partenaires tels qu'ils sont",
        nl: "begint met een lege databank, met de bestanden van de partners zoals ze zijn",
        en: "starts from an empty database, with the partners' files as they are",
      },
    },
  },
  run: async (session, _operands, options) => {
    const started = performance.now();
    const { programme, language, dataFolder } = session;
    const folder = join(dataFolder, "demonstration");
    const made = join(folder, "files");
    const own = existsSync(made)
      ? filesUnder(made).map((path) => relative(made, path).split(sep).join("/"))
      : [];
    await refuseOthersData(session, own);
    if (existsSync(folder) && options["anew"] === true) await session.empty();
    if (!existsSync(folder)) {
      // Written beside and moved in one step, so that a generation cut short leaves no half of it.
      const half = `${folder}.new`;
      await rm(half, { recursive: true, force: true });
      await mkdir(half, { recursive: true });
      await generateDemonstration(programme, half, {
        onProgress: ({ files, rows }) =>
          session.tellProgress({
            fr: `Fichiers de partenaires écrits : ${files} (${rows} lignes)`,
            nl: `Bestanden van partners geschreven: ${files} (${rows} rijen)`,
            en: `Partners' files written: ${files} (${rows} rows)`,
          }),
      });
      await rename(half, folder);
    }
    const files = filesUnder(made);
    const reports = await importFiles(session, files, {}, { copies: false });
    const failed = reports.filter(({ ok }) => !ok);
    const { pool } = await session.database();
    await makeAgreements({ pool, programme, account: session.actor });
    await makeDeclarations({ pool, programme, dataFolder, account: session.actor });
    await makeMoney({ pool, programme, dataFolder });
    const report = await computeReport(session, reportYear, language);
    refuseUntrue(report);
    const paths = reportPaths(session, reportYear, language);
    for (const path of paths) await writeReport(report, path, programme);
    const already = reports.filter(({ json }) => json["outcome"] === "already").length;
    const seconds = Math.round((performance.now() - started) / 1000);
    const shown = paths.map((path) => `  ${relative(process.cwd(), path)}`).join("\n");
    const text = {
      fr: `${files.length} fichiers de partenaires (${already} déjà importés), en ${seconds} s. Le rapport ${reportYear} :\n${shown}\nLes fichiers : ${relative(process.cwd(), folder)} (les fautifs sous broken/). Pour comprendre un chiffre : npx jalon explain participants --year ${reportYear}`,
      nl: `${files.length} bestanden van partners (${already} al ingevoerd), in ${seconds} s. Het verslag ${reportYear}:\n${shown}\nDe bestanden: ${relative(process.cwd(), folder)} (de foute onder broken/). Om een cijfer te begrijpen: npx jalon explain participants --year ${reportYear}`,
      en: `${files.length} partners' files (${already} imported before), in ${seconds} s. The ${reportYear} report:\n${shown}\nThe files: ${relative(process.cwd(), folder)} (wrong ones under broken/). To understand a figure: npx jalon explain participants --year ${reportYear}`,
    };
    const refusals = failed.flatMap(({ lines }) => lines);
    if (options["serve"] === true && failed.length === 0) {
      process.stdout.write(`${text[language]}\n\n`);
      return serveSession(session, options);
    }
    return {
      ok: failed.length === 0,
      text: `${[...refusals, text[language]].join("\n")}\n`,
      json: {
        files: files.length,
        already,
        refused: failed.map(({ json }) => json),
        reports: paths,
        seconds,
      },
    };
  },
};
