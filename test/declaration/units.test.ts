import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openDeclaration } from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import type { DeclarationPage } from "../../src/declaration/shapes.ts";
import { submitDeclaration } from "../../src/declaration/submit.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "./money-world.ts";

let world: MoneyWorld;

before(async () => {
  world = await openMoneyWorld({ operations: ["arae", "childcare", "technical_assistance"] });
});
after(() => world.close());

const first = async <T>(sql: string, values: readonly unknown[] = []): Promise<T> => {
  const { rows } = await world.pool.query(sql, [...values]);
  assert.ok(rows.length > 0);
  return rows[0] as T;
};

describe("an incomplete record", () => {
  const partner = "arae_atelier_emploi_du_parvis";

  /** Changes an answer as nobody can: behind the trail. */
  const answer = async (record: number, gender: string | null): Promise<void> => {
    const client = await world.pool.connect();
    try {
      await client.query("set session_replication_role = replica");
      await client.query(
        "update register.participants set gender = $2 where operation = 'arae' and record = $1",
        [record, gender],
      );
    } finally {
      client.release(true);
    }
  };

  test("is not counted, is pointed at, and counts once it is complete", async () => {
    const manager = await world.account({ role: "partner_manager", partner });
    const agreement = await world.agreement({
      operation: "arae",
      partner,
      lines: [unitLine("people", "arae_participants_begun", "410.00")],
    });
    const period = { from: "2020-01-01", until: "2020-12-31" };
    const { id } = await world.as(manager, (desk) => openDeclaration(desk, agreement, period));
    const page = (): Promise<DeclarationPage> => world.as(manager, (desk) => declarationPage(desk, id));
    const whole = await page();
    const { record, gender } = await first<{ record: number; gender: string }>(
      `select record, gender from register.participants where operation = 'arae' and partner = $1
         and entry_date between '2020-01-01' and '2020-12-31' and gender is not null order by record limit 1`,
      [partner],
    );
    await answer(record, null);
    const cut = await page();
    assert.equal(cut.lines[0]?.units?.incomplete, 1);
    assert.equal(Number(whole.total) - Number(cut.total), 410);
    const [check] = cut.checks.filter(({ rule }) => rule === "record_incomplete");
    assert.deepEqual(check?.link, {
      page: "record",
      params: { operation: "arae", register: "participants", record },
    });
    assert.match(check.source?.article ?? "", /480\/2014/);
    await answer(record, gender);
    assert.equal((await page()).total, whole.total);
  });
});

describe("a quantity of days", () => {
  test("counts each day of a stay once, by month, whatever the period", async () => {
    const { partner } = await first<{ partner: string }>(
      "select partner from register.childcare_stays group by partner order by count(*) desc limit 1",
    );
    const agreement = await world.agreement({
      operation: "childcare",
      partner,
      lines: [unitLine("days", "childcare_days", "31.50", "9000000.00")],
    });
    const declared = async (from: string, until: string): Promise<number> =>
      world.asOwner(async (desk) => {
        const { id } = await openDeclaration(desk, agreement, { from, until });
        const { edition, checks, lines } = await declarationPage(desk, id);
        // So few children are here that a quarter may have none.
        if (checks.some(({ rule }) => rule === "nothing_to_declare")) return 0;
        await submitDeclaration(desk, id, { edition, confirmed: checks.map((check) => check.id) });
        return Number(lines[0]?.units?.quantity);
      });
    const counted = [
      await declared("2019-01-01", "2019-12-31"),
      await declared("2020-01-01", "2020-03-31"),
      await declared("2020-04-01", "2020-06-30"),
      await declared("2020-07-01", "2020-09-30"),
      await declared("2020-10-01", "2020-12-31"),
    ];
    const { days } = await first<{ days: number }>(
      `select count(*)::int as days from register.childcare_stays s
       join generate_series('2019-01-01'::date, '2020-12-31'::date, '1 day') d
         on d between s.starts_on and coalesce(s.ends_on, '2020-12-31')
       where s.operation = 'childcare' and s.partner = $1`,
      [partner],
    );
    assert.ok(days > 0);
    assert.equal(
      counted.reduce((sum, each) => sum + each, 0),
      days,
    );
  });
});

describe("the team's hours", () => {
  test("are those of the register, by post and year: nobody types them", async () => {
    const { partner } = await first<{ partner: string }>("select partner from register.staff_time limit 1");
    const agreement = await world.agreement({
      operation: "technical_assistance",
      partner,
      internal: true,
      mode: "salary_flat_rate",
      lines: [
        {
          id: "team",
          label: { fr: "Équipe", nl: "Team", en: "Team" },
          category: "direct_staff",
          option: "hourly_rate",
          budget: "900000.00",
          terms: { form: "hourly_rate" },
        },
      ],
    });
    const head = await world.account({ role: "service_head", operation: "technical_assistance" });
    const period = { from: "2020-01-01", until: "2020-12-31" };
    const page = await world.as(head, async (desk) => {
      const { id } = await openDeclaration(desk, agreement, period);
      return declarationPage(desk, id);
    });
    const { rows } = await world.pool.query<{ person: string; hours: string }>(
      `select post_code as person, trim_scale(sum(hours))::text as hours from register.staff_time
       where operation = 'technical_assistance' and partner = $1 and month between '2020-01-01' and '2020-12-31'
       group by 1 order by 1`,
      [partner],
    );
    const shown = page.lines[0]?.staff.filter(({ year }) => year === 2020) ?? [];
    assert.ok(shown.length > 0);
    assert.deepEqual(
      shown.map(({ person, hours }) => ({ person, hours })),
      rows,
    );
    assert.ok(shown.every(({ fromRegister }) => fromRegister));
  });
});
