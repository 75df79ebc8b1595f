import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import { notFound } from "../problem.ts";

/**
 * Where somebody works on records: the programme, the walls of the server, and a client in the transaction of their
 * request, under the role that owns nothing.
 */
export type Desk = Readonly<{
  house: Pick<House, "programme" | "secret" | "guards" | "today">;
  client: PoolClient;
  who: Who;
}>;

/** A register of an operation, as an address names it. */
export type Place = Readonly<{ operation: string; register: string }>;

/**
 * Does part of the transaction as the owner of the store: what the walls hide from the asker but the work needs, such
 * as whether another partner already has the person. The callers answer for what they tell of it.
 */
export const withoutWalls = async <T>(
  { client }: Pick<Desk, "client">,
  work: () => Promise<T>,
): Promise<T> => {
  await client.query("reset role");
  // Not in a `finally`: after an error the transaction is lost, and its end takes the role away.
  const result = await work();
  await client.query("set local role jalon_application");
  return result;
};

/** Returns the register of an address. Throws where the programme does not have it, or the operation does not keep it. */
export const registerAt = (programme: Programme, { operation, register }: Place): Register => {
  const found = programme.registers.get(register);
  if (!found?.operations.includes(operation)) throw notFound();
  return found;
};
