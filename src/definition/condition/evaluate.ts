import { ageInYears, shiftDate } from "./calendar.ts";
import type {
  Comparison,
  Condition,
  ConditionField,
  Operand,
  ParameterUse,
  RecordValues,
  SpanAmount,
  Value,
} from "./condition.ts";

export type Check = (record: RecordValues) => boolean;
type Read = (record: RecordValues) => Value;

/**
 * Returns the condition as a TypeScript function of a record: the reading used by intake, `jalon check` and the
 * forms. It gives the same answer as `toSql` on every record (property-tested on both databases).
 */
export const toCheck = (condition: Condition): Check => {
  switch (condition.kind) {
    case "all": {
      const parts = condition.of.map(toCheck);
      return (record) => parts.every((part) => part(record));
    }
    case "any": {
      const parts = condition.of.map(toCheck);
      return (record) => parts.some((part) => part(record));
    }
    case "not": {
      const part = toCheck(condition.of);
      return (record) => !part(record);
    }
    case "named":
      return toCheck(condition.of);
    case "known": {
      const read = reader(condition.field);
      return (record) => (read(record) !== null) === condition.known;
    }
    case "in": {
      const read = reader(condition.field);
      const unit = comparable(condition.field);
      const values = new Set(condition.values.map(unit));
      return (record) => {
        const value = read(record);
        return value !== null && values.has(unit(value)) !== condition.negated;
      };
    }
    case "compare": {
      const left = reader(condition.field);
      const right = operandReader(condition.operand);
      const unit = comparable(condition.field, condition.operand);
      const holds = comparers[condition.comparison];
      return (record) => {
        const a = left(record);
        if (a === null) return false;
        const b = right(record);
        return b !== null && holds(unit(a), unit(b));
      };
    }
  }
};

type Comparable = string | number | bigint | boolean;

const comparers: Record<Comparison, (a: Comparable, b: Comparable) => boolean> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/**
 * Decimals are compared as whole numbers of their smallest unit, so that "12.5" is "12.50" and nothing is a float;
 * whole numbers too where a decimal is on the other side.
 */
const comparable = (
  field: ConditionField,
  operand?: Operand,
): ((value: string | number | boolean) => Comparable) =>
  field.type === "decimal" || isDecimal(operand) ? (value) => scaled(String(value)) : (value) => value;

const isDecimal = (operand: Operand | undefined): boolean =>
  operand?.kind === "field"
    ? operand.field.type === "decimal"
    : operand?.kind === "parameter" &&
      operand.parameter.values.some(({ value }) => typeof value === "string");

const decimals = 6;

/** Returns a decimal text as a whole number of millionths: exact, whatever number of digits it was written with. */
export const scaled = (text: string): bigint => {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const units = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  return negative ? -units : units;
};

/** Returns a function that reads the field's value from a record: stored, computed, or of its operation. */
export const reader = (field: ConditionField): Read => {
  const { origin, id } = field;
  switch (origin.kind) {
    case "stored":
      return (record) => record[id] ?? null;
    case "age":
      return (record) => {
        const born = record[origin.born];
        const on = record[origin.on];
        return typeof born === "string" && typeof on === "string" ? ageInYears(born, on) : null;
      };
    case "structure":
      return (record) => {
        const operation = record["operation"];
        return typeof operation === "string" ? (origin.byOperation.get(operation) ?? null) : null;
      };
  }
};

const parameterReader = (use: ParameterUse): Read => {
  const { values } = use.parameter;
  return (record) => {
    const at = record[use.at];
    if (typeof at !== "string") return null;
    return values.findLast(({ from }) => from <= at)?.value ?? null;
  };
};

const operandReader = (operand: Operand): Read => {
  switch (operand.kind) {
    case "literal":
      return () => operand.value;
    case "parameter":
      return parameterReader(operand);
    case "field": {
      const read = reader(operand.field);
      const { span } = operand;
      if (!span) return read;
      const years = amountReader(span.years);
      const months = amountReader(span.months);
      const days = amountReader(span.days);
      return (record) => {
        const date = read(record);
        if (typeof date !== "string") return null;
        const [y, m, d] = [years(record), months(record), days(record)];
        if (y === null || m === null || d === null) return null;
        return shiftDate(date, { years: span.sign * y, months: span.sign * m, days: span.sign * d });
      };
    }
  }
};

const amountReader = (amount: SpanAmount | undefined): ((record: RecordValues) => number | null) => {
  if (typeof amount !== "object") return () => amount ?? 0;
  const read = parameterReader(amount);
  return (record) => {
    const value = read(record);
    return value === null ? null : Number(value);
  };
};
