import { isOverdrawn, overdrawn } from "../ledger/problem.ts";
import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";

/** Refusals of acts on payments, for whoever asked. */

const once = (status: number, code: string, text: Text) => (): Problem => new Problem(status, code, text);

export const wrongState = (state: string): Problem =>
  new Problem(
    409,
    "wrong_state",
    {
      fr: "Ce dossier n'est plus à cette étape. Rechargez la page pour voir où il en est.",
      nl: "Dit dossier staat niet meer aan deze stap. Laad de pagina opnieuw om te zien waar het staat.",
      en: "This is no longer at this step. Load the page again to see where it is.",
    },
    { state },
  );

export const nothingDue = (waits: readonly object[]): Problem =>
  new Problem(
    409,
    "nothing_due",
    {
      fr: "Rien n'est à payer maintenant au titre de cette convention.",
      nl: "Onder deze overeenkomst is nu niets te betalen.",
      en: "Nothing is to be paid now under this agreement.",
    },
    { waits },
  );

export const secondPerson = once(409, "second_person", {
  fr: "Vous avez préparé ou introduit ceci : une deuxième personne doit le faire.",
  nl: "U hebt dit voorbereid of ingevoerd: een tweede persoon moet dit doen.",
  en: "You prepared or entered this: a second person has to do it.",
});
export const noAccount = once(409, "no_account", {
  fr: "Le partenaire n'a pas de compte bancaire confirmé par une deuxième personne : rien ne peut lui être payé.",
  nl: "De partner heeft geen bankrekening die door een tweede persoon bevestigd is: er kan niets betaald worden.",
  en: "The partner has no bank account that a second person confirmed: nothing can be paid to it.",
});
export const notEntitled = once(409, "not_entitled", {
  fr: "Le montant dépasse ce à quoi le partenaire a droit aujourd'hui : une décision ou un avenant est intervenu. Annulez ce paiement et préparez-le à nouveau.",
  nl: "Het bedrag is hoger dan waar de partner vandaag recht op heeft: er kwam een beslissing of een wijziging. Annuleer deze betaling en bereid ze opnieuw voor.",
  en: "The amount is above what the partner is entitled to today: there was a decision or an amendment. Cancel this payment and prepare it again.",
});
export const clockStopped = once(409, "clock_stopped", {
  fr: "Le délai de paiement est suspendu : levez d'abord la suspension.",
  nl: "De betalingstermijn is opgeschort: hef eerst de opschorting op.",
  en: "The payment clock is stopped: lift the stop first.",
});
export const alreadyStopped = once(409, "already_stopped", {
  fr: "Le délai de paiement de cette déclaration est déjà suspendu.",
  nl: "De betalingstermijn van deze declaratie is al opgeschort.",
  en: "The payment clock of this declaration is stopped already.",
});
export const wrongDay = once(422, "wrong_day", {
  fr: "Ce jour n'est pas possible ici : ni avant ce qui précède, ni dans l'avenir.",
  nl: "Deze dag kan hier niet: niet voor wat voorafgaat, en niet in de toekomst.",
  en: "This day is not possible here: not before what came before, nor in the future.",
});
export const notAnIban = once(422, "not_an_iban", {
  fr: "Ce n'est pas un numéro de compte IBAN valable de la zone SEPA : vérifiez chaque chiffre.",
  nl: "Dit is geen geldig IBAN-rekeningnummer van de SEPA-zone: controleer elk cijfer.",
  en: "This is not a valid IBAN of the SEPA: check every digit.",
});
export const notAHolder = once(422, "not_a_holder", {
  fr: "Écrivez le titulaire en lettres latines : c'est ainsi que les banques le transmettent.",
  nl: "Schrijf de houder in Latijnse letters: zo geven banken hem door.",
  en: "Write the holder in Latin letters: that is how banks pass it on.",
});
export const notABic = once(422, "not_a_bic", {
  fr: "Ce n'est pas un code BIC : huit ou onze caractères, comme GKCCBEBB.",
  nl: "Dit is geen BIC-code: acht of elf tekens, zoals GKCCBEBB.",
  en: "This is not a BIC: eight or eleven characters, such as GKCCBEBB.",
});
export const accountThere = once(409, "account_there", {
  fr: "Ce compte est déjà enregistré pour ce partenaire.",
  nl: "Deze rekening is al bewaard voor deze partner.",
  en: "This account is kept for this partner already.",
});
export const noPayer = once(409, "no_payer", {
  fr: "Les définitions du programme ne disent pas de quel compte l'autorité paie (control.yaml, authority).",
  nl: "De definities van het programma zeggen niet van welke rekening de autoriteit betaalt (control.yaml, authority).",
  en: "The programme's definitions do not say which account the authority pays from (control.yaml, authority).",
});
export const notToSend = once(409, "not_to_send", {
  fr: "Un de ces paiements n'est pas approuvé, est déjà dans un fichier, ou ne porte aucun virement. Rechargez la page.",
  nl: "Een van deze betalingen is niet goedgekeurd, zit al in een bestand, of houdt geen overschrijving in. Laad de pagina opnieuw.",
  en: "One of these payments is not approved, is in a file already, or has no transfer. Load the page again.",
});
export const notOwed = (owed: string): Problem =>
  new Problem(
    409,
    "not_owed",
    {
      fr: "Un ordre de recouvrement ne peut demander plus que ce que le partenaire a reçu en trop.",
      nl: "Een terugvorderingsbevel kan niet meer vragen dan wat de partner te veel ontving.",
      en: "A recovery order cannot ask for more than what the partner received too much.",
    },
    { owed },
  );
export const moreThanLeft = once(409, "more_than_left", {
  fr: "C'est plus que ce qui reste dû de cet ordre, compte tenu des paiements en cours qui le compensent.",
  nl: "Dat is meer dan wat van dit bevel nog verschuldigd is, rekening houdend met lopende betalingen die het verrekenen.",
  en: "It is more than what is still owed of this order, given payments under way that it is set off against.",
});
export const keptByPayment = once(409, "kept_by_payment", {
  fr: "Un paiement en cours compense cet ordre : exécutez-le ou annulez-le d'abord.",
  nl: "Een lopende betaling verrekent dit bevel: voer ze eerst uit of annuleer ze.",
  en: "A payment under way is set off against this order: execute or cancel it first.",
});
export const sameReference = once(409, "same_reference", {
  fr: "Un autre montant a déjà été noté sous cette référence de la banque.",
  nl: "Onder deze referentie van de bank werd al een ander bedrag genoteerd.",
  en: "Another amount was noted under this bank reference before.",
});

const byConstraint: Readonly<Record<string, () => Problem>> = {
  payment_second_person: secondPerson,
  account_second_person: secondPerson,
  recovery_second_person: secondPerson,
  account_is_confirmed: noAccount,
  not_more_than_granted: notEntitled,
  not_more_than_entitled: notEntitled,
  account_once: accountThere,
  one_running: alreadyStopped,
  not_more_than_owed: moreThanLeft,
  kept_by_a_payment: keptByPayment,
};

/** Returns the refusal for an error by which the database held to its rules of payments; else the error. */
export const asProblem = (error: unknown): unknown => {
  if (!(error instanceof Error) || !("constraint" in error) || typeof error.constraint !== "string")
    return error;
  if (isOverdrawn(error)) return overdrawn(error);
  return byConstraint[error.constraint]?.() ?? error;
};
