import { Problem } from "../problem.ts";

/** Refusals of acts towards the Commission, for whoever asked. */

export const wrongState = (state: string): Problem =>
  new Problem(
    409,
    "wrong_state",
    {
      fr: "Ce formulaire n'est plus dans l'état où cela se peut.",
      nl: "Dit formulier is niet meer in de stand waarin dat kan.",
      en: "This form is no longer in the state in which that can be done.",
    },
    { state },
  );

export const noSuchYear = (): Problem =>
  new Problem(422, "no_such_year", {
    fr: "Aucun exercice comptable du programme ne commence ce jour-là.",
    nl: "Geen enkel boekjaar van het programma begint op die dag.",
    en: "No accounting year of the programme begins on that day.",
  });

export const draftStands = (number: string): Problem =>
  new Problem(
    409,
    "draft_stands",
    {
      fr: `La demande ${number} est en préparation : envoyez-la ou supprimez-la d'abord.`,
      nl: `Aanvraag ${number} is in voorbereiding: verstuur of verwijder ze eerst.`,
      en: `Application ${number} is being prepared: send it or throw it away first.`,
    },
    { number },
  );

export const finalWasSent = (number: string): Problem =>
  new Problem(
    409,
    "final_was_sent",
    {
      fr: `La demande finale de l'exercice, ${number}, est envoyée : plus rien ne s'y ajoute.`,
      nl: `De definitieve aanvraag van het boekjaar, ${number}, is verstuurd: er komt niets meer bij.`,
      en: `The final application of the accounting year, ${number}, was sent: nothing is added to it.`,
    },
    { number },
  );

export const yearBeforeIsOpen = (label: string): Problem =>
  new Problem(
    409,
    "year_before_is_open",
    {
      fr: `L'exercice ${label} n'est pas clos : envoyez d'abord sa demande finale.`,
      nl: `Boekjaar ${label} is niet afgesloten: verstuur eerst de definitieve aanvraag ervan.`,
      en: `The accounting year ${label} is not closed: send its final application first.`,
    },
    { year: label },
  );

export const yearNotBegun = (): Problem =>
  new Problem(409, "year_not_begun", {
    fr: "Cet exercice comptable n'a pas encore commencé.",
    nl: "Dit boekjaar is nog niet begonnen.",
    en: "This accounting year has not begun yet.",
  });

export const outsideYear = (): Problem =>
  new Problem(422, "outside_year", {
    fr: "Le dernier jour n'est pas dans l'exercice comptable.",
    nl: "De laatste dag ligt niet in het boekjaar.",
    en: "The last day is not in the accounting year.",
  });

export const noFinalApplication = (): Problem =>
  new Problem(409, "no_final_application", {
    fr: "Les comptes suivent la demande de paiement finale de l'exercice, qui n'est pas envoyée.",
    nl: "De rekeningen volgen op de definitieve betalingsaanvraag van het boekjaar, die niet verstuurd is.",
    en: "Accounts follow the final payment application of the accounting year, which was not sent.",
  });

export const accountsStand = (number: string): Problem =>
  new Problem(
    409,
    "accounts_stand",
    {
      fr: `Les comptes de cet exercice existent déjà : ${number}.`,
      nl: `De rekeningen van dit boekjaar bestaan al: ${number}.`,
      en: `There are accounts of this year already: ${number}.`,
    },
    { number },
  );

export const changedMeanwhile = (now: Readonly<{ eligible: string; public: string }>): Problem =>
  new Problem(
    409,
    "changed_meanwhile",
    {
      fr: "Les montants ont changé depuis que la page fut affichée : relisez-les avant d'envoyer.",
      nl: "De bedragen zijn veranderd sinds de pagina getoond werd: lees ze na voor u verstuurt.",
      en: "The amounts changed since the page was shown: read them again before sending.",
    },
    { ...now },
  );

export const nothingToSend = (): Problem =>
  new Problem(409, "nothing_to_send", {
    fr: "Rien de nouveau n'est certifié, et rien n'est à déduire : il n'y a pas de demande à envoyer.",
    nl: "Er is niets nieuws gecertificeerd en niets af te trekken: er is geen aanvraag te versturen.",
    en: "Nothing new is certified, and nothing is to be deducted: there is no application to send.",
  });

export const controlledByYou = (): Problem =>
  new Problem(403, "verified_by_you", {
    fr: "Vous avez vérifié une de ces déclarations, ou décidé à son sujet : une autre personne certifie.",
    nl: "U hebt een van deze declaraties geverifieerd of erover beslist: iemand anders certificeert.",
    en: "You verified one of these declarations, or decided on it: somebody else certifies.",
  });

export const tooMuchDeducted = (where: readonly Readonly<{ declaration: number; line: string }>[]): Problem =>
  new Problem(
    422,
    "too_much_deducted",
    {
      fr: "Une déduction dépasse ce que l'exercice contient de cette ligne.",
      nl: "Een aftrek is hoger dan wat het boekjaar van die regel bevat.",
      en: "A deduction is more than the accounting year holds of that line.",
    },
    { where: where.map(({ declaration, line }) => ({ declaration, line })) },
  );

const cannotReopen = (): Problem =>
  new Problem(409, "cannot_reopen", {
    fr: "Ce formulaire ne peut plus être rouvert : un formulaire plus récent fut envoyé, ou un montant qu'il contient fut corrigé depuis. La correction se fait dans le formulaire suivant.",
    nl: "Dit formulier kan niet meer heropend worden: een later formulier werd verstuurd, of een bedrag erin werd intussen verbeterd. De verbetering gebeurt in het volgende formulier.",
    en: "This form cannot be opened again: a later one was sent, or an amount in it was corrected since. The correction is made in the next form.",
  });

const atSending: Readonly<Record<string, () => Problem>> = {
  certifies_what_others_verified: controlledByYou,
};
const atReopening: Readonly<Record<string, () => Problem>> = {
  accounts_were_sent: cannotReopen,
  a_later_form_was_sent: cannotReopen,
  expenditure_is_not_overdrawn: cannotReopen,
  declaration_is_not_overdrawn: cannotReopen,
};

/** Returns the refusal for an error by which the database held something; else the error. */
export const asProblem = (error: unknown, isReopening: boolean): unknown => {
  if (!(error instanceof Error) || !("constraint" in error) || typeof error.constraint !== "string")
    return error;
  const known = isReopening ? atReopening : atSending;
  return known[error.constraint]?.() ?? error;
};

export const wasReported = (): Problem =>
  new Problem(409, "was_reported", {
    fr: "Cette irrégularité a déjà fait l'objet d'une communication initiale.",
    nl: "Over deze onregelmatigheid is al een eerste melding gedaan.",
    en: "This irregularity was reported initially already.",
  });

export const notReported = (): Problem =>
  new Problem(409, "not_reported", {
    fr: "Cette irrégularité n'a pas encore fait l'objet d'une communication initiale.",
    nl: "Over deze onregelmatigheid is nog geen eerste melding gedaan.",
    en: "This irregularity was not reported initially yet.",
  });

export const noSuchThing = (what: string): Problem =>
  new Problem(
    422,
    "no_such_thing",
    {
      fr: "La convention, la déclaration, la décision ou le cas lié n'existe pas, ou n'est pas de cette convention.",
      nl: "De overeenkomst, declaratie, beslissing of het verbonden geval bestaat niet, of hoort niet bij deze overeenkomst.",
      en: "The agreement, declaration, decision or linked case does not exist, or is not of this agreement.",
    },
    { what },
  );
