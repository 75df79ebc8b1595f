/** A set of candidates: one bit for each, in their order. Read-only once it was made. */
export type Bits = Readonly<{ words: Uint32Array; count: number }>;

const wordBits = 32;

/** Returns the words that hold so many bits, all of them 0. */
export const noWords = (size: number): Uint32Array => new Uint32Array(Math.ceil(size / wordBits));

/** Returns how many bits of a word are 1. */
const ones = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

/** Returns the set with these words. */
export const bitsOf = (words: Uint32Array): Bits => {
  let count = 0;
  for (let at = 0; at < words.length; at++) count += ones(words[at] ?? 0);
  return { words, count };
};

/** Returns the set of those whose byte is 1. */
export const bitsWhere = (holds: Uint8Array): Uint32Array => {
  const words = noWords(holds.length);
  for (let at = 0; at < holds.length; at++)
    if (holds[at] === 1) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
  return words;
};

/** Returns the set of these places. */
export const bitsAt = (size: number, places: Iterable<number>): Bits => {
  const words = noWords(size);
  for (const at of places) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
  return bitsOf(words);
};

/** Returns everybody, or nobody. */
export const constantWords = (size: number, value: boolean): Uint32Array => {
  const words = noWords(size);
  if (!value) return words;
  words.fill(0xffffffff);
  const tail = size % wordBits;
  if (tail > 0) words[words.length - 1] = 2 ** tail - 1;
  return words;
};

/** Returns those of the whole who are not in the set. */
export const notIn = (set: Uint32Array, size: number): Uint32Array => {
  const words = constantWords(size, true);
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & ~(set[at] ?? 0);
  return words;
};

/** Returns whoever is in all of the sets, or in any of them. */
export const combined = (kind: "all" | "any", sets: readonly Uint32Array[], size: number): Uint32Array => {
  const words = constantWords(size, kind === "all");
  for (const set of sets)
    if (kind === "all")
      for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (set[at] ?? 0);
    else for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (set[at] ?? 0);
  return words;
};

/** Returns whether the one at a place is in the set. */
export const has = ({ words }: Bits, at: number): boolean =>
  (((words[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

/** Yields the places of the set in their order. */
export function* placesOf({ words }: Pick<Bits, "words">): Generator<number> {
  for (let at = 0; at < words.length; at++) {
    let word = words[at] ?? 0;
    while (word !== 0) {
      const low = word & -word;
      yield at * wordBits + 31 - Math.clz32(low);
      word ^= low;
    }
  }
}
