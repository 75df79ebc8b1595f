import { type Logger as JobLogger, Logger, run, type Runner, runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { pino, type Logger as Log } from "pino";
import { guards } from "../access/guards.ts";
import { anotherPool } from "../database/connect.ts";
import type { Programme } from "../definition/programme.ts";
import { prepareFills } from "../entry/fill.ts";
import { Snapshot } from "../figure/snapshot.ts";
import { prepareStore, readSecret } from "../intake/store.ts";
import { prepareLists } from "../listing/indexes.ts";
import type { House, Settings, Tasks } from "../house.ts";
import { todayInBrussels } from "../today.ts";
import { tasks as everyTask } from "./tasks.ts";

export type OpenHouse = House & Readonly<{ close(): Promise<void> }>;

/** Requests in a transaction at once: several for each core, and enough that those who read pass those who wait to write. */
const mostSessions = 16;

/** Returns everything that routes and jobs work with, on a store made ready for the programme. */
export const openHouse = async (options: {
  programme: Programme;
  pool: Pool;
  dataFolder: string;
  settings: Settings;
  log?: Log;
}): Promise<OpenHouse> => {
  const { programme, pool, dataFolder, settings } = options;
  await prepareStore(pool, programme);
  await prepareLists(pool, programme);
  await prepareFills(pool, programme);
  await runMigrations({ pgPool: pool, logger: quiet });
  const snapshot = freshSnapshot(pool, programme, dataFolder);
  const sessions = anotherPool(pool, mostSessions);
  return {
    programme,
    pool,
    sessions,
    dataFolder,
    settings,
    today: () => settings.today ?? todayInBrussels(),
    secret: await readSecret(pool),
    snapshot: snapshot.take,
    recentSnapshot: snapshot.recent,
    log: options.log ?? pino({ level: "silent" }),
    addJob: async (client, name, payload) => {
      await client.query("select jobs.add($1, $2)", [name, JSON.stringify(payload)]);
    },
    guards,
    close: async () => {
      await snapshot.close();
      await sessions.end();
    },
  };
};

/** Below this many records the snapshot is brought up to date at every page: that takes less than waiting would. */
const largeStore = 50_000;
/** How far behind pages may be, in a large store: then it is brought up to date while they go on with what there is. */
const renewedAfterMs = 5000;
/** Nobody came for so long: whoever comes then waits until it is up to date. */
const staleAfterMs = 15_000;

/** One snapshot for the whole server: opened at the first use, and brought up to date by one request at a time. */
const freshSnapshot = (pool: Pool, programme: Programme, dataFolder: string) => {
  let opening: Promise<Snapshot> | undefined;
  let refreshing: Promise<Snapshot> | undefined;
  let asOf = -Infinity;
  const take = async (): Promise<Snapshot> => {
    opening ??= Snapshot.open({ dataFolder, pool, programme }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    const snapshot = await opening;
    const started = performance.now();
    refreshing ??= snapshot
      .refresh()
      .then(() => {
        asOf = started;
        return snapshot;
      })
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  };
  const recent = async (): Promise<Snapshot> => {
    const age = performance.now() - asOf;
    if (opening === undefined || age > staleAfterMs) return take();
    const snapshot = await opening;
    const records = programme.registers
      .keys()
      .flatMap((register) => snapshot.parts(register))
      .reduce((sum, { rows }) => sum + rows, 0);
    if (records < largeStore) return take();
    // What fails here fails again for whoever waits for it.
    if (age > renewedAfterMs && refreshing === undefined) take().catch(() => undefined);
    return snapshot;
  };
  const close = async (): Promise<void> => {
    const snapshot = await opening?.catch(() => undefined);
    await refreshing?.catch(() => undefined);
    snapshot?.close();
  };
  return { take, recent, close };
};

/** The queue's own messages name payloads; the log of the server says what failed, by name. */
const quiet: JobLogger = new Logger(() => () => undefined);

/** Starts doing the jobs that wait, and those to come. */
export const startJobs = async (house: House, tasks: Tasks = everyTask): Promise<Runner> =>
  run({
    pgPool: house.pool,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quiet,
    crontab: timesOf(tasks),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        async (payload: unknown) => {
          try {
            await task(house, payload as Record<string, unknown>);
          } catch (error) {
            house.log.error(
              { job: name, error: error instanceof Error ? error.name : "unknown" },
              "job failed",
            );
            throw error;
          }
        },
      ]),
    ),
  });

/** What is done every night, of the tasks that there are. */
const nightly = [
  "purge-entry",
  "upload_sweep",
  "document_sweep",
  "tell_deadlines",
  "end_agreements",
] as const;

/** What is done every minute, so that it is known when it was not. */
const everyMinute = ["heartbeat"] as const;

const timesOf = (tasks: Tasks): string =>
  [
    ...nightly.filter((name) => name in tasks).map((name) => `17 3 * * * ${name}`),
    ...everyMinute.filter((name) => name in tasks).map((name) => `* * * * * ${name}`),
  ].join("\n");
