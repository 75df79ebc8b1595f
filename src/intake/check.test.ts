import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { csvOf, type FileRow, participantRow, workshopRow } from "../../test/programme/rows.ts";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { languages } from "../language.ts";
import { type CheckedRow, checkFile, type CheckRequest, type CheckResult } from "./check.ts";
import { fileWith, folderOf } from "./file/fixture.ts";
import { UnreadableFile } from "./file/unreadable.ts";
import { type WritableSheet, writeXlsx } from "./file/writeRows.ts";
import { sayRemark, type Remark } from "./remark.ts";
import { registerTemplate } from "./template.ts";

const programme = tinyProgramme();

const check = (path: string, bent: Partial<CheckRequest> = {}): Promise<CheckResult> =>
  checkFile({
    path,
    programme,
    register: registerOf(programme, "workshop_hours"),
    operation: "guidance",
    partner: "north_workshop",
    secret: new Uint8Array(32),
    ...bent,
  });

const checkRows = async (context: TestContext, rows: readonly FileRow[], bent: Partial<CheckRequest> = {}) =>
  check(await fileWith(context, "file.csv", csvOf(rows)), bent);

const checkSheets = async (context: TestContext, sheets: readonly WritableSheet[]) => {
  const path = join(await folderOf(context), "file.xlsx");
  await writeXlsx(path, sheets);
  return check(path);
};

/** Where each remark is and which rule it comes from: "row.column rule". */
const told = ({ remarks }: CheckResult) =>
  remarks.map(({ row, column, rule }) => `${row}.${column ?? "-"} ${rule}`);

test("a file with nothing to mend has no remarks", async (context) => {
  const result = await checkRows(context, [workshopRow(1), workshopRow(2)]);
  assert.deepEqual(result.remarks, []);
  assert.deepEqual(result.counts, { refuse: 0, incomplete: 0, confirm: 0 });
  assert.equal(result.rows, 2);
});

test("a broken cell is told with its row and column as the person sees them, what is there and what is expected", async (context) => {
  const { remarks } = await checkRows(context, [workshopRow(1), workshopRow(2, { hours: "deux" })]);
  assert.equal(remarks.length, 1);
  const [remark] = remarks;
  assert.deepEqual(
    { ...remark, expected: remark?.expected.fr, mend: remark?.mend.fr },
    {
      sheet: undefined,
      row: 3,
      column: 2,
      header: "hours",
      found: "deux",
      severity: "refuse",
      rule: "not_a_number",
      expected: "un nombre avec 2 décimales au plus, par exemple 1234,5",
      mend: "Écrivez le nombre en chiffres, avec une virgule et sans séparateur de milliers.",
      article: undefined,
    },
  );
  assert.equal(
    remark && sayRemark(remark, "fr"),
    "ligne 3, colonne C (hours) — à corriger — trouvé : « deux » ; attendu : un nombre avec 2 décimales au plus, par exemple 1234,5. Écrivez le nombre en chiffres, avec une virgule et sans séparateur de milliers.",
  );
});

test("every broken cell of every row is told, not the first one only, in the order of the file", async (context) => {
  const result = await checkRows(context, [
    workshopRow(1, { held_on: "31/02/2020", hours: "x", theme: "cuisine", online: "bof", room: "" }),
    workshopRow(2, { person_number: "", hours: "25" }),
  ]);
  assert.deepEqual(told(result), [
    "2.1 not_a_date",
    "2.2 not_a_number",
    "2.3 not_a_choice",
    "2.4 not_yes_or_no",
    "3.0 required",
    "3.2 out_of_range",
  ]);
  assert.equal(result.counts.refuse, 6);
});

test("a cell that could not be read is told once: its rules are not asked as well", async (context) => {
  const result = await checkRows(context, [workshopRow(1, { held_on: "12/2020" })]);
  assert.deepEqual(told(result), ["2.1 not_a_date"]);
});

test("all that is told is told in French, Dutch and English, with how to mend it", async (context) => {
  const broken: Remark[] = [];
  for (const rows of [
    [workshopRow(1, { held_on: "x", hours: "x", theme: "x", online: "x", room: "x".repeat(40) })],
    [workshopRow(1, { person_number: "", hours: "9" }), workshopRow(1), workshopRow(1)],
    [workshopRow(1, { held_on: "01/01/2014" })],
    [{ hours: "1", theme: "lettre", Uren: "2", couleur: "bleu" }],
  ])
    broken.push(...(await checkRows(context, rows)).remarks);
  broken.push(...(await check(await fileWith(context, "other.csv", "a;b\n1;2\n"))).remarks);
  assert.ok(new Set(broken.map(({ rule }) => rule)).size >= 12);
  for (const remark of broken) {
    for (const language of languages) {
      assert.ok(remark.expected[language].length > 3, remark.rule);
      assert.match(remark.mend[language], /\.$/, remark.rule);
      assert.doesNotMatch(sayRemark(remark, language), /undefined|null/);
    }
    assert.notEqual(remark.expected.fr, remark.expected.en, remark.rule);
    assert.notEqual(remark.expected.nl, remark.expected.en, remark.rule);
  }
});

test("a row about the same record as an earlier one is refused, and the earlier row is named", async (context) => {
  const result = await checkRows(context, [
    workshopRow(1),
    workshopRow(2),
    workshopRow(1, { person_number: "v 00001" }),
    workshopRow(1, { held_on: "13/03/2020" }),
  ]);
  assert.deepEqual(told(result), ["4.0 repeated_row"]);
  assert.match(result.remarks[0]?.expected.fr ?? "", /la ligne 2 en parle déjà$/);
});

test("line breaks inside a cell do not shift the numbers of the rows", async (context) => {
  const result = await checkRows(context, [
    workshopRow(1, { room: "Salle\nbleue" }),
    workshopRow(2, { room: "a\r\nb\r\nc" }),
    workshopRow(3, { hours: "x" }),
  ]);
  assert.deepEqual(told(result), ["4.2 not_a_number"]);
});

test("empty rows, and rows that answer nothing, are passed over without losing count", async (context) => {
  const header = "person_number;held_on;hours;room;Total\n";
  const path = await fileWith(
    context,
    "file.csv",
    `${header}V-1;12/03/2020;2;A;\n\n;;;;12\n" ";;;;\nV-2;x;2;B;\n`,
  );
  const result = await check(path);
  assert.deepEqual(told(result), ["1.4 unknown_column", "6.1 not_a_date"]);
  assert.equal(result.rows, 2);
});

test("a required column that is missing and a column that comes twice refuse the file", async (context) => {
  const result = await checkRows(context, [{ hours: "1", theme: "lettre", online: "oui", Uren: "2" }]);
  assert.deepEqual(told(result), ["1.- missing_column", "1.- missing_column", "1.3 repeated_column"]);
  assert.equal(result.counts.refuse, 3);
});

test("a column that only some rows need is asked on those rows when it is missing", async (context) => {
  const rows = ["oui", "non"].map((online, index) => {
    const { room: _left, ...row } = workshopRow(index, { online });
    return row;
  });
  const result = await checkRows(context, rows);
  assert.deepEqual(told(result), ["3.- required"]);
});

test("a file without the register's headers is refused, and told which ones are needed", async (context) => {
  const result = await check(await fileWith(context, "file.csv", "a;b\n1;2\n"));
  assert.deepEqual(told(result), ["1.- no_headers"]);
  assert.match(
    result.remarks[0]?.expected.fr ?? "",
    /Numéro de la personne, Date de l'atelier, Heures suivies$/,
  );
});

test("a doubt about a column that the file lacks is told once for all its rows", async (context) => {
  const rows = Array.from({ length: 5 }, (_, index) => {
    const { education_level: _left, ...row } = participantRow(index);
    return row;
  });
  const result = await checkRows(context, rows, { register: registerOf(programme, "participants") });
  assert.deepEqual(told(result), ["1.- C04"]);
  assert.match(result.remarks[0]?.expected.fr ?? "", /elle manque à 5 ligne\(s\), dès la ligne 2/);
});

const sheetOf = (name: string, rows: readonly FileRow[]): WritableSheet => ({
  name,
  rows: [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))],
});

test("every sheet with the register's headers is read, and remarks name the sheet", async (context) => {
  const result = await checkSheets(context, [
    sheetOf("Janvier", [workshopRow(1), workshopRow(2, { hours: "x" })]),
    sheetOf("Février", [workshopRow(3), workshopRow(1), workshopRow(4, { held_on: "y" })]),
  ]);
  assert.deepEqual(
    result.remarks.map(({ sheet, row, rule }) => `${sheet} ${row} ${rule}`),
    ["Janvier 3 not_a_number", "Février 3 repeated_row", "Février 4 not_a_date"],
  );
  assert.match(result.remarks[1]?.expected.fr ?? "", /la ligne 2 de la feuille « Janvier » en parle déjà/);
  assert.equal(result.rows, 5);
});

test("sheets of one file must have the same columns, for a missing column means something", async (context) => {
  const { room: _left, ...without } = workshopRow(3, { online: "oui" });
  const result = await checkSheets(context, [
    sheetOf("Janvier", [workshopRow(1)]),
    sheetOf("Février", [without]),
  ]);
  assert.deepEqual(
    result.remarks.map(({ sheet, rule, expected }) => `${sheet} ${rule} ${expected.fr.slice(-5)}`),
    ["Février other_columns Salle"],
  );
});

test("a sheet that holds something else is not read, and that is said", async (context) => {
  const result = await checkSheets(context, [
    { name: "Notes", rows: [["Appeler la salle bleue"]] },
    sheetOf("Mars", [workshopRow(1)]),
    { name: "Vide", rows: [] },
  ]);
  assert.deepEqual(
    result.remarks.map(({ sheet, rule, severity }) => `${sheet} ${rule} ${severity}`),
    ["Notes sheet_not_read confirm"],
  );
  assert.equal(result.rows, 1);
});

test("the empty template is a file without rows: its pages of explanations and lists are no data", async (context) => {
  for (const id of ["participants", "workshop_hours"])
    for (const language of languages) {
      const register = registerOf(programme, id);
      const path = join(await folderOf(context), "template.xlsx");
      await writeFile(path, await registerTemplate(register, language));
      const result = await check(path, { register });
      assert.deepEqual(told(result), [], `${id} ${language}`);
      assert.equal(result.rows, 0);
      assert.equal(result.columns?.fields.length, register.fields.size);
    }
});

test("rows are handed on until the first refusal, and none of the rows that have something to mend", async (context) => {
  const good = Array.from({ length: 2500 }, (_, index) => workshopRow(index));
  const taken = async (rows: readonly FileRow[]) => {
    const got: CheckedRow[] = [];
    await checkRows(context, rows, {
      take: async (batch) => {
        got.push(...batch);
      },
    });
    return got;
  };
  const all = await taken(good);
  assert.equal(all.length, 2500);
  assert.deepEqual(all[0]?.answers.slice(0, 6), [
    "V-00000",
    "2020-03-12",
    "2.50",
    "interview",
    false,
    "Salle bleue",
  ]);
  assert.equal((await taken([workshopRow(9000, { hours: "x" }), ...good])).length, 0);
});

test("remarks of a file in which every cell is wrong are counted beyond what is kept", async (context) => {
  const row = "x;x;x;x;x;x\n";
  const path = await fileWith(
    context,
    "file.csv",
    `person_number;held_on;hours;theme;online;room\n${row.repeat(80_000)}`,
  );
  const result = await check(path);
  assert.equal(result.remarks.length, 200_000);
  // Three cells of each row ("x" is a yes); the dates are none, so that no row repeats another.
  assert.equal(result.counts.refuse, 240_000);
  assert.equal(result.unkept, 40_000);
});

test("what is no table at all is not checked but said to be unreadable", async (context) => {
  const path = await fileWith(context, "file.csv", 'person_number;held_on\n"V-1;12/03/2020\n');
  await assert.rejects(check(path), UnreadableFile);
});
