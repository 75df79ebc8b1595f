import type { Language, Text } from "../language.ts";

/** What stands on the first page of a package, in its language. */
export const words = {
  title: {
    fr: "Piste d'audit de l'opération",
    nl: "Controlespoor van de concrete actie",
    en: "Audit trail of the operation",
  },
  made: { fr: "Établi le", nl: "Opgemaakt op", en: "Made on" },
  head: { fr: "Tête de la piste", nl: "Kop van het spoor", en: "Head of the trail" },
  what: { fr: "Ce que ce dossier contient", nl: "Wat dit dossier bevat", en: "What this package holds" },
  shows: { fr: "Ce qu'il montre", nl: "Wat het aantoont", en: "What it shows" },
  cannot: { fr: "Ce qu'il ne peut pas montrer", nl: "Wat het niet kan aantonen", en: "What it cannot show" },
  verify: { fr: "Vérifier", nl: "Controleren", en: "Verify" },
  kind: { fr: "Type", nl: "Soort", en: "Kind" },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  state: { fr: "État", nl: "Toestand", en: "State" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  changes: { fr: "Changements", nl: "Wijzigingen", en: "Changes" },
  content: { fr: "Contenu", nl: "Inhoud", en: "Content" },
  account: { fr: "Compte", nl: "Rekening", en: "Account" },
  document: { fr: "Pièce", nl: "Stuk", en: "Document" },
  about: { fr: "À propos de", nl: "Over", en: "About" },
  records: { fr: "Fiches déclarées", nl: "Gedeclareerde fiches", en: "Records declared" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  count: { fr: "Nombre", nl: "Aantal", en: "Count" },
  files: { fr: "Fichiers", nl: "Bestanden", en: "Files" },
  balances: { fr: "Soldes du grand livre", nl: "Saldi van het grootboek", en: "Balances of the ledger" },
  absent: { fr: "contenu plus conservé", nl: "inhoud niet meer bewaard", en: "content no longer kept" },
} as const satisfies Record<string, Text>;

/** What a package shows to whoever verifies it, and what it cannot: told with every verification, too. */
export const showsWords: readonly Text[] = [
  {
    fr: "Chaque octet du dossier est celui qui y a été mis : rien n'y a été modifié, retiré, ajouté ou déplacé.",
    nl: "Elke byte van het dossier is de byte die erin gezet werd: er is niets gewijzigd, verwijderd, toegevoegd of verplaatst.",
    en: "Every byte of the package is the one that was put there: nothing in it was changed, taken out, put in or moved.",
  },
  {
    fr: "Tous les changements de la piste, du premier à la tête, se suivent par leurs empreintes ; aucun n'y manque.",
    nl: "Alle wijzigingen van het spoor, van de eerste tot de kop, volgen op elkaar door hun vingerafdrukken; er ontbreekt er geen.",
    en: "All changes of the trail, from the first to the head, follow one another by their hashes; none is missing.",
  },
  {
    fr: "Conventions, déclarations, décisions, paiements, écritures et fiches disent ce que dit leur inscription dans la piste ; les contenus introduits et les pièces ont l'empreinte notée alors.",
    nl: "Overeenkomsten, declaraties, beslissingen, betalingen, boekingen en fiches zeggen wat hun inschrijving in het spoor zegt; ingediende inhoud en stukken hebben de vingerafdruk die toen genoteerd werd.",
    en: "Agreements, declarations, decisions, payments, entries and records say what their entry in the trail says; contents that were submitted and documents have the hash that was noted then.",
  },
];

export const cannotShowWords: readonly Text[] = [
  {
    fr: "Que la tête est bien celle que Jalon avait ce jour-là : comparez-la à un papier, à anchors.jsonl ou à une autre copie (--anchor, --anchors).",
    nl: "Dat de kop wel degelijk die is die Jalon die dag had: vergelijk ze met een papier, met anchors.jsonl of met een andere kopie (--anchor, --anchors).",
    en: "That the head is the one that Jalon had that day: hold it against a paper, against anchors.jsonl or another copy (--anchor, --anchors).",
  },
  {
    fr: "Que ce qui a été encodé ou apporté est vrai : cela, les pièces et le contrôle le montrent.",
    nl: "Dat wat ingevuld of aangeleverd werd waar is: dat tonen de stukken en de controle.",
    en: "That what was typed or brought is true: evidence and control show that.",
  },
  {
    fr: "Les noms : la piste ne les connaît que par empreinte à clé, et la clé reste dans Jalon.",
    nl: "De namen: het spoor kent ze enkel als vingerafdruk met sleutel, en de sleutel blijft in Jalon.",
    en: "Names: the trail knows them by keyed hash only, and the key stays in Jalon.",
  },
  {
    fr: "Ce qui s'est fait dans un dossier en salle où l'auditeur n'a pas été admis : ces changements n'y sont que par leur empreinte.",
    nl: "Wat gebeurde in een kamerdossier waartoe de auditor niet toegelaten is: die wijzigingen staan er enkel met hun vingerafdruk in.",
    en: "What was done in rooms that the auditor was not let into: these changes stand in it by their hash alone.",
  },
];

const rooms: Readonly<Record<string, Text>> = {
  "control.plan": { fr: "Plan de contrôle", nl: "Controleplan", en: "Plan of control" },
  "control.verification": { fr: "Vérification", nl: "Verificatie", en: "Verification" },
  "control.finding": { fr: "Constat", nl: "Vaststelling", en: "Finding" },
  "control.decision": { fr: "Décision de contrôle", nl: "Controlebeslissing", en: "Decision of control" },
  "payment.account": { fr: "Compte bancaire", nl: "Bankrekening", en: "Bank account" },
  "payment.payment": { fr: "Paiement", nl: "Betaling", en: "Payment" },
  "payment.recovery": { fr: "Ordre de recouvrement", nl: "Terugvorderingsbevel", en: "Recovery order" },
  "payment.bank_file": { fr: "Fichier bancaire", nl: "Bankbestand", en: "Bank file" },
  "payment.stop": { fr: "Suspension du délai", nl: "Opschorting van de termijn", en: "Stop of the clock" },
  "commission.application": { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  "commission.accounts": { fr: "Comptes annuels", nl: "Jaarrekening", en: "Accounts" },
  "commission.correction": { fr: "Correction", nl: "Correctie", en: "Correction" },
  "commission.irregularity": { fr: "Irrégularité", nl: "Onregelmatigheid", en: "Irregularity" },
  "audit.package": {
    fr: "Dossier de piste d'audit",
    nl: "Dossier van het controlespoor",
    en: "Audit trail package",
  },
};

/** Returns what a table of money is called, where this is the first to name it. */
export const tableWord = (table: string, otherwise: Text): Text => rooms[table] ?? otherwise;

/** Returns how one verifies the package. */
export const howToVerify = (language: Language, file: string): string =>
  ({
    fr: `jalon audit verify ${file} — sans base de données, sur n'importe quelle machine. docs/audit.md décrit le format, pour qui veut le vérifier autrement.`,
    nl: `jalon audit verify ${file} — zonder databank, op eender welke machine. docs/audit.md beschrijft het formaat, voor wie het anders wil controleren.`,
    en: `jalon audit verify ${file} — without a database, on any machine. docs/audit.md describes the format, for whoever wants to verify it otherwise.`,
  })[language];
