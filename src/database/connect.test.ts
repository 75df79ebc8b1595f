import assert from "node:assert/strict";
import { after, test } from "node:test";
import { languages } from "../language.ts";
import { DatabaseUnavailable, openDatabase } from "./connect.ts";
import { temporaryDatabase } from "./forTests.ts";

const temporary = await temporaryDatabase({ alone: true });
const { url, folder } = temporary;
const database = await openDatabase({ dataFolder: folder, url });
after(async () => {
  await database.close();
  await temporary.drop();
});

const valuesOf = async (query: string): Promise<unknown[]> =>
  (await database.pool.query<unknown[]>({ text: query, rowMode: "array" })).rows[0] ?? [];

test("a database that is given is used", () => {
  assert.equal(database.kind, "given");
});

test("whole numbers are numbers, dates and decimals are text, also in lists and where the server thinks otherwise", async () => {
  await database.pool.query("ALTER DATABASE test_1 SET DateStyle = 'SQL, DMY'");
  await database.pool.query("ALTER DATABASE test_1 SET TimeZone = 'Pacific/Auckland'");
  const other = await openDatabase({ dataFolder: folder, url });
  const { rows } = await other.pool.query<unknown[]>({
    text: `SELECT count(*), 9007199254740991::int8, date '2020-03-29', 12.50::numeric(10, 2), 0.1::numeric,
                  ARRAY[1, NULL]::int8[], ARRAY[[1], [2]]::int8[], ARRAY[date '2019-12-31', NULL],
                  ARRAY[0.10, 9007199254740993.01], NULL::date, timestamptz '2020-01-01T00:00Z'::date`,
    rowMode: "array",
  });
  await other.close();
  assert.deepEqual(rows[0], [
    1,
    9007199254740991,
    "2020-03-29",
    "12.50",
    "0.1",
    [1, null],
    [[1], [2]],
    ["2019-12-31", null],
    ["0.10", "9007199254740993.01"],
    null,
    "2020-01-01",
  ]);
});

test("a whole number that would lose a unit is refused, and the connection stays usable", async () => {
  await assert.rejects(valuesOf("SELECT 9007199254740992::int8"), RangeError);
  await assert.rejects(valuesOf("SELECT ARRAY[-9007199254740992]::int8[]"), RangeError);
  assert.deepEqual(await valuesOf("SELECT 1::int8"), [1]);
});

test("a connection that the server drops while in use fails its query, not the process", async () => {
  const client = await database.pool.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await database.pool.query("SELECT pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
  await assert.rejects(client.query("SELECT 1"));
  client.release(true);
  assert.deepEqual(await valuesOf("SELECT 2"), [2]);
});

test("each temporary database is empty and its own", async () => {
  const another = await temporaryDatabase({ alone: true });
  const other = await openDatabase({ dataFolder: another.folder, url: another.url });
  await database.pool.query("CREATE TABLE here (n int)");
  await assert.rejects(other.pool.query("SELECT * FROM here"), { code: "42P01" });
  await other.close();
  await another.drop();
  assert.deepEqual(await valuesOf("SELECT count(*) FROM here"), [0]);
});

test("a given database that cannot be used is told in three languages, without the password", async () => {
  const wrong = [
    "postgresql://someone:secret-word@127.0.0.1:1/nowhere",
    "postgresql://someone:secret-word@localhost:1/nowhere",
    "http://someone:secret-word@[/",
    url.replace("/test_1?", "/nowhere?"),
  ];
  for (const address of wrong) {
    await assert.rejects(openDatabase({ dataFolder: folder, url: address }), (error) => {
      assert.ok(error instanceof DatabaseUnavailable);
      for (const language of languages) {
        assert.match(error.text[language], /DATABASE_URL/);
        assert.doesNotMatch(error.text[language], /secret|undefined|: \.|someone/);
      }
      return true;
    });
  }
});

test("a database that does not store every script is refused", async () => {
  await database.pool.query(
    "CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc",
  );
  await assert.rejects(
    openDatabase({ dataFolder: folder, url: url.replace("/test_1?", "/narrow?") }),
    (error) => error instanceof DatabaseUnavailable && error.text.en.includes("LATIN1"),
  );
  await database.pool.query("DROP DATABASE narrow");
});
