import type { PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import { isoTime, noteAct } from "./owner.ts";
import { attempt, beginStep, keepPassword, type NextStep, type Origin, type SignInHouse } from "./local.ts";
import { linkOver } from "./refusal.ts";
import { hashOfSecret, newSecret } from "./secrets.ts";
import { endSessionsOf } from "./sessions.ts";
import type { Language } from "../language.ts";

/** How long an invitation is good, in days. */
export const invitationDays = 7;
/** How long a link for a forgotten password is good, in minutes. */
const passwordLinkMinutes = 60;

export type LinkKind = "invitation" | "password";

/** What the page behind a link shows before anything is done. */
export type Link = Readonly<{
  account: string;
  email: string;
  name: string;
  language: Language;
  expiresAt: string;
  grants: readonly Readonly<{ role: string; operation: string | null; partner: string | null }>[];
}>;

/** Returns what a link leads to. Raises Refused ("link_over") where it is used, withdrawn, too old or unknown. */
export const lookAtLink = async (house: SignInHouse, kind: LinkKind, secret: string): Promise<Link> => {
  const { rows } = await house.pool.query<Link>(
    `select a.id as account, a.email, a.name, a.language, ${isoTime("l.expires_at")} as "expiresAt",
       coalesce((select json_agg(json_build_object('role', g.role, 'operation', g.operation, 'partner', g.partner))
         from access.grant g where g.account = a.id and g.ended_at is null), '[]') as grants
     from signin.link l join access.account a on a.id = l.account
     where l.hash = $1 and l.kind = $2 and ${isLive} and a.closed_at is null`,
    [hashOfSecret(secret), kind],
  );
  const link = rows[0];
  if (!link) throw linkOver();
  return link;
};

const isLive = "l.used_at is null and l.withdrawn_at is null and l.expires_at > clock_timestamp()";

/** Uses a link up; of two who use it at once, one does. Returns its account. Raises Refused ("link_over"). */
export const useLink = async (client: PoolClient, kind: LinkKind, hash: string): Promise<string> => {
  const { rows } = await client.query<{ account: string }>(
    `update signin.link l set used_at = clock_timestamp() from access.account a
     where l.hash = $1 and l.kind = $2 and ${isLive} and a.id = l.account and a.closed_at is null
     returning l.account`,
    [hash, kind],
  );
  const account = rows[0]?.account;
  if (account === undefined) throw linkOver();
  return account;
};

/**
 * Accepts an invitation with a password of one's own; the set-up of the second factor follows. Raises Refused:
 * "link_over", "weak_password" (the link is then still good).
 */
export const acceptInvitation = async (
  house: SignInHouse,
  asked: Readonly<{ secret: string; password: string; language: Language }>,
): Promise<NextStep> =>
  asOwner(house.pool, async (client) => {
    const account = await useLink(client, "invitation", hashOfSecret(asked.secret));
    await keepPassword(house, client, account, asked.password);
    await client.query("update access.account set language = $2 where id = $1", [account, asked.language]);
    await noteAct(client, "invitation_accepted", account);
    return beginStep(house, client, account, asked.language);
  });

/**
 * Sends a link to whoever forgot their password, if there is such an account; says nothing either way, and does the
 * same work. Raises Refused ("too_many_attempts").
 */
export const forgotPassword = async (house: SignInHouse, email: string, origin: Origin): Promise<void> => {
  const asked = email.trim().toLowerCase();
  await attempt(house, "forgotten", asked, origin);
  await asOwner(house.pool, async (client) => {
    const { rows } = await client.query<{ account: string }>(
      `select a.id as account from access.account a join signin.password p on p.account = a.id
       where lower(a.email) = $1 and a.kind = 'person' and a.closed_at is null`,
      [asked],
    );
    // Nobody's number is as good a payload as somebody's: the job finds no account and sends nothing.
    const account = rows[0]?.account ?? "00000000-0000-0000-0000-000000000000";
    await house.addJob(client, "sign_in_mail", { kind: "password_link", account });
  });
};

/**
 * Sets a new password by a link. The second factor stays and is asked at the sign-in that follows; every session ends.
 * Raises Refused: "link_over", "weak_password".
 */
export const resetPassword = async (
  house: SignInHouse,
  asked: Readonly<{ secret: string; password: string }>,
): Promise<void> => {
  await asOwner(house.pool, async (client) => {
    const account = await useLink(client, "password", hashOfSecret(asked.secret));
    await keepPassword(house, client, account, asked.password);
    await endSessionsOf(client, account, undefined);
    await house.addJob(client, "sign_in_mail", { kind: "password_changed", account });
  });
};

/**
 * Gives an invitation its secret, at the moment when it is told to somebody: each sending makes the link before it
 * worthless. Returns the path of the page, its secret behind #.
 */
export const tellInvitation = async (
  client: PoolClient,
  link: string,
): Promise<Readonly<{ account: string; path: string; until: Date }> | undefined> => {
  const secret = newSecret();
  const { rows } = await client.query<{ account: string; language: string; until: Date }>(
    `update signin.link l set hash = $2, sent_at = clock_timestamp() from access.account a
     where l.id = $1 and l.kind = 'invitation' and ${isLive} and a.id = l.account and a.closed_at is null
     returning l.account, a.language, l.expires_at as until`,
    [link, hashOfSecret(secret)],
  );
  const told = rows[0];
  if (!told) return undefined;
  return { account: told.account, path: `/${told.language}/invitation#${secret}`, until: told.until };
};

/** Makes a link for a forgotten password in place of earlier ones; undefined where the account is no more. */
export const makePasswordLink = async (
  client: PoolClient,
  account: string,
): Promise<Readonly<{ path: string; until: Date }> | undefined> => {
  const secret = newSecret();
  await client.query(
    `update signin.link set withdrawn_at = clock_timestamp()
     where account = $1 and kind = 'password' and used_at is null and withdrawn_at is null`,
    [account],
  );
  const { rows } = await client.query<{ language: string; until: Date }>(
    `insert into signin.link (kind, account, hash, sent_at, expires_at)
     select 'password', a.id, $2, clock_timestamp(), clock_timestamp() + make_interval(mins => $3)
     from access.account a join signin.password p on p.account = a.id where a.id = $1 and a.closed_at is null
     returning (select language from access.account where id = $1) as language, expires_at as until`,
    [account, hashOfSecret(secret), passwordLinkMinutes],
  );
  const made = rows[0];
  return made && { path: `/${made.language}/new-password#${secret}`, until: made.until };
};
