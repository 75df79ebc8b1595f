import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openMailServer } from "../../signin/forTests.ts";
import { hashOfSecret } from "../../signin/secrets.ts";
import { codeAt } from "../../signin/totp.ts";
import { openWorld } from "../../../test/web/world.ts";

const mails = await openMailServer();
const world = await openWorld({ operations: [], settings: { smtp: mails.url } });
await world.url();
after(async () => {
  await world.close();
  await mails.close();
});

const origin = "http://127.0.0.1";
type Answer = { status: number; body: Record<string, unknown>; cookie: string; headers: Headers };

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await world.app.request(`${origin}${path}`, {
    method,
    headers: { origin, "accept-language": "fr", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
    cookie: /jalon=([^;]*)/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "",
    headers: response.headers,
  } satisfies Answer;
};
const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  call("POST", path, body, headers);
const as = (cookie: string) => ({ cookie: `jalon=${cookie}` });

const secretIn = (link: string) => link.split("#")[1] ?? "";
const password = "ombrelle et gravier";

/** Invites somebody through the routes and takes them through to their first session. */
const newPerson = async (email: string) => {
  const manager = await world.account({ role: "administrator" });
  const invited = await post(
    "/api/people",
    { email, name: "Odile Inventée", language: "fr", role: "case_worker", partner: "cpas_forest" },
    manager.headers,
  );
  assert.equal(invited.status, 201, JSON.stringify(invited.body));
  const mail = await mails.next(email);
  const accepted = await post("/api/invitations/accept", {
    secret: secretIn(mail.link),
    password,
    language: "fr",
  });
  assert.equal(accepted.body["next"], "set_up", JSON.stringify(accepted.body));
  const { ticket, setUp } = accepted.body as { ticket: string; setUp: { secret: string; picture: string } };
  const secret = setUp.secret.replaceAll(" ", "");
  const first = await post("/api/sign-in/set-up", { ticket, code: codeAt(secret, Date.now() - 30_000) });
  assert.equal(first.status, 200, JSON.stringify(first.body));
  return {
    email,
    mail,
    secret,
    cookie: first.cookie,
    account: String(invited.body["account"]),
    recoveryCodes: first.body["recoveryCodes"] as string[],
    setUp,
  };
};

/** Goes on to the next step of the app, as time would; no test waits half a minute. */
const freshen = async (account: string) => {
  await world.pool.query("update signin.second_factor set last_step = 0 where account = $1", [account]);
};

const signIn = async (person: { email: string; secret: string }, given = password) => {
  const first = await post("/api/sign-in", { email: person.email, password: given });
  if (first.status !== 200) return first;
  return post("/api/sign-in/second-factor", {
    ticket: first.body["ticket"],
    code: codeAt(person.secret, Date.now()),
  });
};

const odile = await newPerson("odile@partenaire.example");

test("an invitation comes by mail, with its secret behind # and nothing but the role and the place", () => {
  assert.match(odile.mail.link, /^http:\/\/127\.0\.0\.1:\d+\/fr\/invitation#[\w-]{43}$/);
  assert.match(odile.mail.subject, /Votre accès à Jalon/);
  assert.match(odile.mail.text, /CPAS de Forest/);
  assert.match(odile.mail.text, /Cofinancé par l'Union européenne/);
});

test("an accepted invitation and its first code sign in; the cookie is closed to scripts and other sites", async () => {
  const me = await call("GET", "/api/me", undefined, as(odile.cookie));
  assert.equal(me.body["name"], "Odile Inventée");
  await freshen(odile.account);
  const again = await signIn(odile);
  const cookie = again.headers.get("set-cookie") ?? "";
  assert.match(cookie, /^jalon=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const { rows } = await world.pool.query<{ hash: string }>("select hash from access.session");
  assert.ok(rows.every(({ hash }) => hash !== again.cookie));
  assert.ok(
    rows.some(({ hash }) => hash === hashOfSecret(again.cookie)),
    "only the hash of the secret is kept",
  );
});

test("an invitation works once, and not after it was withdrawn or has run out", async () => {
  const again = await post("/api/invitations/accept", {
    secret: secretIn(odile.mail.link),
    password,
    language: "fr",
  });
  assert.equal(again.status, 410);
  const manager = await world.account({ role: "administrator" });
  const ask = { name: "Late", language: "fr", role: "auditor" };
  const { body } = await post("/api/people", { ...ask, email: "late@example.org" }, manager.headers);
  const first = await mails.next("late@example.org");
  await post(`/api/people/${String(body["account"])}/invitation`, {}, manager.headers);
  const second = await mails.next("late@example.org");
  const look = (link: string) => post("/api/invitations/look", { secret: secretIn(link) });
  assert.equal((await look(first.link)).status, 410);
  assert.equal((await look(second.link)).status, 200);
  await world.pool.query(
    "update signin.link set expires_at = now() - interval '1 second' where account = $1",
    [body["account"]],
  );
  assert.equal((await look(second.link)).status, 410);
});

test("a wrong password, an unknown address and a closed account are answered with the same words", async () => {
  const wrong = await post("/api/sign-in", { email: odile.email, password: "something else here" });
  const unknown = await post("/api/sign-in", {
    email: "nobody@partenaire.example",
    password: "something else here",
  });
  const gone = await newPerson("gone@partenaire.example");
  await world.pool.query("update access.account set closed_at = now() where id = $1", [gone.account]);
  const closed = await post("/api/sign-in", { email: gone.email, password });
  assert.equal(wrong.status, 422);
  for (const other of [unknown, closed])
    assert.deepEqual([other.status, other.body], [wrong.status, wrong.body]);
});

test("nobody is signed in by the password alone, and a code works once", async () => {
  await freshen(odile.account);
  const first = await post("/api/sign-in", { email: odile.email.toUpperCase(), password });
  assert.equal(first.body["next"], "second_factor");
  assert.equal(first.cookie, "");
  const code = codeAt(odile.secret, Date.now());
  const { ticket } = first.body;
  const [one, two] = await Promise.all([
    post("/api/sign-in/second-factor", { ticket, code }),
    post("/api/sign-in/second-factor", { ticket, code }),
  ]);
  assert.equal([one, two].filter(({ status }) => status === 200).length, 1);
  const later = await post("/api/sign-in", { email: odile.email, password });
  const replay = await post("/api/sign-in/second-factor", { ticket: later.body["ticket"], code });
  assert.equal(replay.status, 422);
  assert.equal(replay.body["code"], "wrong_code");
});

test("a recovery code stands in for the app, once", async () => {
  const person = await newPerson("rita@partenaire.example");
  assert.equal(person.recoveryCodes.length, 10);
  const [recoveryCode] = person.recoveryCodes;
  const use = async () => {
    const { body } = await post("/api/sign-in", { email: person.email, password });
    return post("/api/sign-in/second-factor", { ticket: body["ticket"], recoveryCode });
  };
  assert.equal((await use()).status, 200);
  assert.equal((await use()).status, 422);
  const { rows } = await world.pool.query<{ hash: string }>("select hash from signin.recovery_code");
  assert.ok(rows.every(({ hash }) => !person.recoveryCodes.includes(hash)));
});

test("after five wrong passwords an account waits, longer each time, never for good; a burst counts one by one", async () => {
  const person = await newPerson("tom@partenaire.example");
  const attempt = () => post("/api/sign-in", { email: person.email, password: "not the right one" });
  const burst = await Promise.all(Array.from({ length: 12 }, attempt));
  assert.equal(burst.filter(({ status }) => status === 422).length, 5);
  const refused = burst.filter(({ status }) => status === 429);
  assert.equal(refused.length, 7);
  assert.match(refused[0]?.headers.get("retry-after") ?? "", /^\d+$/);
  assert.equal((await signIn(person)).status, 429, "even the right password waits");
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    // The wait passes: what the clock would do.
    await world.pool.query("delete from signin.attempt where key like 'attempt:%'");
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push(await attempt());
    waits.push(Number(answers.at(-1)?.headers.get("retry-after")));
  }
  assert.deepEqual(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600]);
  await world.pool.query("delete from signin.attempt where key like 'attempt:%'");
  await freshen(person.account);
  assert.equal((await signIn(person)).status, 200);
});

test("wrong codes wait too, and the owner of the account is told that the password is known", async () => {
  const person = await newPerson("ursule@partenaire.example");
  const { body } = await post("/api/sign-in", { email: person.email, password });
  const statuses = [];
  for (let tries = 0; tries < 7; tries += 1)
    statuses.push(
      (await post("/api/sign-in/second-factor", { ticket: body["ticket"], code: "000000" })).status,
    );
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429, 429]);
  const mail = await mails.next(person.email);
  assert.match(mail.subject, /essais de connexion/i);
});

test("a forgotten password: the same answer for everybody, a link for those who have an account, and the second factor stays", async () => {
  const person = await newPerson("vera@partenaire.example");
  const known = await post("/api/password/forgotten", { email: person.email });
  const unknown = await post("/api/password/forgotten", { email: "nobody2@partenaire.example" });
  assert.equal(known.status, 202);
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
  const mail = await mails.next(person.email);
  assert.ok(!mails.received.some(({ to }) => to.startsWith("nobody")));
  const secret = secretIn(mail.link);
  const weak = await post("/api/password/reset", { secret, password: "motdepasse1234" });
  assert.equal(weak.body["code"], "weak_password");
  const reset = await post("/api/password/reset", { secret, password: "violon trottoir lundi" });
  assert.equal(reset.status, 200, "a weak password did not use the link up");
  assert.equal(reset.cookie, "");
  assert.equal((await call("GET", "/api/account", undefined, as(person.cookie))).status, 401);
  assert.equal(
    (await post("/api/password/reset", { secret, password: "violon trottoir mardi" })).status,
    410,
  );
  await freshen(person.account);
  assert.equal((await signIn(person)).status, 422);
  assert.equal((await signIn(person, "violon trottoir lundi")).status, 200);
  assert.match((await mails.next(person.email)).subject, /mot de passe Jalon a changé/);
});

test("changing the password asks for it and a code again; other sessions end and this one has a new secret", async () => {
  const person = await newPerson("willy@partenaire.example");
  await freshen(person.account);
  const other = await signIn(person);
  assert.equal(other.status, 200);
  const change = (body: object) => post("/api/account/password", body, as(person.cookie));
  await freshen(person.account);
  const code = codeAt(person.secret, Date.now());
  const next = "hibou clavecin samedi";
  assert.equal((await change({ password: "wrong wrong wrong", code, next })).body["code"], "wrong_password");
  assert.equal((await change({ password, code: "000000", next })).body["code"], "wrong_code");
  const changed = await change({ password, code, next });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.notEqual(changed.cookie, person.cookie);
  for (const [cookie, status] of [
    [person.cookie, 401],
    [other.cookie, 401],
    [changed.cookie, 200],
  ] as const)
    assert.equal((await call("GET", "/api/account", undefined, as(cookie))).status, status);
});

test("another app is set up after proving who one is, and the old one gives no good codes any more", async () => {
  const person = await newPerson("xavier@partenaire.example");
  await freshen(person.account);
  const begun = await post(
    "/api/account/second-factor",
    { password, code: codeAt(person.secret, Date.now()) },
    as(person.cookie),
  );
  const { ticket, setUp } = begun.body as { ticket: string; setUp: { secret: string } };
  const fresh = setUp.secret.replaceAll(" ", "");
  const elsewhere = await post("/api/sign-in/set-up", { ticket, code: codeAt(fresh, Date.now()) });
  assert.equal(elsewhere.status, 410, "the ticket of a change signs nobody in");
  const confirm = await post(
    "/api/account/second-factor/confirm",
    { ticket, code: codeAt(fresh, Date.now()) },
    as(person.cookie),
  );
  assert.equal((confirm.body["recoveryCodes"] as string[]).length, 10);
  await freshen(person.account);
  assert.equal((await signIn(person)).status, 422);
  assert.equal((await signIn({ ...person, secret: fresh })).status, 200);
});

test("a session ends an hour after the last request and after twelve hours; asking how long does not prolong it", async () => {
  const person = await newPerson("yves@partenaire.example");
  const left = async () =>
    (await call("GET", "/api/session/remaining", undefined, as(person.cookie))).body as Record<
      string,
      number
    >;
  const age = (text: string) =>
    world.pool.query(
      `update access.session set last_seen_at = now() - interval '${text}' where account = $1`,
      [person.account],
    );
  await age("58 minutes");
  assert.ok(((await left())["idleSeconds"] ?? 0) <= 120);
  assert.ok(((await left())["idleSeconds"] ?? 0) <= 120);
  const extended = await post("/api/session/extend", {}, as(person.cookie));
  assert.ok(Number(extended.body["idleSeconds"]) > 3590);
  await age("61 minutes");
  assert.equal((await call("GET", "/api/account", undefined, as(person.cookie))).status, 401);
  assert.equal((await post("/api/session/extend", {}, as(person.cookie))).status, 401);
  await age("0 minutes");
  await world.pool.query("update access.session set expires_at = now() where account = $1", [person.account]);
  assert.equal((await call("GET", "/api/account", undefined, as(person.cookie))).status, 401);
});

test("one sees one's sessions, ends one, signs out, and signs out everywhere", async () => {
  const person = await newPerson("zoe@partenaire.example");
  const cookies = [person.cookie];
  for (let more = 0; more < 3; more += 1) {
    await freshen(person.account);
    cookies.push((await signIn(person)).cookie);
  }
  const [mine = "", other = "", third = "", fourth = ""] = cookies;
  const list = async () =>
    (await call("GET", "/api/account", undefined, as(mine))).body["sessions"] as {
      id: string;
      isThis: boolean;
    }[];
  const sessions = await list();
  assert.equal(sessions.length, 4);
  assert.equal(sessions.filter(({ isThis }) => isThis).length, 1);
  const status = async (cookie: string) => (await call("GET", "/api/account", undefined, as(cookie))).status;
  await post("/api/sign-out", {}, as(other));
  assert.deepEqual([await status(other), await status(third)], [401, 200]);
  const someone = await world.account({ role: "auditor" });
  const [first] = (await list()).filter(({ isThis }) => !isThis);
  assert.equal(
    (await call("DELETE", `/api/account/sessions/${first?.id}`, undefined, someone.headers)).status,
    404,
  );
  assert.equal((await call("DELETE", `/api/account/sessions/${first?.id}`, undefined, as(mine))).status, 200);
  assert.equal((await list()).length, 2);
  const everywhere = await post("/api/account/sign-out-everywhere", {}, as(mine));
  assert.match(everywhere.headers.get("set-cookie") ?? "", /^jalon=; .*Max-Age=0/);
  assert.deepEqual(await Promise.all([mine, third, fourth].map(status)), [401, 401, 401]);
});

test("the accounts of a demonstration are shown in a demonstration only", async () => {
  assert.equal((await call("GET", "/api/demonstration/accounts")).status, 404);
});
