import { useMemo } from "react";
import { useLanguage } from "../language.tsx";

/** Returns what says a month in the language of the page: "mars 2020". */
export const useMonth = (): ((day: string) => string) => {
  const language = useLanguage();
  const format = useMemo(
    () => new Intl.DateTimeFormat(`${language}-BE`, { month: "long", year: "numeric", timeZone: "UTC" }),
    [language],
  );
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
};
