import { type Language, SaidError, type Text } from "../../language.ts";

/**
 * A report that is ready to be set: every number in it has already been computed, worded and formatted by the
 * caller. Nothing in this folder computes, rounds or formats a figure.
 */
export type ReportDocument = Readonly<{
  language: Language;
  title: string;
  subtitle?: string;
  programme: string;
  /** The year reported on, "2020". */
  year: string;
  /** The programming period, "2014-2020". */
  period: string;
  /** The managing authority, as its own name is written. */
  authority: string;
  /** The programme's number with the Commission (CCI). */
  identifier: string;
  /** ISO date. Also the date of creation of the PDF, so that the same document gives the same bytes. */
  publishedOn?: string;
  coFunding: CoFundingStatement;
  blocks: readonly Block[];
}>;

/** What stands beside the emblem of the Union. */
export type CoFundingStatement = Readonly<{ union: string; fund?: string }>;

export type Inline =
  | Readonly<{ kind: "text"; text: string }>
  | Readonly<{ kind: "strong" | "emphasis"; content: readonly Inline[] }>
  | Readonly<{ kind: "link"; href: string; content: readonly Inline[] }>
  | Readonly<{ kind: "note"; content: readonly Inline[] }>
  | Readonly<{ kind: "break" }>
  | FigureSpan;

/** A number as the reader sees it, and the figure that it comes from. */
export type FigureSpan = Readonly<{
  kind: "figure";
  /** The key of the figure, by which it can be explained. */
  figure: string;
  /** The exact value as a canonical decimal, "3016" or "102904420.00". */
  value: string;
  /** What is printed, "plus de 3.900". */
  text: string;
  /** What the figure is, in one line: shown when pointed at. */
  title: string;
}>;

export type Heading = Readonly<{
  kind: "heading";
  level: 1 | 2 | 3;
  id: string;
  content: readonly Inline[];
}>;
export type Paragraph = Readonly<{ kind: "paragraph"; content: readonly Inline[] }>;
export type List = Readonly<{ kind: "list"; ordered: boolean; items: readonly (readonly TextBlock[])[] }>;
export type TextBlock = Paragraph | List;

export type Column = Readonly<{ title: readonly Inline[]; align: "start" | "center" | "end" }>;
export type Row = readonly (readonly Inline[])[];

/** The first cell of each row is its header. Every row has as many cells as there are columns. */
export type Table = Readonly<{
  kind: "table";
  caption: readonly Inline[];
  columns: readonly Column[];
  rows: readonly Row[];
  total?: Row;
}>;

export const chartKinds = ["bars", "bars-with-previous-year", "share"] as const;
export type ChartKind = (typeof chartKinds)[number];

export type ChartPoint = Readonly<{
  label: string;
  value: FigureSpan;
  /** Only drawn in "bars-with-previous-year". */
  previous?: FigureSpan;
}>;

/** Bars and shares start at zero: a negative value is refused when the chart is drawn. */
export type Chart = Readonly<{
  kind: "chart";
  chart: ChartKind;
  title: string;
  /** What a reader who does not see the chart should know about it. */
  description: string;
  /** What is counted, "participants" or "EUR". */
  unit: string;
  /** What the bars stand for, "Axe prioritaire": the heading of the first column of the data. */
  category: string;
  /** The name of the values, "2020", and of the values before them, "2019". */
  series: string;
  previousSeries?: string;
  points: readonly ChartPoint[];
}>;

export type Box = Readonly<{ kind: "box"; title?: readonly Inline[]; content: readonly TextBlock[] }>;

export type OperationSheet = Readonly<{
  kind: "operation";
  id: string;
  title: readonly Inline[];
  content: readonly TextBlock[];
  /** Contribution, participants, partners: whatever the caller wants told in brief. */
  facts: readonly Readonly<{ term: readonly Inline[]; details: readonly Inline[] }>[];
}>;

export type KeyFigures = Readonly<{
  kind: "keyFigures";
  /** Names the row for those who do not see it. */
  title: string;
  items: readonly Readonly<{ value: FigureSpan; label: readonly Inline[]; previous?: readonly Inline[] }>[];
}>;

export type CoFunding = Readonly<{
  kind: "coFunding";
  statement: CoFundingStatement;
  content: readonly TextBlock[];
}>;

export type Block = Heading | TextBlock | Table | Chart | Box | OperationSheet | KeyFigures | CoFunding;

/** A fault in the source of a document, told to its author in three languages. `line` counts from 1. */
export class DocumentError extends SaidError {
  readonly line: number | undefined;
  constructor(text: Text, line?: number) {
    super(text, line === undefined ? text.en : `line ${line}: ${text.en}`);
    this.line = line;
  }
}

/** Returns the words of the spans without any marking; the notes are left out. */
export function plainText(content: readonly Inline[]): string {
  return content.map(plainSpan).join("");
}

function plainSpan(span: Inline): string {
  if (span.kind === "text" || span.kind === "figure") return span.text;
  if (span.kind === "break") return " ";
  return span.kind === "note" ? "" : plainText(span.content);
}

const schemes = ["https:", "http:", "mailto:"];

/** Returns whether a reader may be sent to the address: the web, a mail, or a place in the same document. */
export function isSafeAddress(href: string): boolean {
  if (href.startsWith("#")) return href.length > 1;
  return URL.canParse(href) && schemes.includes(new URL(href).protocol);
}
