import { fieldSql, sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { yearsBetween, type CountedFigure } from "./scan-columns.ts";
import { Breakdown, keyText } from "./breakdown.ts";
import { countedWhen, delayDays } from "./delays.ts";
import { personColumn } from "./columns.ts";
import { filterSql, isInYears, yearRuleKey } from "./placing.ts";
import { isPlaceDimension, type Asked } from "./request.ts";
import { shareParts } from "./shared-parts.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Returns the distinct counts of one register that the same rule places in years. Somebody who is in two cells counts
 * in each and once in the total, so that the total is counted and never added up.
 */
export const distinctFigures = async (
  programme: Programme,
  snapshot: Snapshot,
  register: Register,
  figures: readonly CountedFigure[],
  asked: Asked,
): Promise<Map<string, Breakdown>> => {
  const results = new Map(figures.map(({ id }) => [id, new Breakdown()]));
  const [one] = figures;
  if (!one || snapshot.parts(register.id).length === 0) return results;
  const rule = one.computation.year;
  const byYear = asked.by.includes("year");
  const filters = filterSql(programme, asked.filters);
  const where = [...filters, isInYears(rule, asked.years)];
  const conditions = new Map(figures.map((figure) => [figure.id, countedWhen(figure)]));
  const parts = shareParts([...conditions.values()].filter((when) => when !== undefined));

  let source = `(select * from ${snapshot.records(register.id)} r where ${where.join(" and ")})`;
  let year = rule?.kind === "on" ? `year(${sqlName(rule.field)})` : "NULL";
  if (byYear && rule?.kind === "between") {
    const touched = await yearsBetween(snapshot, register, figures, asked, filters);
    const years = touched.get(yearRuleKey(rule)) ?? [];
    if (years.length === 0) return results;
    const each = years.map(
      (one) => `select *, ${one} as "#year" from ${source} y where ${isInYears(rule, [one])}`,
    );
    source = `(${each.join(" union all ")})`;
    year = '"#year"';
  }
  const keys = asked.by.map((dimension) => {
    if (dimension === "year") return `CAST(${year} AS VARCHAR)`;
    const place = isPlaceDimension(dimension) ? register.askable.get(dimension) : undefined;
    return `CAST(${place ? fieldSql(place) : sqlName(dimension)} AS VARCHAR)`;
  });
  const columns = figures.map((figure) => {
    const { count } = figure.computation;
    const when = conditions.get(figure.id);
    if (count.kind === "median") {
      const days = fieldSql(delayDays(count));
      const test = when ? parts.sql(when) : "true";
      // The lower and the upper median are the same where the number of records is odd: together they are twice it.
      const lower = (sign: string) => `quantile_disc(CASE WHEN ${test} THEN ${sign}(${days}) END, 0.5)`;
      return `coalesce(${lower("")} - ${lower("-")}, 0)`;
    }
    const counted = countedKey(figure);
    return `count(DISTINCT ${when ? `CASE WHEN ${parts.sql(when)} THEN ${counted} END` : counted})`;
  });
  const positions = keys.map((_, index) => index + 1).join(", ");
  const grouping = keys.length === 0 ? "" : ` group by grouping sets ((${positions}), ())`;
  const isTotal = keys.length === 0 ? "1" : `grouping(${keys[0]})`;
  const reader = await snapshot.duckdb.runAndReadAll(
    `select ${[...keys, `${isTotal} as total`, ...columns].join(", ")} from ${parts.over(source)} s${grouping}`,
  );
  for (const row of reader.getRows()) {
    const total = Number(row[keys.length]) !== 0;
    const key = keyText(row.slice(0, keys.length).map((value) => (value === null ? null : String(value))));
    figures.forEach(({ id, computation }, index) => {
      const told = BigInt(String(row[keys.length + 1 + index] ?? 0));
      const amount =
        computation.count.kind === "median" ? { units: told * 5n, scale: 1 } : { units: told, scale: 0 };
      const breakdown = results.get(id);
      if (!breakdown) return;
      if (total) breakdown.total = amount;
      if ((!total || keys.length === 0) && amount.units !== 0n) breakdown.add(key, amount);
    });
  }
  return results;
};

/** Returns the SQL of what is told apart; a record with no answer to any of it is not counted. */
const countedKey = ({ computation: { count } }: CountedFigure): string => {
  if (count.kind !== "distinct") return personColumn;
  const [only, ...others] = count.fields.map(sqlName);
  if (only === undefined) throw new Error("a distinct count is of at least one field");
  if (others.length === 0) return only;
  const names = [only, ...others];
  const known = names.map((name) => `${name} IS NOT NULL`).join(" OR ");
  return `CASE WHEN ${known} THEN row(${names.join(", ")}) END`;
};
