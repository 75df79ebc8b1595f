import { ageInYears } from "../definition/condition/calendar.ts";
import type { Quota } from "../definition/service/matching.ts";
import type { RecordValues } from "../definition/condition/condition.ts";
import {
  add,
  canonical,
  compare,
  type Exact,
  exact,
  roundHalfUp,
  subtract,
  trimmed,
  zero,
} from "../decimal.ts";

/**
 * Returns whether somebody still counts on a day: until the end of the quarter in which they reach the age. Who was
 * born on 29 February reaches an age on 1 March of a common year, as everywhere here.
 */
export const countsOn = (born: string | null, age: number, day: string): boolean => {
  if (born === null) return true;
  // Whoever is younger on the day before the quarter reaches the age in it, or later.
  const quarter = Temporal.PlainDate.from(day).with({
    month: Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1,
    day: 1,
  });
  return ageInYears(born, quarter.subtract({ days: 1 }).toString()) < age;
};

/** Returns the full-time equivalents that a body is exempt from on a day: both days that it says count. */
export const exemptOn = (exemption: Quota["exemption"], answers: RecordValues, day: string): Exact => {
  if (!exemption) return zero;
  const [posts, from, until] = [answers[exemption.posts], answers[exemption.from], answers[exemption.until]];
  const isRunning = typeof from === "string" && typeof until === "string" && from <= day && day <= until;
  return isRunning && posts !== null && posts !== undefined ? exact(String(posts)) : zero;
};

/**
 * Returns how many posts a body is to hold for young people: the share of its full-time equivalents, exact, and what
 * is left of it after the exemption, exact and as a whole number, never below none; undefined for a body that is not
 * large enough to have a quota. `share` is in percent, the exemption in full-time equivalents.
 */
export const postsOwed = (
  { rounding }: Pick<Quota, "rounding">,
  body: Readonly<{ staff: number | null; base: Exact; exempt?: Exact }>,
  { above, share }: Readonly<{ above: number; share: Exact }>,
): Readonly<{ exact: Exact; left: Exact; posts: bigint }> | undefined => {
  if (body.staff !== null && body.staff <= above) return undefined;
  const owed = trimmed({ units: body.base.units * share.units, scale: body.base.scale + share.scale + 2 });
  const rest = trimmed(subtract(owed, body.exempt ?? zero));
  const left = rest.units < 0n ? zero : rest;
  return { exact: owed, left, posts: rounded(left, rounding) };
};

const rounded = (value: Exact, rounding: Quota["rounding"]): bigint => {
  if (rounding === "nearest") return roundHalfUp(value).units;
  const one = 10n ** BigInt(value.scale);
  const down = value.units / one;
  return rounding === "up" && value.units % one > 0n ? down + 1n : down;
};

/** Returns the full-time equivalents of working times in percent; somebody without one works full time. */
export const fullTime = (shares: readonly (number | null)[]): Exact =>
  shares.reduce((sum, share) => add(sum, { units: BigInt(share ?? 100), scale: 2 }), zero);

/** Returns the canonical text of an exact number without needless zeros. */
export const shortened = (value: Exact): string => canonical(trimmed(value));

/** Returns whether the posts held are as many as are owed. */
export const isReached = (held: Exact, owed: bigint): boolean => compare(held, exact(owed)) >= 0;
