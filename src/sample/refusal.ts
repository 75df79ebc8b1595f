import { SaidError, type Text } from "../language.ts";

/** Why no sample can be sized, drawn or projected from what was given; stable, so that programs can tell them apart. */
export type SampleRefusal =
  | "confidence"
  | "expansion"
  | "materiality"
  | "expected"
  | "deviation"
  | "empty"
  | "twice"
  | "name"
  | "seed"
  | "size"
  | "too_few"
  | "not_selectable"
  | "not_the_draw"
  | "strata"
  | "not_allowed"
  | "error_above"
  | "column"
  | "cell"
  | "parameter";

/** A sample that cannot be had as asked, with what was found, what is expected and how to mend it. */
export class SampleError extends SaidError {
  readonly code: SampleRefusal;

  constructor(code: SampleRefusal, text: Text) {
    super(text);
    this.code = code;
  }
}

/** A parameter that the method needs and was not given; `parameter` as options name it. */
export class MissingParameter extends SampleError {
  readonly parameter: string;
  readonly found: string;
  readonly expected: string;

  constructor(parameter: string, found: string, expected: string) {
    super("parameter", {
      fr: `Il manque une donnée à la méthode (${parameter}) : trouvé ${found}, attendu ${expected}.`,
      nl: `De methode mist een gegeven (${parameter}): gevonden ${found}, verwacht ${expected}.`,
      en: `The method lacks a parameter (${parameter}): found ${found}, expected ${expected}.`,
    });
    this.parameter = parameter;
    this.found = found;
    this.expected = expected;
  }
}

/** What is said with each refusal. */
export const wording = {
  confidence: (found: string): Text => ({
    fr: `Niveau de confiance : trouvé ${found}, attendu un nombre entre 0 et 1, par exemple 0.90.`,
    nl: `Betrouwbaarheidsniveau: gevonden ${found}, verwacht een getal tussen 0 en 1, bijvoorbeeld 0.90.`,
    en: `Confidence: found ${found}, expected a number between 0 and 1, e.g. 0.90.`,
  }),
  expansion: (found: string, known: readonly string[]): Text => ({
    fr: `Le facteur d'expansion n'est publié que pour ces niveaux de confiance : ${known.join(", ")} (trouvé ${found}). Choisissez l'un d'eux, ou n'attendez aucune erreur (--expected 0).`,
    nl: `De expansiefactor is enkel gepubliceerd voor deze betrouwbaarheidsniveaus: ${known.join(", ")} (gevonden ${found}). Kies er een, of verwacht geen fouten (--expected 0).`,
    en: `The expansion factor is published for these levels of confidence only: ${known.join(", ")} (found ${found}). Choose one of them, or expect no errors (--expected 0).`,
  }),
  materiality: (found: string): Text => ({
    fr: `Seuil de matérialité : trouvé ${found}, attendu une part au-dessus de 0 et d'au plus 1, par exemple 0.02.`,
    nl: `Materialiteitsdrempel: gevonden ${found}, verwacht een aandeel boven 0 en hoogstens 1, bijvoorbeeld 0.02.`,
    en: `Materiality: found ${found}, expected a share above 0 and at most 1, e.g. 0.02.`,
  }),
  expected: (expected: string, tolerable: string): Text => ({
    fr: `L'erreur attendue (${expected}) doit rester sous l'erreur tolérable (${tolerable}) : sinon aucun échantillon ne peut conclure. Baissez --expected, ou contrôlez tout.`,
    nl: `De verwachte fout (${expected}) moet onder de aanvaardbare fout (${tolerable}) blijven: anders kan geen enkele steekproef tot een besluit leiden. Verlaag --expected, of controleer alles.`,
    en: `The expected error (${expected}) has to stay under the tolerable error (${tolerable}): otherwise no sample can conclude. Lower --expected, or check everything.`,
  }),
  firstPeriod: (anticipated: string, tolerable: string): Text => ({
    fr: `La première période est déjà trop imprécise pour conclure avec ces seuils (attendu ${anticipated}, tolérable ${tolerable}). Contrôlez d'autres unités de la première période.`,
    nl: `De eerste periode is al te onnauwkeurig om met deze drempels te besluiten (verwacht ${anticipated}, aanvaardbaar ${tolerable}). Controleer meer eenheden van de eerste periode.`,
    en: `The first period is too imprecise already to conclude with these thresholds (expected ${anticipated}, tolerable ${tolerable}). Check more units of the first period.`,
  }),
  deviation: (name: string): Text => ({
    fr: `L'écart type manque${name === "" ? "" : ` pour « ${name} »`} : donnez-le (--deviation 518, ou --deviation NOM=444 par strate), ou remplissez la colonne « erreur » d'au moins deux unités d'un échantillon pilote.`,
    nl: `De standaardafwijking ontbreekt${name === "" ? "" : ` voor "${name}"`}: geef ze op (--deviation 518, of --deviation NAAM=444 per stratum), of vul de kolom "fout" in voor minstens twee eenheden van een proefsteekproef.`,
    en: `The standard deviation is missing${name === "" ? "" : ` for "${name}"`}: give it (--deviation 518, or --deviation NAME=444 by stratum), or fill in the column "error" of at least two units of a pilot sample.`,
  }),
  empty: {
    fr: "Le fichier ne contient aucune unité à tirer : il faut au moins une ligne avec un montant au-dessus de zéro qui n'est pas exclue.",
    nl: "Het bestand bevat geen eenheid om te trekken: er is minstens één rij nodig met een bedrag boven nul die niet uitgesloten is.",
    en: "The file holds no unit to draw: at least one row is needed with an amount above zero that is not excluded.",
  },
  twice: (id: string): Text => ({
    fr: `La référence « ${id} » apparaît deux fois : chaque unité doit avoir la sienne. Regroupez les lignes, ou numérotez-les.`,
    nl: `De referentie "${id}" komt twee keer voor: elke eenheid moet een eigen referentie hebben. Voeg de rijen samen, of nummer ze.`,
    en: `The reference "${id}" appears twice: each unit has to have its own. Merge the rows, or number them.`,
  }),
  name: (id: string): Text => ({
    fr: `La référence « ${id} » est vide ou contient une tabulation ou un saut de ligne. Corrigez-la dans le fichier.`,
    nl: `De referentie "${id}" is leeg of bevat een tab of een regeleinde. Verbeter ze in het bestand.`,
    en: `The reference "${id}" is empty or holds a tab or a line break. Correct it in the file.`,
  }),
  seed: {
    fr: "Le tirage a besoin d'une graine, pour que chacun puisse le refaire : --seed avec des chiffres ou des mots, fixés avant de voir la population (par exemple un tirage public ou la date et le numéro d'un procès-verbal).",
    nl: "De trekking heeft een startwaarde nodig, zodat iedereen ze kan overdoen: --seed met cijfers of woorden, vastgelegd voor men de populatie ziet (bijvoorbeeld een openbare trekking of de datum en het nummer van een proces-verbaal).",
    en: "The draw needs a seed, so that anybody can repeat it: --seed with digits or words, set before the population is seen (e.g. a public draw, or date and number of a minute).",
  },
  size: (found: string): Text => ({
    fr: `Taille de l'échantillon : trouvé ${found}, attendu un nombre entier à partir de 1.`,
    nl: `Steekproefomvang: gevonden ${found}, verwacht een geheel getal vanaf 1.`,
    en: `Size of the sample: found ${found}, expected a whole number from 1.`,
  }),
  tooFew: (name: string, found: number, least: number): Text => ({
    fr: `${name === "" ? "Échantillon" : `Strate « ${name} »`} : ${found} unité(s) contrôlée(s), il en faut au moins ${least} pour mesurer la dispersion. Contrôlez-en d'autres, dans l'ordre du tirage.`,
    nl: `${name === "" ? "Steekproef" : `Stratum "${name}"`}: ${found} gecontroleerde eenheid of eenheden, er zijn er minstens ${least} nodig om de spreiding te meten. Controleer er meer, in de volgorde van de trekking.`,
    en: `${name === "" ? "Sample" : `Stratum "${name}"`}: ${found} unit(s) checked, at least ${least} are needed to measure the spread. Check more, in the order of the draw.`,
  }),
  notSelectable: (id: string): Text => ({
    fr: `L'unité « ${id} » porte une erreur alors qu'elle n'est pas dans la population, qu'elle est exclue du tirage, ou que son montant n'est pas au-dessus de zéro. Videz la colonne « erreur », ou traitez cette unité à part.`,
    nl: `Eenheid "${id}" heeft een fout terwijl ze niet in de populatie staat, van de trekking uitgesloten is, of haar bedrag niet boven nul ligt. Maak de kolom "fout" leeg, of behandel deze eenheid apart.`,
    en: `Unit "${id}" has an error although it is not in the population, is excluded from the draw, or its amount is not above zero. Empty the column "error", or treat the unit apart.`,
  }),
  notTheDraw: (missing: readonly string[], foreign: readonly string[]): Text => ({
    fr: `Les unités contrôlées ne sont pas celles que cette graine tire. Tirées et non contrôlées : ${list(missing)}. Contrôlées et non tirées : ${list(foreign)}. Vérifiez la graine, la méthode et que la population n'a pas changé.`,
    nl: `De gecontroleerde eenheden zijn niet die welke deze startwaarde trekt. Getrokken en niet gecontroleerd: ${list(missing)}. Gecontroleerd en niet getrokken: ${list(foreign)}. Controleer de startwaarde, de methode en of de populatie niet gewijzigd is.`,
    en: `The units checked are not those that this seed draws. Drawn and not checked: ${list(missing)}. Checked and not drawn: ${list(foreign)}. Check the seed, the method, and that the population has not changed.`,
  }),
  strata: {
    fr: "L'approche prudente (mus-conservative) vaut pour une population entière : retirez les colonnes de strate et de période, ou choisissez --method mus.",
    nl: "De voorzichtige benadering (mus-conservative) geldt voor een populatie als geheel: verwijder de kolommen stratum en periode, of kies --method mus.",
    en: "The conservative approach (mus-conservative) holds for a population as a whole: remove the columns of stratum and period, or choose --method mus.",
  },
  notAllowed: (units: number): Text => ({
    fr: `Une méthode non statistique n'est permise qu'en dessous de 300 unités (règl. (UE) 2021/1060, art. 79, par. 2) ; le fichier en compte ${units}. Choisissez une méthode statistique.`,
    nl: `Een niet-statistische methode mag enkel onder 300 eenheden (Verord. (EU) 2021/1060, art. 79, lid 2); het bestand telt er ${units}. Kies een statistische methode.`,
    en: `A non-statistical method is allowed below 300 units only (Reg. (EU) 2021/1060, Art. 79(2)); the file has ${units}. Choose a statistical method.`,
  }),
  fewDocuments: (found: number, least: number): Text => ({
    fr: `Un poste ne se contrôle par sondage qu'à partir de ${least} pièces de même nature ; le fichier en compte ${found}. Contrôlez-les toutes.`,
    nl: `Een post wordt pas steekproefsgewijs gecontroleerd vanaf ${least} gelijksoortige stukken; het bestand telt er ${found}. Controleer ze allemaal.`,
    en: `A heading is checked by sample from ${least} documents of one kind on only; the file has ${found}. Check all of them.`,
  }),
  errorAbove: (id: string): Text => ({
    fr: `Unité « ${id} » : le montant contrôlé doit être au-dessus de zéro et d'au plus le montant de l'unité, et l'erreur d'au plus le montant contrôlé. Vérifiez la ligne.`,
    nl: `Eenheid "${id}": het gecontroleerde bedrag moet boven nul liggen en hoogstens het bedrag van de eenheid zijn, en de fout hoogstens het gecontroleerde bedrag. Controleer de rij.`,
    en: `Unit "${id}": the amount checked has to be above zero and at most the unit's amount, and the error at most the amount checked. Check the row.`,
  }),
};

const list = (ids: readonly string[]): string => {
  const shown = ids.slice(0, 10).join(", ");
  return ids.length === 0 ? "∅" : ids.length > 10 ? `${shown}, … (${ids.length})` : shown;
};
