import { canonical, type Exact } from "../decimal.ts";

/** A value of a figure: a whole number, or the canonical text of a decimal ("12.50"). */
export type FigureValue = bigint | string;

/** Returns a whole number as it is and a decimal as canonical text. */
export const valueOf = (amount: Exact): FigureValue =>
  amount.scale === 0 ? amount.units : canonical(amount);
