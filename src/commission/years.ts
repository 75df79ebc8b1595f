import type { AccountingRules } from "../definition/control.ts";

/** The calendar of the account to the Commission: accounting years, windows, days by which things are sent. */

type Calendar = Pick<
  AccountingRules,
  "starts" | "first" | "last" | "finalApplication" | "accounts" | "windows"
>;

/** An accounting year, first and last day included: "2019-07-01" to "2020-06-30". */
export type AccountingYear = Readonly<{ from: string; until: string; label: string }>;

const yearOf = (day: string): number => Number(day.slice(0, 4));
const dayBefore = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
const yearLater = (day: string): string => Temporal.PlainDate.from(day).add({ years: 1 }).toString();

/**
 * Returns the accounting years of the period, first one first. The first runs from the day on which expenditure became
 * eligible to the end of the first whole year (Art. 2(29) of Reg. (EU) 1303/2013 and of Reg. (EU) 2021/1060).
 */
export const accountingYears = ({ starts, first, last }: Calendar): readonly AccountingYear[] => {
  const years: AccountingYear[] = [];
  let from = first;
  while (from <= last) {
    const whole = yearLater(from);
    const next = whole.slice(5) <= starts ? `${yearOf(whole)}-${starts}` : `${yearOf(whole) + 1}-${starts}`;
    const until = dayBefore(next);
    years.push({ from, until, label: `${yearOf(from)}-${yearOf(until)}` });
    from = next;
  }
  return years;
};

/** Returns the accounting year that a day is in; days before the first one are in it, days after the last one in that. */
export const accountingYearOf = (calendar: Calendar, day: string): AccountingYear => {
  const years = accountingYears(calendar);
  const year = years.find(({ until }) => day <= until) ?? years.at(-1);
  if (!year) throw new RangeError("a period without accounting years");
  return year;
};

/** Returns the accounting year that begins on this day; undefined where none does. */
export const accountingYearFrom = (calendar: Calendar, from: string): AccountingYear | undefined =>
  accountingYears(calendar).find((year) => year.from === from);

/** Returns the accounting years that began by the day, first one first. */
export const accountingYearsUntil = (calendar: Calendar, day: string): readonly AccountingYear[] =>
  accountingYears(calendar).filter(({ from }) => from <= day);

/** Reg. (EU) 2024/795: the last accounting year of 2014-2020 has a year longer. */
const hasLonger = ({ last }: Calendar, { until }: AccountingYear): boolean =>
  until === last && last === "2024-06-30";

/**
 * Returns the day by which the final application of the accounting year is sent (Art. 135(2) of Reg. 1303/2013, Art. 91 of
 * Reg. 2021/1060).
 */
export const finalApplicationDue = (calendar: Calendar, year: AccountingYear): string =>
  `${yearOf(year.until) + (hasLonger(calendar, year) ? 1 : 0)}-${calendar.finalApplication}`;

/** Returns the day by which the accounts are sent (Art. 63(5) of Reg. (EU, Euratom) 2018/1046). */
export const accountsDue = (calendar: Calendar, year: AccountingYear): string =>
  `${yearOf(year.until) + (hasLonger(calendar, year) ? 2 : 1)}-${calendar.accounts}`;

/**
 * Returns the days by which applications of the accounting year are sent, the last one the final one, after the
 * final one of the year before: six of them in 2021-2027 (Art. 91(1) of Reg. 2021/1060); none but the last where the law
 * sets no windows.
 */
export const applicationWindows = (calendar: Calendar, year: AccountingYear): readonly string[] => {
  const final = finalApplicationDue(calendar, year);
  const days: string[] = [];
  for (let each = yearOf(year.from); each <= yearOf(year.until); each++)
    for (const window of calendar.windows) days.push(lastDay(each, window));
  const begins =
    calendar.first === year.from ? year.from : `${yearOf(year.from)}-${calendar.finalApplication}`;
  return [...days.filter((day) => day > begins && day < final).toSorted(), final];
};

/** Of February, its last day in that year. */
const lastDay = (year: number, monthDay: string): string =>
  monthDay.startsWith("02-") ? dayBefore(`${year}-03-01`) : `${year}-${monthDay}`;

/** Returns the first day of the quarter that a day is in. */
export const quarterOf = (day: string): string => {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
};

/**
 * Returns the day by which an irregularity found in the quarter is reported: two months after its end (Art. 122(2) of
 * Reg. 1303/2013 with Reg. (EU) 2015/1974; Annex XII of Reg. 2021/1060).
 */
export const reportDue = (quarter: string, months = 2): string =>
  Temporal.PlainDate.from(quarter)
    .add({ months: 3 + months })
    .subtract({ days: 1 })
    .toString();
