import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openApplication } from "../../src/commission/applications.ts";
import type { TestAccount } from "../web/world.ts";
import { type CommissionWorld, hands, openCommissionWorld, partner } from "./commission-world.ts";

let world: CommissionWorld;
let agreement: number;
let certifier: TestAccount;
let controller: TestAccount;
let manager: TestAccount;
let application: number;

before(async () => {
  world = await openCommissionWorld();
  agreement = await world.byHand(60n);
  await world.control(await world.declareByHand(agreement, "2019"), []);
  certifier = await world.account({ role: "certifying_officer" });
  controller = await world.account({ role: "controller" });
  manager = await world.account({ role: "partner_manager", partner });
  application = (
    await world.by(hands.certifier, (desk) =>
      openApplication(desk, { fund: "ESF", year: "2019-07-01", kind: "interim" }),
    )
  ).id;
});
after(() => world.close());

const ask = async (
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown>; text: string; type: string }> => {
  const response = await world.app.request(path, {
    method,
    headers: {
      ...account.headers,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const json = type.includes("json") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, json, text, type };
};

describe("the account to the Commission over the routes", () => {
  test("a form prints as PDF and as CSV, in three languages", async () => {
    const path = `/api/applications/${application}`;
    for (const language of ["fr", "nl", "en"]) {
      const pdf = await ask(certifier, "GET", `${path}/form.pdf?language=${language}`);
      assert.deepEqual([pdf.status, pdf.type, pdf.text.slice(0, 5)], [200, "application/pdf", "%PDF-"]);
      const csv = await ask(certifier, "GET", `${path}/form.csv?language=${language}`);
      assert.match(csv.text, /^table,row,column,row_label,column_label,value\r\n/);
      assert.match(csv.text, /\r\nmain,total,B,/);
    }
  });

  test("it is sent with the totals that were seen, by whoever certifies", async () => {
    const path = `/api/applications/${application}`;
    const { json } = await ask(certifier, "GET", path);
    const totals = { eligible: json["eligible"], public: json["public"] };
    assert.equal((await ask(controller, "POST", `${path}/submit`, totals)).status, 403);
    assert.equal((await ask(manager, "GET", path)).status, 404);
    const stale = await ask(certifier, "POST", `${path}/submit`, { eligible: "0.01", public: "0.01" });
    assert.deepEqual([stale.status, stale.json["code"]], [409, "changed_meanwhile"]);
    const sent = await ask(certifier, "POST", `${path}/submit`, totals);
    assert.deepEqual([sent.status, sent.json["state"]], [200, "submitted"]);
    assert.match(String(sent.json["hash"]), /^[0-9a-f]{64}$/);
    const again = await ask(certifier, "POST", `${path}/submit`, totals);
    assert.equal(again.json["hash"], sent.json["hash"]);
    assert.equal((await ask(certifier, "GET", `${path}/form.pdf`)).status, 200);
    assert.equal((await ask(certifier, "DELETE", path)).status, 409);
  });

  test("forecast and milestones are told", async () => {
    const forecast = await ask(controller, "GET", "/api/commission/forecast");
    assert.equal(forecast.status, 200);
    const [fund] = forecast.json["funds"] as {
      tranches: unknown[];
      pipeline: { stage: string; eligible: string }[];
    }[];
    assert.ok(fund && fund.tranches.length > 3);
    assert.notEqual(fund.pipeline.find(({ stage }) => stage === "applied")?.eligible, "0.00");
    const performance = await ask(controller, "GET", "/api/commission/performance");
    const priorities = performance.json["priorities"] as { indicators: { reached: string | null }[] }[];
    assert.ok(priorities.length > 0);
    assert.ok(priorities.flatMap(({ indicators }) => indicators).every(({ reached }) => reached !== null));
  });
});

describe("what the database holds by itself", () => {
  const refused = (sql: string, values: readonly unknown[] = []): Promise<string> =>
    world
      .asOwner(async ({ client }) => {
        await client.query(sql, [...values]);
        return "";
      })
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

  test("what was sent stays, its lines above all", async () => {
    for (const change of [
      "update commission.application set content = '{}', change = change + 1 where state = 'submitted'",
      "update commission.application set submitted_by = 'x', change = change + 1 where state = 'submitted'",
      "delete from commission.application where state = 'submitted'",
    ])
      assert.equal(await refused(change), "what was sent stays", change);
    for (const change of [
      "update commission.application_line set eligible = eligible + 1",
      "delete from commission.application_line",
      "truncate commission.application_line",
    ])
      assert.equal(await refused(change), "what was told to the Commission stays", change);
    assert.equal(
      await refused(
        `insert into commission.application_line select application, n + 1000, kind, declaration, agreement, line,
           about_operation, about_partner, priority, region_category, year, eligible, public, entry
         from commission.application_line`,
      ),
      "lines are written when their form is sent",
    );
  });

  test("whoever decided sends no form, whatever the server says", async () => {
    const draft = `insert into commission.application (number, fund, accounting_year, kind, period_from, period_until,
        opened_by, change)
      select 'X', 'ESF', '2019-07-01', 'interim', '2019-07-01', '2020-06-30', 'x', max(seq) from trail.change`;
    const lines = `insert into commission.application_line (application, n, kind, declaration, agreement, line,
        about_operation, about_partner, priority, region_category, year, eligible, public, entry)
      select a.id, l.n, l.kind, l.declaration, l.agreement, l.line, l.about_operation, l.about_partner, l.priority,
        l.region_category, l.year, l.eligible, l.public, l.entry
      from commission.application_line l, commission.application a where a.number = 'X'`;
    const send = (hand: string) => `update commission.application set state = 'submitted', content = '{}',
        hash = repeat('a', 64), submitted_by = '${hand}', change = change + 1 where number = 'X'`;
    const told = "whoever verified or decided does not certify";
    assert.equal(await refused(`${draft}; ${lines}; ${send(hands.second)}`), told);
    assert.equal(await refused(`${draft}; ${lines}; ${send(hands.controller)}`), told);
    assert.match(await refused(`${draft}; ${lines}; ${send("somebody")}`), /the ledger says otherwise/);
    assert.match(await refused(`${draft}; ${lines}`), /has lines and was not sent/);
  });
});

describe("irregularities", () => {
  const found = (more: Record<string, unknown>) => ({
    agreement,
    firstInformationOn: "2020-02-10",
    eligible: "18000.00",
    facts: { title: "Essai", classification: "irregularity" },
    ...more,
  });
  let first: number;

  test("are weighed by the Fund's contribution, and told when they are above the threshold", async () => {
    const { status, json } = await ask(certifier, "POST", "/api/irregularities", found({}));
    assert.deepEqual([status, json["mustReport"], json["dueOn"]], [201, false, null]);
    assert.equal(json["fundContribution"], "9000.00");
    first = Number(json["id"]);
    const early = await ask(certifier, "POST", `/api/irregularities/${first}/report`, { kind: "follow_up" });
    assert.equal(early.json["code"], "not_reported");
  });

  test("a case that is linked takes both over it", async () => {
    const body = found({ eligible: "4000.00", linkedTo: first });
    const { json } = await ask(certifier, "POST", "/api/irregularities", body);
    assert.deepEqual([json["mustReport"], json["dueOn"]], [true, "2020-05-31"]);
    const other = await ask(certifier, "GET", `/api/irregularities/${first}`);
    assert.deepEqual([other.json["mustReport"], other.json["overdue"]], [true, true]);
  });

  test("what was told is kept, once initially; a closed file changes no more", async () => {
    const path = `/api/irregularities/${first}`;
    const told = await ask(certifier, "POST", `${path}/report`, {
      kind: "initial",
      reportedOn: "2020-05-20",
    });
    assert.deepEqual([told.status, told.json["overdue"]], [200, false]);
    assert.equal((await ask(certifier, "POST", `${path}/report`, { kind: "initial" })).status, 409);
    assert.equal((await ask(certifier, "POST", `${path}/close`, { on: "2020-06-01" })).status, 200);
    assert.equal((await ask(certifier, "PUT", path, found({ systemic: true }))).status, 409);
  });

  test("partners see nothing of them, neither on pages nor in the trail", async () => {
    assert.equal((await ask(manager, "GET", "/api/irregularities")).status, 404);
    const { rows } = await world.as(manager, ({ client }) =>
      client.query("select from trail.entry where register like 'commission.%'"),
    );
    assert.equal(rows.length, 0);
  });
});
