import { isSafeAddress, type Inline, type TextBlock } from "./document.ts";
import { nowhere } from "./structure.ts";

/**
 * Returns a text as a Typst string literal. All text of a document reaches Typst as such a literal and never as
 * markup, so that nothing in it can mean anything but itself. Control characters, which no font can show, are left
 * out.
 */
export function literal(text: string): string {
  const escaped = text
    .toWellFormed()
    .replaceAll(/(?![\t\n])\p{Cc}/gu, "")
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\t", String.raw`\t`);
  return `"${escaped}"`;
}

/** Returns spans as Typst content, brackets included: `[#"3.016"#strong[#"jeunes"]]`. */
export function inlineContent(content: readonly Inline[], anchors: ReadonlySet<string>): string {
  // The semicolon ends each expression: without it, the next text could be read as its continuation.
  return `[${content.map((span) => `#${inline(span, anchors)};`).join("")}]`;
}

function inline(span: Inline, anchors: ReadonlySet<string>): string {
  switch (span.kind) {
    case "text":
    case "figure":
      return literal(span.text);
    case "break":
      return "linebreak()";
    case "note":
      return `footnote${inlineContent(span.content, anchors)}`;
    case "strong":
      return `strong${inlineContent(span.content, anchors)}`;
    case "emphasis":
      return `emph${inlineContent(span.content, anchors)}`;
    case "link":
      return `link(${target(span.href, anchors)})${inlineContent(span.content, anchors)}`;
    default:
      return span satisfies never;
  }
}

function target(href: string, anchors: ReadonlySet<string>): string {
  if (!href.startsWith("#") && isSafeAddress(href)) return literal(href);
  const anchor = href.slice(1);
  if (!href.startsWith("#") || !anchors.has(anchor)) throw nowhere(href);
  return `label(${literal(anchor)})`;
}

/** Returns paragraphs and lists as Typst content, brackets included. */
export function textContent(blocks: readonly TextBlock[], anchors: ReadonlySet<string>): string {
  return `[${blocks.map((block) => `\n#${textBlock(block, anchors)};\n`).join("")}]`;
}

/** Returns a paragraph or a list as a Typst call, without the number sign. */
export function textBlock(block: TextBlock, anchors: ReadonlySet<string>): string {
  if (block.kind === "paragraph") return `par${inlineContent(block.content, anchors)}`;
  const items = block.items.map((item) => {
    const [only, ...others] = item;
    return only?.kind === "paragraph" && others.every((other) => other.kind === "list")
      ? `${inlineContent(only.content, anchors)} + ${textContent(others, anchors)}`
      : textContent(item, anchors);
  });
  return `${block.ordered ? "enum" : "list"}(${items.join(", ")})`;
}
