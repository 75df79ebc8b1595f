import { columnName, mainNamespace } from "./xlsxParts.ts";
import { encodeXml } from "./xmlScan.ts";

/** A note pinned to a cell. `row` counts from 1 as the person sees it, `column` from 0. */
export type Note = { readonly row: number; readonly column: number; readonly text: string };

const noteWidth = 230;
const charactersPerLine = 42;

/** Returns the note as an element of the comments part, by the author of that number. */
export const noteXml = ({ row, column, text }: Note, author: number): string =>
  `<comment xmlns="${mainNamespace}" ref="${columnName(column)}${row}" authorId="${author}"><text><r><t xml:space="preserve">${encodeXml(text)}</t></r></text></comment>`;

/** Returns the comments part for a sheet that has none yet. */
export const notesXml = (notes: readonly Note[], author: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${mainNamespace}"><authors><author>${encodeXml(author)}</author></authors><commentList>${notes.map((note) => noteXml(note, 0)).join("")}</commentList></comments>`;

/** Returns the hidden box that shows a note, high enough for its text; without it Excel shows no note. */
export const noteShape = ({ row, column, text }: Note, shape: number): string => {
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersPerLine)), 0);
  const rows = Math.max(4, lines + 1);
  return (
    `<v:shape id="_x0000_s${shape}" type="#_x0000_t202" style="position:absolute;width:${noteWidth}pt;height:${rows * 15}pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 15, ${row - 1}, 2, ${column + 4}, 31, ${row - 1 + rows}, 4</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
};

/** Returns the drawing part with the boxes of the notes of a sheet that has none yet. `sheet` counts from 1. */
export const noteShapes = (notes: readonly Note[], sheet: number): string =>
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
  `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${sheet}"/></o:shapelayout>` +
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' +
  `${notes.map((note, index) => noteShape(note, sheet * 1024 + 1 + index)).join("")}</xml>`;
