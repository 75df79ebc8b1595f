import { shiftDate } from "../definition/condition/calendar.ts";

/** A stretch of somebody's path: from a day to a day, or still under way. Dates as YYYY-MM-DD, both days included. */
export type Stretch = Readonly<{ from: string; until: string | null }>;

/** Two stretches that run at the same time, by their places in the list, and the days on which they do. */
export type Overlap = Readonly<{ first: number; second: number; from: string; until: string | null }>;

const never = "9999-12-31";

/**
 * Returns the pairs of stretches that run at the same time. The day on which one ends and the next begins belongs to
 * both, and is no overlap.
 */
export const overlapsOf = (stretches: readonly Stretch[]): Overlap[] => {
  const inOrder = stretches
    .map((stretch, place) => ({ ...stretch, place }))
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.place - b.place));
  return inOrder.flatMap((first, at) =>
    inOrder.slice(at + 1).flatMap((second): Overlap[] => {
      const end = first.until ?? never;
      const isPassedOn = second.from === end && first.from < second.from;
      if (second.from > end || isPassedOn) return [];
      const until = [end, second.until ?? never].toSorted()[0] ?? never;
      return [
        {
          first: first.place,
          second: second.place,
          from: second.from,
          until: until === never ? null : until,
        },
      ];
    }),
  );
};

/** Returns the last day of a phase that the next one follows: the day before it, or its own first day. */
export const lastDayBefore = (next: string, from: string): string => {
  const before = shiftDate(next, { days: -1 });
  return before < from ? from : before;
};
