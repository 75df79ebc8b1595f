import type { Text } from "../language.ts";

/**
 * The accounts of the ledger. What is granted stands against all others, so that an entry always sums to nothing; each
 * other account tells where an amount of the agreement is at this moment.
 */
export const accounts = [
  "granted",
  "budgeted",
  "declared",
  "certified",
  "rejected",
  "parked",
  "applied",
  "paid",
  "recovered",
  "withdrawn",
] as const;
export type Account = (typeof accounts)[number];

/** What the accounts are called on pages. */
export const accountNames: Readonly<Record<Account, Text>> = {
  granted: { fr: "Octroyé", nl: "Toegekend", en: "Granted" },
  budgeted: { fr: "Budget restant", nl: "Resterend budget", en: "Budget remaining" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  certified: { fr: "Certifié", nl: "Gecertificeerd", en: "Certified" },
  rejected: { fr: "Rejeté", nl: "Verworpen", en: "Rejected" },
  parked: { fr: "Mis en attente", nl: "Aangehouden", en: "Parked" },
  applied: { fr: "Demandé en paiement", nl: "Aangevraagd voor betaling", en: "Applied for" },
  paid: { fr: "Payé", nl: "Betaald", en: "Paid" },
  recovered: { fr: "Recouvré", nl: "Teruggevorderd", en: "Recovered" },
  withdrawn: { fr: "Retiré", nl: "Ingetrokken", en: "Withdrawn" },
};
