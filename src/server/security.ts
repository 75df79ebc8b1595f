import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { House } from "../house.ts";
import { noticeSession } from "../signin/sessions.ts";
import { Problem, tooManyRequests } from "../problem.ts";
import { problemResponse } from "./problem.ts";
import { languageOf, sessionHashOf } from "./route.ts";

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join("; ");

const year = 31_536_000;
const mebibyte = 1024 * 1024;
/** A form or a list of records is small; a partner's file is not. */
const jsonLimit = 2 * mebibyte;
const fileLimit = 100 * mebibyte;

/**
 * Requests a minute. A page asks for a dozen things at once and a program reads on and on: both stay below. A whole
 * authority may come from one address.
 */
export type Rates = Readonly<{ perSession: number; perAddress: number }>;
const usualRates: Rates = { perSession: 3000, perAddress: 60_000 };

const addresses = new WeakMap<Request, string>();

/** Returns the network address that a request comes from, as `security` saw it. */
export const addressOf = (request: Request): string => addresses.get(request) ?? "unknown";

/**
 * What stands before every route: headers, same-origin check, limits of size and rate, and the note that a session is
 * in use. Refusals are problem details in the asker's language.
 */
export const security = (
  house: Pick<House, "settings" | "pool">,
  rates: Rates = usualRates,
): MiddlewareHandler => {
  const isHttps = house.settings.origin.startsWith("https:");
  const bySession = new RateLimiterMemory({ points: rates.perSession, duration: 60 });
  const byAddress = new RateLimiterMemory({ points: rates.perAddress, duration: 60 });
  const tooLarge = (context: Context) => refuse(context, house, tooLargeProblem());
  const limits = {
    json: bodyLimit({ maxSize: jsonLimit, onError: tooLarge }),
    file: bodyLimit({ maxSize: fileLimit, onError: tooLarge }),
  };
  return async (context, next) => {
    const { request, problem } = await inspect(context, house, bySession, byAddress);
    const respond = async (): Promise<void> => {
      if (problem) {
        context.res = refuse(context, house, problem);
        return;
      }
      const type = request.headers.get("content-type") ?? "";
      const limit = type.startsWith("application/json") || type === "" ? limits.json : limits.file;
      const refused = await limit(context, async () => {
        // The limit may have put its own reader in the request's place.
        addresses.set(context.req.raw, addressFor(context, house));
        await next();
      });
      if (refused) context.res = refused;
    };
    await respond();
    const { headers } = context.res;
    setHeaders(headers, isHttps, context.req.path);
  };
};

const setHeaders = (headers: Headers, isHttps: boolean, path: string): void => {
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", policy);
  if (isHttps) headers.set("strict-transport-security", `max-age=${year}; includeSubDomains`);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set(
    "permissions-policy",
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  );
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("x-frame-options", "DENY");
  if (path.startsWith("/api/") && !headers.has("cache-control")) headers.set("cache-control", "no-store");
};

type Inspected = Readonly<{ request: Request; problem: Problem | undefined }>;

const inspect = async (
  context: Context,
  house: Pick<House, "settings" | "pool">,
  bySession: RateLimiterMemory,
  byAddress: RateLimiterMemory,
): Promise<Inspected> => {
  const request = context.req.raw;
  if (!context.req.path.startsWith("/api/")) return { request, problem: undefined };
  const crowded =
    (await take(byAddress, addressFor(context, house))) ??
    (await take(bySession, sessionHashOf(request, house)));
  if (crowded !== undefined) return { request, problem: tooManyRequests(crowded) };
  if (!isSameOrigin(request, house.settings.origin))
    return { request, problem: otherOrigin(house.settings.origin) };
  const session = sessionHashOf(request, house);
  // Asking how long the session still lasts is no use of it.
  if (session !== undefined && context.req.path !== remainingPath) await noticeSession(house.pool, session);
  return { request, problem: undefined };
};

export const remainingPath = "/api/session/remaining";

/** Returns the seconds to wait where the limit is reached. */
const take = async (limiter: RateLimiterMemory, key: string | undefined): Promise<number | undefined> => {
  if (key === undefined) return undefined;
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
};

const safeMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a request that changes something comes from our own pages. A browser says where from, in `Origin` or
 * `Sec-Fetch-Site`, and a page cannot change what it says; a program with a token is no browser that can be led astray.
 * Sign-in counts too, although there is no session yet: nobody is signed in to somebody else's account unawares.
 */
const isSameOrigin = (request: Request, own: string): boolean => {
  if (safeMethods.includes(request.method)) return true;
  if (/^Bearer [\w~+/.-]+=*$/i.test(request.headers.get("authorization") ?? "")) return true;
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === own;
  return request.headers.get("sec-fetch-site") === "same-origin";
};

/** The address of the connection, or the one that the outermost of our own proxies saw. */
const addressFor = (context: Context, { settings }: Pick<House, "settings">): string => {
  if (settings.proxies > 0) {
    const seen = (context.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
    const address = seen.at(-settings.proxies);
    if (address !== undefined && address !== "") return address;
  }
  // A Request of a test comes over no connection.
  if (typeof context.env !== "object" || context.env === null || !("incoming" in context.env)) return "local";
  return getConnInfo(context).remote.address ?? "unknown";
};

const refuse = (context: Context, house: Pick<House, "settings">, problem: Problem): Response =>
  problemResponse(problem, languageOf(context.req.raw, house.settings.language), "");

const tooLargeProblem = () =>
  new Problem(413, "too_large", {
    fr: "Ce que vous envoyez est trop volumineux. Partagez le fichier en plusieurs parties.",
    nl: "Wat u verstuurt is te groot. Splits het bestand in verschillende delen.",
    en: "What you send is too large. Split the file into several parts.",
  });

const otherOrigin = (own: string) =>
  new Problem(403, "other_origin", {
    fr: `Cette demande ne vient pas des pages de Jalon. Ouvrez-les à l'adresse ${own}`,
    nl: `Deze aanvraag komt niet van de pagina's van Jalon. Open ze op het adres ${own}`,
    en: `This request does not come from Jalon's pages. Open them at the address ${own}`,
  });

/** Returns from where a request comes, as sign-in counts it. */
export const originOf = (request: Request) => ({
  address: addressOf(request),
  userAgent: request.headers.get("user-agent") ?? "",
});
