import { canonical, exact, multiply, rounded, trimmed } from "../../../src/decimal.ts";

/** Returns a share as a percentage: "0.6" as "60". */
export const percentOfShare = (share: string): string =>
  canonical(trimmed(multiply(exact(share), exact("100"))));

/** Returns a percentage as a share: "60" as "0.60". */
export const shareOfPercent = (percent: string): string => {
  const { units, scale } = exact(percent);
  return canonical({ units, scale: scale + 2 });
};

/** Returns a share with as many digits as its percentage is read with: "0.777778" as "0.7778". */
export const shortShare = (share: string): string => canonical(trimmed(rounded(exact(share), 4, "half_up")));
