import type { Text } from "../language.ts";

/**
 * The accounts that an agreement's expenditure passes through, in this order. What is granted stands against all others,
 * so that an entry always sums to nothing; each other one tells where an amount of a declaration is at this moment:
 * `certified` was verified and found eligible and not applied for yet, `applied` is in an application of an open
 * accounting year, `accounted` in submitted accounts, `withdrawn` was taken out of them, `recovered` was left in until
 * the partner had repaid it.
 */
export const expenditureAccounts = [
  "granted",
  "budgeted",
  "declared",
  "parked",
  "rejected",
  "certified",
  "applied",
  "accounted",
  "withdrawn",
  "recovered",
] as const;
export type ExpenditureAccount = (typeof expenditureAccounts)[number];

/** The accounts of what is paid to a partner, against the treasury, with "" for a line. */
export const paymentAccounts = ["treasury", "paid", "to_recover", "irrecoverable"] as const;

export const accounts = [...expenditureAccounts, ...paymentAccounts] as const;
export type Account = (typeof accounts)[number];

/** What the accounts are called on pages. */
export const accountNames: Readonly<Record<Account, Text>> = {
  granted: { fr: "Octroyé", nl: "Toegekend", en: "Granted" },
  budgeted: { fr: "Budget restant", nl: "Resterend budget", en: "Budget remaining" },
  declared: {
    fr: "Déclaré, à contrôler",
    nl: "Gedeclareerd, te controleren",
    en: "Declared, to be verified",
  },
  parked: { fr: "Mis en attente", nl: "Aangehouden", en: "Parked" },
  rejected: { fr: "Rejeté", nl: "Verworpen", en: "Rejected" },
  certified: { fr: "Certifié", nl: "Gecertificeerd", en: "Certified" },
  applied: { fr: "Demandé en paiement", nl: "Aangevraagd voor betaling", en: "Applied for" },
  accounted: { fr: "Dans les comptes", nl: "In de rekeningen", en: "In the accounts" },
  withdrawn: { fr: "Retiré", nl: "Ingetrokken", en: "Withdrawn" },
  recovered: { fr: "Recouvré", nl: "Teruggevorderd", en: "Recovered" },
  treasury: { fr: "Trésorerie", nl: "Schatkist", en: "Treasury" },
  paid: { fr: "Payé", nl: "Betaald", en: "Paid" },
  to_recover: { fr: "À récupérer", nl: "Terug te vorderen", en: "To be recovered" },
  irrecoverable: { fr: "Irrécouvrable", nl: "Oninbaar", en: "Irrecoverable" },
};
