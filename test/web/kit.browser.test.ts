import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { languages } from "../../src/language.ts";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";

const web = join(import.meta.dirname, "..", "..", "web");
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:";
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const title = { fr: "Programme d’essai", nl: "Proefprogramma", en: "Trial programme" };
const answers: Readonly<Record<string, unknown>> = {
  "/api/about": {
    programme: { id: "trial", title, identifier: "TRIAL", authority: title },
    coFunding: {
      fr: { union: "Union européenne" },
      nl: { union: "Europese Unie" },
      en: { union: "European Union" },
    },
    version: "0",
    demonstration: true,
  },
  "/api/me": {
    account: "1",
    name: "Zénobie Inventée",
    language: "fr",
    grants: [
      {
        role: "trial",
        roleLabel: title,
        rights: ["records:read", "files:import"],
        operation: null,
        partner: null,
      },
    ],
  },
};

/** Whether somebody has signed in again, and how often what is closed was asked for. */
let isOpen = false;
let knocks = 0;

/** What needs a session: refused until somebody opened. */
const session: Readonly<Record<string, () => { status: number; answer: unknown }>> = {
  "/api/closed": () => {
    knocks++;
    return isOpen
      ? { status: 200, answer: "ouvert" }
      : { status: 401, answer: { title: "Connectez-vous pour continuer.", code: "not_signed_in" } };
  },
  "/api/open": () => {
    isOpen = true;
    return { status: 200, answer: null };
  },
};

let folder: string;
let server: Server;
let browser: Browser;
let origin: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "jalon-kit-"));
  await build({
    root: web,
    configFile: join(web, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: folder, minify: false, rolldownOptions: { input: join(web, "gallery.html") } },
  });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("content-security-policy", policy);
    const type = types[extname(pathname)];
    if (pathname.startsWith("/api/")) {
      const { status, answer } = session[pathname]?.() ?? { status: 200, answer: answers[pathname] };
      response.writeHead(answer === undefined ? 404 : status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { title: "nothing here", code: "not_found" }));
    } else if (type !== undefined && existsSync(join(folder, pathname))) {
      response.writeHead(200, { "content-type": type }).end(readFileSync(join(folder, pathname)));
    } else {
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(readFileSync(join(folder, "gallery.html")));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  origin = `http://127.0.0.1:${address.port}`;
  browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** Opens the gallery, does the work, and fails on anything that the page complained of, the policy's refusals too. */
const onGallery = async (
  { language = "fr", width = 1280, at = "gallery" }: { language?: string; width?: number; at?: string },
  work: (page: Page) => Promise<void>,
  expected?: RegExp,
): Promise<void> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${origin}/${language}/${at}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await work(page);
  assert.deepEqual(
    complaints.filter((complaint) => !expected?.test(complaint)),
    [],
  );
  await context.close();
};

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Returns what axe finds wrong on the page, by rule and place. */
const faults = async (page: Page, but: readonly string[] = []): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(wcag)
    .disableRules([...but])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ""}`),
  );
};

const isWiderThanWindow = async (page: Page): Promise<boolean> =>
  await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

const focusedName = async (page: Page): Promise<string> => (await page.locator(":focus").textContent()) ?? "";

test("every part of the kit passes WCAG 2.2 A and AA in three languages, wide and narrow, and the page never scrolls sideways", async () => {
  const checks = languages.map(async (language) => {
    await onGallery({ language }, async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await faults(page), []);
        assert.equal(await isWiderThanWindow(page), false);
      }
    });
  });
  await Promise.all(checks);
});

test("a window over the page keeps the focus, closes with Escape and gives the focus back", async () => {
  await onGallery({}, async (page) => {
    const opener = page.getByRole("button", { name: "Ajouter une personne" }).first();
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Ajouter une personne" });
    await dialog.waitFor();
    assert.deepEqual(await faults(page), []);
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press("Tab");
      assert.equal(await dialog.locator(":focus").count(), 1);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await focusedName(page), "Ajouter une personne");
  });
});

test("a menu opens, is walked and is used by keyboard; what cannot be undone is asked again", async () => {
  await onGallery({}, async (page) => {
    await page.getByRole("button", { name: "Autres actions" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menuitem", { name: "Exporter vers Excel" }).waitFor();
    assert.deepEqual(await faults(page), []);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByRole("alertdialog", { name: "Supprimer ce dossier ?" }).waitFor();
    assert.deepEqual(await faults(page), []);
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
  });
});

test("lists are chosen from by keyboard, by their first letters or, with or without accents, by any part", async () => {
  await onGallery({}, async (page) => {
    const select = page.getByRole("button", { name: /Situation à l’entrée/ });
    await select.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor();
    assert.deepEqual(await faults(page), []);
    await page.keyboard.type("ina");
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    assert.match((await select.textContent()) ?? "", /Inactif/);
    const combo = page.getByRole("combobox", { name: "Pays de naissance" });
    await combo.focus();
    await combo.fill("cote d");
    await page.getByRole("option", { name: "Côte d’Ivoire" }).waitFor();
    // While its list is open the rest is hidden from those who listen, and would be a fault if the focus could go
    // there: it cannot, because leaving the box closes the list first.
    assert.deepEqual(await faults(page, ["aria-hidden-focus"]), []);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await combo.inputValue(), "Côte d’Ivoire");
    await combo.fill("b");
    await page.getByRole("option", { name: "Belgique" }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.locator("[aria-hidden=true] :focus").count(), 0);
    assert.deepEqual(await faults(page), []);
  });
});

test("help, warnings and errors are read out with their field, and a summary of errors leads to it", async () => {
  await onGallery({}, async (page) => {
    const described = async (label: string): Promise<string> => {
      const ids = (await page.getByLabel(label).first().getAttribute("aria-describedby")) ?? "";
      const texts = ids.split(" ").map((id) => page.locator(`[id="${id}"]`).textContent());
      return (await Promise.all(texts)).join(" | ");
    };
    assert.match(await described("Commune de résidence"), /Celle de la carte d’identité/);
    assert.match(await described("Heures suivies"), /Écrivez un nombre/);
    const day = await described("Date d’entrée");
    assert.match(day, /jj\/mm\/aaaa/);
    assert.match(day, /jeudi 12 mars 2020/);
    assert.match(day, /À confirmer\s: L’opération a commencé/);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    assert.match(await focusedName(page), /^ 1 réponse à corriger/);
    await page.getByRole("button", { name: /choisissez une réponse/ }).click();
    assert.match(await focusedName(page), /Pas encore de réponse/);
  });
});

test("a day may be typed in any usual form, and what is no day is kept and said to be none", async () => {
  await onGallery({}, async (page) => {
    const day = page.getByLabel("Date d’entrée");
    for (const [typed, understood] of [
      ["3/4/2024", "mercredi 3 avril 2024"],
      ["2024-04-03", "mercredi 3 avril 2024"],
      ["03042024", "mercredi 3 avril 2024"],
      [" 3 . 4 . 2024 ", "mercredi 3 avril 2024"],
    ] as const) {
      await day.fill(typed);
      await page.getByText(understood).waitFor();
    }
    await day.blur();
    assert.equal(await day.inputValue(), "03/04/2024");
    await day.fill("30/02/2024");
    await day.blur();
    await page.getByText("vérifiez que ce jour existe").waitFor();
    assert.equal(await day.inputValue(), "30/02/2024");
  });
});

test("another language changes the words and the address in place: what was typed stays", async () => {
  await onGallery({}, async (page) => {
    await page.getByLabel("Commune de résidence").first().fill("Molenbeek");
    await page.getByRole("link", { name: "NL – Nederlands" }).click();
    await page.getByRole("heading", { level: 1, name: "Deelneemsters en deelnemers" }).waitFor();
    assert.equal(await page.getByLabel("Woonplaats").first().inputValue(), "Molenbeek");
    assert.equal(await page.locator("html").getAttribute("lang"), "nl");
    assert.match(page.url(), /\/nl\/gallery$/);
  });
});

test("a table is sorted by its heads and rows are chosen, by keyboard, and its state is told", async () => {
  await onGallery({ width: 390 }, async (page) => {
    const head = page.getByRole("columnheader", { name: "Date d’entrée" });
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await head.getByRole("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    await page.getByRole("checkbox", { name: "Choisir toutes les lignes affichées" }).focus();
    await page.keyboard.press("Space");
    assert.equal(await page.getByRole("checkbox", { name: /^Choisir : / }).count(), 12);
    assert.equal(await page.locator("tbody input:checked").count(), 12);
    // Narrower than the table: its place can be scrolled, and reached, by keyboard.
    const region = page.getByRole("region", { name: "Dossiers de l’opération" });
    await region.focus();
    await page.keyboard.press("ArrowRight");
    const scrolled = async () =>
      await region.evaluate((element: { scrollLeft: number }) => element.scrollLeft);
    for (let tries = 0; tries < 40 && (await scrolled()) === 0; tries++) await page.waitForTimeout(50);
    assert.ok((await scrolled()) > 0);
  });
});

test("opening another page puts the focus on its heading and its name on the window", async () => {
  await onGallery({}, async (page) => {
    await page.getByRole("link", { name: "Ailleurs" }).click();
    await page.getByRole("heading", { level: 1, name: "Ailleurs" }).waitFor();
    await page.locator("h1:focus").waitFor();
    assert.equal(await page.title(), "Ailleurs – Jalon");
    assert.deepEqual(await faults(page), []);
  });
});

test("without a connection the page says so and keeps what was typed, and says when it is back", async () => {
  await onGallery({}, async (page) => {
    const banner = page.getByText("Vous êtes hors ligne.");
    await page.getByLabel("Commune de résidence").first().fill("Schaerbeek");
    await page.context().setOffline(true);
    await banner.waitFor();
    assert.deepEqual(await faults(page), []);
    assert.equal(await page.getByLabel("Commune de résidence").first().inputValue(), "Schaerbeek");
    await page.context().setOffline(false);
    await banner.waitFor({ state: "detached" });
    await page.getByText("La connexion est rétablie.").waitFor({ state: "attached" });
  });
});

test("the main navigation shows what one may open, tells where one is, and folds on a narrow screen", async () => {
  await onGallery({ width: 390 }, async (page) => {
    const navigation = page.getByRole("navigation", { name: "Navigation principale" });
    const items = navigation.getByRole("link");
    assert.equal(await items.count(), 0);
    const menu = navigation.getByRole("button", { name: /Menu/ });
    await menu.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await items.allTextContents(), ["Participantes et participants", "Ailleurs"]);
    assert.equal(await items.first().getAttribute("aria-current"), "page");
    assert.deepEqual(await faults(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await items.count(), 0);
    await page.keyboard.press("Enter");
    await items.last().click();
    await page.getByRole("heading", { level: 1, name: "Ailleurs" }).waitFor();
    assert.equal(await items.count(), 0);
  });
});

test("when a session has ended the person signs in over the page once, and everything that waited goes on", async () => {
  isOpen = false;
  knocks = 0;
  const expected = /401/;
  await onGallery(
    { at: "elsewhere" },
    async (page) => {
      await page.getByLabel("Ce que j’écrivais").fill("à moitié écrit");
      const ask = page.getByRole("button", { name: "Demander au serveur" });
      await ask.click();
      const dialog = page.getByRole("alertdialog", { name: "Reconnectez-vous" });
      await dialog.getByRole("button", { name: "Annuler" }).click();
      await page.getByRole("alert").getByText("Connectez-vous pour continuer.").waitFor();
      assert.equal(knocks, 2);
      await ask.click();
      await dialog.getByRole("button", { name: "Ouvrir" }).click();
      await page.getByText("ouvert, ouvert").waitFor();
      assert.equal(knocks, 6);
      assert.equal(await page.getByLabel("Ce que j’écrivais").inputValue(), "à moitié écrit");
    },
    expected,
  );
});

test("an address without a language, and one without a page, both lead somewhere", async () => {
  await onGallery({ language: "gallery", at: "" }, async (page) => {
    assert.match(page.url(), /\/(fr|nl|en)\/gallery$/);
  });
  await onGallery({ at: "nowhere/at/all" }, async (page) => {
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Cette page n’existe pas");
    assert.deepEqual(await faults(page), []);
  });
});
