import { Problem } from "../problem.ts";
import type { Check } from "./shapes.ts";

/** Refusals of acts on declarations, for whoever asked. */

export const changedMeanwhile = (edition: number): Problem =>
  new Problem(
    409,
    "changed_meanwhile",
    {
      fr: "Quelqu'un a modifié cette déclaration entre-temps. Rechargez-la avant de continuer.",
      nl: "Iemand heeft deze declaratie intussen gewijzigd. Laad ze opnieuw voor u verdergaat.",
      en: "Somebody changed this declaration in the meantime. Load it again before you go on.",
    },
    { edition },
  );

export const wrongState = (state: string): Problem =>
  new Problem(
    409,
    "wrong_state",
    {
      fr: "Cette déclaration n'est plus dans l'état où cela se peut.",
      nl: "Deze declaratie is niet meer in de stand waarin dat kan.",
      en: "This declaration is no longer in the state in which that can be done.",
    },
    { state },
  );

export const noSuchPeriod = (): Problem =>
  new Problem(422, "no_such_period", {
    fr: "Ces dates ne sont pas celles d'une période de déclaration de la convention.",
    nl: "Deze datums zijn niet die van een declaratieperiode van de overeenkomst.",
    en: "These days are not those of a declaration period of the agreement.",
  });

export const overlaps = (number: string): Problem =>
  new Problem(
    409,
    "period_declared",
    {
      fr: `Cette période est déjà couverte par la déclaration ${number} : corrigez-la.`,
      nl: `Deze periode is al gedekt door declaratie ${number}: verbeter die.`,
      en: `Declaration ${number} covers this period already: correct that one.`,
    },
    { number },
  );

export const agreementNotActive = (number: string): Problem =>
  new Problem(409, "agreement_not_active", {
    fr: `La convention ${number} n'est pas en vigueur : rien ne peut encore y être déclaré.`,
    nl: `Overeenkomst ${number} is niet van kracht: er kan nog niets gedeclareerd worden.`,
    en: `Agreement ${number} is not in force: nothing can be declared under it yet.`,
  });

export const checksOpen = (checks: readonly Check[]): Problem =>
  new Problem(
    422,
    "checks_open",
    {
      fr: "Des remarques restent à régler ou à confirmer avant d'introduire la déclaration.",
      nl: "Er zijn nog opmerkingen op te lossen of te bevestigen voor u indient.",
      en: "Remarks remain to be settled or confirmed before submitting.",
    },
    { checks },
  );

export const controlHasBegun = (): Problem =>
  new Problem(409, "control_begun", {
    fr: "Le contrôle de cette déclaration a commencé : elle ne peut plus être retirée ni corrigée.",
    nl: "De controle van deze declaratie is begonnen: ze kan niet meer ingetrokken of verbeterd worden.",
    en: "The control of this declaration has begun: it can no longer be withdrawn or corrected.",
  });

export const hoursBelowDeclared = (): Problem =>
  new Problem(409, "hours_above_year", {
    fr: "Plus d'heures sont déjà déclarées pour cette année que ce que permet cette occupation.",
    nl: "Voor dit jaar zijn al meer uren gedeclareerd dan deze tewerkstelling toelaat.",
    en: "More hours are declared for this year already than this employment allows.",
  });

export const unknownLine = (line: string): Problem =>
  new Problem(
    422,
    "unknown_line",
    {
      fr: "Cette ligne n'existe pas dans la convention.",
      nl: "Deze regel bestaat niet in de overeenkomst.",
      en: "The agreement has no such line.",
    },
    { line },
  );

/** Taken by another declaration while this one was being submitted: asked again, the remarks tell which. */
export const takenMeanwhile = (): Problem =>
  new Problem(409, "declared_meanwhile", {
    fr: "Une unité, une facture ou du budget de cette déclaration vient d'être pris par une autre. Rechargez : les remarques disent laquelle.",
    nl: "Een eenheid, factuur of budget van deze declaratie werd net door een andere ingenomen. Laad opnieuw: de opmerkingen zeggen welke.",
    en: "A unit, an invoice or budget of this declaration was taken by another one just now. Load it again: the remarks say which.",
  });

const takenBy = new Set([
  "declared_once",
  "invoice_once",
  "one_live",
  "one_draft",
  "hours_of_year",
  "budget_is_not_overdrawn",
]);

/** Returns the refusal for an error by which the database kept something from being declared twice; else the error. */
export const asProblem = (error: unknown): unknown =>
  error instanceof Error &&
  "constraint" in error &&
  typeof error.constraint === "string" &&
  takenBy.has(error.constraint)
    ? takenMeanwhile()
    : error;
