import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import type { House } from "../../src/house.ts";
import { makeApp } from "../../src/server/app.ts";
import { startJobs } from "../../src/server/open-house.ts";
import { routes } from "../../src/server/routes.ts";
import { openMailServer } from "../../src/signin/forTests.ts";
import { checkUpload } from "../../src/upload/check.ts";
import { keepUpload } from "../../src/upload/keep.ts";
import { csvOf, type FileRow } from "../programme/rows.ts";
import {
  asking,
  everyCell,
  type MatrixWorld,
  openMatrixWorld,
  routeOf,
  aboutOf,
  each,
} from "./matrix/matrix.ts";
import { own } from "./matrix/places.ts";
import { asAnswers, participant } from "./matrix/planted.ts";
import { samples } from "./matrix/samples.ts";
import { everythingIn } from "./matrix/unpack.ts";
import type { TestAccount } from "./world.ts";

/** People who are nobody: whatever says this word, or a telephone number that begins so, says who somebody is. */
const isTold = /zqcan|\b0499\s?77/i;
const people = 10_000;
const typed = 300;

const canary = (number: number, bent: FileRow = {}): FileRow => ({
  ...participant(own, number),
  person_number: `ZQCAN-${String(number).padStart(5, "0")}`,
  last_name: `Zqcanari ${number}`,
  first_name: `Zqcanette ${number}`,
  email: `zqcan${number}@exemple.invalid`,
  phone: `0499 77 ${String(number % 100).padStart(2, "0")} ${String(Math.floor(number / 100)).padStart(2, "0")}`,
  adviser_code: "A1",
  ...bent,
});

let world: MatrixWorld;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let worker: TestAccount;
const log: string[] = [];
/** Every answer that told of an error, and where answers send a browser. */
const errors: string[] = [];
const payloads: string[] = [];
let answers = 0;

const hear = (status: number, text: string): void => {
  answers += 1;
  const [head = "", ...body] = text.split("\n\n");
  if (status >= 400) errors.push(`${status} ${body.join("\n\n")}`);
  for (const line of head.split("\n"))
    if (/^(location|link|set-cookie|content-location):/i.test(line)) errors.push(line);
};

type Asked = Readonly<{
  method: string;
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}>;
const send = async (app: ReturnType<typeof makeApp>, account: TestAccount | undefined, asked: Asked) => {
  const isText = typeof asked.body === "string" || asked.body instanceof Uint8Array;
  const response = await app.request(asked.path, {
    method: asked.method,
    headers: {
      "accept-language": "fr",
      ...account?.headers,
      ...(asked.body === undefined || isText ? {} : { "content-type": "application/json" }),
      ...asked.headers,
    },
    ...(asked.body === undefined
      ? {}
      : { body: isText ? (asked.body as string) : JSON.stringify(asked.body) }),
  });
  const { status } = response;
  const { text } = await everythingIn(response);
  hear(status, text);
  return { status, text, body: text.slice(text.indexOf("\n\n") + 2) };
};

/** The house, with an ear at what is noted to be done later. */
const overheard = (house: House): House => ({
  ...house,
  addJob: async (client, name, payload) => {
    payloads.push(JSON.stringify({ name, payload }));
    await house.addJob(client, name, payload);
  },
});

before(async () => {
  mail = await openMailServer();
  world = await openMatrixWorld({
    published: true,
    world: { onLog: (line) => log.push(line), settings: { smtp: mail.url } },
  });
  const found = world.own.worker;
  worker = found;
});
after(async () => {
  await world.world.close();
  await mail.close();
});

const place = { operation: own.operation, partner: own.partner, register: own.register };

test("ten thousand people come in by a file, and some are typed", async (t) => {
  const { world: house } = world;
  const app = makeApp(overheard(house.house));
  const rows = Array.from({ length: people - typed }, (_, index) => canary(index + 1));
  const query = new URLSearchParams(place);
  const octets = { "content-type": "application/octet-stream", "x-file-name": "liste.csv" };
  const brought = await send(app, worker, {
    method: "POST",
    path: `/api/files?${query}`,
    body: csvOf(rows),
    headers: octets,
  });
  assert.equal(brought.status, 201, brought.body);
  const { id } = JSON.parse(brought.body) as { id: string };
  await checkUpload(house.house, id);
  const kept = await send(app, worker, {
    method: "POST",
    path: `/api/files/${id}/keep`,
    body: { confirmOpen: true },
  });
  assert.equal(kept.status, 202, kept.body);
  await keepUpload(house.house, id);
  // A second file with faults, which stays as it came.
  const faulty = [1, 2, 3].map((number) => canary(20_000 + number, { birth_date: `zqcan${number}` }));
  const second = await send(app, worker, {
    method: "POST",
    path: `/api/files?${query}`,
    body: csvOf(faulty),
    headers: octets,
  });
  await checkUpload(house.house, (JSON.parse(second.body) as { id: string }).id);
  await each(
    Array.from({ length: typed }, (_, index) => people - typed + index + 1),
    async (number) => {
      const draft = randomUUID();
      const edits = Object.entries(canary(number)).map(([field, text], index) => ({
        seq: index + 1,
        field,
        text,
      }));
      const put = await send(app, worker, {
        method: "PUT",
        path: `/api/drafts/${draft}`,
        body: { ...place, edits },
      });
      assert.equal(put.status, 200, put.body);
      // One in three stays a draft.
      if (number % 3 === 0) return;
      const end = await send(app, worker, { method: "POST", path: `/api/drafts/${draft}/keep`, body: {} });
      assert.equal(end.status, 200, end.body);
    },
  );
  const { rows: counted } = await house.pool.query<{ kept: number; drafts: number }>(
    `select (select count(*)::int from identity.participants where last_name like 'Zqcanari%') as kept,
       (select count(distinct draft)::int from entry.answer where text like 'Zqcanari%') as drafts`,
  );
  assert.deepEqual(counted, [{ kept: people - typed / 3, drafts: typed / 3 }]);
  t.diagnostic(`${people} people: ${counted[0]?.kept} kept, ${counted[0]?.drafts} drafts`);
});

test("every route is asked by everybody, wrongly too, and what is below it fails", async (t) => {
  const { world: installation } = world;
  const { pool } = installation;
  const house = overheard(installation.house);
  const ask = asking(house);
  // As it should be asked.
  await each(everyCell(), async ({ route, asker, target }) => {
    const somebody = world.askers.get(asker);
    const sample = samples[route]?.(aboutOf(world, somebody, target));
    assert.ok(sample && somebody);
    const { status, text } = await ask(routeOf(route), sample, somebody.account);
    hear(status, text);
  });
  // As nobody should: other shapes, and what is no JSON at all, full of names.
  const app = makeApp(house);
  const bodies = [
    '{"last_name":"Zqcanari',
    JSON.stringify({ Zqcanari: "zqcan", answers: { last_name: ["Zqcanari"] } }),
  ];
  for (const route of routes.filter(({ body }) => body !== undefined))
    for (const body of bodies)
      for (const [, { account }] of world.askers)
        await send(app, account, {
          method: route.method.toUpperCase(),
          path: route.path
            .replace("{operation}", own.operation)
            .replace("{register}", own.register)
            .replace("{record}", String(world.own.record))
            .replaceAll(/\{\w+\}/g, world.own.draft),
          body,
          headers: { "content-type": "application/json" },
        });
  // Files that are none.
  const query = new URLSearchParams(place);
  for (const bytes of ["Zqcanari", "PK\u0003\u0004Zqcanari", "%PDF-1.4 Zqcanari", "\u0000\u0001Zqcanari"])
    await send(app, worker, {
      method: "POST",
      path: `/api/files?${query}`,
      body: bytes,
      headers: { "content-type": "application/octet-stream", "x-file-name": "liste.xlsx" },
    });
  // The database refuses rows and says which: its message quotes them.
  await pool.query(
    "alter table identity.participants add constraint canary check (last_name not like '%échoue%') not valid",
  );
  await pool.query(
    "alter table entry.answer add constraint canary check (text not like '%échoue%') not valid",
  );
  const failing = asAnswers(canary(30_001, { last_name: "Zqcanari échoue" }));
  const records = `/api/operations/${own.operation}/registers/${own.register}/records`;
  const failed = [
    await send(app, worker, {
      method: "POST",
      path: records,
      body: { partner: own.partner, answers: failing },
      headers: { "idempotency-key": randomUUID() },
    }),
    await send(app, worker, {
      method: "PUT",
      path: `/api/drafts/${randomUUID()}`,
      body: { ...place, edits: [{ seq: 1, field: "last_name", text: "Zqcanari échoue" }] },
    }),
  ];
  // What the server is made of fails, and its message names somebody.
  const fail = () => Promise.reject(new Error("Zqcanari"));
  const broken = makeApp({ ...house, snapshot: fail, recentSnapshot: fail });
  failed.push(
    await send(broken, world.askers.get("auditor")?.account, {
      method: "GET",
      path: "/api/figures?figures=participants",
    }),
  );
  for (const { status, body } of failed) assert.equal(status, 500, body);
  assert.ok(
    log.some((line) => line.includes('"failed"')),
    "what failed is in the log",
  );
  t.diagnostic(
    `${answers} answers, ${errors.length} of them of errors or with an address; ${log.length} lines of log`,
  );
});

const toldIn = (texts: readonly string[]): string[] =>
  texts.filter((text) => isTold.test(text)).map((text) => text.slice(0, 300));

test("no name in any line of the log, answer of an error or address", () => {
  assert.ok(log.length > 3000 && errors.length > 1000);
  assert.deepEqual(toldIn(log), []);
  assert.deepEqual(toldIn(errors), []);
});

test("no name in a mail, nor in what is noted to be done later", async (t) => {
  const { pool, house } = world.world;
  const { rows } = await pool.query<{ row: string }>(
    "select to_jsonb(j)::text as row from graphile_worker._private_jobs j",
  );
  const jobs = await startJobs(house);
  try {
    for (let waited = 0; waited < 100; waited += 1) {
      const left = await pool.query(
        "select from graphile_worker._private_jobs where run_at <= now() and attempts = 0",
      );
      if (left.rowCount === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await jobs.stop();
  }
  const kept = await pool.query<{ row: string }>("select to_jsonb(k)::text as row from mail.kept k");
  t.diagnostic(`${payloads.length} payloads, ${rows.length} jobs, ${mail.received.length} mails`);
  assert.ok(payloads.length > 100 && rows.length > 0 && mail.received.length > 0);
  assert.deepEqual(
    toldIn([...payloads, ...rows.map(({ row }) => row), ...kept.rows.map(({ row }) => row)]),
    [],
  );
  assert.deepEqual(toldIn(mail.received.flatMap(({ raw, text, subject }) => [raw, text, subject])), []);
  assert.deepEqual(toldIn(log), []);
});

test("no name in what is public", async (t) => {
  const ask = asking(world.world.house);
  let asked = 0;
  for (const route of routes.filter(({ access }) => access.kind === "public")) {
    const sample = samples[route.id]?.(aboutOf(world, undefined, "own"));
    assert.ok(sample);
    const { text } = await ask(route, sample, undefined);
    asked += 1;
    assert.doesNotMatch(text, isTold, route.id);
  }
  t.diagnostic(`${asked} public routes`);
});

test("names are in their own rooms of the database, and nowhere else: no trail, no reading log, no queue", async (t) => {
  const { pool } = world.world;
  const { rows: tables } = await pool.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as table from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const rooms: string[] = [];
  for (const { table } of tables) {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from ${table} t where t::text ~* 'zqcan|\\m0499 ?77'`,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) rooms.push(table);
    if (count > 0) t.diagnostic(`${table}: ${count} rows`);
  }
  assert.deepEqual(rooms, ["entry.answer", "identity.participants", 'upload."row"', "upload.remark"]);
});

test("snapshots hold no name, and files with names lie with the originals only", async (t) => {
  const { folder, house } = world.world;
  await house.snapshot();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  const duck = await (await DuckDBInstance.create()).connect();
  const parquet = files.filter((path) => path.endsWith(".parquet"));
  let rows = 0;
  for (const path of parquet) {
    const read = await duck.runAndReadAll(`select to_json(p)::varchar as row from read_parquet('${path}') p`);
    for (const { row } of read.getRowObjectsJS()) {
      rows += 1;
      assert.doesNotMatch(JSON.stringify(row), isTold, path);
    }
  }
  assert.ok(rows >= people - typed, `${rows} rows`);
  const folders = new Set(
    files
      .filter((path) => !path.endsWith(".parquet") && isTold.test(readFileSync(path, "latin1")))
      .map((path) => relative(folder, path).split("/")[0]),
  );
  t.diagnostic(`${rows} rows of ${parquet.length} Parquet files; names lie in: ${[...folders].join(", ")}`);
  assert.deepEqual(folders, new Set(["originals", "uploads"]));
});
