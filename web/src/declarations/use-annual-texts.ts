import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AnnualPage } from "../../../src/declaration/annual-shapes.ts";
import { api, ApiProblem } from "../api.ts";
import type { KeepState } from "./use-keeping.ts";

/** The texts of an annual file as they are typed, each kept a moment after one stops. */
export type AnnualTexts = Readonly<{
  state: KeepState;
  textOf: (section: string) => string;
  type: (section: string, text: string) => void;
  /** Sends at once what was not sent yet; true once all of it is kept. */
  keepNow: () => Promise<boolean>;
  retry: () => void;
  drop: () => void;
}>;

const pause = 900;

export const useAnnualTexts = (page: AnnualPage): AnnualTexts => {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [state, setState] = useState<KeepState>({ kind: "untouched" });
  const waiting = useRef<Record<string, string>>({});
  const sending = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const key = ["annual", String(page.agreement.id), String(page.year)];
  const address = `/api/agreements/${page.agreement.id}/years/${page.year}`;

  const sendOnce = async (): Promise<boolean> => {
    const texts = waiting.current;
    if (Object.keys(texts).length === 0) return true;
    waiting.current = {};
    setState({ kind: "saving" });
    try {
      const edition = queries.getQueryData<AnnualPage>(key)?.edition ?? page.edition;
      await queries.cancelQueries({ queryKey: key, exact: true });
      const next = await api.send<AnnualPage>("PUT", address, { edition, texts });
      queries.setQueryData(key, next);
      setState({ kind: "saved", at: new Date().toISOString() });
    } catch (error) {
      waiting.current = { ...texts, ...waiting.current };
      const isConflict = error instanceof ApiProblem && error.code === "changed_meanwhile";
      setState({ kind: isConflict ? "conflict" : "failed", error });
      return false;
    }
    return await sendOnce();
  };
  const send = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    sending.current ??= sendOnce().finally(() => {
      sending.current = undefined;
    });
    return await sending.current;
  };

  const renew = () =>
    queries.fetchQuery({ queryKey: key, queryFn: () => api.get<AnnualPage>(address), staleTime: 0 });

  // What was typed last is sent when the page is left within the application, and asked about when the tab is closed.
  const last = useRef(send);
  useEffect(() => {
    last.current = send;
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
    textOf: (section) => typed[section] ?? page.sections.find((each) => each.section === section)?.text ?? "",
    type: (section, text) => {
      waiting.current = { ...waiting.current, [section]: text };
      setTyped((before) => ({ ...before, [section]: text }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause);
    },
    keepNow: send,
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
