import assert from "node:assert/strict";
import { exact } from "../decimal.ts";
import type { Unit } from "./frame.ts";
import type { Bounds } from "./projection.ts";
import type { Step } from "./steps.ts";

/** Asserts that a figure is within so much of the published one. */
export const isNear = (found: string | number, published: number, within: number): void =>
  assert.ok(
    Math.abs(Number(found) - published) <= within,
    `${found} is not within ${within} of ${published}`,
  );

/** Returns the decimal of a figure as it is printed. */
export const of = (figure: string | number) => exact(String(figure));

/** Returns what results are held against: a declared expenditure, and 2 % of it unless told. */
export const boundsOf = (bookValue: string | number, materiality = "0.02"): Bounds => ({
  bookValue: of(bookValue),
  materiality,
});

/** Returns the figure of the part of a step whose English name holds these words; throws where there is none. */
export const figureOf = (step: Step | undefined, words: string): string => {
  const value = step?.parts.find(({ name }) => name.en.includes(words))?.value;
  assert.ok(typeof value === "string", words);
  return value;
};

/** Returns units with these amounts in euros, named by their place. */
export const unitsOf = (euros: readonly string[], more: Partial<Unit> = {}): readonly Unit[] =>
  euros.map((amount, at) => ({
    id: `OP-${String(at + 1).padStart(4, "0")}`,
    cents: BigInt(amount.replace(".", "")),
    stratum: "",
    period: "",
    excluded: false,
    ...more,
  }));

/** Returns a stream of numbers from 0 up to 1 that a seed decides (mulberry32): populations of tests, never samples. */
export const stream = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
