import { daysInMonth } from "../definition/condition/calendar.ts";
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
  return Temporal.PlainDate.from("1899-12-30")
    .add({ days: Number(text) })
    .toString();
};

const dateOf = (year: string, month: string, day: string): Parsed => {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return notADate;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};
