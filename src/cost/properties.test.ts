import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { add, compare, exact } from "../decimal.ts";
import { sumOf } from "../euros.ts";
import { checkPlan } from "./check-plan.ts";
import { computeCosts } from "./compute.ts";
import { amountsOf } from "./forTests.ts";
import { assertFollowsBase, assertNode } from "./nodesForTests.ts";
import type { Delivered } from "./plan.ts";
import { randomWork, type RandomWork, rulesOf, runs } from "./randomPlansForTests.ts";

const costingOf = (work: RandomWork) =>
  computeCosts(rulesOf(work), work.plan, work.delivered, { available: work.available });

const isAtMost = (a: string, b: string) => compare(exact(a), exact(b)) <= 0;

test("the shapes tried are plans that the law allows", () => {
  const methods = {
    unit_cost: "m",
    lump_sum: "m",
    indirect_25: "m",
    salary_flat_rate: "m",
    not_linked_to_costs: "m",
  };
  const ignored = new Set(["milestones_not_budget", "two_options"]);
  fc.assert(
    fc.property(randomWork, (work) => {
      const remarks = checkPlan(rulesOf(work), { ...work.plan, calculations: methods });
      assert.deepEqual(
        remarks.filter(({ rule }) => !ignored.has(rule)).map(({ rule }) => rule),
        [],
      );
    }),
    { numRuns: Math.min(runs, 500) },
  );
});

test("at every node the parts make the amount to the cent, and no line passes its budget or what is left", () => {
  fc.assert(
    fc.property(randomWork, (work) => {
      const { tree, lines, total } = costingOf(work);
      assertNode(tree, work);
      assert.equal(total, sumOf(lines.map(({ amount }) => amount)));
      for (const { line, amount } of lines) {
        const planned = work.plan.lines.find(({ id }) => id === line);
        assert.ok(planned && isAtMost(amount, planned.budget), line);
        assert.ok(isAtMost(amount, work.available[line] ?? amount), line);
      }
    }),
    { numRuns: runs },
  );
});

test("a flat rate follows the declared amounts of its base, also when a line of the base is cut", () => {
  fc.assert(
    fc.property(randomWork, fc.nat(), fc.integer({ min: 1, max: 900_000 }), (work, pick, cents) => {
      const cut = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
      const target = work.plan.lines[pick % work.plan.lines.length]?.id;
      const cutMore = (told: Delivered): Delivered =>
        told.line === target ? { ...told, cut: sumOf([told.cut ?? "0.00", cut]) } : told;
      const before = costingOf(work);
      const after = costingOf({ ...work, delivered: work.delivered.map(cutMore) });
      for (const costing of [before, after]) assertFollowsBase(costing);
      // Nothing grows by a cut, and what does not stand on the line stays as it was.
      for (const [line, amount] of Object.entries(amountsOf(after)))
        assert.ok(isAtMost(amount, amountsOf(before)[line] ?? "0.00"), line);
    }),
    { numRuns: runs },
  );
});

test("who does more is never paid less, as long as the hours of the year hold", () => {
  fc.assert(
    fc.property(randomWork, fc.nat(), (work, pick) => {
      const before = costingOf(work);
      // Beyond the hours of the year a line that takes more leaves less to the next.
      fc.pre(before.remarks.every(({ rule }) => rule !== "hours_above_year"));
      const target = work.plan.lines[pick % work.plan.lines.length]?.id;
      const more = work.delivered.map((told) => (told.line === target ? grown(told) : told));
      const after = costingOf({ ...work, delivered: more });
      fc.pre(after.remarks.every(({ rule }) => rule !== "hours_above_year"));
      for (const [line, amount] of Object.entries(amountsOf(before)))
        assert.ok(isAtMost(amount, amountsOf(after)[line] ?? "0.00"), line);
    }),
    { numRuns: Math.ceil(runs / 2), maxSkipsPerRun: 100 },
  );
});

/** Returns what was delivered, and some more of it. */
const grown = (told: Delivered): Delivered => ({
  ...told,
  units: told.units?.map((unit) => ({ ...unit, quantity: plus(unit.quantity, "7.25") })),
  items: told.items?.map((item) => ({ ...item, amount: sumOf([item.amount, "12.34"]) })),
  staff: told.staff?.map((entry) => ({
    ...entry,
    hours: plus(entry.hours ?? "0", "1.5"),
    monthsDeclared: plus(entry.monthsDeclared ?? "0", "0.5"),
  })),
  milestones: told.milestones && [...new Set([...told.milestones, "m0"])],
});

const plus = (a: string, b: string): string => {
  const sum = add(exact(a), exact(b));
  const digits = String(sum.units).padStart(sum.scale + 1, "0");
  return sum.scale === 0 ? digits : `${digits.slice(0, -sum.scale)}.${digits.slice(-sum.scale)}`;
};

test("the order of lines and of what was delivered changes no amount", () => {
  fc.assert(
    fc.property(randomWork, fc.infiniteStream(fc.nat()), (work, stream) => {
      const shuffled = <T>(items: readonly T[]): readonly T[] =>
        items
          .map((item) => ({ item, at: Number(stream.next().value ?? 0) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const other = { ...work, plan: { ...work.plan, lines: shuffled(work.plan.lines) } };
      const told = shuffled(work.delivered).map((each) => ({
        ...each,
        units: each.units && shuffled(each.units),
        items: each.items && shuffled(each.items),
        staff: each.staff && shuffled(each.staff),
      }));
      assert.deepEqual(amountsOf(costingOf({ ...other, delivered: told })), amountsOf(costingOf(work)));
    }),
    { numRuns: Math.ceil(runs / 2) },
  );
});
