import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PoolClient } from "pg";
import { hashOf, tryAs } from "../../src/access/forTests.ts";
import { asSession } from "../../src/access/as-session.ts";
import type { AgreementPage } from "../../src/agreement/shapes.ts";
import { openWorld, type TestAccount, type World } from "../web/world.ts";
import {
  answers,
  type Asked,
  asking,
  callBody,
  closeCall,
  decidedCandidacy,
  otherPartner,
  partner,
} from "./agreement-world.ts";

let world: World;
let ask: Asked;
let officer: TestAccount;
let candidate: TestAccount;
let neighbour: TestAccount;

before(async () => {
  world = await openWorld({ operations: [] });
  ask = asking(world);
  officer = await world.account({ role: "programme_officer" });
  candidate = await world.account({ role: "partner_manager", partner });
  neighbour = await world.account({ role: "partner_manager", partner: otherPartner });
});
after(() => world.close());

const signed = (account: TestAccount) => ({ session: hashOf(account.secret), account: account.id });
/** The code by which the database refuses statements under the account's session, as a program with its rights would send them. */
const refused = (account: TestAccount, text: string): Promise<string> =>
  tryAs(world.pool, signed(account), text).then(
    ({ count }) => `${count} rows`,
    (error: unknown) => String((error as { code?: unknown }).code),
  );
const openCall = async (): Promise<number> => {
  const made = await ask<{ id: number }>(officer, "POST", "/api/operations/arae/calls", callBody());
  assert.equal((await ask(officer, "POST", `/api/calls/${made.body.id}/publish`)).status, 200);
  return made.body.id;
};
const begin = (who: TestAccount, call: number, body: object = answers) =>
  ask<{ id: number; revision: number; code?: string; remarks?: { id: string }[] }>(
    who,
    "PUT",
    `/api/calls/${call}/candidacies/${who.partner ?? ""}`,
    { revision: 0, ...body },
  );
const codeOf = async (asked: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await asked;
  return [status, body["code"]];
};

describe("a call", () => {
  test("keeps its criteria once it is published, also against raw statements with the officer's rights", async () => {
    const call = await openCall();
    const changed = {
      ...callBody(),
      criteria: [{ id: "price", label: answers.lines[0]?.label, points: 100 }],
    };
    assert.deepEqual(await codeOf(ask(officer, "PUT", `/api/calls/${call}`, changed)), [
      409,
      "call_published",
    ]);
    const raw = (set: string) =>
      refused(officer, `update agreement.call set ${set}, change = trail.head() + 1 where id = ${call}`);
    assert.equal(await raw(`criteria = '[{"id":"price","points":100}]'`), "23001");
    assert.equal(await raw("options = '{real_cost}'"), "23001");
    assert.equal(await raw("published_at = null"), "23001");
    assert.equal(await raw("closes_at = closes_at - interval '10 minutes'"), "23001");
    assert.equal(await raw("closes_at = closes_at + interval '10 minutes'"), "1 rows");
    assert.equal(
      await refused(officer, `update agreement.call set title = '{}' where id = ${call}`),
      "23001",
      "not without a new change of the trail",
    );
  });

  test("is made and seen as a draft by the authority alone", async () => {
    const made = await ask<{ id: number }>(officer, "POST", "/api/operations/arae/calls", callBody());
    assert.equal((await ask(candidate, "GET", `/api/calls/${made.body.id}`)).status, 404);
    assert.equal((await ask(candidate, "POST", "/api/operations/arae/calls", callBody())).status, 403);
    assert.equal((await begin(candidate, made.body.id)).status, 404);
    const mine = await ask<{ rows: { id: number }[] }>(candidate, "GET", "/api/calls");
    assert.ok(!mine.body.rows.some(({ id }) => id === made.body.id));
  });
});

describe("a candidacy", () => {
  test("that comes late is refused by the database's clock, whatever the application believes", async () => {
    const call = await openCall();
    const { body } = await begin(candidate, call);
    await closeCall(world, call);
    const submit = ask(candidate, "POST", `/api/candidacies/${body.id}/submit`, { revision: 1 });
    assert.deepEqual(await codeOf(submit), [409, "call_closed"]);
    assert.equal(
      await refused(
        candidate,
        `update agreement.candidacy set state = 'submitted', change = trail.head() + 1 where id = ${body.id}`,
      ),
      "23514",
    );
    assert.equal(
      (await ask(candidate, "PUT", `/api/calls/${call}/candidacies/${partner}`, { revision: 1 })).status,
      409,
    );
    assert.deepEqual(await codeOf(begin(neighbour, call)), [409, "call_closed"]);
  });

  test("says what stands against sending it, and is sent once, with one receipt", async () => {
    const call = await openCall();
    const { body } = await begin(candidate, call, {});
    assert.deepEqual(
      body.remarks?.map(({ id }) => id),
      [
        "required:experience",
        "required:audience",
        "required:method",
        "required:people_per_year",
        "required:starts_on",
        "nothing:staff",
        "nothing:remaining",
        "contact",
      ],
    );
    const submit = (revision: number) =>
      ask(candidate, "POST", `/api/candidacies/${body.id}/submit`, { revision });
    assert.deepEqual(await codeOf(submit(1)), [422, "remarks_open"]);
    const path = `/api/calls/${call}/candidacies/${partner}`;
    const kept = await ask<{ revision: number }>(candidate, "PUT", path, { revision: 1, ...answers });
    assert.equal(kept.body.revision, 2);
    assert.deepEqual(await codeOf(ask(candidate, "PUT", path, { revision: 1, ...answers })), [
      409,
      "changed_meanwhile",
    ]);
    const all = await Promise.all([submit(2), submit(2), submit(2)]);
    const receipts = all.filter(({ status }) => status === 200).map((each) => each.body["receipt"]);
    assert.ok(receipts.length > 0 && new Set(receipts).size === 1);
    assert.deepEqual((await submit(2)).body["receipt"], receipts[0]);
    assert.equal(
      await refused(
        candidate,
        `update agreement.candidacy set lines = '[]', change = trail.head() + 1 where id = ${body.id}`,
      ),
      "23001",
    );
    assert.equal((await ask(candidate, "POST", `/api/candidacies/${body.id}/withdraw`)).status, 200);
  });

  test("is its candidate's own: nobody else's partner sees it, nor the authority before it is sent", async () => {
    const call = await openCall();
    const { body } = await begin(candidate, call);
    const path = `/api/candidacies/${body.id}`;
    const head = await world.account({ role: "service_head", operation: "arae" });
    for (const who of [neighbour, officer, head])
      assert.equal((await ask(who, "GET", path)).status, 404, who.role);
    assert.equal(
      (await ask(neighbour, "PUT", `/api/calls/${call}/candidacies/${partner}`, { revision: 1 })).status,
      403,
    );
    assert.equal((await ask(head, "POST", `${path}/submit`, { revision: 1 })).status, 404);
    assert.equal((await ask(candidate, "POST", `${path}/submit`, { revision: 1 })).status, 200);
    assert.equal((await ask(officer, "GET", path)).status, 200);
    for (const who of [neighbour, head]) assert.equal((await ask(who, "GET", path)).status, 404, who.role);
    assert.equal(await refused(neighbour, `select from agreement.candidacy where id = ${body.id}`), "0 rows");
    assert.deepEqual(await codeOf(ask(officer, "POST", `${path}/admissibility`, { items: [item] })), [
      409,
      "call_still_open",
    ]);
  });

  test("is scored by the call's criteria, none beyond its most, each with a reason", async () => {
    const call = await openCall();
    const { body } = await begin(candidate, call);
    const path = `/api/candidacies/${body.id}`;
    await ask(candidate, "POST", `${path}/submit`, { revision: 1 });
    await closeCall(world, call);
    const seen = await ask<{ checklist: { id: string }[] }>(officer, "GET", path);
    const items = seen.body.checklist.map(({ id }) => ({ id, met: true, reason: "" }));
    assert.deepEqual(await codeOf(ask(officer, "POST", `${path}/admissibility`, { items: items.slice(1) })), [
      422,
      "items_differ",
    ]);
    assert.equal((await ask(officer, "POST", `${path}/admissibility`, { items })).status, 200);
    const score = (points: number) =>
      ask(officer, "POST", `${path}/scores`, {
        scores: [
          { criterion: "experience", points, reason: "Dix ans" },
          { criterion: "method", points: 1, reason: "Brève" },
        ],
      });
    assert.deepEqual(await codeOf(score(41)), [422, "criteria_differ"]);
    const opinion = { outcome: "favourable", amount: "1000.00", reasons: "Solide" };
    assert.deepEqual(await codeOf(ask(officer, "POST", `${path}/opinion`, opinion)), [
      422,
      "opinion_incomplete",
    ]);
    assert.equal((await score(40)).status, 200);
    const raw = (content: string) =>
      refused(
        officer,
        `update agreement.candidacy set change = trail.head() + 1 where id = ${body.id};
         update agreement.assessment set content = '${content}' where candidacy = ${body.id} and kind = 'criteria'`,
      );
    assert.equal(await raw(`{"scores":[{"criterion":"experience","points":99,"reason":"x"}]}`), "23514");
    // Until the decision, what was thought of it is not the candidate's to read.
    const own = await ask<{ scores: unknown }>(candidate, "GET", path);
    assert.equal(own.body.scores, null);
    assert.equal(await refused(candidate, "select from agreement.assessment"), "0 rows");
    const scores = [{ criterion: "experience", points: 40, reason: "Dix ans" }];
    assert.equal((await ask(candidate, "POST", `${path}/scores`, { scores })).status, 403);
  });
});

const item = { id: "in_time", met: true, reason: "" };

describe("an agreement", () => {
  const lines = answers.lines.map(({ id }) => ({ line: id, answer: "accepted" }));
  const made = async (): Promise<string> => {
    const { candidacy } = await decidedCandidacy(world, officer, candidate);
    const { body } = await ask<{ id: number }>(officer, "POST", `/api/candidacies/${candidacy}/agreement`);
    return `/api/agreements/${body.id}`;
  };
  const idOf = (path: string): string => path.split("/").at(-1) ?? "";

  test("does not enter into force before the partner accepted each line, nor by the officer's hand", async () => {
    const at = await made();
    assert.deepEqual(await codeOf(ask(officer, "POST", `${at}/activate`)), [409, "not_accepted"]);
    await ask(officer, "POST", `${at}/propose`);
    assert.deepEqual(await codeOf(ask(officer, "POST", `${at}/activate`)), [409, "not_accepted"]);
    assert.equal((await ask(officer, "POST", `${at}/accept`, { answers: lines })).status, 403);
    assert.equal((await ask(neighbour, "POST", `${at}/accept`, { answers: lines })).status, 404);
    assert.deepEqual(await codeOf(ask(candidate, "POST", `${at}/accept`, { answers: lines.slice(1) })), [
      422,
      "lines_unanswered",
    ]);
    const id = idOf(at);
    const touch = `update agreement.agreement set change = trail.head() + 1 where id = ${id};`;
    const raw = (who: TestAccount, text: string) => refused(who, `${touch} ${text}`);
    assert.equal(
      await raw(
        officer,
        `insert into agreement.acceptance (agreement, version, round, line, answer, by) values (${id}, 1, 1, 'staff', 'accepted', 'x')`,
      ),
      "42501",
    );
    assert.equal(
      await raw(officer, `update agreement.version set state = 'accepted' where agreement = ${id}`),
      "42501",
    );
    assert.equal(
      await raw(candidate, `update agreement.version set state = 'accepted' where agreement = ${id}`),
      "23514",
    );
    assert.equal(
      await raw(officer, `update agreement.version set state = 'active' where agreement = ${id}`),
      "23001",
    );
    assert.equal(
      await raw(officer, `update agreement.agreement set state = 'active' where id = ${id}`),
      "23001",
    );
    assert.equal(
      await raw(officer, `delete from agreement.line where agreement = ${id}`),
      "23001",
      "what was proposed does not change",
    );
  });

  test("needs lines that sum to its budget to the cent, and a decision that covers it", async () => {
    const at = await made();
    const id = idOf(at);
    await ask(officer, "POST", `${at}/propose`);
    await ask(candidate, "POST", `${at}/accept`, { answers: lines });
    /** Bends what was accepted as only the owner of the store could, then asks for its activation under the officer's rights. */
    const bent = (bend: string) =>
      asBent(bend, async (client) => {
        await client.query(`update agreement.agreement set change = trail.head() + 1 where id = ${id}`);
        await client.query(`update agreement.version set state = 'active' where agreement = ${id}`);
      });
    assert.equal(await bent(""), "done");
    assert.equal(
      await bent(`update agreement.version set budget = budget + 0.01 where agreement = ${id}`),
      "breakdown",
    );
    assert.equal(await bent(`delete from agreement.line where agreement = ${id}`), "breakdown");
    assert.equal(
      await bent(`update agreement.version set rests_on = null where agreement = ${id}`),
      "decision",
    );
    assert.equal(
      await bent(
        `update agreement.decision set outcome = 'refused', amount = null where id = (select rests_on from agreement.version where agreement = ${id})`,
      ),
      "decision",
    );
    assert.equal(
      await bent(
        `update agreement.decision set amount = 139999.99 where id = (select rests_on from agreement.version where agreement = ${id})`,
      ),
      "amount",
    );
    assert.equal(
      await bent(`update agreement.version set accepted_at = null where agreement = ${id}`),
      "acceptance",
    );
    assert.equal((await ask(officer, "POST", `${at}/activate`)).status, 200);
    assert.equal(
      await refused(
        officer,
        `update agreement.agreement set change = trail.head() + 1 where id = ${id};
         update agreement.version set budget = 1 where agreement = ${id}`,
      ),
      "23001",
    );
  });

  test("is not amended below what is declared, nor beyond the decision", async () => {
    const at = await made();
    await ask(officer, "POST", `${at}/propose`);
    await ask(candidate, "POST", `${at}/accept`, { answers: lines });
    const active = await ask<AgreementPage>(officer, "POST", `${at}/activate`);
    const id = active.body.id;
    const { declaring, ledgerAlone, posted } = await import("../../src/ledger/forTests.ts");
    await ledgerAlone(world.pool);
    await posted(
      world.pool,
      declaring(`test:${id}`, "staff", "90000.00", 1, { operation: "arae", partner, agreement: id }),
    );
    await ask(officer, "POST", `${at}/amend`, { effectiveFrom: "2027-06-01", note: "Moins de personnel" });
    const cut = await ask(officer, "PUT", at, {
      lines: [
        { ...answers.lines[0], budget: "89999.99" },
        { ...answers.lines[1], budget: "36000.00" },
      ],
    });
    assert.equal(cut.status, 200);
    const decision = {
      body: "Comité de gestion",
      reference: "CG/2026/20",
      decidedOn: "2026-11-21",
      outcome: "accepted",
      amount: "125999.98",
    };
    await ask(officer, "POST", `${at}/decision`, decision);
    await ask(officer, "POST", `${at}/propose`);
    await ask(candidate, "POST", `${at}/accept`, { answers: lines });
    assert.deepEqual(await codeOf(ask(officer, "POST", `${at}/activate`)), [409, "above_decision"]);
    await ask(officer, "POST", `${at}/decision`, { ...decision, amount: "126000.00" });
    const below = await ask<{ code: string; lines: string[] }>(officer, "POST", `${at}/activate`);
    assert.deepEqual([below.status, below.body.code, below.body.lines], [409, "below_declared", ["staff"]]);
    const still = await ask<AgreementPage>(candidate, "GET", `${at}?version=1`);
    assert.equal(still.body.version, 1);
    assert.equal(still.body.declared, "90000.00");
    assert.equal((await ask(officer, "POST", `${at}/drop`)).status, 200);
  });

  /** Does what only the owner could do with triggers off, then the work under the officer's session, and undoes both. */
  const asBent = async (bend: string, work: (client: PoolClient) => Promise<void>): Promise<string> => {
    let came = "done";
    await asSession(world.pool, hashOf(officer.secret), async (client) => {
      await client.query("reset role; set local session_replication_role = replica");
      if (bend !== "") await client.query(bend);
      await client.query("set local session_replication_role = origin; set local role jalon_application");
      await work(client).catch((error: unknown) => {
        const { detail, code } = error as { detail?: string; code?: string };
        came = detail ?? code ?? "";
      });
      throw new Error("undone");
    }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== "undone") throw error;
    });
    return came;
  };
});
