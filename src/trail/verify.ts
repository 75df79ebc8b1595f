import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { moneyBreaks } from "./money-rows.ts";
import { recordBreaks } from "./records.ts";

/** A record of a register, where a break is about one. */
export type RecordPlace = Readonly<{ register: string; operation: string; record: number }>;

/** What a break of the trail looks like: where it is, and what does not agree there. */
export type TrailBreak = Readonly<{
  change: number;
  entry: number | undefined;
  record: RecordPlace | undefined;
  problem:
    | "missing_change"
    | "altered_change"
    | "broken_chain"
    | "altered_entry"
    | "missing_entry"
    | "foreign_entry"
    /** A record or a file points to a change that the trail does not have, or that says nothing of the record. */
    | "unknown_change"
    /** A record does not say what its last entry says. */
    | "altered_record"
    /** A record that the trail added, and never removed, is not in its register. */
    | "missing_record";
}>;

export type TrailVerdict = Readonly<{
  changes: number;
  entries: number;
  /** Hash of the last change: whoever writes it down can tell later whether the end of the trail was cut off. */
  head: string | undefined;
  /** The first thousand, where there are more. */
  breaks: readonly TrailBreak[];
}>;

type Change = {
  seq: number;
  at: string;
  actor: string;
  action: string;
  reason: string;
  definition: string;
  file_sha256: string;
  entries: number;
  entries_hash: string;
  previous_hash: string;
  hash: string;
};

type Entry = {
  change: number;
  n: number;
  register: string;
  operation: string;
  partner: string;
  record: number;
  kind: string;
  before: string | null;
  after: string | null;
  hash: string;
};

const separator = "\u001F";

/** Returns the hash of an entry as `trail.entry_hash` makes it: hexadecimal SHA-256. */
export const entryHash = (entry: Omit<Entry, "hash">): string =>
  sha256(
    [
      entry.change,
      entry.n,
      entry.register,
      entry.operation,
      entry.partner,
      entry.record,
      entry.kind,
      entry.before ?? "",
      entry.after ?? "",
    ].join(separator),
  );

/** Returns the hash of a change as `trail.change_hash` makes it. */
export const changeHash = (change: Omit<Change, "hash">): string =>
  sha256(
    [
      change.seq,
      change.at,
      change.actor,
      change.action,
      change.reason,
      change.definition,
      change.file_sha256,
      change.entries,
      change.entries_hash,
      change.previous_hash,
    ].join(separator),
  );

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");

const page = 5000;
const mostBreaks = 1000;

/**
 * Hashes the whole trail again and returns every place where it does not agree with itself (a change or an entry that
 * was edited, taken away, put in or moved) or with the registers and the rows of money (one that was changed, put in or
 * taken away without it). Reads in pages, so that memory does not grow with the trail.
 */
export const verifyTrail = async (pool: Pool): Promise<TrailVerdict> => {
  const breaks: TrailBreak[] = [];
  const tell = (problem: TrailBreak["problem"], change: number, entry?: number) => {
    if (breaks.length < mostBreaks) breaks.push({ change, entry, record: undefined, problem });
  };
  const entries = new EntryReader(pool);
  let changes = 0;
  let previous: Change | undefined;
  for await (const change of readChanges(pool)) {
    changes++;
    const expected = (previous?.seq ?? 0) + 1;
    if (change.seq !== expected) tell("missing_change", expected);
    if (change.previous_hash !== (previous?.hash ?? "")) tell("broken_chain", change.seq);
    if (changeHash(change) !== change.hash) tell("altered_change", change.seq);
    for await (const { change: unknown, n } of entries.before(change.seq)) tell("foreign_entry", unknown, n);
    await verifyEntries(change, entries, tell);
    previous = change;
  }
  for await (const { change, n } of entries.before(Infinity)) tell("foreign_entry", change, n);
  const isReadable = !breaks.some(({ problem }) => problem === "altered_entry");
  for (const breaksOf of [recordBreaks, moneyBreaks])
    breaks.push(...(await breaksOf(pool, { mostBreaks: mostBreaks - breaks.length, isReadable })));
  return { changes, entries: entries.read, head: previous?.hash, breaks };
};

type Tell = (problem: TrailBreak["problem"], change: number, entry?: number) => void;

const verifyEntries = async (change: Change, entries: EntryReader, tell: Tell): Promise<void> => {
  const all = createHash("sha256");
  let [count, last, isTold] = [0, 0, false];
  const tellEntry = (problem: TrailBreak["problem"], n: number) => {
    isTold = true;
    tell(problem, change.seq, n);
  };
  for await (const entry of entries.before(change.seq + 1)) {
    if (entry.n !== last + 1) tellEntry("missing_entry", last + 1);
    if (entryHash(entry) !== entry.hash) tellEntry("altered_entry", entry.n);
    all.update(entry.hash, "hex");
    last = entry.n;
    count++;
  }
  if (isTold) return;
  if (count < change.entries) tell("missing_entry", change.seq, count + 1);
  else if (count > change.entries) tell("foreign_entry", change.seq, change.entries + 1);
  else if ((count === 0 ? "" : all.digest("hex")) !== change.entries_hash) tell("altered_entry", change.seq);
};

/** Reads the entries of the trail in their order, each once. */
class EntryReader {
  readonly #pool: Pool;
  #rows: Entry[] = [];
  #at = 0;
  #last: [change: number, n: number] = [-1, -1];
  read = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Yields the entries that are still to be read of the changes before this one. */
  async *before(change: number): AsyncGenerator<Entry> {
    for (;;) {
      if (this.#at === this.#rows.length) await this.#nextPage();
      const entry = this.#rows[this.#at];
      if (!entry || entry.change >= change) return;
      this.#at++;
      this.read++;
      yield entry;
    }
  }

  async #nextPage(): Promise<void> {
    const { rows } = await this.#pool.query<Entry>(
      `select change, n, register, operation, partner, record, kind, before, after, encode(hash, 'hex') as hash
       from trail.entry where (change, n) > ($1, $2) order by change, n limit $3`,
      [...this.#last, page],
    );
    this.#rows = rows;
    this.#at = 0;
    const last = rows.at(-1);
    if (last) this.#last = [last.change, last.n];
  }
}

async function* readChanges(pool: Pool): AsyncGenerator<Change> {
  let last = 0;
  for (;;) {
    const { rows } = await pool.query<Change>(
      `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, action, reason, definition,
         file_sha256, entries, encode(entries_hash, 'hex') as entries_hash, encode(previous_hash, 'hex') as previous_hash,
         encode(hash, 'hex') as hash
       from trail.change where seq > $1 order by seq limit $2`,
      [last, page],
    );
    yield* rows;
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < page) return;
  }
}
