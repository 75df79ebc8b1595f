import type { Text } from "../language.ts";

/** What the parts of a programme by which figures are split are called. */
export const dimensionLabels = {
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  priority: { fr: "Axe prioritaire", nl: "Prioritaire as", en: "Priority" },
  objective: { fr: "Objectif spécifique", nl: "Specifieke doelstelling", en: "Specific objective" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
} satisfies Record<string, Text>;
