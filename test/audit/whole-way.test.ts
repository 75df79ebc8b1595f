import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { foundOn } from "../../src/audit/found.ts";
import { makePackage } from "../../src/audit/package.ts";
import { verifyPackage } from "../../src/audit/package-verify.ts";
import { populationFrom } from "../../src/audit/population.ts";
import type { TracePage } from "../../src/audit/trail-shapes.ts";
import { openAccounts, submitAccounts } from "../../src/commission/accounts.ts";
import { openApplication, submitApplication } from "../../src/commission/applications.ts";
import { openZip, readPart } from "../../src/intake/file/zipRead.ts";
import { less, sumOf } from "../../src/euros.ts";
import { type CommissionWorld, hands, openCommissionWorld } from "../commission/commission-world.ts";
import type { TestAccount } from "../web/world.ts";

const fund = "ESF";
const year = "2019-07-01";
let world: CommissionWorld;
let auditor: TestAccount;
let partner: TestAccount;
let declarations: readonly number[];
let application: number;
let accounts: number;

const apply = async (kind: "interim" | "final") => {
  const { id } = await world.by(hands.certifier, (desk) => openApplication(desk, { fund, year, kind }));
  await world.by(hands.certifier, (desk) => submitApplication(desk, id));
  return id;
};

/** From a declaration to accounts: one left as it was, one of which control took something off. */
before(async () => {
  world = await openCommissionWorld();
  const agreement = await world.shared(75n);
  const first = await world.declare(agreement, "2019-01-01", "2019-12-31");
  const second = await world.declare(agreement, "2020-01-01", "2020-12-31");
  declarations = [first, second];
  await world.control(first, []);
  await world.control(second, [{ line: "people", amount: "410.00", measure: "deduct" }]);
  application = await apply("final");
  accounts = (await world.by(hands.certifier, (desk) => openAccounts(desk, { fund, year }))).id;
  await world.by(hands.certifier, (desk) => submitAccounts(desk, accounts));
  auditor = await world.account({ role: "auditor" });
  partner = await world.account({ role: "partner_manager", partner: "arae_atelier_emploi_du_parvis" });
});
after(() => world.close());

const trace = async (key: string): Promise<TracePage> => {
  const response = await world.app.request(`/api/trace?key=${encodeURIComponent(key)}`, {
    headers: auditor.headers,
  });
  assert.equal(response.status, 200, `${key}: ${await response.clone().text()}`);
  return (await response.json()) as TracePage;
};

describe("the auditor follows an amount down", () => {
  /** Goes down everywhere; returns how often each kind of end was reached. */
  const down = async (key: string, ends = new Map<string, number>(), seen = new Set<string>()) => {
    if (seen.has(key)) return ends;
    seen.add(key);
    const { node, parts, sum, agrees } = await trace(key);
    assert.ok(agrees, `${key}: ${node.amount} is not ${sum}`);
    assert.ok(node.parts >= parts.length || parts.length === 0 || node.kind === "entry", key);
    for (const part of parts) {
      if (part.parts > 0) await down(part.key, ends, seen);
      else ends.set(part.kind, (ends.get(part.kind) ?? 0) + 1);
    }
    return ends;
  };

  test("from an application and from the accounts to the records: at every step the parts add up", async () => {
    for (const key of [`application:${application}`, `accounts:${accounts}`]) {
      const ends = await down(key);
      assert.ok((ends.get("unit") ?? 0) > 10, JSON.stringify([...ends]));
      assert.ok((ends.get("verification") ?? 0) > 0);
    }
  });

  test("what control took off stands between what was declared and what was applied for", async () => {
    const { parts } = await trace(`application:${application}`);
    const [priority] = parts;
    assert.ok(priority);
    const lines = (await trace(priority.key)).parts;
    const cuts = await Promise.all(lines.map(async ({ key }) => (await trace(key)).parts));
    const amounts = cuts
      .flat()
      .filter(({ kind }) => kind === "decision")
      .map(({ amount }) => amount ?? "");
    assert.deepEqual(
      amounts.toSorted((a, b) => a.localeCompare(b)),
      ["-410.00", "0.00", "0.00", "0.00"],
    );
    assert.equal(sumOf(lines.map(({ amount }) => amount ?? "")), priority.amount);
  });

  test("the end of the way is a record, with its address; the way there is told", async () => {
    const [first] = declarations;
    const { parts } = await trace(`line:${first}:people`);
    const [unit] = parts;
    assert.deepEqual(
      [unit?.kind, unit?.link?.page, unit?.link?.params["register"]],
      ["unit", "record", "participants"],
    );
    const answer = await world.app.request(
      `/api/trace?key=line:${first}:people&via=application:${application},declaration:${first}`,
      {
        headers: auditor.headers,
      },
    );
    const { path } = (await answer.json()) as TracePage;
    assert.deepEqual(
      path.map(({ kind }) => kind),
      ["application", "declaration"],
    );
  });

  test("a partner follows its own declarations, and nothing of the whole programme", async () => {
    const ask = (key: string) => world.app.request(`/api/trace?key=${key}`, { headers: partner.headers });
    assert.equal((await ask(`declaration:${declarations[0]}`)).status, 200);
    for (const key of [
      `application:${application}`,
      "nothing:1",
      "declaration:1",
      "line:x:y",
      "entry:99999999",
    ])
      assert.equal((await ask(key)).status, 404, key);
  });
});

describe("populations out of the ledger", () => {
  test("what was applied for, and what the control found on it", async () => {
    await world.asOwner(async (desk) => {
      const { units } = await populationFrom(desk, {
        kind: "applied",
        unit: "declaration",
        accountingYear: year,
        strata: "priority",
      });
      const { rows } = await desk.client.query<{ total: string }>(
        "select sum(eligible)::text as total from commission.application_line where application = $1",
        [application],
      );
      assert.equal(sumOf(units.map(({ amount }) => amount)), rows[0]?.total);
      assert.equal(units.length, 2);
      const declared = await populationFrom(desk, {
        kind: "declared",
        unit: "operation",
        from: "2019-01-01",
        until: "2020-12-31",
        strata: "none",
        periods: "none",
      });
      assert.equal(less(declared.units[0]?.amount ?? "0.00", rows[0]?.total ?? "0.00"), "410.00");
      const found = [...(await foundOn(desk.client, units)).values()];
      assert.deepEqual(found.map(({ error, done }) => `${error} ${done}`).toSorted(), [
        "0.00 true",
        "410.00 true",
      ]);
    });
  });
});

test("the package holds decisions, applications and accounts, each with the hash that the trail tells", async () => {
  const made = await world.asOwner((desk) =>
    makePackage({ ...desk, dataFolder: world.folder }, { operation: "arae", language: "fr" }),
  );
  try {
    const verdict = await verifyPackage(made.path);
    assert.deepEqual(verdict.breaks, []);
    const zip = await openZip(made.path);
    for (const table of [
      "declaration.declaration",
      "control.decision",
      "commission.application",
      "commission.accounts",
    ])
      assert.ok(
        [...zip.entries.keys()].some((path) => path.startsWith(`content/${table}/`)),
        table,
      );
    const index = zip.entries.get("index.html");
    assert.ok(index);
    assert.match(await readPart(zip, index), /Décision de contrôle/);
  } finally {
    await made.dispose();
  }
  rmSync(made.path, { force: true });
});
