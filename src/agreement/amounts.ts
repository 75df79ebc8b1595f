import { sumOf } from "../cost/amounts.ts";
import type { Euros } from "../cost/plan.ts";

/** Returns the opposite of an amount. */
export const opposite = (amount: Euros): Euros => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** Returns the first amount less the second. */
export const less = (a: Euros, b: Euros): Euros => sumOf([a, opposite(b)]);
