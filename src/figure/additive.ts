import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { roundHalfUp, zero, type Exact } from "../decimal.ts";
import { Breakdown, keyText, keyValues } from "./breakdown.ts";
import { cellsOf, type Cells } from "./cells.ts";
import { filterSql } from "./placing.ts";
import { isPlaceDimension, placeOf, type Asked } from "./request.ts";
import {
  anyYear,
  columnsFor,
  factorCommon,
  yearsBetween,
  yearSql,
  type CountedFigure,
} from "./scan-columns.ts";
import { shareParts } from "./shared-parts.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Returns the counts, sums and estimates of one register, all from one pass over its records: a figure is a column of
 * the query, whatever date places it in a year.
 */
export const additiveFigures = async (
  programme: Programme,
  snapshot: Snapshot,
  register: Register,
  figures: readonly CountedFigure[],
  asked: Asked,
): Promise<Map<string, Breakdown>> => {
  const byYear = asked.by.includes("year");
  const factored = factorCommon(figures);
  const { common, rests } = factored;
  const parts = shareParts([...rests.values(), ...(common ? [common] : [])]);
  // Counted for every partner in one pass, which is remembered: a thousand partners look at their own figures.
  const { partner: partners, ...filters } = asked.filters;
  const isOfPartners = partners !== undefined && !partners.includes(null);
  const where = filterSql(programme, isOfPartners ? filters : asked.filters);
  const restriction = anyYear(figures, asked);
  if (restriction !== undefined) where.push(restriction);

  const fieldKeys = asked.by.filter((dimension) => dimension !== "year" && !isPlaceDimension(dimension));
  const needsPlace = asked.by.some(isPlaceDimension);
  const yearFields = byYear
    ? [...new Set(figures.flatMap(({ computation: { year } }) => (year?.kind === "on" ? [year.field] : [])))]
    : [];
  const keys = [
    ...(needsPlace ? ['"operation"'] : []),
    ...fieldKeys.map(sqlName),
    ...yearFields.map((field) => yearSql(field, asked.years)),
    ...(common ? [`coalesce(${parts.sql(common)}, false)`] : []),
    ...(isOfPartners ? ['"partner"'] : []),
  ];
  const yearsAsked = byYear
    ? await yearsBetween(snapshot, register, figures, asked, where)
    : new Map<string, number[]>();
  const columns = figures.flatMap((figure) =>
    columnsFor(figure, asked, byYear, yearFields, yearsAsked, factored, parts.sql),
  );
  const cells = await cellsOf(snapshot, {
    register: register.id,
    where,
    over: parts.over,
    keys,
    values: columns.map(({ sql }) => sql),
  });

  const results = new Map(figures.map(({ id }) => [id, new Breakdown()]));
  /** The key of each cell of the breakdown has a number, by which the sums of all columns are found. */
  const numbers = new Map<string, number>();
  const sums = columns.map(() => ({ total: 0n, cells: [] as bigint[] }));
  const placed = new Map<string, Record<string, string | null>>();
  const firstField = needsPlace ? 1 : 0;
  const firstYear = firstField + fieldKeys.length;
  for (const [group, values] of isOfPartners ? ofPartners(cells, partners) : cells) {
    const groupKeys = keys.length === 0 ? [] : keyValues(group);
    const commonHolds = common !== undefined && groupKeys.at(isOfPartners ? -2 : -1) === "true";
    const place = needsPlace ? placeFor(programme, placed, groupKeys[0] ?? "") : {};
    /** The cell's key, but for the year: one text for each year that a column may be of. */
    const keyFor = (year: string | null): string =>
      keyText(
        asked.by.map((dimension): string | null => {
          if (dimension === "year") return year;
          if (isPlaceDimension(dimension)) return place[dimension] ?? null;
          return groupKeys[firstField + fieldKeys.indexOf(dimension)] ?? null;
        }),
      );
    const known = new Map<string, number>();
    columns.forEach(({ into, whereCommon }, index) => {
      const value = values[index] ?? 0n;
      const sum = sums[index];
      if (value === 0n || !sum || (whereCommon && !commonHolds)) return;
      if (into.kind === "total") {
        sum.total += value;
        return;
      }
      const year =
        into.kind === "year_key"
          ? (groupKeys[firstYear + into.index] ?? null)
          : into.kind === "year"
            ? String(into.year)
            : "";
      if (year === null) return;
      let cell = known.get(year);
      if (cell === undefined) {
        const key = keyFor(year === "" ? null : year);
        cell = numbers.get(key) ?? numbers.size;
        numbers.set(key, cell);
        known.set(year, cell);
      }
      sum.cells[cell] = (sum.cells[cell] ?? 0n) + value;
      if (into.kind !== "year") sum.total += value;
    });
  }
  columns.forEach(({ figure }, index) => {
    const sum = sums[index];
    const breakdown = results.get(figure.id);
    if (!sum || !breakdown) return;
    const amount = (units: bigint): Exact => finished(figure, units);
    for (const [key, cell] of numbers) {
      const units = sum.cells[cell];
      if (units !== undefined) breakdown.add(key, amount(units));
    }
    if (sum.total !== 0n || breakdown.total === zero) breakdown.total = amount(sum.total);
  });
  return results;
};

type Group = readonly [key: string, values: readonly bigint[]];
const byPartner = new WeakMap<Cells, Map<string, Group[]>>();

/** Returns the groups of some partners, whose name is the last of their keys. */
const ofPartners = (cells: Cells, partners: readonly (string | null)[]): Group[] => {
  let known = byPartner.get(cells);
  if (!known) byPartner.set(cells, (known = Map.groupBy(cells, ([key]) => keyValues(key).at(-1) ?? "")));
  return [...new Set(partners)].flatMap((partner) => known.get(partner ?? "") ?? []);
};

const placeFor = (
  programme: Programme,
  placed: Map<string, Record<string, string | null>>,
  operation: string,
): Record<string, string | null> => {
  const known = placed.get(operation) ?? placeOf(programme, operation);
  placed.set(operation, known);
  return known;
};

/** An estimate is rounded when all of its weights are added up, in each cell and in the total apart. */
const finished = ({ computation: { count } }: CountedFigure, units: bigint): Exact => {
  const scale = scaleOf(count);
  return count.kind === "estimate" ? roundHalfUp({ units, scale }) : { units, scale };
};

/** Returns the digits after the decimal point of what a figure counts. */
export const scaleOf = (count: CountedFigure["computation"]["count"]): number =>
  (count.kind === "sum" || count.kind === "estimate") && count.field.type === "decimal"
    ? count.field.scale
    : 0;

export const isAdditive = ({ computation: { count } }: CountedFigure): boolean =>
  count.kind === "records" || count.kind === "sum" || count.kind === "estimate";
