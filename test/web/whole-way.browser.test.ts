import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { makeAgreements } from "../../src/agreement/demonstration.ts";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { makeDeclarations } from "../../src/declaration/demonstration.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { ask } from "./control/submitted.ts";
import { type Hands, handsOf, openAccount } from "./money/chain.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let hands: Hands;
let controller: TestAccount;
let secondController: TestAccount;
let agreement = "";
const partner = "cpas_schaerbeek";

const definitions = mkdtempSync(join(tmpdir(), "jalon-open-years-"));

/** The reference programme with accounting years that are still open today, when these people act. */
const openProgramme = () => {
  cpSync(join(import.meta.dirname, "..", "..", "definitions"), definitions, { recursive: true });
  const law = join(definitions, "esf-2014-2020", "control.yaml");
  const text = readFileSync(law, "utf8");
  assert.match(text, /last: "2024-06-30"/);
  writeFileSync(law, text.replace('last: "2024-06-30"', 'last: "2034-06-30"'));
  return loadProgramme(join(definitions, "brussels-2014-2020"));
};

// The agreements that `jalon demo` makes, with what it declares under them.
before(async () => {
  world = await openWorld({ programme: openProgramme(), operations: ["cpas"], share: 0.1 });
  const { pool, programme, folder: dataFolder } = world;
  const given = { pool, programme, account: "test" };
  await makeAgreements(given);
  await makeDeclarations({ ...given, dataFolder });
  hands = await handsOf(world, partner);
  controller = await world.account({ role: "controller" });
  secondController = await world.account({ role: "controller", name: "Deuxième contrôleur d'essai" });
  await openAccount(world, hands, partner);
  const { rows } = await pool.query<{ number: string }>(
    "select number from agreement.agreement where partner = $1 and starts = '2020-01-01' and ends = '2020-12-31'",
    [partner],
  );
  agreement = rows[0]?.number ?? "";
});
after(async () => {
  await world.close();
  rmSync(definitions, { recursive: true, force: true });
});

const open = async (account: TestAccount, address: string): Promise<Page> => {
  const page = await world.page(account);
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(20_000);
  await page.goto(`/fr/${address}`);
  return page;
};
const press = (within: Page | Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

/** Sums of the ledger by account, without those that are nothing. */
const held = async (): Promise<Record<string, string>> => {
  const { rows } = await world.pool.query<{ account: string; amount: string }>(
    `select p.account, sum(p.amount)::text as amount from ledger.posting p
     join agreement.agreement a on a.id = p.agreement where a.number = $1
     group by p.account having sum(p.amount) <> 0`,
    [agreement],
  );
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
};

/** The partner opens the period that is due, leaves out what is declared elsewhere, and submits. */
const declare = async (): Promise<{ id: string; number: string }> => {
  const page = await open(hands.manager, "money");
  const row = page.getByRole("row").filter({ hasText: agreement });
  await press(row, "Ouvrir la déclaration");
  await page.getByRole("heading", { level: 2, name: "Lignes" }).waitFor();
  const remark = page.locator('[data-rule="declared_elsewhere"]');
  await press(remark, /^Laisser .* de côté$/);
  await remark.waitFor({ state: "detached" });
  await press(page, "Introduire la déclaration");
  const dialog = page.getByRole("dialog");
  const ticks = await dialog.getByRole("checkbox").count();
  for (let at = 0; at < ticks; at++) await dialog.locator("label").nth(at).click();
  await press(dialog, /^Introduire pour/);
  await page
    .getByText(/^Accusé de réception n° \d+/)
    .first()
    .waitFor();
  const id = /declarations\/(\d+)/.exec(page.url())?.[1] ?? "";
  await page.context().close();
  return { id, number: `${agreement}-D1` };
};

/** The controller begins from the queue, notes a finding on a line, and asks the partner. */
const control = async (number: string): Promise<string> => {
  const page = await open(controller, "control");
  await press(page.getByRole("listitem").filter({ hasText: number }), "Commencer le contrôle");
  await page.waitForURL(/controls\/\d+/);
  const verification = /controls\/(\d+)/.exec(page.url())?.[1] ?? "";
  await press(page.getByRole("table", { name: "Lignes" }), "Phases 1 à 4 commencées");
  await press(page.locator("section[aria-labelledby=open-part]"), "Noter un constat");
  await press(page, /Type de constat/);
  await page.getByRole("option").first().click();
  await page.getByLabel(/^Ce qui est constaté/).fill("Une phase sans trace de l'entretien.");
  await page.getByLabel(/^Montant en cause/).fill("250,00");
  await press(page, "Noter le constat");
  await press(page, "Envoyer au partenaire");
  await press(page.getByRole("dialog"), "Envoyer ces constats");
  await page.getByText("chez le partenaire").first().waitFor();
  await page.context().close();
  return verification;
};

const answer = async (declaration: string): Promise<void> => {
  const page = await open(hands.manager, `money/declarations/${declaration}`);
  await page.getByRole("link", { name: "Voir les questions" }).click();
  await page.getByText("Une phase sans trace de l'entretien.").waitFor();
  await page.getByText("Nous acceptons ce constat").click();
  await press(page, "Envoyer la réponse");
  await page.getByText(/^Votre réponse est reçue depuis le/).waitFor();
  await page.context().close();
};

/** Every point of the checklist is answered, then the controller concludes and proposes. */
const conclude = async (verification: string): Promise<void> => {
  const address = `/api/verifications/${verification}`;
  const { checklist, edition, answers } = await ask<VerificationPage>(world, controller, "GET", address);
  const unanswered = (checklist?.groups ?? [])
    .flatMap(({ points }) => points)
    .filter(({ key, elsewhere }) => elsewhere === null && !answers.some((each) => each.key === key));
  await ask(world, controller, "PUT", `${address}/answers`, {
    edition,
    answers: unanswered.map(({ key }) => ({ key, value: "yes", note: "" })),
  });
  const page = await open(controller, `money/controls/${verification}`);
  await press(page, "Conclure");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Conclusion/).fill("Une phase est écartée, le reste est étayé.");
  await press(dialog, "Conclure le contrôle");
  await press(page, "Proposer la décision");
  await press(page.getByRole("dialog"), "Proposer à une seconde personne");
  await page.getByText("attend une seconde personne").first().waitFor();
  await page.context().close();
};

const decide = async (): Promise<void> => {
  const page = await open(secondController, "control");
  await page.getByRole("link", { name: "Examiner et décider" }).click();
  await press(page, "Confirmer la décision");
  await press(page.getByRole("alertdialog"), "Confirmer la décision");
  await page.getByText("décidée", { exact: true }).waitFor();
  await page.context().close();
};

/** One officer prepares, another approves, the bank executes, the partner sees it. */
const pay = async (): Promise<void> => {
  const officer = await open(hands.officer, "money/payments");
  await press(officer.getByRole("row").filter({ hasText: agreement }), "Préparer");
  await officer.getByRole("tab", { name: /^À approuver \(1\)/ }).click();
  const number = await officer.getByRole("table").getByRole("link").first().innerText();
  const second = await open(hands.secondOfficer, "money/payments?show=approve");
  await second.getByRole("link", { name: number }).click();
  await press(second, /^Approuver/);
  await second.getByText("à envoyer à la banque", { exact: true }).first().waitFor();
  await officer.goto("/fr/money/payments?show=send");
  await press(officer, "Faire le fichier bancaire");
  await press(officer.getByRole("dialog"), "Faire le fichier");
  await officer.getByRole("heading", { level: 1, name: /^Fichier bancaire/ }).waitFor();
  await press(officer, "Noter l'exécution");
  await press(officer.getByRole("dialog"), "Noter l'exécution");
  await officer
    .getByText(/^exécuté le/)
    .first()
    .waitFor();
  const manager = await open(hands.manager, "money/payments");
  await manager.getByRole("table", { name: "Reçus" }).getByRole("link", { name: number }).waitFor();
  await Promise.all([officer, second, manager].map((page) => page.context().close()));
};

const certify = async (): Promise<void> => {
  const page = await open(hands.certifier, "money/commission");
  await press(page, "Préparer une demande");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Intermédiaire finale/ }).check({ force: true });
  await press(dialog, "Préparer une demande");
  await page.getByRole("heading", { level: 1, name: /^Demande de paiement/ }).waitFor();
  await press(page, "Envoyer à la Commission");
  await press(page.getByRole("dialog"), /^Certifier et envoyer/);
  await page.getByText("envoyé", { exact: true }).first().waitFor();
  await page.goto("/fr/money/commission");
  await press(page, "Préparer les comptes");
  await page.getByRole("heading", { level: 1, name: /^Comptes/ }).waitFor();
  await page.getByText("exact au centime").waitFor();
  await press(page, "Envoyer à la Commission");
  await press(page.getByRole("dialog"), /^Certifier et envoyer/);
  await page.getByText("envoyé", { exact: true }).first().waitFor();
  await page.context().close();
};

/** From the accounts down, step by step, to a record of the register. */
const follow = async (): Promise<void> => {
  const page = await open(hands.auditor, "money/trace");
  await page
    .getByRole("row", { name: /Comptes/ })
    .getByRole("link")
    .first()
    .click();
  const record = page.locator('a[href*="/registers/"]');
  for (let step = 0; step < 8; step += 1) {
    await page.locator("li[aria-current=step]").waitFor();
    if ((await record.count()) > 0) break;
    const before = page.url();
    await page.getByRole("rowheader").getByRole("link").first().click();
    await page.waitForURL((url) => url.href !== before);
    await page.waitForLoadState("networkidle");
  }
  await record.first().click();
  await page.waitForURL(/\/registers\/\w+\/records\/\d+$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.context().close();
};

test("a declaration of the demonstration goes the whole way, each step by its own role, down to the auditor", async () => {
  const { id, number } = await declare();
  const declared = (await held())["declared"] ?? "0";
  assert.ok(Number(declared) > 250);
  const verification = await control(number);
  await answer(id);
  await conclude(verification);
  assert.equal((await held())["declared"], declared, "nothing moves before somebody else decides");
  await decide();
  const certified = (await held())["certified"] ?? "0";
  assert.equal((await held())["rejected"], "250.00");
  assert.equal(Number(certified).toFixed(2), (Number(declared) - 250).toFixed(2));
  await pay();
  assert.equal((await held())["paid"], certified);
  await certify();
  assert.equal((await held())["accounted"], certified);
  await follow();
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
});
