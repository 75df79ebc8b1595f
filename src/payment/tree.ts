import type { CostNode } from "../cost/plan.ts";
import { canonical, divide, exact, multiply, trimmed } from "../decimal.ts";
import { type Euros, isAbove, isZero, less, opposite, sumOf } from "../euros.ts";
import { type Cycle, type Entitlement, type Facts, supportOf } from "./entitlement.ts";
import { cycleWords, instalmentWords, treeWords } from "./words.ts";

/** Returns how the amount of the next payment came about, step by step, down to instalments and declarations. */
export const treeOf = (facts: Facts, { cycles, entitled, amount }: Entitlement): CostNode => {
  const sum = sumOf(cycles.map(({ due }) => due));
  const parts = cycles.flatMap((cycle, at) =>
    isZero(cycle.due) ? [] : [cycleNode(facts, cycle, cycles[at - 1])],
  );
  return {
    label: treeWords.total,
    amount,
    how: { kind: "sum" },
    source: {
      article: "Reg. (EU) No 1303/2013, Art. 132; Reg. (EU) 2021/1060, Art. 74(1)(b)",
      verified: true,
    },
    parts: [
      {
        label: sum === entitled ? treeWords.entitled : treeWords.cap,
        amount: entitled,
        how:
          sum === entitled
            ? { kind: "sum" }
            : { kind: "cap", before: sum, cap: facts.publicSupport, reason: "budget" },
        parts,
      },
      ...(isZero(facts.taken)
        ? []
        : [
            {
              label: treeWords.taken,
              amount: opposite(facts.taken),
              how: { kind: "sum" },
              parts: [],
            } as const,
          ]),
    ],
  };
};

const cycleNode = (facts: Facts, cycle: Cycle, before: Cycle | undefined): CostNode => {
  const isEarned = cycle.settled || isAbove(cycle.earned, cycle.advanced);
  return {
    label: cycleWords(cycle.from, cycle.until, cycle.settled),
    amount: cycle.due,
    how: { kind: "sum" },
    parts: isEarned
      ? earnedNodes(facts, cycle, before)
      : cycle.advances.map(({ n, kind, amount }) => ({
          label: instalmentWords(kind, n),
          amount,
          how: { kind: "milestone", milestone: String(n), delivered: true },
          parts: [],
        })),
  };
};

const earnedNodes = (facts: Facts, { eligible, earned }: Cycle, before: Cycle | undefined): CostNode[] => {
  const support = supportOf(eligible, facts);
  const earlier = less(support, earned);
  const [of, granted, total] = [exact(eligible), exact(facts.publicSupport), exact(facts.totalCost)];
  const unrounded: Euros = canonical(trimmed(divide(multiply(of, granted), total, 8, "down")));
  const node: CostNode = {
    label: treeWords.eligible,
    amount: support,
    how: {
      kind: "share",
      rate: canonical(trimmed(divide(granted, total, 8, "down"))),
      base: eligible,
      of: [],
    },
    ...(canonical(trimmed(exact(support))) === unrounded
      ? {}
      : { rounding: { step: "amount", rule: "down", exact: unrounded } }),
    parts: [],
  };
  if (before === undefined || isZero(earlier)) return [node];
  return [node, { label: treeWords.before, amount: opposite(earlier), how: { kind: "sum" }, parts: [] }];
};
