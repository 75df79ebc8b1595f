import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { makeAgreements } from "../../src/agreement/demonstration.ts";
import { decideDecision } from "../../src/control/decide.ts";
import { makeDeclarations } from "../../src/declaration/demonstration.ts";
import { makeMoney } from "../../src/demonstration/money.ts";
import { readControlRecipe } from "../../src/demonstration/recipe.ts";
import { computeFigures } from "../../src/figure/compute.ts";
import { explainFigure } from "../../src/figure/explain.ts";
import { figureRecords } from "../../src/figure/records.ts";
import { Snapshot } from "../../src/figure/snapshot.ts";
import type { FigureRecords } from "../../src/progress/shapes.ts";
import { figureReader } from "../../src/report/read-figures.ts";
import { makeReport } from "../../src/report/report.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type MoneyWorld, openMoneyWorld } from "../declaration/money-world.ts";

let world: MoneyWorld;
let snapshot: Snapshot;

before(async () => {
  world = await openMoneyWorld({ operations: ["arae", "cpas", "technical_assistance"], share: 0.1 });
  const given = { pool: world.pool, programme: world.programme, account: "essai" };
  await makeAgreements(given);
  await makeDeclarations({ ...given, dataFolder: world.folder });
});
after(async () => {
  snapshot?.close();
  await world.close();
});

const asked = async <T extends object>(sql: string): Promise<T[]> => (await world.pool.query<T>(sql)).rows;
const one = async (sql: string): Promise<string> => (await asked<{ value: string }>(sql))[0]?.value ?? "";
const demonstration = () => ({ pool: world.pool, programme: world.programme, dataFolder: world.folder });

test("what became of the declarations is made quickly, and made again nothing is added", async (t) => {
  const began = performance.now();
  const made = await makeMoney(demonstration());
  const milliseconds = Math.round(performance.now() - began);
  t.diagnostic(`${made.decided} decided, ${made.payments} payments in ${milliseconds} ms`);
  assert.ok(made.decided >= 20, `${made.decided} decided`);
  assert.ok(made.payments >= 40, `${made.payments} payments`);
  assert.deepEqual(await makeMoney(demonstration()), { decided: 0, payments: 0 });
});

describe("what was made", () => {
  test("the books balance, and the trail verifies", async () => {
    const unbalanced = await asked(
      "select from ledger.posting group by agreement, line having sum(amount) <> 0",
    );
    assert.equal(unbalanced.length, 0);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });

  test("whoever verified did not decide, whoever prepared did not approve, and neither sent an application", async () => {
    const same =
      await asked(`select from control.verification v join control.decision c on c.declaration = v.declaration
      where v.concluded_by = c.decided_by
      union all select from payment.payment where prepared_by = approved_by
      union all select from commission.application a where a.submitted_by in (
        select opened_by from control.verification union select decided_by from control.decision)`);
    assert.equal(same.length, 0);
  });

  test("what the recipe leaves stays for whoever tries Jalon", async () => {
    const recipe = readControlRecipe(world.programme);
    assert.ok(recipe);
    const states = {
      waiting: null,
      open: "open",
      with_partner: "with_partner",
      proposed: "concluded",
    } as const;
    for (const { operation, partner, until } of recipe.left) {
      const [found] = await asked<{ state: string | null; decided: number; line: string }>(
        `select (select v.state from control.verification v where v.declaration = d.id) as state,
           (select count(*)::int from control.decision c where c.declaration = d.id and c.state = 'decided') as decided,
           d.number as line
         from declaration.declaration d
         where d.operation = '${operation}' and d.partner = '${partner}' and d.period_until = '2019-12-31'`,
      );
      if (!found) continue;
      assert.equal(found.decided, 0, found.line);
      assert.equal(found.state, states[until], found.line);
    }
  });

  test("each kind of answer is there: accepted, contested, silence; and a systemic finding at two partners", async () => {
    const answers = await asked<{ answer: string | null }>(
      "select distinct partner_answer as answer from control.finding where final",
    );
    assert.deepEqual(new Set(answers.map(({ answer }) => answer)), new Set(["accepted", "contested", null]));
    assert.equal(
      await one("select count(distinct partner)::text as value from control.finding where systemic"),
      "2",
    );
  });

  test("what was recovered is out of what the partner is owed, and still in what was applied for", async () => {
    const [pending] = await asked<{ pending: string; issued: string }>(
      `select (select sum((t ->> 'pending')::numeric)::text from jsonb_array_elements(c.targets) t) as pending,
         (select sum(r.amount)::text from payment.recovery r where r.agreement = c.agreement) as issued
       from control.decision c where c.mode = 'recovery' and c.state = 'decided'`,
    );
    // A finding of 15,000 euros of staff, with the flat rate of 40 % that is worked out of it.
    assert.equal(pending?.pending, "21000.00");
    assert.ok(Number(pending?.issued) > 0);
  });
});

describe("figures of the books", () => {
  const figure = async (id: string, filters: Record<string, string[]> = {}, year = 2020): Promise<string> =>
    String(
      (await computeFigures(world.programme, snapshot, { figures: [id], year, filters })).totals.get(id) ??
        0n,
    );

  before(async () => {
    snapshot = await Snapshot.open({
      pool: world.pool,
      programme: world.programme,
      dataFolder: world.folder,
    });
  });

  test("they are what the tables say", async () => {
    const inYear = "extract(year from concluded_at) = 2020";
    assert.equal(
      await figure("verifications"),
      await one(`select count(*)::text as value from control.verification where ${inYear}`),
    );
    assert.equal(
      await figure("expenditure_eligible"),
      await one(
        `select sum((t ->> 'eligible')::numeric)::text as value from (
           select distinct on (declaration) targets from control.decision where state = 'decided' order by declaration, n desc) c
         cross join jsonb_array_elements(c.targets) t`,
      ),
    );
    assert.equal(
      await figure("payments_euros"),
      await one(
        "select sum(net)::text as value from payment.payment where state = 'paid' and extract(year from executed_on) = 2020",
      ),
    );
    assert.equal(
      await figure("sample_units"),
      await one("select count(*)::text as value from audit.unit where place > 0"),
    );
  });

  test("kinds of findings add up to all of them, and what was released is held no more", async () => {
    const typologies = [...world.programme.control.typology.keys()];
    const parts = await Promise.all(typologies.map((id) => figure("findings", { finding_typology: [id] })));
    assert.equal(String(parts.reduce((sum, part) => sum + Number(part), 0)), await figure("findings"));
    const final = await one("select count(*)::text as value from control.finding where final");
    assert.ok(Number(await figure("findings")) < Number(final));
  });

  test("a number opens to its rows, each with its place in the trail, and names nobody", async () => {
    const found = world.programme.figures.get("findings_euros");
    assert.ok(found?.computation.kind === "count");
    const rows = [];
    for await (const row of figureRecords(
      world.programme,
      snapshot,
      { ...found, computation: found.computation },
      { year: 2020 },
    ))
      rows.push(row);
    assert.equal(String(rows.length), await figure("findings"));
    assert.ok(rows.every(({ changedAt, register }) => changedAt !== null && register === "findings"));
    const explained = await explainFigure(world.programme, snapshot, {
      figure: "findings_euros",
      year: 2020,
      language: "fr",
    });
    assert.equal(explained.notAdding, undefined);
    assert.ok(explained.breakdown.length > 0);
  });

  test("a decision taken later is counted in once the snapshot is brought up to date, and registers stay", async () => {
    const earlier = Number(await figure("declarations_decided"));
    const participants = await figure("participants");
    const proposed = await one("select id::text as value from control.decision where state = 'proposed'");
    await world.asOwner((desk) => decideDecision(desk, Number(proposed), "2020-12-21T10:00:00Z"));
    assert.equal(Number(await figure("declarations_decided")), earlier);
    await snapshot.refresh();
    assert.equal(Number(await figure("declarations_decided")), earlier + 1);
    assert.equal(await figure("participants"), participants);
  });

  test("whoever reads money opens its rows, a partner its own, and who has no such right none of them", async () => {
    const rowsFor = async (role: string, partner?: string): Promise<FigureRecords["records"]> => {
      const who = await world.account({ role, ...(partner === undefined ? {} : { partner }) });
      const response = await world.app.request(
        `/api/figures/findings_euros/records?year=2020&whole=${partner === undefined}&size=100`,
        { headers: who.headers },
      );
      assert.equal(response.status, 200, role);
      return ((await response.json()) as FigureRecords).records;
    };
    const all = await rowsFor("controller");
    assert.equal(String(all.length), await figure("findings"));
    const ids = new Set(
      (await asked<{ id: number }>("select id from control.verification")).map(({ id }) => id),
    );
    assert.ok(all.every(({ opens }) => opens !== null && ids.has(opens)));
    const own = "arae_le_fil_de_l_emploi";
    const partners = await rowsFor("partner_manager", own);
    assert.deepEqual(new Set(partners.map(({ partner }) => partner)), new Set([own]));
    assert.deepEqual(await rowsFor("case_worker", own), []);
  });

  test("the chapter on technical assistance says them, in three languages alike", async () => {
    const read = figureReader(world.programme, snapshot);
    const said = await Promise.all(
      (["fr", "nl", "en"] as const).map(async (language) => {
        const { figures } = await makeReport(world.programme, 2020, language, read);
        return figures
          .filter(({ figure: id }) => world.programme.figures.get(id)?.group === "control")
          .map(({ key, value, wording, true: isTrue, text }) => ({
            key,
            value,
            wording,
            isTrue,
            said: text !== "—",
          }));
      }),
    );
    const [french = [], dutch = [], english = []] = said;
    assert.ok(french.length >= 30, `${french.length}`);
    assert.ok(french.every(({ isTrue }) => isTrue));
    const keys = (list: typeof french) => list.map(({ key, value }) => `${key}=${value}`).toSorted();
    assert.deepEqual(keys(dutch), keys(french));
    assert.deepEqual(keys(english), keys(french));
  });
});
