import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { WorklistPage } from "../../src/worklist/shapes.ts";
import { tinyProgramme } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let guide: TestAccount;
let colleague: TestAccount;

before(async () => {
  world = await openWorld({ programme: tinyProgramme(), operations: [] });
  guide = await world.account({ role: "guide", partner: "north_workshop" });
  colleague = await world.account({ role: "guide", partner: "south_workshop" });
});
after(() => world.close());

const items = async (account: TestAccount): Promise<WorklistPage["items"]> => {
  const response = await world.app.request("/api/worklist", { headers: account.headers });
  assert.equal(response.status, 200);
  return ((await response.json()) as WorklistPage).items;
};

test("whoever has nothing to do is told so, with an empty list", async () => {
  assert.deepEqual(await items(guide), []);
});

test("a record that was begun waits for who began it, with the way back to it, and for nobody else", async () => {
  const draft = randomUUID();
  const response = await world.app.request(`/api/drafts/${draft}`, {
    method: "PUT",
    headers: { ...guide.headers, "content-type": "application/json" },
    body: JSON.stringify({
      operation: "guidance",
      register: "participants",
      partner: "north_workshop",
      edits: [{ seq: 1, field: "last_name", text: "Exemple" }],
    }),
  });
  assert.equal(response.status, 200);
  assert.deepEqual(
    (await items(guide)).map(({ kind, turn, href }) => ({ kind, turn, href })),
    [
      {
        kind: "draft",
        turn: "yours",
        href: `operations/guidance/registers/participants/new?partner=north_workshop&draft=${draft}`,
      },
    ],
  );
  assert.deepEqual(await items(colleague), []);
  await world.app.request(`/api/drafts/${draft}`, { method: "DELETE", headers: guide.headers });
  assert.deepEqual(await items(guide), []);
});

test("a file that waits is to be dealt with by who brought it in, is followed by colleagues, and unseen by other partners", async () => {
  const id = randomUUID();
  const second = await world.account({ role: "guide", partner: "north_workshop" });
  await world.pool.query(
    `insert into upload.upload (id, operation, partner, register, account, name, format, sha256, bytes, state)
     values ($1, 'guidance', 'north_workshop', 'participants', $2, 'mars.csv', 'csv', $3, 10, 'ready')`,
    [id, guide.id, "0".repeat(64)],
  );
  const told = async (account: TestAccount) =>
    (await items(account)).map(({ kind, turn, href }) => ({ kind, turn, href }));
  assert.deepEqual(await told(guide), [{ kind: "upload", turn: "yours", href: `files/${id}` }]);
  assert.deepEqual(await told(second), [{ kind: "upload", turn: "watch", href: `files/${id}` }]);
  assert.deepEqual(await told(colleague), []);
  await world.pool.query("update upload.upload set state = 'kept', ended_at = now() where id = $1", [id]);
  assert.deepEqual(await told(guide), []);
});

test("an export is announced to who had it made while it can be taken, and not a moment longer", async () => {
  const made = async (expires: string) =>
    world.pool.query(
      `insert into listing.export (account, register, format, state, ready_at, expires_at)
       values ($1, 'participants', 'xlsx', 'ready', now(), now() + $2::interval)`,
      [guide.id, expires],
    );
  await made("1 hour");
  await made("-1 second");
  assert.deepEqual(
    (await items(guide)).map(({ kind, href }) => ({ kind, href })),
    [{ kind: "export", href: "exports" }],
  );
  assert.deepEqual(await items(colleague), []);
});
