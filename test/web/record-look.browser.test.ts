import assert from "node:assert/strict";
import { after, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { languages } from "../../src/language.ts";
import { focusOf, keepWithoutBrowser, participants as list, wholeParticipant } from "./record-person.ts";
import { openWorld } from "./world.ts";

const world = await openWorld({ operations: [] });
after(() => world.close());

const register = world.programme.registers.get("participants");
assert.ok(register);
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const account = await world.account({ role: "case_worker", partner: "cpas_forest", name: "Irma Inventée" });
const record = await keepWithoutBrowser(world, account, wholeParticipant(1));
const here = `${list}/records/${record}`;

const isSound = async (page: Page, what: string): Promise<void> => {
  // A dialog that is still fading in has not its colours yet.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], what);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(isTooWide, false, `${what} is too wide`);
};

for (const language of languages)
  for (const width of [1280, 390])
    test(`in ${language} at ${width}, record, forms and dialogs have no fault that a machine finds`, async () => {
      const page = await world.page(account, { width });
      await page.goto(`/${language}/${here}`);
      await page.locator("main h2").first().waitFor();
      await isSound(page, "record");
      for (const [place, kind] of ["step", "undo"].entries()) {
        const button = page.locator("main").getByRole("button");
        const names = [/Annuler la sortie|uitstap|leaving/i, /Annuler ce changement|ongedaan|Undo/i];
        const found = button.filter({ hasText: names[place] ?? "" }).first();
        await found.click();
        await page.locator('[role="dialog"], [role="alertdialog"]').waitFor();
        await isSound(page, kind);
        await page.keyboard.press("Escape");
        await page.locator('[role="dialog"], [role="alertdialog"]').waitFor({ state: "detached" });
      }
      await page.goto(`/${language}/${here}/edit`);
      await page.locator('[data-field="postcode"] input').fill("10");
      await page.locator('[data-field="birth_date"] input').fill("31/02/19");
      await page.locator('[type="submit"]').click();
      await page.getByRole("alert").first().waitFor();
      await isSound(page, "change with errors");
      await page.goto(`/${language}/${list}/new`);
      await page.locator('[data-field="person_number"] input').waitFor();
      await page.locator('[type="submit"]').click();
      await page.getByRole("alert").first().waitFor();
      await isSound(page, "new with errors");
      await page.context().close();
    });

test("the list of what is to be corrected leads into a box and into choices, and nothing with the focus is behind the bar", async () => {
  const page = await world.page(account, { width: 1280, height: 720 });
  await page.goto(`/fr/${list}/new`);
  const box = (id: string) => page.locator(`[data-field="${id}"]`);
  await box("entry_date").locator("input").fill("04/06/2018");
  await box("employment_at_entry").getByText("au chômage", { exact: true }).click();
  await box("leave_date").locator("input").fill("29/03/2019");
  await box("sampled").getByText("Oui").click();
  await box("promoted_at_6_months").getByText("Oui").click();
  await page.locator('[type="submit"]').click();
  const summary = page.getByRole("alert").filter({ hasText: "à corriger" });
  for (const id of ["person_number", "employment_at_entry"]) {
    const label = register.fields.get(id)?.label.fr ?? "";
    await summary.getByRole("button").filter({ hasText: label }).first().click();
    assert.equal((await focusOf(page)).field, id);
    const isLinked = await page.evaluate(() => {
      const field = document.activeElement?.closest("[data-field]");
      const named = [document.activeElement, field].map(
        (each) => each?.getAttribute("aria-describedby") ?? "",
      );
      const words = named
        .join(" ")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? "");
      return words.some((text) => text.includes("Attendu"));
    });
    assert.equal(isLinked, true, `what is wrong with ${id} is read with it`);
  }
  // The same by Tab alone: what has the focus is never covered by the bar.
  await page.locator('[data-field="person_number"] input').focus();
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    const isCovered = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active?.closest("[data-field]")) return false;
      const { left, right, top, bottom } = active.getBoundingClientRect();
      const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const foot = document.querySelector('[type="submit"]')?.closest("div")?.parentElement;
      return foot?.contains(seen) ?? true;
    });
    assert.equal(isCovered, false, "covered by the bar");
  }
});
