import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { PoolClient } from "pg";
import { openDatabase } from "../../src/database/connect.ts";
import { temporaryDatabase } from "../../src/database/forTests.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { clockOf } from "../../src/definition/clock/clock.ts";
import type { RecordValues } from "../../src/definition/condition/condition.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { importFile } from "../../src/intake/import.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { recordCheck } from "../../src/register/check.ts";
import { movesOf } from "../../src/register/moves.ts";
import { writeCsv } from "../programme/rows.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const operation = "anti_discrimination";

/** The rules that refuse a record of the register. */
const refusals = (register: string, answers: RecordValues): string[] => {
  const found = programme.registers.get(register);
  assert.ok(found);
  return recordCheck(found)({ ...answers, operation, partner: "actiris" })
    .filter(({ severity }) => severity === "refuse")
    .map(({ rule, field }) => `${rule} ${field}`);
};

describe("a body's answer to a referral", () => {
  const sent = { case_number: "AD-1", body: "unia", referred_on: "2020-02-29", consent: true };
  const answers = ["accepted", "refused", "transferred", "no_competence"];

  test("has a day and says what the body does, both or neither", () => {
    assert.deepEqual(refusals("discrimination_referrals", sent), []);
    for (const answer of answers) {
      const answered = { ...sent, answer, answered_on: "2020-02-29" };
      assert.deepEqual(refusals("discrimination_referrals", answered), []);
      assert.deepEqual(refusals("discrimination_referrals", { ...answered, answered_on: null }), [
        "required answered_on",
      ]);
      assert.deepEqual(refusals("discrimination_referrals", { ...answered, answered_on: "2020-02-28" }), [
        "answered_after_referred answered_on",
      ]);
    }
    assert.deepEqual(refusals("discrimination_referrals", { ...sent, answered_on: "2020-03-02" }), [
      "required answer",
    ]);
  });

  test("is awaited for forty-five days", () => {
    const deadline = programme.registers
      .get("discrimination_referrals")
      ?.deadlines.find(({ id }) => id === "body_answer");
    assert.ok(deadline);
    const clock = (today: string, bent: RecordValues = {}) =>
      clockOf(deadline, { ...sent, operation, ...bent }, today);
    assert.equal(clock("2020-04-14").daysLeft, 0);
    assert.equal(clock("2020-04-15").state, "overdue");
    assert.equal(clock("2020-04-15", { answer: "refused", answered_on: "2020-04-15" }).state, "late");
  });
});

describe("a case", () => {
  const report = { case_number: "AD-1", stage: "notified", notified_on: "2020-02-29", channel: "phone" };

  test("is a report without a date of opening, and cannot do without one once it is open", () => {
    assert.deepEqual(refusals("discrimination_cases", report), []);
    assert.deepEqual(refusals("discrimination_cases", { ...report, notified_on: null }), [
      "required notified_on",
    ]);
    for (const stage of [null, "opened", "closed"])
      assert.deepEqual(refusals("discrimination_cases", { ...report, stage }), ["required opened_on"]);
  });

  test("is opened on the day of its report at the earliest, on 29 February too", () => {
    const opened = (day: string) =>
      refusals("discrimination_cases", { ...report, stage: "opened", opened_on: day });
    assert.deepEqual(opened("2020-02-28"), ["opened_after_report opened_on"]);
    assert.deepEqual(opened("2020-02-29"), []);
  });

  test("keeps no name, and no way to reach the person, where they stay anonymous", () => {
    for (const field of ["last_name", "first_name", "reach_at"]) {
      const named = { ...report, [field]: "Exemple" };
      assert.deepEqual(refusals("discrimination_cases", { ...named, anonymous: true }), [
        "anonymous_has_no_name anonymous",
      ]);
      assert.deepEqual(refusals("discrimination_cases", { ...named, anonymous: false }), []);
    }
  });

  test("goes from report to closure by the service's own steps", () => {
    const lifecycle = programme.registers.get("discrimination_cases")?.lifecycle;
    assert.ok(lifecycle);
    const oneStep = movesOf(lifecycle).filter(({ steps }) => steps === 1);
    const can = (from: string, to: string) => oneStep.some((move) => move.from === from && move.to === to);
    const path = ["notified", "opened", "heard", "analysed", "referred", "followed", "closed"];
    path.slice(1).forEach((to, at) => assert.ok(can(path[at] ?? "", to), `${path[at]} → ${to}`));
    for (const to of ["informed", "mediated", "referred"]) assert.ok(can("analysed", to), to);
    for (const [from, to] of [
      ["notified", "heard"],
      ["opened", "referred"],
      ["heard", "referred"],
    ] as const)
      assert.equal(can(from, to), false, `${from} → ${to}`);
  });
});

test("the inspectorate gets a case only with a reasonable suspicion; other bodies without that question", () => {
  const sent = (body: string, reasonable_suspicion: boolean | null) =>
    refusals("discrimination_referrals", {
      case_number: "AD-1",
      body,
      referred_on: "2020-03-02",
      consent: true,
      reasonable_suspicion,
    });
  for (const answer of [false, null])
    assert.deepEqual(sent("inspectorate", answer), ["inspectorate_needs_suspicion reasonable_suspicion"]);
  assert.deepEqual(sent("inspectorate", true), []);
  assert.deepEqual(sent("unia", null), []);
});

describe("a consent holds from its day until the day before it is withdrawn", () => {
  const temporary = temporaryDatabase();
  let close: () => Promise<void>;
  let pool: Awaited<ReturnType<typeof openDatabase>>["pool"];

  before(async () => {
    const made = await temporary;
    const database = await openDatabase({ dataFolder: made.folder, url: made.url });
    pool = database.pool;
    close = async () => {
      await database.close();
      await made.drop();
    };
    await prepareStore(pool, programme);
  });
  after(() => close());

  const insert = (client: PoolClient, register: string, answers: Readonly<Record<string, unknown>>) => {
    const fields = Object.keys(answers);
    return client.query(
      `insert into register.${register} (operation, partner, identity_key, definition, change, ${fields.join(", ")})
       values ('${operation}', 'actiris', sha256(random()::text::bytea), 'x', 1, ${fields.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(answers),
    );
  };

  /** Whether the database, asked by its owner even, takes what would go to somebody. */
  const takes = async (
    consent: Readonly<Record<string, unknown>>,
    sent: Readonly<Record<string, unknown>>,
  ): Promise<boolean> => {
    let taken = true;
    await asOwner(pool, async (client) => {
      await insert(client, "discrimination_cases", { case_number: "AD-1" });
      await insert(client, "discrimination_consents", {
        case_number: "AD-1",
        body: "unia",
        given_on: "2020-02-29",
        anonymous: false,
        ...consent,
      });
      await client.query("savepoint sending");
      await insert(client, "discrimination_referrals", {
        case_number: "AD-1",
        body: "unia",
        referred_on: "2020-03-02",
        ...sent,
      }).catch((error: unknown) => {
        assert.match(String(error), /no consent/);
        taken = false;
      });
      throw new Error("undo");
    }).catch((error: unknown) => assert.match(String(error), /undo/));
    return taken;
  };

  test("to the day, on 29 February too", async () => {
    assert.equal(await takes({}, { referred_on: "2020-02-28" }), false);
    assert.equal(await takes({}, { referred_on: "2020-02-29" }), true);
    const withdrawn = { withdrawn_on: "2020-03-01" };
    assert.equal(await takes(withdrawn, { referred_on: "2020-02-29" }), true);
    assert.equal(await takes(withdrawn, { referred_on: "2020-03-01" }), false);
  });

  test("for exactly that body and that case", async () => {
    assert.equal(await takes({}, { body: "iefh" }), false);
    assert.equal(await takes({ case_number: "AD-2" }, {}), false);
  });

  test("a file too, which says what is missing", async () => {
    const { folder } = await temporary;
    const bring = async (register: string, row: Readonly<Record<string, string>>) => {
      const found = programme.registers.get(register);
      assert.ok(found);
      const path = writeCsv(folder, `${register}-${++files}.csv`, [row]);
      const where = { programme, register: found, operation, partner: "actiris", dataFolder: folder };
      const outcome = await importFile(pool, { path, actor: "test", ...where });
      return outcome.kind === "refused"
        ? outcome.check.remarks.map(({ rule, expected }) => `${rule}: ${expected.fr}`)
        : outcome.kind;
    };
    let files = 0;
    const sent = { case_number: "AD-9", body: "Unia", referred_on: "02/03/2020", consent: "oui" };
    assert.equal(
      await bring("discrimination_cases", { case_number: "AD-9", opened_on: "01/03/2020" }),
      "imported",
    );
    assert.deepEqual(await bring("discrimination_referrals", sent), [
      "consent_stands: l'accord de la personne pour Unia : aucun n'est noté",
    ]);
    const given = { case_number: "AD-9", body: "Unia", given_on: "01/03/2020", anonymous: "non" };
    assert.equal(await bring("discrimination_consents", given), "imported");
    assert.equal(await bring("discrimination_referrals", sent), "imported");
  });

  test("for the name only where it is given for the name", async () => {
    assert.equal(await takes({ anonymous: true }, { anonymous: false }), false);
    assert.equal(await takes({ anonymous: true }, {}), false);
    assert.equal(await takes({ anonymous: true }, { anonymous: true }), true);
    assert.equal(await takes({ anonymous: false }, { anonymous: true }), true);
  });
});
