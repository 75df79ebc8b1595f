import type { Programme } from "../definition/programme.ts";
import { smallestShown } from "../figure/small-cells.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import { type Cell, valuesOf } from "./breakdown.ts";
import { type FigureWords, figureWords } from "./figure-words.ts";

/** A figure as it was published: its words and its values, with no partner and no record behind them. */
export type PublishedFigure = FigureWords &
  Readonly<{
    value: string | null;
    /** The year before; undefined of what does not depend on the year. */
    before: string | null | undefined;
    cells: readonly Cell[];
  }>;

export type PublishedFigures = Readonly<{
  year: number;
  /** Counts of people below this are hidden (null). */
  smallestShown: number;
  figures: readonly PublishedFigure[];
}>;

/** Returns every figure of the programme for a year, as anybody may see it. */
export const publishedFigures = async (
  programme: Programme,
  snapshot: Snapshot,
  year: number,
): Promise<PublishedFigures> => {
  const { limit } = smallestShown(programme, `${year}-12-31`);
  const figures = [...programme.figures.values()].filter(({ computation }) => computation.kind !== "none");
  const now = await valuesOf(programme, snapshot, figures, { year, limit });
  const before = await valuesOf(programme, snapshot, figures, { year: year - 1, limit });
  return {
    year,
    smallestShown: limit,
    figures: figures.map((figure) => ({
      ...figureWords(programme, figure),
      value: now.totals.get(figure.id) ?? null,
      before: figure.computation.kind === "structure" ? undefined : (before.totals.get(figure.id) ?? null),
      // What was found at a partner is between it and the authority: an operation may have no other.
      cells: figure.group === "control" ? [] : (now.cells.get(figure.id) ?? []),
    })),
  };
};
