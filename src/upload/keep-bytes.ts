import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import type { Upload } from "./upload.ts";

/** Fifty megabytes: a quarter of a million rows; a workbook beyond that is not a month of a partner. */
export const mostBytes = 50 * 1024 * 1024;

/** Keeping a file and letting files go wait for each other on this number. */
export const folderLock = 20211115;

const folderOf = (dataFolder: string) => join(dataFolder, "uploads");

/** Returns where the bytes of an upload lie: with the originals once it was kept. */
export const pathOf = (dataFolder: string, { sha256 }: Pick<Upload, "sha256">): string => {
  const original = join(dataFolder, "originals", sha256);
  return existsSync(original) ? original : join(folderOf(dataFolder), sha256);
};

/** A file that has arrived whole and is on disk, not yet under its hash. */
export type Arrived = Readonly<{ path: string; sha256: string; bytes: number }>;

/**
 * Writes what arrives into the data folder and returns it, on disk, not only in the machine's memory. Throws
 * Problem when it is larger than is taken; nothing of it stays then.
 */
export const arrive = async (
  dataFolder: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Arrived> => {
  const folder = folderOf(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge();
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return { path, sha256: hash.digest("hex"), bytes };
};

/** Puts an arrived file under its hash, where it outlives a loss of power; the same content lies there once. */
export const settle = async (dataFolder: string, { path, sha256 }: Arrived): Promise<void> => {
  const folder = folderOf(dataFolder);
  await rename(path, join(folder, sha256));
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Forgets a file that arrived and is not taken. */
export const discard = async ({ path }: Arrived): Promise<void> => rm(path, { force: true });

/** Removes the bytes of uploads that are no longer needed; what was kept stays with the originals. */
export const removeBytes = async (dataFolder: string, sha256: string): Promise<void> =>
  rm(join(folderOf(dataFolder), sha256), { force: true });

const dayMs = 86_400_000;

/** Returns what lies there for more than a day and is nobody's upload: what was cut short while it arrived. */
export const bytesWithoutUpload = async (
  dataFolder: string,
  known: ReadonlySet<string>,
): Promise<string[]> => {
  const folder = folderOf(dataFolder);
  if (!existsSync(folder)) return [];
  const left: string[] = [];
  for (const name of await readdir(folder)) {
    if (known.has(name)) continue;
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > dayMs) left.push(name);
  }
  return left;
};

const tooLarge = () =>
  new Problem(413, "too_large", {
    fr: "Ce fichier dépasse 50 Mo. Envoyez-le en plusieurs parties, ou enregistrez-le au format CSV.",
    nl: "Dit bestand is groter dan 50 MB. Stuur het in meerdere delen of sla het op als CSV.",
    en: "This file is larger than 50 MB. Send it in several parts, or save it as CSV.",
  });
