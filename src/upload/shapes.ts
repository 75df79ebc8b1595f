import type { FieldType, Severity } from "../definition/schema.ts";
import type { Text } from "../language.ts";

/** What becomes of an upload. `expired`: not kept in time, its content is gone. */
export const uploadStates = [
  "received",
  "checking",
  "ready",
  "keeping",
  "kept",
  "withdrawn",
  "unreadable",
  "expired",
] as const;
export type UploadState = (typeof uploadStates)[number];

/** What a row of a file would do to the register; "refused" until it is mended. */
export const fates = ["added", "changed", "re_entered", "unchanged", "refused"] as const;
export type Fate = (typeof fates)[number];

/** A column of the file that is read into a field. `said`: a person said so, the header alone does not. */
export type ReadColumn = Readonly<{
  column: number;
  header: string;
  key: string;
  field: string;
  said: boolean;
}>;

/** A column that is not read, or that says again what another one says. */
export type OtherColumn = Readonly<{ column: number; header: string; key: string }>;

/** The columns of one sheet, as they were understood. */
export type SheetColumns = Readonly<{
  sheet: string | null;
  headerRow: number;
  /** How many places come before its first row, counted over all sheets. */
  before: number;
  fields: readonly ReadColumn[];
  unknown: readonly OtherColumn[];
  leftOut: readonly OtherColumn[];
  repeated: readonly (OtherColumn & Readonly<{ field: string }>)[];
}>;

/** Remarks of one kind, on one column: told once, with how many cells it concerns. */
export type RemarkKind = Readonly<{
  kind: number;
  severity: Severity;
  rule: string;
  /** The field of the column; null for rows and whole sheets. */
  field: string | null;
  /** The column from 0; null for rows and whole sheets. */
  column: number | null;
  header: string | null;
  /** Whether it is about rows and cells, which can be mended on screen; else about the file as it is laid out. */
  mendable: boolean;
  count: number;
  expected: Text;
  mend: Text;
  article: string | null;
  first: readonly Readonly<{ sheet: string | null; row: number }>[];
}>;

/** What was kept: how many records each fate concerned, and the change of the trail. */
export type Kept = Readonly<{
  added: number;
  changed: number;
  reEntered: number;
  unchanged: number;
  change: number | null;
  /** When the same file had been taken before: nothing changed this time. */
  already: string | null;
}>;

/** What a check found, without a single answer of the file. */
export type Summary = Readonly<{
  rows: number;
  counts: Readonly<Record<Severity, number>>;
  fates: Readonly<Record<Fate, number>>;
  sheets: readonly SheetColumns[];
  /** Fields that every record needs and of which there is no column. */
  missing: readonly string[];
  kinds: readonly RemarkKind[];
  /** Remarks beyond what is kept, which are only counted. */
  unkept: number;
  kept?: Kept;
}>;

/** A field of the register, as the pages of a file name it. */
export type FieldWords = Readonly<{
  field: string;
  label: Text;
  help: Text | null;
  type: FieldType;
  required: boolean;
  identity: boolean;
  special: boolean;
  choices: readonly Readonly<{ code: string; label: Text }>[] | null;
}>;
