import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Guards, guards, withoutGuard } from "../../../src/access/guards.ts";
import { makeApp } from "../../../src/server/app.ts";
import { noGuards, withoutRowSecurity } from "../matrix/walls.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

const operation = "anti_discrimination";
const rooms = `/api/services/${operation}/rooms`;
const register = `/api/operations/${operation}/registers/discrimination_cases`;
const secrets = ["zqrecit", "zqnom", "AD-2020-0001"];

let world: World;
let worker: TestAccount;
let outside: readonly TestAccount[];
let paths: readonly string[];

const ask = async (
  app: World["app"],
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) => {
  const response = await app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
};

before(async () => {
  world = await openWorld({ operations: [], settings: { today: "2020-12-31" } });
  worker = await world.account({ role: "service_worker", operation });
  outside = [
    await world.account({ role: "service_worker", operation }),
    await world.account({ role: "partner_manager", partner: "actiris" }),
    await world.account({ role: "auditor" }),
  ];
  const send = async (path: string, body: unknown) => {
    const { status, text } = await ask(world.app, worker, "POST", path, body);
    assert.ok(status < 300, text);
    return JSON.parse(text) as { record: number; change: number };
  };
  const texts = { channel: "phone", anonymous: "false", last_name: "zqnom", facts: "zqrecit" };
  const { record } = await send(rooms, { texts });
  const consent = { body: "unia", given_on: "2020-12-30", anonymous: "false" };
  const { change } = await send(`${rooms}/${record}/consents`, { texts: consent });
  // Why something was changed may say what it is about.
  const changed = await ask(
    world.app,
    worker,
    "PATCH",
    `${register}/records/${record}`,
    {
      answers: { sector: "trade" },
      reason: "zqrecit",
    },
    { "if-match": '"1"' },
  );
  assert.equal(changed.status, 200, changed.text);
  const draft = "5b0c0f4e-6c0a-4a53-9d0e-3f5f6a7b8c9d";
  const kept = await ask(world.app, worker, "PUT", `/api/drafts/${draft}`, {
    operation,
    register: "discrimination_cases",
    partner: "actiris",
    edits: [{ seq: 1, field: "facts", text: "zqrecit" }],
  });
  assert.equal(kept.status, 200, kept.text);
  paths = [
    rooms,
    `${rooms}/${record}`,
    `${register}/records/${record}`,
    `${register}/records`,
    "/api/registers/discrimination_consents/records",
    `/api/changes/${change}`,
    "/api/changes",
    "/api/drafts",
    `/api/drafts/${draft}`,
    "/api/figures/discrimination_cases_opened/records?year=2020",
  ];
});
after(() => world.close());

/** What others see of the room by any of the ways, with these checks of the server. */
const leaks = async (checks: Guards): Promise<string[]> => {
  const app = makeApp({ ...world.house, guards: checks });
  const found: string[] = [];
  for (const account of outside) {
    const tell = (way: string, text: string) => {
      if (secrets.some((secret) => text.includes(secret))) found.push(`${account.role} ${way}`);
    };
    for (const path of paths) tell(path, (await ask(app, account, "GET", path)).text);
    for (const body of [{}, { search: "zqnom" }, { columns: ["facts", "last_name"] }])
      for (const way of ["list", "export"]) {
        const path = `/api/registers/discrimination_cases/${way}`;
        const wanted = way === "export" ? { ...body, format: "csv", extent: "all" } : body;
        tell(`${path} ${JSON.stringify(body)}`, (await ask(app, account, "POST", path, wanted)).text);
      }
  }
  return found;
};

test("who was let in sees it by each of the ways", async () => {
  for (const path of paths.slice(1, -1)) {
    const { status, text } = await ask(world.app, worker, "GET", path);
    assert.equal(status, 200, path);
    const isListed = path.includes("/changes/") || path === "/api/drafts";
    assert.ok(isListed || secrets.some((secret) => text.includes(secret)), path);
  }
});

test("both walls together, and each of them alone, keep the room closed", async () => {
  assert.deepEqual(await leaks(guards), []);
  assert.deepEqual(await leaks(noGuards), []);
  assert.deepEqual(await withoutRowSecurity(world.pool, () => leaks(guards)), []);
});

test("the server's own check, taken away while the database is open, is missed", async () => {
  const seen = await withoutRowSecurity(world.pool, () => leaks(withoutGuard("room")));
  for (const way of [`${rooms}/`, `${register}/records/`, `${register}/records`, "/api/changes"])
    assert.ok(
      seen.some((each) => each.includes(way)),
      `${way} is not among ${seen.join(", ")}`,
    );
});
