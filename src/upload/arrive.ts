import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "../problem.ts";

/** A file that has arrived whole and is on disk, not yet under its hash. */
export type Arrived = Readonly<{ path: string; sha256: string; bytes: number }>;

/** The bytes of a file as they come in. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes what arrives into a folder and returns it, on disk, not only in the machine's memory. Throws `tooLarge` when
 * there are more than `most` bytes; nothing of it stays then.
 */
export const arriveIn = async (
  folder: string,
  chunks: Chunks,
  { most, tooLarge }: Readonly<{ most: number; tooLarge: () => Problem }>,
): Promise<Arrived> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge();
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
export const settleIn = async (folder: string, { path, sha256 }: Arrived): Promise<void> => {
  await rename(path, join(folder, sha256));
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Forgets a file that arrived and is not taken. */
export const discard = async ({ path }: Pick<Arrived, "path">): Promise<void> => rm(path, { force: true });

const dayMs = 86_400_000;

/** Returns what lies in a folder for more than a day and is not known: what was cut short while it arrived. */
export const strayBytes = async (folder: string, known: ReadonlySet<string>): Promise<string[]> => {
  if (!existsSync(folder)) return [];
  const left: string[] = [];
  for (const name of await readdir(folder)) {
    if (known.has(name)) continue;
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > dayMs) left.push(name);
  }
  return left;
};

/** Returns the last part of a file's name, without what a terminal or another file system would stumble over. */
export const plainName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/\p{C}/gu, "").trim().slice(-120);
  return plain === "" ? "fichier" : plain;
};
