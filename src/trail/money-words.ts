import type { Text } from "../language.ts";

/** Returns whether an entry of the trail is about a row of money: it stands there under the name of its table. */
export const isOfMoney = (register: string): boolean => register.includes(".");

const tables: Readonly<Record<string, Text>> = {
  "agreement.call": { fr: "Appel à candidatures", nl: "Oproep", en: "Call" },
  "agreement.candidacy": { fr: "Candidature", nl: "Kandidatuur", en: "Candidacy" },
  "agreement.decision": { fr: "Décision", nl: "Beslissing", en: "Decision" },
  "agreement.agreement": { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  "declaration.declaration": { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  "declaration.annual_file": { fr: "Dossier annuel", nl: "Jaardossier", en: "Annual file" },
  "declaration.staff": {
    fr: "Coût d'un membre du personnel",
    nl: "Kost van een personeelslid",
    en: "Staff cost",
  },
  "control.plan": { fr: "Plan de contrôle", nl: "Controleplan", en: "Control plan" },
  "control.verification": { fr: "Vérification", nl: "Verificatie", en: "Verification" },
  "control.finding": { fr: "Constat", nl: "Vaststelling", en: "Finding" },
  "control.decision": {
    fr: "Décision sur une déclaration",
    nl: "Beslissing over een declaratie",
    en: "Decision on a declaration",
  },
  "control.outage": { fr: "Panne", nl: "Panne", en: "Outage" },
  "payment.account": { fr: "Compte bancaire", nl: "Bankrekening", en: "Bank account" },
  "payment.payment": { fr: "Paiement", nl: "Betaling", en: "Payment" },
  "payment.bank_file": { fr: "Fichier pour la banque", nl: "Bestand voor de bank", en: "File for the bank" },
  "payment.recovery": { fr: "Ordre de recouvrement", nl: "Terugvorderingsbevel", en: "Recovery order" },
  "payment.stop": {
    fr: "Suspension du délai de paiement",
    nl: "Schorsing van de betalingstermijn",
    en: "Stop of the payment clock",
  },
  "commission.application": { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  "commission.accounts": { fr: "Comptes annuels", nl: "Jaarrekeningen", en: "Accounts" },
  "commission.correction": {
    fr: "Correction financière",
    nl: "Financiële correctie",
    en: "Financial correction",
  },
  "commission.irregularity": { fr: "Irrégularité", nl: "Onregelmatigheid", en: "Irregularity" },
  "audit.sample": { fr: "Échantillon", nl: "Steekproef", en: "Sample" },
  "audit.package": {
    fr: "Piste d'audit emportée",
    nl: "Meegenomen auditspoor",
    en: "Audit trail taken away",
  },
  "document.file": { fr: "Pièce", nl: "Stuk", en: "Document" },
  "ledger.entry": { fr: "Écriture", nl: "Boeking", en: "Ledger entry" },
};

/** Returns what a row of this table of money is called. */
export const moneyName = (table: string): Text =>
  tables[table] ?? { fr: "Dossier", nl: "Dossier", en: "File" };

/** The columns that are told; a part is told by how many rows it has. Others stand in the trail for whoever verifies it. */
const columns: Readonly<Record<string, Text>> = {
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  state: { fr: "État", nl: "Toestand", en: "State" },
  kind: { fr: "Type", nl: "Soort", en: "Kind" },
  outcome: { fr: "Décision", nl: "Beslissing", en: "Outcome" },
  reference: { fr: "Référence", nl: "Referentie", en: "Reference" },
  decided_on: { fr: "Date de la décision", nl: "Datum van de beslissing", en: "Decided on" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  starts: { fr: "Début", nl: "Begin", en: "Starts" },
  ends: { fr: "Fin", nl: "Einde", en: "Ends" },
  closes_at: { fr: "Clôture", nl: "Afsluiting", en: "Closes" },
  period_from: { fr: "Période, du", nl: "Periode, van", en: "Period from" },
  period_until: { fr: "Période, au", nl: "Periode, tot", en: "Period until" },
  current_version: { fr: "Version en vigueur", nl: "Geldende versie", en: "Version in force" },
  version: { fr: "Versions", nl: "Versies", en: "Versions" },
  line: { fr: "Lignes", nl: "Lijnen", en: "Lines" },
  unit: { fr: "Unités", nl: "Eenheden", en: "Units" },
  posting: { fr: "Montants inscrits", nl: "Geboekte bedragen", en: "Postings" },
  receipt: { fr: "Accusé de réception", nl: "Ontvangstbewijs", en: "Receipt" },
  submitted_at: { fr: "Introduite le", nl: "Ingediend op", en: "Submitted" },
  removed_at: { fr: "Retirée le", nl: "Verwijderd op", en: "Taken out" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
};

/** What became of a column of a row of money, in words. */
export type MoneyDifference = Readonly<{
  field: string;
  label: Text;
  before: Text | null;
  after: Text | null;
}>;

/** Returns what became of a row of money between the two sides of an entry of the trail, as far as a person reads it. */
export const moneyDifferences = (before: string | null, after: string | null): MoneyDifference[] => {
  const [was, is] = [sideOf(before), sideOf(after)];
  return Object.entries(columns).flatMap(([field, label]): MoneyDifference[] => {
    if (JSON.stringify(was[field]) === JSON.stringify(is[field])) return [];
    return [{ field, label, before: said(was[field]), after: said(is[field]) }];
  });
};

type Context = Readonly<{ source?: string }>;

/** Numbers as they were written: an amount is no float. */
const sideOf = (side: string | null): Readonly<Record<string, unknown>> => {
  if (side === null) return {};
  const revive: (this: unknown, key: string, value: unknown, context: Context) => unknown = (
    _key,
    value,
    { source },
  ) => (typeof value === "number" ? (source ?? value) : value);
  return JSON.parse(side, revive as (this: unknown, key: string, value: unknown) => unknown) as Record<
    string,
    unknown
  >;
};

const said = (value: unknown): Text | null => {
  if (typeof value === "object" && value !== null && "count" in value) return said(value.count);
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value);
  return { fr: text, nl: text, en: text };
};
