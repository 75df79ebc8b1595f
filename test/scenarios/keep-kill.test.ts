import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { keepUpload } from "../../src/upload/keep.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { participantRow } from "../programme/rows.ts";
import { type FilesWorld, openFilesWorld } from "../web/files-world.ts";
import type { TestAccount } from "../web/world.ts";

const home = join(import.meta.dirname, "..", "..");

/** Keeps one upload in a process of its own: database, data folder, upload. */
const keeper = `
  import { openDatabase } from "${home}/src/database/connect.ts";
  import { keepUpload } from "${home}/src/upload/keep.ts";
  import { tinyProgramme } from "${home}/test/programme/tinyProgramme.ts";
  const [url, dataFolder, upload] = process.argv.slice(1);
  const database = await openDatabase({ dataFolder, url });
  process.stdout.write("begins");
  await keepUpload({ programme: tinyProgramme(), pool: database.pool, dataFolder }, upload);
  await database.close();`;

const startKeeping = (upload: string) => {
  const url = String(world.pool.options.connectionString);
  const given = ["--input-type=module", "--eval", keeper, url, world.folder, upload];
  return spawn(process.execPath, given, { stdio: ["ignore", "pipe", "inherit"] });
};

const rowsPerFile = 2_000;
const kills = 8;

let world: FilesWorld;
let guide: TestAccount;

before(async () => {
  world = await openFilesWorld();
  guide = await world.account({ role: "guide", partner: "north_workshop" });
});
after(() => world.close());

const effect = async (upload: string) => {
  const { rows } = await world.pool.query<{
    state: string;
    receipts: number;
    records: number;
    changes: number;
  }>(
    `select u.state, (u.receipt is not null)::int as receipts,
       (select count(*) from register.participants r where r.file = u.file) as records,
       (select count(*) from trail.change c where c.file_sha256 = u.sha256) as changes
     from upload.upload u where u.id = $1`,
    [upload],
  );
  return rows[0];
};

/** Waits until the database has taken back what the killed process had begun. */
const untilAlone = async (): Promise<void> => {
  for (;;) {
    const { rows } = await world.pool.query<{ others: number }>(
      `select count(*) as others from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()`,
    );
    if (rows[0]?.others === 0) return;
    await pause(20);
  }
};

test("a server that is killed while it keeps files leaves each whole or not at all, and going on keeps each once", async () => {
  let interrupted = 0;
  for (let number = 0; number < kills; number++) {
    const rows = Array.from({ length: rowsPerFile }, (_, index) =>
      participantRow(number * rowsPerFile + index),
    );
    const upload = await world.bringRows(guide, rows, { name: `mars-${number}.csv` });
    const asked = await world.ask(guide, "POST", `/api/files/${upload}/keep`, { confirmOpen: true });
    assert.equal(asked.status, 202);
    const child = startKeeping(upload);
    await once(child.stdout, "data");
    await pause(20 + number * 60);
    child.kill("SIGKILL");
    await once(child, "exit");
    await untilAlone();
    const cut = await effect(upload);
    if (cut?.state === "keeping") {
      interrupted++;
      assert.deepEqual(cut, { state: "keeping", receipts: 0, records: 0, changes: 0 });
    }
    // What a server does that starts again, and then once more.
    await keepUpload(world.house, upload);
    await keepUpload(world.house, upload);
    assert.deepEqual(await effect(upload), { state: "kept", receipts: 1, records: rowsPerFile, changes: 1 });
  }
  assert.ok(interrupted > 0, "at least one was cut short");
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
});
