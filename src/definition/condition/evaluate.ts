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

export type Check<R = RecordValues> = (record: R) => boolean;
export type Read<R> = (record: R) => Value;

/** How the stored answers of a record are read; null where there is none. */
export type Reading<R> = Readonly<{
  stored: (id: string) => Read<R>;
  /** What is computed from answers is computed once for all conditions that share this reading. */
  computed: Map<ConditionField, Read<R>>;
}>;

/** Returns the reading of records that name their answers, as forms and the API give them. */
export const recordReading = (): Reading<RecordValues> => ({
  stored: (id) => (record) => record[id] ?? null,
  computed: new Map(),
});

/**
 * Returns the reading of records that are lists of answers to these fields, in this order: three times as quick to
 * check as by name, which a file of a million rows is worth. A field that is not among them has no answer.
 */
export const rowReading = (fields: readonly string[]): Reading<readonly Value[]> => ({
  stored: (id) => {
    const position = fields.indexOf(id);
    return position < 0 ? () => null : (row) => row[position] ?? null;
  },
  computed: new Map(),
});

/**
 * Returns the condition as a TypeScript function of a record: the reading used by intake, `jalon check` and the
 * forms. It gives the same answer as `toSql` on every record (property-tested on both databases).
 */
export const toCheck = (condition: Condition): Check => checkOf(condition, recordReading());

/** Returns the condition as a function of records that are read in the way given. */
export const checkOf = <R>(condition: Condition, reading: Reading<R>): Check<R> => {
  switch (condition.kind) {
    case "all":
    case "any": {
      // A loop: this runs for every rule on every row, and a callback for each part costs as much as the parts.
      const parts = condition.of.map((part) => checkOf(part, reading));
      const settling = condition.kind === "any";
      return (record) => {
        for (const part of parts) if (part(record) === settling) return settling;
        return !settling;
      };
    }
    case "not": {
      const part = checkOf(condition.of, reading);
      return (record) => !part(record);
    }
    case "named":
      return checkOf(condition.of, reading);
    case "known": {
      const read = reader(condition.field, reading);
      return (record) => (read(record) !== null) === condition.known;
    }
    case "in": {
      const read = reader(condition.field, reading);
      const { negated } = condition;
      const unit = comparable(condition.field);
      if (!unit) {
        const values = new Set<Value>(condition.values);
        return (record) => {
          const value = read(record);
          return value !== null && values.has(value) !== negated;
        };
      }
      const values = new Set(condition.values.map(unit));
      return (record) => {
        const value = read(record);
        return value !== null && values.has(unit(value)) !== negated;
      };
    }
    case "compare": {
      const left = reader(condition.field, reading);
      const right = operandReader(condition.operand, reading);
      const unit = comparable(condition.field, condition.operand);
      const holds = comparers[condition.comparison];
      return (record) => {
        const a = left(record);
        if (a === null) return false;
        const b = right(record);
        if (b === null) return false;
        return unit ? holds(unit(a), unit(b)) : holds(a, b);
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
 * whole numbers too where a decimal is on the other side. Undefined where values are compared as they are.
 */
const comparable = (
  field: ConditionField,
  operand?: Operand,
): ((value: string | number | boolean) => Comparable) | undefined =>
  field.type === "decimal" || isDecimal(operand) ? (value) => scaled(String(value)) : undefined;

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
const reader = <R>(field: ConditionField, reading: Reading<R>): Read<R> => {
  const { origin, id } = field;
  switch (origin.kind) {
    case "stored":
      return reading.stored(id);
    case "age": {
      const read =
        reading.computed.get(field) ?? ageReader(reading.stored(origin.born), reading.stored(origin.on));
      reading.computed.set(field, read);
      return read;
    }
    case "structure": {
      const operationOf = reading.stored("operation");
      return (record) => {
        const operation = operationOf(record);
        return typeof operation === "string" ? (origin.byOperation.get(operation) ?? null) : null;
      };
    }
  }
};

/** A dozen rules ask the age of the same person, one after the other: it is computed for the first of them. */
const ageReader = <R>(bornOf: Read<R>, onOf: Read<R>): Read<R> => {
  let [lastBorn, lastOn, age]: [string, string, number | null] = ["", "", null];
  return (record) => {
    const born = bornOf(record);
    const on = onOf(record);
    if (typeof born !== "string" || typeof on !== "string") return null;
    if (born !== lastBorn || on !== lastOn) [lastBorn, lastOn, age] = [born, on, ageInYears(born, on)];
    return age;
  };
};

const parameterReader = <R>({ parameter: { values }, at }: ParameterUse, reading: Reading<R>): Read<R> => {
  const dateOf = reading.stored(at);
  return (record) => {
    const date = dateOf(record);
    if (typeof date !== "string") return null;
    return values.findLast(({ from }) => from <= date)?.value ?? null;
  };
};

const operandReader = <R>(operand: Operand, reading: Reading<R>): Read<R> => {
  switch (operand.kind) {
    case "literal":
      return () => operand.value;
    case "parameter":
      return parameterReader(operand, reading);
    case "field": {
      const read = reader(operand.field, reading);
      const { span } = operand;
      if (!span) return read;
      const years = amountReader(span.years, reading);
      const months = amountReader(span.months, reading);
      const days = amountReader(span.days, reading);
      const shifted = rememberedShifts(span.sign);
      return (record) => {
        const date = read(record);
        if (typeof date !== "string") return null;
        const y = years(record);
        const m = months(record);
        const d = days(record);
        return y === null || m === null || d === null ? null : shifted(date, y, m, d);
      };
    }
  }
};

const mostRemembered = 20_000;

/** The dates of a file come back on thousands of rows, and calendar arithmetic is the dearest part of a rule. */
const rememberedShifts = (sign: 1 | -1) => {
  let known = new Map<string, string>();
  let span = { years: 0, months: 0, days: 0 };
  return (date: string, years: number, months: number, days: number): string => {
    if (span.years !== years || span.months !== months || span.days !== days) {
      span = { years, months, days };
      known = new Map();
    }
    let shifted = known.get(date);
    if (shifted === undefined) {
      shifted = shiftDate(date, { years: sign * years, months: sign * months, days: sign * days });
      if (known.size < mostRemembered) known.set(date, shifted);
    }
    return shifted;
  };
};

const amountReader = <R>(
  amount: SpanAmount | undefined,
  reading: Reading<R>,
): ((record: R) => number | null) => {
  if (typeof amount !== "object") return () => amount ?? 0;
  const read = parameterReader(amount, reading);
  return (record) => {
    const value = read(record);
    return value === null ? null : Number(value);
  };
};
