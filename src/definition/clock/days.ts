import { daysBetween, shiftDate } from "../condition/calendar.ts";

/** A time in which the clock stands still: from this day on, until the day on which it goes on; null: no end known. */
export type Pause = Readonly<{ from: string | null; until: string | null }>;

type Standstill = Readonly<{ from: string; until: string | null }>;

/** Returns the pauses from the first day on, in their order and none over another; what ends before it begins is none. */
const standstills = (first: string, pauses: readonly Pause[]): Standstill[] => {
  const apart: Standstill[] = [];
  const begun = pauses
    .flatMap(({ from, until }) => (from === null ? [] : [{ from: from < first ? first : from, until }]))
    .filter(({ from, until }) => until === null || from < until)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  for (const { from, until } of begun) {
    const last = apart.at(-1);
    if (!last || (last.until !== null && last.until < from)) apart.push({ from, until });
    else if (last.until !== null && (until === null || until > last.until))
      apart[apart.length - 1] = { from: last.from, until };
  }
  return apart;
};

/**
 * Returns the last day that is in time: `limit`, and later by as many days as the clock stood still. A pause that
 * begins once the time is over changes nothing; null while it stands still with no end known.
 */
export const dueDay = (first: string, limit: string, pauses: readonly Pause[]): string | null => {
  let due = limit;
  for (const { from, until } of standstills(first, pauses)) {
    if (from > due) break;
    if (until === null) return null;
    due = shiftDate(due, { days: daysBetween(from, until) });
  }
  return due;
};

/**
 * Returns how many days the clock has run on a day, pauses taken out: 0 on the first day, negative before it. Once the
 * time is over it no longer stands still.
 */
export const daysUsed = (first: string, limit: string, pauses: readonly Pause[], day: string): number => {
  const due = dueDay(first, limit, pauses);
  if (due !== null && day > due) return daysBetween(first, limit) + daysBetween(due, day);
  return standstills(first, pauses).reduce(
    (used, { from, until }) => {
      if (from >= day) return used;
      return used - daysBetween(from, until === null || until > day ? day : until);
    },
    daysBetween(first, day),
  );
};

/** Returns whether the clock stands still on a day. */
export const isPausedOn = (first: string, pauses: readonly Pause[], day: string): boolean =>
  standstills(first, pauses).some(({ from, until }) => from <= day && (until === null || day < until));
