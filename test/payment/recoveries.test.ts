import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { cancelRecovery, issueRecovery, writeOff } from "../../src/payment/recoveries.ts";
import { readStructured } from "../../src/payment/communication.ts";
import type { Made, PaymentPage, Recoveries } from "../../src/payment/shapes.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openPaymentWorld, type PaymentWorld } from "./payment-world.ts";

let w: PaymentWorld;
before(async () => {
  w = await openPaymentWorld();
  await w.account();
});
after(() => w.world.close());

const recoveriesOf = (agreement: number) =>
  w.ask<Recoveries>(w.officer, "GET", `/api/agreements/${agreement}/recoveries`);
const issue = (agreement: number, more: object = {}) =>
  w.ask<Made>(w.officer, "POST", `/api/agreements/${agreement}/recoveries`, {
    reason: "Constat au contrôle sur place.",
    ...more,
  });
/** Paid in full, and found too much by 1 400 euros afterwards. */
const overpaid = async () => {
  const { agreement, declaration } = await w.declared();
  await w.decided(declaration);
  await w.payOut((await w.prepare(agreement)).id);
  await w.corrected(declaration, "1000.00");
  return { agreement, declaration };
};

describe("what was paid too much", () => {
  test("is asked back: no more than that, with a communication that a bank checks", async () => {
    const { agreement } = await overpaid();
    const page = await recoveriesOf(agreement);
    assert.deepEqual([page.owed, page.most], ["1400.00", "1400.00"]);
    const path = `/api/agreements/${agreement}/recoveries`;
    const more = { reason: "Trop", amount: "1400.01" };
    assert.equal(await w.refused(w.officer, "POST", path, more), "not_owed");
    assert.equal(await w.refused(w.manager, "POST", path, { reason: "x" }), "not_allowed");
    const { id } = await issue(agreement);
    const [order] = (await recoveriesOf(agreement)).rows;
    assert.equal(order?.amount, "1400.00");
    assert.equal(readStructured(order.communication), order.communication);
    assert.deepEqual(await w.held(agreement), ["paid 47432.00", "to_recover 1400.00", "treasury -48832.00"]);
    assert.equal((await recoveriesOf(agreement)).owed, "0.00");

    const repay = (body: object) => w.ask<Made>(w.officer, "POST", `/api/recoveries/${id}/repaid`, body);
    const first = { amount: "400.00", receivedOn: "2021-01-15", reference: "2021-015-1" };
    await repay(first);
    await repay(first);
    const refused = (body: object) => w.refused(w.officer, "POST", `/api/recoveries/${id}/repaid`, body);
    assert.equal(await refused({ ...first, amount: "500.00" }), "same_reference");
    assert.equal(await refused({ ...first, reference: "2", amount: "1000.01" }), "more_than_left");
    assert.equal(await refused({ ...first, reference: "2", receivedOn: "2030-01-01" }), "wrong_day");
    assert.equal((await repay({ ...first, amount: "1000.00", reference: "2" })).state, "repaid");
    assert.deepEqual(await w.held(agreement), ["paid 47432.00", "treasury -47432.00"]);
    // The partner reads its own order; nothing is due any more.
    const mine = await w.ask<Recoveries>(w.manager, "GET", path);
    assert.deepEqual([mine.rows[0]?.state, mine.may.issue], ["repaid", false]);
  });

  test("is set off against the next payment, which transfers the rest", async () => {
    const { agreement } = await overpaid();
    await issue(agreement);
    const next = await declareNext(agreement, "3000.00");
    const made = await w.prepare(agreement);
    const page = await w.ask<PaymentPage>(w.officer, "GET", `/api/payments/${made.id}`);
    assert.deepEqual(
      [page.amount, page.setOff, page.net],
      [next, "1400.00", (Number(next) - 1400).toFixed(2)],
    );
    assert.equal(page.setOffs.length, 1);
    const [order] = (await recoveriesOf(agreement)).rows;
    // What a payment on its way keeps is not repaid besides.
    const repaid = { amount: "1.00", receivedOn: "2021-01-15", reference: "1" };
    assert.equal(
      await w.refused(w.officer, "POST", `/api/recoveries/${order?.id}/repaid`, repaid),
      "more_than_left",
    );
    await w.payOut(made.id);
    assert.equal((await recoveriesOf(agreement)).rows[0]?.state, "set_off");
    const paid = (47432 + Number(next)).toFixed(2);
    assert.deepEqual(await w.held(agreement), [`paid ${paid}`, `treasury -${paid}`]);
    // The bank returns the transfer: what was set off stays so.
    await w.act(w.officer, made.id, "returned", { on: "2021-01-15", reason: "Compte clos" });
    assert.deepEqual(await w.held(agreement), ["paid 48832.00", "treasury -48832.00"]);
    assert.equal((await w.prepare(agreement)).state, "prepared");
  });

  test("needs no transfer where all of it is set off", async () => {
    const { agreement } = await overpaid();
    await issue(agreement);
    const amount = await declareNext(agreement, "1000.00");
    assert.ok(Number(amount) <= 1400);
    const made = await w.prepare(agreement);
    await w.act(w.other, made.id, "approve");
    const page = await w.ask<PaymentPage>(w.officer, "GET", `/api/payments/${made.id}`);
    assert.deepEqual([page.state, page.net, page.file], ["paid", "0.00", null]);
    assert.match(page.why.fr, /compensé/);
  });

  test("is given up by another person, with the reasons that the accounts ask, or the order is taken back", async () => {
    const { agreement } = await overpaid();
    const { id } = await issue(agreement, { amount: "1000.00" });
    const path = `/api/recoveries/${id}/irrecoverable`;
    assert.equal(await w.refused(w.officer, "POST", path, { comment: "Faillite" }), "second_person");
    await w.ask(w.other, "POST", path, { comment: "Faillite clôturée sans actif" });
    assert.deepEqual(await w.held(agreement), [
      "irrecoverable 1000.00",
      "paid 47832.00",
      "treasury -48832.00",
    ]);
    const second = await issue(agreement);
    await w.world.as(w.officer, (desk) => cancelRecovery(desk, second.id, "Erreur"));
    await w.world.as(w.officer, (desk) => cancelRecovery(desk, second.id, "Erreur"));
    assert.equal((await recoveriesOf(agreement)).owed, "400.00");
    assert.deepEqual(
      (await w.held(agreement)).filter((each) => each.startsWith("to_recover")),
      [],
    );
  });

  test("is written down of the past by the owner, two people also there", async () => {
    const { agreement } = await overpaid();
    const at = "2020-12-01T10:00:00Z";
    const { id } = await w.world.asOwner((desk) =>
      issueRecovery({ ...desk, account: "first" }, agreement, { reason: "Constat" }, at),
    );
    const [order] = (await recoveriesOf(agreement)).rows;
    assert.deepEqual([order?.issuedOn, order?.issuedBy.at], ["2020-12-01", at]);
    const give = (account: string) =>
      w.world.asOwner((desk) => writeOff({ ...desk, account }, id, "Introuvable", at));
    await assert.rejects(give("first"), { code: "second_person" });
    assert.equal((await give("second")).state, "irrecoverable");
  });

  test("all of it stands in the trail", async () => {
    assert.deepEqual((await verifyTrail(w.world.pool)).breaks, []);
  });
});

/** Declares and decides 2020 of the agreement; returns what the partner is entitled to by it. */
const declareNext = async (agreement: number, grossCost: string): Promise<string> => {
  const declaration = await w.declaredIn(agreement, 2020, grossCost);
  await w.decided(declaration);
  const due = (await w.page()).due.find((each) => each.agreement.id === agreement);
  return due?.amount ?? "";
};
