import { add, type Exact, zero } from "../decimal.ts";

export type Key = readonly (string | null)[];

/** The values of one figure: one for each combination of dimensions that has any, and one for all together. */
export class Breakdown {
  readonly cells = new Map<string, Exact>();
  total: Exact = zero;

  /** Adds to the cell of these values of the dimensions. */
  add(key: string, amount: Exact): void {
    const known = this.cells.get(key);
    this.cells.set(key, known ? add(known, amount) : amount);
  }
}

/** Returns the values of the dimensions as one text, by which their cell is found. */
export const keyText = (values: Key): string => values.map((value) => value ?? "\u0000").join("\u001F");

/** Returns the values that such a text was made of. */
export const keyValues = (text: string): Key =>
  text.split("\u001F").map((value) => (value === "\u0000" ? null : value));
