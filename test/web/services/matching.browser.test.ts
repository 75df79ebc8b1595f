import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { MatchingPage, Rates, Shortlist } from "../../../src/matching/shapes.ts";
import { openWorld, type TestAccount } from "../world.ts";

const world = await openWorld({ operations: [], settings: { today: "2020-12-31" } });
after(() => world.close());

/** An export of the employment service's system, under headings of its own. */
const headings =
  "NUM_IBIS;NOM_DE;PRENOM_DE;DT_NAISS;SEXE_DE;CP_DOM;DT_INSCR;DT_INOC;CAT_DE;NIV_ETUDES;METIER1;METIER2;EXP_MOIS;LG_FR;LG_NL;PERMIS_B;DT_PRET;ORIGINE;HANDICAP_DE";
const seeker = (number: number, name: string, change: Readonly<Record<string, string>> = {}): string => {
  const row: Record<string, string> = {
    NUM_IBIS: `ESSAI-${number}`,
    NOM_DE: name,
    PRENOM_DE: "Odile",
    DT_NAISS: "02/05/1999",
    SEXE_DE: "F",
    CP_DOM: "1080",
    DT_INSCR: `0${number % 9}/06/2020`,
    DT_INOC: "01/06/2020",
    CAT_DE: "DEI",
    NIV_ETUDES: "3",
    METIER1: "JAR",
    METIER2: "",
    EXP_MOIS: "0",
    LG_FR: "2",
    LG_NL: "0",
    PERMIS_B: "non",
    DT_PRET: "15/06/2020",
    ORIGINE: "O",
    HANDICAP_DE: "N",
    ...change,
  };
  return headings
    .split(";")
    .map((heading) => row[heading] ?? "")
    .join(";");
};
const people = [
  seeker(1, "Exemplaire", { EXP_MOIS: "12", PERMIS_B: "oui" }),
  seeker(2, "Modèle", { METIER1: "NET", METIER2: "JAR" }),
  seeker(3, "Spécimen"),
  seeker(4, "Âgé", { DT_NAISS: "14/12/1994" }),
  seeker(5, "Juste", { DT_NAISS: "15/12/1994", DT_INOC: "01/12/2020" }),
  seeker(6, "Autremétier", { METIER1: "ADM" }),
  seeker(7, "Autravail", { CAT_DE: "OCC" }),
];

const send = async (account: TestAccount, register: string, answers: Readonly<Record<string, unknown>>) => {
  const kept = await world.app.request(`/api/operations/cpe_oip/registers/${register}/records`, {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({ partner: "actiris", answers }),
  });
  assert.equal(kept.status, 201, await kept.text());
};

const get = async <T>(account: TestAccount, path: string): Promise<T> => {
  const answer = await world.app.request(`/api/services/cpe_oip/matching${path}`, {
    headers: account.headers,
  });
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
};

const section = (page: Page, title: string): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Takes a record one step further, as it is proposed. */
const step = async (page: Page, name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> => {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name, exact: true });
  await fill?.(dialog);
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
};

test("files come from the employment service, somebody is proposed with reasons, hired, under contract, and counts in the quota and in the year", async () => {
  const worker = await world.account({ role: "service_worker", operation: "cpe_oip" });
  await send(worker, "public_bodies", {
    body_number: "OIP-T",
    name: "Jardin botanique inventé",
    staff: 420,
    fte_base: "400.00",
    counts_from: "2020-01-01",
  });
  await send(worker, "public_bodies", {
    body_number: "OIP-D",
    name: "Office dispensé inventé",
    staff: 720,
    fte_base: "700.00",
    counts_from: "2020-01-01",
    internship_fte: "1.50",
    exempt_from: "2020-04-01",
    exempt_until: "2021-03-31",
  });
  await send(worker, "cpe_offers", {
    offer_number: "CPE-T-1",
    received_on: "2020-12-01",
    body_number: "OIP-T",
    job_title: "Ouvrier des espaces verts",
    posts: 1,
    starts_on: "2020-12-14",
    occupation: "gardening",
    french_required: "basic",
    state: "received",
  });
  const page = await world.page(worker);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));

  // The file of the day, from the service's page.
  await page.goto("/fr/");
  await page.getByRole("link", { name: "Services", exact: true }).first().click();
  await page.getByRole("link", { name: "Premiers emplois dans les organismes publics" }).first().click();
  await page.getByRole("link", { name: "Offres et candidats", exact: true }).click();
  await page.getByRole("link", { name: "Déposer un fichier" }).click();
  await page.goto("/fr/files?operation=cpe_oip&partner=actiris&register=job_seekers");
  const path = join(world.folder, "export-ibis.csv");
  writeFileSync(path, `${headings}\n${people.join("\n")}\n`);
  await page.setInputFiles("input[type=file]", path);
  await page.getByRole("button", { name: "Reprendre ces 7 lignes" }).click();
  await page.getByRole("heading", { name: "Reçu nº" }).waitFor();

  // The offer, whom it leaves, why, and who is kept out.
  await page.goto("/fr/services/cpe_oip/matching");
  await page.getByRole("link", { name: "Ouvrier des espaces verts" }).click();
  const candidates = section(page, "Candidats possibles");
  await candidates.getByText("4 personnes remplissent les conditions").waitFor();
  const rows = candidates.getByRole("list").first().locator("> li");
  assert.deepEqual(
    (await rows.locator("label").allInnerTexts()).map((text) => text.trim()),
    [
      "Exemplaire Odile (ESSAI-1)",
      "Spécimen Odile (ESSAI-3)",
      "Juste Odile (ESSAI-5)",
      "Modèle Odile (ESSAI-2)",
    ],
  );
  const first = await rows.first().innerText();
  for (const reason of ["métier cherché en premier", "expérience dans le métier", "permis B", "48 points"])
    assert.ok(first.includes(reason), `${reason}: ${first}`);
  await candidates.getByText("C'est vous qui décidez qui proposer").waitFor();
  const out = section(page, "Qui est écarté, et pourquoi");
  await out.getByRole("button", { name: /Voir des exemples.*âge limite/ }).click();
  await out.getByText("Âgé Odile (ESSAI-4)").waitFor();
  assert.equal(await out.getByText("Juste Odile").count(), 0, "a day younger is not kept out");

  // Two are proposed at once; one is interviewed and hired.
  await candidates.getByText("Exemplaire Odile (ESSAI-1)").click();
  await candidates.getByText("Spécimen Odile (ESSAI-3)").click();
  await candidates.getByRole("button", { name: "Proposer 2 personnes" }).click();
  const proposed = section(page, "Déjà proposés");
  await proposed.getByRole("link", { name: "Spécimen Odile (ESSAI-3)" }).waitFor();
  await proposed.getByText(/48 points ce jour-là · métier cherché en premier : 30/).waitFor();
  const next = proposed.getByRole("button", { name: "Étape suivante : Exemplaire Odile (ESSAI-1)" });
  await next.click();
  await step(page, "Noter l'entretien");
  await next.click();
  await step(page, "Noter l'engagement");
  await proposed.getByText("engagée", { exact: true }).waitFor();

  // The contract starts from what is known already.
  await page.goto("/fr/services/cpe_oip/matching");
  await page.getByRole("link", { name: "Ouvrier des espaces verts" }).click();
  await section(page, "Déjà proposés")
    .getByRole("button", { name: /Enregistrer le contrat/ })
    .click();
  await page.waitForURL(/\/new\?|\/drafts\//);
  const value = (id: string) => page.locator(`[data-field="${id}"] input`).first().inputValue();
  await page.locator('[data-field="last_name"]').waitFor();
  assert.deepEqual(
    [
      await value("person_number"),
      await value("contract_start"),
      await value("contract_end"),
      await value("public_body"),
    ],
    ["ESSAI-1", "14/12/2020", "13/12/2021", "Jardin botanique inventé"],
  );
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await page.waitForURL(/participants\/records\/\d+$/);

  // The quota and the year.
  await page.goto("/fr/services/cpe_oip/matching");
  const quota = section(page, "Quota des organismes");
  await quota.getByText(/^1 sur 6 équivalents temps plein/).waitFor();
  await quota
    .getByText(
      "700 ETP de référence : 10,5, moins 1,5 ETP de dispense jusqu'au 31 mars 2021 : reste 9, soit 9 postes.",
    )
    .waitFor();
  await quota.getByText("non vérifié").waitFor();
  await page.goto("/fr/services/cpe_oip");
  const year = page.getByRole("table", { name: "Les chiffres de l’année" });
  for (const figure of ["Participants", "Candidats engagés par les organismes"]) {
    const row = year.getByRole("row", { name: figure });
    await row.waitFor();
    assert.match(await row.innerText(), /\b1\b/, figure);
  }
  assert.deepEqual(errors, []);
});

test("names are shown to whom they are for and noted; another service and another role see nothing of it, and small groups are hidden", async () => {
  const worker = await world.account({ role: "service_worker", operation: "cpe_oip" });
  const page = await get<MatchingPage>(worker, "");
  const offer = page.offers[0]?.record;
  assert.ok(offer);
  const before = await readings();
  const list = await get<Shortlist>(worker, `/offers/${offer}`);
  assert.equal(list.best[0]?.person?.name, "Juste Odile");
  assert.ok((await readings()) > before, "the names were noted as read");

  // An officer of the programme reads records, and no names; who may read only does not propose.
  const officer = await world.account({ role: "programme_officer" });
  const seen = await get<Shortlist>(officer, `/offers/${offer}`);
  assert.deepEqual([seen.eligible, seen.best[0]?.person, seen.may.propose], [list.eligible, null, false]);
  assert.doesNotMatch(JSON.stringify(seen), /Odile|ESSAI/);
  const propose = (account: TestAccount, records: readonly number[]) =>
    world.app.request(`/api/services/cpe_oip/matching/offers/${offer}/propose`, {
      method: "POST",
      headers: { ...account.headers, "content-type": "application/json" },
      body: JSON.stringify({ records }),
    });
  assert.equal((await propose(officer, [list.best[0]?.record ?? 0])).status, 403);

  // Nobody is proposed whom a condition keeps out, and then nobody at all is.
  const { rows } = await world.pool.query<{ record: number }>(
    "select record from register.job_seekers where birth_date = '1994-12-14'",
  );
  const refused = await propose(worker, [list.best[0]?.record ?? 0, rows[0]?.record ?? 0]);
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /âge limite/);
  assert.equal((await get<Shortlist>(worker, `/offers/${offer}`)).proposed.length, list.proposed.length);

  const rates = await get<Rates>(worker, "/rates?year=2020");
  const counts = rates.groups.flatMap(({ rows: groups }) => groups.map(({ proposed }) => proposed.count));
  assert.ok(
    counts.every((count) => count === null || count === 0),
    JSON.stringify(counts),
  );
  assert.ok(rates.groups.some(({ special }) => special));

  const other = await world.account({ role: "service_worker", operation: "link" });
  const partner = await world.account({ role: "case_worker", partner: "cpas_forest" });
  for (const account of [other, partner])
    for (const path of ["", `/offers/${offer}`, `/offers/${offer}/excluded/age`, "/rates"]) {
      const answer = await world.app.request(`/api/services/cpe_oip/matching${path}`, {
        headers: account.headers,
      });
      assert.equal(answer.status, 404, `${account.role} ${path}`);
      assert.doesNotMatch(await answer.text(), /Odile|ESSAI|Jardin/);
    }
});

const readings = async (): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>(
    "select count(*) as count from access.reading where register = 'job_seekers'",
  );
  return rows[0]?.count ?? 0;
};
