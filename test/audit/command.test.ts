import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { PackageVerdict } from "../../src/audit/package-verify.ts";
import { openMoneyWorld, type MoneyWorld, unitLine } from "../declaration/money-world.ts";
import { jalon, jalonJson } from "../jalon.ts";

let world: MoneyWorld;
const environment = process.env["DATABASE_URL"];
const folder = mkdtempSync(join(tmpdir(), "jalon-audit-command-"));

before(async () => {
  world = await openMoneyWorld();
  await world.agreement({
    operation: "arae",
    partner: "arae_atelier_emploi_du_parvis",
    lines: [unitLine("people", "arae_participants_begun", "410.00")],
  });
  const { connectionString } = world.pool.options;
  assert.ok(connectionString !== undefined);
  process.env["DATABASE_URL"] = connectionString;
});
after(async () => {
  if (environment === undefined) delete process.env["DATABASE_URL"];
  else process.env["DATABASE_URL"] = environment;
  rmSync(folder, { recursive: true });
  await world.close();
});

test("a package is made at the machine, and verified where there is no database", async () => {
  const out = join(folder, "arae.zip");
  const data = ["--data", world.folder];
  const made = await jalonJson<{ sha256: string; head: { seq: number; hash: string } }>(
    "audit",
    "package",
    "--operation",
    "arae",
    "--out",
    out,
    ...data,
  );
  process.env["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing";
  try {
    const elsewhere = ["--data", join(folder, "elsewhere")];
    const { seq, hash } = made.head;
    const paper = ["--anchor", `${seq}:${hash.slice(0, 32)}`, "--sha256", made.sha256];
    const good = await jalon("audit", "verify", out, ...paper, ...elsewhere, "--lang", "en");
    assert.equal(good.code, 0, good.err);
    assert.match(good.out, /^Package intact\n/);
    assert.match(good.out, /What this cannot show:/);
    const wrong = await jalon("audit", "verify", out, "--anchor", `${seq}:${"0".repeat(32)}`, ...elsewhere);
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.out,
      /^Dossier altéré \(endroits : 1\)\n {2}trail\/changes\.jsonl, \d+ : n'est pas le changement/,
    );
    const bytes = readFileSync(out);
    bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
    const changed = join(folder, "changed.zip");
    writeFileSync(changed, bytes);
    const { code, out: said } = await jalon("audit", "verify", changed, "--json", ...elsewhere);
    assert.equal(code, 1);
    assert.equal((JSON.parse(said) as PackageVerdict).breaks[0]?.problem, "archive_form");
    assert.equal((await jalon("audit", "verify", join(folder, "none.zip"), ...elsewhere)).code, 2);
  } finally {
    process.env["DATABASE_URL"] = world.pool.options.connectionString;
  }
});

test("the trail is exported and verified offline, with what every command keeps of it outside", async () => {
  const data = ["--data", world.folder];
  const out = join(folder, "trail.jsonl");
  const exported = await jalon("trail", "export", "--out", out, ...data);
  assert.equal(exported.code, 0, exported.err);
  const stored = await jalon("trail", "verify", ...data);
  assert.match(
    stored.out,
    /^Piste d'audit intacte.*\nEmpreintes gardées hors de la base : \d+, jusqu'au changement \d+\n$/,
  );
  const good = await jalon("trail", "verify", out, ...data);
  assert.equal(good.code, 0, good.out);
  const lines = readFileSync(out, "utf8").trimEnd().split("\n");
  const last = lines.findLastIndex((line) => line.startsWith('{"change"'));
  writeFileSync(out, `${lines.slice(0, last).join("\n")}\n`);
  const cut = await jalon("trail", "verify", out, ...data);
  assert.equal(cut.code, 1);
  assert.match(cut.out, /changement \d+ : manque avec tout ce qui suit/);
  const alone = await jalon("trail", "verify", out, "--data", join(folder, "elsewhere"));
  assert.equal(alone.code, 0, alone.out + alone.err);
  assert.match(alone.out, /Aucune empreinte gardée hors de la base/);
});

test("samples are listed", async () => {
  const { code, out, err } = await jalon("audit", "samples", "--data", world.folder);
  assert.equal(code, 0, out + err);
});
