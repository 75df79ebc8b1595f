import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { peopledStore, refused } from "../../test/programme/peopledStore.ts";
import { writeCsv } from "../../test/programme/rows.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { importFile } from "../intake/import.ts";
import { prepareStore } from "../intake/store.ts";
import { everyPolicy, type Signed, signIn, tryAs, withoutPolicy } from "./forTests.ts";

const { store, north, coordinator, inspector, director, nobodyYet, count } = await peopledStore();
after(() => store.close());

/** Cases with a name and an answer to protect, and visits that are about one of them. */
const registers = (): readonly [cases: Register, visits: Register] => {
  const hours = registerOf(store.programme, "workshop_hours");
  const model = hours.fields.get("room");
  assert.ok(model);
  const plain = (id: string, more: Partial<Field> = {}): Field => ({
    ...model,
    id,
    label: { fr: id, nl: id, en: id },
    synonyms: [],
    required: undefined,
    length: 200,
    ...more,
  });
  const base = { ...hours, rules: [], person: [], datedBy: undefined };
  const named = plain("case_number", { required: true });
  const fields = (all: readonly Field[]) => new Map(all.map((field) => [field.id, field]));
  return [
    {
      ...base,
      id: "cases",
      identity: ["case_number"],
      fields: fields([
        named,
        plain("name", { sensitivity: "identity" }),
        plain("facts", { sensitivity: "special" }),
        plain("sector"),
      ]),
      isRoom: true,
    },
    {
      ...base,
      id: "visits",
      identity: ["case_number", "topic"],
      fields: fields([named, plain("topic", { required: true })]),
      isRoom: true,
      roomOf: { register: "cases", by: "case_number" },
    },
  ];
};

let programme: Programme;
let colleague: Signed;
let head: Signed;
let manager: Signed;

const bring = async (register: string, rows: readonly Record<string, string>[], session?: string) => {
  const found = programme.registers.get(register);
  assert.ok(found);
  const outcome = await importFile(store.pool, {
    path: writeCsv(store.folder, `${register}-${Math.random().toString(36).slice(2)}.csv`, rows),
    programme,
    register: found,
    operation: "guidance",
    partner: "north_workshop",
    actor: "test",
    dataFolder: join(store.folder),
    ...(session === undefined ? {} : { session }),
  });
  return outcome.kind;
};

const caseRow = (number: string) => ({
  case_number: number,
  name: `Exemple ${number}`,
  facts: `récit ${number}`,
  sector: "commerce",
});

before(async () => {
  const [cases, visits] = registers();
  programme = {
    ...store.programme,
    registers: new Map([...store.programme.registers, ["cases", cases], ["visits", visits]]),
  };
  await prepareStore(store.pool, programme);
  await store.pool.query(
    `insert into access.role values ('keeper', 'operation');
     insert into access.role_right values ('keeper', 'records:read'), ('keeper', 'rooms:manage')`,
  );
  colleague = await signIn(store.pool, "Guide Nord bis", { role: "guide", partner: "north_workshop" });
  manager = await signIn(store.pool, "Cheffe d'atelier", {
    role: "workshop_head",
    partner: "north_workshop",
  });
  head = await signIn(store.pool, "Responsable", { role: "keeper", operation: "guidance" });
  assert.equal(await bring("cases", [caseRow("A"), caseRow("B")], north.session), "imported");
  assert.equal(await bring("visits", [{ case_number: "A", topic: "premier" }], north.session), "imported");
  // By the owner's hand, as at the command line: nobody is in that room.
  assert.equal(await bring("cases", [caseRow("C")]), "imported");
  await store.pool.query(
    `insert into entry.draft (id, account, operation, register, partner)
     values (gen_random_uuid(), $1, 'guidance', 'cases', 'north_workshop')`,
    [north.account],
  );
  await store.pool.query(
    `insert into upload.upload (operation, partner, register, account, name, format, sha256, bytes)
     values ('guidance', 'north_workshop', 'cases', $1, 'a.csv', 'csv', repeat('a', 64), 1)`,
    [north.account],
  );
  await store.pool.query(
    `insert into access.reading (account, register, operation, records, fields, purpose)
     select $1, 'cases', 'guidance', array[record], '{facts}', 'page' from register.cases where case_number = 'A'`,
    [north.account],
  );
});

const tables = ["register.cases", "identity.cases", "special.cases", "register.visits", "identity.visits"];
const trail = "trail.shown where register in ('cases', 'visits')";

const recordOf = async (number: string): Promise<unknown> =>
  (
    await store.pool.query<{ record: number }>("select record from register.cases where case_number = $1", [
      number,
    ])
  ).rows[0]?.record;

const admitting = `insert into access.room (register, operation, record, account, admitted_by, reason)
  values ('cases', 'guidance', $1, $2, access.account(), 'remplacement')`;

describe("a room", () => {
  test("is open to who brought its case in, and to nobody else, whatever their role", async () => {
    for (const table of tables.slice(0, 3)) assert.equal(await count(north, table), 2, table);
    for (const table of tables.slice(3)) assert.equal(await count(north, table), 1, table);
    for (const signed of [colleague, coordinator, inspector, director, head, nobodyYet, undefined])
      for (const table of tables) assert.equal(await count(signed, table), 0, table);
  });

  test("keeps its history, its file, its drafts and its readers to itself", async () => {
    assert.equal(await count(north, trail), 3);
    const changes = `trail.change where seq in (select change from trail.entry where register in ('cases', 'visits'))`;
    const head = Number((await store.pool.query<{ n: number }>("select trail.head() as n")).rows[0]?.n);
    assert.equal(await count(north, changes), 2);
    for (const kept of ["entry.draft where register = 'cases'", "upload.upload", "access.reading"])
      assert.equal(await count(north, kept), 1, kept);
    for (const signed of [colleague, coordinator, inspector, director, manager]) {
      assert.equal(await count(signed, trail), 0);
      assert.equal(await count(signed, `trail.change where seq > ${head - 3}`), 0);
      assert.equal(await count(signed, "trail.entry where register in ('cases', 'visits')"), 0);
      assert.equal(await count(signed, "intake.file where register in ('cases', 'visits')"), 0);
      assert.equal(await count(signed, "entry.draft where register = 'cases'"), 0);
      assert.equal(await count(signed, "upload.upload"), 0);
      assert.equal(await count(signed, "access.reading where register = 'cases'"), 0);
    }
    assert.equal(await count(north, "intake.file where register in ('cases', 'visits')"), 2);
  });

  test("is not written by who was not let in, nor anything that belongs to it", async () => {
    for (const statement of [
      "update register.cases set change = 99, sector = 'autre'",
      "delete from register.cases",
      "update identity.cases set name = 'Autre'",
      "delete from register.visits",
    ])
      assert.equal((await tryAs(store.pool, colleague, statement)).count, 0, statement);
    const visit = `insert into register.visits (operation, partner, identity_key, definition, change, case_number, topic)
      values ('guidance', 'north_workshop', '\\x0a', 'x', 99, 'A', 'second')`;
    await refused(tryAs(store.pool, colleague, visit));
    assert.equal((await tryAs(store.pool, north, visit)).count, 1);
    assert.equal(await bring("cases", [{ ...caseRow("A"), sector: "autre" }], colleague.session), "refused");
    assert.equal(await bring("visits", [{ case_number: "B", topic: "x" }], colleague.session), "refused");
  });

  test("takes somebody in from who is in, with who reads there; and lets go of all but the last", async () => {
    const a = await recordOf("A");
    await refused(tryAs(store.pool, colleague, admitting, [a, colleague.account]));
    await refused(tryAs(store.pool, north, admitting, [a, nobodyYet.account]));
    await refused(tryAs(store.pool, head, admitting, [a, colleague.account]));
    assert.equal((await tryAs(store.pool, north, admitting, [a, colleague.account])).count, 1);
    const leaving = `update access.room set ended_at = clock_timestamp(), ended_by = access.account()
      where account = access.account()`;
    await assert.rejects(tryAs(store.pool, north, leaving), /the last one/);
    await store.pool.query(admitting.replace("access.account()", "$2"), [a, colleague.account]);
    for (const table of tables) assert.equal(await count(colleague, table), 1, table);
    assert.equal(await count(colleague, trail), 2);
    assert.equal((await tryAs(store.pool, north, `${leaving} and record = $1`, [a])).count, 1);
    await store.pool.query("delete from access.room where account = $1", [colleague.account]);
  });

  test("that nobody is in is given by who looks after rooms, who sees nothing of it", async () => {
    const c = await recordOf("C");
    await refused(tryAs(store.pool, coordinator, admitting, [c, coordinator.account]));
    assert.equal((await tryAs(store.pool, head, admitting, [c, coordinator.account])).count, 1);
    assert.equal(await count(head, "register.cases"), 0);
  });

  test("each wall is needed: opened by itself, it is noticed", async () => {
    const looks: readonly (readonly [table: string, name: string, from?: string, asker?: Signed])[] = [
      ["register.cases", "room"],
      ["identity.cases", "room"],
      ["register.visits", "room"],
      ["identity.visits", "room"],
      ["trail.entry", "room", "trail.entry where register = 'cases'"],
      ["trail.change", "room", "trail.change"],
      ["intake.file", "room", "intake.file where register = 'cases'"],
      ["entry.draft", "room", "entry.draft", manager],
      ["upload.upload", "room"],
      ["access.reading", "room", "access.reading", inspector],
      ["access.room", "seen"],
      ["access.in_room", "seen"],
    ];
    const policies = await everyPolicy(store.pool);
    for (const [table, name, from = table, asker = coordinator] of looks) {
      const policy = policies.find((each) => each.table === table && each.name === name);
      assert.ok(policy, `${table} ${name}`);
      const stands = Number(await count(asker, from));
      const open = Number(await withoutPolicy(store.pool, policy, () => count(asker, from)));
      assert.ok(open > stands, `${table} ${name} was opened and nobody noticed`);
    }
    const admitted = policies.find((each) => each.table === "access.room" && each.name === "admitted");
    assert.ok(admitted);
    const a = await recordOf("A");
    await withoutPolicy(store.pool, admitted, () =>
      tryAs(store.pool, colleague, admitting, [a, colleague.account]),
    );
  });
});
