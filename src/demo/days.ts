import { daysInMonth } from "../definition/condition/calendar.ts";
import type { Random } from "./random.ts";

const dayMilliseconds = 86_400_000;

/** Returns the number of the day since 1 January 1970; no time zone has a say in it. */
export const dayNumber = (date: string): number =>
  Math.round(Date.parse(`${date}T00:00:00Z`) / dayMilliseconds);

/** Returns the day of that number, as YYYY-MM-DD. */
export const dateOfDay = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10);

/** Returns the date so many days later, or earlier. */
export const addDays = (date: string, days: number): string => dateOfDay(dayNumber(date) + days);

/** Public holidays of Belgium that have a fixed date; those that move with Easter do not matter here. */
const holidays = new Set(["01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25"]);

// 1 January 1970 was a Thursday.
const isWorkingDay = (day: number): boolean =>
  ![0, 6].includes((((day + 4) % 7) + 7) % 7) && !holidays.has(dateOfDay(day).slice(5));

/** Returns a working day of the month: Monday to Friday, no public holiday. */
export const workingDayIn = (year: number, month: number, random: Random): string => {
  const first = dayNumber(`${year}-${String(month).padStart(2, "0")}-01`);
  const length = daysInMonth(year, month);
  for (;;) {
    const day = first + random.whole(0, length - 1);
    if (isWorkingDay(day)) return dateOfDay(day);
  }
};

/** Returns the day itself when people work on it, else the next one on which they do. */
export const onWorkingDay = (date: string): string => {
  let day = dayNumber(date);
  while (!isWorkingDay(day)) day += 1;
  return dateOfDay(day);
};
