import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accountsCells, accountsPage } from "../../src/commission/accounts-page.ts";
import {
  changeAccounts,
  openAccounts,
  reopenAccounts,
  submitAccounts,
} from "../../src/commission/accounts.ts";
import { applicationCells, applicationPage } from "../../src/commission/application-page.ts";
import { openApplication, reopenApplication, submitApplication } from "../../src/commission/applications.ts";
import { correctionsPage } from "../../src/commission/corrections.ts";
import { applicationsPage } from "../../src/commission/overview.ts";
import { formCsv } from "../../src/commission/paper.ts";
import { less, sumOf } from "../../src/euros.ts";
import { Problem } from "../../src/problem.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type CommissionWorld, hands, openCommissionWorld } from "./commission-world.ts";

const fund = "ESF";
const year = "2019-07-01";
let world: CommissionWorld;
let declarations: readonly number[];
let findings: readonly number[];

before(async () => {
  world = await openCommissionWorld();
  const agreement = await world.shared(75n);
  declarations = [
    await world.declare(agreement, "2019-01-01", "2019-12-31"),
    await world.declare(agreement, "2020-01-01", "2020-12-31"),
  ];
  const [first = 0, second = 0] = declarations;
  findings = await world.control(first, [{ line: "hours", amount: "11.80", measure: "none" }]);
  await world.control(second, [{ line: "people", amount: "410.00", measure: "deduct" }]);
  // Decisions of the test are of now: applications take up what is certified until today.
  await world.pool.query("select 1");
});
after(() => world.close());

const code = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: unknown) => code(error),
  );
const page = (id: number) => world.by(hands.certifier, (desk) => applicationPage(desk, id));
const table = (
  form: { tables: readonly { id: string; total: Record<string, string> | null }[] },
  id: string,
) => form.tables.find((each) => each.id === id)?.total ?? {};

describe("from certified expenditure to accounts", () => {
  let application: number;
  let total: string;

  test("a draft is reckoned from the ledger, its public part by the agreement's share", async () => {
    const { certified = "" } = await world.held();
    application = (
      await world.by(hands.certifier, (desk) => openApplication(desk, { fund, year, kind: "final" }))
    ).id;
    const draft = await page(application);
    assert.equal(draft.state, "draft");
    assert.equal(draft.eligible, certified);
    assert.equal(table(draft.form, "main")["B"], certified);
    assert.equal(draft.taken.length, 2);
    const cents = (amount: string) => BigInt(amount.replace(".", ""));
    const difference = cents(draft.public) * 100n - cents(certified) * 75n;
    assert.ok(difference < 400n && difference > -400n);
    total = draft.eligible;
  });

  test("each amount of the form opens to its lines, and they add up to it", async () => {
    const { form } = await page(application);
    for (const each of form.tables)
      for (const row of each.rows)
        for (const column of row.opens) {
          const cells = await world.by(hands.certifier, (desk) =>
            applicationCells(desk, application, { table: each.id, row: row.key, column }),
          );
          assert.equal(cells.amount, row.cells[column], `${each.id} ${row.key} ${column}`);
        }
  });

  test("whoever verified or decided does not certify, and stale totals are not sent", async () => {
    for (const hand of [hands.controller, hands.second])
      assert.equal(
        await refused(world.by(hand, (desk) => submitApplication(desk, application))),
        "verified_by_you",
      );
    const stale = { eligible: "1.00", public: "1.00" };
    assert.equal(
      await refused(world.by(hands.certifier, (desk) => submitApplication(desk, application, stale))),
      "changed_meanwhile",
    );
  });

  test("sending it applies for what was certified, once", async () => {
    const draft = await page(application);
    const seen = { eligible: draft.eligible, public: draft.public };
    await world.by(hands.certifier, (desk) => submitApplication(desk, application, seen));
    await world.by(hands.certifier, (desk) => submitApplication(desk, application, seen));
    const { certified, applied } = await world.held();
    assert.deepEqual([certified, applied], [undefined, total]);
    const sent = await page(application);
    assert.equal(sent.state, "submitted");
    assert.deepEqual(
      sent.form.tables.map((each) => each.rows),
      draft.form.tables.map((each) => each.rows),
    );
  });

  test("opened again by reversing entries: the old form prints as it was sent", async () => {
    const before = await page(application);
    await world.by(hands.certifier, (desk) => reopenApplication(desk, application, "Erreur de période"));
    assert.deepEqual((await world.held())["certified"], total);
    const old = await page(application);
    assert.equal(old.state, "reopened");
    assert.deepEqual(old.form, before.form);
    assert.equal(formCsv(old.form, "fr"), formCsv(before.form, "fr"));
    const again = await world.by(hands.certifier, (desk) =>
      openApplication(desk, { fund, year, kind: "final" }),
    );
    assert.notEqual(again.number, old.number);
    application = again.id;
    await world.by(hands.certifier, (desk) => submitApplication(desk, application));
    assert.equal((await page(application)).eligible, total);
    const cells = await world.by(hands.certifier, (desk) =>
      applicationCells(desk, old.id, { table: "main", column: "B" }),
    );
    assert.equal(cells.amount, total);
  });

  test("what control takes out after the final application is a deduction of the accounts", async () => {
    const [finding = 0] = findings;
    const [first = 0, second = 0] = declarations;
    await world.correct(first, [{ finding, measure: "deduct" }], "withdrawal");
    const accounts = await world.by(hands.certifier, (desk) => openAccounts(desk, { fund, year }));
    await world.by(hands.certifier, (desk) =>
      changeAccounts(desk, accounts.id, {
        deductions: [
          {
            declaration: second,
            line: "people",
            amount: "100.00",
            kind: "ongoing_assessment",
            comment: "Essai",
          },
        ],
        comments: { "app8:priority_2/more_developed": "Rapprochement" },
      }),
    );
    const draft = await world.by(hands.certifier, (desk) => accountsPage(desk, accounts.id));
    assert.equal(draft.reconciled, true);
    const app8 = table(draft.form, "app8");
    assert.deepEqual([app8["A"], app8["C"], app8["E"]], [total, less(total, "111.80"), "111.80"]);
    assert.equal(table(draft.form, "app8_reasons")["A"], "111.80");
    await world.by(hands.certifier, (desk) => submitAccounts(desk, accounts.id));
    const held = await world.held();
    assert.equal(held["accounted"], less(total, "111.80"));
    assert.deepEqual([held["withdrawn"], held["parked"]], ["11.80", "100.00"]);
    const sent = await world.by(hands.certifier, (desk) => accountsPage(desk, accounts.id));
    for (const each of sent.form.tables)
      for (const row of each.rows)
        for (const column of row.opens) {
          if (each.id === "app3" || each.id === "app5" || (each.id === "app1" && column === "C")) continue;
          const cells = await world.by(hands.certifier, (desk) =>
            accountsCells(desk, accounts.id, { table: each.id, row: row.key, column }),
          );
          assert.equal(cells.amount, row.cells[column], `${each.id} ${row.key} ${column}`);
        }
    assert.equal(
      await refused(world.by(hands.certifier, (desk) => reopenApplication(desk, application, "Essai"))),
      "cannot_reopen",
    );
  });

  test("a correction of what is in accounts is withdrawn in the next year's application", async () => {
    const [finding = 0] = findings;
    const [first = 0] = declarations;
    await world.correct(first, [{ finding, measure: "none" }], "withdrawal");
    await world.correct(first, [{ finding, measure: "deduct" }], "withdrawal");
    const next = await world.by(hands.certifier, (desk) =>
      openApplication(desk, { fund, year: "2020-07-01", kind: "interim" }),
    );
    const draft = await page(next.id);
    assert.equal(draft.eligible, "0.00");
    assert.equal(draft.taken.length, 0);
    const corrections = await world.by(hands.certifier, (desk) => correctionsPage(desk));
    assert.equal(sumOf(corrections.rows.map(({ eligible }) => eligible)), "111.80");
  });

  test("the list says what comes next", async () => {
    const overview = await world.by(hands.certifier, (desk) => applicationsPage(desk));
    const [last, before] = overview.years.filter((each) => each.fund === fund);
    assert.deepEqual([last?.year.label, last?.next, before?.next], ["2020-2021", "nothing", "nothing"]);
    assert.equal(before?.accounts.length, 1);
  });

  test("opening accounts again brings them back to the applications, and the trail agrees", async () => {
    const overview = await world.by(hands.certifier, (desk) => applicationsPage(desk));
    const accounts = overview.years
      .flatMap((each) => each.accounts)
      .find(({ state }) => state === "submitted");
    assert.ok(accounts);
    await world.by(hands.certifier, (desk) => reopenAccounts(desk, accounts.id, "Essai"));
    const held = await world.held();
    assert.equal(held["accounted"], undefined);
    assert.equal(held["applied"], less(total, "11.80"));
    const { breaks } = await verifyTrail(world.pool);
    assert.deepEqual(breaks, []);
  });
});
