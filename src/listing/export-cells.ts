import type { Value } from "../definition/condition/condition.ts";
import type { Field, Register } from "../definition/programme.ts";
import { headerWords } from "../intake/columns.ts";
import type { WritableCell } from "../intake/file/writeRows.ts";
import { type Language, yesOrNo } from "../language.ts";
import { plainWords } from "../register/normal.ts";
import { cellParser } from "../register/values.ts";
import { type ListColumn, systemColumns } from "./columns.ts";
import type { ListedRecord } from "./list.ts";

export type ExportFormat = "xlsx" | "csv";

/** Writes one record as a row of a spreadsheet that the import reads back without changing a value. */
export type RowWriter = Readonly<{
  header: readonly string[];
  row: (record: ListedRecord) => WritableCell[];
}>;

/**
 * Returns what writes the rows of an export in the asker's language: dates as dates, numbers as numbers where a
 * spreadsheet can hold all their digits, everything else as text. In a workbook a text cell is never a formula; in CSV
 * a text that a spreadsheet would take for one gets a tab before it, which the import takes off again.
 */
export const rowWriter = (
  register: Register,
  columns: readonly ListColumn[],
  language: Language,
  format: ExportFormat,
): RowWriter => {
  const known = headerWords(register);
  const header = columns.map(({ kind, label }) => {
    const words = label[language];
    // What the list adds of itself must not be read back as a field that is called the same.
    return kind !== "field" && known.has(plainWords(words)) ? `${words} (Jalon)` : words;
  });
  const cells = columns.map((column) => cellOf(register, column, language));
  const safe = format === "csv" ? harmless : (cell: WritableCell) => cell;
  return { header, row: (record) => cells.map((cell) => safe(cell(record))) };
};

type CellOf = (record: ListedRecord) => WritableCell;

const cellOf = (register: Register, column: ListColumn, language: Language): CellOf => {
  const { kind, id, choices = [] } = column;
  const labels = new Map(choices.map(({ code, label }) => [code, label[language]]));
  switch (kind) {
    case "record":
      return ({ record }) => record;
    case "operation":
      return ({ operation }) => labels.get(operation) ?? operation;
    case "partner":
      return ({ partner }) => labels.get(partner) ?? partner;
    case "open":
      return ({ open }) => openWords(register, open, language);
    case "list":
      return () => null;
    case "derived":
      return ({ answers }) => {
        const value = answers[id] ?? null;
        const label = typeof value === "string" ? labels.get(value) : undefined;
        return label ?? answerCell(value, column);
      };
    case "field": {
      const field = register.fields.get(id);
      const written = field ? choiceWords(field, language) : labels;
      const yes = { true: yesOrNo(true)[language], false: yesOrNo(false)[language] };
      return ({ answers }) => {
        const value = answers[id] ?? null;
        if (typeof value === "boolean") return yes[`${value}`];
        if (typeof value === "string" && column.type === "choice") return written.get(value) ?? value;
        return answerCell(value, column);
      };
    }
  }
};

/** Choices by their label, or by their code where the label would be read back as another choice. */
const choiceWords = (field: Field, language: Language): ReadonlyMap<string, string> => {
  const parse = cellParser(field);
  return new Map(
    (field.choices ?? []).map(({ code, label }) => [
      code,
      parse(label[language]) === code ? label[language] : code,
    ]),
  );
};

/** A spreadsheet keeps fifteen digits of a number; a longer one would come back changed. */
const mostDigits = 15;

const answerCell = (value: Value, { type }: ListColumn): WritableCell => {
  if (value === null || typeof value !== "string") return value;
  if (type === "date") return { date: value };
  if (type !== "decimal") return value;
  const digits = value.replaceAll(/\D/g, "").replace(/^0+/, "");
  return digits.length <= mostDigits ? Number(value) : value.replace(".", ",");
};

const openWords = (register: Register, open: ListedRecord["open"], language: Language): string => {
  const fields = [...new Set(open.map(({ field }) => field))];
  return fields.map((id) => register.fields.get(id)?.label[language] ?? id).join(", ");
};

/** What a spreadsheet takes for the beginning of a formula. Source: OWASP, CSV Injection. */
const formula = /^[=+\-@＝＋－＠|%]/;

const harmless = (cell: WritableCell): WritableCell =>
  typeof cell === "string" && formula.test(cell) ? `\t${cell}` : cell;

/** The columns of an export of everything: all that the asker may see, what tells records apart first. */
export const everyColumn = (columns: ReadonlyMap<string, ListColumn>): ListColumn[] => {
  const system = new Set<string>(Object.values(systemColumns));
  const all = [...columns.values()].filter(({ kind }) => kind !== "list");
  return [...all.filter(({ id }) => !system.has(id)), ...all.filter(({ id }) => system.has(id))];
};
