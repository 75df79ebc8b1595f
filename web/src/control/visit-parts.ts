import type { Point, VerificationPage } from "../../../src/control/shapes.ts";
import { type Answered, answeredOf, isSameAnswer } from "./answered.ts";
import { letGo, note, type NotedPart, type Visit } from "./visit-work.ts";

/** What the parts of a visit's page work on: what the server had, with what was noted since laid over it. */
export type VisitWork = Readonly<{
  page: VerificationPage;
  noted: readonly NotedPart[];
  mayNote: boolean;
  answerOf: (key: string) => Answered;
  /** Whether what is shown of a question is on this device only. */
  isHereOnly: (key: string) => boolean;
  answer: (key: string, answered: Answered) => void;
  visit: Visit;
  putVisit: (visit: Visit) => void;
  sendSoon: () => void;
}>;

const noVisit: Visit = { on: "", place: "", met: "", note: "" };

/** Returns a visit as it stands on this device. */
export const visitOf = (
  page: VerificationPage,
  noted: readonly NotedPart[],
  sendSoon: () => void,
): VisitWork => {
  const partOf = (key: string) =>
    noted.flatMap(({ value }) => (value.kind === "answer" && value.key === key ? [value] : []))[0];
  const ownVisit = noted.flatMap(({ value }) => (value.kind === "visit" ? [value] : []))[0];
  return {
    page,
    noted,
    mayNote: page.may.answer,
    answerOf: (key) => partOf(key)?.answered ?? answeredOf(page, key),
    isHereOnly: (key) => partOf(key) !== undefined,
    answer: (key, answered) => {
      const id = `answer ${key}`;
      const known = partOf(key);
      const before = known?.before ?? answeredOf(page, key);
      // What comes back to what the server has needs no sending.
      if (known && isSameAnswer(answered, before)) void letGo(page.id, id);
      else void note(page.id, id, { kind: "answer", key, answered, before });
      sendSoon();
    },
    visit: ownVisit?.visit ?? page.visit ?? noVisit,
    putVisit: (visit) => {
      const before = ownVisit ? ownVisit.before : page.visit;
      void note(page.id, "visit", { kind: "visit", visit, before });
      sendSoon();
    },
    sendSoon,
  };
};

/** Returns the questions of a verification by key. */
export const pointsByKey = ({ checklist }: VerificationPage): ReadonlyMap<string, Point> =>
  new Map((checklist?.groups ?? []).flatMap(({ points }) => points.map((point) => [point.key, point])));
