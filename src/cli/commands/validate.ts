import { loadProgramme } from "../../definition/load.ts";
import { DefinitionError, sayProblem } from "../../definition/problem.ts";
import type { Command } from "../command.ts";

/** `jalon validate DEFINITIONS`: whether a programme's definitions can be used, and every problem if not. */
export const validateCommand: Command = {
  name: "validate",
  operands: "[DEFINITIONS]",
  summary: {
    fr: "vérifie les définitions d'un programme et dit chaque problème : fichier, ligne, trouvé, attendu",
    nl: "controleert de definities van een programma en meldt elk probleem: bestand, regel, gevonden, verwacht",
    en: "checks the definitions of a programme and tells each problem: file, line, found, expected",
  },
  options: {},
  run: async (session, [folder]) => {
    try {
      const programme = loadProgramme(folder ?? session.definitionsFolder);
      const counts = {
        priorities: programme.priorities.size,
        operations: programme.operations.size,
        partners: programme.partners.size,
        registers: programme.registers.size,
        figures: programme.figures.size,
      };
      const text = {
        fr: `${programme.title.fr} : définitions valides (version ${programme.version}, ${counts.operations} opérations, ${counts.registers} registres, ${counts.figures} chiffres).`,
        nl: `${programme.title.nl}: geldige definities (versie ${programme.version}, ${counts.operations} operaties, ${counts.registers} registers, ${counts.figures} cijfers).`,
        en: `${programme.title.en}: definitions valid (version ${programme.version}, ${counts.operations} operations, ${counts.registers} registers, ${counts.figures} figures).`,
      };
      const { id, version, fingerprint } = programme;
      return {
        ok: true,
        text: `${text[session.language]}\n`,
        json: { programme: id, version, fingerprint, ...counts, problems: [] },
      };
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      return {
        ok: false,
        text: `${error.problems.map((problem) => sayProblem(problem, session.language)).join("\n")}\n`,
        json: { problems: error.problems },
      };
    }
  },
};
