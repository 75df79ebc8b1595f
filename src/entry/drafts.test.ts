import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { type EntryWorld, openEntryWorld, participantTexts } from "../../test/web/entry-world.ts";
import type { DraftList, DraftPage, Edit, Kept, Saved } from "./shapes.ts";

let world: EntryWorld;
before(async () => {
  world = await openEntryWorld();
});
after(() => world.close());

const place = { operation: "guidance", register: "participants", partner: "north_workshop" };

const put = (draft: string, edits: readonly Edit[], account = world.north) =>
  world.ask<Saved>(account, "PUT", `/api/drafts/${draft}`, { ...place, edits });
const patch = (draft: string, edits: readonly Edit[], account = world.north) =>
  world.ask<Saved>(account, "PATCH", `/api/drafts/${draft}`, { edits });
const read = (draft: string, account = world.north) =>
  world.ask<DraftPage>(account, "GET", `/api/drafts/${draft}`);

const typed = async (draft: string): Promise<Readonly<Record<string, string>>> => {
  const { body } = await read(draft);
  return Object.fromEntries(body.edits.map(({ field, text }) => [field, text]));
};

describe("what was typed", () => {
  test("is there field by field as it was typed last, however its edits arrive: split, repeated, reordered, at once", async () => {
    const edit = fc.record({
      field: fc.constantFrom("last_name", "first_name", "postcode", "phone"),
      text: fc.string({ maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.nat({ max: 1000 })),
        async (typing, chance) => {
          const next = (below: number) => (chance.next().value ?? 0) % below;
          const edits = typing.map((each, index) => ({ ...each, seq: index + 1 }));
          // Overlapping pieces of what was typed, some of them twice, in any order.
          const pieces: Edit[][] = [edits.slice(next(edits.length))];
          for (let at = 0; at < edits.length; at += 1 + next(4))
            for (let times = 0; times <= next(2); times++) pieces.push(edits.slice(at, at + 1 + next(6)));
          for (const each of edits) if (!pieces.some((piece) => piece.includes(each))) pieces.push([each]);
          pieces.sort(() => next(3) - 1);
          const draft = randomUUID();
          await put(draft, []);
          const answers = await Promise.all(pieces.map((piece, at) => (at % 3 ? patch : put)(draft, piece)));
          assert.ok(answers.every(({ status }) => status === 200));
          const newest = Object.fromEntries(
            edits.map(({ field, text }) => [field, text.replaceAll("\u0000", "")]),
          );
          assert.deepEqual(await typed(draft), newest);
          assert.equal((await read(draft)).body.seq, edits.length);
        },
      ),
      { numRuns: 12 },
    );
  });

  test("is there when two begin the same draft at once", async () => {
    const draft = randomUUID();
    const both = await Promise.all([
      put(draft, [{ seq: 1, field: "last_name", text: "Exemple" }]),
      put(draft, [{ seq: 2, field: "postcode", text: "1070" }]),
    ]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(await typed(draft), { last_name: "Exemple", postcode: "1070" });
  });

  test("is acknowledged with when, and the greatest number that is saved", async () => {
    const draft = randomUUID();
    await put(draft, [{ seq: 7, field: "postcode", text: "1070" }]);
    const { body } = await patch(draft, [{ seq: 3, field: "phone", text: "1" }]);
    assert.equal(body.seq, 7);
    assert.ok(Math.abs(Date.parse(body.savedAt) - Date.now()) < 60_000);
  });

  test("is forgotten when the draft is kept or discarded, and no more is taken", async () => {
    const texts = participantTexts(100);
    const draft = randomUUID();
    await put(
      draft,
      Object.entries(texts).map(([field, text], index) => ({ seq: index + 1, field, text })),
    );
    const [first, second] = await Promise.all([keep(draft), keep(draft)]);
    assert.deepEqual([first.status, second.status], [200, 200], first.text + second.text);
    assert.deepEqual(first.body, second.body);
    const other = randomUUID();
    await put(other, [{ seq: 1, field: "last_name", text: "Exemple" }]);
    await world.ask(world.north, "DELETE", `/api/drafts/${other}`);
    for (const ended of [draft, other]) {
      assert.equal((await put(ended, [{ seq: 99, field: "postcode", text: "1000" }])).status, 410);
      assert.equal((await patch(ended, [{ seq: 99, field: "postcode", text: "1000" }])).status, 410);
      const { rows } = await world.pool.query("select from entry.answer where draft = $1", [ended]);
      assert.equal(rows.length, 0);
    }
    assert.equal((await keep(other)).status, 410);
    const { rows } = await world.pool.query("select from register.participants");
    assert.equal(rows.length, 1);
  });

  test("is not kept before all of it has arrived", async () => {
    const draft = randomUUID();
    await put(draft, [{ seq: 1, field: "last_name", text: "Exemple" }]);
    const { status, body } = await keep(draft, { seq: 2 });
    const told = body as unknown as { code: string; seq: number };
    assert.deepEqual([status, told.code, told.seq], [409, "edits_missing", 1]);
  });

  test("stays when keeping is refused", async () => {
    const draft = randomUUID();
    await put(draft, [{ seq: 1, field: "last_name", text: "Exemple" }]);
    assert.equal((await keep(draft)).status, 422);
    assert.deepEqual(await typed(draft), { last_name: "Exemple" });
  });
});

const keep = (draft: string, body: object = {}) =>
  world.ask<Kept>(world.north, "POST", `/api/drafts/${draft}/keep`, body);

describe("a draft", () => {
  test("is its author's alone, and its partner's manager may take it over", async () => {
    const draft = randomUUID();
    await put(draft, [{ seq: 1, field: "last_name", text: "Exemple" }]);
    for (const other of [world.colleague, world.south]) {
      assert.equal((await read(draft, other)).status, 404);
      assert.equal((await patch(draft, [{ seq: 2, field: "last_name", text: "X" }], other)).status, 404);
      assert.equal(
        (await put(draft, [{ seq: 2, field: "last_name", text: "X" }], other)).status,
        other === world.south ? 403 : 404,
      );
      assert.equal((await world.ask(other, "POST", `/api/drafts/${draft}/take`)).status, 404);
      assert.equal((await world.ask(other, "DELETE", `/api/drafts/${draft}`)).status, 404);
    }
    const { body: list } = await world.ask<DraftList>(world.manager, "GET", "/api/drafts");
    const listed = list.colleagues.find((each) => each.draft === draft);
    assert.deepEqual([listed?.owner.name, listed?.fields], ["Nora Exemple", 1]);
    const taken = await world.ask<DraftPage>(world.manager, "POST", `/api/drafts/${draft}/take`);
    assert.equal(taken.status, 200, taken.text);
    assert.deepEqual(taken.body.edits, [{ seq: 1, field: "last_name", text: "Exemple" }]);
    assert.equal((await read(draft)).status, 404);
    assert.equal(
      (await patch(draft, [{ seq: 2, field: "postcode", text: "1070" }], world.manager)).status,
      200,
    );
  });

  test("is no longer read by somebody whose right was taken away, and waits for them or their manager", async () => {
    const leaver = await world.account({ role: "guide", operation: null, partner: "north_workshop" });
    const draft = randomUUID();
    await put(draft, [{ seq: 1, field: "last_name", text: "Exemple" }], leaver);
    await world.pool.query(`update access."grant" set ended_at = now() where account = $1`, [leaver.id]);
    assert.ok([403, 404].includes((await read(draft, leaver)).status));
    const { rows } = await world.pool.query("select from entry.answer where draft = $1", [draft]);
    assert.equal(rows.length, 1);
    assert.equal((await world.ask(world.manager, "POST", `/api/drafts/${draft}/take`)).status, 200);
  });

  test("is not begun for another partner, another operation's register, or a record of somebody else", async () => {
    const begin = (body: object, account = world.north) =>
      world.ask(account, "PUT", `/api/drafts/${randomUUID()}`, { ...place, edits: [], ...body });
    assert.equal((await begin({ partner: "south_workshop" })).status, 403);
    assert.equal((await begin({ partner: "nobody" })).status, 404);
    assert.equal((await begin({ operation: "first_step", register: "workshop_hours" })).status, 404);
    assert.equal((await begin({ record: 999_999 })).status, 404);
    assert.equal((await world.ask(undefined, "GET", `/api/drafts/${randomUUID()}`)).status, 401);
  });
});
