import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./serverAccount.ts";
import { codeOf } from "./unavailable.ts";

/** The port is only part of the socket's name: the server listens on no network. */
export const port = 5432;

/** Returns the path of the socket in its folder. */
export const socketIn = (folder: string): string => join(folder, `.s.PGSQL.${port}`);

// The kernel cuts at 107 bytes on Linux, 103 on macOS.
const longestSocketPath = 103;

/**
 * Returns where the server of a database has its socket: a short path, since the kernel limits it, and always the same,
 * so that connections find the server again after a restart. `uid` is the server's account.
 */
export const socketFolderOf = (database: string, uid: number): string => {
  const name = `jalon-${createHash("sha256").update(`${uid}:${database}`).digest("hex").slice(0, 16)}`;
  const folder = join(tmpdir(), name);
  return Buffer.byteLength(socketIn(folder)) <= longestSocketPath ? folder : join("/tmp", name);
};

/**
 * Makes the folder of the server's socket where it is not there yet, open to its owner alone. Returns its path.
 * It stays when the server stops: another command may just then be starting the next one.
 */
export const makeSocketFolder = async (database: string, account: Account): Promise<string> => {
  const folder = socketFolderOf(database, account.uid);
  try {
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const found = await lstat(folder);
  const isOurs = found.isDirectory() && (found.uid === account.uid || found.uid === process.getuid?.());
  // Somebody else took the name, to listen in or by chance: a name that nobody can foresee, then.
  // Other commands find it too, since the server writes it in its lock file.
  if (!isOurs) return mkdtemp(join(dirname(folder), "jalon-"));
  await chmod(folder, 0o700);
  return folder;
};
