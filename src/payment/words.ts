import type { Text } from "../language.ts";
import type { StopRow } from "./facts.ts";
import type { PaymentKind, PaymentState, RecoveryState } from "./row.ts";

/** What payments are called and what they wait for, said to the partner as to the authority. */

export const kindWords: Readonly<Record<PaymentKind, Text>> = {
  advance: { fr: "Avance", nl: "Voorschot", en: "Advance" },
  interim: { fr: "Paiement intermédiaire", nl: "Tussentijdse betaling", en: "Interim payment" },
  balance: { fr: "Solde", nl: "Saldo", en: "Balance" },
};

export const stateWords: Readonly<Record<PaymentState, Text>> = {
  prepared: {
    fr: "Préparé : une deuxième personne de l'autorité doit encore l'approuver.",
    nl: "Voorbereid: een tweede persoon van de autoriteit moet het nog goedkeuren.",
    en: "Prepared: a second person of the authority has still to approve it.",
  },
  approved: {
    fr: "Approuvé : attend le prochain fichier de virements.",
    nl: "Goedgekeurd: wacht op het volgende overschrijvingsbestand.",
    en: "Approved: waits for the next file of transfers.",
  },
  sent: {
    fr: "Envoyé à la banque de l'autorité, qui doit l'exécuter.",
    nl: "Verzonden naar de bank van de autoriteit, die de betaling moet uitvoeren.",
    en: "Sent to the authority's bank, which has to execute it.",
  },
  paid: { fr: "Payé.", nl: "Betaald.", en: "Paid." },
  returned: {
    fr: "Revenu de la banque : le compte est à vérifier, puis le paiement sera refait.",
    nl: "Teruggekomen van de bank: de rekening moet nagekeken worden, daarna wordt opnieuw betaald.",
    en: "Returned by the bank: the account is to be verified, then it will be paid again.",
  },
  refused: {
    fr: "Refusé par la deuxième personne : il sera préparé à nouveau.",
    nl: "Geweigerd door de tweede persoon: de betaling wordt opnieuw voorbereid.",
    en: "Refused by the second person: it will be prepared again.",
  },
  cancelled: {
    fr: "Annulé avant d'être exécuté.",
    nl: "Geannuleerd vóór de uitvoering.",
    en: "Cancelled before it was executed.",
  },
};

export const wholeSetOff: Text = {
  fr: "Entièrement compensé avec ce que le partenaire devait rembourser : aucun virement.",
  nl: "Volledig verrekend met wat de partner moest terugbetalen: geen overschrijving.",
  en: "Wholly set off against what the partner had to repay: no transfer.",
};

export const recoveryWords: Readonly<Record<RecoveryState, Text>> = {
  issued: {
    fr: "À rembourser, ou compensé avec le prochain paiement.",
    nl: "Terug te betalen, of verrekend met de volgende betaling.",
    en: "To be repaid, or set off against the next payment.",
  },
  set_off: {
    fr: "Compensé avec un paiement.",
    nl: "Verrekend met een betaling.",
    en: "Set off against a payment.",
  },
  repaid: { fr: "Remboursé.", nl: "Terugbetaald.", en: "Repaid." },
  irrecoverable: { fr: "Déclaré irrécouvrable.", nl: "Oninbaar verklaard.", en: "Declared irrecoverable." },
  cancelled: { fr: "Annulé.", nl: "Geannuleerd.", en: "Cancelled." },
};

export const mayNotApprove: Text = {
  fr: "Vous l'avez préparé : une deuxième personne doit l'approuver.",
  nl: "U hebt het voorbereid: een tweede persoon moet het goedkeuren.",
  en: "You prepared it: a second person has to approve it.",
};
export const mayNotConfirm: Text = {
  fr: "Vous l'avez introduit : une deuxième personne doit le confirmer.",
  nl: "U hebt het ingevoerd: een tweede persoon moet het bevestigen.",
  en: "You entered it: a second person has to confirm it.",
};

export const historyWords = {
  prepared: { fr: "Préparé", nl: "Voorbereid", en: "Prepared" },
  approved: { fr: "Approuvé", nl: "Goedgekeurd", en: "Approved" },
  refused: { fr: "Refusé", nl: "Geweigerd", en: "Refused" },
  cancelled: { fr: "Annulé", nl: "Geannuleerd", en: "Cancelled" },
  returned: { fr: "Revenu de la banque", nl: "Teruggekomen van de bank", en: "Returned by the bank" },
} satisfies Record<string, Text>;

const day = (text: string): string => `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`;

export const waitWords = {
  force: {
    fr: "La convention n'est pas encore en vigueur.",
    nl: "De overeenkomst is nog niet in werking.",
    en: "The agreement is not in force yet.",
  },
  account: {
    fr: "Le partenaire doit communiquer un compte bancaire.",
    nl: "De partner moet een bankrekening meedelen.",
    en: "The partner has to tell a bank account.",
  },
  confirm: {
    fr: "Une deuxième personne doit confirmer le compte bancaire du partenaire.",
    nl: "Een tweede persoon moet de bankrekening van de partner bevestigen.",
    en: "A second person has to confirm the partner's bank account.",
  },
  declare: {
    fr: "Le partenaire doit déclarer ses dépenses : le reste suit ce que le contrôle en retient.",
    nl: "De partner moet zijn uitgaven declareren: de rest volgt wat de controle ervan aanvaardt.",
    en: "The partner has to declare its expenditure: the rest follows what control finds eligible of it.",
  },
  underway: {
    fr: "Un paiement est en cours : le suivant se calcule une fois qu'il est exécuté.",
    nl: "Er loopt een betaling: de volgende wordt berekend zodra die uitgevoerd is.",
    en: "A payment is under way: the next one is reckoned once it is executed.",
  },
  owed: {
    fr: "Plus a été versé que ce à quoi le partenaire a droit : la différence est à rembourser ou à compenser.",
    nl: "Er werd meer gestort dan waar de partner recht op heeft: het verschil wordt terugbetaald of verrekend.",
    en: "More was paid than the partner is entitled to: the difference is to be repaid or set off.",
  },
  complete: {
    fr: "Tout ce à quoi le partenaire a droit est payé.",
    nl: "Alles waar de partner recht op heeft, is betaald.",
    en: "All that the partner is entitled to is paid.",
  },
  prepare: {
    fr: "L'autorité doit préparer le paiement.",
    nl: "De autoriteit moet de betaling voorbereiden.",
    en: "The authority has to prepare the payment.",
  },
} satisfies Record<string, Text>;

export const controlWait = (number: string): Text => ({
  fr: `La déclaration ${number} est en contrôle.`,
  nl: `Declaratie ${number} wordt gecontroleerd.`,
  en: `Declaration ${number} is under control.`,
});
export const scheduleWait = (kind: PaymentKind, dueOn: string): Text => ({
  fr: `${kindWords[kind].fr} : prévu pour le ${day(dueOn)} au plus tard.`,
  nl: `${kindWords[kind].nl}: voorzien tegen ${day(dueOn)}.`,
  en: `${kindWords[kind].en}: planned by ${day(dueOn)}.`,
});
export const stopWait = (label: Text, { from }: Pick<StopRow, "from">): Text => ({
  fr: `Le délai de paiement est suspendu depuis le ${day(from)} : ${label.fr}`,
  nl: `De betalingstermijn is opgeschort sinds ${day(from)}: ${label.nl}`,
  en: `The payment clock is stopped since ${day(from)}: ${label.en}`,
});

export const treeWords = {
  total: { fr: "À payer maintenant", nl: "Nu te betalen", en: "To be paid now" },
  entitled: {
    fr: "Droit du partenaire à ce jour",
    nl: "Recht van de partner tot vandaag",
    en: "What the partner is entitled to so far",
  },
  taken: {
    fr: "Déjà payé ou en cours, moins ce qui est réclamé",
    nl: "Reeds betaald of lopend, min wat teruggevorderd wordt",
    en: "Paid or under way before, less what is asked back",
  },
  eligible: {
    fr: "Subvention des dépenses retenues par le contrôle, depuis le début",
    nl: "Subsidie van de uitgaven die de controle aanvaardde, sinds het begin",
    en: "Support of what control found eligible, from the beginning",
  },
  before: {
    fr: "Dont les années précédentes",
    nl: "Waarvan de vorige jaren",
    en: "Of which the years before",
  },
  cap: {
    fr: "Au plus le soutien public octroyé",
    nl: "Hoogstens de toegekende overheidssteun",
    en: "At most the public support granted",
  },
} satisfies Record<string, Text>;
export const cycleWords = (from: string, until: string, settled: boolean): Text => ({
  fr: `Du ${day(from)} au ${day(until)} : ${settled ? "tout est décidé" : "en cours"}`,
  nl: `Van ${day(from)} tot ${day(until)}: ${settled ? "alles is beslist" : "lopend"}`,
  en: `From ${day(from)} to ${day(until)}: ${settled ? "all decided" : "running"}`,
});
export const instalmentWords = (kind: PaymentKind, n: number): Text => ({
  fr: `${kindWords[kind].fr} (tranche ${n} de la convention)`,
  nl: `${kindWords[kind].nl} (schijf ${n} van de overeenkomst)`,
  en: `${kindWords[kind].en} (instalment ${n} of the agreement)`,
});
