import { computeFigures } from "../figure/compute.ts";
import { keyOf } from "../report/report.ts";
import type { FigureReader } from "../report/report.ts";
import type { Session } from "./session.ts";

/** Returns what gives a report its values: the figures asked for, those alike in year and filters in one go. */
export const readFigures = async (session: Session): Promise<FigureReader> => {
  const snapshot = await session.snapshot();
  return async (asked) => {
    const groups = Map.groupBy(asked, ({ year, filters }) => keyOf({ figure: "", year, filters }));
    const values = new Map<string, string>();
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const filters = Object.fromEntries(
        Object.entries(first.filters).map(([name, value]) => [name, [value]]),
      );
      const table = await computeFigures(session.programme, snapshot, {
        figures: group.map(({ figure }) => figure),
        year: first.year,
        filters,
      });
      for (const each of group) values.set(keyOf(each), String(table.totals.get(each.figure) ?? 0n));
    }
    return asked.map((each) => values.get(keyOf(each)) ?? "0");
  };
};
