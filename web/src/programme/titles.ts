import { dimensionLabels } from "../../../src/definition/dimension-labels.ts";
import type { Text } from "../../../src/language.ts";

/** What the pages of the structure are called, also in the ways that lead to them. */
export const pageTitles = {
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  priority: dimensionLabels.priority,
  objective: dimensionLabels.objective,
  operation: dimensionLabels.operation,
  partner: dimensionLabels.partner,
  trail: { fr: "Changements", nl: "Wijzigingen", en: "Changes" },
  change: { fr: "Changement", nl: "Wijziging", en: "Change" },
} satisfies Record<string, Text>;
