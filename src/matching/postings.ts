import { noWords } from "./bits.ts";
import { largest, none } from "./numbers.ts";

/** How many sets are kept on the way through a column: more cost memory, fewer cost time. */
const stops = 64;

/** Numbers that lie closer together than this (days of a century do) are put in order by counting them. */
const mostCounted = 2 ** 21;

/**
 * The candidates in the order of one column's numbers. Who is between two numbers is found from the sets of the nearest
 * stops, without a look at all the others.
 */
export class Postings {
  readonly #size: number;
  readonly #numbers: Int32Array;
  readonly #order: Int32Array;
  readonly #step: number;
  readonly #stops: readonly Uint32Array[];

  constructor(column: Int32Array) {
    this.#size = column.length;
    this.#order = inOrder(column);
    this.#numbers = this.#order.map((at) => column[at] ?? none);
    this.#step = Math.max(1, Math.ceil(column.length / stops));
    const made: Uint32Array[] = [noWords(column.length)];
    for (let place = this.#step; place <= column.length; place += this.#step) {
      const words = (made.at(-1) ?? noWords(column.length)).slice();
      this.#flip(words, place - this.#step, place);
      made.push(words);
    }
    this.#stops = made;
  }

  /** Returns whose number is within the bounds, both included. */
  between(low: number, high: number): Uint32Array {
    const [from, until] = [this.#placeOf(low), this.#placeOf(high + 1)];
    if (until <= from) return noWords(this.#size);
    const words = this.#below(until);
    if (from === 0) return words;
    const before = this.#below(from);
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) ^ (before[at] ?? 0);
    return words;
  }

  /** Whoever stands before a place of the order. */
  #below(place: number): Uint32Array {
    const stop = Math.floor(place / this.#step);
    const words = (this.#stops[stop] ?? noWords(this.#size)).slice();
    this.#flip(words, stop * this.#step, place);
    return words;
  }

  #flip(words: Uint32Array, from: number, until: number): void {
    for (let place = from; place < until; place++) {
      const at = this.#order[place] ?? 0;
      words[at >>> 5] = (words[at >>> 5] ?? 0) ^ (1 << (at & 31));
    }
  }

  /** How many numbers are smaller. */
  #placeOf(number: number): number {
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Returns the places of a column in the order of its numbers, those without a number first. */
const inOrder = (column: Int32Array): Int32Array => {
  let [least, greatest] = [largest, none];
  for (const number of column) {
    if (number === none) continue;
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  // Where nobody has a number, all of them stay in the first bucket.
  if (greatest === none) [least, greatest] = [0, 0];
  if (greatest - least >= mostCounted)
    return Int32Array.from(column.keys()).toSorted(
      (a, b) => (column[a] ?? none) - (column[b] ?? none) || a - b,
    );
  const bucketOf = (number: number) => (number === none ? 0 : number - least + 1);
  const starts = new Int32Array(greatest - least + 3);
  for (const number of column) {
    const next = bucketOf(number) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  const order = new Int32Array(column.length);
  for (let at = 0; at < column.length; at++) {
    const bucket = bucketOf(column[at] ?? none);
    const place = starts[bucket] ?? 0;
    order[place] = at;
    starts[bucket] = place + 1;
  }
  return order;
};
