import {
  type Comparison,
  type Condition,
  fieldsRead,
  type RecordValues,
  type Value,
} from "../definition/condition/condition.ts";
import { checkOf, Records } from "../definition/condition/evaluate.ts";
import { askedBy } from "../definition/service/match-condition.ts";
import { type Bits, bitsOf, bitsWhere, combined, constantWords, notIn } from "./bits.ts";
import type { Postings } from "./postings.ts";
import { type Columns, offersOperand } from "./columns.ts";
import { largest, none } from "./numbers.ts";

/** The offer's answers, under the names by which conditions ask them. */
export type AskOffer = (name: string) => Value;

/** Returns the candidates for whom a condition holds beside an offer. */
export type Requirement = (offer: AskOffer) => Bits;

/** Memory for sets that were worked out before, in words of four bytes, for each requirement. */
const rememberedWords = 4_000_000;

/**
 * Returns what finds the candidates for whom a condition holds, among some of them where they are given. Offers ask for few different things: what was found for
 * the same answers of an earlier offer is found again without looking at anybody.
 */
export const requirementOf = (condition: Condition, columns: Columns, among?: Bits): Requirement => {
  const find = wordsOf(condition, columns);
  const asked = [...fieldsRead(condition)].filter((name) => askedBy(name).isOffers).toSorted();
  const words = Math.ceil(columns.count / 32);
  const most = Math.max(16, Math.floor(rememberedWords / Math.max(1, words)));
  return remembered(asked, most, (offer) => {
    const found = find(offer);
    return bitsOf(among ? combined("all", [found, among.words], columns.count) : found);
  });
};

/** Keeps the newest answers to what was asked; the oldest is let go. */
const remembered = <T>(
  asked: readonly string[],
  most: number,
  work: (offer: AskOffer) => T,
): ((offer: AskOffer) => T) => {
  const known = new Map<string, T>();
  return (offer) => {
    const key = JSON.stringify(asked.map(offer));
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = work(offer);
    if (known.size >= most) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    known.set(key, made);
    return made;
  };
};

type Find = (offer: AskOffer) => Uint32Array;

const wordsOf = (condition: Condition, columns: Columns): Find => {
  const reads = [...fieldsRead(condition)];
  if (reads.length > 0 && reads.every((name) => askedBy(name).isOffers))
    return ofOfferAlone(condition, reads, columns);
  switch (condition.kind) {
    case "all":
    case "any": {
      const parts = condition.of.map((part) => wordsOf(part, columns));
      return (offer) =>
        combined(
          condition.kind,
          parts.map((part) => part(offer)),
          columns.count,
        );
    }
    case "not": {
      const part = wordsOf(condition.of, columns);
      return (offer) => notIn(part(offer), columns.count);
    }
    case "named":
      return wordsOf(condition.of, columns);
    case "known":
    case "in":
    case "compare":
      return ofColumn(condition, columns) ?? ofRecords(condition, reads, columns);
  }
};

/** What asks nothing of the candidate holds for everybody or for nobody. */
const ofOfferAlone = (condition: Condition, reads: readonly string[], { count }: Columns): Find => {
  const check = checkOf(condition);
  return (offer) => {
    const answers: RecordValues = Object.fromEntries(reads.map((name) => [name, offer(name)]));
    const holds = check(new Records(1, (name) => [answers[name] ?? null]));
    return constantWords(count, holds[0] === 1);
  };
};

type Leaf = Extract<Condition, { kind: "known" | "in" | "compare" }>;

/** One column of numbers beside one number: most of what offers ask. Undefined for any other condition. */
const ofColumn = (condition: Leaf, columns: Columns): Find | undefined => {
  const { field } = condition;
  if (field.origin.kind !== "stored" || askedBy(field.id).isOffers) return undefined;
  const numbers = columns.numbers(field);
  if (!numbers) return undefined;
  const { column, encode } = numbers;
  const fixed = (holds: Uint8Array): Find => {
    const words = bitsWhere(holds);
    return () => words;
  };
  if (condition.kind === "known")
    return fixed(Uint8Array.from(column, (number) => Number((number !== none) === condition.known)));
  if (condition.kind === "in") {
    const values = new Set(condition.values.map((value) => encode(value)));
    return fixed(
      Uint8Array.from(column, (number) =>
        Number(number !== none && values.has(number) !== condition.negated),
      ),
    );
  }
  const { operand, comparison } = condition;
  const isOffers =
    operand.kind === "literal" ||
    (operand.kind === "parameter" && askedBy(operand.at).isOffers) ||
    (operand.kind === "field" &&
      operand.field.origin.kind === "stored" &&
      askedBy(operand.field.id).isOffers);
  if (!isOffers) return undefined;
  if (operand.kind === "literal") {
    const number = encode(operand.value);
    if (number === undefined) return undefined;
    const words = compared[comparison](columns.postings(field, column), number);
    return () => words;
  }
  const generic = ofRecords(condition, [...fieldsRead(condition)], columns);
  return (offer) => {
    const value = offersOperand(operand, offer);
    if (value === undefined || value === null) return constantWords(columns.count, false);
    const number = encode(value);
    // A parameter may have a fraction that no column of whole numbers has.
    return number === undefined
      ? generic(offer)
      : compared[comparison](columns.postings(field, column), number);
  };
};

/** Every comparison asks whether a number is within two bounds, or outside of them. */
const compared: Readonly<Record<Comparison, (postings: Postings, number: number) => Uint32Array>> = {
  "=": (postings, number) => postings.between(number, number),
  "<>": (postings, number) => {
    const same = postings.between(number, number);
    return postings.between(none + 1, largest).map((word, at) => word & ~(same[at] ?? 0));
  },
  "<": (postings, number) => postings.between(none + 1, number - 1),
  "<=": (postings, number) => postings.between(none + 1, number),
  ">": (postings, number) => postings.between(number + 1, largest),
  ">=": (postings, number) => postings.between(number, largest),
};

/** Any other condition, as rules read it: slower, and never wrong. */
const ofRecords = (condition: Condition, reads: readonly string[], columns: Columns): Find => {
  const check = checkOf(condition);
  return (offer) => {
    const given = new Map(reads.filter((name) => askedBy(name).isOffers).map((name) => [name, offer(name)]));
    const records: Records = new Records(columns.count, (name) => {
      const value = given.get(name);
      return value === undefined ? columns.answers(name) : records.same(value);
    });
    return bitsWhere(check(records));
  };
};
