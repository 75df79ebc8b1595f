import type { Text } from "../language.tsx";

/** What the pages of payments are called. */
export const titles = {
  payments: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
  payment: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  file: { fr: "Fichier bancaire", nl: "Bankbestand", en: "Bank file" },
  accounts: { fr: "Comptes bancaires", nl: "Bankrekeningen", en: "Bank accounts" },
} satisfies Record<string, Text>;
