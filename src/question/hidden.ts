import { add, canonical, compare, zero, type Exact } from "../decimal.ts";
import type { Figure, Programme } from "../definition/programme.ts";
import type { FigureTable } from "../figure/compute.ts";
import { countsPeople, hideSmallCells } from "../figure/small-cells.ts";

/** What a figure counts in each row of a table, and in all of them together. */
export type Counts = Readonly<{ figure: Figure; rows: ReadonlyMap<string, Exact>; total: Exact }>;

/** The rows in which a count may not be shown, and whether all together may not. */
export type Hidden = Readonly<{ rows: ReadonlySet<string>; total: boolean }>;

/**
 * Returns where a count of people is too small to be shown, and where it would follow from what is. Of a part, the
 * others of the whole count too: "97 of 99 were placed" says something about two people.
 */
export const hiddenParts = (
  { programme, limit }: Readonly<{ programme: Programme; limit: number }>,
  counted: Counts,
  whole: Counts | undefined,
  people: boolean | undefined,
): Hidden => {
  const isOfPeople = people ?? countsPeople(programme, counted.figure);
  if (!isOfPeople) return { rows: new Set(), total: false };
  const hide = (table: FigureTable) => hideSmallCells(programme, table, limit, () => true);
  const { id } = counted.figure;

  const totals = hide(
    tableOf(counted.figure, whole ? split("all", counted.total, whole.total) : [], counted.total),
  );
  const isTotalHidden = totals.totals.get(id) === null || totals.rows[0]?.values.get(id) === null;
  const lines = [...counted.rows].flatMap(([key, value]) =>
    whole ? split(key, value, whole.rows.get(key) ?? value) : [{ at: { row: key }, value }],
  );
  const shown = hide(tableOf(counted.figure, lines, counted.total));
  const rows = shown.rows.flatMap(({ at, values }) => {
    const isPart = at["part"] === undefined || at["part"] === "in";
    return isPart && values.get(id) === null ? [at["row"] ?? ""] : [];
  });
  return { rows: new Set(rows), total: isTotalHidden };
};

type Line = Readonly<{ at: Readonly<Record<string, string>>; value: Exact }>;

/** The part and the others of its whole, as two lines that add up to it. */
const split = (row: string, part: Exact, whole: Exact): Line[] => {
  const others = add(whole, { units: -part.units, scale: part.scale });
  return [
    { at: { row, part: "in" }, value: part },
    { at: { row, part: "out" }, value: compare(others, zero) < 0 ? zero : others },
  ];
};

/** Returns a table of one figure as the rule of small numbers reads it. */
const tableOf = (figure: Figure, lines: readonly Line[], total: Exact): FigureTable => ({
  definition: { programme: "", version: "", fingerprint: "" },
  data: { change: 0, hash: "" },
  years: undefined,
  by: Object.keys(lines[0]?.at ?? {}),
  // A question is always about a part of the programme.
  filters: { operation: [] },
  figures: [figure],
  omitted: [],
  rows: lines.map(({ at, value }) => ({ at, values: new Map([[figure.id, canonical(value)]]) })),
  totals: new Map([[figure.id, canonical(total)]]),
});
