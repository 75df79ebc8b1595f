import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { SheetDate } from "./cell.ts";
import type { Delimiter } from "./csvRows.ts";
import {
  columnName,
  sheetEnd,
  sheetStart,
  stylesXml,
  tabName,
  textCell,
  workbookParts,
} from "./xlsxParts.ts";
import { type ZipPart, zipBytes } from "./zipWrite.ts";

export type WritableCell = string | number | boolean | SheetDate | null;
export type WritableRows = Iterable<readonly WritableCell[]> | AsyncIterable<readonly WritableCell[]>;

/** A sheet to write; its first row is its header. Widths are in characters. */
export type WritableSheet = {
  readonly name: string;
  readonly rows: WritableRows;
  readonly widths?: readonly number[];
};

export type XlsxOptions = {
  readonly title?: string;
  /** Excel's notation, `dd/mm/yyyy` unless told otherwise. */
  readonly dateFormat?: string;
  /** Counts days from 1904, as old Excel for Mac did. */
  readonly date1904?: boolean;
};

const flushAt = 1 << 16;
const secondsPerDay = 86_400;

/**
 * Returns the serial number under which a spreadsheet keeps a day, or undefined for a day before its calendar begins
 * (1 January 1900, or 1904). Throws RangeError when the date is not a day `YYYY-MM-DD`.
 */
export const serialOfDate = ({ date, time }: SheetDate, date1904 = false): number | undefined => {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`not a date: ${date}`);
  const days = Math.round((milliseconds - Date.UTC(1899, 11, 30)) / (secondsPerDay * 1000));
  const serial = date1904 ? days - 1462 : days > 60 ? days : days - 1;
  if (serial < (date1904 ? 0 : 1)) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = (time ?? "0").split(":").map(Number);
  return serial + (hours * 3600 + minutes * 60 + seconds) / secondsPerDay;
};

const looks = ({ dateFormat = "dd/mm/yyyy" }: XlsxOptions): string =>
  stylesXml([
    {},
    { format: dateFormat },
    { format: `${dateFormat} hh:mm` },
    { bold: true, fill: "D9E2F3", wrap: true },
  ]);

const cellXml = (cell: WritableCell, row: number, column: number, date1904: boolean): string => {
  if (cell === null || cell === "") return "";
  const reference = `${columnName(column)}${row}`;
  if (typeof cell === "string") return textCell(row, column, cell, row === 1 ? 3 : 0);
  if (typeof cell === "boolean") return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "number") {
    if (!Number.isFinite(cell)) throw new RangeError(`not a number that a cell can hold: ${cell}`);
    return `<c r="${reference}"><v>${cell}</v></c>`;
  }
  const serial = serialOfDate(cell, date1904);
  // A day before the calendar of the program can only be written as text, as the person would have to.
  if (serial === undefined) return textCell(row, column, cell.date, 0);
  return `<c r="${reference}" s="${cell.time === undefined ? 1 : 2}"><v>${serial}</v></c>`;
};

async function* sheetXml(sheet: WritableSheet, date1904: boolean): AsyncGenerator<string> {
  const around = { widths: sheet.widths ?? [], frozenRows: 1 };
  let text = sheetStart(around);
  let row = 0;
  for await (const cells of sheet.rows) {
    row += 1;
    text += `<row r="${row}">${cells.map((cell, column) => cellXml(cell, row, column, date1904)).join("")}</row>`;
    if (text.length >= flushAt) {
      yield text;
      text = "";
    }
  }
  yield text + sheetEnd(around);
}

/**
 * Writes a workbook with real dates and numbers, in bounded memory; the same content gives the same bytes. Throws
 * RangeError for a number or date that no cell can hold.
 */
export const writeXlsx = async (
  path: string,
  sheets: readonly WritableSheet[],
  options: XlsxOptions = {},
): Promise<void> => {
  const date1904 = options.date1904 ?? false;
  const parts: ZipPart[] = [
    ...workbookParts({ title: options.title ?? "", tabs: sheets.map(({ name }) => tabName(name)), date1904 }),
    { path: "xl/styles.xml", content: looks(options) },
    ...sheets.map((sheet, index) => ({
      path: `xl/worksheets/sheet${index + 1}.xml`,
      content: sheetXml(sheet, date1904),
    })),
  ];
  await pipeline(zipBytes(parts), createWriteStream(path));
};

export type CsvOptions = {
  readonly delimiter?: Delimiter;
  readonly encoding?: "utf-8" | "windows-1252";
  /** A byte order mark, as Excel writes for "CSV UTF-8"; only with utf-8. */
  readonly byteOrderMark?: boolean;
  readonly newline?: "\r\n" | "\n" | "\r";
  readonly dateFormat?: "yyyy-mm-dd" | "dd/mm/yyyy" | "dd-mm-yyyy" | "dd.mm.yyyy" | "d/m/yyyy";
  readonly decimalSign?: "." | ",";
  /** What yes and no are called. */
  readonly booleans?: readonly [yes: string, no: string];
  readonly quoteAll?: boolean;
};

const windows1252 = (): ReadonlyMap<string, number> => {
  const decoder = new TextDecoder("windows-1252");
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
};

/** Returns the text in Windows-1252. Throws RangeError for a character that it does not have. */
export const encodeWindows1252 = (text: string, table = windows1252()): Buffer => {
  const bytes = Buffer.alloc(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = table.get(text.charAt(at));
    if (byte === undefined) throw new RangeError(`not in Windows-1252: ${text.charAt(at)}`);
    bytes[at] = byte;
  }
  return bytes;
};

/** Returns a field as it stands in a CSV record: quoted when its text would otherwise be read differently. */
export const csvField = (text: string, delimiter: Delimiter, quoteAll = false): string =>
  quoteAll || text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const dateText = (date: string, format: CsvOptions["dateFormat"]): string => {
  const [year = "", month = "", day = ""] = date.split("-");
  switch (format) {
    case "dd/mm/yyyy":
      return `${day}/${month}/${year}`;
    case "dd-mm-yyyy":
      return `${day}-${month}-${year}`;
    case "dd.mm.yyyy":
      return `${day}.${month}.${year}`;
    case "d/m/yyyy":
      return `${Number(day)}/${Number(month)}/${year}`;
    case "yyyy-mm-dd":
    case undefined:
      return date;
    default:
      return format satisfies never;
  }
};

const cellAsText = (cell: WritableCell, options: CsvOptions): string => {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return String(cell).replace(".", options.decimalSign ?? ".");
  if (typeof cell === "boolean") return (options.booleans ?? ["true", "false"])[cell ? 0 : 1];
  const date = dateText(cell.date, options.dateFormat);
  return cell.time === undefined ? date : `${date} ${cell.time}`;
};

/**
 * Writes a CSV file in a partner's habits, in bounded memory; the first row is the header. Throws RangeError for a
 * character that the encoding does not have.
 */
export const writeCsv = async (path: string, rows: WritableRows, options: CsvOptions = {}): Promise<void> => {
  const { delimiter = ";", newline = "\r\n", encoding = "utf-8" } = options;
  const table = windows1252();
  const bytes = (text: string): Buffer =>
    encoding === "utf-8" ? Buffer.from(text) : encodeWindows1252(text, table);
  async function* lines(): AsyncGenerator<Buffer> {
    let text = options.byteOrderMark === true && encoding === "utf-8" ? "\uFEFF" : "";
    for await (const cells of rows) {
      text +=
        cells
          .map((cell) => csvField(cellAsText(cell, options), delimiter, options.quoteAll))
          .join(delimiter) + newline;
      if (text.length >= flushAt) {
        yield bytes(text);
        text = "";
      }
    }
    yield bytes(text);
  }
  await pipeline(lines(), createWriteStream(path));
};
