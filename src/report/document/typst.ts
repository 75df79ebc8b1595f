import { toSvg } from "./chart.ts";
import {
  type Chart,
  type CoFundingStatement,
  type Inline,
  type ReportDocument,
  type Row,
  type Table,
} from "./document.ts";
import { emblem, emblemTitle } from "./emblem.ts";
import { dataTable } from "./data-table.ts";
import { structure, type Placed } from "./structure.ts";
import { inlineContent, literal, textBlock, textContent } from "./typst-text.ts";
import { typstStyle } from "./typst-style.ts";
import { typesetCover } from "./typography.ts";
import { longDate, words } from "./words.ts";

/**
 * Returns the document as one Typst source, style and pictures in it.
 * @throws DocumentError when a heading skips a level, a link leads nowhere or a chart cannot be drawn.
 */
export function toTypst(report: ReportDocument): string {
  const document = typesetCover(report);
  const { language } = document;
  const { blocks, anchors } = structure(document);
  const writer = typstWriter(document, anchors);
  return [
    typstStyle,
    `#set document(title: ${literal(document.title)}, author: ${literal(document.authority)}, ` +
      `description: ${literal(document.subtitle ?? document.programme)}, date: ${date(document.publishedOn)})`,
    `#show: report.with(language: ${literal(language)}, running: ${literal(document.title)})`,
    writer.cover(),
    `#contents(${literal(words.contents[language])})`,
    ...blocks.map(writer.block),
  ].join("\n\n");
}

function date(publishedOn: string | undefined): string {
  if (publishedOn === undefined) return "none";
  const { year, month, day } = Temporal.PlainDate.from(publishedOn);
  return `datetime(year: ${year}, month: ${month}, day: ${day})`;
}

function typstWriter(document: ReportDocument, anchors: ReadonlySet<string>) {
  const { language } = document;
  const inline = (content: readonly Inline[]): string => inlineContent(content, anchors);
  const array = (items: readonly string[]): string => `(${items.map((item) => `${item},`).join("")})`;

  const funding = (statement: CoFundingStatement): string =>
    `funding(${literal(emblem(language, "emblem"))}, ${literal(emblemTitle[language])}, ${literal(statement.union)}, ${
      statement.fund === undefined ? "none" : literal(statement.fund)
    })`;

  const cover = (): string => {
    const particulars = [
      [words.year[language], document.year],
      [words.period[language], document.period],
      [words.identifier[language], document.identifier],
      ...(document.publishedOn === undefined
        ? []
        : [[words.published[language], longDate(document.publishedOn, language)]]),
    ];
    return [
      `#cover(funding: ${funding(document.coFunding)}`,
      `authority: ${literal(document.authority)}`,
      `programme: ${literal(document.programme)}`,
      ...(document.subtitle === undefined ? [] : [`subtitle: ${literal(document.subtitle)}`]),
      `particulars: ${array(particulars.map((pair) => array(pair.map(literal))))})`,
    ].join(", ");
  };

  const table = (block: Table, small: boolean): string => {
    const row = (cells: Row): string => array(cells.map(inline));
    // The first column takes the room that is left, so that tables are as wide as the text.
    const widths = block.columns.map((_, index) => (index === 0 ? "1fr" : "auto"));
    return [
      `data-table(caption: ${inline(block.caption)}`,
      `columns: ${array(widths)}`,
      `align: ${array(block.columns.map((column) => column.align))}`,
      `header: ${array(block.columns.map((column) => inline(column.title)))}`,
      `rows: ${array(block.rows.map(row))}`,
      ...(block.total === undefined ? [] : [`total: ${row(block.total)}`]),
      `small: ${small})`,
    ].join(", ");
  };

  const chart = (block: Chart, anchor: string): string =>
    `chart(${[block.title, block.unit, toSvg(block, anchor), block.description].map(literal).join(", ")}, ${table(
      dataTable(block, language),
      true,
    )})`;

  const block = ({ block, level, anchor, opensPage }: Placed): string => {
    switch (block.kind) {
      case "heading":
        return `${opensPage ? "#pagebreak(weak: true)\n" : ""}#heading(level: ${level}, ${inline(block.content)})#label(${literal(anchor)})`;
      case "paragraph":
      case "list":
        return `#${textBlock(block, anchors)}`;
      case "table":
        return `#${table(block, false)}`;
      case "chart":
        return `#${chart(block, anchor)}`;
      case "box":
        return `#box-aside(${block.title === undefined ? "none" : inline(block.title)}, ${textContent(block.content, anchors)})`;
      case "operation": {
        const facts = block.facts.map(({ term, details }) => array([inline(term), inline(details)]));
        return `#operation(${level}, ${literal(anchor)}, ${inline(block.title)}, ${textContent(block.content, anchors)}, ${array(facts)})`;
      }
      case "keyFigures": {
        const items = block.items.map(({ value, label, previous }) =>
          array([literal(value.text), inline(label), previous === undefined ? "none" : inline(previous)]),
        );
        return `#key-figures(${items.join(", ")})`;
      }
      case "coFunding":
        return `#co-funding(${funding(block.statement)}, ${textContent(block.content, anchors)})`;
      default:
        return block satisfies never;
    }
  };

  return { cover, block };
}
