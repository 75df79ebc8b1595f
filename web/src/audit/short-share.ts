import { canonical, exact, rounded, trimmed } from "../../../src/decimal.ts";

/** Returns a share with as many digits as a percentage is read with: "0.777778" as "0.7778". */
export const shortShare = (share: string): string => canonical(trimmed(rounded(exact(share), 4, "half_up")));
