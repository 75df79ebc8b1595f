import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { concludeVerification } from "../../src/control/conclude.ts";
import { sendToPartner } from "../../src/control/letters.ts";
import { beat } from "../../src/control/outage.ts";
import type { DecisionsPage, QueuePage } from "../../src/control/list-shapes.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { contentHash } from "../../src/declaration/canonical.ts";
import type { DeclarationPage } from "../../src/declaration/shapes.ts";
import { distribution } from "../../src/ledger/balances.ts";
import { post } from "../../src/ledger/post.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { type ControlWorld, openControlWorld, partner } from "./control-world.ts";

let w: ControlWorld;

before(async () => {
  w = await openControlWorld();
});
after(() => w.world.close());

const held = async (declaration: number): Promise<Record<string, Record<string, string>>> => {
  const rows = await w.world.asOwner(({ client }) => distribution(client, { declaration }));
  return Object.fromEntries(
    rows.map(({ line, amounts }) => [
      line,
      Object.fromEntries(
        Object.entries(amounts).filter(([account, amount]) => amount !== "0.00" && account !== "budgeted"),
      ),
    ]),
  );
};

const open = (declaration: number, type = "administrative") =>
  w.ask<{ id: number; number: string }>(
    w.controller,
    "POST",
    `/api/declarations/${declaration}/verifications`,
    { type },
  );
const find = (verification: number, more: object = {}) =>
  w.ask<VerificationPage>(w.controller, "POST", `/api/verifications/${verification}/findings`, {
    line: "staff",
    typology: [...w.world.programme.control.typology.keys()][0],
    amount: "1000.00",
    measure: "deduct",
    text: "Une fiche de salaire manque.",
    ...more,
  });
const conclude = (verification: number) =>
  w.ask<VerificationPage>(w.controller, "POST", `/api/verifications/${verification}/conclude`, {
    conclusion: "En ordre, hors constats.",
  });
const propose = (verification: number, more: object = {}) =>
  w.ask<VerificationPage>(w.controller, "POST", `/api/verifications/${verification}/decision`, {
    reason: "Selon le rapport.",
    ...more,
  });
const decide = (decision: number) =>
  w.ask<DecisionsPage>(w.second, "POST", `/api/decisions/${decision}/decide`);

describe("a declaration that is verified", () => {
  let agreement: number;
  let declaration: number;
  let verification: number;
  let decision: number;

  before(async () => {
    ({ agreement, declaration } = await w.declared());
  });

  test("stands in the queue with a score and its reasons", async () => {
    const queue = await w.ask<QueuePage>(w.controller, "GET", "/api/controls/queue");
    const row = queue.rows.find((each) => each.declaration.id === declaration);
    assert.equal(row?.next.kind, "open");
    assert.ok(Number(row.score) > 0);
    assert.ok(row.reasons.some(({ id }) => id === "first_declaration"));
    assert.equal(await w.refused(w.manager, "GET", "/api/controls/queue"), "not_allowed");
  });

  test("stays as it is once its control has begun", async () => {
    verification = (await open(declaration)).id;
    const page = await w.ask<DeclarationPage>(w.manager, "GET", `/api/declarations/${declaration}`);
    assert.equal(page.control?.state, "in_control");
    assert.equal(page.control.verification, null);
    assert.equal(
      await w.refused(w.manager, "POST", `/api/declarations/${declaration}/withdraw`, { reason: "x" }),
      "control_begun",
    );
    assert.equal(
      await w.refused(w.second, "POST", `/api/declarations/${declaration}/verifications`, {
        type: "administrative",
      }),
      "verified_already",
    );
  });

  test("asks what the definitions ask of its lines and people, and keeps answers as they are typed", async () => {
    const page = await w.read(w.controller, verification);
    const points = page.checklist?.groups.flatMap((group) => group.points) ?? [];
    assert.ok(points.some(({ line }) => line === "staff"));
    assert.ok(points.some(({ person }) => person !== null));
    const [first] = points;
    const kept = await w.ask<VerificationPage>(
      w.controller,
      "PUT",
      `/api/verifications/${verification}/answers`,
      {
        edition: 0,
        answers: [{ key: first?.key, value: "no", note: "Manque" }],
      },
    );
    assert.deepEqual(
      kept.answers.filter(({ value }) => value !== "elsewhere").map(({ key, value }) => [key, value]),
      [[first?.key, "no"]],
    );
    assert.equal(
      await w.refused(w.second, "PUT", `/api/verifications/${verification}/answers`, {
        edition: 0,
        answers: [],
      }),
      "changed_meanwhile",
    );
    await w.answerAll(w.controller, verification);
  });

  test("moves what derives from a line with what is found of it, before anything is decided", async () => {
    const reference = "d7b0c1f4-finding";
    await find(verification, { reference });
    const page = await find(verification, { reference });
    assert.equal(page.findings.length, 1);
    assert.deepEqual(
      page.lines.map(({ line, eligible, rejected }) => [line, eligible, rejected]),
      [
        ["staff", "33880.00", "1000.00"],
        ["rest", "13552.00", "400.00"],
      ],
    );
    assert.equal(await w.refused(w.manager, "GET", `/api/verifications/${verification}`), "not_found");
    assert.equal(
      await w.refused(w.controller, "POST", `/api/verifications/${verification}/conclude`, {
        conclusion: "x",
      }),
      "partner_not_asked",
    );
  });

  test("is sent to the partner, who answers for itself", async () => {
    const sent = await w.ask<VerificationPage>(
      w.controller,
      "POST",
      `/api/verifications/${verification}/send`,
      {},
    );
    assert.equal(sent.state, "with_partner");
    assert.ok((sent.letter?.daysLeft ?? 0) >= 29);
    assert.equal(
      await w.refused(w.controller, "POST", `/api/verifications/${verification}/conclude`, {
        conclusion: "x",
      }),
      "partner_has_time",
    );
    const seen = await w.read(w.manager, verification);
    assert.ok(seen.may.respond);
    assert.equal(seen.checklist, null);
    assert.deepEqual(seen.answers, []);
    const [finding] = seen.findings;
    assert.ok(finding);
    const path = `/api/verifications/${verification}/partner-answers`;
    const answer = { answers: [{ finding: finding.id, answer: "contested", text: "Voici la fiche." }] };
    assert.equal(await w.refused(w.neighbour, "POST", path, answer), "not_found");
    assert.equal(await w.refused(w.manager, "POST", path, { answers: [] }), "answers_missing");
    const answered = await w.ask<VerificationPage>(w.manager, "POST", path, answer);
    assert.equal(answered.state, "answered");
    assert.equal(answered.findings[0]?.answer?.kind, "contested");
  });

  test("is concluded with a report under a number and the hash of what it says", async () => {
    const concluded = await conclude(verification);
    assert.equal(concluded.state, "concluded");
    const { rows } = await w.world.pool.query<{ hash: string; content: unknown }>(
      "select hash, content from control.printed where verification = $1",
      [verification],
    );
    assert.equal(contentHash(rows[0]?.content), concluded.report?.hash);
    assert.equal(rows[0]?.hash, concluded.report?.hash);
    const response = await w.world.app.request(`/api/verifications/${verification}/report.pdf?language=nl`, {
      headers: w.controller.headers,
    });
    assert.equal(response.headers.get("content-type"), "application/pdf");
    assert.match(Buffer.from(await response.arrayBuffer()).toString("latin1", 0, 5), /%PDF/);
  });

  test("is decided by another person, with its postings in one entry", async () => {
    const proposed = await propose(verification);
    decision = proposed.decision?.id ?? 0;
    assert.equal(proposed.may.decide, false);
    assert.ok(proposed.mayNot);
    assert.equal(await w.refused(w.controller, "POST", `/api/decisions/${decision}/decide`), "same_hand");
    const page = await decide(decision);
    assert.equal(page.rows[0]?.state, "decided");
    assert.deepEqual(await held(declaration), {
      staff: { certified: "33880.00", rejected: "1000.00" },
      rest: { certified: "13552.00", rejected: "400.00" },
    });
    const again = await decide(decision);
    assert.equal(again.rows[0]?.entry, page.rows[0]?.entry);
    const shown = await w.ask<DeclarationPage>(w.manager, "GET", `/api/declarations/${declaration}`);
    assert.equal(shown.control?.state, "decided");
    assert.equal(shown.control.decided?.eligible, "47432.00");
    const seen = await w.read(w.manager, verification);
    assert.ok(seen.checklist);
    assert.ok(seen.may.report);
  });

  test("is withdrawn from an application where it is corrected later, with what derives from it", async () => {
    // As an application to the Commission would.
    await w.world.pool.query("alter table ledger.entry disable trigger user");
    await w.world.asOwner((desk) =>
      actOn(desk, { action: "test" }, (act) =>
        post(desk.client, act, {
          kind: "applied",
          key: `test:${declaration}`,
          operation: "arae",
          partner,
          agreement,
          declaration,
          postings: ["staff", "rest"].flatMap((line) => {
            const amount = line === "staff" ? "33880.00" : "13552.00";
            return [
              { account: "certified" as const, line, amount: `-${amount}` },
              { account: "applied" as const, line, amount },
            ];
          }),
        }),
      ),
    );
    await w.world.pool.query("alter table ledger.entry enable trigger user");
    const { id } = await open(declaration, "on_the_spot");
    await find(id, { amount: "500.00" });
    await w.answerAll(w.controller, id);
    await w.ask(w.controller, "POST", `/api/verifications/${id}/send`, {});
    const [finding] = (await w.read(w.manager, id)).findings;
    await w.ask(w.manager, "POST", `/api/verifications/${id}/partner-answers`, {
      answers: [{ finding: finding?.id, answer: "accepted" }],
    });
    await conclude(id);
    const page = await propose(id);
    assert.equal(page.decision?.kind, "correction");
    await decide(page.decision.id);
    assert.deepEqual(await held(declaration), {
      staff: { applied: "33380.00", rejected: "1000.00", withdrawn: "500.00" },
      rest: { applied: "13352.00", rejected: "400.00", withdrawn: "200.00" },
    });
    const { rows } = await w.world.pool.query<{ entries: number }>(
      "select count(*)::int as entries from ledger.entry where under = $1",
      [page.decision.id],
    );
    assert.equal(rows[0]?.entries, 1);
    assert.equal((await w.read(w.controller, id)).state, "decided");
  });

  test("leaves a trail that verifies", async () => {
    const { breaks } = await verifyTrail(w.world.pool);
    assert.deepEqual(breaks, []);
  });
});

describe("a partner who does not answer", () => {
  test("has until its time is over, and longer where Jalon was down", async () => {
    const { declaration } = await w.declared();
    const { id } = await open(declaration);
    await find(id, { measure: "park" });
    await w.answerAll(w.controller, id);
    const at = new Date(Date.now() - 31 * 86_400_000).toISOString();
    await w.world.asOwner((desk) => sendToPartner(desk, id, { note: "" }, at));
    const before = await w.read(w.controller, id);
    assert.ok((before.letter?.daysLeft ?? 0) < 0);
    assert.ok(before.may.conclude);
    // The server was silent for three days within that time.
    const down = Date.parse(at) + 5 * 86_400_000;
    await beat(w.world.house, new Date(down).toISOString());
    await beat(w.world.house, new Date(down + 3 * 86_400_000).toISOString());
    const extended = await w.read(w.controller, id);
    assert.equal(extended.letter?.extendedBy, 3 * 24 * 60);
    assert.ok(!extended.may.conclude);
    assert.equal(
      await w.refused(w.controller, "POST", `/api/verifications/${id}/conclude`, { conclusion: "x" }),
      "partner_has_time",
    );
    // The verification goes on with what was written in the letter.
    const late = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await w.world.asOwner((desk) =>
      concludeVerification(
        { ...desk, account: "controller-a" },
        id,
        { conclusion: "Silence", measures: [] },
        late,
      ),
    );
    const page = await propose(id);
    await decide(page.decision?.id ?? 0);
    assert.deepEqual(await held(declaration), {
      staff: { certified: "33880.00", parked: "1000.00" },
      rest: { certified: "13552.00", parked: "400.00" },
    });
    await releases(declaration);
  });

  const releases = async (declaration: number): Promise<void> => {
    const page = await w.ask<DecisionsPage>(
      w.controller,
      "GET",
      `/api/declarations/${declaration}/decisions`,
    );
    const proposed = await w.ask<DecisionsPage>(
      w.controller,
      "POST",
      `/api/declarations/${declaration}/decisions`,
      {
        kind: "release",
        reason: "La fiche est arrivée.",
        measures: page.findings.map(({ id }) => ({ finding: id, measure: "none" })),
      },
    );
    await decide(proposed.rows.at(-1)?.id ?? 0);
    assert.deepEqual(await held(declaration), {
      staff: { certified: "34880.00" },
      rest: { certified: "13952.00" },
    });
  };
});

describe("a proposal that is sent back", () => {
  test("is taken up again, and given up gives the declaration back to its partner", async () => {
    const { declaration } = await w.declared();
    const { id } = await open(declaration);
    await w.answerAll(w.controller, id);
    await conclude(id);
    const page = await propose(id);
    await w.ask(w.second, "POST", `/api/decisions/${page.decision?.id}/return`, {
      reason: "Relire la ligne 1",
    });
    const again = await w.read(w.controller, id);
    assert.equal(again.state, "open");
    assert.equal(again.decision?.returnReason, "Relire la ligne 1");
    await conclude(id);
    const { rows } = await w.world.pool.query("select from control.printed where verification = $1", [id]);
    assert.equal(rows.length, 2);
    const next = await propose(id);
    await decide(next.decision?.id ?? 0);
    assert.deepEqual(await held(declaration), {
      staff: { certified: "34880.00" },
      rest: { certified: "13952.00" },
    });
    const other = await w.declared();
    const { id: given } = await open(other.declaration);
    await w.ask(w.controller, "POST", `/api/verifications/${given}/cancel`, { reason: "À corriger d'abord" });
    await w.ask(w.manager, "POST", `/api/declarations/${other.declaration}/withdraw`, { reason: "Corrigée" });
  });
});
