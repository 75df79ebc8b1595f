import type { Block, FigureSpan, Inline } from "./document/document.ts";
import type { Language } from "../language.ts";

/** A sentence, a cell or a point of a chart that says a number, with the numbers that it says. */
export type Statement = Readonly<{ section: string; sentence: string; spans: readonly FigureSpan[] }>;

/** Returns every statement of the report in reading order. A sentence without a number states nothing here. */
export const findStatements = (blocks: readonly Block[], language: Language): Statement[] => {
  const found: Statement[] = [];
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  let section = "";
  const say = (content: readonly Inline[]) => {
    for (const sentence of sentences(content, segmenter))
      if (sentence.spans.length > 0) found.push({ section, ...sentence });
  };
  const point = (label: string, span: FigureSpan) =>
    found.push({ section, sentence: `${label} : ${span.text}`, spans: [span] });
  const walk = (block: Block): void => {
    switch (block.kind) {
      case "heading":
        section = plain(block.content);
        say(block.content);
        break;
      case "paragraph":
        say(block.content);
        break;
      case "list":
        block.items.flat().forEach(walk);
        break;
      case "table":
        for (const row of [...block.rows, ...(block.total ? [block.total] : [])])
          row.slice(1).forEach((cell, index) => {
            const column = block.columns[index + 1];
            for (const span of spansIn(cell))
              point(`${plain(row[0] ?? [])}, ${plain(column?.title ?? [])}`, span);
          });
        break;
      case "chart":
        for (const { label, value, previous } of block.points) {
          point(`${block.title}, ${label}`, value);
          if (previous) point(`${block.title}, ${label} (${block.previousSeries ?? ""})`, previous);
        }
        break;
      case "operation":
        section = plain(block.title);
        block.content.forEach(walk);
        for (const { term, details } of block.facts)
          say([...term, { kind: "text", text: " : " }, ...details]);
        break;
      case "keyFigures":
        for (const { value, label, previous } of block.items)
          say([
            value,
            { kind: "text", text: " " },
            ...label,
            { kind: "text", text: " " },
            ...(previous ?? []),
          ]);
        break;
      case "box":
      case "coFunding":
        block.content.forEach(walk);
        break;
    }
  };
  blocks.forEach(walk);
  return found;
};

const flat = (content: readonly Inline[]): Inline[] =>
  // A note is a sentence of its own, at the foot of the page.
  content.flatMap((span) => (span.kind === "note" ? [] : "content" in span ? flat(span.content) : [span]));

const spansIn = (content: readonly Inline[]): FigureSpan[] =>
  flat(content).filter((span): span is FigureSpan => span.kind === "figure");

const plain = (content: readonly Inline[]): string =>
  flat(content)
    .map((span) => (span.kind === "text" || span.kind === "figure" ? span.text : " "))
    .join("");

/** The sentences of a run of text, each with the figures that stand in it. */
const sentences = (content: readonly Inline[], segmenter: Intl.Segmenter) => {
  const places: { at: number; span: FigureSpan }[] = [];
  let text = "";
  for (const span of flat(content)) {
    if (span.kind === "figure") places.push({ at: text.length, span });
    text += span.kind === "text" || span.kind === "figure" ? span.text : " ";
  }
  return [...segmenter.segment(text)].map(({ segment, index }) => ({
    sentence: segment.trim(),
    spans: places.filter(({ at }) => at >= index && at < index + segment.length).map(({ span }) => span),
  }));
};
