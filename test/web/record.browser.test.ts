import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import type { Language } from "../../src/language.ts";
import { answerByKeys, fillByKeys, focusOf, wholeParticipant } from "./record-person.ts";
import { openWorld, type TestAccount } from "./world.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const list = "operations/cpas/registers/participants";
const register = world.programme.registers.get("participants");
assert.ok(register);

const caseWorker = (name: string): Promise<TestAccount> =>
  world.account({ role: "case_worker", partner: "cpas_forest", name });

const words = {
  fr: { keep: "Enregistrer la fiche", saved: /^Enregistré à/, draft: /Brouillon enregistré à/ },
  nl: { keep: "Fiche bewaren", saved: /^Bewaard om/, draft: /Ontwerp bewaard om/ },
  en: { keep: "Save the record", saved: /^Saved at/, draft: /Draft saved at/ },
} as const;

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
  await page.getByText(words.fr.saved).waitFor();

  assert.match(page.url(), /\/records\/\d+$/);
  const [stored, ...more] = await storedOf("ESSAI-00001");
  assert.deepEqual(more, []);
  assert.equal(stored?.["last_name"], "Exemplaire");
  assert.equal(stored?.["birth_date"], "1985-06-03");
  assert.equal(stored?.["sample_weight"], "1.5");
  assert.equal(stored?.["promoted_at_6_months"], false);
  assert.equal(stored?.["household_children"], 1);
  assert.deepEqual(complaints, []);
});
