import { type Euros, less, sumOf } from "../euros.ts";
import { canonical, exact, withScale } from "../decimal.ts";

/** Returns so many parts of the whole of an amount, to the cent, downwards. */
export const portion = (amount: Euros, part: bigint, whole: bigint): Euros =>
  canonical({ units: (withScale(exact(amount), 2).units * part) / whole, scale: 2 });

/** Returns amounts that together are another one: each in proportion, to the cent, the first one what is left. */
export const inProportion = (amounts: readonly Euros[], wanted: Euros): readonly Euros[] => {
  const total = withScale(exact(sumOf(amounts)), 2).units;
  if (total === 0n) return amounts;
  const scaled = amounts.map((amount) => portion(amount, withScale(exact(wanted), 2).units, total));
  const rest = less(wanted, sumOf(scaled));
  return scaled.map((amount, index) => (index === 0 ? sumOf([amount, rest]) : amount));
};

/** Returns instalments that together are another budget, each in proportion. */
export const rescaled = <I extends Readonly<{ amount: Euros }>>(
  instalments: readonly I[],
  budget: Euros,
): I[] => {
  const amounts = inProportion(
    instalments.map(({ amount }) => amount),
    budget,
  );
  return instalments.map((instalment, at) => ({ ...instalment, amount: amounts[at] ?? instalment.amount }));
};
