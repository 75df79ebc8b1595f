import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { openWorld, type TestAccount } from "../world.ts";

const today = "2020-11-16";
const phone = { width: 390, height: 844 };
const contacts = 30;

const world = await openWorld({ operations: [], settings: { today } });
after(async () => {
  await killServer();
  await world.close();
});

const worker = await world.account({ role: "case_worker", partner: "neet_rue_des_possibles" });
const log = "/fr/services/neets/outreach";

const rowsOf = async (): Promise<{ reference: string; partner: string }[]> => {
  const { rows } = await world.pool.query<{ reference: string; partner: string }>(
    "select contact_reference as reference, partner from register.outreach_contacts",
  );
  return rows;
};

/** Three taps. */
const meet = async (page: Page, stage: string): Promise<void> => {
  await page.getByRole("button", { name: "J'ai rencontré quelqu'un" }).click();
  await page.getByText(stage, { exact: true }).first().click();
  await page.getByRole("button", { name: "Noter", exact: true }).click();
  await page.getByRole("button", { name: "J'ai rencontré quelqu'un" }).waitFor();
};

const workerIsReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
  });

/** Every address in the browser's caches. */
const cached = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found;
  });

const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole("link", { name }).first().click();
};

const figureOf = (page: Page, name: string) =>
  page
    .getByRole("table", { name: "Les chiffres de l’année" })
    .getByRole("row", { name })
    .getByRole("cell")
    .first()
    .textContent();

test("a street worker's day: met without a network, sent once it is back, agreed, entered, counted", async () => {
  const page = await world.page(worker, phone);
  await page.goto("/fr");
  await follow(page, "Ouvrir le service");
  await follow(page, "Carnet de contacts");
  await meet(page, "contacté");
  const followed = page.getByRole("button", { name: "Revu" });
  await followed.waitFor();
  await workerIsReady(page);

  const context = page.context();
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Pas de réseau").waitFor();
  await meet(page, "repéré");
  await page.getByRole("button", { name: "Revu" }).click();
  await page.getByText("en confiance", { exact: true }).click();
  await page.getByLabel("Lieu").fill("Parc d'essai");
  await page.getByRole("button", { name: "Noter", exact: true }).click();
  await page.getByText("2 contacts à envoyer").waitFor();
  assert.equal(await page.getByText("sur ce téléphone seulement – sera envoyé").count(), 2);
  assert.equal((await rowsOf()).length, 1);

  await context.setOffline(false);
  await page.getByText("2 contacts à envoyer").waitFor({ state: "detached" });
  assert.equal((await rowsOf()).length, 3);
  const known = (await cached(page)).filter((path) => path.startsWith("/api/"));
  assert.deepEqual(known, ["/api/about"], "no answer about anybody is kept beside the pages");

  const person = page.getByRole("listitem").filter({ hasText: "en confiance" });
  await person.getByRole("link").click();
  await page.getByText("2 contacts", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Le jeune est d'accord" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nom", { exact: true }).fill("Exempledelarue");
  await dialog.getByLabel("Prénom").fill("Aline");
  await dialog.getByLabel("Date de naissance").fill("03/02/2001");
  await dialog.getByLabel(/Code postal/).fill("1080");
  await dialog.getByRole("button", { name: "Inscrire au programme" }).click();
  await page.getByRole("heading", { level: 1, name: /Exempledelarue/ }).waitFor();

  await page.goto("/fr/services/neets");
  assert.equal(await figureOf(page, "Participants"), "1");
  assert.equal(await figureOf(page, "Jeunes rencontrés sur le terrain"), "2");
  assert.equal(await figureOf(page, "Contacts de terrain"), "3");
});

test("what is noted when the session has ended stays on the phone until the same person has signed in", async () => {
  const page = await world.page(worker, phone);
  await page.goto(log);
  await page.getByRole("button", { name: "J'ai rencontré quelqu'un" }).waitFor();
  const before = (await rowsOf()).length;
  const session = (ended: string | null) =>
    world.pool.query("update access.session set ended_at = $2 where account = $1", [worker.id, ended]);
  await session("2020-01-01");
  await meet(page, "repéré");
  await page.getByText("1 contact à envoyer").waitFor();
  assert.equal((await rowsOf()).length, before);
  await session(null);
  await page.getByRole("button", { name: "Envoyer maintenant" }).click();
  await page.getByText("1 contact à envoyer").waitFor({ state: "detached" });
  assert.equal((await rowsOf()).length, before + 1);
});

test("another partner and somebody from outside see nothing of it; signing out leaves nothing on the phone", async () => {
  const other = await world.account({ role: "case_worker", partner: "neet_cap_senne" });
  const page = await world.page(other, phone);
  await page.goto(log);
  await page.getByText("Personne dans cette liste.").waitFor();
  await workerIsReady(page);
  await page.getByRole("button", { name: /Compte d'essai/ }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await page.waitForURL(/\/fr$/);
  assert.deepEqual(await cached(page), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  const outside = await world.page(undefined, phone);
  await outside.goto(log);
  await outside.getByRole("heading", { name: "Se connecter" }).waitFor();
});

test("an adviser's day on social clauses: an authority, a contract whose duty is worked out, an intervention, both counts", async () => {
  const adviser = await world.account({ role: "service_worker", operation: "social_clauses" });
  const page = await world.page(adviser);
  const add = async (register: string) => {
    await page.goto("/fr/services/social_clauses");
    await page.getByRole("button", { name: "Ajouter une fiche" }).click();
    await page.getByRole("menuitem", { name: register }).click();
  };
  const type = async (label: string | RegExp, text: string) => {
    const box = page.getByRole("textbox", { name: label }).or(page.getByRole("combobox", { name: label }));
    await box.fill(text);
    await box.blur();
  };
  const pick = async (label: RegExp, option: string) => {
    await page.getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  const keep = async () => {
    await page.getByRole("button", { name: /^Enregistrer/ }).click();
    await page.getByText(/^Enregistré à|^Enregistré \(/).waitFor();
  };
  const duty = (words: string) =>
    page
      .getByRole("region")
      .or(page.locator("section"))
      .filter({ hasText: "Ce qui en découle" })
      .getByText(words, { exact: true })
      .first()
      .waitFor();

  await page.goto("/fr");
  await follow(page, "Ouvrir le service");
  await page.getByRole("heading", { level: 1, name: "Clauses sociales" }).waitFor();
  await add("Pouvoirs publics");
  await type(/^Numéro d'entreprise/, "0100.000.070");
  await type(/^Nom du pouvoir public/, "Organisme d'essai du Canal");
  await pick(/Type de pouvoir public/, "organisme régional");
  await type(/^Premier contact le/, "03/02/2020");
  await keep();

  await add("Marchés publics");
  await type(/^Numéro d'entreprise du pouvoir public/, "0100000070");
  await type(/^Référence du marché/, "CSC-ESSAI-1");
  await page.getByRole("radio", { name: "travaux" }).check({ force: true });
  await pick(/Type de pouvoir public/, "organisme régional");
  await type(/^Repéré le/, "03/02/2020");
  await type(/^Montant estimé/, "750.000,00");
  await duty("à déterminer");
  await type(/^Publication, prévue/, "02/03/2020");
  await duty("facultative");
  await type(/^Montant estimé/, "750.000,01");
  await duty("obligatoire");
  await keep();
  await duty("obligatoire");

  for (const kind of ["conseil sur l'utilité d'une clause", "rédaction de la clause"]) {
    await add("Interventions sur des clauses sociales");
    await type(/^Numéro d'entreprise du pouvoir public/, "0100000070");
    await type(/^Référence du marché/, "CSC-ESSAI-1");
    await page.getByRole("radio", { name: kind }).check({ force: true });
    await type(/^Date de l'intervention/, "05/02/2020");
    await keep();
  }
  await page.goto("/fr/services/social_clauses");
  await page
    .getByRole("region", { name: "Clause obligatoire, pas encore rédigée" })
    .getByText("CSC-ESSAI-1")
    .waitFor();
  assert.equal(await figureOf(page, "Pouvoirs publics contactés pour des clauses sociales"), "1");
  assert.equal(await figureOf(page, "Interventions sur des clauses sociales"), "2");
  assert.equal(await figureOf(page, "Marchés où une clause sociale est obligatoire"), "1");

  const stranger = await world.page(worker);
  assert.equal((await stranger.request.get("/api/registers/clause_contracts")).status(), 404);
  assert.equal((await stranger.request.get("/api/services/social_clauses")).status(), 404);
});

// A server of its own, killed without warning and started again on the same port. ---------------------------------

let server: ChildProcess | undefined;
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
};
const startServer = async (port: number): Promise<void> => {
  const script = join(import.meta.dirname, "..", "..", "..", "src", "server", "serveForTests.ts");
  const { connectionString } = world.pool.options;
  const own = spawn(
    process.execPath,
    [script, String(connectionString), world.folder, world.programme.folder, String(port)],
    { stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
  server = own;
  await Promise.race([once(own, "message"), once(own, "exit")]);
};
async function killServer(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill("SIGKILL");
  await gone;
}

test("of thirty contacts, with the network cut and the server killed, none is lost and none is doubled", async () => {
  const port = await freePort();
  await startServer(port);
  const before = (await rowsOf()).length;
  const page = await pageAt(worker, `http://127.0.0.1:${port}`);
  await page.goto(log);
  await page.getByRole("button", { name: "J'ai rencontré quelqu'un" }).waitFor();
  await workerIsReady(page);
  // Where it happens is drawn anew each time, in this order.
  const between = (low: number, high: number) => low + Math.floor(Math.random() * (high - low + 1));
  const plan = {
    cut: between(3, 7),
    back: between(8, 11),
    killed: between(13, 17),
    reopened: between(18, 20),
    started: between(21, 28),
  };
  let starting: Promise<void> | undefined;
  for (let number = 1; number <= contacts; number++) {
    if (number === plan.cut) await page.context().setOffline(true);
    if (number === plan.back) await page.context().setOffline(false);
    if (number === plan.killed) await killServer();
    if (number === plan.started) starting = startServer(port);
    if (number === plan.reopened) {
      await page.reload();
      await page.getByText("Pas de réseau").waitFor();
    }
    await meet(page, number % 2 === 0 ? "contacté" : "repéré");
  }
  await starting;
  await page.getByText(/contacts? à envoyer/).waitFor({ state: "detached", timeout: 20_000 });
  const rows = await rowsOf();
  assert.equal(rows.length - before, contacts, JSON.stringify(plan));
  assert.equal(new Set(rows.map(({ reference }) => reference)).size, rows.length);
});

const pageAt = async (account: TestAccount, origin: string): Promise<Page> => {
  const browser = (await world.page()).context().browser();
  assert.ok(browser);
  const context = await browser.newContext({ viewport: phone, locale: "fr-BE", baseURL: origin });
  await context.addCookies([
    { name: "jalon", value: account.secret, url: origin, httpOnly: true, sameSite: "Lax" },
  ]);
  return context.newPage();
};
