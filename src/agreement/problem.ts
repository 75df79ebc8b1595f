import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";

const saidOnce = (status: number, code: string, text: Text) => (): Problem => new Problem(status, code, text);

export const callClosed = saidOnce(409, "call_closed", {
  fr: "L'appel n'est pas ouvert : rien n'y a été déposé.",
  nl: "De oproep staat niet open: er is niets ingediend.",
  en: "The call is not open: nothing was submitted.",
});
export const callStillOpen = saidOnce(409, "call_still_open", {
  fr: "L'appel n'est pas encore clos : les candidatures s'analysent après la clôture.",
  nl: "De oproep is nog niet afgesloten: kandidaturen worden na de afsluiting beoordeeld.",
  en: "The call has not closed yet: candidacies are assessed after it has.",
});
export const callPublished = saidOnce(409, "call_published", {
  fr: "Cet appel est publié : ce qu'il demande et ses critères ne changent plus. Seuls le titre, le texte, le guide, le budget et le report de la clôture peuvent encore changer.",
  nl: "Deze oproep is gepubliceerd: wat hij vraagt en zijn criteria veranderen niet meer. Enkel de titel, de tekst, de gids, het budget en een uitstel van de afsluiting kunnen nog.",
  en: "This call is published: what it asks and its criteria do not change any more. Only the title, the text, the guide, the budget and a later closing can.",
});
export const callIncomplete = saidOnce(422, "call_incomplete", {
  fr: "Un appel se publie avec des critères notés, au moins une option de coût et une clôture à venir.",
  nl: "Een oproep wordt gepubliceerd met criteria en punten, minstens één kostenoptie en een afsluiting in de toekomst.",
  en: "A call is published with criteria and their points, at least one cost option, and a closing to come.",
});
export const callMisshapen = saidOnce(422, "call_misshapen", {
  fr: "Un appel s'ouvre avant de se clore, commence avant de finir, et porte un budget de plus de zéro.",
  nl: "Een oproep gaat open voor hij sluit, begint voor hij eindigt, en heeft een budget van meer dan nul.",
  en: "A call opens before it closes, begins before it ends, and has a budget of more than nothing.",
});
export const changedMeanwhile = saidOnce(409, "changed_meanwhile", {
  fr: "Quelqu'un a enregistré ce dossier entre-temps. Rechargez la page : rien de ce qui était enregistré n'est perdu.",
  nl: "Iemand heeft dit dossier intussen bewaard. Laad de pagina opnieuw: niets van wat bewaard was, is verloren.",
  en: "Somebody saved this file in the meantime. Load the page again: nothing that was saved is lost.",
});
export const wrongStep = saidOnce(409, "wrong_step", {
  fr: "Ce dossier n'est pas à cette étape. Rechargez la page pour voir où il en est.",
  nl: "Dit dossier is niet aan deze stap toe. Laad de pagina opnieuw om te zien waar het staat.",
  en: "This file is not at this step. Load the page again to see where it is.",
});
export const notAllCriteria = saidOnce(422, "criteria_differ", {
  fr: "Chaque critère de l'appel reçoit des points, au plus son maximum, et une motivation.",
  nl: "Elk criterium van de oproep krijgt punten, hoogstens zijn maximum, en een motivering.",
  en: "Each criterion of the call gets points, no more than its most, and a reason.",
});
export const notAllItems = saidOnce(422, "items_differ", {
  fr: "Chaque point de la liste reçoit une réponse, et une motivation quand il n'est pas rempli.",
  nl: "Elk punt van de lijst krijgt een antwoord, en een motivering als er niet aan voldaan is.",
  en: "Each item of the list gets an answer, and a reason where it is not met.",
});
export const opinionFirst = saidOnce(422, "opinion_incomplete", {
  fr: "Un avis se motive après la notation des critères ; s'il est favorable, il propose un montant, au plus celui qui est demandé.",
  nl: "Een advies wordt gemotiveerd na de punten op de criteria; is het gunstig, dan stelt het een bedrag voor, hoogstens het gevraagde.",
  en: "An opinion is given with its reasons after the criteria were scored; if favourable it proposes an amount, no more than what is asked.",
});
export const instalmentsDiffer = saidOnce(422, "instalments_differ", {
  fr: "Les tranches de paiement ne font pas ensemble le budget de la convention.",
  nl: "De betalingsschijven zijn samen niet het budget van de overeenkomst.",
  en: "The instalments together are not the budget of the agreement.",
});
export const decisionIncomplete = saidOnce(422, "decision_incomplete", {
  fr: "Une décision d'accord porte un montant ; aucune décision ne porte une date à venir.",
  nl: "Een beslissing tot toekenning vermeldt een bedrag; geen enkele beslissing heeft een datum in de toekomst.",
  en: "A decision that accepts has an amount; no decision has a date to come.",
});
export const documentElsewhere = saidOnce(422, "document_elsewhere", {
  fr: "Le document de la décision n'est pas joint à ce sur quoi elle porte : la candidature, son appel ou la convention.",
  nl: "Het document van de beslissing hoort niet bij waarover ze gaat: de kandidatuur, de oproep of de overeenkomst.",
  en: "The decision's document is not attached to what it is about: the candidacy, its call or the agreement.",
});
export const noDecision = saidOnce(409, "no_decision", {
  fr: "Aucune décision d'accord n'est enregistrée pour cette convention : elle ne peut pas entrer en vigueur.",
  nl: "Voor deze overeenkomst is geen beslissing tot toekenning geregistreerd: ze kan niet in werking treden.",
  en: "No decision that accepts this agreement is recorded: it cannot enter into force.",
});
export const noBreakdown = saidOnce(409, "no_breakdown", {
  fr: "La convention n'a pas de ventilation du prix en lignes : elle ne peut pas entrer en vigueur.",
  nl: "De overeenkomst heeft geen uitsplitsing van de prijs in regels: ze kan niet in werking treden.",
  en: "The agreement has no price breakdown into lines: it cannot enter into force.",
});
export const notAccepted = saidOnce(409, "not_accepted", {
  fr: "Le partenaire n'a pas accepté chaque ligne de la convention.",
  nl: "De partner heeft niet elke regel van de overeenkomst aanvaard.",
  en: "The partner has not accepted each line of the agreement.",
});
export const sumDiffers = saidOnce(409, "sum_differs", {
  fr: "La somme des lignes n'est pas le budget de la convention.",
  nl: "De som van de regels is niet het budget van de overeenkomst.",
  en: "The sum of the lines is not the budget of the agreement.",
});
export const sameHand = saidOnce(403, "same_hand", {
  fr: "Qui a préparé la convention ou motivé l'avis ne l'accepte pas au nom du partenaire.",
  nl: "Wie de overeenkomst voorbereidde of het advies gaf, aanvaardt ze niet namens de partner.",
  en: "Whoever prepared the agreement or wrote the opinion does not accept it on the partner's behalf.",
});
export const linesUnanswered = saidOnce(422, "lines_unanswered", {
  fr: "Chaque ligne de la convention attend une réponse : acceptée, ou mise en question avec une remarque.",
  nl: "Elke regel van de overeenkomst vraagt een antwoord: aanvaard, of een vraag met een opmerking.",
  en: "Each line of the agreement waits for an answer: accepted, or questioned with a remark.",
});
export const noAddress = saidOnce(422, "no_address", {
  fr: "Le dossier de candidature n'indique pas d'adresse : indiquez celle à laquelle le guide a été envoyé.",
  nl: "Het kandidatuurdossier vermeldt geen adres: geef het adres op waarnaar de gids werd gestuurd.",
  en: "The candidacy says no address: say the one that the guide was sent to.",
});
export const wrongPeriod = saidOnce(422, "wrong_period", {
  fr: "Le premier jour vient après le dernier.",
  nl: "De eerste dag komt na de laatste.",
  en: "The first day comes after the last one.",
});
export const wrongDay = saidOnce(422, "wrong_day", {
  fr: "Ce jour n'est pas dans la période de la convention.",
  nl: "Die dag valt niet in de periode van de overeenkomst.",
  en: "This day is not in the period of the agreement.",
});
export const alreadyThere = saidOnce(409, "already_there", {
  fr: "Cette convention existe déjà.",
  nl: "Deze overeenkomst bestaat al.",
  en: "This agreement is there already.",
});

/** Says that the budget is more than what was decided. */
export const aboveDecision = (budget: string, amount: string): Problem =>
  new Problem(
    409,
    "above_decision",
    {
      fr: "Le budget dépasse le montant de la décision.",
      nl: "Het budget is hoger dan het bedrag van de beslissing.",
      en: "The budget is more than the amount of the decision.",
    },
    { budget, amount },
  );

/** Says which lines an amendment would take below what is declared. */
export const belowDeclared = (lines: readonly string[]): Problem =>
  new Problem(
    409,
    "below_declared",
    {
      fr: "Un avenant ne met pas une ligne en dessous de ce qui y est déjà déclaré.",
      nl: "Een aanhangsel brengt een regel niet onder wat er al op gedeclareerd is.",
      en: "An amendment does not take a line below what is declared on it already.",
    },
    { lines },
  );

/** Says which names the programme does not know. */
export const unknownNames = (places: readonly Readonly<{ where: string; found: string }>[]): Problem =>
  new Problem(
    422,
    "unknown_names",
    {
      fr: `Le programme ne connaît pas : ${places.map(({ found }) => found).join(", ")}.`,
      nl: `Het programma kent niet: ${places.map(({ found }) => found).join(", ")}.`,
      en: `The programme does not know: ${places.map(({ found }) => found).join(", ")}.`,
    },
    { places },
  );
