import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { jalon, jalonJson } from "../jalon.ts";
import { participantRow, workshopRow, writeCsv } from "../programme/rows.ts";
import { tinyProgrammeFolder } from "../programme/tinyProgramme.ts";

// A second programme, two priorities and a register of its own: everything runs on it from its definitions alone.

let folder = "";
let data = "";
let definitions = "";
let incoming = "";

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jalon-tiny-scenario-"));
  data = join(folder, "data");
  incoming = join(folder, "incoming");
  definitions = tinyProgrammeFolder();
  const made = await jalonJson<{ programme: string }>("init", definitions, "--data", data);
  assert.equal(made.programme, "tiny-2014-2020");
});

after(() => rmSync(folder, { recursive: true, force: true }));

const sent = (operation: string, partner: string): string => {
  const place = join(incoming, operation, partner);
  mkdirSync(place, { recursive: true });
  return place;
};

const total = async (figure: string, ...words: string[]): Promise<string | undefined> => {
  const { figures } = await jalonJson<{ figures: { figure: string; total: string }[] }>(
    "figures",
    figure,
    "--data",
    data,
    ...words,
  );
  return figures[0]?.total;
};

test("a mistake in its definitions is told with file, line, what was found and what is expected", async () => {
  const wrong = tinyProgrammeFolder();
  const path = join(wrong, "figures.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("{ online: true }", "{ on_line: true }"));
  const run = await jalon("validate", wrong, "--lang", "fr");
  assert.equal(run.code, 1);
  assert.match(run.out, /figures\.yaml:\d+:\d+ .*on_line.*attendu : un champ du registre/s);
});

test("its own register has a template with its columns, in each language", async () => {
  for (const language of ["fr", "nl", "en"]) {
    const out = join(folder, `template-${language}.xlsx`);
    const run = await jalon(
      "template",
      "--register",
      "workshop_hours",
      "--out",
      out,
      "--lang",
      language,
      "--data",
      data,
    );
    assert.equal(run.code, 0, run.err);
    assert.equal(readFileSync(out).subarray(0, 2).toString(), "PK");
  }
});

test("a file is checked by the rules of its own register, without a database", async () => {
  const path = writeCsv(folder, "bad.csv", [workshopRow(1), workshopRow(2, { hours: "deux" })]);
  const run = await jalon(
    "check",
    path,
    "--register",
    "workshop_hours",
    "--operation",
    "guidance",
    "--data",
    data,
  );
  assert.equal(run.code, 1, run.out + run.err);
  assert.match(run.out, /ligne 3, colonne C \(hours\) — à corriger — trouvé : « deux »/);
});

test("partners' files go in, and the figures, the explanation and the report follow", async () => {
  const people = (from: number, count: number, year: number) =>
    Array.from({ length: count }, (_, index) =>
      participantRow(from + index, { entry_date: `02/03/${year}`, unemployed_since: `01/12/${year - 1}` }),
    );
  writeCsv(sent("guidance", "north_workshop"), "participants-2019.csv", people(1, 4, 2019));
  writeCsv(sent("guidance", "north_workshop"), "participants-2020.csv", people(10, 12, 2020));
  writeCsv(
    sent("guidance", "north_workshop"),
    "workshop_hours-2020.csv",
    [10, 10, 11].map((number, index) => workshopRow(number, { held_on: `1${index}/03/2020` })),
  );
  const { files } = await jalonJson<{ files: { outcome: string }[] }>("import", incoming, "--data", data);
  assert.deepEqual(
    files.map(({ outcome }) => outcome),
    ["imported", "imported", "imported"],
  );
  const year = ["--year", "2020"];
  assert.equal(await total("participants", ...year), "12");
  assert.equal(await total("CO01", ...year), "12");
  assert.equal(await total("workshop_hours", ...year), "7.50");
  assert.equal(await total("workshop_people", ...year), "2");
  const explained = await jalon("explain", "CO01", "--year", "2020", "--records", "--data", data);
  assert.equal(explained.code, 0);
  assert.match(explained.out, /1304\/2013/);
  assert.doesNotMatch(explained.out, /Exemple\d|V-000/, "no name and no number of a person");
});

test("the report of the tiny programme is written, and what is untrue of its figures is refused with its line", async () => {
  const pdf = join(folder, "report.pdf");
  const report = await jalon("report", "--year", "2020", "--lang", "fr", "--out", pdf, "--data", data);
  assert.equal(report.code, 0, report.out + report.err);
  assert.equal(readFileSync(pdf).subarray(0, 5).toString(), "%PDF-");

  const text = join(definitions, "report", "fr.md");
  writeFileSync(text, readFileSync(text, "utf8").replace("more_than step=10", "more_than bound=12"));
  const page = await jalon(
    "report",
    "--year",
    "2020",
    "--lang",
    "fr",
    "--out",
    join(folder, "r.html"),
    "--data",
    data,
  );
  assert.equal(page.code, 1);
  assert.match(page.err, /fr\.md:\d+ .*plus de 12.*la valeur est 12/s);
  const json = await jalon("report", "--year", "2020", "--lang", "fr", "--json", "--data", data);
  assert.equal(json.code, 1);
  const { figures } = JSON.parse(json.out) as { figures: { text: string; true: boolean }[] };
  assert.deepEqual(
    figures.filter((each) => !each.true).map(({ text: said }) => said),
    ["plus de 12"],
  );
});

test("invented people are never put among a programme's own, nor is it emptied for them", async () => {
  for (const words of [["demo"], ["demo", "--anew"]]) {
    const run = await jalon(...words, "--data", data, "--lang", "fr");
    assert.equal(run.code, 1);
    assert.match(run.err, /contient déjà les données d'un programme/);
  }
  assert.equal(await total("participants", "--year", "2020"), "12");
});

test("the trail of it all verifies", async () => {
  const { breaks } = await jalonJson<{ breaks: unknown[] }>("trail", "verify", "--data", data);
  assert.deepEqual(breaks, []);
});
