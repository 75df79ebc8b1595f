import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DeclarationPage, Opened } from "../../../src/declaration/shapes.ts";
import { type MoneyWorld, openMoneyWorld } from "../../declaration/money-world.ts";
import { byHandLines } from "./agreements.ts";
import { attach } from "./attach.ts";

let world: MoneyWorld;
before(async () => {
  world = await openMoneyWorld({ operations: [] });
});
after(() => world.close());

test("what no register knows is told by hand: units with their day, a milestone with its evidence, a piece with its document", async () => {
  const [partner = ""] = world.programme.operations.get("arae")?.partners ?? [];
  const agreement = await world.agreement({ operation: "arae", partner, lines: byHandLines });
  const manager = await world.account({ role: "partner_manager", operation: "arae", partner });
  const opened = await world.app.request(`/api/agreements/${agreement}/declarations`, {
    method: "POST",
    headers: { ...manager.headers, "content-type": "application/json" },
    body: JSON.stringify({ from: "2020-01-01", until: "2020-12-31" }),
  });
  assert.ok(opened.ok, await opened.clone().text());
  const { id } = (await opened.json()) as Opened;
  const page = await world.page(manager);
  page.setDefaultTimeout(15_000);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const saved = () => page.locator('[data-save="saved"]').waitFor();

  await page.goto(`/fr/money/declarations/${id}?line=coaching`);
  await page.getByText("Aucun registre ne compte ces unités").waitFor();
  await press("Ajouter ces unités");
  await page.getByText("Donnez une date.").waitFor();
  await page.getByRole("textbox", { name: /^Date/ }).fill("15/06/2020");
  await page.getByRole("textbox", { name: /^Quantité/ }).fill("12,5");
  await page.getByRole("textbox", { name: /^De quoi il s.agit/ }).fill("Séances de juin");
  await press("Ajouter ces unités");
  await saved();
  await page.getByRole("table", { name: "Unités" }).getByText("Séances de juin").waitFor();
  await page.getByRole("table", { name: "Lignes" }).getByText("500,00 €").first().waitFor();

  await page.goto(`/fr/money/declarations/${id}?line=study`);
  await page.locator("label").filter({ hasText: "Rapport final" }).click();
  await saved();
  const missing = page.locator('[data-rule="milestone_evidence"]');
  await missing.getByText("Aucune preuve n'est jointe pour « Rapport final ».").waitFor();
  const report = page.getByRole("region", { name: "Preuves : Rapport final" });
  await attach(page, report.getByRole("button", { name: "Joindre un document" }), "rapport.pdf");
  await report.getByRole("link", { name: "rapport.pdf" }).waitFor();
  await missing.waitFor({ state: "detached" });

  await page.goto(`/fr/money/declarations/${id}?line=tickets`);
  await page.getByLabel("Date de la pièce").fill("15/06/2020");
  await page.getByLabel("Fournisseur").fill("Chemins de fer inventés");
  await page.getByLabel("Référence").fill("T-1");
  await page.getByLabel("Montant").fill("48,20");
  await press("Ajouter cette pièce");
  const pieces = page.getByRole("table", { name: "Pièces" });
  await attach(page, pieces.getByRole("button", { name: "Joindre" }), "facture.pdf");
  await pieces.getByRole("link", { name: "facture.pdf" }).waitFor();
  await saved();

  await page.reload();
  await pieces.getByRole("link", { name: "facture.pdf" }).waitFor();
  const answer = await world.app.request(`/api/declarations/${id}`, { headers: manager.headers });
  const declaration = (await answer.json()) as DeclarationPage;
  assert.deepEqual(
    declaration.lines.map(({ line, amount }) => [line, amount]),
    [
      ["coaching", "500.00"],
      ["study", "2000.00"],
      ["tickets", "48.20"],
    ],
  );
  assert.deepEqual(
    declaration.checks.filter(({ severity }) => severity === "refuse").map(({ rule }) => rule),
    [],
  );
  await page.context().close();
});
