import { posix } from "node:path";
import { sharedStrings, type SharedStrings } from "./sharedStrings.ts";
import { UnreadableFile, unreadable } from "./unreadable.ts";
import { attribute, XmlScan } from "./xmlScan.ts";
import { type ZipEntry, type ZipFile, openZip, readPart } from "./zipRead.ts";

/** How a cell format shows a number: as a plain number, a day (with or without time), or a time of day. */
export type NumberKind = "number" | "date" | "time";

export type WorkbookSheet = { readonly name: string; readonly hidden: boolean; readonly part: ZipEntry };

export type Workbook = {
  readonly zip: ZipFile;
  readonly sheets: readonly WorkbookSheet[];
  readonly date1904: boolean;
  /** By the number of the cell format (`s` attribute). */
  readonly kinds: readonly NumberKind[];
  readonly stylesPart: ZipEntry | undefined;
  readonly strings: () => Promise<SharedStrings>;
};

export type Relationship = { readonly id: string; readonly type: string; readonly target: string };

const scanAll = (xml: string, open: (name: string, tag: string) => void): void => {
  new XmlScan({ open, close() {}, text() {} }).push(xml);
};

/** Returns where the relationships of a part are kept. */
export const relationshipsPath = (part: string): string =>
  posix.join(posix.dirname(part), "_rels", `${posix.basename(part)}.rels`);

/** Returns the parts that a part refers to, by path in the archive; links to outside are left out. */
export const relationships = async (zip: ZipFile, part: string): Promise<Relationship[]> => {
  const entry = zip.entries.get(posix.normalize(relationshipsPath(part)));
  const found: Relationship[] = [];
  if (entry === undefined) return found;
  scanAll(await readPart(zip, entry), (name, tag) => {
    if (name !== "Relationship" || attribute(tag, "TargetMode") === "External") return;
    const target = attribute(tag, "Target") ?? "";
    const path = target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(part), target);
    // The kind is the last word: the rest differs between the transitional and the strict standard.
    found.push({
      id: attribute(tag, "Id") ?? "",
      type: (attribute(tag, "Type") ?? "").split("/").at(-1) ?? "",
      target: path,
    });
  });
  return found;
};

const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const timeFormats = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47]);

/** Returns what a number format such as `dd/mm/yyyy;@` or `0,00" h"` shows. */
export const kindOfFormat = (format: string): NumberKind => {
  const [positive = ""] = format
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, "")
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .toLowerCase()
    .split(";");
  if (positive.includes("general")) return "number";
  if (/[dy]/.test(positive)) return "date";
  if (/[hs]/.test(positive)) return "time";
  return positive.includes("m") ? "date" : "number";
};

/** Returns, for each cell format of the styles part, what it shows. */
const readKinds = (xml: string): NumberKind[] => {
  const custom = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  new XmlScan({
    open(name, tag) {
      if (name === "cellXfs") inCells = true;
      else if (name === "numFmt")
        custom.set(Number(attribute(tag, "numFmtId")), kindOfFormat(attribute(tag, "formatCode") ?? ""));
      else if (name === "xf" && inCells) {
        const id = Number(attribute(tag, "numFmtId") ?? 0);
        kinds.push(
          custom.get(id) ?? (dateFormats.has(id) ? "date" : timeFormats.has(id) ? "time" : "number"),
        );
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
    text() {},
  }).push(xml);
  return kinds;
};

type SheetTag = { name: string; hidden: boolean; relation: string };

const readSheetList = (xml: string): { tags: SheetTag[]; date1904: boolean } => {
  const tags: SheetTag[] = [];
  let date1904 = false;
  scanAll(xml, (name, tag) => {
    if (name === "workbookPr") date1904 = ["1", "true"].includes(attribute(tag, "date1904") ?? "");
    if (name !== "sheet") return;
    const prefix = /\s([\w.-]+:id)\s*=/.exec(tag)?.[1] ?? "r:id";
    const state = attribute(tag, "state");
    tags.push({
      name: attribute(tag, "name") ?? "",
      hidden: state !== undefined && state !== "visible",
      relation: attribute(tag, prefix) ?? "",
    });
  });
  return { tags, date1904 };
};

const otherDocument = (zip: ZipFile): UnreadableFile => {
  const names = [...zip.entries.keys()];
  const other = names.some((name) =>
    /^(xl\/workbook\.bin|mimetype|Index\/Document\.iwa|Index\.zip)$/.test(name),
  );
  return unreadable(other ? "other-spreadsheet" : "not-a-workbook");
};

/**
 * Opens an XLSX workbook: its sheets in the order of their tabs, its date system, what its cell formats show. Rows are
 * not read yet. Throws UnreadableFile when the archive is no workbook or is damaged.
 */
export const openWorkbook = async (path: string): Promise<Workbook> => {
  const zip = await openZip(path);
  const main = (await relationships(zip, "")).find(({ type }) => type === "officeDocument");
  const entry = main === undefined ? undefined : zip.entries.get(main.target);
  if (entry === undefined || entry.path.endsWith(".bin")) throw otherDocument(zip);
  const { tags, date1904 } = readSheetList(await readPart(zip, entry));
  const links = await relationships(zip, entry.path);
  const sheets: WorkbookSheet[] = [];
  for (const { name, hidden, relation } of tags) {
    const link = links.find(({ id, type }) => id === relation && type === "worksheet");
    const part = link === undefined ? undefined : zip.entries.get(link.target);
    // Chart sheets have no rows; a worksheet that is announced and absent means that the file was cut.
    if (link !== undefined && part === undefined) throw unreadable("damaged");
    if (part !== undefined) sheets.push({ name, hidden, part });
  }
  if (sheets.length === 0) throw otherDocument(zip);
  const partOf = (kind: string): ZipEntry | undefined => {
    const link = links.find(({ type }) => type === kind);
    return link === undefined ? undefined : zip.entries.get(link.target);
  };
  const stylesPart = partOf("styles");
  const kinds = stylesPart === undefined ? [] : readKinds(await readPart(zip, stylesPart));
  let strings: Promise<SharedStrings> | undefined;
  return {
    zip,
    sheets,
    date1904,
    kinds,
    stylesPart,
    strings: () => (strings ??= sharedStrings(zip, partOf("sharedStrings"))),
  };
};
