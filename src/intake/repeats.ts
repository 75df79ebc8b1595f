import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Before each text: its row and how many bytes it has. */
const headBytes = 8;
const buckets = 64;

type Bucket = { readonly file: number; bytes: number; count: number };

/** A row that repeats an earlier one, with the first row that had its text. */
export type Repeat = Readonly<{ row: number; first: number }>;

/**
 * Finds rows of a file that are about the same record, without comparing every pair and in bounded memory: beyond
 * 16 MB, some half a million rows, their texts go to 64 files, and each file is looked at alone. The files have no
 * name any more once they are open, so that whatever happens none of the texts stays behind.
 */
export class Repeats {
  readonly #bytesInMemory: number;
  /** Grows with what comes: most files are small, and whoever takes hundreds of them has no time to clear away. */
  #memory: Buffer;
  #used = 0;
  #count = 0;
  #buckets: Bucket[] = [];

  constructor(options: { bytesInMemory?: number } = {}) {
    this.#bytesInMemory = options.bytesInMemory ?? 1 << 24;
    this.#memory = Buffer.allocUnsafe(Math.min(this.#bytesInMemory, 1 << 14));
  }

  /** Notes that the row is about the record that this text stands for. */
  add(text: string, row: number): void {
    const most = headBytes + text.length * 3;
    if (this.#used + most > this.#memory.length) {
      if (this.#used + most <= this.#bytesInMemory) this.#grow(this.#used + most);
      else {
        this.#spill();
        if (most > this.#memory.length) this.#memory = Buffer.allocUnsafe(most);
      }
    }
    const bytes = this.#memory.write(text, this.#used + headBytes);
    this.#memory.writeUInt32LE(row, this.#used);
    this.#memory.writeUInt32LE(bytes, this.#used + 4);
    this.#used += headBytes + bytes;
    this.#count++;
  }

  /** Yields every row that repeats an earlier one; in order of the rows only within a bucket. Then forgets all. */
  *find(): Generator<Repeat> {
    try {
      if (this.#buckets.length > 0) this.#spill();
      else yield* repeatsIn(this.#memory.subarray(0, this.#used), this.#count);
      for (const { file, bytes, count } of this.#buckets) {
        const entries = Buffer.allocUnsafe(bytes);
        readSync(file, entries, 0, bytes, 0);
        yield* repeatsIn(entries, count);
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#used = 0;
    this.#count = 0;
    for (const { file } of this.#buckets) closeSync(file);
    this.#buckets = [];
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafe(
      Math.min(this.#bytesInMemory, Math.max(least, 2 * this.#memory.length)),
    );
    this.#memory.copy(larger, 0, 0, this.#used);
    this.#memory = larger;
  }

  #spill(): void {
    if (this.#buckets.length === 0) {
      const folder = mkdtempSync(join(tmpdir(), "jalon-repeats-"));
      for (let bucket = 0; bucket < buckets; bucket++)
        this.#buckets.push({ file: openSync(join(folder, String(bucket)), "wx+"), bytes: 0, count: 0 });
      rmSync(folder, { recursive: true });
    }
    // Gathered by bucket first: a million small pieces would cost more than the check itself.
    const pieces = this.#buckets.map((): Buffer[] => []);
    for (const entry of entriesOf(this.#memory.subarray(0, this.#used))) pieces[bucketOf(entry)]?.push(entry);
    this.#buckets.forEach((bucket, index) => {
      const entries = pieces[index] ?? [];
      const all = Buffer.concat(entries);
      bucket.count += entries.length;
      bucket.bytes += writeSync(bucket.file, all, 0, all.length, bucket.bytes);
    });
    this.#used = 0;
    this.#count = 0;
  }
}

function* entriesOf(memory: Buffer): Generator<Buffer> {
  for (let at = 0; at < memory.length;) {
    const end = at + headBytes + memory.readUInt32LE(at + 4);
    yield memory.subarray(at, end);
    at = end;
  }
}

const bucketOf = (entry: Buffer): number => (hashOf(entry, headBytes, entry.length) >>> 16) % buckets;

/** Spreads texts evenly (FNV-1a); what has the same hash is compared byte by byte. */
const hashOf = (bytes: Buffer, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
};

/** A table of where entries are, by their hash: a map of texts would cost more than the rules of a register. */
function* repeatsIn(entries: Buffer, count: number): Generator<Repeat> {
  const size = 2 ** Math.ceil(Math.log2(count * 2 + 1));
  // Where an entry is, plus one: 0 is a free place.
  const table = new Uint32Array(size);
  for (let at = 0; at < entries.length;) {
    const end = at + headBytes + entries.readUInt32LE(at + 4);
    let place = hashOf(entries, at + headBytes, end) & (size - 1);
    let first = table[place] ?? 0;
    while (first > 0 && !isSameText(entries, first - 1, at, end)) {
      place = (place + 1) & (size - 1);
      first = table[place] ?? 0;
    }
    if (first === 0) table[place] = at + 1;
    else yield { row: entries.readUInt32LE(at), first: entries.readUInt32LE(first - 1) };
    at = end;
  }
}

/** Whether the texts of two entries are the same; the second one ends at `end`. */
const isSameText = (entries: Buffer, one: number, other: number, end: number): boolean => {
  for (let at = other + 4, to = one + 4; at < end; at++, to++) if (entries[at] !== entries[to]) return false;
  return true;
};
