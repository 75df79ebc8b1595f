import type { Row } from "./cell.ts";
import { isRemarkHeader } from "./remark.ts";

/** Where the remarks of a sheet go: from 0; `replaces` says that a column of earlier remarks is already there. */
export type RemarkColumn = { readonly column: number; readonly replaces: boolean };

/**
 * Returns the column after the last one that has a value in any row, or that of earlier remarks when the file is
 * itself a remarked copy.
 */
export const findRemarkColumn = async (
  rows: AsyncIterable<Row[]>,
  headerRow: number,
): Promise<RemarkColumn> => {
  let width = 0;
  for await (const batch of rows) {
    for (const { row, cells } of batch) {
      if (cells.length > width) width = cells.length;
      if (row !== headerRow) continue;
      const column = cells.findIndex(isRemarkHeader);
      if (column >= 0) return { column, replaces: true };
    }
  }
  return { column: width, replaces: false };
};

/** Returns whether the sheet has a column of earlier remarks. */
export const hasRemarkColumn = async (rows: AsyncIterable<Row[]>, headerRow: number): Promise<boolean> => {
  for await (const batch of rows) {
    for (const { row, cells } of batch) {
      if (row === headerRow) return cells.some(isRemarkHeader);
      if (row > headerRow) return false;
    }
  }
  return false;
};
