import { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { tooManyAttempts } from "./refusal.ts";

/** Attempts that one account, or one code, has before it waits. */
export const freeAttempts = 5;
/** The first wait; each further one is twice as long. */
export const firstWaitSeconds = 30;
/** No wait is longer, so that nobody can keep somebody else out for good. */
export const longestWaitSeconds = 3600;
/** A day without a wait, and the next one is short again. */
const forgetAfterSeconds = 86_400;
const attemptsTogetherSeconds = 900;
/** Failed attempts that one address has in a quarter of an hour: a whole office signs in through one. */
export const attemptsOfAddress = 100;

export type Throttle = Readonly<{
  /** Counts an attempt before it is made. Raises Refused ("too_many_attempts") with the seconds to wait. */
  count(key: string, address: string): Promise<void>;
  /** Forgets the attempts of a key, because it was right; the address gets its attempt back. */
  forget(key: string, address: string): Promise<void>;
}>;

const throttles = new WeakMap<Pool, Throttle>();

/**
 * Returns the throttle of a database. Attempts are counted one by one by the database, before the password is looked
 * at: a thousand at the same moment count as a thousand, on every server, and after a restart too.
 */
export const throttleOf = (pool: Pool): Throttle => {
  const known = throttles.get(pool);
  if (known) return known;
  const throttle = makeThrottle(pool);
  throttles.set(pool, throttle);
  return throttle;
};

const makeThrottle = (pool: Pool): Throttle => {
  const limiter = (keyPrefix: string, points: number, duration: number, blockDuration: number) =>
    new RateLimiterPostgres({
      storeClient: ownPool(pool),
      storeType: "pool",
      schemaName: "signin",
      tableName: "attempt",
      tableCreated: true,
      clearExpiredByTimeout: true,
      keyPrefix,
      points,
      duration,
      blockDuration,
    });
  const attempts = limiter("attempt", freeAttempts, attemptsTogetherSeconds, 0);
  const waits = limiter("wait", Number.MAX_SAFE_INTEGER, forgetAfterSeconds, 0);
  const addresses = limiter("address", attemptsOfAddress, attemptsTogetherSeconds, attemptsTogetherSeconds);
  const take = async (from: RateLimiterPostgres, key: string): Promise<RateLimiterRes | undefined> => {
    try {
      await from.consume(key);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  };
  return {
    count: async (key, address) => {
      const crowded = await take(addresses, address);
      if (crowded) throw tooManyAttempts(Math.ceil(crowded.msBeforeNext / 1000));
      const refused = await take(attempts, key);
      if (!refused) return;
      if (refused.consumedPoints === freeAttempts + 1) {
        const { consumedPoints: level } = await waits.penalty(key);
        const seconds = Math.min(firstWaitSeconds * 2 ** (level - 1), longestWaitSeconds);
        await attempts.block(key, seconds);
        throw tooManyAttempts(seconds, true);
      }
      throw tooManyAttempts(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    },
    forget: async (key, address) => {
      await attempts.delete(key);
      await waits.delete(key);
      await addresses.reward(address);
    },
  };
};

const ownPools = new WeakMap<Pool, Pool>();

/**
 * Connections of its own, few and soon let go: attempts are counted outside of any transaction (a refusal must not
 * undo the count), and must not wait for a connection while the request holds one.
 */
const ownPool = (pool: Pool): Pool => {
  const known = ownPools.get(pool);
  if (known) return known;
  const { password } = pool.options;
  const own = new Pool({
    ...pool.options,
    ...(password === undefined ? {} : { password }),
    max: 2,
    idleTimeoutMillis: 2000,
    allowExitOnIdle: true,
  });
  own.on("error", () => undefined);
  ownPools.set(pool, own);
  return own;
};
