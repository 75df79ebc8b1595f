import { type ClockColumns, daysUsedSql, dueSql } from "../clock/sql.ts";
import type {
  ClockRule,
  Condition,
  ConditionField,
  Operand,
  ParameterUse,
  Span,
  SpanAmount,
} from "./condition.ts";

/**
 * Returns the condition as an SQL expression over the columns of the register's table, readable by PostgreSQL and by
 * DuckDB alike. It is true, false or null; null counts as false, as WHERE, FILTER and countif read it. Where a value
 * of two states is needed, wrap it in coalesce(…, false).
 */
export const toSql = (condition: Condition): string => {
  const known = made.get(condition);
  if (known !== undefined) return known;
  const sql = makeSql(condition);
  made.set(condition, sql);
  return sql;
};

/** A condition never changes, and a page asks for the SQL of dozens. */
const made = new WeakMap<Condition, string>();

const makeSql = (condition: Condition): string => {
  switch (condition.kind) {
    case "all":
      return condition.of.length === 0 ? "true" : `(${condition.of.map(toSql).join(" AND ")})`;
    case "any":
      return condition.of.length === 0 ? "false" : `(${condition.of.map(toSql).join(" OR ")})`;
    case "not":
      // Two-valued: what is not known to hold does not hold, and its negation does.
      return `(NOT coalesce(${toSql(condition.of)}, false))`;
    case "named":
      return toSql(condition.of);
    case "known":
      return `(${fieldSql(condition.field)} IS ${condition.known ? "NOT " : ""}NULL)`;
    case "in": {
      const values = condition.values.map((value) => literalSql(condition.field, value)).join(", ");
      return `(${fieldSql(condition.field)} ${condition.negated ? "NOT " : ""}IN (${values}))`;
    }
    case "compare": {
      const { field, operand, comparison } = condition;
      if (field.type === "boolean" && operand.kind === "literal" && comparison === "=")
        return operand.value === true ? fieldSql(field) : `(NOT ${fieldSql(field)})`;
      return `(${fieldSql(field)} ${comparison} ${operandSql(field, operand)})`;
    }
  }
};

/** Returns an SQL name, quoted so that no definition can say anything but a name. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Returns an SQL text literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Returns the SQL expression of a field: its column, the age rule, or the operation's property. */
export const fieldSql = (field: ConditionField): string => {
  const { origin, id } = field;
  switch (origin.kind) {
    case "stored":
      return sqlName(id);
    case "age":
      return ageSql(sqlName(origin.born), sqlName(origin.on));
    case "part":
      return `CAST(extract(${origin.part} from ${sqlName(origin.of)}) AS integer)`;
    case "cases": {
      const cases = origin.of.map(
        ({ code, when }) => `WHEN ${when ? toSql(when) : "true"} THEN ${sqlText(code)}`,
      );
      return `(CASE ${cases.join(" ")} END)`;
    }
    case "clock": {
      const { clock, gives } = origin;
      const columns = clockColumns(clock);
      if (gives === "due") return dueSql(columns);
      if (gives === "used")
        return clock.stops ? daysUsedSql(columns, fieldSql(clock.stops)) : "CAST(NULL AS integer)";
      return `(CASE WHEN ${awaitsSql(clock)} THEN ${dueSql(columns)} END)`;
    }
    case "structure": {
      if (origin.byOperation.size === 0)
        return field.type === "date" ? "CAST(NULL AS date)" : "CAST(NULL AS text)";
      const cases = [...origin.byOperation].map(
        ([operation, value]) => `WHEN ${sqlText(operation)} THEN ${literalSql(field, value)}`,
      );
      return `(CASE "operation" ${cases.join(" ")} END)`;
    }
  }
};

/** Returns the dates of a clock as SQL. */
export const clockColumns = ({ from, within, pauses }: ClockRule): ClockColumns => ({
  first: fieldSql(from),
  limit: spanSql(fieldSql(from), within),
  pauses: pauses.map((pause) => ({ from: fieldSql(pause.from), until: fieldSql(pause.until) })),
});

/** Returns the SQL of whether what the clock is for is still waited for: it has begun, and is neither done nor lapsed. */
export const awaitsSql = ({ from, when, done, lapses, standsStill }: ClockRule): string =>
  [
    `${fieldSql(from)} IS NOT NULL`,
    ...(when ? [`coalesce(${toSql(when)}, false)`] : []),
    `NOT coalesce(${toSql(done)}, false)`,
    ...(lapses ? [`${fieldSql(lapses)} IS NULL`] : []),
    ...(standsStill ? [`NOT coalesce(${toSql(standsStill)}, false)`] : []),
  ].join(" AND ");

/** The age rule of `calendar.ts`, in SQL: years apart, less one while month and day of birth have not come. */
const ageSql = (born: string, on: string): string => {
  const part = (unit: string, date: string) => `CAST(extract(${unit} from ${date}) AS integer)`;
  const monthDay = (date: string) => `(${part("month", date)} * 100 + ${part("day", date)})`;
  return `(${part("year", on)} - ${part("year", born)} - CASE WHEN ${monthDay(on)} < ${monthDay(born)} THEN 1 ELSE 0 END)`;
};

const literalSql = (field: ConditionField, value: string | number | boolean): string => {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (field.type === "integer" || field.type === "decimal") return numberSql(value);
  return field.type === "date" ? `DATE ${sqlText(String(value))}` : sqlText(String(value));
};

const numberSql = (value: string | number): string => {
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw new Error(`not a number: ${value}`);
  return String(value);
};

/** A parameter's value depends on a date of the record: newest value first, none before the oldest. */
const datedSql = (use: ParameterUse, then: (value: string | number) => string): string => {
  const cases = use.parameter.values
    .toReversed()
    .map(({ from, value }) => `WHEN ${sqlName(use.at)} >= DATE ${sqlText(from)} THEN ${then(value)}`);
  return `(CASE ${cases.join(" ")} END)`;
};

const operandSql = (field: ConditionField, operand: Operand): string => {
  switch (operand.kind) {
    case "literal":
      return literalSql(field, operand.value);
    case "parameter":
      return datedSql(operand, numberSql);
    case "field":
      if (operand.percent !== undefined) return `(${fieldSql(operand.field)} * ${shareSql(operand.percent)})`;
      return operand.span ? spanSql(fieldSql(operand.field), operand.span) : fieldSql(operand.field);
  }
};

/** Returns the SQL expression of a parameter's value for a record; null before its first one. */
export const parameterSql = (use: ParameterUse): string => datedSql(use, numberSql);

/** So many hundredths as a factor written out: a division would be a float in DuckDB. */
const shareSql = (percent: SpanAmount): string =>
  typeof percent === "object" ? datedSql(percent, hundredthsSql) : hundredthsSql(percent);

const hundredthsSql = (percent: string | number): string => {
  const [whole = "0", fraction = ""] = numberSql(percent).split(".");
  const digits = whole.padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction.padEnd(2, "0")}`;
};

/** Returns the SQL expression of a date so much later or earlier; null where the date or a parameter is not known. */
export const spanSql = (date: string, span: Span): string => {
  const parts = (["years", "months", "days"] as const).flatMap((unit) => {
    const amount = span[unit];
    return amount === undefined ? [] : [{ unit, amount }];
  });
  /** Amounts that hang on a parameter branch outside the addition, so that one interval holds all of the span. */
  const add = (fixed: string[], rest: typeof parts): string => {
    const [next, ...others] = rest;
    if (!next) return `CAST(${date} + INTERVAL '${fixed.join(" ")}' AS date)`;
    const withAmount = (value: string | number) =>
      add([...fixed, `${numberSql(span.sign * Number(value))} ${next.unit}`], others);
    return typeof next.amount === "number" ? withAmount(next.amount) : datedSql(next.amount, withAmount);
  };
  return parts.length === 0 ? date : add([], parts);
};
