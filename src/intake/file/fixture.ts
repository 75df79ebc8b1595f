import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Row } from "./cell.ts";
import { openTable } from "./readTable.ts";
import { stylesXml, workbookParts } from "./xlsxParts.ts";
import { type ZipPart, zipBytes } from "./zipWrite.ts";

/** Returns a folder of the test's own, gone when the test is over. */
export const folderOf = async (context: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "jalon-file-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Writes a file with the content given and returns its path. */
export const fileWith = async (
  context: TestContext,
  name: string,
  content: string | Uint8Array,
): Promise<string> => {
  const path = join(await folderOf(context), name);
  await writeFile(path, content);
  return path;
};

/** Reads all rows of all sheets of a file. */
export const rowsOf = async (path: string): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const sheet of (await openTable(path)).sheets)
    for await (const batch of sheet.rows()) rows.push(...batch);
  return rows;
};

/** Reads the cells of all rows of all sheets of a file. */
export const cellsOf = async (path: string): Promise<Row["cells"][]> =>
  (await rowsOf(path)).map(({ cells }) => cells);

export const zipped = async (parts: readonly ZipPart[]): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(zipBytes(parts)));

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** What a hand-made workbook holds: the inside of `sheetData` of its only sheet, and whatever replaces a usual part. */
type HandMade = {
  readonly data: string;
  readonly date1904?: boolean;
  readonly replace?: Readonly<Record<string, string>>;
};

/** Returns a workbook whose cell formats are 0 plain, 1 dd/mm/yyyy, 2 date and time, 3 hh:mm, 4 a percentage. */
export const handMade = ({ data, date1904, replace = {} }: HandMade): Promise<Buffer> => {
  const parts: ZipPart[] = [
    ...workbookParts({ title: "", tabs: ["Feuil1"], ...(date1904 === undefined ? {} : { date1904 }) }),
    {
      path: "xl/styles.xml",
      content: stylesXml([
        {},
        { format: "dd/mm/yyyy" },
        { format: "dd/mm/yyyy hh:mm" },
        { format: "hh:mm" },
        { format: '0.00"d"%' },
      ]),
    },
    {
      path: "xl/worksheets/sheet1.xml",
      content: `<worksheet ${main}><sheetData>${data}</sheetData></worksheet>`,
    },
  ];
  const usual = parts.map((part) => {
    const content = replace[part.path];
    return content === undefined ? part : { path: part.path, content };
  });
  const more = Object.entries(replace).filter(([path]) => !parts.some((part) => part.path === path));
  return zipped([...usual, ...more.map(([path, content]) => ({ path, content }))]);
};
