import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { notFound, Problem } from "../problem.ts";
import { openApiDocument } from "./api-document.ts";
import type { House } from "../house.ts";
import { SaidError } from "../language.ts";
import { problemResponse } from "./problem.ts";
import { languageOf, type Route } from "./route.ts";
import { routes as everyRoute } from "./routes.ts";
import { security } from "./security.ts";
import { webPages } from "./web-pages.ts";

/** Returns the application: the API, its document, and the pages. */
export const makeApp = (house: House, routes: readonly Route[] = everyRoute): Hono => {
  const app = new Hono();
  app.use(security(house));
  for (const route of routes)
    app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
      const started = performance.now();
      const response = await answer(house, route, context.req.raw, context.req.param());
      // The route's pattern, never the address: numbers of records have no place in a log beside who asked.
      house.log.info(
        { route: route.id, status: response.status, ms: Math.round(performance.now() - started) },
        "request",
      );
      return response;
    });
  const document = JSON.stringify(openApiDocument(house, routes));
  app.get(
    "/api/openapi.json",
    () => new Response(document, { headers: { "content-type": "application/json" } }),
  );
  app.all("/api/*", (context) =>
    problemResponse(notFound(), languageOf(context.req.raw, house.settings.language), ""),
  );
  app.get("*", webPages());
  return app;
};

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/**
 * Requests that may wait for a connection: about half a second's work. Whoever comes after them is told at once to come
 * back, so that those who wait are still there when their turn comes.
 */
const mostWaiting = 100;
const comeBackAfterS = 3;

const crowded = (): Problem =>
  new Problem(
    503,
    "crowded",
    {
      fr: "Il y a beaucoup de monde en ce moment : votre demande n'a pas été traitée. Réessayez dans quelques secondes.",
      nl: "Het is op dit ogenblik erg druk: uw aanvraag werd niet behandeld. Probeer opnieuw over enkele seconden.",
      en: "It is very busy at the moment: your request was not dealt with. Try again in a few seconds.",
    },
    { retryAfter: comeBackAfterS },
  );

const answer = async (
  house: House,
  route: Route,
  request: Request,
  pathValues: Readonly<Record<string, string>>,
): Promise<Response> => {
  try {
    if (house.sessions.waitingCount >= mostWaiting) throw crowded();
    const response = await route.serve(house, request, pathValues);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    const incident = randomUUID().slice(0, 8);
    const response = problemResponse(error, languageOf(request, house.settings.language), incident);
    response.headers.set("cache-control", "no-store");
    // That many come at once is no failure, and one line each would make it worse.
    const isCrowded = response.status === 503 && error instanceof SaidError;
    if (response.status >= 500 && !isCrowded)
      house.log.error({ route: route.id, incident, error: told(error) }, "failed");
    return response;
  }
};

/** What a log may say of an error: its kind and where; not its message, in which PostgreSQL quotes values. */
const told = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, table, constraint, routine } = error as Error & Record<string, unknown>;
  const stack = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  return { name: error.name, code, table, constraint, routine, stack };
};
