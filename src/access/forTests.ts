import { createHash, randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { asSession } from "./as-session.ts";
import type { Who } from "./who.ts";

/** Returns the hash of a session's invented secret. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Somebody invented with a live session: its hash and the number of the account. */
export type Signed = Readonly<{ session: string; account: string }>;

type Given = Readonly<{ role: string; operation?: string; partner?: string }>;

/** Makes an account with these roles and a session of it that lives for an hour. */
export const signIn = async (pool: Pool, name: string, ...given: readonly Given[]): Promise<Signed> => {
  const account = randomUUID();
  const session = hashOf(randomUUID());
  await pool.query("insert into access.account (id, email, name) values ($1, $2, $3)", [
    account,
    `${account}@exemple.invalid`,
    name,
  ]);
  for (const { role, operation, partner } of given)
    await pool.query(`insert into access.grant (account, role, operation, partner) values ($1, $2, $3, $4)`, [
      account,
      role,
      operation ?? null,
      partner ?? null,
    ]);
  await pool.query(
    `insert into access.session (hash, account, kind, expires_at, idle_minutes)
     values ($1, $2, 'person', clock_timestamp() + interval '1 hour', 30)`,
    [session, account],
  );
  return { session, account };
};

type Row = Readonly<Record<string, unknown>>;
type Answer = Readonly<{ rows: readonly Row[]; count: number }>;

/** Returns what one statement gives under the session, in a transaction of its own that is then undone. */
export const tryAs = async (
  pool: Pool,
  signed: Signed | undefined,
  text: string,
  values: readonly unknown[] = [],
): Promise<Answer> => {
  let answer: Answer | undefined;
  await asSession(pool, signed?.session, async (client) => {
    const { rows, rowCount } = await client.query<Row>(text, [...values]);
    answer = { rows, count: rowCount ?? 0 };
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  if (!answer) throw new Error("the statement gave no answer");
  return answer;
};

class Undone extends Error {}

/** Returns who the session is at this moment. */
export const whoIs = (pool: Pool, signed: Signed | undefined): Promise<Who | undefined> =>
  asSession(pool, signed?.session, async (_client: PoolClient, who) => who);

/** A policy of the application's role, as the catalogue tells it. */
export type Policy = Readonly<{
  table: string;
  name: string;
  command: string;
  using: string | null;
  check: string | null;
}>;

/** Returns every policy that a wall of the database is made of. */
export const everyPolicy = async (pool: Pool): Promise<Policy[]> => {
  const { rows } = await pool.query<Policy>(
    `select format('%I.%I', schemaname, tablename) as table, policyname as name, cmd as command,
       qual as using, with_check as check
     from pg_policies where 'jalon_application' = any (roles) order by 1, 2`,
  );
  return rows;
};

/** Lets everything through one policy while the work is done, then puts it back as it was. */
export const withoutPolicy = async <T>(pool: Pool, policy: Policy, work: () => Promise<T>): Promise<T> => {
  const alter = (using: string | null, check: string | null) =>
    pool.query(
      `alter policy "${policy.name}" on ${policy.table}
       ${using === null ? "" : `using (${using})`} ${check === null ? "" : `with check (${check})`}`,
    );
  await alter(policy.using && "true", policy.check && "true");
  try {
    return await work();
  } finally {
    await alter(policy.using, policy.check);
  }
};
