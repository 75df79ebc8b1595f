import type { PoolClient } from "pg";
import { z } from "zod";
import { asSession } from "../access/as-session.ts";
import type { Right } from "../access/rights.ts";
import type { Scope } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Programme } from "../definition/programme.ts";
import { isLanguage, type Language } from "../language.ts";
import type { House } from "../house.ts";
import { notAllowed, notFound, notSignedIn, Problem } from "../problem.ts";
import { hashOfSecret } from "../signin/secrets.ts";

export type { Scope } from "../access/scope.ts";

/** Who may use a route. Every route says it; a route that does not is no route. */
export type Access<P = unknown> =
  | Readonly<{ kind: "public" }>
  | Readonly<{ kind: "signed_in" }>
  | Readonly<{
      kind: "right";
      right: Right;
      /** The scope that the address names; without it, having the right anywhere opens the route, and its function narrows. */
      scope?: (asked: { params: P }) => Scope;
    }>;

/** A request as a route's function gets it: read, allowed, and in a transaction under the walls of the database. */
export type Visit<P, Q, B> = Readonly<{
  house: House;
  /** Undefined on public routes that nobody signed in for. */
  who: Who;
  /** In the transaction of the request, under the role that owns nothing; committed when the function returns. */
  client: PoolClient;
  params: P;
  query: Q;
  body: B;
  language: Language;
  request: Request;
  /** The hash of the asker's session or token, to open a transaction of one's own. */
  session: string | undefined;
}>;

export type Method = "get" | "post" | "put" | "patch" | "delete";

type Definition<P, Q, B, A> = Readonly<{
  /** operationId of the API's document. */
  id: string;
  method: Method;
  /** As OpenAPI writes it: /api/operations/{operation} */
  path: `/${string}`;
  summary: string;
  tags?: readonly string[];
  access: Access<P>;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** The same body as the programme's definitions spell it out, for the API's document. */
  documentedBody?: (programme: Programme) => z.ZodType;
  /** What the function returns is cut to this shape, so that nothing else leaves; without it, it makes the Response. */
  answer?: z.ZodType<A>;
  /** Status of a good answer; 200 where not said. */
  status?: number;
  /**
   * "own": the right is checked in a short transaction of its own and the function works without one (`client` is
   * then unusable): for uploads and long answers, which would hold a connection.
   */
  transaction?: "own";
  handle: (visit: Visit<P, Q, B>) => Promise<A | Response>;
}>;

/** A route with its types put away, as the server, the API's document and the permission matrix see it. */
export type Route = Readonly<{
  id: string;
  method: Method;
  path: string;
  summary: string;
  tags: readonly string[];
  access: Readonly<{ kind: "public" | "signed_in" } | { kind: "right"; right: Right; scoped: boolean }>;
  params: z.ZodType | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  documentedBody: ((programme: Programme) => z.ZodType) | undefined;
  answer: z.ZodType | undefined;
  status: number;
  serve: (house: House, request: Request, pathValues: Readonly<Record<string, string>>) => Promise<Response>;
}>;

/** Returns the route: it reads the request, asks the guards, opens the transaction, and cuts the answer to its shape. */
export const defineRoute = <P = unknown, Q = unknown, B = unknown, A = unknown>(
  definition: Definition<P, Q, B, A>,
): Route => {
  const { access, answer, status = 200 } = definition;
  const serve: Route["serve"] = async (house, request, pathValues) => {
    const session = sessionHashOf(request, house);
    const params = (definition.params ? parseParams(definition.params, pathValues) : undefined) as P;
    const query = (definition.query ? parsed(definition.query, queryOf(request), "query") : undefined) as Q;
    const body = (definition.body ? parsed(definition.body, await jsonOf(request), "body") : undefined) as B;
    const check = (who: Who | undefined): void => {
      if (access.kind === "public") return;
      if (!who) throw notSignedIn();
      if (access.kind !== "right") return;
      const scope = isAddressed(house, access.right, params) ? undefined : access.scope?.({ params });
      if (!house.guards.right(who, access.right, scope)) throw notAllowed();
    };
    const visit = (client: PoolClient, who: Who | undefined): Visit<P, Q, B> => ({
      house,
      who: who as Who,
      client,
      params,
      query,
      body,
      language: languageOf(request, who?.language ?? house.settings.language),
      request,
      session,
    });
    const handle = async (client: PoolClient, who: Who | undefined) => {
      check(who);
      return definition.handle(visit(client, who));
    };
    let result: A | Response;
    if (definition.transaction === "own") {
      const who = await asSession(house.sessions, session, async (_client, asker) => {
        check(asker);
        return asker;
      });
      result = await definition.handle(visit(noClient, who));
    } else result = await asSession(house.sessions, session, handle);
    if (result instanceof Response) return result;
    return Response.json(answer ? answer.parse(result) : result, { status });
  };
  return {
    id: definition.id,
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    tags: definition.tags ?? [],
    access:
      access.kind === "right"
        ? { kind: "right", right: access.right, scoped: access.scope !== undefined }
        : access,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    documentedBody: definition.documentedBody,
    answer: definition.answer,
    status,
    serve,
  };
};

/** What is addressed to others is read from anywhere: the address says where it is kept, and its function narrows. */
const isAddressed = ({ programme }: House, right: Right, params: unknown): boolean => {
  const { register } = (params ?? {}) as Readonly<{ register?: unknown }>;
  return (
    right === "records:read" &&
    typeof register === "string" &&
    programme.registers.get(register)?.addressed !== undefined
  );
};

/** Stands in for the client of a route that works without a transaction: using it is a mistake, and says so. */
const noClient = new Proxy({} as PoolClient, {
  get: () => {
    throw new Error("this route opens its transactions itself");
  },
});

/** An address that cannot be is an address that does not exist. */
const parseParams = <P>(schema: z.ZodType<P>, values: Readonly<Record<string, string>>): P => {
  const result = schema.safeParse(values);
  if (!result.success) throw notFound();
  return result.data;
};

const parsed = <T>(schema: z.ZodType<T>, input: unknown, where: "query" | "body"): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  // Where and what is expected; never what was sent, which may be about a person.
  const places = result.error.issues.map(({ path, code }) => ({ where: [where, ...path].join("."), code }));
  throw new Problem(
    400,
    "invalid_request",
    {
      fr: "La demande n'a pas la forme attendue.",
      nl: "De aanvraag heeft niet de verwachte vorm.",
      en: "The request does not have the expected form.",
    },
    { places },
  );
};

/** A parameter given once is a text, given several times a list. */
const queryOf = (request: Request): Record<string, string | string[]> => {
  const query: Record<string, string | string[]> = {};
  const { searchParams } = new URL(request.url);
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return query;
};

const jsonOf = async (request: Request): Promise<unknown> => {
  const text = await request.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem(400, "invalid_json", {
      fr: "La demande n'est pas du JSON lisible.",
      nl: "De aanvraag is geen leesbare JSON.",
      en: "The request is not readable JSON.",
    });
  }
};

/** Returns the name of the session's cookie: bound to the host where the address is https. */
export const cookieName = (house: Pick<House, "settings">): string =>
  house.settings.origin.startsWith("https:") ? "__Host-jalon" : "jalon";

/** Returns the hash of the secret that comes with a request: a token's, else the session cookie's. */
export const sessionHashOf = (request: Request, house: Pick<House, "settings">): string | undefined => {
  const bearer = /^Bearer ([\w~+/.-]+=*)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer !== undefined) return hashOfSecret(bearer);
  const name = cookieName(house);
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name && value.length > 0) return hashOfSecret(value.join("="));
  }
  return undefined;
};

/** Returns the first of Jalon's languages that the request accepts. */
export const languageOf = (request: Request, otherwise: Language): Language => {
  for (const part of (request.headers.get("accept-language") ?? "").split(",")) {
    const word = part.trim().slice(0, 2).toLowerCase();
    if (isLanguage(word)) return word;
  }
  return otherwise;
};
