import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import type { Field } from "../../src/definition/programme.ts";
import { isProblem } from "../../src/register/answer.ts";
import { cellParser } from "../../src/register/values.ts";
import { signInKey } from "../../src/signin/key.ts";
import { keepPassword, keepSecondFactor } from "../../src/signin/local.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { codeAt, newTotpSecret } from "../../src/signin/totp.ts";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";
import { participants as list, wholeParticipant } from "./record-person.ts";
import { openWorld } from "./world.ts";

const records = 5;
const seed = Number(process.env["CHAOS_SEED"] ?? 20_261_123);
const password = "ombrelle et gravier";
const serveForTests = join(import.meta.dirname, "..", "..", "src", "server", "serveForTests.ts");

const world = await openWorld({ operations: [] });
const register = world.programme.registers.get("participants");
assert.ok(register);
const { fields } = register;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const randomFrom = (start: number) => {
  let state = start;
  return (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

// The server: a process that is killed without warning and started again on the same port. ----------------------

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
};

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
let server: ChildProcess | undefined;

const startServer = async (): Promise<void> => {
  const { connectionString } = world.pool.options;
  const definitions = world.programme.folder;
  server = spawn(
    process.execPath,
    [serveForTests, String(connectionString), world.folder, definitions, String(port)],
    { stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
  await Promise.race([
    once(server, "message"),
    once(server, "exit").then(([code]) => assert.fail(`the server ended with ${code} before it served`)),
  ]);
};

const killServer = async (): Promise<void> => {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGKILL");
  await once(server, "exit");
};

const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
after(async () => {
  await browser.close();
  await killServer();
  await world.close();
});

// What the page said, and what the database holds. --------------------------------------------------------------

type Acknowledged = Readonly<{ draft: string; texts: Readonly<Record<string, string>> }>;

/** Runs in the page: each time it says that all is saved, notes what stands in the fields at that moment. */
const watchSaved = () => {
  const textOf = (box: Element): string => {
    const radio = box.querySelector<HTMLInputElement>('input[type="radio"]');
    if (radio) return box.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value ?? "";
    const select = box.querySelector("select");
    if (select) return select.value.startsWith("\u0000") ? "" : select.value;
    return box.querySelector<HTMLInputElement>("input, textarea")?.value ?? "";
  };
  let last = "";
  const look = () => {
    if (!document.querySelector('[data-save="saved"]')) return;
    const draft = new URL(location.href).searchParams.get("draft");
    const texts: Record<string, string> = {};
    for (const box of document.querySelectorAll("[data-field]"))
      texts[box.getAttribute("data-field") ?? ""] = textOf(box);
    const now = JSON.stringify({ draft, texts });
    if (draft !== null && now !== last) Reflect.apply(Reflect.get(globalThis, "noteSaved"), undefined, [now]);
    last = now;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
};

const parsers = new Map([...fields.values()].map((field) => [field.id, cellParser(field)]));

/** Two ways to write one answer are one: "03/06/1985" and "1985-06-03". What is no answer yet stands for itself. */
const meaningOf = (field: string, text: string): string => {
  const parsed = parsers.get(field)?.(text);
  return parsed === undefined || isProblem(parsed) ? `typed ${text.trim()}` : `means ${String(parsed)}`;
};

const known = new Map<string, number>();

/** How much of the answer a text is: its place among what stands there while it is typed; -1 for something else. */
const progressOf = (field: Field, answer: string, text: string): number => {
  const name = JSON.stringify([field.id, answer, text]);
  const progress = known.get(name) ?? findProgress(field, answer, text);
  known.set(name, progress);
  return progress;
};

const findProgress = (field: Field, answer: string, text: string): number => {
  const meaning = meaningOf(field.id, text);
  const isTyped = field.type !== "choice" && field.type !== "boolean";
  const steps = isTyped
    ? Array.from({ length: answer.length + 1 }, (_, end) => answer.slice(0, end))
    : ["", answer];
  return steps.findLastIndex((step) => meaningOf(field.id, step) === meaning);
};

const savedTexts = async (draft: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await world.pool.query<{ field: string; text: string }>(
    "select field, text from entry.answer where draft = $1",
    [draft],
  );
  return new Map(rows.map(({ field, text }) => [field, text]));
};

test("two hundred fields are typed while network, tab, session and server die at random: nothing that was acknowledged is lost", async (context) => {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const started = performance.now();
  const account = await world.account({
    role: "case_worker",
    partner: "cpas_forest",
    name: "Céleste Inventée",
  });
  const secret = newTotpSecret();
  const key = await signInKey(world.folder);
  const renewCodes = (): Promise<void> =>
    asOwner(world.pool, async (client) => {
      await keepSecondFactor(client, key, account.id, secret, 0);
    });
  await asOwner(world.pool, (client) => keepPassword(world.house, client, account.id, password));
  await startServer();

  const acknowledged: Acknowledged[] = [];
  const answersOf = new Map<string, Readonly<Record<string, string>>>();
  const deaths = { network: 0, answer: 0, tab: 0, session: 0, server: 0 };
  let [typedFields, typedAgain, checks] = [0, 0, 0];

  const browsing: BrowserContext = await browser.newContext({ baseURL: origin, locale: "fr-BE" });
  await browsing.addCookies([{ name: "jalon", value: account.secret, url: origin, httpOnly: true }]);
  await browsing.exposeBinding("noteSaved", (_, noted: string) => {
    acknowledged.push(JSON.parse(noted) as Acknowledged);
  });
  await browsing.addInitScript(watchSaved);
  browsing.setDefaultTimeout(60_000);

  /** Everything that the page ever said was saved is in its draft, as far as it was typed then or further. */
  const verify = async (): Promise<void> => {
    for (const [draft, answers] of answersOf) {
      const saved = await savedTexts(draft);
      for (const { texts } of acknowledged.filter((each) => each.draft === draft))
        for (const [id, text] of Object.entries(texts)) {
          const field = fields.get(id);
          assert.ok(field);
          const [then, now] = [text, saved.get(id) ?? ""].map((each) =>
            progressOf(field, answers[id] ?? "", each),
          );
          assert.ok(then !== undefined && then >= 0, `${id} held what nobody typed: ${text}`);
          assert.ok(
            now !== undefined && now >= then,
            `${id} was "${text}" when saved, and is ${saved.get(id)}`,
          );
          checks += text.length;
        }
    }
  };

  let page: Page = await browsing.newPage();
  let restarting: Promise<void> = Promise.resolve();
  let isOffline = false;

  const box = (id: string) => page.locator(`[data-field="${id}"]`);
  const signIn = async (): Promise<void> => {
    await online();
    await restarting;
    await renewCodes();
    const soon = { timeout: 6_000 };
    await page.getByLabel(/Adresse e-mail/).fill(account.email, soon);
    await page.getByLabel(/^Mot de passe/).fill(password, soon);
    await page.getByRole("button", { name: "Continuer" }).click(soon);
    const code = page.getByLabel("Code à six chiffres");
    await code.fill(codeAt(secret, Date.now()), soon);
    await code.press("Enter");
    await code.waitFor({ state: "detached" });
    await box("person_number").waitFor();
  };
  const signInIfAsked = async (): Promise<void> => {
    // Closed without signing in, the page leaves it to the person, who does it now.
    const button = page.locator('[data-save="signed_out"]').getByRole("button");
    if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
    // Over the page where it was open, in its place where the tab was opened anew.
    if (!(await page.getByLabel(/^Mot de passe/).isVisible())) return;
    try {
      await signIn();
    } catch (error) {
      // The space that was being typed as the dialog came pressed its button "close".
      if (await page.getByLabel(/^Mot de passe/).isVisible()) throw error;
    }
  };

  // What died meanwhile is not waited for: the page may ask to sign in, which is seen before the next try.
  const briefly = { timeout: 5_000 };
  const holds = async (id: string, answer: string): Promise<boolean> => {
    const field = fields.get(id);
    if (field?.type === "choice" && (field.choices?.length ?? 0) > 5)
      return (await box(id).locator("select").inputValue(briefly)) === answer;
    if (field?.type === "choice" || field?.type === "boolean")
      return box(id).locator(`input[value="${answer}"]`).isChecked(briefly);
    return meaningOf(id, await box(id).locator("input").inputValue(briefly)) === meaningOf(id, answer);
  };
  const answer = async (id: string, text: string): Promise<void> => {
    const field = fields.get(id);
    if (field?.type === "choice" && (field.choices?.length ?? 0) > 5) {
      await box(id).getByRole("button").press("Enter", briefly);
      const place = field.choices?.findIndex(({ code }) => code === text) ?? 0;
      await page
        .getByRole("option")
        .nth(place + 1)
        .press("Enter", briefly);
    } else if (field?.type === "choice" || field?.type === "boolean")
      await box(id)
        .locator(`input[value="${text}"]`)
        .check({ force: true, ...briefly });
    else {
      await box(id).locator("input").focus(briefly);
      await page.keyboard.type(text);
    }
  };
  /** Types one answer, looks whether it stands there as a person does, and if something came between, once more. */
  const answerForSure = async (id: string, text: string, isNew = false): Promise<void> => {
    if (isNew) await answer(id, text).catch(() => undefined);
    const begun = performance.now();
    for (;;) {
      await signInIfAsked();
      if (await holds(id, text).catch(() => false)) return;
      assert.ok(performance.now() - begun < 60_000, `${id} could not be typed`);
      typedAgain++;
      const input = box(id).locator("input").first();
      if ((await input.count()) > 0 && (await input.getAttribute("type")) !== "radio")
        await input.fill(text, briefly).catch(() => undefined);
      else await answer(id, text).catch(() => undefined);
      await page.waitForTimeout(50);
    }
  };

  const online = async (): Promise<void> => {
    if (!isOffline) return;
    await browsing.setOffline(false);
    isOffline = false;
  };
  const openAgain = async (): Promise<void> => {
    const url = page.url();
    await page.close();
    // The tab is opened again where it can be: with a network and a server.
    await online();
    await restarting;
    page = await browsing.newPage();
    await page.goto(url);
    await page.locator('[data-field], input[type="password"]').first().waitFor();
  };
  const dies: Readonly<Record<keyof typeof deaths, () => Promise<void>>> = {
    network: async () => {
      await browsing.setOffline(true);
      isOffline = true;
    },
    answer: async () => {
      // What was sent arrives, and what is answered does not.
      await page.route(
        "**/api/drafts/*",
        async (route) => {
          await route.fetch().catch(() => undefined);
          await route.abort();
        },
        { times: 1 },
      );
    },
    tab: openAgain,
    session: async () => {
      await world.pool.query("update access.session set ended_at = now() where account = $1", [account.id]);
    },
    server: async () => {
      await restarting;
      await killServer();
      restarting = startServer();
    },
  };
  const kinds = Object.keys(dies) as (keyof typeof deaths)[];
  const next: (keyof typeof deaths)[] = [];

  for (let number = 1; number <= records; number++) {
    await online();
    await restarting;
    await page.goto(`/fr/${list}/new?partner=cpas_forest`);
    // The session may have ended with the record before: then the way in stands where the form will be.
    const form = page.getByRole("heading", { name: "La personne" });
    await form
      .or(page.getByLabel(/^Mot de passe/))
      .first()
      .waitFor();
    await signInIfAsked();
    await form.waitFor();
    const answers = wholeParticipant(number);
    // The questions that an answer calls up come after it, as they stand in the form.
    const order = Object.keys(answers);
    let untilDeath = between(1, 6);
    for (const id of order) {
      await answerForSure(id, answers[id] ?? "", true);
      typedFields++;
      const draft = new URL(page.url()).searchParams.get("draft");
      if (draft !== null) answersOf.set(draft, answers);
      // Now and then a person thinks for a moment.
      if (random() < 0.2) await page.waitForTimeout(between(50, 400));
      if (--untilDeath > 0) continue;
      untilDeath = between(5, 11);
      if (isOffline && random() < 0.7) await online();
      // Each as often as the others, in any order.
      if (next.length === 0) next.push(...kinds);
      const [kind = "network"] = next.splice(Math.floor(random() * next.length), 1);
      deaths[kind] += 1;
      await dies[kind]();
      // Back at the form, a person looks at what stands there: the last letters may not have been acknowledged.
      if (kind === "tab")
        for (const before of order.slice(0, order.indexOf(id) + 1))
          await answerForSure(before, answers[before] ?? "");
    }
    await online();
    await restarting;
    // Looks it over at the end, as a person does, until the page says that all is saved.
    for (const id of order) await answerForSure(id, answers[id] ?? "");
    const waiting = performance.now();
    while ((await page.locator('[data-save="saved"]').count()) === 0) {
      await signInIfAsked();
      await page.waitForTimeout(100);
      if (performance.now() - waiting > 30_000)
        assert.fail(`never saved: ${(await page.locator("[data-save]").allInnerTexts()).join()}`);
    }
    await verify();
  }

  assert.equal(answersOf.size, records);
  for (const [draft, answers] of answersOf) {
    const saved = await savedTexts(draft);
    for (const [id, text] of Object.entries(answers))
      assert.equal(meaningOf(id, saved.get(id) ?? ""), meaningOf(id, text), `${id} is complete`);
  }
  assert.ok(typedFields >= 200);
  for (const [kind, count] of Object.entries(deaths)) assert.ok(count > 0, `no ${kind} died`);
  const seconds = Math.round((performance.now() - started) / 1000);
  context.diagnostic(
    `${typedFields} fields in ${seconds} s (seed ${seed}); deaths: ${Object.entries(deaths)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(
        ", ",
      )}; the page said "saved" ${acknowledged.length} times, ${checks} acknowledged letters looked up; typed again: ${typedAgain}`,
  );
});
