import type { Pool, PoolClient } from "pg";

/** Does the work in one transaction of the store's owner: sign-in reads and writes what no session may. */
export const asOwner = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.release(broken);
  }
};

/** Notes what somebody did to their own account, or what the server did by itself. */
export const noteAct = async (
  client: PoolClient,
  act: string,
  account: string,
  actor: string | null = account,
): Promise<void> => {
  await client.query("insert into signin.act (actor, act, account) values ($1, $2, $3)", [
    actor,
    act,
    account,
  ]);
};

/** Returns the SQL expression by which a moment is read as ISO text in UTC, to the second. */
export const isoTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
