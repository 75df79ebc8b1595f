import type { PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import type { House } from "../house.ts";
import type { Language } from "../language.ts";
import { noteAct } from "./owner.ts";
import { hashPassword, isPassword, passwordProblem } from "./password.ts";
import { signInKey } from "./key.ts";
import { hashOfRecoveryCode, newRecoveryCodes } from "./recovery.ts";
import { Refused, stepOver, wrongCode, wrongSignIn } from "./refusal.ts";
import { hashOfSecret, keyedHash, newSecret, seal, unseal } from "./secrets.ts";
import { startSession } from "./sessions.ts";
import { throttleOf } from "./throttle.ts";
import { newTotpSecret, setUpOf, type SetUp, stepOfCode } from "./totp.ts";

export type SignInHouse = Pick<
  House,
  "pool" | "sessions" | "dataFolder" | "programme" | "settings" | "addJob"
>;

/** From where a request comes; counted under a keyed hash, never kept. */
export type Origin = Readonly<{ address: string; userAgent: string }>;

/** What follows a right password: a code, or the set-up of the app that will give codes. Nobody is signed in yet. */
export type NextStep =
  | Readonly<{ next: "second_factor"; ticket: string }>
  | Readonly<{ next: "set_up"; ticket: string; setUp: SetUp }>;

/** A session that has just begun; the secret goes into the cookie and nowhere else. */
export type SignedIn = Readonly<{ secret: string; account: string }>;

const stepMinutes = 10;
const sealedFor = "second factor";

/** Counts an attempt by a key and an address, both as keyed hashes. Returns how to forget it once it was right. */
export const attempt = async (house: SignInHouse, kind: string, key: string, origin: Origin) => {
  const secret = await signInKey(house.dataFolder);
  const throttle = throttleOf(house.pool);
  const counted = `${kind}:${keyedHash(key, secret, "attempts")}`;
  const address = keyedHash(origin.address, secret, "addresses");
  await throttle.count(counted, address);
  return () => throttle.forget(counted, address);
};

/**
 * Takes an e-mail address and a password. Raises Refused: "wrong_sign_in", the same and after the same work whether
 * the account is unknown, closed, without a password, or the password is wrong; "too_many_attempts".
 */
export const signIn = async (
  house: SignInHouse,
  asked: Readonly<{ email: string; password: string }>,
  origin: Origin,
  language: Language,
): Promise<NextStep> => {
  const email = asked.email.trim().toLowerCase();
  const forget = await attempt(house, "password", email, origin);
  const { rows } = await house.pool.query<{ account: string; hash: string }>(
    `select a.id as account, p.hash from access.account a join signin.password p on p.account = a.id
     where lower(a.email) = $1 and a.kind = 'person' and a.closed_at is null`,
    [email],
  );
  const found = rows[0];
  const isRight = await isPassword(found?.hash, asked.password);
  if (!found || !isRight) throw wrongSignIn();
  await forget();
  return asOwner(house.pool, (client) => beginStep(house, client, found.account, language));
};

/** Begins the step after a right password (or an accepted invitation) for an account. */
export const beginStep = async (
  house: SignInHouse,
  client: PoolClient,
  account: string,
  language: Language,
): Promise<NextStep> => {
  const { rows } = await client.query<{ email: string; has: boolean }>(
    `select a.email, exists (select from signin.second_factor f where f.account = a.id) as has
     from access.account a where a.id = $1`,
    [account],
  );
  const { email = "", has = false } = rows[0] ?? {};
  const ticket = newSecret();
  const secret = has ? undefined : newTotpSecret();
  await client.query(
    `insert into signin.step (hash, account, kind, sealed, expires_at)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5))`,
    [
      hashOfSecret(ticket),
      account,
      secret === undefined ? "second_factor" : "set_up",
      secret === undefined ? null : seal(secret, await signInKey(house.dataFolder), sealedFor, account),
      stepMinutes,
    ],
  );
  await client.query("delete from signin.step where expires_at < clock_timestamp()");
  return secret === undefined
    ? { next: "second_factor", ticket }
    : { next: "set_up", ticket, setUp: await setUpOf(secret, email, language) };
};

type Step = { account: string; kind: "second_factor" | "set_up"; sealed: Buffer | null };

const readStep = async (house: SignInHouse, ticket: string, kind: Step["kind"]): Promise<Step> => {
  const { rows } = await house.pool.query<Step>(
    `select s.account, s.kind, s.sealed from signin.step s join access.account a on a.id = s.account
     where s.hash = $1 and s.kind = $2 and s.expires_at > clock_timestamp() and a.closed_at is null`,
    [hashOfSecret(ticket), kind],
  );
  const step = rows[0];
  if (!step) throw stepOver();
  return step;
};

/** A code of the app, or one of the recovery codes. */
export type Proof = Readonly<{ code: string } | { recoveryCode: string }>;

/** Takes the second factor and begins the session. Raises Refused: "wrong_code", "step_over", "too_many_attempts". */
export const giveSecondFactor = async (
  house: SignInHouse,
  asked: Readonly<{ ticket: string }> & Proof,
  origin: Origin,
): Promise<SignedIn> => {
  const { account } = await readStep(house, asked.ticket, "second_factor");
  await proveSecondFactor(house, account, asked, origin);
  return asOwner(house.pool, async (client) => {
    // Whoever takes the step away has the session: the same ticket twice makes one.
    const { rowCount } = await client.query("delete from signin.step where hash = $1", [
      hashOfSecret(asked.ticket),
    ]);
    if (rowCount !== 1) throw stepOver();
    await noteAct(client, "signed_in", account);
    return { account, secret: await startSession(client, account, { userAgent: origin.userAgent }) };
  });
};

/** Holds a proof against the account's second factor and uses it up. Raises Refused: "wrong_code", "too_many_attempts". */
export const proveSecondFactor = async (
  house: SignInHouse,
  account: string,
  proof: Proof,
  origin: Origin,
): Promise<void> => {
  let forget: () => Promise<void>;
  try {
    forget = await attempt(house, "code", account, origin);
  } catch (refusal) {
    if (refusal instanceof Refused && refusal.isFirst)
      await asOwner(house.pool, async (client) => {
        await noteAct(client, "codes_refused", account, null);
        await house.addJob(client, "sign_in_mail", { kind: "many_attempts", account });
      });
    throw refusal;
  }
  const used =
    "code" in proof
      ? await useCode(house, account, proof.code)
      : await useRecoveryCode(house, account, proof.recoveryCode);
  if (!used) throw wrongCode();
  await forget();
};

const useCode = async (house: SignInHouse, account: string, code: string): Promise<boolean> => {
  const { rows } = await house.pool.query<{ sealed: Buffer; last: number }>(
    "select sealed, last_step as last from signin.second_factor where account = $1",
    [account],
  );
  const found = rows[0];
  if (!found) return false;
  const secret = unseal(found.sealed, await signInKey(house.dataFolder), sealedFor, account);
  const step = stepOfCode(secret, code, Date.now(), found.last);
  if (step === undefined) return false;
  // Of two who send the same code at once, one moves the step on.
  const { rowCount } = await house.pool.query(
    "update signin.second_factor set last_step = $2 where account = $1 and last_step < $2",
    [account, step],
  );
  return rowCount === 1;
};

const useRecoveryCode = async (house: SignInHouse, account: string, code: string): Promise<boolean> => {
  const { rowCount } = await house.pool.query(
    `update signin.recovery_code set used_at = clock_timestamp()
     where account = $1 and hash = $2 and used_at is null`,
    [account, hashOfRecoveryCode(code)],
  );
  return rowCount === 1;
};

/**
 * Confirms the app that was set up by a first code from it, gives the recovery codes, and begins the session. Raises
 * Refused: "wrong_code", "step_over", "too_many_attempts".
 */
export const confirmSetUp = async (
  house: SignInHouse,
  asked: Readonly<{ ticket: string; code: string }>,
  origin: Origin,
): Promise<SignedIn & Readonly<{ recoveryCodes: readonly string[] }>> => {
  const { account, sealed } = await readStep(house, asked.ticket, "set_up");
  const forget = await attempt(house, "code", account, origin);
  const key = await signInKey(house.dataFolder);
  const secret = openSealed(sealed, key, sealedFor, account);
  const step = stepOfCode(secret, asked.code, Date.now(), 0);
  if (step === undefined) throw wrongCode();
  await forget();
  return asOwner(house.pool, async (client) => {
    const { rowCount } = await client.query("delete from signin.step where hash = $1", [
      hashOfSecret(asked.ticket),
    ]);
    if (rowCount !== 1) throw stepOver();
    const recoveryCodes = await keepSecondFactor(client, key, account, secret, step);
    await noteAct(client, "signed_in", account);
    const session = await startSession(client, account, { userAgent: origin.userAgent });
    return { account, secret: session, recoveryCodes };
  });
};

/** Returns the secret that a step holds. Raises Refused ("step_over") where the step was made for something else. */
export const openSealed = (
  sealed: Uint8Array | null | undefined,
  key: Uint8Array,
  purpose: string,
  account: string,
): string => {
  if (!sealed) throw stepOver();
  try {
    return unseal(sealed, key, purpose, account);
  } catch {
    throw stepOver();
  }
};

/** Returns the secret of an account's second factor. */
export const openSecondFactor = (sealed: Uint8Array, key: Uint8Array, account: string): string =>
  unseal(sealed, key, sealedFor, account);

/** Keeps a second factor in place of any other, with new recovery codes, which it returns. */
export const keepSecondFactor = async (
  client: PoolClient,
  key: Uint8Array,
  account: string,
  secret: string,
  lastStep: number,
): Promise<readonly string[]> => {
  await client.query(
    `insert into signin.second_factor (account, sealed, last_step) values ($1, $2, $3)
     on conflict (account) do update
       set sealed = excluded.sealed, last_step = excluded.last_step, confirmed_at = clock_timestamp()`,
    [account, seal(secret, key, sealedFor, account), lastStep],
  );
  await noteAct(client, "second_factor_set", account);
  return keepRecoveryCodes(client, account);
};

/** Makes new recovery codes in place of the old ones; returns them, as they are shown once. */
export const keepRecoveryCodes = async (client: PoolClient, account: string): Promise<readonly string[]> => {
  const codes = newRecoveryCodes();
  await client.query("delete from signin.recovery_code where account = $1", [account]);
  await client.query(
    "insert into signin.recovery_code (account, hash) select $1, code from unnest($2::text[]) code",
    [account, codes.map(hashOfRecoveryCode)],
  );
  return codes;
};

/** Keeps a new password. Raises Refused ("weak_password") with the reason. */
export const keepPassword = async (
  house: SignInHouse,
  client: PoolClient,
  account: string,
  password: string,
): Promise<void> => {
  const { rows } = await client.query<{ name: string; email: string }>(
    "select name, email from access.account where id = $1",
    [account],
  );
  const { name = "", email = "" } = rows[0] ?? {};
  const { programme } = house;
  const problem = passwordProblem(password, [
    name,
    email,
    ...Object.values(programme.authority),
    programme.id,
  ]);
  if (problem) throw new Refused("weak_password", problem);
  await client.query(
    `insert into signin.password (account, hash) values ($1, $2)
     on conflict (account) do update set hash = excluded.hash, set_at = clock_timestamp()`,
    [account, await hashPassword(password)],
  );
  await noteAct(client, "password_set", account);
};
