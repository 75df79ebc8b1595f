import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import {
  type EntryWorld,
  openEntryWorld,
  participants,
  participantTexts,
} from "../../test/web/entry-world.ts";
import { verifyTrail } from "../trail/verify.ts";
import type { Conflict, EntryFinding, Kept, RecordPage } from "./shapes.ts";

let world: EntryWorld;
before(async () => {
  world = await openEntryWorld();
});
after(() => world.close());

describe("a new record", () => {
  test("is kept with its identity in its own room, an entry in the trail, and who did it", async () => {
    const { status, body } = await world.keep(world.north, participantTexts(1));
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.kind, "added");
    const page = await world.read(world.north, body.record);
    assert.equal(page.version, body.change);
    assert.equal(page.answers["last_name"], "Exemple1");
    assert.equal(page.answers["entry_date"], "2020-03-02");
    assert.equal(page.title.fr, "Exemple1 Aline");
    assert.deepEqual(page.hidden, []);
    assert.equal(page.trail?.[0]?.who.me, true);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("says by field what is to be mended, and keeps nothing", async () => {
    const before = await count("trail.change");
    const { status, body } = await world.keep(
      world.north,
      participantTexts(2, { birth_date: "31/02/1990", entry_date: "" }),
    );
    assert.equal(status, 422);
    const { findings } = body as unknown as { findings: EntryFinding[] };
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity === "refuse")
        .map(({ field }) => field)
        .sort(),
      ["birth_date", "entry_date"],
    );
    assert.equal(await count("trail.change"), before);
  });

  test("that is incomplete is kept all the same, and its doubts are told; what was ticked stays ticked", async () => {
    const { status, body } = await world.keep(
      world.north,
      participantTexts(3, { birth_date: "03/06/1940", education_level: "" }),
    );
    assert.equal(status, 200);
    const incomplete = body.findings.find(({ severity }) => severity === "incomplete");
    assert.equal(incomplete?.field, "education_level");
    const doubt = body.findings.find(({ severity }) => severity === "confirm");
    assert.ok(doubt && !doubt.confirmed);
    const again = await world.keep(world.north, participantTexts(4, { birth_date: "03/06/1940" }), {
      confirmed: [doubt.rule],
    });
    const page = await world.read(world.north, again.body.record);
    const isConfirmed = async () =>
      (await world.read(world.north, page.record)).findings.find(({ rule }) => rule === doubt.rule)
        ?.confirmed;
    assert.equal(await isConfirmed(), true);
    const change = async (texts: Readonly<Record<string, string>>) => {
      const edit = await editing(world.north, await world.read(world.north, page.record));
      await edit.type(texts);
      assert.equal((await edit.keep()).status, 200);
    };
    await change({ postcode: "1090" });
    assert.equal(await isConfirmed(), true, "what it is about did not change");
    await change({ birth_date: "04/06/1940" });
    assert.equal(await isConfirmed(), false, "another answer is another doubt");
  });

  test("that is there already is shown, never doubled; another partner's is told without being shown", async () => {
    const first = await world.keep(world.north, participantTexts(5));
    const again = await world.keep(world.colleague, participantTexts(5, { postcode: "1080" }));
    assert.equal(again.status, 409);
    const told = again.body as unknown as { code: string; record: number | null };
    assert.deepEqual([told.code, told.record], ["already_there", first.body.record]);
    const elsewhere = await world.keep(world.south, participantTexts(5), { partner: "south_workshop" });
    const hidden = elsewhere.body as unknown as { code: string; record: number | null };
    assert.deepEqual([elsewhere.status, hidden.code, hidden.record], [409, "already_there", null]);
    assert.doesNotMatch(elsewhere.text, /Exemple5|north_workshop|1070/);
  });

  test("of somebody who comes back after leaving is a return: the first entry stays", async () => {
    const texts = participantTexts(6, {
      leave_date: "02/06/2020",
      leave_reason: "",
      employment_at_leave: "au chômage",
    });
    const first = await world.keep(world.north, texts);
    assert.equal(first.status, 200, first.text);
    const back = await world.keep(
      world.north,
      participantTexts(6, { entry_date: "07/09/2020", unemployed_since: "03/06/2020" }),
    );
    assert.equal(back.status, 200, back.text);
    assert.deepEqual([back.body.kind, back.body.record], ["re_entered", first.body.record]);
    const page = await world.read(world.north, first.body.record);
    assert.equal(page.answers["entry_date"], "2020-03-02");
    assert.equal(page.answers["leave_date"], null);
  });
});

const count = async (table: string): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? -1;
};

/** Begins a draft of a change of the record as it is now, and returns how to type into it and keep it. */
const editing = async (account: EntryWorld["north"], page: RecordPage) => {
  const draft = randomUUID();
  let seq = 0;
  const put = (edits: Readonly<Record<string, string>>) =>
    world.ask(account, "PUT", `/api/drafts/${draft}`, {
      operation: page.operation,
      register: page.register,
      partner: page.partner.partner,
      record: page.record,
      base: page.version,
      edits: Object.entries(edits).map(([field, text]) => ({ seq: ++seq, field, text })),
    });
  return {
    type: put,
    keep: (body: object = {}) => world.ask<Kept>(account, "POST", `/api/drafts/${draft}/keep`, body),
  };
};

const startRecord = async (number: number): Promise<RecordPage> => {
  const { body } = await world.keep(world.north, participantTexts(number));
  return world.read(world.north, body.record);
};

describe("a change while somebody else changes the same record", () => {
  test("to another field is merged, and what they did is told", async () => {
    const page = await startRecord(20);
    const [mine, theirs] = [await editing(world.north, page), await editing(world.colleague, page)];
    await mine.type({ postcode: "1080" });
    await theirs.type({ education_level: "CITE 5" });
    const { editing: others } = await world.read(world.north, page.record);
    assert.deepEqual(
      others.map(({ who }) => who.name),
      ["Colin Exemple"],
    );
    assert.equal((await theirs.keep()).status, 200);
    const kept = await mine.keep();
    assert.equal(kept.status, 200, kept.text);
    assert.deepEqual(
      kept.body.merged.map(({ field, who }) => [field, who.name]),
      [["education_level", "Colin Exemple"]],
    );
    const now = await world.read(world.north, page.record);
    assert.equal(now.answers["postcode"], "1080");
    assert.notEqual(now.answers["education_level"], page.answers["education_level"]);
  });

  test("to the same field overwrites nothing: both answers, who and when are told, and one is chosen", async () => {
    const page = await startRecord(21);
    const [mine, theirs] = [await editing(world.north, page), await editing(world.colleague, page)];
    await mine.type({ postcode: "1080", last_name: "Corrige21" });
    await theirs.type({ postcode: "1090", last_name: "Autre21" });
    assert.equal((await theirs.keep()).status, 200);
    const stopped = await mine.keep();
    assert.equal(stopped.status, 409);
    const told = stopped.body as unknown as { code: string; version: number; conflicts: Conflict[] };
    assert.equal(told.code, "changed_meanwhile");
    assert.deepEqual(
      told.conflicts.map(({ field, before, mine: m, theirs: t, who }) => [
        field,
        before?.fr,
        m?.fr,
        t?.fr,
        who.name,
      ]),
      [
        ["last_name", "Exemple21", "Corrige21", "Autre21", "Colin Exemple"],
        ["postcode", "1070", "1080", "1090", "Colin Exemple"],
      ],
    );
    assert.equal((await world.read(world.north, page.record)).answers["postcode"], "1090");
    const kept = await mine.keep({
      resolved: { version: told.version, fields: { postcode: "mine", last_name: "theirs" } },
    });
    assert.equal(kept.status, 200, kept.text);
    const now = await world.read(world.north, page.record);
    assert.deepEqual([now.answers["postcode"], now.answers["last_name"]], ["1080", "Autre21"]);
  });

  test("is asked anew when the record changed again since the choice", async () => {
    const page = await startRecord(22);
    const [mine, theirs] = [await editing(world.north, page), await editing(world.colleague, page)];
    await mine.type({ postcode: "1080" });
    await theirs.type({ postcode: "1090" });
    await theirs.keep();
    const stopped = (await mine.keep()).body as unknown as { version: number };
    const third = await editing(world.colleague, await world.read(world.colleague, page.record));
    await third.type({ postcode: "1000" });
    await third.keep();
    const again = await mine.keep({ resolved: { version: stopped.version, fields: { postcode: "mine" } } });
    assert.equal(again.status, 409);
    assert.equal((await world.read(world.north, page.record)).answers["postcode"], "1000");
  });

  test("of many at once ends with every field as the one who touched it typed it", async () => {
    const page = await startRecord(23);
    const fields = { postcode: "1020", education_level: "CITE 5", phone: "0470 00 00 00", first_name: "Zoe" };
    const typists = await Promise.all(
      Object.entries(fields).map(async ([field, text]) => {
        const typist = await editing(world.north, page);
        await typist.type({ [field]: text });
        return typist;
      }),
    );
    const kept = await Promise.all(typists.map((typist) => typist.keep()));
    assert.deepEqual(
      kept.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    const now = await world.read(world.north, page.record);
    assert.equal(now.answers["postcode"], "1020");
    assert.equal(now.answers["first_name"], "Zoe");
    assert.equal(now.answers["phone"], "0470 00 00 00");
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });
});

describe("a correction", () => {
  test("of who the person is renews the keys: the record stays, and is found under its new number", async () => {
    const page = await startRecord(30);
    const mine = await editing(world.north, page);
    await mine.type({ person_number: "V-99030", last_name: "Rectifie30" });
    const kept = await mine.keep();
    assert.deepEqual([kept.status, kept.body.record, kept.body.kind], [200, page.record, "changed"]);
    const again = await world.keep(world.north, participantTexts(30, { person_number: "V-99030" }));
    assert.equal((again.body as unknown as { record: number }).record, page.record);
    assert.equal((await world.keep(world.north, participantTexts(30))).status, 200);
    const now = await world.read(world.north, page.record);
    const identity = now.trail?.[0]?.differences.find(({ field }) => field === "identity");
    assert.deepEqual([identity?.before, identity?.after, identity?.hidden], [null, null, true]);
  });

  test("to the identity of another record says that it is there", async () => {
    const [page, other] = [await startRecord(31), await startRecord(32)];
    const mine = await editing(world.north, page);
    await mine.type({ person_number: String(other.answers["person_number"]) });
    const kept = await mine.keep();
    assert.equal(kept.status, 409);
    assert.equal((kept.body as unknown as { record: number }).record, other.record);
  });

  test("of the entry date past the leaving date is no return: it is refused as what it is", async () => {
    const { body } = await world.keep(
      world.north,
      participantTexts(33, { leave_date: "02/06/2020", employment_at_leave: "au chômage" }),
    );
    const page = await world.read(world.north, body.record);
    const mine = await editing(world.north, page);
    await mine.type({ entry_date: "07/09/2020" });
    assert.equal((await mine.keep()).status, 422);
    const right = await editing(world.north, page);
    await right.type({ entry_date: "03/02/2020" });
    const kept = await right.keep();
    assert.deepEqual([kept.status, kept.body.kind], [200, "changed"]);
    assert.equal((await world.read(world.north, body.record)).answers["entry_date"], "2020-02-03");
  });

  test("that changes nothing adds nothing to the trail", async () => {
    const page = await startRecord(34);
    const mine = await editing(world.north, page);
    await mine.type({ postcode: "1070" });
    const kept = await mine.keep();
    assert.deepEqual([kept.status, kept.body.kind, kept.body.change], [200, "unchanged", page.version]);
  });
});

test("a record that was removed meanwhile takes no change; what was typed goes on being saved", async () => {
  const page = await startRecord(36);
  const mine = await editing(world.north, page);
  await mine.type({ postcode: "1080" });
  const removed = await world.ask(world.colleague, "POST", `${participants}/records/${page.record}/remove`, {
    version: page.version,
    reason: "encodée par erreur",
  });
  assert.equal(removed.status, 200);
  assert.equal((await mine.type({ first_name: "Zoe" })).status, 200);
  const kept = await mine.keep();
  assert.equal(kept.status, 409);
  assert.equal((kept.body as unknown as { code: string }).code, "removed_meanwhile");
});

describe("another partner", () => {
  test("neither reads nor changes the record, and is answered as for one that does not exist", async () => {
    const page = await startRecord(40);
    const missing = await world.ask(world.south, "GET", `${participants}/records/999999`);
    for (const [method, path, body] of [
      ["GET", `records/${page.record}`, undefined],
      ["PATCH", `records/${page.record}`, { answers: { postcode: "1000" } }],
      ["POST", `records/${page.record}/remove`, { version: page.version, reason: "essai" }],
      ["POST", `records/${page.record}/transitions/leave`, { version: page.version, texts: {} }],
    ] as const) {
      const answer = await world.ask(world.south, method, `${participants}/${path}`, body, {
        "if-match": '"1"',
      });
      assert.deepEqual([answer.status, answer.text], [404, missing.text], `${method} ${path}`);
    }
  });
});
