import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { CsvShape, Delimiter, Encoding } from "./csvRows.ts";
import { unreadable } from "./unreadable.ts";

const delimiters: readonly Delimiter[] = [";", "\t", ","];
const sniffedBytes = 1 << 16;

/** Returns how many bytes at the end of `bytes` begin a UTF-8 character that the next chunk must finish. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
};

type FileScan = {
  readonly sha256: string;
  readonly bytes: number;
  readonly utf8: boolean;
  readonly zeros: boolean;
};

/** Reads a file once, in bounded memory: its SHA-256, its size, whether all of it is UTF-8, whether it has NUL bytes. */
export const scanFile = async (path: string): Promise<FileScan> => {
  const hash = createHash("sha256");
  let bytes = 0;
  let utf8 = true;
  let zeros = false;
  let carried: Buffer = Buffer.alloc(0);
  for await (const read of createReadStream(path, { highWaterMark: 1 << 16 })) {
    const chunk = read as Buffer;
    hash.update(chunk);
    bytes += chunk.length;
    zeros ||= chunk.includes(0);
    if (!utf8) continue;
    const text = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const cut = text.length - unfinished(text);
    utf8 = isUtf8(text.subarray(0, cut));
    carried = Buffer.from(text.subarray(cut));
  }
  return { sha256: hash.digest("hex"), bytes, utf8: utf8 && carried.length === 0, zeros };
};

/** Returns the first record of the text that is not blank, quotes kept. */
const firstRecord = (text: string): string => {
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) {
      if (text.slice(start, at).trim() !== "") return text.slice(start, at);
      start = at + 1;
    }
  }
  return text.slice(start);
};

/** Returns the delimiter that the header record uses most outside quotes; a single column reads as comma. */
const sniffDelimiter = (text: string): Delimiter => {
  const unquoted = firstRecord(text).replaceAll(/"[^"]*"/g, "");
  let best: Delimiter = ",";
  let most = 0;
  for (const delimiter of delimiters) {
    const count = unquoted.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
};

const byteOrderMarks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * Finds how a CSV file is written: its encoding (byte order mark, else UTF-8 if all of it is valid UTF-8, else
 * Windows-1252), its delimiter (`sep=` line as Excel writes it, else the header), and the byte where row 1 starts.
 * Throws UnreadableFile for an empty file, a web page, or anything that is not text.
 */
export const findCsvShape = async (path: string, scan: FileScan): Promise<CsvShape> => {
  const file = await open(path);
  const head = Buffer.alloc(Math.min(sniffedBytes, scan.bytes));
  try {
    await file.read(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  const mark = byteOrderMarks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  const encoding =
    mark !== undefined && (mark.encoding !== "utf-8" || scan.utf8)
      ? mark.encoding
      : scan.utf8
        ? "utf-8"
        : "windows-1252";
  const wide = encoding.startsWith("utf-16");
  if (scan.zeros && !wide) throw unreadable("not-a-table");
  const markLength = mark?.bytes.length ?? 0;
  const text = new TextDecoder(encoding).decode(head.subarray(markLength), { stream: true });
  const begin = text.trimStart().slice(0, 15).toLowerCase();
  if (begin === "") {
    if (scan.bytes <= sniffedBytes) throw unreadable("empty");
    throw unreadable("not-a-table");
  }
  if (/^<(\?xml|!doctype|html|table|head|meta|workbook)/.test(begin)) throw unreadable("web-page");
  const declared = /^"?sep=([,;\t])"?(\r\n|\n|\r)/i.exec(text);
  if (declared?.[1] === undefined) return { encoding, delimiter: sniffDelimiter(text), start: markLength };
  // The line is ASCII, so its length in bytes follows from its length in characters.
  const start = markLength + declared[0].length * (wide ? 2 : 1);
  return { encoding, delimiter: declared[1] as Delimiter, start };
};
