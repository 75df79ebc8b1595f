import { canonical, exact, multiply, trimmed } from "../../../src/decimal.ts";

/** Returns a share as a percentage: "0.6" as "60". */
export const percentOfShare = (share: string): string =>
  canonical(trimmed(multiply(exact(share), exact("100"))));

/** Returns a percentage as a share: "60" as "0.60". */
export const shareOfPercent = (percent: string): string => {
  const { units, scale } = exact(percent);
  return canonical({ units, scale: scale + 2 });
};
