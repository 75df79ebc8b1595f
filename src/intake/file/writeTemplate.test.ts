import assert from "node:assert/strict";
import { test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { languages } from "../../language.ts";
import { cellsOf, fileWith } from "./fixture.ts";
import { openZip, readPart } from "./zipRead.ts";
import { type TemplateSpec, templateSheets, writeTemplate } from "./writeTemplate.ts";

const countries = Array.from({ length: 60 }, (_, index) => ({
  code: `P${index}`,
  label: `Pays inventé ${index}`,
}));
const spec = (change: Partial<TemplateSpec> = {}): TemplateSpec => ({
  language: "fr",
  title: "Participants",
  sheetName: "Participants: 2020",
  columns: [
    {
      header: "Numéro national",
      required: true,
      kind: "text",
      expected: "onze chiffres",
      example: "00000000097",
      help: "Tel qu'il figure sur la carte.",
    },
    {
      header: "Date d'entrée",
      required: true,
      kind: "date",
      expected: "une date jj/mm/aaaa",
      source: "Règlement 1304/2013, annexe I",
    },
    { header: "Heures", required: "conditional", kind: "decimal", expected: "un nombre" },
    { header: "Enfants", required: false, kind: "integer", expected: "un nombre entier" },
    { header: "Actif", required: false, kind: "boolean", expected: "oui ou non" },
    {
      header: "Sexe",
      required: true,
      kind: "choice",
      expected: "un des choix",
      choices: [
        { code: "F", label: "Femme" },
        { code: "M", label: "Homme" },
      ],
    },
    { header: "Pays", required: false, kind: "choice", expected: "un pays", choices: countries },
    {
      header: "Motif",
      required: false,
      kind: "choice",
      expected: "un motif",
      choices: [
        { code: "a", label: "Emploi, stage" },
        { code: "b", label: "Autre" },
      ],
    },
  ],
  ...change,
});

const read = async (change: Partial<TemplateSpec> = {}) =>
  readXlsx(await writeTemplate(spec(change)), { readStyles: true });

test("the first sheet holds the headers only, bold, frozen, in readable widths and without a filter", async () => {
  const [sheet] = (await read()).sheets;
  assert.equal(sheet?.name, "Participants  2020");
  assert.deepEqual(sheet.rows, [spec().columns.map(({ header }) => header)]);
  assert.deepEqual(sheet.freezePane, { rows: 1 });
  assert.equal(sheet.autoFilter, undefined);
  assert.ok(sheet.columns?.every(({ width = 0 }) => width >= 11));
  assert.equal(sheet.cells?.get("0,0")?.style?.font?.bold, true);
});

test("required, conditional and optional columns differ in colour and say so in their note", async () => {
  const [sheet] = (await read()).sheets;
  const [required, conditional, optional] = ["0,0", "0,2", "0,3"].map((key) => sheet?.cells?.get(key));
  const fills = [required, conditional, optional].map((cell) => JSON.stringify(cell?.style?.fill));
  assert.equal(new Set(fills).size, 3);
  assert.match(
    required?.comment?.text ?? "",
    /^Obligatoire\nCe qui est attendu.: onze chiffres\nExemple.: 00000000097\nTel qu'il figure/,
  );
  assert.match(conditional?.comment?.text ?? "", /^Obligatoire dans certains cas/);
  assert.match(optional?.comment?.text ?? "", /^Facultatif/);
});

test("each column checks its values down to row 5001 without a row being written", async () => {
  const [sheet] = (await read()).sheets;
  const rules = sheet?.dataValidations?.map(({ type, range, values, formula1 }) => [
    type,
    range,
    values ?? formula1,
  ]);
  assert.deepEqual(rules, [
    ["date", "B2:B5001", "1"],
    ["decimal", "C2:C5001", "-999999999999"],
    ["whole", "D2:D5001", "-999999999"],
    ["list", "E2:E5001", ["Oui", "Non"]],
    ["list", "F2:F5001", ["Femme", "Homme"]],
    ["list", "G2:G5001", "'Listes'!$A$2:$A$61"],
    ["list", "H2:H5001", "'Listes'!$B$2:$B$3"],
  ]);
});

test("a list too long for a drop-down, or with a comma in it, stands on the sheet of lists", async () => {
  const lists = (await read()).sheets.find(({ name }) => name === templateSheets.lists.fr);
  assert.deepEqual(lists?.rows[0], ["Pays", "Motif"]);
  assert.deepEqual(lists?.rows[1], ["Pays inventé 0", "Emploi, stage"]);
  assert.equal(lists?.rows.length, 61);
});

test("empty cells of a date column are shown as dates and those of a text column keep leading zeros", async (context) => {
  // The style of a whole column is not among what the other reader gives: look at the sheet itself.
  const zip = await openZip(await fileWith(context, "a.xlsx", await writeTemplate(spec())));
  const part = zip.entries.get("xl/worksheets/sheet1.xml");
  assert.ok(part);
  const styles = [...(await readPart(zip, part)).matchAll(/<col [^>]*style="(\d)"/g)].map(
    ([, style]) => style,
  );
  assert.deepEqual(styles, ["1", "2", "4", "3", "1", "1", "1", "1"]);
});

for (const language of languages) {
  test(`the instructions have a row per column (${language})`, async () => {
    const guide = (await read({ language })).sheets.find(
      ({ name }) => name === templateSheets.guide[language],
    );
    assert.equal(guide?.rows[0]?.[0], "Participants");
    assert.equal(guide?.rows[3]?.length, 7);
    assert.equal(guide?.rows.length, 4 + spec().columns.length);
    assert.equal(guide?.rows[9]?.[3], "Femme (F)\nHomme (M)");
    assert.equal(guide?.rows[5]?.[6], "Règlement 1304/2013, annexe I");
  });
}

test("Jalon's own reader finds the headers in the first sheet", async (context) => {
  const cells = await cellsOf(await fileWith(context, "a.xlsx", await writeTemplate(spec())));
  assert.deepEqual(
    cells[0],
    spec().columns.map(({ header }) => header),
  );
});
