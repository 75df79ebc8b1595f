import type { Register } from "../definition/programme.ts";
import type { Severity } from "../definition/schema.ts";
import type { Finding } from "../register/check.ts";
import type { Columns } from "./columns.ts";
import type { Cell } from "./file/cell.ts";
import type { Remark } from "./remark.ts";

/** More remarks than anybody mends one by one; a file with more has one cause, which the first ones show. */
const mostRemarks = 200_000;

/** Enough of a cell to recognise it; nobody needs a novel back. */
const longestShown = 200;

/** Returns the cell as the person sees it, shortened, in memory of its own: the file's own pieces can be let go. */
export const shown = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object") return "date" in cell ? dayFirst(cell.date) : cell.error;
  const text = String(cell);
  return Buffer.from(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text).toString();
};

const dayFirst = (date: string) => date.split("-").toReversed().join("/");

/** Keeps the remarks up to a bound, and counts all of them. */
export class Remarks {
  readonly #kept: Remark[] = [];
  readonly #counts: Record<Severity, number> = { refuse: 0, incomplete: 0, confirm: 0 };
  readonly #ofColumn = new Map<Finding, { first: number; rows: number }>();
  #unkept = 0;

  add(remark: Remark): void {
    this.#counts[remark.severity]++;
    if (this.#kept.length < mostRemarks) this.#kept.push(remark);
    else this.#unkept++;
  }

  /** A doubt about a column that the sheet does not have is told once for all rows, not on each of them. */
  addForColumn(finding: Finding, row: number): void {
    const known = this.#ofColumn.get(finding);
    if (known) known.rows++;
    else this.#ofColumn.set(finding, { first: row, rows: 1 });
  }

  /** Tells of the columns that were missed in the sheet, at the row of its headers. */
  closeSheet({ sheet, headerRow }: Columns, register: Register): void {
    for (const [{ field, severity, rule, expected, mend, article }, { rows, first }] of this.#ofColumn) {
      const label = register.fields.get(field)?.label;
      this.add({
        sheet,
        row: headerRow,
        column: null,
        header: undefined,
        found: "",
        severity,
        rule,
        expected: {
          fr: `une colonne « ${label?.fr} » (elle manque à ${rows} ligne(s), dès la ligne ${first}) : ${expected.fr}`,
          nl: `een kolom "${label?.nl}" (ze ontbreekt voor ${rows} rij(en), vanaf rij ${first}): ${expected.nl}`,
          en: `a column "${label?.en}" (${rows} row(s) miss it, from row ${first}): ${expected.en}`,
        },
        mend,
        article,
      });
    }
    this.#ofColumn.clear();
  }

  get refusals(): number {
    return this.#counts.refuse;
  }

  /** Returns the remarks in the order of the file, given the names of its sheets. */
  result(sheets: readonly (string | undefined)[]) {
    return { remarks: inFileOrder(this.#kept, sheets), counts: this.#counts, unkept: this.#unkept };
  }
}

/** Returns the remarks by sheet, row and column; what is said of a whole row comes before its cells. */
export const inFileOrder = (
  remarks: readonly Remark[],
  sheets: readonly (string | undefined)[],
): Remark[] => {
  const position = new Map(sheets.map((name, index) => [name, index]));
  const place = ({ sheet }: Remark) => position.get(sheet) ?? 0;
  return remarks.toSorted(
    (a, b) => place(a) - place(b) || a.row - b.row || (a.column ?? -1) - (b.column ?? -1),
  );
};
