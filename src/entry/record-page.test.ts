import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type FileRow, participantRow, workshopRow, writeCsv } from "../../test/programme/rows.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import { type EntryWorld, openEntryWorld, participants } from "../../test/web/entry-world.ts";
import { importFile } from "../intake/import.ts";
import type { ChangePage, Kept, RegisterPage } from "./shapes.ts";

let world: EntryWorld;
before(async () => {
  world = await openEntryWorld();
});
after(() => world.close());

let files = 0;
const send = async (
  register: string,
  rows: readonly FileRow[],
  bent: { operation?: string; partner?: string } = {},
) => {
  const { programme, pool, folder } = world;
  const outcome = await importFile(pool, {
    path: writeCsv(folder, `${register}-${++files}.csv`, rows),
    programme,
    register: registerOf(programme, register),
    operation: "guidance",
    partner: "north_workshop",
    actor: "test",
    dataFolder: folder,
    ...bent,
  });
  assert.ok(outcome.kind === "imported" && outcome.change !== undefined);
  return outcome.change;
};

const recordOf = async (number: string): Promise<number> => {
  const { rows } = await world.pool.query<{ record: number }>(
    "select record from identity.participants where operation = 'guidance' and person_number = $1",
    [number],
  );
  return rows[0]?.record ?? assert.fail(`${number} is not there`);
};

describe("the page of a record", () => {
  test("names the files that it came from, and the other records of the same person that the asker may see", async () => {
    const first = await send("participants", [participantRow(1)]);
    await send("workshop_hours", [workshopRow(1)]);
    await send("workshop_hours", [workshopRow(1, { held_on: "13/03/2020" })], { partner: "south_workshop" });
    const page = await world.read(world.north, await recordOf("V-00001"));
    assert.deepEqual(
      page.files.map(({ name, change }) => [name, change]),
      [["participants-1.csv", first]],
    );
    assert.deepEqual(
      page.others.map(({ register, operation, date }) => [register, operation, date]),
      [["workshop_hours", "guidance", "2020-03-12"]],
    );
    assert.equal(page.trail?.[0]?.who.name, null);
    assert.match(page.trail?.[0]?.who.words.fr ?? "", /depuis le serveur/);
  });

  test("tells each change in words: the answer before and after, as people write them", async () => {
    await send("participants", [participantRow(2)]);
    const record = await recordOf("V-00002");
    const { version } = await world.read(world.north, record);
    const kept = await world.ask<Kept>(
      world.north,
      "PATCH",
      `${participants}/records/${record}`,
      {
        answers: { unemployed_since: "2019-07-01", gender: "homme", last_name: "Autre" },
        reason: "acte de naissance",
      },
      { "if-match": String(version) },
    );
    assert.equal(kept.status, 200, kept.text);
    const page = await world.read(world.colleague, record);
    const [entry] = page.trail ?? [];
    assert.equal(entry?.who.name, "Nora Exemple");
    assert.equal(entry.reason, "acte de naissance");
    assert.deepEqual(
      entry.differences.map(({ label, before, after }) => [label.fr, before?.fr, after?.fr]),
      [
        ["Sexe", "femme", "homme"],
        ["Au chômage depuis le", "01/06/2019", "01/07/2019"],
        ["Identité", undefined, undefined],
      ],
    );
    const change = await world.ask<ChangePage>(world.colleague, "GET", `/api/changes/${kept.body.change}`);
    assert.deepEqual(change.body.entries[0]?.differences, entry.differences);
    assert.doesNotMatch(change.text, /Autre|Exemple2/);
  });

  test("speaks of a special answer in a change only to who may read it, and notes that it was read", async () => {
    await send("participants", [participantRow(3)]);
    const record = await recordOf("V-00003");
    const { version } = await world.read(world.north, record);
    const kept = await world.ask<Kept>(
      world.north,
      "PATCH",
      `${participants}/records/${record}`,
      { answers: { disability: "oui" } },
      { "if-match": String(version) },
    );
    const readings = async () =>
      (await world.pool.query("select from access.reading where account = $1", [world.colleague.id])).rows
        .length;
    const before = await readings();
    const path = `/api/changes/${kept.body.change}`;
    const seen = await world.ask<ChangePage>(world.colleague, "GET", path);
    assert.deepEqual(
      seen.body.entries[0]?.differences.map(({ field }) => field),
      ["disability"],
    );
    assert.equal(await readings(), before + 1);
    const inspector = await world.account({ role: "inspector" });
    const unseen = await world.ask<ChangePage>(inspector, "GET", path);
    assert.deepEqual(unseen.body.entries[0]?.differences, []);
    assert.equal(unseen.body.undo.possible, false);
  });
});

test("the page of a register says where the asker may write, and what is hidden from them everywhere", async () => {
  const { body } = await world.ask<RegisterPage>(world.north, "GET", "/api/registers/participants");
  assert.deepEqual(body.hidden, []);
  for (const { partners } of body.operations)
    assert.deepEqual(
      partners.map(({ partner, write, identity, special }) => [partner, write, identity, special]),
      [["north_workshop", true, true, true]],
    );
  assert.deepEqual(
    body.sections.map(({ section }) => section),
    ["person", "entry", "household", "sensitive", "leave", "follow_up"],
  );
  assert.deepEqual(
    body.lifecycle?.transitions.map(({ transition }) => transition),
    ["leave", "resume"],
  );
  assert.equal((await world.ask(world.north, "GET", "/api/registers/nothing")).status, 404);
});
