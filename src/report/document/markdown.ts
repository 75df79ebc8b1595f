import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import type {
  Heading as HeadingNode,
  Paragraph as ParagraphNode,
  RootContent,
  Table as TableNode,
} from "mdast";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Language } from "../../language.ts";
import { DocumentError, plainText, type Block, type Column, type Inline, type Row } from "./document.ts";
import { lineOf, spans, textBlock, unsupported, type Reading } from "./markdown-text.ts";
import { hideReferences, type Reference } from "./references.ts";
import { slug, uniqueAnchors } from "./slug.ts";
import { readSpecialBlock, wrongWidth } from "./special-blocks.ts";

export type { Reference } from "./references.ts";

/**
 * Returns the blocks of a report written in Markdown: headings of three levels, paragraphs, lists, GFM tables (the
 * paragraph before it, "Tableau : …", is its caption; a last row whose first cell is strong is its total), notes
 * `^[…]`, and fenced blocks ```chart, ```key-figures, ```operation, ```box, ```table, ```co-funding with YAML inside.
 * What stands between `{{` and `}}`, anywhere but in an address, is handed to `reference`; `\{{` stays as it is.
 * @throws DocumentError naming the line of the source, as does whatever `reference` throws.
 */
export function parseMarkdown(
  source: string,
  options: Readonly<{ language: Language; reference: Reference }>,
): readonly Block[] {
  const hidden = hideReferences(source.replaceAll(/\r\n?/gu, "\n"), options.reference);
  const reading: Reading = { firstLine: 1, language: options.language, reveal: hidden.reveal };
  const anchor = uniqueAnchors();
  const nodes = fromMarkdown(hidden.source, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children;
  return nodes.flatMap((node, index): readonly Block[] => {
    if (node.type === "heading") return [heading(node, reading, anchor)];
    if (node.type === "table") return [table(node, captionText(nodes[index - 1]), reading)];
    if (node.type === "code") {
      const block = readSpecialBlock(node.lang ?? "", node.value, lineOf(node, reading), {
        language: options.language,
        reveal: hidden.reveal,
      });
      return [block.kind === "operation" ? { ...block, id: anchor(block.id) } : block];
    }
    const isCaption = nodes[index + 1]?.type === "table" && captionText(node) !== undefined;
    return isCaption ? [] : [textBlock(node, reading)];
  });
}

function heading(node: HeadingNode, reading: Reading, anchor: (id: string) => string): Block {
  const content = spans(node.children, reading);
  if (node.depth > 3 || hasNote(content)) throw unsupported(node, reading);
  return {
    kind: "heading",
    level: node.depth === 1 ? 1 : node.depth === 2 ? 2 : 3,
    id: anchor(slug(plainText(content))),
    content,
  };
}

// A note in a heading would be repeated in the table of contents.
const hasNote = (content: readonly Inline[]): boolean =>
  content.some((span) => span.kind === "note" || ("content" in span && hasNote(span.content)));

const captionStart = /^(?:Tableau|Tabel|Table)\s*:\s*/iu;

function captionText(node: RootContent | undefined): ParagraphNode["children"] | undefined {
  if (node?.type !== "paragraph") return undefined;
  const [first, ...rest] = node.children;
  if (first?.type !== "text" || !captionStart.test(first.value)) return undefined;
  return [{ ...first, value: first.value.replace(captionStart, "") }, ...rest];
}

function table(node: TableNode, caption: ParagraphNode["children"] | undefined, reading: Reading): Block {
  const line = lineOf(node, reading);
  if (caption === undefined)
    throw new DocumentError(
      {
        fr: "Ce tableau n'a pas de légende : écrivez avant lui un paragraphe « Tableau : … ».",
        nl: "Deze tabel heeft geen bijschrift: schrijf ervoor een alinea 'Tabel: …'.",
        en: "This table has no caption: write a paragraph 'Table: …' before it.",
      },
      line,
    );
  const [header, ...body] = node.children.map((row) => ({
    cells: row.children.map((cell) => spans(cell.children, reading)),
    line: lineOf(row, reading),
  }));
  const columns = (header?.cells ?? []).map((title, index): Column => {
    const align = node.align?.[index];
    return { title, align: align === "right" ? "end" : align === "center" ? "center" : "start" };
  });
  const wrong = body.find((row) => row.cells.length !== columns.length);
  if (wrong !== undefined) throw wrongWidth(wrong.cells.length, columns.length, wrong.line);
  const rows = body.map((row) => row.cells);
  const last = rows.at(-1);
  const isTotal = last?.[0]?.length === 1 && last[0][0]?.kind === "strong";
  return {
    kind: "table",
    caption: spans(caption, reading),
    columns,
    rows: isTotal ? rows.slice(0, -1) : rows,
    ...(isTotal && last !== undefined ? { total: unmarked(last) } : {}),
  };
}

/** The total is set strong as a whole; marks inside its cells would only repeat that. */
const unmarked = (row: Row): Row =>
  row.map((cell) => cell.flatMap((span) => (span.kind === "strong" ? span.content : [span])));
