import type { Language } from "../../language.ts";
import { type RemarksByRow, type Severity, gravest, remarkCell } from "./remark.ts";
import type { RemarkColumn } from "./remarkColumn.ts";
import type { RemarkStyles } from "./remarkStyles.ts";
import { columnName, textCell } from "./xlsxParts.ts";
import { columnOfReference } from "./xlsxRows.ts";
import { type XmlHandlers, attribute } from "./xmlScan.ts";

const remarkWidth = 70;
const lastColumn = 16_384;

/** What has to change in one sheet. */
type SheetChanges = {
  readonly remarks: RemarksByRow;
  readonly column: RemarkColumn;
  readonly headerRow: number;
  readonly language: Language;
  readonly styles: RemarkStyles;
  /** Cells that an earlier copy coloured, as `row,column`; the colour goes unless they are still at fault. */
  readonly coloured: ReadonlySet<string>;
  /** Relationship to add for notes, when the sheet has no drawing of notes yet. */
  readonly notesRelation: string | undefined;
};

/** What becomes of one cell: a colour, a colour taken away, or our own text. */
type CellChange = { readonly column: number; readonly paint?: Severity | "none"; readonly text?: string };

/** The parts of a worksheet that must come after the drawing of its notes. */
const afterNotes = new Set([
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
]);

/** Copies the XML of a sheet while changing the cells concerned; whatever it does not know passes unchanged. */
export class SheetRewrite implements XmlHandlers {
  /** The text written since it was last taken. */
  out = "";
  /** Relationship of the drawing of notes that the sheet had already. */
  notesRelation: string | undefined;
  readonly #changes: SheetChanges;
  readonly #rowsToAdd: readonly number[];
  readonly #coloured = new Map<number, number[]>();
  #nextToAdd = 0;
  #prefix = "";
  #depth = 0;
  #columnsSeen = false;
  #columnStyles: { from: number; to: number; style: number }[] = [];
  #inData = false;
  #dataSeen = false;
  #row = 0;
  #rowStyle: number | undefined;
  #pending: CellChange[] = [];
  #column = -1;
  #skipping = false;

  constructor(changes: SheetChanges) {
    this.#changes = changes;
    const rows = new Set([changes.headerRow, ...changes.remarks.keys()]);
    this.#rowsToAdd = [...rows].sort((one, other) => one - other);
    for (const key of changes.coloured) {
      const [row = 0, column = 0] = key.split(",").map(Number);
      this.#coloured.set(row, [...(this.#coloured.get(row) ?? []), column]);
    }
  }

  other(raw: string): void {
    this.out += raw;
  }

  text(raw: string): void {
    if (!this.#skipping) this.out += raw;
  }

  open(name: string, tag: string): void {
    this.#depth += 1;
    if (this.#depth === 1) this.#prefix = /^<(\w+:)?/.exec(tag)?.[1] ?? "";
    if (this.#inData) this.#openInData(name, tag);
    else this.#openAround(name, tag);
  }

  close(name: string, tag: string): void {
    this.#depth -= 1;
    if (this.#skipping) {
      if (name === "c") this.#skipping = false;
      return;
    }
    if (this.#inData && name === "row") this.#addCells(lastColumn);
    if (this.#inData && name === "sheetData") {
      this.#addRows(Number.POSITIVE_INFINITY);
      this.#inData = false;
      this.#dataSeen = true;
      this.out += `</${this.#prefix}sheetData>`;
      return;
    }
    if (name === "row" && tag === "") this.out += `</${this.#prefix}row>`;
    if (name === "cols" && this.#depth === 1) this.#addColumn();
    if (this.#depth === 0) this.#addNotes();
    this.out += tag;
  }

  #openAround(name: string, tag: string): void {
    if (this.#depth === 2) {
      // It may be left out, and would be wrong once there is a column more.
      if (name === "dimension" && tag.endsWith("/>")) return;
      if (name === "sheetData") {
        if (!this.#columnsSeen) this.#addColumn();
        this.#inData = true;
        this.out += tag.replace(/\s*\/>$/, ">");
        return;
      }
      if (name === "legacyDrawing")
        this.notesRelation = attribute(tag, /\s([\w.-]+:id)\s*=/.exec(tag)?.[1] ?? "r:id");
      if (this.#dataSeen && afterNotes.has(name)) this.#addNotes();
      if (name === "cols") this.#columnsSeen = true;
    }
    if (name === "col") {
      const [from, to, style] = ["min", "max", "style"].map((key) => Number(attribute(tag, key) ?? 0));
      this.#columnStyles.push({ from: (from ?? 1) - 1, to: (to ?? 1) - 1, style: style ?? 0 });
    }
    this.out += tag;
  }

  #openInData(name: string, tag: string): void {
    if (this.#skipping) return;
    if (name === "row") {
      this.#row = Number(attribute(tag, "r") ?? this.#row + 1);
      this.#addRows(this.#row);
      if (this.#rowsToAdd[this.#nextToAdd] === this.#row) this.#nextToAdd += 1;
      this.#pending = this.#cellChanges(this.#row);
      this.#column = -1;
      this.#rowStyle =
        attribute(tag, "customFormat") === undefined ? undefined : Number(attribute(tag, "s") ?? 0);
      // A row that says how far it goes must not go further.
      this.out +=
        this.#pending.length === 0 && !tag.endsWith("/>")
          ? tag
          : tag.replace(/\sspans="[^"]*"/, "").replace(/\s*\/>$/, ">");
      return;
    }
    if (name === "c") {
      const reference = attribute(tag, "r");
      this.#column = reference === undefined ? this.#column + 1 : columnOfReference(reference);
      this.#addCells(this.#column);
      const [change] = this.#pending;
      if (change?.column === this.#column) {
        this.#pending.shift();
        const style = Number(attribute(tag, "s") ?? 0);
        if (change.text !== undefined) {
          this.#addText(change, style);
          this.#skipping = true;
          return;
        }
        this.out += this.#repainted(tag, style, change.paint ?? "none");
        return;
      }
    }
    this.out += tag;
  }

  #repainted(tag: string, style: number, paint: Severity | "none"): string {
    const number = this.#changes.styles.painted(style, paint);
    return tag.replace(/\ss=(?:"\d*"|'\d*')/, "").replace(/^<[\w:]+/, `$& s="${number}"`);
  }

  /** Returns what changes in a row, by column. */
  #cellChanges(row: number): CellChange[] {
    const { remarks, column, headerRow, language } = this.#changes;
    const found = remarks.get(row) ?? [];
    const paints = new Map<number, Severity>();
    let worst: Severity | undefined;
    for (const remark of found) {
      worst = gravest(remark.severity, worst);
      if (remark.column !== null && remark.column !== column.column) {
        paints.set(remark.column, gravest(remark.severity, paints.get(remark.column)));
      }
    }
    const changes: CellChange[] = [...paints].map(([at, paint]) => ({ column: at, paint }));
    for (const at of this.#coloured.get(row) ?? []) {
      if (!paints.has(at) && at !== column.column) changes.push({ column: at, paint: "none" });
    }
    const text = remarkCell(found, row === headerRow, language);
    if ((text !== "" || column.replaces) && column.column < lastColumn) {
      changes.push({
        column: column.column,
        text,
        ...(worst === undefined ? {} : { paint: worst }),
      });
    }
    return changes.sort((one, other) => one.column - other.column);
  }

  /** Writes the cells to be changed that come before a column and do not exist in the row. */
  #addCells(before: number): void {
    for (;;) {
      const [change] = this.#pending;
      if (change === undefined || change.column >= before) return;
      this.#pending.shift();
      const style =
        this.#rowStyle ??
        this.#columnStyles.find(({ from, to }) => from <= change.column && change.column <= to)?.style ??
        0;
      if (change.text !== undefined) this.#addText(change, 0);
      else if (change.paint !== undefined && change.paint !== "none") {
        const number = this.#changes.styles.painted(style, change.paint);
        this.out += `<${this.#prefix}c r="${columnName(change.column)}${this.#row}" s="${number}"/>`;
      }
    }
  }

  #addText({ column, text = "", paint }: CellChange, style: number): void {
    if (text === "") return;
    const number = paint === undefined ? style : this.#changes.styles.painted(0, paint);
    this.out += textCell(this.#row, column, text, number, this.#prefix);
  }

  /** Writes the rows with remarks that come before a row and do not exist in the sheet. */
  #addRows(before: number): void {
    for (;;) {
      const row = this.#rowsToAdd[this.#nextToAdd];
      if (row === undefined || row >= before) return;
      this.#nextToAdd += 1;
      const current = this.#row;
      this.#row = row;
      this.#rowStyle = undefined;
      this.#pending = this.#cellChanges(row);
      this.out += `<${this.#prefix}row r="${row}">`;
      this.#addCells(lastColumn);
      this.out += `</${this.#prefix}row>`;
      this.#row = current;
    }
  }

  /** Gives the column of remarks its width, unless the sheet sets one there already. */
  #addColumn(): void {
    const { column } = this.#changes.column;
    // Columns are listed in order, so ours can only be added at the end.
    if (column >= lastColumn || this.#columnStyles.some(({ to }) => to >= column)) return;
    const col = `<${this.#prefix}col min="${column + 1}" max="${column + 1}" width="${remarkWidth}" customWidth="1"/>`;
    this.out += this.#columnsSeen ? col : `<${this.#prefix}cols>${col}</${this.#prefix}cols>`;
  }

  #addNotes(): void {
    const relation = this.#changes.notesRelation;
    if (relation === undefined || this.notesRelation !== undefined) return;
    this.notesRelation = relation;
    this.out += `<${this.#prefix}legacyDrawing xmlns:jalon="http://schemas.openxmlformats.org/officeDocument/2006/relationships" jalon:id="${relation}"/>`;
  }
}
