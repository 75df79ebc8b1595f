/**
 * Returns the moment until which an answer can come that is expected within so many days: the end of the last one where
 * the programme runs. Working days leave out weekends and the Belgian public holidays (Act of 4 January 1974, Art. 4).
 */
export const dueAfter = (sentAt: string, days: number, unit: "days" | "working_days"): string => {
  let day = Temporal.Instant.from(sentAt).toZonedDateTimeISO(zone).toPlainDate();
  if (unit === "days") day = day.add({ days });
  else
    for (let left = days; left > 0;) {
      day = day.add({ days: 1 });
      if (isWorkingDay(day)) left--;
    }
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString();
};

const zone = "Europe/Brussels";

/** Returns whether people work on that day in Belgium. */
export const isWorkingDay = (day: Temporal.PlainDate): boolean => {
  if (day.dayOfWeek >= 6) return false;
  const monthDay = day.toString().slice(5);
  if (fixedHolidays.has(monthDay)) return false;
  const afterEaster = easterOf(day.year).until(day, { largestUnit: "day" }).days;
  return !movableHolidays.has(afterEaster);
};

const fixedHolidays = new Set(["01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25"]);
/** Easter Monday, Ascension Day and Whit Monday, in days after Easter. */
const movableHolidays = new Set([1, 39, 50]);

/** The Gregorian Easter, by the algorithm of Meeus, Jones and Butcher. */
const easterOf = (year: number): Temporal.PlainDate => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return Temporal.PlainDate.from({ year, month, day });
};

/** Returns whether that moment is still to come. */
export const isDueYet = (moment: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(moment), Temporal.Now.instant()) > 0;
