import type { Register } from "../../definition/programme.ts";
import { checkFile } from "../../intake/check.ts";
import { Refusal, type Command, textOption } from "../command.ts";
import { checkAsJson, remarkLines, writeCopy } from "../remarks.ts";
import { askedRegister } from "./template.ts";

/** Returns the operation whose rules hold; refuses with the list where the register is kept by several. */
const askedOperation = (register: Register, id: string | undefined): string => {
  const [only, ...others] = register.operations;
  if (id === undefined && only !== undefined && others.length === 0) return only;
  if (id !== undefined && register.operations.includes(id)) return id;
  const list = register.operations.join(", ");
  throw new Refusal(
    {
      fr: `Indiquez l'opération avec --operation, l'une de : ${list}`,
      nl: `Geef de operatie op met --operation, een van: ${list}`,
      en: `Name the operation with --operation, one of: ${list}`,
    },
    true,
  );
};

/** `jalon check FILE --register R`: a file against its register, with no database and no network. */
export const checkCommand: Command = {
  name: "check",
  operands: "FILE",
  summary: {
    fr: "vérifie un fichier sans rien enregistrer : chaque cellule, chaque règle",
    nl: "controleert een bestand zonder iets te bewaren: elke cel, elke regel",
    en: "checks a file without keeping anything: every cell, every rule",
  },
  options: {
    register: {
      type: "string",
      value: "R",
      text: { fr: "le registre", nl: "het register", en: "the register" },
    },
    operation: {
      type: "string",
      value: "O",
      text: {
        fr: "l'opération, pour ses règles propres",
        nl: "de operatie, voor haar eigen regels",
        en: "the operation, for its own rules",
      },
    },
    partner: {
      type: "string",
      value: "P",
      text: { fr: "le partenaire", nl: "de partner", en: "the partner" },
    },
    copy: {
      type: "string",
      value: "FILE",
      text: {
        fr: "écrit une copie du fichier avec les remarques dans les cellules",
        nl: "schrijft een kopie van het bestand met de opmerkingen in de cellen",
        en: "writes a copy of the file with the remarks in its cells",
      },
    },
  },
  run: async (session, [path], options) => {
    const register = askedRegister(session, textOption(options, "register"));
    if (path === undefined)
      throw new Refusal(
        {
          fr: "Indiquez le fichier à vérifier.",
          nl: "Geef het te controleren bestand op.",
          en: "Name the file to check.",
        },
        true,
      );
    const operation = askedOperation(register, textOption(options, "operation"));
    const check = await checkFile({
      path,
      programme: session.programme,
      register,
      operation,
      partner: textOption(options, "partner") ?? "",
      secret: new Uint8Array(32),
      onProgress: (rows) =>
        session.tellProgress({
          fr: `${rows} lignes lues`,
          nl: `${rows} rijen gelezen`,
          en: `${rows} rows read`,
        }),
    });
    const { language } = session;
    const copy = textOption(options, "copy");
    if (copy !== undefined && check.columns) await writeCopy(path, check, language, copy);
    const { refuse, incomplete, confirm } = check.counts;
    const text = {
      fr: `Lignes : ${check.rows}. Remarques : ${refuse} à corriger, ${incomplete} incomplet, ${confirm} à vérifier.`,
      nl: `Rijen: ${check.rows}. Opmerkingen: ${refuse} te verbeteren, ${incomplete} onvolledig, ${confirm} na te kijken.`,
      en: `Rows: ${check.rows}. Remarks: ${refuse} must mend, ${incomplete} incomplete, ${confirm} please confirm.`,
    };
    return {
      ok: refuse === 0,
      text: [text[language], ...remarkLines(check, language), ""].join("\n"),
      json: { file: path, register: register.id, accepted: refuse === 0, ...checkAsJson(check), copy },
    };
  },
};
