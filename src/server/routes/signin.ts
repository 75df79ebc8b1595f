import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import type { Text } from "../../language.ts";
import { isMailSetUp } from "../../mail/send.ts";
import { readyAccounts } from "../../signin/demonstration.ts";
import { acceptInvitation, forgotPassword, lookAtLink, resetPassword } from "../../signin/links.ts";
import { confirmSetUp, giveSecondFactor, type NextStep, signIn } from "../../signin/local.ts";
import { shortestPassword } from "../../signin/password.ts";
import { placeOf, roleOf } from "../../signin/places.ts";
import { beginAtProvider, finishAtProvider, returnPath, signOutAddress } from "../../signin/provider.ts";
import { Refused } from "../../signin/refusal.ts";
import { endSession, extendSession, remainingOf } from "../../signin/sessions.ts";
import type { House } from "../../house.ts";
import { notFound, notSignedIn } from "../../problem.ts";
import { attemptCookie, attemptSecretOf, noSessionCookie, sessionCookie } from "../cookies.ts";
import { language, text } from "../../shapes.ts";

import { defineRoute } from "../route.ts";
import { originOf, remainingPath } from "../security.ts";

const tags = ["Sign-in"];
const secret = z.string().min(20).max(200);
const email = z.string().max(320);
const password = z.string().max(2000);
const code = z.string().max(20);
const setUp = z.object({ secret: z.string(), address: z.string(), picture: z.string() });
const nextStep: z.ZodType<NextStep> = z.discriminatedUnion("next", [
  z.object({ next: z.literal("second_factor"), ticket: z.string() }),
  z.object({ next: z.literal("set_up"), ticket: z.string(), setUp }),
]);

/** The answer that signs a browser in: the secret goes into the cookie only. */
const signedIn = (house: House, sessionSecret: string, answer: Record<string, unknown> = {}): Response =>
  Response.json(
    { signedIn: true, ...answer },
    { headers: { "set-cookie": sessionCookie(house, sessionSecret) } },
  );

const waysShape = z.object({
  provider: z.string().nullable(),
  mail: z.boolean(),
  demonstration: z.boolean(),
  shortestPassword: z.int(),
});
export type WaysAnswer = z.infer<typeof waysShape>;

const waysToSignIn = defineRoute({
  id: "waysToSignIn",
  method: "get",
  path: "/api/sign-in/ways",
  summary: "Tells how one can sign in here",
  tags,
  access: { kind: "public" },
  answer: waysShape,
  transaction: "own",
  handle: async ({ house }) => ({
    provider: house.settings.oidc?.name ?? null,
    mail: isMailSetUp(house),
    demonstration: house.settings.demonstration,
    shortestPassword,
  }),
});

const signInRoute = defineRoute({
  id: "signIn",
  method: "post",
  path: "/api/sign-in",
  summary: "Takes an e-mail address and a password; the second factor follows",
  tags,
  access: { kind: "public" },
  body: z.object({ email, password }),
  answer: nextStep,
  transaction: "own",
  handle: ({ house, body, request, language }) => signIn(house, body, originOf(request), language),
});

const secondFactor = defineRoute({
  id: "giveSecondFactor",
  method: "post",
  path: "/api/sign-in/second-factor",
  summary: "Takes a code of the app, or a recovery code, and signs in",
  tags,
  access: { kind: "public" },
  body: z.union([
    z.object({ ticket: secret, code }),
    z.object({ ticket: secret, recoveryCode: z.string().max(60) }),
  ]),
  transaction: "own",
  handle: async ({ house, body, request, session }) => {
    const begun = await giveSecondFactor(house, body, originOf(request));
    // The session that this browser had before ends: nothing is carried over from one to the other.
    if (session !== undefined) await endSession(house.pool, session);
    return signedIn(house, begun.secret);
  },
});

const firstCode = defineRoute({
  id: "confirmSetUp",
  method: "post",
  path: "/api/sign-in/set-up",
  summary: "Confirms a new second factor by its first code, gives the recovery codes, and signs in",
  tags,
  access: { kind: "public" },
  body: z.object({ ticket: secret, code }),
  transaction: "own",
  handle: async ({ house, body, request, session }) => {
    const { secret: begun, recoveryCodes } = await confirmSetUp(house, body, originOf(request));
    if (session !== undefined) await endSession(house.pool, session);
    return signedIn(house, begun, { recoveryCodes });
  },
});

const beginProvider = defineRoute({
  id: "beginAtProvider",
  method: "post",
  path: "/api/sign-in/provider",
  summary: "Begins a sign-in at the body's own provider; the answer says where to go",
  tags,
  access: { kind: "public" },
  body: z.object({ goesTo: z.string().max(500), invitation: secret.optional() }),
  transaction: "own",
  handle: async ({ house, body }) => {
    const begun = await beginAtProvider(house, { goesTo: body.goesTo, link: body.invitation });
    return Response.json(
      { address: begun.address },
      { headers: { "set-cookie": attemptCookie(house, begun.browserSecret) } },
    );
  },
});

const finishProvider = defineRoute({
  id: "finishAtProvider",
  method: "get",
  path: returnPath,
  summary: "Where the provider sends people back to",
  tags,
  access: { kind: "public" },
  transaction: "own",
  handle: async ({ house, request, session, language }) => {
    const headers = new Headers();
    headers.append("set-cookie", attemptCookie(house, ""));
    const came = { search: new URL(request.url).search, browserSecret: attemptSecretOf(request, house) };
    try {
      const begun = await finishAtProvider(house, came, originOf(request));
      if (session !== undefined) await endSession(house.pool, session);
      headers.append("set-cookie", sessionCookie(house, begun.secret));
      headers.set("location", begun.goesTo);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A person who comes back by a link wants a page that says what happened, not a problem document.
      headers.set("location", `/${language}/sign-in?problem=${error.code}`);
    }
    return new Response(null, { status: 303, headers });
  },
});

/** `provider`: the address at which the session with the body's own provider ends; null where there is none. */
export type SignOutAnswer = Readonly<{ provider: string | null }>;

const signOut = defineRoute({
  id: "signOut",
  method: "post",
  path: "/api/sign-out",
  summary: "Ends the session; the answer may say where to end it at the provider too",
  tags,
  access: { kind: "public" },
  transaction: "own",
  handle: async ({ house, session }) => {
    let provider: string | undefined;
    if (session !== undefined) {
      const { rows } = await house.pool.query<{ label: string }>(
        "select label from access.session where hash = $1 and kind = 'person' and ended_at is null",
        [session],
      );
      if (rows[0]) await endSession(house.pool, session);
      if (rows[0]?.label === "provider") provider = await signOutAddress(house);
    }
    return Response.json({ provider: provider ?? null } satisfies SignOutAnswer, {
      headers: { "set-cookie": noSessionCookie(house), "clear-site-data": '"cache"' },
    });
  },
});

const remaining = z.object({ idleSeconds: z.int(), endsInSeconds: z.int() });

const remainingRoute = defineRoute({
  id: "remainingTime",
  method: "get",
  path: remainingPath,
  summary: "Tells how long the session still lasts; asking does not prolong it",
  tags,
  access: { kind: "signed_in" },
  answer: remaining,
  handle: async ({ client }) => {
    const left = await remainingOf(client);
    if (!left) throw notSignedIn();
    return left;
  },
});

const extend = defineRoute({
  id: "extendSession",
  method: "post",
  path: "/api/session/extend",
  summary: "Prolongs the session, up to its longest",
  tags,
  access: { kind: "signed_in" },
  answer: remaining,
  transaction: "own",
  handle: async ({ house, session }) => {
    if (session === undefined) throw notSignedIn();
    await extendSession(house.pool, session);
    const left = await asSession(house.sessions, session, (client) => remainingOf(client));
    if (!left) throw notSignedIn();
    return left;
  },
});

const linkShape = z.object({
  email: z.string(),
  name: z.string(),
  language,
  expiresAt: z.string(),
  roles: z.array(z.object({ role: text, place: text })),
});
export type LinkAnswer = z.infer<typeof linkShape>;

const look = async (house: House, kind: "invitation" | "password", linkSecret: string) => {
  const link = await lookAtLink(house, kind, linkSecret);
  return {
    ...link,
    roles: link.grants.map((grant): { role: Text; place: Text } => ({
      role: roleOf(house.programme, grant.role),
      place: placeOf(house.programme, grant),
    })),
  };
};

const lookAtInvitation = defineRoute({
  id: "lookAtInvitation",
  method: "post",
  path: "/api/invitations/look",
  summary: "Tells what an invitation is for",
  tags,
  access: { kind: "public" },
  body: z.object({ secret }),
  answer: linkShape,
  transaction: "own",
  handle: ({ house, body }) => look(house, "invitation", body.secret),
});

const accept = defineRoute({
  id: "acceptInvitation",
  method: "post",
  path: "/api/invitations/accept",
  summary: "Accepts an invitation with a password; the set-up of the second factor follows",
  tags,
  access: { kind: "public" },
  body: z.object({ secret, password, language }),
  answer: nextStep,
  transaction: "own",
  handle: ({ house, body }) => acceptInvitation(house, body),
});

const forgotten = defineRoute({
  id: "forgotPassword",
  method: "post",
  path: "/api/password/forgotten",
  summary: "Sends a link to the address, if it has an account; the answer is the same either way",
  tags,
  access: { kind: "public" },
  body: z.object({ email }),
  answer: z.object({ sent: z.literal(true) }),
  status: 202,
  transaction: "own",
  handle: async ({ house, body, request }) => {
    await forgotPassword(house, body.email, originOf(request));
    return { sent: true as const };
  },
});

const lookAtPasswordLink = defineRoute({
  id: "lookAtPasswordLink",
  method: "post",
  path: "/api/password/look",
  summary: "Tells whose password a link is for",
  tags,
  access: { kind: "public" },
  body: z.object({ secret }),
  answer: linkShape.pick({ email: true, name: true }),
  transaction: "own",
  handle: ({ house, body }) => look(house, "password", body.secret),
});

const reset = defineRoute({
  id: "resetPassword",
  method: "post",
  path: "/api/password/reset",
  summary: "Sets a new password by a link; signing in with the second factor follows",
  tags,
  access: { kind: "public" },
  body: z.object({ secret, password }),
  answer: z.object({ done: z.literal(true) }),
  transaction: "own",
  handle: async ({ house, body }) => {
    await resetPassword(house, body);
    return { done: true as const };
  },
});

const demonstrationShape = z.object({
  accounts: z.array(
    z.object({
      email: z.string(),
      password: z.string(),
      name: z.string(),
      roleId: z.string(),
      role: text,
      place: text,
      code: z.string(),
    }),
  ),
});
export type DemonstrationAnswer = z.infer<typeof demonstrationShape>;

const demonstration = defineRoute({
  id: "demonstrationAccounts",
  method: "get",
  path: "/api/demonstration/accounts",
  summary: "Lists the accounts of the demonstration; answered by demonstrations only",
  tags,
  access: { kind: "public" },
  answer: demonstrationShape,
  transaction: "own",
  handle: async ({ house }) => {
    if (!house.settings.demonstration) throw notFound();
    return { accounts: [...(await readyAccounts(house))] };
  },
});

export const signInRoutes = [
  waysToSignIn,
  signInRoute,
  secondFactor,
  firstCode,
  beginProvider,
  finishProvider,
  signOut,
  remainingRoute,
  extend,
  lookAtInvitation,
  accept,
  forgotten,
  lookAtPasswordLink,
  reset,
  demonstration,
] as const;
