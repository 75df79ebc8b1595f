import { type Language, type Text, yesOrNo } from "../language.ts";
import { countable } from "../definition/books.ts";
import { fill } from "../definition/condition/sentence.ts";
import { dimensionLabels } from "../definition/dimension-labels.ts";
import type { Programme } from "../definition/programme.ts";
import { exact, formatted } from "../decimal.ts";
import type { FigureValue } from "./amount.ts";
import type { Filters } from "./request.ts";

const labels: Record<string, Text> = {
  ...dimensionLabels,
  year: { fr: "Année", nl: "Jaar", en: "Year" },
};
const notAnswered: Text = { fr: "sans réponse", nl: "niet beantwoord", en: "not answered" };
const noObjective: Text = { fr: "sans objectif", nl: "zonder doelstelling", en: "no objective" };

/** Returns the name of a dimension as people read it. */
export const dimensionLabel = (programme: Programme, dimension: string, language: Language): string =>
  (labels[dimension] ?? fieldOf(programme, dimension)?.label)?.[language] ?? dimension;

/** Returns a value of a dimension as people read it: a title, a name, a choice, "not answered". */
export const valueLabel = (
  programme: Programme,
  dimension: string,
  value: string | null,
  language: Language,
): string => {
  if (value === null) return (dimension === "objective" ? noObjective : notAnswered)[language];
  const label = {
    fund: () => programme.funds.get(value),
    priority: () => programme.priorities.get(value)?.title,
    objective: () => programme.objectives.get(value)?.title,
    operation: () => programme.operations.get(value)?.title,
    partner: () => programme.partners.get(value)?.name,
  }[dimension];
  if (label) return label()?.[language] ?? value;
  for (const register of countable(programme)) {
    const field = register.fields.get(dimension);
    if (field?.type === "boolean") return yesOrNo(value === "true")[language];
    const choice = field?.choices?.find(({ code }) => code === value);
    if (choice) return choice.label[language];
  }
  return value;
};

const fieldOf = (programme: Programme, id: string) =>
  countable(programme)
    .map(({ fields }) => fields.get(id))
    .find((field) => field !== undefined);

/** Returns each filter in words, e.g. "Genre : femme, sans réponse". */
export const filterWords = (programme: Programme, filters: Filters, language: Language): string[] =>
  Object.entries(filters).map(([dimension, values]) => {
    const phrase = { fr: "{name} : {values}", nl: "{name}: {values}", en: "{name}: {values}" }[language];
    return fill(phrase, {
      name: dimensionLabel(programme, dimension, language),
      values: values.map((value) => valueLabel(programme, dimension, value, language)).join(", "),
    });
  });

/** Returns the value as Belgian readers write it: "7.991" and "102.904.420,00", in English "7,991". */
export const formatValue = (value: FigureValue, language: Language): string =>
  formatted(exact(value), language);
