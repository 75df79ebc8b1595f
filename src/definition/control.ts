import type { Text } from "../language.ts";
import type { CostForm } from "./cost-rules.ts";
import { latestOrFirst } from "./dated.ts";
import type { Operation, Register } from "./programme.ts";
import type {
  controlLetters,
  ControlFile,
  controlNumbers,
  periodRules,
  pointScopes,
  riskFactors,
  Source,
  stopReasons,
  verificationTypes,
} from "./schema.ts";

export type VerificationType = (typeof verificationTypes)[number];
export type RiskFactorId = (typeof riskFactors)[number];
export type ControlNumber = (typeof controlNumbers)[number];
export type StopReason = (typeof stopReasons)[number];
export type LetterId = (typeof controlLetters)[number];
export type PointScope = (typeof pointScopes)[number];
export type PeriodRules = (typeof periodRules)[number];
export type Region = NonNullable<ControlFile["allocations"]>[number]["region"];

export type DatedNumber = Readonly<{
  id: ControlNumber;
  label: Text;
  unit: NonNullable<ControlFile["numbers"]>[number]["unit"];
  /** In the order of their days; each value is canonical decimal text. */
  values: readonly Readonly<{ from: string; value: string; source: Source }>[];
}>;
export type VerificationTypeRule = Readonly<{
  id: VerificationType;
  label: Text;
  help: Text;
  /** Every declaration goes through it. */
  every: boolean;
  of: "declaration" | "agreement";
  source: Source;
}>;
export type Typology = Readonly<{
  id: string;
  label: Text;
  help: Text | undefined;
  ims: string | undefined;
  source: Source;
}>;
export type ChecklistPoint = Readonly<{
  id: string;
  question: Text;
  help: Text | undefined;
  severity: "money" | "serious" | "minor";
  asks: PointScope;
  /** Asked for lines of these forms, and of these options, only. */
  forms: readonly CostForm[] | undefined;
  options: readonly string[] | undefined;
  /** An answer given in another verification of the agreement stands. */
  once: boolean;
  typology: string | undefined;
  source: Source;
}>;
export type ChecklistGroup = Readonly<{ id: string; label: Text; points: readonly ChecklistPoint[] }>;
export type ChecklistRules = Readonly<{
  id: string;
  type: VerificationType;
  version: string;
  label: Text;
  groups: readonly ChecklistGroup[];
}>;
export type RiskFactor = Readonly<{
  id: RiskFactorId;
  label: Text;
  /** Points that it gives at most. */
  weight: number;
  /** Decimal texts: the value that gives none of the points, and the one that gives all; in between in proportion. */
  noneAt: string;
  fullAt: string;
  unit: NonNullable<ControlFile["factors"]>[number]["unit"];
  rationale: Text;
  source: Source;
}>;
export type Letter = Readonly<{ id: LetterId; subject: Text; body: Text; source: Source }>;
export type Allocation = Readonly<{
  priority: string;
  fund: string;
  region: Region;
  basis: "total" | "public";
  /** A share as decimal text. */
  rate: string;
  /** Euros of the Fund by year; the reserve is beside the amount and not in it. */
  commitments: readonly Readonly<{ year: number; amount: string; reserve: string }>[];
  source: Source;
}>;
export type PerformanceIndicator = Readonly<{
  id: string;
  priority: string;
  fund: string | undefined;
  kind: "financial" | "output" | "result" | "step";
  /** Undefined: what was certified to the Commission. */
  figure: string | undefined;
  label: Text;
  milestone: Readonly<{ year: number; value: string }>;
  target: Readonly<{ year: number; value: string }>;
  source: Source;
}>;
export type AccountingRules = Readonly<{
  starts: string;
  first: string;
  last: string;
  finalApplication: string;
  accounts: string;
  windows: readonly string[];
  source: Source;
}>;
export type RetentionRule = Readonly<{
  id: string;
  label: Text;
  counted: "accounts" | "final_accounts" | "last_payment";
  years: number;
  below: string | undefined;
  source: Source;
}>;

/** What law and programme say of control, payments and the account to the Commission. Empty without a `control.yaml`. */
export type ControlRules = Readonly<{
  /** sha256 over the framework's and the programme's `control.yaml`; undefined: there is none. */
  fingerprint: string | undefined;
  /** Framework's and programme's together: "1.0.0+1.2.0". */
  version: string;
  rules: PeriodRules;
  numbers: ReadonlyMap<ControlNumber, DatedNumber>;
  types: ReadonlyMap<VerificationType, VerificationTypeRule>;
  typology: ReadonlyMap<string, Typology>;
  checklists: ReadonlyMap<string, ChecklistRules>;
  stops: ReadonlyMap<StopReason, Readonly<{ id: StopReason; label: Text; source: Source }>>;
  factors: ReadonlyMap<RiskFactorId, RiskFactor>;
  answer: Readonly<{ silence: Text; source: Source }> | undefined;
  visits:
    | Readonly<{ everyMonths: number; noticeDays: number; reasons: readonly Text[]; source: Source }>
    | undefined;
  letters: ReadonlyMap<LetterId, Letter>;
  authority: ControlFile["authority"];
  accounting: AccountingRules | undefined;
  transmissions: readonly Readonly<{
    id: string;
    label: Text;
    days: readonly string[];
    until: readonly string[];
    source: Source;
  }>[];
  nPlus: ControlFile["n_plus"];
  prefinancing: NonNullable<ControlFile["prefinancing"]>;
  retention: readonly RetentionRule[];
  allocations: readonly Allocation[];
  performance: readonly PerformanceIndicator[];
  /** What figures count of money, as if it were registers. */
  books: ReadonlyMap<string, Register>;
}>;

/**
 * Returns the value of a number on a day as decimal text, with where it comes from; before the first day, the first.
 * Throws RangeError where no `control.yaml` says it.
 */
export const controlValue = (
  { numbers }: Pick<ControlRules, "numbers">,
  name: ControlNumber,
  day: string,
): Readonly<{ value: string; unit: DatedNumber["unit"]; label: Text; source: Source }> => {
  const number = numbers.get(name);
  const held = number && latestOrFirst(number.values, day);
  if (!number || !held) throw new RangeError(`control.yaml does not say ${name}`);
  return { value: held.value, unit: number.unit, label: number.label, source: held.source };
};

/** Returns the same as a number, for days, months, years and minutes. Throws RangeError where no file says it. */
export const controlNumber = (
  rules: Pick<ControlRules, "numbers">,
  name: ControlNumber,
  day: string,
): number => Number(controlValue(rules, name, day).value);

/**
 * Returns what a type of verification asks of lines of the forms and options given: groups of the checklists of the type,
 * without questions that are for other lines. A question for some lines only is kept where one of them is among these.
 */
export const checklistOf = (
  { checklists }: Pick<ControlRules, "checklists">,
  type: VerificationType,
  lines: readonly Readonly<{ form: string; option: string }>[],
): readonly ChecklistGroup[] =>
  [...checklists.values()]
    .filter((each) => each.type === type)
    .flatMap(({ groups }) => groups)
    .map((group) => ({
      ...group,
      points: group.points.filter(
        (each) =>
          (each.forms === undefined && each.options === undefined) ||
          lines.some((line) => asksOf(each, line)),
      ),
    }))
    .filter(({ points }) => points.length > 0);

/** Returns whether a question is for a line of this form and option. */
export const asksOf = (
  { forms, options }: Pick<ChecklistPoint, "forms" | "options">,
  line: Readonly<{ form: string; option: string }>,
): boolean =>
  (forms === undefined || forms.some((form) => form === line.form)) &&
  (options === undefined || options.includes(line.option));

/** Returns the allocation that an operation's expenditure belongs to: of its priority and Fund. */
export const allocationOf = (
  { allocations }: Pick<ControlRules, "allocations">,
  { priority, fund }: Pick<Operation, "priority" | "fund">,
): Allocation | undefined => allocations.find((each) => each.priority === priority && each.fund === fund);

/** Returns words with what stands between braces filled in; what is not given stays as it is. */
export const filledIn = ({ fr, nl, en }: Text, values: Readonly<Record<string, string>>): Text => {
  const fill = (words: string) =>
    words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { fr: fill(fr), nl: fill(nl), en: fill(en) };
};
