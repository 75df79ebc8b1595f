import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, ApiProblem } from "../api.ts";

export type KeepState =
  | Readonly<{ kind: "untouched" | "saving" }>
  | Readonly<{ kind: "saved"; at: string }>
  | Readonly<{ kind: "conflict" | "failed"; error: unknown }>;

/** What was typed on a page, by the name of its part, on its way to the server: one request after the other. */
export type KeptParts<Value> = Readonly<{
  state: KeepState;
  /** What was typed of a part and has not come back from the server yet; undefined: what the page says holds. */
  typedOf: (part: string) => Value | undefined;
  keep: (part: string, value: Value) => void;
  /** Sends at once what was not sent yet; true once all of it is kept. */
  keepNow: () => Promise<boolean>;
  /** Sends what did not arrive once more, onto the newest state. */
  retry: () => void;
  /** Lets go of what did not arrive. */
  drop: () => void;
}>;

type Kept<Value, Page> = Readonly<{
  page: Page;
  /** Names the page among what was read; the answer to what is kept takes its place. */
  queryKey: QueryKey;
  /** Where the page is read. */
  address: string;
  /** Where what was typed is sent to; undefined: where the page is read. */
  keptAt?: string;
  bodyOf: (typed: Readonly<Record<string, Value>>) => Record<string, unknown>;
  /** How long nothing is typed before it is sent, in milliseconds; undefined: it is sent at once. */
  pause?: number;
}>;

/**
 * Keeps what is typed on a page that has an `edition`: every answer of the server is the whole page, worked out anew,
 * and what somebody else kept meanwhile is not written over.
 */
export const useKeptParts = <Value, Page extends Readonly<{ edition: number }>>({
  page,
  queryKey,
  address,
  keptAt = address,
  bodyOf,
  pause = 0,
}: Kept<Value, Page>): KeptParts<Value> => {
  const queries = useQueryClient();
  const [state, setState] = useState<KeepState>({ kind: "untouched" });
  const [typed, setTyped] = useState<Readonly<Record<string, Value>>>({});
  const waiting = useRef<Readonly<Record<string, Value>>>({});
  const sending = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const sendAll = async (): Promise<boolean> => {
    const sent = waiting.current;
    if (Object.keys(sent).length === 0) return true;
    waiting.current = {};
    setState({ kind: "saving" });
    try {
      const edition = queries.getQueryData<Page>(queryKey)?.edition ?? page.edition;
      // An answer asked for before would show what was so before.
      await queries.cancelQueries({ queryKey, exact: true });
      const next = await api.send<Page>("PUT", keptAt, { edition, ...bodyOf(sent) });
      queries.setQueryData(queryKey, next);
      setState({ kind: "saved", at: new Date().toISOString() });
      setTyped((before) => without(before, sent, waiting.current));
    } catch (error) {
      waiting.current = { ...sent, ...waiting.current };
      const isConflict = error instanceof ApiProblem && error.code === "changed_meanwhile";
      setState({ kind: isConflict ? "conflict" : "failed", error });
      return false;
    }
    return await sendAll();
  };
  const keepNow = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    sending.current ??= sendAll().finally(() => {
      sending.current = undefined;
    });
    return await sending.current;
  };
  const renew = () => queries.fetchQuery({ queryKey, queryFn: () => api.get<Page>(address), staleTime: 0 });

  // What was typed last is sent when the page is left within the application, and asked about when the tab is closed.
  const last = useRef(keepNow);
  useEffect(() => {
    last.current = keepNow;
  });
  useEffect(
    () => () => {
      void last.current();
    },
    [],
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (Object.keys(waiting.current).length > 0 || sending.current) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, []);

  return {
    state,
    typedOf: (part) => typed[part],
    keep: (part, value) => {
      waiting.current = { ...waiting.current, [part]: value };
      setTyped((before) => ({ ...before, [part]: value }));
      clearTimeout(timer.current);
      if (pause === 0) void keepNow();
      else timer.current = setTimeout(() => void keepNow(), pause);
    },
    keepNow,
    retry: () => {
      void renew().then(keepNow, (error: unknown) => setState({ kind: "failed", error }));
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
const without = <Value>(
  typed: Readonly<Record<string, Value>>,
  arrived: Readonly<Record<string, Value>>,
  waiting: Readonly<Record<string, Value>>,
): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(typed).filter(([part, value]) => part in waiting || arrived[part] !== value),
  );
