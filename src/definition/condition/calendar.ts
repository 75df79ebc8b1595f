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
  // Written out, because Temporal is not in every browser yet; the test holds it against Temporal.
  const inMonths = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + years * 12 + months;
  const [year, month] = [Math.floor(inMonths / 12), modulo(inMonths, 12) + 1];
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return textOfDay(dayNumber(year, month, day) + days);
};

/** Returns the year of a date, its quarter from 1 to 4, or its day of the month, from 1 to 31. */
export const partOfDate = (date: string, part: "year" | "quarter" | "day"): number => {
  if (part === "year") return Number(date.slice(0, 4));
  return part === "day" ? Number(date.slice(8, 10)) : Math.ceil(Number(date.slice(5, 7)) / 3);
};

/** Returns how many days after the first date the second one is; negative when it is before. */
export const daysBetween = (from: string, until: string): number => dayOf(until) - dayOf(from);

const dayOf = (date: string): number =>
  dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

/** Days of the Gregorian calendar in 400 years, after which it begins again. */
const cycle = 146_097;

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/**
 * Returns the day's number, counted from 1 March of the year 0, a leap year: years that begin in March end with their
 * leap day, and the lengths of their months repeat every five.
 */
const dayNumber = (year: number, month: number, day: number): number => {
  const from = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return from * 365 + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + ofYear;
};

/** Returns the day of this number as YYYY-MM-DD, "~" past the year 9999 and "" before the year 0. */
const textOfDay = (number: number): string => {
  const ofCycle = modulo(number, cycle);
  const ofYears =
    ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096);
  const years = Math.floor(ofYears / 365);
  const ofYear = ofCycle - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = ((fromMarch + 2) % 12) + 1;
  const year = Math.floor(number / cycle) * 400 + years + (month <= 2 ? 1 : 0);
  if (year > 9999) return "~";
  if (year < 0) return "";
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
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
