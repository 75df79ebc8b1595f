import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";
import type { Method } from "../sample/ask.ts";
import { MissingParameter, type SampleError } from "../sample/refusal.ts";
import type { KeptSource, purposes } from "./shapes.ts";

/** What stored samples are called on pages. */

export const purposeWords: Readonly<Record<(typeof purposes)[number], Text>> = {
  management_verification: {
    fr: "Vérification de gestion",
    nl: "Beheersverificatie",
    en: "Management verification",
  },
  on_the_spot: { fr: "Contrôle sur place", nl: "Controle ter plaatse", en: "On-the-spot verification" },
  audit_of_operations: {
    fr: "Audit des opérations",
    nl: "Audit van concrete acties",
    en: "Audit of operations",
  },
  participants: { fr: "Participants", nl: "Deelnemers", en: "Participants" },
};

export const methodWords: Readonly<Record<Method, Text>> = {
  srs: {
    fr: "Aléatoire simple",
    nl: "Enkelvoudig aselect",
    en: "Simple random",
  },
  difference: { fr: "Estimation par différence", nl: "Verschilschatting", en: "Difference estimation" },
  mus: { fr: "Unités monétaires (MUS)", nl: "Geldeenheden (MUS)", en: "Monetary units (MUS)" },
  "mus-conservative": {
    fr: "Unités monétaires, approche prudente",
    nl: "Geldeenheden, voorzichtige benadering",
    en: "Monetary units, conservative",
  },
  "non-statistical": {
    fr: "Non statistique, à chances égales",
    nl: "Niet-statistisch, gelijke kansen",
    en: "Non-statistical, equal chances",
  },
  "non-statistical-mus": {
    fr: "Non statistique, selon le montant",
    nl: "Niet-statistisch, volgens bedrag",
    en: "Non-statistical, by amount",
  },
  attribute: {
    fr: "Par attribut (test d'un contrôle)",
    nl: "Attribuut (test van een controle)",
    en: "Attribute (test of a control)",
  },
  participants: {
    fr: "Participants représentatifs",
    nl: "Representatieve deelnemers",
    en: "Representative participants",
  },
  control: { fr: "Pièces d'un poste", nl: "Stukken van een post", en: "Documents of a heading" },
};

/** The parameters that each method asks for, besides what has a usual value. */
export const methodNeeds: Readonly<Record<Method, readonly string[]>> = {
  srs: ["expected", "deviation", "confidence", "materiality", "estimator", "highValue"],
  difference: ["expected", "deviation", "confidence", "materiality", "highValue"],
  mus: ["expected", "deviation", "confidence", "materiality"],
  "mus-conservative": ["expected", "confidence", "materiality"],
  "non-statistical": ["rules", "materiality", "estimator", "highValue"],
  "non-statistical-mus": ["rules", "materiality"],
  attribute: ["expected", "materiality", "confidence"],
  participants: ["margin", "confidence"],
  control: ["materiality"],
};

const day = (date: string | undefined): string => (date ?? "").split("-").toReversed().join("/");

/** Returns in words where a population comes from. */
export const sayWhence = (source: KeptSource, register?: Text): Text => {
  const unit =
    source.unit === "operation"
      ? { fr: "opérations", nl: "concrete acties", en: "operations" }
      : { fr: "déclarations", nl: "declaraties", en: "declarations" };
  switch (source.kind) {
    case "declared":
      return {
        fr: `Dépenses déclarées par les partenaires, périodes finissant du ${day(source.from)} au ${day(source.until)}, par ${unit.fr}`,
        nl: `Uitgaven gedeclareerd door de partners, periodes die eindigen van ${day(source.from)} tot ${day(source.until)}, per ${unit.nl}`,
        en: `Expenditure declared by partners, periods ending from ${day(source.from)} to ${day(source.until)}, by ${unit.en}`,
      };
    case "applied":
      return {
        fr: `Dépenses demandées à la Commission, exercice comptable commencé le ${day(source.accountingYear)}, par ${unit.fr}`,
        nl: `Uitgaven aangevraagd bij de Commissie, boekjaar begonnen op ${day(source.accountingYear)}, per ${unit.nl}`,
        en: `Expenditure applied for with the Commission, accounting year begun on ${day(source.accountingYear)}, by ${unit.en}`,
      };
    case "records": {
      const span =
        source.from === undefined && source.until === undefined
          ? { fr: "", nl: "", en: "" }
          : {
              fr: `, du ${day(source.from)} au ${day(source.until)}`,
              nl: `, van ${day(source.from)} tot ${day(source.until)}`,
              en: `, from ${day(source.from)} to ${day(source.until)}`,
            };
      const name = register ?? { fr: "Fiches", nl: "Fiches", en: "Records" };
      return {
        fr: `${name.fr}${span.fr}`,
        nl: `${name.nl}${span.nl}`,
        en: `${name.en}${span.en}`,
      };
    }
    case "file":
      return {
        fr: `Fichier apporté : ${source.name ?? ""}`,
        nl: `Aangeleverd bestand: ${source.name ?? ""}`,
        en: `File brought: ${source.name ?? ""}`,
      };
  }
};

/** Refusals of acts on samples, for whoever asked. */

export const changedMeanwhile = (edition: number): Problem =>
  new Problem(
    409,
    "changed_meanwhile",
    {
      fr: "Quelqu'un a modifié cet échantillon entre-temps. Rechargez-le avant de continuer.",
      nl: "Iemand heeft deze steekproef intussen gewijzigd. Laad ze opnieuw voor u verdergaat.",
      en: "Somebody changed this sample in the meantime. Load it again before you go on.",
    },
    { edition },
  );

export const wrongState = (state: string): Problem =>
  new Problem(
    409,
    "wrong_state",
    {
      fr: "Cet échantillon n'est plus dans l'état où cela se peut.",
      nl: "Deze steekproef is niet meer in de stand waarin dat kan.",
      en: "This sample is no longer in the state in which that can be done.",
    },
    { state },
  );

export const emptyPopulation = (): Problem =>
  new Problem(422, "empty_population", {
    fr: "Rien ne répond à ces critères : élargissez les dates, ou choisissez une autre population.",
    nl: "Niets beantwoordt aan deze criteria: neem ruimere datums, of kies een andere populatie.",
    en: "Nothing meets these criteria: widen the dates, or choose another population.",
  });

export const tooLarge = (most: number): Problem =>
  new Problem(422, "population_too_large", {
    fr: `Plus de ${most} unités : restreignez la population, ou tirez avec « jalon sample draw » sur un fichier.`,
    nl: `Meer dan ${most} eenheden: beperk de populatie, of trek met "jalon sample draw" uit een bestand.`,
    en: `More than ${most} units: narrow the population, or draw with "jalon sample draw" from a file.`,
  });

export const unknownUnit = (unit: string): Problem =>
  new Problem(
    422,
    "unknown_unit",
    {
      fr: "Cette unité n'est pas dans la population, ou n'a pas été tirée.",
      nl: "Deze eenheid zit niet in de populatie, of is niet getrokken.",
      en: "This unit is not in the population, or was not drawn.",
    },
    { unit },
  );

export const notAllChecked = (missing: readonly string[]): Problem =>
  new Problem(
    422,
    "not_all_checked",
    {
      fr: `Il manque le résultat de ${missing.length} unité(s) tirée(s) : on ne conclut qu'une fois toutes contrôlées.`,
      nl: `Het resultaat van ${missing.length} getrokken eenheid of eenheden ontbreekt: besluiten kan pas als ze allemaal gecontroleerd zijn.`,
      en: `The result of ${missing.length} unit(s) drawn is missing: nothing is concluded before all are checked.`,
    },
    { missing: missing.slice(0, 50) },
  );

export const noSuchField = (): Problem =>
  new Problem(422, "unknown_field", {
    fr: "Ce registre ou ce champ de date n'existe pas.",
    nl: "Dit register of dit datumveld bestaat niet.",
    en: "There is no such register or field of dates.",
  });

/** Returns what a record is called, of which a register says the word: "Participant n° 12". */
export const recordText = (word: Text, record: number): Text => ({
  fr: `${word.fr} n° ${record}`,
  nl: `${word.nl} nr. ${record}`,
  en: `${word.en} no. ${record}`,
});

const missing: Readonly<Record<string, Text>> = {
  expected: {
    fr: "Dites le taux d'erreur attendu pour connaître la taille, ou la taille elle-même.",
    nl: "Geef het verwachte foutenpercentage op om de omvang te kennen, of de omvang zelf.",
    en: "Say the expected error rate to have the size, or the size itself.",
  },
  rules: {
    fr: "Dites la période dont les règles fixent le minimum, ou la taille elle-même.",
    nl: "Geef de periode op waarvan de regels het minimum bepalen, of de omvang zelf.",
    en: "Say the period whose rules set the least, or the size itself.",
  },
};

/** Returns why there is no size from what was given so far, in the words of a page. */
export const saySizeRefusal = (error: SampleError): Text => {
  if (error.code === "deviation")
    return {
      fr: "Dites l'écart type des erreurs attendu (d'un échantillon pilote ou d'années antérieures) pour connaître la taille, ou la taille elle-même.",
      nl: "Geef de verwachte standaardafwijking van de fouten op (van een proefsteekproef of van vroegere jaren) om de omvang te kennen, of de omvang zelf.",
      en: "Say the expected standard deviation of errors (of a pilot sample or of earlier years) to have the size, or the size itself.",
    };
  return (error instanceof MissingParameter ? missing[error.parameter] : undefined) ?? error.text;
};
