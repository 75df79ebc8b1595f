import assert from "node:assert/strict";
import { compare, exact, multiply, rounded, subtract } from "../decimal.ts";
import { smaller, sumOf } from "../euros.ts";
import { amountsOf } from "./forTests.ts";
import type { Costing, CostNode } from "./plan.ts";
import type { RandomWork } from "./randomPlansForTests.ts";

/** Asserts that the amount of a node, and of every node below it, is what its parts and its step make. */
export const assertNode = (node: CostNode, work: Pick<RandomWork, "rounding">): void => {
  const { how, parts, amount } = node;
  const [only] = parts;
  const rule = work.rounding.amount;
  const cents = (a: string, b: string) => rounded(multiply(exact(a), exact(b)), 2, rule);
  if (how.kind === "sum") assert.equal(amount, sumOf(parts.map((each) => each.amount)));
  if (how.kind === "cap") {
    assert.equal(how.before, only?.amount);
    assert.equal(amount, smaller(how.before, how.cap));
  }
  if (how.kind === "cut") {
    assert.equal(how.before, only?.amount);
    assert.equal(compare(exact(amount), subtract(exact(how.before), exact(how.cut))), 0);
  }
  if (how.kind === "reduction") assert.equal(compare(exact(amount), cents(how.before, how.kept)), 0);
  if (how.kind === "product") assert.equal(compare(exact(amount), cents(how.quantity, how.rate)), 0);
  if (how.kind === "hourly_rate") assert.equal(compare(exact(amount), cents(how.hours, how.rate)), 0);
  if (how.kind === "share") assert.equal(compare(exact(amount), cents(how.base, how.rate)), 0);
  assert.match(amount, /^\d+\.\d\d$/);
  for (const each of parts) assertNode(each, work);
};

/** Returns the flat rates of a tree, each at the top of its line or below a cut or a limit. */
const shares = (node: CostNode): readonly CostNode[] =>
  node.how.kind === "share" ? [node] : node.parts.flatMap(shares);

/** Asserts that each flat rate is taken of what its base lines amount to. */
export const assertFollowsBase = (costing: Costing): void => {
  const amounts = amountsOf(costing);
  for (const { how } of shares(costing.tree))
    if (how.kind === "share") assert.equal(how.base, sumOf(how.of.map((id) => amounts[id] ?? "none")));
};
