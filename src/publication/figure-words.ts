import { toSentence } from "../definition/condition/sentence.ts";
import type { Figure, Programme } from "../definition/programme.ts";
import type { Source } from "../definition/schema.ts";
import { countWords, namedRules, type NamedRule, yearWords } from "../figure/rule-words.ts";
import { dimensionLabel, valueLabel } from "../figure/words.ts";
import { languages, type Language, type Text } from "../language.ts";

/** What a figure is, in all languages: everything about it but its value. */
export type FigureWords = Readonly<{
  figure: string;
  /** Its code in the regulation's annex, where it has one. */
  code: string | undefined;
  annex: "I" | "II" | undefined;
  label: Text;
  unit: Text | undefined;
  isMoney: boolean;
  counts: Text;
  rule: Text | undefined;
  yearRule: Text | undefined;
  definition: Text | undefined;
  reference: Text | undefined;
  note: Text | undefined;
  /** The named conditions in the rule, with what each says. */
  conditions: readonly Readonly<{ label: Text; rule: Text }>[];
  source: Source;
}>;

/** Returns a text from what says it in one language. */
export const inEach = (say: (language: Language) => string): Text => ({
  fr: say("fr"),
  nl: say("nl"),
  en: say("en"),
});

const inEachIfAny = (say: (language: Language) => string | undefined): Text | undefined =>
  say(languages[0]) === undefined ? undefined : inEach((language) => say(language) ?? "");

/** Returns the words of a figure. */
export const figureWords = (programme: Programme, figure: Figure): FigureWords => {
  const { computation } = figure;
  const when =
    computation.kind === "count" || computation.kind === "structure" ? computation.when : undefined;
  const rules = (language: Language) => flat(namedRules(when, language));
  return {
    figure: figure.id,
    code: figure.code,
    annex: figure.annex,
    label: figure.label,
    unit: figure.unit,
    isMoney: figure.group === "budget",
    counts: countsOf(programme, figure),
    rule: when && inEach((language) => toSentence(when, language)),
    yearRule: inEachIfAny((language) => yearWords(figure, language)),
    definition: figure.definition,
    reference: figure.reference,
    note: figure.note,
    conditions: rules("fr").map((_, index) => ({
      label: inEach((language) => rules(language)[index]?.label ?? ""),
      rule: inEach((language) => rules(language)[index]?.rule ?? ""),
    })),
    source: figure.source,
  };
};

/** A sum names its parts as people know them. */
const countsOf = (programme: Programme, figure: Figure): Text => {
  const { computation } = figure;
  if (computation.kind !== "sum") return inEach((language) => countWords(programme, figure, language));
  return inEach((language) => {
    const parts = computation.of.map((id) => programme.figures.get(id)?.label[language] ?? id);
    return `${sums[language]}${parts.join(" + ")}.`;
  });
};

const sums: Text = { fr: "Additionne : ", nl: "Telt op: ", en: "Adds up: " };

const flat = (rules: readonly NamedRule[]): NamedRule[] =>
  rules.flatMap((rule) => [rule, ...flat(rule.named)]);

/** Returns the part of the programme that filters keep to, in words: "Opération : …". */
export const filterTexts = (
  programme: Programme,
  filters: Readonly<Record<string, string>>,
): { dimension: Text; value: Text }[] =>
  Object.entries(filters).map(([dimension, value]) => ({
    dimension: inEach((language) => dimensionLabel(programme, dimension, language)),
    value: inEach((language) => valueLabel(programme, dimension, value, language)),
  }));
