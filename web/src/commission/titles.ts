import type { Text } from "../language.tsx";

/** What the pages towards the Commission are called. */
export const titles = {
  commission: { fr: "Vers la Commission", nl: "Naar de Commissie", en: "To the Commission" },
  applications: {
    fr: "Demandes de paiement et comptes",
    nl: "Betalingsaanvragen en rekeningen",
    en: "Payment applications and accounts",
  },
  application: { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  accounts: { fr: "Comptes de l'année", nl: "Rekeningen van het jaar", en: "Accounts of the year" },
  forecast: { fr: "Prévisions et n+3", nl: "Vooruitzichten en n+3", en: "Forecasts and n+3" },
  performance: { fr: "Cadre de performance", nl: "Prestatiekader", en: "Performance framework" },
  corrections: {
    fr: "Retraits et recouvrements",
    nl: "Intrekkingen en terugvorderingen",
    en: "Withdrawals and recoveries",
  },
  irregularities: { fr: "Irrégularités", nl: "Onregelmatigheden", en: "Irregularities" },
  irregularity: { fr: "Irrégularité", nl: "Onregelmatigheid", en: "Irregularity" },
  newIrregularity: {
    fr: "Enregistrer une irrégularité",
    nl: "Een onregelmatigheid registreren",
    en: "Record an irregularity",
  },
  retention: { fr: "Conservation", nl: "Bewaring", en: "Retention" },
} satisfies Record<string, Text>;

export const money = { fr: "Financement", nl: "Financiering", en: "Funding" } satisfies Text;
