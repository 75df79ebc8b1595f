import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accountsPage } from "../../src/commission/accounts-page.ts";
import { openAccounts, submitAccounts } from "../../src/commission/accounts.ts";
import { applicationPage } from "../../src/commission/application-page.ts";
import { openApplication, reopenApplication, submitApplication } from "../../src/commission/applications.ts";
import { correctionsPage, tellCorrection } from "../../src/commission/corrections.ts";
import { retentionPage } from "../../src/commission/retention-page.ts";
import { less, sumOf } from "../../src/euros.ts";
import { issueRecovery, noteRepayment, writeOff } from "../../src/payment/recoveries.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type CommissionWorld, hands, openCommissionWorld } from "./commission-world.ts";

const fund = "ESF";
let world: CommissionWorld;
let agreement: number;
let declaration: number;
let findings: readonly number[];

before(async () => {
  world = await openCommissionWorld("2020-12-31");
  agreement = await world.byHand(50n);
  declaration = await world.declareByHand(agreement, "2019");
  findings = await world.control(declaration, [{ line: "other", amount: "1000.00", measure: "none" }]);
});
after(() => world.close());

const certifier = <T>(work: Parameters<typeof world.by<T>>[1]) => world.by(hands.certifier, work);
const total = (
  form: { tables: readonly { id: string; total: Record<string, string> | null }[] },
  id: string,
) => form.tables.find((each) => each.id === id)?.total ?? {};
const apply = async (year: string, kind: "interim" | "final") => {
  const { id } = await certifier((desk) => openApplication(desk, { fund, year, kind }));
  return certifier((desk) => applicationPage(desk, id));
};

describe("what a partner repays is deducted when it has repaid it", () => {
  let recovery: number;
  let whole: string;

  test("it stays in the accounts until then", async () => {
    await world.pay(agreement);
    const application = await apply("2019-07-01", "final");
    whole = application.eligible;
    await certifier((desk) => submitApplication(desk, application.id));
    const accounts = await certifier((desk) => openAccounts(desk, { fund, year: "2019-07-01" }));
    const draft = await certifier((desk) => accountsPage(desk, accounts.id));
    assert.equal(total(draft.form, "app1")["C"], total(draft.form, "app1")["B"]);
    await certifier((desk) => submitAccounts(desk, accounts.id));
    await world.correct(
      declaration,
      findings.map((finding) => ({ finding, measure: "deduct" })),
      "recovery",
    );
    assert.equal((await world.held())["accounted"], whole);
    recovery = (
      await world.by(hands.officer, (desk) =>
        issueRecovery(desk, agreement, { reason: "Constat", decision: null }),
      )
    ).id;
    const { rows } = await certifier((desk) => correctionsPage(desk));
    assert.deepEqual(
      rows.map(({ kind, eligible, public: part, year }) => [kind, eligible, part, year.label]),
      [["to_recover", "1000.00", "500.00", "2019-2020"]],
    );
  });

  test("a part that was repaid is deducted in proportion, and once", async () => {
    await world.by(hands.officer, (desk) =>
      noteRepayment(desk, recovery, { amount: "166.67", receivedOn: "2020-12-31", reference: "A" }),
    );
    const first = await apply("2020-07-01", "interim");
    assert.deepEqual([first.eligible, first.public], ["-333.34", "-166.67"]);
    await certifier((desk) => submitApplication(desk, first.id));
    assert.equal((await world.held())["recovered"], "333.34");
    const again = await apply("2020-07-01", "interim");
    assert.equal(again.eligible, first.eligible);
    assert.equal(again.maySubmit, false);
  });

  test("what cannot be recovered is told with its reasons, and the trail agrees", async () => {
    await world.by(hands.secondOfficer, (desk) => writeOff(desk, recovery, "Faillite du partenaire"));
    const { rows } = await certifier((desk) => correctionsPage(desk));
    const gone = rows.filter(({ kind }) => kind === "irrecoverable");
    assert.deepEqual(
      [sumOf(gone.map(({ eligible }) => eligible)), sumOf(gone.map((each) => each.public))],
      ["666.66", "333.33"],
    );
    const told = rows.find(({ kind }) => kind === "recovery");
    assert.equal(told?.toldIn?.what, "application");
    assert.ok(told.decision);
    const decision = told.decision.id;
    await certifier((desk) =>
      tellCorrection(desk, decision, { auditsOfOperations: true, article71: false, comment: "Audit" }),
    );
    assert.equal((await world.held())["accounted"], less(whole, "333.34"));
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("opening the application again gives back what it deducted", async () => {
    const { rows } = await world.pool.query<{ id: number }>(
      "select id from commission.application where state = 'submitted' order by id desc limit 1",
    );
    await certifier((desk) => reopenApplication(desk, rows[0]?.id ?? 0, "Essai"));
    assert.equal((await world.held())["accounted"], whole);
  });

  test("papers are kept from the submission of the accounts", async () => {
    const { rows } = await certifier((desk) => retentionPage(desk));
    assert.deepEqual(
      rows.map(({ operation, keep }) => [operation.operation, keep.length]),
      [["arae", 1]],
    );
  });
});
