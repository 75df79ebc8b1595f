import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { guideTasks } from "../../src/reminder/guide-mail.ts";
import type { AgreementPage } from "../../src/agreement/shapes.ts";
import { openMailServer } from "../../src/signin/forTests.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "../declaration/money-world.ts";
import type { TestAccount } from "../web/world.ts";

const partner = "arae_atelier_emploi_du_parvis";
const task = guideTasks["guide_mail"] ?? assert.fail("no such task");
const mails = await openMailServer();
let world: MoneyWorld;
let manager: TestAccount;
let officer: TestAccount;
let agreement: number;

before(async () => {
  world = await openMoneyWorld({ settings: { smtp: mails.url, demonstration: false } });
  manager = await world.account({ role: "partner_manager", partner, language: "nl" });
  await world.account({ role: "partner_manager", partner: "arae_tremplin_emploi_nord" });
  await world.account({ role: "case_worker", partner });
  officer = await world.account({ role: "programme_officer" });
  agreement = await world.agreement({
    operation: "arae",
    partner,
    lines: [unitLine("hours", "arae_hours_attended", "11.80")],
  });
});
after(async () => {
  await world.close();
  await mails.close();
});

const read = async (account: TestAccount): Promise<AgreementPage["guides"]> => {
  const response = await world.app.request(`/api/agreements/${agreement}`, { headers: account.headers });
  return ((await response.json()) as AgreementPage).guides;
};

test("a new guide is mailed to the address and to those who declare for the partner, once each, and that is logged", async () => {
  const response = await world.app.request(`/api/agreements/${agreement}/guides`, {
    method: "POST",
    headers: { ...officer.headers, "content-type": "application/json" },
    body: JSON.stringify({
      guide: "financial_guide_2020",
      governsFrom: 2020,
      sentTo: "contact@exemple.invalid",
    }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  const { rows } = await world.pool.query<{ id: number }>("select id from agreement.guide_notice");
  const notice = rows[0]?.id ?? 0;
  await task(world.house, { notice });
  await task(world.house, { notice });
  assert.deepEqual(
    mails.received.map(({ to }) => to).toSorted(),
    [manager.email, "contact@exemple.invalid"].toSorted(),
  );
  const own = mails.received.find(({ to }) => to === manager.email);
  assert.equal(own?.subject, "Een nieuwe versie van de financiële gids");
  assert.match(own?.text ?? "", /vanaf 2020/);
  assert.match(own?.link ?? "", new RegExp(`/nl/money/agreements/${agreement}$`));
  for (const account of [officer, manager]) {
    const [, sent] = await read(account);
    assert.equal(sent?.mailed?.count, 2);
  }
});

test("what is sent cannot be unsent, and without a mail server it waits for one", async () => {
  await assert.rejects(world.pool.query("delete from agreement.guide_sending"), { code: "23001" });
  await world.pool.query("update access.account set language = 'fr' where id = $1", [manager.id]);
  const { rows } = await world.pool.query<{ id: number }>("select id from agreement.guide_notice");
  await task(
    { ...world.house, settings: { ...world.house.settings, smtp: undefined } },
    { notice: rows[0]?.id ?? 0 },
  );
  const { rows: kept } = await world.pool.query("select task from mail.kept where task = 'guide_mail'");
  assert.equal(kept.length, 1);
  assert.equal(mails.received.length, 2);
});
