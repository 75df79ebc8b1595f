import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../../src/database/connect.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { prepareLists } from "../../src/listing/indexes.ts";
import { fillStore, manyPartners } from "./fill.ts";
import { sendLoad } from "./load.ts";

/**
 * Requests per second that one server holds, its database on the same machine, with 1,000 partners, 3,000 users and a
 * million participations: `npm run bench:web`. The load grows until the slowest hundredth takes longer than 300 ms or
 * an answer is wrong; the load is made on the same cores.
 */
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    partners: { type: "string", default: "1000" },
    users: { type: "string", default: "3000" },
    seconds: { type: "string", default: "20" },
    keep: { type: "string" },
    rates: { type: "string", default: "50,100,150,200,250,300,400,500" },
  },
});
const size = {
  records: Number(values.records),
  partners: Number(values.partners),
  users: Number(values.users),
};
const goal = { perSecond: 200, p99: 300 };
const print = (line: string) => process.stdout.write(`${line}\n`);

const folder = values.keep ?? (await mkdtemp(join(tmpdir(), "jalon-bench-web-")));
const dataFolder = join(folder, "data");
const definitions = join(folder, "definitions");
/** A store that is kept says what it was filled with, so that only the same is used again. */
const filled = join(folder, "filled.json");
const isFilled = existsSync(filled) && readFileSync(filled, "utf8") === JSON.stringify(size);
if (!isFilled) await rm(folder, { recursive: true, force: true });
const programme = isFilled
  ? loadProgramme(join(definitions, "many-partners"))
  : manyPartners(definitions, size.partners);
print(`${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores; ${JSON.stringify(size)}`);

const started = performance.now();
const database = await openDatabase({ dataFolder });
if (isFilled) await prepareStore(database.pool, programme);
else await fillStore(database.pool, programme, size);
await prepareLists(database.pool, programme);
await database.pool.query("vacuum analyze");
writeFileSync(filled, JSON.stringify(size));
print(`store ${isFilled ? "opened" : "filled"} in ${Math.round((performance.now() - started) / 1000)} s`);

const server = spawn(
  process.execPath,
  [
    join(import.meta.dirname, "..", "..", "bin", "jalon.js"),
    "serve",
    "--data",
    dataFolder,
    "--definitions",
    programme.folder,
  ],
  { stdio: ["ignore", "pipe", "inherit"] },
);
try {
  const origin = await new Promise<string>((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      const found = /http:\/\/[^/\s]+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  print("warming up");
  await sendLoad(origin, size, { rate: 30, seconds: 10 });
  print("asked/s   held/s   p50 ms   p99 ms   wrong");
  let best = 0;
  for (const rate of values.rates.split(",").map(Number)) {
    const held = await sendLoad(origin, size, { rate, seconds: Number(values.seconds) });
    print(
      [rate, held.perSecond.toFixed(1), held.p50, held.p99, held.wrong]
        .map((cell, at) => String(cell).padStart(at === 0 ? 7 : 9))
        .join(""),
    );
    if (held.p99 > goal.p99 || held.wrong > 0 || held.perSecond < rate * 0.95) break;
    best = rate;
  }
  print(
    `held: ${best} requests per second at p99 <= ${goal.p99} ms without an error (goal ${goal.perSecond}: ${(best / goal.perSecond).toFixed(2)} of it)`,
  );
} finally {
  server.removeAllListeners("exit");
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  await database.close();
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
