import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parseArgs } from "node:util";
import { jalon as jalonItself } from "../../../test/jalon.ts";
import { openTable } from "../../intake/file/readTable.ts";
import { writeXlsx } from "../../intake/file/writeRows.ts";
import { isLanguage, SaidError } from "../../language.ts";
import { commonOptions, parseConfig, Refusal } from "../command.ts";
import { Session } from "../session.ts";
import { sampleCommands } from "./sample.ts";

const population = join(import.meta.dirname, "..", "..", "..", "docs", "examples", "population.csv");
const folder = mkdtempSync(join(tmpdir(), "jalon-sample-"));
after(() => rmSync(folder, { recursive: true }));

type Run = Readonly<{ code: number; out: string; err: string; json: unknown }>;

/** Runs a command as the command line would, in this process. */
const jalon = async (...words: string[]): Promise<Run> => {
  const command = sampleCommands.find(({ name }) => name === words.slice(0, 2).join(" "));
  assert.ok(command, words.join(" "));
  const options = parseConfig({ ...command.options, ...commonOptions });
  const { values, positionals } = parseArgs({ args: words.slice(2), options, allowPositionals: true });
  const asked = String(values["lang"] ?? "fr");
  const language = isLanguage(asked) ? asked : "fr";
  const session = new Session({ language, dataFolder: folder, definitions: undefined, progress: () => {} });
  try {
    const { ok, text, json } = await command.run(session, positionals, values);
    return { code: ok ? 0 : 1, out: text, err: "", json };
  } catch (error) {
    if (!(error instanceof SaidError)) throw error;
    const code = error instanceof Refusal && error.usage ? 2 : 1;
    return { code, out: "", err: error.text[language], json: undefined };
  }
};

const jalonJson = async <T>(...words: string[]): Promise<T> => {
  const { code, json, err } = await jalon(...words);
  assert.equal(code, 0, err);
  return json as T;
};

const fileWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

type Drawn = Readonly<{ frame: string; hash: string; selected: readonly string[] }>;
const draw = (path: string, ...more: string[]) =>
  jalonJson<Drawn>(
    "sample",
    "draw",
    path,
    "--method",
    "mus",
    "--seed",
    "PV 2026-17",
    "--size",
    "14",
    ...more,
  );

test("the size is told with its formula, its thresholds and its shares, in the reader's language", async () => {
  const words = ["sample", "size", population, "--method", "srs", "--expected", "0.005", "--deviation"];
  const run = await jalon(...words, "Nord=600", "--deviation", "Sud=900", "--confidence", "0.80");
  assert.equal(run.code, 0, run.err);
  assert.match(run.out, /^Taille de l'échantillon : \d+ — \(N × z × σ \/ \(TE − AE\)\)² = .*6\.1\.1\.2\n/);
  assert.match(run.out, /├─ Coefficient z : 1,282 — EGESIF_16-0014-01, 5\.3\n/);
  assert.match(run.out, /├─ Nord : \d+ — Nh \/ N × n\n/);
  const dutch = await jalon(...words, "700", "--lang", "nl");
  assert.match(dutch.out, /^Steekproefomvang: \d+ — /);
});

test("the command is known, and gives the same as JSON", async () => {
  const words = ["sample", "draw", population, "--method", "srs", "--seed", "PV 2026-17", "--size", "14"];
  const run = await jalonItself(...words, "--json");
  assert.equal(run.code, 0, run.err);
  const { hash } = JSON.parse(run.out) as Drawn;
  assert.equal(hash, "85f74e17b6a902b7fd78d359015503487e73da499bf902c51728be3503a95cbe");
});

test("the draw is the one that the documentation's Python draws, from CSV and from a shuffled workbook", async () => {
  const fromCsv = await draw(population);
  assert.equal(fromCsv.hash, "82d0965f5e0a5d2aa9b04fcd71adc25fcd603660f62cb296f5b5a1c6e330312d");
  const [header = "", ...lines] = readFileSync(population, "utf8").trim().split("\n");
  const cells = lines.toReversed().map((line) => {
    const [id = "", amount = "", stratum = ""] = line.split(";");
    return [stratum, Number(amount), id];
  });
  assert.equal(header, "reference;montant;strate");
  const workbook = join(folder, "population.xlsx");
  await writeXlsx(workbook, [{ name: "P", rows: [["Stratum", "Bedrag", "Référence"], ...cells] }]);
  const fromXlsx = await draw(workbook);
  assert.deepEqual([fromXlsx.frame, fromXlsx.hash], [fromCsv.frame, fromCsv.hash]);
});

test("drawn, noted in a workbook, projected: only what the seed draws is taken", async () => {
  const sheet = join(folder, "drawn.xlsx");
  const { selected } = await draw(population, "--out", sheet);
  const rows: (string | number | null)[][] = [];
  for (const { rows: batches } of (await openTable(sheet)).sheets)
    for await (const batch of batches())
      for (const { cells } of batch)
        rows.push(cells.map((cell) => (typeof cell === "object" || typeof cell === "boolean" ? null : cell)));
  assert.deepEqual(
    rows.slice(1).map(([id]) => id),
    selected,
  );
  const noted = join(folder, "noted.xlsx");
  const filled = rows.slice(1).map(([id, amount], at) => [id ?? "", amount ?? 0, at === 3 ? 250.5 : 0]);
  await writeXlsx(noted, [{ name: "N", rows: [["référence", "montant", "erreur"], ...filled] }]);
  const words = ["sample", "project", population, "--method", "mus", "--findings", noted, "--seed"];
  const run = await jalon(...words, "PV 2026-17", "--confidence", "0.60", "--corrections", "250.50");
  assert.equal(run.code, 0, run.err);
  assert.match(run.out, /^Conclusion : non significatif .*4\.12\n├─ Erreur extrapolée \(EE\) : /);
  assert.match(run.out, /\n├─ Limite supérieure \(ULE\) : .* € — EE \+ SE\n/);
  assert.match(run.out, /\nTaux d'erreur résiduel : .* % — J \/ I ; CPRE_23-0013-01, Annex 3\n/);
  const other = await jalon(...words, "PV 2026-18");
  assert.equal(other.code, 1);
  assert.match(other.err, /ne sont pas celles que cette graine tire\. Tirées et non contrôlées : OP-/);
});

test("two stages: claims checked inside an operation give its error", async () => {
  const path = fileWith(
    "claims.csv",
    "référence;montant;erreur;partie de\nA;1000;;\nB;500;0;\nC;500;0;\nA1;100;10;A\nA2;100;0;A\nA3;800;;A\n",
  );
  const result = await jalonJson<{ projected: string }>("sample", "project", path, "--method", "srs");
  // Five per cent of what was seen of A, on all of it.
  assert.equal(result.projected, "50.00");
});

test("methods without statistics: the floor of the period, and no precision", async () => {
  const words = ["sample", "draw", population, "--method", "non-statistical", "--seed", "1", "--lang", "en"];
  const old = await jalon(...words, "--rules", "2014-2020");
  assert.match(old.out, /^Least number of units: 3 — 5 % × 59 ↑; Reg\. \(EU\) 1303\/2013, Art\. 127\(1\)\n/);
  assert.match((await jalon(...words, "--rules", "2021-2027")).out, /^Least number of units: 6 — /);
  assert.equal((await jalon(...words)).code, 2);
  const many = Array.from({ length: 300 }, (_, at) => `U${at};10`).join("\n");
  const large = fileWith("many.csv", `reference;montant\n${many}\n`);
  const refused = await jalon("sample", "size", large, "--method", "non-statistical", "--rules", "2021-2027");
  assert.equal(refused.code, 1);
  assert.match(refused.err, /dessous de 300 unités .*art\. 79/);
});

test("shares: deviations of a control, participants with a result", async () => {
  const tested = Array.from({ length: 150 }, (_, at) => `T${at};${at < 3 ? "oui" : "non"}`).join("\n");
  const path = fileWith("tested.csv", `référence;écart\n${tested}\n`);
  const attribute = await jalon("sample", "project", path, "--method", "attribute", "--materiality", "0.05");
  assert.match(attribute.out, /Taux d'écart de l'échantillon \(EDR\) : 2 % — 3 \/ 150\n/);
  assert.match(attribute.out, /Limite supérieure des écarts \(ULD\) : 4,2405 % /);
  const size = await jalonJson<{ size: number }>("sample", "size", path, "--method", "participants");
  assert.equal(size.size, 132);
});

test("documents of a heading: a sample from thirty on, extended to the heading", async () => {
  const lines = Array.from(
    { length: 40 },
    (_, at) => `F${at};${100 + at}.00;${at < 8 ? (at === 0 ? "5" : "0") : ""}`,
  );
  const path = fileWith("heading.csv", `référence;montant;erreur\n${lines.join("\n")}\n`);
  const draws = ["sample", "draw", path, "--method", "control", "--seed", "1"];
  assert.match(
    (await jalon(...draws)).out,
    /^Minimum d'unités : 6 — 0,15 × 40 ↑ ; Région Centre-Val de Loire/,
  );
  assert.match((await jalon(...draws, "--size", "3")).out, /couvrent moins de 15 % du poste/);
  const result = await jalonJson<{ projected: string }>("sample", "project", path, "--method", "control");
  // 4,780 × 5 / 828
  assert.equal(result.projected, "28.86");
  const few = fileWith("few.csv", `référence;montant\n${lines.slice(0, 29).join("\n")}\n`);
  assert.match((await jalon("sample", "size", few, "--method", "control")).err, /à partir de 30 pièces/);
});

test("the second of two periods: its size follows from what the first one left", async () => {
  const lines = Array.from({ length: 200 }, (_, at) => {
    const error = at < 20 ? (at % 4 === 0 ? "30" : "0") : "";
    return `U${at};1000;${error};${at < 100 ? "S1" : "S2"}`;
  });
  const path = fileWith("periods.csv", `référence;montant;erreur;période\n${lines.join("\n")}\n`);
  const words = ["sample", "size", path, "--method", "srs", "--expected", "0.017", "--deviation", "S2=13.33"];
  const size = async (second: string) =>
    (await jalonJson<{ size: number }>(...words, "--second-period", second, "--confidence", "0.80")).size;
  // (1.282 × 100 × 13.33)² × 20 / ((4,000 - 3,400)² × 20 - (1.282 × 100)² × 177.63) = 13.64
  assert.equal(await size("S2"), 14);
  const unknown = await jalon(...words, "--second-period", "S3");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /--second-period : trouvé S3, attendu S1 \| S2/);
});

test("what cannot be read or done says what was found, what is expected and what to do", async () => {
  const run = (...words: string[]) => jalon("sample", ...words, "--lang", "fr");
  const draws = ["--method", "srs", "--seed", "1", "--size", "2"];
  const cells = fileWith("cells.csv", "référence;montant;exclu\nA;douze;peut-être\nB;;\n");
  const wrong = await run("draw", cells, ...draws);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^Ligne 2, « montant » : trouvé douze, attendu un nombre avec 2 décimales/);
  assert.match(wrong.err, /\nLigne 2, « exclu » : trouvé peut-être, attendu oui ou non\./);
  assert.match(wrong.err, /\nLigne 3, « montant » : trouvé ∅, attendu un montant\./);
  const header = await run("draw", fileWith("header.csv", "nom;montant\nA;1\n"), ...draws);
  assert.match(header.err, /Il manque une colonne « référence » \(trouvé : nom, montant\)/);
  const twice = await run("draw", fileWith("twice.csv", "id;montant\nA;1\nA;2\n"), ...draws);
  assert.match(twice.err, /La référence « A » apparaît deux fois/);
  const unseeded = await run("draw", population, "--method", "srs", "--size", "2");
  assert.match(unseeded.err, /Le tirage a besoin d'une graine/);
  const unknown = await run("size", population, "--method", "guess");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /--method : trouvé guess, attendu srs \| /);
  const spread = await run("size", population, "--method", "srs", "--expected", "0.001");
  assert.match(spread.err, /L'écart type manque pour « Nord »/);
  const expected = await run("size", population, "--method", "mus-conservative", "--expected", "0.03");
  assert.equal(expected.code, 1);
  const nowhere = await run("draw", join(folder, "nowhere.csv"), ...draws);
  assert.equal(nowhere.code, 2);
});
