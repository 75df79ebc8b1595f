import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { asSession } from "../src/access/as-session.ts";
import { guards } from "../src/access/guards.ts";
import { openDatabase } from "../src/database/connect.ts";
import { temporaryDatabase } from "../src/database/forTests.ts";
import type { Value } from "../src/definition/condition/condition.ts";
import { sqlName } from "../src/definition/condition/sql.ts";
import { loadProgramme } from "../src/definition/load.ts";
import type { Field, Programme, Register } from "../src/definition/programme.ts";
import { checkFile } from "../src/intake/check.ts";
import { prepareStore } from "../src/intake/store.ts";
import { languages } from "../src/language.ts";
import { writeExport } from "../src/listing/export.ts";
import { prepareLists } from "../src/listing/indexes.ts";
import { plainView } from "../src/listing/view.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../src/register/table.ts";
import { tinyProgrammeFolder } from "../test/programme/tinyProgramme.ts";
import { install } from "./chromium.ts";
import { answerOf, registerYaml } from "./office-cells.ts";

/**
 * `npm run test:office`: ten thousand cells of every type, chosen for what spreadsheets do to them, go from the
 * register into an export, through LibreOffice, which opens and saves it, and back in through the import. Prints how
 * many values came back changed; anything but 0 fails.
 */
const rowCount = 1000;

const main = async (): Promise<void> => {
  const soffice = findOffice();
  const folder = tinyProgrammeFolder();
  writeFileSync(join(folder, "registers", "office.yaml"), registerYaml);
  const programmeFile = join(folder, "programme.yaml");
  writeFileSync(
    programmeFile,
    readFileSync(programmeFile, "utf8").replace(
      "registers: [participants, workshop_hours]",
      "registers: [office]",
    ),
  );
  const programme = loadProgramme(folder);
  const register = programme.registers.get("office");
  if (!register) throw new Error("the register of the test is not there");
  const temporary = await temporaryDatabase();
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  try {
    const { pool } = database;
    await prepareStore(pool, programme);
    await prepareLists(pool, programme);
    const written = await fill(pool, register);
    const session = await openSession(pool);
    let changed = 0;
    let cells = 0;
    for (const language of languages) {
      const path = join(temporary.folder, `export-${language}.xlsx`);
      await asSession(pool, session, async (client, who) => {
        if (!who) throw new Error("no session");
        const sort = { field: "_record", descending: false };
        const view = { ...plainView, sort };
        const today = "2020-12-31";
        const request = { programme, register, who, today, guards, language, operation: "guidance", view };
        await writeExport(client, request, { format: "xlsx", columns: "all" }, path);
      });
      const saved = resave(soffice, path, join(temporary.folder, `saved-${language}`));
      const result = await compare(programme, register, saved, written);
      console.log(`${language}: ${result.cells} cells, ${result.changed} changed`);
      changed += result.changed;
      cells += result.cells;
    }
    console.log(`${cells} cells exported, opened and saved by LibreOffice, imported: ${changed} changed`);
    if (changed > 0) process.exitCode = 1;
  } finally {
    await database.close();
    await temporary.drop();
  }
};

/** LibreOffice is only needed here: where it is missing and may be installed, it is. */
const findOffice = (): string => {
  const has = () => spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
  if (!has()) install("libreoffice-calc");
  if (!has()) throw new Error("LibreOffice is needed: install libreoffice-calc");
  return "soffice";
};

const resave = (soffice: string, path: string, folder: string): string => {
  mkdirSync(folder, { recursive: true });
  execFileSync(
    soffice,
    [
      `-env:UserInstallation=file://${join(folder, "profile")}`,
      "--headless",
      "--convert-to",
      "xlsx:Calc MS Excel 2007 XML",
      "--outdir",
      folder,
      path,
    ],
    { stdio: "ignore", timeout: 120_000 },
  );
  return join(folder, path.split("/").at(-1) ?? "");
};

type Written = ReadonlyMap<string, Readonly<Record<string, Value>>>;

const fill = async (pool: Pool, register: Register): Promise<Written> => {
  const written = new Map<string, Readonly<Record<string, Value>>>();
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(
      "insert into trail.change values (1, now(), 'test', 'import', '', 'x', '', 0, '', '', 'office')",
    );
    for (let row = 1; row <= rowCount; row++) {
      const answers = Object.fromEntries(
        [...register.fields.values()].map((field) => [field.id, answerOf(field, row)]),
      );
      written.set(String(answers["number"]), answers);
      const insert = async (table: string, system: Record<string, Value>, fields: readonly Field[]) => {
        const names = [...Object.keys(system), ...fields.map(({ id }) => id)];
        const values = [...Object.values(system), ...fields.map(({ id }) => answers[id] ?? null)];
        await client.query(
          `insert into ${table} (${names.map(sqlName).join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
          values,
        );
      };
      const place = { operation: "guidance", record: row, partner: "north_workshop" };
      const keys = { identity_key: `\\x${row.toString(16).padStart(32, "0")}`, definition: "x", change: 1 };
      await insert(tableOf(register), { ...place, ...keys }, plainFields(register));
      await insert(identityTableOf(register), place, identityFields(register));
    }
    await client.query("commit");
  } finally {
    client.release();
  }
  return written;
};

/** Somebody who may see everything: the role is made for this test. */
const openSession = async (pool: Pool): Promise<string> => {
  const hash = "0123456789abcdef".repeat(4);
  await pool.query(
    `insert into access.account (id, email, name) values ('00000000-0000-4000-8000-000000000001', 'office@example.org', 'Essai');
     insert into access.role (role, scope) values ('reader_of_all', 'programme');
     insert into access.role_right (role, "right") values ('reader_of_all', 'records:read'), ('reader_of_all', 'identity:read');
     insert into access."grant" (account, role) values ('00000000-0000-4000-8000-000000000001', 'reader_of_all');
     insert into access.session (hash, account, kind, expires_at)
       values ('${hash}', '00000000-0000-4000-8000-000000000001', 'person', now() + interval '1 hour')`,
  );
  return hash;
};

const mostTold = 20;

const compare = async (
  programme: Programme,
  register: Register,
  path: string,
  written: Written,
): Promise<{ cells: number; changed: number }> => {
  const remaining = new Set(written.keys());
  let cells = 0;
  let changed = 0;
  const differs = (row: string, field: string, wanted: Value, found: Value) => {
    changed += 1;
    if (changed <= mostTold)
      console.log(`  ${row} ${field}: ${JSON.stringify(wanted)} → ${JSON.stringify(found)}`);
  };
  const check = await checkFile({
    path,
    programme,
    register,
    operation: "guidance",
    partner: "north_workshop",
    secret: new Uint8Array(32),
    take: async (rows, { fields }) => {
      for (const { answers } of rows) {
        const found = new Map(fields.map(({ field }, at) => [field.id, answers[at] ?? null]));
        const number = String(found.get("number"));
        const wanted = written.get(number);
        remaining.delete(number);
        for (const { id } of register.fields.values()) {
          cells += 1;
          const was = wanted?.[id] ?? null;
          const is = found.get(id) ?? null;
          if (was !== is) differs(number, id, was, is);
        }
      }
    },
  });
  for (const { row, header, found, rule } of check.remarks.filter(({ severity }) => severity === "refuse"))
    differs(`row ${row}`, header ?? "", found ?? null, rule);
  for (const number of remaining) differs(number, "row", number, null);
  return { cells, changed };
};

await main();
