import type { Value } from "../definition/condition/condition.ts";
import type { Partner, Programme } from "../definition/programme.ts";
import type { Demonstration } from "./inputs.ts";
import { Random } from "./random.ts";

export type Answers = Record<string, Value>;

/**
 * A record of the demonstration over time: all that will ever be true of it, and which answers are only learned on a
 * later day. `again` is a second stay of a person who came back, as the partner would send it.
 */
export type Story = {
  readonly partner: string;
  readonly values: Answers;
  readonly learned: {
    readonly on: string;
    readonly fields: readonly string[];
    /** What was true until then, where it was something. */
    readonly before?: Answers;
  }[];
  again?: Answers;
};

/** Somebody who does not exist, and what stays the same from one operation to the next. */
export type Person = {
  readonly number: string;
  readonly fixed: Answers;
  readonly gender: string;
  readonly birthDate: string;
};

/** Below the lowest number that the Crossroads Bank for Enterprises has ever given, so that it is nobody's. */
const firstEnterprise = 100_000;
const lastEnterprise = 1_999_999;

/** What the whole demonstration shares: the numbers given so far, the enterprises and the people made up so far. */
export class World {
  readonly inputs: Demonstration;
  readonly programme: Programme;
  readonly random: Random;
  readonly peopleOfOperation = new Map<string, { person: Person; entry: string; partner: string }[]>();
  readonly stories = new Map<string, Story[]>();
  readonly #counters = new Map<string, number>();
  readonly #enterprises = new Map<string, string[]>();
  readonly #enterprisesGiven = new Set<number>();

  constructor(programme: Programme, inputs: Demonstration) {
    this.programme = programme;
    this.inputs = inputs;
    this.random = new Random(`${programme.id}\u001F${inputs.seed}`);
  }

  /** The next number of a series, from 1. */
  next(series: string): number {
    const number = (this.#counters.get(series) ?? 0) + 1;
    this.#counters.set(series, number);
    return number;
  }

  /** The next file number; `own` is put before the number of somebody whom only the partner knows. */
  nextPersonNumber(own?: string): string {
    const { number_prefix: prefix } = this.inputs.names;
    const number = String(this.next("person")).padStart(7, "0");
    return [...(own === undefined ? [] : [own]), prefix, number].join("-");
  }

  partner(id: string): Partner {
    const partner = this.programme.partners.get(id);
    if (!partner) throw new RangeError(`no partner ${id}`);
    return partner;
  }

  /** The made-up enterprise numbers of a pool, valid in form. */
  enterprises(pool: string, size: number): readonly string[] {
    const known = this.#enterprises.get(pool);
    if (known && known.length >= size) return known;
    const random = this.random.fork("enterprises", pool);
    const numbers: string[] = [];
    while (numbers.length < size) {
      const base = random.whole(firstEnterprise, lastEnterprise);
      if (this.#enterprisesGiven.has(base)) continue;
      this.#enterprisesGiven.add(base);
      numbers.push(String(base).padStart(8, "0") + String(97 - (base % 97)).padStart(2, "0"));
    }
    this.#enterprises.set(pool, numbers);
    return numbers;
  }

  /** Where the stories of a register of an operation are kept, for batches that draw from them. */
  storiesOf(operation: string, register: string): Story[] {
    const key = `${operation}/${register}`;
    const known = this.stories.get(key);
    if (known) return known;
    const stories: Story[] = [];
    this.stories.set(key, stories);
    return stories;
  }
}

/** Returns the capital letters of a partner's name: what it puts before the numbers it gives. */
export const initialsOf = (partner: Partner): string =>
  partner.name.fr.replaceAll(/[^\p{Lu}]/gu, "").slice(0, 5);
