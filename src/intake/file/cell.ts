/** A date as the spreadsheet holds it: a calendar day, with the time of day only when the cell has one. */
export type SheetDate = { readonly date: string; readonly time?: string };

/** A cell that shows an error such as #N/A instead of a value. */
export type SheetError = { readonly error: string };

/**
 * What one cell holds. CSV gives strings only, untrimmed. XLSX gives what the person typed: text, number, yes/no,
 * date, or the error that the cell shows; null is an empty cell.
 */
export type Cell = string | number | boolean | SheetDate | SheetError | null;

/** The error given for a formula whose result was never saved: what the person would see is not in the file. */
export const formulaWithoutResult = "#FORMULA?";

/**
 * One row of one sheet. `row` is the number at the left of the row in the spreadsheet program; `cells` ends at the
 * last cell that has a value, so an empty row has none.
 */
export type Row = { readonly sheet: string | undefined; readonly row: number; readonly cells: Cell[] };

/** Returns the cells without the empty ones at the end; changes the array it is given. */
export const withoutEmptyEnd = (cells: Cell[]): Cell[] => {
  let length = cells.length;
  while (length > 0) {
    const last = cells[length - 1];
    if (last !== null && last !== undefined && last !== "") break;
    length -= 1;
  }
  cells.length = length;
  return cells;
};
