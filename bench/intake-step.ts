import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse";
import { openDatabase } from "../src/database/connect.ts";
import { loadProgramme } from "../src/definition/load.ts";
import { checkFile } from "../src/intake/check.ts";
import { openTable } from "../src/intake/file/readTable.ts";
import { importFile } from "../src/intake/import.ts";
import { prepareStore } from "../src/intake/store.ts";

/** One step of the intake benchmark, in a process of its own: prints seconds, rows and peak memory as JSON. */
const [what = "", path = ""] = process.argv.slice(2);
const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
const register = programme.registers.get("participants");
if (!register) throw new Error("no register of participants");
const place = { programme, register, operation: "grae", partner: "actiris" };

const read = async (): Promise<number> => {
  let rows = 0;
  const table = await openTable(path);
  for (const sheet of table.sheets) for await (const batch of sheet.rows()) rows += batch.length;
  return rows;
};

const readWithCsvParse = async (): Promise<number> => {
  let rows = 0;
  for await (const row of createReadStream(path).pipe(parse({ delimiter: ";", bom: true }))) {
    rows += Array.isArray(row) ? 1 : 0;
  }
  return rows;
};

const check = async (): Promise<number> => {
  const result = await checkFile({ path, ...place, secret: new Uint8Array(32) });
  if (result.counts.refuse > 0) throw new Error(`refused: ${JSON.stringify(result.remarks[0])}`);
  return result.rows;
};

const bring = async (): Promise<number> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "jalon-bench-"));
  const database = await openDatabase({ dataFolder });
  try {
    await prepareStore(database.pool, programme);
    started = performance.now();
    const outcome = await importFile(database.pool, { path, ...place, actor: "bench", dataFolder });
    elapsed = performance.now() - started;
    if (outcome.kind !== "imported") throw new Error(`not imported: ${outcome.kind}`);
    return outcome.added;
  } finally {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};

const steps: Record<string, () => Promise<number>> = {
  read,
  "csv-parse": readWithCsvParse,
  check,
  import: bring,
};
let elapsed: number | undefined;
let started = performance.now();
const rows = (await steps[what]?.()) ?? 0;
elapsed ??= performance.now() - started;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds: elapsed / 1000, rows, megabytes }));
