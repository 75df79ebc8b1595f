import { unreadable } from "./unreadable.ts";

/**
 * What to do with each piece of an XML part. `tag` and `raw` are the source text, so that a part can be copied while
 * it is read; `name` is without its namespace prefix. An empty element opens and closes (its close has an empty tag).
 */
export type XmlHandlers = {
  open(name: string, tag: string): void;
  close(name: string, tag: string): void;
  text(raw: string): void;
  /** Declarations and comments, which only a copy needs. */
  other?(raw: string): void;
};

/** No cell or attribute is near this long; a piece that goes on is not a workbook part. */
const longestPiece = 16_000_000;

const codes: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Returns the text with XML's own entities decoded; no others exist in a workbook. */
export const decodeXml = (raw: string): string =>
  raw.includes("&")
    ? raw.replaceAll(
        /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
        (all, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
          if (name !== undefined) return codes[name.toLowerCase()] ?? all;
          const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
          return code <= 0x10ffff ? String.fromCodePoint(code) : all;
        },
      )
    : raw;

/** Returns the text as it may stand in XML, between tags or in a quoted attribute. Characters that XML forbids go. */
export const encodeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Returns the decoded value of an attribute of a tag, or undefined; `name` is written as in the tag (`r:id`). */
export const attribute = (tag: string, name: string): string | undefined => {
  const needle = ` ${name}="`;
  const at = tag.indexOf(needle);
  if (at >= 0) {
    const start = at + needle.length;
    const end = tag.indexOf('"', start);
    return end < 0 ? undefined : decodeXml(tag.slice(start, end));
  }
  // Other writers may use apostrophes, spaces around the sign, or one attribute per line.
  if (!/['\n\r\t]|\s=|=\s/.test(tag)) return undefined;
  const loose = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = loose?.[1] ?? loose?.[2];
  return value === undefined ? undefined : decodeXml(value);
};

/** Returns where the tag that starts at `start` ends, past any > inside quotes; -1 when it is not whole yet. */
const tagEnd = (text: string, start: number): number => {
  let quote = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  return -1;
};

const isNameEnd = (code: number): boolean => code === 62 || code === 47 || code <= 32;

/**
 * Reads XML as it arrives and calls the handlers. It knows what workbook parts hold and no more: a document type, with
 * which entities could be defined, is refused as damaged. Written by hand because the streaming reader that we depend
 * on runs ahead of whoever takes the rows, so that memory grows with the file.
 */
export class XmlScan {
  #rest = "";
  readonly #handlers: XmlHandlers;

  constructor(handlers: XmlHandlers) {
    this.#handlers = handlers;
  }

  /** Takes the next piece of the document. Throws UnreadableFile (damaged) on what no workbook holds. */
  push(chunk: string): void {
    const text = this.#rest === "" ? chunk : this.#rest + chunk;
    const handlers = this.#handlers;
    let at = 0;
    for (;;) {
      const start = text.indexOf("<", at);
      if (start < 0) break;
      if (start > at) handlers.text(text.slice(at, start));
      at = start;
      const first = text.charCodeAt(start + 1);
      if (first === 33 || first === 63) {
        const end = this.#special(text, start);
        if (end < 0) break;
        at = end;
        continue;
      }
      let nameStart = first === 47 ? start + 2 : start + 1;
      let nameEnd = nameStart;
      let code = text.charCodeAt(nameEnd);
      while (nameEnd < text.length && !isNameEnd(code)) {
        nameEnd += 1;
        if (code === 58) nameStart = nameEnd;
        code = text.charCodeAt(nameEnd);
      }
      // Only attributes can hide a > inside quotes, and those of the many short cell tags never do.
      const end = nameEnd - start <= 4 ? text.indexOf(">", nameEnd) : tagEnd(text, start);
      if (end < 0) break;
      const name = text.slice(nameStart, nameEnd);
      const tag = text.slice(start, end + 1);
      at = end + 1;
      if (first === 47) handlers.close(name, tag);
      else {
        handlers.open(name, tag);
        if (text.charCodeAt(end - 1) === 47) handlers.close(name, "");
      }
    }
    if (text.length - at > longestPiece) throw unreadable("damaged");
    this.#rest = text.slice(at);
  }

  /** Handles a comment, declaration or CDATA section; returns where it ends, or -1 when it is not whole yet. */
  #special(text: string, start: number): number {
    const handlers = this.#handlers;
    const kinds = [
      ["<!--", "-->"],
      ["<![CDATA[", "]]>"],
      ["<?", "?>"],
    ] as const;
    for (const [opening, closing] of kinds) {
      if (!text.startsWith(opening, start)) continue;
      const end = text.indexOf(closing, start + opening.length);
      if (end < 0) return -1;
      if (opening === "<![CDATA[") handlers.text(encodeXml(text.slice(start + opening.length, end)));
      else handlers.other?.(text.slice(start, end + closing.length));
      return end + closing.length;
    }
    if (text.length - start < 9 && "<![CDATA[".startsWith(text.slice(start))) return -1;
    if (text.length - start < 4 && "<!--".startsWith(text.slice(start))) return -1;
    throw unreadable("damaged");
  }
}
