import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asSession } from "../../../src/access/as-session.ts";
import { loadProgramme } from "../../../src/definition/load.ts";
import type { Programme } from "../../../src/definition/programme.ts";
import { importFile } from "../../../src/intake/import.ts";
import { noteExport, makeExport } from "../../../src/listing/saved-exports.ts";
import { requestOf } from "../../../src/server/routes/listing.ts";
import { checkUpload } from "../../../src/upload/check.ts";
import { registerOf } from "../../programme/tinyProgramme.ts";
import { csvOf, type FileRow, writeCsv } from "../../programme/rows.ts";
import { openWorld, type TestAccount, type World, type WorldOptions } from "../world.ts";
import { faraway, mark, neighbour, own, type Place } from "./places.ts";
import { plantAgreements, type PlantedAgreements } from "./planted-agreements.ts";
import { plantAudit, type PlantedAudit } from "./planted-audit.ts";
import { plantCommission, type PlantedCommission } from "./planted-commission.ts";
import { plantPayment, type PlantedPayment } from "./planted-payment.ts";
import { plantControl, type PlantedControl } from "./planted-control.ts";
import { plantDeclarations, type PlantedDeclarations } from "./planted-declarations.ts";
import { plantMoney, type PlantedMoney } from "./planted-money.ts";

/** What there is at a place, by its numbers. What is somebody's own (draft, view, export, session) is its worker's. */
export type Planted = Readonly<{
  place: Place;
  worker: TestAccount;
  manager: TestAccount;
  /** A record that came by hand, and the change that last touched it: it can be undone. */
  record: number;
  version: number;
  change: number;
  /** A file that was imported from the command line. */
  file: number;
  /** An upload with cells to mend and to confirm, and one that can be kept. */
  faulty: string;
  sound: string;
  remark: number;
  invited: string;
  grant: string;
  token: string;
}> &
  PlantedMoney &
  PlantedAgreements &
  PlantedDeclarations &
  PlantedControl &
  PlantedAudit &
  PlantedCommission &
  PlantedPayment &
  OwnThings;

/** What one has by oneself; `spare`: the file of a list that may be deleted. */
export type OwnThings = Readonly<{
  draft: string;
  view: string;
  export: string;
  spare: string;
  session: string;
}>;

/** Returns an invented participant of the place, every text of it marked. */
export const participant = (place: Place, number: number, bent: FileRow = {}): FileRow => ({
  person_number: `${mark(place, "name")}-${String(number).padStart(4, "0")}`,
  last_name: `${mark(place, "name")} ${number}`,
  first_name: `${mark(place, "name")} ${number}`,
  email: `${mark(place, "name")}${number}@exemple.invalid`,
  adviser_code: mark(place, "text"),
  postcode: "1070",
  birth_date: `${String((number % 28) + 1).padStart(2, "0")}/06/1999`,
  gender: "woman",
  entry_date: "02/03/2020",
  employment_at_entry: "inactive",
  in_education_at_entry: "non",
  education_level: "isced_3",
  migrant_or_minority: "no",
  disability: "no",
  other_disadvantage: "no",
  ...bent,
});

const inFile = (row: FileRow, place: Place): FileRow =>
  Object.fromEntries(
    Object.entries(row).map(([field, text]) => [
      field,
      text
        .replaceAll(mark(place, "name"), mark(place, "cell"))
        .replaceAll(mark(place, "text"), mark(place, "cell")),
    ]),
  );

type Asked = Readonly<{
  method: string;
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}>;

/** Sends a request for planting, which must be good. */
const send = async <T>(world: World, account: TestAccount, asked: Asked): Promise<T> => {
  const response = await world.app.request(asked.path, {
    method: asked.method,
    headers: {
      ...account.headers,
      ...(asked.body === undefined || typeof asked.body === "string"
        ? {}
        : { "content-type": "application/json" }),
      ...asked.headers,
    },
    ...(asked.body === undefined
      ? {}
      : { body: typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body) }),
  });
  const text = await response.text();
  assert.ok(response.ok, `${asked.method} ${asked.path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
};

const bring = async (
  world: World,
  worker: TestAccount,
  place: Place,
  name: string,
  rows: readonly FileRow[],
) => {
  const { operation, partner, register } = place;
  const query = new URLSearchParams({ operation, partner, register });
  const { id } = await send<{ id: string }>(world, worker, {
    method: "POST",
    path: `/api/files?${query}`,
    body: csvOf(rows),
    headers: { "content-type": "application/octet-stream", "x-file-name": name },
  });
  await checkUpload(world.house, id);
  return id;
};

/** Gives an account what one has by oneself: a draft at the place, a list, a file made of a list, a second session. */
export const giveOwnThings = async (
  world: World,
  account: TestAccount,
  place: Place,
  may: Readonly<{ read: boolean; write: boolean }>,
  marks: Readonly<{ draft: string; view: string }>,
): Promise<OwnThings> => {
  const { operation, partner, register } = place;
  const draft = randomUUID();
  if (may.write) {
    const texts = participant(place, 900, {
      person_number: `${marks.draft}-${draft.slice(0, 8)}`,
      adviser_code: "A1",
    });
    const edits = Object.entries(texts).map(([field, text], index) => ({
      seq: index + 1,
      field,
      text: text.replaceAll(mark(place, "name"), marks.draft),
    }));
    await send(world, account, {
      method: "PUT",
      path: `/api/drafts/${draft}`,
      body: { operation, register, partner, edits },
    });
  }
  let view: string = randomUUID();
  // A file that is deleted does not come back with the transaction: there is a second one.
  let [made, spare]: [string, string] = [randomUUID(), randomUUID()];
  if (may.read) {
    const { views } = await send<{ views: { view: string }[] }>(world, account, {
      method: "POST",
      path: `/api/registers/${register}/views`,
      body: { name: `${marks.view} ${account.role}`, query: "", operation },
    });
    view = views[0]?.view ?? view;
    const hash = createHash("sha256").update(account.secret).digest("hex");
    const make = () =>
      asSession(world.pool, hash, async (client, who) => {
        assert.ok(who);
        const request = requestOf({ house: world.house, who, language: "fr" }, register, { operation });
        return noteExport(client, world.house, request, { format: "xlsx", columns: "all" });
      });
    [made, spare] = [await make(), await make()];
    await makeExport(world.house, made);
    await makeExport(world.house, spare);
  }
  const { rows } = await world.pool.query<{ id: string }>(
    `insert into access.session (hash, account, kind, expires_at, idle_minutes)
     values (encode(sha256($1::text::bytea), 'hex'), $2, 'person', now() + interval '1 hour', 60) returning id`,
    [randomUUID(), account.id],
  );
  return { draft, view, export: made, spare, session: rows[0]?.id ?? "" };
};

/** Plants everything of which there can be some at a place. */
export const plant = async (world: World, place: Place): Promise<Omit<Planted, keyof PlantedCommission>> => {
  const { operation, partner, register } = place;
  const { pool, programme, folder } = world;
  // First, so that what is looked for in the newest changes stays among them. A call that is published is published to
  // all: its number is no mark.
  await pool.query("select setval('register.record', $1)", [30_000_000 + place.numbers / 10]);
  const agreements = await plantAgreements(world, place);
  const declarations = await plantDeclarations(world, place, agreements.agreements.active);
  const control = await plantControl(world, place);
  const payment = await plantPayment(world, place, control.decidedDeclaration);
  const audit = await plantAudit(world, place);
  await pool.query("select setval('register.record', $1)", [place.numbers]);
  const at = { operation: null, partner };
  const worker = await world.account({ role: "case_worker", ...at, name: `${mark(place, "person")} worker` });
  const manager = await world.account({
    role: "partner_manager",
    ...at,
    name: `${mark(place, "person")} manager`,
  });
  // Each place its own number of records, so that none is taken for another's.
  const rows = Array.from({ length: 3 + places(place) }, (_, index) => participant(place, index + 1));
  mkdirSync(join(folder, "planted"), { recursive: true });
  const imported = await importFile(pool, {
    path: writeCsv(join(folder, "planted"), `${mark(place, "file")}.csv`, rows),
    programme,
    register: registerOf(programme, register),
    operation,
    partner,
    actor: "test",
    dataFolder: folder,
  });
  assert.equal(imported.kind, "imported", JSON.stringify(imported));
  const { rows: files } = await pool.query<{ id: number }>(
    "select id from intake.file order by id desc limit 1",
  );
  const records = `/api/operations/${operation}/registers/${register}/records`;
  const answers = asAnswers(participant(place, 100));
  const added = await send<{ record: number; change: number }>(world, worker, {
    method: "POST",
    path: records,
    body: { partner, answers, reason: `${mark(place, "reason")} added` },
    headers: { "idempotency-key": randomUUID() },
  });
  const changed = await send<{ record: number; change: number }>(world, worker, {
    method: "PATCH",
    path: `${records}/${added.record}`,
    body: { answers: { postcode: "1080" }, reason: `${mark(place, "reason")} changed` },
    headers: { "if-match": String(added.change) },
  });
  const faultyRows = [1, 2, 3, 4].map((number) =>
    inFile(
      participant(place, 200 + number, {
        // To mend, and to confirm: who lives elsewhere than in the Region.
        ...(number < 3 ? { birth_date: mark(place, "cell") } : { postcode: "5000" }),
        ...(number === 1 ? { other_disadvantage: mark(place, "special") } : {}),
        [mark(place, "column")]: mark(place, "cell"),
      }),
      place,
    ),
  );
  const faulty = await bring(world, worker, place, `${mark(place, "file")}-faulty.csv`, faultyRows);
  await send(world, worker, {
    method: "PUT",
    path: `/api/files/${faulty}/columns`,
    body: {
      columns: [{ key: mark(place, "column"), header: mark(place, "column"), field: null }],
      remember: true,
    },
  });
  await checkUpload(world.house, faulty);
  await send(world, worker, {
    method: "POST",
    path: `/api/files/${faulty}/mends`,
    body: { mends: [{ sheet: null, row: 4, column: 4, value: mark(place, "cell") }] },
  });
  await checkUpload(world.house, faulty);
  const { rows: toConfirm } = await pool.query<{ n: number }>(
    "select n from upload.remark where upload = $1 and severity <> 'refuse' order by n limit 1",
    [faulty],
  );
  assert.ok(toConfirm[0], "the faulty file has something to confirm");
  await send(world, worker, {
    method: "POST",
    path: `/api/files/${faulty}/confirmations`,
    body: { remark: toConfirm[0].n },
  });
  const sound = await bring(world, worker, place, `${mark(place, "file")}-sound.csv`, [
    inFile(participant(place, 301), place),
  ]);
  const token = await send<{ id: string }>(world, manager, {
    method: "POST",
    path: "/api/tokens",
    body: { label: mark(place, "label"), role: "case_worker", partner, days: 30 },
  });
  const invited = await send<{ account: string }>(world, manager, {
    method: "POST",
    path: "/api/people",
    body: {
      email: `${mark(place, "invited")}@exemple.invalid`,
      name: mark(place, "invited"),
      language: "fr",
      role: "case_worker",
      partner,
    },
  });
  const { rows: grants } = await pool.query<{ id: string }>(
    "select id from access.grant where account = $1",
    [worker.id],
  );
  return {
    place,
    worker,
    manager,
    record: added.record,
    version: changed.change,
    change: changed.change,
    file: files[0]?.id ?? 0,
    faulty,
    sound,
    remark: toConfirm[0].n,
    invited: invited.account,
    grant: grants[0]?.id ?? "",
    token: token.id,
    ...(await plantMoney(world, place, manager.id)),
    ...agreements,
    ...declarations,
    ...control,
    ...payment,
    ...audit,
    ...(await giveOwnThings(
      world,
      worker,
      place,
      { read: true, write: true },
      { draft: mark(place, "draft"), view: mark(place, "view") },
    )),
  };
};

const places = (place: Place): number => [own, neighbour, faraway].indexOf(place);

/** Answers as a program sends them: dates as they are stored. */
export const asAnswers = (row: FileRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).map(([field, text]) => [
      field,
      text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, (_whole, day, month, year) => `${year}-${month}-${day}`),
    ]),
  );

const definitions = join(import.meta.dirname, "..", "..", "..", "definitions");
const shortReport = `---
title: "Rapport {{ year }}"
subtitle: "Essai."
notice: "Tout est inventé."
support: esf
---

# Introduction

En {{ year }}, {{ participants }} participants ont commencé une action.

\`\`\`co-funding
support: esf
text: |
  Le programme {{ programme identifier }} est soutenu par le Fonds social européen.
\`\`\`
`;

/** The reference programme with a report that is true of a few invented people, so that it can be published. */
const withShortReport = (): Programme => {
  const above = mkdtempSync(join(tmpdir(), "jalon-matrix-"));
  process.once("exit", () => rmSync(above, { recursive: true, force: true }));
  symlinkSync(join(definitions, "esf-2014-2020"), join(above, "esf-2014-2020"));
  const folder = join(above, "brussels-2014-2020");
  cpSync(join(definitions, "brussels-2014-2020"), folder, { recursive: true });
  rmSync(join(folder, "report"), { recursive: true });
  mkdirSync(join(folder, "report"));
  writeFileSync(join(folder, "report", "fr.md"), shortReport);
  return loadProgramme(folder);
};

export type PlantedWorld = Readonly<{ world: World; own: Planted; neighbour: Planted; faraway: Planted }>;

/** Opens a world of the reference programme with data at three places. The caller closes it. */
export const openPlantedWorld = async (options: WorldOptions = {}): Promise<PlantedWorld> => {
  const world = await openWorld({ programme: withShortReport(), operations: [], ...options });
  const places = [
    await plant(world, own),
    await plant(world, neighbour),
    await plant(world, faraway),
  ] as const;
  // Records that come later have numbers of no place.
  await world.pool.query("select setval('register.record', 10000000)");
  const commission = await plantCommission(world, places);
  const [first, second, third] = places;
  return {
    world,
    own: { ...first, ...commission },
    neighbour: { ...second, ...commission },
    faraway: { ...third, ...commission },
  };
};
