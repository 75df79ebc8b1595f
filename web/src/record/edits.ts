import type { Edit } from "../../../src/entry/shapes.ts";

/** The longest text of one answer that the server saves, in characters; nobody types it, a paste may hold it. */
export const longestText = 20_000;

/** Returns per field the edit that holds: the one with the greatest number. */
export const newestOf = (edits: readonly Edit[]): readonly Edit[] => {
  const newest = new Map<string, Edit>();
  for (const edit of edits) {
    const there = newest.get(edit.field);
    if (!there || there.seq <= edit.seq) newest.set(edit.field, edit);
  }
  return [...newest.values()];
};

/** Returns the edits in parts of at most so many bytes as JSON; an edit that is longer by itself stands alone. */
export const batchesOf = (edits: readonly Edit[], mostBytes: number): Edit[][] => {
  const batches: Edit[][] = [];
  let room = 0;
  for (const edit of edits) {
    const size = new TextEncoder().encode(JSON.stringify(edit)).length + 1;
    const last = batches.at(-1);
    if (last && size <= room) {
      last.push(edit);
      room -= size;
    } else {
      batches.push([edit]);
      room = mostBytes - envelope - size;
    }
  }
  return batches;
};

/** What stands around the edits in a request. */
const envelope = 500;

/** Returns a new draft's name; also on addresses where browsers give no `randomUUID` (plain http). */
export const newDraft = (): string => {
  const { randomUUID } = crypto as Partial<Crypto>;
  if (randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, place) => {
    // RFC 9562, section 5.4: version 4, and the variant.
    const marked = place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
