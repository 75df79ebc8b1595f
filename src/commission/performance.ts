import { compare, divide, type Exact, exact } from "../decimal.ts";

export type PerformanceStatus = "achieved" | "not_achieved" | "serious_failure" | "unknown";

/** Shares of a milestone: reached above the first; one of several may be as low as the second; failed below the third. */
export type PerformanceLimits = Readonly<{ achieved: string; oneBelow: string; failure: string }>;

const isBelow = (share: Exact, limit: Exact): boolean => compare(share, limit) < 0;

/**
 * Returns whether the milestones of a priority are achieved, from the share of each that was reached: at least 85 % of
 * every one where there are at most two; of three or more, all but one, and that one at least 75 %. It is a serious failure
 * below 65 % of any of two, and of at least two where there are three or more (Art. 6 of Reg. (EU) 215/2014).
 */
export const performanceStatus = (
  shares: readonly string[],
  limits: PerformanceLimits,
): PerformanceStatus => {
  const [most, one, failing] = [exact(limits.achieved), exact(limits.oneBelow), exact(limits.failure)];
  if (shares.length === 0) return "unknown";
  const reached = shares.map((share) => exact(share));
  const missed = reached.filter((share) => isBelow(share, most));
  const isAchieved =
    reached.length <= 2
      ? missed.length === 0
      : missed.length === 0 || (missed.length === 1 && missed.every((share) => !isBelow(share, one)));
  if (isAchieved) return "achieved";
  const failed = reached.filter((share) => isBelow(share, failing)).length;
  return failed >= (reached.length <= 2 ? 1 : 2) ? "serious_failure" : "not_achieved";
};

/** Returns the share of a milestone or target that was reached, to six digits, cut off: what is 0.8499999 is not 0.85. */
export const shareReached = (reached: string, goal: string): string | null => {
  if (exact(goal).units === 0n) return null;
  const { units } = divide(exact(reached), exact(goal), 6, "down");
  const digits = String(units < 0n ? -units : units).padStart(7, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
};
