import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Pool } from "pg";
import { openDatabase } from "../../src/database/connect.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { prepareLists } from "../../src/listing/indexes.ts";
import { fillStore, manyPartners, partnerId } from "./fill.ts";
import { type Held, sendLoad, timesOf, worksOf } from "./load.ts";
import { watchMemory } from "./memory.ts";

/**
 * Requests per second that one server holds, its database on the same machine, with 1,000 partners, 3,000 users and a
 * million participations: `npm run bench:web`. The load grows until the slowest hundredth takes longer than 300 ms or
 * an answer is wrong; then several times as much is sent, to see that it is refused in time and passes. The load is
 * made on the same cores. `--keep DIR` keeps the filled store there, and uses it again.
 */
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    partners: { type: "string", default: "1000" },
    users: { type: "string", default: "3000" },
    seconds: { type: "string", default: "20" },
    rates: { type: "string", default: "50,100,150,200,250,300,400,500" },
    overload: { type: "string", default: "4" },
    keep: { type: "string" },
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
print(
  `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; other work on them: ${loadavg()[0]?.toFixed(1)}`,
);
print(
  `${size.partners} partners, ${size.users} users (one in a hundred for the whole programme), ${size.records} participations`,
);

const started = performance.now();
const database = await openDatabase({ dataFolder });
if (isFilled) await prepareStore(database.pool, programme);
else await fillStore(database.pool, programme, size);
await prepareLists(database.pool, programme);
await database.pool.query("vacuum analyze");
writeFileSync(filled, JSON.stringify(size));
print(`store ${isFilled ? "opened" : "filled"} in ${Math.round((performance.now() - started) / 1000)} s`);

const cell = (value: string | number, width = 9) => String(value).padStart(width);
const wrongOf = ({ wrong }: Held) => [...wrong.values()].reduce((sum, count) => sum + count, 0);
const row = (held: Held) =>
  print(
    [
      cell(held.asked, 7),
      cell(held.perSecond.toFixed(1)),
      cell(held.all.p50),
      cell(held.all.p99),
      cell(wrongOf(held)),
      cell(loadavg()[0]?.toFixed(1) ?? ""),
    ].join(""),
  );

/** The same page of a list as the store's owner reads it without walls: what the list costs besides. */
const plainList = async (pool: Pool): Promise<number> => {
  const times: number[] = [];
  for (let at = 0; at < 300; at++) {
    const begun = performance.now();
    const values = ["arae", partnerId(at % size.partners)];
    await pool.query(
      "select count(*) from register.participants where operation = $1 and partner = $2",
      values,
    );
    await pool.query(
      `select r.*, i.last_name, i.first_name, i.person_number from register.participants r
       join identity.participants i using (operation, record)
       where r.operation = $1 and r.partner = $2 order by r.record desc limit 50`,
      values,
    );
    times.push(performance.now() - begun);
  }
  return timesOf(times).p50;
};

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
const memory = watchMemory(server.pid, dataFolder);
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
  const works = worksOf(size);
  const load = (rate: number, seconds = Number(values.seconds)) =>
    sendLoad(origin, size, works, { rate, seconds });
  const tell = ({ wrong }: Held) => wrong.forEach((count, what) => print(`    ${count} × ${what}`));
  print("warming up");
  await load(40, 15);
  print("asked/s   held/s   p50 ms   p99 ms    wrong  machine");
  let best: Held | undefined;
  for (const rate of values.rates.split(",").map(Number)) {
    const held = await load(rate);
    row(held);
    tell(held);
    if (held.all.p99 > goal.p99 || wrongOf(held) > 0 || held.perSecond < rate * 0.95) break;
    best = held;
  }
  const rate = best?.asked ?? 0;
  print(
    `held: ${rate} requests per second at p99 <= ${goal.p99} ms without an error (goal ${goal.perSecond}: ${(rate / goal.perSecond).toFixed(2)} of it)`,
  );
  if (best) {
    print("of these, in ms           requests    p50    p99");
    for (const [name, { count, p50, p99 }] of best.routes)
      print(`  ${name.padEnd(26)}${cell(count, 6)}${cell(p50, 7)}${cell(p99, 7)}`);
    const alone = await sendLoad(
      origin,
      size,
      works.filter(({ name }) => name === "list"),
      { rate: 20, seconds: 5 },
    );
    const plain = await plainList(database.pool);
    print(
      `yardstick: a page of a list takes ${alone.all.p50} ms with nobody else there, its plain SQL as the owner ${plain} ms: ${(alone.all.p50 / Math.max(1, plain)).toFixed(1)} times as long`,
    );
  }
  const times = Number(values.overload);
  if (times > 1) {
    const asked = Math.max(100, rate * times);
    const crowd = await load(asked, 10);
    const refused = [...crowd.wrong].reduce(
      (sum, [what, count]) => sum + (/^(429|503)/.test(what) ? count : 0),
      0,
    );
    for (const [what, count] of crowd.wrong)
      if (!/^(429|503)/.test(what)) print(`  overload: ${count} × ${what}`);
    const after = await load(Math.max(20, rate / 2), 10);
    print(
      `overload: of ${asked} a second ${crowd.perSecond.toFixed(0)} a second were answered (p99 ${crowd.all.p99} ms), ${refused} refused with 429 or 503, ${wrongOf(crowd) - refused} otherwise wrong; then, at ${after.asked} a second: p99 ${after.all.p99} ms, ${wrongOf(after)} wrong`,
    );
  }
  print(`memory at most: server ${memory.peak.server} MB, database ${memory.peak.database} MB`);
} finally {
  memory.end();
  server.removeAllListeners("exit");
  server.kill("SIGTERM");
  if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve));
  await database.close();
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
