import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { ChangePage } from "../../src/entry/shapes.ts";
import { declaring, granting, ledgerAlone, posted } from "../../src/ledger/forTests.ts";
import type { LedgerPage } from "../../src/ledger/page.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let manager: TestAccount;
let neighbour: TestAccount;
let worker: TestAccount;
let auditor: TestAccount;
let declared: number;

const own = { operation: "neets", partner: "neet_rue_des_possibles", agreement: 11 };
const theirs = { operation: "neets", partner: "neet_het_kompashuis", agreement: 12 };

before(async () => {
  world = await openWorld({ operations: [] });
  await ledgerAlone(world.pool);
  manager = await world.account({ role: "partner_manager", partner: own.partner });
  neighbour = await world.account({ role: "partner_manager", partner: theirs.partner });
  worker = await world.account({ role: "case_worker", partner: own.partner });
  auditor = await world.account({ role: "auditor" });
  await posted(world.pool, granting("grant", { staff: "1000.00", travel: "200.00" }, own));
  await posted(world.pool, granting("their grant", { staff: "500.00" }, theirs));
  declared = await posted(world.pool, declaring("first", "staff", "250.25", 3, own));
  await posted(world.pool, declaring("second", "staff", "100.10", 4, own));
});
after(() => world.close());

const ledger = async (account: TestAccount, query = ""): Promise<LedgerPage> => {
  const response = await world.app.request(`/api/ledger?${query}`, { headers: account.headers });
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as LedgerPage;
};

describe("the ledger", () => {
  test("opens an amount to the postings that it is the sum of", async () => {
    const page = await ledger(manager, "agreement=11&line=staff&account=budgeted");
    assert.equal(page.amount, "649.65");
    assert.deepEqual(
      page.postings.map(({ kind, declaration, amount, sum }) => [kind, declaration, amount, sum]),
      [
        ["granted", null, "1000.00", "1000.00"],
        ["declared", 3, "-250.25", "749.75"],
        ["declared", 4, "-100.10", "649.65"],
      ],
    );
    assert.deepEqual(page.postings[0]?.accountName, {
      fr: "Budget restant",
      nl: "Resterend budget",
      en: "Budget remaining",
    });
    assert.equal(page.postings[1]?.kindName.fr, "Déclaration introduite");
  });

  test("of a declaration, of a line, of everything: the last sum is the amount, and all of it is nothing", async () => {
    for (const query of [
      "declaration=3",
      "declaration=3&account=declared",
      "line=travel",
      "agreement=11",
      "",
    ]) {
      const { amount, postings } = await ledger(auditor, query);
      assert.equal(postings.at(-1)?.sum, amount, query);
    }
    const page = await ledger(manager);
    assert.equal(page.amount, "0.00");
    assert.deepEqual(
      page.accounts.map(({ account, amount }) => `${account} ${amount}`),
      ["granted -1200.00", "budgeted 849.65", "declared 350.35"],
    );
  });

  test("shows each partner its own, and nothing to whoever reads no money", async () => {
    assert.deepEqual(
      (await ledger(neighbour)).accounts.map(({ amount }) => amount),
      ["-500.00", "500.00"],
    );
    assert.deepEqual((await ledger(neighbour, "agreement=11")).postings, []);
    assert.deepEqual((await ledger(manager, `partner=${theirs.partner}`)).postings, []);
    for (const query of ["agreement=x", "account=cash", "agreement=0"])
      assert.equal(
        (await world.app.request(`/api/ledger?${query}`, { headers: manager.headers })).status,
        400,
      );
    assert.equal((await world.app.request("/api/ledger", { headers: worker.headers })).status, 403);
  });

  test("stands in the trail, for those who read money there; what it says is not undone", async () => {
    const { rows } = await world.pool.query<{ change: number }>(
      "select change from ledger.entry where id = $1",
      [declared],
    );
    const path = `/api/changes/${rows[0]?.change}`;
    const page = (await (await world.app.request(path, { headers: auditor.headers })).json()) as ChangePage;
    assert.deepEqual(
      page.entries.map(({ name, differences }) => [
        name?.fr,
        differences.map(({ field, after: is }) => `${field} ${is?.en}`),
      ]),
      [["Écriture", ["kind declared", "posting 2"]]],
    );
    assert.equal(page.undo.possible, false);
    assert.equal((await world.app.request(path, { headers: worker.headers })).status, 404);
    assert.equal((await world.app.request(path, { headers: neighbour.headers })).status, 404);
    const shown = await world.app.request(path, { headers: manager.headers });
    assert.equal(shown.status, 200);
    const undone = await world.app.request(`${path}/undo`, {
      method: "POST",
      headers: { ...manager.headers, "content-type": "application/json" },
      body: JSON.stringify({ reason: "une erreur" }),
    });
    assert.equal(undone.status, 409);
    assert.equal((await ledger(manager, "declaration=3")).postings.length, 2);
  });
});
