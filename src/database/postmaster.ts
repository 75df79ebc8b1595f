import { execFile, spawn } from "node:child_process";
import { open, readFile, rm, stat, statfs, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";
import { commandAs, giveTo, type Account } from "./serverAccount.ts";
import { makeSocketFolder, port, socketIn } from "./socketFolder.ts";
import { codeOf, reasonOf } from "./unavailable.ts";

/** What a server says of itself in `postmaster.pid`. */
export type ServerLock = Readonly<{ pid: number; socketFolder: string; isReady: boolean }>;

const lockFile = (database: string): string => join(database, "postmaster.pid");
const unfinishedLockMs = 5_000;

/** Returns the lock of the server that runs, or ran, on this database folder; undefined when there is none. */
export const readLock = async (database: string): Promise<ServerLock | undefined> => {
  const file = lockFile(database);
  let content: string;
  try {
    content = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const lines = content.split("\n");
  const pid = Number(lines[0]);
  if (Number.isInteger(pid) && pid > 0) {
    return { pid, socketFolder: lines[4] ?? "", isReady: lines[7]?.trim() === "ready" };
  }
  // Empty for an instant while it is made; for longer, it is what a power failure left, and PostgreSQL would give up.
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && Date.now() - found.mtimeMs > unfinishedLockMs) await rm(file, { force: true });
  return undefined;
};

const commandLineOf = async (pid: number): Promise<string> =>
  process.platform === "linux"
    ? (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ")
    : (await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)])).stdout;

const isSameFolder = async (one: string, other: string): Promise<boolean> => {
  const [a, b] = await Promise.all([stat(one), stat(other)]);
  return a.dev === b.dev && a.ino === b.ino;
};

/**
 * Returns whether the server of this lock runs and works on this very folder. A number that is in use proves little:
 * after a crash it may be any program's, and a copied folder carries the number of the original's server.
 */
export const isServing = async (lock: ServerLock, database: string): Promise<boolean> => {
  try {
    if (process.platform === "linux") return await isSameFolder(`/proc/${lock.pid}/cwd`, database);
  } catch (error) {
    // In a container even root may not look there for another account's process.
    if (codeOf(error) !== "EACCES" && codeOf(error) !== "EPERM") return false;
  }
  return commandLineOf(lock.pid).then(
    (line) => line.includes("postgres") && line.includes(database),
    () => false,
  );
};

const isInUse = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
};

// No system gives this number to a process.
const nobodysPid = 2 ** 31 - 2;

/**
 * Makes a dead server's lock harmless where its number now belongs to another program, which PostgreSQL takes for a
 * running server. The lock stays: its last lines let PostgreSQL refuse as long as a process of the dead server is left.
 */
export const disown = async (lock: ServerLock, database: string): Promise<void> => {
  if (!isInUse(lock.pid)) return;
  const content = await readFile(lockFile(database), "utf8").catch(() => "");
  if (content.startsWith(`${lock.pid}\n`)) {
    await writeFile(lockFile(database), content.replace(/^\d+/, String(nobodysPid)));
  }
  const socketLock = `${socketIn(lock.socketFolder)}.lock`;
  const socketOwner = await readFile(socketLock, "utf8").catch(() => "");
  if (socketOwner.startsWith(`${lock.pid}\n`)) await rm(socketLock, { force: true });
};

const smallSharedMemoryBytes = 512 * 1024 * 1024;

/** Containers give /dev/shm 64 MB, too little for a large parallel query; System V memory has no such limit. */
const sharedMemorySetting = async (): Promise<readonly string[]> => {
  if (process.platform !== "linux") return [];
  const { bsize, blocks } = await statfs("/dev/shm").catch(() => ({ bsize: 0, blocks: 0 }));
  return bsize * blocks < smallSharedMemoryBytes ? ["dynamic_shared_memory_type=sysv"] : [];
};

/** What Jalon relies upon, whatever postgresql.conf says; what may be tuned is written there when it is made. */
const fixedSettings = (socketFolder: string): readonly string[] => [
  "listen_addresses=",
  `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`,
  "unix_socket_permissions=0700",
  `port=${port}`,
  "fsync=on",
  "full_page_writes=on",
  "cluster_name=jalon",
  // A query whose command was killed must not go on and hold its locks.
  "client_connection_check_interval=2s",
  // The log is for the server's own life. Failed statements stay out: they would carry participants' data into it.
  "logging_collector=off",
  "log_destination=stderr",
  "log_min_messages=log",
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
  "log_statement=none",
  "log_min_duration_statement=-1",
  "log_checkpoints=off",
];

const largestLogBytes = 256 * 1024;

/** A server that this command started: what became of it, and what it wrote to its log since. */
export type StartedServer = { state: "running" | "stopped" | "failed"; words(): Promise<string> };

/**
 * Starts the server on its own: it outlives this process, its terminal and its death. Returns at once; whether it won
 * over another command's server shows in the lock. Raises DatabaseUnavailable when no account can run it.
 */
export const startServer = async (
  database: string,
  log: string,
  account: Account,
  binaries: Binaries,
): Promise<StartedServer> => {
  const socketFolder = await makeSocketFolder(database, account);
  const settings = [...fixedSettings(socketFolder), ...(await sharedMemorySetting())];
  const { file, args, options, hasPassage } = commandAs(
    account,
    [database, dirname(socketFolder), binaries.sampleFile],
    binaries.postgres,
    ["-D", database, ...settings.flatMap((setting) => ["-c", setting])],
  );
  // A server that passes everywhere is for root alone: other programs of its account must not command it.
  await giveTo(hasPassage ? { uid: 0, gid: 0, borrowed: true } : account, socketFolder);
  const output = await open(log, "a", 0o600);
  try {
    if ((await output.stat()).size > largestLogBytes) await truncate(log);
    const { size } = await output.stat();
    let spawnError: unknown;
    const server: StartedServer = {
      state: "running",
      words: async () =>
        spawnError === undefined ? (await readFile(log)).subarray(size).toString() : reasonOf(spawnError),
    };
    const child = spawn(file, args, {
      ...options,
      env: { PATH: process.env["PATH"], LC_ALL: "C", ...binaries.environment },
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
    });
    child.once("error", (error) => {
      spawnError = error;
      server.state = "failed";
    });
    child.once("exit", (code) => {
      server.state = code === 0 ? "stopped" : "failed";
    });
    child.unref();
    return server;
  } finally {
    await output.close();
  }
};
