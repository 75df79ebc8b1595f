import { actorOf } from "../../src/access/who.ts";
import { asSession } from "../../src/access/as-session.ts";
import type { MoneyDesk } from "../../src/agreement/desk.ts";
import { changeAgreement } from "../../src/agreement/change.ts";
import { makeDirectly } from "../../src/agreement/make.ts";
import type { Objective } from "../../src/agreement/shared-shapes.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../src/agreement/steps.ts";
import type { PlanLine } from "../../src/cost/plan.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { hashOf } from "../../src/access/forTests.ts";
import type { AnnualDesk } from "../../src/declaration/annual.ts";
import { openWorld, type TestAccount, type World, type WorldOptions } from "../web/world.ts";

/** What is asked of an agreement; the rest is the same for all of them. */
export type AgreementAsked = Readonly<{
  operation: string;
  partner: string;
  lines: readonly PlanLine[];
  objectives?: readonly Objective[];
  starts?: string;
  ends?: string;
  mode?: string;
  internal?: boolean;
}>;

/** A world with people of the demonstration, in which agreements are made at the command line. */
export type MoneyWorld = World &
  Readonly<{
    /** Makes an agreement that is in force, and returns its number. */
    agreement: (asked: AgreementAsked) => Promise<number>;
    /** Does work as somebody who is signed in, in a transaction under their walls. */
    as: <T>(account: TestAccount, work: (desk: AnnualDesk) => Promise<T>) => Promise<T>;
    /** Does work as the owner, as commands do. */
    asOwner: <T>(work: (desk: MoneyDesk) => Promise<T>) => Promise<T>;
  }>;

/** Opens the world on a day after the years that are declared. The caller closes it. */
export const openMoneyWorld = async (options: WorldOptions = {}): Promise<MoneyWorld> => {
  const world = await openWorld({
    operations: ["arae"],
    share: 0.02,
    ...options,
    settings: { today: "2021-01-15", ...options.settings },
  });
  const { house, pool } = world;
  const owned: MoneyWorld["asOwner"] = (work) =>
    asOwner(pool, (client) => work({ house, client, who: undefined, account: "test" }));
  return {
    ...world,
    asOwner: owned,
    as: (account, work) =>
      asSession(house.sessions, hashOf(account.secret), (client, who) => {
        if (!who) throw new Error(`nobody is signed in: ${actorOf({ account: account.id })}`);
        return work({ house, client, who });
      }),
    agreement: (asked) => owned((desk) => makeActive(desk, asked)),
  };
};

const makeActive = async (desk: MoneyDesk, asked: AgreementAsked): Promise<number> => {
  const { operation, partner, lines, objectives = [], internal = false } = asked;
  const budget = lines.reduce((sum, line) => sum + BigInt(line.budget.replace(".", "")), 0n);
  const id = await makeDirectly(
    desk,
    operation,
    {
      partner,
      starts: asked.starts ?? "2019-01-01",
      ends: asked.ends ?? "2020-12-31",
      financingMode: asked.mode ?? "unit_cost",
      lines: [...lines],
      objectives: [...objectives],
      instalments: null,
    },
    {
      internal,
      decision: {
        body: "Comité de gestion d'essai",
        reference: "CG/essai",
        decidedOn: "2018-12-01",
        outcome: "accepted",
        amount: `${String(budget).slice(0, -2)}.${String(budget).slice(-2)}`,
        document: null,
      },
    },
  );
  const calculations = Object.fromEntries(lines.map(({ option }) => [option, "Méthode d'essai"]));
  await changeAgreement(desk, id, { facts: { calculations } });
  await proposeAgreement(desk, id);
  await acceptAgreement(desk, id, {
    answers: lines.map((line) => ({ line: line.id, answer: "accepted", remark: "" })),
  });
  await activateAgreement(desk, id);
  return id;
};

const text = (words: string) => ({ fr: words, nl: words, en: words });

/** A line that pays an amount for each unit of a quantity. */
export const unitLine = (id: string, quantity: string, value: string, budget = "90000.00"): PlanLine => ({
  id,
  label: text(`Ligne ${id}`),
  category: "whole",
  option: "unit_cost",
  budget,
  terms: { form: "unit_cost", quantity, unit: text("unités"), rates: [{ from: "2018-01-01", value }] },
});
