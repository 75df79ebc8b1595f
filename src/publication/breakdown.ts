import type { Figure, Programme } from "../definition/programme.ts";
import { compare, exact } from "../decimal.ts";
import { computeFigures, type FigureTable } from "../figure/compute.ts";
import { missingDimensions } from "../figure/request.ts";
import { countsPeople, hideSmallCells, type ShownTable } from "../figure/small-cells.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import type { Text } from "../language.ts";

/** A value of a part of the programme; null where it is hidden because it counts a few people. */
export type Cell = Readonly<{
  id: string;
  label: Text;
  value: string | null;
  /** The operations of a priority. */
  under: readonly Cell[];
}>;

/** What is asked of figures: a year, in a part of the programme, with counts of people below a limit hidden. */
export type Ask = Readonly<{
  year: number;
  filters?: Readonly<Record<string, string>>;
  /** 1 hides nothing. */
  limit: number;
}>;

export type Values = Readonly<{
  /** Of each figure; null where hidden. */
  totals: ReadonlyMap<string, string | null>;
  /** Of each figure by priority and, under it, operation; only what is not zero. */
  cells: ReadonlyMap<string, readonly Cell[]>;
}>;

/**
 * Returns figures of a year, whole and taken apart by priority and operation, with no partner and no record named.
 * A hidden operation does not follow from its priority, nor a hidden priority from the whole or from its operations.
 */
export const valuesOf = async (
  programme: Programme,
  snapshot: Snapshot,
  figures: readonly Figure[],
  { year, filters = {}, limit }: Ask,
): Promise<Values> => {
  const asked = {
    year,
    filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value]])),
  };
  const ids = figures.map(({ id }) => id);
  const whole = await computeFigures(programme, snapshot, { ...asked, figures: ids });
  const rowsBy = async (by: string[]): Promise<ShownTable["rows"]> => {
    const table = await tableBy(programme, snapshot, figures, { ...asked, by });
    return table ? hideSmallCells(programme, table, limit).rows : [];
  };
  const priorities = await rowsBy(["priority"]);
  const operations = await rowsBy(["priority", "operation"]);
  const totals = totalsOf(programme, figures, whole, limit);
  const cells = new Map<string, Cell[]>();
  for (const figure of figures) {
    const isHidden = totals.get(figure.id) === null;
    const operationsOf = (priority: string): Cell[] =>
      operations
        .filter(({ at }) => at["priority"] === priority)
        .map(({ at, values }) => {
          const id = at["operation"] ?? "";
          const value = values.get(figure.id);
          const label = programme.operations.get(id)?.title ?? same(id);
          return { id, label, value: value === null ? null : String(value ?? 0n), under: [] };
        })
        .filter(({ value }) => value === null || !isZero(value));
    cells.set(
      figure.id,
      priorities
        .map(({ at, values }) => {
          const id = at["priority"] ?? "";
          const value = values.get(figure.id);
          const label = programme.priorities.get(id)?.title ?? same(id);
          const under = operationsOf(id);
          const shown = value === null || isHidden ? null : String(value ?? 0n);
          return { id, label, value: shown, under: shown === null ? oneHidden(under) : under };
        })
        .filter(({ value }) => value === null || !isZero(value)),
    );
  }
  return { totals, cells };
};

/** A sum is hidden too where one of its parts is: the others would tell it. */
const totalsOf = (
  programme: Programme,
  figures: readonly Figure[],
  whole: FigureTable,
  limit: number,
): Map<string, string | null> => {
  const totals = new Map<string, string | null>();
  for (const figure of figures) {
    const total = String(whole.totals.get(figure.id) ?? 0n);
    totals.set(figure.id, limit > 1 && countsPeople(programme, figure) && isFew(total, limit) ? null : total);
  }
  for (const { id, computation } of figures)
    if (computation.kind === "sum" && computation.of.some((part) => totals.get(part) === null))
      totals.set(id, null);
  return totals;
};

/** Returns the table of those figures that are known by these dimensions; undefined where none is. */
const tableBy = async (
  programme: Programme,
  snapshot: Snapshot,
  figures: readonly Figure[],
  request: { year: number; by: string[]; filters: Record<string, string[]> },
): Promise<FigureTable | undefined> => {
  const known = figures.filter((figure) => missingDimensions(programme, figure, request.by).length === 0);
  if (known.length === 0) return undefined;
  return computeFigures(programme, snapshot, { ...request, figures: known.map(({ id }) => id) });
};

const same = (words: string): Text => ({ fr: words, nl: words, en: words });
const isZero = (value: string): boolean => exact(value).units === 0n;
const isFew = (value: string, limit: number): boolean =>
  !isZero(value) && compare(exact(value), exact(BigInt(limit))) < 0;

/** A priority that is hidden would follow from its operations if all of them were shown. */
const oneHidden = (cells: readonly Cell[]): Cell[] => {
  if (cells.some(({ value }) => value === null)) return [...cells];
  const [smallest] = cells.toSorted((a, b) => compare(exact(a.value ?? "0"), exact(b.value ?? "0")));
  return cells.map((cell) => (cell === smallest ? { ...cell, value: null } : cell));
};
