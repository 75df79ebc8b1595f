import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PlacesDays, PlacesFree, PlacesPage } from "../../../src/places/shapes.ts";
import { api } from "../api.ts";
import type { Say, Text } from "../language.tsx";

const key = "places";

/** The places of a service, from a month on; from the usual one where none is said. */
export const usePlaces = (service: string, from: string | undefined) =>
  useQuery({
    queryKey: [key, service, from],
    queryFn: () => api.get<PlacesPage>(`/api/services/${service}/places`, from === undefined ? {} : { from }),
    placeholderData: (before) => before,
  });

/** One month of a structure, day by day. */
export const usePlacesDays = (
  service: string,
  asked: Readonly<{ operation: string; structure: string; month: string }>,
) =>
  useQuery({
    queryKey: [key, service, "days", asked],
    queryFn: () => api.get<PlacesDays>(`/api/services/${service}/places/days`, asked),
  });

/** Where a place is free for a request on every day of a time; not asked before its first day is a day. */
export const useFree = (
  service: string,
  asked: Readonly<{ operation: string; request: number; from: string; until: string }>,
) => {
  const isDay = /^\d{4}-\d\d-\d\d$/;
  const { until, request, ...rest } = asked;
  const query = { ...rest, request: String(request), ...(until === "" ? {} : { until }) };
  return useQuery({
    queryKey: [key, service, "free", query],
    queryFn: () => api.get<PlacesFree>(`/api/services/${service}/places/free`, query),
    enabled: isDay.test(asked.from) && (until === "" || (isDay.test(until) && until >= asked.from)),
  });
};

/** Has everything that was shown asked anew: an act changes requests, stays and lists at once. */
export const useRenewal = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "kept" });
};

/** The address of a record's page. */
export const recordPage = (operation: string, register: string, record: number): string =>
  `operations/${operation}/registers/${register}/records/${record}`;

/** The month so many months later, as YYYY-MM. */
export const shiftMonth = (month: string, by: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
};

/** What to call a record: whom it is about where one may know, else its number. */
export const nameOf = (
  { title, record }: Readonly<{ title: string | null; record: number }>,
  say: Say,
): string => title ?? say(words.number, { number: String(record) });

const words = {
  number: { fr: "n° {number}", nl: "nr. {number}", en: "no. {number}" },
} satisfies Record<string, Text>;
