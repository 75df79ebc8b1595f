import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { type EntryWorld, openEntryWorld } from "./entry-world.ts";

let world: EntryWorld;
before(async () => {
  world = await openEntryWorld();
});
after(() => world.close());

const home = (page: Page) => page.getByRole("link", { name: "À vous de jouer" }).first();
const nothingWaits = (page: Page) => page.getByText("Rien ne vous attend.");
const onLeaving = (page: Page) => page.locator('[data-field="employment_at_leave"]');

test("what was asked before a record was kept is not shown as what waits afterwards, however late it is answered", async () => {
  const { record } = await world.participant(1, { leave_date: "30/06/2020" });
  const page = await world.page(world.north);
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  // The first answer is the server's own of that moment, on a slow way back.
  await page.route(
    "**/api/worklist",
    async (route) => {
      const response = await route.fetch();
      await mayAnswer;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.goto(`/fr/operations/guidance/registers/participants/records/${record}`);
  const change = page.getByRole("link", { name: "Modifier", exact: true });
  await change.waitFor();
  const asked = page.waitForRequest("**/api/worklist");
  await home(page).click();
  await asked;
  await page.goBack();
  await change.click();
  await onLeaving(page).getByRole("radio").first().check({ force: true });
  await page.locator('[data-save="saved"]').waitFor();
  await page.getByRole("button", { name: "Enregistrer les modifications" }).click();
  await page.getByText(/^Enregistré à/).waitFor();
  await home(page).click();
  const late = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/api/worklist"));
  answer();
  await late;
  await nothingWaits(page).waitFor();
  await page.context().close();
});

test("a page that nobody looks after asks for nothing by itself: the session of whoever went away ends", async () => {
  const page = await world.page(world.manager);
  await page.clock.install();
  await page.goto("/fr");
  await page.getByRole("heading", { level: 1, name: "À vous de jouer" }).waitFor();
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const looked = page.waitForRequest("**/api/session/remaining");
  await page.clock.fastForward("30:00");
  await looked;
  await page.waitForLoadState("networkidle");
  assert.deepEqual([...new Set(asked)], ["/api/session/remaining"]);
  await page.context().close();
});
