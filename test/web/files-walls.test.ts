import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type GuardName, withoutGuard } from "../../src/access/guards.ts";
import { makeApp } from "../../src/server/app.ts";
import type { HistoryRow } from "../../src/upload/history.ts";
import { resumeUploads, sweepUploads } from "../../src/upload/sweep.ts";
import { csvOf, participantRow } from "../programme/rows.ts";
import { type FilesWorld, openFilesWorld } from "./files-world.ts";
import type { TestAccount } from "./world.ts";

let world: FilesWorld;
let guide: TestAccount;
let south: TestAccount;
let inspector: TestAccount;
let director: TestAccount;
let upload: string;

before(async () => {
  world = await openFilesWorld();
  guide = await world.account({ role: "guide", partner: "north_workshop" });
  south = await world.account({ role: "guide", partner: "south_workshop" });
  inspector = await world.account({ role: "inspector" });
  director = await world.account({ role: "director" });
  upload = await world.bringRows(guide, [participantRow(1), participantRow(2, { birth_date: "hier" })]);
});
after(() => world.close());

/** Everything that can be asked of an upload by its number. */
const asked = (id: string) =>
  [
    ["GET", `/api/files/${id}`],
    ["GET", `/api/files/${id}/columns`],
    ["GET", `/api/files/${id}/remarks`],
    ["GET", `/api/files/${id}/mends`],
    ["GET", `/api/files/${id}/rows?fate=added`],
    ["GET", `/api/files/${id}/kinds/0/values`],
    ["GET", `/api/files/${id}/original`],
    ["GET", `/api/files/${id}/remarked`],
    ["PUT", `/api/files/${id}/columns`, { columns: [], remember: false }],
    ["POST", `/api/files/${id}/mends`, { mends: [{ sheet: null, row: 3, column: 4, value: "01/01/1990" }] }],
    ["POST", `/api/files/${id}/mends/alike`, { kind: 0, found: "hier", value: "01/01/1990" }],
    ["POST", `/api/files/${id}/confirmations`, { all: true }],
    ["DELETE", `/api/files/${id}/confirmations/1`],
    ["POST", `/api/files/${id}/check`, {}],
    ["POST", `/api/files/${id}/keep`, { confirmOpen: true }],
    ["POST", `/api/files/${id}/withdraw`, {}],
  ] as const;

const nameOf = ([method, path]: ReturnType<typeof asked>[number]): string => `${method} ${path}`;

const state = async () =>
  (await world.pool.query("select state, round, columns from upload.upload where id = $1", [upload])).rows;

type App = FilesWorld["app"];

const request = async (
  app: App,
  account: TestAccount,
  [method, path, body]: ReturnType<typeof asked>[number],
) => {
  const response = await app.request(path, {
    method,
    headers: {
      ...account.headers,
      "accept-language": "fr",
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, text: await response.text() };
};

describe("who may", () => {
  test("somebody of another partner is answered as if the file did not exist, whatever is asked of it", async () => {
    const before = await state();
    const nowhere = asked("00000000-0000-4000-8000-000000000000");
    for (const [index, each] of asked(upload).entries()) {
      const theirs = await request(world.app, south, each);
      const none = await request(world.app, south, nowhere[index] ?? each);
      assert.deepEqual(theirs, none, nameOf(each));
      assert.equal(theirs.status, 404, nameOf(each));
    }
    const { json } = await world.ask(south, "GET", "/api/files");
    assert.deepEqual(json, { total: 0, rows: [] });
    assert.deepEqual(await state(), before);
  });

  test("nobody signed in learns anything", async () => {
    for (const [method, path, body] of asked(upload)) {
      const { status } = await world.ask(undefined, method, path, body);
      // What changes something is refused before anybody is asked who they are: it names no origin.
      assert.equal(status, method === "GET" ? 401 : 403, path);
    }
  });

  test("who reads records but not names knows that the file came, and does not see into it", async () => {
    const view = await world.view(director, upload);
    assert.deepEqual(view.may, { open: false, take: false, bring: false });
    assert.deepEqual(view.kinds, []);
    for (const each of asked(upload).slice(1))
      assert.equal((await request(world.app, director, each)).status, 403, nameOf(each));
    assert.ok(!JSON.stringify(view).includes("hier"));
    const { json } = await world.ask(director, "GET", "/api/files");
    assert.deepEqual(
      (json["rows"] as HistoryRow[]).map(({ upload: id, open }) => [id, open]),
      [[upload, false]],
    );
  });

  test("who reads records and names may look into the file, and neither touch it nor take it whole, with answers of a special category", async () => {
    const before = await state();
    for (const each of asked(upload).slice(0, 8))
      assert.equal(
        (await request(world.app, inspector, each)).status,
        /(original|remarked)$/.test(each[1]) ? 403 : 200,
        nameOf(each),
      );
    for (const each of asked(upload).slice(8))
      assert.equal((await request(world.app, inspector, each)).status, 403, nameOf(each));
    assert.deepEqual(await state(), before);
  });

  test("a file cannot be brought in for another partner, nor for a place that is not", async () => {
    for (const [place, status] of [
      ["operation=guidance&partner=south_workshop&register=participants", 403],
      ["operation=first_step&partner=north_workshop&register=workshop_hours", 404],
    ] as const) {
      const response = await world.app.request(`/api/files?${place}`, {
        method: "POST",
        headers: { ...guide.headers, "content-type": "application/octet-stream", "x-file-name": "x.csv" },
        body: csvOf([participantRow(1)]),
      });
      assert.equal(response.status, status, place);
    }
  });
});

describe("each wall holds alone", () => {
  const guardsOfFiles: readonly GuardName[] = [
    "right",
    "address",
    "record",
    "listing",
    "identity",
    "special",
  ];
  for (const name of guardsOfFiles)
    test(`without the server's guard "${name}" the database still shows another partner's people nothing`, async () => {
      const before = await state();
      const app = makeApp({ ...world.house, guards: withoutGuard(name) });
      for (const each of asked(upload)) {
        const { status, text } = await request(app, south, each);
        assert.ok(status >= 400, `${nameOf(each)} ${status}`);
        assert.ok(!text.includes("hier"));
      }
      const list = await request(app, south, ["GET", "/api/files"] as never);
      assert.match(list.text, /"total":0/);
      assert.deepEqual(await state(), before);
    });

  test("without the policies of the database the server still shows another partner's people nothing", async () => {
    const tables = ["upload", "row", "remark", "mend", "confirmation", "column_name", "download"];
    const before = await state();
    for (const table of tables)
      await world.pool.query(`alter table upload.${table} disable row level security`);
    try {
      for (const each of asked(upload))
        assert.equal((await request(world.app, south, each)).status, 404, nameOf(each));
      assert.deepEqual((await world.ask(south, "GET", "/api/files")).json, { total: 0, rows: [] });
    } finally {
      for (const table of tables)
        await world.pool.query(`alter table upload.${table} enable row level security`);
    }
    assert.deepEqual(await state(), before);
  });

  test("the application can neither mark a file as kept nor write what a check found", async () => {
    const client = await world.pool.connect();
    try {
      for (const statement of [
        `update upload.upload set state = 'kept' where id = '${upload}'`,
        `update upload.upload set summary = '{}' where id = '${upload}'`,
        `insert into upload.remark (upload, n, kind, severity, rule, row, found) values ('${upload}', 99, 0, 'confirm', 'x', 1, '')`,
        `delete from upload.row where upload = '${upload}'`,
      ]) {
        await client.query("begin");
        const { rows } = await client.query<{ hash: string }>(
          "select hash from access.session where account = $1",
          [guide.id],
        );
        await client.query("set local role jalon_application");
        await client.query("select access.open($1)", [rows[0]?.hash]);
        await assert.rejects(client.query(statement), /denied|policy/, statement);
        await client.query("rollback");
      }
    } finally {
      client.release();
    }
  });
});

describe("time", () => {
  test("a session that ended before the file was kept keeps nothing, and the page says why", async () => {
    const leaver = await world.account({ role: "guide", partner: "north_workshop" });
    const file = await world.bringRows(leaver, [participantRow(900)]);
    assert.equal(
      (await world.ask(leaver, "POST", `/api/files/${file}/keep`, { confirmOpen: true })).status,
      202,
    );
    await world.pool.query("update access.session set ended_at = now() where account = $1", [leaver.id]);
    await world.work(file);
    const view = await world.view(guide, file);
    assert.equal(view.state, "ready");
    assert.match(view.problem?.fr ?? "", /session/);
    assert.equal((await world.pool.query("select from register.participants")).rowCount, 0);
  });

  test("a server that starts takes up again what another had begun", async () => {
    const file = await world.bringRows(guide, [participantRow(901)]);
    await world.pool.query("update upload.upload set state = 'checking' where id = $1", [file]);
    await world.pool.query("delete from graphile_worker._private_jobs");
    await resumeUploads(world.house);
    const { rows } = await world.pool.query<{ name: string }>(
      "select task_identifier as name from graphile_worker.jobs order by 1",
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["upload_check", "upload_sweep"],
    );
  });

  test("what was withdrawn, or not kept in thirty days, is let go: bytes, rows, remarks and mends", async () => {
    const files = {
      withdrawn: await world.bringRows(guide, [participantRow(902, { birth_date: "?" })]),
      late: await world.bringRows(guide, [participantRow(903)]),
      young: await world.bringRows(guide, [participantRow(904)]),
    };
    const bytes = async (id: string) => {
      const { sha256 } = await world.view(guide, id);
      return existsSync(join(world.folder, "uploads", sha256));
    };
    assert.ok((await world.view(guide, files.young)).until !== null);
    await world.ask(guide, "POST", `/api/files/${files.withdrawn}/withdraw`, {});
    await world.pool.query(
      "update upload.upload set received_at = now() - interval '31 days' where id = $1",
      [files.late],
    );
    await sweepUploads(world.house);
    assert.deepEqual(
      [await bytes(files.withdrawn), await bytes(files.late), await bytes(files.young)],
      [false, false, true],
    );
    assert.equal((await world.view(guide, files.late)).state, "expired");
    const { rows } = await world.pool.query<{ left: number }>(
      "select count(*) as left from (select upload from upload.row union all select upload from upload.remark) x where upload = any ($1)",
      [[files.withdrawn, files.late]],
    );
    assert.deepEqual(rows, [{ left: 0 }]);
    assert.equal((await world.ask(guide, "GET", `/api/files/${files.withdrawn}/original`)).status, 404);
  });
});
