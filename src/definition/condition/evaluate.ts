import { ageInYears, partOfDate, shiftDate } from "./calendar.ts";
import { daysUsed, dueDay, type Pause } from "../clock/days.ts";
import type {
  ClockAnswer,
  ClockRule,
  Comparison,
  Condition,
  ConditionField,
  Operand,
  ParameterUse,
  RecordValues,
  SpanAmount,
  Value,
} from "./condition.ts";

/** The answers of several records to one question, one for each record; null where there is none. */
export type Answers = readonly Value[];

/**
 * Records that are asked together, column by column: for a file of a million rows a loop over one column costs a
 * fraction of a walk through every rule for each record.
 */
export class Records {
  readonly count: number;
  readonly #read: (id: string) => Answers | undefined;
  readonly #known = new Map<string, Answers>();

  /** `read` gives the answers to a stored field, undefined where no record has one; it is asked once for each. */
  constructor(count: number, read: (id: string) => Answers | undefined) {
    this.count = count;
    this.#read = read;
  }

  /** Returns the stored answers to a field. */
  stored(id: string): Answers {
    return this.once(`stored ${id}`, () => this.#read(id) ?? this.same(null));
  }

  /** Returns this one answer for all records. */
  same(answer: Value): Answers {
    return this.once(`always ${typeof answer} ${String(answer)}`, () => {
      const answers: Value[] = [];
      // Filling is ten times as quick as making each from a function.
      answers.length = this.count;
      return answers.fill(answer);
    });
  }

  /** Returns what is worked out of the answers, once for all conditions that ask it under this name. */
  once(name: string, work: () => Answers): Answers {
    const known = this.#known.get(name);
    if (known) return known;
    const answers = work();
    this.#known.set(name, answers);
    return answers;
  }
}

/** Returns records that name their answers, as forms and the API give them. */
export const recordsOf = (records: readonly RecordValues[]): Records =>
  new Records(records.length, (id) => records.map((record) => record[id] ?? null));

/** Asks a condition of each record: 1 where it holds, 0 where it does not. */
export type Check = (records: Records) => Uint8Array;

/** Returns the condition as a function of one record, which works as `checkOf` does. */
export const toCheck = (condition: Condition): ((record: RecordValues) => boolean) => {
  const check = checkOf(condition);
  return (record) => check(recordsOf([record]))[0] === 1;
};

/**
 * Returns the condition as a function of records: the reading used by intake, `jalon check` and the forms. It gives
 * the same answers as `toSql` on all records (property-tested on both databases).
 */
export const checkOf = (condition: Condition): Check => {
  switch (condition.kind) {
    case "all":
    case "any": {
      const parts = condition.of.map(checkOf);
      const [open, settled] = condition.kind === "any" ? [0, 1] : [1, 0];
      return (records) => {
        const holds = new Uint8Array(records.count).fill(open);
        for (const part of parts) {
          const partHolds = part(records);
          for (let at = 0; at < holds.length; at++) if (partHolds[at] === settled) holds[at] = settled;
          if (!holds.includes(open)) break;
        }
        return holds;
      };
    }
    case "not": {
      const part = checkOf(condition.of);
      return (records) => {
        const partHolds = part(records);
        const holds = new Uint8Array(partHolds.length);
        for (let at = 0; at < holds.length; at++) if (partHolds[at] === 0) holds[at] = 1;
        return holds;
      };
    }
    case "named":
      return checkOf(condition.of);
    case "known": {
      const read = reader(condition.field);
      const { known } = condition;
      return (records) => {
        const answers = read(records);
        const holds = new Uint8Array(answers.length);
        for (let at = 0; at < holds.length; at++) if ((answers[at] !== null) === known) holds[at] = 1;
        return holds;
      };
    }
    case "in": {
      const unit = comparable(condition.field);
      const read = inUnits(reader(condition.field), unit);
      const values = new Set<Comparable>(unit ? condition.values.map(unit) : condition.values);
      const { negated } = condition;
      return (records) => {
        const answers = read(records);
        const holds = new Uint8Array(answers.length);
        for (let at = 0; at < holds.length; at++) {
          const answer = answers[at] ?? null;
          if (answer !== null && values.has(answer) !== negated) holds[at] = 1;
        }
        return holds;
      };
    }
    case "compare": {
      const unit = comparable(condition.field, condition.operand);
      const left = inUnits(reader(condition.field), unit);
      const right = inUnits(operandReader(condition.operand), unit);
      const compare = comparers[condition.comparison];
      return (records) => compare(left(records), right(records));
    }
  }
};

/** Returns a record's answer to a field, also to one that is worked out; null where there is none. */
export const answerTo = (field: ConditionField, record: RecordValues): Value =>
  reader(field)(recordsOf([record]))[0] ?? null;

type Comparable = string | number | bigint | boolean;
type Comparables = readonly (Comparable | null)[];

/** Returns what compares two columns; a comparison with a missing answer is false. */
const comparer =
  (compare: (a: Comparable, b: Comparable) => boolean) =>
  (left: Comparables, right: Comparables): Uint8Array => {
    const holds = new Uint8Array(left.length);
    for (let at = 0; at < holds.length; at++) {
      const a = left[at] ?? null;
      const b = right[at] ?? null;
      if (a !== null && b !== null && compare(a, b)) holds[at] = 1;
    }
    return holds;
  };

const comparers: Record<Comparison, ReturnType<typeof comparer>> = {
  "=": comparer((a, b) => a === b),
  "<>": comparer((a, b) => a !== b),
  "<": comparer((a, b) => a < b),
  "<=": comparer((a, b) => a <= b),
  ">": comparer((a, b) => a > b),
  ">=": comparer((a, b) => a >= b),
};

/**
 * Decimals are compared as whole numbers of their smallest unit, so that "12.5" is "12.50" and nothing is a float;
 * whole numbers too where a decimal is on the other side. Undefined where values are compared as they are.
 */
const comparable = (
  field: ConditionField,
  operand?: Operand,
): ((value: string | number | boolean) => Comparable) | undefined =>
  field.type === "decimal" || isDecimal(operand) ? (value) => scaled(String(value)) : undefined;

const isDecimal = (operand: Operand | undefined): boolean =>
  operand?.kind === "field"
    ? operand.field.type === "decimal" || operand.percent !== undefined
    : operand?.kind === "parameter" &&
      operand.parameter.values.some(({ value }) => typeof value === "string");

/** A field has six at most, and a percentage of it four more. */
const decimals = 10;

/** Returns a decimal text as a whole number of its smallest unit: exact, whatever number of digits it was written with. */
export const scaled = (text: string): bigint => {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const units = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  return negative ? -units : units;
};

type Read = (records: Records) => Answers;

const inUnits = (
  read: Read,
  unit: ((value: string | number | boolean) => Comparable) | undefined,
): ((records: Records) => Comparables) =>
  unit ? (records) => read(records).map((value) => (value === null ? null : unit(value))) : read;

/** Returns a function that reads the field's answers from records: stored, computed, or of their operation. */
const reader = ({ origin, id }: ConditionField): Read => {
  switch (origin.kind) {
    case "stored":
      return (records) => records.stored(id);
    case "age":
      return (records) =>
        records.once(`age ${id}`, () => {
          const on = records.stored(origin.on);
          return records.stored(origin.born).map((born, at) => {
            const day = on[at];
            return typeof born === "string" && typeof day === "string" ? ageInYears(born, day) : null;
          });
        });
    case "part":
      return (records) =>
        records
          .stored(origin.of)
          .map((day) => (typeof day === "string" ? partOfDate(day, origin.part) : null));
    case "cases": {
      const cases = origin.of.map(({ code, when }) => ({ code, check: when && checkOf(when) }));
      return (records) =>
        records.once(`cases ${id}`, () => {
          const holds = cases.map(({ code, check }) => ({ code, holds: check?.(records) }));
          return Array.from(
            { length: records.count },
            (_, at) => holds.find((each) => each.holds?.[at] !== 0)?.code ?? null,
          );
        });
    }
    case "clock": {
      const read = clockReader(origin.clock, origin.gives);
      return (records) => records.once(`clock ${id}`, () => read(records));
    }
    case "structure":
      return (records) =>
        records.once(`structure ${id}`, () =>
          records
            .stored("operation")
            .map((operation) =>
              typeof operation === "string" ? (origin.byOperation.get(operation) ?? null) : null,
            ),
        );
  }
};

const clockReader = (
  { from, within, pauses, stops, when, done, lapses, standsStill }: ClockRule,
  gives: ClockAnswer,
): Read => {
  const firstOf = reader(from);
  const limitOf = operandReader({ kind: "field", field: from, span: within });
  const pausesOf = pauses.map((pause) => [reader(pause.from), reader(pause.until)] as const);
  const stopsOf = stops && reader(stops);
  const isHolding = [when, done, standsStill].map((condition) => condition && checkOf(condition));
  const lapsesOf = lapses && reader(lapses);
  return (records) => {
    const [first, limit] = [firstOf(records), limitOf(records)];
    const dates = pausesOf.map(([begins, ends]) => [begins(records), ends(records)] as const);
    const [applies, isDone, isStill] = isHolding.map((check) => check?.(records));
    const [stopped, lapsed] = [stopsOf?.(records), lapsesOf?.(records)];
    return first.map((day, at): Value => {
      const last = limit[at];
      if (typeof day !== "string" || typeof last !== "string") return null;
      const still = dates.map(([begins, ends]): Pause => ({
        from: dateOf(begins[at]),
        until: dateOf(ends[at]),
      }));
      if (gives === "used") {
        const on = dateOf(stopped?.[at]);
        return on === null ? null : daysUsed(day, last, still, on);
      }
      const awaits =
        applies?.[at] !== 0 && isDone?.[at] === 0 && isStill?.[at] !== 1 && dateOf(lapsed?.[at]) === null;
      return gives === "due" || awaits ? dueDay(day, last, still) : null;
    });
  };
};

const dateOf = (answer: Value | undefined): string | null => (typeof answer === "string" ? answer : null);

const parameterReader = ({ parameter: { id, values }, at }: ParameterUse): Read => {
  const newestFirst = values.toReversed();
  const valueOn = (date: Value): Value => {
    if (typeof date === "string") for (const { from, value } of newestFirst) if (from <= date) return value;
    return null;
  };
  return (records) => records.once(`parameter ${id} at ${at}`, () => records.stored(at).map(valueOn));
};

const operandReader = (operand: Operand): Read => {
  switch (operand.kind) {
    case "literal":
      return (records) => records.same(operand.value);
    case "parameter":
      return parameterReader(operand);
    case "field": {
      const read = reader(operand.field);
      const { span, percent } = operand;
      if (percent !== undefined) return shareReader(read, amountReader(percent));
      if (!span) return read;
      const yearsOf = amountReader(span.years);
      const monthsOf = amountReader(span.months);
      const daysOf = amountReader(span.days);
      const shifted = rememberedShifts(span.sign);
      const name = `shifted ${operand.field.id} ${JSON.stringify(span)}`;
      const work = (records: Records) => {
        const [years, months, days] = [yearsOf(records), monthsOf(records), daysOf(records)];
        return read(records).map((date, at) => {
          const [y, m, d] = [years[at] ?? null, months[at] ?? null, days[at] ?? null];
          if (typeof date !== "string" || y === null || m === null || d === null) return null;
          return shifted(date, Number(y), Number(m), Number(d));
        });
      };
      return (records) => records.once(name, () => work(records));
    }
  }
};

/** So many hundredths of an answer, exactly: what is read is a decimal text, as a decimal's own answer is. */
const shareReader =
  (read: Read, percentOf: Read): Read =>
  (records) => {
    const percent = percentOf(records);
    return read(records).map((answer, at) => {
      const hundredths = percent[at] ?? null;
      if (answer === null || hundredths === null) return null;
      return asText((scaled(String(answer)) * (scaled(String(hundredths)) / 10n ** 6n)) / 10n ** 6n);
    });
  };

/** Returns the decimal text of which `scaled` gives this number. */
const asText = (units: bigint): string => {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

const mostRemembered = 20_000;

/** The dates of a file come back on thousands of rows, and calendar arithmetic is the dearest part of a rule. */
const rememberedShifts = (sign: 1 | -1) => {
  let known = new Map<string, string>();
  let span = { years: 0, months: 0, days: 0 };
  return (date: string, years: number, months: number, days: number): string => {
    if (span.years !== years || span.months !== months || span.days !== days) {
      span = { years, months, days };
      known = new Map();
    }
    let shifted = known.get(date);
    if (shifted === undefined) {
      shifted = shiftDate(date, { years: sign * years, months: sign * months, days: sign * days });
      if (known.size < mostRemembered) known.set(date, shifted);
    }
    return shifted;
  };
};

const amountReader = (amount: SpanAmount | undefined): Read =>
  typeof amount === "object" ? parameterReader(amount) : (records) => records.same(amount ?? 0);
