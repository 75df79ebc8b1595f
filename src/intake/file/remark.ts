import type { Language, Text } from "../../language.ts";

export type Severity = "refuse" | "incomplete" | "confirm";

/**
 * What is said about a cell, or about a whole row when `column` is null. `row` is the number that the person sees,
 * `column` counts from 0; without `sheet`, the first sheet is meant.
 */
export type Remark = {
  readonly sheet?: string;
  readonly row: number;
  readonly column: number | null;
  readonly text: string;
  readonly severity: Severity;
};

/** The header of the column of remarks. Named after Jalon, so that a partner's own "Remarques" is never taken for it. */
export const remarkHeaders: Text = {
  fr: "Remarques (Jalon)",
  nl: "Opmerkingen (Jalon)",
  en: "Remarks (Jalon)",
};

const separator = " · ";

/**
 * Returns whether a header is that of the column of remarks, in whichever language: intake passes over that column.
 * Remarks about the header row itself follow the header in the same cell.
 */
export const isRemarkHeader = (header: unknown): boolean =>
  typeof header === "string" &&
  Object.values<string>(remarkHeaders).some(
    (known) => header.trim() === known || header.startsWith(`${known}${separator}`),
  );

/** Returns what the column of remarks holds in a row: its header in the header row, then what is said of the row. */
export const remarkCell = (
  remarks: readonly Remark[] | undefined,
  isHeader: boolean,
  language: Language,
): string =>
  [
    ...(isHeader ? [remarkHeaders[language]] : []),
    ...(remarks === undefined || remarks.length === 0 ? [] : [joinedRemarks(remarks)]),
  ].join(separator);

const order: readonly Severity[] = ["refuse", "incomplete", "confirm"];

/** Returns the gravest of two severities. */
export const gravest = (one: Severity, other: Severity | undefined): Severity =>
  other === undefined || order.indexOf(one) < order.indexOf(other) ? one : other;

/** A spreadsheet that opens a CSV file runs what starts like this as a formula. */
const formulaStart = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

/** Returns our text such that no spreadsheet takes it for a formula and no line break disturbs the row. */
export const plainRemark = (text: string): string => {
  const line = text.replaceAll(/\s*[\r\n\t]+\s*/g, " ").trim();
  return formulaStart.test(line) ? `• ${line}` : line;
};

/** Returns all remarks of a row as one text, gravest first; at most what a cell can hold. */
const joinedRemarks = (remarks: readonly Remark[]): string => {
  const sorted = [...remarks].sort(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
  );
  const text = plainRemark(sorted.map((remark) => plainRemark(remark.text)).join(separator));
  return text.length <= 32_000 ? text : `${text.slice(0, 32_000)}…`;
};

/** Remarks by the row that they are about. */
export type RemarksByRow = ReadonlyMap<number, readonly Remark[]>;

export const byRow = (remarks: readonly Remark[]): RemarksByRow => {
  const rows = new Map<number, Remark[]>();
  for (const remark of remarks) {
    const row = rows.get(remark.row);
    if (row === undefined) rows.set(remark.row, [remark]);
    else row.push(remark);
  }
  return rows;
};

export type RemarkedCopy = { readonly language: Language; readonly headerRow: number };
