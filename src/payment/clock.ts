/** When the days of a declaration do not count: from a day to the last one, or still (null). "YYYY-MM-DD". */
export type Stop = Readonly<{ from: string; until: string | null }>;

/** How many days a partner has waited, and how many are left. */
export type Counted = Readonly<{
  used: number;
  stopped: number;
  /** The last day in time; null while a stop has no end, as it moves with it. */
  dueOn: string | null;
  /** Below nothing: exceeded by so many days. */
  daysLeft: number;
  exceeded: boolean;
  /** Whether the days count on that day. */
  runs: boolean;
}>;

const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const textOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/**
 * Returns how the days count in which a partner is to be paid: those after the day of submission, without those of the
 * stops, however they overlap; up to the day of payment, where it was paid, else up to `today`. 90 days in Reg. (EU) No
 * 1303/2013, Art. 132(1), 80 in Reg. (EU) 2021/1060, Art. 74(1)(b): `allowed`.
 */
export const countDays = ({
  submittedOn,
  allowed,
  stops,
  paidOn,
  today,
}: Readonly<{
  submittedOn: string;
  allowed: number;
  stops: readonly Stop[];
  paidOn: string | null;
  today: string;
}>): Counted => {
  const first = dayOf(submittedOn) + 1;
  const last = dayOf(paidOn ?? today);
  const spans = merged(stops, first);
  let stopped = 0;
  for (const [from, until] of spans) stopped += Math.max(0, Math.min(until, last) - from + 1);
  const used = Math.max(0, last - first + 1 - stopped);
  const dueOn = lastDay(first, allowed, spans);
  const running = spans.some(([from, until]) => from <= dayOf(today) && dayOf(today) <= until);
  return {
    used,
    stopped,
    dueOn: dueOn === undefined ? null : textOf(dueOn),
    daysLeft: allowed - used,
    exceeded: used > allowed,
    runs: paidOn === null && !running,
  };
};

/** The stops one after the other, those that touch as one; without an end, for ever. */
const merged = (stops: readonly Stop[], first: number): readonly (readonly [number, number])[] => {
  const spans: [number, number][] = [];
  const sorted = stops
    .map(({ from, until }): [number, number] => [
      Math.max(dayOf(from), first),
      until === null ? Number.POSITIVE_INFINITY : dayOf(until),
    ])
    .filter(([from, until]) => until >= from)
    .toSorted(([a], [b]) => a - b);
  for (const [from, until] of sorted) {
    const before = spans.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], until);
    else spans.push([from, until]);
  }
  return spans;
};

/** The last of so many days that count; undefined where a stop without an end comes before. */
const lastDay = (
  first: number,
  allowed: number,
  spans: readonly (readonly [number, number])[],
): number | undefined => {
  let due = first + allowed - 1;
  for (const [from, until] of spans) {
    if (from > due) break;
    if (until === Number.POSITIVE_INFINITY) return undefined;
    due += until - from + 1;
  }
  return due;
};
