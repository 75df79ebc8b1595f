import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { folderOf } from "./fixture.ts";
import { type WritableCell, writeCsv, writeXlsx } from "./writeRows.ts";

const count = 200_000;

function* manyRows(): Generator<WritableCell[]> {
  yield Array.from({ length: 12 }, (_, column) => `Colonne ${column}`);
  for (let row = 1; row < count; row += 1) {
    yield Array.from({ length: 12 }, (_, column) =>
      column === 0 ? { date: "2020-03-31" } : column % 3 === 0 ? row : `texte ${row} ${column}`,
    );
  }
}

/** Counts the rows of a file in a process of its own whose heap is 40 MB, a tenth of what all its rows take. */
const countInSmallHeap = async (path: string): Promise<number> => {
  const reader = new URL("./readTable.ts", import.meta.url).href;
  const script = `import { openTable } from ${JSON.stringify(reader)};
    let rows = 0;
    for (const sheet of (await openTable(process.argv[1])).sheets) for await (const batch of sheet.rows()) rows += batch.length;
    console.log(rows);`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--max-old-space-size=40",
    "--input-type=module",
    "-e",
    script,
    path,
  ]);
  return Number(stdout);
};

test("a CSV file of 200,000 rows is read in a heap far smaller than its content", async (context) => {
  const path = join(await folderOf(context), "large.csv");
  await writeCsv(path, manyRows());
  assert.equal(await countInSmallHeap(path), count);
});

test("a workbook of 200,000 rows is read in a heap far smaller than its content", async (context) => {
  const path = join(await folderOf(context), "large.xlsx");
  await writeXlsx(path, [{ name: "Feuil1", rows: manyRows() }]);
  assert.equal(await countInSmallHeap(path), count);
});
