import type { Text } from "../language.ts";
import type {
  ClockRule,
  Condition,
  ConditionField,
  Parameter,
  ParameterUse,
  Value,
} from "./condition/condition.ts";
import type { ControlRules } from "./control.ts";
import type { Costs } from "./costs.ts";
import type { PlacesLimit } from "./service/places.ts";
import type { Service } from "./service/service.ts";
import type { Choice, FieldType, RawField, Right, Severity, Source } from "./schema.ts";

/** A programme as its definitions say it, framework merged in and every name resolved. What the rest of Jalon reads. */
export type Programme = Readonly<{
  id: string;
  version: string;
  /** sha256 over every definition file but that of roles: what a record and a figure were made under. */
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
  targets: readonly Target[];
  roles: ReadonlyMap<string, Role>;
  questions: Questions;
  services: ReadonlyMap<string, Service>;
  /** What it says of money; its own sha256 stands in it, for figures are what they are without. */
  costs: Costs;
  /** What it says of control, payments and the account to the Commission; its own sha256 stands in it as well. */
  control: ControlRules;
}>;

/** The tables that parliament asks for, by service, and the sha256 of the file that says them. */
export type Questions = Readonly<{
  fingerprint: string | undefined;
  services: ReadonlyMap<string, Question>;
}>;

export type Question = Readonly<{
  service: string;
  title: Text;
  operations: readonly string[];
  /** What its tables read, each before what is worked out from it. */
  measures: readonly Measure[];
  tables: readonly QuestionTable[];
  /** Counts of its own, beside the programme's figures. */
  figures: readonly Figure[];
  notes: readonly Text[];
  source: Source;
}>;

export type Measure = Readonly<{
  id: string;
  label: Text;
  unit: Text | undefined;
  definition: Text | undefined;
  /** What would have to be recorded, where it is not. */
  missing: Text | undefined;
  people: boolean | undefined;
  source: Source | undefined;
  value: MeasureValue;
}>;

export type LengthStatistic = "mean" | "median" | "shortest" | "longest";

/** How a measure is worked out; `figure` counts the records behind it. */
export type MeasureValue =
  | Readonly<{ kind: "figure"; figure: Figure }>
  | Readonly<{ kind: "part"; of: string; figure: Figure }>
  | Readonly<{ kind: "ratio"; of: string; per: string; isShare: boolean }>
  | Readonly<{
      kind: "length";
      figure: Figure;
      statistic: LengthStatistic;
      from: string;
      until: string;
      limit: PlacesLimit | undefined;
      bothDays: boolean;
    }>
  | Readonly<{
      kind: "daily";
      figure: Figure;
      sum: Field | undefined;
      from: string;
      until: string;
      limit: PlacesLimit | undefined;
      /** Of the days of the year together, not on the average of one. */
      isTotal: boolean;
    }>
  | Readonly<{ kind: "missing" }>;

export type QuestionTable = Readonly<{
  id: string;
  title: Text;
  measures: readonly string[];
  by: QuestionRows | undefined;
}>;

/** What the rows of a table are: the values of a dimension, or groups that conditions say. */
export type QuestionRows =
  | Readonly<{ kind: "dimension"; id: string }>
  | Readonly<{
      kind: "groups";
      label: Text;
      /** The last one is whoever is in none of the others. */
      groups: readonly Readonly<{ label: Text; when: Condition }>[];
    }>;

/** What somebody may do, where it was given to them. */
export type Role = Readonly<{
  id: string;
  label: Text;
  description: Text;
  /** The widest it may be given. */
  scope: "programme" | "operation" | "partner";
  rights: readonly Right[];
}>;

/** What a figure is to reach in a part of the programme, in one year or in all of the period together. */
export type Target = Readonly<{
  figure: string;
  /** Canonical decimal text. */
  value: string;
  year: number | undefined;
  /** The part of the programme, as figures filter it; empty for the whole of it. */
  scope: Readonly<Partial<Record<"priority" | "objective" | "operation" | "partner", string>>>;
  source: Source;
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
  /** The part of the form that asks it, and when it does; undefined: in the last part, always. */
  section: string | undefined;
  shownWhen: Condition | undefined;
  /** The date without which the field takes no answer: the day on which the person agreed. */
  onlyWith: string | undefined;
  /** The answer names the record of another register that has the same answer in this field. */
  refersTo: Readonly<{ register: string; field: string; mayBeUnknown: boolean }> | undefined;
  /** The answer is that of the record that another field names, in this field of it. */
  sameAs: Readonly<{ through: string; field: string }> | undefined;
  source: Source | undefined;
}>;

/** A part of a form. */
export type Section = Readonly<{ id: string; label: Text; help: Text | undefined }>;

/** What a field becomes by itself when a record moves on: this answer, null for none any more, or the day itself. */
export type NewAnswer = Readonly<{ field: string; value: Value; isToday: boolean }>;

/** A step in the life of a record. States are choices of the field, "none" without an answer, "known" for a date. */
export type Transition = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  from: readonly string[];
  to: string;
  asks: readonly string[];
  sets: readonly NewAnswer[];
  requires: Condition | undefined;
  /** The right that it needs besides writing records. */
  right: string | undefined;
  /** The mechanism whose act alone takes it. */
  by: "places" | undefined;
}>;

export type Lifecycle = Readonly<{
  field: string;
  /** Every state that a record can be in, by what it is called. */
  states: ReadonlyMap<string, Text>;
  transitions: readonly Transition[];
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

/** A number that a record of another register says: of the one that answers alike, field by field. */
export type NumberElsewhere = Readonly<{
  kind: "elsewhere";
  register: string;
  field: string;
  /** Fields of that register, in the order of `same`. */
  by: readonly string[];
}>;

/** How many records there may be at most that agree on some fields, or to how much a number of theirs may add up. */
export type Limit = Readonly<{
  id: string;
  severity: Severity;
  /** The number that is added up; records are counted without it. */
  sum: string | undefined;
  /** A number, canonical decimal text, a parameter's value, or what a record of another register says. */
  most: number | string | ParameterUse | NumberElsewhere;
  /** Once there is one, they come to exactly what the other record says. */
  isExact: boolean;
  same: readonly string[];
  /** Which records are counted, and of which of them it is told. */
  of: Condition | undefined;
  when: Condition | undefined;
  cell: string;
  expected: Text;
  mend: Text;
  source: Source;
}>;

/** Another register that knows some answers of a record already, by its number there. */
export type Fill = Readonly<{
  from: string;
  by: string;
  /** Fields of this register, and of the other one. */
  fields: readonly Readonly<{ field: string; source: string }>[];
  /** Of them, those by which a row of a file shows that it is about the same person; none where it is about nobody. */
  agreeing: readonly string[];
}>;

/** Words for which a record is held, by the ground that the law protects. */
export type Screening = Readonly<{
  field: string;
  state: string;
  /** The states from which a record is taken there. */
  from: readonly string[];
  released: string;
  expected: Text;
  mend: Text;
  grounds: readonly Ground[];
}>;

export type Ground = Readonly<{
  id: string;
  label: Text;
  words: readonly string[];
  except: readonly string[];
  source: Source;
}>;

/** Something that is to be done about a record in time: from a date of it, until a condition holds. */
export type Deadline = ClockRule &
  Readonly<{
    id: string;
    label: Text;
    cell: string;
    /** Who is told, and so many days before (negative) or after it is due. */
    tells: readonly DeadlineTelling[];
    source: Source;
  }>;

export type DeadlineTelling = Readonly<{ days: number; roles: readonly string[] }>;

export type Register = Readonly<{
  id: string;
  /** Of a book (books.ts): the view it is read from; a register is a table of its own. */
  view?: string;
  label: Text;
  record: Text;
  description: Text | undefined;
  fields: ReadonlyMap<string, Field>;
  /** Everything a condition on this register may ask: stored, derived and structure fields. */
  askable: ReadonlyMap<string, ConditionField>;
  derived: ReadonlyMap<string, ConditionField>;
  rules: readonly Rule[];
  deadlines: readonly Deadline[];
  limits: readonly Limit[];
  fills: readonly Fill[];
  screening: Screening | undefined;
  sections: readonly Section[];
  lifecycle: Lifecycle | undefined;
  identity: readonly string[];
  person: readonly string[];
  probablySame: readonly string[];
  onePerProgramme: boolean;
  datedBy: string | undefined;
  reEntry: Readonly<{ entry: string; leave: string }> | undefined;
  retentionYears: number | undefined;
  /** Only those who were let into the room of a record see it. */
  isRoom: boolean;
  /** The register whose room it is in, and the field that names the record there; undefined: each has its own. */
  roomOf: Readonly<{ register: string; by: string }> | undefined;
  /** Fields that name the operation, and the partner where it is answered, that may read a record as well. */
  addressed: Readonly<{ operation: string; partner: string | undefined }> | undefined;
  /** Operations that keep this register. */
  operations: readonly string[];
}>;

export type FigureCount =
  | Readonly<{ kind: "records" | "persons" }>
  | Readonly<{ kind: "distinct"; fields: readonly string[] }>
  | Readonly<{ kind: "sum"; field: Field }>
  | Readonly<{ kind: "estimate"; field: Field }>
  /** Of the records whose clock ran, the percentage done in time; of those done, the median of days. */
  | Readonly<{ kind: "share" | "median"; deadline: Deadline }>;

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
