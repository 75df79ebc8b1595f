import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, describe, test } from "node:test";
import { peopledStore, refused } from "../../test/programme/peopledStore.ts";
import { asSession } from "./as-session.ts";
import { signIn, type Signed, tryAs } from "./forTests.ts";
import { readingsOf } from "./readings.ts";

const { store, north, south, northInGuidance, inspector, director, nobodyYet, count } = await peopledStore();
after(() => store.close());

describe("accounts and roles", () => {
  test("are seen by whoever looks after them, and one's own by oneself", async () => {
    const head = await signIn(store.pool, "Tête", { role: "workshop_head", partner: "north_workshop" });
    const seen = async (signed: Signed | undefined) =>
      (await tryAs(store.pool, signed, "select id from access.account")).rows.map(({ id }) => id);
    const ofHead = await seen(head);
    assert.ok(ofHead.includes(north.account) && ofHead.includes(northInGuidance.account));
    assert.ok(!ofHead.includes(south.account) && !ofHead.includes(inspector.account));
    assert.ok((await seen(director)).includes(south.account));
    assert.deepEqual(await seen(north), [north.account]);
    assert.deepEqual(await seen(undefined), []);
    assert.equal(await count(north, "access.grant"), 1);
    assert.equal(await count(undefined, "access.grant"), 0);
    assert.equal(await count(head, `access.grant where partner <> 'north_workshop'`), 0);
  });

  test("the head of a partner gives the partner's roles to others, and none wider", async () => {
    const head = await signIn(store.pool, "Tête", { role: "workshop_head", partner: "north_workshop" });
    const give = (
      role: string,
      operation: string | null,
      partner: string | null,
      account = nobodyYet.account,
    ) =>
      tryAs(
        store.pool,
        head,
        "insert into access.grant (account, role, operation, partner, granted_by) values ($1, $2, $3, $4, access.account())",
        [account, role, operation, partner],
      );
    assert.equal((await give("guide", null, "north_workshop")).count, 1);
    assert.equal((await give("workshop_head", "guidance", "north_workshop")).count, 1);
    await refused(give("guide", null, "south_workshop"));
    await refused(give("inspector", null, "north_workshop"));
    await refused(give("coordinator", "guidance", "north_workshop"));
    await refused(give("guide", null, "north_workshop", head.account));
    await assert.rejects(give("guide", null, null), /within its scope/);
    await assert.rejects(give("queen", null, "north_workshop"), /within its scope/);
    await refused(
      tryAs(
        store.pool,
        head,
        "insert into access.grant (account, role, partner, granted_by) values ($1, 'guide', 'north_workshop', $2)",
        [nobodyYet.account, director.account],
      ),
    );
  });

  test("the director gives any role, but not to themselves", async () => {
    const give = (account: string) =>
      tryAs(
        store.pool,
        director,
        "insert into access.grant (account, role, granted_by) values ($1, 'inspector', access.account())",
        [account],
      );
    assert.equal((await give(nobodyYet.account)).count, 1);
    await refused(give(director.account));
  });

  test("a role taken away stays taken away, and only within reach", async () => {
    const head = await signIn(store.pool, "Tête", { role: "workshop_head", partner: "north_workshop" });
    const end =
      "update access.grant set ended_at = clock_timestamp(), ended_by = access.account() where account = $1";
    assert.equal((await tryAs(store.pool, head, end, [north.account])).count, 1);
    assert.equal((await tryAs(store.pool, head, end, [south.account])).count, 0);
    assert.equal((await tryAs(store.pool, north, end, [north.account])).count, 0);
    const other = await signIn(store.pool, "Ancien", { role: "guide", partner: "north_workshop" });
    await store.pool.query("update access.grant set ended_at = clock_timestamp() where account = $1", [
      other.account,
    ]);
    await assert.rejects(
      store.pool.query("update access.grant set ended_at = null where account = $1", [other.account]),
      /only ends/,
    );
    await assert.rejects(tryAs(store.pool, head, end, [other.account]), /only ends/);
    await refused(tryAs(store.pool, head, "update access.grant set role = 'inspector'"));
    await refused(tryAs(store.pool, head, "delete from access.grant"));
  });

  test("an account that also works elsewhere is closed by nobody of one partner", async () => {
    const head = await signIn(store.pool, "Tête", { role: "workshop_head", partner: "north_workshop" });
    const both = await signIn(
      store.pool,
      "Deux ateliers",
      { role: "guide", partner: "north_workshop" },
      { role: "guide", partner: "south_workshop" },
    );
    const close = "update access.account set closed_at = clock_timestamp() where id = $1";
    assert.equal((await tryAs(store.pool, head, close, [both.account])).count, 0);
    assert.equal((await tryAs(store.pool, head, close, [north.account])).count, 1);
    assert.equal((await tryAs(store.pool, director, close, [both.account])).count, 1);
  });

  test("an account is made by whoever looks after people, in their own name", async () => {
    const head = await signIn(store.pool, "Tête", { role: "workshop_head", partner: "north_workshop" });
    const make = (signed: Signed | undefined, by: string | undefined) =>
      tryAs(
        store.pool,
        signed,
        "insert into access.account (id, email, name, created_by) values ($1, $2, 'Neuf', $3)",
        [randomUUID(), `${randomUUID()}@exemple.invalid`, by ?? null],
      );
    assert.equal((await make(head, head.account)).count, 1);
    await refused(make(head, director.account));
    await refused(make(north, north.account));
    await refused(make(undefined, undefined));
  });
});

describe("readings", () => {
  const noted = "select access.note_reading($1, $2, $3, $4, $5)";
  test("a record's page shows who was shown what, and only to whoever may read the record", async () => {
    const { rows } = await store.pool.query<{ record: number }>(
      "select record from register.participants where operation = 'guidance' and partner = 'north_workshop' order by record",
    );
    const records = rows.map(({ record }) => record);
    const record = records[0] ?? 0;
    await asSession(store.pool, inspector.session, (client) =>
      client.query(noted, ["participants", "guidance", records, ["last_name"], "list"]),
    );
    await asSession(store.pool, north.session, (client) =>
      client.query(noted, ["participants", "guidance", [record], ["last_name", "disability"], "page"]),
    );
    const readBy = (signed: Signed | undefined, register = "participants") =>
      asSession(store.pool, signed?.session, (client) => readingsOf(client, register, "guidance", record));
    const shown = (await readBy(north)).map(({ reader, fields, purpose }) => ({ reader, fields, purpose }));
    assert.deepEqual(shown, [
      { reader: "Guide Nord", fields: ["last_name", "disability"], purpose: "page" },
      { reader: "Inspection", fields: ["last_name"], purpose: "list" },
    ]);
    assert.equal((await readBy(director)).length, 2);
    for (const signed of [south, nobodyYet, undefined]) assert.deepEqual(await readBy(signed), []);
    assert.deepEqual(await readBy(north, "secret"), []);
    assert.deepEqual(await readBy(north, "workshop_hours"), []);
    assert.equal(await count(north, "access.reading"), 1);
    assert.equal(await count(director, "access.reading"), 2);
  });

  test("nobody reads unnamed, and nothing shown is nothing noted", async () => {
    await refused(
      tryAs(store.pool, undefined, noted, ["participants", "guidance", [1], ["last_name"], "page"]),
    );
    const earlier = await count(director, "access.reading");
    await asSession(store.pool, north.session, (client) =>
      client.query(noted, ["participants", "guidance", [], ["last_name"], "page"]),
    );
    assert.equal(await count(director, "access.reading"), earlier);
  });
});
