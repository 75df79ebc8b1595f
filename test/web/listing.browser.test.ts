import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { openTable } from "../../src/intake/file/readTable.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let worker: TestAccount;
let page: Page;
const partner = "cpas_schaerbeek";
const list = "/fr/operations/cpas/registers/participants";

before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.05 });
  worker = await world.account({ role: "case_worker", partner });
  page = await world.page(worker);
});
after(() => world.close());

const count = async (condition = "true"): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>(
    `select count(*) from register.participants where partner = $1 and ${condition}`,
    [partner],
  );
  return rows[0]?.count ?? 0;
};

const open = async (address = list) => {
  await page.goto(address);
  await page.getByRole("table", { name: "Participants" }).waitFor();
};

/** The words of a column's cells, by its header. */
const cells = async (header: string): Promise<string[]> => {
  const headers = await page.getByRole("columnheader").allInnerTexts();
  const at = headers.findIndex((text) => text.trim() === header);
  const rows = await page.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("> *").nth(at).innerText()));
};

const settled = () => page.locator("table[aria-busy=false]").waitFor();

test("the list says how many records it has, and sorts by a column's head, by keyboard too", async () => {
  await open();
  const total = await count();
  assert.ok(total > 50, `${total}`);
  await page.getByText(`${total} fiches`).first().waitFor();
  const head = page.getByRole("columnheader", { name: "Nom", exact: true });
  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=last_name/);
  await page.locator('th[aria-sort="ascending"]').waitFor();
  await settled();
  const names = await cells("Nom");
  assert.equal(names.length, 50);
  const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  assert.deepEqual(names.map(plain), names.map(plain).toSorted());
  await head.getByRole("button").click();
  await page.waitForURL(/sort=-last_name/);
});

test("pages are turned by keyboard, and the address says which", async () => {
  await open(`${list}?sort=_record`);
  const first = await cells("Numéro de dossier IBIS");
  await page.getByRole("button", { name: "Suivante" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/page=2/);
  await page.getByText("51 à").waitFor();
  await settled();
  const second = await cells("Numéro de dossier IBIS");
  assert.deepEqual(
    second.filter((number) => first.includes(number)),
    [],
  );
});

test("a filter is said in words, shared by its address, and taken away again", async () => {
  await open();
  await page.getByRole("button", { name: "Filtrer…" }).click();
  const dialog = page.getByRole("dialog", { name: "Filtrer la liste" });
  await dialog.getByRole("combobox", { name: "Colonne" }).fill("Sexe");
  await page.getByRole("option", { name: "Sexe" }).click();
  await dialog.getByRole("checkbox", { name: "femme" }).click({ force: true });
  await dialog.getByRole("button", { name: "Appliquer le filtre" }).click();
  await page.waitForURL(/filter=gender%3Awoman/);
  const women = await count("gender = 'woman'");
  await page.getByText(`${women} fiches`).first().waitFor();
  const address = page.url();
  const colleague = await world.page(await world.account({ role: "partner_manager", partner }));
  await colleague.goto(address);
  await colleague.getByText(`${women} fiches`).first().waitFor();
  await colleague.getByRole("button", { name: "Modifier le filtre Sexe : femme" }).waitFor();
  await colleague.close();
  await page.getByRole("button", { name: "Retirer le filtre Sexe : femme" }).click();
  await page
    .getByText(`${await count()} fiches`)
    .first()
    .waitFor();
  assert.ok(!page.url().includes("gender"));
});

test("a name that is looked for is in no address, and is found again on the way back", async () => {
  await open();
  const name = (await cells("Nom"))[0] ?? "";
  await page.getByRole("searchbox").fill(name);
  await page.keyboard.press("Enter");
  await page.getByText(`Recherche : ${name}`).waitFor();
  await settled();
  for (const found of await cells("Nom")) assert.ok(found.includes(name));
  assert.ok(!decodeURIComponent(page.url()).toLowerCase().includes(name.toLowerCase()));
});

test("columns are chosen, and the export holds them, as filtered", async () => {
  await open(`${list}?filter=gender:woman`);
  await page.getByRole("button", { name: "Colonnes" }).click();
  const dialog = page.getByRole("dialog", { name: "Choisir les colonnes" });
  await dialog.getByRole("searchbox").fill("postal");
  await dialog.getByRole("checkbox", { name: /Code postal/ }).click({ force: true });
  await dialog.getByRole("button", { name: "Afficher ces colonnes" }).click();
  const head = page.getByRole("columnheader", { name: /Code postal/ });
  await head.waitFor();
  await settled();
  await page.getByRole("button", { name: "Exporter" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Excel, colonnes affichées" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^Participants .*\.xlsx$/);
  const path = join(world.folder, "download.xlsx");
  await download.saveAs(path);
  const table = await openTable(path);
  const rows = [];
  for await (const batch of table.sheets[0]?.rows() ?? []) rows.push(...batch.map(({ cells }) => cells));
  const headers = await page.getByRole("columnheader").allInnerTexts();
  assert.deepEqual(
    rows[0],
    headers.map((text) => text.trim()).filter((text) => text !== "" && !text.startsWith("Choisir")),
  );
  assert.equal(rows.length - 1, await count("gender = 'woman'"));
});

test("a list is kept under a name, opened again and deleted", async () => {
  await open(`${list}?filter=gender:woman`);
  await page.getByRole("button", { name: "Mes listes" }).click();
  await page.getByRole("menuitem", { name: "Garder cette liste…" }).click();
  const dialog = page.getByRole("dialog", { name: "Garder cette liste" });
  await dialog.getByRole("button", { name: "Garder la liste" }).click();
  await dialog.getByText("Donnez un nom à la liste.").waitFor();
  await dialog.getByRole("textbox", { name: /Nom de la liste/ }).fill("Femmes suivies");
  await dialog.getByRole("button", { name: "Garder la liste" }).click();
  await dialog.waitFor({ state: "hidden" });
  await open();
  await page.getByRole("button", { name: "Mes listes" }).click();
  await page.getByRole("menuitem", { name: "Femmes suivies" }).click();
  await page.waitForURL(/gender%3Awoman/);
});

test("several records take the same step: first its effect on each, then what became of each", async () => {
  await open(`${list}?filter=leave_date:-&sort=_record`);
  const still = await count("leave_date is null");
  const rows = page.getByRole("checkbox", { name: /^Choisir : / });
  await rows.nth(0).check();
  await rows.nth(1).check();
  await page.getByRole("button", { name: "Modifier la sélection (2)" }).click();
  const dialog = page.getByRole("dialog", { name: /Modifier 2 fiche/ });
  await dialog.getByRole("button", { name: /Que faut-il faire/ }).click();
  await page.getByRole("option", { name: "Enregistrer la sortie" }).click();
  await dialog.getByRole("textbox", { name: /Date de sortie/ }).fill("31/12/2020");
  await dialog.getByRole("button", { name: "Voir l’effet d’abord" }).click();
  await dialog.getByText("Donnez un motif.").waitFor();
  await dialog.getByRole("textbox", { name: /Motif/ }).fill("Fin de l'action");
  await dialog.getByRole("button", { name: "Voir l’effet d’abord" }).click();
  await dialog.getByText("Rien n’est encore modifié.", { exact: false }).waitFor();
  assert.equal(await count("leave_date is null"), still, "a preview changes nothing");
  await dialog.getByRole("button", { name: "Modifier 2 fiche(s)" }).click();
  await dialog.getByText("2 fiche(s) modifiée(s), 0 non.").waitFor();
  assert.equal(await count("leave_date is null"), still - 2);
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await page
    .getByText(`${still - 2} fiches`)
    .first()
    .waitFor();
});

const expectNoFault = async () => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    [],
  );
};

test("the list has no fault that axe can find, and fits a telephone", async () => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await open(`${list}?filter=gender:woman,-`);
    await expectNoFault();
    for (const [button, title] of [
      ["Filtrer…", "Filtrer la liste"],
      ["Colonnes", "Choisir les colonnes"],
    ] as const) {
      await page.getByRole("button", { name: button }).click();
      await page.getByRole("dialog", { name: title }).waitFor();
      await expectNoFault();
      await page.keyboard.press("Escape");
    }
    const overflow = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(overflow, 0, `wider than ${width} pixels`);
  }
});

test("an empty list says what to do", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/fr/operations/childcare/registers/childcare_places");
  await page.getByText("Ce registre est encore vide").waitFor();
  await page.goto(`${list}?filter=entry_date:2031-01-01..`);
  await page.getByText("Aucune fiche ne correspond").waitFor();
  await page.getByRole("button", { name: "Effacer les filtres" }).click();
  await page.getByRole("table", { name: "Participants" }).waitFor();
});
