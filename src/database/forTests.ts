import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Database } from "./connect.ts";

/** A fresh, empty database of a test, with a folder for its files; `drop` removes both. */
export type TemporaryDatabase = { url: string; folder: string; drop(): Promise<void> };

type Cluster = { dataFolder: string; database: Database; socketFolder: string };

let cluster: Promise<Cluster> | undefined;
let inUse = 0;
let made = 0;

const quitSignalWaitMs = 3_000;

/** What is left when a test process ends without having dropped everything: nothing asynchronous runs any more. */
const removeNow = (dataFolder: string, socketFolder: string | undefined): void => {
  const lock = join(dataFolder, "database", "postmaster.pid");
  const readPid = (): number | undefined => {
    try {
      return Number(readFileSync(lock, "utf8").split("\n")[0]);
    } catch {
      return undefined;
    }
  };
  const pid = readPid();
  if (pid !== undefined && pid > 0) {
    try {
      process.kill(pid, "SIGQUIT");
    } catch {
      // It has just ended by itself.
    }
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < quitSignalWaitMs && readPid() === pid; waited += 20) {
      Atomics.wait(clock, 0, 0, 20);
    }
  }
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  if (socketFolder !== undefined) rmSync(socketFolder, { recursive: true, force: true });
};

const startCluster = async (): Promise<Cluster> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "jalon-test-"));
  let socketFolder: string | undefined;
  process.once("exit", () => {
    removeNow(dataFolder, socketFolder);
  });
  // Without a listener these end the process with no exit event, and the server would stay.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const database = await openDatabase({ dataFolder });
  socketFolder = database.pool.options.host ?? "";
  return { dataFolder, database, socketFolder };
};

/**
 * Makes an empty database for a test, on one real server per test process, which stops when the last is dropped.
 * Returns its address for `openDatabase({ url })` and a folder of its own. Close what is open on it before `drop`.
 */
export const temporaryDatabase = async (): Promise<TemporaryDatabase> => {
  inUse += 1;
  cluster ??= startCluster();
  const { dataFolder, database, socketFolder } = await cluster;
  made += 1;
  const name = `test_${made}`;
  await database.pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  // What a test wrote need not outlive the machine; those of durability have a server of their own.
  await database.pool.query(`ALTER DATABASE ${name} SET synchronous_commit TO off`);
  const folder = join(dataFolder, `${name}-files`);
  await mkdir(folder);
  let dropping: Promise<void> | undefined;
  const drop = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    inUse -= 1;
    if (inUse > 0) return;
    cluster = undefined;
    await database.close();
    await rm(socketFolder, { recursive: true, force: true });
    await rm(dataFolder, { recursive: true, force: true });
  };
  return {
    url: `postgresql://postgres@/${name}?host=${encodeURIComponent(socketFolder)}`,
    folder,
    drop: () => (dropping ??= drop()),
  };
};
