import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import { connection } from "../api.ts";
import type { SaveState } from "../record/autosave.ts";
import { CandidacyDraft, saidIn } from "./candidacy-draft.ts";
import { candidacyKey } from "./use-agreements.ts";

/** The draft of a candidacy, kept at the server for as long as its form is open. */
export const useCandidacyDraft = (page: CandidacyPage) => {
  const queries = useQueryClient();
  const [said, setSaid] = useState(() => saidIn(page));
  const [state, setState] = useState<SaveState>({ kind: "saved", at: page.savedAt });
  const [isConflict, setIsConflict] = useState(false);
  const [draft] = useState(
    () =>
      new CandidacyDraft(page, {
        onState: setState,
        onConflict: setIsConflict,
        onSaid: setSaid,
        onPage: (next) => queries.setQueryData(candidacyKey(next.id), next),
      }),
  );
  useEffect(() => {
    const leave = () => draft.leave();
    const again = () => {
      if (connection.isReached()) void draft.again();
    };
    const stay = (event: BeforeUnloadEvent) => {
      if (draft.isAtRisk) event.preventDefault();
    };
    addEventListener("pagehide", leave);
    addEventListener("beforeunload", stay);
    const unsubscribe = connection.subscribe(again);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("beforeunload", stay);
      unsubscribe();
      // The form is closed, the application goes on: what is left is still sent.
      void draft.again();
    };
  }, [draft]);
  return { draft, said, state, isConflict };
};
