import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld, type TestAccount, type World } from "./world.ts";

let world: World;
let officer: TestAccount;

before(async () => {
  world = await openWorld({ operations: ["link"], share: 0.1 });
  officer = await world.account({ role: "programme_officer" });
});
after(() => world.close());

test("an officer goes from the figures to a service's answer, and takes it away", async () => {
  const page = await world.page(officer);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto("/fr/figures");
  await page.getByRole("link", { name: "Questions parlementaires" }).click();
  await page.getByRole("heading", { level: 1, name: "Questions parlementaires" }).waitFor();
  await page.getByRole("link", { name: "Service Link" }).click();
  await page.getByRole("heading", { level: 1, name: "Service Link" }).waitFor();
  await page.goto("/fr/questions/link?year=2020");

  const table = page.getByRole("table", { name: "Service Link" });
  const row = table.getByRole("row", { name: /dont « article 60 »/ }).first();
  const { rows } = await world.pool.query<{ count: string }>(
    `select count(*)::text as count from register.participants
     where operation = 'link' and article_60 and entry_date between '2020-01-01' and '2020-12-31'`,
  );
  assert.equal(await row.getByRole("cell").first().textContent(), rows[0]?.count);
  await table
    .getByRole("row", { name: /Personnel du service/ })
    .getByText(/^\d(,\d+)?$/)
    .first()
    .waitFor();
  await page.getByText("Texte à reprendre dans une réponse").waitFor();
  await page.getByText(/Données jusqu’au changement \d+/).waitFor();

  await page.getByRole("button", { name: "Télécharger" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Texte (CSV)" }).click();
  assert.equal((await download).suggestedFilename(), "question-link-2020.csv");

  await page.goto("/fr/questions/link?year=2020&since=2020");
  await table.getByRole("columnheader", { name: "2020" }).waitFor();
  await table.getByRole("columnheader", { name: "2019" }).waitFor({ state: "detached" });

  await page.goto("/nl/questions/link?year=2020");
  await page.getByRole("table", { name: "Per geslacht" }).waitFor();
  await page.getByText("verborgen", { exact: true }).first().waitFor();
  assert.deepEqual(errors, []);
});
