import type { Text } from "../../../src/language.ts";

/** What the pages of control are called, also in the ways that lead to them. */
export const titles = {
  control: { fr: "Contrôle", nl: "Controle", en: "Control" },
  queue: { fr: "À contrôler", nl: "Te controleren", en: "To verify" },
  controls: { fr: "Contrôles", nl: "Controles", en: "Verifications" },
  verification: { fr: "Contrôle", nl: "Controle", en: "Verification" },
  decisions: {
    fr: "Décisions sur la déclaration",
    nl: "Beslissingen over de declaratie",
    en: "Decisions on the declaration",
  },
  visits: { fr: "Visites", nl: "Bezoeken", en: "Visits" },
  visit: { fr: "Visite sur place", nl: "Bezoek ter plaatse", en: "On-the-spot visit" },
  plan: { fr: "Plan annuel", nl: "Jaarplan", en: "Yearly plan" },
  outages: { fr: "Interruptions de service", nl: "Onderbrekingen van de dienst", en: "Outages" },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  declarations: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
} satisfies Record<string, Text>;
