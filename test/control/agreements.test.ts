import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findingsTasks } from "../../src/reminder/control-mail.ts";
import type { DecisionsPage, PlanPage } from "../../src/control/list-shapes.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { openMailServer } from "../../src/signin/forTests.ts";
import { type ControlWorld, openControlWorld } from "./control-world.ts";

const mails = await openMailServer();
const task = findingsTasks["findings_mail"] ?? assert.fail("no such task");
let w: ControlWorld;
let agreement: number;
let declaration: number;

const controller = <T>(method: string, path: string, body?: unknown) =>
  w.ask<T>(w.controller, method, path, body);

before(async () => {
  w = await openControlWorld({ smtp: mails.url });
  ({ agreement, declaration } = await w.declared());
});
after(async () => {
  await w.world.close();
  await mails.close();
});

const openAt = (type: string) =>
  controller<{ id: number }>("POST", `/api/agreements/${agreement}/verifications`, { type });
const concluded = async (id: number): Promise<VerificationPage> => {
  await w.answerAll(w.controller, id);
  return controller("POST", `/api/verifications/${id}/conclude`, { conclusion: "En ordre" });
};
/** The year that it is in the world of these tests. */
const today = "2021";

test("a plan is adopted with its basis in writing, and governs what is opened after it", async () => {
  const plan = { basis: "", factors: [], coverage: [], visits: [] };
  await controller("PUT", `/api/control-plans/${today}`, plan);
  assert.equal(
    await w.refused(w.controller, "POST", `/api/control-plans/${today}/adopt`),
    "plan_without_basis",
  );
  const before = await openAt("data_protection");
  await controller("PUT", `/api/control-plans/${today}`, { ...plan, basis: "Erreurs des années passées." });
  const adopted = await controller<PlanPage>("POST", `/api/control-plans/${today}/adopt`);
  assert.equal(adopted.versions[0]?.state, "adopted");
  const governed = await openAt("procurement");
  assert.equal((await w.read(w.controller, governed.id)).plan?.year, Number(today));
  assert.equal((await w.read(w.controller, before.id)).plan, null);
  const next = await controller<PlanPage>("PUT", `/api/control-plans/${today}`, plan);
  assert.deepEqual(
    next.versions.map(({ state, content }) => [state, content.basis]),
    [
      ["adopted", "Erreurs des années passées."],
      ["draft", ""],
    ],
  );
  assert.equal(await w.refused(w.manager, "GET", `/api/control-plans/${today}`), "not_found");
});

test("a verification that found nothing is over once it is concluded, and its partner sees it", async () => {
  const { id } = await openAt("double_funding");
  assert.equal((await concluded(id)).state, "decided");
  assert.ok((await w.read(w.manager, id)).may.report);
  const response = await w.world.app.request(`/api/verifications/${id}/report.pdf`, {
    headers: w.manager.headers,
  });
  assert.equal(response.status, 200);
  assert.match(Buffer.from(await response.arrayBuffer()).toString("latin1", 0, 5), /%PDF/);
});

test("findings of a visit wait for the first decision, which takes them up", async () => {
  const { id } = await openAt("on_the_spot");
  const { edition } = await w.read(w.controller, id);
  await controller("PUT", `/api/verifications/${id}/answers`, {
    edition,
    visit: { on: "2020-11-03", place: "Rue d'Essai", met: "Responsable", note: "" },
  });
  await controller("POST", `/api/verifications/${id}/findings`, {
    declaration,
    line: "staff",
    typology: "missing_documents",
    amount: "480.00",
    measure: "deduct",
    text: "Une feuille d'heures n'est pas signée.",
  });
  await controller("POST", `/api/verifications/${id}/send`, {});
  await task(w.world.house, { verification: id, n: 1 });
  await task(w.world.house, { verification: id, n: 1 });
  assert.deepEqual(
    mails.received.map(({ to }) => to),
    [w.manager.email],
  );
  assert.doesNotMatch(mails.received[0]?.text ?? "", /signée/);
  const [finding] = (await w.read(w.manager, id)).findings;
  await w.ask(w.manager, "POST", `/api/verifications/${id}/partner-answers`, {
    answers: [{ finding: finding?.id, answer: "accepted" }],
  });
  assert.equal((await concluded(id)).state, "concluded");
  assert.equal(
    await w.refused(w.controller, "POST", `/api/verifications/${id}/decision`, {
      reason: "x",
      declaration,
    }),
    "first_not_made",
  );
  const first = await controller<{ id: number }>("POST", `/api/declarations/${declaration}/verifications`, {
    type: "administrative",
  });
  await concluded(first.id);
  const proposed = await controller<VerificationPage>("POST", `/api/verifications/${first.id}/decision`, {
    reason: "Selon les deux rapports",
  });
  assert.equal(proposed.decision?.totals.rejected, "672.00");
  const decided = await w.ask<DecisionsPage>(
    w.second,
    "POST",
    `/api/decisions/${proposed.decision.id}/decide`,
  );
  assert.equal(decided.rows[0]?.state, "decided");
  const visit = await w.read(w.controller, id);
  assert.equal(visit.state, "decided");
  assert.equal(visit.visit?.on, "2020-11-03");
});
