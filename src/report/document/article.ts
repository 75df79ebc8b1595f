import type { Element } from "hast";
import { toHtml as write } from "hast-util-to-html";
import { plainText, type FigureSpan, type ReportDocument } from "./document.ts";
import { blockWriter, funding } from "./html-blocks.ts";
import { element } from "./hast.ts";
import { structure } from "./structure.ts";
import { typesetCover } from "./typography.ts";

/** A document to be read inside another page, which brings the style and the title. */
export type Article = Readonly<{
  title: string;
  subtitle: string | undefined;
  /** The chapters and their sections, with the anchors that the markup has. */
  contents: readonly Readonly<{ anchor: string; level: 1 | 2; text: string }>[];
  /** Markup of Jalon's own making: whatever an author wrote in it is escaped. */
  html: string;
  /** The emblem of the Union with the words beside it, as markup. */
  funding: string;
}>;

/**
 * Returns the document as markup for a page of the application: its headings begin at the second level, and every
 * number is a button that carries the key and the words of its figure. What `isUntrue` says is not true is marked,
 * and said to those who do not see the mark by `untrueWords`.
 * @throws DocumentError as `toHtml` does.
 */
export function toArticle(
  report: ReportDocument,
  mark: { isUntrue: (figure: FigureSpan) => boolean; untrueWords: string },
): Article {
  const document = typesetCover(report);
  const { language } = document;
  const { blocks, contents, anchors } = structure(document);
  const figure = (span: FigureSpan): Element => {
    const untrue = mark.isUntrue(span);
    return element(
      "button",
      {
        type: "button",
        className: untrue ? ["figure", "untrue"] : ["figure"],
        dataFigure: span.figure,
        dataText: span.text,
        title: span.title,
        ariaHasPopup: "dialog",
      },
      span.text,
      untrue ? element("span", { className: ["untrue-words"] }, ` (${mark.untrueWords})`) : [],
    );
  };
  const writer = blockWriter(language, anchors, { figure, dataShown: true });
  const content = blocks.map((placed) => writer.block(placed));
  const notes = writer.notes();
  const markup = (...children: readonly Element[]): string =>
    write({ type: "root", children: [...children] }, { allowDangerousHtml: true });
  return {
    title: document.title,
    subtitle: document.subtitle,
    contents: contents.map((entry) => ({
      anchor: entry.anchor,
      level: entry.level,
      text: plainText(entry.content),
    })),
    html: markup(...content, ...(notes === undefined ? [] : [notes])),
    funding: markup(funding(document.coFunding, language, "_emblem-article")),
  };
}
