import assert from "node:assert/strict";
import { after, test } from "node:test";
import { asSession } from "../../access/as-session.ts";
import { openMailServer } from "../../signin/forTests.ts";
import { invitePerson } from "../../signin/people.ts";
import { hashOfSecret } from "../../signin/secrets.ts";
import { openWorld, type TestAccount } from "../../../test/web/world.ts";

const mails = await openMailServer();
const world = await openWorld({ operations: [], settings: { smtp: mails.url } });
await world.url();
after(async () => {
  await world.close();
  await mails.close();
});

const origin = "http://127.0.0.1";
const call = async (who: TestAccount, method: string, path: string, body?: unknown) => {
  const response = await world.app.request(`${origin}${path}`, {
    method,
    headers: { ...who.headers, "accept-language": "en" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const forest = "cpas_forest";
const ixelles = "cpas_ixelles";
const manager = await world.account({ role: "partner_manager", partner: forest });
const second = await world.account({ role: "partner_manager", partner: forest });
const otherManager = await world.account({ role: "partner_manager", partner: ixelles });
const officer = await world.account({ role: "programme_officer" });
const administrator = await world.account({ role: "administrator" });

const newcomer = (email: string, more: object) => ({
  email,
  name: "Invented Person",
  language: "en",
  ...more,
});
const invite = (
  who: TestAccount,
  more: object,
  email = `p${Math.random().toString(36).slice(2)}@example.org`,
) => call(who, "POST", "/api/people", newcomer(email, more));
type Listed = {
  account: string;
  email: string;
  name: string;
  accepted: boolean;
  grants: { id: string; role: string }[];
};
const peopleOf = async (who: TestAccount) =>
  (await call(who, "GET", "/api/people")).body["people"] as Listed[];

test("a partner's manager invites into the roles of the own partner, and nowhere else", async () => {
  const roles = [...world.programme.roles.values()];
  for (const { id: role, scope } of roles) {
    const own = await invite(manager, { role, partner: scope === "programme" ? null : forest });
    assert.equal(own.status, scope === "partner" ? 201 : 403, role);
    const others = await invite(manager, { role, partner: ixelles });
    assert.equal(others.status, 403, role);
    const everywhere = await invite(manager, { role });
    assert.equal(everywhere.status, 403, role);
  }
  const { body } = await call(manager, "GET", "/api/people");
  const givable = body["givable"] as { role: string; places: { id: string }[] }[];
  assert.deepEqual(
    givable.map(({ role, places }) => [role, places.map(({ id }) => id)]),
    [
      ["case_worker", [forest]],
      ["partner_manager", [forest]],
    ],
  );
});

test("who manages nobody sees and invites nobody", async () => {
  for (const role of ["case_worker", "controller", "auditor", "certifying_officer"]) {
    const who = await world.account({ role, partner: role === "case_worker" ? forest : null });
    assert.equal((await call(who, "GET", "/api/people")).status, 403);
    assert.equal((await invite(who, { role: "case_worker", partner: forest })).status, 403);
  }
});

test("the officers of the programme give every role in its place, but not to themselves", async () => {
  for (const who of [officer, administrator]) {
    assert.equal((await invite(who, { role: "auditor" })).status, 201);
    assert.equal((await invite(who, { role: "service_worker", operation: "youth_guarantee" })).status, 201);
    assert.equal((await invite(who, { role: "case_worker", partner: ixelles })).status, 201);
    assert.equal(
      (await invite(who, { role: "case_worker" })).status,
      403,
      "a partner's role needs a partner",
    );
    assert.equal((await invite(who, { role: "service_worker", partner: ixelles })).status, 403);
    assert.equal((await invite(who, { role: "auditor" }, who.email)).body["code"], "yourself");
  }
});

test("a manager sees the people of the own partner only, and cannot touch others: not even to learn that they exist", async () => {
  const theirs = await world.account({ role: "case_worker", partner: ixelles });
  const mine = await world.account({ role: "case_worker", partner: forest });
  const seen = (await peopleOf(manager)).map(({ account }) => account);
  assert.ok(seen.includes(mine.id));
  assert.ok(!seen.includes(theirs.id) && !seen.includes(otherManager.id) && !seen.includes(officer.id));
  const nobody = "3f0c2b9e-0000-4000-8000-000000000000";
  for (const act of ["remove", "invitation", "sign-out", "begin-anew"]) {
    const at = async (account: string) => {
      const { status, body } = await call(manager, "POST", `/api/people/${account}/${act}`, {});
      return [status, body["title"]];
    };
    assert.deepEqual(await at(theirs.id), await at(nobody), act);
    assert.equal((await at(theirs.id))[0], 404);
  }
});

test("removal acts at once: the very next request of the person, and of the programs they made tokens for, is refused", async () => {
  const leaver = await world.account({ role: "partner_manager", partner: forest });
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [leaver.id]);
  const made = await call(leaver, "POST", "/api/tokens", {
    label: "Caisse logicielle",
    role: "case_worker",
    partner: forest,
    days: 30,
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const program = { ...leaver, headers: { authorization: `Bearer ${String(made.body["secret"])}` } };
  assert.equal((await call(program, "GET", "/api/me")).body["name"], "Caisse logicielle");
  const removed = await call(manager, "POST", `/api/people/${leaver.id}/remove`, {});
  assert.deepEqual(removed.body, { closed: true, ended: 2 });
  for (const who of [leaver, program]) assert.equal((await call(who, "GET", "/api/account")).status, 401);
  const { rows } = await world.pool.query<{ live: number }>(
    "select count(*) as live from access.session where (account = $1 or created_by = $1) and ended_at is null",
    [leaver.id],
  );
  assert.equal(rows[0]?.live, 0);
  assert.match((await mails.next(leaver.email)).text, /a pris fin/);
});

test("who also works elsewhere keeps that: a manager takes away only what the manager may give", async () => {
  const both = await world.account({ role: "case_worker", partner: forest });
  await world.pool.query(
    `insert into access."grant" (account, role, partner) values ($1, 'case_worker', $2)`,
    [both.id, ixelles],
  );
  const removed = await call(manager, "POST", `/api/people/${both.id}/remove`, {});
  assert.equal(removed.body["closed"], false);
  const { rows } = await world.pool.query<{ partner: string }>(
    `select partner from access."grant" where account = $1 and ended_at is null`,
    [both.id],
  );
  assert.deepEqual(rows, [{ partner: ixelles }]);
  assert.ok(!(await peopleOf(manager)).some(({ account }) => account === both.id));
  assert.ok((await peopleOf(otherManager)).some(({ account }) => account === both.id));
});

test("somebody with an account elsewhere gets the role and a mail, and keeps name, password and sessions", async () => {
  const known = await world.account({ role: "case_worker", partner: ixelles, name: "Own Name" });
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [known.id]);
  const { body } = await invite(
    manager,
    { role: "case_worker", partner: forest, name: "Other Name" },
    known.email,
  );
  assert.deepEqual(body, { account: known.id, invited: false });
  assert.match((await mails.next(known.email)).text, /CPAS de Forest/);
  const listed = (await peopleOf(manager)).find(({ account }) => account === known.id);
  assert.equal(listed?.grants.length, 1, "what they do elsewhere is not the manager's to see");
  assert.equal((await call(known, "GET", "/api/me")).body["name"], "Own Name");
});

test("a removed person who is invited again begins anew, with nothing of before", async () => {
  const email = "back@example.org";
  const { body } = await invite(manager, { role: "case_worker", partner: forest }, email);
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'old')", [body["account"]]);
  await call(manager, "POST", `/api/people/${String(body["account"])}/remove`, {});
  const again = await invite(manager, { role: "case_worker", partner: forest }, email);
  assert.deepEqual(again.body, { account: body["account"], invited: true });
  const renamed = await call(otherManager, "POST", "/api/people", {
    ...newcomer(email, { role: "case_worker", partner: ixelles }),
    name: "Somebody Else",
  });
  assert.equal(renamed.status, 201);
  const listed = (await peopleOf(otherManager)).find((each) => each.email === email);
  assert.equal(listed?.name, "Invented Person", "what was done under a name is not given another");
  const { rows } = await world.pool.query("select from signin.password where account = $1", [
    body["account"],
  ]);
  assert.equal(rows.length, 0);
});

test("an invitation is sent again, withdrawn, and never sent to who has accepted", async () => {
  const email = "twice@example.org";
  const { body } = await invite(manager, { role: "case_worker", partner: forest }, email);
  const path = `/api/people/${String(body["account"])}`;
  const first = await mails.next(email);
  assert.equal((await call(manager, "POST", `${path}/invitation`, {})).status, 200);
  const next = await mails.next(email);
  assert.notEqual(first.link, next.link);
  assert.equal((await call(manager, "POST", `${path}/remove`, {})).status, 200);
  const look = await call(manager, "POST", "/api/invitations/look", { secret: next.link.split("#")[1] });
  assert.equal(look.status, 410);
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [second.id]);
  const accepted = await call(manager, "POST", `/api/people/${second.id}/invitation`, {});
  assert.equal(accepted.body["code"], "already_accepted");
});

test("another role in place of one ends the person's sessions; nobody changes their own", async () => {
  const person = await world.account({ role: "case_worker", partner: forest });
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [person.id]);
  const listed = (await peopleOf(manager)).find(({ account }) => account === person.id);
  const path = `/api/people/${person.id}/roles/${listed?.grants[0]?.id}`;
  assert.equal((await call(manager, "PUT", path, { role: "auditor" })).status, 403);
  assert.equal((await call(manager, "PUT", path, { role: "partner_manager" })).status, 200);
  assert.equal((await call(person, "GET", "/api/account")).status, 401);
  const own = (await peopleOf(manager)).find(({ account }) => account === manager.id);
  const mine = await call(manager, "PUT", `/api/people/${manager.id}/roles/${own?.grants[0]?.id}`, {
    role: "case_worker",
  });
  assert.equal(mine.body["code"], "yourself");
  assert.equal(
    (await call(manager, "POST", `/api/people/${manager.id}/remove`, {})).body["code"],
    "yourself",
  );
});

test("removing a partner's last manager asks for a confirmation", async () => {
  const lonely = await world.account({ role: "partner_manager", partner: "cpas_jette" });
  const path = `/api/people/${lonely.id}/remove`;
  const asked = await call(officer, "POST", path, {});
  assert.deepEqual([asked.status, asked.body["code"]], [409, "last_manager"]);
  assert.equal((await call(lonely, "GET", "/api/account")).status, 200);
  assert.equal((await call(officer, "POST", path, { confirmed: true })).status, 200);
  assert.equal((await call(lonely, "GET", "/api/account")).status, 401);
});

test("who lost telephone and codes begins anew by a new invitation; sessions end", async () => {
  const person = await world.account({ role: "case_worker", partner: forest });
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [person.id]);
  assert.equal((await call(manager, "POST", `/api/people/${person.id}/begin-anew`, {})).status, 200);
  assert.equal((await call(person, "GET", "/api/account")).status, 401);
  assert.match((await mails.next(person.email)).link, /invitation#/);
});

test("a token does at most what its maker may, for a year at most, and ends at once", async () => {
  const ask = { label: "Social software", role: "case_worker", partner: forest, days: 365 };
  assert.equal((await call(manager, "POST", "/api/tokens", { ...ask, days: 366 })).status, 400);
  assert.equal((await call(manager, "POST", "/api/tokens", { ...ask, partner: ixelles })).status, 403);
  assert.equal((await call(manager, "POST", "/api/tokens", { ...ask, role: "auditor" })).status, 403);
  assert.equal((await call(administrator, "POST", "/api/tokens", ask)).status, 403);
  const made = await call(manager, "POST", "/api/tokens", { ...ask, role: "partner_manager" });
  const secret = String(made.body["secret"]);
  assert.match(secret, /^jalon_[\w-]{43}$/);
  const program = { ...manager, headers: { authorization: `Bearer ${secret}` } };
  const me = await call(program, "GET", "/api/me");
  const [grant] = me.body["grants"] as { rights: string[]; partner: string }[];
  assert.equal(grant?.partner, forest);
  assert.ok(grant?.rights.includes("records:write"));
  assert.ok(!grant?.rights.includes("people:manage") && !grant?.rights.includes("tokens:manage"));
  assert.equal((await call(program, "GET", "/api/people")).status, 403);
  const { rows } = await world.pool.query<{ hash: string }>("select hash from access.session where id = $1", [
    made.body["id"],
  ]);
  assert.equal(rows[0]?.hash, hashOfSecret(secret));
  const list = async (who: TestAccount) =>
    (await call(who, "GET", "/api/tokens")).body["tokens"] as { id: string; endedAt: string | null }[];
  assert.ok((await list(second)).some(({ id }) => id === made.body["id"]));
  assert.ok(!(await list(otherManager)).some(({ id }) => id === made.body["id"]));
  const path = `/api/tokens/${String(made.body["id"])}`;
  assert.equal((await call(otherManager, "DELETE", path)).status, 404);
  assert.equal((await call(second, "DELETE", path)).status, 200);
  assert.equal((await call(program, "GET", "/api/account")).status, 401);
});

test("every act is noted by numbers, and read by those whom it concerns", async () => {
  const acts = async (who: TestAccount) =>
    (await call(who, "GET", "/api/people/acts")).body["acts"] as { act: string; account: string }[];
  const seen = new Set((await acts(manager)).map(({ act }) => act));
  for (const act of ["invited", "removed", "role_changed", "token_made", "token_ended", "begun_anew"])
    assert.ok(seen.has(act), act);
  assert.ok(!(await acts(otherManager)).some(({ act }) => act === "begun_anew"));
  const { rows } = await world.pool.query<Record<string, unknown>>("select * from signin.act");
  assert.ok(rows.length > 20);
  assert.ok(!JSON.stringify(rows).includes("Invented"));
  await assert.rejects(world.pool.query("delete from signin.act"), /only added to/);
});

test("the database refuses an invitation that the server let through", async () => {
  const { guards } = world.house;
  const open = { ...world.house, guards: { ...guards, people: () => true } };
  const person = { email: "wall@example.org", name: "Wall", language: "en" as const, operation: null };
  for (const [asked, code] of [
    [{ ...person, role: "case_worker", partner: ixelles }, "42501"],
    [{ ...person, role: "auditor", partner: null }, "42501"],
  ] as const)
    await assert.rejects(
      asSession(world.pool, hashOfSecret(manager.secret), (client, who) => {
        assert.ok(who);
        // As if the server believed that the manager's role held for every partner.
        const grants = who.grants.map((grant) => ({ ...grant, partner: null }));
        return invitePerson(open, client, { ...who, grants }, asked);
      }),
      { code },
    );
});

test("the database's own functions refuse whoever does not look after the account, or may not make the token", async () => {
  const theirs = await world.account({ role: "case_worker", partner: ixelles });
  const worker = await world.account({ role: "case_worker", partner: forest });
  const expires = "clock_timestamp() + interval '30 days'";
  const hash = "0".repeat(64);
  const refused: [TestAccount | undefined, string][] = [
    [manager, `select signin.invite('${theirs.id}', 7)`],
    [manager, `select signin.cut('${theirs.id}', true)`],
    [manager, `select signin.forget_second_factor('${theirs.id}')`],
    [manager, `select signin.forget_second_factor('${manager.id}')`],
    [manager, `select signin.make_token('${hash}', 'x', 'case_worker', null, '${ixelles}', ${expires})`],
    [worker, `select signin.make_token('${hash}', 'x', 'case_worker', null, '${forest}', ${expires})`],
    [worker, "select signin.account_for('x@example.org', 'X', 'fr')"],
    [worker, `select signin.invite('${theirs.id}', 7)`],
    [undefined, "select signin.account_for('x@example.org', 'X', 'fr')"],
    [undefined, `select signin.cut('${theirs.id}', false)`],
    [undefined, `select signin.note('removed', '${theirs.id}', null, null, null)`],
    [manager, "select * from signin.password"],
    [manager, "select * from signin.link"],
    [manager, "select * from signin.second_factor"],
    [manager, "select hash from access.session"],
    [manager, "select * from mail.kept"],
    [manager, "insert into signin.act (act) values ('nothing')"],
  ];
  for (const [who, text] of refused)
    await assert.rejects(
      asSession(world.pool, who && hashOfSecret(who.secret), (client) => client.query(text)),
      { code: "42501" },
      text,
    );
  await assert.rejects(
    asSession(world.pool, hashOfSecret(manager.secret), (client) =>
      client.query(
        `select signin.make_token('${hash}', 'x', 'case_worker', null, '${forest}', clock_timestamp() + interval '2 years')`,
      ),
    ),
    { code: "23514" },
  );
});
