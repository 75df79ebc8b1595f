import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { busiestCentre } from "../control/submitted.ts";
import { decideInThePast, type Hands, handsOf, openAccount } from "../money/chain.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

let world: World;
let hands: Hands;

/** A declaration of a year, submitted, verified and decided: what it comes to can be paid. */
before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.03, settings: { today: "2021-05-15" } });
  const partner = await busiestCentre(world);
  hands = await handsOf(world, partner);
  await decideInThePast(world, partner);
  await openAccount(world, hands, partner);
});
after(() => world.close());

const open = async (account: TestAccount, address: string): Promise<Page> => {
  const page = await world.page(account);
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  return page;
};
const press = (within: Page | Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

/** How many fields somebody filled in. */
const typed = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset["typed"] ?? 0));
const countTyping = (page: Page): Promise<void> =>
  page.evaluate(() => {
    addEventListener("input", () => {
      const { dataset } = document.documentElement;
      dataset["typed"] = String(Number(dataset["typed"] ?? 0) + 1);
    });
  });

test("a payment: prepared with nothing typed, approved by another, sent to the bank, executed, and the partner sees it", async () => {
  const officer = await open(hands.officer, "/fr/money/payments");
  await countTyping(officer);
  await officer.getByRole("tab", { name: /^À préparer \(1\)/ }).waitFor();
  await press(officer, "Préparer");
  await officer.getByRole("tab", { name: /^À approuver \(1\)/ }).click();
  const number = await officer.getByRole("table").getByRole("link").first().innerText();
  assert.equal(await typed(officer), 0);
  await officer.getByRole("link", { name: number }).click();
  await officer.getByRole("heading", { level: 1, name: number }).waitFor();
  await officer.getByRole("heading", { name: "Comment le montant est calculé" }).waitFor();
  assert.equal(await officer.getByRole("button", { name: /^Approuver/ }).count(), 0);

  const second = await open(hands.secondOfficer, "/fr/money/payments?show=approve");
  await second.getByRole("link", { name: number }).click();
  await press(second, /^Approuver/);
  await second.getByText("à envoyer à la banque", { exact: true }).first().waitFor();

  await officer.goto("/fr/money/payments?show=send");
  await press(officer, "Faire le fichier bancaire");
  await press(officer.getByRole("dialog"), "Faire le fichier");
  await officer.getByRole("heading", { level: 1, name: /^Fichier bancaire/ }).waitFor();
  const [download] = await Promise.all([
    officer.waitForEvent("download"),
    officer.getByRole("link", { name: "Télécharger le fichier" }).click(),
  ]);
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  const xml = Buffer.concat(parts).toString("utf8");
  assert.match(xml, /pain\.001\.001\.03/);
  assert.match(xml, /BE68539007547034/);
  await press(officer, "Noter l'exécution");
  await press(officer.getByRole("dialog"), "Noter l'exécution");
  await officer
    .getByText(/^exécuté le/)
    .first()
    .waitFor();

  const manager = await open(hands.manager, "/fr/money/payments");
  const received = manager.getByRole("table", { name: "Reçus" });
  await received.getByRole("link", { name: number }).waitFor();
  await received.getByText("payé", { exact: true }).waitFor();
});
