import type { Register } from "../src/definition/programme.ts";
import { writeXlsx } from "../src/intake/file/writeRows.ts";
import { cell, columns } from "./intake.ts";

/** A cell that is wrong, and what it should be; rows as the person sees them, the headers being row 1. */
export type Fault = Readonly<{ row: number; column: number; wrong: string; right: string; rule: string }>;

type Planted = Readonly<{ field: string; rule: string; wrong: (right: string, above: string) => string }>;

/** Ten kinds of mistakes that partners make. */
const planted: readonly Planted[] = [
  { field: "birth_date", rule: "not_a_date", wrong: () => "31/02/1990" },
  { field: "gender", rule: "not_a_choice", wrong: () => "Z" },
  { field: "completed_as_planned", rule: "not_yes_or_no", wrong: () => "peut-être" },
  { field: "person_number", rule: "required", wrong: () => "" },
  { field: "informed_on", rule: "not_a_date", wrong: () => "hier" },
  { field: "last_name", rule: "too_long", wrong: (right) => `${right} `.repeat(20) },
  { field: "email", rule: "email", wrong: () => "pas d'adresse" },
  { field: "person_number", rule: "repeated_row", wrong: (_right, above) => above },
  { field: "entry_date", rule: "required", wrong: () => "" },
  { field: "education_level", rule: "not_a_choice", wrong: () => "bac + 12" },
];

/** Of each kind of mistake, one in so many rows. */
const oneIn = 100;

/** Returns a partner's file of so many rows with ten kinds of mistakes, and where each of them is. */
export const faultyTable = (register: Register, rows: number): { table: string[][]; faults: Fault[] } => {
  const fields = columns.flatMap((id) => register.fields.get(id) ?? []);
  const table = [fields.map(({ label }) => label.fr)];
  for (let row = 1; row <= rows; row++) table.push(fields.map((field) => cell(field, row)));
  const faults: Fault[] = [];
  for (let at = 2; at < table.length; at++) {
    const kind = planted[Math.floor((at % oneIn) / (oneIn / planted.length))];
    if (!kind || at % (oneIn / planted.length) !== 0) continue;
    const column = fields.findIndex(({ id }) => id === kind.field);
    const cells = table[at];
    if (!cells || column < 0) continue;
    const right = cells[column] ?? "";
    const wrong = kind.wrong(right, table[at - 1]?.[column] ?? "");
    cells[column] = wrong;
    faults.push({ row: at + 1, column, wrong, right, rule: kind.rule });
  }
  return { table, faults };
};

/** Writes the table as a workbook. */
export const writeTable = async (path: string, table: readonly (readonly string[])[]): Promise<void> =>
  writeXlsx(path, [{ name: "Participants", rows: table }]);
