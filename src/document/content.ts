import { open } from "node:fs/promises";
import { openZip } from "../intake/file/zipRead.ts";
import { UnreadableFile } from "../intake/file/unreadable.ts";

/** The kinds of files that are taken as documents, with the ending and the media type they are handed out under. */
export const documentTypes = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  csv: "text/csv; charset=utf-8",
} as const;
export type DocumentType = keyof typeof documentTypes;

const signatures: readonly Readonly<{ type: DocumentType; begins: readonly number[] }>[] = [
  { type: "pdf", begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: "png", begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "jpeg", begins: [0xff, 0xd8, 0xff] },
];
const zip = [0x50, 0x4b, 0x03, 0x04];

/** What an archive of each type has to hold; one that also holds programs is none of them. */
const inside: readonly Readonly<{ type: DocumentType; holds: string }>[] = [
  { type: "xlsx", holds: "xl/workbook.xml" },
  { type: "docx", holds: "word/document.xml" },
];
const programs = /vbaProject\.bin$|^Basic\/|^Scripts\/|\.(exe|dll|js|jar|bat|cmd|vbs)$/i;
const odsSays = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

const looked = 4096;

/**
 * Returns what a file is by its content, whatever its name says; undefined where it is nothing that is taken: a program,
 * a web page, an archive, a workbook with macros, something damaged.
 */
export const contentOf = async (path: string): Promise<DocumentType | undefined> => {
  const file = await open(path);
  let head: Buffer;
  try {
    const buffer = Buffer.alloc(looked);
    const { bytesRead } = await file.read(buffer, 0, looked, 0);
    head = buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  const begins = (bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
  const found = signatures.find((each) => begins(each.begins));
  if (found) return found.type;
  if (begins(zip)) return contentOfArchive(path, head);
  return isPlainText(head) ? "csv" : undefined;
};

const contentOfArchive = async (path: string, head: Buffer): Promise<DocumentType | undefined> => {
  try {
    const { entries } = await openZip(path);
    const names = [...entries.keys()];
    if (names.some((name) => programs.test(name))) return undefined;
    // An OpenDocument says what it is in its first part, which is stored as it stands.
    if (head.subarray(30, 30 + odsSays.length).toString("latin1") === odsSays)
      return names.includes("content.xml") ? "ods" : undefined;
    return names.includes("[Content_Types].xml")
      ? inside.find(({ holds }) => names.includes(holds))?.type
      : undefined;
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
};

/** Rows of cells and nothing that a browser or a shell would run. */
const isPlainText = (head: Buffer): boolean => {
  if (head.length === 0) return false;
  const text = head.toString("latin1");
  return (
    [...head].every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13) &&
    !/^\s*(\u00EF\u00BB\u00BF)?\s*(<|#!|\{\\rtf)/.test(text) &&
    /[;,\t]/.test(text)
  );
};
