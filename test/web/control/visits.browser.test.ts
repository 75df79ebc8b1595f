import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";
import { ask, busiestCentre, submitPhases, type Submitted } from "./submitted.ts";

const phone = { width: 390, height: 844 };
/** The smallest picture there is. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

let world: World;
let controller: TestAccount;
let colleague: TestAccount;
let declared: Submitted;
let visit = "";

before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.03 });
  const manager = await world.account({ role: "partner_manager", partner: await busiestCentre(world) });
  controller = await world.account({ role: "controller" });
  colleague = await world.account({ role: "controller", name: "Collègue d'essai" });
  declared = await submitPhases(world, manager);
});
after(() => world.close());

/** Each test has a visit of its own. */
beforeEach(async () => {
  if (visit !== "")
    await ask(world, controller, "POST", `/api/verifications/${visit}/cancel`, { reason: "Essai suivant" });
  const { id } = await ask<{ id: number }>(
    world,
    controller,
    "POST",
    `/api/declarations/${declared.id}/verifications`,
    { type: "on_the_spot" },
  );
  visit = String(id);
});

const atServer = () => ask<VerificationPage>(world, controller, "GET", `/api/verifications/${visit}`);

const photographs = async (): Promise<number> => {
  const { documents } = await ask<{ documents: unknown[] }>(
    world,
    controller,
    "GET",
    `/api/documents?about=verification:${visit}`,
  );
  return documents.length;
};

const loaded = async (): Promise<Page> => {
  const page = await world.page(controller, phone);
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(15_000);
  await page.goto("/fr/control/visits");
  await page.getByRole("link", { name: "Ouvrir la visite" }).first().click();
  await page.getByRole("heading", { level: 2, name: "Questions" }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  return page;
};

const answer = (page: Page, question: number, value: string) =>
  page
    .locator("fieldset")
    .filter({ has: page.getByRole("radio") })
    .nth(question)
    .getByRole("radio", { name: value })
    .check({ force: true });

const noteFinding = async (page: Page, text: string) => {
  await page.getByRole("button", { name: "Noter un constat" }).click();
  await page.getByRole("button", { name: /Type de constat/ }).click();
  await page.getByRole("option").first().click();
  await page.getByLabel(/^Ce qui est constaté/).fill(text);
  await page.getByLabel(/^Montant en cause/).fill("100,00");
  await page.getByRole("button", { name: "Noter le constat" }).click();
  await page.getByText(text).waitFor();
};

const allSent = (page: Page) => page.getByText("Tout ce qui est noté est enregistré.").waitFor();

test("a visit without a network, with the page loaded anew twice: answers, a finding and a photograph arrive once it is back", async () => {
  const page = await loaded();
  const context = page.context();
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Pas de réseau : continuez").waitFor();
  await answer(page, 0, "Oui");
  await answer(page, 1, "Non");
  await page.getByRole("button", { name: "Ajouter une note" }).nth(1).click();
  await page.getByLabel("Note").fill("Affiche absente à l'entrée.");
  await noteFinding(page, "Pas d'affiche visible.");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Prendre une photo" }).click(),
  ]);
  await chooser.setFiles({ name: "entree.png", mimeType: "image/png", buffer: picture });
  await page.getByText("entree.png").first().waitFor();

  await page.reload();
  await page.getByText(/^4 choses sont sur cet appareil seulement/).waitFor();
  assert.equal(await page.getByLabel("Note").inputValue(), "Affiche absente à l'entrée.");
  await page.getByText("Pas d'affiche visible.").waitFor();
  await page.getByText("entree.png").first().waitFor();
  assert.equal((await atServer()).answers.length, 0);

  await context.setOffline(false);
  await allSent(page);
  const { answers, findings } = await atServer();
  assert.deepEqual(
    answers.filter(({ value }) => value !== "elsewhere").map(({ value, note }) => [value, note]),
    [
      ["yes", ""],
      ["no", "Affiche absente à l'entrée."],
    ],
  );
  assert.deepEqual(
    findings.map(({ text, amount }) => [text, amount]),
    [["Pas d'affiche visible.", "100.00"]],
  );
  assert.equal(await photographs(), 1);
  await context.close();
});

test("what somebody else answered otherwise meanwhile is told, and neither answer is lost", async () => {
  const page = await loaded();
  await page.context().setOffline(true);
  await answer(page, 0, "Oui");
  await answer(page, 1, "Oui");
  const { checklist, edition } = await atServer();
  const [first] = (checklist?.groups ?? []).flatMap(({ points }) => points);
  await ask(world, colleague, "PUT", `/api/verifications/${visit}/answers`, {
    edition,
    answers: [{ key: first?.key, value: "no", note: "Vu hier." }],
  });
  await page.context().setOffline(false);
  await page.getByText(/^Quelqu.un a répondu autrement entre-temps/).waitFor();
  await page.getByText("Non – Vu hier.").waitFor();
  // What nobody else touched goes nevertheless.
  await page.getByText(/^Le reste est enregistré/).waitFor();
  assert.equal((await atServer()).answers.filter(({ value }) => value === "yes").length, 1);
  await page.getByRole("button", { name: "Garder ma réponse" }).click();
  await page.getByText(/^Quelqu.un a répondu autrement entre-temps/).waitFor({ state: "detached" });
  await allSent(page);
  const answers = (await atServer()).answers.map(({ value }) => value);
  assert.equal(answers.filter((value) => value === "yes").length, 2);
  await page.context().close();
});

test("an answer of the server that gets lost doubles nothing; an ended session holds nothing back for good", async () => {
  const page = await loaded();
  let lost = 0;
  for (const path of ["**/findings", "**/api/documents?*"])
    await page.route(path, async (route) => {
      if (route.request().method() !== "POST" || lost >= 2) return route.continue();
      lost++;
      await route.fetch();
      return route.abort("connectionreset");
    });
  await noteFinding(page, "Registre de présence non signé.");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Prendre une photo" }).click(),
  ]);
  await chooser.setFiles({ name: "registre.png", mimeType: "image/png", buffer: picture });
  await allSent(page);
  assert.equal(lost, 2);
  assert.equal((await atServer()).findings.length, 1);
  assert.equal(await photographs(), 1);

  const session = (ended: string | null) =>
    world.pool.query("update access.session set ended_at = $2 where account = $1", [controller.id, ended]);
  await session("2020-01-01");
  await answer(page, 0, "Oui");
  await page.getByRole("button", { name: "Se connecter pour envoyer" }).waitFor();
  await page.getByText(/^1 chose est sur cet appareil seulement/).waitFor();
  await session(null);
  await page.reload();
  await allSent(page);
  assert.equal((await atServer()).answers.filter(({ value }) => value === "yes").length, 1);
  await page.context().close();
});
