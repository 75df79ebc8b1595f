import type { Element, Root } from "hast";
import { toHtml as write } from "hast-util-to-html";
import type { Language } from "../../language.ts";
import { plainText, type ReportDocument } from "./document.ts";
import { blockWriter, funding } from "./html-blocks.ts";
import { styleSheet } from "./html-style.ts";
import { element, type Child } from "./hast.ts";
import { structure, type ContentsEntry } from "./structure.ts";
import { typesetCover } from "./typography.ts";
import { longDate, words } from "./words.ts";

/**
 * Returns the document as one self-contained page: style, charts and emblem are in it, no script, nothing to fetch.
 * The same document gives the same bytes.
 * @throws DocumentError when a heading skips a level, a link leads nowhere or a chart cannot be drawn.
 */
export function toHtml(report: ReportDocument): string {
  const document = typesetCover(report);
  const { language } = document;
  const { blocks, contents, anchors } = structure(document);
  const writer = blockWriter(language, anchors);
  const content = blocks.map((placed) => writer.block(placed));
  const notes = writer.notes();
  const page: Root = {
    type: "root",
    children: [
      { type: "doctype" },
      element(
        "html",
        { lang: language },
        element(
          "head",
          {},
          element("meta", { charSet: "utf-8" }),
          element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
          element("title", {}, `${document.title} – ${document.programme}`),
          element("meta", { name: "description", content: document.subtitle ?? document.programme }),
          element("style", {}, styleSheet),
        ),
        element(
          "body",
          {},
          element("a", { className: ["skip"], href: "#_content" }, words.skip[language]),
          masthead(document),
          element(
            "div",
            { className: ["page"] },
            tableOfContents(contents, language),
            element(
              "main",
              { id: "_content", tabIndex: -1 },
              element("article", {}, ...content, ...(notes === undefined ? [] : [notes])),
            ),
          ),
          colophon(document),
        ),
      ),
    ],
  };
  return `${write(page, { allowDangerousHtml: true })}\n`;
}

function masthead(document: ReportDocument): Element {
  const { language } = document;
  return element(
    "header",
    { className: ["masthead"] },
    element(
      "div",
      { className: ["identity"] },
      funding(document.coFunding, language, "_emblem-masthead"),
      element("p", { className: ["authority"] }, document.authority),
    ),
    element(
      "div",
      { className: ["cover"] },
      element(
        "div",
        { className: ["cover-text"] },
        element("p", { className: ["programme"] }, document.programme),
        element("h1", {}, document.title),
        document.subtitle === undefined ? [] : element("p", { className: ["subtitle"] }, document.subtitle),
        element("dl", { className: ["particulars"] }, particulars(document)),
      ),
    ),
  );
}

function particulars(document: ReportDocument): readonly Child[] {
  const { language } = document;
  const published =
    document.publishedOn === undefined
      ? []
      : [
          [
            words.published[language],
            element("time", { dateTime: document.publishedOn }, longDate(document.publishedOn, language)),
          ] as const,
        ];
  const told: readonly (readonly [string, Child])[] = [
    [words.year[language], document.year],
    [words.period[language], document.period],
    [words.identifier[language], document.identifier],
    ...published,
  ];
  return told.map(([term, details]) =>
    element("div", {}, element("dt", {}, term), element("dd", {}, details)),
  );
}

function tableOfContents(contents: readonly ContentsEntry[], language: Language): Element {
  const chapters: { entry: ContentsEntry; sections: ContentsEntry[] }[] = [];
  for (const entry of contents) {
    if (entry.level === 1) chapters.push({ entry, sections: [] });
    else chapters.at(-1)?.sections.push(entry);
  }
  // A link may not hold a link: the words alone.
  const item = (entry: ContentsEntry, ...inside: readonly Child[]): Element =>
    element("li", {}, element("a", { href: `#${entry.anchor}` }, plainText(entry.content)), ...inside);
  return element(
    "nav",
    { className: ["contents"], ariaLabelledBy: ["_contents"] },
    element(
      "details",
      {},
      element("summary", { id: "_contents" }, words.contents[language]),
      element(
        "ol",
        {},
        chapters.map(({ entry, sections }) =>
          item(
            entry,
            sections.length === 0
              ? []
              : element(
                  "ol",
                  {},
                  sections.map((section) => item(section)),
                ),
          ),
        ),
      ),
    ),
  );
}

function colophon(document: ReportDocument): Element {
  const { language } = document;
  return element(
    "footer",
    { className: ["colophon"] },
    element(
      "div",
      { className: ["colophon-text"] },
      element(
        "dl",
        { className: ["particulars"] },
        element(
          "div",
          {},
          element("dt", {}, words.programme[language]),
          element("dd", {}, document.programme),
        ),
        element(
          "div",
          {},
          element("dt", {}, words.authority[language]),
          element("dd", {}, document.authority),
        ),
        particulars(document),
      ),
      element("p", { className: ["figures-hint"] }, words.figures[language]),
    ),
  );
}
