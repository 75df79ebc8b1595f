import { yesOrNo } from "../../../src/language.ts";
import type { Filter } from "../../../src/listing/view.ts";
import type { Format, Say, Text } from "../language.tsx";
import type { ListColumn } from "./shapes.ts";

/** Words that several parts of the list say. */
export const common = {
  unanswered: { fr: "sans réponse", nl: "zonder antwoord", en: "not answered" },
  answered: { fr: "avec une réponse", nl: "met een antwoord", en: "answered" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;

const filterWords = {
  is: { fr: "{label} : {words}", nl: "{label}: {words}", en: "{label}: {words}" },
  contains: {
    fr: "{label} contient « {words} »",
    nl: "{label} bevat ‘{words}’",
    en: "{label} contains “{words}”",
  },
  from: { fr: "{label} : à partir de {from}", nl: "{label}: vanaf {from}", en: "{label}: from {from}" },
  fromDay: { fr: "{label} : à partir du {from}", nl: "{label}: vanaf {from}", en: "{label}: from {from}" },
  until: { fr: "{label} : jusqu’à {until}", nl: "{label}: tot en met {until}", en: "{label}: up to {until}" },
  untilDay: {
    fr: "{label} : jusqu’au {until}",
    nl: "{label}: tot en met {until}",
    en: "{label}: until {until}",
  },
  between: {
    fr: "{label} : de {from} à {until}",
    nl: "{label}: van {from} tot en met {until}",
    en: "{label}: {from} to {until}",
  },
  betweenDays: {
    fr: "{label} : du {from} au {until}",
    nl: "{label}: van {from} tot en met {until}",
    en: "{label}: {from} to {until}",
  },
  or: { fr: " ou ", nl: " of ", en: " or " },
  more: { fr: "{count} choix", nl: "{count} keuzes", en: "{count} choices" },
} satisfies Record<string, Text>;

const mostNamed = 3;

/** Returns what a filter leaves in the list, in words: "Date d'entrée : à partir du 01/01/2020". */
export const sayFilter = (filter: Filter, column: ListColumn, say: Say, format: Format): string => {
  const label = say(column.label);
  if (filter.contains !== undefined) return say(filterWords.contains, { label, words: filter.contains });
  if (filter.in) {
    const words =
      filter.in.length > mostNamed
        ? say(filterWords.more, { count: filter.in.length })
        : filter.in.map((code) => sayChoice(code, column, say)).join(say(filterWords.or));
    return say(filterWords.is, { label, words });
  }
  if (filter.answered !== undefined)
    return say(filterWords.is, { label, words: say(filter.answered ? common.answered : common.unanswered) });
  const isDay = column.type === "date";
  const written = (bound: string) => (isDay ? format.date(bound) : format.number(bound));
  const from = filter.from === undefined ? undefined : written(filter.from);
  const until = filter.until === undefined ? undefined : written(filter.until);
  if (from !== undefined && until !== undefined)
    return say(isDay ? filterWords.betweenDays : filterWords.between, { label, from, until });
  if (from !== undefined) return say(isDay ? filterWords.fromDay : filterWords.from, { label, from });
  return say(isDay ? filterWords.untilDay : filterWords.until, { label, until: until ?? "" });
};

/** Returns the words of a code; "" stands for "not answered". */
export const sayChoice = (code: string, column: ListColumn, say: Say): string => {
  if (code === "") return say(common.unanswered);
  if (column.type === "boolean") return say(yesOrNo(code === "true"));
  const choice = column.choices?.find((each) => each.code === code);
  return choice ? say(choice.label) : code;
};

/** Returns an answer as a cell of the list shows it. */
export const sayAnswer = (
  value: string | number | boolean | null | undefined,
  column: ListColumn,
  say: Say,
  format: Format,
): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return say(yesOrNo(value));
  if (column.type === "choice") return sayChoice(String(value), column, say);
  if (column.type === "date") return format.date(String(value));
  if (column.type === "integer" || column.type === "decimal") return format.number(value);
  return String(value);
};
