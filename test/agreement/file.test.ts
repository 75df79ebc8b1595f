import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  bringAgreementsFile,
  makeAgreements,
  readAgreementsFile,
} from "../../src/agreement/demonstration.ts";
import { listAgreements } from "../../src/agreement/read.ts";
import { openVersion } from "../../src/agreement/view.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { jalon, jalonJson } from "../jalon.ts";
import { openWorld, type World } from "../web/world.ts";

const path = join(import.meta.dirname, "../../definitions/brussels-2014-2020/demonstration-agreements.yaml");

let world: World;
let data = "";
before(async () => {
  world = await openWorld({ operations: [] });
  data = mkdtempSync(join(tmpdir(), "jalon-agreements-"));
});
after(async () => {
  await world.close();
  rmSync(data, { recursive: true, force: true });
});

test("the demonstration's agreements are made as by hand, each in force with its decision, and only once", async () => {
  const { pool, programme } = world;
  const given = { pool, programme, account: "demonstration" };
  assert.equal(await makeAgreements(given), 70);
  assert.equal(await makeAgreements(given), 0);
  const views = await asOwner(pool, (client) => listAgreements(client));
  const counts = Object.fromEntries(
    [...Map.groupBy(views, ({ operation, starts }) => `${operation} ${starts.slice(0, 4)}`)].map(
      ([key, { length }]) => [key, length],
    ),
  );
  assert.deepEqual(counts, {
    "arae 2019": 15,
    "arae 2020": 15,
    "cpas 2019": 19,
    "cpas 2020": 20,
    "technical_assistance 2019": 1,
  });
  for (const view of views) {
    assert.equal(view.state, "active", view.number);
    assert.equal(view.decision?.outcome, "accepted", view.number);
    assert.deepEqual(view.waits, [], view.number);
    assert.equal(openVersion(view), undefined);
    assert.equal(view.internal, view.operation === "technical_assistance");
    assert.equal(view.call !== null, view.operation === "arae" && view.starts === "2020-01-01");
  }
  const { rows } = await pool.query<{ whole: string; granted: string; budgets: string }>(
    `select sum(amount) as whole, -sum(amount) filter (where account = 'granted') as granted,
       (select sum(budget) from agreement.version) as budgets from ledger.posting`,
  );
  assert.equal(rows[0]?.whole, "0.00");
  assert.equal(rows[0].granted, rows[0].budgets);
  const { rows: late } = await pool.query(
    `select from agreement.candidacy c join agreement.call k on k.id = c.call where c.submitted_at >= k.closes_at`,
  );
  assert.equal(late.length, 0);
  assert.deepEqual((await verifyTrail(pool)).breaks, []);
});

test("a file is brought in whole or not at all", async () => {
  const { pool, programme } = world;
  const file = readAgreementsFile(path);
  const [call] = file.calls ?? [];
  const [own] = call?.partners ?? [];
  assert.ok(call && own);
  const late = { calls: [{ ...call, submitted_on: "2019-09-14", partners: [own] }] };
  const count = async () =>
    (await pool.query<{ n: number }>("select count(*)::int as n from agreement.call")).rows[0]?.n;
  const before = await count();
  await assert.rejects(
    bringAgreementsFile({ pool, programme, account: "test" }, late),
    (error) => (error as { code?: string }).code === "23514",
    "what came in after the closing is not brought in as if it had come before",
  );
  assert.equal(await count(), before);
});

test("jalon agreement makes, lists and shows", async () => {
  const file = join(data, "agreements.yaml");
  const text = readFileSync(path, "utf8");
  // The last block of the file: the team's own agreement.
  writeFileSync(file, `agreements:\n${text.slice(text.lastIndexOf("  - operation: technical_assistance"))}`);
  const made = await jalonJson<{ agreements: number[] }>("agreement", "make", file, "--data", data);
  assert.equal(made.agreements.length, 1);
  const listed = await jalonJson<{ agreements: { number: string; remaining: string }[] }>(
    "agreement",
    "list",
    "--data",
    data,
  );
  assert.deepEqual(
    listed.agreements.map(({ number, remaining }) => [number, remaining]),
    [["technical_assistance-2019-01", "598000.00"]],
  );
  const shown = await jalon(
    "agreement",
    "show",
    "technical_assistance-2019-01",
    "--data",
    data,
    "--lang",
    "fr",
  );
  assert.equal(shown.code, 0, shown.err);
  assert.match(
    shown.out,
    /├─ Heures de l'équipe : 520\.000,00 € \(taux horaire\)\n│ {5}Budget restant 520\.000,00 €/,
  );
  assert.match(shown.out, /DEMO-CG-2018-33/);
  const wrong = join(data, "wrong.yaml");
  writeFileSync(wrong, "agreements:\n  - operation: arae\n    budget: 1\n");
  const refused = await jalon("agreement", "make", wrong, "--data", data, "--lang", "fr");
  assert.equal(refused.code, 1);
  assert.match(refused.err + refused.out, /wrong\.yaml/);
});
