import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Edit } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import { bytesOf, canKeep, seal, type Sealed, unseal } from "../offline/sealing.ts";

/**
 * What was typed and the server has not confirmed yet, kept in this browser until it has: a closed tab or a dead
 * network loses nothing. Encrypted under a key that only the server knows and gives to the account that typed it, so
 * that on a shared machine nobody else reads it. Each field of a draft stands by itself: two tabs of one draft keep
 * what each of them still has to send.
 */

/** Where a draft belongs: what the server needs to begin it. */
export type DraftPlace = Readonly<{
  operation: string;
  register: string;
  partner: string;
  record: number | null;
  base: number | null;
}>;

/** What is left to send of one draft. */
export type Left = Readonly<{ draft: string; place: DraftPlace; edits: readonly Edit[] }>;

interface Schema extends DBSchema {
  edits: {
    key: [draft: string, field: string];
    value: Sealed & { draft: string; field: string; seq: number; account: string };
    indexes: { account: string };
  };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
const database = (): Promise<IDBPDatabase<Schema>> => {
  opened ??= openDB<Schema>("jalon-journal", 2, {
    upgrade: (db) => {
      for (const name of db.objectStoreNames) db.deleteObjectStore(name);
      db.createObjectStore("edits", { keyPath: ["draft", "field"] }).createIndex("account", "account");
    },
    blocking: () => forgetDatabase(),
    terminated: () => forgetDatabase(),
  });
  return opened;
};

/** The browser closed it, or another tab needs a newer form of it: the next use opens it anew. */
const forgetDatabase = () => {
  void opened?.then((db) => db.close()).catch(() => undefined);
  opened = undefined;
};

const keys = new Map<string, Promise<CryptoKey>>();

/** Returns the account's key, fetched once and kept in the memory of the page only. */
const keyOf = (account: string): Promise<CryptoKey> => {
  const known = keys.get(account);
  if (known) return known;
  const key = api
    .get<{ key: string }>("/api/journal-key", {}, { signIn: "never" })
    .then(({ key }) =>
      crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"]),
    );
  keys.set(account, key);
  key.catch(() => keys.delete(account));
  return key;
};

/** Fetches the key while there is a network, so that it is there when there is none. Returns whether edits are kept. */
export const readyJournal = async (account: string): Promise<boolean> => {
  if (!canKeep()) return false;
  try {
    await Promise.all([keyOf(account), database()]);
    return true;
  } catch {
    return false;
  }
};

/** Keeps edits of a draft until the server has them. Returns whether this browser could. */
export const keepEdits = async (
  account: string,
  draft: string,
  place: DraftPlace,
  edits: readonly Edit[],
): Promise<boolean> => {
  if (!canKeep()) return false;
  try {
    const key = await keyOf(account);
    const rows = await Promise.all(
      edits.map(async ({ field, seq, text }) => ({
        draft,
        field,
        seq,
        account,
        ...(await seal(key, { place, text })),
      })),
    );
    const { store, done } = (await database()).transaction("edits", "readwrite");
    await Promise.all(
      rows.map(async (row) => {
        const there = await store.get([row.draft, row.field]);
        if (!there || there.seq < row.seq) await store.put(row);
      }),
    );
    await done;
    return true;
  } catch {
    return false;
  }
};

/** Forgets edits that the server has; what was typed after them stays. */
export const forgetEdits = async (draft: string, edits: readonly Edit[]): Promise<void> => {
  if (!canKeep()) return;
  const { store, done } = (await database()).transaction("edits", "readwrite");
  await Promise.all(
    edits.map(async ({ field, seq }) => {
      const there = await store.get([draft, field]);
      if (there && there.seq <= seq) await store.delete([draft, field]);
    }),
  );
  await done;
};

/** Forgets what was left of a draft that is kept or thrown away. */
export const forgetDraft = async (draft: string): Promise<void> => {
  if (!canKeep()) return;
  await (await database()).delete("edits", IDBKeyRange.bound([draft, ""], [draft, "\uFFFF"]));
};

/** Returns what this account has left in this browser. What cannot be read any more is passed over. */
export const readLeft = async (account: string): Promise<Left[]> => {
  if (!canKeep()) return [];
  const rows = await (await database()).getAllFromIndex("edits", "account", account);
  if (rows.length === 0) return [];
  const key = await keyOf(account);
  const drafts = new Map<string, { draft: string; place: DraftPlace; edits: Edit[] }>();
  for (const row of rows) {
    const { draft, field, seq } = row;
    const plain = await unseal<{ place: DraftPlace; text: string }>(key, row);
    if (!plain) continue;
    const { place, text } = plain;
    const found = drafts.get(draft) ?? { draft, place, edits: [] };
    found.edits.push({ field, seq, text });
    drafts.set(draft, found);
  }
  return [...drafts.values()];
};
