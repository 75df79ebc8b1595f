import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Contract, Excluded, MatchingPage, Rates, Shortlist } from "../../../src/matching/shapes.ts";
import { api } from "../api.ts";

const at = (service: string): string => `/api/services/${service}/matching`;

/** Asks for a service's offers, quota and ends of contracts. */
export const useMatching = (service: string) =>
  useQuery({ queryKey: ["matching", service], queryFn: () => api.get<MatchingPage>(at(service)) });

/** Asks for the shortlist of an offer: so many of the best; the shorter one stays in view until the longer is there. */
export const useShortlist = (service: string, offer: string, most: number) =>
  useQuery({
    queryKey: ["matching", service, "offer", offer, most],
    queryFn: () => api.get<Shortlist>(`${at(service)}/offers/${offer}`, { most }),
    placeholderData: (before) => (String(before?.offer.record) === offer ? before : undefined),
  });

/** Asks for examples of those whom a condition keeps out, once somebody wants to see them. */
export const useExcluded = (service: string, offer: string, exclude: string, isWanted: boolean) =>
  useQuery({
    queryKey: ["matching", service, "offer", offer, "excluded", exclude],
    queryFn: () => api.get<Excluded>(`${at(service)}/offers/${offer}/excluded/${exclude}`),
    enabled: isWanted,
  });

/** Asks for the selection rates of a year; the last one where none is named. */
export const useRates = (service: string, year: string | undefined) =>
  useQuery({
    queryKey: ["matching", service, "rates", year],
    queryFn: () => api.get<Rates>(`${at(service)}/rates`, { year }),
    placeholderData: (before) => (before?.service === service ? before : undefined),
  });

/** Proposes people for an offer. */
export const usePropose = (service: string, offer: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (records: readonly number[]) =>
      api.send<{ proposed: unknown[] }>("POST", `${at(service)}/offers/${offer}/propose`, { records }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["matching", service] }),
  });
};

/** Begins the record of somebody who got the post. */
export const useContract = (service: string) =>
  useMutation({
    mutationFn: (selection: number) =>
      api.send<Contract>("POST", `${at(service)}/selections/${String(selection)}/contract`),
  });
