import type { Register } from "../definition/programme.ts";
import type { Who } from "./who.ts";

/**
 * Returns the condition by which a query of a register keeps to the records in whose room the asker is, with its values
 * as parameters from the given number on; true for a register without rooms.
 */
export const roomSql = (
  { account }: Who,
  { id, isRoom }: Pick<Register, "id" | "isRoom">,
  { operation, record }: Readonly<{ operation: string; record: string }>,
  firstParameter: number,
): { text: string; values: string[] } =>
  isRoom
    ? {
        text: `(${operation}, ${record}) in (select i.operation, i.record from access.in_room i
          join access.room m on m.register = i.cases and m.operation = i.operation and m.record = i.room
          where i.register = $${firstParameter} and m.account = $${firstParameter + 1} and m.ended_at is null)`,
        values: [id, account],
      }
    : { text: "true", values: [] };
