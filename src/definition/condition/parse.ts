import type { Text } from "../../language.ts";
import {
  operators,
  type Operator,
  type RawCondition,
  type RawOperand,
  type RawSpan,
} from "../schema-parts.ts";
import { isDate } from "./calendar.ts";
import type {
  Comparison,
  ComparisonOperator,
  Condition,
  ConditionField,
  NamedSource,
  Operand,
  Parameter,
  Span,
  SpanAmount,
} from "./condition.ts";

export type Path = readonly (string | number)[];

/** What a condition may name, and where to say that a name is wrong. */
export type ConditionScope = Readonly<{
  field: (id: string) => ConditionField | undefined;
  fieldNames: () => readonly string[];
  parameter: (id: string) => Parameter | undefined;
  parameterNames: () => readonly string[];
  named: (id: string) => { label: Text; source: NamedSource; of: Condition } | undefined;
  conditionNames: () => readonly string[];
  /** The date field that decides which value of a parameter holds, where the condition does not say. */
  datedBy: string | undefined;
  wrong: (path: Path, found: string, expected: Text) => void;
}>;

const never: Condition = { kind: "any", of: [] };

/**
 * Returns the condition with every name resolved. What is wrong is told to `scope.wrong` with its place; a wrong part
 * becomes a condition that never holds, so that the rest is still looked at.
 */
export const parseCondition = (raw: RawCondition, scope: ConditionScope, path: Path): Condition => {
  const parts = Object.entries(raw).flatMap(([key, value]): Condition[] => {
    const here = [...path, key];
    if (key === "all" || key === "any") {
      const of = (value as RawCondition[]).map((part, index) =>
        parseCondition(part, scope, [...here, index]),
      );
      return [{ kind: key, of }];
    }
    if (key === "not") return [{ kind: "not", of: parseCondition(value as RawCondition, scope, here) }];
    if (key === "condition") return [named(String(value), scope, here)];
    const field = scope.field(key);
    if (!field) {
      scope.wrong(here, key, {
        fr: `un champ du registre : ${scope.fieldNames().join(", ")}`,
        nl: `een veld van het register: ${scope.fieldNames().join(", ")}`,
        en: `a field of the register: ${scope.fieldNames().join(", ")}`,
      });
      return [never];
    }
    return comparisonsOf(field, value, scope, here);
  });
  const [only, ...others] = parts;
  return only && others.length === 0 ? only : { kind: "all", of: parts };
};

const named = (id: string, scope: ConditionScope, path: Path): Condition => {
  const found = scope.named(id);
  if (found) return { kind: "named", id, ...found };
  const names = scope.conditionNames().join(", ");
  scope.wrong(path, id, {
    fr: `une condition définie avant celle-ci : ${names}`,
    nl: `een voorwaarde die eerder gedefinieerd is: ${names}`,
    en: `a condition defined before this one: ${names}`,
  });
  return never;
};

const comparisonsOf = (
  field: ConditionField,
  value: unknown,
  scope: ConditionScope,
  path: Path,
): Condition[] => {
  if (Array.isArray(value)) return [among(field, value, false, scope, path)];
  if (typeof value !== "object" || value === null)
    return [compare(field, "is", value as RawOperand, scope, path)];
  return Object.entries(value).flatMap(([operator, operand]): Condition[] => {
    if (operand === undefined) return [];
    const here = [...path, operator];
    if (operator === "known") return [{ kind: "known", field, known: operand === true }];
    if (operator === "in" || operator === "not_in")
      return [among(field, operand as unknown[], operator === "not_in", scope, here)];
    return [compare(field, operator as Operator, operand as RawOperand, scope, here)];
  });
};

const among = (
  field: ConditionField,
  values: readonly unknown[],
  negated: boolean,
  scope: ConditionScope,
  path: Path,
): Condition => ({
  kind: "in",
  field,
  negated,
  values: values.map((value, index) => literal(field, value, scope, [...path, index])),
});

const comparisonOf: Record<ComparisonOperator, Comparison> = {
  is: "=",
  is_not: "<>",
  below: "<",
  above: ">",
  at_least: ">=",
  at_most: "<=",
  before: "<",
  after: ">",
  on_or_before: "<=",
  on_or_after: ">=",
};

const operatorsFor = (field: ConditionField): readonly Operator[] => {
  if (field.type === "date" || field.isTime === true)
    return ["is", "is_not", "in", "not_in", "before", "after", "on_or_before", "on_or_after", "known"];
  if (field.type === "integer" || field.type === "decimal")
    return ["is", "is_not", "in", "not_in", "below", "above", "at_least", "at_most", "known"];
  return ["is", "is_not", "in", "not_in", "known"];
};

const compare = (
  field: ConditionField,
  operator: Operator,
  raw: RawOperand,
  scope: ConditionScope,
  path: Path,
): Condition => {
  const fitting = operatorsFor(field);
  if (!operators.includes(operator) || !fitting.includes(operator) || !(operator in comparisonOf)) {
    scope.wrong(path, operator, {
      fr: `pour « ${field.label.fr} » (${field.type}), l'un de : ${fitting.join(", ")}`,
      nl: `voor "${field.label.nl}" (${field.type}), een van: ${fitting.join(", ")}`,
      en: `for "${field.label.en}" (${field.type}), one of: ${fitting.join(", ")}`,
    });
    return never;
  }
  const operand = operandOf(field, raw, scope, path);
  const word = operator as ComparisonOperator;
  return operand
    ? { kind: "compare", field, comparison: comparisonOf[word], operator: word, operand }
    : never;
};

const operandOf = (
  field: ConditionField,
  raw: RawOperand,
  scope: ConditionScope,
  path: Path,
): Operand | undefined => {
  if (typeof raw !== "object") return { kind: "literal", value: literal(field, raw, scope, path) };
  if ("parameter" in raw) {
    if (field.type !== "integer" && field.type !== "decimal") {
      scope.wrong(path, raw.parameter, {
        fr: "un paramètre ne se compare qu'à un nombre",
        nl: "een parameter wordt enkel met een getal vergeleken",
        en: "a parameter is only compared with a number",
      });
      return undefined;
    }
    return parameterUse(raw, scope, path);
  }
  const other = scope.field(raw.field);
  if (!other || (other.type !== field.type && !(isNumber(other) && isNumber(field)))) {
    scope.wrong([...path, "field"], raw.field, {
      fr: `un champ de même type (${field.type})`,
      nl: `een veld van hetzelfde type (${field.type})`,
      en: `a field of the same type (${field.type})`,
    });
    return undefined;
  }
  if (raw.percent !== undefined) return shareOf(other, raw, raw.percent, scope, path);
  if (!raw.plus && !raw.minus) return { kind: "field", field: other };
  if (other.type !== "date") {
    scope.wrong(path, raw.field, {
      fr: "une durée ne s'ajoute qu'à une date",
      nl: "een duur wordt enkel bij een datum opgeteld",
      en: "a duration is only added to a date",
    });
    return undefined;
  }
  if (raw.plus && raw.minus) {
    scope.wrong(path, raw.field, {
      fr: "soit plus, soit minus, pas les deux",
      nl: "ofwel plus, ofwel minus, niet beide",
      en: "either plus or minus, not both",
    });
  }
  const words = raw.plus ?? raw.minus ?? {};
  const amount = (unit: "days" | "months" | "years"): SpanAmount | undefined => {
    const value = words[unit];
    if (typeof value !== "object") return value;
    return parameterUse(value, scope, [...path, raw.plus ? "plus" : "minus", unit]);
  };
  const [days, months, years] = [amount("days"), amount("months"), amount("years")];
  const span: Span = {
    sign: raw.plus ? 1 : -1,
    ...(days === undefined ? {} : { days }),
    ...(months === undefined ? {} : { months }),
    ...(years === undefined ? {} : { years }),
  };
  return { kind: "field", field: other, span };
};

const shareOf = (
  field: ConditionField,
  { plus, minus }: Extract<RawOperand, { field: string }>,
  percent: number | { parameter: string; at?: string | undefined },
  scope: ConditionScope,
  path: Path,
): Operand | undefined => {
  if (!isNumber(field) || plus || minus) {
    scope.wrong([...path, "percent"], field.id, {
      fr: "un pourcentage d'un nombre, sans durée",
      nl: "een percentage van een getal, zonder duur",
      en: "a percentage of a number, without a duration",
    });
    return undefined;
  }
  if (typeof percent === "number") return { kind: "field", field, percent };
  const use = parameterUse(percent, scope, [...path, "percent"]);
  return use && { kind: "field", field, percent: use };
};

/** Returns the date a span after the field, as a condition would read it; what is wrong is told. */
export const parseSpanAfter = (
  field: ConditionField,
  plus: RawSpan,
  scope: ConditionScope,
  path: Path,
): Span | undefined => {
  const operand = operandOf(field, { field: field.id, plus }, scope, path);
  return operand?.kind === "field" ? operand.span : undefined;
};

const isNumber = (field: ConditionField) => field.type === "integer" || field.type === "decimal";

const parameterUse = (
  raw: { parameter: string; at?: string | undefined },
  scope: ConditionScope,
  path: Path,
): (Operand & { kind: "parameter" }) | undefined => {
  const parameter = scope.parameter(raw.parameter);
  if (!parameter) {
    const names = scope.parameterNames().join(", ");
    scope.wrong(path, raw.parameter, {
      fr: `un paramètre : ${names}`,
      nl: `een parameter: ${names}`,
      en: `a parameter: ${names}`,
    });
    return undefined;
  }
  const at = raw.at ?? scope.datedBy;
  const field = at === undefined ? undefined : scope.field(at);
  if (at === undefined || field?.type !== "date" || field.origin.kind !== "stored") {
    scope.wrong(path, at ?? raw.parameter, {
      fr: "la date qui décide de la valeur du paramètre : `at`, ou `dated_by` du registre",
      nl: "de datum die de waarde van de parameter bepaalt: `at`, of `dated_by` van het register",
      en: "the date that decides the value of the parameter: `at`, or the register's `dated_by`",
    });
    return undefined;
  }
  return { kind: "parameter", parameter, at };
};

/** Returns the use of a parameter by a record; what is wrong is told. */
export const parseParameterUse = parameterUse;

/** Returns the literal as the field's type wants it; a wrong one is told. */
const literal = (
  field: ConditionField,
  value: unknown,
  scope: ConditionScope,
  path: Path,
): string | number | boolean => {
  const wrong = (expected: Text) => {
    scope.wrong(path, String(value), expected);
    return field.type === "boolean" ? false : "";
  };
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean"
        ? value
        : wrong({ fr: "true ou false", nl: "true of false", en: "true or false" });
    case "integer":
      return Number.isInteger(value)
        ? (value as number)
        : wrong({ fr: "un nombre entier", nl: "een geheel getal", en: "a whole number" });
    case "decimal":
      return /^-?\d+(\.\d{1,6})?$/.test(String(value))
        ? String(value)
        : wrong({ fr: "un nombre", nl: "een getal", en: "a number" });
    case "date":
      return typeof value === "string" && isDate(value)
        ? value
        : wrong({ fr: "une date AAAA-MM-JJ", nl: "een datum JJJJ-MM-DD", en: "a date YYYY-MM-DD" });
    case "choice": {
      const codes = field.choices?.map(({ code }) => code) ?? [];
      if (codes.includes(String(value))) return String(value);
      const list = codes.join(", ");
      return wrong({ fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` });
    }
    case "text":
      return field.isTime !== true || (typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value))
        ? String(value)
        : wrong({ fr: 'une heure "HH:MM"', nl: 'een uur "HH:MM"', en: 'a time "HH:MM"' });
  }
};
