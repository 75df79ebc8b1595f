import type { Pool, PoolClient } from "pg";

/**
 * Does the work in one transaction on a connection of its own: commits when it is done, rolls back when it throws.
 * `begin` opens the transaction; what it returns is handed to the work.
 */
export const inTransaction = async <T, O = void>(
  pool: Pool,
  work: (client: PoolClient, opened: O) => Promise<T>,
  begin: (client: PoolClient) => Promise<O>,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const result = await work(client, await begin(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    // A connection that could not be taken back to the owner's role is thrown away.
    client.release(broken);
  }
};

/** Does the work in one transaction of the store's owner. */
export const asOwner = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, work, async (client) => {
    await client.query("begin");
  });
