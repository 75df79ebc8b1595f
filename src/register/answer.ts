import type { Value } from "../definition/condition/condition.ts";
import type { Text } from "../language.ts";

/** An answer as it came: a cell of a file, a field of a form. Dates may already be dates, errors are what Excel shows. */
export type RawAnswer =
  string | number | boolean | { readonly date: string } | { readonly error: string } | null;

/** Why a cell cannot be taken as the answer it stands for. */
export type CellProblem = Readonly<{ rule: string; expected: Text; mend: Text }>;

/** The answer that a cell holds, null where it is empty, or why it cannot be read. */
export type Parsed = Value | CellProblem;

/** Returns whether the cell could not be read. */
export const isProblem = (parsed: Parsed): parsed is CellProblem =>
  typeof parsed === "object" && parsed !== null;
