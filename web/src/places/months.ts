import type { OccupancyMonth } from "../../../src/places/shapes.ts";
import { locales } from "../format.ts";
import type { Language } from "../language.tsx";

const said = (month: string, language: Language, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locales[language], { ...style, timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** Returns a month in words: "décembre 2020". */
export const monthWords = (month: string, language: Language): string =>
  said(month, language, { month: "long", year: "numeric" });

/** Returns a month as short as it can be told from others: "déc. 20". */
export const initialOf = (month: string, language: Language): string =>
  said(month, language, { month: "short", year: "2-digit" });

/** Returns how much of a month's places is taken or promised, in percent; undefined where there are none. */
export const shareOf = ({ placeDays, takenDays, promisedDays }: OccupancyMonth): number | undefined =>
  placeDays === 0 ? undefined : ((takenDays + promisedDays) / placeDays) * 100;

/** Returns a day of a month that is known, as short as a calendar says it: "mar. 1". */
export const dayWords = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { weekday: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
