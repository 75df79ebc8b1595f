import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { Readable } from "node:stream";
import type { Context } from "hono";

const built = join(import.meta.dirname, "..", "..", "build", "web");
const index = join(built, "index.html");

/** Returns whether the pages are there to be served; `npm run build` makes them. */
export const arePagesBuilt = (): boolean => existsSync(index);

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  txt: "text/plain; charset=utf-8",
  woff2: "font/woff2",
  webmanifest: "application/manifest+json",
  map: "application/json",
};

/**
 * Serves the built pages: files by their hashed names, kept for ever by browsers, and for every other address the one
 * page in which the application runs.
 */
export const webPages = () => (context: Context) => {
  const { pathname } = new URL(context.req.url);
  const path = normalize(decodeURIComponent(pathname));
  const type = types[/\.(\w+)$/.exec(path)?.[1] ?? ""];
  if (type !== undefined && !path.includes("..")) {
    const file = join(built, path);
    if (!existsSync(file)) return context.notFound();
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
      headers: {
        "content-type": type,
        "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      },
    });
  }
  if (!arePagesBuilt()) return context.text("The pages are not built yet: npm run build", 503);
  return new Response(readFileSync(index), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
  });
};
