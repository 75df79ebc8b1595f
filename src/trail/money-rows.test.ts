import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../database/forTests.ts";
import {
  actAs,
  actAsOwner,
  declaring,
  granting,
  ledgerAlone,
  posted,
  signInForMoney,
} from "../ledger/forTests.ts";
import { verifyTrail } from "./verify.ts";

let server: TemporaryDatabase;
let store: TestStore;

// Kept for all tests, so that the server starts once.
before(async () => {
  server = await temporaryDatabase();
});
after(() => server.drop());

/**
 * A grant, a declaration under it, and one row of a table such as agreements and declarations have: with its lines, and
 * with the name of a person.
 */
beforeEach(async () => {
  store = await testStore();
  await ledgerAlone(store.pool);
  await posted(store.pool, granting("grant", { staff: "1000.00" }));
  await posted(store.pool, declaring("declaration", "staff", "400.00", 7));
  await store.pool.query(
    `create schema if not exists agreement;
     create table agreement.sample (
       id bigint primary key default nextval('register.record'),
       operation text not null, partner text not null, total numeric(14, 2), since timestamptz, person text,
       change bigint references trail.change (seq) deferrable initially deferred);
     comment on column agreement.sample.person is 'personal';
     create table agreement.sample_line (sample bigint references agreement.sample (id), line text, amount numeric(14, 2));
     grant select, insert, update, delete on agreement.sample, agreement.sample_line to jalon_application`,
  );
});
afterEach(() => store.close());

const addSample = (lines = 2): Promise<number> =>
  actAsOwner(store.pool, async (client, act) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into agreement.sample (operation, partner, total, since, person, change)
       values ('guidance', 'north_workshop', 12.50, '2020-07-01T00:00:00+02:00', 'Inventée Personne', $1) returning id`,
      [act.change],
    );
    const id = rows[0]?.id ?? 0;
    await client.query(
      "insert into agreement.sample_line select $1, 'line ' || n, n from generate_series(1, $2) n",
      [id, lines],
    );
    assert.equal(await act.note("agreement.sample", id), "added");
    return id;
  });

/** Runs statements as somebody with all rights on the database, who switches triggers and foreign keys off. */
const tamper = async (...statements: string[]): Promise<void> => {
  const client = await store.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const statement of statements) await client.query(statement);
  } finally {
    client.release(true);
  }
};

const breaks = async (): Promise<string[]> =>
  (await verifyTrail(store.pool)).breaks.map(
    ({ change, record, problem }) => `${change} ${record?.register ?? "trail"} ${problem}`,
  );

describe("an act", () => {
  test("tells the trail what a row was and is, with its lines, names as hashes only", async () => {
    const id = await addSample();
    await actAsOwner(store.pool, async (client, act) => {
      await client.query("update agreement.sample set total = 20, change = $2 where id = $1", [
        id,
        act.change,
      ]);
      await client.query("delete from agreement.sample_line where line = 'line 2'");
      assert.equal(await act.note("agreement.sample", id), "changed");
    });
    await actAsOwner(store.pool, async (client, act) => {
      await client.query("delete from agreement.sample_line");
      await client.query("delete from agreement.sample");
      assert.equal(await act.note("agreement.sample", id), "removed");
    });
    const { rows } = await store.pool.query<{
      kind: string;
      partner: string;
      before: Record<string, unknown> | null;
      after: Record<string, unknown> | null;
    }>(
      `select kind, partner, before::jsonb, after::jsonb from trail.entry where register = 'agreement.sample' order by change`,
    );
    assert.deepEqual(
      rows.map(({ kind, partner }) => `${kind} ${partner}`),
      ["added north_workshop", "changed north_workshop", "removed north_workshop"],
    );
    const [added, changed, removed] = rows;
    assert.equal(added?.before, null);
    assert.equal(added?.after?.["since"], "2020-06-30T22:00:00+00:00");
    assert.match(String(added?.after?.["person"]), /^[0-9a-f]{64}$/);
    assert.deepEqual(added?.after?.["sample_line"], {
      count: 2,
      rows: [
        { sample: id, line: "line 1", amount: 1 },
        { sample: id, line: "line 2", amount: 2 },
      ],
    });
    assert.deepEqual(changed?.before, added?.after);
    assert.deepEqual(changed?.after?.["sample_line"], {
      count: 1,
      rows: [{ sample: id, line: "line 1", amount: 1 }],
    });
    assert.deepEqual(removed?.before, changed?.after);
    assert.equal(removed?.after, null);
    assert.deepEqual(await breaks(), []);
  });

  test("in which nothing is noted is no change", async () => {
    const before = (await verifyTrail(store.pool)).changes;
    await actAsOwner(store.pool, () => Promise.resolve());
    assert.equal((await verifyTrail(store.pool)).changes, before);
  });

  test("is told of a row that was written under it, and by whom may declare or agree there", async () => {
    const id = await addSample();
    await assert.rejects(
      actAsOwner(store.pool, (_client, act) => act.note("agreement.sample", id)),
      /not written under this change/,
    );
    await assert.rejects(
      actAsOwner(store.pool, (_client, act) => act.note("agreement.sample", 999_999)),
      /there is no row/,
    );
    const elsewhere = await signInForMoney(store.pool, ["money:read", "money:declare"], {
      partner: "south_workshop",
    });
    await store.pool.query("grant usage on schema agreement to jalon_application");
    await assert.rejects(
      actAs(store.pool, elsewhere, async (client, act) => {
        await client.query("update agreement.sample set change = $1", [act.change]);
        return act.note("agreement.sample", id);
      }),
      /not a place where the asker writes about money/,
    );
  });
});

describe("somebody with all rights on the database", () => {
  test("who edits, adds, moves or deletes a posting is found, at its entry", async () => {
    for (const [edit, undo] of [
      ["amount = 399", "amount = 400"],
      ["line = 'other'", "line = 'staff'"],
      ["account = 'certified'", "account = 'declared'"],
      ["partner = 'south_workshop'", "partner = 'north_workshop'"],
    ] as const) {
      const where = "where declaration = 7 and n = 2";
      await tamper(`update ledger.posting set ${edit} ${where}`);
      assert.deepEqual(await breaks(), ["2 ledger.entry altered_record"], edit);
      await tamper(`update ledger.posting set ${undo} ${where}`);
      assert.deepEqual(await breaks(), [], undo);
    }
    await tamper(
      "insert into ledger.posting select entry, 3, account, 'x', amount, operation, partner, agreement, declaration from ledger.posting where declaration = 7 and n = 1",
    );
    assert.deepEqual(await breaks(), ["2 ledger.entry altered_record"]);
    await tamper(
      "delete from ledger.posting where n = 3",
      "delete from ledger.posting where declaration = 7 and n = 1",
    );
    assert.deepEqual(await breaks(), ["2 ledger.entry altered_record"]);
  });

  test("who adds, deletes or re-dates an entry is found", async () => {
    await tamper(
      "insert into ledger.entry (kind, key, operation, partner, agreement, change) values ('x', 'x', 'guidance', 'north_workshop', 1, 2)",
    );
    assert.deepEqual(await breaks(), ["2 ledger.entry unknown_change"]);
    await tamper(
      "delete from ledger.entry where key = 'x'",
      "update ledger.entry set change = 99 where key = 'grant'",
    );
    assert.deepEqual(await breaks(), ["99 ledger.entry unknown_change"]);
    await tamper(
      "update ledger.entry set change = 1 where change = 99",
      "delete from ledger.entry where key = 'grant'",
    );
    assert.deepEqual(await breaks(), ["1 ledger.entry missing_record"]);
  });

  test("who edits a row of money or one of its lines is found, at that row", async () => {
    const id = await addSample();
    assert.deepEqual(await breaks(), []);
    for (const [edit, undo] of [
      ["update agreement.sample set total = 12.51", "update agreement.sample set total = 12.50"],
      [
        "update agreement.sample set person = 'Autre'",
        "update agreement.sample set person = 'Inventée Personne'",
      ],
      [
        "update agreement.sample_line set amount = 3 where line = 'line 1'",
        "update agreement.sample_line set amount = 1 where line = 'line 1'",
      ],
      [
        `insert into agreement.sample_line values (${id}, 'line 3', 3)`,
        "delete from agreement.sample_line where line = 'line 3'",
      ],
      ["update agreement.sample set change = 1", "update agreement.sample set change = 3"],
      ["update agreement.sample set change = null", "update agreement.sample set change = 3"],
    ] as const) {
      await tamper(edit);
      const told = await breaks();
      assert.equal(told.length, 1, edit);
      assert.match(told[0] ?? "", /agreement\.sample (altered_record|unknown_change)$/, edit);
      await tamper(undo);
      assert.deepEqual(await breaks(), [], undo);
    }
    await tamper("delete from agreement.sample_line", "delete from agreement.sample");
    assert.deepEqual(await breaks(), ["3 agreement.sample missing_record"]);
  });

  test("who edits one of many lines is found by their hash, which a column that came later leaves as it was", async () => {
    await addSample(80);
    await store.pool.query("alter table agreement.sample_line add column note text");
    await store.pool.query("alter table agreement.sample add column note text");
    assert.deepEqual(await breaks(), []);
    await tamper("update agreement.sample_line set amount = 3 where line = 'line 77'");
    assert.deepEqual(await breaks(), ["3 agreement.sample altered_record"]);
  });

  test("finds nothing to tell of a draft that was never noted", async () => {
    await store.pool.query(
      "insert into agreement.sample (operation, partner) values ('guidance', 'north_workshop')",
    );
    assert.deepEqual(await breaks(), []);
  });
});
