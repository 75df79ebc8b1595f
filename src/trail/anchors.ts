import { createReadStream, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Pool, PoolClient } from "pg";
import type { Anchor } from "./chain.ts";

/**
 * Hashes of changes kept outside of the store. Whoever may do everything in the database can write the trail anew from
 * some change on so that it agrees with itself, or cut off its end; what was kept elsewhere before then says otherwise.
 */

/** Returns where the hashes are kept: a file of the data folder, a line for each change of the trail. */
export const anchorsPath = (dataFolder: string): string => join(dataFolder, "anchors.jsonl");

/** Returns the hashes that a file keeps, in its order; nothing where there is no such file. Half a line is none. */
export const readAnchors = async (path: string): Promise<readonly Anchor[]> => {
  if (!existsSync(path)) return [];
  const anchors: Anchor[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const anchor = anchorIn(line);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
};

const anchorIn = (line: string): Anchor | undefined => {
  const found = /^\{"seq":(\d{1,15}),"hash":"([0-9a-f]{64})"\}$/.exec(line);
  return found ? { seq: Number(found[1]), hash: found[2] ?? "" } : undefined;
};

const lineOf = ({ seq, hash }: Anchor): string => `{"seq":${seq},"hash":"${hash}"}\n`;

/** What became of keeping: the last change kept, or the one where the trail is no longer what was kept. */
export type Keeping = Readonly<{ kept: Anchor | undefined; differsAt: number | undefined }>;

/**
 * Adds to the file what the trail has and the file has not. Where the trail does not agree with the last that was kept,
 * nothing is added: `differsAt` says so, and `jalon trail verify` where it begins. Two who do it at once write the same
 * lines twice, which does no harm.
 */
export const keepAnchors = async (pool: Pool | PoolClient, dataFolder: string): Promise<Keeping> => {
  const file = await open(anchorsPath(dataFolder), "a+", 0o600);
  try {
    const { size } = await file.stat();
    const { last, isWhole } = await lastKept(file, size);
    const { rows } = await pool.query<Anchor>(
      "select seq, encode(hash, 'hex') as hash from trail.change where seq >= $1 order by seq",
      [last?.seq ?? 0],
    );
    const at = last === undefined ? undefined : rows.find(({ seq }) => seq === last.seq);
    if (last !== undefined && at?.hash !== last.hash) return { kept: last, differsAt: last.seq };
    const fresh = rows.filter(({ seq }) => seq > (last?.seq ?? 0));
    if (fresh.length === 0) return { kept: last, differsAt: undefined };
    await file.appendFile(`${isWhole ? "" : "\n"}${fresh.map(lineOf).join("")}`);
    await file.sync();
    return { kept: fresh.at(-1), differsAt: undefined };
  } finally {
    await file.close();
  }
};

/** Returns the last hash that a file keeps; undefined where it keeps none. */
export const lastAnchor = async (path: string): Promise<Anchor | undefined> => {
  if (!existsSync(path)) return undefined;
  const file = await open(path, "r");
  try {
    return (await lastKept(file, (await file.stat()).size)).last;
  } finally {
    await file.close();
  }
};

/** Longer than any two lines. */
const tailBytes = 512;

type Handle = Awaited<ReturnType<typeof open>>;

const lastKept = async (
  file: Handle,
  size: number,
): Promise<Readonly<{ last: Anchor | undefined; isWhole: boolean }>> => {
  const length = Math.min(size, tailBytes);
  const tail = Buffer.alloc(length);
  await file.read(tail, 0, length, size - length);
  const text = tail.toString("utf8");
  const last = text
    .split("\n")
    .flatMap((line) => anchorIn(line) ?? [])
    .at(-1);
  return { last, isWhole: text === "" || text.endsWith("\n") };
};

/** Returns the hash of a change, to be told to whoever may see what was done under it: on a paper, in a list. */
export const anchorOf = async (client: Pool | PoolClient, change: number): Promise<Anchor> => {
  const { rows } = await client.query<{ hash: string | null }>(
    "select encode(trail.hash_of($1), 'hex') as hash",
    [change],
  );
  return { seq: change, hash: rows[0]?.hash ?? "" };
};

/** Returns the hash of the change under which an entry of the ledger was made. */
export const anchorOfEntry = async (
  client: Pool | PoolClient,
  entry: number,
): Promise<Anchor | undefined> => {
  const { rows } = await client.query<{ change: number }>("select change from ledger.entry where id = $1", [
    entry,
  ]);
  return rows[0] && anchorOf(client, rows[0].change);
};

/** Half of the hash is enough for nobody to find another trail with it, and short enough to be typed. */
const printed = 32;

/**
 * Returns what a paper says of the trail: what `jalon trail verify --anchor` takes. What is printed cannot be cut off from
 * the trail unseen.
 */
export const anchorText = ({ seq, hash }: Anchor): string => `${seq}:${hash.slice(0, printed)}`;

/** Returns the hash that was typed from a paper: "123:ab12…", at least sixteen digits of it; else undefined. */
export const anchorTyped = (text: string): Anchor | undefined => {
  const found = /^(\d{1,15}):([0-9a-f]{16,64})$/i.exec(text.replaceAll(/\s/g, ""));
  return found ? { seq: Number(found[1]), hash: (found[2] ?? "").toLowerCase() } : undefined;
};
