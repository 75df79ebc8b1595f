import { createHash } from "node:crypto";
import type { Edition } from "../../publication/editions.ts";
import { editionBytes } from "../../publication/editions.ts";
import type { House } from "../../house.ts";
import type { Language } from "../../language.ts";
import { notFound } from "../../problem.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  jsonld: "application/ld+json; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

const formOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** How an answer with a file is held and shown. */
export type FileAnswer = Readonly<{
  /** The name under which a browser keeps it; undefined: it is shown. */
  keptAs?: string | undefined;
  /** Seconds for which anybody may hold it; undefined: nobody does. */
  heldFor?: number | undefined;
  language?: Language | undefined;
  request: Request;
}>;

/** Returns an answer with a file: its type, its language, and a mark by which a browser asks whether it changed. */
export const fileAnswer = (name: string, bytes: Uint8Array, how: FileAnswer): Response => {
  const tag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
  const headers = new Headers({
    "content-type": types[formOf(name)] ?? "application/octet-stream",
    "cache-control": how.heldFor === undefined ? "private, no-cache" : `public, max-age=${how.heldFor}`,
    etag: tag,
    "x-content-type-options": "nosniff",
  });
  if (how.language !== undefined) headers.set("content-language", how.language);
  if (how.keptAs !== undefined)
    headers.set("content-disposition", `attachment; filename="${how.keptAs.replaceAll(/[^\w.-]/g, "-")}"`);
  if (formOf(name) === "html") headers.set("content-security-policy", policyOf(bytes));
  if (how.request.headers.get("if-none-match") === tag) return new Response(null, { status: 304, headers });
  headers.set("content-length", String(bytes.byteLength));
  return new Response(Buffer.from(bytes), { headers });
};

/** A published page brings its own style and nothing else: that style is let through by its hash. */
const policyOf = (bytes: Uint8Array): string => {
  const page = Buffer.from(bytes).toString("utf8");
  const hashes = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, style = ""]) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  );
  return `default-src 'none'; style-src ${hashes.join(" ") || "'none'"}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
};

/** Returns a file of an edition as it was published; 404 where it has none of that name. */
export const editionFile = async (
  house: House,
  edition: Edition | undefined,
  name: string,
  how: FileAnswer,
): Promise<Response> => {
  const bytes = edition && (await editionBytes(house.dataFolder, edition, name));
  if (!bytes) throw notFound();
  return fileAnswer(name, bytes, how);
};
