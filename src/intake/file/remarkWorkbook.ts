import { createWriteStream } from "node:fs";
import { posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Remark, type RemarkedCopy, byRow } from "./remark.ts";
import { type RemarkColumn, findRemarkColumn, hasRemarkColumn } from "./remarkColumn.ts";
import { type EarlierNotes, earlierNotes, mergedNotes, mergedShapes, notesOf } from "./remarkNotes.ts";
import { SheetRewrite } from "./remarkSheet.ts";
import { RemarkStyles } from "./remarkStyles.ts";
import type { Note } from "./xlsxNotes.ts";
import { commentsContentType, relationNamespace, vmlContentType } from "./xlsxParts.ts";
import { xlsxRows } from "./xlsxRows.ts";
import { type Workbook, type WorkbookSheet, relationships, relationshipsPath } from "./xlsxWorkbook.ts";
import { XmlScan } from "./xmlScan.ts";
import { type ZipEntry, type ZipFile, readPart, unpackedBytes } from "./zipRead.ts";
import { type ZipPart, zipBytes } from "./zipWrite.ts";

const drawingId = "rIdJalonShapes";
const commentsId = "rIdJalonNotes";
const contentTypesPath = "[Content_Types].xml";

/** One sheet to change, with where its notes are or will be. */
type Plan = {
  readonly sheet: WorkbookSheet;
  readonly number: number;
  readonly remarks: readonly Remark[];
  readonly notes: readonly Note[];
  readonly earlier: EarlierNotes;
  readonly comments: { path: string; xml: string | undefined };
  readonly column: RemarkColumn;
};

const partText = async (zip: ZipFile, path: string | undefined): Promise<string | undefined> => {
  const entry = path === undefined ? undefined : zip.entries.get(path);
  return entry === undefined ? undefined : readPart(zip, entry);
};

/** Returns what to do in a sheet; undefined when there is nothing to say and no earlier remark to take away. */
const planSheet = async (
  workbook: Workbook,
  sheet: WorkbookSheet,
  number: number,
  remarks: readonly Remark[],
  headerRow: number,
): Promise<Plan | undefined> => {
  const { zip } = workbook;
  const links = await relationships(zip, sheet.part.path);
  const found = links.find(({ type }) => type === "comments")?.target;
  const xml = await partText(zip, found);
  const earlier = earlierNotes(xml);
  const silent = remarks.length === 0 && earlier.marked.size === 0;
  if (silent && !(await hasRemarkColumn(xlsxRows(workbook, sheet), headerRow))) return undefined;
  const column = await findRemarkColumn(xlsxRows(workbook, sheet), headerRow);
  const notes = notesOf(byRow(remarks), column.column);
  return {
    sheet,
    number,
    remarks,
    notes,
    earlier,
    column,
    comments: { path: found ?? `xl/jalonComments${number}.xml`, xml },
  };
};

async function* rewritten(zip: ZipFile, part: ZipEntry, rewrite: SheetRewrite): AsyncGenerator<string> {
  const scan = new XmlScan(rewrite);
  const decoder = new TextDecoder();
  for await (const chunk of unpackedBytes(zip, part)) {
    scan.push(decoder.decode(chunk, { stream: true }));
    yield rewrite.out;
    rewrite.out = "";
  }
}

/** Adds elements to a relationships or content types part, before its end. */
const added = (xml: string, elements: readonly string[]): string => {
  const end = xml.lastIndexOf("</");
  if (end >= 0) return xml.slice(0, end) + elements.join("") + xml.slice(end);
  return xml.replace(
    /<(\w+)([^>]*?)\/>\s*$/,
    (_, name: string, rest: string) => `<${name}${rest}>${elements.join("")}</${name}>`,
  );
};

const relationshipXml = (id: string, kind: string, target: string): string =>
  `<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="${id}" Type="${relationNamespace}/${kind}" Target="/${target}"/>`;

const emptyRelationships =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

const withContentTypes = (xml: string, plans: readonly Plan[]): string => {
  const space = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"';
  const noted = plans.filter(({ notes }) => notes.length > 0);
  const known = noted.length === 0 || /Extension="vml"/i.test(xml);
  const drawing = known ? [] : [`<Default ${space} Extension="vml" ContentType="${vmlContentType}"/>`];
  const overrides = noted
    .filter(({ comments }) => comments.xml === undefined)
    .map(
      ({ comments }) =>
        `<Override ${space} PartName="/${comments.path}" ContentType="${commentsContentType}"/>`,
    );
  return added(xml, [...drawing, ...overrides]);
};

/** Yields the parts about a sheet's notes: comments, their boxes, and the relationships that tie them to the sheet. */
async function* notesParts(
  zip: ZipFile,
  plan: Plan,
  drawingRelation: string | undefined,
): AsyncGenerator<ZipPart> {
  const { sheet, notes, earlier, comments, number } = plan;
  if (notes.length === 0 && earlier.marked.size === 0) return;
  const links = await relationships(zip, sheet.part.path);
  const drawing = links.find(({ id }) => id === drawingRelation)?.target;
  yield { path: comments.path, content: mergedNotes(comments.xml, notes) };
  if (drawing === undefined && notes.length === 0) return;
  const drawingPath = drawing ?? `xl/drawings/jalonShapes${number}.vml`;
  const fresh = [
    ...(drawing === undefined ? [relationshipXml(drawingId, "vmlDrawing", drawingPath)] : []),
    ...(comments.xml === undefined ? [relationshipXml(commentsId, "comments", comments.path)] : []),
  ];
  if (fresh.length > 0) {
    const path = posix.normalize(relationshipsPath(sheet.part.path));
    yield { path, content: added((await partText(zip, path)) ?? emptyRelationships, fresh) };
  }
  yield {
    path: drawingPath,
    content: mergedShapes(await partText(zip, drawing), notes, earlier.ours, number),
  };
}

async function* remarkedParts(
  workbook: Workbook,
  plans: readonly Plan[],
  { language, headerRow }: RemarkedCopy,
): AsyncGenerator<ZipPart> {
  const { zip, stylesPart } = workbook;
  const written = new Set<string>();
  const types = await partText(zip, contentTypesPath);
  if (types !== undefined) {
    yield { path: contentTypesPath, content: withContentTypes(types, plans) };
    written.add(contentTypesPath);
  }
  const styles = new RemarkStyles(stylesPart === undefined ? "" : await readPart(zip, stylesPart));
  for (const plan of plans) {
    const rewrite = new SheetRewrite({
      remarks: byRow(plan.remarks),
      column: plan.column,
      headerRow,
      language,
      styles,
      coloured: plan.earlier.marked,
      notesRelation: plan.notes.length > 0 ? drawingId : undefined,
    });
    yield { path: plan.sheet.part.path, content: rewritten(zip, plan.sheet.part, rewrite) };
    written.add(plan.sheet.part.path);
    for await (const part of notesParts(zip, plan, rewrite.notesRelation)) {
      written.add(part.path);
      yield part;
    }
  }
  if (stylesPart !== undefined) {
    yield { path: stylesPart.path, content: styles.xml() };
    written.add(stylesPart.path);
  }
  for (const entry of zip.entries.values()) {
    if (!written.has(entry.path) && !entry.path.endsWith("/"))
      yield { path: entry.path, copyOf: entry, from: zip };
  }
}

/**
 * Writes at `target` a copy of the workbook with the remarks in it. Parts that no remark touches are copied as they
 * are; the sheets concerned are rewritten cell by cell in bounded memory, so that formulas, drop-downs, widths and
 * the partner's own notes stay. Throws UnreadableFile when the source is damaged.
 */
export const writeRemarkedWorkbook = async (
  workbook: Workbook,
  remarks: readonly Remark[],
  target: string,
  copy: RemarkedCopy,
): Promise<void> => {
  const bySheet = Map.groupBy(remarks, ({ sheet }) => sheet ?? workbook.sheets[0]?.name ?? "");
  const plans: Plan[] = [];
  for (const [index, sheet] of workbook.sheets.entries()) {
    const plan = await planSheet(workbook, sheet, index + 1, bySheet.get(sheet.name) ?? [], copy.headerRow);
    if (plan !== undefined) plans.push(plan);
  }
  await pipeline(zipBytes(remarkedParts(workbook, plans, copy)), createWriteStream(target));
};
