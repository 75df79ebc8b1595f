import assert from "node:assert/strict";
import { after, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { languages } from "../../src/language.ts";
import { openMailServer } from "../../src/signin/forTests.ts";
import { signInKey } from "../../src/signin/key.ts";
import { keepPassword, keepSecondFactor } from "../../src/signin/local.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { codeAt, newTotpSecret } from "../../src/signin/totp.ts";
import { openWorld } from "./world.ts";

const mails = await openMailServer();
const world = await openWorld({ operations: [], settings: { smtp: mails.url } });
after(async () => {
  await world.close();
  await mails.close();
});

const email = "nadia.imaginaire@partenaire.example";
const password = "ombrelle et gravier";
const manager = await world.account({
  role: "partner_manager",
  partner: "cpas_forest",
  name: "Marius Inventé",
});

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const addressesOf = (page: Page): string[] => {
  const seen: string[] = [];
  page.on("request", (request) => seen.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
  return seen;
};

test("invited by mail, a person chooses a password, sets up the app, signs in, and is out at the click after being removed", async () => {
  const office = await world.page(manager);
  await office.goto("/fr/people");
  await office.getByRole("button", { name: "Inviter une personne" }).click();
  const dialog = office.getByRole("dialog");
  await dialog.getByLabel("Prénom et nom").fill("Nadia Imaginaire");
  await dialog.getByLabel("Adresse e-mail professionnelle").fill(email);
  await dialog.getByRole("radio", { name: /Accompagnateur/ }).check({ force: true });
  await dialog.getByRole("button", { name: "Inviter", exact: true }).click();
  await dialog.getByText("est en route").waitFor();
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await office.getByText(/Invité jusqu’au/).waitFor();

  const { link } = await mails.next(email);
  const page = await world.page();
  const addresses = addressesOf(page);
  await page.goto(link);
  await page.getByText("CPAS de Forest").waitFor();
  assert.ok(!page.url().includes("#"), "the secret does not stay in the address");
  await page.getByLabel(/Nouveau mot de passe/).fill("motdepasse1234");
  await page.getByRole("button", { name: "Accepter et continuer" }).click();
  await page.getByText("parmi les premiers que l'on essaierait").waitFor();
  await page.getByLabel(/Nouveau mot de passe/).fill(password);
  await page.getByRole("button", { name: "Accepter et continuer" }).click();

  const secret = (await page.locator("ol code").innerText()).replaceAll(" ", "");
  await page.getByRole("img", { name: /Code à scanner/ }).waitFor();
  await page.getByLabel("Code à six chiffres").fill(codeAt(secret, Date.now() - 30_000));
  await page.getByRole("button", { name: "Vérifier le code" }).click();
  await page.getByRole("heading", { name: "Vos codes de secours pour Jalon" }).waitFor();
  assert.equal(await page.locator("li code").count(), 10);
  await page.getByText("J’ai mis ces codes en lieu sûr").click();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Nadia Imaginaire" }).waitFor();

  await page.goto("/fr/account");
  await page.getByRole("heading", { name: "Mes sessions" }).waitFor();
  await page.getByRole("button", { name: "Nadia Imaginaire" }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await page.getByRole("button", { name: "Se connecter" }).first().waitFor();

  await page.goto("/nl/sign-in");
  await page.getByLabel("E-mailadres").fill(email);
  await page.getByLabel(/^Wachtwoord/).fill(password);
  await page.getByRole("button", { name: "Verder" }).click();
  await page.getByLabel("Code van zes cijfers").fill(codeAt(secret, Date.now()));
  await page.getByRole("button", { name: "Aanmelden" }).last().click();
  await page.getByRole("button", { name: "Nadia Imaginaire" }).waitFor();
  await page.goto("/fr/account");
  await page.getByRole("heading", { name: "Mes sessions" }).waitFor();

  await office.reload();
  await office.getByRole("button", { name: "Actions pour Nadia Imaginaire" }).click();
  await office.getByRole("menuitem", { name: "Retirer l’accès" }).click();
  await office.getByRole("alertdialog").getByRole("button", { name: "Retirer l’accès" }).click();
  await office.getByText("L’accès de Nadia Imaginaire est retiré.").waitFor();

  await page.getByRole("button", { name: "Se déconnecter de partout" }).click();
  await page.getByRole("dialog").getByText("Votre session a pris fin").waitFor();
  const again = page.getByRole("dialog");
  await again.getByLabel(/Adresse e-mail/).fill(email);
  await again.getByLabel(/^Mot de passe/).fill(password);
  await again.getByRole("button", { name: "Continuer" }).click();
  await again.getByText("ne convient pas").waitFor();

  const invitation = link.split("#")[1] ?? "";
  for (const address of addresses)
    for (const word of [invitation, secret, password, email])
      assert.ok(!decodeURIComponent(address).includes(word), "no secret and no address stands in a URL");
});

test("who signed in with the body's own provider leaves there too", async () => {
  const account = await world.account({ role: "programme_officer", name: "Odile Inventée" });
  const page = await world.page(account);
  await page.goto("/fr/account");
  const provider = new URL("/fr/public/accessibility?ended", page.url()).href;
  await page.route("**/api/sign-out", (route) => route.fulfill({ json: { provider } }));
  await page.getByRole("button", { name: "Odile Inventée" }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await page.waitForURL(provider);
});

test("a session that ends tells two minutes before, and is prolonged in place", async () => {
  const account = await world.account({ role: "programme_officer", name: "Paula Inventée" });
  const page = await world.page(account);
  const looked = page.waitForResponse(/\/api\/session\/remaining/);
  await page.goto("/fr/account");
  await looked;
  await page.getByRole("heading", { name: "Mes sessions" }).waitFor();
  // Almost an hour passes.
  await world.pool.query(
    "update access.session set idle_minutes = 60, last_seen_at = now() - interval '58 minutes 10 seconds' where account = $1",
    [account.id],
  );
  await page.reload();
  await page.getByRole("alertdialog").getByText("se termine dans 2 minutes").waitFor();
  await page.getByRole("button", { name: "Rester connecté" }).click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  const { rows } = await world.pool.query<{ fresh: boolean }>(
    "select last_seen_at > now() - interval '1 minute' as fresh from access.session where account = $1",
    [account.id],
  );
  assert.equal(rows[0]?.fresh, true);
});

test("when a session ends on a page, signing in over it goes on with what was asked; nothing on the page is lost", async () => {
  const account = await world.account({
    role: "partner_manager",
    partner: "cpas_forest",
    name: "Quentin Inventé",
  });
  const secret = newTotpSecret();
  const key = await signInKey(world.folder);
  await asOwner(world.pool, async (client) => {
    await keepPassword(world.house, client, account.id, password);
    await keepSecondFactor(client, key, account.id, secret, 0);
  });
  const page = await world.page(account);
  await page.goto("/fr/people");
  await page.getByRole("button", { name: "Inviter une personne" }).click();
  const form = page.getByRole("dialog", { name: "Inviter une personne" });
  await form.getByLabel("Prénom et nom").fill("Rosa Inventée");
  await form.getByLabel("Adresse e-mail professionnelle").fill("rosa@partenaire.example");
  await form.getByRole("radio", { name: /Accompagnateur/ }).check({ force: true });
  await world.pool.query("update access.session set ended_at = now() where account = $1", [account.id]);
  await form.getByRole("button", { name: "Inviter", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Se connecter" });
  await dialog.getByText("ce qui est sur la page est toujours là").waitFor();
  await dialog.getByLabel(/Adresse e-mail/).fill(account.email);
  await dialog.getByLabel(/^Mot de passe/).fill(password);
  await dialog.getByRole("button", { name: "Continuer" }).click();
  await dialog.getByLabel("Code à six chiffres").fill(codeAt(secret, Date.now()));
  await dialog.getByRole("button", { name: "Se connecter" }).click();
  await form.getByText("L’invitation de Rosa Inventée est en route").waitFor();
});

test("the pages of sign-in, account and people have no fault that a machine finds, wide and narrow", async () => {
  const account = await world.account({ role: "partner_manager", partner: "cpas_forest" });
  const paths = ["sign-in", "forgotten-password", "invitation", "account", "people", "people?tab=tokens"];
  for (const width of [1280, 390]) {
    const page = await world.page(account, { width });
    for (const [place, path] of paths.entries()) {
      await page.goto(`/${languages[place % languages.length]}/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      assert.deepEqual(found, [], `${path} at ${width}`);
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(isTooWide, false, `${path} at ${width} is too wide`);
    }
    await page.context().close();
  }
});
