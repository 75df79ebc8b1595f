import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { SaidError, type Text } from "../language.ts";
import { type Anchor, type Change, changeHash, type Entry, entriesHash, entryHash } from "../trail/chain.ts";
import { bytesOf, checksum, type FoundPart, readArchive } from "./archive.ts";
import {
  type Header,
  lastTold,
  type Manifest,
  manifestIn,
  type Other,
  partsIn,
  paths,
  readableVersion,
  rowKey,
} from "./package-form.ts";
import { documentsIn, postingsIn, readableFiles } from "./package-readable.ts";

/** Where a package is not what it was, and what does not agree there. */
export type PackageBreak = Readonly<{
  /** A file of the package; undefined for the archive around them. */
  file: string | undefined;
  /** A byte of the archive, a change, or a row. */
  at: string;
  problem: PackageProblem;
}>;

export type PackageProblem =
  | "archive_form"
  | "manifest"
  | "file_changed"
  | "file_missing"
  | "file_put_in"
  | "file_moved"
  | "unreadable"
  | "missing_change"
  | "altered_change"
  | "broken_chain"
  | "altered_entry"
  | "missing_entry"
  | "foreign_entry"
  | "broken_history"
  | "content_differs"
  | "document_differs"
  | "part_differs"
  | "does_not_balance"
  | "readable_differs"
  | "head_differs"
  | "rewritten"
  | "other_package";

export type PackageVerdict = Readonly<{
  manifest: Manifest | undefined;
  /** Of the whole file. */
  sha256: string;
  changes: number;
  /** Changes that stand by their hash alone. */
  sealed: number;
  entries: number;
  rows: number;
  documents: number;
  /** Hashes kept outside that were held against it. */
  anchors: number;
  /** The first thousand, where there are more. */
  breaks: readonly PackageBreak[];
}>;

/** A file that is no package. */
export class NoPackage extends SaidError {
  constructor() {
    super(noPackage);
  }
}

const noPackage: Text = {
  fr: "Ce fichier n'est pas un dossier de piste d'audit écrit par Jalon.",
  nl: "Dit bestand is geen dossier van een controlespoor van Jalon.",
  en: "This file is no audit trail package written by Jalon.",
};

const mostBreaks = 1000;
/** More than any text in a package that is read whole. */
const mostText = 1 << 29;

/** What is known of the package from elsewhere. */
export type KnownOutside = Readonly<{
  anchors?: readonly Anchor[] | undefined;
  /** SHA-256 of the file, as it was told when it was taken away. */
  sha256?: string | undefined;
}>;

/**
 * Verifies a package without a database and returns every place where it is not what it was: in its bytes, in the chain
 * of the trail, between the trail and what lies beside it, or against what is known outside. Throws NoPackage for a file
 * of another kind.
 */
export const verifyPackage = async (path: string, known: KnownOutside = {}): Promise<PackageVerdict> => {
  const breaks: PackageBreak[] = [];
  const tell: Tell = (problem, file, at = "") => {
    if (breaks.length < mostBreaks) breaks.push({ file, at, problem });
  };
  const { parts, breaks: form } = await readArchive(path);
  if (parts.length === 0 && form[0]?.at === 0) throw new NoPackage();
  for (const { at, part } of form) tell("archive_form", part, String(at));
  const sha256 = await hashOf(path);
  if (known.sha256 !== undefined && known.sha256.toLowerCase() !== sha256) tell("other_package", undefined);
  const byPath = new Map(parts.toReversed().map((part) => [part.path, part]));
  const texts = new Texts(path, byPath, tell);
  const manifest = manifestIn(await texts.of(paths.manifest));
  if (!manifest) tell("manifest", paths.manifest);
  else await verifyFiles(path, manifest, parts, tell);
  const headers = await texts.lines(paths.changes, isHeader);
  const entries = await texts.lines(paths.entries, isEntry);
  const others = await texts.lines(paths.others, isOther);
  verifyHeaders(headers, manifest, known.anchors ?? [], tell);
  verifyEntries(headers, entries, others, tell);
  const partLines = await verifyRows(entries, byPath, manifest, texts, tell);
  if (manifest && manifest.readable === readableVersion)
    await verifyReadable(manifest, entries, partLines, byPath, texts, tell);
  return {
    manifest,
    sha256,
    changes: headers.length,
    sealed: headers.filter((header) => "sealed" in header).length,
    entries: entries.length,
    rows: lastTold(entries).length,
    documents: parts.filter((part) => part.path.startsWith("documents/")).length,
    anchors: (known.anchors ?? []).length,
    breaks,
  };
};

type Tell = (problem: PackageProblem, file: string | undefined, at?: string) => void;

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
};

/** The texts of a package. */
class Texts {
  readonly #path: string;
  readonly #parts: ReadonlyMap<string, FoundPart>;
  readonly #tell: Tell;

  constructor(path: string, parts: ReadonlyMap<string, FoundPart>, tell: Tell) {
    this.#path = path;
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Returns the text of a file; "" where there is none. */
  async of(file: string): Promise<string> {
    const part = this.#parts.get(file);
    if (!part || part.bytes > mostText) return "";
    const chunks: Buffer[] = [];
    for await (const chunk of bytesOf(this.#path, part)) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  }

  /** Returns the lines of a file that are what they should be, each written as Jalon writes it; tells of the others. */
  async lines<T>(file: string, is: (value: unknown) => value is T): Promise<readonly T[]> {
    const text = await this.of(file);
    const found: T[] = [];
    if (text !== "" && !text.endsWith("\n")) this.#tell("unreadable", file, String(text.split("\n").length));
    for (const [at, line] of text.split("\n").slice(0, -1).entries()) {
      const value = parsed(line);
      if (is(value)) found.push(value);
      else this.#tell("unreadable", file, String(at + 1));
    }
    return found;
  }
}

const parsed = (line: string): unknown => {
  try {
    const value = JSON.parse(line) as unknown;
    return JSON.stringify(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
};

const has = (value: unknown, numbers: readonly string[], texts: readonly string[], more = 0): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const row = value as Record<string, unknown>;
  return (
    numbers.every((name) => Number.isSafeInteger(row[name])) &&
    texts.every((name) => typeof row[name] === "string") &&
    Object.keys(row).length === numbers.length + texts.length + more
  );
};

const isHeader = (value: unknown): value is Header =>
  (has(value, ["seq"], ["hash"], 1) && (value as { sealed?: unknown }).sealed === true) ||
  has(
    value,
    ["seq", "entries"],
    ["at", "actor", "action", "reason", "definition", "file_sha256", "entries_hash", "previous_hash", "hash"],
  );
const isOther = (value: unknown): value is Other => has(value, ["change", "n"], ["hash"]);
const isEntry = (value: unknown): value is Entry =>
  has(value, ["change", "n", "record"], ["register", "operation", "partner", "kind", "hash"], 2) &&
  [(value as Entry).before, (value as Entry).after].every(
    (side) => side === null || typeof side === "string",
  );

/** Every file is there once, in its place and as it was, and no other. */
const verifyFiles = async (
  path: string,
  { files }: Manifest,
  parts: readonly FoundPart[],
  tell: Tell,
): Promise<void> => {
  const listed = [paths.manifest, ...files.map((file) => file.path)];
  const wanted = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  for (const part of parts) {
    if (seen.has(part.path) || !listed.includes(part.path)) {
      tell("file_put_in", part.path);
      continue;
    }
    seen.add(part.path);
    const hash = createHash("sha256");
    let crc = 0;
    for await (const chunk of bytesOf(path, part)) {
      hash.update(chunk);
      crc = checksum(chunk, crc);
    }
    if (crc !== part.crc) tell("file_changed", part.path);
    else if (part.path !== paths.manifest && hash.digest("hex") !== wanted.get(part.path)?.sha256)
      tell("file_changed", part.path);
  }
  for (const file of listed) if (!seen.has(file)) tell("file_missing", file);
  const order = listed.filter((file) => seen.has(file));
  const found = [...new Set(parts.map((part) => part.path))].filter((file) => listed.includes(file));
  const moved = order.findIndex((file, at) => found[at] !== file);
  if (moved >= 0) tell("file_moved", found[moved] ?? order[moved]);
};

/** The changes follow one another from the first to the head, and agree with what is known outside. */
const verifyHeaders = (
  headers: readonly Header[],
  manifest: Manifest | undefined,
  anchors: readonly Anchor[],
  tell: Tell,
): void => {
  const known = Map.groupBy(anchors, ({ seq }) => seq);
  let [previous, expected, isRewritten] = ["", 1, false];
  for (const header of headers) {
    const { seq, hash } = header;
    const at = String(seq);
    if (seq !== expected) tell("missing_change", paths.changes, String(expected));
    if (!("sealed" in header)) {
      if (header.previous_hash !== previous) tell("broken_chain", paths.changes, at);
      if (changeHash(header) !== hash) tell("altered_change", paths.changes, at);
    }
    if (!isRewritten && known.get(seq)?.some((anchor) => !hash.startsWith(anchor.hash))) {
      tell("rewritten", paths.changes, at);
      isRewritten = true;
    }
    previous = hash;
    expected = seq + 1;
  }
  const last = headers.at(-1);
  if (manifest && (manifest.head.seq !== last?.seq || manifest.head.hash !== last.hash))
    tell("head_differs", paths.manifest, String(manifest.head.seq));
};

/** Every entry is what its change was hashed of, and says before what was said after by the one before it. */
const verifyEntries = (
  headers: readonly Header[],
  entries: readonly Entry[],
  others: readonly Other[],
  tell: Tell,
): void => {
  const changes = new Map(headers.map((header) => [header.seq, header]));
  const said = new Map<string, string | null>();
  let last: Entry | undefined;
  for (const entry of entries) {
    const at = `${entry.change}.${entry.n}`;
    if (last && (entry.change < last.change || (entry.change === last.change && entry.n <= last.n)))
      tell("foreign_entry", paths.entries, at);
    if (entryHash(entry) !== entry.hash) tell("altered_entry", paths.entries, at);
    const key = rowKey(entry);
    if (said.has(key) && said.get(key) !== entry.before && entry.kind !== "re_entered")
      tell("broken_history", paths.entries, at);
    said.set(key, entry.after);
    last = entry;
  }
  const hashes = Map.groupBy<number, Other>(
    [...entries.map(({ change, n, hash }) => ({ change, n, hash })), ...others],
    ({ change }) => change,
  );
  for (const [seq, own] of hashes) {
    const change = changes.get(seq);
    const at = String(seq);
    if (!change) tell("foreign_entry", paths.entries, at);
    else if (!("sealed" in change)) verifyChange(change, own, (problem) => tell(problem, paths.entries, at));
  }
};

const verifyChange = (
  change: Change,
  own: readonly Other[],
  tell: (problem: PackageProblem) => void,
): void => {
  const inOrder = own.toSorted((a, b) => a.n - b.n);
  if (inOrder.length < change.entries) tell("missing_entry");
  else if (inOrder.length > change.entries || inOrder.some(({ n }, at) => n !== at + 1))
    tell("foreign_entry");
  else if (entriesHash(inOrder.map(({ hash }) => hash)) !== change.entries_hash) tell("altered_entry");
};

/** What lies beside the trail is what the trail tells of it. Returns the lines of parts told by their hash. */
const verifyRows = async (
  entries: readonly Entry[],
  byPath: ReadonlyMap<string, FoundPart>,
  manifest: Manifest | undefined,
  texts: Texts,
  tell: Tell,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = lastTold(entries);
  const partLines = new Map<string, readonly string[]>();
  const sha256 = async (file: string): Promise<string | undefined> =>
    byPath.has(file)
      ? createHash("sha256")
          .update(await texts.of(file))
          .digest("hex")
      : undefined;
  for (const { register, record, told } of rows.filter((row) => row.register.includes("."))) {
    const content = paths.content(register, record);
    const found = await sha256(content);
    if (found !== undefined && found !== told["hash"]) tell("content_differs", content, String(record));
    for (const [name, part] of partsIn(told)) {
      if (part.sha256 === undefined) continue;
      const file = paths.part(register, record, name);
      if ((await sha256(file)) !== part.sha256) tell("part_differs", file, String(record));
      partLines.set(file, (await texts.of(file)).split("\n"));
    }
  }
  const hashes = new Map(manifest?.files.map((file) => [file.path, file.sha256]));
  for (const { path, sha256: noted, record } of documentsIn(rows))
    if (hashes.has(path) ? hashes.get(path) !== noted : !(manifest?.absent ?? []).includes(noted))
      tell("document_differs", path, String(record));
  const sums = new Map<string, bigint>();
  for (const { entry, account, line, amount } of postingsIn(rows, partLines)) {
    const key = `${entry.record}\t${line}\t${paymentAccounts.has(account) ? "payment" : "expenditure"}`;
    sums.set(key, (sums.get(key) ?? 0n) + centsOf(amount));
  }
  for (const [key, sum] of sums)
    if (sum !== 0n) tell("does_not_balance", paths.ledger, key.split("\t")[0] ?? "");
  return partLines;
};

const paymentAccounts = new Set(["treasury", "paid", "to_recover", "irrecoverable"]);

const centsOf = (amount: string): bigint => {
  const [, sign = "", euros = "0", cents = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const value = BigInt(euros) * 100n + BigInt(cents.padEnd(2, "0"));
  return sign === "-" ? -value : value;
};

/** The files to read say what the files that are verified say. */
const verifyReadable = async (
  about: Manifest,
  entries: readonly Entry[],
  parts: ReadonlyMap<string, readonly string[]>,
  byPath: ReadonlyMap<string, FoundPart>,
  texts: Texts,
  tell: Tell,
): Promise<void> => {
  const present = new Set(
    [...byPath.keys()].filter((file) => /^(content|documents|names|trail)\//.test(file)),
  );
  for (const [file, text] of readableFiles({ about, entries, parts, present }))
    if ((await texts.of(file)) !== text) tell("readable_differs", file);
};
