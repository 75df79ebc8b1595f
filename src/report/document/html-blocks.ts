import type { Element } from "hast";
import type { Language } from "../../language.ts";
import { toSvg } from "./chart.ts";
import {
  isSafeAddress,
  plainText,
  type Chart,
  type CoFundingStatement,
  type FigureSpan,
  type Inline,
  type KeyFigures,
  type OperationSheet,
  type Table,
  type TextBlock,
} from "./document.ts";
import { dataTable } from "./data-table.ts";
import { emblem } from "./emblem.ts";
import { element, ownMarkup, type Child } from "./hast.ts";
import { nowhere, type Placed } from "./structure.ts";
import { words } from "./words.ts";

export type BlockWriter = Readonly<{
  block: (placed: Placed) => Element;
  /** Returns the notes met so far, or undefined when there are none. */
  notes: () => Element | undefined;
}>;

/** How a page shows what a page may show differently. */
export type BlockStyle = Readonly<{
  figure: (figure: FigureSpan) => Element;
  /** Whether the data of a chart are seen without opening them. */
  dataShown: boolean;
}>;

/** Returns a writer of blocks for one page; it numbers the page's notes, tables and emblems as it meets them. */
export function blockWriter(
  language: Language,
  anchors: ReadonlySet<string>,
  { figure: data, dataShown }: BlockStyle = { figure: dataElement, dataShown: false },
): BlockWriter {
  const notes: (readonly Child[])[] = [];
  let tables = 0;
  let emblems = 0;

  const inline = (content: readonly Inline[]): readonly Child[] => content.map(span);

  const span = (item: Inline): Child => {
    switch (item.kind) {
      case "text":
        return item.text;
      case "strong":
        return element("strong", {}, inline(item.content));
      case "emphasis":
        return element("em", {}, inline(item.content));
      case "figure":
        return data(item);
      case "break":
        return element("br", {});
      case "link":
        if (item.href.startsWith("#") ? !anchors.has(item.href.slice(1)) : !isSafeAddress(item.href))
          throw nowhere(item.href);
        return element("a", { href: item.href }, inline(item.content));
      case "note": {
        // A place in the list is taken before the note's own content is written: it may hold figures and links.
        const number = notes.push([]);
        notes[number - 1] = inline(item.content);
        const label = `${words.note[language]} ${number}`;
        return element(
          "sup",
          { className: ["note-call"] },
          element(
            "a",
            { id: `_note-call-${number}`, href: `#_note-${number}`, ariaLabel: label },
            String(number),
          ),
        );
      }
      default:
        return item satisfies never;
    }
  };

  const text = (blocks: readonly TextBlock[]): readonly Child[] => blocks.map(textBlock);

  const textBlock = (block: TextBlock): Element => {
    if (block.kind === "paragraph") return element("p", {}, inline(block.content));
    return element(
      block.ordered ? "ol" : "ul",
      {},
      block.items.map((item) => {
        const [only, ...others] = item;
        // A short item stays a line: no paragraph, no space around it.
        if (only?.kind === "paragraph" && others.every((other) => other.kind === "list"))
          return element("li", {}, inline(only.content), text(others));
        return element("li", {}, text(item));
      }),
    );
  };

  const table = (block: Table): Element => {
    tables += 1;
    const id = `_table-${tables}`;
    const cells = (row: Table["rows"][number]): readonly Child[] =>
      row.map((cell, index) => {
        const align = block.columns[index]?.align ?? "start";
        return index === 0
          ? element("th", { scope: "row", className: [align] }, inline(cell))
          : element("td", { className: [align] }, inline(cell));
      });
    return scrollable(
      id,
      element(
        "table",
        {},
        element("caption", {}, element("span", { id }, inline(block.caption))),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            block.columns.map(({ title, align }) =>
              element("th", { scope: "col", className: [align] }, inline(title)),
            ),
          ),
        ),
        element(
          "tbody",
          {},
          block.rows.map((row) => element("tr", {}, cells(row))),
        ),
        block.total === undefined ? [] : element("tfoot", {}, element("tr", {}, cells(block.total))),
      ),
    );
  };

  const chart = (block: Chart, anchor: string): Element =>
    element(
      "figure",
      { className: ["chart"], id: anchor },
      element(
        "figcaption",
        {},
        element("span", { className: ["chart-title"] }, block.title),
        element("span", { className: ["chart-unit"] }, block.unit),
      ),
      ownMarkup(toSvg(block, anchor)),
      element(
        "details",
        dataShown ? { open: true } : {},
        element("summary", {}, words.data[language]),
        element("p", {}, block.description),
        table(dataTable(block, language)),
      ),
    );

  const operation = (block: OperationSheet, placed: Placed): Element =>
    element(
      "section",
      { className: ["operation"], ariaLabelledBy: [placed.anchor] },
      element(`h${Math.min(placed.level + 1, 6)}`, { id: placed.anchor }, inline(block.title)),
      text(block.content),
      block.facts.length === 0
        ? []
        : element(
            "dl",
            {},
            block.facts.map((fact) =>
              element(
                "div",
                {},
                element("dt", {}, inline(fact.term)),
                element("dd", {}, inline(fact.details)),
              ),
            ),
          ),
    );

  const keyFigures = (block: KeyFigures): Element =>
    element(
      "section",
      { className: ["key-figures"], ariaLabel: block.title },
      element(
        "dl",
        {},
        block.items.map((item) =>
          element(
            "div",
            {},
            element("dt", {}, inline(item.label)),
            element("dd", { className: ["value"] }, data(item.value)),
            item.previous === undefined
              ? []
              : element("dd", { className: ["previous"] }, inline(item.previous)),
          ),
        ),
      ),
    );

  const block = (placed: Placed): Element => {
    const { block } = placed;
    switch (block.kind) {
      case "heading":
        return element(
          `h${placed.level + 1}`,
          { id: placed.anchor, ...(placed.opensPage ? { className: ["opens-page"] } : {}) },
          inline(block.content),
        );
      case "paragraph":
      case "list":
        return textBlock(block);
      case "table":
        return table(block);
      case "chart":
        return chart(block, placed.anchor);
      case "box":
        return element(
          "aside",
          { className: ["box"], ...(block.title === undefined ? {} : { ariaLabel: plainText(block.title) }) },
          block.title === undefined ? [] : element("p", { className: ["box-title"] }, inline(block.title)),
          text(block.content),
        );
      case "operation":
        return operation(block, placed);
      case "keyFigures":
        return keyFigures(block);
      case "coFunding":
        emblems += 1;
        return element(
          "div",
          { className: ["co-funding"] },
          funding(block.statement, language, `_emblem-${emblems}`),
          text(block.content),
        );
      default:
        return block satisfies never;
    }
  };

  return {
    block,
    notes: () =>
      notes.length === 0
        ? undefined
        : element(
            "section",
            { className: ["notes"], ariaLabelledBy: ["_notes"] },
            element("h2", { id: "_notes" }, words.notes[language]),
            element(
              "ol",
              {},
              notes.map((content, index) =>
                element(
                  "li",
                  { id: `_note-${index + 1}` },
                  content,
                  " ",
                  element(
                    "a",
                    {
                      href: `#_note-call-${index + 1}`,
                      ariaLabel: `${words.backToText[language]} (${words.note[language]} ${index + 1})`,
                    },
                    "↩",
                  ),
                ),
              ),
            ),
          ),
  };
}

const dataElement = (figure: FigureSpan): Element =>
  element("data", { value: figure.value, dataFigure: figure.figure, title: figure.title }, figure.text);

/** A table wider than a telephone is moved sideways inside its own region, by finger or by keyboard. */
const scrollable = (label: string, table: Element): Element =>
  element("div", { className: ["table"], role: "region", ariaLabelledBy: [label], tabIndex: 0 }, table);

/** Returns the emblem with the words that must stand beside it. */
export function funding(statement: CoFundingStatement, language: Language, id: string): Element {
  return element(
    "div",
    { className: ["funding"] },
    ownMarkup(emblem(language, id)),
    element(
      "p",
      {},
      element("span", {}, statement.union),
      statement.fund === undefined ? [] : [" ", element("span", {}, statement.fund)],
    ),
  );
}
