import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const keys = new Map<string, Promise<Uint8Array>>();

/**
 * Returns the key that seals the second factors' secrets: 256 bits in the data folder, beside the database and not in
 * it, so that a copy of the database alone opens nothing. Made at the first use, readable by the server's account only.
 */
export const signInKey = async (dataFolder: string): Promise<Uint8Array> => {
  const known = keys.get(dataFolder);
  if (known) return known;
  const reading = readOrMake(dataFolder).catch((error: unknown) => {
    keys.delete(dataFolder);
    throw error;
  });
  keys.set(dataFolder, reading);
  return reading;
};

const readOrMake = async (dataFolder: string): Promise<Uint8Array> => {
  const path = join(dataFolder, "sign-in.key");
  const own = `${path}.${process.pid}`;
  await mkdir(dataFolder, { recursive: true });
  await writeFile(own, randomBytes(32), { mode: 0o600 });
  // A link is made in one step and never over what is there: of two servers starting at once, one key stays.
  await link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(own);
  return new Uint8Array(await readFile(path));
};
