import type { AnswersBody, VerificationPage } from "../../../src/control/shapes.ts";
import { type KeptParts, useKeptParts } from "../money/use-kept-parts.ts";
import { type Answered, answeredOf } from "./answered.ts";
import { verificationAddress, verificationKey } from "./use-control.ts";

type Seen = NonNullable<AnswersBody["seen"]>[number];
type Visit = NonNullable<AnswersBody["visit"]>;
type Part =
  | Readonly<{ kind: "answer"; key: string; answered: Answered }>
  | Readonly<{ kind: "seen"; seen: Seen }>
  | Readonly<{ kind: "visit"; visit: Visit }>;

/** What is answered on a verification, on its way to the server. */
export type Answers = Pick<KeptParts<Part>, "state" | "retry" | "drop" | "keepNow"> &
  Readonly<{
    answerOf: (key: string) => Answered;
    answer: (key: string, answered: Answered) => void;
    seenOf: (kind: Seen["kind"], key: string) => Seen["result"] | undefined;
    see: (seen: Seen) => void;
    visit: Visit;
    putVisit: (visit: Visit) => void;
  }>;

const pauseMs = 400;
const noVisit: Visit = { on: "", place: "", met: "", note: "" };

/** Keeps what is answered as it is answered; each answer of the server is the whole page. */
export const useAnswers = (page: VerificationPage): Answers => {
  const address = verificationAddress(page.id);
  const keeping = useKeptParts<Part, VerificationPage>({
    page,
    queryKey: verificationKey(String(page.id)),
    address,
    keptAt: `${address}/answers`,
    bodyOf,
    pause: pauseMs,
  });
  const { typedOf, keep } = keeping;
  const typedVisit = typedOf("visit");
  const visit = typedVisit?.kind === "visit" ? typedVisit.visit : (page.visit ?? noVisit);
  return {
    ...keeping,
    answerOf: (key) => {
      const typed = typedOf(`answer ${key}`);
      return typed?.kind === "answer" ? typed.answered : answeredOf(page, key);
    },
    answer: (key, answered) => keep(`answer ${key}`, { kind: "answer", key, answered }),
    seenOf: (kind, key) => {
      const typed = typedOf(`seen ${kind} ${key}`);
      if (typed?.kind === "seen") return typed.seen.result;
      return page.seen.find((each) => each.kind === kind && each.key === key)?.result;
    },
    see: (seen) => keep(`seen ${seen.kind} ${seen.key}`, { kind: "seen", seen }),
    visit,
    putVisit: (next) => keep("visit", { kind: "visit", visit: next }),
  };
};

const bodyOf = (typed: Readonly<Record<string, Part>>): Omit<AnswersBody, "edition"> => {
  const parts = Object.values(typed);
  const answered = parts.flatMap((part) => (part.kind === "answer" ? [part] : []));
  const visits = parts.flatMap((part) => (part.kind === "visit" ? [part.visit] : []));
  return {
    answers: answered.flatMap(({ key, answered: { value, note } }) =>
      value === null ? [] : [{ key, value, note }],
    ),
    cleared: answered.flatMap(({ key, answered: { value } }) => (value === null ? [key] : [])),
    seen: parts.flatMap((part) => (part.kind === "seen" ? [part.seen] : [])),
    ...(visits[0] ? { visit: visits[0] } : {}),
  };
};
