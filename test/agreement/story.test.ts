import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CandidacyPage } from "../../src/agreement/call-shapes.ts";
import type { AgreementPage, Comparison, Forecast } from "../../src/agreement/shapes.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openWorld, type TestAccount, type World } from "../web/world.ts";
import { answers, asking, decidedCandidacy, partner } from "./agreement-world.ts";

let world: World;
let officer: TestAccount;
let second: TestAccount;
let candidate: TestAccount;

before(async () => {
  world = await openWorld({ operations: [] });
  officer = await world.account({ role: "programme_officer" });
  second = await world.account({ role: "programme_officer" });
  candidate = await world.account({ role: "partner_manager", partner });
});
after(() => world.close());

test("from a call to an agreement in force, its amendment and its end, each by its own role", async () => {
  const ask = asking(world);
  const { candidacy } = await decidedCandidacy(world, officer, candidate, "139999.99");
  const page = await ask<CandidacyPage>(candidate, "GET", `/api/candidacies/${candidacy}`);
  assert.equal(page.body.state, "accepted");
  assert.equal(page.body.scores?.points, 85);
  assert.deepEqual(
    page.body.waits.map(({ who }) => who),
    ["authority"],
  );

  const made = await ask<{ id: number }>(officer, "POST", `/api/candidacies/${candidacy}/agreement`);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const at = `/api/agreements/${made.body.id}`;
  const draft = await ask<AgreementPage>(officer, "GET", at);
  assert.equal(draft.body.number, "arae-2027-01");
  // Less was granted than was asked: each line is less in proportion, to the cent.
  assert.deepEqual(
    draft.body.shown.lines.map(({ line }) => [line.id, line.budget]),
    [
      ["staff", "100000.00"],
      ["remaining", "39999.99"],
    ],
  );
  assert.equal(draft.body.shown.budget, "139999.99");
  assert.equal(draft.body.shown.guide.id, "financial_guide_2018");
  assert.deepEqual(
    draft.body.shown.instalments.map(({ kind, amount }) => [kind, amount]),
    [
      ["advance", "69999.99"],
      ["interim", "41999.99"],
      ["balance", "28000.01"],
    ],
  );
  const side = await ask<Comparison>(candidate, "GET", `${at}/comparison`);
  const standings = Object.fromEntries(side.body.rows.map(({ id, standing }) => [id, standing]));
  assert.deepEqual(standings, {
    period: "equal",
    budget: "differs",
    guide: "equal",
    staff: "equal",
    "terms:staff": "equal",
    remaining: "differs",
    "terms:remaining": "equal",
    "objective:begun": "equal",
  });

  assert.equal((await ask(officer, "POST", `${at}/propose`)).status, 200);
  // It is the partner's turn, and home says so to the partner alone.
  type Worklist = { items: { kind: string; href: string; label: { en: string } | null }[] };
  const waitingFor = async (who: TestAccount) =>
    (await ask<Worklist>(who, "GET", "/api/worklist")).body.items
      .filter(({ kind }) => kind === "agreement")
      .map(({ href, label }) => [href, label?.en]);
  assert.deepEqual(await waitingFor(candidate), [
    [
      `money/agreements/${made.body.id}`,
      "The partner has to accept each line of the proposal, or question it.",
    ],
  ]);
  assert.deepEqual(await waitingFor(officer), []);
  const questioned = await ask<AgreementPage>(candidate, "POST", `${at}/accept`, {
    answers: [
      { line: "staff", answer: "accepted" },
      { line: "remaining", answer: "questioned", remark: "Il manque un cent." },
    ],
  });
  assert.equal(questioned.status, 200, JSON.stringify(questioned.body));
  assert.equal(questioned.body.state, "draft");
  assert.deepEqual(questioned.body.shown.lines[1]?.answer, {
    answer: "questioned",
    remark: "Il manque un cent.",
  });
  const changed = await ask<AgreementPage>(officer, "PUT", at, {
    lines: [
      { ...answers.lines[0], budget: "99999.98" },
      { ...answers.lines[1], budget: "39999.99" },
    ],
  });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.equal(changed.body.shown.budget, "139999.97");
  assert.equal(changed.body.shown.totalCost, "139999.97");
  assert.equal((await ask(officer, "POST", `${at}/propose`)).status, 200);
  const whole = {
    answers: [
      { line: "staff", answer: "accepted" },
      { line: "remaining", answer: "accepted" },
      { line: "period", answer: "accepted" },
    ],
  };
  const accepted = await ask<AgreementPage>(candidate, "POST", `${at}/accept`, whole);
  assert.equal(accepted.body.state, "accepted");
  const active = await ask<AgreementPage>(second, "POST", `${at}/activate`);
  assert.equal(active.status, 200, JSON.stringify(active.body));
  assert.equal(active.body.state, "active");
  assert.equal(active.body.remaining, "139999.97");
  assert.deepEqual(active.body.waits, []);
  const forecast = await ask<Forecast>(candidate, "GET", `${at}/forecast`);
  assert.equal(forecast.body.total, "139999.97");
  assert.deepEqual(
    forecast.body.rows.map(({ standing }) => standing),
    ["later", "later", "later"],
  );

  // An amendment needs a decision of its own, and posts what differs.
  const amended = await ask<AgreementPage>(officer, "POST", `${at}/amend`, {
    effectiveFrom: "2027-06-01",
    note: "Une seconde animatrice",
  });
  assert.equal(amended.status, 200, JSON.stringify(amended.body));
  assert.equal(amended.body.shown.version, 2);
  assert.equal(
    (
      await ask(officer, "PUT", at, {
        lines: [
          { ...answers.lines[0], budget: "110000.00" },
          { ...answers.lines[1], budget: "30000.00" },
        ],
      })
    ).status,
    200,
  );
  assert.equal((await ask(officer, "POST", `${at}/propose`)).status, 200);
  assert.equal((await ask(candidate, "POST", `${at}/accept`, whole)).status, 200);
  const undecided = await ask<{ code: string }>(officer, "POST", `${at}/activate`);
  assert.deepEqual([undecided.status, undecided.body.code], [409, "no_decision"]);
  assert.equal(
    (
      await ask(officer, "POST", `${at}/decision`, {
        body: "Comité de gestion",
        reference: "CG/2026/12",
        decidedOn: "2026-11-21",
        outcome: "accepted",
        amount: "140000.00",
      })
    ).status,
    200,
  );
  const second_version = await ask<AgreementPage>(officer, "POST", `${at}/activate`);
  assert.equal(second_version.status, 200, JSON.stringify(second_version.body));
  assert.equal(second_version.body.version, 2);
  assert.equal(second_version.body.remaining, "140000.00");
  assert.deepEqual(second_version.body.versions[1]?.differences, [
    { line: "staff", label: answers.lines[0]?.label, before: "99999.98", after: "110000.00" },
    { line: "remaining", label: answers.lines[1]?.label, before: "39999.99", after: "30000.00" },
  ]);
  const { rows: postings } = await world.pool.query<{ kind: string; line: string; amount: string }>(
    `select e.kind, p.line, p.amount from ledger.posting p join ledger.entry e on e.id = p.entry
     where p.agreement = $1 and p.account = 'budgeted' order by e.change, p.n`,
    [made.body.id],
  );
  assert.deepEqual(postings, [
    { kind: "granted", line: "staff", amount: "99999.98" },
    { kind: "granted", line: "remaining", amount: "39999.99" },
    { kind: "amended", line: "staff", amount: "10000.02" },
    { kind: "amended", line: "remaining", amount: "-9999.99" },
  ]);

  const guide = await ask<AgreementPage>(officer, "POST", `${at}/guides`, {
    guide: "financial_guide_2020",
    governsFrom: 2028,
  });
  assert.deepEqual(
    guide.body.guides.map((each) => [each.guide.id, each.governsFrom, each.sentTo]),
    [
      ["financial_guide_2018", 2027, null],
      ["financial_guide_2020", 2028, "convention@exemple.invalid"],
    ],
  );
  const { rows: told } = await world.pool.query(
    "select from trail.entry where after like '%convention@exemple.invalid%'",
  );
  assert.equal(told.length, 0, "the trail has no address");

  const ended = await ask<AgreementPage>(officer, "POST", `${at}/terminate`, {
    on: "2027-09-30",
    reason: "À la demande du partenaire",
  });
  assert.deepEqual([ended.body.state, ended.body.ends], ["terminated", "2027-09-30"]);
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
});

test("an own service has an internal agreement, accepted by its head and decided like any other", async () => {
  const ask = asking(world);
  const head = await world.account({ role: "service_head", operation: "technical_assistance" });
  const made = await ask<{ id: number }>(
    officer,
    "POST",
    "/api/operations/technical_assistance/internal-agreements",
    {
      partner: "actiris",
      starts: "2027-01-01",
      ends: "2027-12-31",
      financingMode: "salary_flat_rate",
      lines: [{ ...answers.lines[0], budget: "250000.00" }],
      instalments: "yearly",
    },
  );
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const at = `/api/agreements/${made.body.id}`;
  assert.equal((await ask(officer, "POST", `${at}/propose`)).status, 200);
  const acceptance = { answers: [{ line: "staff", answer: "accepted" }] };
  assert.equal((await ask(officer, "POST", `${at}/accept`, acceptance)).status, 403);
  assert.equal((await ask(head, "POST", `${at}/accept`, acceptance)).status, 200);
  assert.equal((await ask(officer, "POST", `${at}/activate`)).status, 409);
  const decision = {
    body: "Comité de gestion",
    reference: "CG/2026/13",
    decidedOn: "2026-11-21",
    outcome: "accepted",
    amount: "250000.00",
  };
  assert.equal((await ask(officer, "POST", `${at}/decision`, decision)).status, 200);
  const active = await ask<AgreementPage>(officer, "POST", `${at}/activate`);
  assert.equal(active.status, 200, JSON.stringify(active.body));
  assert.equal(active.body.remaining, "250000.00");
  assert.equal(active.body.internal, true);
});
