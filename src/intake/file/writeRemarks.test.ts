import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { cellsOf, fileWith, folderOf, handMade } from "./fixture.ts";
import { openTable } from "./readTable.ts";
import { type Remark, isRemarkHeader, remarkHeaders } from "./remark.ts";
import { writeRemarkedCopy } from "./writeRemarks.ts";
import { writeXlsx } from "./writeRows.ts";
import { writeTemplate } from "./writeTemplate.ts";

const remark = (change: Partial<Remark> = {}): Remark => ({
  row: 2,
  column: 1,
  text: "La date n'existe pas.",
  severity: "refuse",
  ...change,
});

const workbook = async (context: TestContext): Promise<{ source: string; target: string }> => {
  const folder = await folderOf(context);
  const source = join(folder, "a.xlsx");
  await writeXlsx(source, [
    {
      name: "Données",
      rows: [
        ["Nom", "Date", "Heures"],
        ["Zoé", { date: "2020-03-31" }, 4],
        ["Max", null, 5],
        ["Léa", { date: "2020-04-30" }, 6],
      ],
    },
  ]);
  return { source, target: join(folder, "b.xlsx") };
};

const look = async (path: string) => {
  const [sheet] = (await readXlsx(await readFile(path), { readStyles: true })).sheets;
  assert.ok(sheet);
  const colour = (key: string): string | undefined => {
    const fill = sheet.cells?.get(key)?.style?.fill;
    return fill?.type === "pattern" ? fill.fgColor?.rgb : undefined;
  };
  return { sheet, colour, note: (key: string) => sheet.cells?.get(key)?.comment?.text };
};

test("in a workbook the cells are coloured by severity, annotated, and summed up in one more column", async (context) => {
  const { source, target } = await workbook(context);
  const remarks = [
    remark(),
    remark({ row: 3, text: "La date manque.", severity: "incomplete" }),
    remark({ row: 4, column: 2, text: "Est-ce bien 6 ?", severity: "confirm" }),
    remark({ row: 4, column: null, text: "Ligne déjà reçue.", severity: "refuse" }),
  ];
  await writeRemarkedCopy(source, remarks, target, { language: "fr" });
  const { sheet, colour, note } = await look(target);
  assert.deepEqual(
    sheet.rows.map((row) => row[3]),
    ["Remarques (Jalon)", "La date n'existe pas.", "La date manque.", "Ligne déjà reçue. · Est-ce bien 6 ?"],
  );
  assert.deepEqual(["1,1", "2,1", "3,2", "1,0"].map(colour), ["F4A9A3", "F8CB8C", "FFF2A8", undefined]);
  assert.deepEqual(["1,1", "2,1", "3,2", "3,0"].map(note), [
    "La date n'existe pas.",
    "La date manque.",
    "Est-ce bien 6 ?",
    undefined,
  ]);
  assert.deepEqual(sheet.rows[1]?.slice(0, 3), ["Zoé", new Date("2020-03-31T00:00:00Z"), 4]);
  assert.equal(sheet.cells?.get("1,1")?.style?.numFmt, "dd/mm/yyyy");
});

test("what the partner wrote reads back from the copy as from the file itself", async (context) => {
  const { source, target } = await workbook(context);
  await writeRemarkedCopy(source, [remark(), remark({ row: 9 })], target, { language: "nl" });
  const before = await cellsOf(source);
  const after = await cellsOf(target);
  assert.deepEqual(
    after.slice(0, 4).map((cells) => cells.slice(0, 3)),
    [before[0], before[1], before[2], before[3]],
  );
  assert.equal(after[0]?.[3], remarkHeaders.nl);
  assert.deepEqual(after[4], [null, null, null, "La date n'existe pas."]);
});

test("a mended copy that comes back loses the remarks that no longer hold", async (context) => {
  const { source, target } = await workbook(context);
  await writeRemarkedCopy(source, [remark(), remark({ row: 3, severity: "incomplete" })], target, {
    language: "fr",
  });
  const again = `${target}.again.xlsx`;
  await writeRemarkedCopy(target, [remark({ row: 3, text: "Encore." })], again, { language: "fr" });
  const { sheet, colour, note } = await look(again);
  assert.deepEqual(
    sheet.rows.map((row) => row[3] ?? null),
    [remarkHeaders.fr, null, "Encore.", null],
  );
  assert.deepEqual([note("1,1"), note("2,1")], [undefined, "Encore."]);
  assert.deepEqual([colour("1,1"), colour("2,1")], [undefined, "F4A9A3"]);
  const none = `${target}.none.xlsx`;
  await writeRemarkedCopy(again, [], none, { language: "fr" });
  assert.deepEqual(
    (await cellsOf(none)).map((cells) => cells[3] ?? null),
    [remarkHeaders.fr, null, null, null],
  );
});

test("drop-downs, notes on headers, formulas and other sheets of the workbook stay", async (context) => {
  const folder = await folderOf(context);
  const [source, target] = [join(folder, "a.xlsx"), join(folder, "b.xlsx")];
  const template = await writeTemplate({
    language: "fr",
    title: "Participants",
    sheetName: "Participants",
    columns: [
      { header: "Nom", required: true, kind: "text", expected: "un nom", help: "Comme sur la carte." },
      {
        header: "Sexe",
        required: true,
        kind: "choice",
        expected: "un choix",
        choices: [{ code: "F", label: "Femme" }],
      },
    ],
  });
  await writeFile(source, template);
  await writeRemarkedCopy(
    source,
    [remark({ row: 1, column: 0, text: "Colonne mal nommée." }), remark({ row: 2, column: 1 })],
    target,
    { language: "fr" },
  );
  const { sheet, note } = await look(target);
  assert.equal(sheet.dataValidations?.length, 1);
  assert.deepEqual(sheet.freezePane, { rows: 1 });
  assert.match(note("0,0") ?? "", /Comme sur la carte\.\n— Jalon: Colonne mal nommée\./);
  assert.match(note("0,1") ?? "", /^Obligatoire/);
  assert.equal(note("1,1"), "La date n'existe pas.");
  assert.equal((await openTable(target)).sheets.length, 2);
  await writeRemarkedCopy(target, [remark({ row: 2, column: 1 })], source, { language: "fr" });
  const mended = await look(source);
  assert.doesNotMatch(mended.note("0,0") ?? "", /Jalon/);
  assert.equal(mended.colour("0,0"), undefined);
  assert.deepEqual(mended.sheet.rows[0], ["Nom", "Sexe", remarkHeaders.fr]);
});

test("a formula, a cell of another look and a sheet with a namespace prefix come through", async (context) => {
  const folder = await folderOf(context);
  const target = join(folder, "b.xlsx");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const sheet = `<x:worksheet xmlns:x="${main}"><x:dimension ref="A1:B2"/><x:cols><x:col min="1" max="1" width="9" style="1"/></x:cols><x:sheetData><x:row r="1" spans="1:2"><x:c r="A1" t="inlineStr"><x:is><x:t>Total</x:t></x:is></x:c></x:row><x:row r="2" spans="1:2"><x:c r="B2" s="1"><x:f>1+43920</x:f><x:v>43921</x:v></x:c></x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/></x:worksheet>`;
  const source = await fileWith(
    context,
    "a.xlsx",
    await handMade({ data: "", replace: { "xl/worksheets/sheet1.xml": sheet } }),
  );
  await writeRemarkedCopy(source, [remark(), remark({ column: 0, severity: "confirm" })], target, {
    language: "en",
  });
  assert.deepEqual(await cellsOf(target), [
    ["Total", null, remarkHeaders.en],
    [null, { date: "2020-03-31" }, "La date n'existe pas. · La date n'existe pas."],
  ]);
  const seen = await look(target);
  assert.equal(seen.sheet.cells?.get("1,1")?.formula, "1+43920");
  assert.equal(seen.colour("1,0"), "FFF2A8");
  assert.equal(seen.sheet.cells?.get("1,0")?.style?.numFmt, "dd/mm/yyyy");
});

test("a sheet is found by its name", async (context) => {
  const folder = await folderOf(context);
  const [source, target] = [join(folder, "a.xlsx"), join(folder, "b.xlsx")];
  await writeXlsx(source, [
    { name: "Un", rows: [["a"], ["b"]] },
    { name: "Deux", rows: [["c"], ["d"]] },
  ]);
  await writeRemarkedCopy(source, [remark({ sheet: "Deux", column: 0 })], target, { language: "fr" });
  assert.deepEqual(await cellsOf(target), [
    ["a"],
    ["b"],
    ["c", remarkHeaders.fr],
    ["d", "La date n'existe pas."],
  ]);
});

test("in CSV the partner's rows stay, with one more column, in an encoding that keeps every letter", async (context) => {
  const source = await fileWith(
    context,
    "a.csv",
    'nom;"note; libre";x\r\nZoé;=1+1;\r\n\r\n"a""b";"c\r\nd";e;trop\r\n',
  );
  const target = join(await folderOf(context), "b.csv");
  await writeRemarkedCopy(
    source,
    [remark({ text: "Premier" }), remark({ text: "Second" }), remark({ row: 3, text: "Vide" })],
    target,
    { language: "fr" },
  );
  assert.deepEqual((await readFile(target)).subarray(0, 3), Buffer.from([0xef, 0xbb, 0xbf]));
  assert.equal((await openTable(target)).delimiter, ";");
  assert.deepEqual(await cellsOf(target), [
    ["nom", "note; libre", "x", "", "Remarques (Jalon)"],
    ["Zoé", "=1+1", "", "", "Premier · Second"],
    ["", "", "", "", "Vide"],
    ['a"b', "c\r\nd", "e", "trop"],
  ]);
  const again = `${target}.again.csv`;
  await writeRemarkedCopy(target, [remark({ row: 4, text: "Troisième" })], again, { language: "nl" });
  assert.deepEqual(
    (await cellsOf(again)).map((cells) => cells[4] ?? ""),
    [remarkHeaders.nl, "", "", "Troisième"],
  );
});

test("a remark never starts a formula, whatever value it quotes", async (context) => {
  const texts = ["=1+1", "+32 2 000 00 00", "-5 est négatif", "@SOMME(A1)", " =1", "\t=1", "ok\n=1"];
  const source = await fileWith(context, "a.csv", `a;b\n${"1;2\n".repeat(texts.length)}`);
  const target = join(await folderOf(context), "b.csv");
  await writeRemarkedCopy(
    source,
    texts.map((text, index) => remark({ row: index + 2, text })),
    target,
    { language: "fr" },
  );
  for (const cells of (await cellsOf(target)).slice(1)) assert.match(JSON.stringify(cells[2]), /^"(• |ok)/);
});

test("a partner's own column of remarks is not taken for ours", () => {
  assert.ok(isRemarkHeader(" Remarques (Jalon) "));
  assert.ok(isRemarkHeader("Opmerkingen (Jalon) · Onbekende kolom."));
  assert.ok(!isRemarkHeader("Remarques"));
  assert.ok(!isRemarkHeader(null));
});
