import { type Cell, type Row, type SheetDate, formulaWithoutResult, withoutEmptyEnd } from "./cell.ts";
import { type SharedStrings, decodeEscapes } from "./sharedStrings.ts";
import { unreadable } from "./unreadable.ts";
import type { NumberKind, Workbook, WorkbookSheet } from "./xlsxWorkbook.ts";
import { attribute, decodeXml, XmlScan } from "./xmlScan.ts";
import { unpackedBytes } from "./zipRead.ts";

const rowsPerBatch = 1000;
const cellsPerBatch = 100_000;
const lastRow = 1_048_576;
const lastColumn = 16_384;
const dayMilliseconds = 86_400_000;
const lastSerial1900 = 2_958_465;

const clock = (seconds: number): string => {
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  const time = `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}`;
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`;
};

/**
 * Returns the day that a spreadsheet's serial number stands for, with the time when it has one (rounded to the
 * second). Undefined when it stands for no day: negative, beyond 31/12/9999, or the 29 February 1900 that the 1900
 * system counts although it never was. Computed in UTC from the day number, so no time zone can shift it.
 */
export const dateOfSerial = (serial: number, date1904: boolean): SheetDate | undefined => {
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  if (days < 0 || days > lastSerial1900 - (date1904 ? 1462 : 0)) return undefined;
  if (!date1904 && (days === 0 || days === 60)) return undefined;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * dayMilliseconds).toISOString().slice(0, 10);
  const ofDay = seconds - days * 86_400;
  return ofDay === 0 ? { date } : { date, time: clock(ofDay) };
};

/** Returns the number of a column, from 0, out of a reference such as `AB12`. */
export const columnOfReference = (reference: string): number => {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
};

const isoDay = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?)?/;

/** Gathers the rows of a sheet from the pieces of its XML. */
class RowReader {
  batch: Row[] = [];
  batchCells = 0;
  ended = false;
  readonly #sheet: string;
  readonly #date1904: boolean;
  readonly #kinds: readonly NumberKind[];
  readonly #strings: SharedStrings;
  readonly #days = new Map<number, SheetDate>();
  #inData = false;
  #row = 0;
  #cells: Cell[] = [];
  #column = -1;
  #type = "";
  #kind: NumberKind = "number";
  #hasFormula = false;
  #collecting = false;
  #inPhonetic = false;
  #text = "";

  constructor(sheet: string, workbook: Workbook, strings: SharedStrings) {
    this.#sheet = sheet;
    this.#date1904 = workbook.date1904;
    this.#kinds = workbook.kinds;
    this.#strings = strings;
  }

  open(name: string, tag: string): void {
    if (!this.#inData) {
      this.#inData = name === "sheetData";
      return;
    }
    switch (name) {
      case "c":
        this.#openCell(tag);
        break;
      case "v":
      case "t":
        this.#collecting = !this.#inPhonetic;
        break;
      case "f":
        this.#hasFormula = true;
        break;
      case "rPh":
        this.#inPhonetic = true;
        break;
      case "row": {
        const number = attribute(tag, "r");
        this.#row = number === undefined ? this.#row + 1 : Number(number);
        if (!(this.#row >= 1 && this.#row <= lastRow)) throw unreadable("damaged");
        this.#cells = [];
        this.#column = -1;
        break;
      }
      default:
    }
  }

  close(name: string): void {
    switch (name) {
      case "v":
      case "t":
        this.#collecting = false;
        break;
      case "c":
        if (this.#inData) this.#closeCell();
        break;
      case "rPh":
        this.#inPhonetic = false;
        break;
      case "row":
        if (!this.#inData) break;
        this.batch.push({ sheet: this.#sheet, row: this.#row, cells: withoutEmptyEnd(this.#cells) });
        this.batchCells += this.#cells.length;
        break;
      case "sheetData":
        this.#inData = false;
        this.ended = true;
        break;
      default:
    }
  }

  text(raw: string): void {
    if (this.#collecting) this.#text += raw;
  }

  #openCell(tag: string): void {
    const reference = attribute(tag, "r");
    this.#column = reference === undefined ? this.#column + 1 : columnOfReference(reference);
    if (!(this.#column >= 0 && this.#column < lastColumn)) throw unreadable("damaged");
    this.#type = attribute(tag, "t") ?? "n";
    const style = attribute(tag, "s");
    this.#kind = style === undefined ? "number" : (this.#kinds[Number(style)] ?? "number");
    this.#hasFormula = false;
    this.#text = "";
  }

  #closeCell(): void {
    const value = this.#value();
    if (value === null) return;
    while (this.#cells.length < this.#column) this.#cells.push(null);
    this.#cells[this.#column] = value;
  }

  #value(): Cell {
    const text = this.#text;
    if (text === "") return this.#hasFormula && this.#type !== "str" ? { error: formulaWithoutResult } : null;
    switch (this.#type) {
      case "s":
        return this.#strings.at(Number(text)) || null;
      case "str":
      case "inlineStr":
        return decodeEscapes(decodeXml(text));
      case "b":
        return text === "1" || text === "true";
      case "e":
        return { error: decodeXml(text) };
      case "d": {
        const [, date, minutes, seconds = "00"] = isoDay.exec(text) ?? [];
        if (date === undefined) return text;
        if (minutes === undefined || (minutes === "00:00" && seconds === "00")) return { date };
        return { date, time: seconds === "00" ? minutes : `${minutes}:${seconds}` };
      }
      default:
        return this.#number(Number(text));
    }
  }

  #number(value: number): Cell {
    if (!Number.isFinite(value)) return { error: "#NUM!" };
    if (this.#kind === "date") {
      const known = this.#days.get(value);
      if (known !== undefined) return known;
      const date = dateOfSerial(value, this.#date1904);
      if (date === undefined) return value;
      if (this.#days.size < 20_000) this.#days.set(value, date);
      return date;
    }
    if (this.#kind === "time" && value >= 0 && value < 1) return clock(Math.round(value * 86_400) % 86_400);
    // Spreadsheets show fifteen digits at most; the file holds the binary noise behind them (0.30000000000000004).
    return Number.isInteger(value) ? value : Number(value.toPrecision(15));
  }
}

/**
 * Yields the rows of a sheet in batches of at most about a thousand, in bounded memory: besides one batch, only the
 * workbook's shared texts are held. Rows that do not exist in the file are passed over, their numbers are not. Throws
 * UnreadableFile when the sheet is damaged.
 */
export async function* xlsxRows(workbook: Workbook, sheet: WorkbookSheet): AsyncGenerator<Row[]> {
  const reader = new RowReader(sheet.name, workbook, await workbook.strings());
  const scan = new XmlScan({
    open: (name, tag) => reader.open(name, tag),
    close: (name) => reader.close(name),
    text: (raw) => reader.text(raw),
  });
  const decoder = new TextDecoder();
  for await (const chunk of unpackedBytes(workbook.zip, sheet.part)) {
    scan.push(decoder.decode(chunk, { stream: true }));
    if (reader.batch.length >= rowsPerBatch || reader.batchCells >= cellsPerBatch) {
      yield reader.batch;
      reader.batch = [];
      reader.batchCells = 0;
    }
  }
  // The document ended before its rows did: the file was cut off.
  if (!reader.ended) throw unreadable("damaged");
  if (reader.batch.length > 0) yield reader.batch;
}
