import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { withoutEmptyEnd } from "./cell.ts";
import { cellsOf, folderOf } from "./fixture.ts";
import { type WritableCell, encodeWindows1252, serialOfDate, writeCsv, writeXlsx } from "./writeRows.ts";
import { dateOfSerial } from "./xlsxRows.ts";

const day = fc
  .integer({ min: 0, max: 110_000 })
  .map((days) => new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const text = fc.string({
  unit: fc.constantFrom("a", "É", "€", "😀", '"', ";", "=", "<", "&", "\n", "\r", " ", "_x0041_"),
  minLength: 1,
});

test("every day from 1900 on survives the calendars of 1900 and 1904", () => {
  fc.assert(
    fc.property(day, fc.boolean(), (date, date1904) => {
      const serial = serialOfDate({ date }, date1904);
      if (serial === undefined) return date < "1904-01-01";
      assert.deepEqual(dateOfSerial(serial, date1904), { date });
      return true;
    }),
  );
});

test("a workbook that is written reads back with the same values", async (context) => {
  const path = join(await folderOf(context), "a.xlsx");
  const cell = fc.oneof(
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    day.filter((date) => date >= "1904").map((date) => ({ date })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (rows, date1904) => {
        await writeXlsx(path, [{ name: "Données", rows }], { date1904 });
        assert.deepEqual(
          await cellsOf(path),
          rows.map((row) => withoutEmptyEnd([...row])),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test("another reader finds real dates and numbers in the workbook", async (context) => {
  const path = join(await folderOf(context), "a.xlsx");
  await writeXlsx(path, [
    {
      name: "Données",
      rows: [
        ["Date", "Heures", "Nom"],
        [{ date: "2020-03-31" }, 12.5, "=1+1"],
      ],
      widths: [12],
    },
  ]);
  const [sheet] = (await readXlsx(await readFile(path))).sheets;
  assert.deepEqual(sheet?.rows[1], [new Date("2020-03-31T00:00:00Z"), 12.5, "=1+1"]);
  assert.deepEqual(sheet?.freezePane, { rows: 1 });
});

test("the same rows always give the same bytes", async (context) => {
  const folder = await folderOf(context);
  const paths = ["a.xlsx", "b.xlsx"].map((name) => join(folder, name));
  for (const path of paths) await writeXlsx(path, [{ name: "x", rows: [["a"], [1]] }]);
  const [one, other] = await Promise.all(paths.map((path) => readFile(path)));
  assert.deepEqual(one, other);
});

for (const options of [
  { delimiter: ",", encoding: "utf-8", byteOrderMark: true, newline: "\n" },
  { delimiter: ";", encoding: "windows-1252", newline: "\r\n", quoteAll: true },
  { delimiter: "\t", encoding: "utf-8", newline: "\r" },
] as const) {
  test(`a CSV file written with ${JSON.stringify(options)} reads back with the same texts`, async (context) => {
    const path = join(await folderOf(context), "a.csv");
    const header = ["nom", "adresse", "date d'entrée", "heures", "actif"];
    const rows: WritableCell[][] = [
      header,
      ['Zoé "Zed"', "rue Neuve; 1,\r\nBruxelles €", { date: "2020-03-01" }, 12.5, true],
      [null, " b "],
    ];
    await writeCsv(path, rows, {
      ...options,
      dateFormat: "d/m/yyyy",
      decimalSign: ",",
      booleans: ["oui", "non"],
    });
    assert.deepEqual(await cellsOf(path), [
      header,
      ['Zoé "Zed"', "rue Neuve; 1,\r\nBruxelles €", "1/3/2020", "12,5", "oui"],
      ["", " b "],
    ]);
  });
}

test("a character that Windows-1252 does not have is not silently lost", () => {
  assert.throws(() => encodeWindows1252("Łódź"), RangeError);
});
