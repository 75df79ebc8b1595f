import { DocumentError, plainText, type Block, type Inline, type ReportDocument } from "./document.ts";
import { slug, uniqueAnchors } from "./slug.ts";

/** A block with what its place in the document gives it. */
export type Placed = Readonly<{
  block: Block;
  /** Of headings and operation sheets: 1 is the first under the document's title. */
  level: number;
  /**
   * Anchor of headings, operation sheets and charts; unique in the document. What the renderers name themselves
   * begins with an underscore, which no heading's anchor does.
   */
  anchor: string;
  /** On paper: a chapter with sections begins a page, a short one follows on. */
  opensPage: boolean;
}>;

export type ContentsEntry = Readonly<{ anchor: string; level: 1 | 2; content: readonly Inline[] }>;

export type Structure = Readonly<{
  blocks: readonly Placed[];
  contents: readonly ContentsEntry[];
  /** Every place of the document that a link may point to. */
  anchors: ReadonlySet<string>;
}>;

/**
 * Returns the document's blocks with their heading levels and unique anchors. An operation sheet is a heading below
 * the last one.
 * @throws DocumentError when a heading skips a level.
 */
export function structure(document: ReportDocument): Structure {
  const anchor = uniqueAnchors();
  let last = 0;
  let charts = 0;
  const blocks = document.blocks.map((block, index): Placed => {
    const plain = { block, level: 0, anchor: "", opensPage: false };
    if (block.kind === "heading") {
      const opensPage = block.level === 1 && (last === 0 || hasSections(document.blocks.slice(index + 1)));
      if (block.level > last + 1) throw skipped(plainText(block.content));
      last = block.level;
      return { ...plain, level: block.level, anchor: anchor(slug(block.id)), opensPage };
    }
    if (block.kind === "operation") return { ...plain, level: last + 1, anchor: anchor(slug(block.id)) };
    if (block.kind !== "chart") return plain;
    charts += 1;
    return { ...plain, anchor: `_chart-${charts}` };
  });
  const contents = blocks.flatMap(({ block, anchor }): readonly ContentsEntry[] =>
    block.kind === "heading" && block.level !== 3
      ? [{ anchor, level: block.level, content: block.content }]
      : [],
  );
  return {
    blocks,
    contents,
    anchors: new Set(blocks.flatMap(({ anchor }) => (anchor === "" ? [] : [anchor]))),
  };
}

function hasSections(following: readonly Block[]): boolean {
  const next = following.find((block) => block.kind === "heading");
  return next !== undefined && next.level > 1;
}

function skipped(title: string): DocumentError {
  return new DocumentError({
    fr: `Le titre « ${title} » saute un niveau : il manque un titre de niveau supérieur avant lui.`,
    nl: `De titel '${title}' slaat een niveau over: er ontbreekt een titel van een hoger niveau voor.`,
    en: `The heading '${title}' skips a level: a heading of the level above it is missing before it.`,
  });
}

/** Returns the error for a link to a place that the document does not have. */
export function nowhere(href: string): DocumentError {
  return new DocumentError({
    fr: `Le lien « ${href} » ne mène à aucun titre du document.`,
    nl: `De link '${href}' leidt naar geen enkele titel van het document.`,
    en: `The link '${href}' leads to no heading of the document.`,
  });
}
