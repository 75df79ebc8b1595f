import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { participantRow, writeCsv } from "../../test/programme/rows.ts";
import {
  type EntryWorld,
  openEntryWorld,
  participants,
  participantTexts,
} from "../../test/web/entry-world.ts";
import type { TestAccount } from "../../test/web/world.ts";
import { importFile } from "../intake/import.ts";
import { verifyTrail } from "../trail/verify.ts";
import { purgeEntry } from "./purge.ts";
import { undoChange } from "./undo.ts";
import type { ChangePage, Kept, Undone } from "./shapes.ts";

let world: EntryWorld;
let north: TestAccount;
before(async () => {
  world = await openEntryWorld();
  ({ north } = world);
});
after(() => world.close());

const participant = (number: number) => world.participant(number);

const undo = (change: number, account = north) =>
  world.ask<Undone>(account, "POST", `/api/changes/${change}/undo`, { reason: "erreur d'encodage" });

describe("undoing", () => {
  test("a change gives the former answers back, identity and keys included, and names what it undoes", async () => {
    const page = await participant(40);
    const changed = await world.ask<Kept>(
      north,
      "PATCH",
      `${participants}/records/${page.record}`,
      { answers: { last_name: "Change40", person_number: "V-77040", postcode: "1080", disability: "yes" } },
      { "if-match": `"${page.version}"` },
    );
    assert.equal(changed.status, 200, changed.text);
    const looked = await world.ask<ChangePage>(north, "GET", `/api/changes/${changed.body.change}`);
    assert.deepEqual([looked.body.counts.changed, looked.body.undo.possible], [1, true]);
    const done = await undo(changed.body.change);
    assert.equal(done.status, 200, done.text);
    const now = await world.read(north, page.record);
    assert.deepEqual(now.answers, page.answers);
    assert.deepEqual(
      [now.trail?.[0]?.undoes, now.trail?.[1]?.undoneBy],
      [changed.body.change, done.body.change],
    );
    const again = await world.keep(north, participantTexts(40));
    assert.equal((again.body as unknown as { record: number }).record, page.record);
    assert.equal((await undo(changed.body.change)).status, 409);
    const redone = await undo(done.body.change);
    assert.equal(redone.status, 200, redone.text);
    assert.equal((await world.read(north, page.record)).answers["last_name"], "Change40");
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("a new record takes it out, and a removal brings it back under its number", async () => {
    const page = await participant(41);
    const removed = await world.ask<{ change: number }>(
      north,
      "POST",
      `${participants}/records/${page.record}/remove`,
      {
        version: page.version,
        reason: "encodée par erreur",
      },
    );
    assert.equal(removed.status, 200, removed.text);
    assert.equal((await world.ask(north, "GET", `${participants}/records/${page.record}`)).status, 404);
    const back = await undo(removed.body.change);
    assert.equal(back.status, 200, back.text);
    const now = await world.read(north, page.record);
    assert.deepEqual(now.answers, page.answers);
    const other = await participant(42);
    assert.equal((await undo(other.version)).status, 200);
    assert.equal((await world.ask(north, "GET", `${participants}/records/${other.record}`)).status, 404);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("is refused with what was built on it", async () => {
    const page = await participant(43);
    const later = await world.ask<Kept>(
      world.colleague,
      "PATCH",
      `${participants}/records/${page.record}`,
      { answers: { postcode: "1080" } },
      { "if-match": String(page.version) },
    );
    const refused = await undo(page.version);
    const told = refused.body as unknown as { code: string; builtOn: ChangePage["undo"]["builtOn"] };
    assert.deepEqual(
      [refused.status, told.code, told.builtOn.map(({ record, change, who }) => [record, change, who.name])],
      [409, "built_on", [[page.record, later.body.change, "Colin Exemple"]]],
    );
  });

  test("goes back further once what was built on it is undone, and stops where that was done again", async () => {
    const page = await participant(49);
    const change = async (postcode: string, version: number) => {
      const path = `${participants}/records/${page.record}`;
      const headers = { "if-match": String(version) };
      return (
        await world.ask<Kept>(north, "PATCH", path, { answers: { postcode, last_name: postcode } }, headers)
      ).body.change;
    };
    const first = await change("1080", page.version);
    const second = await change("1090", first);
    assert.equal((await undo(first)).status, 409);
    const undone = await undo(second);
    const back = await undo(first);
    assert.equal(back.status, 200, back.text);
    assert.deepEqual((await world.read(north, page.record)).answers, page.answers);
    // First and second done again, the other way round of how they were undone.
    const again = await undo(back.body.change);
    assert.equal(again.status, 200, again.text);
    assert.equal((await undo(undone.body.change)).status, 200);
    assert.equal((await world.read(north, page.record)).answers["postcode"], "1090");
    assert.equal((await undo(again.body.change)).status, 409);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("the steps of a lifecycle goes back the way it came, one after the other", async () => {
    const texts = {
      person_number: "V-1",
      held_on: "12/03/2020",
      hours: "1",
      theme: "entretien",
      online: "oui",
    };
    const { body } = await world.keep(north, texts, { register: "workshop_hours" });
    const path = `/api/operations/guidance/registers/workshop_hours/records/${body.record}`;
    const changes = [body.change];
    for (const transition of ["plan", "hold", "pay"]) {
      const done = await world.ask<Kept>(north, "POST", `${path}/transitions/${transition}`, {
        version: changes.at(-1),
        texts: {},
      });
      assert.equal(done.status, 200, done.text);
      changes.push(done.body.change);
    }
    for (const change of changes.toReversed()) {
      const done = await undo(change);
      assert.equal(done.status, 200, done.text);
    }
    assert.equal((await world.ask(north, "GET", path)).status, 404);
  });

  test("a removal is refused where the person is in the register again", async () => {
    const page = await participant(44);
    const removed = await world.ask<{ change: number }>(
      north,
      "POST",
      `${participants}/records/${page.record}/remove`,
      {
        version: page.version,
        reason: "doublon",
      },
    );
    const again = await participant(44);
    const refused = await undo(removed.body.change);
    const told = refused.body as unknown as { builtOn: { record: number }[] };
    assert.deepEqual([refused.status, told.builtOn.map(({ record }) => record)], [409, [again.record]]);
  });

  test("a whole file takes back what it added and changed", async () => {
    const page = await participant(45);
    const path = writeCsv(world.folder, "file.csv", [
      participantRow(45, { first_name: "Change", last_name: "Change45", postcode: "1090" }),
      participantRow(46),
    ]);
    const register = world.programme.registers.get("participants");
    assert.ok(register);
    const outcome = await importFile(world.pool, {
      path,
      programme: world.programme,
      register,
      operation: "guidance",
      partner: "north_workshop",
      actor: "test",
      dataFolder: world.folder,
    });
    assert.ok(outcome.kind === "imported" && outcome.change !== undefined);
    const done = await undo(outcome.change);
    assert.deepEqual([done.status, done.body.records], [200, 2], done.text);
    assert.deepEqual((await world.read(north, page.record)).answers, page.answers);
  });

  test("is not another partner's, who does not see the change either", async () => {
    const page = await participant(47);
    const missing = await world.ask(world.south, "GET", "/api/changes/999999");
    assert.equal((await world.ask(world.south, "GET", `/api/changes/${page.version}`)).text, missing.text);
    assert.equal((await undo(page.version, world.south)).status, 404);
  });

  test("at the command line is the owner's, named by the account of the machine", async () => {
    const page = await participant(50);
    const client = await world.pool.connect();
    try {
      await client.query("begin");
      const { programme, house } = world;
      const done = await undoChange(
        client,
        { actor: "machine", isOwner: true },
        { programme, secret: house.secret, change: page.version, reason: "", mayTouch: () => true },
      );
      await client.query("commit");
      const { rows } = await client.query("select actor, action, reason from trail.change where seq = $1", [
        done.change,
      ]);
      assert.deepEqual(rows, [{ actor: "machine", action: "undo", reason: `{undoes ${page.version}}` }]);
    } finally {
      client.release();
    }
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("is refused once what it changed of a person is forgotten", async () => {
    const page = await participant(48);
    const changed = await world.ask<Kept>(
      north,
      "PATCH",
      `${participants}/records/${page.record}`,
      { answers: { last_name: "Change48" } },
      { "if-match": String(page.version) },
    );
    await world.pool.query("update identity.before set kept_until = current_date - 1 where change = $1", [
      changed.body.change,
    ]);
    await purgeEntry(world.pool);
    const refused = await undo(changed.body.change);
    assert.equal((refused.body as unknown as { code: string }).code, "not_possible");
  });
});

// The last of all: what it takes away stays away.
test("a record that was put back and then taken away behind the trail's back is missed", async () => {
  const page = await participant(90);
  const path = `${participants}/records/${page.record}/remove`;
  const removed = await world.ask<{ change: number }>(north, "POST", path, {
    version: page.version,
    reason: "erreur",
  });
  const back = await undo(removed.body.change);
  const client = await world.pool.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    await client.query("delete from register.participants where record = $1", [page.record]);
    await client.query("commit");
  } finally {
    client.release();
  }
  assert.deepEqual(
    (await verifyTrail(world.pool)).breaks.map(({ problem, change }) => [problem, change]),
    [["missing_record", back.body.change]],
  );
});
