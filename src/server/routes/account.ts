import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { rights } from "../../access/rights.ts";
import {
  type Again,
  beginSecondFactor,
  changeLanguage,
  changePassword,
  confirmSecondFactor,
  readAccount,
  renewRecoveryCodes,
  signOutEverywhere,
} from "../../signin/account.ts";
import { isToldOf, tellMe } from "../../reminder/deadlines.ts";
import { language, text } from "../../shapes.ts";
import { roleOf } from "../../signin/places.ts";
import { endOwnSession, listSessions } from "../../signin/sessions.ts";
import { notFound, notSignedIn } from "../../problem.ts";
import { noSessionCookie, sessionCookie } from "../cookies.ts";

import { defineRoute } from "../route.ts";
import { originOf } from "../security.ts";

const tags = ["My account"];
const access = { kind: "signed_in" } as const;
const password = z.string().max(2000);

/** The password and a code once more, before anything changes about how somebody signs in. */
const again = z.object({
  password,
  code: z.string().max(20).optional(),
  recoveryCode: z.string().max(60).optional(),
});
const againOf = (body: z.infer<typeof again>): Again => ({
  password: body.password,
  proof:
    body.recoveryCode === undefined || body.recoveryCode === ""
      ? { code: body.code ?? "" }
      : { recoveryCode: body.recoveryCode },
});

const whoShape = z
  .object({
    account: z.string(),
    name: z.string(),
    language,
    grants: z.array(
      z.object({
        role: z.string(),
        roleLabel: text,
        rights: z.array(z.enum(rights)),
        operation: z.string().nullable(),
        partner: z.string().nullable(),
      }),
    ),
  })
  .nullable();
export type WhoAnswer = z.infer<typeof whoShape>;

const me = defineRoute({
  id: "whoAmI",
  method: "get",
  path: "/api/me",
  summary: "Tells who is signed in and what they may; null where nobody is",
  tags,
  access: { kind: "public" },
  answer: whoShape,
  handle: async ({ who, house }) => {
    const asker = who as typeof who | undefined;
    if (!asker) return null;
    return {
      account: asker.account,
      name: asker.name,
      language: asker.language,
      grants: asker.grants.map(({ role, rights: held, operation, partner }) => ({
        role,
        roleLabel: roleOf(house.programme, role),
        rights: [...held],
        operation,
        partner,
      })),
    };
  },
});

const accountShape = z.object({
  email: z.string(),
  name: z.string(),
  language,
  passwordSetAt: z.string().nullable(),
  secondFactorSetAt: z.string().nullable(),
  recoveryCodesLeft: z.int(),
  provider: z.boolean(),
  reminders: z.boolean().describe("Whether one is told of deadlines by mail"),
  sessions: z.array(
    z.object({
      id: z.string(),
      isThis: z.boolean(),
      startedAt: z.string(),
      lastSeenAt: z.string(),
      userAgent: z.string(),
      by: z.string(),
    }),
  ),
});
export type AccountAnswer = z.infer<typeof accountShape>;

const readMine = defineRoute({
  id: "readAccount",
  method: "get",
  path: "/api/account",
  summary: "Tells about one's own account and its sessions",
  tags,
  access,
  answer: accountShape,
  transaction: "own",
  handle: async ({ house, who, session }) => {
    const own = await asSession(house.sessions, session, async (client) => ({
      sessions: [...(await listSessions(client))],
      reminders: await isToldOf(client),
    }));
    return { ...(await readAccount(house, who)), ...own };
  },
});

const wished = z.object({ language: language.optional(), reminders: z.boolean().optional() });

const setLanguage = defineRoute({
  id: "setLanguage",
  method: "patch",
  path: "/api/account",
  summary: "Keeps the language in which one is written to, and whether one is told of deadlines by mail",
  tags,
  access,
  body: wished,
  answer: wished,
  handle: async ({ client, body }) => {
    if (body.language !== undefined) await changeLanguage(client, body.language);
    if (body.reminders !== undefined) await tellMe(client, body.reminders);
    return body;
  },
});

const setPassword = defineRoute({
  id: "changePassword",
  method: "post",
  path: "/api/account/password",
  summary: "Changes the password; every other session ends",
  tags,
  access,
  body: again.extend({ next: password }),
  transaction: "own",
  handle: async ({ house, who, body, request }) => {
    const secret = await changePassword(house, who, { ...againOf(body), next: body.next }, originOf(request));
    return Response.json({ done: true }, { headers: { "set-cookie": sessionCookie(house, secret) } });
  },
});

const beginFactor = defineRoute({
  id: "beginSecondFactor",
  method: "post",
  path: "/api/account/second-factor",
  summary: "Begins to set up another app for codes",
  tags,
  access,
  body: again,
  answer: z.object({
    ticket: z.string(),
    setUp: z.object({ secret: z.string(), address: z.string(), picture: z.string() }),
  }),
  transaction: "own",
  handle: ({ house, who, body, request, language }) =>
    beginSecondFactor(house, who, againOf(body), originOf(request), language),
});

const confirmFactor = defineRoute({
  id: "confirmSecondFactor",
  method: "post",
  path: "/api/account/second-factor/confirm",
  summary: "Confirms the other app by a code from it; gives new recovery codes, every other session ends",
  tags,
  access,
  body: z.object({ ticket: z.string().max(200), code: z.string().max(20) }),
  transaction: "own",
  handle: async ({ house, who, body, request }) => {
    const { secret, recoveryCodes } = await confirmSecondFactor(house, who, body, originOf(request));
    return Response.json({ recoveryCodes }, { headers: { "set-cookie": sessionCookie(house, secret) } });
  },
});

const newCodes = defineRoute({
  id: "renewRecoveryCodes",
  method: "post",
  path: "/api/account/recovery-codes",
  summary: "Makes new recovery codes in place of the old ones",
  tags,
  access,
  body: again,
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  transaction: "own",
  handle: async ({ house, who, body, request }) => ({
    recoveryCodes: [...(await renewRecoveryCodes(house, who, againOf(body), originOf(request)))],
  }),
});

const endOne = defineRoute({
  id: "endSession",
  method: "delete",
  path: "/api/account/sessions/{session}",
  summary: "Ends one of one's own sessions",
  tags,
  access,
  params: z.object({ session: z.uuid() }),
  answer: z.object({ ended: z.literal(true) }),
  handle: async ({ client, params }) => {
    if (!(await endOwnSession(client, params.session))) throw notFound();
    return { ended: true as const };
  },
});

const everywhere = defineRoute({
  id: "signOutEverywhere",
  method: "post",
  path: "/api/account/sign-out-everywhere",
  summary: "Ends every one of one's own sessions, this one included",
  tags,
  access,
  transaction: "own",
  handle: async ({ house, session }) => {
    if (session === undefined) throw notSignedIn();
    const ended = await signOutEverywhere(house, session);
    return Response.json({ ended }, { headers: { "set-cookie": noSessionCookie(house) } });
  },
});

export const accountRoutes = [
  me,
  readMine,
  setLanguage,
  setPassword,
  beginFactor,
  confirmFactor,
  newCodes,
  endOne,
  everywhere,
] as const;
