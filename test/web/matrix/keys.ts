import assert from "node:assert/strict";
import { asOwner } from "../../../src/database/transaction.ts";
import { hashPassword } from "../../../src/signin/password.ts";
import { hashOfSecret, newSecret } from "../../../src/signin/secrets.ts";
import { makePasswordLink, tellInvitation } from "../../../src/signin/links.ts";
import { codeAt } from "../../../src/signin/totp.ts";
import type { World } from "../world.ts";
import { type Asker, password } from "./askers.ts";

/** What public routes know somebody by, without a session: whoever holds it is let in, nobody else. */
export type Keys = Readonly<{
  email: string;
  ticket: string;
  code: () => string;
  setUpTicket: string;
  setUpCode: () => string;
  otherTicket: string;
  otherCode: () => string;
  invitation: string;
  passwordLink: string;
}>;

const wrong = () => newSecret();

/** Keys of nobody; `email`: of somebody whose password is another, or of nobody at all. */
export const wrongKeys = (email = "personne@exemple.invalid"): Keys => ({
  email,
  ticket: wrong(),
  code: () => "000000",
  setUpTicket: wrong(),
  setUpCode: () => "000000",
  otherTicket: wrong(),
  otherCode: () => "000000",
  invitation: wrong(),
  passwordLink: wrong(),
});

const ask = async <T>(
  world: World,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
) => {
  const response = await world.app.request(path, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${path}: ${text}`);
  return JSON.parse(text) as T;
};

const codesOf = (shown: string) => () => codeAt(shown.replaceAll(" ", ""), Date.now());
type SetUp = { ticket: string; setUp: { secret: string } };

/** Returns the keys that an asker holds; who holds none is a token. */
export const keysOf = async (world: World, asker: Asker): Promise<Keys> => {
  const { pool } = world;
  const ticket = newSecret();
  await pool.query(
    `insert into signin.step (hash, account, kind, expires_at) values ($1, $2, 'second_factor', now() + interval '1 hour')`,
    [hashOfSecret(ticket), asker.account.id],
  );
  const other = await ask<SetUp>(
    world,
    "/api/account/second-factor",
    { password, code: asker.code() },
    asker.account.headers,
  );
  await pool.query("update signin.second_factor set last_step = 0 where account = $1", [asker.account.id]);
  const passwordLink = await asOwner(pool, (client) => makePasswordLink(client, asker.account.id));
  const newcomer = await world.account({
    role: "case_worker",
    partner: "cpas_forest",
    name: "Essai nouveau",
  });
  const { rows } = await pool.query<{ id: string }>(
    `insert into signin.link (kind, account, expires_at) values ('invitation', $1, now() + interval '1 day') returning id`,
    [newcomer.id],
  );
  const invitation = await asOwner(pool, (client) => tellInvitation(client, rows[0]?.id ?? ""));
  const begun = await world.account({ role: "case_worker", partner: "cpas_forest", name: "Essai commencé" });
  await pool.query("insert into signin.password (account, hash) values ($1, $2)", [
    begun.id,
    await hashPassword(password),
  ]);
  const own = { origin: "http://127.0.0.1", "sec-fetch-site": "same-origin" };
  const setUp = await ask<SetUp>(world, "/api/sign-in", { email: begun.email, password }, own);
  return {
    email: asker.email,
    ticket,
    code: asker.code,
    setUpTicket: setUp.ticket,
    setUpCode: codesOf(setUp.setUp.secret),
    otherTicket: other.ticket,
    otherCode: codesOf(other.setUp.secret),
    invitation: invitation?.path.split("#")[1] ?? "",
    passwordLink: passwordLink?.path.split("#")[1] ?? "",
  };
};
