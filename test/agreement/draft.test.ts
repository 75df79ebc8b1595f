import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeDirectly } from "../../src/agreement/make.ts";
import type { AgreementBody, AgreementPage, PlanRemarks } from "../../src/agreement/shapes.ts";
import { actAsOwner } from "../../src/ledger/forTests.ts";
import { keepDocument } from "../../src/document/documents.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "../declaration/money-world.ts";
import { moneyLines } from "../money/money-acts.ts";
import type { TestAccount } from "../web/world.ts";
import { type Asked, asking, partner } from "./agreement-world.ts";

let world: MoneyWorld;
let ask: Asked;
let officer: TestAccount;
let manager: TestAccount;
let draft: number;
let other: number;

before(async () => {
  world = await openMoneyWorld({ operations: [] });
  ask = asking(world);
  officer = await world.account({ role: "programme_officer" });
  manager = await world.account({ role: "partner_manager", partner });
  const made = () =>
    world.asOwner((desk) =>
      makeDirectly(
        desk,
        "arae",
        {
          partner,
          starts: "2020-01-01",
          ends: "2020-12-31",
          financingMode: "salary_flat_rate",
          lines: [...moneyLines],
          objectives: [],
          instalments: null,
        },
        { internal: false },
      ),
    );
  draft = await made();
  other = await made();
});
after(() => world.close());

const attached = async (about: string): Promise<number> =>
  (
    await actAsOwner(world.pool, (client, act) =>
      keepDocument(
        client,
        act,
        { dataFolder: world.folder },
        {
          operation: "arae",
          partner,
          account: null,
          about,
          kind: "other",
          name: "pv.pdf",
          bytes: [Buffer.from("%PDF-1.4\n%%EOF\n")],
        },
      ),
    )
  ).id;

const page = async (): Promise<AgreementPage> =>
  (await ask<AgreementPage>(officer, "GET", `/api/agreements/${draft}`)).body;

test("what the rules of cost would say of a draft is told while it is typed; nothing is kept", async () => {
  const [staff, rest] = moneyLines;
  assert.ok(staff && rest);
  const before = await page();
  const remarks = async (body: AgreementBody, who = officer) =>
    ask<PlanRemarks>(who, "POST", `/api/agreements/${draft}/remarks`, body);
  const above = { ...rest, terms: { form: "flat_rate" as const, rate: "0.41" } };
  const told = await remarks({ lines: [staff, above] });
  assert.equal(told.status, 200);
  assert.ok(
    told.body.remarks.some(
      ({ id, severity }) => id.startsWith("plan:rate_above_law") && severity === "refuse",
    ),
  );
  assert.ok(
    !(await remarks({ lines: [staff, rest] })).body.remarks.some(({ id }) =>
      id.startsWith("plan:rate_above_law"),
    ),
  );
  assert.deepEqual(await page(), before);
  assert.equal((await remarks({ lines: [staff] }, manager)).status, 403);
  const active = await world.agreement({
    operation: "arae",
    partner,
    lines: [unitLine("h", "arae_hours_attended", "11.80")],
  });
  assert.equal((await ask(officer, "POST", `/api/agreements/${active}/remarks`, {})).status, 409);
});

test("an annex of a draft is added, and taken out again", async () => {
  const document = await attached(`agreement:${draft}`);
  const title = { fr: "PV", nl: "PV", en: "Minutes" };
  const own = (await page()).shown.annexes.map(({ n: _n, ...annex }) => annex);
  const put = (annexes: typeof own) => ask(officer, "PUT", `/api/agreements/${draft}`, { annexes });
  await put([...own, { document, kind: "other", title }]);
  assert.equal((await page()).shown.annexes.length, own.length + 1);
  assert.equal((await put(own)).status, 200);
  assert.deepEqual(
    (await page()).shown.annexes.map(({ n: _n, ...annex }) => annex),
    own,
  );
});

test("the document of a decision is about what was decided upon", async () => {
  const decision = (document: number) => ({
    body: "Comité de gestion",
    reference: "CG/1",
    decidedOn: "2019-12-01",
    outcome: "accepted",
    amount: "8400.00",
    document,
  });
  const decide = (document: number) =>
    ask(officer, "POST", `/api/agreements/${draft}/decision`, decision(document));
  for (const about of [`agreement:${other}`, `agreement:${other}:annexe`]) {
    const refused = await decide(await attached(about));
    assert.deepEqual([refused.status, refused.body["code"]], [422, "document_elsewhere"]);
  }
  assert.equal((await decide(999_999_999)).status, 422);
  assert.equal((await decide(await attached(`agreement:${draft}`))).status, 200);
});
