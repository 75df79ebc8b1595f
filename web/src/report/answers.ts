import type { Text } from "../../../src/language.ts";

/** What the server answers about reports, as these pages read it. */
export type Source = Readonly<{ article: string; verified: boolean; note?: string }>;

export type ReportedFigure = Readonly<{
  key: string;
  figure: string;
  label: string;
  year?: number;
  filters: Readonly<Record<string, string>>;
  value: string;
  wording: string;
  text: string;
  line: number;
  comparedWith?: Readonly<{ key: string; value: string }>;
  true: boolean;
  why?: Text;
}>;

export type ArticleData = Readonly<{
  title: string;
  subtitle?: string;
  contents: readonly Readonly<{ anchor: string; level: 1 | 2; text: string }>[];
  html: string;
  funding: string;
  figures: readonly ReportedFigure[];
}>;

export type Cell = Readonly<{ id: string; label: Text; value: string | null; under?: readonly Cell[] }>;

/** A figure with its words and its values. */
export type FigureTold = Readonly<{
  figure: string;
  code?: string;
  annex?: "I" | "II";
  label: Text;
  unit?: Text;
  isMoney: boolean;
  counts: Text;
  rule?: Text;
  yearRule?: Text;
  definition?: Text;
  reference?: Text;
  note?: Text;
  conditions: readonly Readonly<{ label: Text; rule: Text }>[];
  source: Source;
  value: string | null;
  before?: string | null;
  cells: readonly Cell[];
}>;

export type EditionFile = Readonly<{ name: string; bytes: number; sha256: string }>;

export type Edition = Readonly<{
  year: number;
  edition: number;
  publishedAt: string;
  definition: string;
  data: Readonly<{ change: number; hash: string }>;
  files: readonly EditionFile[];
  publisher?: string;
  reason?: string;
}>;

export type ReportList = Readonly<{
  languages: readonly ("fr" | "nl" | "en")[];
  years: readonly Readonly<{ year: number; editions: readonly Edition[] }>[];
}>;

export type DraftReport = ArticleData &
  Readonly<{
    year: number;
    statements: number;
    untrue: readonly (ReportedFigure & Readonly<{ section: string; sentence: string }>)[];
    numbers: string;
    data: Readonly<{ change: number; hash: string }>;
    definition: Readonly<{ version: string; fingerprint: string }>;
  }>;
