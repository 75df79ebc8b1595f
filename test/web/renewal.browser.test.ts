import { after, before, test } from "node:test";
import { openWorld, type World } from "./world.ts";

let world: World;
before(async () => {
  world = await openWorld({ operations: [] });
});
after(() => world.close());

test("where a new version was installed meanwhile, the page that is asked for opens all the same", async () => {
  const page = await world.page(await world.account({ role: "programme_officer" }));
  await page.goto("/fr");
  await page.getByRole("heading", { level: 1, name: "À vous de jouer" }).waitFor();
  await page.route(/\/assets\/PeoplePage-.*js$/, (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.getByRole("link", { name: "Accès", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Accès" }).waitFor();
});

test("where parts of the page stay away, it says so instead of opening again and again", async () => {
  const page = await world.page(await world.account({ role: "programme_officer" }));
  await page.goto("/fr");
  await page.getByRole("heading", { level: 1, name: "À vous de jouer" }).waitFor();
  await page.route(/\/assets\/PeoplePage-.*js$/, (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "Accès", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Cette page n’a pas pu s’afficher" }).waitFor();
  await page.getByRole("button", { name: "Recharger la page" }).waitFor();
});
