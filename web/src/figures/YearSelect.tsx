import { useSearchParams } from "react-router";
import { Select } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useFigureList } from "./use-figures.ts";

/** Returns the year that the address asks for: "2020", "all", or nothing for the last one with records. */
export const useYear = (): string | undefined => {
  const year = useSearchParams()[0].get("year");
  return year !== null && /^(\d{4}|all)$/.test(year) ? year : undefined;
};

/** Chooses the year of the page's figures, which stands in its address. */
export const YearSelect = ({ hasAll = true }: Readonly<{ hasAll?: boolean }>) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const { data } = useFigureList();
  const asked = useYear();
  if (!data) return null;
  const years = [
    ...new Set([...data.years, data.year, ...(asked && asked !== "all" ? [Number(asked)] : [])]),
  ];
  const options = [
    ...years.toSorted((a, b) => b - a).map((year) => ({ id: String(year), label: String(year) })),
    ...(hasAll ? [{ id: "all", label: say(words.all) }] : []),
  ];
  return (
    <Select
      label={say(words.year)}
      width="short"
      options={options}
      value={asked ?? String(data.year)}
      onChange={(year) => {
        const next = new URLSearchParams(search);
        if (year === null || year === String(data.year)) next.delete("year");
        else next.set("year", year);
        setSearch(next, { replace: true });
      }}
    />
  );
};

const words = {
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  all: { fr: "Toutes années", nl: "Alle jaren", en: "All years" },
} satisfies Record<string, Text>;
