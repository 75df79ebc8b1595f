import assert from "node:assert/strict";
import type { Text } from "../../../src/language.ts";
import { openTable } from "../../../src/intake/file/readTable.ts";
import { listStandsStill, publishReports, type RolesWorld } from "./roles-world.ts";

/** A controller: finds records to check by what is missing, by an answer and behind a figure, and who changed what. */
export const findRecordsToCheck = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("controller");
  const incomplete = page.getByRole("region", { name: say(words.followed) });
  await incomplete.getByRole("heading", { level: 3, name: say(words.toComplete) }).waitFor();
  await page.locator('a[href*="youth_guarantee"][href*="_open%3Aincomplete"]').click();
  const table = page.getByRole("table", { name: say(words.participants) });
  await table.getByText(say(words.incomplete), { exact: true }).first().waitFor();
  const all = await table.locator("tbody tr").count();

  await page.getByRole("button", { name: say(words.filter) }).click();
  const dialog = page.getByRole("dialog", { name: say(words.filterTitle) });
  await dialog.getByRole("combobox", { name: say(words.column) }).fill(say(words.sex));
  await page.getByRole("option", { name: say(words.sex), exact: true }).click();
  await dialog.getByRole("checkbox", { name: say(words.woman), exact: true }).click({ force: true });
  await dialog.getByRole("button", { name: say(words.apply) }).click();
  await page.waitForURL(/filter=gender%3Awoman/);
  await page.getByRole("button", { name: like(words.sexIsWoman) }).waitFor();
  await listStandsStill(page);
  assert.ok((await table.locator("tbody tr").count()) < all, "fewer records are left to look at");

  await table.locator("tbody a").first().click();
  await page.getByText(like(words.onePoint)).waitFor();
  await page.getByText(say(words.hidden), { exact: true }).first().waitFor();
  assert.equal(await page.getByRole("link", { name: say(words.change), exact: true }).count(), 0);
  await page.getByText(like(words.readBy)).click();
  await page.getByText(world.accountOf("controller").name, { exact: false }).last().waitFor();

  await page.getByRole("link", { name: say(words.figures), exact: true }).click();
  // The record's page has a link of that name as well, to its list.
  await page.getByRole("heading", { level: 1, name: say(words.figures), exact: true }).waitFor();
  await page.getByRole("link", { name: say(words.participants), exact: true }).click();
  const counted = page.getByRole("region", { name: say(words.counted) });
  await counted.getByRole("link", { name: /^\d+$/ }).first().click();
  await page.getByRole("heading", { level: 1, name: like(words.changeTitle) }).waitFor();
  await page.getByText(say(words.imported), { exact: true }).waitFor();
  await page
    .getByText(/participants-2020.*\.(csv|xlsx)/)
    .first()
    .waitFor();
  await page.context().close();
};

/** A certifying officer: the means of each operation, and the figures as a spreadsheet that says what the page says. */
export const certify = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  const page = await world.signIn("certifying_officer");
  await page.getByRole("link", { name: say(words.programme), exact: true }).click();
  await page
    .getByRole("row", { name: say(words.neets) })
    .getByText(say(words.neetsMoney))
    .waitFor();
  await page.getByRole("link", { name: say(words.neets), exact: true }).click();
  await page.getByText(say(words.planned), { exact: true }).waitFor();

  await page.getByRole("link", { name: say(words.figures), exact: true }).click();
  const row = page
    .getByRole("table", { name: say(words.figuresTitle) })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: say(words.participants), exact: true }) });
  const shown = await row.getByRole("cell").first().innerText();
  await page
    .getByRole("button", { name: say(words.download) })
    .first()
    .click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /XLSX/ }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const rows = [];
  for (const sheet of (await openTable(await download.path())).sheets)
    for await (const block of sheet.rows()) rows.push(...block.map(({ cells }) => cells.map(String)));
  const found = rows.find((cells) => cells.includes(say(words.participants)));
  assert.ok(found?.includes(shown), `the spreadsheet says ${shown} participants: ${found?.join(" | ")}`);

  await page.getByRole("link", { name: say(words.report), exact: true }).click();
  await page.getByRole("link", { name: say(words.report2020), exact: true }).click();
  await page.getByText(like(words.inTheMaking)).waitFor();
  assert.equal(await page.getByRole("button", { name: say(words.publish), exact: true }).count(), 0);
  await page.context().close();
};

/** An auditor: from a number of the published report to what it counts, the records, their trail and who read them. */
export const followANumber = async (world: RolesWorld): Promise<void> => {
  const { say, like } = world;
  await publishReports(world);
  const page = await world.signIn("auditor");
  await page.getByRole("link", { name: say(words.publishedReports), exact: true }).click();
  await page.getByRole("link", { name: say(words.annual2020) }).click();
  await page.getByRole("button", { name: say(words.moreThan10), exact: true }).click();
  const panel = page.getByRole("dialog", { name: say(words.participants) });
  await panel.getByText(like(words.isTrue)).waitFor();
  assert.equal(await panel.getByRole("definition").first().textContent(), "12");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: say(words.report), exact: true }).click();
  await page.getByRole("link", { name: say(words.report2020), exact: true }).click();
  await page.getByRole("button", { name: say(words.moreThan10), exact: true }).click();
  await panel.getByRole("link", { name: like(words.allAbout) }).click();
  const counted = page.getByRole("region", { name: say(words.counted) });
  await counted.getByText(like(words.twelve)).waitFor();
  await counted
    .getByRole("link", { name: like(words.number) })
    .first()
    .click();
  const history = page.getByRole("listitem").filter({ has: page.getByText(say(words.imported)) });
  await history
    .getByRole("link", { name: like(words.changeNumber) })
    .first()
    .waitFor();
  await page.reload();
  await page.getByText(like(words.readBy)).click();
  await page.getByText(world.accountOf("auditor").name).last().waitFor();
  await history
    .getByRole("link", { name: like(words.changeNumber) })
    .first()
    .click();
  await page.getByText(like(words.twelveAdded)).waitFor();
  await page.context().close();
};

const words = {
  followed: { fr: "Ce que vous suivez", nl: "Wat u opvolgt", en: "What you follow" },
  toComplete: { fr: "Fiches à compléter", nl: "Fiches aan te vullen", en: "Records to complete" },
  participants: { fr: "Participants", nl: "Deelnemers", en: "Participants" },
  incomplete: { fr: "à compléter", nl: "aan te vullen", en: "to complete" },
  filter: { fr: "Filtrer…", nl: "Filteren…", en: "Filter…" },
  filterTitle: { fr: "Filtrer la liste", nl: "De lijst filteren", en: "Filter the list" },
  column: { fr: "Colonne", nl: "Kolom", en: "Column" },
  sex: { fr: "Sexe", nl: "Geslacht", en: "Sex" },
  woman: { fr: "femme", nl: "vrouw", en: "woman" },
  apply: { fr: "Appliquer le filtre", nl: "Filter toepassen", en: "Apply the filter" },
  sexIsWoman: { fr: "Modifier le filtre Sexe", nl: "Filter wijzigen: Geslacht", en: "Change the filter Sex" },
  onePoint: {
    fr: "à compléter ou à vérifier",
    nl: "aan te vullen of na te kijken",
    en: "to complete or check",
  },
  hidden: {
    fr: "Non visible avec votre rôle",
    nl: "Niet zichtbaar met uw rol",
    en: "Not visible to your role",
  },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  readBy: {
    fr: "Qui a consulté ces données personnelles",
    nl: "Wie deze persoonsgegevens raadpleegde",
    en: "Who consulted this personal data",
  },
  figures: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  counted: { fr: "Les fiches comptées", nl: "De getelde fiches", en: "The records counted" },
  changeTitle: { fr: "Changement ", nl: "Wijziging ", en: "Change " },
  imported: { fr: "fichier importé", nl: "bestand ingevoerd", en: "file imported" },
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
  neets: { fr: "Accompagnement des NEET", nl: "Begeleiding van NEET-jongeren", en: "Support for NEETs" },
  neetsMoney: { fr: "420.000,00 €", nl: "€ 420.000,00", en: "€420,000.00" },
  planned: {
    fr: "Contribution prévue en tout",
    nl: "Voorziene bijdrage in totaal",
    en: "Planned contribution in all",
  },
  figuresTitle: {
    fr: "Chiffres du programme",
    nl: "Cijfers van het programma",
    en: "Figures of the programme",
  },
  download: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
  inTheMaking: { fr: "Rapport en préparation", nl: "Verslag in voorbereiding", en: "Report in the making" },
  publish: { fr: "Publier…", nl: "Publiceren…", en: "Publish…" },
  publishedReports: { fr: "Rapports publiés", nl: "Gepubliceerde verslagen", en: "Published reports" },
  annual2020: { fr: "Rapport annuel 2020", nl: "Jaarverslag 2020", en: "Annual report 2020" },
  moreThan10: { fr: "plus de 10", nl: "meer dan 10", en: "more than 10" },
  isTrue: { fr: "Vrai d'après les données", nl: "Waar volgens de gegevens", en: "True of the data" },
  report: { fr: "Rapport", nl: "Verslag", en: "Report" },
  report2020: { fr: "Rapport 2020", nl: "Verslag 2020", en: "Report 2020" },
  allAbout: {
    fr: "Tout sur ce chiffre, jusqu'aux fiches",
    nl: "Alles over dit cijfer, tot de fiches toe",
    en: "All about this figure, down to the records",
  },
  twelve: {
    fr: "Ce chiffre compte 12 fiches ; vous pouvez en lire 12.",
    nl: "Dit cijfer telt 12 fiches; u kunt er 12 lezen.",
    en: "This figure counts 12 records; you may read 12 of them.",
  },
  number: { fr: "n° ", nl: "nr. ", en: "no. " },
  changeNumber: { fr: "changement n° ", nl: "wijziging nr. ", en: "change no. " },
  twelveAdded: { fr: "12 ajoutées", nl: "12 toegevoegd", en: "12 added" },
} satisfies Record<string, Text>;
