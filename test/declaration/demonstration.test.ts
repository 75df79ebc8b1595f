import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeAgreements } from "../../src/agreement/demonstration.ts";
import { makeDeclarations } from "../../src/declaration/demonstration.ts";
import { declarationsPage } from "../../src/declaration/list.ts";
import { declarationChecks } from "../../src/declaration/page.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type MoneyWorld, openMoneyWorld } from "./money-world.ts";

let world: MoneyWorld;

before(async () => {
  world = await openMoneyWorld({ operations: ["arae", "cpas", "technical_assistance"] });
});
after(() => world.close());

test("the demonstration declares 2019 and leaves 2020 open; made again, nothing is added", async (t) => {
  const { pool, programme, folder: dataFolder } = world;
  const given = { pool, programme, account: "essai" };
  assert.ok((await makeAgreements(given)) > 0);
  const began = performance.now();
  const submitted = await makeDeclarations({ ...given, dataFolder });
  t.diagnostic(`${submitted} declarations in ${Math.round(performance.now() - began)} ms`);
  assert.ok(submitted > 0);
  assert.equal(await makeDeclarations({ ...given, dataFolder }), 0);

  const page = await world.asOwner((desk) => declarationsPage(desk, {}));
  const pilot = "cpas-2020-pilote";
  assert.ok(page.rows.every(({ until, agreement }) => until === "2019-12-31" || agreement.number === pilot));
  assert.equal(page.rows.filter(({ state }) => state === "submitted").length, submitted);
  // So few people are here that some centres have begun nothing with anybody.
  const drafts = page.rows.filter(({ state }) => state !== "submitted");
  for (const { id } of drafts) {
    const { checks } = await world.asOwner((desk) => declarationChecks(desk, id));
    assert.deepEqual(
      checks.filter(({ severity }) => severity === "refuse").map(({ rule }) => rule),
      ["nothing_to_declare"],
    );
  }
  const open = page.toMake.filter(({ until }) => until === "2020-12-31");
  assert.ok(open.length >= 34, `${open.length} open`);
  for (const { declared, budget } of page.agreements) assert.ok(Number(declared) <= Number(budget));

  const { rows } = await pool.query(
    "select from ledger.posting group by agreement, line having sum(amount) <> 0",
  );
  assert.equal(rows.length, 0);
  assert.deepEqual((await verifyTrail(pool)).breaks, []);
});
