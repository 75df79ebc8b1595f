import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../src/database/connect.ts";
import { loadProgramme } from "../src/definition/load.ts";
import { benchFigures } from "./figures.ts";
import { benchFiles } from "./files.ts";
import { benchIntake } from "./intake.ts";
import { benchLedger } from "./ledger.ts";
import { benchMatching } from "./matching.ts";

/**
 * Measures Jalon on invented participations, each part in the same run: `npm run bench`, `npm run bench -- --rows
 * 10000000`, `npm run bench -- --only figures`. Prints what is reached, also where it falls short.
 */
const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, only: { type: "string" } },
});
const rows = Number(values.rows);
if (!Number.isInteger(rows) || rows < 1) throw new Error(`--rows is a whole number, not ${values.rows}`);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A file larger than this is sent by nobody: ten million participations come in ten thousand files. */
const mostIntakeRows = 1_000_000;

/** More than a regional employment service has. */
const mostCandidates = 100_000;

/** Twenty declarations of fifty thousand lines: no programme of this size declares more in five years. */
const mostDeclarationLines = 1_000_000;

/** Each part by its name, in the order in which they run. */
const parts: Record<string, () => Promise<void>> = {
  figures: async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "jalon-bench-"));
    const database = await openDatabase({ dataFolder });
    try {
      const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
      await benchFigures({ database, programme, dataFolder, rows, print });
    } finally {
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
  intake: () => benchIntake(Math.min(rows, mostIntakeRows), print),
  files: () => benchFiles(print),
  matching: () =>
    benchMatching(
      loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020")),
      Math.min(rows, mostCandidates),
      print,
    ),
  ledger: async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "jalon-bench-"));
    const database = await openDatabase({ dataFolder });
    try {
      const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
      await benchLedger({ database, programme, rows: Math.min(rows, mostDeclarationLines), print });
    } finally {
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

print(
  `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
);
for (const [name, part] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  await part();
}
