import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DatabaseError } from "pg";
import { participantRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import { migratedSchemas } from "../database/migrate.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { emptyStore, prepareStore } from "../intake/store.ts";
import { asSession } from "./as-session.ts";
import { signIn, type Signed, tryAs } from "./forTests.ts";

let store: TestStore;
let north: Signed;

before(async () => {
  store = await testStore();
  await store.importRows([1, 2].map((number) => participantRow(number)));
  north = await signIn(store.pool, "Guide Nord", { role: "guide", partner: "north_workshop" });
});
after(() => store.close());

const isRefused = (error: unknown): boolean => error instanceof DatabaseError && error.code === "42501";

/** The programme with this register as the bend makes it, under the same or another name. */
const withRegister = (register: Register): Programme => ({
  ...store.programme,
  registers: new Map([...store.programme.registers, [register.id, register]]),
});

const withSensitivity = (field: string, sensitivity: "identity" | "special" | undefined): Programme => {
  const participants = registerOf(store.programme, "participants");
  const found = participants.fields.get(field);
  assert.ok(found);
  return withRegister({
    ...participants,
    fields: new Map([...participants.fields, [field, { ...found, sensitivity }]]),
  });
};

/** What the catalogue says of the walls; changes when one is put up anew. */
const standing = async (): Promise<unknown> =>
  (
    await store.pool.query(
      `select p.oid, p.polname, c.relname, c.relacl::text from pg_policy p join pg_class c on c.oid = p.polrelid
       union all select c.oid, c.relname, '', c.relacl::text from pg_class c where c.relnamespace = 'special'::regnamespace
       order by 1`,
    )
  ).rows;

describe("no table forgot its wall", () => {
  test("whatever the application reaches has policies, or asks by itself", async () => {
    const schemas = [...migratedSchemas(), "public"];
    const { rows } = await store.pool.query<{ table: string }>(
      `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any ($1) and (
         c.relkind in ('r', 'p') and not c.relrowsecurity
           and (has_table_privilege('jalon_application', c.oid, 'select, insert, update, delete, truncate')
             or has_any_column_privilege('jalon_application', c.oid, 'select, insert, update'))
         or c.relkind in ('v', 'm') and has_any_column_privilege('jalon_application', c.oid, 'select')
           and not coalesce(c.reloptions, '{}') && '{security_barrier=true,security_invoker=true}')
       order by 1`,
      [schemas],
    );
    assert.deepEqual(
      rows.map(({ table }) => table),
      [],
    );
  });

  test("what runs with the owner's rights looks for names in no place that others can write to", async () => {
    const { rows } = await store.pool.query<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = any (array(select oid from pg_namespace where nspname = any ($1)))
         and p.prosecdef and not coalesce(p.proconfig::text, '') ~ 'search_path=(pg_catalog|""|'''')'`,
      [migratedSchemas()],
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      [],
    );
  });

  test("the application owns nothing and cannot sign in by itself", async () => {
    const { rows } = await store.pool.query(
      `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (select count(*) from pg_class where relowner = r.oid) as tables
       from pg_roles r where rolname = 'jalon_application'`,
    );
    assert.deepEqual(rows, [
      {
        rolcanlogin: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        tables: 0,
      },
    ]);
  });
});

describe("walls follow the definitions", () => {
  after(() => prepareStore(store.pool, store.programme));

  test("preparing the store again leaves standing walls alone", async () => {
    const earlier = await standing();
    await prepareStore(store.pool, store.programme);
    assert.deepEqual(await standing(), earlier);
  });

  test("a new register has its walls from the start", async () => {
    const visits = { ...registerOf(store.programme, "workshop_hours"), id: "visits" };
    await prepareStore(store.pool, withRegister(visits));
    const add = `insert into register.visits (operation, partner, identity_key, definition, change, hours)
      values ('guidance', $1, '\\x01', 'x', trail.head() + 1, 2)`;
    assert.equal((await tryAs(store.pool, north, add, ["north_workshop"])).count, 1);
    await assert.rejects(tryAs(store.pool, north, add, ["south_workshop"]), isRefused);
    assert.equal((await tryAs(store.pool, undefined, "select from register.visits")).count, 0);
    assert.equal((await tryAs(store.pool, north, "select operation, record from special.visits")).count, 0);
  });

  test("a field that becomes one of a special category goes behind its wall, in the trail too, and back", async () => {
    const read = "select gender from register.participants";
    const shown = "select after ? 'gender' as is from trail.shown";
    const inspector = await signIn(store.pool, "Inspection", { role: "inspector" });
    assert.equal((await tryAs(store.pool, inspector, read)).count, 2);
    assert.deepEqual((await tryAs(store.pool, inspector, shown)).rows[0], { is: true });
    await prepareStore(store.pool, withSensitivity("gender", "special"));
    await assert.rejects(tryAs(store.pool, inspector, read), isRefused);
    assert.deepEqual((await tryAs(store.pool, inspector, shown)).rows[0], { is: false });
    assert.equal((await tryAs(store.pool, north, "select gender from special.participants")).count, 2);
    await prepareStore(store.pool, store.programme);
    assert.equal((await tryAs(store.pool, inspector, read)).count, 2);
    await assert.rejects(
      tryAs(store.pool, north, "select gender from special.participants"),
      /does not exist/,
    );
  });

  test("a field of a special category that the definition no longer has stays behind its wall", async () => {
    const participants = registerOf(store.programme, "participants");
    const fields = new Map([...participants.fields].filter(([id]) => id !== "disability"));
    await prepareStore(store.pool, withRegister({ ...participants, fields }));
    await assert.rejects(tryAs(store.pool, north, "select disability from register.participants"), isRefused);
    assert.equal((await tryAs(store.pool, north, "select disability from special.participants")).count, 2);
    await prepareStore(store.pool, withRegister({ ...participants, fields }));
    await assert.rejects(tryAs(store.pool, north, "select disability from register.participants"), isRefused);
  });

  test("a wall that somebody took down stands again when the store is prepared", async () => {
    await store.pool.query("drop policy seen on identity.participants");
    assert.equal((await tryAs(store.pool, north, "select from identity.participants")).count, 0);
    await prepareStore(store.pool, store.programme);
    assert.equal((await tryAs(store.pool, north, "select from identity.participants")).count, 2);
    await store.pool.query("alter table register.participants disable row level security");
    assert.equal((await tryAs(store.pool, undefined, "select from register.participants")).count, 2);
    await prepareStore(store.pool, store.programme);
    assert.equal((await tryAs(store.pool, undefined, "select from register.participants")).count, 0);
  });

  test("rights that a role lost, and roles that are gone, count for nobody", async () => {
    const guide = store.programme.roles.get("guide");
    assert.ok(guide);
    const roles = new Map([["guide", { ...guide, rights: ["records:read" as const] }]]);
    const inspector = await signIn(store.pool, "Inspection", { role: "inspector" });
    await prepareStore(store.pool, { ...store.programme, roles });
    assert.equal((await tryAs(store.pool, north, "select from register.participants")).count, 2);
    assert.equal((await tryAs(store.pool, north, "select from identity.participants")).count, 0);
    assert.equal((await tryAs(store.pool, inspector, "select from register.participants")).count, 0);
    await prepareStore(store.pool, store.programme);
    assert.equal((await tryAs(store.pool, north, "select from identity.participants")).count, 2);
    assert.equal((await tryAs(store.pool, inspector, "select from register.participants")).count, 2);
  });

  test("identities of a store from before have the partner of their record", async () => {
    await store.pool.query(
      "alter table identity.participants drop constraint of_record, drop column partner cascade",
    );
    await prepareStore(store.pool, store.programme);
    const { rows } = await store.pool.query(
      "select partner, count(*) as n from identity.participants group by partner",
    );
    assert.deepEqual(rows, [{ partner: "north_workshop", n: 2 }]);
    assert.equal((await tryAs(store.pool, north, "select from identity.participants")).count, 2);
  });
});

describe("walls at speed", () => {
  before(async () => {
    await store.pool.query(
      `insert into register.participants (operation, partner, identity_key, definition, change)
       select 'guidance', case when n % 10 = 0 then 'north_workshop' else 'south_workshop' end,
         sha256(n::text::bytea), 'x', 1 from generate_series(1, 20000) n`,
    );
    await store.pool.query(
      "insert into identity.participants (operation, record, partner) select operation, record, partner from register.participants on conflict do nothing",
    );
    await store.pool.query("analyze register.participants, identity.participants");
  });

  /** What runs for each row: the conditions of the plan's nodes, without what was worked out once. */
  const conditionsOf = async (text: string): Promise<{ plan: string; conditions: string[] }> => {
    const { rows } = await tryAs(store.pool, north, `explain (verbose, costs off) ${text}`);
    const lines = rows.map((row) => String(row["QUERY PLAN"]));
    return {
      plan: lines.join("\n"),
      conditions: lines.filter((line) =>
        /^\s*(Filter|Index Cond|Recheck Cond|Join Filter|Hash Cond):/.test(line),
      ),
    };
  };

  const queries = {
    "a list":
      "select record from register.participants where operation = 'guidance' order by record limit 50",
    "a count": "select count(*) from register.participants",
    "names beside records":
      "select r.record, i.last_name from register.participants r join identity.participants i using (operation, record)",
    "answers of a special category": "select record, disability from special.participants",
    "a change of many": "update register.participants set change = 99",
    "the trail": "select record, after from trail.shown where operation = 'guidance'",
  };
  for (const [title, text] of Object.entries(queries))
    test(`${title}: whose rows they are is worked out once, not for each row`, async () => {
      const { plan, conditions } = await conditionsOf(text);
      assert.match(plan, /InitPlan/);
      assert.ok(conditions.length > 0);
      for (const condition of conditions) assert.doesNotMatch(condition, /access\.\w+\(/);
    });

  test("a list of a partner goes by an index when the server says whose it is", async () => {
    const { plan } = await conditionsOf(
      "select record from register.participants where partner = any ('{north_workshop}'::text[]) order by partner, record limit 50",
    );
    assert.match(plan, /participants_of_partner/);
  });

  test("twenty thousand rows behind the wall take little longer than without it", async () => {
    const text = "select count(*) from register.participants where partner = 'north_workshop'";
    const timed = async (query: () => Promise<unknown>) => {
      const times = [];
      for (let round = 0; round < 7; round++) {
        const started = performance.now();
        await query();
        times.push(performance.now() - started);
      }
      return Math.min(...times);
    };
    const open = await timed(() => store.pool.query(text));
    const walled = await asSession(store.pool, north.session, (client) => timed(() => client.query(text)));
    assert.ok(walled < open + 50, `${walled} ms behind the wall, ${open} ms without it`);
  });
});

test("a store that was emptied has nothing left of any room, and can be prepared anew", async () => {
  await emptyStore(store.pool);
  const { rows } = await store.pool.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')",
  );
  assert.deepEqual(rows, []);
  await prepareStore(store.pool, store.programme);
});
