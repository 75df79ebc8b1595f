import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { appendFile, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type Pool } from "pg";
import { findBinaries } from "./binaries.ts";
import { openDatabase } from "./connect.ts";
import { initialise } from "./initialise.ts";
import { readLock } from "./postmaster.ts";

/** A fresh database of a test, with a folder for its files; `drop` removes both. */
export type TemporaryDatabase = { url: string; folder: string; drop(): Promise<void> };

/** What many tests begin with: made once for all of them, in an empty database, and copied for each. */
export type Contents = Readonly<{ name: string; prepare: (pool: Pool) => Promise<void> }>;

/** Names the folder of the server that the test processes of a whole run share. */
export const sharedServer = "JALON_TEST_SERVER";

type Server = Readonly<{ dataFolder: string; socketFolder: string; close: () => Promise<void> }>;

let own: Promise<Server> | undefined;
let inUse = 0;
let made = 0;

const quitSignalWaitMs = 3_000;
/** A world holds some thirty, and several are open at once; the line is the last of its file, and counts. */
const sharedSettings = "\nmax_connections = 300\n";

/** What is left when a process ends without having closed its server: nothing asynchronous runs any more. */
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

/** Starts a server that ends with this process at the latest. */
const startServer = async (settings = ""): Promise<Server> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "jalon-test-"));
  let socketFolder: string | undefined;
  const leave = () => {
    removeNow(dataFolder, socketFolder);
  };
  process.once("exit", leave);
  // Without a listener these end the process with no exit event, and the server would stay.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  if (settings !== "") {
    await initialise(dataFolder, await findBinaries(join(dataFolder, "database.lib")), () => undefined);
    await appendFile(join(dataFolder, "database", "postgresql.conf"), settings);
  }
  const database = await openDatabase({ dataFolder });
  socketFolder = database.pool.options.host ?? "";
  const close = async (): Promise<void> => {
    await database.close();
    await rm(socketFolder ?? "", { recursive: true, force: true });
    await rm(dataFolder, { recursive: true, force: true });
    process.off("exit", leave);
  };
  return { dataFolder, socketFolder, close };
};

/**
 * Starts the server that the tests of a whole run share, and names it in the environment of the processes that this one
 * starts from then on. Returns what stops it and removes it with all its databases.
 */
export const shareServer = async (): Promise<() => Promise<void>> => {
  const { dataFolder, close } = await startServer(sharedSettings);
  process.env[sharedServer] = dataFolder;
  return close;
};

/** Returns the server of the whole run where there is one. */
const findShared = async (): Promise<Server | undefined> => {
  const dataFolder = process.env[sharedServer];
  if (dataFolder === undefined) return undefined;
  const lock = await readLock(join(dataFolder, "database"));
  if (!lock) throw new Error(`no server runs in ${dataFolder}`);
  return { dataFolder, socketFolder: lock.socketFolder, close: async () => undefined };
};

const urlOf = ({ socketFolder }: Server, database: string): string =>
  `postgresql://postgres@/${database}?host=${encodeURIComponent(socketFolder)}`;

/** Does the work on a connection to the server's first database. */
const onServer = async <T>(server: Server, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: urlOf(server, "postgres"), application_name: "jalon" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Returns the database to copy, which whoever needs it first makes while the others wait. */
const templateOf = (server: Server, { name, prepare }: Contents): Promise<string> =>
  onServer(server, async (client) => {
    const template = `contents_${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
    const isThere = async () =>
      (await client.query("SELECT FROM pg_database WHERE datname = $1 AND datistemplate", [template])).rows
        .length > 0;
    if (await isThere()) return template;
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
    if (await isThere()) return template;
    // Left half made by a process that was killed.
    await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template} TEMPLATE template0`);
    await client.query(`ALTER DATABASE ${template} SET synchronous_commit TO off`);
    const database = await openDatabase({ dataFolder: server.dataFolder, url: urlOf(server, template) });
    try {
      await prepare(database.pool);
    } finally {
      await database.close();
    }
    await client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
    return template;
  });

/**
 * Makes an empty database for a test, on the server of the whole run where there is one, else on a real server of the
 * test process, which stops when its last database is dropped; `alone` asks for that one in any case. Where `contents`
 * are named, the database of a shared server begins with them: whoever asks prepares it as if it were empty.
 * Returns its address for `openDatabase({ url })` and a folder of its own. Close what is open on it before `drop`.
 */
export const temporaryDatabase = async ({
  contents,
  alone = false,
}: Readonly<{ contents?: Contents | undefined; alone?: boolean }> = {}): Promise<TemporaryDatabase> => {
  const shared = alone ? undefined : await findShared();
  if (!shared) {
    inUse += 1;
    own ??= startServer();
  }
  const server = shared ?? (await own);
  if (!server) throw new Error("the server was stopped while a database was asked of it");
  made += 1;
  const name = shared ? `test_${process.pid}_${made}` : `test_${made}`;
  const template = shared && contents ? await templateOf(shared, contents) : "template0";
  await onServer(server, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    // What a test wrote need not outlive the machine; those of durability have a server of their own.
    await client.query(`ALTER DATABASE ${name} SET synchronous_commit TO off`);
  });
  const folder = join(server.dataFolder, `${name}-files`);
  await mkdir(folder);
  let dropping: Promise<void> | undefined;
  const drop = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    if (shared) return;
    inUse -= 1;
    if (inUse > 0) return;
    own = undefined;
    await server.close();
  };
  return { url: urlOf(server, name), folder, drop: () => (dropping ??= drop()) };
};
