import { daysInMonth, shiftDate } from "../definition/condition/calendar.ts";
import type { CellProblem, Parsed } from "./answer.ts";

const notADate: CellProblem = {
  rule: "not_a_date",
  expected: {
    fr: "une date jj/mm/aaaa, par exemple 31/03/2020",
    nl: "een datum dd/mm/jjjj, bijvoorbeeld 31/03/2020",
    en: "a date dd/mm/yyyy, e.g. 31/03/2020",
  },
  mend: {
    fr: "Écrivez le jour, le mois et l'année sur quatre chiffres, et vérifiez que ce jour existe.",
    nl: "Schrijf de dag, de maand en het jaar met vier cijfers, en kijk na of die dag bestaat.",
    en: "Write day, month and year in four digits, and check that the day exists.",
  },
};

/** A time of day may follow and is dropped; not one in another time zone (Z), whose day may be another day here. */
const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const yearFirst = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** Spreadsheets count days from 30 December 1899; five digits cover 1927 to 2091 and nothing that looks like a year. */
const serialDate = /^[1-6]\d{4}$/;

/** Returns the day that the text names, "YYYY-MM-DD", from 1900 to 2199: day first, year first, or Excel's number. */
export const parseDate = (text: string): Parsed => {
  if (text === "") return null;
  const european = dayFirst.exec(text);
  if (european) return dateOf(european[3] ?? "", european[2] ?? "", european[1] ?? "");
  const iso = yearFirst.exec(text);
  if (iso) return dateOf(iso[1] ?? "", iso[2] ?? "", iso[3] ?? "");
  if (!serialDate.test(text)) return notADate;
  return shiftDate("1899-12-30", { days: Number(text) });
};

/**
 * Returns the day of a text written exactly "31/03/2020" or "2020-03-31", and undefined for any other, which
 * `parseDate` reads. Half of a file's cells may be such dates: each day's text is made once, and found by its number.
 */
export const commonDate = (text: string): Parsed | undefined => {
  if (text.length !== 10) return undefined;
  if (text.charCodeAt(2) === slash && text.charCodeAt(5) === slash)
    return dayOf(digits(text, 6, 10), digits(text, 3, 5), digits(text, 0, 2));
  if (text.charCodeAt(4) === dash && text.charCodeAt(7) === dash)
    return dayOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  return undefined;
};

const [slash, dash, zero] = [47, 45, 48];

/** Returns the number that these characters are, or -1 where one of them is no digit. */
const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
};

const [firstYear, lastYear] = [1900, 2199];

/** Every day of every year, months of 31 days each, as far as it was met. */
const days = Array.from<Parsed | undefined>({ length: (lastYear - firstYear + 1) * 12 * 31 });

const dayOf = (year: number, month: number, day: number): Parsed | undefined => {
  if (year < 0 || month < 0 || day < 0) return undefined;
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31) return notADate;
  const place = ((year - firstYear) * 12 + month - 1) * 31 + day - 1;
  return (days[place] ??= dateOf(String(year), String(month), String(day)));
};

const dateOf = (year: string, month: string, day: string): Parsed => {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return notADate;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};
