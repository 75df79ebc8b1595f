import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { asOwner } from "../../src/database/transaction.ts";
import { readAgreement } from "../../src/agreement/read.ts";
import { actOn, addRow, changeRow, type Desk } from "../../src/payment/desk.ts";
import { entitlementOf } from "../../src/payment/entitlement.ts";
import { factsOf, standings, stopsOf } from "../../src/payment/facts.ts";
import { stopClock, liftStop } from "../../src/payment/stops.ts";
import type { PaymentsPage } from "../../src/payment/shapes.ts";
import { type TestAccount } from "../web/world.ts";
import { openPaymentWorld, type PaymentWorld } from "./payment-world.ts";
import { partner } from "../control/control-world.ts";

let w: PaymentWorld;
let agreement: number;
let declaration: number;
let account: number;
before(async () => {
  w = await openPaymentWorld();
  account = await w.account();
  ({ agreement, declaration } = await w.declared());
});
after(() => w.world.close());

/** Writes a payment past all that the server asks, as somebody who pays; returns how it is refused. */
const forced = async (more: object, hand: TestAccount = w.officer, times = 1): Promise<string> => {
  const undone = new Error("it was kept");
  return w.world
    .as(hand, async (desk) => {
      await actOn(desk, { action: "test" }, async (act) => {
        for (let n = 1; n <= times; n++) {
          const id = await addRow(desk, act, "payment", {
            number: `forced ${n}`,
            agreement,
            operation: "arae",
            partner,
            kind: "interim",
            amount: "1.00",
            set_off: "0.00",
            tree: "{}",
            communication: "forced",
            account,
            prepared_on: "2021-01-15",
            prepared_by: "somebody else",
            ...more,
          });
          await act.note("payment.payment", id);
        }
      });
      throw undone;
    })
    .then(
      () => "kept",
      (error: unknown) => {
        if (error === undone) return "kept";
        const { code, constraint } = error as { code?: string; constraint?: string };
        return constraint ?? code ?? String(error);
      },
    );
};

describe("what the database itself holds", () => {
  test("nothing is paid of what is not decided, and nothing above what is", async () => {
    assert.equal(await forced({}), "not_entitled");
    await w.decided(declaration);
    assert.equal(await forced({}), "kept");
    assert.equal(await forced({ amount: "48832.00" }), "kept");
    assert.equal(await forced({ amount: "48832.01" }), "not_entitled");
    // 84 000 euros are granted.
    assert.equal(await forced({ amount: "84000.01" }), "not_entitled");
  });

  test("nor on a day to come, elsewhere, to another's account, or by whoever does not pay", async () => {
    assert.equal(await forced({ prepared_on: "2999-01-01" }), "23514");
    assert.equal(await forced({ operation: "neets" }), "23001");
    assert.equal(await forced({ account: 999_999_999 }), "no_account");
    assert.equal(await forced({}, w.manager), "42501");
    assert.equal(await forced({}, w.controller), "42501");
  });

  test("one at a time", async () => {
    assert.equal(await forced({}, w.officer, 2), "one_underway");
  });

  test("whoever prepared does not approve, and nobody writes in another's name", async () => {
    const { id } = await w.prepare(agreement);
    const approve = (hand: TestAccount) =>
      w.world.as(hand, (desk) =>
        actOn(desk, { action: "test" }, async (act) => {
          await changeRow(desk, act, "payment", id, { state: "approved" });
          await act.note("payment.payment", id);
        }),
      );
    await assert.rejects(approve(w.officer), { code: "second_person" });
    const named = w.world.as(w.officer, ({ client }) =>
      client.query("update payment.payment set approved_by = 'somebody' where id = $1", [id]),
    );
    await assert.rejects(named, { code: "42501" });
    const owned = (desk: Desk) =>
      actOn(desk, { action: "test" }, (act) =>
        changeRow(desk, act, "payment", id, { state: "approved", approved_by: `account:${w.officer.id}` }),
      );
    await assert.rejects(w.world.asOwner(owned), { code: "second_person" });
    await assert.rejects(
      w.world.as(w.other, (desk) =>
        actOn(desk, { action: "test" }, (act) =>
          changeRow(desk, act, "payment", id, { state: "paid", executed_on: "2021-01-15" }),
        ),
      ),
      { code: "23001" },
    );
    await approve(w.other);
    // Approved is not paid: the ledger has to say so.
    await w.act(w.officer, id, "cancel", { reason: "x" });
  });

  test("a payment that was approved is not sent once less is due", async () => {
    const { id } = await w.prepare(agreement);
    await w.act(w.other, id, "approve");
    await w.corrected(declaration, "1000.00");
    assert.equal(await w.refused(w.officer, "POST", "/api/bank-files", { payments: [id] }), "not_entitled");
    await w.act(w.officer, id, "cancel", { reason: "Décision" });
    const page = await w.page();
    assert.equal(page.due.find((each) => each.agreement.id === agreement)?.amount, "47432.00");
  });

  test("no payment while the clock is stopped, and it runs on after", async () => {
    await w.world.asOwner(async (desk) => {
      // What was submitted just now was submitted at the end of the year before.
      await desk.client.query("set local session_replication_role = replica");
      await desk.client.query(
        "update declaration.declaration set submitted_at = '2020-12-31T10:00:00Z' where id = $1",
        [declaration],
      );
    });
    const stops = `/api/declarations/${declaration}/payment-stops`;
    const body = { reason: "documents_missing", told: "Il manque une pièce." };
    assert.equal(await w.refused(w.manager, "POST", stops, body), "not_allowed");
    assert.equal(await w.refused(w.officer, "POST", stops, { ...body, from: "2021-01-01" }), "wrong_day");
    await w.ask(w.officer, "POST", stops, body);
    assert.equal(await w.refused(w.officer, "POST", stops, body), "already_stopped");
    assert.equal(
      await w.refused(w.officer, "POST", `/api/agreements/${agreement}/payments`, {}),
      "clock_stopped",
    );
    const mine = await w.ask<PaymentsPage>(w.manager, "GET", `/api/payments?agreement=${agreement}`);
    assert.equal(mine.due[0]?.clock?.stops[0]?.told, body.told);
    assert.equal(mine.due[0]?.clock?.dueOn, null);
    const stop = await w.world.asOwner(
      async ({ client }) => (await stopsOf(client, [agreement])).get(declaration)?.[0]?.id ?? 0,
    );
    await w.world.as(w.officer, (desk) => liftStop(desk, declaration, stop, { until: "2021-01-15" }));
    const { clock } = (await w.page()).due.find((each) => each.agreement.id === agreement) ?? {};
    // Submitted on 31 December, 90 days, one of them stopped.
    assert.deepEqual([clock?.dueOn, clock?.stopped, clock?.used], ["2021-04-01", 1, 14]);
    await assert.rejects(
      w.world.as(w.officer, (desk) =>
        stopClock(desk, declaration, { reason: "irregularity", told: "x", from: "2021-01-15" }),
      ),
      { code: "wrong_day" },
    );
  });

  test("a closed account is paid nothing more", async () => {
    const { id } = await w.prepare(agreement);
    await w.act(w.other, id, "approve");
    const response = await w.world.app.request(`/api/bank-accounts/${account}/close`, {
      method: "POST",
      headers: { ...w.officer.headers, origin: "http://127.0.0.1" },
    });
    assert.equal(response.status, 204);
    assert.equal(await w.refused(w.officer, "POST", "/api/bank-files", { payments: [id] }), "no_account");
  });
});

describe("the database and the program", () => {
  test("reckon the same entitlement, whatever was declared, decided, granted and planned", async () => {
    const planned = await w.planned();
    const cents = fc.integer({ min: 0, max: 9_000_000 }).map((n) => (n / 100).toFixed(2));
    const year = fc.record({ eligible: cents, undecided: fc.constantFrom("0.00", "3.00") });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          years: fc.array(year, { maxLength: 2 }),
          support: cents,
          cost: cents,
          day: fc.integer({ min: 0, max: 1200 }),
          terminated: fc.option(fc.constantFrom("2019-06-30", "2020-03-31")),
          instalments: fc.boolean(),
        }),
        ({ years, support, cost, day, terminated, instalments }) =>
          asOwner(w.world.pool, async (client) => {
            const today = Temporal.PlainDate.from("2019-01-01").add({ days: day }).toString();
            await client.query("savepoint as_it_was; set local session_replication_role = replica");
            await client.query(
              "update agreement.version set public_support = $2, total_cost = $3 where agreement = $1",
              [planned, support, cost],
            );
            if (terminated !== null)
              await client.query(
                `update agreement.agreement set state = 'terminated', terminated_on = $2, termination_reason = 'x'
                 where id = $1`,
                [planned, terminated],
              );
            if (!instalments)
              await client.query("delete from agreement.instalment where agreement = $1 and n > 2", [
                planned,
              ]);
            for (const [at, { eligible, undecided }] of years.entries()) {
              const id = 900_000 + at;
              await client.query(
                `insert into declaration.declaration (id, number, agreement, operation, partner, period_from, period_until,
                   state, base_version, total, hash, receipt, opened_by, submitted_at, submitted_by, entry, change)
                 select $1::bigint, 'x' || $1::bigint, a.id, a.operation, a.partner, make_date($2, 1, 1), make_date($2, 12, 31), 'submitted',
                   1, 0, 'x', $1::bigint, 'x', now(), 'x', $1::bigint, a.change from agreement.agreement a where a.id = $3`,
                [id, 2019 + at, planned],
              );
              await client.query(
                `insert into ledger.posting (entry, n, account, line, amount, operation, partner, agreement, declaration)
                 select $1, n, account, 'staff', amount, 'arae', 'x', $2, $1
                 from (values (1, 'certified', $3::numeric), (2, 'declared', $4::numeric)) p (n, account, amount)
                 where amount <> 0`,
                [id, planned, eligible, undecided],
              );
            }
            const view = await readAgreement(client, planned);
            assert.ok(view);
            const declared = (await standings(client, [planned])).get(planned) ?? [];
            assert.equal(declared.length, years.length);
            const { rows } = await client.query<{ entitled: string }>(
              "select payment.entitled($1, $2) as entitled",
              [planned, today],
            );
            await client.query("rollback to savepoint as_it_was");
            const { entitled } = entitlementOf(factsOf(view, declared, "0.00", today));
            assert.equal(Number(rows[0]?.entitled).toFixed(2), entitled);
          }),
      ),
      {
        numRuns: 60,
        examples: [
          [{ years: [], support: "0.01", cost: "0.00", day: 0, terminated: null, instalments: false }],
        ],
      },
    );
  });
});
