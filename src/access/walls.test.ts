import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { DatabaseError } from "pg";
import { peopledStore, refused } from "../../test/programme/peopledStore.ts";
import { asSession } from "./as-session.ts";
import { everyPolicy, hashOf, type Policy, type Signed, tryAs, withoutPolicy } from "./forTests.ts";
import { actorOf } from "./who.ts";

const { store, north, south, northInGuidance, coordinator, inspector, director, nobodyYet, count } =
  await peopledStore();
after(() => store.close());

const places = async (signed: Signed | undefined, from: string): Promise<string[]> =>
  (
    await tryAs(
      store.pool,
      signed,
      `select operation || '/' || partner as place from ${from} group by operation, partner order by 1`,
    )
  ).rows.map(({ place }) => place as string);

const atNorth = ["first_step/north_workshop", "guidance/north_workshop"];
const atSouth = ["guidance/south_workshop"];
const inGuidance = ["guidance/north_workshop", "guidance/south_workshop"];
const everywhere = [...atNorth, ...atSouth];

describe("who reads what", () => {
  const rooms = ["register.participants", "trail.entry", "trail.shown", "intake.file"];
  for (const room of rooms)
    test(`${room}: each session its own places`, async () => {
      assert.deepEqual(await places(north, room), atNorth);
      assert.deepEqual(await places(south, room), atSouth);
      assert.deepEqual(await places(northInGuidance, room), ["guidance/north_workshop"]);
      assert.deepEqual(await places(coordinator, room), inGuidance);
      assert.deepEqual(await places(inspector, room), everywhere);
      assert.deepEqual(await places(director, room), everywhere);
      assert.deepEqual(await places(nobodyYet, room), []);
      assert.deepEqual(await places(undefined, room), []);
      assert.deepEqual(await places({ session: hashOf("nobody's"), account: "" }, room), []);
    });

  test("identities: only with the right to them", async () => {
    assert.deepEqual(await places(north, "identity.participants"), atNorth);
    assert.deepEqual(await places(south, "identity.participants"), atSouth);
    assert.deepEqual(await places(coordinator, "identity.participants"), inGuidance);
    assert.deepEqual(await places(inspector, "identity.participants"), everywhere);
    assert.deepEqual(await places(director, "identity.participants"), []);
    assert.deepEqual(await places(undefined, "identity.participants"), []);
  });

  test("answers of a special category: only through their view, and only with the right to them", async () => {
    assert.equal(await count(north, "special.participants"), 4);
    assert.equal(await count(south, "special.participants"), 2);
    assert.equal(await count(northInGuidance, "special.participants"), 3);
    assert.equal(await count(inspector, "special.participants"), 0);
    assert.equal(await count(director, "special.participants"), 0);
    assert.equal(await count(undefined, "special.participants"), 0);
    for (const signed of [north, inspector])
      await refused(tryAs(store.pool, signed, "select disability from register.participants"));
    await refused(tryAs(store.pool, north, "select * from register.participants"));
    await refused(
      tryAs(store.pool, north, "update register.participants set change = 99 returning disability"),
    );
    await refused(tryAs(store.pool, north, "select from register.participants where disability = 'yes'"));
  });

  test("the trail shows them, and what stood before, only with the right to them", async () => {
    const toldTo = async (signed: Signed) =>
      (
        await tryAs(
          store.pool,
          signed,
          "select after from trail.shown where register = 'participants' and operation = 'guidance'",
        )
      ).rows.map((row) => row["after"] as Readonly<Record<string, unknown>>);
    const [own] = await toldTo(north);
    assert.equal(own?.["disability"], "no");
    for (const entry of await toldTo(inspector)) {
      assert.equal(entry["gender"] !== undefined, true);
      for (const field of ["disability", "migrant_or_minority", "other_disadvantage"])
        assert.equal(field in entry, false, field);
    }
    await refused(tryAs(store.pool, inspector, "select after from trail.entry"));
    await refused(tryAs(store.pool, inspector, "select before from trail.entry"));
  });

  test("changes: those that did something within reach", async () => {
    assert.equal(await count(north, "trail.change"), 3);
    assert.equal(await count(south, "trail.change"), 1);
    assert.equal(await count(coordinator, "trail.change"), 3);
    assert.equal(await count(inspector, "trail.change"), 4);
    assert.equal(await count(nobodyYet, "trail.change"), 0);
  });

  test("the secret of the keyed hashes, migrations and what signs people in: nobody", async () => {
    for (const table of ["identity.secret", "public.jalon_migration", "access.special_field"])
      for (const signed of [north, director, undefined])
        await refused(tryAs(store.pool, signed, `select from ${table}`));
    await refused(tryAs(store.pool, director, "select hash from access.session"));
  });
});

describe("who writes what", () => {
  const add = (partner: string, operation = "guidance") =>
    `insert into register.participants (operation, partner, identity_key, definition, change, disability)
     values ('${operation}', '${partner}', '\\x01', 'x', 99, 'no')`;
  const change = "update register.participants set change = 99, gender = 'female', disability = 'yes'";

  test("adds within its own reach, nowhere else", async () => {
    assert.equal((await tryAs(store.pool, north, add("north_workshop"))).count, 1);
    assert.equal((await tryAs(store.pool, coordinator, add("south_workshop"))).count, 1);
    await refused(tryAs(store.pool, north, add("south_workshop")));
    await refused(tryAs(store.pool, northInGuidance, add("north_workshop", "first_step")));
    await refused(tryAs(store.pool, coordinator, add("north_workshop", "first_step")));
    for (const signed of [inspector, director, nobodyYet, undefined])
      await refused(tryAs(store.pool, signed, add("north_workshop")));
  });

  test("changes and removes its own, and passes by what it does not see", async () => {
    for (const [signed, own] of [
      [north, 4],
      [south, 2],
      [northInGuidance, 3],
      [coordinator, 5],
      [inspector, 0],
      [director, 0],
      [nobodyYet, 0],
      [undefined, 0],
    ] as const) {
      assert.equal((await tryAs(store.pool, signed, change)).count, own);
      assert.equal((await tryAs(store.pool, signed, "delete from register.participants")).count, own);
      assert.equal((await tryAs(store.pool, signed, "delete from identity.participants")).count, own);
      const renamed = "update identity.participants set last_name = 'Autre'";
      assert.equal((await tryAs(store.pool, signed, renamed)).count, own);
    }
  });

  test("writes nothing under a change that is over", async () => {
    const past = add("north_workshop").replace("99", "trail.head()");
    await refused(tryAs(store.pool, north, past));
    const renewed = `${change.replace("99", "trail.head()")} where operation = 'guidance'`;
    await refused(tryAs(store.pool, north, renewed));
  });

  test("gives a record away only within its reach", async () => {
    const away =
      "update register.participants set change = 99, partner = 'south_workshop' where operation = 'guidance'";
    await refused(tryAs(store.pool, north, away));
    await refused(tryAs(store.pool, northInGuidance, away));
    assert.equal((await tryAs(store.pool, coordinator, away)).count, 5);
  });

  test("an identity follows its record to another partner", async () => {
    await asSession(store.pool, coordinator.session, async (client) => {
      await client.query(
        "update register.participants set change = 99, partner = 'south_workshop' where operation = 'guidance'",
      );
      const { rows } = await client.query<{ partner: string }>(
        "select distinct partner from identity.participants where operation = 'guidance'",
      );
      assert.deepEqual(rows, [{ partner: "south_workshop" }]);
      throw new Error("undo");
    }).catch((error: unknown) => assert.match(String(error), /undo/));
  });

  test("an identity is the record's partner's, whatever is said", async () => {
    const elsewhere = `update identity.participants set partner = 'south_workshop'
      where operation = 'guidance' and partner = 'north_workshop'`;
    await assert.rejects(tryAs(store.pool, coordinator, elsewhere), /of_record/);
  });

  test("the trail: only the next change, only within reach, and never an old one", async () => {
    const enter = (change_: string, partner: string) =>
      `insert into trail.entry (change, n, register, operation, partner, record, kind, hash)
       values (${change_}, 7, 'participants', 'guidance', '${partner}', 1, 'changed', '\\x00')`;
    assert.equal((await tryAs(store.pool, north, enter("trail.head() + 1", "north_workshop"))).count, 1);
    await refused(tryAs(store.pool, north, enter("trail.head() + 1", "south_workshop")));
    await refused(tryAs(store.pool, north, enter("trail.head()", "north_workshop")));
    await refused(tryAs(store.pool, inspector, enter("trail.head() + 1", "north_workshop")));
    for (const statement of [
      "delete from trail.entry",
      "delete from trail.change",
      "delete from trail.reach",
      "update trail.entry set operation = 'guidance'",
      "update trail.change set actor = 'nobody'",
      "update trail.reach set operation = 'guidance'",
      "insert into trail.change select * from trail.change limit 1",
      "insert into trail.reach select * from trail.reach limit 1",
    ])
      await refused(tryAs(store.pool, coordinator, statement));
  });

  test("a change is closed by who signed in, with its entries, whatever name is said", async () => {
    const close = "select trail.close(trail.head() + 1, 'somebody else', 'edit', '', 'x', '')";
    await assert.rejects(tryAs(store.pool, north, close), /with its entries/);
    await refused(tryAs(store.pool, undefined, close));
    await asSession(store.pool, north.session, async (client, who) => {
      assert.ok(who);
      await client.query(
        `insert into trail.entry (change, n, register, operation, partner, record, kind, hash)
         values (trail.head() + 1, 1, 'participants', 'guidance', 'north_workshop', 1, 'changed', '\\x00')`,
      );
      await client.query(close);
      const { rows } = await client.query<{ actor: string; name: string }>(
        "select actor, access.name_of(actor) as name from trail.change order by seq desc limit 1",
      );
      assert.deepEqual(rows[0], { actor: actorOf(who), name: "Guide Nord" });
      throw new Error("undo");
    }).catch((error: unknown) => assert.match(String(error), /undo/));
  });

  test("the list of files says nothing but the change a file came in with, once", async () => {
    await refused(tryAs(store.pool, north, "update intake.file set name = 'autre.csv'"));
    assert.equal((await tryAs(store.pool, north, "update intake.file set change = 1")).count, 0);
    await refused(tryAs(store.pool, north, "delete from intake.file"));
  });

  test("tables of the owner cannot be emptied, altered or dropped", async () => {
    for (const statement of [
      "truncate register.participants",
      "drop table register.participants",
      "alter table register.participants disable row level security",
      "drop policy seen on register.participants",
      "create table register.mine (a int)",
      "insert into access.role_right values ('guide', 'people:manage')",
      "update access.role set scope = 'programme'",
      "insert into access.session (hash, account, kind, expires_at) values (repeat('a', 64), gen_random_uuid(), 'person', 'infinity')",
      "update access.session set expires_at = 'infinity'",
      "update access.account set created_by = null",
      "insert into access.reading (account, register, operation, records, fields, purpose) values (access.account(), 'a', 'b', '{1}', '{c}', 'page')",
    ])
      await refused(tryAs(store.pool, director, statement));
  });
});

describe("each wall is needed: opened by itself, it is noticed", () => {
  /** What nobody, or somebody without a role, can do to a table; each is refused or touches no row while walls stand. */
  const probes: Record<string, (table: string) => string> = {
    SELECT: (table) => `select from ${table}`,
    INSERT: (table) => inserts[table] ?? "",
    UPDATE: (table) =>
      `update ${table} set ${table === "intake.file" ? "change = null" : "partner = 'south_workshop'"}`,
    DELETE: (table) => `delete from ${table}`,
  };
  const key =
    "(operation, partner, identity_key, definition, change) values ('guidance', 'x', '\\x01', 'x', 1)";
  const inserts: Record<string, string> = {
    "register.participants": `insert into register.participants ${key}`,
    "register.workshop_hours": `insert into register.workshop_hours ${key}`,
    "identity.participants":
      "insert into identity.participants (operation, partner, record) values ('guidance', 'north_workshop', 0)",
    "identity.workshop_hours":
      "insert into identity.workshop_hours (operation, partner, record) values ('guidance', 'north_workshop', 0)",
    "trail.entry": `insert into trail.entry (change, n, register, operation, partner, record, kind, hash)
      values (99, 1, 'participants', 'guidance', 'x', 1, 'added', '')`,
    "intake.file": `insert into intake.file (sha256, name, bytes, register, operation, partner, definition, actor,
      imported_at, rows, added, changed, re_entered, unchanged)
      values ('x', 'x', 1, 'participants', 'guidance', 'x', 'x', 'x', now(), 1, 1, 0, 0, 0)`,
  };
  const tables = [...Object.keys(inserts), "trail.change", "trail.reach"];

  /** How many rows it touched: none when it is refused, which is not the same as an error of another kind. */
  const touched = async (policy: Policy): Promise<number> => {
    const probe = probes[policy.command]?.(policy.table) ?? "";
    assert.notEqual(probe, "", `${policy.table} ${policy.command}`);
    return tryAs(store.pool, nobodyYet, probe).then(
      ({ count: rows }) => rows,
      (error: unknown) => {
        if (error instanceof DatabaseError && error.code === "42501") return 0;
        // Past the policy, at what ties the row: a key, or the trigger that wants a change in the trail.
        if (error instanceof DatabaseError && ["23503", "23001"].includes(error.code ?? "")) return 1;
        throw error;
      },
    );
  };

  test("of records, identities, the trail and files", async () => {
    // What closes a room or money besides is looked at where there are such.
    const policies = (await everyPolicy(store.pool)).filter(
      ({ table, name }) => tables.includes(table) && name !== "room" && name !== "money",
    );
    assert.equal(policies.length, 25);
    for (const policy of policies) {
      assert.equal(await touched(policy), 0, `${policy.table} ${policy.name} stands`);
      const opened = await withoutPolicy(store.pool, policy, () => touched(policy));
      assert.ok(opened > 0, `${policy.table} ${policy.name} was opened and nobody noticed`);
      assert.equal(await touched(policy), 0, `${policy.table} ${policy.name} stands again`);
    }
  });
});
