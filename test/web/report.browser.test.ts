import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { languages } from "../../src/language.ts";
import { openReportWorld } from "./report-world.ts";
import type { TestAccount, World } from "./world.ts";

let world: World;
let officer: TestAccount;

before(async () => {
  world = await openReportWorld();
  officer = await world.account({ role: "programme_officer" });
});

after(() => world.close());

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test("before anything is published, the public page says so and shows the programme", async () => {
  const page = await world.page();
  await page.goto("/fr/public");
  await page.getByText("Aucun rapport n’est encore publié").waitFor();
  await page.getByRole("heading", { name: "Axe 1 – Travailler au Valmont" }).waitFor();
  await page.getByRole("table", { name: "Budget de chaque axe, en euros" }).waitFor();
  await page.context().close();
});

test("an officer reads the report, asks a number where it comes from, and publishes it", async () => {
  const page = await world.page(officer);
  await page.goto("/fr/report");
  await page.getByRole("link", { name: "Rapport 2020" }).click();
  await page.getByText("Toutes les phrases sont vraies").waitFor();

  const number = page.getByRole("button", { name: "plus de 10", exact: true });
  await number.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Participants" });
  await panel.getByText("Vrai d’après les données").waitFor();
  assert.equal(await panel.getByRole("definition").first().textContent(), "12");
  await panel.getByText("Compte les fiches du registre « Participants ».").waitFor();
  await panel.getByRole("link", { name: "Tout sur ce chiffre, jusqu’aux fiches" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "plus de 10");

  await page.getByRole("button", { name: "Publier…" }).click();
  await page.getByRole("alertdialog").getByText("Ce qui est publié ne change plus").waitFor();
  await page.getByRole("button", { name: "Publier le rapport 2020" }).click();
  await page.getByText(/Publié\s: édition 1/).waitFor();
  await page.context().close();
});

test("what the data contradict is listed first, marked in the text, and cannot be published", async () => {
  const page = await world.page(officer);
  await page.goto("/fr/report/2019");
  await page.getByText("Le rapport ne peut pas être publié", { exact: false }).first().waitFor();
  assert.ok(await page.getByRole("button", { name: "Publier…" }).isDisabled());
  await page.getByRole("button", { name: "Voir dans le texte" }).first().click();
  assert.match(
    (await page.evaluate(() => document.activeElement?.textContent)) ?? "",
    /les données disent autre chose/,
  );
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test("anybody reads the published report in three languages, without losing the place", async () => {
  const page = await world.page();
  const titles = { fr: "Rapport annuel 2020", nl: "Jaarverslag 2020", en: "Annual report 2020" };
  await page.goto("/fr/public/reports");
  await page.getByRole("link", { name: titles.fr }).click();
  await page.getByRole("heading", { level: 1, name: titles.fr }).waitFor();
  await page.getByRole("button", { name: "plus de 10", exact: true }).click();
  await page.getByRole("dialog", { name: "Participants" }).waitFor();
  for (const language of ["nl", "en"] as const) {
    await page
      .getByRole("link", { name: new RegExp(language, "i") })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: titles[language] }).waitFor();
    await page.getByText(language === "nl" ? "Waar volgens de gegevens" : "True of the data").waitFor();
  }
  await page.context().close();
});

test("the published page is read without a script, in its own style", async () => {
  const page = await world.page();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto("/public/reports/2020/fr.html");
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Rapport annuel 2020");
  const colour = await page.evaluate(
    () => getComputedStyle(document.querySelector(".cover") ?? document.body).backgroundColor,
  );
  assert.notEqual(colour, "rgba(0, 0, 0, 0)", "its style was let through");
  assert.deepEqual(complaints, []);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

const paths = [
  "public",
  "public/reports",
  "public/reports/2020",
  "public/figures",
  "public/figures/participants?year=2020",
  "public/operations",
  "public/privacy",
  "accessibility",
  "public/about",
];

for (const [place, width] of [1280, 390].entries())
  test(`public pages have no fault that a tool finds and fit a window of ${width} pixels`, async () => {
    const page = await world.page(undefined, { width });
    for (const [index, path] of paths.entries()) {
      // Each page in another language at the other width: every language is looked at on many pages.
      const language = languages[(index + place) % languages.length] ?? "fr";
      await page.goto(`/${language}/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForFunction(() => !document.querySelector('[class*="skeleton"]'));
      assert.deepEqual(await violations(page), [], `${language}/${path}`);
      assert.equal(await isTooWide(page), false, `${language}/${path} is wider than its window`);
    }
    await page.context().close();
  });
