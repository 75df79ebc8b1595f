import type { Text } from "../language.tsx";

/** What the auditor's pages are called. */
export const titles = {
  samples: { fr: "Échantillons", nl: "Steekproeven", en: "Samples" },
  sample: { fr: "Échantillon", nl: "Steekproef", en: "Sample" },
  newSample: { fr: "Préparer un échantillon", nl: "Een steekproef voorbereiden", en: "Prepare a sample" },
  trace: { fr: "Suivre un montant", nl: "Een bedrag volgen", en: "Follow an amount" },
  packages: {
    fr: "Piste d'audit à emporter",
    nl: "Auditspoor om mee te nemen",
    en: "Audit trail to take along",
  },
} satisfies Record<string, Text>;

export const money = { fr: "Financement", nl: "Financiering", en: "Funding" } satisfies Text;
