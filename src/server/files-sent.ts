import type { Download } from "../upload/download.ts";

/** Returns the name that a file was sent under: percent-encoded in the header X-File-Name. */
export const fileNameOf = (request: Request): string => {
  const name = request.headers.get("x-file-name") ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** Returns a file as an answer that no browser shows by itself, guesses the type of, or keeps. */
export const downloadResponse = ({ name, type, body }: Download): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename*=UTF-8''${inHeader(name)}`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });

/** Only what a header may hold as it is (RFC 8187), whatever the name is made of. */
const inHeader = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
