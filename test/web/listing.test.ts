import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startJobs } from "../../src/server/open-house.ts";
import { mostAtOnce } from "../../src/listing/view.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let worker: TestAccount;
let other: TestAccount;
let officer: TestAccount;

before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.02 });
  worker = await world.account({ role: "case_worker", partner: "cpas_schaerbeek" });
  other = await world.account({ role: "case_worker", partner: "cpas_ixelles" });
  officer = await world.account({ role: "programme_officer" });
});
after(() => world.close());

const ask = (account: TestAccount | undefined, method: string, path: string, body?: unknown) =>
  world.app.request(path, {
    method,
    headers: {
      ...(account?.headers ?? { origin: "http://127.0.0.1", "sec-fetch-site": "same-origin" }),
      "accept-language": "fr",
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const list = "/api/registers/participants/list";

test("the list of the API and that of the pages are the same, and each asker gets their own part of it", async () => {
  const totals = new Map<string, number>();
  for (const account of [worker, other, officer]) {
    const posted = await ask(account, "POST", list, { filters: [{ field: "gender", in: ["woman"] }] });
    assert.equal(posted.status, 200);
    const page = (await posted.json()) as { total: number; records: { partner: string }[] };
    const got = await ask(account, "GET", "/api/registers/participants/records?filter=gender:woman");
    assert.deepEqual(await got.json(), page);
    totals.set(account.id, page.total);
    if (account.partner !== null)
      for (const { partner } of page.records) assert.equal(partner, account.partner);
  }
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*) from register.participants where gender = 'woman'",
  );
  assert.equal(totals.get(officer.id), rows[0]?.count);
});

test("what is not there, not kept by the operation or not shown is refused, without a word of what was asked", async () => {
  const refused = async (
    account: TestAccount | undefined,
    status: number,
    ...asked: [string, string, unknown?]
  ) => {
    const response = await ask(account, ...asked);
    assert.equal(response.status, status, `${asked[0]} ${asked[1]}`);
    assert.ok(!(await response.text()).includes("Dupont"));
  };
  await refused(undefined, 401, "POST", list, {});
  await refused(worker, 404, "GET", "/api/registers/nothing/list");
  await refused(worker, 404, "POST", "/api/registers/nothing/list", {});
  await refused(worker, 404, "GET", "/api/operations/cpas/registers/job_offers/records");
  await refused(officer, 422, "POST", list, { filters: [{ field: "last_name", contains: "Dupont" }] });
  await refused(officer, 422, "POST", list, { sort: { field: "last_name", descending: false } });
  await refused(officer, 422, "POST", "/api/registers/participants/export", {
    columns: ["last_name"],
    format: "csv",
    extent: "chosen",
  });
  await refused(worker, 400, "POST", list, { filters: [{ field: "gender", like: "Dupont" }] });
  await refused(worker, 404, "GET", "/api/exports/00000000-0000-4000-8000-000000000000/file");
  await refused(worker, 404, "DELETE", "/api/views/00000000-0000-4000-8000-000000000000");
});

test("a search is found in no address: only a body carries it", async () => {
  const { rows } = await world.pool.query<{ name: string }>(
    "select last_name as name from identity.participants where partner = 'cpas_schaerbeek' limit 1",
  );
  const search = rows[0]?.name ?? "";
  const found = (await (await ask(worker, "POST", list, { search })).json()) as { total: number };
  assert.ok(found.total > 0);
  const nobody = (await (await ask(other, "POST", list, { search: `${search} cpas_schaerbeek` })).json()) as {
    total: number;
  };
  assert.equal(nobody.total, 0);
  const address = await ask(worker, "GET", `/api/registers/participants/records?search=${search}`);
  assert.equal(
    ((await address.json()) as { total: number }).total > found.total || address.status === 400,
    true,
  );
});

test("a small export comes in the answer, a large one is made by a job and waits for its asker", async () => {
  const body = { format: "xlsx", extent: "chosen" };
  const small = await ask(worker, "POST", "/api/registers/participants/export", body);
  assert.equal(small.status, 200);
  assert.match(small.headers.get("content-disposition") ?? "", /^attachment; filename\*=UTF-8''Participants/);
  assert.equal(
    Buffer.from(await small.arrayBuffer())
      .subarray(0, 2)
      .toString(),
    "PK",
  );

  await world.pool.query(
    `insert into register.participants (operation, record, partner, identity_key, definition, change)
     select operation, 1000000 + n, partner, sha256(int8send(n)), definition, change
     from (select operation, partner, definition, change from register.participants limit 1) r, generate_series(1, $1::bigint) n`,
    [mostAtOnce],
  );
  const large = await ask(officer, "POST", "/api/registers/participants/export", body);
  assert.equal(large.status, 202);
  const { export: id } = (await large.json()) as { export: string };
  const jobs = await startJobs(world.house);
  try {
    const state = async () => {
      const { exports } = (await (await ask(officer, "GET", "/api/exports")).json()) as {
        exports: { export: string; state: string; records: number | null }[];
      };
      return exports.find((each) => each.export === id);
    };
    for (let tries = 0; tries < 100 && (await state())?.state === "waiting"; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const made = await state();
    assert.equal(made?.state, "ready");
    assert.ok((made.records ?? 0) > mostAtOnce);
  } finally {
    await jobs.stop();
  }
  const file = await ask(officer, "GET", `/api/exports/${id}/file`);
  assert.equal(file.status, 200);
  assert.equal(Number(file.headers.get("content-length")), (await file.arrayBuffer()).byteLength);
  assert.equal((await ask(worker, "GET", `/api/exports/${id}/file`)).status, 404);
  assert.equal((await ask(officer, "DELETE", `/api/exports/${id}`)).status, 200);
  assert.equal((await ask(officer, "GET", `/api/exports/${id}/file`)).status, 404);
});
