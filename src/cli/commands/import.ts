import { existsSync } from "node:fs";
import { sayDate } from "../../definition/condition/sentence.ts";
import { UnreadableFile } from "../../intake/file/unreadable.ts";
import { filesUnder, findDestination, inOrderOfReferences } from "../../intake/destination.ts";
import { importFile, type ImportOutcome } from "../../intake/import.ts";
import { colon, type Text } from "../../language.ts";
import { type Command, Refusal, textOption } from "../command.ts";
import { checkAsJson, remarkLines, writeCopy } from "../remarks.ts";
import type { Session } from "../session.ts";

export type FileReport = Readonly<{
  path: string;
  ok: boolean;
  lines: readonly string[];
  json: Readonly<Record<string, unknown>>;
}>;

type Said = { operation?: string | undefined; partner?: string | undefined; register?: string | undefined };

/** Imports each file in turn, whole or not at all, and returns what became of each. */
export const importFiles = async (
  session: Session,
  paths: readonly string[],
  said: Said,
  options: { copies: boolean },
): Promise<FileReport[]> => {
  const { pool } = await session.database();
  const reports: FileReport[] = [];
  for (const [index, path] of inOrderOfReferences(session.programme, paths, said).entries()) {
    session.tellProgress({
      fr: `Importation ${index + 1}/${paths.length} : ${path}`,
      nl: `Invoer ${index + 1}/${paths.length}: ${path}`,
      en: `Import ${index + 1}/${paths.length}: ${path}`,
    });
    const destination = findDestination(session.programme, path, said);
    if (!("register" in destination)) {
      reports.push(refusedReport(path, destination.text, session));
      continue;
    }
    try {
      const { register, operation, partner } = destination;
      const outcome = await importFile(pool, {
        path,
        programme: session.programme,
        register,
        operation,
        partner,
        actor: session.actor,
        dataFolder: session.dataFolder,
      });
      reports.push(
        await outcomeReport(
          path,
          outcome,
          { register: register.id, operation, partner },
          session,
          options.copies,
        ),
      );
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      reports.push(refusedReport(path, error.text, session, error.code));
    }
  }
  return reports;
};

const refusedReport = (path: string, text: Text, session: Session, code?: string): FileReport => ({
  path,
  ok: false,
  lines: [`${path} — ${text[session.language]}`],
  json: { file: path, outcome: "refused", reason: text[session.language], ...(code ? { code } : {}) },
});

const outcomeReport = async (
  path: string,
  outcome: ImportOutcome,
  destination: Readonly<Record<string, string>>,
  session: Session,
  copies: boolean,
): Promise<FileReport> => {
  const { language } = session;
  const base = { file: path, ...destination };
  switch (outcome.kind) {
    case "already": {
      const text = {
        fr: `déjà importé le ${sayDate(outcome.importedAt, language)} : rien ne change`,
        nl: `al ingevoerd op ${sayDate(outcome.importedAt, language)}: er verandert niets`,
        en: `already imported on ${sayDate(outcome.importedAt, language)}: nothing changes`,
      };
      const json = { ...base, outcome: "already", importedAt: outcome.importedAt, sha256: outcome.sha256 };
      return { path, ok: true, lines: [`${path} — ${text[language]}`], json };
    }
    case "refused": {
      const { check } = outcome;
      const copy = copies && check.columns ? await writeCopy(path, check, language) : undefined;
      const text = {
        fr: `refusé en entier, rien n'a été enregistré ; remarques à corriger : ${check.counts.refuse}`,
        nl: `volledig geweigerd, er is niets bewaard; te verbeteren opmerkingen: ${check.counts.refuse}`,
        en: `refused whole, nothing was kept; remarks to mend: ${check.counts.refuse}`,
      };
      const where = { fr: "copie annotée", nl: "kopie met opmerkingen", en: "remarked copy" };
      return {
        path,
        ok: false,
        lines: [
          `${path} — ${text[language]}`,
          ...remarkLines(check, language),
          ...(copy === undefined ? [] : [`  ${where[language]}${colon[language]}${copy}`]),
        ],
        json: { ...base, outcome: "refused", ...checkAsJson(check), copy },
      };
    }
    case "imported": {
      const { check, kind, ...counts } = outcome;
      const text = {
        fr: `lignes : ${check.rows} (ajoutées ${counts.added}, modifiées ${counts.changed}, retours ${counts.reEntered}, inchangées ${counts.unchanged})`,
        nl: `rijen: ${check.rows} (toegevoegd ${counts.added}, gewijzigd ${counts.changed}, teruggekeerd ${counts.reEntered}, ongewijzigd ${counts.unchanged})`,
        en: `rows: ${check.rows} (added ${counts.added}, changed ${counts.changed}, returned ${counts.reEntered}, unchanged ${counts.unchanged})`,
      };
      return {
        path,
        ok: true,
        lines: [`${path} — ${text[language]}`, ...remarkLines(check, language)],
        json: { ...base, outcome: kind, ...counts, ...checkAsJson(check) },
      };
    }
  }
};

/** `jalon import FILE…|DIR`: partners' files into their registers, each whole or not at all. */
export const importCommand: Command = {
  name: "import",
  operands: "FILE…|DIR",
  summary: {
    fr: "importe des fichiers de partenaires : chacun en entier ou pas du tout",
    nl: "voert bestanden van partners in: elk volledig of helemaal niet",
    en: "imports partners' files: each whole or not at all",
  },
  details: {
    fr: "Sans --operation ni --partner, le chemin les dit : …/OPERATION/PARTENAIRE/REGISTRE-2020-03.csv",
    nl: "Zonder --operation of --partner zegt het pad het: …/OPERATIE/PARTNER/REGISTER-2020-03.csv",
    en: "Without --operation and --partner the path says them: …/OPERATION/PARTNER/REGISTER-2020-03.csv",
  },
  options: {
    operation: {
      type: "string",
      value: "O",
      text: { fr: "l'opération", nl: "de operatie", en: "the operation" },
    },
    partner: {
      type: "string",
      value: "P",
      text: { fr: "le partenaire", nl: "de partner", en: "the partner" },
    },
    register: {
      type: "string",
      value: "R",
      text: { fr: "le registre", nl: "het register", en: "the register" },
    },
    copies: {
      type: "boolean",
      text: {
        fr: "écrit à côté d'un fichier refusé sa copie annotée",
        nl: "schrijft naast een geweigerd bestand zijn kopie met opmerkingen",
        en: "writes beside a refused file its remarked copy",
      },
    },
  },
  run: async (session, operands, options) => {
    const missing = operands.find((path) => !existsSync(path));
    if (operands.length === 0 || missing !== undefined)
      throw new Refusal(
        {
          fr: missing === undefined ? "Indiquez un fichier ou un dossier." : `${missing} : introuvable.`,
          nl: missing === undefined ? "Geef een bestand of een map op." : `${missing}: niet gevonden.`,
          en: missing === undefined ? "Name a file or a folder." : `${missing}: not found.`,
        },
        true,
      );
    const said = {
      operation: textOption(options, "operation"),
      partner: textOption(options, "partner"),
      register: textOption(options, "register"),
    };
    const paths = operands.flatMap(filesUnder);
    if (paths.length === 0)
      throw new Refusal({
        fr: "Aucun fichier CSV ou XLSX ici ; une copie annotée (.remarques.) se renvoie sous le nom du fichier d'origine.",
        nl: "Hier is geen CSV- of XLSX-bestand; een kopie met opmerkingen (.opmerkingen.) stuurt u terug onder de naam van het oorspronkelijke bestand.",
        en: "There is no CSV or XLSX file here; a remarked copy (.remarks.) is sent back under the name of the original file.",
      });
    const reports = await importFiles(session, paths, said, {
      copies: options["copies"] === true,
    });
    return {
      ok: reports.every(({ ok }) => ok),
      text: `${reports.flatMap(({ lines }) => lines).join("\n")}\n`,
      json: { files: reports.map(({ json }) => json) },
    };
  },
};
