import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { openApiDocument } from "./api-document.ts";
import type { House } from "../house.ts";
import { notFound, problemResponse } from "./problem.ts";
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

const answer = async (
  house: House,
  route: Route,
  request: Request,
  pathValues: Readonly<Record<string, string>>,
): Promise<Response> => {
  try {
    const response = await route.serve(house, request, pathValues);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    const incident = randomUUID().slice(0, 8);
    const response = problemResponse(error, languageOf(request, house.settings.language), incident);
    response.headers.set("cache-control", "no-store");
    if (response.status >= 500) house.log.error({ route: route.id, incident, error: told(error) }, "failed");
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
