import type { Pool, PoolClient } from "pg";
import { type Anchor, type Change, type Entry, type Tell, type TrailBreak, verifyChain } from "./chain.ts";
import { moneyBreaks } from "./money-rows.ts";
import { recordBreaks } from "./records.ts";

export type { TrailBreak } from "./chain.ts";

export type TrailVerdict = Readonly<{
  changes: number;
  entries: number;
  /** Hash of the last change: whoever writes it down can tell later whether the end of the trail was cut off. */
  head: string | undefined;
  /** The first thousand, where there are more. */
  breaks: readonly TrailBreak[];
}>;

const page = 5000;
const mostBreaks = 1000;

/** Returns where breaks are told, up to the most, and a way to tell them. */
export const collectBreaks = (most = mostBreaks): Readonly<{ breaks: TrailBreak[]; tell: Tell }> => {
  const breaks: TrailBreak[] = [];
  const tell: Tell = (problem, change, entry, since) => {
    if (breaks.length >= most) return;
    const place = { change, entry, record: undefined, problem };
    breaks.push(since === undefined || since === change - 1 ? place : { ...place, since });
  };
  return { breaks, tell };
};

/**
 * Hashes the whole trail again and returns every place where it does not agree with itself (a change or an entry that
 * was edited, taken away, put in or moved), with the hashes kept outside (a trail that was written anew, or cut off), or
 * with the registers and the rows of money (one that was changed, put in or taken away without it). Reads in pages, so
 * that memory does not grow with the trail.
 */
export const verifyTrail = async (pool: Pool, anchors: readonly Anchor[] = []): Promise<TrailVerdict> => {
  const { breaks, tell } = collectBreaks();
  const { changes, entries, head } = await verifyChain(readChanges(pool), readEntries(pool), anchors, tell);
  const isReadable = !breaks.some(({ problem }) => problem === "altered_entry");
  for (const breaksOf of [recordBreaks, moneyBreaks])
    breaks.push(...(await breaksOf(pool, { mostBreaks: mostBreaks - breaks.length, isReadable })));
  return { changes, entries, head, breaks };
};

/** Yields the entries of the trail in their order. */
export async function* readEntries(pool: Pool | PoolClient): AsyncGenerator<Entry> {
  let last: [change: number, n: number] | undefined;
  for (;;) {
    const { rows } = await pool.query<Entry>(
      `select change, n, register, operation, partner, record, kind, before, after, encode(hash, 'hex') as hash
       from trail.entry ${last ? "where (change, n) > ($2, $3)" : ""} order by change, n limit $1`,
      [page, ...(last ?? [])],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = [end.change, end.n];
  }
}

/** Yields the changes of the trail in their order, from the one after. */
export async function* readChanges(pool: Pool | PoolClient, after?: number): AsyncGenerator<Change> {
  let last = after;
  for (;;) {
    const { rows } = await pool.query<Change>(
      `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, action, reason, definition,
         file_sha256, entries, encode(entries_hash, 'hex') as entries_hash, encode(previous_hash, 'hex') as previous_hash,
         encode(hash, 'hex') as hash
       from trail.change ${last === undefined ? "" : "where seq > $2"} order by seq limit $1`,
      [page, ...(last === undefined ? [] : [last])],
    );
    yield* rows;
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < page) return;
  }
}
