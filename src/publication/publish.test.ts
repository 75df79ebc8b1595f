import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadProgramme } from "../definition/load.ts";
import type { Programme } from "../definition/programme.ts";
import { Snapshot } from "../figure/snapshot.ts";
import { verifyTrail } from "../trail/verify.ts";
import { participantRow, workshopRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { draftOf } from "./draft.ts";
import { editionBytes, editionOf, editions, publishedFolder } from "./editions.ts";
import type { Press } from "./press.ts";
import type { PublishedFigures } from "./published-figures.ts";
import { enterAsOwner, NotPublished, NumbersChanged, prepareEdition } from "./publish.ts";
import { yearsWithData } from "./years.ts";

let folder = "";
let programme: Programme;
let store: TestStore;
let snapshot: Snapshot;
let press: Press;

const people = (from: number, count: number, year: number) =>
  Array.from({ length: count }, (_, index) =>
    participantRow(from + index, { entry_date: `02/03/${year}`, unemployed_since: `01/12/${year - 1}` }),
  );

before(async () => {
  folder = tinyProgrammeFolder();
  programme = loadProgramme(folder);
  store = await testStore(programme);
  snapshot = await Snapshot.open({ dataFolder: store.folder, pool: store.pool, programme });
  press = {
    programme,
    pool: store.pool,
    dataFolder: store.folder,
    snapshot: async () => {
      await snapshot.refresh();
      return snapshot;
    },
  };
  await store.importRows(people(1, 4, 2019));
  await store.importRows(people(10, 12, 2020));
});

after(async () => {
  snapshot.close();
  await store.close();
});

const day = { publishedOn: "2021-05-31" };
const publish = async (year: number) =>
  enterAsOwner(store.pool, await prepareEdition(press, { year, ...day }), "test");

const filesOf = async (year: number, edition: number) => {
  const found = await editionOf(store.pool, year, edition);
  assert.ok(found);
  const contents = new Map<string, string>();
  for (const { name } of found.files) {
    const bytes = await editionBytes(store.folder, found, name);
    contents.set(name, Buffer.from(bytes ?? []).toString("base64"));
  }
  return contents;
};

test("a report can be made of the years that any register tells of", async () => {
  assert.deepEqual(await yearsWithData(programme, await press.snapshot()), [2019, 2020]);
});

test("what was published stays to the byte what it was when the data change; the change makes a new edition", async () => {
  assert.equal(await publish(2020), 1);
  const first = await filesOf(2020, 1);
  assert.deepEqual(
    [...first.keys()].toSorted(),
    ["figures.json", "fr.document.json", "fr.html", "fr.json", "fr.pdf"],
    "every form, in the languages that the programme writes its report in",
  );

  await store.importRows(people(100, 3, 2020));
  assert.deepEqual(await filesOf(2020, 1), first);

  assert.equal(await publish(2020), 2);
  assert.deepEqual(await filesOf(2020, 1), first);
  const second = await filesOf(2020, 2);
  assert.notEqual(second.get("fr.json"), first.get("fr.json"));
  assert.equal((await editionOf(store.pool, 2020))?.edition, 2, "the newest is the one in force");
  const all = await editions(store.pool);
  assert.notEqual(all[0]?.data.hash, all[1]?.data.hash, "each edition names the data that it was made from");
});

test("publishing is a change of the trail, which verifies", async () => {
  const { rows } = await store.pool.query<{ action: string; reason: string; entries: number }>(
    "select action, reason, entries from trail.change where action = 'publish' order by seq",
  );
  assert.deepEqual(
    rows.map(({ reason }) => reason),
    ["report 2020, edition 1", "report 2020, edition 2"],
  );
  assert.deepEqual((await verifyTrail(store.pool)).breaks, []);
});

test("an edition is neither changed nor taken away", async () => {
  for (const statement of [
    "update publication.report set reason = 'x'",
    "delete from publication.report",
    "truncate publication.report",
  ])
    await assert.rejects(store.pool.query(statement), { code: "23001" });
});

test("a published file that somebody changed is not served", async () => {
  const edition = await editionOf(store.pool, 2020, 1);
  assert.ok(edition);
  const path = join(publishedFolder(store.folder), edition.folder, "fr.html");
  const original = readFileSync(path);
  chmodSync(path, 0o644);
  writeFileSync(path, "<p>7.972</p>");
  // Another edition of the same hash may be held in memory: asked under a hash of its own, the file is read.
  const file = edition.files.find(({ name }) => name === "fr.html");
  assert.ok(file);
  const unread = { ...edition, files: [{ ...file, sha256: `${file.sha256.slice(0, -1)}x` }] };
  await assert.rejects(editionBytes(store.folder, unread, "fr.html"), /not as it was published/);
  writeFileSync(path, original);
});

test("a report that the data contradict is not published, and says where", async () => {
  const text = join(folder, "report", "fr.md");
  const original = readFileSync(text, "utf8");
  const before = readdirSync(publishedFolder(store.folder));
  writeFileSync(text, original.replace("more_than step=10", "more_than bound=15"));
  try {
    const { report } = await draftOf(press, 2020, "fr");
    assert.equal(report.untrue.length, 1, "the draft is read all the same, with what is untrue in it");
    await assert.rejects(prepareEdition(press, { year: 2020, ...day }), (error: unknown) => {
      assert.ok(error instanceof NotPublished);
      assert.match(error.text.fr, /plus de 15.*fr\.md:\d+.*la valeur est 15/);
      return true;
    });
  } finally {
    writeFileSync(text, original);
  }
  assert.deepEqual(readdirSync(publishedFolder(store.folder)), before, "nothing of it is left behind");
});

test("only the numbers that were read are published", async () => {
  const { numbers } = await draftOf(press, 2020, "fr");
  const seen = { language: "fr", numbers } as const;
  await store.importRows(people(200, 1, 2020));
  await assert.rejects(prepareEdition(press, { year: 2020, ...day, seen }), NumbersChanged);
  const again = await draftOf(press, 2020, "fr");
  const prepared = await prepareEdition(press, {
    year: 2020,
    ...day,
    seen: { language: "fr", numbers: again.numbers },
  });
  assert.ok(existsSync(join(publishedFolder(store.folder), prepared.folder, "fr.pdf")));
});

test("the application publishes only for who may, and then under their name", async () => {
  const prepared = await prepareEdition(press, { year: 2019, ...day }).catch((error: unknown) => error);
  assert.ok(prepared instanceof NotPublished, "2019 compares with a year of which there is nothing");
  const made = await prepareEdition(press, { year: 2020, ...day });
  const { rows: accounts } = await store.pool.query<{ id: string }>(
    `insert into access.account (email, name) values ('officielle@example.org', 'Odile Inventée') returning id`,
  );
  const id = accounts[0]?.id ?? "";
  const hash = "a".repeat(64);
  await store.pool.query(
    `insert into access.session (hash, account, kind, expires_at) values ($1, $2, 'person', now() + interval '1 hour')`,
    [hash, id],
  );
  const attempt = async () => {
    const client = await store.pool.connect();
    try {
      await client.query("begin; set local role jalon_application");
      await client.query("select access.open($1)", [hash]);
      const { rows } = await client.query<{ edition: number }>(
        "select publication.publish($1, '', $2, $3, $4, $5, $6) as edition",
        [2020, made.definition, made.data.change, made.data.hash, made.folder, JSON.stringify(made.files)],
      );
      await client.query("commit");
      return rows[0]?.edition;
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  };
  await assert.rejects(attempt(), { code: "42501" });
  await store.pool.query(
    `insert into access.role (role, scope) values ('publisher', 'programme');
     insert into access.role_right (role, "right") values ('publisher', 'report:publish')`,
  );
  await store.pool.query(`insert into access."grant" (account, role) values ($1, 'publisher')`, [id]);
  assert.equal(await attempt(), 3);
  const { rows } = await store.pool.query<{ actor: string }>(
    "select actor from publication.report where edition = 3",
  );
  assert.equal(rows[0]?.actor, `account:${id}`);
});

test("figures are published without partners, and counts of a few people are hidden with what would give them away", async () => {
  const young = people(300, 2, 2020).map((row) => ({ ...row, birth_date: "01/06/1998" }));
  const outcome = await store.importRows(young, { operation: "first_step" });
  assert.equal(outcome.kind, "imported");
  const attendances = [10, 11].map((number) => workshopRow(number, { online: "oui", room: "" }));
  const attended = await store.importRows(attendances, { register: "workshop_hours" });
  assert.equal(attended.kind, "imported");
  const prepared = await prepareEdition(press, { year: 2020, ...day });
  const text = readFileSync(join(publishedFolder(store.folder), prepared.folder, "figures.json"), "utf8");
  const { figures, smallestShown } = JSON.parse(text) as PublishedFigures;
  assert.equal(smallestShown, 5);
  const participants = figures.find(({ figure }) => figure === "participants");
  assert.equal(participants?.value, "18");
  const [priority] = participants.cells;
  assert.equal(priority?.value, "18");
  assert.deepEqual(
    priority.under.map(({ id, value }) => [id, value]),
    [
      ["guidance", null],
      ["first_step", null],
    ],
    "first_step counts 2 people; guidance is hidden too, or 18 would tell them",
  );
  const valueOf = (id: string) => figures.find(({ figure }) => figure === id)?.value;
  assert.equal(valueOf("online_workshops"), null, "two attendances");
  assert.equal(valueOf("contacts"), null, "participants and those two: the difference would tell them");
  assert.doesNotMatch(text, /north_workshop|Atelier du Nord/);
});
