import { type Costs, dayAfter, type DeclarationPeriod } from "../definition/costs.ts";
import { daysInMonth } from "../definition/condition/calendar.ts";

/** A stretch of time that can be declared: its days, and the last day on which that is asked. */
export type Period = Readonly<{ from: string; until: string; due: string; kind: DeclarationPeriod }>;

/** Returns the periods of one kind, first one first: parts of calendar years, as far as the agreement runs. */
const periodsOfKind = (kind: DeclarationPeriod, starts: string, ends: string): Period[] => {
  const periods: Period[] = [];
  const [firstYear, lastYear] = [Number(starts.slice(0, 4)), Number(ends.slice(0, 4))];
  for (let year = firstYear; year <= lastYear; year++)
    for (let month = 1; month <= 12; month += kind.months) {
      const last = month + kind.months - 1;
      const first = `${year}-${twoDigits(month)}-01`;
      const end = `${year}-${twoDigits(last)}-${twoDigits(daysInMonth(year, last))}`;
      if (end < starts || first > ends) continue;
      const from = first < starts ? starts : first;
      const until = end > ends ? ends : end;
      periods.push({ from, until, due: dayAfter(until, kind.deadline), kind });
    }
  return periods;
};

const twoDigits = (number: number): string => String(number).padStart(2, "0");

type Run = Readonly<{ starts: string; ends: string }>;

/** Returns the periods for which declarations of an agreement are expected: those of the programme's first kind. */
export const expectedPeriods = ({ periods }: Costs, { starts, ends }: Run): readonly Period[] => {
  const [kind] = periods.values();
  return kind ? periodsOfKind(kind, starts, ends) : [];
};

/** Returns the period with these days, of whatever kind; undefined where the programme knows none. */
export const periodWith = (
  { periods }: Costs,
  { starts, ends }: Run,
  from: string,
  until: string,
): Period | undefined =>
  [...periods.values()]
    .flatMap((kind) => periodsOfKind(kind, starts, ends))
    .find((period) => period.from === from && period.until === until);

/** Returns how many calendar months the days touch. */
export const monthsIn = (from: string, until: string): number =>
  (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(until.slice(5, 7)) -
  Number(from.slice(5, 7)) +
  1;
