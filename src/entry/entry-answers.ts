import type { RecordValues } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";

type Context = Readonly<{ source?: string }>;

/**
 * Returns the answers that one side of an entry of the trail holds: decimals as the text that was written, not as
 * floats. Null where the entry has no such side.
 */
export const entryAnswers = (register: Register | undefined, side: string | null): RecordValues | null => {
  if (side === null) return null;
  const revive: (this: unknown, key: string, value: unknown, context: Context) => unknown = (
    key,
    value,
    { source },
  ) =>
    typeof value === "number" && register?.fields.get(key)?.type === "decimal" ? (source ?? value) : value;
  return JSON.parse(side, revive as (this: unknown, key: string, value: unknown) => unknown) as RecordValues;
};
