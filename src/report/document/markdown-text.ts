import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import type { Language, Text } from "../../language.ts";
import { typeset } from "./typography.ts";
import { DocumentError, isSafeAddress, type Inline, type TextBlock } from "./document.ts";

/** How Markdown is read: where its first line stands in the source, and how hidden references come back. */
export type Reading = Readonly<{
  firstLine: number;
  language: Language;
  reveal: (text: string) => readonly Inline[];
}>;

/** Returns the line of the source on which the node begins. */
export const lineOf = (node: Nodes, reading: Reading): number =>
  (node.position?.start.line ?? 1) + reading.firstLine - 1;

/** Returns the paragraphs and lists of a piece of Markdown. @throws DocumentError for anything else in it. */
export function textBlocks(markdown: string, reading: Reading): readonly TextBlock[] {
  return fromMarkdown(markdown).children.map((node) => textBlock(node, reading));
}

/** Returns the spans of a piece of Markdown that is one line of text. @throws DocumentError for anything else. */
export function inlineMarkdown(markdown: string, reading: Reading): readonly Inline[] {
  // With a full stop in front nothing opens a block: "1. Jeunes" and "# 3" stay the words of a cell.
  const [only, ...others] = fromMarkdown(`. ${markdown.trim()}`).children;
  if (only?.type !== "paragraph" || others.length > 0)
    throw new DocumentError(
      {
        fr: "Ici, une seule ligne de texte est attendue.",
        nl: "Hier wordt één regel tekst verwacht.",
        en: "One line of text is expected here.",
      },
      reading.firstLine,
    );
  const [first, ...rest] = only.children;
  const children =
    first?.type === "text"
      ? [{ ...first, value: first.value.replace(/^\. ?/u, "") }, ...rest]
      : only.children;
  return spans(children, reading);
}

/** Returns a paragraph or a list. @throws DocumentError for any other block. */
export function textBlock(node: RootContent, reading: Reading): TextBlock {
  if (node.type === "paragraph") return { kind: "paragraph", content: spans(node.children, reading) };
  if (node.type !== "list") throw unsupported(node, reading);
  return {
    kind: "list",
    ordered: node.ordered === true,
    items: node.children.map((item) => item.children.map((child) => textBlock(child, reading))),
  };
}

/** Returns the spans of a paragraph, a heading or a cell, with notes and references in their place. */
export function spans(nodes: readonly PhrasingContent[], reading: Reading): readonly Inline[] {
  const raw = gatherNotes(
    nodes.map((node) => span(node, reading)),
    nodes[0] === undefined ? reading.firstLine : lineOf(nodes[0], reading),
  );
  return raw.flatMap((item) => revealed(item, reading));
}

function span(node: PhrasingContent, reading: Reading): Inline {
  if (node.type === "text")
    return { kind: "text", text: typeset(node.value.replaceAll("\n", " "), reading.language) };
  if (node.type === "break") return { kind: "break" };
  if (node.type === "strong" || node.type === "emphasis")
    return { kind: node.type, content: spans(node.children, reading) };
  if (node.type !== "link") throw unsupported(node, reading);
  if (!isSafeAddress(node.url) || /[\uE000\uE001]|%EE%80/u.test(node.url)) {
    const address = node.url.replaceAll(/[\uE000\uE001]/gu, "");
    throw new DocumentError(
      {
        fr: `L'adresse « ${address} » n'est pas utilisable : écrivez https://…, mailto:… ou #titre.`,
        nl: `Het adres '${address}' is niet bruikbaar: schrijf https://…, mailto:… of #titel.`,
        en: `The address '${address}' cannot be used: write https://…, mailto:… or #heading.`,
      },
      lineOf(node, reading),
    );
  }
  return { kind: "link", href: node.url, content: spans(node.children, reading) };
}

/** References come back after the notes are gathered, so that a bracket in a figure's words opens nothing. */
function revealed(item: Inline, reading: Reading): readonly Inline[] {
  if (item.kind === "text") return reading.reveal(item.text);
  if (item.kind === "note")
    return [{ kind: "note", content: item.content.flatMap((span) => revealed(span, reading)) }];
  return [item];
}

/** `^[…]` is a note at the foot; the brackets may hold marked text and brackets of their own. */
function gatherNotes(items: readonly Inline[], line: number): readonly Inline[] {
  const result: Inline[] = [];
  let note: Inline[] | undefined;
  let depth = 0;
  const put = (item: Inline): void => {
    (note ?? result).push(item);
  };
  for (const item of items) {
    if (item.kind !== "text") {
      put(item);
      continue;
    }
    for (const piece of item.text.split(/(\^?\[|\])/u).filter((piece) => piece !== "")) {
      if (piece === "^[" && note === undefined) {
        note = [];
        depth = 0;
      } else if (piece === "]" && note !== undefined && depth === 0) {
        result.push({ kind: "note", content: note });
        note = undefined;
      } else {
        if (piece.endsWith("[")) depth += 1;
        if (piece === "]") depth -= 1;
        put({ kind: "text", text: piece });
      }
    }
  }
  if (note !== undefined)
    throw new DocumentError(
      {
        fr: "Une note ouverte par « ^[ » n'est pas fermée par « ] ».",
        nl: "Een noot die met '^[' begint, eindigt niet met ']'.",
        en: "A note opened by '^[' is not closed by ']'.",
      },
      line,
    );
  return result;
}

/** Returns the error for a construction of Markdown that a report does not have. */
export function unsupported(node: Nodes, reading: Reading): DocumentError {
  const name: Text = refused[node.type] ?? { fr: node.type, nl: node.type, en: node.type };
  return new DocumentError(
    {
      fr: `Ceci n'a pas sa place ici dans un rapport : ${name.fr}.`,
      nl: `Dit hoort hier niet thuis in een verslag: ${name.nl}.`,
      en: `This has no place here in a report: ${name.en}.`,
    },
    lineOf(node, reading),
  );
}

const refused: Readonly<Partial<Record<string, Text>>> = {
  html: {
    fr: "du HTML (pour écrire le signe « < », mettez \\ devant)",
    nl: "HTML (zet \\ voor een '<' dat u letterlijk wilt)",
    en: "HTML (to write the sign '<', put \\ before it)",
  },
  image: { fr: "une image", nl: "een afbeelding", en: "an image" },
  inlineCode: { fr: "du code", nl: "code", en: "code" },
  code: { fr: "du code", nl: "code", en: "code" },
  blockquote: {
    fr: "une citation (pour un encadré, utilisez ```box)",
    nl: "een citaat (gebruik ```box voor een kader)",
    en: "a quotation (for a box, use ```box)",
  },
  thematicBreak: { fr: "un trait de séparation", nl: "een scheidingslijn", en: "a dividing line" },
  heading: { fr: "un titre", nl: "een titel", en: "a heading" },
  table: { fr: "un tableau", nl: "een tabel", en: "a table" },
};
