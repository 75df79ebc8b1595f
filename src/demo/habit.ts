import type { Value } from "../definition/condition/condition.ts";
import type { Field, Partner, Register } from "../definition/programme.ts";
import { headerWords } from "../intake/columns.ts";
import { type WritableCell, type WritableRows, writeCsv, writeXlsx } from "../intake/file/writeRows.ts";
import type { Language } from "../language.ts";
import { plainWords } from "../register/normal.ts";
import { cellParser } from "../register/values.ts";
import type { Demonstration, Habit } from "./inputs.ts";
import type { Answers } from "./invented.ts";
import type { Random } from "./random.ts";

/** How one partner fills in one register: its columns in its order and words, and how it writes each answer. */
export type Hand = Readonly<{
  habit: Habit;
  language: Language;
  columns: readonly Readonly<{ field: Field; heading: string; write: (value: Value) => WritableCell }>[];
}>;

/** Returns which habits a partner has in all its files, by its name or drawn by weight. */
export const habitOf = (inputs: Demonstration, partner: string, random: Random): Habit => {
  const weights = Object.fromEntries(
    Object.entries(inputs.habits).map(([name, { weight }]) => [name, weight]),
  );
  const name = inputs.partners[partner]?.habit ?? random.fork("habit", partner).weighted(weights);
  const habit = inputs.habits[name];
  if (!habit) throw new RangeError(`no habit ${name}`);
  return habit;
};

/**
 * Returns how the partner writes the register's fields. Only words that the definitions accept are used: its own word
 * for a column or a choice where there is one, else the label. Throws RangeError where none is accepted.
 */
export const handOf = (
  inputs: Demonstration,
  register: Register,
  { id }: Pick<Partner, "id">,
  habit: Habit,
  used: ReadonlySet<string>,
  random: Random,
): Hand => {
  const language = inputs.partners[id]?.language ?? "fr";
  const known = headerWords(register);
  const fields = [...register.fields.values()].filter((field) => used.has(field.id));
  const own = random.fork("hand", id, register.id);
  const columns = fields.map((field) => {
    const words = habit.headings === "words" ? (inputs.words[language]?.headings[field.id] ?? []) : [];
    const accepted = words.filter((word) => known.get(plainWords(word)) === field);
    const heading = accepted.length > 0 ? own.pick(accepted) : field.label[language];
    if (known.get(plainWords(heading)) !== field)
      throw new RangeError(`${register.id}.${field.id}: ${heading}`);
    return { field, heading, write: writer(inputs, field, habit, language, own.fork(field.id)) };
  });
  return { habit, language, columns: habit.order === "own" ? own.shuffled(columns) : columns };
};

const yesNo: Record<Language, Record<"words" | "letters", readonly [string, string]>> = {
  fr: { words: ["oui", "non"], letters: ["O", "N"] },
  nl: { words: ["ja", "nee"], letters: ["J", "N"] },
  en: { words: ["yes", "no"], letters: ["Y", "N"] },
};

const writer = (
  inputs: Demonstration,
  field: Field,
  habit: Habit,
  language: Language,
  random: Random,
): ((value: Value) => WritableCell) => {
  const written = (write: (text: string) => WritableCell) => (value: Value) =>
    value === null ? null : write(String(value));
  switch (field.type) {
    case "choice": {
      const words = choiceWords(inputs, field, habit, language, random);
      return written((code) => words.get(code) ?? code);
    }
    case "boolean": {
      const style = habit.yes_no;
      if (style === "native") return (value) => value === true || (value === false ? false : null);
      const [yes, no] = style === "digits" ? ["1", "0"] : yesNo[language][style];
      return written((text) => (text === "true" ? yes : no));
    }
    case "date":
      return written((date) => ({ date }));
    case "integer":
      return written(Number);
    case "decimal":
      if (habit.format === "xlsx") return written(Number);
      return written((text) => (habit.decimal_sign === "," ? text.replace(".", ",") : text));
    case "text":
      return field.format === "enterprise_number"
        ? written((number) => enterpriseNumber(number, habit))
        : written((text) => text);
  }
};

const enterpriseNumber = (number: string, habit: Habit): string => {
  const dotted = number.replace(/^(.{4})(.{3})(.{3})$/, "$1.$2.$3");
  if (habit.enterprise_numbers === "dotted") return dotted;
  return habit.enterprise_numbers === "prefixed" ? `BE ${dotted}` : number;
};

const choiceWords = (
  inputs: Demonstration,
  field: Field,
  habit: Habit,
  language: Language,
  random: Random,
): ReadonlyMap<string, string> => {
  const read = cellParser(field);
  const means = (word: string, code: string) => read(word) === code;
  return new Map(
    (field.choices ?? []).map(({ code, label }) => {
      const own = habit.choices === "words" ? (inputs.words[language]?.choices[field.id]?.[code] ?? []) : [];
      const accepted = own.filter((word) => means(word, code));
      if (accepted.length > 0) return [code, random.pick(accepted)];
      return [code, habit.choices === "codes" || !means(label[language], code) ? code : label[language]];
    }),
  );
};

/** Returns the texts of the words in the inputs that no register of the programme understands. */
export const unknownWords = (inputs: Demonstration, registers: Iterable<Register>): string[] => {
  const all = [...registers];
  return Object.values(inputs.words).flatMap(({ headings, choices }) => [
    ...Object.entries(headings).flatMap(([field, words]) =>
      words.filter(
        (word) => !all.some((register) => headerWords(register).get(plainWords(word))?.id === field),
      ),
    ),
    ...Object.entries(choices).flatMap(([id, codes]) =>
      Object.entries(codes).flatMap(([code, words]) =>
        words.filter(
          (word) =>
            !all.some((register) => {
              const field = register.fields.get(id);
              return field?.type === "choice" && cellParser(field)(word) === code;
            }),
        ),
      ),
    ),
  ]);
};

/** Returns the rows of a file as cells, headings first. */
export function* cellsOf(hand: Hand, rows: Iterable<Answers>): Generator<WritableCell[]> {
  yield hand.columns.map(({ heading }) => heading);
  for (const row of rows) yield hand.columns.map(({ field, write }) => write(row[field.id] ?? null));
}

/** Writes a file as the habit has it. The name of the sheet and the title over the table are in the partner's language. */
export const writeFile = async (
  path: string,
  habit: Habit,
  title: string,
  cells: WritableRows,
): Promise<void> => {
  if (habit.format === "xlsx") {
    await writeXlsx(path, [{ name: title, rows: habit.title_row ? withTitle(title, cells) : cells }], {
      title,
      ...(habit.dates === undefined ? {} : { dateFormat: habit.dates }),
    });
    return;
  }
  await writeCsv(path, cells, {
    delimiter: habit.delimiter ?? ";",
    encoding: habit.encoding ?? "utf-8",
    byteOrderMark: habit.byte_order_mark ?? false,
    newline: habit.line_feed ? "\n" : "\r\n",
    dateFormat: habit.dates ?? "dd/mm/yyyy",
    decimalSign: habit.decimal_sign ?? ",",
    quoteAll: habit.quote_all ?? false,
  });
};

async function* withTitle(title: string, cells: WritableRows): AsyncGenerator<readonly WritableCell[]> {
  yield [title];
  yield [];
  yield* cells;
}
