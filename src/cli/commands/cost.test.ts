import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { jalon, jalonJson } from "../../../test/jalon.ts";
import type { Costing } from "../../cost/plan.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "jalon-cost-"));
after(() => rmSync(folder, { recursive: true }));

const example = (name: string) => join(root, "docs", "examples", `${name}.yaml`);

/** Returns a copy of a file of the documentation with something in it replaced. */
const changed = (name: string, from: string, to: string): string => {
  const text = readFileSync(example(name), "utf8");
  assert.ok(text.includes(from), from);
  const path = join(folder, `${name}-changed.yaml`);
  writeFileSync(path, text.replace(from, to));
  return path;
};

test("the examples of the documentation come to what they say", async () => {
  const totalOf = async (name: string) => (await jalonJson<Costing>("cost", example(name))).total;
  assert.deepEqual(await Promise.all(["correction", "two-rates", "salary-flat-rate"].map(totalOf)), [
    "155800.00",
    "98400.00",
    "64980.00",
  ]);
});

test("the example that the command shows is a file that it reads, and explains as a tree", async () => {
  const shown = await jalon("cost", "--example");
  const path = join(folder, "example.yaml");
  writeFileSync(path, shown.out);
  const run = await jalon("cost", path);
  assert.equal(run.code, 0, run.err);
  assert.match(
    run.out,
    /^Total : 49\.894,23 €\n├─ Personnel : 30\.892,00 € — 31\.392,00 €, correction de 500,00 €\n/,
  );
  assert.match(run.out, /│ {5}├─ A-01, 2020 : 20\.928,00 € — 600 h × 34,88 € .*34,88372093.*Art\. 68a/);
  assert.match(
    run.out,
    /\n├─ Autres frais : 12\.356,80 € — 40 % × 30\.892,00 € \(staff\) ; Reg\. .*68b\(1\)\n/,
  );
});

test("what the law forbids is refused, in the reader's language, with an exit code that says so", async () => {
  const path = changed(
    "two-rates",
    "category: indirect\n      option: indirect_15",
    "category: remaining\n      option: remaining_40",
  );
  const run = await jalon("cost", path, "--lang", "nl");
  assert.equal(run.code, 1);
  assert.match(
    run.out,
    /\nGEWEIGERD "staff": .*20 %.* — verwacht: personeelskosten .* \(Reg\. \(EU\) 2021\/1060, Art\. 56\(3\)\)\n/,
  );
});

test("the period can be named beside the file: the same plan under the other law", async () => {
  const later = ["cost", example("correction"), "--framework", "esf-plus-2021-2027"];
  const run = await jalon(...later);
  assert.equal(run.code, 1);
  assert.match(run.out, /^Total : 155\.800,00 €\n/);
  assert.match(
    run.out,
    /REFUSÉ « indirect » : 2019-01-15 — attendu : une aide octroyée à partir du 2021-01-01/,
  );
  assert.equal((await jalon("cost", example("two-rates"), "--framework", "esf-2014-2020")).code, 0);
  const unknown = await jalon("cost", example("two-rates"), "--framework", "esf-2028-2034");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /Périodes : esf-2014-2020, esf-plus-2021-2027/);
});

test("a file that cannot be read is told with its line, and one that is not there with what to do", async () => {
  const wrong = await jalon("cost", changed("correction", '"8000"', "8000.5"), "--lang", "en");
  assert.equal(wrong.code, 1);
  assert.match(
    wrong.err,
    /correction-changed\.yaml:20:\d+ delivered\.0\.cut — found: 8000\.5 — expected: an amount in quotation marks/,
  );
  const nowhere = await jalon("cost", join(folder, "nowhere.yaml"));
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /jalon cost --example/);
});
