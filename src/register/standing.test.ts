import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import { prepareStore } from "../intake/store.ts";
import { readStanding } from "./standing.ts";
import { tableOf } from "./table.ts";
import { keepTriggers, type Trigger } from "./triggers.ts";

let store: TestStore;
before(async () => {
  store = await testStore();
});
after(() => store.close());

/** What stands of the participants, in an order that does not depend on when it was made; walls tell columns in theirs. */
const standing = async () => {
  const tables = (await readStanding(store.pool)).get("participants");
  assert.ok(tables);
  return Object.values(tables).map(({ columns, indexes, constraints, policies, triggers, ...table }) => ({
    isSecured: table.isSecured,
    isTold: table.comment !== null,
    columns: columns.map(({ name, type }) => `${name} ${type}`).toSorted(),
    others: [indexes, constraints, policies, triggers].map((names) => names.toSorted()),
  }));
};

describe("preparing the store again makes what somebody took away", () => {
  const losses: Readonly<Record<string, string>> = {
    "an index": `drop index register.participants_of_partner`,
    "the index of likeness": `drop index identity.participants_likeness`,
    "the trigger of the trail": `drop trigger follows_the_trail on register.participants`,
    "the tie of identities": `alter table identity.participants drop constraint of_record`,
    "a field's column": `alter table register.participants drop column postcode`,
    "an identity's column": `alter table identity.participants drop column last_name`,
    "a wall": `drop policy seen on register.participants`,
    "a wall of identities": `drop policy added on identity.participants`,
    "all walls": `alter table identity.participants disable row level security`,
    "the memory of walls": `comment on table register.participants is null`,
  };
  for (const [what, statement] of Object.entries(losses))
    test(what, async () => {
      const whole = await standing();
      await store.pool.query(statement);
      assert.notDeepEqual(await standing(), whole);
      await prepareStore(store.pool, store.programme);
      assert.deepEqual(await standing(), whole);
      const { rows } = await store.pool.query<{ reads: boolean }>(
        "select has_column_privilege('jalon_application', 'register.participants', 'postcode', 'select') as reads",
      );
      assert.equal(rows[0]?.reads, true);
    });
});

describe("triggers of a family", () => {
  const family = "counts_its_rows";
  const made = (name: string, when: string): Trigger => {
    const table = tableOf(registerOf(store.programme, "participants"));
    return {
      table,
      name,
      sql: `create trigger ${name} before ${when} on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    };
  };
  const found = async () =>
    (
      await store.pool.query<{ name: string; oid: number }>(
        "select tgname::text as name, oid::int from pg_trigger where starts_with(tgname, 'counts_its_') order by 1",
      )
    ).rows;
  const keep = (...wanted: Trigger[]) =>
    keepTriggers(store.pool, family, [tableOf(registerOf(store.programme, "participants"))], wanted);

  test("are made, left alone, made anew when they change, and dropped when nobody wants them", async () => {
    await keep(made(family, "update"), made(`${family}_b`, "update"));
    const first = await found();
    assert.deepEqual(
      first.map(({ name }) => name),
      [family, `${family}_b`],
    );
    await keep(made(family, "update"), made(`${family}_b`, "update"));
    assert.deepEqual(await found(), first);
    await keep(made(family, "update"), made(`${family}_b`, "update of postcode"));
    const second = await found();
    assert.deepEqual(second[0], first[0]);
    assert.notEqual(second[1]?.oid, first[1]?.oid);
    await keep(made(`${family}_b`, "update of postcode"));
    assert.deepEqual(await found(), [second[1]]);
    await keep();
    assert.deepEqual(await found(), []);
  });

  test("of another family stay, and several commands make them at once", async () => {
    await store.pool.query(made("counts_its_own", "update").sql);
    await Promise.all([1, 2, 3, 4].map(() => keep(made(family, "update"))));
    assert.deepEqual(
      (await found()).map(({ name }) => name),
      ["counts_its_own", family],
    );
  });
});
