import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Request } from "playwright-core";
import { type Language, languages } from "../../../src/language.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { patterns, type Sample, samples } from "./samples.ts";

/** WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const widths = [1280, 390] as const;
/** What is left of 1280 pixels when everything is four times as large (WCAG 1.4.10). */
const enlarged = 320;

let installation: Installation;
before(async () => {
  installation = await openInstallation();
});
after(() => installation.close());

test("every page has a sample here, and every sample a page", () => {
  assert.deepEqual(patterns().toSorted(), Object.keys(samples).toSorted());
});

/** What a page does about its new size, it does when it is drawn: on a busy machine that takes a while. */
const twoFrames = (): Promise<unknown> =>
  new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  });

/** How many answers a page still waits for. */
const waitsFor = (page: Page) => {
  const open = new Set<Request>();
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet = open.size === 0 ? quiet + 1 : 0) await page.evaluate(twoFrames);
  };
};

/** Goes to the page within the application, as its own links do: what is loaded already is not loaded again. */
const goOn = (address: string) => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
};

/** What axe finds on the page as it stands at both widths, and whether something runs out of the window. */
const faultsOf = async (page: Page, language: Language): Promise<string[]> => {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(twoFrames);
    // No page holds another site's frame: nothing is missed, and no second page is opened for each result.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
    for (const { id, nodes } of violations)
      faults.push(`at ${width}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  }
  for (const width of [...widths, enlarged]) {
    await page.setViewportSize({ width, height: 900 });
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (isWide) faults.push(`at ${width}: runs out of the window`);
  }
  await page.setViewportSize({ width: widths[0], height: 900 });
  const said = await page.evaluate(() => document.documentElement.lang);
  if (said !== language) faults.push(`is in ${said}`);
  return faults;
};

test("axe finds nothing on any page in any language at both widths, and nothing runs out of the window up to 400 %", async () => {
  const found: string[] = [];
  // Each kind of visitor goes through their pages by themselves, at the same time as the others.
  const visitors = Map.groupBy(
    Object.entries(samples),
    ([, { as, published }]) => `${as} ${published ?? false}`,
  );
  const visit = async (pages: readonly (readonly [string, Sample])[]) => {
    const [, first] = pages[0] ?? [];
    if (!first) return;
    const page = await installation.pageOf(first, widths[0]);
    const quiet = waitsFor(page);
    for (const [pattern, { at }] of pages) {
      const place = await installation.place(at);
      for (const language of languages) {
        if (language === languages[0]) await page.goto(`/${language}/${place}`);
        else await page.evaluate(goOn, `/${language}/${place}`);
        await page.locator(`html[lang=${language}] h1`).waitFor();
        await quiet();
        for (const fault of await faultsOf(page, language)) found.push(`${pattern} ${language} ${fault}`);
      }
    }
    await page.context().close();
  };
  await Promise.all([...visitors.values()].map(visit));
  assert.deepEqual(found, []);
});
