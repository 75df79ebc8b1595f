import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import {
  type EntryWorld,
  openEntryWorld,
  participants,
  participantTexts,
} from "../../test/web/entry-world.ts";
import { registerOf } from "../../test/programme/tinyProgramme.ts";
import { withoutRowSecurity } from "../../test/web/matrix/walls.ts";
import type { TestAccount } from "../../test/web/world.ts";
import { asSession } from "../access/as-session.ts";
import { type Guards, guards, withoutGuard } from "../access/guards.ts";
import { namesOf } from "./identities.ts";
import type { Kept, RecordPage } from "./shapes.ts";

let world: EntryWorld;
let north: TestAccount;
before(async () => {
  world = await openEntryWorld();
  ({ north } = world);
});
after(() => world.close());

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const participant = (number: number) => world.participant(number);

describe("a partner's own software", () => {
  test("sends a record once, however often it sends it under the same key", async () => {
    const software = await world.account({
      role: "guide",
      operation: null,
      partner: "north_workshop",
      kind: "token",
    });
    const key = randomUUID();
    const send = (answers: object, idempotency = key) =>
      world.ask<Kept>(
        software,
        "POST",
        `${participants}/records`,
        { answers },
        { "idempotency-key": idempotency },
      );
    const answers = { ...participantTexts(60), entry_date: "2020-03-02" };
    const all = await Promise.all([send(answers), send(answers), send(answers)]);
    assert.deepEqual(
      all.map(({ status }) => status),
      [201, 201, 201],
      all[0]?.text,
    );
    assert.equal(new Set(all.map(({ body }) => body.record)).size, 1);
    assert.equal((await send({ ...answers, postcode: "1080" })).status, 422);
    assert.equal((await send(answers, randomUUID())).status, 409);
    assert.equal((await send({ ...answers, shoe_size: 42 }, randomUUID())).status, 400);
  });

  test("changes a record only with the version that it read", async () => {
    const page = await participant(61);
    const path = `${participants}/records/${page.record}`;
    assert.equal((await world.ask(north, "PATCH", path, { answers: { postcode: "1080" } })).status, 428);
    const first = await world.ask<Kept>(
      north,
      "PATCH",
      path,
      { answers: { postcode: "1080" } },
      { "if-match": `"${page.version}"` },
    );
    assert.equal(first.status, 200);
    const late = await world.ask(
      north,
      "PATCH",
      path,
      { answers: { postcode: "1090" } },
      { "if-match": `"${page.version}"` },
    );
    assert.equal(late.status, 409);
    const emptied = await world.ask<Kept>(
      north,
      "PATCH",
      path,
      { answers: { postcode: null } },
      { "if-match": String(first.body.change) },
    );
    assert.equal(emptied.status, 200);
  });
});

test("the API's document describes the records of each register, field by field", async () => {
  type Schemas = Record<
    string,
    { properties: { answers: { properties: Record<string, object>; required: string[] } } }
  >;
  const { body } = await world.ask<{ components: { schemas: Schemas } }>(
    undefined,
    "GET",
    "/api/openapi.json",
  );
  const answers = body.components.schemas["New_workshop_hours"]?.properties.answers;
  assert.deepEqual(answers?.required, ["person_number", "held_on", "hours"]);
  assert.ok(answers.properties["theme"]);
  assert.equal(body.components.schemas["Changed_participants"]?.properties.answers.required, undefined);
});

describe("identity and special answers", () => {
  test("are absent for who has no right to them, and said to be hidden; being shown them is noted", async () => {
    const page = await participant(70);
    const director = await world.account({ role: "director" });
    const inspector = await world.account({ role: "inspector" });
    const path = `${participants}/records/${page.record}`;
    const plain = await world.ask<RecordPage>(director, "GET", path);
    assert.deepEqual(plain.body.hidden.toSorted(), [
      "disability",
      "email",
      "first_name",
      "last_name",
      "migrant_or_minority",
      "other_disadvantage",
      "person_number",
      "phone",
    ]);
    assert.doesNotMatch(plain.text, /Exemple70|V-00070/);
    assert.equal(plain.body.answers["postcode"], "1070");
    const named = await world.ask<RecordPage>(inspector, "GET", path);
    assert.equal(named.body.answers["last_name"], "Exemple70");
    assert.ok(named.body.hidden.includes("disability"));
    assert.deepEqual(
      plain.body.readers?.map(({ who }) => who.name),
      ["Nora Exemple"],
    );
    const again = await world.ask<RecordPage>(inspector, "GET", path);
    assert.equal(again.body.readers?.[0]?.who.me, true);
    assert.equal(page.readers, null);
    const listed = await world.ask<{ hidden: string[] }>(director, "GET", "/api/registers/participants");
    assert.deepEqual(listed.body.hidden.length, 8);
  });

  test("of several records are told past both walls, each of which holds alone; the fields shown are noted", async () => {
    const place = { operation: "guidance", partner: "north_workshop" };
    const { record } = await participant(72);
    const register = registerOf(world.programme, "participants");
    const asked = (account: TestAccount, guards: Guards) =>
      asSession(world.house.sessions, hashOf(account.secret), async (client, who) => {
        assert.ok(who);
        const nameOf = await namesOf({ house: { ...world.house, guards }, client, who }, register, [
          { ...place, record },
        ]);
        return nameOf({ ...place, record });
      });
    const noted = async (account: TestAccount) =>
      (
        await world.pool.query<{ records: number[]; fields: string[] }>(
          "select records, fields from access.reading where account = $1",
          [account.id],
        )
      ).rows;
    const south = await world.account({ role: "guide", operation: null, partner: "south_workshop" });
    const director = await world.account({ role: "director" });
    const reader = await world.account({ role: "inspector" });
    for (const account of [south, director]) {
      assert.equal(await asked(account, withoutGuard("identity")), null, "the database alone");
      assert.equal(
        await withoutRowSecurity(world.pool, () => asked(account, guards)),
        null,
        "the server alone",
      );
      assert.deepEqual(await noted(account), []);
    }
    assert.equal(
      await withoutRowSecurity(world.pool, () => asked(south, withoutGuard("identity"))),
      "Exemple72 Aline",
      "neither",
    );
    assert.equal(await asked(reader, guards), "Exemple72 Aline");
    assert.deepEqual(await noted(reader), [{ records: [record], fields: ["last_name", "first_name"] }]);
  });

  test("are not in the trail of a record for who may not see them", async () => {
    const page = await participant(71);
    await world.ask(
      north,
      "PATCH",
      `${participants}/records/${page.record}`,
      { answers: { disability: "oui", last_name: "Change71", postcode: "1080" } },
      { "if-match": String(page.version) },
    );
    const inspector = await world.account({ role: "inspector" });
    const seen = await world.ask<RecordPage>(inspector, "GET", `${participants}/records/${page.record}`);
    const fields = seen.body.trail?.[0]?.differences.map(({ field }) => field);
    assert.deepEqual(fields, ["postcode", "identity"]);
  });
});
