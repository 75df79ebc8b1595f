import { type Language, type Text, yesOrNo } from "../../language.ts";
import type { Operator } from "../schema.ts";
import type {
  Condition,
  ConditionField,
  Operand,
  Parameter,
  ParameterUse,
  Span,
  SpanAmount,
} from "./condition.ts";

/**
 * Returns the condition as a sentence part in the user's language: "chômeur et âgé de moins de 25 ans à l'entrée".
 * Named conditions are said by their name unless `expand` is asked for.
 */
export const toSentence = (
  condition: Condition,
  language: Language,
  options: { expand?: boolean } = {},
): string => {
  const say = (part: Condition, inside: "all" | "any" | "not" | "top"): string => {
    switch (part.kind) {
      case "all":
      case "any": {
        if (part.of.length === 0) return (part.kind === "all" ? always : never)[language];
        const parts = part.of.map((each) => say(each, part.kind));
        const joined = join(parts, (part.kind === "all" ? and : or)[language]);
        return inside === "top" || inside === part.kind || part.of.length === 1 ? joined : `(${joined})`;
      }
      case "not":
        return fill(negation[language], { value: say(part.of, "not") });
      case "named":
        return options.expand ? say(part.of, inside) : part.label[language];
      case "known":
        return fill((part.known ? known : unknown)[language], { label: part.field.label[language] });
      case "in": {
        const values = part.values.map((value) => sayLiteral(part.field, value, language));
        const list = join(values, (part.negated ? and : or)[language]);
        return sayComparison(part.field, part.negated ? "not_in" : "in", list, language, values.length === 1);
      }
      case "compare":
        return sayComparison(
          part.field,
          part.operator,
          sayOperand(part.field, part.operand, language),
          language,
          true,
        );
    }
  };
  return say(condition, "top");
};

const and: Text = { fr: "et", nl: "en", en: "and" };
const or: Text = { fr: "ou", nl: "of", en: "or" };
const always: Text = { fr: "toujours", nl: "altijd", en: "always" };
const never: Text = { fr: "jamais", nl: "nooit", en: "never" };
const negation: Text = { fr: "pas ({value})", nl: "niet ({value})", en: "not ({value})" };
const known: Text = { fr: "« {label} » renseigné", nl: '"{label}" ingevuld', en: '"{label}" answered' };
const unknown: Text = {
  fr: "« {label} » non renseigné",
  nl: '"{label}" niet ingevuld',
  en: '"{label}" not answered',
};

const phrases: Record<Exclude<Operator, "known">, Text> = {
  is: { fr: "« {label} » : {value}", nl: '"{label}": {value}', en: '"{label}": {value}' },
  is_not: {
    fr: "« {label} » autre que {value}",
    nl: '"{label}" anders dan {value}',
    en: '"{label}" other than {value}',
  },
  in: { fr: "« {label} » : {value}", nl: '"{label}": {value}', en: '"{label}": {value}' },
  not_in: {
    fr: "« {label} » : ni {value}",
    nl: '"{label}": noch {value}',
    en: '"{label}": neither {value}',
  },
  below: {
    fr: "« {label} » inférieur à {value}",
    nl: '"{label}" lager dan {value}',
    en: '"{label}" below {value}',
  },
  above: {
    fr: "« {label} » supérieur à {value}",
    nl: '"{label}" hoger dan {value}',
    en: '"{label}" above {value}',
  },
  at_least: {
    fr: "« {label} » d'au moins {value}",
    nl: '"{label}" minstens {value}',
    en: '"{label}" at least {value}',
  },
  at_most: {
    fr: "« {label} » d'au plus {value}",
    nl: '"{label}" hoogstens {value}',
    en: '"{label}" at most {value}',
  },
  before: { fr: "« {label} » avant {value}", nl: '"{label}" vóór {value}', en: '"{label}" before {value}' },
  after: { fr: "« {label} » après {value}", nl: '"{label}" na {value}', en: '"{label}" after {value}' },
  on_or_before: {
    fr: "« {label} » au plus tard {value}",
    nl: '"{label}" ten laatste {value}',
    en: '"{label}" no later than {value}',
  },
  on_or_after: {
    fr: "« {label} » au plus tôt {value}",
    nl: '"{label}" ten vroegste {value}',
    en: '"{label}" no earlier than {value}',
  },
};

const sayComparison = (
  field: ConditionField,
  operator: Exclude<Operator, "known">,
  value: string,
  language: Language,
  single: boolean,
): string => {
  const own = field.phrases?.[operator] ?? (operator === "in" ? field.phrases?.is : undefined);
  const phrase = own ?? (operator === "not_in" && single ? phrases.is_not : phrases[operator]);
  return fill(phrase[language], { label: field.label[language], value });
};

const sayLiteral = (field: ConditionField, value: string | number | boolean, language: Language): string => {
  if (typeof value === "boolean") return yesOrNo(value)[language];
  if (field.type === "date") return sayDate(String(value), language);
  return field.choices?.find(({ code }) => code === String(value))?.label[language] ?? String(value);
};

/** Returns the date as people write it in Belgium: 31/03/2020. */
export const sayDate = (date: string, _language: Language): string =>
  `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

const sayOperand = (field: ConditionField, operand: Operand, language: Language): string => {
  switch (operand.kind) {
    case "literal":
      return sayLiteral(field, operand.value, language);
    case "parameter":
      return sayParameter(operand.parameter, language);
    case "field": {
      const label = { fr: "« {label} »", nl: '"{label}"', en: '"{label}"' }[language];
      const name = fill(label, { label: operand.field.label[language] });
      if (operand.percent !== undefined)
        return fill(share[language], { name, percent: sayAmount(operand.percent, language) });
      return operand.span ? saySpan(name, operand.span, language) : name;
    }
  }
};

/** Returns the parameter's value, or its values with the dates from which they hold. */
export const sayParameter = ({ values }: Parameter, language: Language): string => {
  const since: Text = {
    fr: "{value} (depuis le {date})",
    nl: "{value} (sinds {date})",
    en: "{value} (since {date})",
  };
  const [only, ...others] = values;
  if (only && others.length === 0) return String(only.value);
  return values
    .map(({ from, value }) => fill(since[language], { value: String(value), date: sayDate(from, language) }))
    .join(", ");
};

const units: Record<"days" | "months" | "years", { one: Text; more: Text }> = {
  days: { one: { fr: "jour", nl: "dag", en: "day" }, more: { fr: "jours", nl: "dagen", en: "days" } },
  months: {
    one: { fr: "mois", nl: "maand", en: "month" },
    more: { fr: "mois", nl: "maanden", en: "months" },
  },
  years: { one: { fr: "an", nl: "jaar", en: "year" }, more: { fr: "ans", nl: "jaar", en: "years" } },
};

const share: Text = {
  fr: "{percent} % de {name}",
  nl: "{percent} % van {name}",
  en: "{percent}% of {name}",
};

const sayAmount = (value: SpanAmount, language: Language): string =>
  typeof value === "number"
    ? String(value)
    : sayParameter((value satisfies ParameterUse).parameter, language);

const saySpan = (name: string, span: Span, language: Language): string => {
  const amount = (value: SpanAmount) => sayAmount(value, language);
  const parts = (["years", "months", "days"] as const).flatMap((unit) => {
    const value = span[unit];
    return value === undefined
      ? []
      : [`${amount(value)} ${units[unit][value === 1 ? "one" : "more"][language]}`];
  });
  const phrase: Text =
    span.sign === 1
      ? { fr: "{name} plus {span}", nl: "{name} plus {span}", en: "{name} plus {span}" }
      : { fr: "{name} moins {span}", nl: "{name} min {span}", en: "{name} minus {span}" };
  return fill(phrase[language], { name, span: join(parts, and[language]) });
};

const join = (parts: readonly string[], word: string): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;

/** Returns the text with each {name} replaced by its value. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
