import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { openWorld, type TestAccount, type World } from "../world.ts";

let world: World;
before(async () => {
  world = await openWorld({ operations: [] });
});
after(() => world.close());

const partnersOf = (operation: string): readonly string[] =>
  world.programme.operations.get(operation)?.partners ?? [];
const officer = () => world.account({ role: "programme_officer" });
const manager = (partner: string) => world.account({ role: "partner_manager", operation: "arae", partner });

/** What a person types, and how often. */
let typed = 0;
const type = async (within: Page | Locator, label: string | RegExp, text: string): Promise<void> => {
  typed += 1;
  const box = within.getByRole("textbox", { name: label }).first();
  await box.fill(text);
  await box.blur();
};
const told = (what: string) => {
  process.stdout.write(`${what}: ${typed} fields typed\n`);
  typed = 0;
};

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
const choose = (within: Page | Locator, name: string) =>
  within.getByRole("radio", { name, exact: true }).first().check({ force: true });
const dayOf = (moment: Date) => moment.toLocaleDateString("fr-BE", { timeZone: "Europe/Brussels" });
const saved = (page: Page) => page.locator('[data-save="saved"]').waitFor();
const title = "Accompagner et former 2027";

/** The number that the address of the page ends with. */
const numberIn = async (page: Page, pattern: RegExp): Promise<number> => {
  await page.waitForURL(pattern);
  return Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1]);
};

/** Answers the template, from the calls to a draft in which nothing is missing. */
const answer = async (page: Page): Promise<number> => {
  await page.getByRole("link", { name: "Répondre à cet appel" }).click();
  await press(page, "Répondre à cet appel");
  const candidacy = await numberIn(page, /candidacies\/\d+$/);
  await type(page, /^Expérience/, "Dix ans d'ateliers de recherche d'emploi.");
  await choose(page, "jeunes");
  await type(page, /^Méthode/, "Accueil, ateliers, suivi.");
  await type(page, /^Personnes accompagnées par an/, "120");
  await type(page, /^Début possible/, "01/01/2027");
  await type(page, /^Quantité prévue/, "2000");
  await type(page, /^Adresse e-mail de contact/, "projets@organisme.example");
  await saved(page);
  return candidacy;
};

/** Puts the closing of the call in the past, as time would. */
const close = async (): Promise<void> => {
  const client = await world.pool.connect();
  try {
    await client.query("select pg_sleep(1); begin; set local session_replication_role = replica");
    await client.query("update agreement.call set closes_at = clock_timestamp()");
    await client.query("commit");
  } finally {
    client.release();
  }
};

test("from a call to an agreement in force: nothing is typed twice, and who comes too late is told so", async () => {
  const [first = "", second = "", third = ""] = partnersOf("arae");
  const authority = await open(await officer(), "/fr/money/calls");
  await authority.getByRole("link", { name: "Préparer un appel" }).click();
  await authority.getByRole("heading", { level: 1, name: "Préparer un appel" }).waitFor();
  await authority.locator('[data-field="operation"] button').click();
  await authority
    .getByRole("option", { name: world.programme.operations.get("arae")?.title.fr ?? "" })
    .click();
  await type(authority, /^Titre de l.appel/, title);
  await type(authority, /^Présentation/, "Des ateliers de recherche active d'emploi.");
  await type(authority, /^Clôture/, dayOf(new Date(Date.now() + 40 * 86_400_000)));
  await type(authority, /^Budget de l.appel/, "250.000");
  for (const [n, criterion] of ["Expérience", "Méthode"].entries()) {
    await press(authority, "Ajouter un critère");
    await type(authority, new RegExp(`^Critère ${n + 1}$`), criterion);
    typed += 1;
    const points = authority.locator(`[data-field="points:${n}"] input`);
    await points.fill(n === 0 ? "40" : "60");
  }
  await authority
    .getByRole("checkbox", { name: /^Barème standard de coût unitaire/ })
    .first()
    .check({ force: true });
  await press(authority, "Ajouter une ligne");
  await authority.getByRole("menuitem", { name: /Heure d.atelier suivie/ }).click();
  await press(authority, "Ajouter un objectif");
  await authority.getByRole("menuitem", { name: /Accompagnements commencés/ }).click();
  await type(authority, /^À atteindre/, "100");
  await press(authority, "Garder le brouillon");
  await authority.getByRole("heading", { level: 1, name: title }).waitFor();
  await press(authority, "Publier l'appel");
  await authority.getByText(/il reste/).waitFor();
  const call = await numberIn(authority, /calls\/\d+$/);
  told("Call");

  const partner = await open(await manager(first), "/fr/money/calls");
  await partner.getByRole("link", { name: "Répondre à cet appel" }).waitFor();
  const other = await open(await manager(second), "/fr/money/calls");
  const late = await open(await manager(third), "/fr/money/calls");
  await answer(late);
  told("Candidacy that will come too late");
  const candidacy = await answer(partner);
  await partner.getByText("Rien ne manque.", { exact: false }).waitFor();
  await press(partner, "Envoyer la candidature");
  await partner
    .getByText(/Accusé de réception n°/)
    .first()
    .waitFor();
  told("Candidacy");

  await close();
  await press(late, "Envoyer la candidature");
  await late
    .getByText(/L.appel n.est pas ouvert : rien n.y a été déposé/)
    .or(late.getByText("Cette candidature n'a pas été envoyée"))
    .first()
    .waitFor();
  await late.getByText("Cette candidature n'a pas été envoyée").waitFor();
  await late.context().close();

  await authority.goto(`/fr/money/calls/${call}`);
  await authority.getByRole("link", { name: world.programme.partners.get(first)?.name.fr ?? "" }).click();
  const candidate = authority.getByRole("radiogroup", { name: /organisme que l.appel admet/ });
  await choose(candidate, "Rempli");
  await press(authority, "Déclarer recevable");
  await authority.getByRole("heading", { name: "2. Points par critère" }).waitFor();
  for (const [name, points] of [
    ["Expérience", "35"],
    ["Méthode", "50"],
  ] as const) {
    const criterion = authority.getByRole("region", { name, exact: true });
    await type(criterion, /^Points/, points);
    await type(criterion, /^Motivation/, "Solide et détaillé.");
  }
  await press(authority, "Enregistrer les points");
  await authority.getByRole("heading", { name: "3. Avis motivé" }).waitFor();
  await choose(authority, "Favorable");
  await authority.locator('[data-field="reasons"] textarea').fill("Le projet répond à l'appel.");
  typed += 1;
  await press(authority, "Rendre l'avis");
  await authority.getByRole("heading", { name: "4. Décision du comité" }).waitFor();
  await type(authority, /^Date de la décision/, dayOf(new Date()));
  await type(authority, /^Référence du procès-verbal/, "PV 2026-11");
  await authority
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: "decision.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
      ),
    });
  await authority.getByRole("link", { name: "decision.pdf" }).waitFor();
  await press(authority, "Enregistrer la décision");
  await authority.getByRole("button", { name: "Établir la convention" }).waitFor();
  told("Assessment and decision");

  await press(authority, "Établir la convention");
  const agreement = await numberIn(authority, /agreements\/\d+$/);
  await authority.getByRole("button", { name: "Proposer au partenaire" }).waitFor();
  told("Agreement");
  await press(authority, "Proposer au partenaire");
  await authority.getByText("Le partenaire doit accepter chaque ligne").first().waitFor();

  await partner.goto(`/fr/money/agreements/${agreement}`);
  const line = partner.locator('[data-answer="arae_hour"]');
  await choose(line, "À discuter");
  await type(line, /^Votre question ou remarque/, "Nous prévoyons 1.900 heures seulement.");
  await press(partner, /^D.accord avec les \d+ points restants$/);
  await press(partner, "Envoyer 1 question à l'administration");
  await partner.getByText("Le partenaire a mis des lignes en question", { exact: false }).waitFor();
  told("Question about a line");

  await authority.reload();
  await authority.getByText("Nous prévoyons 1.900 heures seulement.").waitFor();
  await press(authority, "Modifier le projet");
  await type(authority, /^Quantité prévue/, "1900");
  await press(authority, "Enregistrer le projet");
  await press(authority, "Proposer au partenaire");
  await authority.getByText("Le partenaire doit accepter chaque ligne").first().waitFor();
  told("Line mended");

  await partner.reload();
  await press(partner, /^D.accord avec les \d+ points restants$/);
  await press(partner, "Accepter la convention");
  await partner.getByText("Le partenaire a tout accepté", { exact: false }).waitFor();
  await authority.reload();
  await press(authority, "Mettre en vigueur");
  await authority.getByText("En vigueur", { exact: true }).first().waitFor();
  assert.equal(typed, 0, "accepting and putting into force ask nothing to be typed");
  for (const tab of ["Côte à côte", "Versions", "Paiements", "Déclarations", "Annexes et guides"]) {
    await authority.getByRole("tab", { name: tab }).click();
    await authority
      .getByRole("tabpanel")
      .getByRole("table")
      .or(authority.getByRole("tabpanel").getByRole("heading"))
      .first()
      .waitFor();
  }
  await press(authority, "Envoyer une nouvelle version");
  await type(authority.getByRole("dialog"), /^Vaut à partir de l.année/, "2028");
  await press(authority.getByRole("dialog"), "Envoyer le guide");
  await authority
    .getByRole("table", { name: "Guides financiers" })
    .getByText("projets@organisme.example", { exact: false })
    .waitFor();
  told("A new guide");
  await press(authority, "Préparer un avenant");
  const amendment = authority.getByRole("dialog");
  await type(amendment, /^Motif/, "Cent heures de plus.");
  await press(amendment, "Commencer l'avenant");
  await authority.getByRole("tab", { name: "Plan et objectifs" }).click();
  await press(authority, "Modifier le projet");
  await type(authority, /^Quantité prévue/, "2000");
  await press(authority, "Enregistrer le projet");
  await authority.getByRole("button", { name: "Modifier le projet" }).waitFor();
  await press(authority, "Enregistrer la décision");
  const decision = authority.getByRole("dialog");
  await type(decision, /^Date de la décision/, dayOf(new Date()));
  await type(decision, /^Référence du procès-verbal/, "PV 2026-12");
  await press(decision, "Enregistrer la décision");
  await decision.waitFor({ state: "detached" });
  await press(authority, "Proposer au partenaire");
  await authority.getByText("Le partenaire doit accepter chaque ligne").first().waitFor();
  await partner.reload();
  await press(partner, /^D.accord avec les \d+ points restants$/);
  await press(partner, "Accepter la convention");
  await partner.getByText("Le partenaire a tout accepté", { exact: false }).waitFor();
  await authority.reload();
  await press(authority, "Mettre en vigueur");
  await authority.getByRole("button", { name: "Préparer un avenant" }).waitFor();
  await authority.getByRole("tab", { name: "Versions" }).click();
  const changed = authority.getByRole("table", { name: "Ce qui change avec la version 2" });
  assert.match((await changed.textContent()) ?? "", /22\.895,00.€.*24\.100,00.€/);
  told("Amendment");
  await authority.goto("/fr/money/agreements");
  await authority.getByRole("table", { name: "Conventions" }).waitFor();

  await other.goto("/fr/money/agreements");
  await other.getByText("Aucune convention pour l'instant.").waitFor();
  for (const address of [`money/agreements/${agreement}`, `money/candidacies/${candidacy}`]) {
    const answered = other.waitForResponse(
      (response) => response.url().includes("/api/") && response.status() === 404,
    );
    await other.goto(`/fr/${address}`);
    await answered;
    await other.getByRole("alert").waitFor();
  }
  for (const page of [authority, partner, other]) await page.context().close();
});

test("two people of a partner write one candidacy: each is told, and nobody's words are lost", async () => {
  const [partner = ""] = partnersOf("arae");
  const call = await openCall();
  const one = await open(await manager(partner), `/fr/money/calls/${call}`);
  await press(one, "Répondre à cet appel");
  const candidacy = await numberIn(one, /candidacies\/\d+$/);
  const two = await open(await manager(partner), `/fr/money/candidacies/${candidacy}`);
  await type(two, /^Méthode/, "Ce que la seconde personne a écrit.");
  await saved(two);
  await type(one, /^Locaux/, "Ce que la première a écrit.");
  await one.getByText("Quelqu'un d'autre a enregistré cette candidature entre-temps").waitFor();
  await press(one, "Mettre mes réponses par-dessus");
  await saved(one);
  await two.reload();
  const says = (label: RegExp) => two.getByRole("textbox", { name: label }).inputValue();
  await two.getByRole("textbox", { name: /^Méthode/ }).waitFor();
  assert.equal(await says(/^Locaux/), "Ce que la première a écrit.");
  assert.equal(await says(/^Méthode/), "Ce que la seconde personne a écrit.");
  for (const page of [one, two]) await page.context().close();
});

test("a call with parts takes a candidacy of its own for each of them", async () => {
  const [partner = ""] = partnersOf("arae");
  const call = await openCall("Jeunes", "Femmes");
  const page = await open(await manager(partner), `/fr/money/calls/${call}`);
  const forPart = (part: string) => page.getByRole("button", { name: new RegExp(`· ${part}$`) });
  await forPart("Jeunes").click();
  const young = await numberIn(page, /candidacies\/\d+$/);
  await page.getByText("Jeunes").first().waitFor();
  await page.goto(`/fr/money/calls/${call}`);
  await forPart("Femmes").waitFor();
  assert.equal(await forPart("Jeunes").count(), 0, "its candidacy is begun");
  await forPart("Femmes").click();
  const women = await numberIn(page, /candidacies\/\d+$/);
  assert.notEqual(women, young);
  await page.getByText("Femmes").first().waitFor();
  await page.context().close();
});

/** A call of the guidance that is open, made at the interface. */
const openCall = async (...parts: readonly string[]): Promise<number> => {
  const { headers } = await officer();
  const send = async (path: string, body: object): Promise<{ id: number }> => {
    const response = await world.app.request(path, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, await response.clone().text());
    return (await response.json()) as { id: number };
  };
  const same = (text: string) => ({ fr: text, nl: text, en: text });
  const { costs } = world.programme;
  const { id } = await send("/api/operations/arae/calls", {
    title: same("Accompagner"),
    lead: same("Des ateliers."),
    template: "guidance_candidacy",
    guide: costs.guides.at(-1)?.id ?? "",
    opensAt: new Date(Date.now() - 60_000).toISOString(),
    closesAt: new Date(Date.now() + 86_400_000).toISOString(),
    starts: "2027-01-01",
    ends: "2027-12-31",
    budget: "100000.00",
    criteria: [{ id: "quality", label: same("Qualité"), points: 100 }],
    options: ["unit_cost"],
    parts: parts.map((label, n) => ({ id: `part_${n + 1}`, label: same(label) })),
  });
  await send(`/api/calls/${id}/publish`, {});
  return id;
};
