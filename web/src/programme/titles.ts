import type { Text } from "../../../src/language.ts";

/** What the pages of the structure are called, also in the ways that lead to them. */
export const pageTitles = {
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  priority: { fr: "Axe prioritaire", nl: "Prioritaire as", en: "Priority" },
  objective: { fr: "Objectif spécifique", nl: "Specifieke doelstelling", en: "Specific objective" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  trail: { fr: "Changements", nl: "Wijzigingen", en: "Changes" },
  change: { fr: "Changement", nl: "Wijziging", en: "Change" },
} satisfies Record<string, Text>;
