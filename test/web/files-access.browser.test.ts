import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Language } from "../../src/language.ts";
import { participantRow } from "../programme/rows.ts";
import { type FilesWorld, openFilesWorld } from "./files-world.ts";
import type { TestAccount } from "./world.ts";

let world: FilesWorld;
let guide: TestAccount;
let kept: string;
let faulty: string;
let ready: string;

const twin = { last_name: "Jumeau", first_name: "Ali", birth_date: "01/02/1980" };

before(async () => {
  world = await openFilesWorld();
  guide = await world.account({ role: "guide", partner: "north_workshop", name: "Camille Exemple" });
  kept = await world.bringRows(guide, [participantRow(1), participantRow(2, twin)]);
  await world.ask(guide, "POST", `/api/files/${kept}/keep`, { confirmOpen: true });
  await world.work(kept);
  faulty = await world.bringRows(guide, [
    participantRow(3, { birth_date: "31/02/1990" }),
    participantRow(4, { birth_date: "?" }),
    participantRow(5, { gender: "Z" }),
    participantRow(6, { gender: "Z" }),
  ]);
  ready = await world.bringRows(guide, [
    participantRow(1, { postcode: "1080", last_name: "Nouveau" }),
    participantRow(7, twin),
  ]);
});
after(() => world.close());

const open = async (path: string, language: Language, width: number): Promise<Page> => {
  const page = await world.page(guide, { width });
  await page.goto(`/${language}/${path}`);
  await page.locator("h1").waitFor();
  return page;
};

const assertOpenToAll = async (page: Page, what: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${String(target)}`)),
    [],
    what,
  );
  const wider = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  assert.equal(wider, 0, `${what}: the page scrolls sideways`);
};

test("the pages of a file pass WCAG 2.2 A and AA in each language, wide and narrow, whatever the file's state", async () => {
  const looks: readonly (readonly [Language, number])[] = [
    ["fr", 1280],
    ["nl", 390],
    ["en", 390],
  ];
  await Promise.all(
    looks.map(async ([language, width]) => {
      const states: readonly (readonly [string, number | undefined])[] = [
        [faulty, undefined],
        [faulty, 3],
        [ready, undefined],
        [ready, 2],
        [kept, undefined],
      ];
      const page = await open("files?operation=guidance", language, width);
      await page.getByRole("table").waitFor();
      await assertOpenToAll(page, `files ${language} ${width}`);
      // What differs between languages are words; each state is looked at wide and narrow.
      for (const [upload, tab] of language === "en" ? states.slice(3) : states) {
        await page.goto(`/${language}/files/${upload}`);
        if (upload === kept) await page.locator("code").waitFor();
        else {
          await page
            .getByRole("tab")
            .nth(tab ?? 0)
            .waitFor();
          if (tab !== undefined) await page.getByRole("tab").nth(tab).click();
          await page.getByRole("table").first().waitFor();
        }
        await assertOpenToAll(page, `${upload === kept ? "kept" : "tab"} ${tab} ${language} ${width}`);
      }
      await page.context().close();
    }),
  );
});

test("cells are mended from row to row by keyboard alone, and one may leave the page and come back", async () => {
  const page = await open(`files/${faulty}`, "fr", 1280);
  await page.getByRole("tab", { name: /À corriger \(4\)/ }).focus();
  // To the list of columns' kinds: the first is open, the second opens by keyboard.
  const second = page.locator("summary", { hasText: "Date de naissance : date illisible" });
  await second.focus();
  if (!(await page.getByRole("textbox", { name: "Bonne valeur pour E2" }).isVisible()))
    await page.keyboard.press("Enter");
  const first = page.getByRole("textbox", { name: "Bonne valeur pour E2" });
  await first.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("28/02/1990");
  await page.keyboard.press("Enter");
  assert.equal(
    await page.evaluate("document.activeElement.closest('tr').querySelector('th').textContent"),
    "E3",
    "Enter leads to the next cell",
  );
  await page.keyboard.press("Control+a");
  await page.keyboard.type("hier");
  await page.keyboard.press("ArrowUp");
  await page.getByText("Attendu : une date jj/mm/aaaa").last().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1/3/1991");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /À corriger \(2\)/ }).waitFor();

  await page.goto("/fr/files");
  await page.getByRole("link", { name: "mars.csv" }).first().waitFor();
  await page.goto(`/fr/files/${faulty}`);
  await page.getByRole("tab", { name: /À corriger \(2\)/ }).waitFor();
  await page.getByRole("tab", { name: /Corrections \(2\)/ }).click();
  await page.getByRole("cell", { name: "28/02/1990" }).waitFor();
  await page.context().close();
});
