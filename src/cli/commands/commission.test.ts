import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { jalon, jalonJson } from "../../../test/jalon.ts";
import type { Checked } from "../../commission/check-file.ts";

const folder = mkdtempSync(join(tmpdir(), "jalon-commission-"));
after(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test("the example that the command shows is a file that it reads, without a database", async () => {
  const shown = await jalon("commission", "check", "--example");
  const path = fileOf("example.yaml", shown.out);
  const checked = await jalonJson<Checked>("commission", "check", path);
  assert.deepEqual(
    checked.payments.map(({ fund, amount, cap }) => [fund, amount, cap]),
    [["500000.00", "420000.00", "public_expenditure"]],
  );
  assert.equal(checked.tranches.at(-1)?.atRisk, "2100000.00");
  assert.deepEqual(
    checked.irregularities.map(({ fundContribution, report }) => [fundContribution, report]),
    [
      ["9000.00", false],
      ["11000.00", false],
    ],
  );
  assert.deepEqual(
    checked.retention.flatMap(({ dates }) => dates.map(({ until }) => until)),
    ["2022-12-31", "2024-12-31"],
  );
  const run = await jalon("commission", "check", path);
  assert.match(run.out, /^priority_1 : 500\.000,00 € → 420\.000,00 €/);
});

test("what the file says wrong is told with its place", async () => {
  const path = fileOf("wrong.yaml", "performance:\n  - priority: one\n    reached: [0.9]\n");
  const run = await jalon("commission", "check", path);
  assert.equal(run.code, 1, run.out);
  assert.match(run.err, /wrong\.yaml/);
  assert.equal((await jalon("commission", "check")).code, 2);
});
