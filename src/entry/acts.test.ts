import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { DatabaseError } from "pg";
import { type EntryWorld, openEntryWorld, participants, type Texts } from "../../test/web/entry-world.ts";
import type { TestAccount } from "../../test/web/world.ts";
import { asOwner } from "../database/transaction.ts";
import { Problem } from "../problem.ts";
import { verifyTrail } from "../trail/verify.ts";
import { todayInBrussels } from "../today.ts";
import { keepSeveral, type RecordEdit } from "./keep-several.ts";
import type { BulkOutcome, EntryFinding, Kept, RecordPage, Undone } from "./shapes.ts";

let world: EntryWorld;
let north: TestAccount;
before(async () => {
  world = await openEntryWorld();
  ({ north } = world);
});
after(() => world.close());

const hours = "/api/operations/guidance/registers/workshop_hours";

const workshop = async (number: number, bent: Texts = {}): Promise<Kept> => {
  const texts = {
    person_number: `V-${String(number).padStart(5, "0")}`,
    held_on: "12/03/2020",
    hours: "2,5",
    theme: "entretien",
    online: "oui",
    ...bent,
  };
  const { status, body, text } = await world.keep(north, texts, { register: "workshop_hours" });
  assert.equal(status, 200, text);
  return body;
};

const readHours = async (record: number, account = north): Promise<RecordPage> =>
  (await world.ask<RecordPage>(account, "GET", `${hours}/records/${record}`)).body;

const step = (record: number, version: number, transition: string, texts: Texts = {}) =>
  world.ask<Kept>(north, "POST", `${hours}/records/${record}/transitions/${transition}`, { version, texts });

const participant = (number: number, bent?: Texts) => world.participant(number, bent);

const undo = (change: number, account = north) =>
  world.ask<Undone>(account, "POST", `/api/changes/${change}/undo`, { reason: "erreur d'encodage" });

describe("a lifecycle", () => {
  test("says beforehand where a record is, what can be done and what that does", async () => {
    const { record } = await workshop(1);
    const page = await readHours(record);
    assert.equal(page.state?.state, "none");
    assert.deepEqual(
      page.transitions.map(({ transition, possible, does }) => [transition, possible, does.fr]),
      [["plan", true, "Nouvel état : prévu."]],
    );
  });

  test("goes one step after the other; another step, and one without what it requires, is refused", async () => {
    const { record, change } = await workshop(2, { theme: "" });
    assert.equal((await step(record, change, "pay")).status, 409);
    assert.equal((await step(record, change, "fly")).status, 404);
    const planned = await step(record, change, "plan");
    assert.equal(planned.status, 200, planned.text);
    const refused = await step(record, planned.body.change, "hold");
    assert.equal(refused.status, 422);
    const { findings } = refused.body as unknown as { findings: EntryFinding[] };
    assert.deepEqual(
      findings.map(({ rule, field }) => [rule, field]),
      [["state_move", "state"]],
    );
    assert.match(findings[0]?.expected.fr ?? "", /Thème/);
    assert.equal((await readHours(record)).state?.state, "planned");
  });

  test("is held in a form too: a state that no step leads to is a finding on its field", async () => {
    const { status, body } = await world.keep(
      north,
      { person_number: "V-00003", held_on: "12/03/2020", hours: "1", online: "oui", state: "payé" },
      { register: "workshop_hours" },
    );
    assert.equal(status, 422);
    const { findings } = body as unknown as { findings: EntryFinding[] };
    assert.deepEqual(
      findings.map(({ rule, field }) => [rule, field]),
      [["state_move", "state"]],
    );
  });

  test("is held by the database, whatever the server says", async () => {
    const { record } = await workshop(4);
    const client = await world.pool.connect();
    try {
      await client.query("begin; set local role jalon_application");
      await client.query("select access.open(encode(sha256(convert_to($1, 'UTF8')), 'hex'))", [north.secret]);
      await assert.rejects(
        client.query(
          "update register.workshop_hours set state = 'paid', change = change + 1 where record = $1",
          [record],
        ),
        (error) => (error as DatabaseError).code === "23001" && /none to paid/.test((error as Error).message),
      );
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("of a date gives today's where nothing else is said, and can be taken back", async () => {
    const page = await participant(5);
    assert.deepEqual(page.transitions[0]?.proposed, { leave_date: todayInBrussels() });
    const act = (version: number, transition: string, texts: Texts) =>
      world.ask<Kept>(north, "POST", `${participants}/records/${page.record}/transitions/${transition}`, {
        version,
        texts,
      });
    const left = await act(page.version, "leave", {
      leave_date: "30/06/2020",
      employment_at_leave: "au chômage",
    });
    assert.equal(left.status, 200, left.text);
    const gone = await world.read(north, page.record);
    assert.deepEqual([gone.state?.state, gone.answers["leave_date"]], ["known", "2020-06-30"]);
    assert.equal((await act(left.body.change, "leave", {})).status, 409);
    const back = await act(left.body.change, "resume", {});
    assert.equal(back.status, 200, back.text);
    const now = await world.read(north, page.record);
    assert.deepEqual(
      [now.state?.state, now.answers["leave_date"], now.answers["employment_at_leave"]],
      ["none", null, null],
    );
    const empty = await act(back.body.change, "leave", { leave_date: "" });
    assert.equal(empty.status, 422, empty.text);
  });

  test("that somebody else went on with meanwhile is told", async () => {
    const { record, change } = await workshop(6);
    await step(record, change, "plan");
    const again = await step(record, change, "plan");
    assert.equal(again.status, 409);
    assert.equal((again.body as unknown as { code: string }).code, "not_possible");
  });
});

describe("a bulk act", () => {
  const bulk = (body: object, account = north) =>
    world.ask<BulkOutcome>(account, "POST", `${hours}/bulk`, body);

  test("says what became of each record, is one change, and is undone as one", async () => {
    const kept = [];
    for (const number of [20, 21, 22, 23]) kept.push(await workshop(number));
    const [one, two, three, four] = kept;
    assert.ok(one && two && three && four);
    const planned = await step(two.record, two.change, "plan");
    await step(three.record, three.change, "plan");
    const request = {
      records: [
        one.record,
        two.record,
        { record: three.record, version: three.change },
        four.record,
        999_999,
      ],
      transition: "plan",
      reason: "séances du trimestre",
    };
    const preview = await bulk({ ...request, preview: true });
    const { status, body, text } = await bulk(request);
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.outcomes.map(({ outcome }) => outcome),
      ["done", "refused", "changed_meanwhile", "done", "not_found"],
    );
    assert.deepEqual(preview.body, { ...body, change: null });
    assert.equal(body.done, 2);
    assert.equal((await readHours(one.record)).state?.state, "planned");
    assert.equal((await readHours(two.record)).version, planned.body.change);
    const done = await undo(body.change ?? 0);
    assert.deepEqual([done.status, done.body.records], [200, 2], done.text);
    for (const { record } of [one, four]) assert.equal((await readHours(record)).state?.state, "none");
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("gives the same answer to several records, and what a rule forbids to none", async () => {
    const [one, two] = [await workshop(25), await workshop(26)];
    const records = [one.record, two.record];
    const given = await bulk({ records, set: { hours: "3,25" }, reason: "durée corrigée" });
    assert.deepEqual(
      given.body.outcomes.map(({ outcome }) => outcome),
      ["done", "done"],
    );
    assert.equal((await readHours(one.record)).answers["hours"], "3.25");
    const again = await bulk({ records, set: { hours: "3,25" }, reason: "durée corrigée" });
    assert.deepEqual([again.body.change, again.body.outcomes[0]?.outcome], [null, "unchanged"]);
    const refused = await bulk({ records, set: { held_on: "12/03/1999" }, reason: "essai" });
    assert.equal(refused.status, 400, "a field of the identity");
    const unread = await bulk({ records, set: { hours: "beaucoup" }, reason: "essai" });
    assert.equal(unread.status, 422);
    const ruled = await bulk({ records, set: { online: "non" }, reason: "essai" });
    assert.deepEqual(
      ruled.body.outcomes.map(({ outcome, findings }) => [outcome, findings[0]?.field]),
      [
        ["refused", "room"],
        ["refused", "room"],
      ],
    );
  });

  test("keeps to how many may be alike, as one record does, and says so beforehand", async () => {
    const inRoom = { online: "non", room: "Salle 7" };
    const kept = [];
    for (const number of [28, 29, 30]) kept.push(await workshop(number, inRoom));
    const records = kept.map(({ record }) => record);
    const request = { records, transition: "plan", reason: "séances du trimestre" };
    const preview = await bulk({ ...request, preview: true });
    const { body } = await bulk(request);
    assert.deepEqual(
      body.outcomes.map(({ outcome, findings }) => [outcome, findings.map(({ rule }) => rule)]),
      [
        ["done", []],
        ["done", []],
        ["refused", ["room_twice_planned"]],
      ],
    );
    assert.deepEqual(preview.body, { ...body, change: null });
    assert.equal(body.done, 2);
    const third = kept[2];
    assert.ok(third);
    assert.equal((await readHours(third.record)).state?.state, "none");
    const alone = await step(third.record, third.change, "plan");
    assert.equal(alone.status, 422, alone.text);
    const elsewhere = await workshop(31, { ...inRoom, room: "Salle 8" });
    const several = (edits: readonly RecordEdit[]) =>
      asOwner(world.pool, (client) =>
        keepSeveral(
          { house: world.house, client, hand: { actor: "essai", isOwner: true }, mayWrite: () => true },
          { operation: "guidance", register: "workshop_hours" },
          edits,
          { action: "bulk" },
        ),
      );
    const planned = new Map([["state", "planned"]]);
    await assert.rejects(
      several([elsewhere, third].map(({ record }) => ({ record, answers: planned }))),
      (error) => error instanceof Problem && error.code === "findings",
    );
    assert.equal((await readHours(elsewhere.record)).state?.state, "none");
    assert.ok(await several([{ record: elsewhere.record, answers: planned }]));
  });

  test("does nothing to another partner's records, which are not there for the asker", async () => {
    const { record } = await workshop(27);
    const { body } = await bulk({ records: [record], set: { hours: "1" }, reason: "essai" }, world.south);
    assert.deepEqual(
      body.outcomes.map(({ outcome }) => outcome),
      ["not_found"],
    );
  });
});
