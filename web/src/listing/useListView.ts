import { useCallback, useMemo } from "react";
import { useLocation, useNavigate } from "react-router";
import { type Filter, type ListView, queryOfView, viewOfQuery } from "../../../src/listing/view.ts";

/**
 * What is asked about persons: kept with the place in the browser's history, so that "back" finds it again, and never
 * in the address.
 */
type Unsaid = Readonly<{ search: string; filters: readonly Filter[] }>;

export type ListState = Readonly<{
  /** All that is asked, of persons too. */
  view: ListView;
  search: string;
  /** The part that stands in the address. */
  query: string;
  change: (next: Partial<ListView> & { search?: string }) => void;
  /** Begins anew with the view of an address. */
  open: (query: string) => void;
}>;

/** Returns the list that the address asks for, and how to ask for another. */
export const useListView = (isPrivate: (field: string) => boolean): ListState => {
  const { search: address, state, pathname } = useLocation();
  const navigate = useNavigate();
  const said = useMemo(() => viewOfQuery(new URLSearchParams(address)), [address]);
  const unsaid = useMemo(() => unsaidOf(state), [state]);
  const view = useMemo(() => ({ ...said, filters: [...said.filters, ...unsaid.filters] }), [said, unsaid]);
  const change = useCallback<ListState["change"]>(
    ({ search = unsaid.search, ...asked }) => {
      // Another question begins at its first page.
      const next: ListView = { ...view, page: 1, ...asked };
      const query = String(queryOfView(next, isPrivate));
      const kept: Unsaid = { search, filters: next.filters.filter(({ field }) => isPrivate(field)) };
      void navigate({ pathname, search: query === "" ? "" : `?${query}` }, { state: kept });
    },
    [view, unsaid, isPrivate, navigate, pathname],
  );
  const open = useCallback(
    (query: string) => void navigate({ pathname, search: query === "" ? "" : `?${query}` }),
    [navigate, pathname],
  );
  return {
    view,
    search: unsaid.search,
    query: String(queryOfView({ ...view, page: 1 }, isPrivate)),
    change,
    open,
  };
};

const nothingUnsaid: Unsaid = { search: "", filters: [] };

const unsaidOf = (state: unknown): Unsaid => {
  if (typeof state !== "object" || state === null || !("search" in state) || !("filters" in state))
    return nothingUnsaid;
  const { search, filters } = state;
  return typeof search === "string" && Array.isArray(filters)
    ? { search, filters: filters as readonly Filter[] }
    : nothingUnsaid;
};
