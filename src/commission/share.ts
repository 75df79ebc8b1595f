import { divide, exact, multiply, rounded } from "../decimal.ts";
import { type Euros, euros, isZero, less, nothing } from "../euros.ts";

/** Rounding of every amount here but public expenditure: to the cent, halves away from zero. */
const toCents = (value: ReturnType<typeof exact>): Euros => euros(rounded(value, 2, "half_up"));

/** Returns amount × factor, to the cent. */
export const times = (amount: Euros, factor: string): Euros =>
  toCents(multiply(exact(amount), exact(factor)));

/** Returns amount × part / whole, to the cent; nothing where the whole is nothing. */
export const proportion = (amount: Euros, part: string, whole: string): Euros =>
  isZero(whole) ? nothing : euros(divide(multiply(exact(amount), exact(part)), exact(whole), 2, "half_up"));

/**
 * Returns the public expenditure of an eligible amount: the agreement's public support in proportion to its total cost,
 * downwards to the cent, as partners are paid: forms never tell of more than what is paid. An agreement that says no total
 * cost is wholly public.
 */
export const publicOf = (
  eligible: Euros,
  { publicSupport, totalCost }: Readonly<{ publicSupport: Euros; totalCost: Euros }>,
): Euros =>
  isZero(totalCost)
    ? eligible
    : euros(divide(multiply(exact(eligible), exact(publicSupport)), exact(totalCost), 2, "down"));

/** An amount with its public part. */
export type Pair = Readonly<{ eligible: Euros; public: Euros }>;

/**
 * Returns the part of a pair that holds so much eligible expenditure, and what is left. The public part goes along in
 * proportion, to the cent; whoever takes all takes all of it, so that nothing is ever left over.
 */
export const takeOff = (from: Pair, eligible: Euros): Readonly<{ taken: Pair; left: Pair }> => {
  const taken = { eligible, public: proportion(from.public, eligible, from.eligible) };
  return {
    taken,
    left: { eligible: less(from.eligible, taken.eligible), public: less(from.public, taken.public) },
  };
};
