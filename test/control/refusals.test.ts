import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DatabaseError } from "pg";
import { asSession } from "../../src/access/as-session.ts";
import { hashOf } from "../../src/access/forTests.ts";
import { decideDecision } from "../../src/control/decide.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { post } from "../../src/ledger/post.ts";
import type { WorklistPage } from "../../src/worklist/shapes.ts";
import { actor, type ControlWorld, openControlWorld, partner } from "./control-world.ts";
import type { TestAccount } from "../web/world.ts";

let w: ControlWorld;
let verification: number;
let finding: number;
let declaration: number;
let agreement: number;

const controller = <T>(method: string, path: string, body?: unknown) =>
  w.ask<T>(w.controller, method, path, body);

before(async () => {
  w = await openControlWorld();
  ({ agreement, declaration } = await w.declared());
  ({ id: verification } = await controller<{ id: number }>(
    "POST",
    `/api/declarations/${declaration}/verifications`,
    { type: "administrative" },
  ));
  const page = await controller<VerificationPage>("POST", `/api/verifications/${verification}/findings`, {
    line: "staff",
    typology: "missing_documents",
    amount: "880.00",
    measure: "park",
    text: "Une pièce manque.",
  });
  finding = page.findings[0]?.id ?? 0;
  await w.answerAll(w.controller, verification);
});
after(() => w.world.close());

/** What the database answers to statements that no route would send. */
const rawly = (account: TestAccount | undefined, ...statements: string[]): Promise<string> =>
  asSession(w.world.house.sessions, account && hashOf(account.secret), async (client) => {
    for (const statement of statements) {
      const { rowCount } = await client.query(statement);
      if (rowCount === 0) return "nothing";
    }
    return "done";
  }).catch((error: unknown) => {
    if (error instanceof DatabaseError) return error.code ?? "";
    throw error;
  });
const kept = "23001";
const walled = "42501";
const next = "change = trail.head() + 1";

describe("before the partner is told", () => {
  test("it sees neither the verification nor its findings, answers, or documents, in the database either", async () => {
    for (const table of ["verification", "finding", "work", "answer", "letter", "decision", "printed"])
      assert.equal(await rawly(w.manager, `select from control.${table}`), "nothing", table);
    assert.equal(
      await rawly(w.manager, "select from trail.shown where register like 'control.%'"),
      "nothing",
    );
  });

  test("nobody but a controller writes there", async () => {
    const change = `update control.verification set ${next} where id = ${verification}`;
    for (const account of [w.manager, w.neighbour, w.certifier])
      assert.equal(await rawly(account, change), "nothing");
    assert.equal(
      await rawly(w.certifier, `select control.begin(${declaration}, trail.head() + 1, null)`),
      walled,
    );
    assert.equal(await rawly(undefined, "select from control.verification"), "nothing");
  });

  test("the declaration waits for its controllers on their home page", async () => {
    const { items } = await w.ask<WorklistPage>(w.controller, "GET", "/api/worklist");
    assert.ok(items.some(({ href }) => href === `money/controls/${verification}`));
  });
});

describe("once the partner is told", () => {
  before(async () => {
    await controller("POST", `/api/verifications/${verification}/send`, {});
  });

  test("it answers for itself, and changes nothing else", async () => {
    const { items } = await w.ask<WorklistPage>(w.manager, "GET", "/api/worklist");
    assert.ok(items.some(({ id }) => id === `control/answer/${verification}`));
    for (const column of ["amount = 1", "measure = 'none'", "final = true"])
      assert.equal(
        await rawly(w.manager, `update control.finding set ${column}, ${next} where id = ${finding}`),
        walled,
        column,
      );
    const answer = `update control.finding set partner_answer = 'accepted', partner_at = now(), ${next}`;
    assert.equal(await rawly(w.controller, `${answer} where id = ${finding}`), walled);
    assert.equal(await rawly(w.neighbour, `${answer} where id = ${finding}`), "nothing");
  });

  test("what was told is not made worse nor taken back", async () => {
    assert.equal(
      await rawly(w.controller, `update control.finding set amount = 900, ${next} where id = ${finding}`),
      kept,
    );
    assert.equal(await rawly(w.controller, `delete from control.finding where id = ${finding}`), kept);
    assert.equal(await rawly(w.controller, "update control.letter set answered_by = 'x'"), "nothing");
    assert.equal(
      await w.refused(w.controller, "PUT", `/api/findings/${finding}`, {
        line: "staff",
        typology: "missing_documents",
        amount: "881.00",
        measure: "park",
        text: "Une pièce manque.",
      }),
      "finding_told",
    );
  });

  test("nothing is concluded before its time is over, in the database either", async () => {
    assert.equal(
      await rawly(
        w.controller,
        `update control.verification set state = 'concluded', conclusion = 'x', concluded_by = 'x', report = 1,
           report_hash = 'x', ${next} where id = ${verification}`,
      ),
      "23514",
    );
  });
});

describe("a decision", () => {
  let decision: number;

  before(async () => {
    await w.ask(w.manager, "POST", `/api/verifications/${verification}/partner-answers`, {
      answers: [{ finding, answer: "accepted" }],
    });
    await controller("POST", `/api/verifications/${verification}/conclude`, { conclusion: "En ordre" });
  });

  test("follows the administrative verification, and waits for one other", async () => {
    const propose = { reason: "Selon le rapport" };
    const page = await controller<VerificationPage>(
      "POST",
      `/api/verifications/${verification}/decision`,
      propose,
    );
    decision = page.decision?.id ?? 0;
    assert.equal(
      await w.refused(w.second, "POST", `/api/verifications/${verification}/decision`, propose),
      "proposed_already",
    );
    const { items } = await w.ask<WorklistPage>(w.second, "GET", "/api/worklist");
    assert.ok(items.some(({ id }) => id === `control/decide/${decision}`));
    const own = await w.ask<WorklistPage>(w.controller, "GET", "/api/worklist");
    assert.ok(!own.items.some(({ id }) => id === `control/decide/${decision}`));
  });

  test("is not taken by whoever verified, in the database and as the owner either", async () => {
    const decide = `update control.decision set state = 'decided', decided_by = '${actor(w.controller)}', hash = 'x',
      content = '{}', ${next} where id = ${decision}`;
    assert.equal(await rawly(w.controller, decide), "23514");
    await assert.rejects(
      w.world.asOwner((desk) => decideDecision({ ...desk, account: actor(w.controller) }, decision)),
      { code: "same_hand" },
    );
  });

  test("is not taken without its postings, and nothing is posted without it", async () => {
    assert.equal(
      await rawly(
        w.second,
        `update control.decision set state = 'decided', hash = 'x', content = '{}', decided_by = 'x', ${next}
         where id = ${decision}`,
        "set constraints control.amounts_hold immediate",
      ),
      "23514",
    );
    await assert.rejects(
      w.world.as(w.second, (desk) =>
        actOn(desk, { action: "test" }, (act) =>
          post(desk.client, act, {
            kind: "decided",
            key: "test:without",
            operation: "arae",
            partner,
            agreement,
            declaration,
            under: decision,
            postings: [
              { account: "declared", line: "staff", amount: "-10.00" },
              { account: "certified", line: "staff", amount: "10.00" },
            ],
          }),
        ),
      ),
      { constraint: "entry_is_founded" },
    );
  });

  test("taken fifty times at once has one effect", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        w.world
          .as(w.second, (desk) => decideDecision(desk, decision))
          .then(
            ({ entry }) => entry,
            (error: unknown) => {
              // Whoever cannot get a connection asks again; nobody is told of another entry.
              throw error;
            },
          ),
      ),
    );
    assert.equal(new Set(answers).size, 1);
    const { rows } = await w.world.pool.query<{ entries: number }>(
      "select count(*)::int as entries from ledger.entry where under = $1",
      [decision],
    );
    assert.equal(rows[0]?.entries, 1);
  });

  test("stays as it was taken", async () => {
    for (const statement of [
      `update control.decision set reason = 'y' where id = ${decision}`,
      `delete from control.decision where id = ${decision}`,
      "update control.printed set hash = 'y'",
      "delete from control.printed",
      "update control.answer set note = 'y'",
      `update control.verification set conclusion = 'y', ${next} where id = ${verification}`,
    ])
      await assert.rejects(w.world.pool.query(statement), { code: kept }, statement);
  });
});

describe("what was verified elsewhere", () => {
  test("is not asked again", async () => {
    const again = await w.declared(2019, "P-1");
    const { id } = await controller<{ id: number; number: string }>(
      "POST",
      `/api/declarations/${again.declaration}/verifications`,
      { type: "administrative" },
    );
    const page = await w.read(w.controller, id);
    const ofPerson =
      page.checklist?.groups.flatMap(({ points }) => points).filter((each) => each.person) ?? [];
    assert.ok(ofPerson.length > 0);
    for (const { elsewhere } of ofPerson) assert.equal(elsewhere?.verification, verification);
    const staff = page.lines.find(({ line }) => line === "staff")?.staff[0];
    assert.equal(staff?.elsewhere?.verification, verification);
    const answered = await w.answerAll(w.controller, id);
    assert.ok(answered.may.conclude);
    await controller("POST", `/api/verifications/${id}/conclude`, { conclusion: "En ordre" });
    const { rows } = await w.world.pool.query<{ elsewhere: number }>(
      "select distinct elsewhere from control.answer where verification = $1 and value = 'elsewhere'",
      [id],
    );
    assert.deepEqual(
      rows.map(({ elsewhere }) => elsewhere),
      [verification],
    );
  });
});
