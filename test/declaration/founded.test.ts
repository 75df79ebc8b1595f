import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DatabaseError } from "pg";
import { asSession } from "../../src/access/as-session.ts";
import { hashOf } from "../../src/access/forTests.ts";
import { asOwner } from "../../src/database/transaction.ts";
import { type Acts, moneyLines, openActs } from "../money/money-acts.ts";
import type { TestAccount } from "../web/world.ts";

const partner = "arae_atelier_emploi_du_parvis";
const place = { operation: "arae", partner };
const quarter = { from: "2019-01-01", until: "2019-03-31" };
const next = { from: "2019-04-01", until: "2019-06-30" };

let acts: Acts;
let manager: TestAccount;
let officer: TestAccount;
let controller: TestAccount;
let certifier: TestAccount;
let agreement: number;
let submitted: number;
let decided: number;
let verification: number;
let paid: number;

before(async () => {
  acts = await openActs({ operations: [] });
  const { world } = acts;
  manager = await world.account({ role: "partner_manager", partner });
  officer = await world.account({ role: "programme_officer" });
  controller = await world.account({ role: "controller" });
  certifier = await world.account({ role: "certifying_officer" });
  agreement = await world.agreement({ ...place, lines: moneyLines, mode: "salary_flat_rate" });
  submitted = await acts.declare(agreement, next, "300.00");
  decided = await acts.declare(agreement, quarter, "1000.00");
  verification = await acts.verify(decided, [{ line: "staff", amount: "50.00", measure: "park" }]);
  await acts.decide(verification);
  await acts.account(partner);
  paid = await acts.preparePayment(agreement);
  await acts.pay(paid);
});
after(() => acts.world.close());

type Post = Readonly<{
  declaration?: number;
  under?: number;
  reverses?: number;
  postings: readonly (readonly [account: string, line: string, amount: string])[];
}>;

let key = 0;
/** The statements of an entry as somebody would write them who knows the tables and has the right. */
const statements = ({ declaration, under, reverses, postings }: Post): readonly string[] => {
  key++;
  const value = (number: number | undefined) => (number === undefined ? "null" : String(number));
  const made = `(select id from ledger.entry where key = 'raw ${key}')`;
  return [
    `insert into ledger.entry (kind, key, operation, partner, agreement, declaration, under, reverses, change)
     values ('x', 'raw ${key}', 'arae', '${partner}', ${agreement}, ${value(declaration)}, ${value(under)}, ${value(reverses)},
       trail.head() + 1)`,
    ...postings.map(
      ([account, line, amount], n) =>
        `insert into ledger.posting (entry, n, account, line, amount)
         values (${made}, ${n + 1}, '${account}', '${line}', ${amount})`,
    ),
    `select trail.note(trail.head() + 1, 1, 'ledger.entry', ${made})`,
    "select trail.close(trail.head() + 1, '', 'raw', '', 'x', '')",
  ];
};

const refused = async (account: TestAccount, post: Post): Promise<string> => {
  const error: unknown = await asSession(
    acts.world.house.sessions,
    hashOf(account.secret),
    async (client) => {
      for (const statement of statements(post)) await client.query(statement);
    },
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof DatabaseError, `posted: ${JSON.stringify(post)}`);
  return error.constraint ?? error.code ?? "";
};
const entryOf = async (where: string): Promise<number> => {
  const { rows } = await acts.world.pool.query<{ id: number }>(`select id from ledger.entry where ${where}`);
  assert.ok(rows[0], where);
  return rows[0].id;
};

test("whoever declares posts nothing without a declaration that was submitted, not even within the budget", async () => {
  const postings = [
    ["budgeted", "staff", "-10"],
    ["declared", "staff", "10"],
  ] as const;
  const back = [
    ["declared", "staff", "-10"],
    ["budgeted", "staff", "10"],
  ] as const;
  const draft = await acts.draft(agreement, { from: "2019-07-01", until: "2019-09-30" }, "20.00");
  for (const declaration of [submitted, draft.id, 99])
    assert.equal(await refused(manager, { declaration, postings }), "entry_is_founded");
  assert.equal(await refused(manager, { declaration: submitted, postings: back }), "entry_is_founded");
  assert.equal(
    await refused(manager, { declaration: decided, under: verification, postings }),
    "entry_is_founded",
  );
});

test("a declaration that counts is not taken back in the ledger alone, nor a decision, nor a grant", async () => {
  const { rows } = await acts.world.pool.query<{ entry: number }>(
    "select entry from declaration.declaration where id = $1",
    [submitted],
  );
  const entry = rows[0]?.entry ?? 0;
  const reversing = async (reverses: number, account: TestAccount, more: Partial<Post> = {}) => {
    const { rows: own } = await acts.world.pool.query<{ account: string; line: string; amount: string }>(
      "select account, line, (-amount)::text as amount from ledger.posting where entry = $1",
      [reverses],
    );
    return refused(account, {
      reverses,
      ...more,
      postings: own.map(({ account: on, line, amount }) => [on, line, amount]),
    });
  };
  assert.equal(await reversing(entry, manager, { declaration: submitted }), "entry_is_founded");
  const decision = await entryOf(`declaration = ${decided} and kind = 'decided'`);
  assert.equal(await reversing(decision, controller, { declaration: decided }), "entry_is_founded");
  const payment = await entryOf("kind = 'paid'");
  assert.equal(await reversing(payment, officer, { under: paid }), "entry_is_founded");
});

test("whoever agrees grants nothing that no version says", async () => {
  const more = [
    ["granted", "staff", "-10"],
    ["budgeted", "staff", "10"],
  ] as const;
  assert.equal(await refused(officer, { postings: more }), "entry_is_founded");
  const other = [
    ["granted", "other", "-10"],
    ["budgeted", "other", "10"],
  ] as const;
  assert.equal(await refused(officer, { postings: other }), "entry_is_founded");
});

test("whoever verifies, certifies or pays posts nothing without the decision, the form or the payment", async () => {
  const certify = [
    ["parked", "staff", "-10"],
    ["certified", "staff", "10"],
  ] as const;
  const decision = await entryOf(`declaration = ${decided} and kind = 'decided'`);
  for (const under of [undefined, verification, decision, 99])
    assert.equal(
      await refused(controller, { declaration: decided, ...(under ? { under } : {}), postings: certify }),
      "entry_is_founded",
      String(under),
    );
  const apply = [
    ["certified", "staff", "-10"],
    ["applied", "staff", "10"],
  ] as const;
  for (const under of [undefined, 99])
    assert.equal(
      await refused(certifier, { declaration: decided, ...(under ? { under } : {}), postings: apply }),
      "entry_is_founded",
    );
  const pay = [
    ["treasury", "", "-10"],
    ["paid", "", "10"],
  ] as const;
  for (const under of [undefined, paid, 99])
    assert.equal(await refused(officer, { ...(under ? { under } : {}), postings: pay }), "entry_is_founded");
});

test("what a payment posts is what it says: another amount is refused, also to the owner", async () => {
  await assert.rejects(
    asOwner(acts.world.pool, async (client) => {
      const all = statements({
        under: paid,
        postings: [
          ["treasury", "", "-10"],
          ["paid", "", "10"],
        ],
      });
      for (const statement of all.slice(0, -1)) await client.query(statement);
      await client.query(
        `insert into payment.booked (entry, kind, payment) select id, 'set_off', ${paid} from ledger.entry where key = 'raw ${key}'`,
      );
      await client.query(all.at(-1) ?? "");
    }),
    (error) => error instanceof DatabaseError && ["23514", "23001"].includes(error.code ?? ""),
  );
});

test("what the authority thinks of a partner before it says so is not the partner's to read, in the trail neither", async () => {
  const registers = async (account: TestAccount, from: string): Promise<readonly string[]> =>
    asSession(acts.world.house.sessions, hashOf(account.secret), async (client) => {
      const { rows } = await client.query<{ schema: string }>(
        `select distinct split_part(register, '.', 1) as schema from ${from} where trail.of_money(register) order by 1`,
      );
      return rows.map(({ schema }) => schema);
    });
  for (const from of ["trail.entry", "trail.shown"]) {
    const seen = await registers(manager, from);
    assert.ok(!seen.includes("control"), `${from}: ${seen.join()}`);
    assert.ok((await registers(controller, from)).includes("control"), from);
  }
});
