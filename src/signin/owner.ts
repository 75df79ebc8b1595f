import type { PoolClient } from "pg";

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
