import { changeAgreement } from "../../src/agreement/change.ts";
import type { MoneyDesk } from "../../src/agreement/desk.ts";
import { makeDirectly } from "../../src/agreement/make.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../src/agreement/steps.ts";
import { keepAnswers } from "../../src/control/answers.ts";
import { pointsOf } from "../../src/control/checklist.ts";
import { concludeVerification } from "../../src/control/conclude.ts";
import { decideDecision, proposeCorrection, proposeDecision } from "../../src/control/decide.ts";
import { addFinding } from "../../src/control/findings.ts";
import { sendToPartner } from "../../src/control/letters.ts";
import { openVerification } from "../../src/control/open.ts";
import { findingsOf, readVerification } from "../../src/control/row.ts";
import { keepInputs, openDeclaration } from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import { submitDeclaration } from "../../src/declaration/submit.ts";
import type { PlanLine } from "../../src/cost/plan.ts";
import { approvePayment } from "../../src/payment/acts.ts";
import { accountsOn, addBankAccount, confirmBankAccount } from "../../src/payment/bank-accounts.ts";
import { executeFile, makeBankFile } from "../../src/payment/files.ts";
import { preparePayment } from "../../src/payment/prepare.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "../declaration/money-world.ts";

/** Before any decision, so that the partner's time to answer is over by then. */
const long = "2020-01-02T10:00:00Z";
export const partner = "arae_atelier_emploi_du_parvis";
/** Who acts, as the owner of the store writes it down. */
export const hands = {
  partner: "test:partner",
  controller: "test:controller",
  second: "test:second-controller",
  certifier: "test:certifier",
  officer: "test:officer",
  secondOfficer: "test:second-officer",
} as const;

/** What is found of a line: an amount, and what becomes of it. */
export type Found = Readonly<{ line: string; amount: string; measure: "deduct" | "park" | "none" }>;

export type CommissionWorld = MoneyWorld &
  Readonly<{
    /** Does work as the owner, under a name. */
    by: <T>(hand: string, work: (desk: MoneyDesk) => Promise<T>) => Promise<T>;
    /** Makes an agreement in force whose public support is less than its cost. */
    shared: (publicShare: bigint) => Promise<number>;
    /** Makes an agreement in force of two lines whose units are told by hand. */
    byHand: (publicShare: bigint) => Promise<number>;
    /** Submits some units told by hand of a year. */
    declareByHand: (agreement: number, year: string) => Promise<number>;
    /** Submits what was done in the days, and returns its number. */
    declare: (agreement: number, from: string, until: string) => Promise<number>;
    /** Verifies a declaration and decides, with what was found. Returns the numbers of the findings. */
    control: (declaration: number, found: readonly Found[], at?: string) => Promise<readonly number[]>;
    /** Decides otherwise of findings: what is held of each. */
    correct: (
      declaration: number,
      measures: readonly Readonly<{ finding: number; measure: Found["measure"] }>[],
      mode: "withdrawal" | "recovery",
      at?: string,
    ) => Promise<void>;
    /** Pays the partner what it is entitled to under the agreement by now. */
    pay: (agreement: number) => Promise<void>;
    /** What the ledger holds, by account, of everything or of a declaration. */
    held: (declaration?: number) => Promise<Readonly<Record<string, string>>>;
  }>;

/** Opens a world in which declarations are verified and applied for. The caller closes it. */
export const openCommissionWorld = async (today = "2020-12-31"): Promise<CommissionWorld> => {
  const world = await openMoneyWorld({ settings: { today } });
  const by: CommissionWorld["by"] = (hand, work) => world.asOwner((desk) => work({ ...desk, account: hand }));
  return {
    ...world,
    by,
    shared: (publicShare) => world.asOwner((desk) => makeShared(desk, publicShare, counted)),
    byHand: (publicShare) => world.asOwner((desk) => makeShared(desk, publicShare, byHand)),
    declareByHand: (agreement, year) =>
      by(hands.partner, async (desk) => {
        const { id } = await openDeclaration(desk, agreement, {
          from: `${year}-01-01`,
          until: `${year}-12-31`,
        });
        const first = await declarationPage(desk, id);
        const units = (quantity: string) => ({
          units: [{ on: `${year}-03-01`, quantity, note: "Essai" }],
        });
        await keepInputs(desk, id, {
          edition: first.edition,
          lines: { hand: units("321.5"), other: units("77") },
        });
        const { edition, checks } = await declarationPage(desk, id);
        const refusing = checks.filter(({ severity }) => severity === "refuse");
        if (refusing.length > 0)
          throw new Error(JSON.stringify(refusing.map(({ rule, text }) => [rule, text.en])));
        await submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) });
        return id;
      }),
    declare: (agreement, from, until) =>
      by(hands.partner, async (desk) => {
        const { id } = await openDeclaration(desk, agreement, { from, until });
        const { edition, checks } = await declarationPage(desk, id);
        const refusing = checks.filter(({ severity }) => severity === "refuse");
        if (refusing.length > 0)
          throw new Error(JSON.stringify(refusing.map(({ rule, text }) => [rule, text.en])));
        await submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) });
        return id;
      }),
    control: async (declaration, found, at = "2020-03-02T10:00:00Z") => {
      const { id } = await by(hands.controller, (desk) =>
        openVerification(desk, { declaration }, { type: "administrative" }, long),
      );
      const findings = await by(hands.controller, async (desk) => {
        const { checklist, edition } = await readVerification(desk.client, id);
        const answers = pointsOf(checklist).map(({ key }) => ({ key, value: "yes" as const, note: "" }));
        await keepAnswers(desk, id, { edition: edition ?? 0, answers, cleared: [], seen: [] });
        const [typology = ""] = desk.house.programme.control.typology.keys();
        const made: number[] = [];
        for (const each of found)
          made.push(
            (
              await addFinding(desk, id, {
                ...each,
                about: null,
                typology,
                ofBuyer: false,
                systemic: false,
                text: "Constat d'essai",
              })
            ).id,
          );
        return made;
      });
      // Long ago, so that the partner's time to answer is over.
      if (found.length > 0) await by(hands.controller, (desk) => sendToPartner(desk, id, { note: "" }, long));
      await by(hands.controller, async (desk) => {
        const own = await findingsOf(desk.client, { verification: id });
        const measures = own.map(({ id: finding, measure }) => ({ finding, measure }));
        await concludeVerification(desk, id, { conclusion: "Essai", measures }, at);
      });
      const decision = await by(hands.controller, (desk) =>
        proposeDecision(desk, id, { reason: "Essai", mode: "withdrawal" }, at),
      );
      await by(hands.second, (desk) => decideDecision(desk, decision.id, at));
      return findings;
    },
    correct: async (declaration, measures, mode, at = "2020-09-01T10:00:00Z") => {
      const { id } = await by(hands.controller, (desk) =>
        proposeCorrection(
          desk,
          declaration,
          { kind: "correction", mode, reason: "Essai", measures: [...measures] },
          at,
        ),
      );
      await by(hands.second, (desk) => decideDecision(desk, id, at));
    },
    pay: async (agreement) => {
      const known = await by(hands.officer, (desk) => accountsOn(desk, [partner], today));
      if (known.size === 0) {
        const account = await by(hands.officer, (desk) =>
          addBankAccount(desk, partner, { holder: "Atelier", iban: "BE68539007547034", from: "2019-01-01" }),
        );
        await by(hands.secondOfficer, (desk) => confirmBankAccount(desk, account.id));
      }
      const payment = await by(hands.officer, (desk) => preparePayment(desk, agreement));
      await by(hands.secondOfficer, (desk) => approvePayment(desk, payment.id));
      const { rows } = await world.pool.query<{ net: string }>(
        "select net from payment.payment where id = $1",
        [payment.id],
      );
      if (rows[0]?.net === "0.00") return;
      const file = await by(hands.officer, (desk) => makeBankFile(desk, { payments: [payment.id] }));
      await by(hands.officer, (desk) => executeFile(desk, file.id, today));
    },
    held: async (declaration) => {
      const { rows } = await world.pool.query<{ account: string; amount: string }>(
        `select account, sum(amount) as amount from ledger.posting where ($1::bigint is null or declaration = $1)
         group by account having sum(amount) <> 0`,
        [declaration ?? null],
      );
      return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
    },
  };
};

const counted: readonly PlanLine[] = [
  unitLine("hours", "arae_hours_attended", "11.80", "900000.00"),
  unitLine("people", "arae_participants_begun", "410.00", "900000.00"),
];
const text = (words: string) => ({ fr: words, nl: words, en: words });
const byHand: readonly PlanLine[] = ["hand", "other"].map((id) => ({
  id,
  label: text(`Ligne ${id}`),
  category: "whole",
  option: "unit_cost",
  budget: "900000.00",
  terms: {
    form: "unit_cost",
    unit: text("unités"),
    rates: [{ from: "2018-01-01", value: id === "hand" ? "13.37" : "97.11" }],
  },
}));

const makeShared = async (
  desk: MoneyDesk,
  publicShare: bigint,
  lines: readonly PlanLine[],
): Promise<number> => {
  const id = await makeDirectly(
    desk,
    "arae",
    {
      partner,
      starts: "2019-01-01",
      ends: "2020-12-31",
      financingMode: "unit_cost",
      lines: [...lines],
      objectives: [],
      instalments: null,
      publicSupport: `${(1_800_000n * publicShare) / 100n}.00`,
      totalCost: "1800000.00",
    },
    {
      internal: false,
      decision: {
        body: "Comité de gestion d'essai",
        reference: "CG/essai",
        decidedOn: "2018-12-01",
        outcome: "accepted",
        amount: "1800000.00",
        document: null,
      },
    },
  );
  await changeAgreement(desk, id, { facts: { calculations: { unit_cost: "Méthode d'essai" } } });
  await proposeAgreement(desk, id);
  await acceptAgreement(desk, id, {
    answers: lines.map((line) => ({ line: line.id, answer: "accepted", remark: "" })),
  });
  await activateAgreement(desk, id);
  return id;
};
