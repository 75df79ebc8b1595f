/** How much of the calendar is shown at once. */
export const views = ["day", "week", "month", "year"] as const;
export type View = (typeof views)[number];

/** Whether a text is a day of the calendar, "YYYY-MM-DD". */
export const isDay = (text: string | null): text is string => {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};

const utc = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
const iso = (at: Date): string => at.toISOString().slice(0, 10);

/** Returns the day so many days later, or earlier. */
export const plusDays = (day: string, days: number): string =>
  iso(new Date(utc(day).getTime() + days * 86_400_000));

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
const plusMonths = (day: string, months: number): string => {
  const at = utc(firstOfMonth(day));
  at.setUTCMonth(at.getUTCMonth() + months);
  return iso(at);
};

/** Monday is 0, as weeks begin here. */
const weekday = (day: string): number => (utc(day).getUTCDay() + 6) % 7;

/** Returns the first and the last day that a view shows around a day; a year begins on the day given ("09-01"). */
export const spanOf = (view: View, day: string, yearBegins: string): { from: string; until: string } => {
  if (view === "day") return { from: day, until: day };
  if (view === "week") {
    const from = plusDays(day, -weekday(day));
    return { from, until: plusDays(from, 6) };
  }
  if (view === "month") return { from: firstOfMonth(day), until: plusDays(plusMonths(day, 1), -1) };
  const year = Number(day.slice(0, 4));
  const from = `${day.slice(5) >= yearBegins ? year : year - 1}-${yearBegins}`;
  return { from, until: plusDays(`${Number(from.slice(0, 4)) + 1}-${yearBegins}`, -1) };
};

/** Returns the day around which the view before (-1) or after (1) is shown. */
export const stepOf = (view: View, day: string, step: 1 | -1): string => {
  if (view === "day") return plusDays(day, step);
  if (view === "week") return plusDays(day, 7 * step);
  return plusMonths(day, view === "month" ? step : 12 * step);
};

/** Returns the weeks that a month touches, each from Monday to Sunday. */
export const weeksOf = (from: string, until: string): string[][] => {
  const weeks: string[][] = [];
  for (let monday = plusDays(from, -weekday(from)); monday <= until; monday = plusDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => plusDays(monday, day)));
  return weeks;
};
