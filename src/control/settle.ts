import { computeCosts } from "../cost/compute.ts";
import type { CostNode, Delivered, Plan, PlanLine } from "../cost/plan.ts";
import { exact } from "../decimal.ts";
import type { CostRules } from "../definition/cost-rules.ts";
import type { Content, ContentLine } from "../declaration/content.ts";
import { type Euros, euros, nothing, opposite, sumOf } from "../euros.ts";
import { type ExpenditureAccount, expenditureAccounts } from "../ledger/accounts.ts";
import type { Posting } from "../ledger/post.ts";
import type { Measure } from "./shared-shapes.ts";

/** What a finding takes off a line, in euros, before anything is derived from it. */
export type Cut = Readonly<{
  line: string;
  amount: Euros;
  measure: Measure;
  /** For a breach by whoever bought: rates that the law spares do not follow it. */
  ofBuyer: boolean;
}>;

/** What becomes of a line: what was submitted is eligible, parked or rejected, and nothing else. In euros. */
export type Target = Readonly<{
  line: string;
  submitted: Euros;
  eligible: Euros;
  parked: Euros;
  rejected: Euros;
}>;

/** What is reckoned again: a plan with what was delivered, and what each line came to when it was submitted. */
export type Submitted = Readonly<{
  plan: Plan;
  delivered: readonly Delivered[];
  available: Readonly<Record<string, Euros>>;
  amounts: readonly Readonly<{ line: string; amount: Euros }>[];
}>;

/** Returns what a declaration was reckoned from; one of before it was kept with it is taken from its lines' trees. */
export const submittedOf = (content: Content): Submitted => {
  const amounts = content.lines.map(({ line, amount }) => ({ line, amount }));
  if (content.format === 2) {
    const { plan, delivered, available } = content;
    return { plan, delivered, available, amounts };
  }
  const own = content.lines.filter(({ node }) => shareOf(node) === undefined);
  return {
    plan: {
      grantedOn: content.from,
      lines: content.lines.map((line) => asLine(line, content.lines)),
      publicSupport: content.total,
      totalCost: content.total,
      stateAid: "none",
    },
    delivered: own.map(({ line, node }) => ({
      line,
      items: [{ id: line, on: content.until, amount: grossOf(node) }],
    })),
    available: Object.fromEntries(amounts.map(({ line, amount }) => [line, amount])),
    amounts,
  };
};

const shareOf = (node: CostNode): Extract<CostNode["how"], { kind: "share" }> | undefined =>
  node.how.kind === "share"
    ? node.how
    : node.how.kind === "cap" && node.parts[0]
      ? shareOf(node.parts[0])
      : undefined;
/** Returns what a line came to before it was brought down to its budget, in euros. */
export const grossOf = ({ how, amount }: CostNode): Euros => (how.kind === "cap" ? how.before : amount);

const asLine = (line: ContentLine, all: readonly ContentLine[]): PlanLine => {
  const share = shareOf(line.node);
  const base = all.filter((other) => share?.of.includes(other.line)).map(({ category }) => category.id);
  return {
    id: line.line,
    label: line.label,
    category: line.category.id,
    option: line.option.id,
    budget: line.budget,
    ...(line.project === null ? {} : { project: line.project }),
    terms: share ? { form: "flat_rate", rate: share.rate, base: [...new Set(base)] } : { form: "real_cost" },
  };
};

/** What findings come to, line by line, with how what stays eligible comes about. */
export type Settlement = Readonly<{ targets: readonly Target[]; nodes: ReadonlyMap<string, CostNode> }>;

/**
 * Returns what becomes of each line under the findings: what they deduct or park is taken off before rates are, so that
 * what derives from a line moves with it. Nothing is below zero nor above what was submitted, and the three parts are
 * what was submitted. The order of the findings does not matter.
 */
export const settle = (rules: CostRules, submitted: Submitted, cuts: readonly Cut[]): Settlement => {
  const { plan, delivered, available, amounts } = submitted;
  const costing = (measures: readonly Measure[]) => {
    const lines = computeCosts(
      rules,
      plan,
      [...delivered, ...cutLines(cuts.filter(({ measure }) => measures.includes(measure)))],
      { available },
    ).lines;
    return new Map(lines.map(({ line, node }) => [line, node]));
  };
  const [whole, deducted, left] = [costing([]), costing(["deduct"]), costing(["deduct", "park"])];
  const cents = (nodes: ReadonlyMap<string, CostNode>, line: string) =>
    centsOf(nodes.get(line)?.amount ?? nothing);
  const targets = amounts.map(({ line, amount }): Target => {
    const all = centsOf(amount);
    const out = least(all, most(0n, cents(whole, line) - cents(left, line)));
    const rejected = least(out, most(0n, cents(whole, line) - cents(deducted, line)));
    return {
      line,
      submitted: amount,
      eligible: asEuros(all - out),
      parked: asEuros(out - rejected),
      rejected: asEuros(rejected),
    };
  });
  return { targets, nodes: left };
};

/** Returns what becomes of each line under the findings, as `settle`. */
export const targetsOf = (rules: CostRules, submitted: Submitted, cuts: readonly Cut[]): readonly Target[] =>
  settle(rules, submitted, cuts).targets;

const cutLines = (cuts: readonly Cut[]): Delivered[] =>
  [...Map.groupBy(cuts, ({ line }) => line)].map(([line, those]) => ({
    line,
    cut: sumOf(those.map(({ amount }) => amount)),
    cutOfBuyer: those.every(({ ofBuyer }) => ofBuyer),
  }));

/** What the accounts hold of a declaration's line, in euros. */
export type Held = Readonly<Record<ExpenditureAccount, Euros>>;

/** What becomes of amounts that were applied for already: taken out at once, or left in until the partner repaid. */
export type Mode = "withdrawal" | "recovery";

/** What a decision posts, what of it leaves applications or accounts, and what stays in until it is repaid. */
export type Settled = Readonly<{
  postings: readonly Posting[];
  withdrawn: readonly Readonly<{ line: string; from: "applied" | "accounted"; amount: Euros }>[];
  pending: ReadonlyMap<string, Euros>;
}>;

/** The targets ask for more of a line than is left of it, since the partner repaid it meanwhile. */
export class RecoveredAlready extends Error {
  readonly line: string;
  constructor(line: string) {
    super(`line ${line} was recovered`);
    this.line = line;
  }
}

/**
 * Returns the postings that bring a declaration from what the accounts hold to the targets: the differences only, so that
 * what was decided before does not matter. Eligible amounts shrink first where they were not applied for, then in the
 * open year, then in accounts. Throws RecoveredAlready where a line is to be more than what was left of it.
 */
export const postingsOf = (
  targets: readonly Target[],
  held: ReadonlyMap<string, Held>,
  mode: Mode,
): Settled => {
  const postings: Posting[] = [];
  const withdrawn: { line: string; from: "applied" | "accounted"; amount: Euros }[] = [];
  const pending = new Map<string, Euros>();
  for (const target of targets) {
    const { line } = target;
    const now = held.get(line) ?? empty;
    const next = nextOf(target, now, mode);
    if (next.pending > 0n) pending.set(line, asEuros(next.pending));
    for (const account of moved) {
      const difference = next.amounts[account] - centsOf(now[account]);
      if (difference === 0n) continue;
      postings.push({ account, line, amount: asEuros(difference) });
      if ((account === "applied" || account === "accounted") && difference < 0n)
        withdrawn.push({ line, from: account, amount: opposite(asEuros(difference)) });
    }
  }
  return { postings, withdrawn, pending };
};

const moved = ["declared", "parked", "rejected", "certified", "applied", "accounted", "withdrawn"] as const;
type Moved = (typeof moved)[number];

const nextOf = (
  target: Target,
  held: Held,
  mode: Mode,
): Readonly<{ amounts: Readonly<Record<Moved, bigint>>; pending: bigint }> => {
  const [applied, accounted, recovered] = [
    centsOf(held.applied),
    centsOf(held.accounted),
    centsOf(held.recovered),
  ];
  const total = moved.reduce((sum, account) => sum + centsOf(held[account]), 0n) + recovered;
  if (total !== centsOf(target.submitted))
    throw new Error(`the ledger holds ${asEuros(total)} of line ${target.line}, not ${target.submitted}`);
  const eligible = centsOf(target.eligible);
  const above = applied + accounted - eligible;
  if (above < 0n && eligible > total - recovered) throw new RecoveredAlready(target.line);
  const taken = mode === "withdrawal" ? most(0n, above) : 0n;
  const pending = mode === "withdrawal" ? 0n : most(0n, above);
  const fromApplied = least(applied, taken);
  const inApplications = applied + accounted - taken;
  const certified = most(0n, -above);
  // What was taken out stays so as far as it is not eligible again.
  const outside = total - inApplications - certified - recovered;
  const withdrawn = least(centsOf(held.withdrawn) + taken, outside);
  const rejected = most(0n, centsOf(target.rejected) - withdrawn - recovered - pending);
  return {
    pending,
    amounts: {
      declared: 0n,
      parked: outside - withdrawn - rejected,
      rejected,
      certified,
      applied: applied - fromApplied,
      accounted: accounted - (taken - fromApplied),
      withdrawn,
    },
  };
};

const empty = Object.fromEntries(expenditureAccounts.map((account) => [account, nothing])) as Held;

/** Returns euros as cents. */
export const centsOf = (amount: Euros): bigint => {
  const { units, scale } = exact(amount);
  return units * 10n ** BigInt(2 - scale);
};
const asEuros = (cents: bigint): Euros => euros({ units: cents, scale: 2 });
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
