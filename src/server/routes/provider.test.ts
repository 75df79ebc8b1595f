import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openMailServer } from "../../signin/forTests.ts";
import { returnPath } from "../../signin/provider.ts";
import { type AtProvider, openProvider } from "../../signin/providerForTests.ts";
import { openWorld } from "../../../test/web/world.ts";

const origin = "https://jalon.example";
const provider = await openProvider({
  redirect: `${origin}${returnPath}`,
  people: {
    "subject-1": { email: "one@partenaire.example", emailVerified: true },
    "subject-2": { email: "two@partenaire.example", emailVerified: false },
    "subject-3": { email: "three@elsewhere.example", emailVerified: true },
    "subject-4": { email: "four@partenaire.example", emailVerified: true },
    "subject-5": { email: "local@partenaire.example", emailVerified: true },
  },
});
const mails = await openMailServer();
const world = await openWorld({
  operations: [],
  settings: {
    origin,
    smtp: mails.url,
    oidc: {
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      name: "Essai",
      acrValues: ["two", "mfa"],
    },
  },
});
await world.url();
after(async () => {
  await world.close();
  await provider.close();
  await mails.close();
});
const administrator = await world.account({ role: "administrator" });

type Asked = Readonly<{ method?: string; headers?: Readonly<Record<string, string>>; body?: string }>;
const request = (path: string, asked: Asked = {}) =>
  world.app.request(`${origin}${path}`, {
    ...asked,
    headers: { origin, "accept-language": "fr", ...asked.headers },
  });

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => new RegExp(`^${name}=([^;]*)`).exec(cookie)?.[1])
    .find((value) => value !== undefined) ?? "";

const begin = async (body: object = {}) => {
  const response = await request("/api/sign-in/provider", {
    method: "POST",
    body: JSON.stringify({ goesTo: "/fr/people", ...body }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  const { address } = (await response.json()) as { address: string };
  return { address, attempt: cookieOf(response, "__Host-jalon-attempt") };
};

const comeBack = (address: string, attempt: string) =>
  request(address.slice(origin.length), { headers: { cookie: `__Host-jalon-attempt=${attempt}` } });

const signIn = async (person: AtProvider, body: object = {}) => {
  const { address, attempt } = await begin(body);
  const back = await comeBack(await provider.signIn(address, person), attempt);
  return {
    location: back.headers.get("location") ?? "",
    session: cookieOf(back, "__Host-jalon"),
    cookies: back.headers.getSetCookie(),
  };
};

const invite = async (email: string): Promise<{ account: string; secret: string }> => {
  const response = await request("/api/people", {
    method: "POST",
    headers: { ...administrator.headers, cookie: `__Host-jalon=${administrator.secret}` },
    body: JSON.stringify({ email, name: "Personne Inventée", language: "fr", role: "auditor" }),
  });
  assert.equal(response.status, 201);
  const { account } = (await response.json()) as { account: string };
  const mail = await mails.next(email);
  return { account, secret: mail.link.split("#")[1] ?? "" };
};

const me = async (session: string) =>
  (await (await request("/api/me", { headers: { cookie: `__Host-jalon=${session}` } })).json()) as {
    account: string;
  } | null;

test("the way to the provider asks for a code with PKCE, state, nonce and two factors", async () => {
  const { address } = await begin();
  const asked = new URL(address).searchParams;
  assert.equal(asked.get("response_type"), "code");
  assert.equal(asked.get("code_challenge_method"), "S256");
  assert.equal(asked.get("acr_values"), "two mfa");
  for (const name of ["code_challenge", "state", "nonce"]) assert.match(asked.get(name) ?? "", /^[\w-]{43}$/);
});

test("somebody whom nobody invited is identified and not let in", async () => {
  const { location, session } = await signIn({ subject: "subject-3", acr: "two" });
  assert.equal(location, "/fr/sign-in?problem=not_known_here");
  assert.equal(session, "");
});

test("an invited person with a verified address is let in at the first sign-in, and known by issuer and subject then", async () => {
  const { account } = await invite("one@partenaire.example");
  const first = await signIn({ subject: "subject-1", acr: "two" });
  assert.equal(first.location, "/fr/people");
  assert.equal((await me(first.session))?.account, account);
  assert.match(
    first.cookies.find((cookie) => cookie.startsWith("__Host-jalon=")) ?? "",
    /; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  await world.pool.query("update access.account set email = 'renamed@partenaire.example' where id = $1", [
    account,
  ]);
  const second = await signIn({ subject: "subject-1", amr: ["pwd", "mfa"] });
  assert.equal((await me(second.session))?.account, account, "amr counts too, and the address no more");
});

test("one factor at the provider is not enough", async () => {
  for (const person of [{ subject: "subject-1", acr: "one" }, { subject: "subject-1" }]) {
    const { location, session } = await signIn(person);
    assert.equal(location, "/fr/sign-in?problem=one_factor_only");
    assert.equal(session, "");
  }
});

test("an address that the provider did not verify links nothing; the invitation's own link does", async () => {
  const { account, secret } = await invite("two@partenaire.example");
  const without = await signIn({ subject: "subject-2", acr: "two" });
  assert.equal(without.location, "/fr/sign-in?problem=not_known_here");
  const by = await signIn({ subject: "subject-2", acr: "two" }, { invitation: secret });
  assert.equal((await me(by.session))?.account, account);
  const again = await signIn({ subject: "subject-4", acr: "two" }, { invitation: secret });
  assert.equal(again.location, "/fr/sign-in?problem=link_over");
});

test("an account with a password is not taken over by an address at the provider", async () => {
  const { account } = await invite("local@partenaire.example");
  await world.pool.query("insert into signin.password (account, hash) values ($1, 'x')", [account]);
  const { location } = await signIn({ subject: "subject-5", acr: "two" });
  assert.equal(location, "/fr/sign-in?problem=not_known_here");
});

test("a sign-in is finished by the browser that began it, once, and with the state that it was given", async () => {
  const { address, attempt } = await begin();
  const back = await provider.signIn(address, { subject: "subject-1", acr: "two" });
  const stolen = await comeBack(back, "another browser's secret");
  assert.equal(stolen.headers.get("location"), "/fr/sign-in?problem=provider_failed");
  const forged = new URL(back);
  forged.searchParams.set("state", "forged");
  assert.match((await comeBack(forged.href, attempt)).headers.get("location") ?? "", /provider_failed/);
  assert.equal((await comeBack(back, attempt)).headers.get("location"), "/fr/people");
  assert.match((await comeBack(back, attempt)).headers.get("location") ?? "", /provider_failed/);
});

test("a removed person is identified by the provider and not let in", async () => {
  const { account } = await invite("four@partenaire.example");
  const first = await signIn({ subject: "subject-4", acr: "two" });
  assert.equal((await me(first.session))?.account, account);
  const removed = await request(`/api/people/${account}/remove`, {
    method: "POST",
    headers: { cookie: `__Host-jalon=${administrator.secret}` },
    body: "{}",
  });
  assert.equal(removed.status, 200);
  assert.equal(await me(first.session), null);
  assert.match((await signIn({ subject: "subject-4", acr: "two" })).location, /not_known_here/);
});

test("nobody is sent to another site after signing in", async () => {
  for (const goesTo of [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "javascript:1",
  ]) {
    const { location } = await signIn({ subject: "subject-1", acr: "two" }, { goesTo });
    assert.ok(
      location.startsWith("/") && new URL(location, origin).origin === origin,
      `${goesTo} → ${location}`,
    );
  }
});

test("signing out ends the session here and says where to end it at the provider", async () => {
  const { session } = await signIn({ subject: "subject-1", acr: "two" });
  const out = await request("/api/sign-out", {
    method: "POST",
    headers: { cookie: `__Host-jalon=${session}` },
  });
  const { provider: address } = (await out.json()) as { provider: string };
  assert.ok(address.startsWith(`${provider.issuer}/session/end?`));
  assert.equal(await me(session), null);
});
