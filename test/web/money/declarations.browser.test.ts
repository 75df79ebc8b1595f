import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Locator, Page } from "playwright-core";
import { bringAgreementsFile, makeAgreements } from "../../../src/agreement/demonstration.ts";
import { makeDeclarations } from "../../../src/declaration/demonstration.ts";
import type { DeclarationPage, Opened } from "../../../src/declaration/shapes.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";
import { araeAgreement } from "./agreements.ts";

let world: World;
let welfareCentre: TestAccount;
let workshops: TestAccount;

/** The centre that has a second agreement in the demonstration, and the workshops whose agreement has allowances. */
const [cpasPartner, araePartner] = ["cpas_schaerbeek", "arae_boussole_emploi_sud"];

// The agreements that `jalon demo` makes, with what it declares under them: all of 2019, and the pilot of January 2020.
before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.1 });
  const { pool, programme, folder: dataFolder } = world;
  const given = { pool, programme, account: "test" };
  await makeAgreements(given);
  await makeDeclarations({ ...given, dataFolder });
  welfareCentre = await world.account({ role: "partner_manager", partner: cpasPartner });
  workshops = await world.account({ role: "partner_manager", partner: araePartner });
});
after(() => world.close());

const asked = async <T>(account: TestAccount, method: string, path: string, body?: unknown): Promise<T> => {
  const response = await world.app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return (await response.json()) as T;
};

/** The number of the agreement of a partner for the whole of 2020. */
const agreementOf = async (partner: string): Promise<{ id: number; number: string }> => {
  const { rows } = await world.pool.query<{ id: number; number: string }>(
    "select id, number from agreement.agreement where partner = $1 and starts = '2020-01-01' and ends = '2020-12-31'",
    [partner],
  );
  assert.ok(rows[0]);
  return rows[0];
};

/** What the employer's documents say was told when the year began. */
const knowStaff = (agreement: number) =>
  asked(workshops, "PUT", `/api/agreements/${agreement}/staff`, {
    rows: ["P-1", "P-2"].map((person) => ({
      person,
      year: 2020,
      grossCost: "52800.00",
      months: "12",
      fraction: "1",
      function: "adviser",
    })),
  });

/** Somebody at work on a page, whose clicks and typed fields are counted. */
const atWork = (page: Page, t: TestContext) => {
  const counts = { clicks: 0, typed: 0 };
  return {
    page,
    click: async (locator: Locator) => {
      counts.clicks++;
      await locator.click();
    },
    type: async (locator: Locator, text: string) => {
      counts.typed++;
      await locator.fill(text);
    },
    button: (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" }),
    remark: (rule: string) => page.locator(`[data-rule="${rule}"]`),
    done: () => {
      t.diagnostic(`${counts.clicks} clicks, ${counts.typed} typed fields`);
      return counts;
    },
  };
};
type Work = ReturnType<typeof atWork>;

/** From what waits to the declaration of the period that is due. */
const open = async (work: Work, agreement: string) => {
  await work.page.goto("/fr/money");
  const row = work.page.getByRole("row").filter({ hasText: agreement });
  await work.click(row.getByRole("button", { name: "Ouvrir la déclaration" }).first());
  await work.page.getByRole("heading", { level: 2, name: "Lignes" }).waitFor();
};

/** Submits, confirms what is to be confirmed, and takes the receipt away; returns its PDF's first bytes. */
const submit = async (work: Work): Promise<string> => {
  await work.click(work.button("Introduire la déclaration"));
  const dialog = work.page.getByRole("dialog");
  const ticks = dialog.getByRole("checkbox");
  for (let at = 0; at < (await ticks.count()); at++) await work.click(dialog.locator("label").nth(at));
  await work.click(dialog.getByRole("button", { name: /^Introduire pour/ }));
  await work.page
    .getByText(/^Accusé de réception n° \d+/)
    .first()
    .waitFor();
  const [download] = await Promise.all([
    work.page.waitForEvent("download"),
    work.click(work.page.getByRole("link", { name: "Télécharger l'accusé de réception" })),
  ]);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).subarray(0, 5).toString();
};

test("a welfare centre declares its year by looking at it: units declared elsewhere are left out by their remark, nothing is typed", async (t) => {
  const work = atWork(await world.page(welfareCentre), t);
  await open(work, (await agreementOf(cpasPartner)).number);
  const remark = work.remark("declared_elsewhere");
  await remark.getByText(/déjà déclarées? dans cpas-2020-pilote-D1/).waitFor();
  await work.click(remark.getByRole("button", { name: /^Laisser .* de côté$/ }));
  await remark.waitFor({ state: "detached" });
  assert.match(await submit(work), /^%PDF-/);
  const { clicks, typed } = work.done();
  assert.equal(typed, 0);
  assert.ok(clicks <= 6, `${clicks} clicks`);
  await work.page.context().close();
});

test("a partner with a flat rate beside staff is told that a cost is covered already, and mends it by the remark", async (t) => {
  const work = atWork(await world.page(workshops), t);
  await open(work, (await agreementOf(araePartner)).number);
  await work.click(work.button(/^Les \d+ ont travaillé sur cette ligne$/));
  await work.remark("nothing_to_declare").waitFor({ state: "detached" });

  await work.click(work.button("Indemnités des participants"));
  // A train ticket: what only the partner knows.
  await work.type(work.page.getByLabel("Date de la pièce"), "15/06/2020");
  await work.type(work.page.getByLabel("Fournisseur"), "Chemins de fer inventés");
  await work.type(work.page.getByLabel("Référence"), "T-1");
  await work.type(work.page.getByLabel("Montant"), "48,20");
  await work.click(work.page.getByRole("form").getByRole("button", { name: /Catégorie de coût/ }));
  await work.click(work.page.getByRole("option", { name: "Déplacements et missions" }));
  await work.click(work.button("Ajouter cette pièce"));
  const covered = work.remark("wrong_combination");
  await covered.getByText("déjà couvert par le taux forfaitaire").waitFor();
  await work.click(covered.getByRole("button", { name: "Retirer cette pièce" }));
  await covered.waitFor({ state: "detached" });

  const missing = work.remark("document_missing");
  for (let left = await missing.count(); left > 0; left--) {
    const chooser = work.page.waitForEvent("filechooser");
    await work.click(missing.first().getByRole("button", { name: "Joindre le document" }));
    await (await chooser).setFiles({ name: "compte.pdf", mimeType: "application/pdf", buffer: somePdf });
    await assertCount(missing, left - 1);
  }
  assert.match(await submit(work), /^%PDF-/);
  const { clicks, typed } = work.done();
  assert.equal(typed, 4, "the date, supplier, reference and amount of the piece");
  assert.ok(clicks <= 14, `${clicks} clicks`);
  await work.page.context().close();
});

const assertCount = async (locator: Locator, count: number) => {
  if (count === 0) return locator.first().waitFor({ state: "detached" });
  return locator.nth(count).waitFor({ state: "detached" });
};

test("of two people who type at the same time neither loses a word: the later one is asked", async () => {
  const { pool, programme } = world;
  const [agreement] = await bringAgreementsFile(
    { pool, programme, account: "test" },
    {
      agreements: [
        {
          ...araeAgreement,
          partners: araeAgreement.partners.map((each) => ({ ...each, number: "essai-deux" })),
        },
      ],
    },
  );
  await knowStaff(agreement ?? 0);
  const period = { from: "2020-01-01", until: "2020-12-31" };
  const { id } = await asked<Opened>(workshops, "POST", `/api/agreements/${agreement}/declarations`, period);
  const page = await world.page(workshops);
  await page.goto(`/fr/money/declarations/${id}?line=staff`);
  const [first, second] = ["P-1", "P-2"].map((person) =>
    page.locator("label").filter({ hasText: `${person} a travaillé sur cette ligne` }),
  );
  await second?.waitFor();
  const others = { items: [{ id: "1", on: "2020-06-15", supplier: "S", reference: "R", amount: "10.00" }] };
  await asked(workshops, "PUT", `/api/declarations/${id}/inputs`, {
    edition: 0,
    lines: { allowances: others },
  });
  await first?.click();
  await page.getByText("Quelqu'un a modifié ceci en même temps que vous").waitFor();
  await page.getByRole("button", { name: "Enregistrer ma saisie" }).click();
  await page.locator('[data-save="saved"]').waitFor();
  const { lines } = await asked<DeclarationPage>(workshops, "GET", `/api/declarations/${id}`);
  assert.deepEqual(
    lines.map(({ input }) => [input.staff?.length ?? 0, input.items?.length ?? 0]),
    [
      [1, 0],
      [0, 0],
      [0, 1],
    ],
  );
  await page.context().close();
});

test("an annual file begins with the partner's own figures and the money of the year; only the words are typed", async (t) => {
  const { id: agreement } = await agreementOf(cpasPartner);
  const work = atWork(await world.page(welfareCentre), t);
  await work.page.goto(`/fr/money/agreements/${agreement}/years/2020`);
  const participants = work.page.locator("dl a[href*='/figures/participants?year=2020']");
  assert.match((await participants.textContent()) ?? "", /^[1-9]\d*$/);
  await work.page
    .getByRole("table", { name: "Tableau financier" })
    .getByText(/[1-9][\d.]*,\d\d\s€/)
    .first()
    .waitFor();
  for (const section of ["activity", "people", "results"])
    await work.type(work.page.locator(`textarea[name="${section}"]`), "Texte inventé.");
  await work.page.getByText("est à compléter").first().waitFor({ state: "detached" });
  await work.click(work.button("Introduire le dossier"));
  const dialog = work.page.getByRole("dialog");
  const ticks = dialog.getByRole("checkbox");
  for (let at = 0; at < (await ticks.count()); at++) await work.click(dialog.locator("label").nth(at));
  await work.click(dialog.getByRole("button", { name: "Introduire le dossier" }));
  await work.page
    .getByText(/^Accusé de réception n° \d+/)
    .first()
    .waitFor();
  assert.equal(work.done().typed, 3);
  await work.page.context().close();
});

test("what a partner declares is not there for another partner's manager", async () => {
  const { rows } = await asked<{ rows: { id: number; number: string }[] }>(
    welfareCentre,
    "GET",
    "/api/declarations",
  );
  const [declaration] = rows;
  assert.ok(declaration);
  const page = await world.page(workshops);
  await page.goto(`/fr/money/declarations/${declaration.id}`);
  await page.getByText("n'existe pas").or(page.getByText("n’existe pas")).first().waitFor();
  assert.equal(await page.getByText(declaration.number).count(), 0);
  await page.context().close();
});

const somePdf = Buffer.from(
  "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
);
