import { fill, toSentence } from "../definition/condition/sentence.ts";
import type { Figure, Measure, Programme, Question } from "../definition/programme.ts";
import { countWords, yearWords } from "../figure/rule-words.ts";
import type { Language, Text } from "../language.ts";

/** Returns a text made anew in each language. */
export const inEach = (words: (language: Language) => string): Text => ({
  fr: words("fr"),
  nl: words("nl"),
  en: words("en"),
});

/** Returns the text with the values that it names, each in the text's own language. */
export const filled = (text: Text, values: Readonly<Record<string, Text | string | number>>): Text =>
  inEach((language) =>
    fill(
      text[language],
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "object" ? value[language] : String(value),
        ]),
      ),
    ),
  );

/** Returns the label of a measure with its unit, where the unit is not what the label already says. */
export const measureLabel = ({ label, unit }: Pick<Measure, "label" | "unit">): Text =>
  inEach((language) => {
    const own = unit?.[language];
    if (own === undefined || label[language].toLowerCase().includes(own.toLowerCase()))
      return label[language];
    return `${label[language]} (${own})`;
  });

/** Returns, sentence by sentence, what a measure counts and where. */
export const measureWords = (programme: Programme, question: Question, measure: Measure): Text[] => {
  const { value, definition } = measure;
  const said = definition ? [definition] : [];
  if (!isKeptBy(question, measure)) return [asSentence(missingWords(measure))];
  switch (value.kind) {
    case "missing":
      return [asSentence(missingWords(measure))];
    case "ratio": {
      const label = (id: string): Text =>
        question.measures.find((one) => one.id === id)?.label ?? inEach(() => id);
      const words = value.isShare ? sentences.share : sentences.ratio;
      return [...said, filled(words, { of: label(value.of), per: label(value.per) })];
    }
    case "figure":
    case "part":
      return [...said, ...figureWords(programme, value.figure)];
    case "length":
      return [
        ...said,
        filled(value.bothDays ? sentences.lengthBoth : sentences.length, {
          from: fieldLabel(value.figure, value.from),
          until: fieldLabel(value.figure, value.until),
        }),
        ...ruleWords(value.figure),
        inEach((language) => yearWords(value.figure, language) ?? ""),
      ];
    case "daily":
      return [
        ...said,
        filled(value.isTotal ? sentences.dailyTotal : value.sum ? sentences.dailySum : sentences.daily, {
          register: registerLabel(value.figure),
          from: fieldLabel(value.figure, value.from),
          until: fieldLabel(value.figure, value.until),
          field: value.sum?.label ?? "",
        }),
        ...ruleWords(value.figure),
      ];
  }
};

/** What follows a colon elsewhere stands alone here. */
const asSentence = (text: Text): Text =>
  inEach((language) => text[language].charAt(0).toUpperCase() + text[language].slice(1));

/** Returns whether any of the service's operations keeps the register that the measure counts. */
const isKeptBy = ({ operations }: Question, { value }: Measure): boolean => {
  const computation = "figure" in value ? value.figure.computation : undefined;
  return (
    computation?.kind !== "count" || computation.register.operations.some((id) => operations.includes(id))
  );
};

/** Returns what would have to be recorded for the measure to be known. */
export const missingWords = ({ missing, value }: Measure): Text => {
  if (missing) return missing;
  return filled(sentences.notKept, { register: "figure" in value ? registerLabel(value.figure) : "" });
};

const figureWords = (programme: Programme, figure: Figure): Text[] => {
  const year = yearWords(figure, "fr");
  return [
    inEach((language) => countWords(programme, figure, language)),
    ...ruleWords(figure),
    ...(year === undefined ? [] : [inEach((language) => yearWords(figure, language) ?? "")]),
  ];
};

const ruleWords = ({ computation }: Figure): Text[] => {
  const when =
    computation.kind === "count" || computation.kind === "structure" ? computation.when : undefined;
  return when
    ? [inEach((language) => fill(sentences.rule[language], { rule: toSentence(when, language) }))]
    : [];
};

export const registerLabel = ({ computation }: Figure): Text =>
  computation.kind === "count" ? computation.register.label : inEach(() => "");

const fieldLabel = ({ computation }: Figure, id: string): Text =>
  (computation.kind === "count" ? computation.register.fields.get(id)?.label : undefined) ?? inEach(() => id);

const sentences = {
  rule: { fr: "Condition : {rule}.", nl: "Voorwaarde: {rule}.", en: "Condition: {rule}." },
  share: {
    fr: "« {of} » en pour cent de « {per} ».",
    nl: '"{of}" in procent van "{per}".',
    en: '"{of}" in percent of "{per}".',
  },
  ratio: {
    fr: "« {of} » divisé par « {per} ».",
    nl: '"{of}" gedeeld door "{per}".',
    en: '"{of}" divided by "{per}".',
  },
  length: {
    fr: "Jours de calendrier de « {from} » à « {until} ».",
    nl: 'Kalenderdagen van "{from}" tot "{until}".',
    en: 'Calendar days from "{from}" to "{until}".',
  },
  lengthBoth: {
    fr: "Jours de calendrier de « {from} » à « {until} », les deux compris.",
    nl: 'Kalenderdagen van "{from}" tot en met "{until}".',
    en: 'Calendar days from "{from}" to "{until}", both included.',
  },
  daily: {
    fr: "Fiches du registre « {register} » en cours chaque jour de l'année, de « {from} » à « {until} » compris ; la somme est divisée par le nombre de jours de l'année.",
    nl: 'Fiches van het register "{register}" die elke dag van het jaar lopen, van "{from}" tot en met "{until}"; de som wordt gedeeld door het aantal dagen van het jaar.',
    en: 'Records of the register "{register}" under way on each day of the year, from "{from}" to "{until}" included; the sum is divided by the number of days of the year.',
  },
  dailySum: {
    fr: "« {field} » des fiches du registre « {register} » en cours chaque jour de l'année, de « {from} » à « {until} » compris ; la somme est divisée par le nombre de jours de l'année.",
    nl: '"{field}" van de fiches van het register "{register}" die elke dag van het jaar lopen, van "{from}" tot en met "{until}"; de som wordt gedeeld door het aantal dagen van het jaar.',
    en: '"{field}" of the records of the register "{register}" under way on each day of the year, from "{from}" to "{until}" included; the sum is divided by the number of days of the year.',
  },
  dailyTotal: {
    fr: "Jours de l'année pendant lesquels une fiche du registre « {register} » est en cours, de « {from} » à « {until} » compris, additionnés pour toutes les fiches.",
    nl: 'Dagen van het jaar waarop een fiche van het register "{register}" loopt, van "{from}" tot en met "{until}", opgeteld voor alle fiches.',
    en: 'Days of the year on which a record of the register "{register}" is under way, from "{from}" to "{until}" included, added up over all records.',
  },
  notKept: {
    fr: "Le registre « {register} » n'est pas tenu pour ce service.",
    nl: 'Het register "{register}" wordt voor deze dienst niet bijgehouden.',
    en: 'The register "{register}" is not kept for this service.',
  },
} satisfies Record<string, Text>;

/** What the answer says of itself, below its tables. */
export const noteWords = {
  hidden: {
    fr: "Les nombres de moins de {limit} personnes sont masqués, comme ceux qui n'en laissent que si peu en dehors ; une autre valeur l'est parfois aussi, pour qu'on ne les déduise pas d'un total. Les parts, moyennes et durées de ces personnes sont masquées avec elles.",
    nl: "Aantallen van minder dan {limit} personen zijn verborgen, net als aantallen die er maar zo weinig buiten laten; soms is ook een andere waarde verborgen, zodat ze niet uit een totaal af te leiden zijn. Aandelen, gemiddelden en duren van deze personen zijn mee verborgen.",
    en: "Numbers of fewer than {limit} people are hidden, as are those that leave only so few out; another value is sometimes hidden too, so that they do not follow from a total. Shares, averages and lengths of these people are hidden with them.",
  },
  rounding: {
    fr: "Les parts, moyennes et durées sont calculées exactement et arrondies une seule fois, à la fin, à une décimale (la moitié vers le haut).",
    nl: "Aandelen, gemiddelden en duren worden exact berekend en één keer afgerond, op het einde, op één decimaal (de helft naar boven).",
    en: "Shares, averages and lengths are worked out exactly and rounded once, at the end, to one decimal (halves up).",
  },
  missing: {
    fr: "Non enregistré, {label} : {why}",
    nl: "Niet geregistreerd, {label}: {why}",
    en: "Not recorded, {label}: {why}",
  },
  noData: {
    fr: "{year} n'est pas montrée : les registres de ce service n'ont aucune fiche de cette année.",
    nl: "{year} wordt niet getoond: de registers van deze dienst hebben geen enkele fiche van dat jaar.",
    en: "{year} is not shown: the registers of this service have no record of that year.",
  },
  nothing: {
    fr: "Les registres de ce service n'ont aucune fiche de {year}.",
    nl: "De registers van deze dienst hebben geen enkele fiche van {year}.",
    en: "The registers of this service have no record of {year}.",
  },
  underWay: {
    fr: "{year} n'est pas terminée : elle est comptée jusqu'au {today}.",
    nl: "{year} is niet afgelopen: het jaar is geteld tot en met {today}.",
    en: "{year} is not over: it is counted up to {today}.",
  },
} satisfies Record<string, Text>;
