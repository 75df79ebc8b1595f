import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FigureList, FigureTablePage } from "../../../src/progress/shapes.ts";
import { api } from "../api.ts";

/** What a table of figures is asked for. */
export type TableAsked = Readonly<{
  year?: string | undefined;
  figures?: readonly string[] | undefined;
  by?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  whole?: boolean | undefined;
}>;

/** Returns what is asked as the server reads it. */
export const queryOf = ({ year, figures, by, where, whole }: TableAsked) => ({
  ...(year === undefined ? {} : { year }),
  ...(figures && figures.length > 0 ? { figures: figures.join(",") } : {}),
  ...(by && by.length > 0 ? { by: by.join(",") } : {}),
  ...(where && where.length > 0 ? { where } : {}),
  ...(whole === true ? { whole: "true" } : {}),
});

/** Asks for a table of figures; the one before stays in view until it is there. */
export const useFigureTable = (asked: TableAsked, isEnabled = true) =>
  useQuery({
    queryKey: ["figures", "table", queryOf(asked)],
    queryFn: () => api.get<FigureTablePage>("/api/figures", queryOf(asked)),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });

/** Asks which figures, dimensions and years there are. */
export const useFigureList = () =>
  useQuery({
    queryKey: ["figures", "list"],
    queryFn: () => api.get<FigureList>("/api/figure-list"),
    staleTime: 60_000,
  });
