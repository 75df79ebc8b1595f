import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import * as fc from "fast-check";
import { csvOf, type FileRow, workshopRow } from "../../test/programme/rows.ts";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { checkFile, type CheckResult } from "./check.ts";
import { fileWith } from "./file/fixture.ts";
import { type Mend, type Overlay, overlayHash, saidFields } from "./overlay.ts";

const programme = tinyProgramme();
const register = registerOf(programme, "workshop_hours");

const check = async (context: TestContext, csv: string, overlay?: Overlay): Promise<CheckResult> =>
  checkFile({
    path: await fileWith(context, "file.csv", csv),
    programme,
    register,
    operation: "guidance",
    partner: "north_workshop",
    secret: new Uint8Array(32),
    ...(overlay ? { overlay } : {}),
  });

const said = ({ remarks, counts, rows }: CheckResult) => ({
  remarks: remarks.map(({ row, column, rule, found }) => [row, column, rule, found]),
  counts,
  rows,
});

const fields = Object.keys(workshopRow(1));

describe("mends laid over a file", () => {
  test("say what the same file with those cells changed would say, wherever they are", async (context) => {
    const cell = fc.record({
      row: fc.integer({ min: 0, max: 5 }),
      column: fc.integer({ min: 0, max: fields.length - 1 }),
      value: fc.constantFrom("", "deux", "2,5", "31/02/2020", "12/03/2020", "oui", "V-00001"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 6 }), async (cells) => {
        const rows = Array.from({ length: 6 }, (_, index): FileRow => workshopRow(index));
        const changed = rows.map((row, at): FileRow => ({
          ...row,
          ...Object.fromEntries(
            cells.filter((each) => each.row === at).map(({ column, value }) => [fields[column] ?? "", value]),
          ),
        }));
        const mends = cells.map(({ row, column, value }): Mend => ({
          sheet: undefined,
          row: row + 2,
          column,
          value,
        }));
        assert.deepEqual(
          said(await check(context, csvOf(rows), { mends })),
          said(await check(context, csvOf(changed))),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("leave a row out as if it were not there", async (context) => {
    const rows = [workshopRow(1), workshopRow(2, { hours: "deux" }), workshopRow(1)];
    const mends = [3, 4].map((row): Mend => ({ sheet: undefined, row, column: null, value: "" }));
    const { counts, rows: count } = await check(context, csvOf(rows), { mends });
    assert.deepEqual([counts.refuse, count], [0, 1]);
  });
});

describe("what was said of columns", () => {
  const columns = (fields: Readonly<Record<string, string | null>>, headerRow?: number): Overlay => ({
    columns: {
      fields: saidFields(register, fields),
      headerRow: headerRow === undefined ? undefined : { sheet: undefined, row: headerRow },
    },
    mends: [],
  });

  test("reads a column under a strange header, and leaves one out", async (context) => {
    const csv = csvOf([workshopRow(1, { online: "oui" })])
      .replace("hours", "Temps passé")
      .replace("room", "Local bis");
    const plain = await check(context, csv);
    assert.deepEqual(plain.remarks.map(({ rule }) => rule).toSorted(), [
      "missing_column",
      "unknown_column",
      "unknown_column",
    ]);
    const told = await check(context, csv, columns({ "temps passe": "hours", "local bis": null }));
    assert.deepEqual(told.remarks, []);
  });

  test("goes before what the header says by itself", async (context) => {
    const csv = csvOf([workshopRow(1)])
      .replace("theme", "Salle")
      .replace("room", "Thème");
    const told = await check(context, csv, columns({ salle: "theme", theme: "room" }));
    assert.deepEqual(told.columns?.fields.find(({ header }) => header === "Salle")?.field.id, "theme");
  });

  test("finds headers in the row that was pointed at, of which none is known by itself", async (context) => {
    const strange = Object.fromEntries(
      fields.map((field, at) => [`${field} bis ${at}`, workshopRow(1)[field] ?? ""]),
    );
    const csv = `Notre tableau;;\n;;\n${csvOf([strange])}`;
    const keys = Object.fromEntries(
      fields.map((field, at) => [`${field.replaceAll("_", " ")} bis ${at}`, field]),
    );
    const told = await check(context, csv, columns(keys, 3));
    assert.deepEqual([told.columns?.headerRow, told.rows, told.counts.refuse], [3, 1, 0]);
  });

  test("forgets a field that the register no longer has", () => {
    assert.deepEqual([...saidFields(register, { a: "gone", b: null }).keys()], ["b"]);
  });
});

test("the same mends in another order are the same answer, other ones are not, and none is the file itself", () => {
  const mend = (row: number, value: string): Mend => ({ sheet: undefined, row, column: 1, value });
  assert.equal(overlayHash({ mends: [] }), "");
  assert.equal(
    overlayHash({ mends: [mend(2, "a"), mend(3, "b")] }),
    overlayHash({ mends: [mend(3, "b"), mend(2, "a")] }),
  );
  assert.notEqual(overlayHash({ mends: [mend(2, "a")] }), overlayHash({ mends: [mend(2, "b")] }));
});
