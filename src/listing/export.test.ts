import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runMigrations } from "graphile-worker";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import type { Signed } from "../access/forTests.ts";
import { guards } from "../access/guards.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { checkFile } from "../intake/check.ts";
import { openTable } from "../intake/file/readTable.ts";
import { languages } from "../language.ts";
import { type ExportWish, writeExport } from "./export.ts";
import type { ExportFormat } from "./export-cells.ts";
import { type ListStore, listStore, type Planted } from "./forTests.ts";
import {
  deleteExport,
  deleteOldExports,
  makeExport,
  noteExport,
  openExport,
  savedExports,
} from "./saved-exports.ts";

const programme = tinyProgramme();
const register = registerOf(programme, "participants");

let store: ListStore;
let inspector: Signed;
let guide: Signed;

const lastNames = [
  "=1+1",
  "-",
  "+32 2 555",
  "@SUM(A1)",
  "00123",
  "1/2",
  "1E5",
  "TRUE",
  'Éléonore; dite "Lo"',
  "3-4",
  "deux\nlignes",
];

const answersOf = (n: number): RecordValues => ({
  person_number: String(n).padStart(6, "0"),
  last_name: lastNames[n % lastNames.length] ?? "",
  first_name: "Essai",
  postcode: "1000",
  birth_date: n % 2 === 0 ? "1900-02-27" : "2002-12-31",
  gender: n % 3 === 0 ? "woman" : n % 3 === 1 ? "man" : null,
  entry_date: "2020-02-29",
  employment_at_entry: n % 2 === 0 ? "inactive" : "unemployed",
  education_level: "isced_3",
  migrant_or_minority: n % 2 === 0 ? "yes" : "no",
  leave_date: n % 2 === 0 ? null : "2020-12-31",
});

const people = Array.from({ length: 120 }, (_, at): Planted => {
  const partner = at % 4 === 0 ? "south_workshop" : "north_workshop";
  return { operation: "guidance", partner, record: at + 1, answers: answersOf(at + 1) };
});

before(async () => {
  store = await listStore(programme);
  await runMigrations({ pgPool: store.pool });
  inspector = await store.signIn("Essai 1", { role: "inspector" });
  guide = await store.signIn("Essai 2", { role: "guide", partner: "north_workshop" });
  await store.plant(register, people);
});
after(() => store.close());

let files = 0;
const write = async (signed: Signed, wish: ExportWish, asked: Parameters<ListStore["list"]>[2] = {}) => {
  files += 1;
  const path = join(store.folder, `export-${files}.${wish.format}`);
  const count = await store.as(signed, register, asked, (client, request) =>
    writeExport(client, request, wish, path),
  );
  return { path, count };
};

/** Reads a file as the import does; returns the answers of each row by the person's number. */
const readBack = async (path: string) => {
  const rows = new Map<Value, Record<string, Value>>();
  const check = await checkFile({
    path,
    programme,
    register,
    operation: "guidance",
    partner: "north_workshop",
    secret: new Uint8Array(32),
    take: async (taken, { fields }) => {
      for (const { answers } of taken) {
        const row = Object.fromEntries(fields.map(({ field }, at) => [field.id, answers[at] ?? null]));
        rows.set(row["person_number"] ?? null, row);
      }
    },
  });
  return { rows, check };
};

for (const format of ["xlsx", "csv"] satisfies ExportFormat[])
  test(`an export to ${format} comes back through the import in each language without a changed value`, async () => {
    for (const language of languages) {
      const { path, count } = await write(guide, { format, columns: "all" }, { language });
      const mine = people.filter(({ partner }) => partner === "north_workshop");
      assert.equal(count, mine.length);
      const { rows, check } = await readBack(path);
      assert.equal(check.counts.refuse, 0, JSON.stringify(check.remarks.slice(0, 3)));
      assert.equal(rows.size, mine.length);
      for (const { answers } of mine) {
        const row = rows.get(answers["person_number"] ?? null) ?? {};
        for (const { id } of register.fields.values()) assert.equal(row[id] ?? null, answers[id] ?? null, id);
      }
    }
  });

test("no cell of a CSV begins with what a spreadsheet takes for a formula", async () => {
  const { path } = await write(guide, { format: "csv", columns: "all" });
  const table = await openTable(path);
  let texts = 0;
  for await (const rows of table.sheets[0]?.rows() ?? [])
    for (const { cells } of rows)
      for (const cell of cells) {
        assert.ok(typeof cell !== "string" || !/^[=+\-@]/.test(cell), JSON.stringify(cell));
        texts += 1;
      }
  assert.ok(texts > 1000);
});

test("an export holds the columns, order and records of the list, and what its asker may see", async () => {
  const asked = {
    columns: ["gender", "entry_date"],
    filters: [{ field: "gender", in: ["woman"] }],
    sort: { field: "entry_date", descending: true },
  };
  const { path, count } = await write(inspector, { format: "csv", columns: "chosen" }, asked);
  assert.equal(count, people.filter(({ answers }) => answers["gender"] === "woman").length);
  const [header = "", first = ""] = (await readFile(path, "utf8")).split("\r\n");
  assert.equal(header, "\uFEFFSexe;Date d'entrée");
  assert.equal(first, "femme;29/02/2020");
  const all = await write(inspector, { format: "csv", columns: "all" });
  const [headers = ""] = (await readFile(all.path, "utf8")).split("\r\n");
  assert.ok(headers.includes("Nom"));
  assert.ok(
    !headers.includes(register.fields.get("disability")?.label.fr ?? "?"),
    "an inspector sees no special category",
  );
});

test("an export is noted as a reading of every person in it, with the fields shown", async () => {
  await store.pool.query("delete from access.reading");
  await write(inspector, { format: "xlsx", columns: "chosen" }, { columns: ["last_name", "gender"] });
  const { rows } = await store.pool.query<{ fields: string[]; purpose: string; records: number }>(
    "select fields, purpose, sum(cardinality(records))::int as records from access.reading group by 1, 2",
  );
  assert.deepEqual(rows, [{ fields: ["last_name"], purpose: "export", records: people.length }]);
});

const house = () => ({
  pool: store.pool,
  dataFolder: store.folder,
  programme,
  guards,
  today: () => "2020-12-31",
  addJob: async () => undefined,
});

const wish: ExportWish = { format: "xlsx", columns: "all" };

const ask = (signed: Signed, search = "") =>
  store.as(signed, register, { search }, (client, request) => noteExport(client, house(), request, wish));

const mine = (signed: Signed) => store.as(signed, register, {}, (client) => savedExports(client));

const fetch = (signed: Signed, id: string) =>
  store.as(signed, register, {}, (client, { who }) => openExport(client, house(), who, id));

test("a large export is made later with its asker's own eyes, kept for 32 hours for them alone, then deleted", async () => {
  const id = await ask(guide);
  assert.deepEqual(
    (await mine(guide)).map(({ state }) => state),
    ["waiting"],
  );
  assert.equal(await fetch(guide, id), undefined, "it is not ready yet");
  await makeExport(house(), id);
  const [saved] = await mine(guide);
  assert.equal(saved?.state, "ready");
  assert.equal(saved.records, people.filter(({ partner }) => partner === "north_workshop").length);
  const hours = (Date.parse(saved.expiresAt) - Date.now()) / 3_600_000;
  assert.ok(hours > 31.9 && hours <= 32);
  const path = join(store.folder, "exports", `${id}.xlsx`);
  assert.equal(
    (await stat(join(store.folder, "exports"))).mode & 0o077,
    0,
    "nobody else on the machine reads them",
  );
  const found = await fetch(guide, id);
  assert.ok(found);
  const bytes = Buffer.from(await new Response(found.content).arrayBuffer());
  const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");
  assert.equal(sha256(bytes), sha256(await readFile(path)));
  assert.equal(await fetch(inspector, id), undefined, "not another's, whatever their rights");
  assert.deepEqual(await mine(inspector), []);
  const deleted = await store.as(inspector, register, {}, (client) => deleteExport(client, house(), id));
  assert.equal(deleted, false);
  await store.pool.query("update listing.export set expires_at = now() - interval '1 second'");
  assert.deepEqual(await mine(guide), []);
  assert.equal(await fetch(guide, id), undefined);
  await deleteOldExports(house());
  assert.ok(!existsSync(path));
});

test("what was searched for is forgotten once the file is made, and half a file is never left", async () => {
  const id = await ask(guide, "éléonore");
  await makeExport(house(), id);
  const { rows } = await store.pool.query<{ kept: boolean }>(
    "select request is not null or session is not null as kept from listing.export where id = $1",
    [id],
  );
  assert.deepEqual(rows, [{ kept: false }]);
  const left = await readdir(join(store.folder, "exports"));
  assert.deepEqual(
    left.filter((name) => !name.startsWith(id)),
    [],
  );
  const again = await store.as(guide, register, {}, (client) => deleteExport(client, house(), id));
  assert.equal(again, true);
  assert.deepEqual(await readdir(join(store.folder, "exports")), []);
});

test("half a file that a dying server left is swept up, and not one that is being written", async () => {
  const folder = join(store.folder, "exports");
  const [old, young] = [join(folder, "left.xlsx.part"), join(folder, "written.now")];
  for (const path of [old, young]) await writeFile(path, "x");
  await utimes(old, new Date(0), new Date(0));
  await deleteOldExports(house());
  assert.ok(!existsSync(old));
  assert.ok(existsSync(young));
});

test("an export asked for by somebody whose session ended since is not made", async () => {
  const leaver = await store.signIn("Essai 3", { role: "guide", partner: "north_workshop" });
  const id = await ask(leaver);
  await store.pool.query("update access.session set ended_at = now() where hash = $1", [leaver.session]);
  await makeExport(house(), id);
  const { rows } = await store.pool.query("select state from listing.export where id = $1", [id]);
  assert.deepEqual(rows, [{ state: "failed" }]);
  assert.ok(!existsSync(join(store.folder, "exports", `${id}.xlsx`)));
});

test("an export made with a right that was taken away since can no longer be fetched", async () => {
  const mover = await store.signIn(
    "Essai 4",
    { role: "guide", partner: "north_workshop" },
    { role: "guide", partner: "south_workshop" },
  );
  const id = await ask(mover);
  await makeExport(house(), id);
  assert.ok(await fetch(mover, id));
  await store.pool.query(
    `update access."grant" set ended_at = clock_timestamp(), ended_by = account
     where account = $1 and partner = 'south_workshop'`,
    [mover.account],
  );
  assert.equal(await fetch(mover, id), undefined);
});
