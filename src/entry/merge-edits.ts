import type { RecordValues, Value } from "../definition/condition/condition.ts";
import type { Field } from "../definition/programme.ts";
import { isSame } from "./same.ts";

/** What becomes of somebody's edits when the record was changed by others since they began. */
export type Merge = Readonly<{
  /** The record with the edits in it; a field in conflict says what the record says. */
  answers: RecordValues;
  /** Fields that others changed and that stay as they made them. */
  theirs: readonly string[];
  /** Fields that both changed, each to something else. */
  conflicts: readonly string[];
}>;

/** Which of two answers holds, where somebody was asked. */
export type Choices = Readonly<Record<string, "mine" | "theirs">>;

/**
 * Returns the record as it should be, from what it said when the edits began (`base`), what it says now, and the
 * edits. A field that only one side changed says what that side made of it; a field that both changed to the same is
 * no conflict; anything else is, unless somebody chose. Nothing is overwritten without having been seen.
 */
export const mergeEdits = (
  fields: ReadonlyMap<string, Pick<Field, "type">>,
  base: RecordValues,
  now: RecordValues,
  edits: ReadonlyMap<string, Value>,
  chosen: Choices = {},
): Merge => {
  const answers: Record<string, Value> = {};
  const theirs: string[] = [];
  const conflicts: string[] = [];
  for (const [id, field] of fields) {
    const [was, is] = [base[id] ?? null, now[id] ?? null];
    const mine = edits.get(id);
    const theyChanged = !isSame(field, was, is);
    const iChanged = mine !== undefined && !isSame(field, was, mine);
    answers[id] = is;
    if (!theyChanged) {
      if (iChanged) answers[id] = mine;
    } else if (!iChanged) theirs.push(id);
    else if (!isSame(field, mine, is)) {
      const choice = Object.hasOwn(chosen, id) ? chosen[id] : undefined;
      if (choice === "mine") answers[id] = mine;
      else if (choice === "theirs") theirs.push(id);
      else conflicts.push(id);
    }
  }
  return { answers, theirs, conflicts };
};
