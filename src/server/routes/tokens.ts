import { z } from "zod";
import { text } from "../../shapes.ts";
import { placeOf, roleOf } from "../../signin/places.ts";
import { endToken, listTokens, longestTokenDays, makeToken, mayMakeToken } from "../../signin/tokens.ts";
import { defineRoute } from "../route.ts";

const tags = ["Tokens"];
const access = { kind: "right", right: "tokens:manage" } as const;

const tokensShape = z.object({
  tokens: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      role: z.string(),
      roleLabel: text,
      place: text,
      createdAt: z.string(),
      createdBy: z.string().nullable(),
      lastUsedAt: z.string().nullable(),
      expiresAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
  makable: z.array(
    z.object({
      role: z.string(),
      label: text,
      places: z.array(z.object({ id: z.string(), label: text })),
    }),
  ),
  longestDays: z.int(),
});
export type TokensAnswer = z.infer<typeof tokensShape>;

const list = defineRoute({
  id: "listTokens",
  method: "get",
  path: "/api/tokens",
  summary: "Lists the tokens of partners' programs, and those that the asker may make",
  tags,
  access,
  answer: tokensShape,
  handle: async ({ house, client, who }) => {
    const { programme } = house;
    const tokens = await listTokens(house, client, who);
    return {
      tokens: tokens.map((token) => ({
        ...token,
        roleLabel: roleOf(programme, token.role),
        place: placeOf(programme, token),
      })),
      makable: [...programme.roles.values()].flatMap(({ id: role, label }) => {
        const places = [...programme.partners.values()]
          .filter(({ id: partner }) => mayMakeToken(house, who, { role, operation: null, partner }))
          .map(({ id, name }) => ({ id, label: name }));
        return places.length > 0 ? [{ role, label, places }] : [];
      }),
      longestDays: longestTokenDays,
    };
  },
});

const make = defineRoute({
  id: "makeToken",
  method: "post",
  path: "/api/tokens",
  summary: "Makes a token for a partner's program; its secret is shown this once",
  tags,
  access,
  body: z.object({
    label: z.string().trim().min(1).max(100),
    role: z.string().max(100),
    operation: z.string().max(100).nullable().default(null),
    partner: z.string().max(100),
    days: z.int().min(1).max(longestTokenDays),
  }),
  answer: z.object({ id: z.string(), secret: z.string() }),
  status: 201,
  handle: ({ house, client, who, body }) => makeToken(house, client, who, body),
});

const end = defineRoute({
  id: "endToken",
  method: "delete",
  path: "/api/tokens/{token}",
  summary: "Ends a token at once",
  tags,
  access,
  params: z.object({ token: z.uuid() }),
  answer: z.object({ ended: z.literal(true) }),
  handle: async ({ client, params }) => {
    await endToken(client, params.token);
    return { ended: true as const };
  },
});

export const tokenRoutes = [list, make, end] as const;
