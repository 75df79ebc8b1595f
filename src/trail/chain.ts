import { createHash } from "node:crypto";

/** The trail as it can be hashed again by anybody, from the store or from a file: no database is read here. */

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
    | "missing_record"
    /** The change is not the one whose hash was kept outside: it, or one after `since`, was written anew. */
    | "rewritten"
    /** The trail ends before a change whose hash was kept outside. */
    | "cut_off";
  /** The last change before that agrees with what was kept outside; where that is not the one just before. */
  since?: number;
}>;

/** One transaction that changed anything, as the trail keeps it. Hashes are hexadecimal SHA-256. */
export type Change = Readonly<{
  seq: number;
  /** "2021-01-15T10:00:00.000000Z" */
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
}>;

/** What a change did to one record. */
export type Entry = Readonly<{
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
}>;

/** The hash of a change that is kept outside of the store: on paper, in a file, in a package. */
export type Anchor = Readonly<{
  seq: number;
  /** The whole hash, or how it begins. */
  hash: string;
}>;

const separator = "\u001F";

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");

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

/** Returns what `trail.close` makes of the hashes of a change's entries, in their order; "" where there are none. */
export const entriesHash = (hashes: readonly string[]): string =>
  hashes.length === 0 ? "" : sha256(Buffer.concat(hashes.map((hash) => Buffer.from(hash, "hex"))));

/** Tells a break; entries have the number of theirs. */
export type Tell = (problem: TrailBreak["problem"], change: number, entry?: number, since?: number) => void;

/** What was hashed again: how much, and the head. */
export type Hashed = Readonly<{
  changes: number;
  entries: number;
  head: string | undefined;
  lastSeq: number;
}>;

/**
 * Hashes changes and entries again, both in their order, and tells every place where they do not agree with themselves
 * or with the hashes kept outside. Memory does not grow with the trail.
 */
export const verifyChain = async (
  changes: AsyncIterable<Change> | Iterable<Change>,
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  anchors: readonly Anchor[],
  tell: Tell,
): Promise<Hashed> => {
  const reader = new EntryReader(entries);
  const kept = new KeptOutside(anchors, tell);
  let [count, lastSeq] = [0, 0];
  let previous: Change | undefined;
  for await (const change of changes) {
    count++;
    // A number that comes again, or goes back, is a change put in.
    const expected = (previous?.seq ?? 0) + 1;
    if (change.seq !== expected) tell("missing_change", expected);
    if (change.previous_hash !== (previous?.hash ?? "")) tell("broken_chain", change.seq);
    if (changeHash(change) !== change.hash) tell("altered_change", change.seq);
    kept.see(change);
    for await (const { change: unknown, n } of reader.before(change.seq)) tell("foreign_entry", unknown, n);
    await verifyEntries(change, reader, tell);
    previous = change;
    lastSeq = Math.max(lastSeq, change.seq);
  }
  for await (const { change, n } of reader.before(Infinity)) tell("foreign_entry", change, n);
  kept.end(lastSeq);
  return { changes: count, entries: reader.read, head: previous?.hash, lastSeq };
};

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

/** Reads entries in their order, each once. */
class EntryReader {
  readonly #entries: AsyncIterator<Entry> | Iterator<Entry>;
  #next: Entry | undefined;
  #isBegun = false;
  read = 0;

  constructor(entries: AsyncIterable<Entry> | Iterable<Entry>) {
    this.#entries =
      Symbol.asyncIterator in entries ? entries[Symbol.asyncIterator]() : entries[Symbol.iterator]();
  }

  /** Yields the entries that are still to be read of the changes before this one. */
  async *before(change: number): AsyncGenerator<Entry> {
    if (!this.#isBegun) await this.#advance();
    for (;;) {
      const entry = this.#next;
      if (!entry || entry.change >= change) return;
      await this.#advance();
      this.read++;
      yield entry;
    }
  }

  async #advance(): Promise<void> {
    this.#isBegun = true;
    const { done, value } = await this.#entries.next();
    this.#next = done === true ? undefined : value;
  }
}

/** Holds the trail against the hashes kept outside, in one pass; tells where it begins to differ. */
class KeptOutside {
  readonly #hashes = new Map<number, Set<string>>();
  readonly #tell: Tell;
  readonly #last: number;
  #agreed = 0;
  #differs = false;

  constructor(anchors: readonly Anchor[], tell: Tell) {
    for (const { seq, hash } of anchors) {
      const hashes = this.#hashes.get(seq) ?? new Set<string>();
      hashes.add(hash);
      this.#hashes.set(seq, hashes);
    }
    this.#tell = tell;
    this.#last = Math.max(0, ...this.#hashes.keys());
  }

  see({ seq, hash }: Change): void {
    const wanted = this.#hashes.get(seq);
    if (!wanted) return;
    const agrees = [...wanted].every((each) => hash.startsWith(each));
    // Once one was written anew, all that follow have other hashes: the first tells where.
    if (!agrees && !this.#differs) this.#tell("rewritten", seq, undefined, this.#agreed);
    this.#differs = !agrees;
    if (agrees) this.#agreed = seq;
  }

  end(lastSeq: number): void {
    if (this.#last > lastSeq) this.#tell("cut_off", lastSeq + 1, undefined, this.#agreed);
  }
}
