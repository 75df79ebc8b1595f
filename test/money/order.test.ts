import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openAccounts, reopenAccounts, submitAccounts } from "../../src/commission/accounts.ts";
import { openApplication, reopenApplication, submitApplication } from "../../src/commission/applications.ts";
import { applicationsPage } from "../../src/commission/overview.ts";
import { multiply, exact, rounded, withScale } from "../../src/decimal.ts";
import { euros } from "../../src/euros.ts";
import { returnPayment } from "../../src/payment/files.ts";
import { cancelRecovery, issueRecovery, noteRepayment, writeOff } from "../../src/payment/recoveries.ts";
import { Problem } from "../../src/problem.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type Acts, moneyLines, openActs } from "./money-acts.ts";

const runs = Number(process.env["JALON_EVENTS"] ?? "260");
const partner = "arae_atelier_emploi_du_parvis";
const fund = "ESF";
const today = "2020-02-03";

let acts: Acts;
let agreements: readonly number[];
let minutes = 0;

// A moment after the other, in February 2020: what is certified is applied for in the accounting year of that day.
const moment = () => Temporal.Instant.from("2020-02-03T08:00:00Z").add({ minutes: minutes++ }).toString();

before(async () => {
  acts = await openActs({ operations: [], at: moment, settings: { today: "2021-01-31" } });
  const made = () =>
    acts.world.agreement({ operation: "arae", partner, lines: moneyLines, mode: "salary_flat_rate" });
  agreements = [await made(), await made(), await made(), await made()];
  await acts.account(partner);
});
after(() => acts.world.close());

/** Numbers that a seed gives, the same on every run (mulberry32). */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
};

const quarters = ["2019", "2020"].flatMap((year) => [
  { from: `${year}-01-01`, until: `${year}-03-31` },
  { from: `${year}-04-01`, until: `${year}-06-30` },
  { from: `${year}-07-01`, until: `${year}-09-30` },
  { from: `${year}-10-01`, until: `${year}-12-31` },
]);

/** What must hold at every moment; returns what is wrong, by name. */
const wrong = async (): Promise<readonly string[]> => {
  const { rows } = await acts.world.pool.query<{ name: string }>(
    `with held as (
       select agreement, line, account, sum(amount) as amount from ledger.posting group by 1, 2, 3
     ), by_line as (
       select agreement, line,
         -coalesce(sum(amount) filter (where account = 'granted'), 0) as budgeted,
         coalesce(sum(amount) filter (where account in ('declared', 'parked', 'rejected', 'certified', 'applied',
           'accounted', 'withdrawn', 'recovered')), 0) as declared,
         coalesce(sum(amount) filter (where account in ('certified', 'applied', 'accounted', 'recovered')), 0) as certified,
         coalesce(sum(amount) filter (where account in ('applied', 'accounted', 'recovered')), 0) as applied
       from held where line <> '' group by 1, 2
     ), by_declaration as (
       select declaration, line, account, sum(amount) as amount from ledger.posting
       where declaration is not null and account <> 'budgeted' group by 1, 2, 3
     )
     select 'not applied <= certified <= declared <= budgeted' as name from by_line
       where not (applied <= certified and certified <= declared and declared <= budgeted)
     union all select 'an account is negative' from held where amount < 0 and account not in ('granted', 'treasury')
     union all select 'an account of a declaration is negative' from by_declaration where amount < 0
     union all select 'the ledger is not nothing' from ledger.posting having sum(amount) <> 0
     union all select 'a declaration is not what it submitted'
       from declaration.declaration d where d.live and d.total is distinct from (
         select sum(b.amount) from by_declaration b where b.declaration = d.id)
     union all select 'more is paid than was granted' from held h
       join agreement.version v on v.agreement = h.agreement and v.state = 'active'
       where h.account = 'paid' and h.amount > v.public_support
     union all select 'something is left of a declaration that does not count'
       from declaration.declaration d join by_declaration b on b.declaration = d.id
       where not d.live and b.amount <> 0`,
  );
  return rows.map(({ name }) => name);
};

/** What is derived follows what it is derived from, in each decision: 40 % of what is eligible, and of what is not cut. */
const assertDerived = async (): Promise<number> => {
  const { rows } = await acts.world.pool.query<{
    number: string;
    eligible: Record<string, string>;
    rejected: Record<string, string>;
  }>(
    `select d.number, jsonb_object_agg(t ->> 'line', t ->> 'eligible') as eligible,
       jsonb_object_agg(t ->> 'line', t ->> 'rejected') as rejected
     from control.decision d, jsonb_array_elements(d.targets) t where d.state = 'decided' group by d.number`,
  );
  for (const { number, eligible } of rows) {
    const derived = rounded(multiply(exact(eligible["staff"] ?? "0"), exact("0.40")), 2, "half_up");
    assert.equal(eligible["rest"], euros(withScale(derived, 2)), number);
  }
  return rows.length;
};

test("applied for ≤ certified ≤ declared ≤ budgeted, at every moment and in every order of events", async (t) => {
  const roll = dice(Number(process.env["JALON_SEED"] ?? 20_210_131));
  const pick = <T>(all: readonly T[]): T | undefined => all[roll(all.length)];
  const amount = (most: number) => `${1 + roll(most)}.${10 + roll(90)}`;
  const submitted = async (isVerified: boolean) => {
    const { rows } = await acts.world.pool.query<{ id: number }>(
      `select d.id from declaration.declaration d where d.live and (d.control_begun_at is not null) = $1 order by d.id`,
      [isVerified],
    );
    return pick(rows)?.id;
  };
  const certifier = <T>(work: Parameters<typeof acts.by<T>>[1]) => acts.by("certifier", work);
  const heads = async (what: "applications" | "accounts", state: string) =>
    (await certifier((desk) => applicationsPage(desk))).years
      .flatMap((year) => year[what])
      .filter((each) => each.state === state)
      .toSorted((a, b) => a.id - b.id);

  /** Each returns whether there was anything to do it to. */
  const events: Readonly<Record<string, () => Promise<boolean>>> = {
    declare: async () => {
      const [agreement, quarter] = [pick(agreements), pick(quarters)];
      assert.ok(agreement && quarter);
      await acts.declare(agreement, quarter, amount(1400));
      return true;
    },
    withdraw: async () => {
      const declaration = await submitted(false);
      if (declaration) await acts.withdraw(declaration);
      return declaration !== undefined;
    },
    correct: async () => {
      const declaration = await submitted(roll(4) === 0);
      if (declaration) await acts.correct(declaration, amount(1400));
      return declaration !== undefined;
    },
    control: async () => {
      const declaration = await submitted(false);
      if (!declaration) return false;
      const findings = Array.from({ length: roll(3) }, () => ({
        line: "staff",
        amount: amount(150),
        measure: pick(["deduct", "park"] as const) ?? "park",
      }));
      await acts.decide(await acts.verify(declaration, findings));
      return true;
    },
    redecide: async () => {
      const declaration = await submitted(true);
      const measure = pick(["deduct", "park", "none"] as const) ?? "none";
      if (declaration) await acts.redecide(declaration, measure, roll(3) === 0 ? "recovery" : "withdrawal");
      return declaration !== undefined;
    },
    pay: async () => {
      const agreement = pick(agreements);
      assert.ok(agreement);
      await acts.pay(await acts.preparePayment(agreement));
      return true;
    },
    bounce: async () => {
      const paid = roll(4) === 0 ? await payments("paid") : undefined;
      if (paid)
        await acts.by("officer", (desk) =>
          returnPayment(desk, paid.id, { on: today, reason: "Essai" }, moment()),
        );
      return paid !== undefined;
    },
    recover: async () => {
      const agreement = pick(agreements);
      assert.ok(agreement);
      // What is owed, or a part of it.
      const part = roll(2) === 0 ? {} : { amount: amount(20) };
      await acts.by("officer", (desk) =>
        issueRecovery(desk, agreement, { ...part, reason: "Essai" }, moment()),
      );
      return true;
    },
    repay: async () => {
      const { rows } = await acts.world.pool.query<{ id: number; left: string }>(
        `select id, (amount - set_off - repaid - written_off)::text as left from payment.recovery where state = 'issued'
         order by id`,
      );
      const owed = pick(rows);
      if (!owed) return false;
      await acts.by("officer", (desk) => {
        if (roll(3) === 0) return cancelRecovery(desk, owed.id, "Essai", moment());
        if (roll(3) === 0)
          return acts.by("second officer", (other) => writeOff(other, owed.id, "Essai", moment()));
        const part = roll(2) === 0 ? owed.left : "10.00";
        const body = { amount: part, receivedOn: today, reference: `B-${minutes}` };
        return noteRepayment(desk, owed.id, body, moment());
      });
      return true;
    },
    apply: async () => {
      const year = "2019-07-01";
      const [draft] = await heads("applications", "draft");
      const { id } =
        draft ??
        (await certifier((desk) =>
          openApplication(desk, { fund, year, kind: roll(3) === 0 ? "final" : "interim" }, moment()),
        ));
      await certifier((desk) => submitApplication(desk, id, undefined, moment()));
      return true;
    },
    reopen: async () => {
      const last = roll(3) === 0 ? (await heads("applications", "submitted")).at(-1) : undefined;
      if (last) await certifier((desk) => reopenApplication(desk, last.id, "Essai", moment()));
      return last !== undefined;
    },
    account: async () => {
      const year = "2019-07-01";
      const [draft] = await heads("accounts", "draft");
      const { id } = draft ?? (await certifier((desk) => openAccounts(desk, { fund, year }, moment())));
      await certifier((desk) => submitAccounts(desk, id, undefined, moment()));
      return true;
    },
    reopenAccounts: async () => {
      const last = roll(3) === 0 ? (await heads("accounts", "submitted")).at(-1) : undefined;
      if (last) await certifier((desk) => reopenAccounts(desk, last.id, "Essai", moment()));
      return last !== undefined;
    },
  };
  const payments = async (state: string) => {
    const { rows } = await acts.world.pool.query<{ id: number; agreement: number }>(
      "select id, agreement from payment.payment where state = $1 order by id",
      [state],
    );
    return pick(rows);
  };

  const likely = ["declare", "control", "pay", "apply", "account", "redecide", "recover"];
  const names = [...Object.keys(events), ...likely];
  const done = new Map<string, number>();
  const refused = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    const name = pick(names) ?? "";
    try {
      if (await events[name]?.()) done.set(name, (done.get(name) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.set(`${name} ${error.code}`, (refused.get(`${name} ${error.code}`) ?? 0) + 1);
    }
    assert.deepEqual(await wrong(), [], `after ${name} (${run})`);
  }
  const decisions = await assertDerived();
  t.diagnostic(`done ${JSON.stringify(Object.fromEntries(done))}`);
  t.diagnostic(`refused ${JSON.stringify(Object.fromEntries(refused))}`);
  assert.ok(decisions > 0);
  const { rows } = await acts.world.pool.query<{ accounts: number }>(
    "select count(distinct account)::int as accounts from ledger.posting",
  );
  assert.ok((rows[0]?.accounts ?? 0) >= 11, "amounts went most of the way");
  assert.deepEqual((await verifyTrail(acts.world.pool)).breaks, []);
});
