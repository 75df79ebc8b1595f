import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, describe, test } from "node:test";
import { keepWithoutBrowser, wholeParticipant } from "../record-person.ts";
import { openWorld, type TestAccount } from "../world.ts";
import { tryAs } from "../../../src/access/forTests.ts";
import type { Kept } from "../../../src/entry/shapes.ts";
import { tellDeadlines } from "../../../src/reminder/deadlines.ts";
import { verifyTrail } from "../../../src/trail/verify.ts";
import type { Done, PathPage, PersonPath } from "../../../src/path/shapes.ts";

const world = await openWorld({ operations: [], settings: { today: "2020-06-15" } });
after(() => world.close());

const forest = await world.account({ role: "case_worker", partner: "cpas_forest" });
const uccle = await world.account({ role: "case_worker", partner: "cpas_uccle" });
const jette = await world.account({ role: "case_worker", partner: "cpas_jette" });
const link = await world.account({ role: "service_worker", operation: "link" });
const officer = await world.account({ role: "programme_officer" });

/** What the server answered; its body is of the shape that the asker names, or a problem with its code. */
type Answer<T> = Readonly<{ status: number; body: T & { code?: string }; text: string }>;

const ask = async <T>(
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> => {
  const headers = { ...account.headers, "content-type": "application/json" };
  const answer = await world.app.request(`/api/services/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text) as Answer<T>["body"], text };
};

/** Somebody who is being supported by the centre of Forest. */
const startParticipant = (number: number, bent: Readonly<Record<string, string>> = {}) => {
  const {
    leave_date: _leave,
    leave_reason: _reason,
    completed_as_planned: _completed,
    employment_at_leave: _employment,
    in_education_at_leave: _education,
    qualification_gained: _qualification,
    offer_received: _offer,
    sampled: _sampled,
    sample_weight: _weight,
    employment_at_6_months: _later,
    in_training_at_6_months: _training,
    stable_contract_at_6_months: _stable,
    full_employment_at_6_months: _full,
    higher_skills_at_6_months: _higher,
    promoted_at_6_months: _promoted,
    ...entered
  } = wholeParticipant(number, { disability: "yes", ...bent });
  return keepWithoutBrowser(world, forest, entered);
};

/** Adds a record of a centre as a program would; returns its number. */
const added = async (account: TestAccount, register: string, answers: object): Promise<number> => {
  const kept = await world.app.request(`/api/operations/cpas/registers/${register}/records`, {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({ partner: account.partner, answers }),
  });
  const text = await kept.text();
  assert.equal(kept.status, 201, text);
  return (JSON.parse(text) as Kept).record;
};

const handOverOf = (record: number, more: object = {}) =>
  ask<Done>(forest, "POST", `cpas/path/operations/cpas/records/${record}/hand-over`, {
    to_operation: "link",
    reason: "article_60",
    expected_end: "30/09/2020",
    consent: true,
    ...more,
  });

const answerTo = (account: TestAccount, { record: { record } }: Done, more: object = {}) =>
  ask<Done>(account, "POST", `link/path/operations/cpas/registers/hand_overs/records/${record}/answer`, {
    takes_on: true,
    texts: { employment_at_entry: "employed", in_education_at_entry: "false" },
    ...more,
  });

describe("a hand-over", () => {
  test("is seen by its sender and its addressee, and a third institution sees neither it nor the answer", async () => {
    const sent = await handOverOf(await startParticipant(1));
    assert.equal(sent.status, 201, sent.text);
    const taken = await answerTo(link, sent.body);
    assert.equal(taken.status, 201, taken.text);
    const pages = { forest, link, uccle };
    const seen: Record<string, [number, number]> = {};
    for (const [name, account] of Object.entries(pages)) {
      const service = name === "link" ? "link" : "cpas";
      const { body } = await ask<PathPage>(account, "GET", `${service}/path`);
      seen[name] = [body.sent?.rows.length ?? 0, body.received?.rows.length ?? 0];
    }
    assert.deepEqual(seen, { forest: [1, 0], link: [0, 1], uccle: [0, 0] });
    for (const { operation, register, record } of [sent.body.record, taken.body.record]) {
      const at = `cpas/path/operations/${operation}/registers/${register}/records/${record}`;
      assert.deepEqual(
        [(await ask(forest, "GET", at)).status, (await ask(uccle, "GET", at)).status],
        [200, 404],
        register,
      );
    }
  });

  test("gives the receiver what the sender's file says, and the sensitive answers only with a consent of their own", async () => {
    for (const [number, isGiven] of [
      [2, false],
      [3, true],
    ] as const) {
      const sent = await handOverOf(await startParticipant(number), { consent_special: isGiven });
      const taken = await answerTo(link, sent.body);
      assert.equal(taken.status, 201, taken.text);
      const { rows } = await world.pool.query(
        `select i.last_name, r.birth_date::text as born, r.disability, r.entry_date::text as entered, r.change
         from register.participants r join identity.participants i using (operation, record)
         where r.operation = 'link' and r.record = $1`,
        [taken.body.participation?.record],
      );
      assert.deepEqual(rows, [
        {
          last_name: "Exemplaire",
          born: "1985-06-03",
          disability: isGiven ? "yes" : null,
          entered: "2020-06-15",
          change: taken.body.change,
        },
      ]);
    }
  });

  test("without the person's consent is refused, and so is a second one while the first waits", async () => {
    const record = await startParticipant(4);
    assert.equal((await handOverOf(record, { consent: false })).status, 422);
    assert.equal((await handOverOf(record)).status, 201);
    assert.equal((await handOverOf(record)).body.code, "already_handed_over");
  });

  test("that is taken on is one change, and undone it takes the participation and the answer back together", async () => {
    const sent = await handOverOf(await startParticipant(5));
    const { body: taken } = await answerTo(link, sent.body);
    const { rows } = await world.pool.query(
      "select register, n from trail.entry where change = $1 order by n",
      [taken.change],
    );
    assert.deepEqual(rows, [
      { register: "participants", n: 1 },
      { register: "follow_ups", n: 2 },
    ]);
    assert.equal((await answerTo(link, sent.body)).body.code, "already_answered");
    const undone = await world.app.request(`/api/changes/${taken.change}/undo`, {
      method: "POST",
      headers: { ...link.headers, "content-type": "application/json" },
      body: JSON.stringify({ reason: "essai" }),
    });
    assert.equal(undone.status, 200, await undone.text());
    const left = await world.pool.query(
      "select from register.participants where operation = 'link' and record = $1",
      [taken.participation?.record],
    );
    assert.equal(left.rowCount, 0);
    assert.equal((await answerTo(link, sent.body)).status, 201);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });
});

describe("an answer", () => {
  test("is given by the addressee only, who cannot change the sender's record", async () => {
    const sent = await handOverOf(await startParticipant(6), {
      to_operation: "cpas",
      to_partner: "cpas_uccle",
      reason: "moved",
    });
    assert.equal(sent.status, 201, sent.text);
    const { record } = sent.body.record;
    const at = `cpas/path/operations/cpas/registers/hand_overs/records/${record}/answer`;
    assert.deepEqual(
      [
        (await ask(jette, "POST", at, { takes_on: true })).status,
        (await ask(link, "POST", at.replace("cpas/", "link/"), { takes_on: true })).status,
        (await ask(forest, "POST", at, { takes_on: true })).status,
      ],
      [404, 404, 403],
    );
    const changed = await world.app.request(`/api/operations/cpas/registers/hand_overs/records/${record}`, {
      method: "PATCH",
      headers: { ...uccle.headers, "content-type": "application/json", "if-match": `"${sent.body.change}"` },
      body: JSON.stringify({ answers: { message: "changé" } }),
    });
    assert.equal(changed.status, 403, await changed.text());
    assert.equal((await ask(uccle, "POST", at, { takes_on: false, refusal: "full" })).status, 201);
  });

  test("cannot be forged in the database either: it names a hand-over to its own place, about the same person", async () => {
    const sent = await handOverOf(await startParticipant(7));
    const { rows } = await world.pool.query<{ number: string; key: Buffer }>(
      "select number, person_key as key from register.hand_overs where record = $1",
      [sent.body.record.record],
    );
    const { number, key } = rows[0] ?? { number: "", key: Buffer.alloc(0) };
    const write = (account: TestAccount, values: readonly unknown[]) =>
      tryAs(
        world.pool,
        { account: account.id, session: createHash("sha256").update(account.secret).digest("hex") },
        `insert into register.follow_ups (operation, partner, identity_key, person_key, definition, change,
           hand_over_number, from_operation, from_partner, source, referred_on)
         values ($1, $2, decode(md5($3), 'hex'), $4, 'x', (select trail.head() + 1), $3, 'cpas', $5, 'article_60', '2020-06-15')`,
        values,
      ).then(
        () => "written",
        (error: { code?: string }) => error.code,
      );
    const other = Buffer.alloc(16, 7);
    const answers = [
      await write(jette, ["cpas", "cpas_jette", number, key, "cpas_forest"]),
      await write(link, ["link", "actiris", number, other, "cpas_forest"]),
      await write(link, ["link", "actiris", number, key, "cpas_uccle"]),
      await write(link, ["link", "actiris", number, key, "cpas_forest"]),
    ];
    assert.deepEqual(answers, ["42501", "42501", "42501", "written"]);
  });

  test("that is late is told to both, from the day after it was due, and by mail to whoever owes it", async () => {
    for (const [number, date, late] of [
      [8, "2020-06-05", null],
      [9, "2020-06-04", 1],
    ] as const) {
      const record = await added(forest, "hand_overs", {
        number: `ESSAI-${number}`,
        person_number: `ESSAI-0000${number}`,
        to_operation: "link",
        to_partner: "actiris",
        handed_over_on: date,
        expected_end: "2020-09-30",
        reason: "training",
        consent: true,
      });
      for (const [account, service, side] of [
        [forest, "cpas", "sent"],
        [link, "link", "received"],
      ] as const) {
        const { body } = await ask<PathPage>(account, "GET", `${service}/path`);
        const row = body[side]?.rows.find((each) => each.record === record);
        assert.equal(row?.late?.days ?? null, late, `${side} ${date}`);
      }
    }
    // One mail, to those who should have answered; the next night says nothing twice.
    assert.deepEqual(
      [await tellDeadlines(world.house, "2020-06-15"), await tellDeadlines(world.house, "2020-06-15")],
      [1, 0],
    );
    const { rows } = await world.pool.query(
      "select payload from graphile_worker._private_jobs where payload ->> 'late' is not null",
    );
    assert.deepEqual(rows, [{ payload: { account: link.id, soon: 0, late: 1 } }]);
  });
});

test("moving to a phase ends the one before, in one change, and the participant follows; two at once are told", async () => {
  const record = await startParticipant(11, { path_phase: "reception" });
  const at = `cpas/path/operations/cpas/records/${record}/phase`;
  const page = () =>
    ask<PersonPath>(forest, "GET", `cpas/path/operations/cpas/registers/participants/records/${record}`);
  await ask(forest, "POST", at, { phase: "reception", from: "01/04/2020" });
  const moved = await ask<Done>(forest, "POST", at, { phase: "career_plan", from: "04/05/2020" });
  assert.equal(moved.status, 200, moved.text);
  const phases = (await page()).body.stretches.filter(({ kind }) => kind === "phase");
  assert.deepEqual(
    phases.map(({ detail, from, until }) => [detail?.fr, from, until]),
    [
      ["accueil", "2020-04-01", "2020-05-03"],
      ["projet professionnel", "2020-05-04", null],
    ],
  );
  const { rows } = await world.pool.query(
    "select path_phase as phase, change from register.participants where operation = 'cpas' and record = $1",
    [record],
  );
  assert.deepEqual(rows, [{ phase: "career_plan", change: moved.body.change }]);
  assert.equal((await page()).body.overlaps.length, 0);
  await ask(forest, "POST", at, { phase: "training", from: "02/03/2020" });
  assert.equal((await page()).body.overlaps.length, 2);
});

test("double support shows each institution the other's name and month, the officer the pair, a third nothing", async () => {
  const record = await startParticipant(10);
  assert.ok(record > 0);
  for (const [account, since] of [
    [forest, "2020-01-13"],
    [uccle, "2020-03-24"],
  ] as const) {
    await added(account, "principal_institutions", {
      person_number: "ESSAI-00010",
      file_number: `${account.partner}-1`,
      aid_kind: "ris",
      starts_on: since,
    });
  }
  const doubles = async (account: TestAccount) =>
    (await ask<PathPage>(account, "GET", "cpas/path")).body.doubles;
  const told = async (account: TestAccount) =>
    (await doubles(account))?.rows.map(({ other, since }) => [other.fr, since]);
  assert.deepEqual(await told(forest), [["CPAS d'Uccle", "2020-03-01"]]);
  assert.deepEqual(await told(uccle), [["CPAS de Forest", "2020-01-01"]]);
  assert.deepEqual(await told(jette), []);
  const pairs = await doubles(officer);
  assert.deepEqual([pairs?.rows, pairs?.pairs?.map(({ people }) => people)], [[], [1]]);
});

test("a contract is told of from six months before its end, and is urgent once less than three are left", async () => {
  for (const [number, end, standing] of [
    [31, "2020-12-16", undefined],
    [32, "2020-12-15", "soon"],
    [33, "2020-09-15", "soon"],
    [34, "2020-09-14", "late"],
    [35, "2020-06-15", "late"],
    [36, "2020-06-14", undefined],
  ] as const) {
    const record = await added(forest, "article_60_contracts", {
      person_number: `ESSAI-000${number}`,
      starts_on: "2020-02-29",
      planned_end: end,
    });
    const { body } = await ask<PathPage>(forest, "GET", "cpas/path");
    const row = body.contracts?.rows.find((each) => each.record === record);
    assert.equal(row?.standing, standing, end);
  }
});

test("a hand-over between institutions that is accepted makes the receiver the principal institution of whom it takes on", async () => {
  const record = await startParticipant(12);
  await added(forest, "principal_institutions", {
    person_number: "ESSAI-00012",
    file_number: "ESSAI-F-12",
    aid_kind: "equivalent",
    starts_on: "2020-01-13",
  });
  const sent = await handOverOf(record, { to_operation: "cpas", to_partner: "cpas_uccle", reason: "moved" });
  const at = `cpas/path/operations/cpas/registers/hand_overs/records/${sent.body.record.record}/answer`;
  const taken = await ask<Done>(uccle, "POST", at, { takes_on: true });
  assert.equal(taken.status, 201, taken.text);
  const { rows } = await world.pool.query(
    `select partner, aid_kind as aid, starts_on::text as since, ends_on as until from register.principal_institutions
     where person_key = (select person_key from register.hand_overs where record = $1) order by starts_on`,
    [sent.body.record.record],
  );
  assert.deepEqual(rows, [
    { partner: "cpas_forest", aid: "equivalent", since: "2020-01-13", until: null },
    { partner: "cpas_uccle", aid: "equivalent", since: "2020-06-15", until: null },
  ]);
});
