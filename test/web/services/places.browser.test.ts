import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Kept } from "../../../src/entry/shapes.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

const today = "2020-12-31";

let world: World;
before(async () => {
  const operations = ["childcare", "european_internships", "eures"];
  world = await openWorld({ operations, share: 0.02, settings: { today } });
});
after(() => world.close());

const worker = (operation: string) => world.account({ role: "service_worker", operation });

const open = async (account: TestAccount): Promise<Page> => {
  const page = await world.page(account);
  page.on("pageerror", (error) => assert.fail(error));
  return page;
};

/** From the first screen to the page of a service's places. */
const toPlaces = async (page: Page, service: string): Promise<void> => {
  await page.goto("/fr");
  await page.getByRole("navigation").getByRole("link", { name: "Services", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Services" }).waitFor();
  await page
    .getByRole("link", { name: world.programme.services.get(service)?.label.fr ?? "", exact: true })
    .click();
  await page.getByRole("link", { name: "Places et séjours" }).click();
  await page.getByRole("heading", { level: 1, name: /séjours$/ }).waitFor();
};

/** This year's number in the figures of a service's page. */
const figureOf = async (page: Page, service: string, name: string): Promise<number> => {
  await page.goto(`/fr/services/${service}`);
  const table = page.getByRole("table", { name: "Les chiffres de l’année" });
  return Number(await table.getByRole("row", { name }).getByRole("cell").first().textContent());
};

const type = async (page: Page, label: RegExp, text: string): Promise<void> => {
  const box = page.getByRole("textbox", { name: label });
  await box.fill(text);
  await box.blur();
};

/** Takes a step of the record that is open, with the answers that it proposes and those given. */
const step = async (page: Page, name: string, texts: readonly (readonly [RegExp, string])[] = []) => {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name, exact: true });
  for (const [label, text] of texts) {
    const box = dialog
      .getByRole("textbox", { name: label })
      .or(dialog.getByRole("combobox", { name: label }));
    await box.fill(text);
    await box.blur();
  }
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
};

const row = (page: Page, table: string, name: string) =>
  page.getByRole("table", { name: table, exact: true }).getByRole("row").filter({ hasText: name });

/** Opens the next steps of a request, where it stands in a list. */
const next = (page: Page, table: string, name: string) =>
  row(page, table, name)
    .getByRole("button", { name: `Étape suivante : ${name}` })
    .click();

const begins = (page: Page, name: string) =>
  row(page, "Attendus", name)
    .getByRole("button", { name: /^Le séjour commence/ })
    .click();

/** Writes a record without a browser, where the day is about what comes after. */
const add = async (account: TestAccount, register: string, answers: Readonly<Record<string, unknown>>) => {
  const path = `/api/operations/${account.operation}/registers/${register}/records`;
  const response = await world.app.request(path, {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({ answers }),
  });
  assert.equal(response.status, 201, await response.clone().text());
  const { record } = (await response.json()) as Kept;
  return `/fr/operations/${account.operation}/registers/${register}/records/${record}`;
};

test("childcare: from a parent's request to the child's first day, which the year's figures have", async () => {
  const page = await open(await worker("childcare"));
  const stays = await figureOf(page, "childcare", "Séjours d'enfants");
  await toPlaces(page, "childcare");
  await page.getByRole("link", { name: "Ajouter une demande de place" }).click();
  await page.getByRole("button", { name: /Pour quel partenaire/ }).click();
  await page.getByRole("option", { name: "Maisons d'enfants d'Actiris" }).click();
  await page.getByRole("heading", { name: "L'enfant et son parent" }).waitFor();
  await type(page, /^Numéro de l'enfant/, "ESSAI-E900");
  await type(page, /^Date de naissance de l'enfant/, "06/06/2019");
  await type(page, /^Numéro IBIS du parent/, "ESSAI-900");
  await type(page, /^Date de la demande/, "14/12/2020");
  await type(page, /^Souhaité à partir du/, "31/12/2020");
  await page.getByRole("radio", { name: "crèche", exact: true }).check({ force: true });
  await page.getByRole("radio", { name: "début d'un emploi", exact: true }).check({ force: true });
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await step(page, "Conditions remplies");

  await toPlaces(page, "childcare");
  await row(page, "Liste d'attente", "ESSAI-E900").getByText("un emploi commence +30").waitFor();
  await row(page, "Liste d'attente", "ESSAI-E900")
    .getByRole("button", { name: /^Proposer une place/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Places libres chaque jour du 31/12/2020 au 05/06/2022.").waitFor();
  await dialog.getByRole("radio", { name: /Maison d'enfants du Tilleul/ }).check({ force: true });
  await dialog.getByRole("button", { name: "Proposer cette place" }).click();
  await row(page, "Attendus", "ESSAI-E900").getByText("place proposée").waitFor();

  await next(page, "Attendus", "ESSAI-E900");
  await step(page, "Noter le contrat signé");
  await begins(page, "ESSAI-E900");
  await dialog.getByRole("button", { name: "Le séjour commence", exact: true }).click();
  await page.getByText("Le séjour a commencé.").first().waitFor();
  assert.equal(await figureOf(page, "childcare", "Séjours d'enfants"), stays + 1);

  // At the crèche next door nobody sees the child, and their own places only.
  const other = await open(await world.account({ role: "case_worker", partner: "childcare_le_petit_pont" }));
  await toPlaces(other, "childcare");
  const structures = other.getByRole("listitem").filter({ hasText: /libres? sur \d+ aujourd'hui/ });
  await structures.first().waitFor();
  assert.deepEqual(await structures.getByRole("heading").allTextContents(), ["Le Petit Pont"]);
  assert.equal(await other.getByText("ESSAI-E900").count(), 0);
  assert.equal(await other.getByText("Maison d'enfants du Tilleul").count(), 0);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("European internships: nobody departs without their documents; who departs is a participant of the year", async () => {
  const account = await worker("european_internships");
  const page = await open(account);
  const participants = await figureOf(page, "european_internships", "Participants");
  const address = await add(account, "internship_candidacies", {
    person_number: "ESSAI-S900",
    birth_date: "1996-05-05",
    gender: "woman",
    applied_on: "2020-12-01",
    wanted_from: "2020-12-31",
    doc_cv: true,
    doc_identity: true,
    doc_insurance: true,
  });
  await page.goto("/fr/services/european_internships");
  await page.getByRole("region", { name: "Candidatures à vérifier" }).getByText("ESSAI-S900").click();
  await step(page, "Conditions remplies");
  await toPlaces(page, "european_internships");
  await next(page, "Liste d'attente", "ESSAI-S900");
  // A step offers the same employers as the form does, found by their name.
  await page.getByRole("button", { name: "Employeur trouvé", exact: true }).click();
  const host = page
    .getByRole("dialog", { name: "Employeur trouvé", exact: true })
    .getByRole("combobox", { name: /^Numéro de l'employeur/ });
  await host.fill("ficcion norte");
  await page.getByRole("option", { name: /Ficción Norte/ }).click();
  assert.equal(await host.inputValue(), "H-ES1");
  await page.keyboard.press("Escape");
  await step(page, "Employeur trouvé", [
    [/^Numéro de l'employeur/, "H-ES1"],
    [/^Pays du stage/, "ES"],
    [/^Départ/, "31/12/2020"],
    [/^Fin prévue/, "30/06/2021"],
  ]);
  await next(page, "Attendus", "ESSAI-S900");
  await step(page, "Noter la convention signée");
  await page.goto("/fr/services/european_internships");
  await page
    .getByRole("region", { name: "Documents manquants avant le départ" })
    .getByText("ESSAI-S900")
    .waitFor();

  await toPlaces(page, "european_internships");
  const begin = async () => {
    await begins(page, "ESSAI-S900");
    await page.getByRole("dialog").getByRole("button", { name: "Le séjour commence", exact: true }).click();
  };
  await begin();
  await page
    .getByRole("dialog")
    .getByText(/Carte européenne d'assurance maladie/)
    .waitFor();
  await page.goto(address);
  await page.getByRole("link", { name: "Modifier", exact: true }).click();
  const card = page.locator('[data-field="doc_health_card"]');
  await card.getByRole("radio", { name: /^oui$/i }).check({ force: true });
  await page.getByRole("button", { name: /^Enregistrer/ }).click();
  await page
    .getByText(/^Enregistré à/)
    .first()
    .waitFor();
  await toPlaces(page, "european_internships");
  await begin();
  await page.getByText("Le séjour a commencé.").first().waitFor();
  assert.equal(await figureOf(page, "european_internships", "Participants"), participants + 1);

  // Another service of the same body has no way in.
  const other = await open(await worker("eures"));
  await other.goto("/fr/services/european_internships/places");
  await other
    .getByText(/n'existe pas|introuvable/i)
    .first()
    .waitFor();
  assert.equal(await other.getByText("ESSAI-S900").count(), 0);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("EURES: a person placed twice is one placement and two contracts of the year", async () => {
  const account = await worker("eures");
  const page = await open(account);
  const before = [
    await figureOf(page, "eures", "Placements uniques à l'étranger"),
    await figureOf(page, "eures", "Contrats à l'étranger"),
  ];
  for (const [registered, starts] of [
    ["2020-12-01", "28/12/2020"],
    ["2020-12-02", "31/12/2020"],
  ] as const) {
    await page.goto(
      await add(account, "mobility_candidates", {
        person_number: "ESSAI-M900",
        registered_on: registered,
        wanted: "job",
        wanted_from: "2020-12-28",
      }),
    );
    await step(page, "Noter le premier conseil");
    await step(page, "Un employeur propose un contrat", [
      [/^Pays/, "DE"],
      [/^Début du contrat/, starts],
    ]);
    await toPlaces(page, "eures");
    await begins(page, "ESSAI-M900");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Le séjour commence", exact: true }).click();
    await page.getByText("Le séjour a commencé.").first().waitFor();
  }
  assert.deepEqual(
    [
      await figureOf(page, "eures", "Placements uniques à l'étranger"),
      await figureOf(page, "eures", "Contrats à l'étranger"),
    ],
    [(before[0] ?? 0) + 1, (before[1] ?? 0) + 2],
  );
  await page.goto("/fr/questions/eures?year=2020");
  const answer = page.getByRole("table", { name: "EURES Boost Your Mobility" });
  // So few people are not told to parliament.
  await answer.getByRole("row", { name: /Contrats à l'étranger masqué/ }).waitFor();
  await page.context().close();
});
