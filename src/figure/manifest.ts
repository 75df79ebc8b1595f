import { randomBytes } from "node:crypto";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/**
 * One Parquet file of a register. A part that is not the first holds what changed since the ones before it: the
 * newest version of each record touched, or its removal.
 */
const part = z.strictObject({
  file: z.string().regex(/^[\w.-]+\.parquet$/),
  rows: z.int(),
  bytes: z.int(),
  /** The change after which, and the one up to which, its records were touched. */
  after: z.int(),
  upTo: z.int(),
});
export type Part = z.infer<typeof part>;

const manifest = z.strictObject({
  format: z.literal(1),
  /** The head of the trail that the snapshot is a picture of, with its hash: another database has another one. */
  change: z.int(),
  hash: z.string(),
  registers: z.record(z.string(), z.strictObject({ columns: z.string(), parts: z.array(part) })),
});
export type Manifest = z.infer<typeof manifest>;

const name = "manifest.json";

/** Returns the manifest, or nothing when there is none that can be used: then the snapshot is made again. */
export const readManifest = async (folder: string): Promise<Manifest | undefined> => {
  try {
    const read = manifest.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
    for (const { parts } of Object.values(read.registers))
      for (const { file, bytes } of parts)
        if ((await stat(join(folder, file))).size !== bytes) return undefined;
    return read;
  } catch {
    return undefined;
  }
};

/** Puts the manifest in place in one step: whoever reads sees the one before or this one, never half of it. */
export const writeManifest = async (folder: string, content: Manifest): Promise<void> => {
  const half = join(folder, `${name}.${temporarySuffix()}`);
  const file = await open(half, "w", 0o600);
  await file.writeFile(JSON.stringify(content));
  await file.sync();
  await file.close();
  await rename(half, join(folder, name));
};

/** Returns an end of file name that nobody else uses. */
export const temporarySuffix = (): string => `${process.pid}.${randomBytes(6).toString("hex")}.tmp`;

/** How long a file that the manifest no longer names is left for commands that may still be reading it. */
const graceMs = 15 * 60_000;
/** Cells of a month that nobody asked for again are made again when somebody does. */
const cellsKeptMs = 30 * 24 * 3_600_000;

/** Removes files that no manifest names and that nobody can still be reading or writing. */
export const removeLeftovers = async (
  folder: string,
  current: Manifest,
  now: number = Date.now(),
): Promise<void> => {
  const named = new Set([
    name,
    ...Object.values(current.registers).flatMap(({ parts }) => parts.map(({ file }) => file)),
  ]);
  for (const file of await readdir(folder)) {
    if (named.has(file) || !/\.(parquet|tmp|cells)$/.test(file)) continue;
    const path = join(folder, file);
    const age = await stat(path).then(
      ({ mtimeMs }) => now - mtimeMs,
      () => 0,
    );
    if (age > (file.endsWith(".cells") ? cellsKeptMs : graceMs)) await rm(path, { force: true });
  }
};
