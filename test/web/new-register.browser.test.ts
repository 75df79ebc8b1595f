import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadProgramme } from "../../src/definition/load.ts";
import { tinyProgrammeFolder } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World } from "./world.ts";

/** A register that no line of Jalon knows: a programme officer wrote it this morning. */
const bicycleLoans = `register: bicycle_loans
label: { fr: Prêts de vélos, nl: Uitgeleende fietsen, en: Bicycle loans }
record: { fr: un prêt de vélo, nl: een uitgeleende fiets, en: a bicycle loan }
identity: [number, lent_on]
dated_by: lent_on
fields:
  - field: number
    label: { fr: Numéro du vélo, nl: Nummer van de fiets, en: Number of the bicycle }
    type: text
    length: 20
    required: true
  - field: lent_on
    label: { fr: Prêté le, nl: Uitgeleend op, en: Lent on }
    type: date
    required: true
  - field: kind
    label: { fr: Sorte, nl: Soort, en: Kind }
    type: choice
    choices:
      - code: city
        label: { fr: vélo de ville, nl: stadsfiets, en: city bicycle }
      - code: cargo
        label: { fr: vélo-cargo, nl: bakfiets, en: cargo bicycle }
  - field: returned_on
    label: { fr: Rendu le, nl: Teruggebracht op, en: Returned on }
    type: date
rules:
  - rule: back_after
    severity: refuse
    when: { returned_on: { known: true }, lent_on: { known: true } }
    must: { returned_on: { on_or_after: { field: lent_on } } }
    cell: returned_on
    expected:
      fr: une date de retour après le prêt
      nl: een datum van teruggave na de uitlening
      en: a date of return after the loan
    mend: { fr: Vérifiez les deux dates., nl: Kijk beide datums na., en: Check both dates. }
    source: { article: Règlement de l'atelier (inventé), verified: true }
`;

let world: World;
let guide: TestAccount;

before(async () => {
  const folder = tinyProgrammeFolder();
  writeFileSync(join(folder, "registers", "bicycle_loans.yaml"), bicycleLoans);
  const path = join(folder, "programme.yaml");
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace(
      "registers: [participants, workshop_hours]",
      "registers: [participants, workshop_hours, bicycle_loans]",
    ),
  );
  world = await openWorld({ programme: loadProgramme(folder), operations: [] });
  guide = await world.account({ role: "guide", partner: "north_workshop" });
});

after(() => world.close());

test("a register added to the definitions has its pages: list, form with its rules, record", async () => {
  const page = await world.page(guide);
  await page.goto("/fr/operations/guidance");
  await page.getByRole("link", { name: "Prêts de vélos" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Prêts de vélos" }).waitFor();
  await page.goto("/fr/operations/guidance/registers/bicycle_loans/new");
  await page.getByRole("textbox", { name: /Numéro du vélo/ }).fill("V-12");
  await page.getByRole("textbox", { name: /Prêté le/ }).fill("03/04/2020");
  await page.getByRole("radio", { name: "vélo-cargo" }).check({ force: true });
  const returned = page.getByRole("textbox", { name: /Rendu le/ });
  await returned.fill("01/04/2020");
  await returned.blur();
  await page.getByText("une date de retour après le prêt").first().waitFor();
  await returned.fill("05/04/2020");
  await page.getByRole("button", { name: "Enregistrer la fiche" }).click();
  await page
    .getByText(/Enregistré/)
    .first()
    .waitFor();
  await page.getByText("vélo-cargo").first().waitFor();
  const { rows } = await world.pool.query<{ kind: string; back: string }>(
    "select kind, returned_on::text as back from register.bicycle_loans where partner = 'north_workshop'",
  );
  assert.deepEqual(rows, [{ kind: "cargo", back: "2020-04-05" }]);
  await page.goto("/fr/operations/guidance/registers/bicycle_loans");
  await page.getByRole("link", { name: "V-12" }).waitFor();
  await page.context().close();
});
