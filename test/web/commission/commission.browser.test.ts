import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { busiestCentre } from "../control/submitted.ts";
import { decideInThePast, type Hands, handsOf } from "../money/chain.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

let world: World;
let hands: Hands;
let declaration: number;

/** A declaration of a year, submitted, verified and decided: what is eligible of it can be applied for. */
before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.03, settings: { today: "2021-05-15" } });
  const partner = await busiestCentre(world);
  hands = await handsOf(world, partner);
  ({ declaration } = await decideInThePast(world, partner));
});
after(() => world.close());

const open = async (account: TestAccount, address: string): Promise<Page> => {
  const page = await world.page(account);
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  return page;
};
const press = (within: Page | Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

test("from what is certified to the accounts, and an auditor follows an amount of them down to a record", async () => {
  const certifier = await open(hands.certifier, "/fr/money/commission");
  await certifier.getByText(/certifiés dans 1 déclaration/).waitFor();
  await press(certifier, "Préparer une demande");
  const dialog = certifier.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Intermédiaire finale/ }).check({ force: true });
  await press(dialog, "Préparer une demande");
  await certifier.getByRole("heading", { level: 1, name: /^Demande de paiement/ }).waitFor();

  // A number of the form opens to the line that it is the sum of.
  const form = certifier.getByRole("table").first();
  const cell = form.getByRole("button").first();
  const amount = await cell.innerText();
  await cell.click();
  const lines = certifier.getByRole("dialog");
  await lines.getByRole("link", { name: /-D1$/ }).waitFor();
  assert.ok((await lines.innerText()).includes(amount));
  await press(lines, "Fermer");

  await press(certifier, "Envoyer à la Commission");
  await press(certifier.getByRole("dialog"), /^Certifier et envoyer/);
  await certifier.getByText("envoyé", { exact: true }).first().waitFor();

  await certifier.goto("/fr/money/commission");
  await press(certifier, "Préparer les comptes");
  await certifier.getByRole("heading", { level: 1, name: /^Comptes/ }).waitFor();
  await certifier.getByText("exact au centime").waitFor();
  await press(certifier, "Envoyer à la Commission");
  await press(certifier.getByRole("dialog"), /^Certifier et envoyer/);
  await certifier.getByText("envoyé", { exact: true }).first().waitFor();
  assert.equal(await certifier.getByRole("button", { name: "Envoyer à la Commission" }).count(), 0);

  const auditor = await open(hands.auditor, "/fr/money/trace");
  await auditor
    .getByRole("row", { name: /Comptes/ })
    .getByRole("link")
    .first()
    .click();
  // Down, step by step: priority, line of the form, line of the declaration, record.
  const record = auditor.locator('a[href*="/registers/"]').first();
  const steps = auditor.getByRole("list", { name: "Chemin suivi" }).getByRole("listitem");
  for (let step = 0; step < 8; step += 1) {
    await steps.nth(step).waitFor();
    await auditor.getByText("les parties font le tout").or(record).first().waitFor();
    if ((await record.count()) > 0) break;
    await auditor.getByRole("rowheader").getByRole("link").first().click();
  }
  await record.click();
  await auditor.waitForURL(/\/registers\/\w+\/records\/\d+$/);
  await auditor.getByRole("heading", { level: 1 }).waitFor();

  await auditor.goto(`/fr/money/declarations/${declaration}`);
  await auditor.getByRole("heading", { level: 1 }).waitFor();
});
