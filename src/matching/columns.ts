import { shiftDate } from "../definition/condition/calendar.ts";
import type {
  ConditionField,
  Operand,
  RecordValues,
  Span,
  SpanAmount,
  Value,
} from "../definition/condition/condition.ts";
import { parameterOn } from "../definition/condition/parameter.ts";
import type { Register } from "../definition/programme.ts";
import { askedBy } from "../definition/service/match-condition.ts";
import { largest, none } from "./numbers.ts";
import { Postings } from "./postings.ts";

/** Candidates' answers, column by column, in the order that settles equal points. */
export type Candidates = Readonly<{
  count: number;
  /** The answers to a field, null where there is none. */
  answers: (field: string) => readonly Value[];
}>;

/** How the answers to a field become numbers that compare as the answers do; undefined where they do not. */
export type Encoding = (value: Value) => number | undefined;

/** Returns a date as the number of its digits, which is in the order of time. */
export const dateNumber = (date: string): number =>
  digits(date, 0, 4) * 10_000 + digits(date, 5, 7) * 100 + digits(date, 8, 10);

/** Reads digits without making a text of them: a hundred thousand files have three dates each. */
const digits = (text: string, from: number, until: number): number => {
  let number = 0;
  for (let at = from; at < until; at++) number = number * 10 + text.charCodeAt(at) - zero;
  return number;
};
const zero = "0".charCodeAt(0);

/** Dates out of the calendar come as texts that sort before or after every date. */
const encodeDate: Encoding = (value) => {
  if (typeof value !== "string") return undefined;
  return value === "~" ? largest : value === "" ? none + 1 : dateNumber(value);
};

const encodeInteger: Encoding = (value) =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) < largest ? value : undefined;

const encodeBoolean: Encoding = (value) => (typeof value === "boolean" ? Number(value) : undefined);

/** A choice that is no longer in the list still differs from every other. */
const encodeChoice = (codes: readonly string[]): Encoding => {
  const numbers = new Map(codes.map((code, index) => [code, index]));
  return (value) => {
    if (typeof value !== "string") return undefined;
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
};

/** Returns a choice's place in its list, null for what is not in it. */
const placeIn = (register: Register, field: string): ((value: Value) => Value) => {
  const places = new Map(register.fields.get(field)?.choices?.map(({ code }, index) => [code, index]));
  return (value) => (typeof value === "string" ? (places.get(value) ?? null) : null);
};

/** The columns that conditions on a candidate ask for, as answers and as numbers, each made once. */
export class Columns {
  readonly count: number;
  readonly #candidates: Candidates;
  readonly #register: Register;
  readonly #answers = new Map<string, readonly Value[]>();
  readonly #numbers = new Map<string, Readonly<{ column: Int32Array; encode: Encoding }> | undefined>();

  readonly #postings = new Map<string, Postings>();

  constructor(register: Register, candidates: Candidates) {
    this.#register = register;
    this.#candidates = candidates;
    this.count = candidates.count;
  }

  /** Returns the answers that a name asks for. */
  answers(name: string): readonly Value[] {
    const known = this.#answers.get(name);
    if (known) return known;
    const { field, isPlace } = askedBy(name);
    const stored = this.#candidates.answers(field);
    const answers = isPlace ? stored.map(placeIn(this.#register, field)) : stored;
    this.#answers.set(name, answers);
    return answers;
  }

  /** Returns the answers as numbers, `none` for no answer; undefined where they are not kept as such. */
  numbers(
    field: Pick<ConditionField, "id" | "type" | "choices">,
  ): Readonly<{ column: Int32Array; encode: Encoding }> | undefined {
    if (this.#numbers.has(field.id)) return this.#numbers.get(field.id);
    const made = this.#encoded(field);
    this.#numbers.set(field.id, made);
    return made;
  }

  /** Returns the candidates in the order of a column of numbers. */
  postings({ id }: Pick<ConditionField, "id">, column: Int32Array): Postings {
    const known = this.#postings.get(id);
    if (known) return known;
    const made = new Postings(column);
    this.#postings.set(id, made);
    return made;
  }

  #encoded({ id, type, choices }: Pick<ConditionField, "id" | "type" | "choices">) {
    const encode = {
      date: encodeDate,
      integer: encodeInteger,
      boolean: encodeBoolean,
      choice: encodeChoice(choices?.map(({ code }) => code) ?? []),
      decimal: undefined,
      text: undefined,
    }[type];
    if (!encode) return undefined;
    const column = new Int32Array(this.count).fill(none);
    const answers = this.answers(id);
    for (let at = 0; at < column.length; at++) {
      const answer = answers[at] ?? null;
      if (answer === null) continue;
      const number = encode(answer);
      if (number === undefined) return undefined;
      column[at] = number;
    }
    return { column, encode };
  }
}

/** Returns an offer's answers under the names by which conditions ask them. */
export const offerAnswers = (register: Register, answers: RecordValues): ((name: string) => Value) => {
  const places = new Map<string, (value: Value) => Value>();
  return (name) => {
    const { field, isPlace } = askedBy(name);
    const value = answers[field] ?? null;
    if (!isPlace) return value;
    const place = places.get(field) ?? placeIn(register, field);
    places.set(field, place);
    return place(value);
  };
};

/** What a comparison with an answer of the offer compares with; undefined where it depends on the candidate. */
export const offersOperand = (operand: Operand, offer: (name: string) => Value): Value | undefined => {
  if (operand.kind === "literal") return operand.value;
  if (operand.kind === "parameter") {
    if (!askedBy(operand.at).isOffers) return undefined;
    return amountOn(operand, offer);
  }
  const { field, span } = operand;
  if (field.origin.kind !== "stored" || !askedBy(field.id).isOffers) return undefined;
  const value = offer(field.id);
  return span ? shifted(value, span, offer) : value;
};

/** Returns the date a span after another, or before; null where one of them is not known. */
export const shifted = (date: Value, { sign, ...span }: Span, ask: (name: string) => Value): Value => {
  const [years, months, days] = [span.years, span.months, span.days].map((amount) => amountOn(amount, ask));
  if (typeof date !== "string") return null;
  if (typeof years !== "number" || typeof months !== "number" || typeof days !== "number") return null;
  return shiftDate(date, { years: sign * years, months: sign * months, days: sign * days });
};

const amountOn = (amount: SpanAmount | undefined, offer: (name: string) => Value): Value => {
  if (typeof amount !== "object") return amount ?? 0;
  const date = offer(amount.at);
  if (typeof date !== "string") return null;
  const held = parameterOn(amount.parameter, date)?.value ?? null;
  return typeof held === "string" ? Number(held) : held;
};
