import type { Text } from "../language.ts";

/** What the entries that acts post are called on pages; an act that is not here is called as it calls itself. */
const kinds: Readonly<Record<string, Text>> = {
  granted: { fr: "Octroi", nl: "Toekenning", en: "Grant" },
  amended: { fr: "Avenant", nl: "Wijziging van de overeenkomst", en: "Amendment" },
  declared: { fr: "Déclaration introduite", nl: "Declaratie ingediend", en: "Declaration submitted" },
  withdrawn: { fr: "Déclaration retirée", nl: "Declaratie ingetrokken", en: "Declaration withdrawn" },
  replaced: {
    fr: "Déclaration remplacée par une correction",
    nl: "Declaratie vervangen door een verbetering",
    en: "Declaration replaced by a correction",
  },
  corrected: { fr: "Déclaration corrigée", nl: "Verbeterde declaratie", en: "Declaration corrected" },
  terminated: { fr: "Fin de la convention", nl: "Einde van de overeenkomst", en: "End of the agreement" },
};

/** Returns what an entry of this kind is called. */
export const kindName = (kind: string): Text => kinds[kind] ?? { fr: kind, nl: kind, en: kind };
