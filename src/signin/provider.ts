import type { PoolClient } from "pg";
import * as oidc from "openid-client";
import { asOwner } from "../database/transaction.ts";
import type { OidcSettings } from "../house.ts";
import { useLink } from "./links.ts";
import type { Origin, SignedIn, SignInHouse } from "./local.ts";
import { noteAct } from "./owner.ts";
import { Refused } from "./refusal.ts";
import { hashOfSecret, newSecret } from "./secrets.ts";
import { startSession } from "./sessions.ts";

/** Where the provider sends people back to. */
export const returnPath = "/api/sign-in/provider/return";
const attemptMinutes = 15;

const configurations = new Map<string, Promise<oidc.Configuration>>();

/** The provider's own description, fetched once; a provider that did not answer is asked again the next time. */
const configurationOf = async (settings: OidcSettings): Promise<oidc.Configuration> => {
  const key = `${settings.issuer} ${settings.clientId}`;
  const known = configurations.get(key);
  if (known) return known;
  const issuer = new URL(settings.issuer);
  // Only a provider on this very machine may do without https: for trials and tests.
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(issuer.hostname);
  const discovering = oidc
    .discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10,
      ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}),
    })
    .catch((error: unknown) => {
      configurations.delete(key);
      throw providerFailed(error);
    });
  configurations.set(key, discovering);
  return discovering;
};

const providerFailed = (cause: unknown): Refused =>
  Object.assign(
    new Refused("provider_failed", {
      fr: "La connexion par votre organisme n'a pas abouti. Réessayez ; si cela continue, prévenez votre gestionnaire.",
      nl: "De aanmelding via uw organisatie is niet gelukt. Probeer opnieuw; blijft het misgaan, verwittig dan uw beheerder.",
      en: "Signing in through your organisation did not work. Try again; if it goes on, tell your administrator.",
    }),
    { cause },
  );

const notKnownHere = (): Refused =>
  new Refused("not_known_here", {
    fr: "Vous vous êtes bien identifié, mais vous n'avez pas encore d'accès à Jalon. Demandez une invitation à la personne qui gère les accès de votre organisme.",
    nl: "U bent correct geïdentificeerd, maar u hebt nog geen toegang tot Jalon. Vraag een uitnodiging aan wie in uw organisatie de toegangen beheert.",
    en: "You were identified, but you have no access to Jalon yet. Ask whoever manages your organisation's access for an invitation.",
  });

const oneFactorOnly = (): Refused =>
  new Refused("one_factor_only", {
    fr: "Identifiez-vous auprès de votre organisme avec deux moyens (par exemple mot de passe et téléphone) : Jalon contient des données sensibles.",
    nl: "Identificeer u bij uw organisatie met twee middelen (bijvoorbeeld wachtwoord en telefoon): Jalon bevat gevoelige gegevens.",
    en: "Identify yourself at your organisation by two means (for example password and telephone): Jalon holds sensitive data.",
  });

const needed = ({ settings }: SignInHouse): OidcSettings => {
  if (!settings.oidc) throw providerFailed(new Error("no provider is named"));
  return settings.oidc;
};

/** Returns the path inside the application, whatever was asked: nobody is sent to another site from here. */
export const ownPath = (asked: string, origin: string): string => {
  const url = URL.canParse(asked, origin) ? new URL(asked, origin) : undefined;
  return asked.startsWith("/") && url?.origin === origin ? `${url.pathname}${url.search}` : "/";
};

/**
 * Begins a sign-in at the provider (authorisation code with PKCE, state and nonce). Returns the provider's address and
 * the secret of the attempt, which stays in a cookie of this browser: nobody else's browser can finish it.
 * `link`: the secret of an invitation, which this sign-in accepts. Raises Refused ("provider_failed").
 */
export const beginAtProvider = async (
  house: SignInHouse,
  asked: Readonly<{ goesTo: string; link?: string | undefined }>,
): Promise<Readonly<{ address: string; browserSecret: string }>> => {
  const settings = needed(house);
  const configuration = await configurationOf(settings);
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const browserSecret = newSecret();
  await house.pool.query(
    `insert into signin.provider_attempt (state_hash, browser_hash, nonce, verifier, link_hash, goes_to, expires_at)
     values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(mins => $7))`,
    [
      hashOfSecret(state),
      hashOfSecret(browserSecret),
      nonce,
      verifier,
      asked.link === undefined ? null : hashOfSecret(asked.link),
      ownPath(asked.goesTo, house.settings.origin),
      attemptMinutes,
    ],
  );
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${house.settings.origin}${returnPath}`,
    scope: "openid email",
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(settings.acrValues.length > 0 ? { acr_values: settings.acrValues.join(" ") } : {}),
  });
  return { address: address.href, browserSecret };
};

type Attempt = { nonce: string; verifier: string; link_hash: string | null; goes_to: string };

/**
 * Finishes a sign-in that came back from the provider. Returns the session and the path to go on to. Raises Refused:
 * "provider_failed" (also for an attempt of another browser, used before, or too old), "one_factor_only",
 * "not_known_here", "link_over".
 */
export const finishAtProvider = async (
  house: SignInHouse,
  came: Readonly<{ search: string; browserSecret: string }>,
  origin: Origin,
): Promise<SignedIn & Readonly<{ goesTo: string }>> => {
  const settings = needed(house);
  const configuration = await configurationOf(settings);
  const state = new URLSearchParams(came.search).get("state") ?? "";
  const { rows } = await house.pool.query<Attempt>(
    `delete from signin.provider_attempt where state_hash = $1 and browser_hash = $2
     returning nonce, verifier, link_hash, case when expires_at > clock_timestamp() then goes_to end as goes_to`,
    [hashOfSecret(state), hashOfSecret(came.browserSecret)],
  );
  await house.pool.query("delete from signin.provider_attempt where expires_at < clock_timestamp()");
  const attempt = rows[0];
  if (typeof attempt?.goes_to !== "string") throw providerFailed(new Error("no such attempt"));
  const claims = await claimsOf(configuration, house, came.search, state, attempt);
  if (!hasTwoFactors(claims, settings.acrValues)) throw oneFactorOnly();
  const { secret, account } = await asOwner(house.pool, async (client) => {
    const account = await accountOf(client, claims, attempt.link_hash);
    await noteAct(client, "signed_in", account);
    return {
      account,
      secret: await startSession(client, account, { userAgent: origin.userAgent, by: "provider" }),
    };
  });
  return { secret, account, goesTo: attempt.goes_to };
};

const claimsOf = async (
  configuration: oidc.Configuration,
  { settings }: SignInHouse,
  search: string,
  state: string,
  attempt: Attempt,
): Promise<oidc.IDToken> => {
  try {
    const tokens = await oidc.authorizationCodeGrant(
      configuration,
      new URL(`${settings.origin}${returnPath}${search}`),
      {
        pkceCodeVerifier: attempt.verifier,
        expectedState: state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (!claims) throw new Error("no identity token");
    if (claims["email"] !== undefined) return claims;
    // Some providers tell the e-mail address only when asked apart.
    const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { ...claims, email: more.email, email_verified: more.email_verified };
  } catch (error) {
    throw providerFailed(error);
  }
};

/** Whether the provider says that one of the wanted contexts (acr) or methods (amr) was used. */
const hasTwoFactors = (claims: oidc.IDToken, wanted: readonly string[]): boolean => {
  if (wanted.length === 0) return true;
  const methods = Array.isArray(claims["amr"]) ? (claims["amr"] as unknown[]) : [];
  return wanted.some((word) => claims["acr"] === word || methods.includes(word));
};

/**
 * The account of a person at the provider: known by issuer and subject, which are never given to somebody else;
 * else linked now, by the invitation they came with, or by a verified e-mail address that waits for its first sign-in.
 */
const accountOf = async (
  client: PoolClient,
  claims: oidc.IDToken,
  linkHash: string | null,
): Promise<string> => {
  const { rows } = await client.query<{ account: string; closed: boolean }>(
    `select p.account, a.closed_at is not null as closed from signin.provider p
     join access.account a on a.id = p.account where p.issuer = $1 and p.subject = $2`,
    [claims.iss, claims.sub],
  );
  const known = rows[0];
  if (known) {
    if (known.closed) throw notKnownHere();
    return known.account;
  }
  const account =
    linkHash === null ? await invitedByEmail(client, claims) : await useLink(client, "invitation", linkHash);
  await client.query("insert into signin.provider (issuer, subject, account) values ($1, $2, $3)", [
    claims.iss,
    claims.sub,
    account,
  ]);
  await noteAct(client, "provider_linked", account);
  return account;
};

const invitedByEmail = async (client: PoolClient, claims: oidc.IDToken): Promise<string> => {
  const email = claims["email_verified"] === true ? claims["email"] : undefined;
  if (typeof email !== "string") throw notKnownHere();
  const { rows } = await client.query<{ account: string }>(
    `update signin.link l set used_at = clock_timestamp() from access.account a
     where a.id = l.account and lower(a.email) = lower($1) and a.kind = 'person' and a.closed_at is null
       and l.kind = 'invitation' and l.used_at is null and l.withdrawn_at is null and l.expires_at > clock_timestamp()
       and not exists (select from signin.password p where p.account = a.id)
       and not exists (select from signin.provider p where p.account = a.id)
     returning l.account`,
    [email],
  );
  const account = rows[0]?.account;
  if (account === undefined) throw notKnownHere();
  return account;
};

/** Returns where to go to end the session at the provider too; undefined where it offers no such page. */
export const signOutAddress = async (house: SignInHouse): Promise<string | undefined> => {
  if (!house.settings.oidc) return undefined;
  const configuration = await configurationOf(house.settings.oidc).catch(() => undefined);
  if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
  return oidc.buildEndSessionUrl(configuration, {
    post_logout_redirect_uri: `${house.settings.origin}/`,
    client_id: house.settings.oidc.clientId,
  }).href;
};
