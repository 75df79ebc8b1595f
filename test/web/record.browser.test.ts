import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { type Language, languages } from "../../src/language.ts";
import {
  fillByKeys,
  focusOf,
  keepWithoutBrowser,
  participants as list,
  wholeParticipant,
} from "./record-person.ts";
import { openWorld, type TestAccount } from "./world.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const register = world.programme.registers.get("participants");
assert.ok(register);

const caseWorker = (name: string): Promise<TestAccount> =>
  world.account({ role: "case_worker", partner: "cpas_forest", name });

const words = {
  fr: {
    first: "La personne",
    keep: "Enregistrer la fiche",
    kept: /^Enregistré à/,
    draft: /Brouillon enregistré à/,
    wrong: /1 réponse à corriger/,
  },
  nl: {
    first: "De persoon",
    keep: "Fiche bewaren",
    kept: /^Bewaard om/,
    draft: /Ontwerp bewaard om/,
    wrong: /1 antwoord te verbeteren/,
  },
  en: {
    first: "The person",
    keep: "Save the record",
    kept: /^Saved at/,
    draft: /Draft saved at/,
    wrong: /1 answer to correct/,
  },
} satisfies Record<Language, Record<string, string | RegExp>>;

/** Opens a page and hears what it complains of: nothing, unless the server refused what was to be refused. */
const openPage = async (account: TestAccount, path: string, width = 1280): Promise<Page> => {
  const page = await world.page(account, { width });
  page.on("pageerror", (error) => assert.fail(error));
  await page.goto(path);
  return page;
};

const storedOf = async (number: string) => {
  const { rows } = await world.pool.query<Record<string, unknown>>(
    `select r.*, i.last_name, i.first_name, i.person_number, i.email, i.phone from register.participants r
     join identity.participants i using (operation, record) where i.person_number = $1`,
    [number],
  );
  return rows;
};

test("a case worker fills the whole participant form by keyboard alone, is told what a file would be told, and keeps it", async () => {
  const page = await openPage(await caseWorker("Camille Inventée"), `/fr/${list}/new`);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.getByRole("heading", { name: "La personne" }).waitFor();
  const answered = wholeParticipant(1);
  const done = await fillByKeys(page, register, { ...answered, birth_date: "03/06/2019" });
  assert.deepEqual(done.toSorted(), Object.keys(answered).toSorted());

  const wrong = page.locator('[data-field="birth_date"]');
  const rule = register.rules.find(({ id }) => id === "P05_born_before_entry");
  assert.ok(rule);
  await wrong.getByText(rule.expected.fr, { exact: false }).waitFor();
  await wrong.getByText(rule.mend.fr, { exact: false }).waitFor();

  await page.keyboard.press("Enter");
  const summary = page.getByRole("alert").filter({ hasText: "à corriger" });
  await summary.waitFor();
  assert.equal(await summary.evaluate((box) => box === document.activeElement), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal((await focusOf(page)).field, "birth_date");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("03/06/1985");
  await page.keyboard.press("Enter");
  await page.getByText(words.fr.kept).waitFor();

  assert.match(page.url(), /\/records\/\d+$/);
  const [stored, ...more] = await storedOf("ESSAI-00001");
  assert.deepEqual(more, []);
  assert.equal(stored?.["last_name"], "Exemplaire");
  assert.equal(stored?.["birth_date"], "1985-06-03");
  assert.equal(stored?.["sample_weight"], "1.5000");
  assert.equal(stored?.["promoted_at_6_months"], false);
  assert.equal(stored?.["household_children"], 1);
  assert.deepEqual(complaints, []);
});

for (const language of languages)
  test(`in ${language}, a short record: what is missing is told, then it is kept, and one field is changed`, async () => {
    const said = words[language];
    const page = await openPage(await caseWorker("Basile Inventé"), `/${language}/${list}/new`, 390);
    const box = (id: string) => page.locator(`[data-field="${id}"] input`);
    await page.getByRole("heading", { name: said.first }).waitFor();
    await box("person_number").fill(`COURT-${language}`);
    await page.getByRole("button", { name: said.keep }).click();
    await page.getByText(said.wrong).waitFor();
    await box("entry_date").fill("2/3/2020");
    await page.getByText(said.draft).waitFor();
    await page.getByRole("button", { name: said.keep }).click();
    await page.getByText(said.kept).waitFor();

    await page.goto(`${page.url()}/edit`);
    await box("postcode").fill("1060");
    await page.locator('[data-field="postcode"] input').press("Enter");
    await page.getByText(said.kept).waitFor();
    const [stored] = await storedOf(`COURT-${language}`);
    assert.equal(stored?.["postcode"], "1060");
    assert.equal(stored?.["entry_date"], "2020-03-02");
  });

test("the language may be changed in the middle of typing: what was typed stays, said in the other language", async () => {
  const page = await openPage(await caseWorker("Chloé Inventée"), `/fr/${list}/new`);
  await page.locator('[data-field="last_name"] input').fill("Exemplaire");
  await page.locator('[data-field="birth_date"] input').fill("31/02/19");
  await page.getByRole("link", { name: /Nederlands/ }).click();
  await page.getByRole("heading", { name: words.nl.first }).waitFor();
  assert.equal(await page.locator('[data-field="last_name"] input').inputValue(), "Exemplaire");
  assert.equal(await page.locator('[data-field="birth_date"] input').inputValue(), "31/02/19");
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute("lang")),
    "nl",
    "the focus stays where it was",
  );
  await page.getByText(words.nl.draft).waitFor();
});

test("two people change one record: what they changed apart is merged and told; where both answered, each sees both and nobody is overwritten", async () => {
  const [ines, hugo] = [await caseWorker("Inès Inventée"), await caseWorker("Hugo Inventé")];
  const record = await keepWithoutBrowser(world, ines, wholeParticipant(2));
  const here = `/fr/${list}/records/${record}`;
  const mine = await openPage(ines, `${here}/edit`);
  const theirs = await openPage(hugo, `${here}/edit`);
  const type = async (page: Page, id: string, text: string) =>
    page.locator(`[data-field="${id}"] input`).fill(text);
  await type(mine, "postcode", "1060");
  await type(mine, "phone", "0400 11 11 11");
  await type(theirs, "postcode", "1070");
  await type(theirs, "adviser_code", "JC09");
  const keep = (page: Page) => page.getByRole("button", { name: "Enregistrer les modifications" }).click();
  await keep(theirs);
  await theirs.getByText(words.fr.kept).waitFor();

  await keep(mine);
  const dialog = mine.getByRole("dialog", { name: "Quelqu'un a modifié les mêmes réponses" });
  const both = dialog.getByRole("radiogroup", { name: "Code postal du domicile" });
  await both.getByText("1060").waitFor();
  await both.getByText("1070").waitFor();
  await both.getByText(/Hugo Inventé/).waitFor();
  assert.equal((await storedOf("ESSAI-00002"))[0]?.["postcode"], "1070", "nothing is overwritten meanwhile");
  await both.getByText("1060").click();
  await dialog.getByRole("button", { name: "Enregistrer ce choix" }).click();
  await mine.getByText(words.fr.kept).waitFor();
  await mine.getByText(/quelqu'un d'autre avait modifié d'autres réponses/).waitFor();
  await mine
    .getByRole("listitem")
    .filter({ hasText: /Code du conseiller.*JC09.*Hugo Inventé/ })
    .waitFor();
  const [stored] = await storedOf("ESSAI-00002");
  assert.deepEqual(
    [stored?.["postcode"], stored?.["phone"], stored?.["adviser_code"]],
    ["1060", "0400 11 11 11", "JC09"],
  );
});

test("a person leaves: the step says what it does and asks for what it needs; it is undone; the record is taken out", async () => {
  const account = await caseWorker("Lise Inventée");
  const { leave_date: _, ...begun } = wholeParticipant(3);
  const still = Object.fromEntries(
    Object.entries(begun).filter(([id]) => {
      const { moment } = register.fields.get(id) ?? {};
      return moment !== "leave" && moment !== "follow_up";
    }),
  );
  const record = await keepWithoutBrowser(world, account, still);
  const page = await openPage(account, `/fr/${list}/records/${record}`);
  await page.getByRole("button", { name: "Enregistrer la sortie" }).click();
  const dialog = page.getByRole("dialog", { name: "Enregistrer la sortie" });
  await dialog.locator('[data-field="leave_date"] input').fill("");
  await dialog.getByRole("button", { name: "Enregistrer la sortie" }).click();
  await dialog.getByText(/à corriger/).waitFor();
  await dialog.locator('[data-field="leave_date"] input').fill("28/02/2020");
  await dialog.locator('[data-field="employment_at_leave"]').getByText("en emploi salarié").click();
  await dialog.getByRole("button", { name: "Enregistrer la sortie" }).click();
  await page.getByText(words.fr.kept).waitFor();
  assert.equal((await storedOf("ESSAI-00003"))[0]?.["leave_date"], "2020-02-28");

  await page.getByRole("button", { name: "Annuler ce changement" }).first().click();
  const undo = page.getByRole("alertdialog");
  await undo.getByRole("button", { name: "Annuler ce changement" }).click();
  await undo.getByText("quelques mots suffisent").waitFor();
  await undo.getByLabel(/Pourquoi/).fill("mauvaise personne");
  await undo.getByRole("button", { name: "Annuler ce changement" }).click();
  await page.getByText(/Annulé par le changement/).waitFor();
  assert.equal((await storedOf("ESSAI-00003"))[0]?.["leave_date"], null);

  await page.getByRole("button", { name: "Autres actions" }).click();
  await page.getByRole("menuitem", { name: /Retirer du registre/ }).click();
  const remove = page.getByRole("alertdialog");
  await remove.getByLabel(/Pourquoi/).fill("encodée deux fois");
  await remove.getByRole("button", { name: "Retirer la fiche" }).click();
  await page.waitForURL(new RegExp(`${list}$`));
  assert.deepEqual(await storedOf("ESSAI-00003"), []);
});
