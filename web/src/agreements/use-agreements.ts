import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CallPage, CallsPage, CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import type { AgreementPage, AgreementsPage, Comparison, Forecast } from "../../../src/agreement/shapes.ts";
import type { DeclarationPage, DeclarationsPage } from "../../../src/declaration/shapes.ts";
import { api } from "../api.ts";
import { announce } from "../kit/index.ts";

const key = "agreements";
/** What other pages were told of the same things. */
const alsoTold = ["calls", "declarations"];
export const candidacyKey = (candidacy: number) => [key, "candidacy", candidacy] as const;
const agreementKey = (agreement: number, version?: number) => [key, "agreement", agreement, version] as const;

/** The calls that the asker sees. */
export const useCalls = (isAsked = true) =>
  useQuery({
    queryKey: [key, "calls"],
    queryFn: () => api.get<CallsPage>("/api/calls"),
    enabled: isAsked,
  });

export const useCall = (call: number, isAsked = true) =>
  useQuery({
    queryKey: [key, "call", call],
    queryFn: () => api.get<CallPage>(`/api/calls/${call}`),
    enabled: isAsked,
  });

export const useCandidacy = (candidacy: number) =>
  useQuery({
    queryKey: candidacyKey(candidacy),
    queryFn: () => api.get<CandidacyPage>(`/api/candidacies/${candidacy}`),
  });

export const useAgreements = () =>
  useQuery({
    queryKey: [key, "list"],
    queryFn: () => api.get<AgreementsPage>("/api/agreements"),
  });

export const useAgreement = (agreement: number, version?: number) =>
  useQuery({
    queryKey: agreementKey(agreement, version),
    queryFn: () => api.get<AgreementPage>(`/api/agreements/${agreement}`, { version }),
    placeholderData: (before) => (before?.id === agreement ? before : undefined),
  });

export const useComparison = (agreement: number, version: number) =>
  useQuery({
    queryKey: [key, "comparison", agreement, version],
    queryFn: () => api.get<Comparison>(`/api/agreements/${agreement}/comparison`, { version }),
  });

export const useForecast = (agreement: number) =>
  useQuery({
    queryKey: [key, "forecast", agreement],
    queryFn: () => api.get<Forecast>(`/api/agreements/${agreement}/forecast`),
  });

/** What is declared of an agreement, or of all that the asker sees. */
export const useDeclared = (agreement?: number) =>
  useQuery({
    queryKey: [key, "declared", agreement],
    queryFn: () => api.get<DeclarationsPage>("/api/declarations", { agreement }),
  });

/** How far the objectives were reached at the end of a declared period. */
export const useReached = (declaration: number | undefined) =>
  useQuery({
    queryKey: [key, "reached", declaration],
    queryFn: async () => {
      const { from, until, number, objectives } = await api.get<DeclarationPage>(
        `/api/declarations/${declaration ?? 0}`,
      );
      return { from, until, number, objectives };
    },
    enabled: declaration !== undefined,
  });

/** Has everything of calls and agreements asked again. */
export const useRenewal = () => {
  const queries = useQueryClient();
  return useCallback(
    () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => [key, ...alsoTold].includes(String(queryKey[0])),
      }),
    [queries],
  );
};

/** Something that is done once, after which everything here is asked again: also when it was refused. */
export const useAct = <Body, Answer>(
  done: string | undefined,
  act: (body: Body) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) => {
  const renew = useRenewal();
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      if (done !== undefined) announce(done);
      onDone?.(answer);
      await renew();
    },
    onError: renew,
  });
};
