import { readFile, rename, writeFile } from "node:fs/promises";
import { openZip, readPart } from "../intake/file/zipRead.ts";
import type { UnreadableCode } from "../intake/file/unreadable.ts";
import { type ZipPart, zipBytes } from "../intake/file/zipWrite.ts";

/** Stands before the text of an error that a cell shows, until the file is finished. */
export const errorMark = "@error@";

/** Stands where a quotation mark opens that nothing closes, until the file is finished. */
export const quoteMark = "@quote@";

/** Brings into a file what its writer rightly refuses to write: a cell that shows an error, a quotation mark left open. */
export const finishMarks = async (path: string, format: "csv" | "xlsx"): Promise<void> => {
  if (format === "csv") {
    const text = await readFile(path, "latin1");
    await writeFile(path, text.replaceAll(quoteMark, '"').replaceAll(errorMark, ""), "latin1");
    return;
  }
  const zip = await openZip(path);
  const sheet = "xl/worksheets/sheet1.xml";
  const entry = zip.entries.get(sheet);
  if (!entry) throw new RangeError(`${path}: no sheet`);
  const content = (await readPart(zip, entry)).replaceAll(
    new RegExp(`(<c r="[A-Z]+\\d+")[^>]*t="inlineStr"><is><t[^>]*>${errorMark}([^<]*)</t></is></c>`, "g"),
    '$1 t="e"><v>$2</v></c>',
  );
  const parts = [...zip.entries.values()].map((part): ZipPart =>
    part.path === sheet ? { path: sheet, content } : { path: part.path, copyOf: part, from: zip },
  );
  await writeFile(`${path}~`, Buffer.concat(await Array.fromAsync(zipBytes(parts))));
  await rename(`${path}~`, path);
};

/** Files that are no table, under the name of one. */
export const otherContent = {
  pdf: {
    code: "pdf",
    bytes: Buffer.from("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"),
  },
  old_excel: {
    code: "old-excel",
    bytes: Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2048)]),
  },
  web_page: {
    code: "web-page",
    bytes: Buffer.from("<html><body><table><tr><td>IBIS</td><td>Nom</td></tr></table></body></html>\n"),
  },
} as const satisfies Record<string, { code: UnreadableCode; bytes: Buffer }>;
