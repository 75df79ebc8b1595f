import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Language } from "../../language.ts";
import type { Delimiter } from "./csvRows.ts";
import { type TableSheet, openTable } from "./readTable.ts";
import { type Remark, byRow, remarkCell } from "./remark.ts";
import { findRemarkColumn } from "./remarkColumn.ts";
import { writeRemarkedWorkbook } from "./remarkWorkbook.ts";
import { csvField } from "./writeRows.ts";
import { openWorkbook } from "./xlsxWorkbook.ts";

const flushAt = 1 << 16;

export type RemarkOptions = {
  readonly language: Language;
  /** The row of the headers; 1 unless told otherwise. */
  readonly headerRow?: number;
};

async function* remarkedCsv(
  sheet: TableSheet,
  delimiter: Delimiter,
  remarks: readonly Remark[],
  { language, headerRow = 1 }: RemarkOptions,
): AsyncGenerator<string> {
  const { column } = await findRemarkColumn(sheet.rows(), headerRow);
  const rows = byRow(remarks);
  let text = "\uFEFF";
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      const said = remarkCell(rows.get(row), row === headerRow, language);
      const fields = cells.map((cell) => csvField(typeof cell === "string" ? cell : "", delimiter));
      if (said !== "" || fields.length > column) {
        while (fields.length < column) fields.push("");
        fields[column] = csvField(said, delimiter);
      }
      text += `${fields.join(delimiter)}\r\n`;
    }
    if (text.length >= flushAt) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/**
 * Writes at `target` a copy of a partner's file with the remarks in it, in bounded memory. XLSX: the same workbook,
 * with the cells concerned coloured and annotated; CSV: the same rows and delimiter, as UTF-8 with a byte order mark.
 * Both get one more column, headed by `remarkHeaders`, with all that is said of the row. What the partner wrote is
 * left as it is. The copy can be mended and sent back: remarks of an earlier copy are replaced. Throws UnreadableFile
 * when the source cannot be read.
 */
export const writeRemarkedCopy = async (
  source: string,
  remarks: readonly Remark[],
  target: string,
  options: RemarkOptions,
): Promise<void> => {
  const table = await openTable(source);
  const [first] = table.sheets;
  if (table.format === "csv" && first !== undefined) {
    await pipeline(remarkedCsv(first, table.delimiter ?? ",", remarks, options), createWriteStream(target));
    return;
  }
  await writeRemarkedWorkbook(await openWorkbook(source), remarks, target, { headerRow: 1, ...options });
};
