import { useSearchParams } from "react-router";
import type { FigureList } from "../../../src/progress/shapes.ts";
import type { TableAsked } from "./use-figures.ts";

/** What the address asks of figures, and how to change it. */
export type Asked = TableAsked &
  Readonly<{
    search: URLSearchParams;
    /** Changes what is asked; the address follows. */
    ask: (change: Readonly<{ by?: readonly string[]; where?: readonly string[]; whole?: boolean }>) => void;
  }>;

const listed = (text: string | null): string[] => (text ?? "").split(",").filter((word) => word !== "");

/** Returns what the address of the page asks of figures: year, breakdown, part of the programme. */
export const useAsked = (): Asked => {
  const [search, setSearch] = useSearchParams();
  const year = search.get("year");
  return {
    search,
    year: year !== null && /^(\d{4}|all)$/.test(year) ? year : undefined,
    by: listed(search.get("by")),
    where: search.getAll("where"),
    whole: search.get("whole") === "true",
    ask: ({ by, where, whole }) => {
      const next = new URLSearchParams(search);
      if (by) {
        next.delete("by");
        if (by.length > 0) next.set("by", by.join(","));
      }
      if (where) {
        next.delete("where");
        for (const word of where) next.append("where", word);
      }
      if (whole !== undefined) {
        if (whole) next.set("whole", "true");
        else next.delete("whole");
      }
      next.delete("after");
      setSearch(next, { replace: true });
    },
  };
};

/** Returns the value that the words of an address keep a dimension to, where it is one. */
export const keptTo = (where: readonly string[] | undefined, dimension: string): string | null => {
  const word = where?.find((one) => one.startsWith(`${dimension}:`));
  return word === undefined ? null : word.slice(dimension.length + 1);
};

/** Returns the words of an address with a dimension kept to a value, or to none. */
export const withKept = (
  where: readonly string[] | undefined,
  dimension: string,
  value: string | null,
): string[] => [
  ...(where ?? []).filter((one) => !one.startsWith(`${dimension}:`)),
  ...(value === null ? [] : [`${dimension}:${value}`]),
];

/** Returns the dimensions that at least one of the figures is known by. */
export const dimensionsOf = (list: FigureList, figures?: readonly string[]): FigureList["dimensions"] => {
  const known = new Set(
    list.figures.filter(({ id }) => !figures || figures.includes(id)).flatMap(({ dimensions }) => dimensions),
  );
  return list.dimensions.filter(({ id }) => known.has(id));
};
