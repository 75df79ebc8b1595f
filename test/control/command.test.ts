import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { VerificationPage } from "../../src/control/shapes.ts";
import { jalon, jalonJson } from "../jalon.ts";
import { type ControlWorld, openControlWorld } from "./control-world.ts";

let w: ControlWorld;
const folder = mkdtempSync(join(tmpdir(), "jalon-control-"));
const environment = process.env["DATABASE_URL"];

before(async () => {
  w = await openControlWorld();
  const { connectionString } = w.world.pool.options;
  assert.ok(connectionString !== undefined);
  process.env["DATABASE_URL"] = connectionString;
});
after(async () => {
  if (environment === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = environment;
  rmSync(folder, { recursive: true });
  await w.world.close();
});

test("a verification is done at the command line, as on the pages, and not decided by the same hand", async () => {
  const data = ["--data", w.world.folder];
  const { declaration } = await w.declared();
  const queue = await jalon("control", "queue", ...data);
  assert.match(queue.out, /arae-2019-01-D1/);
  const { id } = await jalonJson<{ id: number }>("control", "open", String(declaration), ...data);
  const file = join(folder, "answers.json");
  const finding = {
    line: "staff",
    typology: "ineligible_expenditure",
    amount: "0.00",
    measure: "none",
    text: "Heures arrondies.",
  };
  writeFileSync(file, JSON.stringify({ answers: [], others: "yes", findings: [finding] }));
  const filled = await jalonJson<VerificationPage>("control", "fill", String(id), "--file", file, ...data);
  assert.equal(filled.findings.length, 1);
  assert.ok(filled.may.conclude);
  const concluded = await jalon("control", "conclude", String(id), "--text", "En ordre", ...data);
  assert.match(concluded.out, /Conclue/);
  const paper = join(folder, "report.pdf");
  await jalon("control", "report", String(id), "--file", paper, ...data);
  assert.equal(readFileSync(paper).toString("latin1", 0, 5), "%PDF-");
  const { id: decision } = await jalonJson<{ id: number }>(
    "control",
    "propose",
    String(id),
    "--text",
    "Selon le rapport",
    ...data,
  );
  const refused = await jalon("control", "decide", String(decision), ...data);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /une autre personne/);
});

test("a file that is not as expected is refused with where it is wrong", async () => {
  const file = join(folder, "wrong.json");
  writeFileSync(file, JSON.stringify({ answers: [{ key: "x", value: "maybe" }] }));
  const refused = await jalon("control", "fill", "1", "--file", file, "--data", w.world.folder);
  assert.equal(refused.code, 1);
  assert.match(refused.out + refused.err, /answers\.0\.value/);
});
