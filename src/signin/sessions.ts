import type { Pool, PoolClient } from "pg";
import { isoTime } from "./owner.ts";
import { hashOfSecret, newSecret } from "./secrets.ts";

/**
 * How long a session lasts: an hour without a request, and never longer than a working day. The application holds
 * data of vulnerable people on shared desks; autosave and signing in over the page make the end of a session harmless.
 */
export const sessionLimits = { idleMinutes: 60, hours: 12 } as const;

/** How somebody signed in; what a session is labelled with. */
export type SignedInBy = "local" | "provider";

/** Begins a session, with a new secret each time; only its hash is kept. Returns the secret for the cookie. */
export const startSession = async (
  client: PoolClient | Pool,
  account: string,
  options: Readonly<{ userAgent?: string; by?: SignedInBy }> = {},
): Promise<string> => {
  const secret = newSecret();
  await client.query(
    `insert into access.session (hash, account, kind, expires_at, idle_minutes, label, user_agent)
     values ($1, $2, 'person', clock_timestamp() + make_interval(hours => $3), $4, $5, $6)`,
    [
      hashOfSecret(secret),
      account,
      sessionLimits.hours,
      sessionLimits.idleMinutes,
      options.by ?? "local",
      (options.userAgent ?? "").slice(0, 300),
    ],
  );
  return secret;
};

/** Ends one session or token by its hash. */
export const endSession = async (pool: Pool, hash: string): Promise<void> => {
  await pool.query(
    "update access.session set ended_at = clock_timestamp() where hash = $1 and ended_at is null",
    [hash],
  );
};

/** Ends the account's own sessions, except one. Returns how many. */
export const endSessionsOf = async (
  client: PoolClient,
  account: string,
  except: string | undefined,
): Promise<number> => {
  const { rowCount } = await client.query(
    `update access.session set ended_at = clock_timestamp()
     where account = $1 and kind = 'person' and ended_at is null and hash is distinct from $2`,
    [account, except ?? null],
  );
  await client.query("delete from signin.step where account = $1", [account]);
  return rowCount ?? 0;
};

const noticedEveryMs = 60_000;
const noticed = new WeakMap<Pool, Map<string, number>>();

/** Notes that a session is in use, at most once a minute: this is what "idle" is counted from. An ended one stays ended. */
export const noticeSession = async (pool: Pool, hash: string, now = Date.now()): Promise<void> => {
  let times = noticed.get(pool);
  if (!times) noticed.set(pool, (times = new Map()));
  if (now - (times.get(hash) ?? 0) < noticedEveryMs) return;
  if (times.size > 50_000) times.clear();
  times.set(hash, now);
  await extendSession(pool, hash);
};

/** Notes at once that a session is in use: the hour without a request begins anew. */
export const extendSession = async (pool: Pool, hash: string): Promise<void> => {
  await pool.query(
    `update access.session set last_seen_at = clock_timestamp()
     where hash = $1 and ended_at is null and expires_at > clock_timestamp()
       and (idle_minutes is null or last_seen_at + make_interval(mins => idle_minutes) > clock_timestamp())`,
    [hash],
  );
};

/** How long the asker's session still lasts, in seconds: without a request, and at most. */
export type Remaining = Readonly<{ idleSeconds: number; endsInSeconds: number }>;

/** Returns how long the asker's session still lasts; asking is no use of it. `client` is in the asker's transaction. */
export const remainingOf = async (client: PoolClient): Promise<Remaining | undefined> => {
  const { rows } = await client.query<{ idle: number | null; ends: number }>(
    `select floor(extract(epoch from last_seen_at + make_interval(mins => idle_minutes) - clock_timestamp()))::int as idle,
       floor(extract(epoch from expires_at - clock_timestamp()))::int as ends
     from access.session where id = access.session_id()`,
  );
  const found = rows[0];
  if (!found) return undefined;
  return { idleSeconds: Math.min(found.idle ?? found.ends, found.ends), endsInSeconds: found.ends };
};

export type ListedSession = Readonly<{
  id: string;
  isThis: boolean;
  startedAt: string;
  lastSeenAt: string;
  userAgent: string;
  by: string;
}>;

/** Returns the asker's own live sessions, the latest first. */
export const listSessions = async (client: PoolClient): Promise<readonly ListedSession[]> => {
  const { rows } = await client.query<ListedSession>(
    `select id, id = access.session_id() as "isThis", ${isoTime("created_at")} as "startedAt", ${isoTime("last_seen_at")} as "lastSeenAt",
       user_agent as "userAgent", label as by
     from access.session
     where account = access.account() and kind = 'person' and ended_at is null and expires_at > clock_timestamp()
       and (idle_minutes is null or last_seen_at + make_interval(mins => idle_minutes) > clock_timestamp())
     order by last_seen_at desc`,
  );
  return rows;
};

/** Ends one of the asker's own sessions by its number. Returns whether there was one. */
export const endOwnSession = async (client: PoolClient, id: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    `update access.session set ended_at = clock_timestamp()
     where id = $1 and account = access.account() and kind = 'person' and ended_at is null`,
    [id],
  );
  return rowCount === 1;
};
