import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { api } from "../api.ts";
import { bytesOf, canKeep, seal, sealBytes, type Sealed, unseal, unsealBytes } from "./sealing.ts";

/**
 * What a page that works without a network keeps in this browser: whose it is, what its form has to know, and what is
 * still to be sent. All of it is encrypted under a key that the browser uses but never gives out, made from the
 * account's own; it is another one than that of drafts, which is never kept. Signing out takes away the key and all but
 * what is still to be sent, which the same account can read again once it has signed in.
 */
interface Schema extends DBSchema {
  self: { key: "self"; value: { account: string; key: CryptoKey } };
  known: { key: string; value: Sealed & { name: string; account: string } };
  waiting: { key: string; value: Sealed & { id: string; account: string; at: number } };
  work: {
    key: [subject: string, id: string];
    value: Sealed & { subject: string; id: string; account: string; at: number; file?: Sealed };
  };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
const database = (): Promise<IDBPDatabase<Schema>> => {
  opened ??= openDB<Schema>("jalon-device", 2, {
    upgrade: (db, before) => {
      if (before < 1) {
        db.createObjectStore("self");
        db.createObjectStore("known", { keyPath: "name" });
        db.createObjectStore("waiting", { keyPath: "id" });
      }
      db.createObjectStore("work", { keyPath: ["subject", "id"] });
    },
    blocking: () => forgetDatabase(),
    terminated: () => forgetDatabase(),
  });
  return opened;
};

const forgetDatabase = () => {
  void opened?.then((db) => db.close()).catch(() => undefined);
  opened = undefined;
};

type Self = Schema["self"]["value"];

let self: Promise<Self | undefined> | undefined;

const selfOf = (): Promise<Self | undefined> => {
  self ??= database().then((db) => db.get("self", "self"));
  return self;
};

const use = new TextEncoder().encode("jalon contacts without a network");

const fetchKey = async (): Promise<CryptoKey> => {
  const { key } = await api.get<{ key: string }>("/api/journal-key", {}, { signIn: "never" });
  const base = await crypto.subtle.importKey("raw", bytesOf(key), "HKDF", false, ["deriveKey"]);
  const made = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: use };
  return crypto.subtle.deriveKey(made, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

/** Makes this browser ready to keep what the account will need without a network. Returns whether it can. */
export const readyDevice = async (account: string): Promise<boolean> => {
  if (!canKeep()) return false;
  try {
    const before = await selfOf();
    if (before?.account === account) return true;
    const key = await fetchKey();
    const db = await database();
    // What was known to whoever used it before is nothing to the next one.
    await db.clear("known");
    await db.put("self", { account, key }, "self");
    self = Promise.resolve({ account, key });
    return true;
  } catch {
    self = undefined;
    return false;
  }
};

/** Returns the account that this browser is ready for. */
export const accountHere = async (): Promise<string | undefined> => {
  if (!canKeep()) return undefined;
  return (await selfOf().catch(() => undefined))?.account;
};

/** Takes away the key and what pages knew; what is still to be sent stays, and nobody can read it without signing in. */
export const forgetDevice = async (): Promise<void> => {
  if (!canKeep()) return;
  const db = await database();
  await Promise.all([db.clear("self"), db.clear("known")]);
  self = undefined;
};

/** Keeps what a page has to know without a network. */
export const remember = async (name: string, value: unknown): Promise<void> => {
  const own = await selfOf().catch(() => undefined);
  if (!own) return;
  await (await database()).put("known", { name, account: own.account, ...(await seal(own.key, value)) });
};

/** Returns what was kept under the name; undefined where there is nothing. */
export const recall = async <T>(name: string): Promise<T | undefined> => {
  if (!canKeep()) return undefined;
  const own = await selfOf().catch(() => undefined);
  const row = own && (await (await database()).get("known", name));
  return own && row?.account === own.account ? unseal<T>(own.key, row) : undefined;
};

/** Something that is still to be sent. */
export type Kept<T> = Readonly<{ id: string; at: number; value: T }>;

/** Keeps something until it is sent. Returns whether this browser could. */
export const putWaiting = async (id: string, value: unknown, at: number): Promise<boolean> => {
  if (!canKeep()) return false;
  try {
    const own = await selfOf();
    if (!own) return false;
    await (
      await database()
    ).put("waiting", { id, at, account: own.account, ...(await seal(own.key, value)) });
    return true;
  } catch {
    return false;
  }
};

/** Returns what is still to be sent, the oldest first. */
export const readWaiting = async <T>(): Promise<Kept<T>[]> => {
  if (!canKeep()) return [];
  const own = await selfOf().catch(() => undefined);
  if (!own) return [];
  const rows = await (await database()).getAll("waiting");
  const found: Kept<T>[] = [];
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    if (row.account !== own.account) continue;
    const value = await unseal<T>(own.key, row);
    if (value !== undefined) found.push({ id: row.id, at: row.at, value });
  }
  return found;
};

/** Forgets what was sent, or is not to be. */
export const dropWaiting = async (id: string): Promise<void> => {
  if (canKeep()) await (await database()).delete("waiting", id);
};

/** A part of a piece of work that is done on this device: what was noted, and the file that belongs to it. */
export type WorkPart<T> = Readonly<{ id: string; at: number; value: T; file: Blob | undefined }>;

/**
 * Keeps a part of a piece of work until the server has it; the same id takes the place of what was kept. Survives
 * signing out, as what is still to be sent does. Returns whether this browser could.
 */
export const putWork = async (
  subject: string,
  { id, at, value, file }: Readonly<{ id: string; at: number; value: unknown; file?: Blob | undefined }>,
): Promise<boolean> => {
  if (!canKeep()) return false;
  try {
    const own = await selfOf();
    if (!own) return false;
    const row = { subject, id, at, account: own.account, ...(await seal(own.key, value)) };
    const sealedFile = file && (await sealBytes(own.key, await file.arrayBuffer()));
    await (await database()).put("work", sealedFile ? { ...row, file: sealedFile } : row);
    return true;
  } catch {
    return false;
  }
};

/** Returns the parts of a piece of work that the server does not have yet, the oldest first. */
export const readWork = async <T>(subject: string): Promise<WorkPart<T>[]> => {
  if (!canKeep()) return [];
  const own = await selfOf().catch(() => undefined);
  if (!own) return [];
  const ofSubject = IDBKeyRange.bound([subject, ""], [subject, "\uFFFF"]);
  const rows = await (await database()).getAll("work", ofSubject);
  const found: WorkPart<T>[] = [];
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    if (row.account !== own.account) continue;
    const value = await unseal<T>(own.key, row);
    const bytes = row.file && (await unsealBytes(own.key, row.file));
    if (value !== undefined)
      found.push({ id: row.id, at: row.at, value, file: bytes ? new Blob([bytes]) : undefined });
  }
  return found;
};

/** Returns which pieces of work the server does not have all of. */
export const unsentSubjects = async (): Promise<ReadonlySet<string>> => {
  if (!canKeep()) return new Set();
  const own = await selfOf().catch(() => undefined);
  const rows = await (await database()).getAll("work");
  return new Set(rows.flatMap(({ subject, account }) => (account === own?.account ? [subject] : [])));
};

/**
 * Forgets a part of a piece of work: the server has it, or it is not to be sent. With `at`, only as it was kept then:
 * what was noted anew since stays. Returns whether it is gone.
 */
export const dropWork = async (subject: string, id: string, at?: number): Promise<boolean> => {
  if (!canKeep()) return true;
  const changing = (await database()).transaction("work", "readwrite");
  const row = await changing.store.get([subject, id]);
  const isSame = !row || at === undefined || row.at === at;
  if (isSame) await changing.store.delete([subject, id]);
  await changing.done;
  return isSame;
};
