import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const keyBytes = 16;
const entryBytes = keyBytes + 4;
const buckets = 64;

/** A row that repeats an earlier one, with the first row that had its key. */
export type Repeat = Readonly<{ row: number; first: number }>;

/**
 * Finds rows of a file that are about the same record, without comparing every pair and in bounded memory: keys
 * beyond a quarter of a million (5 MB) go to 64 files by their first byte, and each file is looked at alone.
 */
export class Repeats {
  readonly #memory: Buffer;
  #used = 0;
  #folder: string | undefined;
  #files: number[] = [];

  constructor(options: { inMemory?: number } = {}) {
    this.#memory = Buffer.allocUnsafe((options.inMemory ?? 250_000) * entryBytes);
  }

  /** Notes that the row has this key, of 32 hexadecimal digits. */
  add(key: string, row: number): void {
    if (this.#used === this.#memory.length) this.#spill();
    this.#memory.write(key, this.#used, keyBytes, "hex");
    this.#memory.writeUInt32LE(row, this.#used + keyBytes);
    this.#used += entryBytes;
  }

  /** Yields every row that repeats an earlier one; in order of the rows only within a bucket. Then forgets all. */
  *find(): Generator<Repeat> {
    try {
      if (this.#folder === undefined) {
        yield* repeatsIn(this.#memory.subarray(0, this.#used));
        return;
      }
      this.#spill();
      for (let bucket = 0; bucket < buckets; bucket++)
        yield* repeatsIn(readFileSync(join(this.#folder, String(bucket))));
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#used = 0;
    for (const file of this.#files) closeSync(file);
    this.#files = [];
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #spill(): void {
    if (this.#folder === undefined) {
      const folder = mkdtempSync(join(tmpdir(), "jalon-keys-"));
      this.#folder = folder;
      this.#files = Array.from({ length: buckets }, (_, bucket) =>
        openSync(join(folder, String(bucket)), "a"),
      );
    }
    // One bucket after the other in a second buffer: a million small pieces would cost more than the check itself.
    const sorted = Buffer.allocUnsafe(this.#used);
    this.#files.forEach((file, bucket) => {
      let end = 0;
      for (let at = 0; at < this.#used; at += entryBytes)
        if ((this.#memory[at] ?? 0) % buckets === bucket)
          end += this.#memory.copy(sorted, end, at, at + entryBytes);
      writeSync(file, sorted, 0, end);
    });
    this.#used = 0;
  }
}

function* repeatsIn(entries: Buffer): Generator<Repeat> {
  const firstRows = new Map<string, number>();
  for (let at = 0; at < entries.length; at += entryBytes) {
    const key = entries.toString("latin1", at, at + keyBytes);
    const row = entries.readUInt32LE(at + keyBytes);
    const first = firstRows.get(key);
    if (first === undefined) firstRows.set(key, row);
    else yield { row, first };
  }
}
