import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { participants as list } from "./record-person.ts";
import { openWorld, type TestAccount } from "./world.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const caseWorker = (name: string): Promise<TestAccount> =>
  world.account({ role: "case_worker", partner: "cpas_forest", name });
const input = (page: Page, id: string) => page.locator(`[data-field="${id}"] input`);
const saved = (page: Page) => page.locator('[data-save="saved"]').waitFor();
const openNew = async (
  account: TestAccount,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
) => {
  const page = await world.page(account);
  await prepare(page);
  await page.goto(`/fr/${list}/new`);
  await input(page, "person_number").waitFor();
  return page;
};
const draftOf = (page: Page): string => new URL(page.url()).searchParams.get("draft") ?? "";
const savedTexts = async (draft: string): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await world.pool.query<{ field: string; text: string }>(
    "select field, text from entry.answer where draft = $1",
    [draft],
  );
  return Object.fromEntries(rows.map(({ field, text }) => [field, text]));
};
const keepButton = (page: Page) => page.getByRole("button", { name: "Enregistrer la fiche" });

test("a tab closed without a network loses nothing: what was typed is sent at the next visit, to any page", async () => {
  const page = await openNew(await caseWorker("Ariane Inventée"));
  await input(page, "person_number").fill("HORS-1");
  await saved(page);
  const draft = draftOf(page);
  const browsing = page.context();
  await browsing.setOffline(true);
  await input(page, "last_name").fill("Sansréseau");
  await page.getByText(/gardé sur cet ordinateur/).waitFor();
  await page.close();
  assert.deepEqual(await savedTexts(draft), { person_number: "HORS-1" });
  await browsing.setOffline(false);
  const later = await browsing.newPage();
  const sent = later.waitForResponse((response) => response.url().endsWith(`/api/drafts/${draft}`));
  await later.goto("/fr/programme");
  await (await sent).finished();
  assert.deepEqual(await savedTexts(draft), { person_number: "HORS-1", last_name: "Sansréseau" });
  await later.goto(`/fr/drafts/${draft}`);
  await input(later, "last_name").waitFor();
  assert.equal(await input(later, "last_name").inputValue(), "Sansréseau");
});

test("two tabs of one draft show the same; kept in one, the other says so and goes on in a new draft", async () => {
  const one = await openNew(await caseWorker("Bilal Inventé"));
  await input(one, "person_number").fill("ONGLET-1");
  await saved(one);
  const two = await one.context().newPage();
  await two.goto(one.url());
  await input(two, "last_name").fill("Deuxonglets");
  await input(one, "entry_date").fill("02/03/2020");
  await one.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[data-field="last_name"] input')?.value === "Deuxonglets",
  );
  await saved(one);
  await keepButton(one).click();
  await one.getByText(/^Enregistré à/).waitFor();
  await two.getByText("Ce brouillon a déjà été enregistré ailleurs").waitFor();
  await two.getByRole("button", { name: /nouveau brouillon/ }).click();
  await input(two, "postcode").fill("1060");
  await saved(two);
  const next = await savedTexts(draftOf(two));
  assert.equal(next["last_name"], "Deuxonglets");
  assert.equal(next["postcode"], "1060");
});

test("when the right is taken away while one types, the page says so and keeps every word; given back, it is saved", async () => {
  const account = await caseWorker("Carla Inventée");
  const page = await openNew(account);
  await input(page, "person_number").fill("DROIT-1");
  await saved(page);
  await world.pool.query(`update access."grant" set ended_at = now() where account = $1`, [account.id]);
  await input(page, "last_name").fill("Sansdroit");
  await page.getByText("Le brouillon ne s'enregistre plus").waitFor();
  await page.getByText(/toujours sur cette page/).waitFor();
  await input(page, "first_name").fill("Carla");
  assert.equal(await input(page, "last_name").inputValue(), "Sansdroit");
  await world.pool.query(
    `insert into access."grant" (account, role, partner, granted_by) values ($1, 'case_worker', 'cpas_forest', $1)`,
    [account.id],
  );
  await page.getByRole("button", { name: "Réessayer" }).click();
  await saved(page);
  const texts = await savedTexts(draftOf(page));
  assert.deepEqual([texts["last_name"], texts["first_name"]], ["Sansdroit", "Carla"]);
});

test("a session that ends is asked about once; closed, typing goes on, and what was typed is saved after signing in elsewhere", async () => {
  const account = await caseWorker("Diane Inventée");
  const page = await openNew(account);
  await input(page, "person_number").fill("SESSION-1");
  await saved(page);
  const set = (ended: string) =>
    world.pool.query(`update access.session set ended_at = ${ended} where account = $1`, [account.id]);
  await set("now()");
  await input(page, "last_name").fill("Sans");
  const dialog = page.getByRole("dialog", { name: "Se connecter" });
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Fermer" }).first().click();
  await page.getByText(/Session terminée\s: gardé sur cet ordinateur/).waitFor();
  // At the end of what stands there, wherever closing the dialog left the caret.
  await input(page, "last_name").press("End");
  await input(page, "last_name").pressSequentially("session");
  await page.waitForTimeout(900);
  assert.equal(await dialog.isVisible(), false, "nobody is asked again in the middle of a word");
  await set("null");
  await page.locator('[data-save="signed_out"]').getByRole("button", { name: "Se connecter" }).click();
  await saved(page);
  assert.equal((await savedTexts(draftOf(page)))["last_name"], "Sanssession");
});

for (const [title, cripple] of [
  [
    "without a place in the browser to keep anything",
    () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
  ],
  [
    "on plain http, where browsers do not encrypt",
    () => {
      Object.defineProperty(globalThis, "isSecureContext", { value: false });
      Object.defineProperty(crypto, "subtle", { value: undefined });
      Object.defineProperty(crypto, "randomUUID", { value: undefined });
    },
  ],
] as const)
  test(`${title}, all else works, and the page says to leave it open`, async () => {
    const account = await caseWorker("Elsa Inventée");
    const page = await openNew(account, (page) => page.addInitScript(cripple));
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await input(page, "person_number").fill("SIMPLE-1");
    await saved(page);
    await page.context().setOffline(true);
    await input(page, "last_name").fill("Simple");
    await page.getByText(/laissez cette page ouverte/).waitFor();
    await page.context().setOffline(false);
    await saved(page);
    assert.equal((await savedTexts(draftOf(page)))["last_name"], "Simple");
    assert.deepEqual(errors, []);
  });

test("pressing twice keeps once; a very long text is cut where the server's ends, and nothing stops", async () => {
  const account = await caseWorker("Farid Inventé");
  const page = await openNew(account);
  await input(page, "person_number").fill("DOUBLE-1");
  await input(page, "entry_date").fill("02/03/2020");
  await input(page, "email").fill("é".repeat(30_000));
  await saved(page);
  assert.equal((await savedTexts(draftOf(page)))["email"]?.length, 20_000);
  await input(page, "email").fill("");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/keep")) asked.push(request.url());
  });
  await keepButton(page).evaluate((button: HTMLButtonElement) => {
    button.form?.requestSubmit();
    button.form?.requestSubmit();
  });
  await page.getByText(/^Enregistré à/).waitFor();
  assert.equal(asked.length, 1);
  await page.goBack();
  await page.waitForTimeout(300);
  assert.ok(!page.url().includes("draft="), "going back does not lead to a draft that has ended");
});

test("a manager takes a colleague's draft over, which then is no longer the colleague's", async () => {
  const page = await openNew(await caseWorker("Gaston Inventé"));
  await input(page, "person_number").fill("REPRISE-1");
  await saved(page);
  const manager = await world.account({
    role: "partner_manager",
    partner: "cpas_forest",
    name: "Hélène Inventée",
  });
  const office = await world.page(manager);
  await office.goto(`/fr/${list}/new`);
  await office.getByText(/brouillons? commencé/).click();
  await office.getByRole("listitem").filter({ hasText: "Gaston Inventé" }).getByRole("link").click();
  await office.getByText("Un brouillon de Gaston Inventé").waitFor();
  await office.getByRole("button", { name: "Reprendre ce brouillon" }).click();
  await input(office, "last_name").fill("Reprise");
  await saved(office);
  assert.equal(await input(office, "person_number").inputValue(), "REPRISE-1");
  await input(page, "phone").fill("0400 00 00 01");
  await page.getByText("Le brouillon ne s'enregistre plus").waitFor();
});
