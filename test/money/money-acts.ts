import type { Desk } from "../../src/declaration/desk.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { readRow } from "../../src/declaration/row.ts";
import { correctDeclaration, keepInputs, openDeclaration } from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import type { Inputs } from "../../src/declaration/shapes.ts";
import { submitDeclaration, withdrawDeclaration } from "../../src/declaration/submit.ts";
import { keepAnswers } from "../../src/control/answers.ts";
import { pointsOf } from "../../src/control/checklist.ts";
import { concludeVerification } from "../../src/control/conclude.ts";
import { decideDecision, proposeCorrection, proposeDecision } from "../../src/control/decide.ts";
import { addFinding } from "../../src/control/findings.ts";
import { answerFindings, sendToPartner } from "../../src/control/letters.ts";
import { openVerification } from "../../src/control/open.ts";
import { findingsOf, readVerification } from "../../src/control/row.ts";
import type { PlanLine } from "../../src/cost/plan.ts";
import { approvePayment } from "../../src/payment/acts.ts";
import { addBankAccount, confirmBankAccount } from "../../src/payment/bank-accounts.ts";
import { executeFile, makeBankFile } from "../../src/payment/files.ts";
import { madeNow, preparePayment } from "../../src/payment/prepare.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { keepDocument } from "../../src/document/documents.ts";
import { type MoneyWorld, openMoneyWorld } from "../declaration/money-world.ts";

/** Does work at the command line, as the hand of that name. */
export type By = <T>(
  account: string,
  work: (desk: Desk & { house: MoneyWorld["house"] }) => Promise<T>,
) => Promise<T>;

const text = (words: string) => ({ fr: words, nl: words, en: words });

/** A line of real costs of staff, what is derived from it, and units that are told by hand. */
export const moneyLines: readonly PlanLine[] = [
  {
    id: "staff",
    label: text("Personnel"),
    category: "direct_staff",
    option: "real_cost",
    budget: "6000.00",
    terms: { form: "real_cost" },
  },
  {
    id: "rest",
    label: text("Autres frais"),
    category: "remaining",
    option: "remaining_40",
    budget: "2400.00",
    terms: { form: "flat_rate", rate: "0.40" },
  },
];

/** A world in which money goes its whole way by the real functions, each under its own name. */
export const openActs = async ({
  at = () => undefined,
  ...options
}: Parameters<typeof openMoneyWorld>[0] &
  Readonly<{
    /** When control acts, where its past is written down. */
    at?: () => string | undefined;
  }> = {}) => {
  const world = await openMoneyWorld(options);
  const by: By = (account, work) =>
    asOwner(world.pool, (client) => work({ house: world.house, client, who: undefined, account }));
  return { world, by, ...actsBy(by, world.folder, at) };
};
export type Acts = Awaited<ReturnType<typeof openActs>>;

/** A declaration that waits to be submitted, and what that says. */
export type Draft = Readonly<{ id: number; edition: number; confirmed: readonly string[] }>;
export type Period = Readonly<{ from: string; until: string }>;

let pieces = 0;

const actsBy = (by: By, dataFolder: string, at: () => string | undefined) => {
  const attach = (desk: Desk, about: string, kind: string, place: { operation: string; partner: string }) =>
    actOn(desk, { action: "document" }, (act) =>
      keepDocument(
        desk.client,
        act,
        { dataFolder },
        { ...place, account: null, about, kind, name: `${kind}.pdf`, bytes: [somePdf] },
      ),
    );

  /** Says what was spent; returns what is submitted with. */
  const fill = async (desk: Desk, id: number, staff: string): Promise<Draft> => {
    const row = await readRow(desk.client, id);
    const page = await declarationPage(desk, id);
    for (const kind of page.documents)
      if (kind.required) await attach(desk, `declaration:${id}`, kind.id, row);
    const { id: document } = await attach(desk, `declaration:${id}`, "invoice", row);
    pieces++;
    const item = {
      id: "1",
      on: row.until,
      supplier: "Fournisseur inventé",
      reference: `R-${pieces}`,
      amount: staff,
      document,
    };
    const inputs: Inputs = { staff: { items: [item] } };
    await keepInputs(desk, id, { edition: row.edition, lines: inputs });
    const { edition, checks } = await declarationPage(desk, id);
    return { id, edition, confirmed: checks.map((check) => check.id) };
  };
  const submit = async (desk: Desk, { id, ...body }: Draft): Promise<number> => {
    await submitDeclaration(desk, id, { ...body, confirmed: [...body.confirmed] });
    return id;
  };
  const draft = (agreement: number, period: Period, staff: string): Promise<Draft> =>
    by("partner", async (desk) => fill(desk, (await openDeclaration(desk, agreement, period)).id, staff));
  const propose = async (
    verification: number,
    mode: "withdrawal" | "recovery" = "withdrawal",
  ): Promise<number> =>
    (
      await by("controller", (desk) =>
        proposeDecision(desk, verification, { reason: "Motif inventé.", mode }, at()),
      )
    ).id;

  return {
    /** Prepares a declaration of a period; nothing is submitted. */
    draft,
    submit: (prepared: Draft): Promise<number> => by("partner", (desk) => submit(desk, prepared)),
    declare: async (agreement: number, period: Period, staff: string): Promise<number> => {
      const prepared = await draft(agreement, period, staff);
      return by("partner", (desk) => submit(desk, prepared));
    },
    withdraw: (declaration: number): Promise<unknown> =>
      by("partner", (desk) => withdrawDeclaration(desk, declaration, "essai")),
    correct: (declaration: number, staff: string): Promise<number> =>
      by("partner", async (desk) =>
        submit(desk, await fill(desk, (await correctDeclaration(desk, declaration, "essai")).id, staff)),
      ),

    /** Verifies a declaration with these findings, each of which the partner accepts; returns the verification. */
    verify: async (
      declaration: number,
      findings: readonly Readonly<{ line: string; amount: string; measure: "deduct" | "park" }>[],
    ): Promise<number> => {
      const { id } = await by("controller", (desk) =>
        openVerification(desk, { declaration }, { type: "administrative" }, at()),
      );
      await by("controller", async (desk) => {
        const row = await readVerification(desk.client, id);
        const answers = pointsOf(row.checklist)
          .filter(({ elsewhere }) => !elsewhere)
          .map(({ key }) => ({ key, value: "yes" as const, note: "" }));
        await keepAnswers(desk, id, { edition: row.edition ?? 0, answers, cleared: [], seen: [] });
        for (const finding of findings)
          await addFinding(desk, id, {
            ...finding,
            about: null,
            typology: [...desk.house.programme.control.typology.keys()][0] ?? "",
            ofBuyer: false,
            systemic: false,
            text: "Constat inventé.",
          });
      });
      if (findings.length > 0) {
        await by("controller", (desk) => sendToPartner(desk, id, { note: "" }, at()));
        await by("partner", async (desk) =>
          answerFindings(
            desk,
            id,
            {
              answers: (await findingsOf(desk.client, { verification: id })).map(({ id: finding }) => ({
                finding,
                answer: "accepted",
                text: "",
              })),
            },
            at(),
          ),
        );
      }
      await by("controller", (desk) =>
        concludeVerification(desk, id, { conclusion: "Vérifié.", measures: [] }, at()),
      );
      return id;
    },
    propose,
    settle: (decision: number): Promise<unknown> =>
      by("second", (desk) => decideDecision(desk, decision, at())),
    /** Proposes a decision after a verification, and decides it by another person; returns the decision. */
    decide: async (verification: number, mode?: "withdrawal" | "recovery"): Promise<number> => {
      const id = await propose(verification, mode);
      await by("second", (desk) => decideDecision(desk, id, at()));
      return id;
    },
    /** Says which account a partner is paid on; another person confirms it. */
    account: async (partner: string): Promise<void> => {
      const { id } = await by("officer", (desk) =>
        addBankAccount(
          desk,
          partner,
          { holder: "Organisme inventé", iban: "BE68539007547034", bic: "GKCCBEBB" },
          at(),
        ),
      );
      await by("second officer", (desk) => confirmBankAccount(desk, id, at()));
    },
    /** Prepares what is due under an agreement; returns the payment. */
    preparePayment: async (agreement: number): Promise<number> =>
      (await by("officer", (desk) => preparePayment(desk, agreement, at()))).id,
    /** Approves a payment by another person, puts it into a file for the bank, and says that the bank did it. */
    pay: async (payment: number): Promise<void> => {
      await by("second officer", (desk) => approvePayment(desk, payment, at()));
      const { state } = await by("officer", (desk) => madeNow(desk, payment));
      // One of which all is set off needs no bank.
      if (state !== "approved") return;
      const { id } = await by("officer", (desk) => makeBankFile(desk, { payments: [payment] }, at()));
      const now = at();
      await by("officer", (desk) => executeFile(desk, id, (now ?? desk.house.today()).slice(0, 10), now));
    },
    /** Decides otherwise of all findings of a declaration. */
    redecide: async (
      declaration: number,
      measure: "deduct" | "park" | "none",
      mode: "withdrawal" | "recovery" = "withdrawal",
    ): Promise<number> => {
      const { id } = await by("controller", async (desk) =>
        proposeCorrection(
          desk,
          declaration,
          {
            kind: measure === "none" ? "release" : "correction",
            mode,
            reason: "Motif inventé.",
            measures: (await findingsOf(desk.client, { declaration }))
              .filter(({ final }) => final)
              .map(({ id: finding }) => ({ finding, measure })),
          },
          at(),
        ),
      );
      await by("second", (desk) => decideDecision(desk, id, at()));
      return id;
    },
  };
};

const somePdf = new TextEncoder().encode(
  "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
);
