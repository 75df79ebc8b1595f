import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PlanLine } from "../../src/cost/plan.ts";
import { actOn } from "../../src/declaration/desk.ts";
import { keepDocument } from "../../src/document/documents.ts";
import { contentHash } from "../../src/declaration/canonical.ts";
import { differencesOf } from "../../src/declaration/differences.ts";
import { correctDeclaration, keepInputs, openDeclaration } from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import { readRow } from "../../src/declaration/row.ts";
import type { DeclarationPage, Inputs } from "../../src/declaration/shapes.ts";
import type { Receipt } from "../../src/declaration/submission-shapes.ts";
import { keepStaff } from "../../src/declaration/staff.ts";
import { submitDeclaration, withdrawDeclaration } from "../../src/declaration/submit.ts";
import { unitsPage } from "../../src/declaration/units-page.ts";
import { whatIf } from "../../src/declaration/what-if.ts";
import { balances } from "../../src/ledger/balances.ts";
import { Problem } from "../../src/problem.ts";
import type { TestAccount } from "../web/world.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "./money-world.ts";

const partner = "arae_atelier_emploi_du_parvis";
const other = "arae_tremplin_emploi_nord";
const year = { from: "2019-01-01", until: "2019-12-31" };
const text = (words: string) => ({ fr: words, nl: words, en: words });

let world: MoneyWorld;
let manager: TestAccount;
let neighbour: TestAccount;

before(async () => {
  world = await openMoneyWorld();
  manager = await world.account({ role: "partner_manager", partner });
  neighbour = await world.account({ role: "partner_manager", partner: other });
});
after(() => world.close());

const page = (account: TestAccount, id: number): Promise<DeclarationPage> =>
  world.as(account, (desk) => declarationPage(desk, id));

const rulesOf = ({ checks }: DeclarationPage, severity?: string): string[] =>
  checks.filter((check) => severity === undefined || check.severity === severity).map(({ rule }) => rule);

const submit = async (account: TestAccount, id: number): Promise<Receipt> => {
  const { edition, checks } = await page(account, id);
  return world.as(account, (desk) =>
    submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) }),
  );
};

const keep = (account: TestAccount, id: number, edition: number, lines: Inputs) =>
  world.as(account, (desk) => keepInputs(desk, id, { edition, lines }));

const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Problem, String(error));
  return error;
};

const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

const lineOf = ({ lines }: DeclarationPage, line: string): DeclarationPage["lines"][number] => {
  const found = lines.find((each) => each.line === line);
  assert.ok(found);
  return found;
};

const hoursLine = unitLine("hours", "arae_hours_attended", "11.80");
const peopleLine = unitLine("people", "arae_participants_begun", "410.00");

describe("a declaration of unit costs", () => {
  let agreement: number;
  let id: number;

  before(async () => {
    agreement = await world.agreement({ operation: "arae", partner, lines: [hoursLine, peopleLine] });
    ({ id } = await world.as(manager, (desk) => openDeclaration(desk, agreement, year)));
  });

  test("counts what a query of its own counts in the registers", async () => {
    const { rows } = await world.pool.query<{ hours: string; people: number }>(
      `select (select trim_scale(sum(hours_attended))::text from register.workshop_registrations
         where operation = 'arae' and partner = $1 and status = 'present' and hours_attended > 0
           and session_date >= '2019-01-01' and session_date < '2020-01-01') as hours,
         (select count(*)::int from register.participants
         where operation = 'arae' and partner = $1 and extract(year from entry_date) = 2019) as people`,
      [partner],
    );
    const shown = await page(manager, id);
    const [hours, people] = [lineOf(shown, "hours").units, lineOf(shown, "people").units];
    assert.equal(hours?.quantity, rows[0]?.hours);
    assert.equal(Number(people?.quantity), (rows[0]?.people ?? 0) - (people?.incomplete ?? 0));
    assert.equal(shown.total, (Number(hours?.quantity) * 11.8 + Number(people?.quantity) * 410).toFixed(2));
  });

  test("is opened once for a period, however often it is asked, and for no other days", async () => {
    const again = await world.as(manager, (desk) => openDeclaration(desk, agreement, year));
    assert.equal(again.id, id);
    const days = { from: "2019-02-03", until: "2019-12-31" };
    assert.equal(
      await code(world.as(manager, (desk) => openDeclaration(desk, agreement, days))),
      "no_such_period",
    );
  });

  test("is not submitted while a remark waits to be confirmed", async () => {
    const { edition } = await page(manager, id);
    const problem = await refusal(
      world.as(manager, (desk) => submitDeclaration(desk, id, { edition, confirmed: [] })),
    );
    assert.equal(problem.code, "checks_open");
    assert.match(JSON.stringify(problem.more["checks"]), /deadline_passed/);
  });

  test("is submitted with a receipt of what was in it; asked again, it has the same", async () => {
    const receipt = await submit(manager, id);
    assert.deepEqual(await submit(manager, id), receipt);
    const row = await world.as(manager, ({ client }) => readRow(client, id));
    assert.equal(contentHash(row.content), receipt.hash);
    assert.equal(row.total, receipt.total);
    const declared = await world.as(manager, ({ client }) =>
      balances(client, { declaration: id, account: "declared" }),
    );
    assert.equal(declared.reduce((sum, { amount }) => sum + Number(amount), 0).toFixed(2), receipt.total);
  });

  test("takes its units: another agreement that counts them is told which declaration has them", async () => {
    const second = await world.agreement({ operation: "arae", partner, lines: [peopleLine] });
    const opened = await world.as(manager, (desk) => openDeclaration(desk, second, year));
    const before = await page(manager, opened.id);
    const [check] = before.checks.filter(({ rule }) => rule === "declared_elsewhere");
    assert.equal(check?.severity, "refuse");
    assert.match(check.text.fr, /arae-2019-01-D1/);
    assert.deepEqual(check.link?.params["show"], "elsewhere");
    assert.equal(await code(submit(manager, opened.id)), "checks_open");
    const units = await world.as(manager, (desk) =>
      unitsPage(desk, opened.id, "people", { show: "elsewhere", after: 0 }),
    );
    assert.deepEqual(
      units.rows.map(({ takenBy }) => takenBy?.declaration),
      units.rows.map(() => id),
    );
    await keep(manager, opened.id, before.edition, { people: { leftOut: check.leaveOut ?? [] } });
    const mended = await page(manager, opened.id);
    assert.ok(!rulesOf(mended).includes("declared_elsewhere"));
    assert.deepEqual(rulesOf(mended, "refuse"), ["nothing_to_declare"]);
  });

  test("gives everything back when it is withdrawn, and can be taken up again", async () => {
    await world.as(manager, (desk) => withdrawDeclaration(desk, id, "essai"));
    assert.deepEqual(await world.as(manager, ({ client }) => balances(client, { declaration: id })), []);
    const { rows } = await world.pool.query("select from declaration.unit where declaration = $1 and live", [
      id,
    ]);
    assert.equal(rows.length, 0);
    const next = await world.as(manager, (desk) => openDeclaration(desk, agreement, year));
    assert.equal(next.version, 2);
    await submit(manager, next.id);
  });

  test("is corrected by a version that replaces it, with what differs", async () => {
    const { rows } = await world.pool.query<{ id: number; record: number }>(
      `select d.id, u.record from declaration.declaration d join declaration.unit u on u.declaration = d.id
       where d.agreement = $1 and d.state = 'submitted' and u.line = 'people' order by u.record limit 1`,
      [agreement],
    );
    const [last] = rows;
    assert.ok(last);
    const next = await world.as(manager, (desk) => correctDeclaration(desk, last.id, ""));
    await keep(manager, next.id, 0, { people: { leftOut: [last.record] } });
    const differences = await world.as(manager, (desk) => differencesOf(desk, next.id));
    assert.equal(differences.total.difference, "-410.00");
    assert.deepEqual(
      differences.units.map(({ record, kind }) => ({ record, kind })),
      [{ record: last.record, kind: "removed" }],
    );
    await submit(manager, next.id);
    const states = await world.pool.query<{ state: string }>(
      "select state from declaration.declaration where agreement = $1 order by version",
      [agreement],
    );
    assert.deepEqual(
      states.rows.map(({ state }) => state),
      ["withdrawn", "replaced", "submitted"],
    );
  });
});

describe("a declaration of staff with a flat rate for the rest", () => {
  const staff: PlanLine = {
    id: "staff",
    label: text("Personnel"),
    category: "direct_staff",
    option: "hourly_rate",
    budget: "60000.00",
    terms: { form: "hourly_rate" },
  };
  const rest: PlanLine = {
    id: "rest",
    label: text("Autres frais"),
    category: "remaining",
    option: "remaining_40",
    budget: "24000.00",
    terms: { form: "flat_rate", rate: "0.4" },
  };
  const allowances: PlanLine = {
    id: "allowances",
    label: text("Indemnités"),
    category: "participants",
    option: "real_cost",
    budget: "5000.00",
    terms: { form: "real_cost" },
  };
  let agreement: number;
  let id: number;

  before(async () => {
    agreement = await world.agreement({
      operation: "arae",
      partner: other,
      mode: "salary_flat_rate",
      lines: [staff, rest, allowances],
    });
    ({ id } = await world.as(neighbour, (desk) => openDeclaration(desk, agreement, year)));
    await world.as(neighbour, (desk) =>
      keepStaff(desk, agreement, {
        rows: [
          {
            person: "P-1",
            year: 2019,
            grossCost: "36000.00",
            months: "12",
            fraction: "0.6",
            function: null,
            document: null,
          },
        ],
      }),
    );
  });

  test("says which person's cost is missing, and takes what is there", async () => {
    await keep(neighbour, id, 0, {
      staff: {
        staff: [
          { person: "P-1", year: 2019, hours: "1000" },
          { person: "P-2", year: 2019, hours: "10" },
        ],
      },
    });
    const shown = await page(neighbour, id);
    assert.ok(rulesOf(shown, "refuse").includes("staff_cost_missing"));
    // 36.000 / (1720 × 0,6) = 34,88 an hour.
    assert.equal(lineOf(shown, "staff").amount, "34880.00");
    assert.equal(lineOf(shown, "rest").amount, "13952.00");
  });

  test("refuses hours above those of the part-time year", async () => {
    const { edition } = await page(neighbour, id);
    await keep(neighbour, id, edition, { staff: { staff: [{ person: "P-1", year: 2019, hours: "1033" }] } });
    const [check] = (await page(neighbour, id)).checks.filter(({ rule }) => rule === "hours_above_year");
    assert.equal(check?.severity, "refuse");
    assert.match(check.text.fr, /1033 heures.*1032/);
  });

  test("refuses a real cost that the flat rate covers, and one that comes twice", async () => {
    const { edition } = await page(neighbour, id);
    const item = { on: "2019-05-02", supplier: "Fournisseur Essai", reference: "F-1", amount: "120.00" };
    await keep(neighbour, id, edition, {
      staff: { staff: [{ person: "P-1", year: 2019, hours: "1000" }] },
      allowances: {
        items: [
          { ...item, id: "1", category: "travel" },
          { ...item, id: "2", supplier: " fournisseur essai " },
        ],
      },
    });
    const shown = await page(neighbour, id);
    const [wrong] = shown.checks.filter(({ rule }) => rule === "wrong_combination");
    assert.match(wrong?.text.fr ?? "", /Combinaison interdite : « Déplacements et missions »/);
    assert.equal(wrong?.link?.params["item"], "1");
    assert.ok(rulesOf(shown, "refuse").includes("invoice_twice"));
    assert.ok(rulesOf(shown, "refuse").includes("item_without_document"));
    await keep(neighbour, id, shown.edition, { allowances: {} });
    assert.ok(!rulesOf(await page(neighbour, id)).includes("wrong_combination"));
  });

  test("asks for its documents", async () => {
    const missing = (await page(neighbour, id)).checks.filter(({ rule }) => rule === "document_missing");
    assert.deepEqual(missing.map(({ link }) => String(link?.params["kind"])).toSorted(), [
      "gross_cost",
      "time_sheet",
    ]);
    await world.asOwner((desk) =>
      actOn(desk, { action: "document" }, async (act) => {
        for (const kind of ["gross_cost", "time_sheet"])
          await keepDocument(
            desk.client,
            act,
            { dataFolder: world.folder },
            {
              operation: "arae",
              partner: other,
              account: null,
              about: `declaration:${id}`,
              kind,
              name: `${kind}.pdf`,
              bytes: [new TextEncoder().encode(`%PDF-1.7 ${kind}`)],
            },
          );
      }),
    );
    assert.deepEqual(rulesOf(await page(neighbour, id), "refuse"), []);
  });

  test("shows what another option would give", async () => {
    const shown = await world.as(neighbour, (desk) => whatIf(desk, id, "rest", "indirect_15"));
    assert.ok(shown.options.some((option) => option.id === "indirect_15"));
    assert.equal(shown.otherwise?.lines.find(({ line }) => line === "rest")?.amount, "5232.00");
    assert.equal(shown.difference, "-8720.00");
  });

  test("has a flat rate that follows its base when a correction cuts it", async () => {
    await submit(neighbour, id);
    const next = await world.as(neighbour, (desk) => correctDeclaration(desk, id, ""));
    await keep(neighbour, next.id, 0, { staff: { staff: [{ person: "P-1", year: 2019, hours: "900" }] } });
    await submit(neighbour, next.id);
    const { lines } = await world.as(neighbour, (desk) => differencesOf(desk, next.id));
    assert.deepEqual(
      lines.map(({ line, before, after }) => ({ line, before, after })),
      [
        { line: "staff", before: "34880.00", after: "31392.00" },
        { line: "rest", before: "13952.00", after: "12556.80" },
        { line: "allowances", before: "0.00", after: "0.00" },
      ],
    );
    const held = await world.as(neighbour, ({ client }) => balances(client, { agreement }));
    assert.deepEqual(
      held.filter(({ account }) => account === "declared").map(({ line, amount }) => [line, amount]),
      [
        ["rest", "12556.80"],
        ["staff", "31392.00"],
      ],
    );
  });

  test("keeps its hours: employment is not made less than what is declared", async () => {
    const row = {
      person: "P-1",
      year: 2019,
      grossCost: "36000.00",
      months: "12",
      function: null,
      document: null,
    };
    const lower = world.as(neighbour, (desk) =>
      keepStaff(desk, agreement, { rows: [{ ...row, fraction: "0.5" }] }),
    );
    assert.equal(await code(lower), "hours_above_year");
  });
});

describe("what the database holds, whatever the server forgets", () => {
  const raw = (account: TestAccount, sql: string, values: readonly unknown[] = []) =>
    world
      .as(account, ({ client }) => client.query(sql, [...values]))
      .then(
        () => "done",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
  const live = async (): Promise<number> => {
    const { rows } = await world.pool.query<{ id: number }>(
      "select id from declaration.declaration where state = 'submitted' and partner = $1 limit 1",
      [partner],
    );
    return rows[0]?.id ?? 0;
  };

  test("nothing is added to a declaration after its submission", async () => {
    assert.match(
      await raw(
        manager,
        `insert into declaration.unit (declaration, live, operation, partner, line, register, record, measure, on_day, quantity)
         values ($1, true, 'arae', $2, 'people', 'participants', 999999, 'arae_participants_begun', '2019-05-05', 1)`,
        [await live(), partner],
      ),
      /written when it is submitted/,
    );
  });

  test("what was submitted is neither changed nor deleted", async () => {
    const id = await live();
    assert.match(
      await raw(
        manager,
        "update declaration.declaration set total = 1, change = change + 1000 where id = $1",
        [id],
      ),
      /does not change/,
    );
    assert.match(await raw(manager, "update declaration.unit set live = false"), /permission denied/);
    assert.match(
      await raw(manager, "update declaration.work set inputs = '{}' where whose = $1", [id]),
      /does not change/,
    );
    await raw(manager, "delete from declaration.declaration where id = $1", [id]);
    assert.equal(await live(), id);
  });

  test("another partner sees nothing of it", async () => {
    const id = await live();
    assert.equal(await code(page(neighbour, id)), "not_found");
    assert.equal(await code(world.as(neighbour, (desk) => withdrawDeclaration(desk, id, ""))), "not_found");
  });

  test("whoever agrees upon money declares none", async () => {
    const officer = await world.account({ role: "programme_officer" });
    const id = await live();
    assert.equal((await page(officer, id)).may.withdraw, false);
    assert.equal(await code(world.as(officer, (desk) => withdrawDeclaration(desk, id, ""))), "not_allowed");
  });
});
