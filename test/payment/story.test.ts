import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { BankFilePage, PaymentPage, PaymentsPage } from "../../src/payment/shapes.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openPaymentWorld, type PaymentWorld } from "./payment-world.ts";

let w: PaymentWorld;
before(async () => {
  w = await openPaymentWorld();
});
after(() => w.world.close());

describe("from a declaration to euros paid", () => {
  let agreement: number;
  let declaration: number;
  let payment: number;
  let file: BankFilePage;

  const dueOf = async (page: Promise<PaymentsPage> = w.page()) =>
    (await page).due.find((each) => each.agreement.id === agreement);

  before(async () => {
    ({ agreement, declaration } = await w.declared());
  });

  test("nothing is to be paid while it is controlled, and both sides read why", async () => {
    for (const account of [w.officer, w.manager]) {
      const due = await dueOf(w.page(account));
      assert.equal(due?.ready, false);
      assert.match(due.waits[0]?.what.fr ?? "", /contrôle/);
      assert.equal(due.clock?.allowed, 90);
      assert.equal(due.mayPrepare, false);
    }
    assert.equal(
      await w.refused(w.officer, "POST", `/api/agreements/${agreement}/payments`, {}),
      "nothing_due",
    );
  });

  test("nor without an account that a second person confirmed", async () => {
    await w.decided(declaration);
    const due = await dueOf();
    assert.equal(due?.amount, "48832.00");
    assert.match(due.waits[0]?.what.fr ?? "", /compte bancaire/);
    assert.equal(
      await w.refused(w.officer, "POST", `/api/agreements/${agreement}/payments`, {}),
      "no_account",
    );
    const path = `/api/partners/${due.partner.partner}/bank-accounts`;
    const wrong = { holder: "Essai", iban: "BE68 5390 0754 7035" };
    assert.equal(await w.refused(w.manager, "POST", path, wrong), "not_an_iban");
    assert.equal(await w.refused(w.neighbour, "GET", path), "not_found");
    // Whoever of the authority enters one does not confirm it.
    const told = await w.ask<{ rows: { id: number; may: { confirm: boolean } }[] }>(w.officer, "POST", path, {
      holder: "Essai",
      iban: "NL91ABNA0417164300",
    });
    const own = told.rows[0];
    assert.equal(own?.may.confirm, false);
    assert.equal(
      await w.refused(w.officer, "POST", `/api/bank-accounts/${own.id}/confirm`, {}),
      "second_person",
    );
    await w.account();
  });

  test("the controller's numbers are what is prepared: nothing is typed", async () => {
    const due = await dueOf();
    assert.equal(due?.ready, true);
    assert.equal(due.mayPrepare, true);
    const made = await w.prepare(agreement);
    payment = made.id;
    assert.deepEqual(await w.prepare(agreement, w.other), made);
    const page = await w.ask<PaymentPage>(w.officer, "GET", `/api/payments/${payment}`);
    assert.deepEqual(
      [page.kind, page.amount, page.net, page.state],
      ["interim", "48832.00", "48832.00", "prepared"],
    );
    assert.equal(page.tree.amount, "48832.00");
    assert.equal(page.may.approve, false);
    assert.ok(page.mayNot);
    assert.equal(page.account?.iban, "BE68 5390 0754 7034");
    const controllers = await w.ask<PaymentPage>(w.controller, "GET", `/api/payments/${payment}`);
    assert.equal(controllers.account?.iban, "BE68 •••• •••• 7034");
    assert.equal(await w.refused(w.neighbour, "GET", `/api/payments/${payment}`), "not_found");
  });

  test("whoever prepared it does not approve it, neither here nor in the database", async () => {
    assert.equal(await w.refused(w.officer, "POST", `/api/payments/${payment}/approve`, {}), "second_person");
    assert.equal(await w.refused(w.manager, "POST", `/api/payments/${payment}/approve`, {}), "not_allowed");
    await w.act(w.other, payment, "approve");
    await w.act(w.other, payment, "approve");
    const mine = await w.page(w.manager);
    const row = mine.rows.find(({ id }) => id === payment);
    assert.match(row?.why.fr ?? "", /Approuvé/);
    assert.equal(row?.preparedBy.name, null);
    assert.deepEqual(mine.files, []);
  });

  test("goes into one file for the bank, however often it is asked", async () => {
    file = await w.ask<BankFilePage>(w.officer, "POST", "/api/bank-files", { payments: [payment] });
    const again = await w.ask<BankFilePage>(w.other, "POST", "/api/bank-files", { payments: [payment] });
    assert.equal(again.id, file.id);
    assert.deepEqual([file.count, file.total], [1, "48832.00"]);
    const response = await w.world.app.request(`/api/bank-files/${file.id}/xml`, {
      headers: w.officer.headers,
    });
    const xml = await response.text();
    assert.ok(xml.includes('<InstdAmt Ccy="EUR">48832.00</InstdAmt>'));
    assert.ok(xml.includes("<IBAN>BE68539007547034</IBAN>"));
    assert.equal(await w.refused(w.manager, "GET", `/api/bank-files/${file.id}`), "not_found");
    assert.equal(await w.refused(w.controller, "GET", `/api/bank-files/${file.id}/xml`), "not_allowed");
    assert.deepEqual(await w.held(agreement), []);
  });

  test("is posted once the bank executed it, and then nothing more is due", async () => {
    const path = `/api/bank-files/${file.id}/executed`;
    assert.equal(await w.refused(w.officer, "POST", path, { executedOn: "2030-01-01" }), "wrong_day");
    await w.ask(w.officer, "POST", path, { executedOn: "2021-01-15" });
    await w.ask(w.officer, "POST", path, { executedOn: "2021-01-15" });
    assert.deepEqual(await w.held(agreement), ["paid 48832.00", "treasury -48832.00"]);
    const due = await dueOf();
    assert.deepEqual([due?.amount, due?.ready], ["0.00", false]);
    const page = await w.ask<PaymentPage>(w.manager, "GET", `/api/payments/${payment}`);
    assert.deepEqual([page.state, page.executedOn, page.clock?.paidOn], ["paid", "2021-01-15", "2021-01-15"]);
    assert.equal(page.entries.length, 1);
  });

  test("what the bank returns is reversed, and paid again", async () => {
    const returned = { on: "2021-01-15", reason: "Compte clos" };
    await w.act(w.officer, payment, "returned", returned);
    await w.act(w.officer, payment, "returned", returned);
    assert.deepEqual(await w.held(agreement), []);
    const again = await w.prepare(agreement);
    assert.notEqual(again.id, payment);
    await w.act(w.other, again.id, "refuse", { reason: "À revoir" });
    const third = await w.prepare(agreement);
    await w.act(w.other, third.id, "approve");
    await w.act(w.officer, third.id, "cancel", { reason: "Autre compte" });
    await w.payOut((await w.prepare(agreement)).id);
    assert.deepEqual(await w.held(agreement), ["paid 48832.00", "treasury -48832.00"]);
  });

  test("all of it stands in the trail", async () => {
    assert.deepEqual((await verifyTrail(w.world.pool)).breaks, []);
  });
});

describe("instalments of a year", () => {
  test("are paid as their days come, and what control leaves of them is owed back", async () => {
    const agreement = await w.planned();
    const due = (await w.page()).due.find((each) => each.agreement.id === agreement);
    assert.equal(due?.kind, "advance");
    const made = await w.prepare(agreement);
    const page = await w.ask<PaymentPage>(w.officer, "GET", `/api/payments/${made.id}`);
    assert.ok(page.tree.parts[0]?.parts.length);
    await w.payOut(made.id);
    assert.deepEqual(await w.held(agreement), [`paid ${page.amount}`, `treasury -${page.amount}`]);
  });
});
