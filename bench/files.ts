import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { asSession } from "../src/access/as-session.ts";
import { guards } from "../src/access/guards.ts";
import { openDatabase } from "../src/database/connect.ts";
import { loadProgramme } from "../src/definition/load.ts";
import type { Programme } from "../src/definition/programme.ts";
import { prepareStore } from "../src/intake/store.ts";
import { checkUpload } from "../src/upload/check.ts";
import { mendAlike } from "../src/upload/mend.ts";
import { arriveFile, takeUpload } from "../src/upload/receive.ts";
import { remarkPage } from "../src/upload/remarks.ts";
import { findUpload, registerOf } from "../src/upload/upload.ts";
import { faultyTable, writeTable } from "./faulty-file.ts";
import { said } from "./measure.ts";

const rows = 5_000;
const goalMs = 5_000;
const place = { operation: "grae", partner: "actiris", register: "participants" };

/** Somebody who brings files in, with a live session. */
const somebody = async (pool: Pool): Promise<string> => {
  const account = randomUUID();
  const session = createHash("sha256").update(randomBytes(32)).digest("hex");
  await pool.query(
    "insert into access.account (id, email, name) values ($1, 'bench@example.org', 'Banc d''essai')",
    [account],
  );
  await pool.query(
    `insert into access."grant" (account, role, partner, granted_by) values ($1, 'case_worker', $2, $1)`,
    [account, place.partner],
  );
  await pool.query(
    "insert into access.session (hash, account, kind, expires_at) values ($1, $2, 'person', now() + interval '1 hour')",
    [session, account],
  );
  return session;
};

/** Prints part (d): how long a person waits for a file of 5,000 rows with ten kinds of mistakes. */
export const benchFiles = async (print: (line: string) => void): Promise<void> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "jalon-bench-"));
  const database = await openDatabase({ dataFolder });
  try {
    const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
    await measure(programme, database.pool, dataFolder, print);
  } finally {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};

const measure = async (
  programme: Programme,
  pool: Pool,
  dataFolder: string,
  print: (line: string) => void,
) => {
  await prepareStore(pool, programme);
  const session = await somebody(pool);
  const register = registerOf(programme, place);
  const path = join(dataFolder, "participants.xlsx");
  const { table, faults } = faultyTable(register, rows);
  await writeTable(path, table);
  const kinds = new Set(faults.map(({ rule, column }) => `${rule} ${column}`)).size;
  const size = Math.round(statSync(path).size / 1024);
  print(
    `(d) one workbook of ${rows.toLocaleString("en")} rows and 25 columns (${size} kB), ${faults.length} wrong cells of ${kinds} kinds`,
  );

  const house = { programme, pool, dataFolder, guards, addJob: async () => undefined };
  const bring = async (): Promise<string> => {
    const { arrived, table } = await arriveFile(dataFolder, createReadStream(path));
    return asSession(pool, session, async (client, who) => {
      if (!who) throw new Error("nobody is signed in");
      return takeUpload(house, client, who, place, {
        arrived,
        table,
        name: "participants.xlsx",
        pasted: false,
      });
    });
  };
  const times: { sent: number; checked: number; page: number }[] = [];
  let upload = "";
  for (let run = 0; run < 4; run++) {
    const began = performance.now();
    upload = await bring();
    const sent = performance.now();
    await checkUpload(house, upload);
    const checked = performance.now();
    await asSession(pool, session, async (client) => {
      const found = await findUpload(client, upload);
      if (!found) throw new Error("the upload is gone");
      await remarkPage(client, found, register, {}, { page: 1, size: 50 }, () => true);
    });
    times.push({ sent: sent - began, checked: checked - sent, page: performance.now() - checked });
  }
  const whole = ({ sent, checked, page }: (typeof times)[number]) => sent + checked + page;
  const [first] = times;
  const median = times.toSorted((a, b) => whole(a) - whole(b))[2];
  if (!first || !median) return;
  const line = (name: string, time: (typeof times)[number]) =>
    print(
      `    ${name.padEnd(34)}${said(whole(time)).padStart(9)} (sent ${said(time.sent)}, checked with its preview ${said(time.checked)}, first page of remarks ${said(time.page)})`,
    );
  line("the first file", first);
  line("the next ones (median)", median);
  print(`    goal: preview with all remarks < 5 s — ${whole(first) < goalMs ? "reached" : "NOT reached"}`);

  const mending = await asSession(pool, session, async (client, who) => {
    const found = await findUpload(client, upload);
    if (!found || !who) throw new Error("the upload is gone");
    const kind = found.summary?.kinds.find(
      ({ rule, field }) => rule === "not_a_choice" && field === "gender",
    );
    const began = performance.now();
    const { mended } = await mendAlike(client, who, programme, found, {
      kind: kind?.kind ?? 0,
      found: "Z",
      value: "homme",
    });
    return { mended, ms: performance.now() - began };
  });
  const again = performance.now();
  await checkUpload(house, upload);
  print(
    `    ${mending.mended} cells mended at once: ${said(mending.ms)}; checked again: ${said(performance.now() - again)}`,
  );
};
