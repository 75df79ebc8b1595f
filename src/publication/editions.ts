import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import type { DataHead } from "./press.ts";

/** A file of an edition, with the hash under which it was published. */
export type EditionFile = Readonly<{ name: string; bytes: number; sha256: string }>;

/** What was published of a year, once. */
export type Edition = Readonly<{
  year: number;
  /** 1 for the first of the year. */
  edition: number;
  /** ISO, with time and zone. */
  publishedAt: string;
  /** Version and fingerprint of the definitions. */
  definition: string;
  data: DataHead;
  folder: string;
  files: readonly EditionFile[];
}>;

const columns = `year, edition, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt",
  definition, json_build_object('change', data_change, 'hash', data_hash) as data, folder, files`;

/** Returns every edition, newest year and edition first. */
export const editions = async (client: Pool | PoolClient): Promise<Edition[]> =>
  (await client.query<Edition>(`select ${columns} from publication.report order by year desc, edition desc`))
    .rows;

/** Returns an edition of a year, the newest where none is named; undefined where nothing was published. */
export const editionOf = async (
  client: Pool | PoolClient,
  year: number,
  edition?: number,
): Promise<Edition | undefined> =>
  (
    await client.query<Edition>(
      `select ${columns} from publication.report where year = $1 and ($2::integer is null or edition = $2)
       order by edition desc limit 1`,
      [year, edition ?? null],
    )
  ).rows[0];

/** Who published an edition, and why; only those who read the report in the making see it. */
export type Signature = Readonly<{ year: number; edition: number; publisher: string; reason: string }>;

/** Returns the signatures that whoever asks may see. */
export const signatures = async (client: PoolClient): Promise<Signature[]> =>
  (await client.query<Signature>("select year, edition, publisher, reason from publication.signed")).rows;

/** The folder of everything published, in the data folder. */
export const publishedFolder = (dataFolder: string): string => join(dataFolder, "published");

const held = new Map<string, Uint8Array>();
const mostHeld = 24;

/**
 * Returns the bytes of a file of an edition, held against the hash under which it was published; undefined where the
 * edition has no such file. Throws when somebody changed the file since: what is served is what was published.
 */
export const editionBytes = async (
  dataFolder: string,
  { folder, files }: Edition,
  name: string,
): Promise<Uint8Array | undefined> => {
  const file = files.find((each) => each.name === name);
  if (!file) return undefined;
  const known = held.get(file.sha256);
  if (known) return known;
  const bytes = await readFile(join(publishedFolder(dataFolder), folder, name));
  if (sha256(bytes) !== file.sha256) throw new Error(`${folder}/${name} is not as it was published`);
  held.set(file.sha256, bytes);
  for (const oldest of held.keys()) {
    if (held.size <= mostHeld) break;
    held.delete(oldest);
  }
  return bytes;
};

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Returns what a file of an edition holds as JSON. */
export const editionJson = async <T>(
  dataFolder: string,
  edition: Edition,
  name: string,
): Promise<T | undefined> => {
  const bytes = await editionBytes(dataFolder, edition, name);
  return bytes && (JSON.parse(Buffer.from(bytes).toString("utf8")) as T);
};
