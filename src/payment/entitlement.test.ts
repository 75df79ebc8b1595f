import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { compare, exact } from "../decimal.ts";
import { isAbove, less, sumOf } from "../euros.ts";
import { entitlementOf, type Facts, type Standing } from "./entitlement.ts";
import { treeOf } from "./tree.ts";

const yearly = (first: number, years: number, amount: string): Facts["instalments"] =>
  Array.from({ length: years }, (_each, at) => [
    { n: at * 3 + 1, kind: "advance" as const, amount, dueOn: `${first + at}-01-31` },
    { n: at * 3 + 2, kind: "interim" as const, amount, dueOn: `${first + at}-08-31` },
    { n: at * 3 + 3, kind: "balance" as const, amount, dueOn: `${first + at + 1}-04-20` },
  ]).flat();
const year = (of: number, eligible: string, undecided = "0.00"): Standing => ({
  declaration: of,
  number: `D${of}`,
  from: `${of}-01-01`,
  until: `${of}-12-31`,
  submittedOn: `${of + 1}-02-01`,
  decidedOn: undecided === "0.00" ? `${of + 1}-03-01` : null,
  undecided,
  eligible,
});
const facts: Facts = {
  inForce: true,
  publicSupport: "6000.00",
  totalCost: "6000.00",
  starts: "2019-01-01",
  ends: "2020-12-31",
  terminatedOn: null,
  instalments: yearly(2019, 2, "1000.00"),
  declared: [],
  taken: "0.00",
  today: "2019-01-10",
};
const next = (more: Partial<Facts>) => {
  const { kind, amount, owed, entitled, instalment } = entitlementOf({ ...facts, ...more });
  return { kind, amount, owed, entitled, instalment };
};

describe("what a partner is entitled to", () => {
  test("first the advance, then what is paid while it runs, as the days come", () => {
    assert.deepEqual(next({}), {
      kind: "advance",
      amount: "1000.00",
      owed: "0.00",
      entitled: "1000.00",
      instalment: 1,
    });
    assert.deepEqual(next({ taken: "1000.00" }).kind, null);
    const august = next({ taken: "1000.00", today: "2019-08-01" });
    assert.deepEqual([august.kind, august.amount, august.instalment], ["interim", "1000.00", 2]);
  });

  test("nothing more while what was declared is not decided; then the balance, advances deducted", () => {
    const at = { taken: "2000.00", today: "2020-01-15" };
    const open = next({ ...at, taken: "3000.00", declared: [year(2019, "0.00", "2900.00")] });
    assert.deepEqual([open.amount, open.owed], ["0.00", "0.00"]);
    const decided = next({ ...at, declared: [year(2019, "2800.00")], today: "2019-12-31" });
    assert.deepEqual([decided.kind, decided.amount, decided.instalment], ["balance", "800.00", 3]);
  });

  test("the advance of the next year does not wait for the balance of this one", () => {
    const { kind, amount, entitled } = next({ taken: "2000.00", today: "2020-01-15" });
    assert.deepEqual([kind, amount, entitled], ["advance", "1000.00", "3000.00"]);
  });

  test("what was paid above is owed back", () => {
    const back = next({
      taken: "2000.00",
      declared: [year(2019, "1500.00")],
      today: "2019-12-31",
    });
    assert.deepEqual([back.kind, back.amount, back.owed], [null, "0.00", "500.00"]);
  });

  test("without instalments, what control found eligible, as it is decided", () => {
    const one = next({ instalments: [], declared: [year(2019, "2800.00")] });
    assert.deepEqual([one.kind, one.amount], ["interim", "2800.00"]);
    const both = next({
      instalments: [],
      taken: "2800.00",
      declared: [year(2019, "2800.00"), year(2020, "3200.00")],
    });
    assert.deepEqual([both.kind, both.amount], ["balance", "3200.00"]);
  });

  test("of a co-financed plan its share, downwards to the cent, never more than was granted", () => {
    const shared = { instalments: [], publicSupport: "2000.00", totalCost: "6000.00" };
    assert.equal(next({ ...shared, declared: [year(2019, "100.00")] }).amount, "33.33");
    const all = [year(2019, "100.00"), year(2020, "5900.00")];
    assert.equal(next({ ...shared, declared: all }).entitled, "2000.00");
    assert.equal(next({ ...shared, declared: [year(2019, "9000.00")] }).entitled, "2000.00");
  });

  test("nothing before the agreement is in force; after its end only what is due until then", () => {
    assert.equal(next({ inForce: false }).entitled, "0.00");
    assert.equal(next({ terminatedOn: "2019-06-30", today: "2020-12-31" }).entitled, "1000.00");
    const ended = next({
      terminatedOn: "2019-06-30",
      today: "2020-12-31",
      taken: "1000.00",
      declared: [{ ...year(2019, "700.00"), until: "2019-06-30" }],
    });
    assert.deepEqual([ended.entitled, ended.owed], ["700.00", "300.00"]);
  });
});

const cents = fc.integer({ min: 0, max: 900_000 }).map((n) => (n / 100).toFixed(2));
const anyFacts = fc
  .record({
    years: fc.integer({ min: 1, max: 3 }),
    planned: fc.boolean(),
    publicSupport: cents,
    totalCost: cents,
    amount: cents,
    eligible: fc.array(cents, { maxLength: 3 }),
    undecided: fc.array(fc.constantFrom("0.00", "10.00"), { minLength: 3, maxLength: 3 }),
    taken: cents,
    day: fc.integer({ min: 0, max: 1500 }),
  })
  .map(({ years, planned, eligible, undecided, amount, day, ...rest }): Facts => ({
    ...facts,
    ...rest,
    ends: `${2018 + years}-12-31`,
    instalments: planned ? yearly(2019, years, amount) : [],
    declared: eligible.slice(0, years).map((each, at) => year(2019 + at, each, undecided[at])),
    today: Temporal.PlainDate.from("2019-01-01").add({ days: day }).toString(),
  }));

describe("whatever was declared, decided and paid", () => {
  test("never more than was granted; what is next and what was paid are together the entitlement", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { entitled, amount, owed, kind } = entitlementOf(given);
        assert.ok(compare(exact(entitled), exact(given.publicSupport)) <= 0);
        assert.ok(amount === "0.00" || owed === "0.00");
        assert.equal(sumOf([given.taken, amount]), sumOf([entitled, owed]));
        assert.equal(kind === null, amount === "0.00");
      }),
    );
  });

  test("once it is paid nothing is next; one decided lower gives nothing more", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const first = entitlementOf(given);
        const paid = entitlementOf({ ...given, taken: sumOf([given.taken, first.amount]) });
        assert.equal(paid.amount, "0.00");
        const lower = given.declared.map((each) => ({
          ...each,
          eligible: isAbove(each.eligible, "5.00") ? less(each.eligible, "5.00") : "0.00",
        }));
        assert.ok(!isAbove(entitlementOf({ ...given, declared: lower }).entitled, first.entitled));
      }),
    );
  });

  test("each step of how it came about is the sum of its own", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const entitlement = entitlementOf(given);
        if (entitlement.amount === "0.00") return;
        const tree = treeOf(given, entitlement);
        assert.equal(sumOf(tree.parts.map((part) => part.amount)), tree.amount);
        for (const cycle of tree.parts[0]?.parts ?? [])
          assert.equal(sumOf(cycle.parts.map((part) => part.amount)), cycle.amount);
      }),
    );
  });
});
