import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DeclarationPage, Inputs, LineInput } from "../../../src/declaration/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { declarationKey } from "./use-declarations.ts";

export type KeepState =
  | Readonly<{ kind: "untouched" | "saving" }>
  | Readonly<{ kind: "saved"; at: string }>
  | Readonly<{ kind: "conflict" | "failed"; error: unknown }>;

/** What was typed of a declaration's lines, on its way to the server: each change at once, one after the other. */
export type Keeping = Readonly<{
  state: KeepState;
  /** What was said of a line, with what is still on its way. */
  inputOf: (line: string) => LineInput;
  keep: (line: string, input: LineInput) => void;
  /** Sends what did not arrive once more, onto the newest state. */
  retry: () => void;
  /** Lets go of what did not arrive. */
  drop: () => void;
}>;

/** Keeps what is typed; every answer of the server is the whole declaration, worked out anew with its remarks. */
export const useKeeping = (page: DeclarationPage): Keeping => {
  const queries = useQueryClient();
  const [state, setState] = useState<KeepState>({ kind: "untouched" });
  const [typed, setTyped] = useState<Inputs>({});
  const waiting = useRef<Inputs>({});
  const isSending = useRef(false);
  const key = declarationKey(String(page.id));
  const address = `/api/declarations/${page.id}`;

  const send = async (): Promise<void> => {
    const lines = waiting.current;
    if (isSending.current || Object.keys(lines).length === 0) return;
    waiting.current = {};
    isSending.current = true;
    setState({ kind: "saving" });
    try {
      const edition = queries.getQueryData<DeclarationPage>(key)?.edition ?? page.edition;
      // An answer asked for before would show what was so before.
      await queries.cancelQueries({ queryKey: key, exact: true });
      const next = await api.send<DeclarationPage>("PUT", `${address}/inputs`, { edition, lines });
      queries.setQueryData(key, next);
      setState({ kind: "saved", at: new Date().toISOString() });
      setTyped((before) => without(before, lines, waiting.current));
    } catch (error) {
      waiting.current = { ...lines, ...waiting.current };
      const isConflict = error instanceof ApiProblem && error.code === "changed_meanwhile";
      setState({ kind: isConflict ? "conflict" : "failed", error });
      return;
    } finally {
      isSending.current = false;
    }
    await send();
  };

  const renew = async () => {
    await queries.fetchQuery({
      queryKey: key,
      queryFn: () => api.get<DeclarationPage>(address),
      staleTime: 0,
    });
  };

  const hasUnsent = state.kind === "saving" || state.kind === "conflict" || state.kind === "failed";
  useEffect(() => {
    if (!hasUnsent) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [hasUnsent]);

  return {
    state,
    inputOf: (line) => typed[line] ?? page.lines.find((each) => each.line === line)?.input ?? {},
    keep: (line, input) => {
      waiting.current = { ...waiting.current, [line]: input };
      setTyped((before) => ({ ...before, [line]: input }));
      void send();
    },
    retry: () => {
      void renew().then(send, (error: unknown) => setState({ kind: "failed", error }));
    },
    drop: () => {
      waiting.current = {};
      setTyped({});
      setState({ kind: "untouched" });
      void renew();
    },
  };
};

/** What was typed, less what has arrived and was not typed anew since. */
const without = (typed: Inputs, arrived: Inputs, waiting: Inputs): Inputs =>
  Object.fromEntries(
    Object.entries(typed).filter(([line, input]) => line in waiting || arrived[line] !== input),
  );
