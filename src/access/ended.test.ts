import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { peopledStore } from "../../test/programme/peopledStore.ts";
import { asSession } from "./as-session.ts";
import { signIn, type Signed, tryAs, whoIs } from "./forTests.ts";
import { scopeSql } from "./scope.ts";

const { store, north, south, northInGuidance, coordinator, inspector, director, nobodyYet, count } =
  await peopledStore();
after(() => store.close());

describe("what ended counts as nothing at once", () => {
  const visit = (signed: Signed) => count(signed, "register.participants");
  const guide = () => signIn(store.pool, "Passage", { role: "guide", partner: "north_workshop" });
  const cases: Record<string, string> = {
    "a session that was ended": "update access.session set ended_at = clock_timestamp() where account = $1",
    "a session that expired": "update access.session set expires_at = clock_timestamp() where account = $1",
    "a session that stood idle":
      "update access.session set last_seen_at = clock_timestamp() - interval '31 minutes' where account = $1",
    "a closed account": "update access.account set closed_at = clock_timestamp() where id = $1",
    "a role taken away": "update access.grant set ended_at = clock_timestamp() where account = $1",
  };
  for (const [title, statement] of Object.entries(cases))
    test(title, async () => {
      const signed = await guide();
      assert.equal(await visit(signed), 4);
      await store.pool.query(statement, [signed.account]);
      assert.equal(await visit(signed), 0);
      const who = await whoIs(store.pool, signed);
      assert.deepEqual(who?.grants ?? [], []);
    });

  test("in the middle of a transaction too", async () => {
    const signed = await guide();
    await asSession(store.pool, signed.session, async (client) => {
      const seen = async () =>
        (await client.query<{ n: number }>("select count(*) as n from register.participants")).rows[0]?.n;
      assert.equal(await seen(), 4);
      await store.pool.query("update access.grant set ended_at = clock_timestamp() where account = $1", [
        signed.account,
      ]);
      assert.equal(await seen(), 0);
    });
  });

  test("a token that never stands idle lives until it expires", async () => {
    const signed = await guide();
    await store.pool.query(
      "update access.session set kind = 'token', idle_minutes = null, last_seen_at = '2020-01-01' where account = $1",
      [signed.account],
    );
    assert.equal(await visit(signed), 4);
    assert.equal((await whoIs(store.pool, signed))?.kind, "token");
  });

  test("a token carries no more than the rights and roles it was limited to", async () => {
    const signed = await signIn(
      store.pool,
      "Logiciel",
      { role: "guide", partner: "north_workshop" },
      { role: "guide", partner: "south_workshop" },
    );
    assert.equal(await visit(signed), 6);
    await store.pool.query(
      `update access.session set rights = '{records:read}', limited_to = array(
         select id from access.grant where account = $1 and partner = 'south_workshop') where account = $1`,
      [signed.account],
    );
    assert.equal(await visit(signed), 2);
    assert.equal(await count(signed, "identity.participants"), 0);
    const who = await whoIs(store.pool, signed);
    assert.deepEqual(
      who?.grants.map(({ partner, rights }) => ({ partner, rights: [...rights] })),
      [{ partner: "south_workshop", rights: ["records:read"] }],
    );
  });

  test("a role that its definition made narrower gives nothing where it was given more widely", async () => {
    const signed = await signIn(store.pool, "Large", { role: "inspector" });
    assert.equal(await visit(signed), 6);
    await store.pool.query("update access.role set scope = 'partner' where role = 'inspector'");
    try {
      assert.equal(await visit(signed), 0);
      assert.deepEqual((await whoIs(store.pool, signed))?.grants, []);
    } finally {
      await store.pool.query("update access.role set scope = 'programme' where role = 'inspector'");
    }
  });
});

describe("two walls that agree", () => {
  test("the server's condition lists what the database lets through, for each session", async () => {
    for (const signed of [north, south, northInGuidance, coordinator, inspector, director, nobodyYet]) {
      const who = await whoIs(store.pool, signed);
      assert.ok(who);
      const { text, values } = scopeSql(
        who,
        "records:read",
        { operation: "operation", partner: "partner" },
        1,
      );
      const { rows } = await store.pool.query<{ record: number }>(
        `select record from register.participants where ${text} order by record`,
        [...values],
      );
      const passed = await tryAs(
        store.pool,
        signed,
        "select record from register.participants order by record",
      );
      assert.deepEqual(rows, passed.rows);
    }
  });
});
