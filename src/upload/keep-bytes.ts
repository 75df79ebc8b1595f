import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { type Arrived, arriveIn, type Chunks, settleIn, strayBytes } from "./arrive.ts";
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

/** Writes an upload that arrives into the data folder. Throws Problem when it is larger than is taken. */
export const arrive = (dataFolder: string, chunks: Chunks): Promise<Arrived> =>
  arriveIn(folderOf(dataFolder), chunks, { most: mostBytes, tooLarge });

/** Puts an upload that arrived under its hash. */
export const settle = (dataFolder: string, arrived: Arrived): Promise<void> =>
  settleIn(folderOf(dataFolder), arrived);

/** Removes the bytes of uploads that are no longer needed; what was kept stays with the originals. */
export const removeBytes = async (dataFolder: string, sha256: string): Promise<void> =>
  rm(join(folderOf(dataFolder), sha256), { force: true });

/** Returns what lies there for more than a day and is nobody's upload: what was cut short while it arrived. */
export const bytesWithoutUpload = (dataFolder: string, known: ReadonlySet<string>): Promise<string[]> =>
  strayBytes(folderOf(dataFolder), known);

const tooLarge = () =>
  new Problem(413, "too_large", {
    fr: "Ce fichier dépasse 50 Mo. Envoyez-le en plusieurs parties, ou enregistrez-le au format CSV.",
    nl: "Dit bestand is groter dan 50 MB. Stuur het in meerdere delen of sla het op als CSV.",
    en: "This file is larger than 50 MB. Send it in several parts, or save it as CSV.",
  });
