import { type CheckedSheet, placeIn } from "./check.ts";
import type { Remark } from "./remark.ts";

/** What is said of a cell. */
export type Said = Pick<Remark, "severity" | "rule" | "expected" | "mend" | "article">;

/** Returns a remark on the cell of a field in the row that has this place among the rows of all sheets. */
export const remarkAt = (
  sheets: readonly CheckedSheet[],
  place: number,
  field: string,
  told: Said,
): Remark => {
  const { columns, row } = placeIn(sheets, place);
  const cell = columns.fields.find((each) => each.field.id === field);
  const at = { sheet: columns.sheet, row, column: cell?.column ?? null, header: cell?.header };
  return { ...at, found: "", ...told };
};
