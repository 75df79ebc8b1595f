import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ControlsPage,
  DecisionsPage,
  OutagesPage,
  PlanPage,
  QueuePage,
} from "../../../src/control/list-shapes.ts";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import { announce } from "../kit/index.ts";

/** What waits for the control, the most pressing first. */
export const useQueue = () =>
  useQuery({
    queryKey: ["controls", "queue"],
    queryFn: () => api.get<QueuePage>("/api/controls/queue"),
    refetchOnWindowFocus: "always",
    staleTime: 0,
  });

export type ControlsAsked = Readonly<Record<"state" | "type" | "partner" | "year", string | null>>;

/** Verifications, filtered. */
export const useControls = (asked: ControlsAsked) =>
  useQuery({
    queryKey: ["controls", "list", asked],
    queryFn: () => api.get<ControlsPage>("/api/controls", asked),
    placeholderData: (before) => before,
  });

export const verificationKey = (id: string): readonly string[] => ["verification", id];
export const verificationAddress = (id: number | string): string => `/api/verifications/${id}`;

/** One verification, with what its findings come to. */
export const useVerification = (id: string) =>
  useQuery({
    queryKey: verificationKey(id),
    queryFn: () => api.get<VerificationPage>(verificationAddress(id)),
    refetchOnWindowFocus: "always",
    staleTime: 0,
  });

/** All decisions on a declaration, and what of them could still be corrected. */
export const useDecisions = (declaration: number | string, isAsked = true) =>
  useQuery({
    queryKey: ["controls", "decisions", String(declaration)],
    queryFn: () => api.get<DecisionsPage>(`/api/declarations/${declaration}/decisions`),
    enabled: isAsked,
  });

export const planKey = (year: string): readonly string[] => ["controls", "plan", year];

/** The control plan of a year. */
export const usePlan = (year: string) =>
  useQuery({
    queryKey: planKey(year),
    queryFn: () => api.get<PlanPage>(`/api/control-plans/${year}`),
  });

/** When Jalon was out of reach. */
export const useOutages = () =>
  useQuery({ queryKey: ["controls", "outages"], queryFn: () => api.get<OutagesPage>("/api/outages") });

/** Has everything about money asked anew: an act of control changes declarations, agreements and the ledger at once. */
export const useRenewal = () => {
  const queries = useQueryClient();
  return (but?: QueryKey) =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[0] !== "kept" &&
        queryKey[0] !== "record" &&
        (but === undefined || queryKey[0] !== but[0] || queryKey[1] !== but[1]),
    });
};

/** An act on a verification: its answer is the whole page, and takes its place; refused, the page is asked anew. */
export const useAct = <Body>(
  verification: number,
  done: string | undefined,
  act: (body: Body) => Promise<VerificationPage>,
  onDone?: (page: VerificationPage) => void,
) => {
  const queries = useQueryClient();
  const renew = useRenewal();
  const queryKey = verificationKey(String(verification));
  return useMutation({
    mutationFn: act,
    onMutate: () => queries.cancelQueries({ queryKey, exact: true }),
    onSuccess: async (page) => {
      queries.setQueryData(queryKey, page);
      if (done !== undefined) announce(done);
      onDone?.(page);
      await renew(queryKey);
    },
    onError: () => renew(),
  });
};
