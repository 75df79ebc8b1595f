import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { FigureYear } from "../definition/programme.ts";
import type { Filters } from "./request.ts";
import { isPlaceDimension, placeOf } from "./request.ts";
import type { Programme } from "../definition/programme.ts";

/**
 * Returns the SQL that says whether a record is in one of the years, or in any year at all when none is given. A
 * record without the date is in no year. Between two dates a record is in every year it touches; while the second
 * date is not known, it goes on.
 */
export const isInYears = (rule: FigureYear | undefined, years: readonly number[] | undefined): string => {
  if (!rule) return "true";
  const from = sqlName(rule.kind === "on" ? rule.field : rule.from);
  if (!years) return `(${from} IS NOT NULL)`;
  const tests = years.map((year) => {
    const [first, last] = [`DATE '${year}-01-01'`, `DATE '${year}-12-31'`];
    if (rule.kind === "on") return `(${from} >= ${first} AND ${from} <= ${last})`;
    const until = sqlName(rule.until);
    return `(${from} <= ${last} AND (${until} IS NULL OR ${until} >= ${first}))`;
  });
  return tests.length === 0 ? "false" : `(${tests.join(" OR ")})`;
};

/** Returns a name for the rule: figures with the same one are placed in years alike. */
export const yearRuleKey = (rule: FigureYear | undefined): string => JSON.stringify(rule ?? null);

/** Returns the SQL conditions that keep to the part of the programme asked for; fields by their own values. */
export const filterSql = (programme: Programme, filters: Filters): string[] => {
  const tests: string[] = [];
  const places = Object.entries(filters).filter(([dimension]) => isPlaceDimension(dimension));
  if (places.length > 0) {
    const operations = operationsWithin(programme, filters).map(sqlText).join(", ");
    tests.push(operations === "" ? "false" : `"operation" IN (${operations})`);
  }
  for (const [dimension, values] of Object.entries(filters)) {
    if (isPlaceDimension(dimension)) continue;
    const field = `CAST(${sqlName(dimension)} AS VARCHAR)`;
    const known = values.filter((value) => value !== null).map(sqlText);
    const either = [
      ...(known.length > 0 ? [`${field} IN (${known.join(", ")})`] : []),
      ...(values.includes(null) ? [`${field} IS NULL`] : []),
    ];
    tests.push(either.length === 0 ? "false" : `(${either.join(" OR ")})`);
  }
  return tests;
};

/** Returns the operations that the filters on fund, priority, objective and operation leave. */
export const operationsWithin = (programme: Programme, filters: Filters): string[] =>
  [...programme.operations.keys()].filter((operation) => {
    const place = placeOf(programme, operation);
    return Object.entries(filters).every(
      ([dimension, values]) => !isPlaceDimension(dimension) || values.includes(place[dimension]),
    );
  });
