import { exact, formatted, withScale } from "../decimal.ts";
import { type Language, languages, type Text } from "../language.ts";

/** The words of the remarks on a declaration: what is found, and how it is mended. */

/** Returns a text in each language, out of what is said of it in that language. */
export const inAll = (say: (language: Language) => string): Text => {
  const [fr, nl, en] = languages.map(say);
  return { fr: fr ?? "", nl: nl ?? "", en: en ?? "" };
};

/** Returns an amount as pages write it: 1.234,50 €. */
export const euroText = (amount: string, language: Language): string =>
  `${formatted(withScale(exact(amount), 2), language)} €`;

/** Returns a date as it is written in Belgium: 31/12/2019. */
export const dateText = (day: string): string => day.split("-").toReversed().join("/");

const counted = (count: number, one: Text, several: Text): Text =>
  inAll((language) => `${count} ${(count === 1 ? one : several)[language]}`);
const units = (count: number): Text =>
  counted(count, { fr: "unité", nl: "eenheid", en: "unit" }, { fr: "unités", nl: "eenheden", en: "units" });
const records = (count: number): Text =>
  counted(count, { fr: "fiche", nl: "fiche", en: "record" }, { fr: "fiches", nl: "fiches", en: "records" });

export type Words = Readonly<{ text: Text; mend: Text | null }>;

export const words = {
  declaredElsewhere: (count: number, number: string, line: Text): Words => ({
    text: {
      fr: `${units(count).fr} déjà déclarée${count > 1 ? "s" : ""} dans ${number}, ligne « ${line.fr} » : une unité ne se déclare qu'une fois.`,
      nl: `${units(count).nl} al gedeclareerd in ${number}, regel "${line.nl}": een eenheid wordt maar één keer gedeclareerd.`,
      en: `${units(count).en} already declared in ${number}, line "${line.en}": a unit is declared once only.`,
    },
    mend: {
      fr: "Laissez-les de côté ici, ou corrigez l'autre déclaration.",
      nl: "Laat ze hier weg, of verbeter de andere declaratie.",
      en: "Leave them out here, or correct the other declaration.",
    },
  }),
  incompleteLeft: (count: number): Words => ({
    text: {
      fr: `${records(count).fr} incomplète${count > 1 ? "s" : ""} : non comptée${count > 1 ? "s" : ""}.`,
      nl: `${records(count).nl} onvolledig: niet meegeteld.`,
      en: `${records(count).en} incomplete: not counted.`,
    },
    mend: {
      fr: "Complétez ces fiches pour les déclarer maintenant, ou introduisez-la sans elles : elles pourront l'être plus tard.",
      nl: "Vul deze fiches aan om ze nu te declareren, of dien in zonder: ze kunnen later nog.",
      en: "Complete these records to declare them now, or submit without them: they can be declared later.",
    },
  }),
  incompleteCounted: (count: number): Words => ({
    text: {
      fr: `${records(count).fr} incomplète${count > 1 ? "s" : ""}, comptée${count > 1 ? "s" : ""} malgré tout.`,
      nl: `${records(count).nl} onvolledig, toch meegeteld.`,
      en: `${records(count).en} incomplete, counted all the same.`,
    },
    mend: {
      fr: "Complétez ces fiches, ou confirmez.",
      nl: "Vul deze fiches aan, of bevestig.",
      en: "Complete these records, or confirm.",
    },
  }),
  late: (count: number): Words => ({
    text: {
      fr: `${units(count).fr} d'avant la période, jamais déclarée${count > 1 ? "s" : ""} : comptée${count > 1 ? "s" : ""} ici.`,
      nl: `${units(count).nl} van vóór de periode, nooit gedeclareerd: hier meegeteld.`,
      en: `${units(count).en} from before the period, never declared: counted here.`,
    },
    mend: null,
  }),
  wrongCombination: (category: Text, flat: Text): Words => ({
    text: {
      fr: `Combinaison interdite : « ${category.fr} » est déjà couvert par le taux forfaitaire « ${flat.fr} ».`,
      nl: `Verboden combinatie: "${category.nl}" is al gedekt door het forfait "${flat.nl}".`,
      en: `Wrong combination: "${category.en}" is covered by the flat rate "${flat.en}" already.`,
    },
    mend: {
      fr: "Retirez cette pièce, ou corrigez sa catégorie : un coût n'est payé que sous une forme.",
      nl: "Verwijder dit stuk, of verbeter de categorie: een kost wordt maar in één vorm betaald.",
      en: "Remove this piece, or correct its category: a cost is paid in one form only.",
    },
  }),
  hoursAboveYear: (person: string, year: number, hours: string, limit: string): Words => ({
    text: {
      fr: `${person}, ${year} : ${hours} heures déclarées en tout, pour ${limit} au plus.`,
      nl: `${person}, ${year}: ${hours} uur gedeclareerd in totaal, hoogstens ${limit}.`,
      en: `${person}, ${year}: ${hours} hours declared in all, ${limit} at most.`,
    },
    mend: {
      fr: "Réduisez les heures, ou vérifiez la fraction d'occupation.",
      nl: "Verminder de uren, of kijk de tewerkstellingsbreuk na.",
      en: "Reduce the hours, or check the part of full time.",
    },
  }),
  staffCostMissing: (person: string, year: number): Words => ({
    text: {
      fr: `${person}, ${year} : le coût annuel ou la fonction n'est pas encodé.`,
      nl: `${person}, ${year}: de jaarlijkse kost of de functie is niet ingevuld.`,
      en: `${person}, ${year}: the yearly cost or the function was not said.`,
    },
    mend: {
      fr: "Complétez le personnel de la convention.",
      nl: "Vul het personeel van de overeenkomst aan.",
      en: "Complete the staff of the agreement.",
    },
  }),
  itemOutside: (reference: string, day: string): Words => ({
    text: {
      fr: `Pièce ${reference} du ${dateText(day)} : hors de la période.`,
      nl: `Stuk ${reference} van ${dateText(day)}: buiten de periode.`,
      en: `Piece ${reference} of ${dateText(day)}: outside the period.`,
    },
    mend: {
      fr: "Corrigez la date, ou retirez la pièce.",
      nl: "Verbeter de datum, of verwijder het stuk.",
      en: "Correct the date, or remove the piece.",
    },
  }),
  itemWithoutDocument: (reference: string): Words => ({
    text: {
      fr: `Pièce ${reference} : aucun document joint.`,
      nl: `Stuk ${reference}: geen document bijgevoegd.`,
      en: `Piece ${reference}: no document attached.`,
    },
    mend: {
      fr: "Joignez la facture et sa preuve de paiement.",
      nl: "Voeg de factuur en het betalingsbewijs toe.",
      en: "Attach the invoice and the proof of payment.",
    },
  }),
  invoiceTwice: (reference: string, where: string | undefined): Words => ({
    text: {
      fr: `Pièce ${reference} : ${where === undefined ? "encodée deux fois ici" : `déjà déclarée dans ${where}`}.`,
      nl: `Stuk ${reference}: ${where === undefined ? "hier twee keer ingevuld" : `al gedeclareerd in ${where}`}.`,
      en: `Piece ${reference}: ${where === undefined ? "typed twice here" : `declared in ${where} already`}.`,
    },
    mend: {
      fr: "Retirez-la ici : une facture ne se déclare qu'une fois.",
      nl: "Verwijder het hier: een factuur wordt maar één keer gedeclareerd.",
      en: "Remove it here: an invoice is declared once only.",
    },
  }),
  documentMissing: (kind: Text): Words => ({
    text: {
      fr: `Document demandé et absent : ${kind.fr}.`,
      nl: `Gevraagd document ontbreekt: ${kind.nl}.`,
      en: `Required document missing: ${kind.en}.`,
    },
    mend: {
      fr: "Joignez-le à la déclaration.",
      nl: "Voeg het toe aan de declaratie.",
      en: "Attach it to the declaration.",
    },
  }),
  milestoneEvidence: (milestone: Text): Words => ({
    text: {
      fr: `Aucune preuve n'est jointe pour « ${milestone.fr} ».`,
      nl: `Er is geen bewijs toegevoegd voor "${milestone.nl}".`,
      en: `No evidence is attached for "${milestone.en}".`,
    },
    mend: {
      fr: "Joignez la preuve à la réalisation, sous la ligne.",
      nl: "Voeg het bewijs toe bij de prestatie, onder de regel.",
      en: "Attach the evidence to what was delivered, under the line.",
    },
  }),
  budgetExceeded: (line: Text, before: string, left: string): Words => ({
    text: inAll(
      (language) =>
        ({
          fr: `« ${line.fr} » : ${euroText(before, language)} pour un budget restant de ${euroText(left, language)}.`,
          nl: `"${line.nl}": ${euroText(before, language)} voor een resterend budget van ${euroText(left, language)}.`,
          en: `"${line.en}": ${euroText(before, language)} for a remaining budget of ${euroText(left, language)}.`,
        })[language],
    ),
    mend: inAll(
      (language) =>
        ({
          fr: `La déclaration est limitée à ${euroText(left, language)}. Un avenant peut déplacer du budget.`,
          nl: `De declaratie is beperkt tot ${euroText(left, language)}. Een wijziging kan budget verschuiven.`,
          en: `The declaration is limited to ${euroText(left, language)}. An amendment can move budget.`,
        })[language],
    ),
  }),
  periodNotEnded: (until: string): Words => ({
    text: {
      fr: `La période court jusqu'au ${dateText(until)}.`,
      nl: `De periode loopt tot ${dateText(until)}.`,
      en: `The period runs until ${dateText(until)}.`,
    },
    mend: {
      fr: "Préparez la déclaration ; elle s'introduit une fois la période terminée.",
      nl: "Bereid de declaratie voor; indienen kan na afloop van de periode.",
      en: "Prepare the declaration; it is submitted once the period is over.",
    },
  }),
  agreementNotActive: (number: string): Words => ({
    text: {
      fr: `La convention ${number} n'est pas en vigueur pour cette période.`,
      nl: `Overeenkomst ${number} is niet van kracht voor deze periode.`,
      en: `Agreement ${number} is not in force for this period.`,
    },
    mend: {
      fr: "Voyez la convention et ce qu'elle attend.",
      nl: "Bekijk de overeenkomst en waarop ze wacht.",
      en: "See the agreement and what it waits for.",
    },
  }),
  deadlinePassed: (due: string): Words => ({
    text: {
      fr: `Le délai est passé depuis le ${dateText(due)}.`,
      nl: `De termijn is verstreken sinds ${dateText(due)}.`,
      en: `The deadline was ${dateText(due)}.`,
    },
    mend: {
      fr: "Confirmez que vous l'introduisez hors délai.",
      nl: "Bevestig dat u te laat indient.",
      en: "Confirm that you submit late.",
    },
  }),
  nothingToDeclare: {
    text: {
      fr: "Rien à déclarer : le total est nul.",
      nl: "Niets te declareren: het totaal is nul.",
      en: "Nothing to declare: the total is nil.",
    },
    mend: {
      fr: "Vérifiez les registres et ce qui est laissé de côté.",
      nl: "Kijk de registers na en wat weggelaten is.",
      en: "Check the registers and what was left out.",
    },
  },
  objectiveNotReached: (label: Text, reached: string, expected: string): Words => ({
    text: {
      fr: `Objectif « ${label.fr} » : ${reached} pour ${expected} attendus à ce jour.`,
      nl: `Doelstelling "${label.nl}": ${reached} voor ${expected} verwacht op dit moment.`,
      en: `Objective "${label.en}": ${reached} for ${expected} expected by now.`,
    },
    mend: null,
  }),
} as const;
