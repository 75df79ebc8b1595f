import { Refusal, type Command } from "../command.ts";
import { loadProgramme } from "../../definition/load.ts";

/** `jalon init DEFINITIONS`: a data folder for a programme, with its empty registers. */
export const initCommand: Command = {
  name: "init",
  operands: "DEFINITIONS",
  summary: {
    fr: "prépare un dossier de données pour un programme",
    nl: "maakt een gegevensmap klaar voor een programma",
    en: "makes a data folder ready for a programme",
  },
  options: {},
  run: async (session, [folder]) => {
    if (folder === undefined)
      throw new Refusal(
        {
          fr: "Indiquez le dossier des définitions : jalon init DEFINITIONS",
          nl: "Geef de map met definities op: jalon init DEFINITIONS",
          en: "Name the folder of the definitions: jalon init DEFINITIONS",
        },
        true,
      );
    const programme = loadProgramme(folder);
    await session.rememberDefinitions(folder);
    const { kind } = await session.database();
    const text = {
      fr: `${programme.title.fr} : prêt dans ${session.dataFolder}.`,
      nl: `${programme.title.nl}: klaar in ${session.dataFolder}.`,
      en: `${programme.title.en}: ready in ${session.dataFolder}.`,
    };
    return {
      ok: true,
      text: `${text[session.language]}\n`,
      json: { programme: programme.id, dataFolder: session.dataFolder, database: kind },
    };
  },
};
