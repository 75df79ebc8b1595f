import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { FillAnswer, References } from "../../../src/entry/reference-shapes.ts";
import type { EntryFinding, Kept, RecordPage } from "../../../src/entry/shapes.ts";
import type { Organisations } from "../../../src/organisation/shapes.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

let world: World;
let consultant: TestAccount;
let diversity: TestAccount;
let officer: TestAccount;

before(async () => {
  world = await openWorld({
    operations: ["employer_consultants", "diversity"],
    share: 0.03,
    settings: { today: "2020-12-31" },
  });
  consultant = await world.account({ role: "service_worker", operation: "employer_consultants" });
  diversity = await world.account({ role: "service_worker", operation: "diversity" });
  officer = await world.account({ role: "programme_officer" });
});
after(() => world.close());

const ask = async (
  account: TestAccount,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> => {
  const answer = await world.app.request(path, {
    method,
    headers: { ...account.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
};

const add = async (account: TestAccount, place: string, answers: object) => {
  const { status, body } = await ask(account, "POST", `/api/operations/${place}/records`, { answers });
  return { status, body: body as Kept };
};

const enterprise = (base: number): string =>
  `${String(base).padStart(8, "0")}${String(97 - (base % 97)).padStart(2, "0")}`;

/** The first number of a row of the year's figures on a service's page. */
const figureOf = async (page: Page, name: string): Promise<number> => {
  const table = page.getByRole("table", { name: "Les chiffres de l’année" });
  const cell = table.getByRole("row", { name }).getByRole("cell").first();
  return Number((await cell.textContent())?.replaceAll(/\D/g, ""));
};

/** Types the answer into a form of the page and leaves the field, as who types does. */
const fill = async (page: Page, label: RegExp, text: string) => {
  const box = page.getByRole("textbox", { name: label });
  await box.fill(text);
  await box.blur();
};
const tick = (page: Page, name: string) =>
  page.getByRole("radio", { name, exact: true }).check({ force: true });
const keep = async (page: Page) => {
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await page
    .getByText(/Enregistré (à|\()/)
    .first()
    .waitFor();
};

test("a consultant calls back, takes an offer that is held for its text, releases it, and finds both in the year", async () => {
  const page = await world.page(consultant);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto("/fr");
  await page.getByRole("link", { name: "Ouvrir le service" }).click();
  await page.getByRole("heading", { level: 1, name: "Consultants employeurs" }).waitFor();
  const contacts = await figureOf(page, "Contacts avec des employeurs");
  const offers = await figureOf(page, "Offres d'emploi enregistrées");

  // The employer's own page, found by name among all that the service knows.
  await page.getByRole("link", { name: "Organisations", exact: true }).click();
  await page.getByRole("searchbox").fill("demo 1");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("heading", { name: /organisations? trouvées?/ }).waitFor();
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("heading", { name: "Ce qui s'est passé" }).waitFor();
  const address = page.url();
  const number = address.split("/").at(-1) ?? "";

  await page.getByRole("link", { name: "Ajouter un contact avec un employeur" }).click();
  const employer = page.getByRole("combobox", { name: /Employeur/ });
  await employer.waitFor();
  assert.equal(await employer.inputValue(), number);
  await fill(page, /Date du contact/, "31/12/2020");
  await tick(page, "visite");
  await page.getByRole("button", { name: /Objet/ }).click();
  await page.getByRole("option", { name: "nouvelle offre" }).click();
  await fill(page, /À rappeler le/, "31/12/2020");
  await keep(page);

  await page.goto(address);
  const due = page.locator("section").filter({ has: page.getByRole("heading", { name: "À faire" }) });
  await due.getByText("Employeur à rappeler").first().waitFor();
  await page.getByRole("link", { name: "Ajouter une offre d'emploi enregistrée" }).click();
  await fill(page, /Référence de l'offre/, "OFF-ESSAI-1");
  await fill(page, /Date d'enregistrement/, "31/12/2020");
  await fill(page, /Code de la profession/, "D1106");
  await fill(page, /Nombre de postes/, "1");
  await fill(page, /Texte de l'offre/, "Jeune entreprise cherche une jeune vendeuse.");
  await keep(page);
  await page.getByText("retenue (texte à revoir)").first().waitFor();
  assert.deepEqual(
    (await page.locator("mark").allTextContents()).map((text) => text.trim()),
    ["jeune (âge)", "vendeuse (sexe)"],
  );

  await page.goto("/fr/services/employer_consultants");
  const held = page.getByRole("region", { name: "Offres retenues" });
  await held.getByRole("link", { name: "OFF-ESSAI-1" }).click();
  await page.getByRole("button", { name: "Libérer l'offre" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("textbox", { name: /Motif de la libération/ })
    .fill("Texte corrigé avec l'employeur");
  await dialog.getByRole("button", { name: "Libérer l'offre" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.goto("/fr/services/employer_consultants");
  await page.getByRole("heading", { name: "Le travail du jour" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "OFF-ESSAI-1" }).count(), 0);
  assert.equal(await figureOf(page, "Contacts avec des employeurs"), contacts + 1);
  assert.equal(await figureOf(page, "Offres d'emploi enregistrées"), offers + 1);
  await page.getByRole("link", { name: "La réponse au parlement pour 2020" }).click();
  const row = page.getByRole("row", { name: /Contacts avec des employeurs/ });
  assert.match((await row.getByRole("cell").first().textContent()) ?? "", new RegExp(`^${contacts + 1}$`));
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the diversity service adds a plan to a firm: its cap is told, and the year counts the firm", async () => {
  const company = enterprise(1_000_003);
  await add(diversity, "diversity/registers/diversity_companies", {
    company_number: company,
    company_name: "Entreprise-démo Mosaïque",
    first_contact_on: "2020-09-01",
    next_contact_on: "2020-12-30",
    stage: "contacted",
  });
  const page = await world.page(diversity);
  await page.goto("/fr/services/diversity");
  const signed = await figureOf(page, "Nouvelles entreprises conventionnées (plan de diversité)");
  await page.getByRole("region", { name: "À recontacter" }).getByRole("link", { name: company }).click();
  await page.getByRole("link", { name: "page de l'organisation" }).click();
  await page.getByRole("link", { name: "Ajouter un plan de diversité signé" }).click();
  assert.equal(await page.getByRole("combobox", { name: /Numéro d'entreprise/ }).inputValue(), company);
  await tick(page, "petite entreprise");
  await tick(page, "plan global");
  await fill(page, /Rang du plan/, "1");
  await fill(page, /Date de signature/, "15/12/2020");
  await fill(page, /Coût prévu/, "12000,01");
  await fill(page, /Subside accordé/, "6000,01");
  await page
    .getByText(/un subside qui ne dépasse pas la moitié du coût prévu/)
    .first()
    .waitFor();
  await fill(page, /Subside accordé/, "6000,00");
  await page
    .getByText(/la moitié du coût prévu/)
    .first()
    .waitFor({ state: "detached" });
  await keep(page);
  await page.goto("/fr/services/diversity");
  assert.equal(await figureOf(page, "Nouvelles entreprises conventionnées (plan de diversité)"), signed + 1);
  await page.context().close();
});

test("plans beyond what a firm may have are told: the second mini plan from 50 full-time equivalents, the fourth below, the third subsidy", async () => {
  const rules = async (company: string, plan_rank: number, more: object): Promise<string[]> => {
    const { status, body } = await add(diversity, "diversity/registers/diversity_plans", {
      company_number: company,
      company_size: "small",
      plan_kind: "mini",
      plan_rank,
      signed_on: "2020-06-15",
      ...more,
    });
    assert.equal(status, 201);
    return body.findings
      .map(({ rule }: EntryFinding) => rule)
      .filter((rule) => rule !== "names_nothing_known");
  };
  const [small, large, many] = [enterprise(1_000_100), enterprise(1_000_200), enterprise(1_000_300)];
  for (const rank of [1, 2, 3]) assert.deepEqual(await rules(small, rank, { staff_fte: "49.99" }), []);
  assert.deepEqual(await rules(small, 4, { staff_fte: "49.99" }), ["mini_plans_small"]);
  assert.deepEqual(await rules(large, 1, { staff_fte: "50.00" }), []);
  assert.deepEqual(await rules(large, 2, { staff_fte: "50.00" }), ["mini_plans_large"]);
  const subsidised = { plan_kind: "global", planned_cost: "30000", subsidy: "8000" };
  for (const rank of [1, 2]) assert.deepEqual(await rules(many, rank, subsidised), []);
  assert.deepEqual(await rules(many, 3, { ...subsidised, subsidy: "0" }), []);
  // The fourth is one too many, and its subsidy the third.
  assert.deepEqual(await rules(many, 4, subsidised), ["plans_of_a_kind", "subsidised_plans"]);
});

test("an answer that names nothing known is told; a record shows who names it, and its references are found by name", async () => {
  const number = enterprise(1_000_400);
  const contact = {
    enterprise_number: number,
    contact_on: "2020-12-30",
    channel: "phone",
    topic: "services",
  };
  const place = "employer_consultants/registers/employer_contacts";
  const unknown = await add(consultant, place, contact);
  const [finding] = unknown.body.findings;
  assert.deepEqual(
    [finding?.rule, finding?.severity, finding?.field],
    ["names_nothing_known", "confirm", "enterprise_number"],
  );
  const employer = await add(consultant, "employer_consultants/registers/employers", {
    enterprise_number: number,
    employer_name: "Pépinière-démo Été",
    known_since: "2020-12-30",
    contact_name: "Contact-démo 7",
  });
  const known = await add(consultant, place, { ...contact, topic: "hiring_aid" });
  assert.deepEqual(known.body.findings, []);
  const { body: recordPage } = await ask(
    consultant,
    "GET",
    `/api/operations/employer_consultants/registers/employers/records/${employer.body.record}`,
  );
  const named = (recordPage as RecordPage).related.find(({ register }) => register === "employer_contacts");
  assert.equal(named?.count, 2);
  const { body: found } = await ask(
    consultant,
    "POST",
    `/api/operations/${place}/fields/enterprise_number/references`,
    { search: "pepiniere ete" },
  );
  assert.deepEqual(
    (found as References).found.map(({ answer, title }) => [answer, title.fr]),
    [[number, "Pépinière-démo Été"]],
  );

  // Another service, and whoever may not know who somebody is.
  assert.equal((await ask(diversity, "GET", `/api/organisations/${number}`)).status, 404);
  const seen = await ask(officer, "GET", `/api/organisations/${number}`);
  assert.equal(seen.status, 200);
  assert.ok(!JSON.stringify(seen.body).includes("Contact-démo 7"));
  const { rows } = await world.pool.query("select from access.reading where account = $1", [officer.id]);
  assert.equal(rows.length, 0);
  const own = await ask(consultant, "GET", `/api/organisations/${number}`);
  assert.ok(JSON.stringify(own.body).includes("Contact-démo 7"));
  const { rows: noted } = await world.pool.query(
    "select from access.reading where account = $1 and register = 'employers' and $2 = any (fields)",
    [consultant.id, "contact_name"],
  );
  assert.ok(noted.length > 0);
  const year = await ask(diversity, "POST", "/api/organisations", { year: 2020 });
  assert.deepEqual(
    (year.body as Organisations).totals.map(({ register }) => register),
    ["diversity_scans", "diversity_plans"],
  );
});

test("the employment service's number fills in a form for one person at a time, and says nothing of what is not there", async () => {
  const service = await world.account({ role: "service_worker", operation: "cpe_oip" });
  const file = await add(service, "cpe_oip/registers/job_seekers", {
    person_number: "DEMO-9000001",
    last_name: "Verzonnen",
    first_name: "Aline",
    birth_date: "1996-02-29",
    gender: "woman",
    postcode: "1070",
    registered_on: "2020-01-06",
  });
  assert.equal(file.status, 201, JSON.stringify(file.body));
  const coach = await world.account({ role: "case_worker", partner: "cpas_forest" });
  const look = (number: string, partner = "cpas_forest", who = coach) =>
    ask(who, "POST", "/api/operations/cpas/registers/participants/fill", {
      partner,
      field: "person_number",
      number,
    });
  const { body } = await look("demo 9000001");
  assert.deepEqual(Object.fromEntries((body as FillAnswer).found.map(({ field, text }) => [field, text])), {
    last_name: "Verzonnen",
    first_name: "Aline",
    birth_date: "1996-02-29",
    gender: "woman",
    postcode: "1070",
    registered_on: "2020-01-06",
  });
  const { rows } = await world.pool.query<{ fields: string[] }>(
    "select fields from access.reading where account = $1 and register = 'job_seekers'",
    [coach.id],
  );
  assert.deepEqual(
    rows.map(({ fields }) => fields.toSorted()),
    [["first_name", "last_name"]],
  );
  const none = await look("DEMO-9000002");
  assert.deepEqual([none.status, (none.body as FillAnswer).found], [200, []]);
  assert.equal((await look("DEMO-9000001", "cpas_evere")).status, 403);
  assert.equal((await look("DEMO-9000001", "cpas_forest", officer)).status, 403);

  const page = await world.page(coach);
  await page.goto("/fr/operations/cpas/registers/participants/new");
  await fill(page, /Prénom/, "Lina");
  await fill(page, /Numéro de dossier/, "DEMO-9000001");
  await page.getByRole("button", { name: "Reprendre ce qui est déjà connu sous ce numéro" }).click();
  await page.getByText("5 réponses vides ont été complétées").waitFor();
  assert.equal(await page.getByRole("textbox", { name: /^Nom/ }).inputValue(), "Verzonnen");
  // What somebody typed stays.
  assert.equal(await page.getByRole("textbox", { name: /Prénom/ }).inputValue(), "Lina");
  assert.equal(await page.getByText("Repris de « Dossiers IBIS »").count(), 5);
  await page.context().close();

  // What was taken over stands in the history of the record.
  const draft = randomUUID();
  const texts = {
    person_number: "DEMO-9000001",
    last_name: "Verzonnen",
    first_name: "Aline",
    birth_date: "29/02/1996",
    gender: "woman",
    entry_date: "01/12/2020",
    employment_at_entry: "unemployed",
    postcode: "1070",
  };
  await ask(coach, "PUT", `/api/drafts/${draft}`, {
    operation: "cpas",
    register: "participants",
    partner: "cpas_forest",
    edits: Object.entries(texts).map(([field, text], at) => ({ seq: at + 1, field, text })),
  });
  const kept = await ask(coach, "POST", `/api/drafts/${draft}/keep`, { filled: ["gender", "no_such_field"] });
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  const { body: recordPage } = await ask(
    coach,
    "GET",
    `/api/operations/cpas/registers/participants/records/${(kept.body as Kept).record}`,
  );
  assert.deepEqual(
    (recordPage as RecordPage).trail?.map(({ filled, reason }) => [filled.map(({ fr }) => fr), reason]),
    [[["Sexe"], ""]],
  );

  // Numbers cannot be tried out.
  for (let tries = 0; tries < 26; tries++) await look(`DEMO-${tries}`);
  assert.equal((await look("DEMO-9000001")).status, 429);
});

test("a file's empty cells are filled only where it says itself who it is, and each is listed", async () => {
  const coach = await world.account({ role: "case_worker", partner: "cpas_forest" });
  const query = "operation=cpas&partner=cpas_forest&register=participants";
  const brought = await world.app.request(`/api/files?${query}`, {
    method: "POST",
    headers: { ...coach.headers, "x-file-name": "essai.csv" },
    body: [
      "Numéro de dossier IBIS;Nom;Prénom;Date de naissance;Sexe",
      "DEMO-9000001;VERZONNEN;;;",
      "DEMO-9000001;Autre;;;",
      "DEMO-9000001;;;;",
      "DEMO-9000009;Verzonnen;;;",
    ].join("\n"),
  });
  const { id } = (await brought.json()) as { id: string };
  const ready = async () => {
    for (;;) {
      const { body } = await ask(coach, "GET", `/api/files/${id}`);
      const view = body as { state: string; fillsFrom: unknown[] };
      if (view.state === "ready") return view;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  assert.equal((await ready()).fillsFrom.length, 1);
  const filled = await ask(coach, "POST", `/api/files/${id}/fill`);
  const { cells, rows } = filled.body as { cells: number; rows: number };
  assert.deepEqual([cells, rows], [3, 1]);
  const { body: mends } = await ask(coach, "GET", `/api/files/${id}/mends`);
  assert.deepEqual(
    (mends as { mends: { row: number; field: string; value: string }[] }).mends.map(
      ({ row, field, value }) => [row, field, value],
    ),
    [
      [2, "first_name", "Aline"],
      [2, "birth_date", "1996-02-29"],
      [2, "gender", "woman"],
    ],
  );
});
