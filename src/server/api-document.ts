import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { House } from "../house.ts";
import type { Route } from "./route.ts";

const problem = z
  .object({
    type: z.string(),
    title: z.string().describe("What is wrong and how to mend it, in the language asked for"),
    status: z.int(),
    code: z.string().describe("Stable word for programs"),
  })
  .meta({ id: "Problem" });

/** Returns the document of the API, OpenAPI 3.0, made from the very shapes that requests and answers are held against. */
export const openApiDocument = (house: Pick<House, "programme" | "settings">, routes: readonly Route[]) => {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: house.settings.origin.startsWith("https:") ? "__Host-jalon" : "jalon",
  });
  for (const route of routes) {
    if (!route.path.startsWith("/api/")) continue;
    const body = route.documentedBody?.(house.programme) ?? route.body;
    registry.registerPath({
      operationId: route.id,
      method: route.method,
      path: route.path,
      summary: route.summary,
      tags: [...route.tags],
      security: route.access.kind === "public" ? [] : [{ token: [] }, { session: [] }],
      request: {
        ...(route.params ? { params: route.params as z.ZodObject } : {}),
        ...(route.query ? { query: route.query as z.ZodObject } : {}),
        ...(body ? { body: { content: { "application/json": { schema: body } } } } : {}),
      },
      responses: {
        [route.status]: route.answer
          ? { description: "Done", content: { "application/json": { schema: route.answer } } }
          : { description: "Done" },
        default: {
          description: "Refused: problem details (RFC 9457)",
          content: { "application/problem+json": { schema: problem } },
        },
      },
    });
  }
  const document = app.getOpenAPIDocument({
    openapi: "3.0.3",
    info: {
      title: `Jalon: ${house.programme.title.en}`,
      version: house.programme.version,
      description: "Everything that a page does, a program may do with a token of its partner.",
    },
    servers: [{ url: house.settings.origin }],
  });
  // A part of the address is always there; shapes that convert text to numbers do not say so by themselves.
  for (const path of Object.values(document.paths))
    for (const method of methods)
      for (const parameter of path[method]?.parameters ?? [])
        if ("in" in parameter && parameter.in === "path") parameter.required = true;
  return document;
};

const methods = ["get", "post", "put", "patch", "delete"] as const;
