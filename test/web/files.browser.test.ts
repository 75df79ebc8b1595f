import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { csvOf, participantRow } from "../programme/rows.ts";
import { tinyProgramme } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let guide: TestAccount;

before(async () => {
  world = await openWorld({ programme: tinyProgramme(), operations: [] });
  guide = await world.account({ role: "guide", partner: "north_workshop", name: "Camille Exemple" });
});
after(() => world.close());

const place = "operation=guidance&partner=north_workshop&register=participants";

const records = async (): Promise<{ count: number }[]> =>
  (await world.pool.query<{ count: number }>("select count(*) as count from register.participants")).rows;

/** Opens the page of files and waits until it can be used. */
const openFiles = async (language = "fr", width = 1280): Promise<Page> => {
  const page = await world.page(guide, { width });
  await page.goto(`/${language}/files?${place}`);
  return page;
};

/** Says by keyboard what a column holds. */
const readAs = async (page: Page, column: string, field: string): Promise<void> => {
  const box = page.getByRole("combobox", { name: `${column} : lue comme` });
  await box.click();
  await page.keyboard.type(field);
  await page.getByRole("option", { name: field }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
};

test("a file is dropped, a strange column is said once, cells are mended on screen, and a receipt tells what was kept", async () => {
  const rows = [
    participantRow(1),
    participantRow(2, { birth_date: "31/02/1990" }),
    participantRow(3, { gender: "Z" }),
    participantRow(4, { gender: "Z" }),
  ];
  const path = join(world.folder, "mars.csv");
  writeFileSync(path, csvOf(rows).replace("person_number", "Matricule maison"));
  const page = await openFiles();
  await page.setInputFiles("input[type=file]", path);

  // The column that Jalon cannot know.
  await page.getByRole("tab", { name: /Colonnes/ }).waitFor();
  await readAs(page, "Matricule maison", "Numéro de la personne");
  await page.getByRole("button", { name: "Enregistrer et vérifier à nouveau" }).click();

  // All cells with the same wrong value at once, then the one date by keyboard.
  await page.getByRole("tab", { name: /À corriger \(3\)/ }).waitFor();
  await page.getByText("Sexe : réponse hors de la liste").waitFor();
  await page.getByRole("button", { name: /Au lieu de « Z »/ }).click();
  await page.getByRole("option", { name: "homme" }).click();
  await page.getByRole("button", { name: "Corriger les 2" }).click();
  await page.getByRole("tab", { name: /À corriger \(1\)/ }).waitFor();
  await page.getByText("Date de naissance : date illisible").click();
  const cell = page.getByRole("textbox", { name: /Bonne valeur pour E3/ });
  await cell.fill("30/02/1990");
  await cell.press("Enter");
  await page.getByText("Attendu : une date jj/mm/aaaa").last().waitFor();
  await cell.fill("28/02/1990");
  await cell.press("Enter");

  const keep = page.getByRole("button", { name: "Reprendre ces 4 lignes" });
  await keep.waitFor();
  assert.deepEqual(await records(), [{ count: 0 }], "nothing is kept before the person says so");
  await keep.click();
  await page.getByRole("heading", { name: "Reçu nº 1" }).waitFor();
  assert.deepEqual(await records(), [{ count: 4 }]);
});

test("a pasted block without headers asks what its columns are, and is kept", async () => {
  const page = await openFiles();
  await page.getByText("Ou coller des lignes depuis votre tableur").click();
  const { person_number, ...rest } = participantRow(50);
  const fields = ["person_number", ...Object.keys(rest)];
  await page.getByLabel("Lignes copiées").fill([person_number, ...Object.values(rest)].join("\t"));
  await page.getByText("Non", { exact: true }).click();
  await page.getByRole("button", { name: "Vérifier cette ligne" }).click();
  await page.getByRole("tab", { name: /Colonnes/ }).waitFor();
  const labels = world.programme.registers.get("participants")?.fields;
  for (const [at, id] of fields.entries()) {
    const label = labels?.get(id)?.label.fr ?? id;
    await readAs(page, `Colonne ${at + 1}`, label);
  }
  await page.getByRole("button", { name: "Enregistrer et vérifier à nouveau" }).click();
  await page.getByRole("button", { name: "Reprendre cette ligne" }).click();
  await page.getByRole("heading", { name: /Reçu nº/ }).waitFor();
});
