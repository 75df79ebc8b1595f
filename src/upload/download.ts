import { createReadStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { Problem } from "../problem.ts";

/** A file on its way to the browser. */
export type Download = Readonly<{
  name: string;
  type: string;
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>;
}>;

/** Returns what lies there as a stream. Throws Problem where it is gone: an answer that has begun cannot say so. */
export const bytesAt = (path: string): ReadableStream<Uint8Array> => {
  if (!existsSync(path))
    throw new Problem(404, "file_gone", {
      fr: "Le contenu de ce fichier n'est plus conservé ici.",
      nl: "De inhoud van dit bestand wordt hier niet meer bewaard.",
      en: "The content of this file is no longer kept here.",
    });
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
};
