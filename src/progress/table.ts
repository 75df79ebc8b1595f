import type { Pool } from "pg";
import type { Figure, Programme } from "../definition/programme.ts";
import type { Who } from "../access/who.ts";
import { exact } from "../decimal.ts";
import { computeFigures, type FigureTable } from "../figure/compute.ts";
import { isDelay } from "../figure/delays.ts";
import { type Filters, isPlaceDimension } from "../figure/request.ts";
import {
  hideSmallCells,
  showAll,
  smallestShown,
  type ShownTable,
  type ShownValue,
} from "../figure/small-cells.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { dimensionText, FiguresOfOthers, valueText } from "./asked.ts";
import { dataVersion } from "./data.ts";
import type { FigureTablePage } from "./shapes.ts";
import { sightOf, type Sight } from "./sight.ts";

/** What figures are shown from, to whom, and on which day. */
export type Asker = Readonly<{
  programme: Programme;
  pool: Pool;
  snapshot: Snapshot;
  who: Who | undefined;
  today: string;
}>;

export type TableAsked = Readonly<{
  figures?: readonly string[] | undefined;
  year?: number | undefined;
  by: readonly string[];
  filters: Filters;
  whole?: boolean | undefined;
}>;

/**
 * Returns a table of figures as the asker may see it, with the year before beside it. Throws FiguresOfOthers when it
 * is not theirs to see, and FigureRequestError for what does not exist.
 */
export const figureTable = async (asker: Asker, asked: TableAsked): Promise<FigureTablePage> => {
  const { programme, pool, snapshot } = asker;
  const sight = seenBy(asker, asked);
  const request = { figures: asked.figures, by: asked.by, filters: sight.filters };
  const { year } = asked;
  const table = await computeFigures(programme, snapshot, { ...request, year });
  const before =
    year === undefined
      ? undefined
      : await computeFigures(programme, snapshot, {
          ...request,
          figures: table.figures.map(({ id }) => id),
          year: year - 1,
        });
  const shown = asShown(asker, sight, table);
  const shownBefore = before && asShown(asker, sight, before);
  const rows = rowsOf(programme, table, shown, shownBefore);
  return {
    year: year ?? null,
    by: asked.by.map((id) => ({ id, label: dimensionText(programme, id) })),
    filters: filterTexts(programme, sight.filters),
    own: ownOf(sight),
    figures: table.figures.map((figure) => ({
      ...summaryOf(programme, figure),
      total: asText(shown.totals.get(figure.id)),
      previous: asText(shownBefore?.totals.get(figure.id)),
    })),
    rows,
    omitted: table.omitted.flatMap((id) => {
      const figure = programme.figures.get(id);
      return figure ? [summaryOf(programme, figure)] : [];
    }),
    hidden: shown.hides || shownBefore?.hides ? smallestShown(programme, asker.today) : null,
    data: await dataVersion(pool, snapshot),
    definition: table.definition,
  };
};

/** Returns what the asker gets to see of what they ask; throws FiguresOfOthers. */
export const seenBy = ({ who }: Asker, asked: Pick<TableAsked, "by" | "filters" | "whole">): Sight => {
  const sight = sightOf(who, asked);
  if (!sight) throw new FiguresOfOthers();
  return sight;
};

/**
 * Returns the table with small counts hidden where the asker may not read the records. Of cases in rooms nobody reads
 * all by their role: told apart by an answer, small counts of them are hidden from everybody.
 */
export const asShown = (
  { programme, today }: Asker,
  { hidesSmall }: Sight,
  table: FigureTable,
): ShownTable => {
  const { limit } = smallestShown(programme, today);
  if (hidesSmall) return hideSmallCells(programme, table, limit);
  return isByAnswer([...table.by, ...Object.keys(table.filters)])
    ? hideSmallCells(programme, table, limit, isOfRooms)
    : showAll(table);
};

/** Whether records are told apart by what they say, and not only by when and where they are kept. */
export const isByAnswer = (dimensions: readonly string[]): boolean =>
  dimensions.some((each) => each !== "year" && each !== "partner" && !isPlaceDimension(each));

/** Whether the figure counts cases that are in rooms. */
export const isOfRooms = ({ computation }: Figure): boolean =>
  computation.kind === "count" && computation.register.isRoom && computation.count.kind !== "sum";

/** Returns a value as exact text; null where it is hidden or there is none. */
export const asText = (value: ShownValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

export const ownOf = ({ own }: Sight): FigureTablePage["own"] =>
  own && {
    operation: own.operation && [...own.operation],
    partner: own.partner && [...own.partner],
  };

/** Returns how a figure is named and measured. */
export const summaryOf = (programme: Programme, figure: Figure): FigureTablePage["omitted"][number] => ({
  id: figure.id,
  label: figure.label,
  unit: figure.unit ?? null,
  code: figure.code ?? null,
  annex: figure.annex ?? null,
  group: figure.group ?? null,
  isMoney: isMoney(programme, figure),
  isRelative: isDelay(figure),
  isStructure: figure.computation.kind === "structure",
});

const isMoney = (programme: Programme, { computation }: Figure): boolean => {
  if (computation.kind === "structure")
    return computation.count === "budget" || computation.count === "esf_contribution";
  if (computation.kind !== "sum") return false;
  return computation.of.every((id) => {
    const part = programme.figures.get(id);
    return part !== undefined && isMoney(programme, part);
  });
};

/** Returns filters with their names, as a page says them. */
export const filterTexts = (programme: Programme, filters: Filters): FigureTablePage["filters"] =>
  Object.entries(filters).map(([id, values]) => ({
    id,
    label: dimensionText(programme, id),
    values: values.map((value) => ({ value, label: valueText(programme, id, value) })),
  }));

const isNothing = (value: ShownValue | undefined): boolean =>
  value !== null && (value === undefined || exact(value).units === 0n);

/** The rows of this year and the year before laid side by side, without those where nothing is in either. */
const rowsOf = (
  programme: Programme,
  { by, figures }: FigureTable,
  shown: ShownTable,
  before: ShownTable | undefined,
): FigureTablePage["rows"] => {
  if (by.length === 0) return [];
  const keyOf = (at: Readonly<Record<string, string | null>>) => JSON.stringify(by.map((name) => at[name]));
  const earlier = new Map(before?.rows.map(({ at, values }) => [keyOf(at), { at, values }]));
  const current = new Map(shown.rows.map(({ at, values }) => [keyOf(at), { at, values }]));
  const keys = [...current.keys(), ...[...earlier.keys()].filter((key) => !current.has(key))];
  return keys.flatMap((key) => {
    const [row, past] = [current.get(key), earlier.get(key)];
    const at = (row ?? past)?.at ?? {};
    const values = figures.map(({ id }) => row?.values.get(id));
    const previous = figures.map(({ id }) => past?.values.get(id));
    if (values.every(isNothing) && previous.every(isNothing)) return [];
    return [
      {
        at: by.map((name) => ({
          value: at[name] ?? null,
          label: valueText(programme, name, at[name] ?? null),
        })),
        // A row that only the other year has is a zero in this one.
        values: values.map((value) => asText(value === undefined ? 0n : value)),
        previous: before ? previous.map((value) => asText(value === undefined ? 0n : value)) : null,
      },
    ];
  });
};
