import type { Pool } from "pg";
import type { Tasks } from "../house.ts";

/** How long answers to programs are kept for one that asks again, and drafts that nobody touches any more. */
const repeatDays = 7;
const endedDays = 30;
const idleDays = 365;

/**
 * Empties what has served its time: former identities whose change can no longer be undone, what is left of ended
 * drafts, drafts untouched for a year, answers kept for programs. Harmless to run again.
 */
export const purgeEntry = async (pool: Pool): Promise<void> => {
  await pool.query("delete from identity.before where kept_until < current_date");
  await pool.query(
    `delete from entry.draft where ended_at < now() - make_interval(days => $1)
       or (ended_at is null and saved_at < now() - make_interval(days => $2))`,
    [endedDays, idleDays],
  );
  await pool.query("delete from entry.repeat where at < now() - make_interval(days => $1)", [repeatDays]);
};

/** The work that the server does later. */
export const entryTasks: Tasks = { "purge-entry": ({ pool }) => purgeEntry(pool) };
