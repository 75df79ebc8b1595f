import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { approvePayment, cancelPayment, refusePayment } from "../../src/payment/acts.ts";
import { executeFile, makeBankFile, returnPayment } from "../../src/payment/files.ts";
import { preparePayment } from "../../src/payment/prepare.ts";
import { cancelRecovery, issueRecovery, noteRepayment, writeOff } from "../../src/payment/recoveries.ts";
import type { Desk } from "../../src/payment/desk.ts";
import { Problem } from "../../src/problem.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import type { TestAccount } from "../web/world.ts";
import { openPaymentWorld, type PaymentWorld } from "./payment-world.ts";

const clients = 8;
const acts = Number(process.env["JALON_RUNS"] ?? 400);
const on = "2021-01-15";

let w: PaymentWorld;
let officers: readonly TestAccount[];
before(async () => {
  w = await openPaymentWorld();
  await w.account();
  officers = [
    w.officer,
    w.other,
    ...(await Promise.all(
      Array.from({ length: clients - 2 }, () => w.world.account({ role: "programme_officer" })),
    )),
  ];
});
after(() => w.world.close());

const asked = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await w.world.pool.query(sql, [...values])).rows as T[];
const atOnce = <T>(
  times: number,
  work: (desk: Desk) => Promise<T>,
  who: (n: number) => TestAccount,
): Promise<T[]> => Promise.all(Array.from({ length: times }, (_each, n) => w.world.as(who(n), work)));
const headNow = async (): Promise<number> =>
  (await asked<{ head: number }>("select max(seq) as head from trail.change"))[0]?.head ?? 0;
/** A declaration that is decided, and its agreement. */
const decided = async (): Promise<number> => {
  const { agreement, declaration } = await w.declared();
  await w.decided(declaration);
  return agreement;
};

describe("a payment that a thousand ask for at once", () => {
  test("is prepared, approved, sent and posted once: one number, one entry, one change of the trail each", async () => {
    const agreement = await decided();
    const steps: readonly [string, () => Promise<readonly unknown[]>][] = [
      [
        "prepare",
        () =>
          atOnce(
            1000,
            (desk) => preparePayment(desk, agreement),
            () => w.officer,
          ),
      ],
      [
        "approve",
        () =>
          atOnce(
            1000,
            (desk) => approvePayment(desk, payment),
            () => w.other,
          ),
      ],
      ["file", () => atOnce(200, (desk) => makeBankFile(desk, { payments: [payment] }), one)],
      ["executed", () => atOnce(1000, (desk) => executeFile(desk, file, on), one)],
    ];
    const one = (n: number): TestAccount => officers[n % officers.length] ?? w.officer;
    let payment = 0;
    let file = 0;
    for (const [step, work] of steps) {
      const head = await headNow();
      const answers = await work();
      assert.equal(new Set(answers.map((each) => JSON.stringify(each))).size, 1, step);
      assert.equal(await headNow(), head + 1, step);
      const [answer] = answers as readonly (Readonly<{ id: number }> | undefined)[];
      if (step === "prepare") payment = answer?.id ?? 0;
      if (step === "file") file = answer?.id ?? 0;
    }
    assert.deepEqual(await w.held(agreement), ["paid 48832.00", "treasury -48832.00"]);
    const counted = await asked<object>(
      `select (select count(*)::int from payment.payment where agreement = $1) as payments,
         (select count(*)::int from ledger.entry e join payment.payment p on e.under = p.id where p.agreement = $1) as entries,
         (select count(*)::int from payment.bank_file) as files`,
      [agreement],
    );
    assert.deepEqual(counted, [{ payments: 1, entries: 1, files: 1 }]);
  });
});

/** Numbers that a seed gives, the same on every run; what the clients make of their turns is not. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

describe("eight who pay at once", () => {
  test(`${acts} acts at random: never more than entitled, never twice, the ledger says what payments say`, async (t) => {
    const agreements = [await decided(), await decided()];
    const [corrected] = await asked<{ id: number }>(
      "select id from declaration.declaration where agreement = $1",
      [agreements[0]],
    );
    await w.payOut((await w.prepare(agreements[0] ?? 0)).id);
    await w.corrected(corrected?.id ?? 0, "1000.00");
    await w.world.as(w.officer, (desk) =>
      issueRecovery(desk, agreements[0] ?? 0, { amount: "700.00", reason: "x" }),
    );
    const done = new Map<string, number>();
    let left = acts;
    let references = 0;
    const client = async (account: TestAccount, seed: number): Promise<void> => {
      const roll = dice(seed);
      while (left-- > 0) {
        const agreement = agreements[roll(agreements.length)] ?? 0;
        const rows = await asked<{ id: number; file: number | null; state: string }>(
          "select id, file, state from payment.payment where agreement = $1 order by id desc limit 2",
          [agreement],
        );
        const orders = await asked<{ id: number }>(
          "select id from payment.recovery where agreement = $1 order by id desc limit 2",
          [agreement],
        );
        const payment = rows[0]?.id ?? 0;
        const order = orders[roll(orders.length)]?.id ?? 0;
        const choices: readonly [string, (desk: Desk) => Promise<unknown>][] = [
          ["prepared", (desk) => preparePayment(desk, agreement)],
          ["approved", (desk) => approvePayment(desk, payment)],
          ["approved", (desk) => approvePayment(desk, payment)],
          [
            "refused",
            (desk) => (roll(3) > 0 ? approvePayment(desk, payment) : refusePayment(desk, payment, "x")),
          ],
          [
            "cancelled",
            (desk) => (roll(3) > 0 ? approvePayment(desk, payment) : cancelPayment(desk, payment, "x")),
          ],
          ["filed", (desk) => makeBankFile(desk, { payments: [payment] })],
          ["executed", (desk) => executeFile(desk, rows[0]?.file ?? 0, on)],
          ["returned", (desk) => returnPayment(desk, payment, { on, reason: "x" })],
          [
            "issued",
            (desk) =>
              issueRecovery(desk, agreement, { reason: "x", ...(roll(2) > 0 ? { amount: "300.00" } : {}) }),
          ],
          [
            "repaid",
            (desk) =>
              noteRepayment(desk, order, { amount: "100.00", receivedOn: on, reference: `R${references++}` }),
          ],
          ["written off", (desk) => writeOff(desk, order, "x")],
          ["order cancelled", (desk) => cancelRecovery(desk, order, "x")],
        ];
        const [name, act] = choices[roll(choices.length)] ?? ["none", async () => undefined];
        const what = await w.world.as(account, act).then(
          () => name,
          (error: unknown) => {
            if (!(error instanceof Problem)) throw error;
            return error.code;
          },
        );
        done.set(what, (done.get(what) ?? 0) + 1);
      }
    };
    await Promise.all(officers.map((account, index) => client(account, 7000 + index)));
    t.diagnostic([...done].map(([what, count]) => `${what} ${count}`).join(", "));
    for (const what of ["prepared", "approved", "filed", "executed", "returned"])
      assert.ok((done.get(what) ?? 0) > 0, `never ${what}`);

    const above = await asked(
      `select a.id from unnest($1::bigint[]) a (id) where payment.taken(a.id, 0) > payment.entitled(a.id, '2021-01-15')`,
      [agreements],
    );
    assert.deepEqual(above, []);
    const differs = await asked(
      `select a.id from unnest($1::bigint[]) a (id)
       cross join lateral (select coalesce(sum(p.amount) filter (where p.account = 'paid'), 0) as paid,
         -coalesce(sum(p.amount) filter (where p.account = 'treasury'), 0) as out from ledger.posting p where p.agreement = a.id) l
       cross join lateral (select coalesce(sum(case p.state when 'paid' then p.amount when 'returned' then p.set_off end), 0) as paid,
         coalesce(sum(p.net) filter (where p.state = 'paid'), 0) as out from payment.payment p
         where p.agreement = a.id and p.state in ('paid', 'returned') and p.executed_on is not null) said
       cross join lateral (select coalesce(sum(r.amount) filter (where r.state <> 'cancelled'), 0) as asked,
         coalesce(sum(r.repaid), 0) as back from payment.recovery r where r.agreement = a.id) back
       where l.paid <> said.paid - back.asked or l.out <> said.out - back.back`,
      [agreements],
    );
    assert.deepEqual(differs, []);
    const twice = await asked(
      `select under, kind from ledger.entry where under is not null and kind <> 'repaid' group by 1, 2 having count(*) > 1`,
    );
    assert.deepEqual(twice, []);
    assert.deepEqual((await verifyTrail(w.world.pool)).breaks, []);
  });
});
