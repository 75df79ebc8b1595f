import { makeDirectly } from "../../src/agreement/make.ts";
import { changeAgreement } from "../../src/agreement/change.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../src/agreement/steps.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { keepInputs, openDeclaration } from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import { keepStaff } from "../../src/declaration/staff.ts";
import { submitDeclaration } from "../../src/declaration/submit.ts";
import { keepDocument } from "../../src/document/documents.ts";
import { balances } from "../../src/ledger/balances.ts";
import type { Made, PaymentsPage } from "../../src/payment/shapes.ts";
import { type ControlWorld, openControlWorld, partner, staffLine } from "../control/control-world.ts";
import type { TestAccount } from "../web/world.ts";

/** An account number that a registry prints as its example. */
export const exampleIban = "BE68 5390 0754 7034";

/** A world in which declarations are decided, and people pay. */
export type PaymentWorld = ControlWorld &
  Readonly<{
    officer: TestAccount;
    other: TestAccount;
    /** Tells and confirms an account of the partner. */
    account: (iban?: string) => Promise<number>;
    /** Verifies and decides a declaration, less an amount of its staff line. */
    decided: (declaration: number, less?: string) => Promise<number>;
    /** Decides lower afterwards: what was found is deducted. */
    corrected: (declaration: number, amount: string) => Promise<number>;
    /** Submits a declaration of another year, of 1000 hours of somebody who costs so much; returns its number. */
    declaredIn: (agreement: number, year: number, grossCost: string) => Promise<number>;
    /** Makes an agreement of 2019 and 2020 with the programme's yearly instalments. */
    planned: () => Promise<number>;
    prepare: (agreement: number, account?: TestAccount) => Promise<Made>;
    act: (account: TestAccount, payment: number, what: string, body?: unknown) => Promise<Made>;
    /** Approves, sends and executes what was prepared. */
    payOut: (payment: number, on?: string) => Promise<void>;
    page: (account?: TestAccount) => Promise<PaymentsPage>;
    /** What the accounts of payments hold of an agreement: "paid 12.50". */
    held: (agreement: number) => Promise<readonly string[]>;
  }>;

export const openPaymentWorld = async (): Promise<PaymentWorld> => {
  const control = await openControlWorld();
  const { world, ask, controller, second } = control;
  const officer = await world.account({ role: "programme_officer" });
  const other = await world.account({ role: "programme_officer" });
  const act: PaymentWorld["act"] = (account, payment, what, body) =>
    ask(account, "POST", `/api/payments/${payment}/${what}`, body ?? {});
  const verify = async (declaration: number, less: string | undefined, type: string): Promise<number> => {
    const { id } = await ask<{ id: number }>(
      controller,
      "POST",
      `/api/declarations/${declaration}/verifications`,
      { type },
    );
    if (less !== undefined)
      await ask(controller, "POST", `/api/verifications/${id}/findings`, {
        line: "staff",
        typology: [...world.programme.control.typology.keys()][0],
        amount: less,
        measure: "deduct",
        text: "Une fiche de salaire manque.",
      });
    await control.answerAll(controller, id);
    if (less !== undefined) {
      await ask(controller, "POST", `/api/verifications/${id}/send`, {});
      const { findings } = await control.read(control.manager, id);
      await ask(control.manager, "POST", `/api/verifications/${id}/partner-answers`, {
        answers: findings.map((finding) => ({ finding: finding.id, answer: "accepted" })),
      });
    }
    await ask(controller, "POST", `/api/verifications/${id}/conclude`, { conclusion: "En ordre." });
    const page = await ask<VerificationPage>(controller, "POST", `/api/verifications/${id}/decision`, {
      reason: "Selon le rapport.",
    });
    const decision = page.decision?.id ?? 0;
    await ask(second, "POST", `/api/decisions/${decision}/decide`);
    return decision;
  };
  return {
    ...control,
    officer,
    other,
    act,
    decided: (declaration, less) => verify(declaration, less, "administrative"),
    corrected: (declaration, amount) => verify(declaration, amount, "on_the_spot"),
    account: async (iban = exampleIban) => {
      const { rows } = await ask<{ rows: readonly { id: number }[] }>(
        control.manager,
        "POST",
        `/api/partners/${partner}/bank-accounts`,
        { holder: "Tremplin Emploi Nord (essai)", iban, bic: "GKCCBEBB", from: "2018-01-01" },
      );
      const id = rows[0]?.id ?? 0;
      const response = await world.app.request(`/api/bank-accounts/${id}/confirm`, {
        method: "POST",
        headers: { ...officer.headers, origin: "http://127.0.0.1" },
      });
      if (response.status !== 204) throw new Error(await response.text());
      return id;
    },
    declaredIn: async (agreement, year, grossCost) => {
      const { manager } = control;
      const person = `N-${agreement}`;
      const { id } = await world.as(manager, (desk) =>
        openDeclaration(desk, agreement, { from: `${year}-01-01`, until: `${year}-12-31` }),
      );
      await world.as(manager, async (desk) => {
        const facts = { months: "12", fraction: "0.6", function: null, document: null };
        await keepStaff(desk, agreement, { rows: [{ ...facts, person, year, grossCost }] });
        await keepInputs(desk, id, {
          edition: 0,
          lines: { staff: { staff: [{ person, year, hours: "1000" }] } },
        });
        await actOn(desk, { action: "document" }, async (act) => {
          for (const kind of ["gross_cost", "time_sheet"])
            await keepDocument(
              desk.client,
              act,
              { dataFolder: world.folder },
              {
                operation: "arae",
                partner,
                account: manager.id,
                about: `declaration:${id}`,
                kind,
                name: `${kind}.pdf`,
                bytes: [Buffer.from(`%PDF-1.7 ${kind}`)],
              },
            );
        });
      });
      const { edition, checks } = await world.as(manager, (desk) => declarationPage(desk, id));
      await world.as(manager, (desk) =>
        submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) }),
      );
      return id;
    },
    planned: () =>
      world.asOwner(async (desk) => {
        const id = await makeDirectly(
          desk,
          "arae",
          {
            partner,
            starts: "2019-01-01",
            ends: "2020-12-31",
            financingMode: "salary_flat_rate",
            lines: [staffLine],
            objectives: [],
            instalments: "yearly",
          },
          {
            internal: false,
            decision: {
              body: "Comité de gestion d'essai",
              reference: "CG/essai",
              decidedOn: "2018-12-01",
              outcome: "accepted",
              amount: staffLine.budget,
              document: null,
            },
          },
        );
        await changeAgreement(desk, id, { facts: { calculations: { hourly_rate: "Méthode d'essai" } } });
        await proposeAgreement(desk, id);
        await acceptAgreement(desk, id, { answers: [{ line: "staff", answer: "accepted", remark: "" }] });
        await activateAgreement(desk, id);
        return id;
      }),
    prepare: (agreement, account = officer) =>
      ask(account, "POST", `/api/agreements/${agreement}/payments`, {}),
    payOut: async (payment, on = "2021-01-15") => {
      await act(other, payment, "approve");
      const { id } = await ask<{ id: number }>(officer, "POST", "/api/bank-files", { payments: [payment] });
      await ask(officer, "POST", `/api/bank-files/${id}/executed`, { executedOn: on });
    },
    page: (account = officer) => ask(account, "GET", "/api/payments"),
    held: async (agreement) =>
      (await world.asOwner(({ client }) => balances(client, { agreement })))
        .filter(({ line }) => line === "")
        .map(({ account, amount }) => `${account} ${amount}`),
  };
};
