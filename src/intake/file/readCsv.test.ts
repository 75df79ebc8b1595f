import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import type { Row } from "./cell.ts";
import { CsvRecords } from "./csvRows.ts";
import { cellsOf, fileWith, rowsOf } from "./fixture.ts";
import { openTable } from "./readTable.ts";
import { UnreadableFile } from "./unreadable.ts";
import { encodeWindows1252 } from "./writeRows.ts";

const refusal = async (work: Promise<unknown>): Promise<UnreadableFile> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof UnreadableFile) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "the file was read" });
};

test("a file says its size and its SHA-256", async (context) => {
  const content = "nom;date\r\nZoé Imaginaire;31/03/2020\r\n";
  const table = await openTable(await fileWith(context, "a.csv", content));
  assert.equal(table.bytes, Buffer.byteLength(content));
  assert.equal(table.sha256, createHash("sha256").update(content).digest("hex"));
});

for (const [encoding, bytes] of [
  ["utf-8", Buffer.from("nom;ville\nÉloïse;Liège €\n")],
  ["utf-8", Buffer.from("\uFEFFnom;ville\nÉloïse;Liège €\n")],
  ["utf-16le", Buffer.from("\uFEFFnom;ville\nÉloïse;Liège €\n", "utf16le")],
  ["utf-16be", Buffer.from("\uFEFFnom;ville\nÉloïse;Liège €\n", "utf16le").swap16()],
  ["windows-1252", encodeWindows1252("nom;ville\nÉloïse;Liège €\n")],
] as const) {
  test(`${encoding} with first byte ${bytes[0]?.toString(16)} gives the same text`, async (context) => {
    const path = await fileWith(context, "a.csv", bytes);
    assert.equal((await openTable(path)).encoding, encoding);
    assert.deepEqual(await cellsOf(path), [
      ["nom", "ville"],
      ["Éloïse", "Liège €"],
    ]);
  });
}

test("one byte that is not UTF-8, far down the file, makes the whole file Windows-1252", async (context) => {
  const path = await fileWith(
    context,
    "a.csv",
    encodeWindows1252(`nom;x\n${"a;b\n".repeat(300_000)}Zoé;c\n`),
  );
  assert.equal((await openTable(path)).encoding, "windows-1252");
  assert.deepEqual((await cellsOf(path)).at(-1), ["Zoé", "c"]);
});

test("a character cut in two by the reading is still UTF-8", async (context) => {
  // Pieces of 1 MiB are read: shift a long run of three-byte characters over every alignment.
  for (const shift of [0, 1, 2]) {
    const path = await fileWith(context, "a.csv", `${"x".repeat(shift)}${"€".repeat(400_000)}\n`);
    assert.equal((await openTable(path)).encoding, "utf-8");
  }
});

for (const [delimiter, header] of [
  [",", "nom,date"],
  [";", "nom;date"],
  ["\t", "nom\tdate"],
  [";", '"nom, prénom, titre";date'],
  [",", '"nom; ""dit""",date'],
] as const) {
  test(`the header ${JSON.stringify(header)} is cut at ${JSON.stringify(delimiter)}`, async (context) => {
    const path = await fileWith(context, "a.csv", `${header}\n1${delimiter}2\n`);
    assert.equal((await openTable(path)).delimiter, delimiter);
    assert.equal((await cellsOf(path))[0]?.length, 2);
  });
}

for (const mark of ["", "\uFEFF"]) {
  test(`the line sep=; is obeyed and is not row 1 (${mark === "" ? "without" : "with"} a byte order mark)`, async (context) => {
    const path = await fileWith(context, "a.csv", `${mark}sep=;\r\na,b,c;d\r\n1;2\r\n`);
    assert.deepEqual(await rowsOf(path), [
      { sheet: undefined, row: 1, cells: ["a,b,c", "d"] },
      { sheet: undefined, row: 2, cells: ["1", "2"] },
    ]);
  });
}

for (const newline of ["\r\n", "\n", "\r"]) {
  test(`lines end with ${JSON.stringify(newline)}`, async (context) => {
    const path = await fileWith(context, "a.csv", ["a;b", "1;2", "3;4"].join(newline));
    assert.deepEqual(await cellsOf(path), [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
  });
}

test("a line break inside quotes does not shift the row numbers; empty rows are counted", async (context) => {
  const path = await fileWith(
    context,
    "a.csv",
    'a;b\r\n"rue\r\nNeuve";"dit ""Zoé"""\r\n\r\n;;;\r\nx; y \r\n',
  );
  assert.deepEqual(
    (await rowsOf(path)).map(({ row, cells }) => [row, cells]),
    [
      [1, ["a", "b"]],
      [2, ["rue\r\nNeuve", 'dit "Zoé"']],
      [3, []],
      [4, []],
      [5, ["x", " y "]],
    ],
  );
});

test("a stray quotation mark within a cell stays where it is and swallows nothing", async (context) => {
  const path = await fileWith(context, "a.csv", 'a;b\nécran 24";1\n"La Ruche" asbl;2\nz;3\n');
  assert.deepEqual((await cellsOf(path)).slice(1), [
    ['écran 24"', "1"],
    ["La Ruche asbl", "2"],
    ["z", "3"],
  ]);
});

test("a quotation mark never closed is refused, naming the row where it opens", async (context) => {
  const path = await fileWith(context, "a.csv", `a;b\n1;2\n3;"quatre\n${"5;6\n".repeat(2000)}`);
  const error = await refusal(rowsOf(path));
  assert.equal(error.code, "open-quote");
  assert.equal(error.row, 3);
  assert.match(error.text.fr, /^Ligne 3 : un guillemet/);
});

test("a quotation mark never closed in a very large file is refused without reading it all into memory", async (context) => {
  const path = await fileWith(context, "a.csv", `a;b\n3;"quatre\n${"5;6\n".repeat(1_000_000)}`);
  assert.equal((await refusal(rowsOf(path))).row, 2);
});

test("an open quotation mark that meets that of a later cell is refused, not paired with it", async (context) => {
  const path = await fileWith(context, "a.csv", 'a;b\n1;"deux\n3;4\n5;"six; sept"\n7;8\n');
  assert.equal((await refusal(rowsOf(path))).row, 2);
});

test("rows do not depend on how the file is cut into pieces", () => {
  const text = 'a;b;c\r\n"x;\r\n""y""";é€;\r\n\r\nz"z;"w"\r1;2;3\n;;last';
  const whole: Row[] = [];
  new CsvRecords(";").push(text, true, whole);
  assert.equal(whole.length, 6);
  for (let size = 1; size < text.length; size += 1) {
    const records = new CsvRecords(";");
    const rows: Row[] = [];
    for (let at = 0; at < text.length; at += size) records.push(text.slice(at, at + size), false, rows);
    records.push("", true, rows);
    assert.deepEqual(rows, whole);
  }
});

test("well-formed CSV reads as csv-parse reads it", () => {
  const field = fc.string({ unit: fc.constantFrom("a", "é", '"', ";", "\n", "\r", " ", ",") });
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      (table) => {
        const text = table
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";"))
          .join("\r\n");
        const rows: Row[] = [];
        new CsvRecords(";").push(text, true, rows);
        const expected: string[][] = parse(text, { delimiter: ";", relax_column_count: true });
        const trimmed = expected.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1));
        assert.deepEqual(
          rows.map(({ cells }) => cells),
          trimmed,
        );
      },
    ),
  );
});

for (const [code, content] of [
  ["empty", ""],
  ["empty", "\uFEFF\r\n  \r\n"],
  ["pdf", "%PDF-1.7\n..."],
  ["web-page", "<html><table><tr><td>1</td></tr></table></html>"],
  ["web-page", '<?xml version="1.0"?><Workbook/>'],
  ["not-a-table", "a;b\u0000\u0001;c\n"],
  ["not-a-table", "{\\rtf1 texte}"],
] as const) {
  test(`${JSON.stringify(content.slice(0, 12))} is refused as ${code}, in three languages`, async (context) => {
    const error = await refusal(openTable(await fileWith(context, "a.csv", content)));
    assert.equal(error.code, code);
    assert.equal(new Set(Object.values(error.text)).size, 3);
  });
}

test("a file that does not exist and a folder are refused alike", async () => {
  assert.equal((await refusal(openTable("/nowhere/at/all.csv"))).code, "not-found");
  assert.equal((await refusal(openTable("/"))).code, "not-found");
});
