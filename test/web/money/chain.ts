import assert from "node:assert/strict";
import { bringAgreementsFile } from "../../../src/agreement/demonstration.ts";
import type { MoneyDesk } from "../../../src/agreement/desk.ts";
import { keepAnswers } from "../../../src/control/answers.ts";
import { concludeVerification } from "../../../src/control/conclude.ts";
import { decideDecision, proposeDecision } from "../../../src/control/decide.ts";
import { openVerification } from "../../../src/control/open.ts";
import { verificationPage } from "../../../src/control/page.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import { openDeclaration } from "../../../src/declaration/open.ts";
import { declarationPage } from "../../../src/declaration/page.ts";
import { submitDeclaration } from "../../../src/declaration/submit.ts";
import type { BankAccounts } from "../../../src/payment/shapes.ts";
import { ask } from "../control/submitted.ts";
import type { TestAccount, World } from "../world.ts";
import { cpasAgreements } from "./agreements.ts";

/** Who does what between a declaration and the Commission: each step its own hand, and second persons beside them. */
export type Hands = Readonly<
  Record<"manager" | "officer" | "secondOfficer" | "certifier" | "auditor", TestAccount>
>;

export const handsOf = async (world: Pick<World, "account">, partner: string): Promise<Hands> => ({
  manager: await world.account({ role: "partner_manager", partner }),
  officer: await world.account({ role: "programme_officer" }),
  secondOfficer: await world.account({ role: "programme_officer", name: "Deuxième gestionnaire d'essai" }),
  certifier: await world.account({ role: "certifying_officer" }),
  auditor: await world.account({ role: "auditor" }),
});

/** Days of a year on which a declaration was submitted, verified and decided. */
const past = {
  submitted: "2021-02-01T09:00:00Z",
  opened: "2021-02-15T09:00:00Z",
  concluded: "2021-02-22T09:00:00Z",
  decided: "2021-03-01T09:00:00Z",
} as const;

/**
 * Writes down a declaration of a welfare centre's phases of 2020 that was submitted, verified without a finding and decided
 * by a second person in the spring of 2021: all of it is eligible. Only the owner of the store writes the past.
 */
export const decideInThePast = async (
  { pool, house, programme }: Pick<World, "pool" | "house" | "programme">,
  partner: string,
  number = "essai-decide",
): Promise<Readonly<{ agreement: number; declaration: number }>> => {
  const by = <T>(account: string, work: (desk: MoneyDesk) => Promise<T>): Promise<T> =>
    asOwner(pool, (client) => work({ house, client, who: undefined, account }));
  const [phases] = cpasAgreements(partner);
  assert.ok(phases);
  const agreements = [{ ...phases, partners: phases.partners.map((each) => ({ ...each, number })) }];
  const [agreement = 0] = await bringAgreementsFile({ pool, programme, account: "test" }, { agreements });
  const declaration = await by("test:partner", async (desk) => {
    const { id } = await openDeclaration(desk, agreement, { from: "2020-01-01", until: "2020-12-31" });
    const { edition, checks } = await declarationPage(desk, id);
    const confirmed = checks.map((check) => check.id);
    await submitDeclaration(desk, id, { edition, confirmed }, past.submitted);
    return id;
  });
  const proposed = await by("test:controller", async (desk) => {
    const { id } = await openVerification(desk, { declaration }, { type: "administrative" }, past.opened);
    const { edition, checklist } = await verificationPage(desk, id);
    const answers = (checklist?.groups ?? [])
      .flatMap(({ points }) => points)
      .filter(({ elsewhere }) => elsewhere === null)
      .map(({ key }) => ({ key, value: "yes" as const, note: "" }));
    await keepAnswers(desk, id, { edition, answers, cleared: [], seen: [] }, past.concluded);
    await concludeVerification(desk, id, { conclusion: "Tout est en ordre.", measures: [] }, past.concluded);
    return proposeDecision(desk, id, { reason: "Rien à écarter.", mode: "withdrawal" }, past.concluded);
  });
  await by("test:second controller", (desk) => decideDecision(desk, proposed.id, past.decided));
  return { agreement, declaration };
};

/** Gives a partner a bank account that a second person confirmed. */
export const openAccount = async (
  world: World,
  { officer, secondOfficer }: Hands,
  partner: string,
): Promise<void> => {
  const address = `/api/partners/${partner}/bank-accounts`;
  // An example of the Belgian banks' own, nobody's.
  const given = { holder: "Partenaire d'essai", iban: "BE68 5390 0754 7034" };
  await ask(world, officer, "POST", address, given);
  const { rows } = await ask<BankAccounts>(world, secondOfficer, "GET", address);
  const proposed = rows.find(({ state }) => state === "proposed");
  assert.ok(proposed);
  await ask(world, secondOfficer, "POST", `/api/bank-accounts/${proposed.id}/confirm`, {});
};
