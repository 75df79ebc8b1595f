import type { Text } from "../language.ts";

/** What the entries that acts post are called on pages. */
const kinds = {
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
  decided: { fr: "Décision de contrôle", nl: "Controlebeslissing", en: "Decision of control" },
  decision_corrected: {
    fr: "Correction financière",
    nl: "Financiële correctie",
    en: "Financial correction",
  },
  released: {
    fr: "Montant en attente libéré",
    nl: "Aangehouden bedrag vrijgegeven",
    en: "Parked amount released",
  },
  applied: { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  reopened: { fr: "Période rouverte", nl: "Periode heropend", en: "Period reopened" },
  accounted: { fr: "Comptes annuels", nl: "Jaarrekeningen", en: "Accounts" },
  deducted: {
    fr: "Déduit des comptes",
    nl: "Afgetrokken van de rekeningen",
    en: "Deducted from the accounts",
  },
  recovered: {
    fr: "Recouvrement déduit d'une demande",
    nl: "Terugvordering afgetrokken van een aanvraag",
    en: "Recovery deducted from an application",
  },
  paid: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  returned: {
    fr: "Paiement revenu de la banque",
    nl: "Betaling teruggekomen van de bank",
    en: "Payment returned by the bank",
  },
  set_off: { fr: "Compensation", nl: "Verrekening", en: "Set-off" },
  recovery_ordered: { fr: "Ordre de recouvrement", nl: "Terugvorderingsbevel", en: "Recovery order" },
  recovery_cancelled: {
    fr: "Ordre de recouvrement annulé",
    nl: "Terugvorderingsbevel geannuleerd",
    en: "Recovery order cancelled",
  },
  repaid: { fr: "Remboursement", nl: "Terugbetaling", en: "Repayment" },
  written_off: { fr: "Déclaré irrécouvrable", nl: "Oninbaar verklaard", en: "Declared irrecoverable" },
} satisfies Record<string, Text>;

const names: Readonly<Record<string, Text>> = kinds;

/** Returns what an entry of this kind is called; one of a store that is newer than this program, as it calls itself. */
export const kindName = (kind: string): Text => names[kind] ?? { fr: kind, nl: kind, en: kind };
