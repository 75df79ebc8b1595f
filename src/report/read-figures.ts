import type { Programme } from "../definition/programme.ts";
import { computeFigures } from "../figure/compute.ts";
import type { Snapshot } from "../figure/snapshot.ts";
import type { FigureAsked } from "./reference.ts";
import { type FigureReader, keyOf } from "./report.ts";

/**
 * Returns what gives a report its values from a snapshot: the figures asked for, those alike in year and filters in
 * one go. A figure asked for again (the same report in another language) is remembered, so that they cannot differ.
 */
export const figureReader = (programme: Programme, snapshot: Snapshot): FigureReader => {
  const known = new Map<string, string>();
  return async (asked) => {
    const unknown = asked.filter((each) => !known.has(keyOf(each)));
    for (const group of Map.groupBy(unknown, partOf).values()) {
      const [first] = group;
      if (!first) continue;
      const table = await computeFigures(programme, snapshot, {
        figures: group.map(({ figure }) => figure),
        year: first.year,
        filters: Object.fromEntries(Object.entries(first.filters).map(([name, value]) => [name, [value]])),
      });
      for (const each of group) known.set(keyOf(each), String(table.totals.get(each.figure) ?? 0n));
    }
    return asked.map((each) => known.get(keyOf(each)) ?? "0");
  };
};

/** What figures have in common that are computed in one go. */
const partOf = ({ year, filters }: FigureAsked): string => keyOf({ figure: "", year, filters });
