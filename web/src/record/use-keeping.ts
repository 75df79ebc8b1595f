import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Conflict, EntryFinding, KeepBody, Kept } from "../../../src/entry/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { useAddress } from "../kit/index.ts";
import type { Autosave } from "./autosave.ts";
import type { DraftPlace } from "./journal.ts";

/** Keeping a draft as a record, or throwing it away; and what stands in the way. */
export const useKeeping = (
  autosave: Autosave,
  place: DraftPlace,
  onFindings: (findings: readonly EntryFinding[]) => void,
) => {
  const navigate = useNavigate();
  const address = useAddress();
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<{ version: number; conflicts: readonly Conflict[] }>();
  const [problem, setProblem] = useState<unknown>();
  const [isKeeping, setIsKeeping] = useState(false);
  // The state is known at the next drawing; a second press may come before that.
  const isBusy = useRef(false);

  const ask = async (body: Omit<KeepBody, "seq">): Promise<Kept> => {
    const path = `/api/drafts/${autosave.draft}/keep`;
    await autosave.flush();
    try {
      return await api.send<Kept>("POST", path, { ...body, seq: autosave.seq });
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === "edits_missing")) throw error;
      await autosave.resend();
      return await api.send<Kept>("POST", path, { ...body, seq: autosave.seq });
    }
  };

  const keep = async (body: Omit<KeepBody, "seq">): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsKeeping(true);
    setProblem(undefined);
    try {
      const kept = await ask(body);
      await autosave.end();
      queries.setQueryData(["kept", kept.operation, kept.register, kept.record], kept);
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== "kept" && queryKey[0] !== "draft",
        refetchType: "none",
      });
      await navigate(
        address(`operations/${kept.operation}/registers/${kept.register}/records/${kept.record}`),
        { replace: true },
      );
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "findings")
        onFindings(error.more["findings"] as EntryFinding[]);
      else if (error instanceof ApiProblem && error.code === "changed_meanwhile") {
        const { version, conflicts } = error.more as { version: number; conflicts: Conflict[] };
        setConflict({ version, conflicts });
      } else setProblem(error);
    } finally {
      isBusy.current = false;
      setIsKeeping(false);
    }
  };

  const discard = async (): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setProblem(undefined);
    try {
      await api.send("DELETE", `/api/drafts/${autosave.draft}`).catch((error: unknown) => {
        if (!(error instanceof ApiProblem && (error.status === 404 || error.status === 410))) throw error;
      });
      await autosave.end();
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== "draft",
        refetchType: "none",
      });
      const list = `operations/${place.operation}/registers/${place.register}`;
      await navigate(address(place.record === null ? list : `${list}/records/${place.record}`), {
        replace: true,
      });
    } catch (error) {
      setProblem(error);
    } finally {
      isBusy.current = false;
    }
  };

  return {
    keep,
    discard,
    isKeeping,
    /** Whether what is typed now would come too late. */
    isTooLate: () => isBusy.current,
    problem,
    conflict,
    leaveConflict: () => setConflict(undefined),
  };
};
