import { add, canonical, exact, zero } from "../../../src/decimal.ts";
import type { Operation } from "./use-programme.ts";

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Returns what the Fund contributes to the operations in a year, as canonical text: each pays in every year it runs. */
export const contributionIn = (operations: readonly Operation[], year: number): string =>
  canonical(
    operations
      .filter(({ starts, ends }) => yearOf(starts) <= year && year <= yearOf(ends))
      .map(({ esfContributionPerYear }) => exact(esfContributionPerYear))
      .reduce(add, zero),
  );

/** Returns what the Fund contributes to the operations from their beginning until the end of a year. */
export const contributionUntil = (operations: readonly Operation[], year: number): string => {
  const first = Math.min(year, ...operations.map(({ starts }) => yearOf(starts)));
  let sum = zero;
  for (let one = first; one <= year; one += 1) sum = add(sum, exact(contributionIn(operations, one)));
  return canonical(sum);
};

/** Returns the sum of amounts, as canonical text. */
export const total = (amounts: readonly string[]): string => canonical(amounts.map(exact).reduce(add, zero));
