import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mentoringProgramme } from "../../services/mentoring-scheme.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

let world: World;
let guide: TestAccount;

before(async () => {
  world = await openWorld({
    programme: mentoringProgramme(),
    operations: [],
    settings: { today: "2020-03-31" },
  });
  guide = await world.account({ role: "guide", operation: "mentoring", partner: "mentors_club" });
});
after(() => world.close());

test("a scheme of one file is a day's work: from home to its page, a pair by hand, the clock, the year's figure", async () => {
  const page = await world.page(guide);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: "Mentorat" }).waitFor();

  await page.getByRole("button", { name: "Ajouter une fiche" }).click();
  await page.getByRole("menuitem", { name: "Duos" }).click();
  await page.getByRole("textbox", { name: /Numéro du duo/ }).fill("D-1");
  await page.getByRole("textbox", { name: /Numéro du mentoré/ }).fill("M-1");
  await page.getByRole("textbox", { name: /Nom du mentoré/ }).fill("Exemple Un");
  await page.getByRole("textbox", { name: /Demandé le/ }).fill("25/02/2020");
  await page.getByRole("radio", { name: "demandé" }).check({ force: true });
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await page.getByRole("button", { name: "Former le duo" }).click();
  await page.getByRole("textbox", { name: /Duo formé le/ }).fill("29/02/2020");
  await page.getByRole("dialog").getByRole("button", { name: "Former le duo" }).click();

  await page.getByText("formé", { exact: true }).first().waitFor();
  await page.goto("/fr/services/mentoring");
  const list = page.getByRole("region", { name: "Premières rencontres à organiser" });
  await list.getByText("en retard de 1 jour").waitFor();
  await list.getByRole("link", { name: "Premières rencontres à organiser" }).click();
  await page.getByText("Liste du jour : Premières rencontres à organiser").first().waitFor();
  await page.getByRole("link", { name: "D-1" }).waitFor();

  await page.goto("/fr/services/mentoring");
  const figures = page.getByRole("table", { name: "Les chiffres de l’année" });
  const row = figures.getByRole("row", { name: /Duos formés/ });
  assert.equal(await row.getByRole("cell").first().textContent(), "1");
  assert.deepEqual(errors, []);
});
