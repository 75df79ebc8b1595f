import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let officer: TestAccount;
let worker: TestAccount;
const partner = "neet_cap_senne";

before(async () => {
  world = await openWorld({ operations: ["neets", "jeep_jump"], share: 0.1 });
  officer = await world.account({ role: "programme_officer", name: "Camille Exemple" });
  worker = await world.account({ role: "case_worker", partner, name: "Dominique Exemple" });
});
after(() => world.close());

const errorsOf = (page: Page): string[] => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
};

/** Figures as French pages write them: 17.129. */
const written = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ".");

test("an officer goes from home to a figure, its explanation, and a record that it counts", async () => {
  const page = await world.page(officer);
  const errors = errorsOf(page);
  await page.goto("/fr");
  await page.getByRole("heading", { level: 1, name: "À vous de jouer" }).waitFor();
  await page.getByText("Bonjour Camille Exemple.").waitFor();
  await page.getByRole("heading", { name: "Ce que vous suivez" }).waitFor();

  await page.getByRole("link", { name: "Participants", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Participants" }).waitFor();
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*)::int as count from register.participants where entry_date between '2020-01-01' and '2020-12-31'",
  );
  const count = rows[0]?.count ?? 0;
  await page.getByText(`Ce chiffre compte ${written(count)} fiches`, { exact: false }).waitFor();
  await page.getByRole("heading", { name: "Ce que ce chiffre compte" }).waitFor();
  await page.getByText("Une fiche compte dans l'année de sa réponse à « Date d'entrée ».").waitFor();
  await page.getByText(/Données jusqu’au changement \d+/).waitFor();

  await page
    .getByRole("link", { name: /^n° \d+$/ })
    .first()
    .click();
  await page.waitForURL(/\/fr\/operations\/neets\/registers\/participants\/records\/\d+$/);
  assert.deepEqual(errors, []);
});

test("a figure is broken down in the address: who opens it sees the same table", async () => {
  const page = await world.page(officer);
  await page.goto("/fr/figures/participants?by=partner&year=2020");
  const table = page.getByRole("table", { name: /Participants, par : Partenaire/ });
  await table.getByRole("row", { name: /Cap Senne/ }).waitFor();
  await page.goto("/fr/figures/participants?by=partner&year=2019");
  await table.getByRole("columnheader", { name: "2019" }).waitFor();
  assert.equal(await table.getByRole("columnheader", { name: "2020" }).count(), 0);
});

test("a case worker sees the partner's own figure beside the administration's, and nothing of another partner", async () => {
  const page = await world.page(worker);
  const errors = errorsOf(page);
  await page.goto("/fr");
  await page.getByText("Votre part : Cap Senne").waitFor();
  await page.getByRole("link", { name: "Participants", exact: true }).click();
  await page.getByRole("heading", { name: "Chez vous et à l’administration" }).waitFor();
  await page.getByText("Identiques").waitFor();
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*)::int as count from register.participants where partner = $1 and entry_date between '2020-01-01' and '2020-12-31'",
    [partner],
  );
  const count = String(rows[0]?.count);
  await page.getByText(`Ce chiffre compte ${count} fiches ; vous pouvez en lire ${count}.`).waitFor();
  assert.deepEqual(errors, []);

  await page.goto("/fr/figures/participants?where=partner:neet_het_kompashuis");
  await page.getByText("Ces chiffres sont ceux d'autres partenaires.", { exact: false }).waitFor();
  await page.goto("/fr/partners/neet_het_kompashuis");
  await page.getByText("Ses chiffres ne vous sont pas ouverts").waitFor();
});

test("the language changes where one stands: the figure, its year and its part stay", async () => {
  const page = await world.page(officer);
  await page.goto("/fr/figures/participants?year=2019&where=operation:neets");
  await page.getByRole("heading", { name: "Ce que ce chiffre compte" }).waitFor();
  await page
    .getByRole("link", { name: /NL|Nederlands/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "Wat dit cijfer telt" }).waitFor();
  assert.match(page.url(), /\/nl\/figures\/participants\?year=2019&where=operation/);
});
