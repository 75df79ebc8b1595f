import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { attach } from "../money/attach.ts";
import { openWorld, type TestAccount, type World } from "../world.ts";
import { ask, busiestCentre, submitPhases, submitStaffed, type Submitted } from "./submitted.ts";

let world: World;
let manager: TestAccount;
let controller: TestAccount;
let second: TestAccount;
let declared: Submitted;

before(async () => {
  world = await openWorld({ operations: ["cpas"], share: 0.03 });
  manager = await world.account({ role: "partner_manager", partner: await busiestCentre(world) });
  controller = await world.account({ role: "controller", name: "Contrôleuse d'essai" });
  second = await world.account({ role: "controller", name: "Seconde personne d'essai" });
  declared = await submitStaffed(world, manager);
});
after(() => world.close());

const press = (within: Page | Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();

const pageOf = async (account: TestAccount, at: string): Promise<Page> => {
  const page = await world.page(account);
  page.on("pageerror", (error) => assert.fail(error));
  page.setDefaultTimeout(15_000);
  await page.goto(`/fr/${at}`);
  return page;
};

/** Answers what is left with yes, as somebody would who looked at all of it. */
const answerTheRest = async (verification: string): Promise<void> => {
  const address = `/api/verifications/${verification}`;
  const { checklist, edition, answers } = await ask<VerificationPage>(world, controller, "GET", address);
  const keys = (checklist?.groups ?? []).flatMap(({ points }) => points).map(({ key }) => key);
  await ask(world, controller, "PUT", `${address}/answers`, {
    edition,
    answers: keys
      .filter((key) => !answers.some((each) => each.key === key))
      .map((key) => ({ key, value: "yes", note: "" })),
  });
};

const rowOf = (page: Page, table: string, name: string) =>
  page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: name }).first();

test("a controller finds, the partner answers, a second person decides: what is derived moved with its base", async () => {
  const bench = await pageOf(controller, "control");
  const waiting = bench.getByRole("listitem").filter({ hasText: declared.number });
  await press(waiting, "Commencer le contrôle");
  await bench.waitForURL(/money\/controls\/\d+/);
  const verification = /controls\/(\d+)/.exec(bench.url())?.[1] ?? "";

  // An answer keeps itself; a line opens with what was asked of it.
  await bench.getByRole("radio", { name: "Oui" }).first().check({ force: true });
  await bench.locator('[data-save="saved"]').waitFor();
  await press(rowOf(bench, "Lignes", "Personnel"), "Personnel");
  await press(bench.locator("section[aria-labelledby=open-part]"), "Noter un constat");
  await press(bench, /Type de constat/);
  await bench.getByRole("option").first().click();
  await bench.getByLabel(/^Ce qui est constaté/).fill("Mois déclaré sans contrat de travail.");
  await bench.getByLabel(/^Montant en cause/).fill("1.000,00");
  await press(bench, "Noter le constat");
  const rest = rowOf(bench, "Lignes", "Tous les autres frais");
  await rest.getByText(/^.400,00.€$/).waitFor();
  await rest.getByText("suit Personnel").waitFor();

  await press(bench, "Envoyer au partenaire");
  await press(bench.getByRole("dialog"), "Envoyer ces constats");
  await bench.getByText("chez le partenaire").first().waitFor();

  const office = await pageOf(manager, `money/declarations/${declared.id}`);
  await office.getByRole("link", { name: "Voir les questions" }).click();
  await office.getByText("Mois déclaré sans contrat de travail.").waitFor();
  await press(office, "Envoyer la réponse");
  await office.getByText("Choisissez une réponse.").waitFor();
  await office.getByText("Nous le contestons").click();
  await office.getByLabel(/^Pourquoi, et avec quelle pièce/).fill("Le contrat est joint.");
  await office.reload();
  assert.equal(
    await office.getByLabel(/^Pourquoi, et avec quelle pièce/).inputValue(),
    "Le contrat est joint.",
    "what was typed outlives the page",
  );
  await attach(office, office.getByRole("button", { name: "Joindre un document" }), "contrat.pdf");
  await office.getByRole("link", { name: "contrat.pdf" }).waitFor();
  await press(office, "Envoyer la réponse");
  await office.getByText(/^Votre réponse est reçue depuis le/).waitFor();

  await answerTheRest(verification);
  await bench.reload();
  await bench.getByText("le partenaire conteste").first().waitFor();
  await press(bench, "Conclure");
  const concluding = bench.getByRole("dialog");
  await concluding.getByLabel(/^Montant retenu/).fill("600,00");
  await concluding.getByLabel(/^Conclusion/).fill("Le contrat couvre une partie du mois.");
  await press(concluding, "Conclure le contrôle");
  await press(bench, "Proposer la décision");
  await press(bench.getByRole("dialog"), "Proposer à une seconde personne");
  await bench.getByText("attend une seconde personne").first().waitFor();
  assert.equal(await bench.getByRole("button", { name: "Confirmer la décision" }).count(), 0);

  const desk = await pageOf(second, "control");
  await desk.getByRole("link", { name: "Examiner et décider" }).click();
  await rowOf(desk, "Ce que devient chaque ligne", "Tous les autres frais").getByText("240,00").waitFor();
  await press(desk, "Confirmer la décision");
  await press(desk.getByRole("alertdialog"), "Confirmer la décision");
  await desk.getByText("décidée", { exact: true }).waitFor();

  const { rows } = await world.pool.query<{ entries: number; rejected: string }>(
    `select count(distinct p.entry)::int as entries, sum(p.amount)::text as rejected
     from ledger.posting p where p.declaration = $1 and p.account = 'rejected'`,
    [declared.id],
  );
  assert.deepEqual(rows[0], { entries: 1, rejected: "840.00" });

  await office.goto(`/fr/money/declarations/${declared.id}`);
  await office.getByText(/^Contrôlée\s: décision/).waitFor();
  await office
    .getByText(/^840,00.€$/)
    .first()
    .waitFor();
  await Promise.all([bench, office, desk].map((page) => page.context().close()));
});

test("what was set aside is let go later by two people; a proposal that is returned changes nothing", async () => {
  const { id, number } = await submitPhases(world, manager);
  const opened = await ask<{ id: number }>(
    world,
    controller,
    "POST",
    `/api/declarations/${id}/verifications`,
    {
      type: "administrative",
    },
  );
  const verification = String(opened.id);
  const address = `/api/verifications/${verification}`;
  const { typologies } = await ask<VerificationPage>(world, controller, "GET", address);
  const { findings } = await ask<VerificationPage>(world, controller, "POST", `${address}/findings`, {
    line: "phases",
    typology: typologies[0]?.id,
    amount: "392.70",
    measure: "park",
    text: "Une phase est à l'examen chez un autre partenaire.",
  });
  await ask(world, controller, "POST", `${address}/send`, {});
  const answers = findings.map((finding) => ({ finding: finding.id, answer: "accepted" }));
  await ask(world, manager, "POST", `${address}/partner-answers`, { answers });
  await answerTheRest(verification);
  await ask(world, controller, "POST", `${address}/conclude`, { conclusion: "À revoir." });
  await ask(world, controller, "POST", `${address}/decision`, { reason: "Une phase reste en attente." });

  const desk = await pageOf(second, `money/declarations/${id}/decisions`);
  await press(desk, "Renvoyer");
  const returning = desk.getByRole("alertdialog");
  await press(returning, "Renvoyer");
  await returning.getByText("Dites ce qui est à revoir.").waitFor();
  await returning.getByRole("textbox").fill("La motivation est trop courte.");
  await press(returning, "Renvoyer");
  await desk.getByText("La motivation est trop courte.").waitFor();
  assert.equal(await certified(id), null);

  // It is open again: concluded anew, and proposed with better reasons.
  await ask(world, controller, "POST", `${address}/conclude`, { conclusion: "À revoir, avec les motifs." });
  await ask(world, controller, "POST", `${address}/decision`, { reason: "Une phase déclarée deux fois." });
  await desk.reload();
  await press(desk, "Confirmer la décision");
  await press(desk.getByRole("alertdialog"), "Confirmer la décision");
  await desk.getByText("décidée", { exact: true }).waitFor();
  const before = await certified(id);

  const bench = await pageOf(controller, `money/declarations/${id}/decisions`);
  await press(bench, "Corriger ou lever un constat");
  await press(bench, /Ce qu.il devient/);
  await bench.getByRole("option", { name: "lever", exact: true }).click();
  await bench.getByLabel(/^Motivation/).fill("L'autre partenaire l'a retirée.");
  await press(bench, "Proposer à une seconde personne");
  await bench.getByText("attend une seconde personne").waitFor();

  await desk.goto("/fr/control");
  await desk
    .getByRole("listitem")
    .filter({ hasText: number })
    .getByRole("link", { name: "Examiner et décider" })
    .click();
  await press(desk, "Confirmer la décision");
  await press(desk.getByRole("alertdialog"), "Confirmer la décision");
  await desk.getByText("attend une seconde personne").waitFor({ state: "detached" });
  assert.equal((Number(await certified(id)) - Number(before)).toFixed(2), "392.70");
  await Promise.all([desk, bench].map((page) => page.context().close()));
});

/** What of a declaration is certified on the ledger. */
const certified = async (declaration: number): Promise<string | null> => {
  const { rows } = await world.pool.query<{ amount: string | null }>(
    "select sum(amount)::text as amount from ledger.posting where declaration = $1 and account = 'certified'",
    [declaration],
  );
  return rows[0]?.amount ?? null;
};
