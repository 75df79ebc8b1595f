import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "../../src/database/connect.ts";
import { openDatabase } from "../../src/database/connect.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { participantRow, writeCsv } from "../programme/rows.ts";
import { tinyProgrammeFolder } from "../programme/tinyProgramme.ts";
import { loadProgramme } from "../../src/definition/load.ts";

const jalon = join(import.meta.dirname, "..", "..", "bin", "jalon.js");
const folder = mkdtempSync(join(tmpdir(), "jalon-kill-"));
const dataFolder = join(folder, "data");
const definitions = tinyProgrammeFolder();
const rowsPerFile = 8_000;
const kills = 20;

let database: Database;

// Our own presence keeps the server up while the commands beside it are killed.
before(async () => {
  database = await openDatabase({ dataFolder });
  await prepareStore(database.pool, loadProgramme(definitions));
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const writeFileOf = (number: number): string => {
  const rows = Array.from({ length: rowsPerFile }, (_, index) =>
    participantRow(number * rowsPerFile + index),
  );
  return writeCsv(folder, `participants-${number}.csv`, rows);
};

const startImport = (path: string) =>
  spawn(
    process.execPath,
    [
      jalon,
      "import",
      path,
      "--register",
      "participants",
      "--operation",
      "guidance",
      "--partner",
      "north_workshop",
    ].concat(["--data", dataFolder, "--definitions", definitions]),
    { stdio: "ignore", env: { ...process.env, DATABASE_URL: "" } },
  );

/** Waits until the server has noticed that the killed command is gone, and has taken back what it had begun. */
const untilAlone = async (): Promise<void> => {
  for (;;) {
    const { rows } = await database.pool.query<{ others: number }>(
      `select count(*) as others from pg_stat_activity
       where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()`,
    );
    if (rows[0]?.others === 0) return;
    await pause(20);
  }
};

const stateOf = async (path: string) => {
  const { rows } = await database.pool.query<{ records: number; entries: number; files: number }>(
    `select (select count(*) from register.participants r join intake.file f on f.id = r.file where f.name = $1) as records,
       (select count(*) from trail.entry e join trail.change c on c.seq = e.change where c.reason = $1) as entries,
       (select count(*) from intake.file where name = $1) as files`,
    [path.split("/").at(-1)],
  );
  return rows[0];
};

const countRecords = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*) as count from register.participants",
  );
  return rows[0]?.count ?? -1;
};

test("a command that is killed during an import leaves the file in whole or not at all, and the trail verifies", async (context) => {
  const started = performance.now();
  const whole = startImport(writeFileOf(0));
  assert.deepEqual(await once(whole, "exit"), [0, null]);
  const duration = performance.now() - started;
  assert.equal(await countRecords(), rowsPerFile);

  let [inWhole, notAtAll] = [0, 0];
  for (let kill = 1; kill <= kills; kill++) {
    const path = writeFileOf(kill);
    const before = await countRecords();
    const command = startImport(path);
    const ended = once(command, "exit");
    // One kill in each twentieth of the time that an import takes and a little more, at a random moment of it.
    await Promise.race([ended, pause((1.1 * duration * (kill - Math.random())) / kills)]);
    command.kill("SIGKILL");
    await ended;
    await untilAlone();

    const state = await stateOf(path);
    const taken = state?.files === 1;
    const wanted = taken ? rowsPerFile : 0;
    assert.deepEqual(state, { records: wanted, entries: wanted, files: taken ? 1 : 0 });
    assert.equal(await countRecords(), before + wanted);
    assert.deepEqual((await verifyTrail(database.pool)).breaks, []);
    if (taken) inWhole++;
    else notAtAll++;
    rmSync(path);
  }
  context.diagnostic(
    `an import takes ${Math.round(duration)} ms; killed: ${inWhole} in whole, ${notAtAll} not at all`,
  );
  assert.equal(inWhole + notAtAll, kills);
  assert.ok(notAtAll >= kills / 2, "most kills land inside the import");

  const again = startImport(writeFileOf(kills));
  assert.deepEqual(await once(again, "exit"), [0, null]);
  assert.deepEqual((await verifyTrail(database.pool)).breaks, []);
});
