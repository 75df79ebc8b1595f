import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import type { DatabaseError } from "pg";
import { participantRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../database/forTests.ts";
import { verifyTrail } from "./verify.ts";

let server: TemporaryDatabase;
let store: TestStore;

// Kept for all tests, so that the server starts once.
before(async () => {
  server = await temporaryDatabase();
});
after(() => server.drop());

/** Three changes: three records added; one corrected; two more added. */
beforeEach(async () => {
  store = await testStore();
  await store.importRows([participantRow(1), participantRow(2), participantRow(3)]);
  await store.importRows([participantRow(2, { postcode: "1080" })]);
  await store.importRows([participantRow(4), participantRow(5)]);
});
afterEach(() => store.close());

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

/** The places told: "change.entry problem", or "change operation problem" for a record. */
const breaks = async (): Promise<string[]> =>
  (await verifyTrail(store.pool)).breaks.map(
    ({ change, entry, record, problem }) =>
      `${change}${entry === undefined ? "" : `.${entry}`}${record ? ` of ${record.register} ${record.operation}` : ""} ${problem}`,
  );

describe("a trail that nobody touched", () => {
  test("verifies, with its number of changes and entries and the hash of its head", async () => {
    const { rows } = await store.pool.query<{ head: string }>(
      "select encode(hash, 'hex') as head from trail.change where seq = 3",
    );
    assert.deepEqual(await verifyTrail(store.pool), {
      changes: 3,
      entries: 6,
      head: rows[0]?.head,
      breaks: [],
    });
  });

  test("verifies when there is nothing in it yet", async () => {
    const empty = await testStore();
    try {
      assert.deepEqual(await verifyTrail(empty.pool), {
        changes: 0,
        entries: 0,
        head: undefined,
        breaks: [],
      });
    } finally {
      await empty.close();
    }
  });
});

describe("somebody with all rights on the database", () => {
  test("who edits what an entry says is found, at that entry", async () => {
    await tamper(`update trail.entry set after = replace(after, '1080', '1090') where change = 2`);
    assert.deepEqual(await breaks(), ["2.1 altered_entry"]);
  });

  test("who edits an entry and hashes it again is found, at its change", async () => {
    await tamper(
      `update trail.entry set after = replace(after, '1080', '1090') where change = 2`,
      `update trail.entry e set hash = trail.entry_hash(e) where change = 2`,
    );
    assert.deepEqual(await breaks(), ["2 altered_entry"]);
  });

  test("who hashes entry and change again is found where the next change was chained to the old hash", async () => {
    await tamper(
      `update trail.entry set after = replace(after, '1080', '1090') where change = 2`,
      `update trail.entry e set hash = trail.entry_hash(e) where change = 2`,
      `update trail.change c set entries_hash = (select sha256(string_agg(hash, ''::bytea order by n)) from trail.entry where change = 2) where seq = 2`,
      `update trail.change c set hash = trail.change_hash(c) where seq = 2`,
    );
    assert.deepEqual(await breaks(), ["3 broken_chain", "2 of participants guidance altered_record"]);
  });

  test("who rewrites the newest change whole is found by the record, which says something else", async () => {
    await tamper(
      `update trail.entry set after = replace(after, '1070', '1090') where change = 3 and n = 2`,
      `update trail.entry e set hash = trail.entry_hash(e) where change = 3`,
      `update trail.change c set entries_hash = (select sha256(string_agg(hash, ''::bytea order by n)) from trail.entry where change = 3) where seq = 3`,
      `update trail.change c set hash = trail.change_hash(c) where seq = 3`,
    );
    assert.deepEqual(await breaks(), ["3 of participants guidance altered_record"]);
  });

  test("who changes who did it, when or why is found, at that change", async () => {
    for (const [edit, undo] of [
      ["actor = 'somebody'", "actor = 'test'"],
      ["at = at + interval '1 microsecond'", "at = at - interval '1 microsecond'"],
      ["action = 'correction'", "action = 'import'"],
      ["entries = 2", "entries = 1"],
    ] as const) {
      await tamper(`update trail.change set ${edit} where seq = 2`);
      assert.ok((await breaks()).includes("2 altered_change"), edit);
      await tamper(`update trail.change set ${undo} where seq = 2`);
      assert.deepEqual(await breaks(), []);
    }
  });

  test("who deletes an entry is found, at its place: in the middle, at the end, all of them", async () => {
    await tamper("delete from trail.entry where change = 1 and n = 2");
    assert.deepEqual(await breaks(), ["1.2 missing_entry"]);
    await tamper("delete from trail.entry where change = 3 and n = 2");
    assert.ok((await breaks()).includes("3.2 missing_entry"));
    await tamper("delete from trail.entry where change = 3");
    assert.ok((await breaks()).includes("3.1 missing_entry"));
  });

  test("who puts an entry in is found, within a change and beside all of them", async () => {
    const forged = (change: number, n: number) =>
      `insert into trail.entry select (e.x).* from (select row(${change}, ${n}, register, operation, partner, record, kind, before, after, hash)::trail.entry as x from trail.entry where change = 2) e`;
    await tamper(
      forged(2, 2),
      "update trail.entry e set hash = trail.entry_hash(e) where change = 2 and n = 2",
    );
    assert.deepEqual(await breaks(), ["2.2 foreign_entry"]);
    await tamper("delete from trail.entry where change = 2 and n = 2", forged(9, 1));
    assert.deepEqual(await breaks(), ["9.1 foreign_entry"]);
  });

  test("who puts the entries of a change in another order is found", async () => {
    await tamper(
      "update trail.entry set n = -n where change = 1 and n in (1, 2)",
      "update trail.entry set n = 3 + n where change = 1 and n < 0",
    );
    assert.deepEqual(await breaks(), ["1.1 altered_entry", "1.2 altered_entry"]);
  });

  test("who takes a change out of the middle is found, with or without renumbering the ones after", async () => {
    await tamper("delete from trail.entry where change = 2", "delete from trail.change where seq = 2");
    const told = await breaks();
    assert.ok(told.includes("2 missing_change") && told.includes("3 broken_chain"));
    await tamper(
      "update trail.change set seq = 2 where seq = 3",
      "update trail.entry set change = 2 where change = 3",
    );
    const renumbered = await breaks();
    assert.ok(renumbered.includes("2 broken_chain") && renumbered.includes("2 altered_change"));
  });

  test("who swaps two changes is found", async () => {
    await tamper(
      "update trail.change set seq = seq + 10 where seq in (1, 2)",
      "update trail.change set seq = 13 - seq where seq in (11, 12)",
    );
    assert.ok((await breaks()).includes("1 altered_change"));
  });

  test("who cuts off the end is found by the records and the file that point to what is gone", async () => {
    await tamper("delete from trail.entry where change = 3", "delete from trail.change where seq = 3");
    assert.deepEqual(await breaks(), [
      "3 unknown_change",
      "3 of participants guidance unknown_change",
      "3 of participants guidance unknown_change",
    ]);
  });

  test("who changes, adds or deletes a record without an entry is found, at that record", async () => {
    await tamper("update register.participants set postcode = '1000' where change = 2");
    assert.deepEqual(await breaks(), ["2 of participants guidance altered_record"]);
    await tamper("update register.participants set postcode = '1080' where change = 2");
    assert.deepEqual(await breaks(), []);
    await tamper(
      `insert into register.participants (operation, record, partner, identity_key, definition, change)
       values ('guidance', 999, 'north_workshop', 'x', '', 3)`,
    );
    assert.deepEqual(await breaks(), ["3 of participants guidance unknown_change"]);
    await tamper(
      "delete from register.participants where record = 999",
      "delete from register.participants where change = 2",
    );
    assert.deepEqual(await breaks(), ["1 of participants guidance missing_record"]);
  });

  test("who writes something into an entry that is no record any more does not stop the verification", async () => {
    await tamper("update trail.entry set after = 'nonsense' where change = 2");
    assert.deepEqual(await breaks(), ["2.1 altered_entry"]);
  });
});

describe("what the database itself refuses", () => {
  const isRefused = (error: unknown) => (error as DatabaseError).code === "23001";

  test("the trail is not updated, deleted or emptied", async () => {
    for (const statement of [
      "update trail.change set actor = 'somebody'",
      "delete from trail.change",
      "truncate trail.change cascade",
      "update trail.entry set after = ''",
      "delete from trail.entry where change = 2",
      "truncate trail.entry",
    ])
      await assert.rejects(store.pool.query(statement), isRefused, statement);
    assert.deepEqual(await breaks(), []);
  });

  test("a record does not change without a newer change", async () => {
    for (const change of ["", ", change = change", ", change = 1"])
      await assert.rejects(
        store.pool.query(`update register.participants set postcode = '1000'${change} where change = 2`),
        isRefused,
        change,
      );
  });

  test("a record does not point to a change that the trail does not have", async () => {
    await assert.rejects(
      store.pool.query("update register.participants set postcode = '1000', change = 99 where change = 2"),
      (error) => (error as DatabaseError).code === "23503",
    );
  });
});
