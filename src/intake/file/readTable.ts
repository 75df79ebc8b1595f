import { open, stat } from "node:fs/promises";
import type { Row } from "./cell.ts";
import { type Delimiter, type Encoding, csvRows } from "./csvRows.ts";
import { findCsvShape, scanFile } from "./csvShape.ts";
import { unreadable } from "./unreadable.ts";
import { openWorkbook } from "./xlsxWorkbook.ts";
import { xlsxRows } from "./xlsxRows.ts";

/** One sheet of a file. `rows` may be called again: it reads the file anew each time. */
export type TableSheet = {
  /** The name on the tab; undefined for CSV, which has no sheets. */
  readonly name: string | undefined;
  /** Whether the person who opens the workbook does not see it. */
  readonly hidden: boolean;
  readonly rows: () => AsyncIterable<Row[]>;
};

/** A partner's file, opened: what it is, and its sheets in the order of their tabs. */
export type TableFile = {
  readonly format: "csv" | "xlsx";
  /** Of the whole file, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly sheets: readonly TableSheet[];
};

type Signature = "zip" | "ole" | "pdf" | "binary" | "text";

const signatures: readonly { kind: Signature; bytes: Buffer }[] = [
  { kind: "zip", bytes: Buffer.from("504b0304", "hex") },
  { kind: "zip", bytes: Buffer.from("504b0506", "hex") },
  { kind: "ole", bytes: Buffer.from("d0cf11e0a1b11ae1", "hex") },
  { kind: "pdf", bytes: Buffer.from("%PDF-") },
  { kind: "binary", bytes: Buffer.from("{\\rtf") },
  { kind: "binary", bytes: Buffer.from("89504e47", "hex") },
  { kind: "binary", bytes: Buffer.from("ffd8ff", "hex") },
  { kind: "binary", bytes: Buffer.from("1f8b08", "hex") },
  { kind: "binary", bytes: Buffer.from("377abcaf271c", "hex") },
];

/** Returns whether an OLE container holds an encrypted workbook: a password was set; else it is an old .xls or .doc. */
const isEncrypted = (head: Buffer, directory: Buffer): boolean =>
  head.length >= 52 && directory.includes(Buffer.from("EncryptedPackage", "utf16le"));

const signatureOf = async (path: string): Promise<{ kind: Signature; encrypted: boolean }> => {
  const file = await open(path);
  try {
    const head = Buffer.alloc(512);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const start = head.subarray(0, bytesRead);
    const kind =
      signatures.find(({ bytes }) => start.subarray(0, bytes.length).equals(bytes))?.kind ?? "text";
    if (kind !== "ole") return { kind, encrypted: false };
    // The directory of an OLE container starts at the sector that its header names; the header fills one sector.
    const sector = 2 ** Math.min(Math.max(head.readUInt16LE(30), 7), 12);
    const directory = Buffer.alloc(4096);
    const read = await file.read(directory, 0, directory.length, (head.readUInt32LE(48) + 1) * sector);
    return { kind, encrypted: isEncrypted(start, directory.subarray(0, read.bytesRead)) };
  } finally {
    await file.close();
  }
};

/**
 * Opens a partner's file, CSV or XLSX, told apart by what is in it and not by its name. The file is read through once
 * for its SHA-256; rows then stream in bounded memory. Texts of cells share memory with the piece of the file they
 * came from: copy those that are kept for long. Throws UnreadableFile, with how to mend it, for anything else.
 */
export const openTable = async (path: string): Promise<TableFile> => {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable("not-found", error);
  });
  if (!info.isFile()) throw unreadable("not-found");
  if (info.size === 0) throw unreadable("empty");
  const { kind, encrypted } = await signatureOf(path);
  switch (kind) {
    case "pdf":
      throw unreadable("pdf");
    case "binary":
      throw unreadable("not-a-table");
    case "ole":
      throw unreadable(encrypted ? "password" : "old-excel");
    case "zip": {
      const workbook = await openWorkbook(path);
      const { sha256, bytes } = await scanFile(path);
      const sheets = workbook.sheets.map((sheet) => ({
        name: sheet.name,
        hidden: sheet.hidden,
        rows: () => xlsxRows(workbook, sheet),
      }));
      return { format: "xlsx", sha256, bytes, sheets };
    }
    case "text": {
      const scan = await scanFile(path);
      const shape = await findCsvShape(path, scan);
      const sheet = { name: undefined, hidden: false, rows: () => csvRows(path, shape) };
      return {
        format: "csv",
        sha256: scan.sha256,
        bytes: scan.bytes,
        encoding: shape.encoding,
        delimiter: shape.delimiter,
        sheets: [sheet],
      };
    }
    default:
      throw new Error(`unknown signature ${String(kind satisfies never)}`);
  }
};
