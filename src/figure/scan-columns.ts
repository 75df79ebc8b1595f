import type { Condition } from "../definition/condition/condition.ts";
import { sqlName, toSql } from "../definition/condition/sql.ts";
import type { Figure, FigureYear, Register } from "../definition/programme.ts";
import { isInYears, yearRuleKey } from "./placing.ts";
import type { Asked } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";

/** A figure that counts or sums records of a register. */
export type CountedFigure = Figure & { computation: Figure["computation"] & { kind: "count" } };

/** One aggregate of the scan and where its values go: the year is a key of the groups, fixed, or all together. */
export type Column = Readonly<{
  figure: CountedFigure;
  sql: string;
  /** Whether the values are only those of groups in which the common condition holds. */
  whereCommon: boolean;
  into: Readonly<
    | { kind: "year_key"; index: number }
    | { kind: "year"; year: number }
    | { kind: "total" }
    | { kind: "both" }
  >;
}>;

/** What most figures of a register ask alike, and what each asks besides. */
export type Factored = Readonly<{
  common: Condition | undefined;
  /** What is left of each figure's condition, where anything is. */
  rests: ReadonlyMap<string, Condition>;
  /** The figures that ask the common condition. */
  asking: ReadonlySet<string>;
}>;

/**
 * Takes out the condition that at least half of the figures ask together with others (a complete record, as a rule).
 * Records are then grouped by it, instead of asking it again in each figure.
 */
export const factorCommon = (figures: readonly CountedFigure[]): Factored => {
  const conjuncts = new Map(
    figures.map(({ id, computation: { when } }) => [id, when ? conjunctsOf(when) : []]),
  );
  const counted = new Map<string, { part: Condition; figures: string[] }>();
  for (const [id, parts] of conjuncts)
    for (const [key, part] of new Map(parts.map((each) => [toSql(each), each])))
      counted.set(key, { part, figures: [...(counted.get(key)?.figures ?? []), id] });
  const [most] = [...counted].toSorted(([, a], [, b]) => b.figures.length - a.figures.length);
  const factored = most && most[1].figures.length >= Math.max(4, figures.length / 2) ? most : undefined;
  const rests = new Map<string, Condition>();
  for (const { id, computation } of figures) {
    const asks = factored?.[1].figures.includes(id) ?? false;
    if (!asks && computation.when) rests.set(id, computation.when);
    const others = (conjuncts.get(id) ?? []).filter((part) => toSql(part) !== factored?.[0]);
    if (asks && others.length > 0) rests.set(id, { kind: "all", of: others });
  }
  return { common: factored?.[1].part, rests, asking: new Set(factored?.[1].figures) };
};

/** Returns the conditions that all have to hold, each as the definitions write it: a named one is one of them. */
const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === "all" ? condition.of.flatMap(conjunctsOf) : [condition];

/** Returns the SQL of the year of a date; null outside the years asked for. */
export const yearSql = (field: string, years: readonly number[] | undefined): string => {
  const year = `year(${sqlName(field)})`;
  return years ? `CASE WHEN ${isInYears({ kind: "on", field }, years)} THEN ${year} END` : year;
};

/** Returns the condition that a record counts in any figure at all, so that the others are not looked at. */
export const anyYear = (figures: readonly CountedFigure[], { years }: Asked): string | undefined => {
  if (!years) return undefined;
  const rules = new Map<string, FigureYear | undefined>();
  for (const { computation } of figures) rules.set(yearRuleKey(computation.year), computation.year);
  if ([...rules.values()].includes(undefined)) return undefined;
  return `(${[...rules.values()].map((rule) => isInYears(rule, years)).join(" OR ")})`;
};

/** Returns the aggregates of one figure: one, or one for each year where a record can be in several. */
export const columnsFor = (
  figure: CountedFigure,
  { years }: Asked,
  byYear: boolean,
  yearFields: readonly string[],
  yearsAsked: ReadonlyMap<string, readonly number[]>,
  { rests, asking }: Factored,
  sql: (condition: Condition) => string,
): Column[] => {
  const { count, year } = figure.computation;
  const rest = rests.get(figure.id);
  const condition = rest ? [sql(rest)] : [];
  const column = (placed: string, into: Column["into"]): Column => ({
    figure,
    sql: aggregate(placed),
    whereCommon: asking.has(figure.id),
    into,
  });
  const aggregate = (placed: string): string => {
    const holds = [...condition, ...(placed === "true" ? [] : [placed])].join(" AND ");
    if (count.kind === "sum" || count.kind === "estimate") {
      const field = sqlName(count.field.id);
      return holds === "" ? `sum(${field})` : `sum(CASE WHEN ${holds} THEN ${field} END)`;
    }
    return holds === "" ? "count(*)" : `countif(${holds})`;
  };
  if (!byYear) return [column(isInYears(year, years), { kind: "both" })];
  if (year?.kind === "on")
    return [column("true", { kind: "year_key", index: yearFields.indexOf(year.field) })];
  return [
    ...(yearsAsked.get(yearRuleKey(year)) ?? []).map((one) =>
      column(isInYears(year, [one]), { kind: "year", year: one }),
    ),
    column(isInYears(year, years), { kind: "total" }),
  ];
};

/** Returns the years that records touch, for each pair of dates between which figures count them. */
export const yearsBetween = async (
  snapshot: Snapshot,
  register: Register,
  figures: readonly CountedFigure[],
  { years }: Asked,
  where: readonly string[],
): Promise<Map<string, number[]>> => {
  const found = new Map<string, number[]>();
  for (const { computation } of figures) {
    const rule = computation.year;
    const key = yearRuleKey(rule);
    if (rule?.kind !== "between" || found.has(key)) continue;
    if (years) {
      found.set(key, [...years]);
      continue;
    }
    const [from, until] = [sqlName(rule.from), sqlName(rule.until)];
    const [bounds] = await snapshot.query(
      `select CAST(min(year(${from})) AS INTEGER) as first,
         CAST(max(greatest(year(${from}), coalesce(year(${until}), year(${from})))) AS INTEGER) as last
       from ${snapshot.records(register.id)} r where ${[...where, "true"].join(" and ")}`,
    );
    const first = Number(bounds?.["first"] ?? 0);
    const last = Number(bounds?.["last"] ?? -1);
    found.set(
      key,
      Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index),
    );
  }
  return found;
};
