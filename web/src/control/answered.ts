import type { VerificationPage } from "../../../src/control/shapes.ts";

/** What is answered to a question: a value, or null for none (yet). */
export type Answered = Readonly<{ value: AnswerGiven | null; note: string }>;
export type AnswerGiven = "yes" | "no" | "not_applicable";

const nothing: Answered = { value: null, note: "" };

/** Returns what the server knows as the answer to a question. */
export const answeredOf = ({ answers }: Pick<VerificationPage, "answers">, key: string): Answered => {
  const found = answers.find((each) => each.key === key);
  return found === undefined || found.value === "elsewhere"
    ? nothing
    : { value: found.value, note: found.note };
};

/** Returns whether two answers say the same. */
export const isSameAnswer = (a: Answered, b: Answered): boolean => a.value === b.value && a.note === b.note;
