import type { AnswersBody, VerificationPage } from "../../../src/control/shapes.ts";
import { api, ApiProblem, NoAnswer } from "../api.ts";
import { isFinal } from "../offline/outbox.ts";
import { answeredOf, isSameAnswer } from "./answered.ts";
import {
  isWaiting,
  mark,
  type Noted,
  type NotedPart,
  openVisitWork,
  settle,
  type Visit,
  visitWork,
} from "./visit-work.ts";

/** How it went: all that can be sent is, the server did not answer, or nobody is signed in any more. */
export type Sending = "sent" | "away" | "signed_out";

const longestWaitMs = 60_000;
const asks = () => ({ signIn: "never", signal: AbortSignal.timeout(longestWaitMs) }) as const;

const running = new Map<number, Promise<Sending>>();

/**
 * Sends what was noted on a visit. What is refused, and what somebody else answered otherwise meanwhile, stays on this
 * device with what was said of it. Each answer of the server is given to `onPage` before what was noted is let go.
 */
export const sendVisit = (
  verification: number,
  onPage: (page: VerificationPage) => Promise<void>,
): Promise<Sending> => {
  const before = running.get(verification);
  if (before) return before;
  const sending = alone(`jalon-visit-${verification}`, () => sendAll({ verification, onPage })).finally(() =>
    running.delete(verification),
  );
  running.set(verification, sending);
  return sending;
};

type Sender = Readonly<{ verification: number; onPage: (page: VerificationPage) => Promise<void> }>;

/** One tab after the other. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  "locks" in navigator ? navigator.locks.request(name, work) : work();

const sendAll = async (sender: Sender): Promise<Sending> => {
  const { verification } = sender;
  await openVisitWork(verification);
  try {
    await sendAnswers(sender);
    for (const part of visitWork.of(verification)) {
      if (!isWaiting(part) || part.value.kind === "answer" || part.value.kind === "visit") continue;
      await refusable(sender, [part], () => sendPart(sender, part));
    }
    return "sent";
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return "signed_out";
    // A wait that was too long ends as an exception of the browser's.
    if (error instanceof NoAnswer || error instanceof ApiProblem || error instanceof DOMException)
      return "away";
    throw error;
  }
};

/** What the server will not take, however often it is sent, stays with what it said. */
const refusable = async (
  { verification, onPage }: Sender,
  parts: readonly NotedPart[],
  send: () => Promise<VerificationPage | undefined>,
): Promise<void> => {
  try {
    const page = await send();
    if (page) await onPage(page);
  } catch (error) {
    if (!(error instanceof ApiProblem) || !isFinal(error) || isOvertaken(error)) throw error;
    for (const part of parts) await mark(verification, part, { ...part.value, refused: error.title });
    return;
  }
  for (const part of parts) await settle(verification, part);
};

const isOvertaken = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === "changed_meanwhile";

const sendPart = async (
  { verification }: Sender,
  { value, file }: NotedPart,
): Promise<VerificationPage | undefined> => {
  if (value.kind === "finding")
    return api.send("POST", `/api/verifications/${verification}/findings`, value.finding, asks());
  if (value.kind === "photo" && file) {
    const query = new URLSearchParams({ about: value.about, kind: value.documentKind });
    await api.send("POST", `/api/documents?${query}`, file, {
      ...asks(),
      headers: {
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(value.name),
      },
    });
  }
  return undefined;
};

const mostTries = 4;

/** Answers go onto the newest state; what somebody else answered otherwise meanwhile is asked about. */
const sendAnswers = async (sender: Sender): Promise<void> => {
  const { verification } = sender;
  const address = `/api/verifications/${verification}`;
  for (let tried = 1; ; tried++) {
    const waiting = visitWork
      .of(verification)
      .filter((part) => isWaiting(part) && (part.value.kind === "answer" || part.value.kind === "visit"));
    if (waiting.length === 0) return;
    const page = await api.get<VerificationPage>(address, {}, asks());
    const free: NotedPart[] = [];
    for (const part of waiting) {
      const against = againstTheirs(page, part);
      if (against === undefined) free.push(part);
      else await mark(verification, part, against);
    }
    if (free.length === 0) return sender.onPage(page);
    try {
      return await refusable(sender, free, () =>
        api.send("PUT", `${address}/answers`, { edition: page.edition, ...bodyOf(free) }, asks()),
      );
    } catch (error) {
      if (!isOvertaken(error) || tried === mostTries) throw error;
    }
  }
};

/** What was noted beside what somebody else said of the same meanwhile, where that is another thing. */
const againstTheirs = (page: VerificationPage, { value }: NotedPart): Noted | undefined => {
  if (value.kind === "answer") {
    const theirs = answeredOf(page, value.key);
    const isFree = isSameAnswer(theirs, value.before) || isSameAnswer(theirs, value.answered);
    return isFree ? undefined : { ...value, theirs };
  }
  if (value.kind !== "visit" || page.visit === null) return undefined;
  const theirs = page.visit;
  const isFree = isSameVisit(theirs, value.before) || isSameVisit(theirs, value.visit);
  return isFree ? undefined : { ...value, theirs };
};

const isSameVisit = (a: Visit, b: Visit | null): boolean =>
  b !== null && a.on === b.on && a.place === b.place && a.met === b.met && a.note === b.note;

const bodyOf = (parts: readonly NotedPart[]): Omit<AnswersBody, "edition"> => {
  const answered = parts.flatMap(({ value }) => (value.kind === "answer" ? [value] : []));
  const visit = parts.flatMap(({ value }) => (value.kind === "visit" ? [value.visit] : []))[0];
  return {
    answers: answered.flatMap(({ key, answered: { value, note } }) =>
      value === null ? [] : [{ key, value, note }],
    ),
    cleared: answered.flatMap(({ key, answered: { value } }) => (value === null ? [key] : [])),
    seen: [],
    ...(visit === undefined ? {} : { visit }),
  };
};
