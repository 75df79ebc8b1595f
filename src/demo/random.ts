import { createHash } from "node:crypto";

/** How much of each code there should be; only the proportions matter. */
export type Weights = Readonly<Record<string, number>>;

/**
 * Chance that can be repeated: the same seed gives the same draws on every machine. A fork depends on its label only,
 * so that changing one input of the demonstration leaves the rest of it as it was. The generator is xoshiro128**
 * (Blackman and Vigna, public domain), started from the SHA-256 of the seed.
 */
export class Random {
  readonly #seed: string;
  readonly #state: Uint32Array;

  constructor(seed: string) {
    this.#seed = seed;
    const bytes = createHash("sha256").update(seed).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => bytes.readUInt32LE(at));
  }

  fork(...labels: readonly (string | number)[]): Random {
    return new Random([this.#seed, ...labels].join("\u001F"));
  }

  /** A number from 0 up to, and without, 1. */
  next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#state;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const [third, fourth] = [c ^ a, d ^ b];
    this.#state[1] = b ^ third;
    this.#state[0] = a ^ fourth;
    this.#state[2] = third ^ (b << 9);
    this.#state[3] = (fourth << 11) | (fourth >>> 21);
    return result / 2 ** 32;
  }

  /** A whole number between two others, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.whole(0, list.length - 1)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }

  /** One code, each as likely as its weight says. */
  weighted(weights: Weights): string {
    const entries = Object.entries(weights);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [code, weight] of entries) {
      left -= weight;
      if (left < 0) return code;
    }
    return entries.at(-1)?.[0] ?? "";
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = this.whole(0, at);
      [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
    }
    return copy;
  }

  /** As many codes as asked, in the proportions of the weights to the unit, in random order. */
  dealt(weights: Weights, count: number): string[] {
    return this.shuffled(inProportion(weights, count));
  }
}

/**
 * Returns as many codes as asked, in the order of the weights and in their proportions; what the division leaves goes
 * to the largest remainders, the first ones where they are equal.
 */
export const inProportion = (weights: Weights, count: number): string[] => {
  const entries = Object.entries(weights);
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  const parts = entries.map(([code, weight], at) => {
    const exact = sum === 0 ? 0 : (count * weight) / sum;
    return { code, at, whole: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let missing = count - parts.reduce((total, { whole }) => total + whole, 0);
  for (const part of parts.toSorted((a, b) => b.rest - a.rest || a.at - b.at)) {
    if (missing-- <= 0) break;
    part.whole += 1;
  }
  return parts.flatMap(({ code, whole }) => Array.from({ length: whole }, () => code));
};
