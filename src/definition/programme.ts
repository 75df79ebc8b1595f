import type { Text } from "../language.ts";
import type { Condition, ConditionField, Parameter } from "./condition/condition.ts";
import type { Choice, FieldType, RawField, Severity, Source } from "./schema.ts";

/** A programme as its definitions say it, framework merged in and every name resolved. What the rest of Jalon reads. */
export type Programme = Readonly<{
  id: string;
  version: string;
  /** sha256 over every definition file read: what a record and a figure were made under. */
  fingerprint: string;
  folder: string;
  title: Text;
  identifier: string;
  authority: Text;
  approvedOn: string;
  decision: string | undefined;
  framework: Readonly<{ id: string; version: string; title: Text; period: { from: string; until: string } }>;
  funds: ReadonlyMap<string, Text>;
  priorities: ReadonlyMap<string, Priority>;
  objectives: ReadonlyMap<string, Objective>;
  operations: ReadonlyMap<string, Operation>;
  partners: ReadonlyMap<string, Partner>;
  parameters: ReadonlyMap<string, Parameter>;
  registers: ReadonlyMap<string, Register>;
  figures: ReadonlyMap<string, Figure>;
}>;

export type Priority = Readonly<{
  id: string;
  number: number;
  title: Text;
  regionCategory: Text;
  calculationBasis: Text;
  /** Total funding in euros, canonical decimal text. */
  budget: string;
  technicalAssistance: boolean;
  source: Source;
}>;

export type Objective = Readonly<{
  id: string;
  priority: string;
  title: Text;
  investmentPriority: string | undefined;
}>;

export type Operation = Readonly<{
  id: string;
  priority: string;
  objective: string | undefined;
  title: Text;
  description: Text | undefined;
  fund: string;
  starts: string;
  ends: string;
  /** Contribution of the Fund in euros a year, canonical decimal text; "0" where none is published. */
  esfContributionPerYear: string;
  partners: readonly string[];
  registers: readonly string[];
  purposes: readonly string[];
}>;

export type Partner = Readonly<{ id: string; name: Text; kind: string; invented: boolean }>;

export type Field = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  synonyms: readonly string[];
  type: FieldType;
  choices: readonly Choice[] | undefined;
  required: true | Condition | undefined;
  minimum: number | string | undefined;
  maximum: number | string | undefined;
  scale: number;
  length: number;
  format: RawField["format"];
  sensitivity: "identity" | "special" | undefined;
  moment: "entry" | "leave" | "follow_up" | undefined;
  source: Source | undefined;
}>;

export type Rule = Readonly<{
  id: string;
  severity: Severity;
  when: Condition | undefined;
  must: Condition;
  cell: string;
  expected: Text;
  mend: Text;
  source: Source;
}>;

export type Register = Readonly<{
  id: string;
  label: Text;
  record: Text;
  description: Text | undefined;
  fields: ReadonlyMap<string, Field>;
  /** Everything a condition on this register may ask: stored, derived and structure fields. */
  askable: ReadonlyMap<string, ConditionField>;
  derived: ReadonlyMap<string, ConditionField>;
  rules: readonly Rule[];
  identity: readonly string[];
  person: readonly string[];
  probablySame: readonly string[];
  onePerProgramme: boolean;
  datedBy: string | undefined;
  reEntry: Readonly<{ entry: string; leave: string }> | undefined;
  retentionYears: number | undefined;
  /** Operations that keep this register. */
  operations: readonly string[];
}>;

export type FigureCount =
  | Readonly<{ kind: "records" | "persons" }>
  | Readonly<{ kind: "distinct"; fields: readonly string[] }>
  | Readonly<{ kind: "sum"; field: Field }>
  | Readonly<{ kind: "estimate"; field: Field }>;

/** What the programme structure itself says, without any record. */
export type StructureCount = "budget" | "esf_contribution" | "partners" | "operations" | "priorities";

/** The date that places a record in a year, or the two dates between which it is in every year it touches. */
export type FigureYear =
  Readonly<{ kind: "on"; field: string }> | Readonly<{ kind: "between"; from: string; until: string }>;

export type FigureComputation =
  | Readonly<{
      kind: "count";
      register: Register;
      count: FigureCount;
      when: Condition | undefined;
      year: FigureYear | undefined;
    }>
  | Readonly<{ kind: "sum"; of: readonly string[] }>
  | Readonly<{ kind: "structure"; count: StructureCount; when: Condition | undefined }>
  | Readonly<{ kind: "none" }>;

export type Figure = Readonly<{
  id: string;
  label: Text;
  unit: Text | undefined;
  code: string | undefined;
  annex: "I" | "II" | undefined;
  group: string | undefined;
  definition: Text | undefined;
  reference: Text | undefined;
  note: Text | undefined;
  source: Source;
  definedBy: "framework" | "programme";
  computation: FigureComputation;
}>;
