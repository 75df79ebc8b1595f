import assert from "node:assert/strict";
import { test } from "node:test";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { type Columns, findHeaders, headerWords } from "./columns.ts";
import type { Cell, Row } from "./file/cell.ts";

const words = headerWords(registerOf(tinyProgramme(), "workshop_hours"));

/** Rows of a sheet as the file gives them: an empty row has no cells. */
const sheet = async function* (rows: readonly (readonly Cell[])[]): AsyncGenerator<Row[]> {
  yield rows.map((cells, index) => ({ sheet: "Mars", row: index + 1, cells: [...cells] }));
};

const found = async (...rows: (readonly Cell[])[]): Promise<Columns> => {
  const columns = await findHeaders(sheet(rows), words);
  assert.ok(typeof columns === "object", "headers were found");
  return columns;
};

const placesOf = ({ fields }: Columns) => fields.map(({ field, column }) => `${field.id}@${column}`);

test("headers are known in French, in Dutch, in English and by the field's own name, in any order", async () => {
  const wanted = ["hours@0", "held_on@1", "person_number@2"];
  for (const headers of [
    ["Heures suivies", "Date de l'atelier", "Numéro de la personne"],
    ["Gevolgde uren", "Datum van het atelier", "Nummer van de persoon"],
    ["Hours attended", "Date of the workshop", "Person number"],
    ["hours", "held_on", "person_number"],
    ["Uren", "Date", "NUMERO DE LA PERSONNE"],
  ])
    assert.deepEqual(placesOf(await found(headers)), wanted);
});

test("a header is read without its asterisk, capitals, accents, line break or spaces", async () => {
  const columns = await found(["Numéro de la personne *", "  DATE DE\nL’ATELIER", "THEME", "à distance ?"]);
  assert.deepEqual(placesOf(columns), ["person_number@0", "held_on@1", "theme@2", "online@3"]);
  assert.deepEqual(columns.unknown, []);
});

test("a title, a logo's empty rows and a line of group names above the headers are passed over", async () => {
  const columns = await found(
    ["Présences aux ateliers, mars 2020"],
    [],
    [null, "Date", null, "Heures"],
    ["Numéro de la personne", "Date de l'atelier", "Thème", "Heures suivies"],
    ["V-1", "12/03/2020", "entretien", "2,5"],
  );
  assert.equal(columns.headerRow, 4);
  assert.equal(columns.sheet, "Mars");
  assert.equal(columns.fields.length, 4);
});

test("headers are looked for in the first twenty rows, not in the data", async () => {
  const header = ["Numéro de la personne", "Date de l'atelier"];
  const title = (count: number) => Array.from({ length: count }, () => ["Titre"]);
  assert.equal((await found(...title(19), header)).headerRow, 20);
  assert.equal(await findHeaders(sheet([...title(20), header]), words), "none");
});

test("a sheet that names one column only is not a table of the register, an empty one holds nothing", async () => {
  assert.equal(await findHeaders(sheet([["Date"], ["12/03/2020"]]), words), "none");
  assert.equal(await findHeaders(sheet([[], []]), words), "empty");
  assert.equal(await findHeaders(sheet([]), words), "empty");
});

test("a column that comes twice, and one that the register does not have, are told apart from the rest", async () => {
  const columns = await found(["Heures", "Date", "Uren", "Couleur préférée", "", 12]);
  assert.deepEqual(placesOf(columns), ["hours@0", "held_on@1"]);
  assert.deepEqual(
    columns.repeated.map(({ field, column, header }) => [field.id, column, header]),
    [["hours", 2, "Uren"]],
  );
  assert.deepEqual(columns.unknown, [{ column: 3, header: "Couleur préférée" }]);
});

test("many columns that the register does not have do not hide the ones that it has", async () => {
  const others = Array.from({ length: 30 }, (_, index) => `Autre ${index}`);
  const columns = await found([...others, "Heures", "Date"]);
  assert.deepEqual(placesOf(columns), ["hours@30", "held_on@31"]);
  assert.equal(columns.unknown.length, 30);
});

test("the column in which Jalon wrote its remarks on an earlier copy is passed over", async () => {
  const columns = await found(["Heures", "Date", "Remarques (Jalon)"]);
  assert.deepEqual(columns.unknown, []);
});
