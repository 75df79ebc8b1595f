import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { keepWithoutBrowser, wholeParticipant } from "../record-person.ts";
import { openWorld, type TestAccount } from "../world.ts";

const world = await openWorld({ operations: [], settings: { today: "2020-10-15" } });
after(() => world.close());

/** The questions that are asked on entry and have not changed since the law asked for the household. */
const entered = Object.fromEntries(
  Object.entries(
    wholeParticipant(1, {
      entry_date: "06/01/2020",
      informed_on: "06/01/2020",
      unemployed_since: "02/05/2018",
    }),
  ).filter(
    ([field]) =>
      !/household|leave|sampled|sample_weight|_at_6_months|completed|qualification|offer_received/.test(
        field,
      ),
  ),
);

const addContract = async (account: TestAccount): Promise<void> => {
  const kept = await world.app.request("/api/operations/cpas/registers/article_60_contracts/records", {
    method: "POST",
    headers: { ...account.headers, "content-type": "application/json" },
    body: JSON.stringify({
      partner: account.partner,
      answers: {
        person_number: "ESSAI-00001",
        workplace: "Cantine d'essai",
        starts_on: "2020-01-20",
        planned_end: "2020-12-18",
        days_needed: 312,
      },
    }),
  });
  assert.equal(kept.status, 201, await kept.text());
};

const section = (page: Page, title: string): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Does the step of a dialog, once what it asks is filled in. */
const finish = async (page: Page, button: string): Promise<void> => {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
};

const fill = (page: Page, label: string | RegExp, text: string): Promise<void> =>
  page.getByRole("dialog").getByLabel(label).fill(text);

const choose = (page: Page, name: RegExp): Promise<void> =>
  page.getByRole("dialog").getByText(name).first().click();

test("a coach hands somebody over at the end of a contract and sees the job that Link found; another centre sees nothing", async () => {
  const coach = await world.account({ role: "case_worker", partner: "cpas_forest" });
  await keepWithoutBrowser(world, coach, entered);
  await addContract(coach);

  const forest = await world.page(coach);
  await forest.goto("/fr");
  await forest.getByRole("link", { name: "Services", exact: true }).first().click();
  if (!forest.url().endsWith("/services/cpas"))
    await forest.getByRole("link", { name: "Jobcoachs des CPAS" }).first().click();
  await forest.getByRole("link", { name: "Parcours", exact: true }).click();
  const contracts = section(forest, "Contrats qui se terminent bientôt");
  assert.match(await contracts.getByRole("row").nth(1).innerText(), /64 jours.*à décider d’urgence/s);
  await contracts.getByRole("link", { name: /Exemplaire/ }).click();

  for (const [phase, from] of [
    ["accueil", "06/01/2020"],
    ["projet professionnel", "03/02/2020"],
  ] as const) {
    await forest.getByRole("button", { name: "Changer de phase" }).click();
    await fill(forest, /^À partir du/, from);
    await finish(forest, "Enregistrer la phase");
    await forest.locator("h1 ~ *, header").getByText(phase, { exact: true }).first().waitFor();
  }
  await forest.getByText("du 06/01/2020 au 02/02/2020").waitFor();

  await forest.getByRole("button", { name: "Transférer", exact: true }).click();
  await choose(forest, /^La personne est d’accord/);
  await finish(forest, "Envoyer le transfert");
  await forest.goto("/fr/services/cpas/path");
  await section(forest, "Transferts envoyés").getByText("réponse attendue pour le 25/10/2020").waitFor();

  const worker = await world.account({ role: "service_worker", operation: "link" });
  const link = await world.page(worker);
  await link.goto("/fr/services/link");
  await link.getByRole("link", { name: "Parcours", exact: true }).click();
  const received = section(link, "Transferts reçus");
  assert.match(await received.getByRole("row").nth(1).innerText(), /Exemplaire Odile.*CPAS de Forest/s);
  await received.getByRole("button", { name: "Répondre" }).click();
  await choose(link, /^au chômage/);
  await finish(link, "Prendre en charge");
  await received.getByText("prise en charge", { exact: true }).waitFor();
  await received.getByRole("link", { name: "Suivi" }).click();
  await link.getByRole("button", { name: "Noter le premier contact" }).click();
  await fill(link, /^Premier contact le/, "16/10/2020");
  await finish(link, "Noter le premier contact");
  await link.getByRole("button", { name: "Noter la mise à l'emploi" }).click();
  await fill(link, /^Résultat le/, "02/11/2020");
  await choose(link, /^durée indéterminée/);
  await finish(link, "Noter la mise à l'emploi");
  await link.getByText("en emploi", { exact: true }).first().waitFor();

  await forest.goto("/fr/services/cpas/path");
  const sent = section(forest, "Transferts envoyés").getByRole("row").nth(1);
  await sent.getByText("en emploi", { exact: true }).waitFor();
  assert.match(await sent.innerText(), /le 02\/11\/2020.*Contrat : durée indéterminée/s);

  await link.goto("/fr/services/link");
  const placed = link.getByRole("row").filter({ hasText: "Personnes placées par Link" });
  await placed.waitFor();
  assert.match(await placed.innerText(), /\b1\b/);

  const uccle = await world.page(await world.account({ role: "case_worker", partner: "cpas_uccle" }));
  await uccle.goto("/fr/services/cpas/path");
  await section(uccle, "Transferts envoyés").getByText("Personne n’a encore été transféré.").waitFor();
  assert.doesNotMatch(await uccle.locator("main").innerText(), /Exemplaire|ESSAI/);
});
