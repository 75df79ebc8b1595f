import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hono } from "hono";
import { openWorld } from "../../test/web/world.ts";
import { addressOf, security } from "./security.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());
const origin = "http://127.0.0.1";
const officer = await world.account({ role: "programme_officer" });
const token = await world.account({ role: "case_worker", partner: "cpas_forest", kind: "token" });
const cookie = `jalon=${officer.secret}`;

const post = (headers: Record<string, string>, method = "POST") =>
  world.app.request(`${origin}/api/account/sign-out-everywhere`, { method, headers });

test("a request that changes something is refused unless it says that it comes from our own pages", async () => {
  const refused: Record<string, string>[] = [
    {},
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1.elsewhere.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "https://elsewhere.example", "sec-fetch-site": "same-origin" },
    { authorization: "Basic bm9ib2R5OmhlcmU=" },
    { authorization: "Bearer" },
  ];
  for (const headers of refused) {
    const response = await post({ cookie, ...headers });
    assert.equal(response.status, 403, JSON.stringify(headers));
    assert.equal(((await response.json()) as { code: string }).code, "other_origin");
  }
  const still = await world.app.request(`${origin}/api/account`, { headers: { cookie } });
  assert.equal(still.status, 200, "nothing was changed");
});

test("the same holds for signing in, and for every method but reading", async () => {
  const signIn = await world.app.request(`${origin}/api/sign-in`, {
    method: "POST",
    headers: { origin: "https://elsewhere.example" },
    body: JSON.stringify({ email: "a@b.example", password: "x" }),
  });
  assert.equal(signIn.status, 403);
  for (const method of ["PUT", "PATCH", "DELETE"]) assert.equal((await post({ cookie }, method)).status, 403);
});

test("a program with a token needs no origin", async () => {
  const response = await world.app.request(`${origin}/api/account`, {
    method: "PATCH",
    headers: { ...token.headers, "content-type": "application/json" },
    body: JSON.stringify({ language: "nl" }),
  });
  assert.equal(response.status, 200);
});

test("every answer carries the headers that keep a browser safe: pages, data, refusals, what is not there", async () => {
  for (const [path, init] of [
    ["/api/me", {}],
    ["/api/account", {}],
    ["/api/nothing/here", {}],
    ["/fr/programme", {}],
    ["/api/sign-in", { method: "POST" }],
  ] as const) {
    const { headers } = await world.app.request(`${origin}${path}`, init);
    const csp = headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      assert.ok(csp.includes(part), `${path}: ${part}`);
    assert.ok(!csp.includes("unsafe"));
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "same-origin");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.ok(headers.has("permissions-policy"));
    assert.equal(headers.get("access-control-allow-origin"), null);
    assert.equal(
      headers.get("strict-transport-security"),
      null,
      "over http there is nothing to be strict about",
    );
    if (path.startsWith("/api/")) assert.equal(headers.get("cache-control"), "no-store");
  }
});

const trial = (settings: object, rates?: Parameters<typeof security>[1]) => {
  const app = new Hono();
  app.use(security({ ...world.house, settings: { ...world.house.settings, ...settings } }, rates));
  app.post("/api/read", async (context) => {
    const { length } = await context.req.raw.text();
    return context.json({ length, address: addressOf(context.req.raw) });
  });
  return (headers: Record<string, string>, body = "{}", incoming?: object) =>
    app.request(
      new Request(`${origin}/api/read`, { method: "POST", headers: { origin, ...headers }, body }),
      {},
      incoming,
    );
};

test("over https the browser is told to stay there, for a year and with every name below", async () => {
  const { headers } = await trial({ origin: "https://jalon.example" })({ origin: "https://jalon.example" });
  assert.equal(headers.get("strict-transport-security"), "max-age=31536000; includeSubDomains");
});

test("a body larger than its kind may be is refused, whether it says its length or not", async () => {
  const read = trial({});
  const large = " ".repeat(3 * 1024 * 1024);
  const json = { "content-type": "application/json" };
  assert.equal((await read(json, large)).status, 413);
  assert.equal((await read({ ...json, "content-length": String(large.length) }, large)).status, 413);
  const file = await read({ "content-type": "application/octet-stream" }, large);
  assert.deepEqual(((await file.json()) as { length: number }).length, large.length);
});

test("too many requests of one session, or of one address, wait and are told how long", async () => {
  const bySession = trial({}, { perSession: 3, perAddress: 100 });
  const sessions = [];
  for (let n = 0; n < 5; n += 1) sessions.push(await bySession({ cookie: `jalon=${"a".repeat(43)}` }));
  assert.deepEqual(
    sessions.map(({ status }) => status),
    [200, 200, 200, 429, 429],
  );
  assert.ok(Number(sessions[4]?.headers.get("retry-after")) > 0);
  assert.equal(
    (await bySession({ cookie: `jalon=${"b".repeat(43)}` })).status,
    200,
    "another session goes on",
  );
  const byAddress = trial({}, { perSession: 100, perAddress: 2 });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await byAddress({ cookie: `jalon=${n}` })).status);
  assert.deepEqual(statuses, [200, 200, 429]);
});

test("an address is believed from as many proxies as the settings name, and from nobody else", async () => {
  const forwarded = { "x-forwarded-for": "6.6.6.6, 192.0.2.7, 198.51.100.1" };
  const seen = async (proxies: number) =>
    ((await (await trial({ proxies })(forwarded)).json()) as { address: string }).address;
  assert.deepEqual([await seen(0), await seen(1), await seen(2)], ["local", "198.51.100.1", "192.0.2.7"]);
});
