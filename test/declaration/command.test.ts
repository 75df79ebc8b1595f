import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Opened } from "../../src/declaration/shapes.ts";
import { jalon, jalonJson } from "../jalon.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "./money-world.ts";

let world: MoneyWorld;
let agreement: number;
const environment = process.env["DATABASE_URL"];

before(async () => {
  world = await openMoneyWorld();
  agreement = await world.agreement({
    operation: "arae",
    partner: "arae_atelier_emploi_du_parvis",
    lines: [unitLine("people", "arae_participants_begun", "410.00")],
  });
  const { connectionString } = world.pool.options;
  assert.ok(connectionString !== undefined);
  process.env["DATABASE_URL"] = connectionString;
});
after(async () => {
  if (environment === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = environment;
  await world.close();
});

test("a declaration is made at the command line, as on the pages", async () => {
  const data = ["--data", world.folder];
  const days = ["--from", "2019-01-01", "--until", "2019-12-31"];
  const { id } = await jalonJson<Opened>("declare", "open", String(agreement), ...days, ...data);
  const open = await jalon("declare", "submit", String(id), ...data);
  assert.equal(open.code, 1);
  assert.match(open.out, /\[à confirmer\] Le délai est passé/);
  const submitted = await jalon("declare", "submit", String(id), "--confirm", ...data);
  assert.match(submitted.out, /^arae-2019-01-D1 : [\d.,]+ €, récépissé \d+, [0-9a-f]{64}\n$/);
  const list = await jalon("declare", "list", ...data);
  assert.match(list.out, /arae-2019-01-D1 .* introduite/);
  assert.match(list.out, /arae-2019-01 .*01\/01\/2020-31\/12\/2020 {2}avant le 31\/03\/2021/);
  await jalonJson("declare", "withdraw", String(id), "--reason", "essai", ...data);
  const again = await jalonJson<Opened>("declare", "correct", String(id), ...data);
  assert.equal(again.version, 2);
  const nothing = await jalon("declare", "show", "1", ...data);
  assert.equal(nothing.code, 1);
  assert.match(nothing.out, /n'existe pas/);
});
