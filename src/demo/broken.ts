import { mkdir, writeFile as writeBytes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { recordsOf } from "../definition/condition/evaluate.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Severity } from "../definition/schema.ts";
import type { UnreadableCode } from "../intake/file/unreadable.ts";
import type { WritableCell } from "../intake/file/writeRows.ts";
import type { Text } from "../language.ts";
import { recordsCheck } from "../register/check.ts";
import { errorMark, finishMarks, otherContent, quoteMark } from "./broken-bytes.ts";
import type { Ledger } from "./ledger.ts";
import { cellsOf, type Hand, handOf, writeFile } from "./habit.ts";
import type { Broken, Demonstration } from "./inputs.ts";
import type { Answers } from "./invented.ts";
import type { Random } from "./random.ts";
import { knownOn } from "./sending.ts";

type ExpectedRemark = Readonly<{
  row: number;
  /** The heading of the column; null for a remark on the whole row. */
  column: string | null;
  rule: string;
  severity: Severity;
}>;

/** What a broken file shows and how intake must answer; paths are relative to the folder of the demonstration. */
export type ExpectedAnswer = Readonly<{ file: string; shows: Text }> &
  (Readonly<{ remarks: ExpectedRemark[] }> | Readonly<{ unreadable: UnreadableCode; row?: number }>);

/**
 * Writes the files that each show one mistake, from rows that have none, and returns what intake must say of them:
 * worked out from what was planted, without asking intake. Throws RangeError for a mistake that has nowhere to go.
 */
export const writeBrokenFiles = async (
  programme: Programme,
  inputs: Demonstration,
  ledgers: readonly Ledger[],
  folder: string,
  random: Random,
): Promise<{ paths: string[]; expected: ExpectedAnswer[] }> => {
  const paths: string[] = [];
  const expected: ExpectedAnswer[] = [];
  for (const plan of inputs.broken) {
    const register = programme.registers.get(plan.register);
    const ledger = ledgers.find(
      ({ operation, register, partner }) =>
        operation.id === plan.operation && register.id === plan.register && partner === plan.partner,
    );
    if (!register || !ledger) throw new RangeError(`${plan.file}: no such records`);
    const file = ["broken", plan.operation, plan.partner, plan.file].join("/");
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    const answer = await writeBroken(path, plan, register, ledger, inputs, random.fork("broken", plan.file));
    paths.push(path);
    expected.push({ file, shows: plan.shows, ...answer });
  }
  return { paths, expected };
};

type Answer = { remarks: ExpectedRemark[] } | { unreadable: UnreadableCode; row?: number };

const writeBroken = async (
  path: string,
  plan: Broken,
  register: Register,
  ledger: Ledger,
  inputs: Demonstration,
  random: Random,
): Promise<Answer> => {
  if (plan.instead) {
    const { bytes, code } = otherContent[plan.instead];
    await writeBytes(path, bytes);
    return { unreadable: code };
  }
  const habit = inputs.habits[plan.habit];
  if (!habit) throw new RangeError(`${plan.file}: no habit ${plan.habit}`);
  const rows = rowsWithoutMistake(plan, register, ledger, inputs.horizon);
  const used = new Set(rows.flatMap((row) => Object.keys(row).filter((field) => row[field] !== null)));
  for (const { field } of plan.cells ?? []) used.add(field);
  for (const field of register.fields.values()) if (field.required === true) used.add(field.id);
  if (plan.without_column !== undefined) used.delete(plan.without_column);
  const hand = handOf(inputs, register, { id: plan.partner }, habit, used, random);
  const table = [...cellsOf(hand, rows)];
  const answer = plant(table, plan, hand);
  await writeFile(path, habit, register.label[hand.language], table);
  await finishMarks(path, habit.format);
  return answer;
};

/** Rows of the demonstration itself, as known at its end, about which the register's rules have nothing to say. */
const rowsWithoutMistake = (plan: Broken, register: Register, ledger: Ledger, horizon: string): Answers[] => {
  const { operation, partner } = plan;
  const rows = [
    ...ledger.stories.map((story) => knownOn(story, horizon)),
    ...[...ledger.rows.values()].flat(),
  ];
  const wrong = recordsCheck(register)(recordsOf(rows.map((row) => ({ operation, partner, ...row }))));
  const wanted = rows.filter(
    (row, at) =>
      !wrong.has(at) &&
      (plan.answered ?? []).every((field) => (row[field] ?? null) !== null) &&
      (plan.empty ?? []).every((field) => (row[field] ?? null) === null),
  );
  const last = wanted.slice(-plan.rows);
  if (last.length < plan.rows)
    throw new RangeError(`${plan.file}: only ${last.length} rows without a mistake`);
  return last.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([field]) => register.fields.has(field))),
  );
};

/** Changes the table as planned (row 1 is the headings) and returns the remarks that follow from it. */
const plant = (table: WritableCell[][], plan: Broken, hand: Hand): Answer => {
  const columnOf = (field: string): number => {
    const column = hand.columns.findIndex((each) => each.field.id === field);
    if (column < 0) throw new RangeError(`${plan.file}: no column ${field}`);
    return column;
  };
  const change = (row: number, field: string, cell: (before: WritableCell) => WritableCell) => {
    const cells = table[row - 1];
    const column = columnOf(field);
    if (!cells) throw new RangeError(`${plan.file}: no row ${row}`);
    cells[column] = cell(cells[column] ?? null);
  };
  // A title and an empty row above the table push everything down by two.
  const shift = hand.habit.format === "xlsx" && hand.habit.title_row ? 2 : 0;
  const remarks: ExpectedRemark[] = (plan.remarks ?? []).map(({ row, field, rule, severity }) => ({
    row: row + shift,
    column: field === undefined ? null : (hand.columns[columnOf(field)]?.heading ?? null),
    rule,
    severity: severity ?? "refuse",
  }));
  for (const { row, field, cell } of plan.cells ?? [])
    change(row, field, () => (typeof cell === "object" ? errorMark + cell.error : cell));
  if (plan.repeat_row) {
    const { row, after } = plan.repeat_row;
    table.splice(after, 0, [...(table[row - 1] ?? [])]);
  }
  if (plan.repeated_column !== undefined) {
    const column = columnOf(plan.repeated_column);
    for (const cells of table) cells.push(cells[column] ?? null);
  }
  if (plan.without_headers) table.shift();
  if (!plan.open_quote) return { remarks };
  const { row, field } = plan.open_quote;
  change(row, field, (before) => quoteMark + (typeof before === "string" ? before : ""));
  return { unreadable: "open-quote", row: row + shift };
};
