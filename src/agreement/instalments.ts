import { type Euros, less } from "../euros.ts";
import { canonical, exact } from "../decimal.ts";
import { latestOrFirst } from "../definition/dated.ts";
import { type Costs, dayAfter, type InstalmentPlan } from "../definition/costs.ts";
import { inProportion, portion } from "./in-proportion.ts";
import type { Instalment } from "./shapes.ts";

type Period = Readonly<{ starts: string; ends: string }>;

const months = (starts: string, ends: string): number =>
  (Number(ends.slice(0, 4)) - Number(starts.slice(0, 4))) * 12 +
  Number(ends.slice(5, 7)) -
  Number(starts.slice(5, 7)) +
  1;

/** Returns the amount of each calendar year that a period touches, by the months that it has in it; they sum to all. */
const byYear = (
  amount: Euros,
  { starts, ends }: Period,
): readonly (Period & Readonly<{ amount: Euros }>)[] => {
  const first = Number(starts.slice(0, 4));
  const last = Number(ends.slice(0, 4));
  let left = amount;
  return Array.from({ length: last - first + 1 }, (_each, index) => {
    const year = first + index;
    const period = {
      starts: year === first ? starts : `${year}-01-01`,
      ends: year === last ? ends : `${year}-12-31`,
    };
    const share = portion(amount, BigInt(months(period.starts, period.ends)), BigInt(months(starts, ends)));
    const own = year === last ? left : share;
    left = less(left, own);
    return { ...period, amount: own };
  });
};

/**
 * Returns the instalments of a budget under a plan of the programme: for each year its shares, the last one what is
 * left, so that they sum to the budget.
 */
export const instalmentsOf = (
  costs: Costs,
  plan: string | null,
  budget: Euros,
  period: Period,
): readonly Instalment[] => {
  const found = plan === null ? undefined : costs.instalments.get(plan);
  if (!found) return [];
  return byYear(budget, period).flatMap(({ starts, ends, amount }) => {
    let left = amount;
    return found.instalments.map((each, index): Instalment => {
      const share = shareOn(each.share, starts);
      const { units, scale } = exact(share);
      const isLast = index === found.instalments.length - 1;
      const own = isLast ? left : portion(amount, units, 10n ** BigInt(scale));
      left = less(left, own);
      return {
        kind: each.kind,
        share,
        amount: own,
        dueOn: dayAfter(each.after === "start" ? starts : ends, each.within),
        condition: each.condition,
      };
    });
  });
};

/** Returns the share as decimal text: "0.5". A parameter counts in percent. */
const shareOn = (share: InstalmentPlan["instalments"][number]["share"], day: string): string => {
  if (typeof share === "string") return share;
  const { units, scale } = exact(String(latestOrFirst(share.parameter.values, day)?.value ?? "0"));
  return canonical({ units, scale: scale + 2 });
};

/** Returns lines whose budgets together are an amount, each in proportion. */
export const scaledTo = <L extends Readonly<{ budget: Euros }>>(lines: readonly L[], amount: Euros): L[] => {
  const budgets = inProportion(
    lines.map(({ budget }) => budget),
    amount,
  );
  return lines.map((line, at) => ({ ...line, budget: budgets[at] ?? line.budget }));
};
