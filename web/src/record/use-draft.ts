import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { DraftPage, Edit } from "../../../src/entry/shapes.ts";
import { api, ApiProblem, connection } from "../api.ts";
import { Autosave, leftInTab, type SaveState } from "./autosave.ts";
import { newestOf } from "./edits.ts";
import { type DraftPlace, readLeft, readyJournal } from "./journal.ts";

/** What the server and this browser know of a draft when its form opens. */
export type OpenedDraft = Readonly<{ page: DraftPage | null; left: readonly Edit[]; isKept: boolean }>;

/** What was typed into a draft that has ended, on its way into the next one. */
const carried = new Map<string, readonly Edit[]>();

/** Has a new draft begin with what was typed into another one. */
export const carryInto = (draft: string, edits: readonly Edit[]): void => {
  carried.set(draft, edits);
};

/**
 * Opens a draft: what the server has, and what was typed here and did not get there. One that this page has just made
 * up is nowhere yet, and not asked for.
 */
export const useOpenedDraft = (draft: string, account: string, isNew: boolean) =>
  useQuery({
    queryKey: ["draft", draft, account],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async (): Promise<OpenedDraft> => {
      const inTab = await leftInTab(draft);
      const isKept = await readyJournal(account);
      const over = carried.get(draft);
      if (isNew || over) return { page: null, left: over ?? [], isKept };
      const inBrowser = (await readLeft(account).catch(() => [])).find((each) => each.draft === draft);
      const page = await pageOf(draft);
      return { page, left: newestOf([...(inBrowser?.edits ?? []), ...inTab]), isKept };
    },
  });

const pageOf = async (draft: string): Promise<DraftPage | null> => {
  try {
    return await api.get<DraftPage>(`/api/drafts/${draft}`);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
};

/** Saves what is typed into a draft for as long as its form is open, and what is left of it after that. */
export const useAutosave = (
  draft: string,
  account: string,
  place: DraftPlace,
  opened: OpenedDraft,
  onTyped: (field: string, text: string) => void,
) => {
  const [state, setState] = useState<SaveState>(
    opened.page ? { kind: "saved", at: opened.page.savedAt } : { kind: "untouched" },
  );
  const [autosave] = useState(
    () =>
      new Autosave({
        draft,
        account,
        place,
        seq: opened.page?.seq ?? 0,
        isBegun: opened.page !== null,
        isKept: opened.isKept,
        saved: opened.page?.edits ?? [],
        left: opened.left,
        onState: setState,
      }),
  );
  useEffect(() => {
    autosave.listen(({ field, text }) => onTyped(field, text));
  }, [autosave, onTyped]);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === "hidden") autosave.leave();
      else autosave.again();
    };
    const leave = () => autosave.leave();
    const again = () => {
      if (connection.isReached()) autosave.again();
    };
    const stay = (event: BeforeUnloadEvent) => {
      if (autosave.isAtRisk) event.preventDefault();
    };
    addEventListener("pagehide", leave);
    addEventListener("pageshow", again);
    addEventListener("beforeunload", stay);
    document.addEventListener("visibilitychange", seen);
    const unsubscribe = connection.subscribe(again);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", again);
      removeEventListener("beforeunload", stay);
      document.removeEventListener("visibilitychange", seen);
      unsubscribe();
      autosave.detach();
    };
  }, [autosave]);
  return { autosave, state };
};
