import type { Condition, RecordValues } from "../definition/condition/condition.ts";
import type { MatchExclude, Matching, MatchRank } from "../definition/service/matching.ts";
import { offerName } from "../definition/service/match-condition.ts";
import { type Bits, bitsOf, constantWords, has, placesOf } from "./bits.ts";
import { type Candidates, Columns, dateNumber, offerAnswers } from "./columns.ts";
import { none } from "./numbers.ts";
import { type AskOffer, type Requirement, requirementOf } from "./requirement.ts";

/** What matching reads of a service's definition. */
export type MatchRules = Pick<Matching, "excludes" | "ranks"> &
  Readonly<{
    offers: Pick<Matching["offers"], "register" | "date">;
    candidates: Pick<Matching["candidates"], "register" | "when">;
  }>;

/** A candidate found for an offer: their place among the candidates, and what each rank contributes. */
export type Found = Readonly<{ at: number; points: number; parts: readonly number[] }>;

export type Match = Readonly<{
  /** Whose files were looked at. */
  considered: number;
  /** How many each exclusion keeps out, in the order of the definition; one person may be kept out by several. */
  excluded: readonly number[];
  /** How many are left. */
  eligible: number;
  /** The best of them: most points first, equal points in the order of the candidates. */
  best: readonly Found[];
}>;

/**
 * Holds candidates against offers. Each condition becomes the set of candidates for whom it holds, kept for the next
 * offer that asks the same; what an offer asks is the sets' intersection, and only who is left is ranked.
 */
export class Matcher {
  readonly count: number;
  readonly #rules: MatchRules;
  readonly #considered: Bits;
  readonly #excludes: readonly Readonly<{ rule: MatchExclude; find: Requirement }>[];
  readonly #ranks: readonly Scorer[];

  constructor(rules: MatchRules, candidates: Candidates) {
    const columns = new Columns(rules.candidates.register, candidates);
    this.count = candidates.count;
    this.#rules = rules;
    this.#considered = consideredOf(rules.candidates.when, columns);
    // Whose file is not looked at is not kept out by anything either.
    this.#excludes = rules.excludes.map((rule) => ({
      rule,
      find: requirementOf(rule.when, columns, this.#considered),
    }));
    this.#ranks = rules.ranks.map((rank) => scorerOf(rank, rules.offers.date, columns));
  }

  /** Returns the best candidates for an offer, at most so many, and how many were kept out by what; `without` is left aside. */
  match(offer: RecordValues, most: number, without?: Bits): Match {
    const ask = this.#asking(offer);
    const found = this.#excludes.map(({ find }) => find(ask));
    const left = this.#left(found, without);
    const ranks = this.#ranks.map((rank) => rank(ask));
    return {
      considered: this.#considered.count,
      excluded: found.map(({ count }) => count),
      eligible: left.count,
      best: bestOf(left, ranks, most),
    };
  }

  /** Returns whoever an offer leaves. */
  eligible(offer: RecordValues, without?: Bits): Bits {
    const ask = this.#asking(offer);
    return this.#left(
      this.#excludes.map(({ find }) => find(ask)),
      without,
    );
  }

  /** Returns the first of those whom one exclusion keeps out of an offer. */
  excludedBy(offer: RecordValues, exclude: string, most: number): number[] {
    const rule = this.#excludes.find((each) => each.rule.id === exclude);
    return rule ? [...placesOf(rule.find(this.#asking(offer))).take(most)] : [];
  }

  /** Returns what keeps one candidate out of an offer. */
  reasonsFor(offer: RecordValues, at: number): MatchExclude[] {
    const ask = this.#asking(offer);
    return this.#excludes.filter(({ find }) => has(find(ask), at)).map(({ rule }) => rule);
  }

  /** Returns the points of one candidate for an offer. */
  pointsOf(offer: RecordValues, at: number): Found {
    return foundAt(
      at,
      this.#ranks.map((rank) => rank(this.#asking(offer))),
    );
  }

  isConsidered(at: number): boolean {
    return has(this.#considered, at);
  }

  #asking(offer: RecordValues): AskOffer {
    return offerAnswers(this.#rules.offers.register, offer);
  }

  #left(found: readonly Bits[], without: Bits | undefined): Bits {
    const words = this.#considered.words.slice();
    for (const { words: out } of without ? [...found, without] : found)
      for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & ~(out[at] ?? 0);
    return bitsOf(words);
  }
}

const consideredOf = (when: Condition | undefined, columns: Columns): Bits =>
  when ? requirementOf(when, columns)(() => null) : bitsOf(constantWords(columns.count, true));

/** What a rank contributes to each candidate beside an offer. */
type Points = (at: number) => number;
type Scorer = (offer: AskOffer) => Points;

const scorerOf = (rank: MatchRank, date: string, columns: Columns): Scorer => {
  const { points } = rank;
  if (rank.kind === "when") {
    const find = requirementOf(rank.when, columns);
    return (offer) => {
      const bits = find(offer);
      return (at) => (has(bits, at) ? points : 0);
    };
  }
  const { each, most, kind } = rank;
  const field = columns.numbers({ id: rank.field, type: kind === "months" ? "date" : "integer" });
  const column = field?.column ?? new Int32Array(columns.count).fill(none);
  const steps = (amount: number): number =>
    amount <= 0 ? 0 : Math.min(most, Math.floor(amount / each) * points);
  if (kind === "number") {
    const all = Int32Array.from(column, (value) => (value === none ? 0 : steps(value)));
    return () => (at) => all[at] ?? 0;
  }
  return (offer) => {
    const on = offer(offerName(date));
    if (typeof on !== "string") return () => 0;
    const until = dateNumber(on);
    return (at) => {
      const since = column[at] ?? none;
      return since === none ? 0 : steps(completedMonths(since, until));
    };
  };
};

/** Returns the completed months between two dates, each the number of its digits. */
const completedMonths = (since: number, until: number): number => {
  const months = (date: number) => Math.trunc(date / 10_000) * 12 + (Math.trunc(date / 100) % 100);
  return months(until) - months(since) - (until % 100 < since % 100 ? 1 : 0);
};

const foundAt = (at: number, ranks: readonly Points[]): Found => {
  const parts = ranks.map((rank) => rank(at));
  return { at, points: parts.reduce((sum, part) => sum + part, 0), parts };
};

/** Only who would be among the best is kept: the order of the candidates settles equal points by itself. */
const bestOf = ({ words }: Bits, ranks: readonly Points[], most: number): Found[] => {
  const best: { at: number; points: number }[] = [];
  let least = -1;
  for (let index = 0; index < words.length; index++)
    for (let word = words[index] ?? 0; word !== 0; word &= word - 1) {
      const at = index * 32 + 31 - Math.clz32(word & -word);
      let points = 0;
      for (const rank of ranks) points += rank(at);
      if (points <= least) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.points ?? 0) < points) place--;
      best.splice(place, 0, { at, points });
      if (best.length > most) best.pop();
      if (best.length === most) least = best.at(-1)?.points ?? -1;
    }
  return best.map(({ at }) => foundAt(at, ranks));
};
