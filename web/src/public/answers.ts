import type { Text } from "../../../src/language.ts";
import type { ArticleData, Edition, FigureTold, Source } from "../report/answers.ts";

export type Body = Readonly<{ name: Text; web: string; source: Source }>;

export type Overview = Readonly<{
  title: Text;
  identifier: string;
  authority: Text;
  approvedOn: string;
  period: Readonly<{ from: string; until: string }>;
  summary?: Text;
  contact?: Body;
  accessibility?: Readonly<{ law: Text; oversight: Body; complaint: Body }>;
  budget: string;
  operations: number;
  partners: number;
  hasInventedPartners: boolean;
  isDemonstration: boolean;
  priorities: readonly Readonly<{
    id: string;
    number: number;
    title: Text;
    budget: string;
    isTechnicalAssistance: boolean;
    objectives: readonly Text[];
    operations: readonly Text[];
  }>[];
}>;

export type Highlights = Readonly<{ year?: number; html?: string }>;
export type Published = Readonly<{ editions: readonly Edition[] }>;
export type PublishedReport = ArticleData & Readonly<{ edition: Edition }>;

export type FigureLine = Pick<
  FigureTold,
  "figure" | "code" | "annex" | "label" | "unit" | "isMoney" | "value" | "before"
>;
export type FigureList = Readonly<{ year: number; smallestShown: number; figures: readonly FigureLine[] }>;
export type PublishedFigure = FigureTold & Readonly<{ year: number; smallestShown: number }>;

export type OperationsList = Readonly<{
  updatedOn?: string;
  operations: readonly Readonly<{
    operation: string;
    name: Text;
    summary?: Text;
    priority: Text;
    fund: Text;
    beneficiaries: readonly Readonly<{ name: Text; isInvented: boolean }>[];
    starts: string;
    ends: string;
    contributionPerYear?: string;
    unionRate?: string;
    location?: Text;
    country?: string;
    intervention?: Text;
  }>[];
}>;

export type PrivacyNotice = Readonly<{
  authority: Text;
  contact?: Body;
  registers: readonly Readonly<{
    label: Text;
    description?: Text;
    operations: readonly Text[];
    fields: readonly Readonly<{
      label: Text;
      kind: "identity" | "special" | "usual";
      isAlwaysAsked: boolean;
      article?: string;
    }>[];
    retentionYears?: number;
  }>[];
  readers: Readonly<{ identity: readonly Text[]; special: readonly Text[] }>;
  privacy?: Readonly<{ kept: Text; kept_source: Source; collected_source: Source; complaint: Body }>;
}>;

export type About = Readonly<{
  version: string;
  programme: string;
  definitions: string;
  fingerprint: string;
  framework: Text;
}>;
