import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { openWorld, type World } from "../world.ts";
import { attach } from "./attach.ts";

let world: World;
before(async () => {
  world = await openWorld({ operations: [] });
});
after(() => world.close());

const press = (within: Page | Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

test("an own service has its agreement: a flat rate follows its base, and what was not saved outlives the page", async () => {
  const page = await world.page(await world.account({ role: "programme_officer" }));
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(15_000);
  await page.goto("/fr/money/agreements");
  await page.getByRole("link", { name: "Convention avec un service propre" }).click();
  const operation = page.getByRole("combobox", { name: /^Opération/ });
  await operation.fill(world.programme.operations.get("technical_assistance")?.title.fr ?? "");
  await page.getByRole("option").first().click();
  for (const option of ["Taux horaire (1.720 heures)", "Tous les autres frais : 40 % du personnel"]) {
    await press(page, "Ajouter une ligne");
    await page.getByRole("menuitem", { name: option }).click();
  }
  const amount = (line: string) => page.locator(`[data-field="line:${line}"] input`);
  await amount("hourly_rate").fill("60.000");
  await amount("hourly_rate").blur();
  assert.equal(await amount("remaining_40").inputValue(), "24.000");
  await page.reload();
  await page.getByText("Ce que vous aviez écrit sans l'enregistrer est de nouveau là.").waitFor();
  assert.equal(await amount("remaining_40").inputValue(), "24.000");
  await press(page, "Établir le projet");
  await page.waitForURL(/agreements\/\d+$/);
  await page.getByText("La décision du comité n'est pas encore enregistrée.").waitFor();
  await completeDraft(page);
  await refuseAnotherSum(page);
  await attachMethod(page);
  await press(page, "Résilier");
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("textbox", { name: /^Résiliée au/ })
    .fill(new Date().toLocaleDateString("fr-BE", { timeZone: "Europe/Brussels" }));
  await dialog.getByRole("textbox", { name: /^Motif/ }).fill("Le service n'ouvre pas.");
  await press(dialog, "Résilier la convention");
  await page.getByText("Résiliée", { exact: true }).first().waitFor();
  await page.context().close();
});

/** Edits of the draft all that is no line and no objective; what the rules say of it stands beside. */
const completeDraft = async (page: Page): Promise<void> => {
  const field = (name: string) => page.locator(`[data-field="${name}"] input`);
  const tick = (name: RegExp) => page.getByRole("checkbox", { name }).check({ force: true });
  await press(page, "Modifier le projet");
  await press(page, "Ajouter une ligne");
  await page.getByRole("menuitem", { name: /^Frais indirects : jusqu.à 25 %/ }).click();
  await field("line:indirect_25").fill("1.000");
  await press(page, "Ajouter une tranche");
  await page.getByRole("menuitem", { name: /^Avance, paiement intermédiaire et solde/ }).click();
  await field("share:0").fill("20");
  assert.equal(await field("instalment:0").inputValue(), "17.000");
  await field("instalment:1").fill("8.500");
  await field("instalment:1").blur();
  assert.equal(await field("share:1").inputValue(), "10");
  await page.getByText(/^Les tranches font .+le budget est de 85\.000,00.€\.$/).waitFor();
  await press(page, /^Porter la dernière tranche à/);
  await page.getByText(/^Les tranches font/).waitFor({ state: "detached" });
  await field("publicSupport").fill("84.500");
  await field("totalCost").fill("90.000");
  await page.locator('[data-field="stateAid"] button').click();
  await page.getByRole("option", { name: "de minimis" }).click();
  await tick(/^Entièrement réalisée par des marchés publics/);
  await tick(/^Comprend des marchés de travaux/);
  await page
    .getByRole("textbox", { name: /^Méthode de calcul.: Frais indirects/ })
    .fill("Note de calcul du 12 janvier");
  await press(page, "Enregistrer le projet");
  await page.getByRole("button", { name: "Modifier le projet" }).waitFor();
  for (const said of [
    /^84\.500,00.€$/,
    /^90\.000,00.€$/,
    /^de minimis$/,
    /^entièrement réalisée par des marchés, marchés au-dessus/,
  ])
    await page.getByRole("definition").filter({ hasText: said }).first().waitFor();
  await press(page, "Modifier le projet");
  assert.equal(await field("share:0").inputValue(), "20");
  const support = page.getByRole("region", { name: "Soutien et marchés publics" });
  await support
    .getByText(/À corriger.:/)
    .first()
    .waitFor();
  assert.equal(await field("method:indirect_25").inputValue(), "Note de calcul du 12 janvier");
  await press(page, "Annuler");
};

/** Instalments that are not the budget together are refused by the server too. */
const refuseAnotherSum = async (page: Page): Promise<void> => {
  const { headers } = await world.account({ role: "programme_officer" });
  const condition = { fr: "convention active", nl: "overeenkomst actief", en: "agreement active" };
  const response = await world.app.request(`/api${new URL(page.url()).pathname.replace("/fr/money", "")}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({
      instalments: [{ kind: "balance", share: "1", amount: "84999.99", dueOn: "2027-12-31", condition }],
    }),
  });
  assert.equal(response.status, 422);
  assert.equal(((await response.json()) as { code: string }).code, "instalments_differ");
};

/** The programme asks for the method of calculation: it is sent under its kind, and is then no longer asked for. */
const attachMethod = async (page: Page): Promise<void> => {
  await page.getByRole("tab", { name: "Annexes et guides" }).click();
  const annexes = page.getByRole("region", { name: "Annexes" });
  await annexes.getByText("À joindre").waitFor();
  await attach(page, page.getByRole("button", { name: "Ajouter une annexe" }), "methode.pdf");
  await annexes
    .getByRole("listitem")
    .filter({ hasText: "Méthode de calcul" })
    .getByRole("link", { name: "methode.pdf" })
    .waitFor();
  await annexes.getByText("À joindre").waitFor({ state: "detached" });
};
