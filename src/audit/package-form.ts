import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import { type Language, languages, type Text } from "../language.ts";
import type { Change, Entry } from "../trail/chain.ts";

/** What the package of an operation's audit trail holds: docs/audit.md says it in words. */

export const packageFormat = "jalon-audit-trail-1";
/** Of the files to read: a verifier that writes them otherwise does not compare them. */
export const readableVersion = 1;

export type PackageFile = Readonly<{ path: string; bytes: number; sha256: string }>;

export type Manifest = Readonly<{
  format: typeof packageFormat;
  readable: number;
  operation: string;
  title: Text;
  programme: Text;
  language: Language;
  madeAt: string;
  madeBy: string;
  withNames: boolean;
  /** The change that the trail in it ends with. */
  head: Readonly<{ seq: number; hash: string }>;
  /** In their order. */
  files: readonly PackageFile[];
  /** Documents whose bytes are no longer kept. */
  absent: readonly string[];
  /** SHA-256 of the canonical JSON of all that is above. */
  seal: string;
}>;

/** Returns the manifest with its seal. */
export const sealed = (manifest: Omit<Manifest, "seal">): Manifest => ({
  ...manifest,
  seal: createHash("sha256").update(canonicalJson(manifest)).digest("hex"),
});

/** Returns the manifest as it is written. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`;

/** Returns the manifest that a text is, or undefined for one that Jalon does not write like this. */
export const manifestIn = (text: string): Manifest | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isManifest(value)) return undefined;
  const { seal, ...rest } = value;
  return manifestText(value) === text && sealed(rest).seal === seal ? value : undefined;
};

const isManifest = (value: unknown): value is Manifest => {
  if (typeof value !== "object" || value === null) return false;
  const { format, files, head, absent, language, title } = value as Partial<Manifest>;
  return (
    format === packageFormat &&
    Array.isArray(files) &&
    files.every(
      (file: Partial<PackageFile>) =>
        typeof file.path === "string" && typeof file.sha256 === "string" && Number.isSafeInteger(file.bytes),
    ) &&
    Array.isArray(absent) &&
    typeof head?.hash === "string" &&
    Number.isSafeInteger(head.seq) &&
    typeof title === "object" &&
    languages.some((each) => each === language)
  );
};

/** A change of the trail as a package tells it; one that was done in a room by its hash alone. */
export type Header = Change | Readonly<{ seq: number; hash: string; sealed: true }>;

/** An entry that is not of the operation, by its hash alone: what its change is hashed of. */
export type Other = Readonly<{ change: number; n: number; hash: string }>;

/** Where files lie in a package. */
export const paths = {
  manifest: "MANIFEST.json",
  index: "index.html",
  ledger: "ledger.csv",
  rows: "rows.csv",
  documents: "documents.csv",
  records: (register: string) => `records/${register}.csv`,
  content: (register: string, id: number) => `content/${register}/${id}.json`,
  document: (sha256: string, type: string) => `documents/${sha256}.${type === "jpeg" ? "jpg" : type}`,
  names: (register: string) => `names/${register}.csv`,
  changes: "trail/changes.jsonl",
  entries: "trail/entries.jsonl",
  others: "trail/others.jsonl",
  part: (register: string, record: number, part: string) => `trail/parts/${register}/${record}/${part}.jsonl`,
} as const;

/** A row as an entry tells it: numbers as they were written, for an amount is no float. */
export type Told = Readonly<Record<string, unknown>>;

/** A part of a row: few rows themselves, many by their hash, with the columns that were hashed. */
export type ToldPart = Readonly<{
  count: string;
  rows?: readonly Told[];
  columns?: readonly string[];
  sha256?: string;
}>;

type Context = Readonly<{ source?: string }>;

/** Returns what a side of an entry says; undefined where it says nothing that can be read. */
export const toldIn = (side: string | null): Told | undefined => {
  if (side === null) return undefined;
  const revive: (this: unknown, key: string, value: unknown, context: Context) => unknown = (
    _key,
    value,
    { source },
  ) => (typeof value === "number" ? (source ?? String(value)) : value);
  try {
    const value = JSON.parse(
      side,
      revive as (this: unknown, key: string, value: unknown) => unknown,
    ) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Told) : undefined;
  } catch {
    return undefined;
  }
};

/** Returns the parts of a row, by their names. */
export const partsIn = (told: Told): readonly (readonly [string, ToldPart])[] =>
  Object.entries(told).flatMap(([name, value]): (readonly [string, ToldPart])[] =>
    typeof value === "object" && value !== null && "count" in value ? [[name, value as ToldPart]] : [],
  );

/** The last that the trail says of a row or a record, with the change that said it. */
export type LastTold = Readonly<{
  register: string;
  operation: string;
  partner: string;
  record: number;
  first: number;
  last: number;
  told: Told;
}>;

/** Returns the rows of money and the records that are still there, each as the trail last told it. */
export const lastTold = (entries: readonly Entry[]): readonly LastTold[] => {
  const rows = new Map<string, { entry: Entry; first: number }>();
  for (const entry of entries) {
    const key = rowKey(entry);
    rows.set(key, { entry, first: rows.get(key)?.first ?? entry.change });
  }
  return [...rows.values()].flatMap(({ entry, first }) => {
    const told = toldIn(entry.after);
    if (!told) return [];
    const { register, operation, partner, record, change } = entry;
    return [{ register, operation, partner, record, first, last: change, told }];
  });
};

/** Returns what names a row or a record among the entries of a package. */
export const rowKey = ({
  register,
  operation,
  record,
}: Pick<Entry, "register" | "operation" | "record">): string =>
  register.includes(".") ? `${register} ${record}` : `${register} ${operation} ${record}`;
