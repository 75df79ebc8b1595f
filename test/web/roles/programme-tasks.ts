import assert from "node:assert/strict";
import type { Text } from "../../../src/language.ts";
import { publishReports, type RolesWorld } from "./roles-world.ts";

/** A programme officer: how far the targets are, and why a report that the data contradict cannot appear. */
export const readTheReportInTheMaking = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("programme_officer");
  await page.getByRole("region", { name: say(words.followed) }).waitFor();
  await page.getByRole("link", { name: say(words.programme), exact: true }).click();
  await page
    .getByRole("region", { name: say(words.targets), exact: true })
    .getByText(like(words.progress))
    .waitFor();
  await page.getByRole("link", { name: say(words.report), exact: true }).click();
  await page.getByRole("link", { name: say(words.report2020), exact: true }).click();
  await page.getByText(like(words.refused)).first().waitFor();
  assert.ok(await page.getByRole("button", { name: say(words.publish), exact: true }).isDisabled());
  await page
    .getByRole("button", { name: say(words.show) })
    .first()
    .click();
  assert.match(
    (await page.evaluate(() => document.activeElement?.textContent)) ?? "",
    like(words.otherwise),
    "the sentence that is untrue is shown and marked",
  );
  await page.context().close();
};

/** A programme officer: every sentence is true, so the report appears, under the officer's name, for everybody. */
export const publishTheReport = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("programme_officer");
  await page.getByRole("link", { name: say(words.report), exact: true }).click();
  await page.getByRole("link", { name: say(words.report2020), exact: true }).click();
  await page.getByText(like(words.allTrue)).waitFor();
  await page.getByRole("button", { name: say(words.publish), exact: true }).click();
  await page.getByRole("alertdialog").getByText(like(words.forGood)).waitFor();
  await page.getByRole("button", { name: say(words.publish2020), exact: true }).click();
  await page.getByText(like(words.published)).waitFor();
  const pdf = await page.request.get(`/public/reports/2020/${world.language}.pdf`);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  await page.context().close();
};

/** An administrator: whether mails go out, who has access; somebody's account is closed, and the log says by whom. */
export const closeAnAccount = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("administrator");
  await page.getByRole("link", { name: say(words.access), exact: true }).click();
  await page.getByText(like(words.noMail)).waitFor();
  await page.getByRole("searchbox", { name: like(words.search) }).fill("vanspec");
  const row = page.getByRole("row", { name: /Bram Vanspeculaas/ });
  await row.getByText(say(words.active), { exact: true }).waitFor();
  await row.getByRole("button", { name: say(words.actionsFor, { name: "Bram Vanspeculaas" }) }).click();
  await page.getByRole("menuitem", { name: like(words.withdraw) }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: like(words.withdraw) })
    .click();
  await page.getByText(like(words.withdrawn, { name: "Bram Vanspeculaas" })).waitFor();
  await page.getByRole("tab", { name: say(words.log) }).click();
  await page
    .getByRole("row", { name: new RegExp(`Lina Petitnuage.*${say(words.removed)}.*Bram Vanspeculaas`) })
    .waitFor();
  await page.context().close();
};

/** A citizen, without an account: the published report and a number of it, the figures, and the list of operations. */
export const readWhatIsPublic = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  await publishReports(world);
  const page = await world.citizen();
  await page.getByRole("link", { name: say(words.read2020) }).click();
  await page.getByRole("heading", { level: 1, name: say(words.annual2020) }).waitFor();
  await page.getByRole("button", { name: say(words.moreThan10), exact: true }).click();
  const panel = page.getByRole("dialog", { name: say(words.participants) });
  await panel.getByText(like(words.isTrue)).waitFor();
  await page.keyboard.press("Escape");

  await page
    .getByRole("link", { name: say(words.publicFigures), exact: true })
    .first()
    .click();
  await page.getByRole("row", { name: like(words.unemployedRow) }).waitFor();

  await page
    .getByRole("link", { name: say(words.operations), exact: true })
    .first()
    .click();
  await page.getByText(like(words.threeOperations)).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: say(words.downloadCsv), exact: true }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  const text = await (await page.request.get(`/public/operations/${world.language}.csv`)).text();
  for (const operation of world.programme.operations.values())
    assert.ok(text.includes(say(operation.title)), `the list holds ${operation.id}`);
  await page.context().close();
};

const words = {
  followed: { fr: "Ce que vous suivez", nl: "Wat u opvolgt", en: "What you follow" },
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  targets: { fr: "Cibles", nl: "Doelen", en: "Targets" },
  progress: {
    fr: "0 sur 1.800 élèves (0,0 %)",
    nl: "0 van 1.800 leerlingen (0,0%)",
    en: "0 of 1,800 pupils (0.0%)",
  },
  report: { fr: "Rapport", nl: "Verslag", en: "Report" },
  report2020: { fr: "Rapport 2020", nl: "Verslag 2020", en: "Report 2020" },
  refused: {
    fr: "Le rapport ne peut pas être publié : les données disent autre chose que lui",
    nl: "Het verslag kan niet gepubliceerd worden: de gegevens zeggen iets anders",
    en: "The report cannot be published: the data say otherwise",
  },
  publish: { fr: "Publier…", nl: "Publiceren…", en: "Publish…" },
  show: { fr: "Voir dans le texte", nl: "Tonen in de tekst", en: "Show in the text" },
  otherwise: {
    fr: "les données disent autre chose",
    nl: "de gegevens zeggen iets anders",
    en: "the data say otherwise",
  },
  allTrue: { fr: "Toutes les phrases sont vraies", nl: "Alle zinnen kloppen", en: "Every sentence is true" },
  forGood: {
    fr: "Ce qui est publié ne change plus",
    nl: "Wat gepubliceerd is, verandert niet meer",
    en: "What is published no longer changes",
  },
  publish2020: {
    fr: "Publier le rapport 2020",
    nl: "Verslag 2020 publiceren",
    en: "Publish the 2020 report",
  },
  published: { fr: "Publié : édition 1", nl: "Gepubliceerd: editie 1", en: "Published: edition 1" },
  access: { fr: "Accès", nl: "Toegang", en: "Access" },
  noMail: { fr: "Les e-mails ne partent pas", nl: "E-mails vertrekken niet", en: "Mails do not go out" },
  search: { fr: "Chercher un nom", nl: "Zoek een naam", en: "Search a name" },
  active: { fr: "Actif", nl: "Actief", en: "Active" },
  actionsFor: { fr: "Actions pour {name}", nl: "Acties voor {name}", en: "Actions for {name}" },
  withdraw: { fr: "Retirer l'accès", nl: "De toegang intrekken", en: "Remove access" },
  withdrawn: {
    fr: "L'accès de {name} est retiré.",
    nl: "De toegang van {name} is ingetrokken.",
    en: "The access of {name} is removed.",
  },
  log: { fr: "Journal", nl: "Logboek", en: "Log" },
  removed: { fr: "Accès retiré", nl: "Toegang ingetrokken", en: "Access removed" },
  read2020: { fr: "Lire le rapport 2020", nl: "Het verslag 2020 lezen", en: "Read the 2020 report" },
  annual2020: { fr: "Rapport annuel 2020", nl: "Jaarverslag 2020", en: "Annual report 2020" },
  moreThan10: { fr: "plus de 10", nl: "meer dan 10", en: "more than 10" },
  participants: { fr: "Participants", nl: "Deelnemers", en: "Participants" },
  isTrue: { fr: "Vrai d'après les données", nl: "Waar volgens de gegevens", en: "True of the data" },
  publicFigures: { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" },
  unemployedRow: {
    fr: "Chômeurs, y compris de longue durée 12 peu",
    nl: "Werklozen, inclusief langdurig werklozen 12 weinig",
    en: "Unemployed, including long-term unemployed 12 few",
  },
  operations: { fr: "Opérations", nl: "Operaties", en: "Operations" },
  threeOperations: {
    fr: "3 opérations sur 3.",
    nl: "3 van de 3 operaties.",
    en: "3 of 3 operations.",
  },
  downloadCsv: { fr: "Télécharger en CSV", nl: "Downloaden als CSV", en: "Download as CSV" },
} satisfies Record<string, Text>;
