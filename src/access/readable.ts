import type { PoolClient } from "pg";
import type { RecordValues } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";
import type { Right } from "./rights.ts";
import type { Guards } from "./guards.ts";
import type { Scope } from "./scope.ts";
import type { Who } from "./who.ts";

type Walls = Pick<Guards, "listing" | "record" | "room">;
type Walled = Pick<Register, "id" | "addressed" | "isRoom">;

/** The names of a record's own columns where nothing else is said. */
const plainColumns = { operation: "operation", partner: "partner", record: "record" };

/**
 * Returns the condition that keeps a query of a register to the records that the asker has the right to: those kept
 * within their reach, those that are addressed there, and of rooms only those that they were let into.
 */
export const readableSql = (
  guards: Pick<Walls, "listing" | "room">,
  who: Who,
  right: Right,
  register: Walled,
  firstParameter: number,
  columns: typeof plainColumns = plainColumns,
): ReturnType<Guards["listing"]> => {
  const own = guards.listing(who, right, columns, firstParameter);
  const values = [...own.values];
  const parts: string[] = [own.text];
  if (register.addressed !== undefined && own.text !== "true") {
    values.push(register.id);
    const there = { operation: "a.to_operation", partner: "a.to_partner" };
    const to = guards.listing(who, right, there, firstParameter + values.length);
    parts.push(
      `(${columns.operation}, ${columns.record}) in (select a.operation, a.record from access.addressed a
         where a.register = $${firstParameter + values.length - 1} and ${to.text})`,
    );
    values.push(...to.values);
  }
  const room = guards.room(who, register, columns, firstParameter + values.length);
  values.push(...room.values);
  const reach = parts.length === 1 ? own.text : `(${parts.join(" or ")})`;
  return { text: room.text === "true" ? reach : `(${reach} and ${room.text})`, values };
};

/** Returns to whom a record is addressed, besides whom keeps it. */
export const addresseeOf = (
  { addressed }: Pick<Register, "addressed">,
  answers: RecordValues,
): Scope | undefined => {
  if (!addressed) return undefined;
  const said = (field: string | undefined) => {
    const answer = field === undefined ? null : (answers[field] ?? null);
    return answer === null ? null : String(answer);
  };
  return { operation: said(addressed.operation), partner: said(addressed.partner) };
};

/** Returns whether the asker has the right where the record is kept, or where it is addressed to. */
export const isWithinReach = (
  guards: Pick<Walls, "record">,
  who: Who,
  right: Right,
  place: Readonly<{ operation: string; partner: string }>,
  addressee: Scope | undefined,
): boolean =>
  guards.record(who, right, place) || (addressee !== undefined && guards.record(who, right, addressee));

/** Returns whether the asker was let into the record's room; true where the register has none. */
export const isLetIn = async (
  client: PoolClient,
  guards: Pick<Walls, "room">,
  who: Who,
  register: Walled,
  { operation, record }: Readonly<{ operation: string; record: number }>,
): Promise<boolean> => {
  if (!register.isRoom) return true;
  const { text, values } = guards.room(who, register, { operation: "$1::text", record: "$2::bigint" }, 3);
  if (text === "true") return true;
  const { rows } = await client.query<{ in: boolean }>(`select ${text} as in`, [
    operation,
    record,
    ...values,
  ]);
  return rows[0]?.in === true;
};

/**
 * Returns the condition that keeps a query of the trail's entries, or of what else names its register, to records
 * whose room the asker was let into, and to those that have none.
 */
export const openEntriesSql = (
  guards: Pick<Walls, "room">,
  who: Who,
  registers: Iterable<Walled>,
  table: string,
  firstParameter: number,
): ReturnType<Guards["room"]> => {
  const values: string[] = [];
  const parts: string[] = [];
  for (const register of registers) {
    const columns = { operation: `${table}.operation`, record: `${table}.record` };
    const room = guards.room(who, register, columns, firstParameter + values.length);
    if (room.text === "true") continue;
    values.push(...room.values, register.id);
    parts.push(`(${table}.register <> $${firstParameter + values.length - 1} or ${room.text})`);
  }
  return { text: parts.join(" and ") || "true", values };
};
