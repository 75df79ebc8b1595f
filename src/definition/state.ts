import type { Value } from "./condition/condition.ts";
import type { Field } from "./programme.ts";

/** The state of a record whose lifecycle's field has no answer, and of one whose date is known. */
export const noState = "none";
export const knownState = "known";

/** Returns the state that an answer to the lifecycle's field stands for: its choice, or whether its date is known. */
export const stateOf = ({ type }: Pick<Field, "type">, answer: Value | undefined): string => {
  if (answer === null || answer === undefined) return noState;
  return type === "date" ? knownState : String(answer);
};
