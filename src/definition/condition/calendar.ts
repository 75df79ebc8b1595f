/**
 * The one age rule: completed years between two dates. A person born on 29 February completes a year on 1 March of
 * a common year, because on 28 February the day of birth has not come yet. Engines disagree on this date, so the
 * rule is written out as arithmetic on year, month and day, the same in TypeScript and in SQL (`sql.ts`).
 */
export const ageInYears = (born: string, on: string): number => {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
};

/**
 * Returns the date so many years, months and days later (or earlier, when negative; signs may differ). Years and
 * months first, and a day that the month does not have becomes its last one (31 January + 1 month = 28 or 29
 * February); then days. What leaves the years 0 to 9999 comes back as a text that sorts after, or before, every date.
 */
export const shiftDate = (
  date: string,
  { years = 0, months = 0, days = 0 }: { years?: number; months?: number; days?: number },
): string => {
  // Temporal refuses a duration of mixed signs, which databases take: months are added as one number, then days.
  const shifted = Temporal.PlainDate.from(date)
    .add({ months: years * 12 + months }, { overflow: "constrain" })
    .add({ days });
  if (shifted.year > 9999) return "~";
  return shifted.year < 0 ? "" : shifted.toString();
};

/** Returns whether the text is a date of the calendar, written YYYY-MM-DD, from year 1000 to 9999. */
export const isDate = (text: string): boolean => {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month);
};

/** Returns how many days the month has, leap years by the Gregorian rule. */
export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};
