import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { peopledStore, refused } from "../../test/programme/peopledStore.ts";
import { workshopRow } from "../../test/programme/rows.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { prepareStore } from "../intake/store.ts";
import { asSession } from "./as-session.ts";
import { everyPolicy, type Signed, signIn, tryAs, withoutPolicy } from "./forTests.ts";

const { store, north, south, coordinator, inspector, director, nobodyYet, count } = await peopledStore();
after(() => store.close());

/** Workshop hours that name who else reads them: what a hand-over is, with an identity and an answer to protect. */
const handovers = (): Register => {
  const hours = registerOf(store.programme, "workshop_hours");
  const room = hours.fields.get("room");
  assert.ok(room);
  const plain = (id: string): Field => ({ ...room, id, required: undefined, length: 60 });
  return {
    ...hours,
    id: "handovers",
    fields: new Map([
      ...hours.fields,
      ["room", { ...room, required: undefined, sensitivity: "special" }],
      ["to_operation", plain("to_operation")],
      ["to_partner", plain("to_partner")],
    ]),
    rules: [],
    addressed: { operation: "to_operation", partner: "to_partner" },
  };
};

let programme: Programme;
let guidanceOfSouth: Signed;

before(async () => {
  const register = handovers();
  programme = {
    ...store.programme,
    registers: new Map([...store.programme.registers, [register.id, register]]),
  };
  await prepareStore(store.pool, programme);
  guidanceOfSouth = await signIn(store.pool, "Guide Sud", {
    role: "guide",
    operation: "guidance",
    partner: "south_workshop",
  });
  // North keeps both in its first step: one goes to South in the guidance, one to the guidance as a whole.
  const outcome = await store.importRows(
    [
      workshopRow(1, { to_operation: "guidance", to_partner: "south_workshop" }),
      workshopRow(2, { to_operation: "guidance", to_partner: "" }),
      workshopRow(3, { to_operation: "", to_partner: "" }),
    ],
    { operation: "first_step", register: "handovers", programme },
  );
  assert.equal(outcome.kind, "imported");
});

const rooms = ["register.handovers", "identity.handovers", "special.handovers"];
const trail = "trail.shown where register = 'handovers'";

describe("a record that is addressed", () => {
  test("is read where it goes, by the same right as where it is kept", async () => {
    for (const room of rooms) {
      assert.equal(await count(north, room), 3, room);
      assert.equal(await count(south, room), 1, room);
      assert.equal(await count(guidanceOfSouth, room), 1, room);
      assert.equal(await count(coordinator, room), 2, room);
      assert.equal(await count(nobodyYet, room), 0, room);
      assert.equal(await count(undefined, room), 0, room);
    }
    assert.equal(await count(inspector, "register.handovers"), 3);
    assert.equal(await count(inspector, "special.handovers"), 0);
    assert.equal(await count(director, "identity.handovers"), 0);
  });

  test("brings its history along, and nothing of the others'", async () => {
    assert.equal(await count(north, trail), 3);
    assert.equal(await count(south, trail), 1);
    assert.equal(await count(coordinator, trail), 2);
    const change =
      "trail.change where seq = (select max(change) from trail.entry where register = 'handovers')";
    assert.equal(await count(south, change), 1);
    assert.equal(await count(nobodyYet, "trail.change"), 0);
    const { rows } = await tryAs(store.pool, south, "select after ->> 'room' as room from " + trail);
    assert.deepEqual(rows, [{ room: "Salle bleue" }]);
  });

  test("is written only where it is kept", async () => {
    const write = "update register.handovers set change = 99, theme = 'letter'";
    assert.equal((await tryAs(store.pool, north, write)).count, 3);
    for (const signed of [south, coordinator, inspector])
      for (const statement of [
        write,
        "delete from register.handovers",
        "update identity.handovers set person_number = 'X'",
        "delete from identity.handovers",
      ])
        assert.equal((await tryAs(store.pool, signed, statement)).count, 0, statement);
    const mine = `insert into register.handovers (operation, partner, identity_key, definition, change, to_operation)
      values ('first_step', 'north_workshop', '\\x77', 'x', 99, 'guidance')`;
    await refused(tryAs(store.pool, coordinator, mine));
  });

  test("is taken back by naming somebody else", async () => {
    await asSession(store.pool, north.session, async (client) => {
      await client.query(
        "update register.handovers set change = 99, to_operation = 'first_step', to_partner = null",
      );
      await client.query("select access.open($1)", [south.session]);
      const { rows } = await client.query("select from register.handovers");
      assert.equal(rows.length, 0);
      throw new Error("undo");
    }).catch((error: unknown) => assert.match(String(error), /undo/));
    assert.equal(await count(south, "register.handovers"), 1);
  });

  test("each wall is needed: opened by itself, it is noticed", async () => {
    const looks: readonly (readonly [table: string, name: string, from: string])[] = [
      ["access.addressed", "seen", "access.addressed"],
      ["register.handovers", "seen", "register.handovers"],
      ["identity.handovers", "seen", "identity.handovers"],
      ["trail.entry", "addressed", "trail.entry"],
      ["trail.change", "addressed", "trail.change"],
    ];
    const policies = await everyPolicy(store.pool);
    for (const [table, name, from] of looks) {
      const policy = policies.find((each) => each.table === table && each.name === name);
      assert.ok(policy, `${table} ${name}`);
      assert.equal(await count(nobodyYet, from), 0);
      const open = await withoutPolicy(store.pool, policy, () => count(nobodyYet, from));
      assert.ok(Number(open) > 0, `${table} ${name} was opened and nobody noticed`);
    }
  });
});
