import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openWorld } from "../../test/web/world.ts";
import { createDemonstrationAccounts, demonstrationAccounts, type ReadyAccount } from "./demonstration.ts";
import { closeAccount, inviteAccount, listAccounts } from "./first-account.ts";
import { lookAtLink } from "./links.ts";
import { passwordProblem } from "./password.ts";

const world = await openWorld({ operations: [], settings: { demonstration: true } });
await createDemonstrationAccounts(world.house);
after(() => world.close());

const origin = "http://127.0.0.1";
const post = async (path: string, body: unknown) => {
  const response = await world.app.request(`${origin}${path}`, {
    method: "POST",
    headers: { origin },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
  };
};

test("a demonstration has an account for each role of the programme, a partner's roles at two partners", () => {
  const accounts = demonstrationAccounts(world.programme);
  const roles = new Set(accounts.map(({ roleId }) => roleId));
  assert.deepEqual(roles, new Set(world.programme.roles.keys()));
  const workers = accounts.filter(({ roleId }) => roleId === "case_worker");
  assert.deepEqual(
    workers.map(({ partner }) => partner?.split("_")[0]),
    ["neet", "cpas"],
  );
  assert.equal(accounts.find(({ roleId }) => roleId === "service_worker")?.operation, "youth_guarantee");
  for (const role of ["controller", "programme_officer"]) {
    const people = accounts.filter(({ roleId }) => roleId === role);
    assert.equal(
      new Set(people.map(({ name }) => name)).size,
      2,
      `${role}: what one concludes another decides`,
    );
  }
  assert.equal(new Set(accounts.map(({ email }) => email)).size, accounts.length);
  assert.equal(passwordProblem(accounts[0]?.password ?? "", []), undefined);
});

test("each account shown enters by the real forms, with the code shown; several times in the same half minute", async () => {
  const shown = async () => {
    const response = await world.app.request(`${origin}/api/demonstration/accounts`);
    return ((await response.json()) as { accounts: ReadyAccount[] }).accounts;
  };
  const enter = async ({ email, password }: ReadyAccount) => {
    const { body } = await post("/api/sign-in", { email, password });
    const fresh = (await shown()).find((each) => each.email === email);
    const { status, cookie } = await post("/api/sign-in/second-factor", {
      ticket: body["ticket"],
      code: fresh?.code,
    });
    assert.equal(status, 200, email);
    return cookie;
  };
  for (const account of await shown()) {
    const cookie = await enter(account);
    const me = await world.app.request(`${origin}/api/me`, { headers: { cookie } });
    const { name, grants } = (await me.json()) as { name: string; grants: { role: string }[] };
    assert.equal(name, account.name);
    assert.deepEqual(
      grants.map(({ role }) => role),
      [account.roleId],
    );
  }
  const [first] = await shown();
  assert.ok(first);
  await enter(first);
});

test("made again, the accounts are the same; what somebody changed is put back", async () => {
  const count = async () =>
    (await world.pool.query<{ n: number }>('select count(*) as n from access."grant"')).rows[0]?.n;
  const before = await count();
  const [first] = demonstrationAccounts(world.programme);
  await world.pool.query("update signin.password set hash = (select hash from signin.password limit 1)");
  await world.pool.query("delete from signin.second_factor");
  await world.pool.query("update access.account set closed_at = now() where email = $1", [first?.email]);
  await createDemonstrationAccounts(world.house);
  assert.equal(await count(), before);
  const answer = await post("/api/sign-in", { email: first?.email, password: first?.password });
  assert.equal(answer.body["next"], "second_factor");
});

test("the first person of an installation is invited from the command line, once; a closed account begins anew", async () => {
  const asked = {
    email: "first@example.org",
    name: "Première Inventée",
    language: "fr",
    role: "administrator",
    operation: null,
    partner: null,
  } as const;
  const made = await inviteAccount(world.pool, asked);
  const secret = made.path?.split("#")[1] ?? "";
  assert.equal((await lookAtLink(world.house, "invitation", secret)).email, asked.email);
  const again = await inviteAccount(world.pool, asked);
  assert.equal(again.account, made.account);
  await assert.rejects(lookAtLink(world.house, "invitation", secret), { code: "link_over" });
  const listed = (await listAccounts(world.pool)).find(({ email }) => email === asked.email);
  assert.deepEqual(listed?.grants, [{ role: "administrator", operation: null, partner: null }]);
  assert.equal(listed?.accepted, false);
  assert.equal(await closeAccount(world.pool, asked.email), 0);
  assert.equal(await closeAccount(world.pool, asked.email), undefined);
  const next = again.path?.split("#")[1] ?? "";
  await assert.rejects(lookAtLink(world.house, "invitation", next), { code: "link_over" });
  assert.equal((await inviteAccount(world.pool, asked)).account, made.account);
});
