import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { afterEach, test } from "node:test";
import { type Cell, formulaWithoutResult } from "./cell.ts";
import { cellsOf, fileWith, handMade, rowsOf, zipped } from "./fixture.ts";
import { openTable } from "./readTable.ts";
import { UnreadableFile } from "./unreadable.ts";
import { writeXlsx } from "./writeRows.ts";
import { dateOfSerial } from "./xlsxRows.ts";
import { workbookParts } from "./xlsxParts.ts";
import { kindOfFormat } from "./xlsxWorkbook.ts";

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

const read = async (
  context: Parameters<typeof fileWith>[0],
  ...made: Parameters<typeof handMade>
): Promise<Cell[][]> => cellsOf(await fileWith(context, "a.xlsx", await handMade(...made)));

const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "read";
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
};

for (const place of ["America/New_York", "Europe/Brussels", "Pacific/Kiritimati"]) {
  test(`dates are the days that the person sees, in ${place}`, async (context) => {
    process.env["TZ"] = place;
    const data =
      '<row r="1"><c r="A1" s="1"><v>43921</v></c><c r="B1" s="2"><v>43921.75</v></c><c r="C1" s="3"><v>0.604166666666667</v></c><c r="D1" s="4"><v>0.5</v></c></row>';
    assert.deepEqual(await read(context, { data }), [
      [{ date: "2020-03-31" }, { date: "2020-03-31", time: "18:00" }, "14:30", 0.5],
    ]);
    assert.deepEqual(
      await read(context, { data: '<row r="1"><c r="A1" s="1"><v>42459</v></c></row>', date1904: true }),
      [[{ date: "2020-03-31" }]],
    );
  });
}

test("the calendar of 1900 is right on both sides of the 29 February that never was", () => {
  assert.deepEqual(dateOfSerial(1, false), { date: "1900-01-01" });
  assert.deepEqual(dateOfSerial(59, false), { date: "1900-02-28" });
  assert.equal(dateOfSerial(60, false), undefined);
  assert.deepEqual(dateOfSerial(61, false), { date: "1900-03-01" });
  assert.deepEqual(dateOfSerial(0, true), { date: "1904-01-01" });
  assert.deepEqual(dateOfSerial(2_958_465, false), { date: "9999-12-31" });
  assert.equal(dateOfSerial(2_958_466, false), undefined);
  assert.equal(dateOfSerial(-1, false), undefined);
  assert.deepEqual(dateOfSerial(43_921.999_999_9, false), { date: "2020-04-01" });
});

test("a cell format is recognised as a date by what it shows, not by letters in its text", () => {
  for (const format of ["dd/mm/yyyy", "[$-80C]d mmmm yyyy;@", "mmm", "yyyy\\-mm\\-dd", "[$-F800]dddd"])
    assert.equal(kindOfFormat(format), "date", format);
  for (const format of ["hh:mm", "[h]:mm:ss", "mm:ss"]) assert.equal(kindOfFormat(format), "time", format);
  for (const format of [
    "General",
    '0" days"',
    "[Red]0.00",
    "#,##0.00\\ [$€-80C]",
    "0.00E+00",
    "@",
    "_-* #,##0_d",
  ])
    assert.equal(kindOfFormat(format), "number", format);
});

test("numbers, yes and no, errors, formulas and texts are what the person sees", async (context) => {
  const data =
    '<row r="1"><c r="A1"><v>12.5</v></c><c r="B1"><v>0.30000000000000004</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>' +
    '<c r="E1"><f>A1+1</f><v>13.5</v></c><c r="F1" t="str"><f>"a&amp;b"</f><v>a&amp;b</v></c><c r="G1"><f>NOW()</f></c><c r="H1"><v>90010112345</v></c></row>' +
    '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> é &lt;1&gt; </t></is></c><c r="B2" t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>che</t></r><rPh sb="0" eb="1"><t>NON</t></rPh></is></c>' +
    '<c r="C2" t="inlineStr"><is><t>l1_x000D_&#10;l2</t></is></c><c r="D2" t="d"><v>2020-03-31T00:00:00</v></c><c r="E2" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c></row>';
  assert.deepEqual(await read(context, { data }), [
    [12.5, 0.3, true, { error: "#N/A" }, 13.5, "a&b", { error: formulaWithoutResult }, 90010112345],
    [" é <1> ", "riche", "l1\r\nl2", { date: "2020-03-31" }, "a<b"],
  ]);
});

test("shared texts, formatted within the cell or not, are found by number", async (context) => {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const data =
    '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row>';
  const cells = await read(context, {
    data,
    replace: {
      "xl/sharedStrings.xml": `<x:sst xmlns:x="${main}"><x:si><x:t>zéro</x:t></x:si><x:si><x:r><x:t>u</x:t></x:r><x:r><x:t>n</x:t></x:r><x:rPh sb="0" eb="1"><x:t>NON</x:t></x:rPh></x:si><x:si><x:t/></x:si></x:sst>`,
      "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
  });
  assert.deepEqual(cells, [["un", "zéro"]]);
});

test("row numbers are those of the sheet, over gaps, empty rows and cells without a reference", async (context) => {
  const data =
    '<row r="2"><c r="C2"><v>1</v></c></row><row r="3"/><row r="4"><c r="A4" s="1"/></row><row><c><v>7</v></c><c><v>8</v></c></row><row r="1048576"><c r="B1048576"><v>9</v></c></row>';
  const rows = await rowsOf(await fileWith(context, "a.xlsx", await handMade({ data })));
  assert.deepEqual(
    rows.map(({ row, cells }) => [row, cells]),
    [
      [2, [null, null, 1]],
      [3, []],
      [4, []],
      [5, [7, 8]],
      [1_048_576, [null, 9]],
    ],
  );
});

test("sheets come in the order of their tabs, each with its rows", async (context) => {
  const path = await fileWith(context, "a.xlsx", "");
  await writeXlsx(path, [
    { name: "Février", rows: [["a"]] },
    { name: "Janvier", rows: [["b"]] },
  ]);
  const table = await openTable(path);
  assert.deepEqual(
    table.sheets.map(({ name, hidden }) => [name, hidden]),
    [
      ["Février", false],
      ["Janvier", false],
    ],
  );
  assert.deepEqual(
    (await rowsOf(path)).map(({ sheet, cells }) => [sheet, cells]),
    [
      ["Février", ["a"]],
      ["Janvier", ["b"]],
    ],
  );
});

test("a hidden sheet is told apart", async (context) => {
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const workbook = `<workbook xmlns:r="${relations}"><sheets><sheet name='A &amp; "B" > C' state="veryHidden" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const made = await handMade({ data: "", replace: { "xl/workbook.xml": workbook } });
  const { sheets } = await openTable(await fileWith(context, "a.xlsx", made));
  assert.deepEqual(
    sheets.map(({ name, hidden }) => [name, hidden]),
    [['A & "B" > C', true]],
  );
});

test("what is no workbook, or no longer one, is refused for what it is", async (context) => {
  const ole = (name: string): Buffer => {
    const bytes = Buffer.alloc(2048);
    Buffer.from("d0cf11e0a1b11ae1", "hex").copy(bytes);
    bytes.writeUInt16LE(9, 30);
    bytes.writeUInt32LE(1, 48);
    bytes.write(name, 1024, "utf16le");
    return bytes;
  };
  const open = async (content: Uint8Array): Promise<string> =>
    code(openTable(await fileWith(context, "a.xlsx", content)));
  assert.equal(await open(ole("Workbook")), "old-excel");
  assert.equal(await open(ole("EncryptedPackage")), "password");
  assert.equal(await open(await zipped([{ path: "lettre.txt", content: "bonjour" }])), "not-a-workbook");
  assert.equal(await open(await zipped([{ path: "word/document.xml", content: "<w/>" }])), "not-a-workbook");
  assert.equal(
    await open(
      await zipped([{ path: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" }]),
    ),
    "other-spreadsheet",
  );
  const whole = await handMade({ data: "" });
  assert.equal(await open(whole.subarray(0, whole.length - 100)), "damaged");
  assert.equal(await open(Buffer.from("504b0304", "hex")), "damaged");
});

test("a workbook whose data is damaged, cut off or booby-trapped is refused while it is read", async (context) => {
  const whole = await handMade({ data: `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(50)}</row>` });
  const path = await fileWith(context, "a.xlsx", whole);
  const bytes = await readFile(path);
  const at = bytes.indexOf("xl/worksheets/sheet1.xml") + 40;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
  assert.equal(await code(rowsOf(path)), "damaged");
  const sheet = "xl/worksheets/sheet1.xml";
  for (const content of [
    "<worksheet><sheetData><row r='1'>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>",
    "<worksheet><sheetData><row r='99999999'/></sheetData></worksheet>",
  ]) {
    assert.equal(
      await code(
        rowsOf(
          await fileWith(context, "b.xlsx", await handMade({ data: "", replace: { [sheet]: content } })),
        ),
      ),
      "damaged",
      content,
    );
  }
});

test("a workbook that unpacks to far more than a table ever does is refused, whatever size it claims", async (context) => {
  async function* endless(): AsyncGenerator<string> {
    const nothing = `<!--${" ".repeat(1_000_000)}-->`;
    yield "<worksheet><sheetData>";
    for (let count = 0; count < 400; count += 1) yield nothing;
    yield "</sheetData></worksheet>";
  }
  const sheet = "xl/worksheets/sheet1.xml";
  const bomb = await zipped([
    ...workbookParts({ title: "", tabs: ["a"] }),
    { path: sheet, content: endless() },
  ]);
  assert.ok(bomb.length < 2_000_000);
  // Its directory claims ten bytes.
  bomb.writeUInt32LE(10, bomb.lastIndexOf(sheet) - 46 + 24);
  assert.equal(await code(rowsOf(await fileWith(context, "a.xlsx", bomb))), "too-large");
});
