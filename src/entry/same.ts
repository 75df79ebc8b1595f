import type { Value } from "../definition/condition/condition.ts";
import { scaled } from "../definition/condition/evaluate.ts";
import type { Field } from "../definition/programme.ts";

/** Returns whether two answers to a field are the same: decimals whatever number of digits they are written with. */
export const isSame = (
  { type }: Pick<Field, "type">,
  one: Value | undefined,
  other: Value | undefined,
): boolean => {
  const [a, b] = [one ?? null, other ?? null];
  if (a === b) return true;
  return type === "decimal" && a !== null && b !== null && scaled(String(a)) === scaled(String(b));
};
