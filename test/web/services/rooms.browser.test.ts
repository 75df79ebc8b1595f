import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { tellDeadlines } from "../../../src/reminder/deadlines.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";

const today = "2020-12-31";
const service = "anti_discrimination";
const rooms = `/api/services/${service}/rooms`;
const cases = `/api/operations/${service}/registers/discrimination_cases/records`;

/** What only who was let in may ever read. */
const secrets = ["zqrecit", "Zqnom", "zqjoindre"];

const log: string[] = [];
let world: World;
let worker: TestAccount;
let colleague: TestAccount;
let head: TestAccount;
let others: readonly TestAccount[];
let room = 0;

before(async () => {
  world = await openWorld({ operations: [], settings: { today }, onLog: (line) => log.push(line) });
  const account = (role: string, operation: string | null, name: string) =>
    world.account({ role, operation, name });
  worker = await account("service_worker", service, "Agente Accueil");
  colleague = await account("service_worker", service, "Collègue Voisin");
  head = await account("service_head", service, "Responsable Service");
  others = [
    colleague,
    head,
    await account("service_worker", "link", "Agent Link"),
    await account("controller", null, "Contrôleuse"),
    await account("auditor", null, "Auditeur"),
    await account("programme_officer", null, "Gestionnaire"),
    await account("administrator", null, "Administratrice"),
  ];
});
after(() => world.close());

const open = async (account: TestAccount, width = 1280): Promise<Page> => world.page(account, { width });

const ask = async (account: TestAccount, method: string, path: string, body?: unknown) => {
  const response = await world.app.request(path, {
    method,
    headers: { ...account.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text };
};

const findings = (text: string): string[] =>
  (JSON.parse(text) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);

test("a day of the service: intake on a phone, consent, transfer, withdrawal, follow-up, closure, the year's figure", async () => {
  const page = await open(worker, 390);
  await page.goto("/fr/services");
  await page.getByRole("link", { name: "Service Anti-Discrimination" }).click();
  await page.getByRole("link", { name: "Dossiers réservés" }).click();
  await page.getByRole("link", { name: "Nouveau signalement" }).click();

  // Who calls says their name: only then is it asked.
  await page.getByRole("button", { name: /Canal/ }).click();
  await page.getByRole("option", { name: "téléphone" }).click();
  const anonymous = page.getByRole("radiogroup", { name: /reste anonyme/ });
  await anonymous.getByText("Oui", { exact: true }).click();
  assert.equal(await page.getByLabel("Nom", { exact: true }).count(), 0);
  await anonymous.getByText("Non", { exact: true }).click();
  await page.getByLabel("Nom", { exact: true }).fill("Zqnom");
  await page.getByLabel("Comment la joindre").fill("zqjoindre 0400 00 00 00");
  await page.getByRole("button", { name: /Critère/ }).click();
  await page.getByRole("option", { name: "âge" }).click();
  await page.getByRole("textbox", { name: /Les faits/ }).fill("zqrecit : refusée à l'entretien");
  await page.getByRole("button", { name: "Enregistrer le signalement" }).click();
  await page.getByRole("heading", { name: "Dossier AD-2020-0001" }).waitFor();
  room = Number(page.url().split("/").at(-1));

  const step = async (name: string, state: string) => {
    await page.getByRole("button", { name }).click();
    await page.getByRole("dialog").getByRole("button", { name }).click();
    await page.getByText(state, { exact: true }).first().waitFor();
  };
  await step("Ouvrir un dossier", "ouvert");
  await step("Noter que la personne a été entendue", "personne entendue");
  await step("Terminer l'analyse", "faits analysés");

  // Nothing leaves without consent: the page offers no way, and the server refuses.
  const unia = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Unia" }) });
  assert.match(await unia.innerText(), /Pas d’accord[\s\S]*Rien ne peut partir/);
  assert.equal(await unia.getByRole("button", { name: /Noter l’envoi/ }).count(), 0);
  const transfer = (texts: Readonly<Record<string, string>>) =>
    ask(worker, "POST", `${rooms}/${room}/transfers`, {
      texts: { referred_on: today, consent: "true", anonymous: "false", ...texts },
    });
  const early = await transfer({ body: "unia" });
  assert.deepEqual([early.status, findings(early.text)], [422, ["consent_stands"]]);

  await page.getByRole("button", { name: "Noter l’accord pour Unia" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("radiogroup", { name: /Sans le nom/ })
    .getByText("Non", { exact: true })
    .click();
  await dialog.getByRole("button", { name: "Enregistrer l’accord" }).click();
  await unia.getByText("Accord donné", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Noter l’envoi vers Unia" }).click();
  await dialog
    .getByRole("radiogroup", { name: /Accord de la personne/ })
    .getByText("Oui", { exact: true })
    .click();
  await dialog.getByRole("button", { name: "Noter l’envoi" }).click();
  await unia.getByText("Transmis le 31/12/2020").waitFor();

  // Each body is asked for by itself, and the inspectorate wants a suspicion as well.
  assert.deepEqual(findings((await transfer({ body: "iefh" })).text), ["consent_stands"]);
  await ask(worker, "POST", `${rooms}/${room}/consents`, {
    texts: { body: "inspectorate", given_on: today, anonymous: "true" },
  });
  const inspection = { body: "inspectorate", anonymous: "true" };
  assert.deepEqual(findings((await transfer(inspection)).text), ["inspectorate_needs_suspicion"]);
  const named = await transfer({ ...inspection, anonymous: "false", reasonable_suspicion: "true" });
  assert.deepEqual(findings(named.text), ["consent_stands"]);
  assert.equal((await transfer({ ...inspection, reasonable_suspicion: "true" })).status, 200);

  await page.getByRole("button", { name: "Noter le retrait de l’accord pour Unia" }).click();
  await dialog.getByText("Ce qui est déjà parti y reste").waitFor();
  await dialog.getByRole("button", { name: "Noter le retrait" }).click();
  await unia.getByText("Accord retiré", { exact: true }).waitFor();
  assert.match(await unia.innerText(), /Transmis le 31\/12\/2020[\s\S]*avant le retrait/);
  assert.deepEqual(findings((await transfer({ body: "unia", referred_on: "2021-01-04" })).text), [
    "consent_stands",
  ]);

  await page.getByRole("button", { name: "Prévoir un suivi" }).click();
  await dialog.getByLabel("Suivi prévu le").fill("01/12/2020");
  await dialog.getByRole("button", { name: "Prévoir" }).click();
  await page.getByText("en retard de 30 jours").waitFor();
  await page.goto(`/fr/services/${service}`);
  await page.getByRole("heading", { name: /Suivis à faire/ }).waitFor();
  // From the day's list to the follow-up's own record, and from there into the room.
  await page.getByRole("link", { name: "AD-2020-0001" }).first().click();
  await page.getByRole("link", { name: /^Le dossier réservé/ }).click();
  await page.getByRole("button", { name: "Noter le contact prévu le 01/12/2020" }).click();
  await dialog.getByRole("button", { name: "Noter le contact" }).click();
  await page.getByText("fait le 31/12/2020").waitFor();
  await step("Clôturer le dossier", "clôturé");

  // One case, two bodies: opened once, referred once.
  await page.goto(`/fr/questions/${service}`);
  const table = page.getByRole("table", { name: "Service Anti-Discrimination" });
  await table.waitFor();
  const row = async (name: string) =>
    (await table.getByRole("row", { name }).first().innerText()).replaceAll(/\s+/g, " ");
  // An answer to parliament is public: one case alone is hidden in it.
  assert.match(await row("Dossiers de discrimination ouverts"), /masqué/);
  const figure = async (id: string) => {
    const { text } = await ask(worker, "GET", `/api/figures/${id}?year=2020`);
    return (JSON.parse(text) as { value: string }).value;
  };
  assert.deepEqual(
    [await figure("discrimination_cases_opened"), await figure("discrimination_cases_referred")],
    ["1", "1"],
  );
});

test("nobody else sees into the room: not a colleague, another service, the control or the audit", async () => {
  const { rows } = await world.pool.query<{ change: number }>(
    "select distinct change from trail.entry where register like 'discrimination%' order by 1",
  );
  const paths = [
    rooms,
    `${rooms}/${room}`,
    `${cases}/${room}`,
    `/api/operations/${service}/registers/discrimination_cases/records`,
    "/api/registers/discrimination_cases/records",
    "/api/registers/discrimination_consents/records",
    "/api/registers/discrimination_referrals/records",
    `/api/services/${service}`,
    "/api/worklist",
    "/api/files",
    "/api/drafts",
    "/api/exports",
    "/api/figures/discrimination_cases_opened/records?year=2020",
    ...rows.map(({ change }) => `/api/changes/${change}`),
  ];
  const lists = [{}, { search: "Zqnom" }, { filters: [{ field: "facts", form: "zqrecit" }] }];
  for (const account of others) {
    for (const path of paths) {
      const { status, text } = await ask(account, "GET", path);
      for (const secret of [...secrets, "AD-2020-0001"])
        if (!(account === head && path === rooms && secret.startsWith("AD-")))
          assert.equal(text.includes(secret), false, `${account.role} ${path} ${status} ${secret}`);
      if (path.startsWith("/api/changes/") || path === `${rooms}/${room}` || path === `${cases}/${room}`)
        assert.ok(status === 404 || status === 403, `${account.role} ${path} ${status}`);
    }
    for (const body of lists)
      for (const way of ["list", "export"]) {
        const wanted = way === "export" ? { ...body, format: "csv", extent: "all" } : body;
        const { text } = await ask(account, "POST", `/api/registers/discrimination_cases/${way}`, wanted);
        for (const secret of [...secrets, "AD-2020-0001"])
          assert.equal(text.includes(secret), false, `${account.role} ${way} ${secret}`);
      }
    for (const [path, body] of [
      [`${cases}/${room}/transitions/reopen`, { version: 1, texts: {} }],
      [`${rooms}/${room}/follow-ups`, { texts: { planned_on: today } }],
      [`${rooms}/${room}/members`, { account: account.id, reason: "essai" }],
    ] as const) {
      const { status } = await ask(account, "POST", path, body);
      assert.ok([403, 404, 409].includes(status), `${account.role} ${path} ${status}`);
    }
  }
  await tellDeadlines(world.house, "2020-12-24");
  const { rows: mails } = await world.pool.query<{ payload: string }>(
    `select payload::text as payload from mail.kept
     union all select payload::text from graphile_worker._private_jobs`,
  );
  for (const secret of secrets) {
    assert.equal(
      log.some((line) => line.includes(secret)),
      false,
      `the log holds ${secret}`,
    );
    assert.equal(
      mails.some(({ payload }) => payload.includes(secret)),
      false,
      `a mail holds ${secret}`,
    );
  }
  // How many there are, everybody who works with the service knows; the figures stay complete.
  for (const role of ["controller", "auditor", "administrator"]) {
    const account = others.find((each) => each.role === role);
    assert.ok(account);
    const { counts, mine } = JSON.parse((await ask(account, "GET", rooms)).text) as {
      counts: { rooms: number; mine: number };
      mine: unknown[];
    };
    assert.deepEqual([counts.rooms, counts.mine, mine], [1, 0, []], role);
  }
  const auditor = others.find(({ role }) => role === "auditor");
  assert.ok(auditor);
  const figure = "/api/figures/discrimination_cases_opened?year=2020";
  const { value } = JSON.parse((await ask(auditor, "GET", figure)).text) as { value: string | null };
  assert.equal(value, "1");
  // Told apart by an answer, one case alone would say what it is about: that is hidden, whoever asks.
  for (const account of [auditor, worker]) {
    const part = await ask(account, "GET", `${figure}&where=criterion:age`);
    assert.equal((JSON.parse(part.text) as { value: string | null }).value, null, part.text.slice(0, 300));
  }
});

test("the head sees which rooms there are; who is in lets a colleague in, and it stays on record", async () => {
  const made = await ask(worker, "POST", rooms, {
    texts: { channel: "phone", anonymous: "true", facts: "zqrecit" },
  });
  const { record } = JSON.parse(made.text) as { record: number };
  const page = await open(head);
  await page.goto(`/fr/services/${service}/rooms`);
  const row = page.getByRole("row", { name: /AD-2020-0002/ });
  await row.waitFor();
  assert.match((await row.innerText()).replaceAll(/\s+/g, " "), /signalé 0 jours? Agente Accueil/);
  assert.equal((await page.locator("main").innerText()).includes("zqrecit"), false);

  const inside = await open(worker);
  await inside.goto(`/fr/services/${service}/rooms/${record}`);
  await inside.getByRole("button", { name: "Faire entrer quelqu’un" }).click();
  const dialog = inside.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /Personne/ }).fill("Collègue");
  await inside.getByRole("option", { name: /Collègue Voisin/ }).click();
  await dialog.getByLabel("Raison").fill("Second avis");
  await dialog.getByRole("button", { name: "Faire entrer" }).click();
  await inside.getByText(/Collègue Voisin.*Second avis/).waitFor();

  const next = await open(colleague);
  await next.goto(`/fr/services/${service}/rooms`);
  await next.getByRole("link", { name: "AD-2020-0002" }).click();
  await next.getByText("zqrecit").waitFor();
  await next.getByText("Qui a lu ce dossier").click();
  await next
    .getByText(/Agente Accueil/)
    .last()
    .waitFor();
  await next.getByRole("button", { name: "Retirer l’accès de Agente Accueil" }).click();
  await next.getByLabel("Raison").fill("Congé");
  await next.getByRole("dialog").getByRole("button", { name: "Retirer l’accès" }).click();
  await next.getByText("Personnes qui n’ont plus accès").waitFor();
  assert.equal((await ask(worker, "GET", `${rooms}/${record}`)).status, 404);
  assert.equal(await next.getByRole("button", { name: /Retirer l’accès/ }).count(), 0);
});
