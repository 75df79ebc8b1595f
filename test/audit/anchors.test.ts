import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../src/server/serve.ts";
import { anchorsPath, anchorText, lastAnchor, readAnchors } from "../../src/trail/anchors.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openMoneyWorld, type MoneyWorld, unitLine } from "../declaration/money-world.ts";

const partner = "arae_atelier_emploi_du_parvis";
let world: MoneyWorld;

before(async () => {
  world = await openMoneyWorld();
});
after(() => world.close());

test("a server keeps what happens outside of the database, to its last moment", async () => {
  const serving = await serve(world.house, { host: "127.0.0.1", port: 0 });
  await world.agreement({
    operation: "arae",
    partner,
    lines: [unitLine("people", "arae_participants_begun", "410.00")],
  });
  await serving.close();
  const { rows } = await world.pool.query<{ seq: number; hash: string }>(
    "select seq, encode(hash, 'hex') as hash from trail.change order by seq",
  );
  const anchors = await readAnchors(anchorsPath(world.folder));
  assert.deepEqual(anchors, rows);
  assert.deepEqual(await lastAnchor(anchorsPath(world.folder)), rows.at(-1));
  assert.deepEqual((await verifyTrail(world.pool, anchors)).breaks, []);
});

test("a receipt prints the hash of the change by which it was received", async () => {
  const manager = await world.account({ role: "partner_manager", partner });
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> =>
    world.app.request(path, {
      method,
      headers: { ...manager.headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const { rows: agreements } = await world.pool.query<{ id: number }>("select id from agreement.agreement");
  const opened = await ask("POST", `/api/agreements/${agreements[0]?.id}/declarations`, {
    from: "2020-01-01",
    until: "2020-12-31",
  });
  const { id } = (await opened.json()) as { id: number };
  const { edition } = (await (await ask("GET", `/api/declarations/${id}`)).json()) as { edition: number };
  const { checks } = (await (await ask("GET", `/api/declarations/${id}/checks`)).json()) as {
    checks: { id: string }[];
  };
  const submitted = await ask("POST", `/api/declarations/${id}/submit`, {
    edition,
    confirmed: checks.map((check) => check.id),
  });
  assert.equal(submitted.status, 200, await submitted.clone().text());
  const { rows } = await world.pool.query<{ seq: number; hash: string }>(
    `select c.seq, encode(c.hash, 'hex') as hash from trail.change c join ledger.entry e on e.change = c.seq
     where e.declaration = $1`,
    [id],
  );
  const [anchor] = rows;
  assert.ok(anchor);
  assert.match(anchorText(anchor), /^\d+:[0-9a-f]{32}$/);
  const receipt = await ask("GET", `/api/declarations/${id}/receipt`);
  assert.equal(receipt.headers.get("content-type"), "application/pdf");
  const found = (await verifyTrail(world.pool, [{ seq: anchor.seq, hash: "0".repeat(32) }])).breaks;
  assert.deepEqual(found, [
    { change: anchor.seq, entry: undefined, record: undefined, problem: "rewritten", since: 0 },
  ]);
});
