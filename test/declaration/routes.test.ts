import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { actorOf } from "../../src/access/who.ts";
import type { AnnualPage, AnnualReceipt } from "../../src/declaration/annual-shapes.ts";
import type {
  Checks,
  DeclarationPage,
  DeclarationsPage,
  Opened,
  UnitsPage,
} from "../../src/declaration/shapes.ts";
import type { Receipt } from "../../src/declaration/submission-shapes.ts";
import { computeFigures } from "../../src/figure/compute.ts";
import { post } from "../../src/ledger/post.ts";
import { asAct } from "../../src/trail/act.ts";
import type { WorklistPage } from "../../src/worklist/shapes.ts";
import type { TestAccount } from "../web/world.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "./money-world.ts";

const partner = "arae_atelier_emploi_du_parvis";
let world: MoneyWorld;
let manager: TestAccount;
let agreement: number;

before(async () => {
  world = await openMoneyWorld();
  manager = await world.account({ role: "partner_manager", partner });
  agreement = await world.agreement({
    operation: "arae",
    partner,
    lines: [unitLine("people", "arae_participants_begun", "410.00")],
  });
});
after(() => world.close());

const ask = async (method: string, path: string, body?: unknown, who = manager): Promise<Response> =>
  world.app.request(path, {
    method,
    headers: { ...who.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const asked = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await ask(method, path, body);
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return (await response.json()) as T;
};
const isPdf = async (path: string): Promise<void> => {
  const response = await ask("GET", path);
  assert.equal(response.status, 200, path);
  assert.equal(response.headers.get("content-type"), "application/pdf");
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal(new TextDecoder("latin1").decode(bytes.slice(0, 5)), "%PDF-");
};

describe("the year of a partner, from what waits to the annual file", () => {
  let id: number;

  test("home and list say which declarations are to be made, and until when", async () => {
    const { items } = await asked<WorklistPage>("GET", "/api/worklist");
    const waiting = items.filter(({ kind }) => kind === "declaration");
    assert.deepEqual(
      waiting.map(({ due, standing }) => [due, standing]),
      [
        ["2020-03-30", "overdue"],
        ["2021-03-31", "later"],
      ],
    );
    const { toMake, agreements } = await asked<DeclarationsPage>("GET", "/api/declarations");
    assert.deepEqual(
      toMake.map(({ from, until, overdue, mayOpen }) => [from, until, overdue, mayOpen]),
      [
        ["2019-01-01", "2019-12-31", true, true],
        ["2020-01-01", "2020-12-31", false, true],
      ],
    );
    assert.equal(agreements[0]?.remaining, "90000.00");
  });

  test("a declaration is opened, looked into, checked and submitted", async () => {
    const days = { from: "2020-01-01", until: "2020-12-31" };
    const made = await asked<Opened>("POST", `/api/agreements/${agreement}/declarations`, days);
    ({ id } = made);
    const shown = await asked<DeclarationPage>("GET", `/api/declarations/${id}`);
    const [line] = shown.lines;
    assert.ok(line && Number(line.units?.counted) > 0);
    const units = await asked<UnitsPage>("GET", `/api/declarations/${id}/lines/people/units?show=late`);
    // What began in 2019 and was never declared is counted here, late.
    assert.equal(units.rows.length, line.units?.late);
    const checks = await asked<Checks>("GET", `/api/declarations/${id}/checks`);
    assert.equal(checks.refusals, 0);
    const body = { edition: shown.edition, confirmed: checks.checks.map((check) => check.id) };
    const receipt = await asked<Receipt>("POST", `/api/declarations/${id}/submit`, body);
    assert.equal(receipt.total, shown.total);
    for (const language of ["fr", "nl", "en"])
      await isPdf(`/api/declarations/${id}/receipt?language=${language}`);
  });

  test("what somebody else kept meanwhile is not overwritten", async () => {
    const made = await asked<Opened>("POST", `/api/declarations/${id}/correct`, {});
    const path = `/api/declarations/${made.id}/inputs`;
    await asked("PUT", path, { edition: 0, lines: { people: { leftOut: [] } } });
    const response = await ask("PUT", path, { edition: 0, lines: {} });
    assert.equal(response.status, 409);
    assert.equal(((await response.json()) as { code: string }).code, "changed_meanwhile");
    assert.equal((await ask("DELETE", `/api/declarations/${made.id}`)).status, 204);
  });

  test("the annual file has the partner's own figures and the sums of the ledger", async () => {
    const path = `/api/agreements/${agreement}/years/2020`;
    const file = await asked<AnnualPage>("GET", path);
    const figures = file.sections.flatMap((section) => section.figures);
    const participants = figures.find(({ figure }) => figure === "participants");
    const own = await computeFigures(world.programme, await world.house.snapshot(), {
      figures: ["participants"],
      year: 2020,
      filters: { operation: ["arae"], partner: [partner] },
    });
    assert.equal(participants?.value, String(own.totals.get("participants")));
    const [row] = file.table;
    assert.equal(row?.declaredInYear, file.declarations[0]?.total);
    assert.equal(file.total.remaining, (90000 - Number(row?.declaredInYear)).toFixed(2));
    assert.equal((await ask("POST", `${path}/submit`, { edition: 0 })).status, 422);
    const texts = Object.fromEntries(file.sections.map(({ section }) => [section, "Une année d'essai."]));
    const kept = await asked<AnnualPage>("PUT", path, { edition: 0, texts });
    const submission = { edition: kept.edition, confirmed: kept.checks.map((check) => check.id) };
    const receipt = await asked<AnnualReceipt>("POST", `${path}/submit`, submission);
    assert.deepEqual(await asked<AnnualReceipt>("POST", `${path}/submit`, submission), receipt);
    assert.equal((await ask("PUT", path, { edition: kept.edition, texts })).status, 409);
    await isPdf(`${path}/report.pdf?language=nl`);
  });
});

describe("the head of a service of the authority", () => {
  test("declares for its own service, and not for a partner of the operation", async () => {
    const head = await world.account({ role: "service_head", operation: "arae" });
    const response = await ask(
      "POST",
      `/api/agreements/${agreement}/declarations`,
      { from: "2019-01-01", until: "2019-12-31" },
      head,
    );
    assert.equal(response.status, 403);
  });

  test("takes nothing from a partner's budget in the database either", async () => {
    const take = async (hand: TestAccount): Promise<unknown> =>
      world.as(hand, async (desk) => {
        await asAct(
          desk.client,
          { actor: actorOf({ account: hand.id }), isOwner: false },
          { programme: desk.house.programme, action: "declaration.test" },
          (act) =>
            post(desk.client, act, {
              kind: "declared",
              key: `taken by ${hand.id}`,
              operation: "arae",
              partner,
              agreement,
              declaration: 1,
              postings: [
                { account: "budgeted", line: "people", amount: "-1.00" },
                { account: "declared", line: "people", amount: "1.00" },
              ],
            }),
        );
        throw undone;
      });
    const undone = new Error("all of it was possible");
    await assert.rejects(take(manager), undone);
    const head = await world.account({ role: "service_head", operation: "arae" });
    await assert.rejects(take(head), { code: "42501" });
  });
});
