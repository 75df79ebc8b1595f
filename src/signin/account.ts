import type { PoolClient } from "pg";
import { asSession } from "../access/as-session.ts";
import type { Who } from "../access/who.ts";
import { asOwner } from "../database/transaction.ts";
import type { Language } from "../language.ts";
import { signInKey } from "./key.ts";
import {
  attempt,
  keepPassword,
  keepRecoveryCodes,
  keepSecondFactor,
  openSealed,
  type Origin,
  type Proof,
  proveSecondFactor,
  type SignInHouse,
} from "./local.ts";
import { isoTime, noteAct } from "./owner.ts";
import { isPassword } from "./password.ts";
import { stepOver, wrongCode, wrongPassword } from "./refusal.ts";
import { hashOfSecret, newSecret, seal } from "./secrets.ts";
import { endSessionsOf, startSession } from "./sessions.ts";
import { newTotpSecret, setUpOf, type SetUp, stepOfCode } from "./totp.ts";

export type Account = Readonly<{
  email: string;
  name: string;
  language: Language;
  passwordSetAt: string | null;
  secondFactorSetAt: string | null;
  recoveryCodesLeft: number;
  provider: boolean;
}>;

/** Returns what the page of one's own account shows. */
export const readAccount = async (house: SignInHouse, who: Who): Promise<Account> => {
  const { rows } = await house.pool.query<Account>(
    `select a.email, a.name, a.language, ${isoTime("p.set_at")} as "passwordSetAt",
       ${isoTime("f.confirmed_at")} as "secondFactorSetAt",
       (select count(*) from signin.recovery_code c where c.account = a.id and c.used_at is null)
         as "recoveryCodesLeft",
       exists (select from signin.provider i where i.account = a.id) as provider
     from access.account a left join signin.password p on p.account = a.id
       left join signin.second_factor f on f.account = a.id
     where a.id = $1`,
    [who.account],
  );
  const found = rows[0];
  if (!found) throw stepOver();
  return found;
};

/** Keeps the language in which the asker is written to. */
export const changeLanguage = async (client: PoolClient, language: Language): Promise<void> => {
  await client.query("update access.account set language = $1 where id = access.account()", [language]);
};

/** What somebody who is signed in proves again before changing how they sign in (ASVS 5.0, 7.5.1). */
export type Again = Readonly<{ password: string; proof: Proof }>;

const proveAgain = async (
  house: SignInHouse,
  who: Who,
  { password, proof }: Again,
  origin: Origin,
): Promise<void> => {
  const { rows } = await house.pool.query<{ hash: string; email: string }>(
    `select p.hash, lower(a.email) as email from access.account a join signin.password p on p.account = a.id
     where a.id = $1`,
    [who.account],
  );
  const found = rows[0];
  const forget = await attempt(house, "password", found?.email ?? who.account, origin);
  if (!(await isPassword(found?.hash, password))) throw wrongPassword();
  await forget();
  await proveSecondFactor(house, who.account, proof, origin);
};

/**
 * Changes the password; every other session ends, and this one gets a new secret, which is returned. Raises Refused:
 * "wrong_password", "wrong_code", "weak_password", "too_many_attempts".
 */
export const changePassword = async (
  house: SignInHouse,
  who: Who,
  asked: Again & Readonly<{ next: string }>,
  origin: Origin,
): Promise<string> => {
  await proveAgain(house, who, asked, origin);
  return asOwner(house.pool, async (client) => {
    await keepPassword(house, client, who.account, asked.next);
    await endSessionsOf(client, who.account, undefined);
    await house.addJob(client, "sign_in_mail", { kind: "password_changed", account: who.account });
    return startSession(client, who.account, { userAgent: origin.userAgent });
  });
};

const sealedFor = "second factor to be";
const minutes = 10;

/** Begins to set up another app. Raises Refused: "wrong_password", "wrong_code", "too_many_attempts". */
export const beginSecondFactor = async (
  house: SignInHouse,
  who: Who,
  again: Again,
  origin: Origin,
  language: Language,
): Promise<Readonly<{ ticket: string; setUp: SetUp }>> => {
  await proveAgain(house, who, again, origin);
  const { email } = await readAccount(house, who);
  const ticket = newSecret();
  const secret = newTotpSecret();
  const key = await signInKey(house.dataFolder);
  await house.pool.query(
    `insert into signin.step (hash, account, kind, sealed, expires_at)
     values ($1, $2, 'set_up', $3, clock_timestamp() + make_interval(mins => $4))`,
    // Sealed for another purpose than at the first sign-in, so that neither ticket does for the other.
    [hashOfSecret(ticket), who.account, seal(secret, key, sealedFor, who.account), minutes],
  );
  return { ticket, setUp: await setUpOf(secret, email, language) };
};

/**
 * Confirms the other app by a code from it; every other session ends, this one gets a new secret, and there are new
 * recovery codes. Raises Refused: "wrong_code", "step_over", "too_many_attempts".
 */
export const confirmSecondFactor = async (
  house: SignInHouse,
  who: Who,
  asked: Readonly<{ ticket: string; code: string }>,
  origin: Origin,
): Promise<Readonly<{ secret: string; recoveryCodes: readonly string[] }>> => {
  const forget = await attempt(house, "code", who.account, origin);
  const key = await signInKey(house.dataFolder);
  return asOwner(house.pool, async (client) => {
    const { rows } = await client.query<{ sealed: Buffer }>(
      `select sealed from signin.step where hash = $1 and account = $2 and kind = 'set_up'
         and expires_at > clock_timestamp() for update`,
      [hashOfSecret(asked.ticket), who.account],
    );
    const secret = openSealed(rows[0]?.sealed, key, sealedFor, who.account);
    const step = stepOfCode(secret, asked.code, Date.now(), 0);
    if (step === undefined) throw wrongCode();
    await forget();
    const recoveryCodes = await keepSecondFactor(client, key, who.account, secret, step);
    await endSessionsOf(client, who.account, undefined);
    await house.addJob(client, "sign_in_mail", { kind: "second_factor_changed", account: who.account });
    const session = await startSession(client, who.account, { userAgent: origin.userAgent });
    return { secret: session, recoveryCodes };
  });
};

/** Makes new recovery codes; the old ones are worth nothing from then on. Raises Refused as `changePassword`. */
export const renewRecoveryCodes = async (
  house: SignInHouse,
  who: Who,
  again: Again,
  origin: Origin,
): Promise<readonly string[]> => {
  await proveAgain(house, who, again, origin);
  return asOwner(house.pool, async (client) => {
    await noteAct(client, "recovery_codes_renewed", who.account);
    await house.addJob(client, "sign_in_mail", { kind: "second_factor_changed", account: who.account });
    return keepRecoveryCodes(client, who.account);
  });
};

/** Ends every session of the asker, this one included. Returns how many. */
export const signOutEverywhere = async (house: SignInHouse, session: string): Promise<number> => {
  const account = await asSession(house.sessions, session, async (_client, who) => who?.account);
  if (account === undefined) return 0;
  return asOwner(house.pool, async (client) => {
    await noteAct(client, "signed_out_everywhere", account);
    return endSessionsOf(client, account, undefined);
  });
};
