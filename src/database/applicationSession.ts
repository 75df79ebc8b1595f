import type { PoolClient } from "pg";
import { applicationRole } from "./applicationRole.ts";

/**
 * Does part of the owner's transaction under the role of the application and the given session (the hexadecimal
 * SHA-256 of its secret), so that the policies of the database decide what it may see and write; then the owner goes
 * on. Without a session nobody is signed in, and next to nothing is let through.
 */
export const underSession = async <T>(
  client: PoolClient,
  session: string | undefined,
  work: () => Promise<T>,
): Promise<T> => {
  await client.query(`set local role ${applicationRole}`);
  await client.query("select set_config('jalon.session', $1, true)", [session ?? ""]);
  // Not in a `finally`: after an error the transaction is lost, and its end takes the role away.
  const result = await work();
  await client.query("reset role");
  await client.query("select set_config('jalon.session', '', true)");
  return result;
};
