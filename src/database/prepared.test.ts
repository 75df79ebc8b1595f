import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pool, PoolClient } from "pg";
import { anotherPool, type Database, openDatabase } from "./connect.ts";
import { temporaryDatabase, type TemporaryDatabase } from "./forTests.ts";

let temporary: TemporaryDatabase;
let database: Database;
let pool: Pool;
before(async () => {
  temporary = await temporaryDatabase();
  database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  pool = anotherPool(database.pool, 1);
});
after(async () => {
  await pool.end();
  await database.close();
  await temporary.drop();
});

const on = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
};

const kept = async (client: PoolClient): Promise<string[]> => {
  const { rows } = await client.query<{ statement: string }>(
    "select statement from pg_prepared_statements where name like 'jalon%'",
  );
  return rows.map(({ statement }) => statement);
};

test("a statement sent often is kept by the connection, and answers the same with other values", async () => {
  await on(async (client) => {
    const text = "select $1::int + 1 as next";
    for (let value = 0; value < 20; value++) {
      const { rows } = await client.query<{ next: number }>(text, [value]);
      assert.equal(rows[0]?.next, value + 1);
    }
    assert.ok((await kept(client)).includes(text));
    const { rows } = await client.query<number[]>({ text, values: [41], rowMode: "array" });
    assert.deepEqual(rows, [[42]]);
  });
});

test("what is sent once, without values, or works on temporary tables is not kept", async () => {
  await on(async (client) => {
    const before = await kept(client);
    for (let value = 0; value < 20; value++) {
      await client.query(`select $1::int + ${value} as sum`, [value]);
      await client.query("select 1 as one");
      await client.query("begin; create temp table staged (row int) on commit drop");
      await client.query("insert into staged values ($1)", [value]);
      await client.query("commit");
    }
    assert.deepEqual(await kept(client), before);
  });
});

test("a kept statement is under the policies of the role that sends it, whoever sent it before", async () => {
  await database.pool.query(
    `create role jalon_test_reader nologin; create table own (owner text);
     insert into own values ('jalon_test_reader'), ('somebody else');
     alter table own enable row level security; grant select on own to jalon_test_reader;
     create policy own on own for select to jalon_test_reader using (owner = current_user)`,
  );
  const text = "select owner from own where owner <> $1 order by owner";
  try {
    await on(async (client) => {
      for (let time = 0; time < 10; time++) {
        assert.equal((await client.query(text, [""])).rows.length, 2);
        await client.query("begin; set local role jalon_test_reader");
        assert.deepEqual((await client.query(text, [""])).rows, [{ owner: "jalon_test_reader" }]);
        await client.query("rollback");
      }
      assert.ok((await kept(client)).includes(text));
    });
  } finally {
    await database.pool.query("drop table own; drop role jalon_test_reader");
  }
});
