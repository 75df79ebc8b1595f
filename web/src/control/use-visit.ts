import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ControlsPage } from "../../../src/control/list-shapes.ts";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { api, connection, NoAnswer } from "../api.ts";
import { readyDevice, recall, remember, unsentSubjects } from "../offline/device.ts";
import { keepShell } from "../offline/install.ts";
import { useWho } from "../who.tsx";
import { verificationAddress, verificationKey } from "./use-control.ts";
import { type Sending, sendVisit } from "./visit-send.ts";
import { isWaiting, openVisitWork, verificationsOf, visitWork } from "./visit-work.ts";

/** A visit as this device has it: from the server, or from what was loaded while there was a network. */
export type Loaded = Readonly<{ page: VerificationPage; loadedAt: string }>;

/** What of a visit its list shows. */
export type KnownVisit = Pick<VerificationPage, "id" | "number" | "partner" | "operation" | "state"> &
  Readonly<{ loadedAt: string }>;

const indexName = "visits";
const nameOf = (verification: number) => `visit/${verification}`;

/** Keeps a visit on this device. */
const keepVisit = async (page: VerificationPage): Promise<Loaded> => {
  const loaded: Loaded = { page, loadedAt: new Date().toISOString() };
  const { id, number, partner, operation, state } = page;
  const others = ((await recall<readonly KnownVisit[]>(indexName)) ?? []).filter((each) => each.id !== id);
  await remember(nameOf(id), loaded);
  await remember(indexName, [
    ...others,
    { id, number, partner, operation, state, loadedAt: loaded.loadedAt },
  ]);
  return loaded;
};

/** Has the pages ask anew as soon as there is a network again. */
const useAgain = (work: () => void) => {
  const last = useRef(work);
  useEffect(() => {
    last.current = work;
  });
  useEffect(
    () =>
      connection.subscribe(() => {
        if (navigator.onLine) last.current();
      }),
    [],
  );
};

const visitKey = (verification: number) => ["visit", verification] as const;

/** A visit, with or without a network. Fetching it while there is one keeps it on this device. */
export const useVisit = (verification: number) => {
  const account = useWho()?.account;
  const query = useQuery({
    queryKey: visitKey(verification),
    networkMode: "always",
    retry: false,
    queryFn: async (): Promise<Loaded> => {
      const isReady = account !== undefined && (await readyDevice(account));
      try {
        const page = await api.get<VerificationPage>(verificationAddress(verification));
        void keepShell();
        return isReady ? await keepVisit(page) : { page, loadedAt: new Date().toISOString() };
      } catch (error) {
        const known = error instanceof NoAnswer ? await recall<Loaded>(nameOf(verification)) : undefined;
        if (!known) throw error;
        return known;
      }
    },
  });
  useEffect(() => {
    void openVisitWork(verification);
  }, [verification]);
  return query;
};

/** What was noted on a visit and is not sent yet. */
export const useNoted = (verification: number) =>
  useSyncExternalStore(visitWork.subscribe, () => visitWork.of(verification));

/** Whether this browser keeps what is noted. */
export const useIsKept = (): boolean => useSyncExternalStore(visitWork.subscribe, visitWork.isKept);

export const useIsReached = (): boolean => useSyncExternalStore(connection.subscribe, connection.isReached);

const pauseMs = 800;
/** A server that is in trouble is asked again after so long; a network that comes back is noticed at once. */
const againMs = 15_000;
const mostRounds = 10;
const hasWaiting = (verification: number): boolean => visitWork.of(verification).some(isWaiting);

/** Sends what was noted a moment after it was, and as soon as there is a network again. */
export const useSending = (verification: number) => {
  const queries = useQueryClient();
  const [sending, setSending] = useState<Sending | "sending">("sent");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const send = useCallback(async () => {
    clearTimeout(timer.current);
    if (!navigator.onLine) return setSending("away");
    setSending("sending");
    const onPage = async (page: VerificationPage) => {
      queries.setQueryData(visitKey(verification), await keepVisit(page));
      queries.setQueryData(verificationKey(String(verification)), page);
    };
    let how = await sendVisit(verification, onPage);
    // What was noted while the rest was sent goes next.
    for (let left = mostRounds; how === "sent" && left > 0 && hasWaiting(verification); left--)
      how = await sendVisit(verification, onPage);
    setSending(how);
    if (how === "sent") await queries.invalidateQueries({ queryKey: ["documents"] });
  }, [queries, verification]);
  const sendSoon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), pauseMs);
  }, [send]);
  useAgain(() => void send());
  useEffect(() => {
    if (sending !== "away") return undefined;
    const again = setTimeout(() => void send(), againMs);
    return () => clearTimeout(again);
  }, [sending, send]);
  useEffect(() => {
    void openVisitWork(verification).then(() => {
      if (visitWork.of(verification).length > 0) void send();
    });
    return () => clearTimeout(timer.current);
  }, [verification, send]);
  return { sending, send, sendSoon };
};

export type VisitsHere = Readonly<{
  rows: ControlsPage["rows"] | undefined;
  known: readonly KnownVisit[];
  unsent: readonly number[];
}>;

/** The visits that are not concluded, and those that are on this device. */
export const useVisits = () => {
  const account = useWho()?.account;
  const queries = useQueryClient();
  useAgain(() => void queries.invalidateQueries({ queryKey: ["visits"] }));
  return useQuery({
    queryKey: ["visits"],
    networkMode: "always",
    retry: false,
    staleTime: 0,
    queryFn: async (): Promise<VisitsHere> => {
      if (account !== undefined) await readyDevice(account);
      let rows: ControlsPage["rows"] | undefined;
      let problem: unknown;
      try {
        ({ rows } = await api.get<ControlsPage>("/api/controls", { type: "on_the_spot" }));
        void keepShell();
      } catch (error) {
        problem = error;
      }
      const known = (await recall<readonly KnownVisit[]>(indexName)) ?? [];
      const isAway = problem instanceof NoAnswer && known.length > 0;
      if (problem !== undefined && !isAway) throw problem;
      return { rows, known, unsent: verificationsOf(await unsentSubjects()) };
    },
  });
};
