import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Pool, PoolClient } from "pg";
import { SaidError, type Text } from "../language.ts";
import { type Anchor, type Change, type Entry, type Tell, verifyChain } from "./chain.ts";
import { collectBreaks, readChanges, readEntries, type TrailVerdict } from "./verify.ts";

/** The first line of an exported trail. */
const version = "jalon-trail-1";

/**
 * Yields the trail as lines of text: what it is, then each change followed by its entries, as they were hashed. What is
 * kept of people stands in it as keyed hashes, answers of records in words: the file is as confidential as the store.
 * All of it is read in one transaction where `client` is in one.
 */
export async function* trailLines(client: Pool | PoolClient): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: version })}\n`;
  const entries = readEntries(client);
  let entry = await entries.next();
  for await (const change of readChanges(client)) {
    yield `${JSON.stringify({ change })}\n`;
    while (entry.done !== true && entry.value.change <= change.seq) {
      yield `${JSON.stringify({ entry: entry.value })}\n`;
      entry = await entries.next();
    }
  }
  while (entry.done !== true) {
    yield `${JSON.stringify({ entry: entry.value })}\n`;
    entry = await entries.next();
  }
}

/** A file that is no exported trail, with the line that says so. */
export class NoTrail extends SaidError {
  constructor(line: number, found: Text) {
    super({
      fr: `Ligne ${line} : ${found.fr}. Attendu : un fichier écrit par « jalon trail export ».`,
      nl: `Regel ${line}: ${found.nl}. Verwacht: een bestand van "jalon trail export".`,
      en: `Line ${line}: ${found.en}. Expected: a file written by "jalon trail export".`,
    });
  }
}

const notReadable: Text = { fr: "illisible", nl: "onleesbaar", en: "not readable" };

const texts = [
  "actor",
  "action",
  "reason",
  "definition",
  "file_sha256",
  "entries_hash",
  "previous_hash",
  "hash",
  "at",
];
const entryTexts = ["register", "operation", "partner", "kind", "hash"];

const isChange = (value: unknown): value is Change => {
  if (typeof value !== "object" || value === null) return false;
  const { seq, entries } = value as Partial<Change>;
  return (
    Number.isSafeInteger(seq) &&
    Number.isSafeInteger(entries) &&
    texts.every((name) => typeof (value as Record<string, unknown>)[name] === "string")
  );
};

const isEntry = (value: unknown): value is Entry => {
  if (typeof value !== "object" || value === null) return false;
  const { change, n, record, before, after } = value as Partial<Entry>;
  return (
    [change, n, record].every((number) => Number.isSafeInteger(number)) &&
    [before, after].every((side) => side === null || typeof side === "string") &&
    entryTexts.every((name) => typeof (value as Record<string, unknown>)[name] === "string")
  );
};

type Line = Readonly<{ change: Change }> | Readonly<{ entry: Entry }>;

/** Returns what a line of an exported trail holds. Throws NoTrail for one that says anything else, or more. */
const lineIn = (text: string, number: number): Line => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NoTrail(number, notReadable);
  }
  const { change, entry } = (value ?? {}) as Readonly<{ change?: unknown; entry?: unknown }>;
  // Written again it is the same, so that nothing stands in the file that is not hashed.
  if (isChange(change) && JSON.stringify({ change: ordered(change) }) === text) return { change };
  if (isEntry(entry) && JSON.stringify({ entry: orderedEntry(entry) }) === text) return { entry };
  throw new NoTrail(number, notReadable);
};

/** In the order in which they are written. */
const ordered = (c: Change): Change => ({
  seq: c.seq,
  at: c.at,
  actor: c.actor,
  action: c.action,
  reason: c.reason,
  definition: c.definition,
  file_sha256: c.file_sha256,
  entries: c.entries,
  entries_hash: c.entries_hash,
  previous_hash: c.previous_hash,
  hash: c.hash,
});

const orderedEntry = (e: Entry): Entry => ({
  change: e.change,
  n: e.n,
  register: e.register,
  operation: e.operation,
  partner: e.partner,
  record: e.record,
  kind: e.kind,
  before: e.before,
  after: e.after,
  hash: e.hash,
});

/**
 * Hashes an exported trail again, without a database, and returns every place where it does not agree with itself or
 * with the hashes kept outside. Throws NoTrail for a line that is none of a trail.
 */
export const verifyExported = async (
  lines: AsyncIterable<string> | Iterable<string>,
  anchors: readonly Anchor[],
): Promise<TrailVerdict> => {
  const { breaks, tell } = collectBreaks();
  const split = new Split(lines, tell);
  const { changes, entries, head } = await verifyChain(split.changes(), split.entries(), anchors, tell);
  return { changes, entries, head, breaks };
};

/** Returns the lines of a file, without their ends. */
export const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Infinity });

/** One file read once, its changes and entries apart: what comes before it is asked for waits. */
class Split {
  readonly #lines: AsyncIterator<string> | Iterator<string>;
  readonly #changes: Change[] = [];
  readonly #entries: Entry[] = [];
  readonly #tell: Tell;
  #number = 0;
  #isOver = false;
  #last = 0;
  #before = 0;
  /** An entry that no change came before: only the end of a trail may have such. */
  #early: Entry | undefined;

  constructor(lines: AsyncIterable<string> | Iterable<string>, tell: Tell) {
    this.#tell = tell;
    this.#lines = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
  }

  async *changes(): AsyncGenerator<Change> {
    while (this.#changes.length > 0 || (await this.#read("change"))) {
      const change = this.#changes.shift();
      if (change) yield change;
    }
  }

  async *entries(): AsyncGenerator<Entry> {
    while (this.#entries.length > 0 || (await this.#read("entry"))) {
      const entry = this.#entries.shift();
      if (entry) yield entry;
    }
  }

  #takeChange(change: Change): void {
    if (this.#early) this.#tell("foreign_entry", this.#early.change, this.#early.n);
    this.#early = undefined;
    this.#before = this.#last;
    this.#last = change.seq;
    this.#changes.push(change);
  }

  /** Entries follow their change: one that stands elsewhere was moved. */
  #takeEntry(entry: Entry): void {
    if (entry.change > this.#last) this.#early ??= entry;
    else if (entry.change <= this.#before) this.#tell("foreign_entry", entry.change, entry.n);
    this.#entries.push(entry);
  }

  /** Reads until there is one of the kind; returns whether there is. */
  async #read(kind: "change" | "entry"): Promise<boolean> {
    while (!this.#isOver) {
      const { done, value } = await this.#lines.next();
      if (done === true) {
        this.#isOver = true;
        break;
      }
      this.#number++;
      if (this.#number === 1) {
        if (value !== JSON.stringify({ format: version })) throw new NoTrail(1, notReadable);
        continue;
      }
      const line = lineIn(value, this.#number);
      if ("change" in line) this.#takeChange(line.change);
      else this.#takeEntry(line.entry);
      if (kind in line) return true;
    }
    return (kind === "change" ? this.#changes : this.#entries).length > 0;
  }
}
