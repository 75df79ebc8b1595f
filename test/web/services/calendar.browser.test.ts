import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Kept } from "../../../src/entry/shapes.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

const today = "2020-12-31";
let world: World;

before(async () => {
  world = await openWorld({ operations: [], settings: { today } });
});
after(() => world.close());

const open = async (account: TestAccount | undefined, width = 1280) => {
  const page = await world.page(account, { width });
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  return { page, errors };
};

/** The number of a row of the year's figures on the service's page. */
const figureOf = async (page: Page, name: string): Promise<number> => {
  const table = page.getByRole("table", { name: "Les chiffres de l’année" });
  const text = await table.getByRole("row", { name }).getByRole("cell").first().textContent();
  return Number((text ?? "").replaceAll(/\s/g, "").replace(",", "."));
};

const field = (page: Page, id: string) => page.locator(`[data-field="${id}"] input`).first();

const fillAll = async (page: Page, answers: Readonly<Record<string, string>>) => {
  for (const [id, text] of Object.entries(answers)) {
    await field(page, id).fill(text);
    await field(page, id).blur();
  }
};

const kept = (page: Page) =>
  page
    .getByText(/Enregistré/)
    .first()
    .waitFor();

/** Keeps a record as a partner's own software does. */
const send = async (
  account: TestAccount,
  place: string,
  partner: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<number> => {
  const [operation = "", register = ""] = place.split("/");
  const answer = await world.app.request(`/api/operations/${operation}/registers/${register}/records`, {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({ partner, answers }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 201, text);
  return (JSON.parse(text) as Kept).record;
};

const participant = (account: TestAccount, operation: string, partner: string, number: number) =>
  send(account, `${operation}/participants`, partner, {
    person_number: `ESSAI-${operation}-${number}`,
    last_name: `Exemplaire${number}`,
    first_name: "Odile",
    birth_date: "1985-06-03",
    gender: "woman",
    entry_date: "2020-02-03",
    employment_at_entry: "unemployed",
    unemployed_since: "2019-01-02",
  });

const session = (account: TestAccount, operation: string, partner: string, number: string, places: number) =>
  send(account, `${operation}/workshop_sessions`, partner, {
    session_number: number,
    kind: "interview",
    planned_on: "2020-12-01",
    date: today,
    starts_at: "00:00",
    ends_at: "23:59",
    places,
    hours: "3.00",
  });

test("ARAE: a workshop is planned, people registered, one signs at the door on a phone, and the hours count in the year", async () => {
  const partner = "arae_de_jobbrug";
  const worker = await world.account({ role: "case_worker", partner });
  for (const number of [1, 2, 3]) await participant(worker, "arae", partner, number);
  const { page, errors } = await open(worker);
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: /ARAE/ }).waitFor();
  const hours = await figureOf(page, "Heures suivies en atelier");
  await page.getByRole("link", { name: /^Calendrier des/ }).click();
  await page.getByRole("link", { name: "Programmer une séance" }).click();
  await page.locator('[data-field="session_number"]').waitFor();
  await page.locator('[data-field="kind"] button').click();
  await page.getByRole("option", { name: "CV et lettre" }).click();
  await fillAll(page, {
    session_number: "JB-2020-901",
    planned_on: "15/12/2020",
    date: "31/12/2020",
    starts_at: "0h00",
    ends_at: "23:59",
    place: "Salle inventée",
    places: "2",
    hours: "2,5",
  });
  const add = page.getByRole("button", { name: /^Enregistrer/ }).first();
  await add.click();
  await kept(page);

  await page.goto("/fr/services/arae/calendar?view=day");
  await page.getByText("0 sur 2 places").waitFor();
  await page.getByRole("link", { name: "CV et lettre" }).click();
  await page.getByRole("heading", { level: 1, name: "CV et lettre" }).waitFor();
  const search = page.getByRole("searchbox", { name: /^Nom ou numéro de dossier/ });
  for (const [number, button] of [
    [1, "Inscrire"],
    [2, "Inscrire"],
    [3, "Mettre en attente"],
  ] as const) {
    await search.fill(`exemplaire${number}`);
    await search.press("Enter");
    await page.getByRole("button", { name: `${button} – Exemplaire${number} Odile` }).click();
    await page.getByRole("link", { name: `Exemplaire${number} Odile` }).waitFor();
  }
  await page.getByText("La séance est complète").first().waitFor();
  await page.getByRole("heading", { name: "Liste d’attente (1)" }).waitFor();

  await page.getByRole("link", { name: "Afficher le code" }).click();
  const code =
    (await page
      .getByRole("main")
      .getByText(/^[A-Z2-9]{6}$/)
      .textContent()) ?? "";
  const phone = await open(undefined, 390);
  for (const [language, sign] of [
    ["nl", "Ik ben er"],
    ["fr", "Je suis là"],
  ] as const) {
    await phone.page.goto(`/${language}/door/${code}`);
    const box = phone.page.getByRole("textbox");
    await box.fill(language === "fr" ? "ESSAI-arae-1" : "PERSONNE-0");
    await phone.page.getByRole("button", { name: sign }).click();
    await phone.page.getByText(language === "fr" ? /^Merci/ : /^Bedankt/).waitFor();
  }
  assert.deepEqual(phone.errors, []);

  await page.getByRole("link", { name: "Passer à la liste des présences" }).click();
  await page.getByText("signé par code").waitFor();
  await page.getByRole("group", { name: "Exemplaire2 Odile" }).getByText("Absent").click();
  await page.getByText("1 présents, 0 excusés, 1 absents.").waitFor();
  await page.getByRole("button", { name: "Enregistrer les présences" }).click();
  await page.getByText("2,50 h").waitFor();
  await page.getByText("tenue").first().waitFor();

  await page.goto("/fr/services/arae");
  await page.getByRole("table", { name: "Les chiffres de l’année" }).waitFor();
  assert.equal(await figureOf(page, "Heures suivies en atelier"), hours + 2.5);
  assert.deepEqual(errors, []);

  const other = await world.account({ role: "case_worker", partner: "arae_ressort_emploi" });
  const theirs = await open(other);
  await theirs.page.goto("/fr/services/arae/calendar?view=day");
  await theirs.page.getByText("Aucune séance dans cette période").waitFor();
  assert.equal(await theirs.page.getByText("CV et lettre").count(), 0);
});

test("GRAE: a place given back goes to the first who waits, who is named; attendance makes the year's people", async () => {
  const worker = await world.account({ role: "service_worker", operation: "grae" });
  for (const number of [1, 2]) await participant(worker, "grae", "actiris", number);
  await session(worker, "grae", "actiris", "GRAE-901", 1);
  const { page, errors } = await open(worker);
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: /GRAE/ }).waitFor();
  const people = await figureOf(page, "Personnes venues en atelier");
  await page.getByRole("link", { name: /^Calendrier des/ }).click();
  await page
    .getByRole("link", { name: /entretien d.embauche/i })
    .first()
    .click();
  const search = page.getByRole("searchbox", { name: /^Nom ou numéro de dossier/ });
  for (const number of [1, 2]) {
    await search.fill(`ESSAI-grae-${number}`);
    await search.press("Enter");
    await page.getByRole("button", { name: new RegExp(`– Exemplaire${number} Odile`) }).click();
    await page.getByRole("link", { name: `Exemplaire${number} Odile` }).waitFor();
  }
  await page.getByRole("button", { name: "Désinscrire" }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Désinscrire" }).click();
  await page.getByText("Exemplaire2 Odile passe de la liste d’attente").first().waitFor();
  await page.getByRole("heading", { name: "Désinscrits (1)" }).waitFor();
  await page.getByRole("link", { name: "Noter les présences" }).click();
  await page.getByRole("button", { name: "Tous les autres sont présents" }).click();
  await page.getByRole("button", { name: "Enregistrer les présences" }).click();
  await page.getByText("noté sur la liste").waitFor();
  await page.goto("/fr/services/grae");
  await page.getByRole("table", { name: "Les chiffres de l’année" }).waitFor();
  assert.equal(await figureOf(page, "Personnes venues en atelier"), people + 1);
  assert.deepEqual(errors, []);

  const outside = await world.account({ role: "case_worker", partner: "arae_de_jobbrug" });
  const { page: theirs } = await open(outside);
  await theirs.goto("/fr/services/grae/calendar?view=day&day=2020-12-31");
  await theirs
    .getByText(/accessible|Aucune séance/)
    .first()
    .waitFor();
  assert.equal(await theirs.getByText(/entretien d.embauche/i).count(), 0);
});

test("JEEP: two sessions of a class are held and count one class; a candidate of the desk is proposed and hired", async () => {
  const partner = "mission_locale_forest";
  const trainer = await world.account({ role: "case_worker", partner });
  const { page, errors } = await open(trainer);
  const lesson = (halfDay: string) =>
    send(trainer, "jeep_jump/class_sessions", partner, {
      school: "École d'essai",
      network: "fr",
      class_name: "6ESSAI",
      school_year: "2020",
      date: today,
      half_day: halfDay,
      starts_at: halfDay === "morning" ? "09:00" : "13:30",
      ends_at: halfDay === "morning" ? "12:00" : "16:30",
      topic: "interview",
      state: "planned",
    });
  await lesson("morning");
  await lesson("afternoon");
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: /JEEP et JUMP/ }).waitFor();
  const classes = await figureOf(page, "Classes touchées");
  const hired = await figureOf(page, "Candidats engagés par le guichet");
  const found = await figureOf(page, "Élèves qui ont trouvé un job étudiant");
  for (const hour of ["09:00", "13:30"]) {
    await page.goto("/fr/services/jeep_jump/calendar?view=year");
    await page.getByText("Du 1er septembre 2020 au 31 août 2021").waitFor();
    const line = page.getByRole("listitem").filter({ hasText: "École d'essai" }).filter({ hasText: hour });
    await line.getByRole("link").click();
    await page.getByRole("link", { name: "Noter les présences" }).click();
    await page.getByRole("textbox", { name: /Nombre d'élèves présents/ }).fill("17");
    await page.getByRole("button", { name: "Enregistrer les présences" }).click();
    await page.getByText("17 élèves présents").waitFor();
  }

  await send(trainer, "jeep_jump/student_job_offers", partner, {
    offer_number: "OJ-ESSAI-1",
    employer_number: "0012345625",
    received_on: "2020-12-01",
    works_from: "2021-02-01",
    works_until: "2021-02-28",
    places: 2,
  });
  const pupil = await send(trainer, "jeep_jump/student_applications", partner, {
    pupil_number: "MF-ESSAI",
    applied_on: "2020-12-10",
    network: "fr",
    state: "candidate",
  });
  await page.goto(`/fr/operations/jeep_jump/registers/student_applications/records/${pupil}`);
  const step = async (name: string, answer?: Readonly<Record<string, string>>) => {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog");
    for (const [id, text] of Object.entries(answer ?? {})) {
      const box = dialog.locator(`[data-field="${id}"] input, [name="${id}"]`).first();
      await box.fill(text);
      await box.blur();
    }
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await step("Le dossier est complet");
  await step("Proposer à un employeur", {
    offer_number: "OJ-ESSAI-1",
    employer_number: "0012345625",
  });
  // The hire is noted where the job is entered with it: the record leads there.
  await page.getByRole("link", { name: "L'élève est engagé", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /séjours$/ }).waitFor();
  await page
    .getByRole("table", { name: "Attendus", exact: true })
    .getByRole("row")
    .filter({ hasText: "MF-ESSAI" })
    .getByRole("button", { name: /^Le séjour commence/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Le séjour commence", exact: true }).click();
  await page.getByText("Le séjour a commencé.").first().waitFor();
  await page.goto("/fr/services/jeep_jump");
  await page.getByRole("table", { name: "Les chiffres de l’année" }).waitFor();
  assert.equal(await figureOf(page, "Classes touchées"), classes + 1);
  assert.equal(await figureOf(page, "Candidats engagés par le guichet"), hired + 1);
  assert.equal(await figureOf(page, "Élèves qui ont trouvé un job étudiant"), found + 1);
  assert.deepEqual(errors, []);

  const officer = await open(await world.account({ role: "programme_officer" }));
  await officer.page.goto("/fr/services/jeep_jump");
  await officer.page.getByRole("heading", { name: "Cibles de toute la période" }).waitFor();
  await officer.page.getByText("Source non vérifiée").waitFor();
  assert.equal(await officer.page.getByText(/1.800/).first().isVisible(), true);

  const dutch = await world.account({ role: "case_worker", partner: "trace_brussel", language: "nl" });
  const theirs = await open(dutch);
  await theirs.page.goto("/nl/services/jeep_jump/calendar?view=day");
  await theirs.page.getByText("Geen sessies in deze periode").waitFor();
  await theirs.page.goto("/nl/services/jeep_jump");
  await theirs.page.getByRole("heading", { level: 1, name: /JEEP en JUMP/ }).waitFor();
  assert.equal(await theirs.page.getByText("MF-ESSAI").count(), 0);
});
