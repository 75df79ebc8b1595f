import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from "react";
import type { Right } from "../../src/access/rights.ts";
import type { WhoAnswer } from "../../src/server/routes/account.ts";
import { api, ApiProblem, NoAnswer } from "./api.ts";

/** The person who is signed in, and what they may. */
export type Who = NonNullable<WhoAnswer>;

type Known = Readonly<{ isLoading: boolean; isUnreached: boolean; who: Who | undefined }>;

const WhoContext = createContext<Known>({ isLoading: true, isUnreached: false, who: undefined });

/** The key under which react-query keeps who is signed in; invalidate it after signing in or out. */
export const whoKey = ["who"] as const;

const fetchWho = async (): Promise<Who | null> => {
  try {
    return await api.get<Who | null>("/api/me", {}, { signIn: "never" });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
};

/** Asks the server who is signed in, and gives the answer to everything inside. */
export const WhoProvider = ({ children }: { children: ReactNode }) => {
  const { data, isPending, failureReason } = useQuery({
    queryKey: whoKey,
    queryFn: fetchWho,
    staleTime: 60_000,
  });
  const isUnreached = data === undefined && failureReason instanceof NoAnswer;
  const account = data?.account;
  const last = useRef<string>(undefined);
  const client = useQueryClient();
  useEffect(() => {
    if (account === undefined || account === last.current) return;
    // What one person's pages were told is nothing for the next person at this machine.
    if (last.current !== undefined)
      void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== whoKey[0] });
    last.current = account;
  }, [account, client]);
  const known = useMemo(
    () => ({ isLoading: isPending, isUnreached, who: data ?? undefined }),
    [data, isPending, isUnreached],
  );
  return <WhoContext value={known}>{children}</WhoContext>;
};

/** Returns who is signed in; undefined when nobody is, or while it is not known yet. */
export const useWho = (): Who | undefined => use(WhoContext).who;

/** Returns whether it is still being asked who is signed in. */
export const useIsWhoLoading = (): boolean => use(WhoContext).isLoading;

/** Returns whether nobody could say who is signed in, because the server does not answer. */
export const useIsWhoUnreached = (): boolean => use(WhoContext).isUnreached;

export type Scope = Readonly<{ operation?: string | null; partner?: string | null }>;

/**
 * Returns whether the person has the right, anywhere or in the scope. It decides what is shown; the server decides
 * what is done.
 */
export const may = (who: Who | undefined, right: Right, scope: Scope = {}): boolean =>
  who?.grants.some(
    (grant) =>
      grant.rights.includes(right) &&
      covers(grant.operation, scope.operation) &&
      covers(grant.partner, scope.partner),
  ) ?? false;

/** A grant for all covers each; a scope that does not ask is content with any. */
const covers = (granted: string | null, asked: string | null | undefined): boolean =>
  granted === null || asked === undefined || granted === asked;

/** Returns whether the person who is signed in has the right, anywhere or in the scope. */
export const useMay = (right: Right, scope?: Scope): boolean => may(useWho(), right, scope);
