import { parameterOn } from "../definition/condition/parameter.ts";
import type { Figure, Programme } from "../definition/programme.ts";
import { compare, exact } from "../decimal.ts";
import type { FigureValue } from "./amount.ts";
import type { FigureRow, FigureTable } from "./compute.ts";

/** A value that is shown, or null: hidden, because it would say something about a few people. */
export type ShownValue = FigureValue | null;

/** A table of figures as it may be shown to whoever may not read the records behind it. */
export type ShownTable = Readonly<{
  rows: readonly Readonly<{
    at: Readonly<Record<string, string | null>>;
    values: ReadonlyMap<string, ShownValue>;
  }>[];
  totals: ReadonlyMap<string, ShownValue>;
  /** Whether anything is hidden. */
  hides: boolean;
}>;

/** Returns the table with nothing hidden. */
export const showAll = ({ rows, totals }: FigureTable): ShownTable => ({ rows, totals, hides: false });

/**
 * Returns the table without the counts of people that are above zero and below the limit, where it is a breakdown or
 * keeps to a part of the programme. Where a single value of a line is hidden, the smallest other one is hidden too, so
 * that it does not follow from the total; a sum of figures is hidden where it would tell its one hidden part.
 *
 * What follows from comparing several tables, or several days, is not looked at. `isOfPeople` says which figures count
 * people, where their registers do not.
 */
export const hideSmallCells = (
  programme: Programme,
  table: FigureTable,
  limit: number,
  isOfPeople = (figure: Figure) => countsPeople(programme, figure),
): ShownTable => {
  const parted = table.by.length > 0 || Object.keys(table.filters).length > 0;
  if (!parted || limit <= 1) return showAll(table);
  const counted = table.figures.filter(isOfPeople);
  const lines = linesOf(table);
  const hidden = new Map(counted.map(({ id }) => [id, smallOf(table, id, limit)]));
  for (;;) {
    const before = sizeOf(hidden);
    for (const [id, rows] of hidden) for (const line of lines) hideSecond(table, id, line, rows);
    hideSums(table, hidden);
    if (sizeOf(hidden) === before) break;
  }
  const isTotalSmall = (id: string) =>
    hidden.has(id) &&
    Object.keys(table.filters).length > 0 &&
    isSmall(table.totalsBehind?.get(id) ?? table.totals.get(id), limit);
  return {
    rows: table.rows.map(({ at, values }, index) => ({
      at,
      values: new Map(
        [...values].map(([id, value]) => [id, hidden.get(id)?.has(index) === true ? null : value]),
      ),
    })),
    totals: new Map([...table.totals].map(([id, value]) => [id, isTotalSmall(id) ? null : value])),
    hides: sizeOf(hidden) > 0 || table.figures.some(({ id }) => isTotalSmall(id)),
  };
};

/** Returns whether the figure counts people: records of a register that tells persons apart, or persons themselves. */
export const countsPeople = (programme: Programme, { computation }: Figure): boolean => {
  if (computation.kind === "count")
    return (
      (computation.register.person.length > 0 || computation.register.isRoom) &&
      computation.count.kind !== "sum"
    );
  if (computation.kind !== "sum") return false;
  return computation.of.some((id) => {
    const part = programme.figures.get(id);
    return part !== undefined && countsPeople(programme, part);
  });
};

const sizeOf = (hidden: ReadonlyMap<string, ReadonlySet<number>>): number =>
  [...hidden.values()].reduce((sum, { size }) => sum + size, 0);

const isSmall = (value: FigureValue | undefined, limit: number): boolean => {
  const amount = exact(value ?? 0n);
  return amount.units > 0n && compare(amount, exact(BigInt(limit))) < 0;
};

const smallOf = ({ rows }: FigureTable, id: string, limit: number): Set<number> =>
  new Set([...rows.keys()].filter((index) => isSmall(countOf(rows[index], id), limit)));

/** How many a value is about: a share of three people says as much about them as their number does. */
const countOf = (row: FigureRow | undefined, id: string): FigureValue | undefined =>
  row?.behind?.get(id) ?? row?.values.get(id);

/** Returns the lines of the table: the rows that differ in one dimension only, which add up to a known margin. */
const linesOf = ({ rows, by }: FigureTable): number[][] =>
  by.flatMap((dimension) => [
    ...Map.groupBy(rows.keys(), (index) =>
      JSON.stringify(by.filter((other) => other !== dimension).map((other) => rows[index]?.at[other])),
    ).values(),
  ]);

const hideSecond = ({ rows }: FigureTable, id: string, line: readonly number[], hidden: Set<number>) => {
  const inLine = line.filter((index) => hidden.has(index));
  if (inLine.length !== 1) return;
  const amount = (index: number) => exact(countOf(rows[index], id) ?? 0n);
  const others = line.filter((index) => !hidden.has(index)).toSorted((a, b) => compare(amount(a), amount(b)));
  // A zero hides nothing unless there is nothing else: then it stands for "zero or few".
  const next = others.find((index) => amount(index).units > 0n) ?? others[0];
  if (next !== undefined) hidden.add(next);
};

const hideSums = (table: FigureTable, hidden: ReadonlyMap<string, Set<number>>) => {
  for (const { id, computation } of table.figures) {
    const sum = hidden.get(id);
    if (computation.kind !== "sum" || !sum) continue;
    for (const index of table.rows.keys())
      if (computation.of.filter((part) => hidden.get(part)?.has(index)).length === 1) sum.add(index);
  }
};

/** Returns the smallest count that is shown on a day; 5 where the definitions do not say. */
export const smallestShown = (
  { parameters }: Pick<Programme, "parameters">,
  today: string,
): Readonly<{ limit: number; verified: boolean }> => {
  const parameter = parameters.get("smallest_count_shown");
  const held = parameter && parameterOn(parameter, today);
  return { limit: held ? Number(held.value) : usualLimit, verified: held?.source.verified ?? false };
};

/** What statistical offices commonly keep to; a programme sets its own as a parameter. */
const usualLimit = 5;
