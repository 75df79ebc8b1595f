import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Made } from "../../src/payment/shapes.ts";
import { jalon, jalonJson } from "../jalon.ts";
import { openPaymentWorld, type PaymentWorld } from "./payment-world.ts";

let w: PaymentWorld;
let agreement: number;
const environment = process.env["DATABASE_URL"];

before(async () => {
  w = await openPaymentWorld();
  await w.account();
  const made = await w.declared();
  ({ agreement } = made);
  await w.decided(made.declaration);
  const { connectionString } = w.world.pool.options;
  assert.ok(connectionString !== undefined);
  process.env["DATABASE_URL"] = connectionString;
});
after(async () => {
  if (environment === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = environment;
  await w.world.close();
});

test("a payment is prepared, sent and executed at the command line, where whoever prepares does not approve either", async () => {
  const data = ["--data", w.world.folder];
  const list = await jalon("pay", "list", ...data);
  assert.match(list.out, /48\.832,00 €/);
  const { id } = await jalonJson<Made>("pay", "prepare", String(agreement), ...data);
  const own = await jalon("pay", "approve", String(id), ...data);
  assert.equal(own.code, 1);
  assert.match(own.out, /deuxième personne/);
  await w.act(w.other, id, "approve");
  const out = join(w.world.folder, "order.xml");
  const { id: file } = await jalonJson<{ id: number }>("pay", "file", String(id), "--out", out, ...data);
  assert.ok(existsSync(out));
  assert.match(readFileSync(out, "utf8"), /<CtrlSum>48832\.00<\/CtrlSum>/);
  await jalonJson("pay", "executed", String(file), ...data);
  const show = await jalon("pay", "show", String(id), ...data);
  assert.match(show.out, /Payé\./);
  const nothing = await jalon("pay", "prepare", String(agreement), ...data);
  assert.equal(nothing.code, 1);
  assert.match(nothing.out, /Rien n'est à payer/);
});
