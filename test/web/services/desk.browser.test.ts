import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openWorld, type TestAccount, type World } from "../world.ts";

const today = "2020-12-31";
let world: World;
let coach: TestAccount;
let team: TestAccount;

before(async () => {
  world = await openWorld({
    operations: ["youth_guarantee", "technical_assistance"],
    share: 0.05,
    settings: { today },
  });
  coach = await world.account({ role: "service_worker", operation: "youth_guarantee" });
  team = await world.account({ role: "service_worker", operation: "technical_assistance" });
});
after(() => world.close());

const open = async (account: TestAccount) => {
  const page = await world.page(account);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  return { page, errors };
};

const listed = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** The first number of a row of the year's figures. */
const figureOf = async (page: Page, name: string): Promise<string | null> => {
  const table = page.getByRole("table", { name: "Les chiffres de l’année" });
  return table.getByRole("row", { name }).getByRole("cell").first().textContent();
};

/** Types the answer into a form of the page and leaves the field, as who types does. */
const fill = async (page: Page, label: RegExp, text: string) => {
  const box = page.getByRole("textbox", { name: label });
  await box.fill(text);
  await box.blur();
};

test("a coach makes the offer that is due first: it leaves the list, and the year's figures have it", async () => {
  const { page, errors } = await open(coach);
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: "Service Youth Guarantee" }).waitFor();
  const due = listed(page, "Offres à proposer, les plus proches d'abord");
  const count = Number(/\d+/.exec((await due.getByText(/^\d+ fiches?$/).textContent()) ?? "")?.[0]);
  const accepted = Number(await figureOf(page, "Youth Guarantee : offres acceptées"));
  const [first] = await due.getByRole("listitem").all();
  const name = (await first?.getByRole("link").textContent()) ?? "";
  await due.getByRole("link", { name }).click();
  await page.getByRole("link", { name: "Modifier", exact: true }).click();
  await fill(page, /^Date de l'offre/, "30/12/2020");
  await page.getByRole("radio", { name: "emploi", exact: true }).check({ force: true });
  await page.getByRole("radio", { name: "acceptée", exact: true }).check({ force: true });
  await page.getByRole("button", { name: /^Enregistrer/ }).click();
  await page
    .getByText(/Enregistré/)
    .first()
    .waitFor();

  await page.goto("/fr/services/youth_guarantee");
  await listed(page, "Offres à proposer, les plus proches d'abord")
    .getByText(`${count - 1} fiche${count > 2 ? "s" : ""}`, { exact: true })
    .waitFor();
  assert.equal(await page.getByRole("link", { name, exact: true }).count(), 0);
  assert.equal(await figureOf(page, "Youth Guarantee : offres acceptées"), String(accepted + 1));
  await page.getByRole("link", { name: "La réponse au parlement pour 2020" }).click();
  const answer = page.getByRole("table", { name: "Service Youth Guarantee" });
  const row = answer.getByRole("row", { name: /dont offres acceptées/ });
  assert.equal(await row.getByRole("cell").first().textContent(), String(accepted + 1));
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the team records a report that was due, plans a control, and finds both in the year's figures", async () => {
  const { page, errors } = await open(team);
  await page.goto("/fr/services/technical_assistance");
  const planned = Number(await figureOf(page, "Contrôles prévus"));
  await listed(page, "Rapports de contrôle à envoyer")
    .getByRole("listitem")
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("button", { name: "Noter le rapport envoyé" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /Rapport envoyé le/ }).fill("31/12/2020");
  await dialog.getByRole("radio", { name: "aucun" }).check({ force: true });
  await dialog.getByRole("button", { name: "Noter le rapport envoyé" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.goto("/fr/services/technical_assistance");
  await listed(page, "Contrôles à clôturer").waitFor();
  assert.equal(await listed(page, "Rapports de contrôle à envoyer").count(), 0);
  await page.getByRole("button", { name: "Ajouter une fiche" }).click();
  await page.getByRole("menuitem", { name: "Contrôles de premier niveau" }).click();
  await fill(page, /Numéro du contrôle/, "DEMO-C-2020-900");
  await fill(page, /Inscrit au plan le/, "28/12/2020");
  await fill(page, /Prévu le/, "31/12/2020");
  await page.getByRole("combobox", { name: /Partenaire contrôlé/ }).fill("CPAS de Forest");
  await page.getByRole("option", { name: "CPAS de Forest" }).click();
  await page.getByRole("radio", { name: "sur place" }).check({ force: true });
  await page.getByRole("radio", { name: "prévu", exact: true }).check({ force: true });
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await page
    .getByText(/Enregistré/)
    .first()
    .waitFor();

  await page.goto("/fr/services/technical_assistance");
  await listed(page, "Contrôles à faire").getByRole("link", { name: "DEMO-C-2020-900" }).waitFor();
  assert.equal(await figureOf(page, "Contrôles prévus"), String(planned + 1));
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("another service's worker finds their own only; an officer counts and reads no name; a partner elsewhere finds none", async () => {
  const ask = async (account: TestAccount, path: string) =>
    world.app.request(path, { headers: account.headers });
  assert.equal((await ask(team, "/api/services/youth_guarantee")).status, 404);
  const partner = await world.account({ role: "case_worker", partner: "cpas_forest" });
  assert.equal((await ask(partner, "/api/services/youth_guarantee")).status, 404);
  const officer = await world.account({ role: "programme_officer" });
  const seen = (await (await ask(officer, "/api/services/youth_guarantee")).json()) as {
    lists: { total: number; columns: { id: string }[]; records: { answers: Record<string, unknown> }[] }[];
  };
  assert.ok(seen.lists.some(({ total }) => total > 0));
  assert.deepEqual(
    seen.lists.flatMap(({ columns, records }) => [
      ...columns.filter(({ id }) => ["last_name", "first_name", "person_number"].includes(id)),
      ...records.filter(({ answers }) => "last_name" in answers || "person_number" in answers),
    ]),
    [],
  );
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*)::int as count from access.reading where account = $1",
    [officer.id],
  );
  assert.equal(rows[0]?.count, 0, "nothing of who anybody is was read, so nothing was noted");
});
