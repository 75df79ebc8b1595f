import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { computeCosts } from "../cost/compute.ts";
import { randomWork, type RandomWork, rulesOf } from "../cost/randomPlansForTests.ts";
import { expenditureAccounts } from "../ledger/accounts.ts";
import {
  centsOf,
  type Cut,
  type Held,
  type Mode,
  postingsOf,
  RecoveredAlready,
  type Submitted,
  targetsOf,
} from "./settle.ts";

const runs = Number(process.env["JALON_RUNS"] ?? "400");

const submittedBy = (work: RandomWork): Submitted => {
  const { plan, delivered, available } = work;
  const { lines } = computeCosts(rulesOf(work), plan, delivered, { available });
  return { plan, delivered, available, amounts: lines.map(({ line, amount }) => ({ line, amount })) };
};

const cutsOf = (work: RandomWork): fc.Arbitrary<Cut[]> =>
  fc.array(
    fc.record({
      line: fc.constantFrom(...work.plan.lines.map(({ id }) => id)),
      amount: fc.integer({ min: 0, max: 2_000_000 }).map((cents) => (cents / 100).toFixed(2)),
      measure: fc.constantFrom("deduct", "park", "none"),
      ofBuyer: fc.boolean(),
    }),
    { maxLength: 6 },
  );
const worked = randomWork
  .filter(({ plan }) => plan.lines.length > 0)
  .chain((work) => fc.record({ work: fc.constant(work), cuts: cutsOf(work), other: cutsOf(work) }));

const modes = fc.constantFrom<Mode>("withdrawal", "recovery");
const sum = (all: Iterable<bigint>): bigint => [...all].reduce((whole, each) => whole + each, 0n);

/** The accounts of a declaration, as postings leave them. */
class Books {
  readonly held = new Map<string, Record<string, bigint>>();
  constructor(submitted: Submitted) {
    for (const { line, amount } of submitted.amounts) this.put(line, "declared", centsOf(amount));
  }
  put(line: string, account: string, amount: bigint) {
    const own = this.held.get(line) ?? Object.fromEntries(expenditureAccounts.map((each) => [each, 0n]));
    own[account] = (own[account] ?? 0n) + amount;
    assert.ok(own[account] >= 0n, `${account} of ${line} is below zero`);
    this.held.set(line, own);
  }
  amounts(): Map<string, Held> {
    return new Map(
      [...this.held].map(([line, own]) => [
        line,
        Object.fromEntries(
          expenditureAccounts.map((each) => [each, (Number(own[each]) / 100).toFixed(2)]),
        ) as Held,
      ]),
    );
  }
  decide(submitted: Submitted, work: RandomWork, cuts: readonly Cut[], mode: Mode) {
    const targets = targetsOf(rulesOf(work), submitted, cuts);
    const settled = postingsOf(targets, this.amounts(), mode);
    for (const postings of Map.groupBy(settled.postings, ({ line }) => line).values())
      assert.equal(sum(postings.map(({ amount }) => centsOf(amount))), 0n);
    // What is taken is there, once the whole entry is.
    for (const { account, line, amount } of settled.postings.toSorted(
      (a, b) => Number(centsOf(b.amount)) - Number(centsOf(a.amount)),
    ))
      this.put(line, account, centsOf(amount));
    for (const { line, eligible } of targets) {
      const own = this.held.get(line) ?? {};
      const within = (own["certified"] ?? 0n) + (own["applied"] ?? 0n) + (own["accounted"] ?? 0n);
      assert.equal(within, centsOf(eligible) + centsOf(settled.pending.get(line) ?? "0.00"));
      assert.equal(own["declared"], 0n);
    }
    return settled;
  }
  /** As an application or accounts would: a share of what stands on the account goes on. */
  move(from: string, to: string, share: number) {
    for (const [line, own] of this.held) {
      const amount = ((own[from] ?? 0n) * BigInt(share)) / 100n;
      this.put(line, from, -amount);
      this.put(line, to, amount);
    }
  }
}

describe("what findings come to", () => {
  test("eligible, parked and rejected are what was submitted, line by line, and never below zero", () => {
    fc.assert(
      fc.property(worked, ({ work, cuts }) => {
        for (const target of targetsOf(rulesOf(work), submittedBy(work), cuts)) {
          const parts = [target.eligible, target.parked, target.rejected].map(centsOf);
          assert.ok(parts.every((part) => part >= 0n));
          assert.equal(sum(parts), centsOf(target.submitted));
        }
      }),
      { numRuns: runs },
    );
  });

  test("nothing found leaves all of it eligible", () => {
    fc.assert(
      fc.property(worked, ({ work }) => {
        const submitted = submittedBy(work);
        for (const target of targetsOf(rulesOf(work), submitted, []))
          assert.equal(target.eligible, target.submitted);
      }),
      { numRuns: runs },
    );
  });

  test("does not depend on the order of findings", () => {
    fc.assert(
      fc.property(worked, ({ work, cuts }) => {
        const submitted = submittedBy(work);
        assert.deepEqual(
          targetsOf(rulesOf(work), submitted, cuts.toReversed()),
          targetsOf(rulesOf(work), submitted, cuts),
        );
      }),
      { numRuns: runs },
    );
  });

  test("one more finding makes no line more eligible", () => {
    fc.assert(
      fc.property(worked, ({ work, cuts, other }) => {
        const submitted = submittedBy(work);
        const before = targetsOf(rulesOf(work), submitted, cuts);
        const after = targetsOf(rulesOf(work), submitted, [...cuts, ...other]);
        before.forEach((target, index) => {
          assert.ok(centsOf(after[index]?.eligible ?? "-1.00") <= centsOf(target.eligible));
        });
      }),
      { numRuns: runs },
    );
  });

  test("what derives from a line is what it would have been without what was cut of it", () => {
    fc.assert(
      fc.property(worked, ({ work, cuts }) => {
        const submitted = submittedBy(work);
        const deducted = cuts.map((cut) => ({ ...cut, measure: "deduct" as const, ofBuyer: false }));
        const { lines } = computeCosts(
          rulesOf(work),
          work.plan,
          [...work.delivered, ...deducted.map(({ line, amount }) => ({ line, cut: amount }))],
          { available: work.available },
        );
        assert.deepEqual(
          targetsOf(rulesOf(work), submitted, deducted).map(({ line, eligible }) => [line, eligible]),
          lines.map(({ line, amount }) => [line, amount]),
        );
      }),
      { numRuns: runs },
    );
  });
});

describe("what a decision posts", () => {
  test("brings the accounts to what was decided, whatever was applied for and accounted in between", () => {
    const events = fc.array(
      fc.oneof(
        fc.record({ from: fc.constant("certified"), to: fc.constant("applied"), share: fc.nat(100) }),
        fc.record({ from: fc.constant("applied"), to: fc.constant("accounted"), share: fc.nat(100) }),
        fc.record({ from: fc.constant("applied"), to: fc.constant("withdrawn"), share: fc.nat(100) }),
        fc.constant(undefined),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        worked,
        events,
        modes,
        fc.infiniteStream(fc.boolean()),
        ({ work, cuts, other }, told, mode, coins) => {
          const submitted = submittedBy(work);
          const books = new Books(submitted);
          const kept = { cuts: [...cuts] };
          books.decide(submitted, work, kept.cuts, mode);
          for (const event of told) {
            if (event) books.move(event.from, event.to, event.share);
            else {
              kept.cuts = [...kept.cuts, ...other].filter(() => coins.next().value === true);
              books.decide(submitted, work, kept.cuts, mode);
            }
          }
          for (const { line, amount } of submitted.amounts)
            assert.equal(sum(Object.values(books.held.get(line) ?? {})), centsOf(amount));
        },
      ),
      { numRuns: runs },
    );
  });

  test("findings that come one by one, in any order, leave the same on every account", () => {
    fc.assert(
      fc.property(worked, fc.nat(100), ({ work, cuts, other }, share) => {
        const submitted = submittedBy(work);
        const through = (order: readonly Cut[]) => {
          const books = new Books(submitted);
          books.decide(submitted, work, cuts, "withdrawal");
          books.move("certified", "applied", share);
          order.forEach((_, index) =>
            books.decide(submitted, work, [...cuts, ...order.slice(0, index + 1)], "withdrawal"),
          );
          return books.held;
        };
        assert.deepEqual(through(other.toReversed()), through(other));
      }),
      { numRuns: runs },
    );
  });

  test("the same decision again posts nothing", () => {
    fc.assert(
      fc.property(worked, modes, fc.nat(100), ({ work, cuts, other }, mode, share) => {
        const submitted = submittedBy(work);
        const books = new Books(submitted);
        books.decide(submitted, work, cuts, mode);
        books.move("certified", "applied", share);
        books.decide(submitted, work, [...cuts, ...other], mode);
        assert.deepEqual(books.decide(submitted, work, [...cuts, ...other], mode).postings, []);
      }),
      { numRuns: runs },
    );
  });

  test("what is to be repaid stays in until it is; once it was, it cannot be released", () => {
    const held = (more: Partial<Held>): Held =>
      ({ ...Object.fromEntries(expenditureAccounts.map((each) => [each, "0.00"])), ...more }) as Held;
    const target = { line: "a", submitted: "100.00", eligible: "60.00", parked: "0.00", rejected: "40.00" };
    const first = postingsOf([target], new Map([["a", held({ applied: "100.00" })]]), "recovery");
    assert.deepEqual(first.postings, []);
    assert.equal(first.pending.get("a"), "40.00");
    const repaid = new Map([["a", held({ applied: "60.00", recovered: "40.00" })]]);
    assert.deepEqual(postingsOf([target], repaid, "recovery"), {
      postings: [],
      withdrawn: [],
      pending: new Map(),
    });
    assert.throws(
      () => postingsOf([{ ...target, eligible: "100.00", rejected: "0.00" }], repaid, "recovery"),
      RecoveredAlready,
    );
  });
});
