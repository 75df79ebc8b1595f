import { type Remark, type RemarksByRow, plainRemark } from "./remark.ts";
import { columnOfReference } from "./xlsxRows.ts";
import { type Note, noteShape, noteShapes, noteXml, notesXml } from "./xlsxNotes.ts";
import { attribute, encodeXml } from "./xmlScan.ts";

/** By this author our notes are known again in a copy that comes back. */
const remarkAuthor = "Jalon – remarques";
const appended = "— Jalon: ";
/** Beyond this, notes make the workbook slow to open; colours and the column of remarks still say everything. */
const mostNotes = 5000;

/** Returns the notes to pin on cells: one per cell, with all that is said of it. */
export const notesOf = (rows: RemarksByRow, remarkColumn: number): Note[] => {
  const notes: Note[] = [];
  for (const [row, remarks] of [...rows].sort(([one], [other]) => one - other)) {
    const byColumn = Map.groupBy(remarks, ({ column }: Remark) => column);
    for (const [column, said] of byColumn) {
      if (column === null || column === remarkColumn || notes.length >= mostNotes) continue;
      notes.push({ row, column, text: said.map(({ text }) => plainRemark(text)).join("\n") });
    }
  }
  return notes;
};

const keyOf = (row: number, column: number): string => `${row},${column}`;

const keyOfReference = (reference: string): string =>
  keyOf(Number(/\d+/.exec(reference)?.[0] ?? 0), columnOfReference(reference));

const commentPattern = /<(\w+:)?comment\s[^>]*>[\s\S]*?<\/\1?comment>/g;

const authorsOf = (xml: string): string[] =>
  [...xml.matchAll(/<(?:\w+:)?author(?:\s*\/>|>([^<]*)<)/g)].map(([, name]) => name ?? "");

const isOurs = (comment: string, authors: readonly string[]): boolean =>
  authors[Number(attribute(comment.slice(0, comment.indexOf(">") + 1), "authorId") ?? -1)] ===
  encodeXml(remarkAuthor);

/** Cells, as `row,column`, that an earlier copy changed: with a note of ours, and with any words of ours in a note. */
export type EarlierNotes = { readonly ours: ReadonlySet<string>; readonly marked: ReadonlySet<string> };

/** Returns what an earlier copy left in the notes of a sheet. */
export const earlierNotes = (xml: string | undefined): EarlierNotes => {
  const [ours, marked] = [new Set<string>(), new Set<string>()];
  const authors = authorsOf(xml ?? "");
  for (const comment of xml?.match(commentPattern) ?? []) {
    const key = keyOfReference(attribute(comment, "ref") ?? "");
    const own = isOurs(comment, authors);
    if (own) ours.add(key);
    if (own || comment.includes(`\n${appended}`)) marked.add(key);
  }
  return { ours, marked };
};

/** Takes out what we added to a partner's note in an earlier copy, and adds what there is to say now. */
const withAppended = (comment: string, note: Note | undefined): string => {
  const ours = new RegExp(`<(\\w+:)?r>\\s*<(?:\\w+:)?t[^>]*>\\n${appended}[\\s\\S]*?</\\1?r>`, "g");
  const clean = comment.replaceAll(ours, "");
  if (note === undefined) return clean;
  const [, prefix = ""] = /^<(\w+:)?/.exec(clean) ?? [];
  const run = `<${prefix}r><${prefix}t xml:space="preserve">\n${appended}${encodeXml(note.text)}</${prefix}t></${prefix}r>`;
  const end = clean.lastIndexOf(`</${prefix}text>`);
  return end < 0 ? clean : clean.slice(0, end) + run + clean.slice(end);
};

/** Returns the notes of a sheet with ours among them: earlier ones of ours gone, the partner's own kept. */
export const mergedNotes = (xml: string | undefined, notes: readonly Note[]): string => {
  if (xml === undefined) return notesXml(notes, remarkAuthor);
  const authors = authorsOf(xml);
  const wanted = new Map(notes.map((note) => [keyOf(note.row, note.column), note]));
  let merged = xml.replaceAll(commentPattern, (comment) => {
    if (isOurs(comment, authors)) return "";
    const key = keyOfReference(attribute(comment, "ref") ?? "");
    const note = wanted.get(key);
    wanted.delete(key);
    return withAppended(comment, note);
  });
  let author = authors.indexOf(encodeXml(remarkAuthor));
  if (author < 0) {
    author = authors.length;
    const one = `<$1author>${encodeXml(remarkAuthor)}</$1author>`;
    merged = /<(\w+:)?authors\s*\/>/.test(merged)
      ? merged.replace(/<(\w+:)?authors\s*\/>/, `<$1authors>${one}</$1authors>`)
      : merged.replace(/<\/(\w+:)?authors>/, `${one}$&`);
  }
  const added = [...wanted.values()].map((note) => noteXml(note, author)).join("");
  // A function, because a $ in a note would otherwise be taken for a reference into the match.
  merged = merged.replace(
    /<(\w+:)?commentList\s*\/>/,
    (_, prefix: string | undefined) => `<${prefix ?? ""}commentList></${prefix ?? ""}commentList>`,
  );
  return merged.replace(/<\/(?:\w+:)?commentList>/, (close) => added + close);
};

/** Returns the drawing of a sheet's notes with the boxes that ours need, and without those of ours that are gone. */
export const mergedShapes = (
  xml: string | undefined,
  notes: readonly Note[],
  ours: ReadonlySet<string>,
  sheet: number,
): string => {
  if (xml === undefined) return noteShapes(notes, sheet);
  const wanted = new Map(notes.map((note) => [keyOf(note.row, note.column), note]));
  let largest = 1024;
  const kept = xml.replaceAll(/<v:shape\s[\s\S]*?<\/v:shape>/g, (shape) => {
    const row = /<x:Row>\s*(\d+)/.exec(shape)?.[1];
    const column = /<x:Column>\s*(\d+)/.exec(shape)?.[1];
    largest = Math.max(largest, Number(/_s(\d+)"/.exec(shape)?.[1] ?? 0));
    if (row === undefined || column === undefined) return shape;
    const key = keyOf(Number(row) + 1, Number(column));
    if (ours.has(key) && !wanted.has(key)) return "";
    wanted.delete(key);
    return shape;
  });
  const added = [...wanted.values()].map((note, index) => noteShape(note, largest + 1 + index)).join("");
  const end = kept.lastIndexOf("</xml>");
  return end < 0 ? kept : kept.slice(0, end) + added + kept.slice(end);
};
