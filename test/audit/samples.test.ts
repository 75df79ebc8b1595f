import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { SamplePage, SamplesPage } from "../../src/audit/shapes.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { openMoneyWorld, type MoneyWorld, unitLine } from "../declaration/money-world.ts";
import { jalonJson } from "../jalon.ts";
import type { TestAccount } from "../web/world.ts";

let world: MoneyWorld;
let controller: TestAccount;
let auditor: TestAccount;
let partner: TestAccount;
const folder = mkdtempSync(join(tmpdir(), "jalon-stored-samples-"));

before(async () => {
  world = await openMoneyWorld();
  controller = await world.account({ role: "controller" });
  auditor = await world.account({ role: "auditor" });
  partner = await world.account({ role: "partner_manager", partner: "arae_atelier_emploi_du_parvis" });
});
after(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

const ask = async (who: TestAccount, method: string, path: string, body?: unknown): Promise<Response> =>
  world.app.request(path, {
    method,
    headers: { ...who.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const asked = async <T>(who: TestAccount, method: string, path: string, body?: unknown): Promise<T> => {
  const response = await ask(who, method, path, body);
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return (await response.json()) as T;
};

/** A population with strata, a negative amount, a unit of no amount and one of high value. */
const csv = [
  "référence;montant;strate",
  ...Array.from(
    { length: 60 },
    (_, at) => `OP-${String(at + 1).padStart(3, "0")};${(at + 1) * 137.25};${at % 3 === 0 ? "A" : "B"}`,
  ),
  "OP-100;90000;A",
  "OP-101;-350.5;B",
  "OP-102;0;B",
].join("\n");

const plan = (more: object = {}) => ({
  purpose: "management_verification",
  title: "Vérifications de gestion 2020",
  source: { kind: "file", name: "population.csv", csv },
  method: "mus",
  parameters: { size: 14 },
  ...more,
});

type Drawn = Readonly<{ frame: string; hash: string; selected: readonly string[] }>;

/** What the command draws from the exported population with the words that the page gives. */
const drawnAgain = async (who: TestAccount, page: SamplePage): Promise<Drawn> => {
  const response = await ask(who, "GET", `/api/samples/${page.id}/frame.csv`);
  assert.equal(response.status, 200);
  const path = join(folder, `${page.number}.csv`);
  writeFileSync(path, await response.text());
  assert.ok(page.draw);
  const words = page.draw.repeat.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", "")) ?? [];
  assert.deepEqual(words.slice(0, 4), ["jalon", "sample", "draw", `${page.number}.csv`]);
  return jalonJson<Drawn>("sample", "draw", path, ...words.slice(4));
};

describe("a sample of first-line control", () => {
  let page: SamplePage;

  test("is planned: the population is fixed with its hash, negative amounts apart", async () => {
    const planned = await asked<{ id: number; number: string }>(controller, "POST", "/api/samples", plan());
    assert.match(planned.number, /^S2021-\d+$/);
    page = await asked(controller, "GET", `/api/samples/${planned.id}`);
    assert.equal(page.state, "planned");
    assert.deepEqual(page.frame.negative, { units: 1, value: "-350.50" });
    assert.equal(page.frame.zero, 1);
    assert.equal(page.frame.count, 63);
    assert.equal(page.size?.size, 14);
  });

  test("a unit that cannot be drawn stays in the population, which has another hash then", async () => {
    const { sha256 } = page.frame;
    page = await asked(controller, "PUT", `/api/samples/${page.id}`, {
      edition: page.edition,
      excluded: [{ unit: "OP-007", reason: "Contrôlée par la Cour des comptes" }],
    });
    assert.notEqual(page.frame.sha256, sha256);
    assert.equal(page.frame.excluded.units, 1);
    assert.equal(page.units[0]?.excluded, "Contrôlée par la Cour des comptes");
    const again = await ask(controller, "PUT", `/api/samples/${page.id}`, { edition: 1, title: "x" });
    assert.equal(again.status, 409);
  });

  test("is drawn by the hash of the change that fixed the population, as the command draws it", async () => {
    page = await asked(controller, "POST", `/api/samples/${page.id}/draw`, { edition: page.edition });
    assert.equal(page.state, "drawn");
    assert.equal(page.seed, page.change.hash);
    assert.equal(page.seedFrom, "trail");
    const again = await drawnAgain(controller, page);
    assert.equal(again.frame, page.frame.sha256);
    assert.equal(again.hash, page.draw?.hash);
    assert.deepEqual(
      again.selected,
      page.units.map(({ unit }) => unit),
    );
    assert.ok(!again.selected.includes("OP-007") && again.selected.includes("OP-100"));
  });

  test("is not concluded before every unit has its result, and stays once it is", async () => {
    const path = `/api/samples/${page.id}`;
    const early = await ask(controller, "POST", `${path}/conclude`, {
      edition: page.edition,
      conclusion: "Trop tôt",
    });
    assert.equal(early.status, 422);
    const results = page.units.map(({ unit }, at) => ({ unit, error: at === 2 ? "12,50" : "0" }));
    page = await asked(controller, "PUT", `${path}/results`, { edition: page.edition, results });
    assert.equal(page.projection?.conclusion, "not_material");
    const { projected } = page.projection ?? {};
    page = await asked(controller, "POST", `${path}/conclude`, {
      edition: page.edition,
      conclusion: "Peu d'erreurs.",
      corrections: "12.50",
    });
    assert.equal(page.state, "concluded");
    assert.equal(page.projection?.projected, projected);
    assert.equal(page.projection?.residual?.exceeds, false);
    for (const [way, body] of [
      ["results", { edition: page.edition, results }],
      ["conclude", { edition: page.edition, conclusion: "Encore" }],
      ["cancel", { reason: "Encore" }],
    ] as const) {
      const method = way === "results" ? "PUT" : "POST";
      assert.equal((await ask(controller, method, `${path}/${way}`, body)).status, 409, way);
    }
  });

  test("is seen by the auditor, and by no partner", async () => {
    const seen = await asked<SamplesPage>(auditor, "GET", "/api/samples");
    assert.deepEqual(
      seen.rows.map(({ id }) => id),
      [page.id],
    );
    assert.deepEqual(seen.mayPlan, ["audit"]);
    const none = await asked<SamplesPage>(partner, "GET", "/api/samples");
    assert.deepEqual([none.rows, none.mayPlan], [[], []]);
    assert.equal((await ask(partner, "GET", `/api/samples/${page.id}`)).status, 404);
    assert.equal((await ask(partner, "POST", "/api/samples", plan())).status, 403);
  });
});

describe("the auditor's own sample", () => {
  test("is shut to control until it is concluded", async () => {
    const { id } = await asked<{ id: number }>(
      auditor,
      "POST",
      "/api/samples",
      plan({
        purpose: "audit_of_operations",
        method: "srs",
        parameters: { expected: "0.004", deviation: "60", confidence: "0.80" },
      }),
    );
    let page = await asked<SamplePage>(auditor, "GET", `/api/samples/${id}`);
    assert.ok(page.size && page.size.shares.length === 2);
    page = await asked(auditor, "POST", `/api/samples/${id}/draw`, {
      edition: page.edition,
      seed: "Tirage public 12",
    });
    const again = await drawnAgain(auditor, page);
    assert.equal(again.hash, page.draw?.hash);
    assert.equal((await ask(controller, "GET", `/api/samples/${id}`)).status, 404);
    await world.as(controller, async ({ client }) => {
      for (const table of ["sample", "unit", "result"])
        assert.equal(
          (
            await client.query(
              `select from audit.${table} where ${table === "sample" ? "id" : "sample"} = $1`,
              [id],
            )
          ).rowCount,
          0,
        );
    });
    const results = page.units.map(({ unit }) => ({ unit, error: "0" }));
    page = await asked(auditor, "PUT", `/api/samples/${id}/results`, { edition: page.edition, results });
    await asked(auditor, "POST", `/api/samples/${id}/conclude`, {
      edition: page.edition,
      conclusion: "Rien trouvé.",
    });
    assert.equal((await ask(controller, "GET", `/api/samples/${id}`)).status, 200);
    assert.equal((await ask(controller, "POST", `/api/samples/${id}/cancel`, { reason: "Non" })).status, 403);
  });

  test("is what the database keeps too: nothing drawn is changed, and no seed is passed off as the trail's", async () => {
    const { id } = await asked<{ id: number }>(auditor, "POST", "/api/samples", plan());
    const refused = (text: string, values: unknown[]) =>
      assert.rejects(
        world.as(auditor, ({ client }) => client.query(text, values)),
        { code: "23001" },
        text,
      );
    const next = "(select trail.head() + 1)";
    await refused(
      `update audit.sample set state = 'drawn', seed = 'chosen', seed_from = 'trail', draw = '{"selected":[]}',
         drawn_by = planned_by, drawn_at = now(), change = ${next} where id = $1`,
      [id],
    );
    await refused(`update audit.sample set frame_sha256 = repeat('a', 64), change = ${next} where id = $1`, [
      id,
    ]);
    const { edition } = await asked<SamplePage>(auditor, "GET", `/api/samples/${id}`);
    await asked(auditor, "POST", `/api/samples/${id}/draw`, { edition });
    for (const text of [
      `update audit.sample set seed = 'other', change = ${next} where id = $1`,
      `update audit.sample set parameters = '{}', change = ${next} where id = $1`,
      "update audit.unit set excluded = 'x' where sample = $1",
      "insert into audit.unit (sample, unit, amount) values ($1, 'late', 1)",
    ])
      await refused(text, [id]);
  });
});

test("without what its method needs there is no size, and nothing is drawn: the page says what to say", async () => {
  const { id } = await asked<{ id: number }>(controller, "POST", "/api/samples", plan({ parameters: {} }));
  const page = await asked<SamplePage>(controller, "GET", `/api/samples/${id}`);
  assert.match(page.refusal?.fr ?? "", /^Dites l'écart type|^Dites le taux/);
  assert.equal(page.may.draw, false);
  assert.equal((await ask(controller, "POST", `/api/samples/${id}/draw`, { edition: 1 })).status, 422);
  const given = { edition: 1, parameters: { expected: "0,004", deviation: "0.08" } };
  const sized = await asked<SamplePage>(controller, "PUT", `/api/samples/${id}`, given);
  assert.ok(sized.size && sized.size.size > 1 && sized.may.draw);
  await asked(controller, "POST", `/api/samples/${id}/cancel`, { reason: "Essai" });
});

describe("populations that Jalon makes itself", () => {
  test("of declarations: each with the amount that it declared", async () => {
    const agreement = await world.agreement({
      operation: "arae",
      partner: "arae_atelier_emploi_du_parvis",
      lines: [unitLine("people", "arae_participants_begun", "410.00")],
    });
    const days = { from: "2020-01-01", until: "2020-12-31" };
    const { id } = await asked<{ id: number }>(
      partner,
      "POST",
      `/api/agreements/${agreement}/declarations`,
      days,
    );
    const shown = await asked<{ edition: number; total: string }>(partner, "GET", `/api/declarations/${id}`);
    const { checks } = await asked<{ checks: { id: string }[] }>(
      partner,
      "GET",
      `/api/declarations/${id}/checks`,
    );
    const { number } = await asked<{ number: string }>(partner, "POST", `/api/declarations/${id}/submit`, {
      edition: shown.edition,
      confirmed: checks.map((check) => check.id),
    });
    const planned = await asked<{ id: number }>(
      controller,
      "POST",
      "/api/samples",
      plan({ source: { kind: "declared", unit: "declaration", ...days }, parameters: { size: 1 } }),
    );
    let page = await asked<SamplePage>(controller, "GET", `/api/samples/${planned.id}`);
    assert.equal(page.frame.positive.value, shown.total);
    page = await asked(controller, "POST", `/api/samples/${page.id}/draw`, { edition: page.edition });
    assert.deepEqual(
      page.units.map((unit) => [unit.unit, unit.amount, unit.part, unit.link?.params]),
      [[number, shown.total, "high_value", { declaration: id }]],
    );
    assert.equal(page.units[0]?.found, null);
  });

  test("of participants: by their number, drawn and projected as a share", async () => {
    const planned = await asked<{ id: number }>(
      controller,
      "POST",
      "/api/samples",
      plan({
        purpose: "participants",
        title: "Résultats à plus long terme",
        source: { kind: "records", operation: "arae", register: "participants" },
        method: "participants",
        parameters: { margin: "0.2" },
      }),
    );
    let page = await asked<SamplePage>(controller, "GET", `/api/samples/${planned.id}`);
    const { rows } = await world.pool.query<{ n: number }>(
      "select count(*)::integer as n from register.participants where operation = 'arae'",
    );
    assert.equal(page.frame.count, rows[0]?.n);
    page = await asked(controller, "POST", `/api/samples/${page.id}/draw`, { edition: page.edition });
    const again = await drawnAgain(controller, page);
    assert.equal(again.hash, page.draw?.hash);
    const results = page.units.map(({ unit }, at) => ({ unit, outcome: at % 2 === 0 }));
    page = await asked(controller, "PUT", `/api/samples/${page.id}/results`, {
      edition: page.edition,
      results,
    });
    assert.equal(page.projection?.conclusion, "estimated");
  });

  test("a population that is empty, or a register that is not there, is refused in words", async () => {
    for (const source of [
      { kind: "declared", unit: "declaration", from: "1990-01-01", until: "1990-12-31" },
      { kind: "records", operation: "arae", register: "nothing" },
      { kind: "records", operation: "arae", register: "participants", field: "nothing", from: "2020-01-01" },
      { kind: "file", name: "x.csv", csv: "référence;montant\nA;1\nA;2\n" },
    ])
      assert.equal(
        (await ask(controller, "POST", "/api/samples", plan({ source }))).status,
        422,
        JSON.stringify(source),
      );
  });
});

test("all of it stands in the trail", async () => {
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
});
