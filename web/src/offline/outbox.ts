import { api, ApiProblem } from "../api.ts";
import { dropWaiting, putWaiting, readWaiting } from "./device.ts";

/** A request that is made once, however often it has to be sent: its id is the key by which the server knows it. */
export type Waiting<Body = unknown> = Readonly<{
  id: string;
  at: number;
  path: string;
  body: Body;
  /** Why the server would not take it; it is not sent again by itself. */
  refused?: string | undefined;
}>;

type Stored = Omit<Waiting, "id" | "at">;

const watchers = new Set<() => void>();
let waiting: readonly Waiting[] = [];

/** What is still to be sent from this browser; for `useSyncExternalStore`. */
export const outbox = {
  waiting: (): readonly Waiting[] => waiting,
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
} as const;

/** Looks at what this browser still has to send. */
export const openOutbox = async (): Promise<void> => {
  waiting = (await readWaiting<Stored>()).map(({ id, at, value }) => ({ ...value, id, at }));
  for (const watcher of watchers) watcher();
};

/** Keeps a request until the server has it. Returns whether this browser could. */
export const post = async (id: string, path: string, body: unknown): Promise<boolean> => {
  const stored: Stored = { path, body };
  const isKept = await putWaiting(id, stored, Date.now());
  await openOutbox();
  return isKept;
};

/** Takes a request back that was not sent. */
export const takeBack = async (id: string): Promise<void> => {
  await dropWaiting(id);
  await openOutbox();
};

let sending: Promise<number> | undefined;

/** Sends what waits, the oldest first, and returns how many the server has now. Stops where it does not answer. */
export const sendWaiting = (): Promise<number> =>
  (sending ??= sendAll().finally(() => {
    sending = undefined;
  }));

const longestWaitMs = 20_000;

const sendAll = async (): Promise<number> => {
  await openOutbox();
  let sent = 0;
  for (const { id, at, path, body, refused } of waiting) {
    if (refused !== undefined) continue;
    try {
      await api.send("POST", path, body, {
        signIn: "never",
        headers: { "idempotency-key": id },
        signal: AbortSignal.timeout(longestWaitMs),
      });
    } catch (error) {
      if (!(error instanceof ApiProblem) || !isFinal(error)) break;
      if (!isThere(error)) {
        await putWaiting(id, { path, body, refused: error.title } satisfies Stored, at);
        continue;
      }
    }
    await dropWaiting(id);
    sent += 1;
  }
  await openOutbox();
  return sent;
};

/** Returns whether the same would be answered again: not a server in trouble, nor a session that has ended. */
export const isFinal = ({ status }: ApiProblem): boolean =>
  status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 425 && status !== 429;

/** It came through, and the answer got lost so long ago that the server no longer knows the key. */
const isThere = ({ code, more }: ApiProblem): boolean => code === "already_there" && more["record"] !== null;
