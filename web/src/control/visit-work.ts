import type { AnswersBody, FindingBody } from "../../../src/control/shapes.ts";
import { dropWork, putWork, readWork, type WorkPart } from "../offline/device.ts";
import type { Answered } from "./answered.ts";

export type Visit = NonNullable<AnswersBody["visit"]>;

/**
 * What is noted on a visit and the server does not have yet. `before`: what was known there when it was noted;
 * `theirs`: what somebody else said of the same meanwhile; `refused`: what the server said against it. With either it
 * is not sent again by itself.
 */
export type Noted = Readonly<
  (
    | { kind: "answer"; key: string; answered: Answered; before: Answered; theirs?: Answered | undefined }
    | { kind: "visit"; visit: Visit; before: Visit | null; theirs?: Visit | undefined }
    | { kind: "finding"; finding: FindingBody }
    | { kind: "photo"; name: string; about: string; documentKind: string }
  ) & { refused?: string | undefined }
>;
export type NotedPart = WorkPart<Noted>;

const prefix = "visit:";
const subjectOf = (verification: number): string => `${prefix}${verification}`;

/** Returns which verifications the pieces of work on this device are about. */
export const verificationsOf = (subjects: ReadonlySet<string>): readonly number[] =>
  [...subjects].flatMap((subject) =>
    subject.startsWith(prefix) ? [Number(subject.slice(prefix.length))] : [],
  );

type Parts = readonly NotedPart[];
const none: Parts = [];
const noted = new Map<number, Parts>();
const watchers = new Set<() => void>();
let isKept = true;

/** What was noted on visits and is not sent; for `useSyncExternalStore`. */
export const visitWork = {
  of: (verification: number): Parts => noted.get(verification) ?? none,
  /** Whether this browser keeps it when the page is closed. */
  isKept: (): boolean => isKept,
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
} as const;

const set = (verification: number, parts: Parts) => {
  noted.set(verification, parts);
  for (const watcher of watchers) watcher();
};

/** One after the other, so that what was typed last is what is kept. */
let keeping: Promise<unknown> = Promise.resolve();
const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
  const next = keeping.then(work);
  keeping = next.catch(() => undefined);
  return next;
};

let last = 0;
/** Now, and never twice the same. */
const moment = (): number => {
  last = Math.max(Date.now(), last + 1);
  return last;
};

/**
 * Looks at what this device has of a visit that the server does not have yet, another tab's too. What is noted while it
 * looks stays.
 */
export const openVisitWork = (verification: number): Promise<void> =>
  inOrder(async () => {
    const began = moment();
    const found = await readWork<Noted>(subjectOf(verification));
    const here = visitWork.of(verification);
    const newer = here.filter(
      ({ id, at }) => !isKept || at > began || found.some((each) => each.id === id && each.at < at),
    );
    const others = found.filter(({ id }) => !newer.some((each) => each.id === id));
    set(
      verification,
      [...others, ...newer].toSorted((a, b) => a.at - b.at),
    );
  });

const put = async (verification: number, part: NotedPart): Promise<void> => {
  const others = visitWork.of(verification).filter(({ id }) => id !== part.id);
  set(verification, [...others, part]);
  const is = await inOrder(() => putWork(subjectOf(verification), part));
  if (is === isKept) return;
  isKept = is;
  set(verification, visitWork.of(verification));
};

/** Notes something: it is shown at once, and kept on this device until the server has it. */
export const note = (verification: number, id: string, value: Noted, file?: Blob): Promise<void> =>
  put(verification, { id, at: moment(), value, file });

/** Keeps what was noted with what came of sending it; what was noted anew meanwhile stays as it is. */
export const mark = async (verification: number, part: NotedPart, value: Noted): Promise<void> => {
  const now = visitWork.of(verification).find(({ id }) => id === part.id);
  if (now?.at === part.at) await put(verification, { ...part, value });
};

/** Returns whether it is still to be sent by itself. */
export const isWaiting = ({ value }: NotedPart): boolean =>
  value.refused === undefined && !("theirs" in value && value.theirs !== undefined);

/** Lets go of something that was noted and is not to be sent. */
export const letGo = async (verification: number, id: string): Promise<void> => {
  set(
    verification,
    visitWork.of(verification).filter((each) => each.id !== id),
  );
  await inOrder(() => dropWork(subjectOf(verification), id));
};

/** Lets go of what the server has now. What was noted anew while it was sent waits with what was sent as known. */
export const settle = async (verification: number, { id, at, value }: NotedPart): Promise<void> => {
  const now = visitWork.of(verification).find((each) => each.id === id);
  if (!now) return;
  if (now.at === at) return letGo(verification, id);
  if (now.value.kind === "answer" && value.kind === "answer")
    await mark(verification, now, { ...now.value, before: value.answered });
  if (now.value.kind === "visit" && value.kind === "visit")
    await mark(verification, now, { ...now.value, before: value.visit });
};
