import type { Text } from "../../language.ts";
import type { Choice, FieldType, Operator } from "../schema.ts";

/** A value of one answer: decimals as canonical text, dates as "YYYY-MM-DD", null where there is no answer. */
export type Value = string | number | boolean | null;
export type RecordValues = Readonly<Record<string, Value | undefined>>;

/**
 * Something a condition can ask a record: a stored answer, an age computed from two of them, or a property of the
 * operation that the record is kept under (its priority, its fund, its dates).
 */
export type ConditionField = Readonly<{
  id: string;
  type: FieldType;
  label: Text;
  choices?: readonly Choice[] | undefined;
  scale?: number | undefined;
  /** A text that is a time of day, "HH:MM": earlier and later can be asked of it. */
  isTime?: boolean | undefined;
  phrases?: Readonly<Partial<Record<Operator, Text>>> | undefined;
  origin:
    | Readonly<{ kind: "stored" }>
    | Readonly<{ kind: "age"; born: string; on: string }>
    | Readonly<{ kind: "part"; part: DatePart; of: string }>
    | Readonly<{ kind: "cases"; of: readonly DerivedCase[] }>
    | Readonly<{ kind: "structure"; byOperation: ReadonlyMap<string, string> }>
    | Readonly<{ kind: "clock"; clock: ClockRule; gives: ClockAnswer }>;
}>;

/** A number that a date has in it: its year, its quarter from 1 to 4, its day of the month from 1 to 31. */
export type DatePart = "year" | "quarter" | "day";

/** An answer that is worked out: this code where the condition holds and no earlier case's does; always, without one. */
export type DerivedCase = Readonly<{ code: string; when?: Condition | undefined }>;

/** What a clock runs by: from a date of the record for so long, what stops it, and when it stands still. */
export type ClockRule = Readonly<{
  from: ConditionField;
  /** How long after that date it can be done, and by when it is due. */
  opens: Span | undefined;
  within: Span;
  when: Condition | undefined;
  done: Condition;
  /** The date on which it was done. */
  stops: ConditionField | undefined;
  /** The date from which nothing is waited for any more, done or not. */
  lapses: ConditionField | undefined;
  pauses: readonly Readonly<{ from: ConditionField; until: ConditionField }>[];
  /** While this holds the clock stands still, and nobody wrote down since when. */
  standsStill: Condition | undefined;
}>;

/**
 * due: the last day in time; awaited: the same, while it is still waited for; used: days until it was done, pauses
 * taken out.
 */
export type ClockAnswer = "due" | "awaited" | "used";

/** A number that law or programme sets, with the dates from which each of its values holds, oldest first. */
export type Parameter = Readonly<{
  id: string;
  label: Text;
  unit: "years" | "months" | "days" | "weeks" | "euros" | "percent" | "number";
  values: readonly Readonly<{
    from: string;
    value: number | string;
    source: { article: string; verified: boolean; note?: string | undefined };
  }>[];
}>;

export type ParameterUse = Readonly<{ kind: "parameter"; parameter: Parameter; at: string }>;
export type SpanAmount = number | ParameterUse;
export type Span = Readonly<{ sign: 1 | -1; days?: SpanAmount; months?: SpanAmount; years?: SpanAmount }>;

export type Operand =
  | Readonly<{ kind: "literal"; value: string | number | boolean }>
  | ParameterUse
  | Readonly<{
      kind: "field";
      field: ConditionField;
      span?: Span | undefined;
      /** So many hundredths of a number. */
      percent?: SpanAmount | undefined;
    }>;

/** The operators that compare with one operand. */
export type ComparisonOperator = Exclude<Operator, "in" | "not_in" | "known">;

export const comparisons = ["=", "<>", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * A condition on one record, resolved: every name points at what it names.
 *
 * Its logic has two values. A comparison with a missing answer is false, whichever way it points, and `not` turns
 * that into true; `known` asks whether there is an answer. See docs/decisions/0003-conditions.md.
 */
export type Condition =
  | Readonly<{ kind: "all" | "any"; of: readonly Condition[] }>
  | Readonly<{ kind: "not"; of: Condition }>
  | Readonly<{ kind: "named"; id: string; label: Text; source?: NamedSource | undefined; of: Condition }>
  | Readonly<{
      kind: "compare";
      field: ConditionField;
      comparison: Comparison;
      operator: ComparisonOperator;
      operand: Operand;
    }>
  | Readonly<{
      kind: "in";
      field: ConditionField;
      negated: boolean;
      values: readonly (string | number | boolean)[];
    }>
  | Readonly<{ kind: "known"; field: ConditionField; known: boolean }>;

export type NamedSource = Readonly<{ article: string; verified: boolean; note?: string | undefined }>;

/** Returns every field that the condition reads, dates of parameters and parts of ages included, without repeats. */
export const fieldsRead = (condition: Condition): Set<string> => {
  const read = new Set<string>();
  const ask = (field: ConditionField) => {
    if (field.origin.kind === "stored") read.add(field.id);
    else if (field.origin.kind === "age") read.add(field.origin.born).add(field.origin.on);
    else if (field.origin.kind === "part") read.add(field.origin.of);
    else if (field.origin.kind === "clock") askClock(field.origin.clock);
    else if (field.origin.kind === "cases") askCases(field.origin.of);
    else read.add("operation");
  };
  const askClock = (clock: ClockRule) => {
    for (const id of clockFieldsRead(clock)) read.add(id);
  };
  const askCases = (cases: readonly DerivedCase[]) => {
    for (const { when } of cases) if (when) walk(when);
  };
  const askAmount = (amount: SpanAmount | undefined) => {
    if (typeof amount === "object") read.add(amount.at);
  };
  const walk = (part: Condition): void => {
    switch (part.kind) {
      case "all":
      case "any":
        part.of.forEach(walk);
        break;
      case "not":
      case "named":
        walk(part.of);
        break;
      case "compare":
        ask(part.field);
        if (part.operand.kind === "parameter") read.add(part.operand.at);
        if (part.operand.kind === "field") {
          ask(part.operand.field);
          askAmount(part.operand.span?.days);
          askAmount(part.operand.span?.months);
          askAmount(part.operand.span?.years);
          askAmount(part.operand.percent);
        }
        break;
      case "in":
      case "known":
        ask(part.field);
        break;
    }
  };
  walk(condition);
  return read;
};

/** Returns the stored fields that the answer to a field is worked out of; the field itself where it is stored. */
export const fieldsBehind = (field: ConditionField): Set<string> =>
  fieldsRead({ kind: "known", field, known: true });

/** Returns every field that a clock reads. */
export const clockFieldsRead = ({
  from,
  opens,
  within,
  when,
  done,
  stops,
  lapses,
  pauses,
  standsStill,
}: ClockRule): Set<string> => {
  const read = new Set<string>();
  const dates = [from, stops, lapses, ...pauses.flatMap((pause) => [pause.from, pause.until])];
  for (const field of dates) if (field) read.add(field.id);
  for (const span of [opens, within])
    for (const amount of [span?.days, span?.months, span?.years])
      if (typeof amount === "object") read.add(amount.at);
  for (const condition of [when, done, standsStill])
    if (condition) for (const id of fieldsRead(condition)) read.add(id);
  return read;
};
