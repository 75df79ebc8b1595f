import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { DatabaseError } from "pg";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import type { Signed } from "../access/forTests.ts";
import { asOwner } from "../database/transaction.ts";
import { canonical, exact, withScale } from "../decimal.ts";
import { Problem } from "../problem.ts";
import { verifyTrail } from "../trail/verify.ts";
import { balances, postingsBehind } from "./balances.ts";
import {
  actAs,
  declaring,
  granting,
  ledgerAlone,
  northAgreement,
  posted,
  signInForMoney,
} from "./forTests.ts";
import { post, type Posting, reverse } from "./post.ts";
import { isOverdrawn } from "./problem.ts";

let store: TestStore;
let north: Signed;
let agreements = 100;

before(async () => {
  store = await testStore();
  await ledgerAlone(store.pool);
  north = await signInForMoney(store.pool, ["money:read", "money:declare"], { partner: "north_workshop" });
});
after(() => store.close());

/** An agreement of its own with 1 000 euros for its staff; returns its place. */
const granted = async (amount = "1000.00") => {
  const agreement = { ...northAgreement, agreement: agreements++ };
  await posted(store.pool, granting(`grant ${agreement.agreement}`, { staff: amount }, agreement));
  return agreement;
};
const held = async (agreement: number): Promise<string[]> =>
  (await asOwner(store.pool, (client) => balances(client, { agreement }))).map(
    ({ account, amount }) => `${account} ${amount}`,
  );
const entriesOf = async (agreement: number): Promise<number> =>
  (
    await store.pool.query<{ n: number }>("select count(*) as n from ledger.entry where agreement = $1", [
      agreement,
    ])
  ).rows[0]?.n ?? 0;

describe("what is posted", () => {
  test("moves amounts from account to account, and every balance is the sum of its postings", async () => {
    const agreement = await granted();
    await actAs(store.pool, north, (client, act) =>
      post(client, act, declaring("first", "staff", "250.5", 7, agreement)),
    );
    assert.deepEqual(await held(agreement.agreement), [
      "budgeted 749.50",
      "declared 250.50",
      "granted -1000.00",
    ]);
    const behind = await actAs(store.pool, north, (client) =>
      postingsBehind(client, { agreement: agreement.agreement, account: "budgeted" }),
    );
    assert.deepEqual(
      behind.map(({ kind, declaration, amount, sum }) => [kind, declaration, amount, sum]),
      [
        ["granted", null, "1000.00", "1000.00"],
        ["declared", 7, "-250.50", "749.50"],
      ],
    );
  });

  test("is an amount of euros, to the cent", async () => {
    const agreement = await granted();
    for (const amount of ["1.005", "1e2", "NaN", "", "12,50"])
      await assert.rejects(
        actAs(store.pool, north, (client, act) =>
          post(client, act, declaring(`bad ${amount}`, "staff", amount, 1, agreement)),
        ),
        /not an amount of euros/,
      );
    assert.equal(await entriesOf(agreement.agreement), 1);
  });

  test("under one key once, of two hundred who try at once, and all are told its number", async () => {
    const agreement = await granted();
    const numbers = await Promise.all(
      Array.from({ length: 200 }, () =>
        actAs(store.pool, north, (client, act) =>
          post(client, act, declaring("the same", "staff", "10", 8, agreement)),
        ),
      ),
    );
    assert.equal(new Set(numbers).size, 1);
    assert.equal(await entriesOf(agreement.agreement), 2);
    assert.deepEqual(await held(agreement.agreement), [
      "budgeted 990.00",
      "declared 10.00",
      "granted -1000.00",
    ]);
  });

  test("never takes more than was granted, of twenty who try at once", async () => {
    const agreement = await granted();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        actAs(store.pool, north, (client, act) =>
          post(client, act, declaring(`rush ${at}`, "staff", "90.91", at, agreement)),
        ),
      ),
    );
    const errors = tries.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
    assert.equal(errors.length, 10);
    for (const error of errors) assert.ok(isOverdrawn(error), String(error));
    assert.deepEqual(await held(agreement.agreement), [
      "budgeted 90.90",
      "declared 909.10",
      "granted -1000.00",
    ]);
  });

  test("under another partner's key is refused without telling anything of it", async () => {
    const agreement = await granted();
    await actAs(store.pool, north, (client, act) =>
      post(client, act, declaring("north's key", "staff", "10", 9, agreement)),
    );
    const south = await signInForMoney(store.pool, ["money:read", "money:declare"], {
      partner: "south_workshop",
    });
    await assert.rejects(
      actAs(store.pool, south, (client, act) =>
        post(client, act, {
          ...declaring("north's key", "staff", "10", 9, { ...agreement, partner: "south_workshop" }),
        }),
      ),
      /another partner posted under the key/,
    );
  });
});

describe("a reversal", () => {
  test("takes everything back, once", async () => {
    const agreement = await granted();
    const entry = await actAs(store.pool, north, (client, act) =>
      post(client, act, declaring("to be withdrawn", "staff", "300", 10, agreement)),
    );
    const withdraw = (key: string) =>
      actAs(store.pool, north, (client, act) => reverse(client, act, entry, { kind: "withdrawn", key }));
    const by = await withdraw("withdrawal");
    assert.equal(await withdraw("withdrawal"), by);
    await assert.rejects(
      withdraw("withdrawal again"),
      (error) => error instanceof Problem && error.code === "already_reversed",
    );
    const again = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => withdraw(`again ${at}`)));
    assert.ok(again.every(({ status }) => status === "rejected"));
    assert.deepEqual(await held(agreement.agreement), ["budgeted 1000.00", "granted -1000.00"]);
    await assert.rejects(
      actAs(store.pool, north, (client, act) => reverse(client, act, by, { kind: "x", key: "back" })),
      (error) => error instanceof DatabaseError && error.code === "23514",
    );
  });

  test("is the opposite, or it is none: the database compares", async () => {
    const agreement = await granted();
    const entry = await actAs(store.pool, north, (client, act) =>
      post(client, act, declaring("to be halved", "staff", "300", 11, agreement)),
    );
    await assert.rejects(
      actAs(store.pool, north, async (client, act) => {
        const half = declaring("half", "staff", "-150", 11, agreement);
        const postings = half.postings.map(({ account }) => account);
        const { rows } = await client.query<{ id: number }>(
          `insert into ledger.entry (kind, key, operation, partner, agreement, declaration, change, reverses)
           values ('x', 'half', $1, $2, $3, 11, $4, $5) returning id`,
          [agreement.operation, agreement.partner, agreement.agreement, act.change, entry],
        );
        await client.query(
          `insert into ledger.posting (entry, n, account, line, amount)
           select $1, n, account, 'staff', case account when 'declared' then -150 else 150 end
           from unnest($2::text[]) with ordinality as p (account, n)`,
          [rows[0]?.id, postings],
        );
        await act.note("ledger.entry", rows[0]?.id ?? 0);
      }),
      /not the opposite/,
    );
    assert.deepEqual(await held(agreement.agreement), [
      "budgeted 700.00",
      "declared 300.00",
      "granted -1000.00",
    ]);
  });
});

/** What a page would say that added all postings up by itself. */
const naively = (all: readonly Posting[]): string[] => {
  const cents = new Map<string, bigint>();
  for (const { account, line, amount } of all) {
    const name = `${line} ${account}`;
    cents.set(name, (cents.get(name) ?? 0n) + withScale(exact(amount), 2).units);
  }
  return [...cents]
    .filter(([, units]) => units !== 0n)
    .map(([name, units]) => `${name} ${canonical({ units, scale: 2 })}`)
    .toSorted();
};

const step = fc.record({
  what: fc.constantFrom("grant", "declare", "reverse"),
  line: fc.constantFrom("staff", "other"),
  cents: fc.integer({ min: 1, max: 90_000 }),
  which: fc.nat(),
});

test("whatever is posted and reversed, all sums to nothing and balances are what a recomputation says", async () => {
  let key = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const agreement = { ...northAgreement, agreement: agreements++ };
      const all: Posting[] = [];
      const reversible: { entry: number; postings: readonly Posting[] }[] = [];
      const left: Record<string, number> = { staff: 0, other: 0 };
      for (const { what, line, cents, which } of steps) {
        key++;
        const amount = (cents / 100).toFixed(2);
        if (what === "reverse") {
          const [taken] = reversible.splice(which % Math.max(1, reversible.length), 1);
          if (!taken) continue;
          await actAs(store.pool, north, (client, act) =>
            reverse(client, act, taken.entry, { kind: "withdrawn", key: `p ${key}` }),
          );
          const back = taken.postings.map((each) => ({
            ...each,
            amount: each.amount.startsWith("-") ? each.amount.slice(1) : `-${each.amount}`,
          }));
          all.push(...back);
          for (const each of back)
            if (each.account === "budgeted")
              left[each.line] = (left[each.line] ?? 0) + Math.round(Number(each.amount) * 100);
          continue;
        }
        if (what === "grant") {
          const entry = granting(`p ${key}`, { [line]: amount }, agreement);
          await posted(store.pool, entry);
          all.push(...entry.postings);
          left[line] = (left[line] ?? 0) + cents;
          continue;
        }
        const entry = declaring(`p ${key}`, line, amount, key, agreement);
        const posting = actAs(store.pool, north, (client, act) => post(client, act, entry));
        if (cents > (left[line] ?? 0)) {
          await assert.rejects(posting, isOverdrawn);
          continue;
        }
        reversible.push({ entry: await posting, postings: entry.postings });
        all.push(...entry.postings);
        left[line] = (left[line] ?? 0) - cents;
      }
      const found = await asOwner(store.pool, (client) =>
        balances(client, { agreement: agreement.agreement }),
      );
      assert.deepEqual(
        found.map(({ line, account, amount }) => `${line} ${account} ${amount}`).toSorted(),
        naively(all),
      );
      const { rows } = await store.pool.query<{ sum: string }>("select sum(amount) from ledger.posting");
      assert.equal(rows[0]?.sum, "0.00");
    }),
    { numRuns: 40 },
  );
  assert.deepEqual((await verifyTrail(store.pool)).breaks, []);
});
