import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { DatabaseError } from "pg";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { asSession } from "../access/as-session.ts";
import { tryAs, type Signed } from "../access/forTests.ts";
import { asOwner } from "../database/transaction.ts";
import { verifyTrail } from "../trail/verify.ts";
import { type Account, accounts, paymentAccounts } from "./accounts.ts";
import { balances, distribution } from "./balances.ts";
import { granting, ledgerAlone, posted, signInForMoney } from "./forTests.ts";
import { isOverdrawn } from "./problem.ts";

let store: TestStore;
let north: Signed;
let south: Signed;
let officer: Signed;
let reader: Signed;
let controller: Signed;
let payer: Signed;
let certifier: Signed;
let auditor: Signed;
let granted: number;

before(async () => {
  store = await testStore();
  await ledgerAlone(store.pool);
  const { pool } = store;
  const declares = ["money:read", "money:declare"] as const;
  north = await signInForMoney(pool, declares, { partner: "north_workshop" });
  south = await signInForMoney(pool, declares, { partner: "south_workshop" });
  officer = await signInForMoney(pool, ["money:read", "money:agree"]);
  reader = await signInForMoney(pool, ["money:read"]);
  controller = await signInForMoney(pool, ["money:read", "money:control"]);
  payer = await signInForMoney(pool, ["money:read", "money:pay"]);
  certifier = await signInForMoney(pool, ["money:read", "money:certify"]);
  auditor = await signInForMoney(pool, ["money:read", "money:audit"]);
  granted = await posted(pool, granting("granted", { staff: "1000.00", other: "500.00" }));
  const southern = { operation: "guidance", partner: "south_workshop", agreement: 2 };
  await posted(pool, granting("granted to the south", { staff: "800.00" }, southern));
});
after(() => store.close());

let key = 0;
beforeEach(() => {
  key++;
});

type Row = Readonly<Record<string, string | number | null>>;
const literal = (value: string | number | null) =>
  value === null ? "null" : typeof value === "number" ? String(value) : `'${value}'`;

/** The statements of an entry as somebody would write them who knows the tables. */
const entry = (bent: Row = {}): string => {
  const row = {
    kind: "declared",
    key: `raw ${key}`,
    operation: "guidance",
    partner: "north_workshop",
    agreement: 1,
    declaration: 1,
    ...bent,
  };
  return `insert into ledger.entry (change, ${Object.keys(row).join(", ")})
    values (trail.head() + 1, ${Object.values(row).map(literal).join(", ")})`;
};
const ledgerLine = (account: Account) =>
  (paymentAccounts as readonly Account[]).includes(account) ? "" : "staff";
const made = () => `(select id from ledger.entry where key = 'raw ${key}')`;
const posting = (n: number, account: string, line: string, amount: string, of = made()): string =>
  `insert into ledger.posting (entry, n, account, line, amount) values (${of}, ${n}, '${account}', '${line}', ${amount})`;
const noted = () => `select trail.note(trail.head() + 1, 1, 'ledger.entry', ${made()})`;
const closed = "select trail.close(trail.head() + 1, '', 'raw', '', 'x', '')";
const whole = (...postings: readonly string[]) => [entry(), ...postings, noted(), closed];
const good = () => whole(posting(1, "budgeted", "staff", "-10"), posting(2, "declared", "staff", "10"));

/** Sends the statements one after the other under the session, and commits. */
const rawly = (signed: Signed, ...statements: readonly string[]): Promise<void> =>
  asSession(store.pool, signed.session, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

const isRefused = (codes: readonly string[]) => (error: unknown) => {
  assert.ok(error instanceof DatabaseError, String(error));
  assert.ok(codes.includes(error.code ?? ""), `${error.code}: ${error.message}`);
  return true;
};
const refused = async (codes: readonly string[], work: () => Promise<unknown>): Promise<void> => {
  const before = await everything();
  await assert.rejects(work(), isRefused(codes));
  assert.deepEqual(await everything(), before);
};
const everything = async (): Promise<unknown> =>
  (
    await store.pool.query(
      `select (select json_agg(e order by e.id) from ledger.entry e) as entries,
         (select json_agg(p order by p.entry, p.n) from ledger.posting p) as postings, trail.head()`,
    )
  ).rows[0];

const [unbalanced, kept, walled] = [["23514"], ["23001"], ["42501"]];

describe("a session with the application's rights, straight into the database", () => {
  test("posts what is whole: the statements of these tests are right", async () => {
    await rawly(north, ...good());
    assert.deepEqual((await verifyTrail(store.pool)).breaks, []);
  });

  test("cannot post an entry that does not balance, in whatever order it is looked at", async () => {
    const lame = [posting(1, "budgeted", "staff", "-10"), posting(2, "declared", "staff", "9.99")];
    await refused(unbalanced, () => rawly(north, ...whole(...lame)));
    await refused(unbalanced, () => rawly(north, ...whole(posting(1, "budgeted", "staff", "-10"))));
    await refused(unbalanced, () => rawly(north, ...whole(posting(1, "declared", "staff", "'NaN'"))));
    const [made = "", ...rest] = good().slice(0, 3);
    const late = posting(3, "declared", "staff", "5");
    await refused([...unbalanced, ...kept], () =>
      rawly(north, made, ...rest, noted(), closed, "set constraints all immediate", late),
    );
    await refused(unbalanced, () =>
      rawly(north, made, ...rest, "set constraints ledger.posting_balances immediate", late, noted(), closed),
    );
  });

  test("cannot balance one line with another", async () => {
    const across = [posting(1, "budgeted", "staff", "-10"), posting(2, "budgeted", "other", "10")];
    await refused(unbalanced, () => rawly(north, ...whole(...across)));
  });

  test("cannot post an entry without postings, nor a posting of nothing", async () => {
    await refused(unbalanced, () => rawly(north, ...whole()));
    await refused(unbalanced, () => rawly(north, ...whole(posting(1, "budgeted", "staff", "0.004"))));
  });

  test("cannot add to an entry of before, nor after the trail told of it", async () => {
    await refused(kept, () => rawly(north, posting(9, "declared", "staff", "5", String(granted))));
    await refused(kept, () => rawly(north, ...whole(), posting(1, "declared", "staff", "5")));
  });

  test("cannot leave the trail out, nor hang an entry on a change that is over", async () => {
    const [made = "", ...rest] = good().slice(0, 3);
    await refused([...kept, "23503"], () => rawly(north, made, ...rest));
    await refused(walled, () => rawly(north, made.replace("trail.head() + 1", "trail.head()"), ...rest));
  });

  test("cannot edit, delete or empty", async () => {
    for (const statement of [
      "update ledger.posting set amount = 1",
      "update ledger.entry set kind = 'x'",
      "delete from ledger.posting",
      "delete from ledger.entry",
      "truncate ledger.posting",
      "truncate ledger.entry cascade",
    ])
      for (const signed of [north, officer]) await refused(walled, () => rawly(signed, statement));
  });

  test("cannot say itself when, by which transaction or as which number an entry was made", async () => {
    for (const column of ["at", "made_in", "id"])
      await refused(walled, () => rawly(north, entry({ [column]: column === "at" ? "2020-01-01" : "7" })));
    await refused(walled, () =>
      rawly(
        north,
        entry(),
        `insert into ledger.posting (entry, n, account, line, amount, partner)
         values (${made()}, 1, 'declared', 'staff', 5, 'south_workshop')`,
      ),
    );
  });

  test("cannot post for another partner, nor to another partner's agreement", async () => {
    await refused(walled, () => rawly(south, ...good()));
    await refused(kept, () => rawly(south, entry({ partner: "south_workshop" }), ...good().slice(1)));
    await refused(walled, () => rawly(reader, ...good()));
  });

  test("cannot grant with the right to declare, nor declare with the right to agree", async () => {
    const more = [posting(1, "granted", "staff", "-10"), posting(2, "budgeted", "staff", "10")];
    await refused(walled, () => rawly(north, ...whole(...more)));
    await refused(walled, () => rawly(officer, ...good()));
    await rawly(officer, ...whole(...more));
  });

  test("cannot take more from a line than was granted", async () => {
    const most = [posting(1, "budgeted", "other", "-500.01"), posting(2, "declared", "other", "500.01")];
    await refused(unbalanced, () => rawly(north, ...whole(...most)));
  });

  test("moves what its right is about, and nothing else", async () => {
    const may: Readonly<Record<Account, readonly string[]>> = {
      granted: ["agree"],
      budgeted: ["agree", "declare"],
      declared: ["declare", "control"],
      parked: ["control", "certify"],
      rejected: ["control"],
      certified: ["control", "certify"],
      applied: ["control", "certify"],
      accounted: ["control", "certify"],
      withdrawn: ["control", "certify"],
      recovered: ["certify"],
      treasury: ["pay"],
      paid: ["pay"],
      to_recover: ["pay"],
      irrecoverable: ["pay"],
    };
    const whoHave = { declare: north, agree: officer, control: controller, pay: payer, certify: certifier };
    const more = { ...whoHave, audit: auditor, read: reader };
    for (const account of accounts)
      for (const [right, signed] of Object.entries(more)) {
        const line = ledgerLine(account);
        // To and fro on the one account: it balances and takes nothing, so that only the right is in question.
        const toAndFro = whole(posting(1, account, line, "7"), posting(2, account, line, "-7"));
        if (may[account].includes(right)) await rawly(signed, ...toAndFro);
        else await refused(walled, () => rawly(signed, ...toAndFro));
        key++;
      }
  });

  test("cannot balance what was paid with what was spent, nor pay for a line", async () => {
    const both = [posting(1, "treasury", "", "-10"), posting(2, "paid", "", "10")];
    await rawly(payer, ...whole(...both));
    key++;
    await assert.rejects(
      asOwner(store.pool, async (client) => {
        const across = [posting(1, "budgeted", "", "10"), posting(2, "paid", "", "-10")];
        for (const statement of whole(...across)) await client.query(statement);
      }),
      isRefused(unbalanced),
    );
    const ofLine = [posting(1, "treasury", "staff", "-10"), posting(2, "paid", "staff", "10")];
    await refused(unbalanced, () => rawly(payer, ...whole(...ofLine)));
  });

  test("cannot take from an account more than it holds, of the agreement nor of the declaration", async () => {
    const move = (from: string, to: string, amount: string, line = "staff") =>
      whole(posting(1, from, line, `-${amount}`), posting(2, to, line, amount));
    const isHeld = (constraint: string) => (error: unknown) =>
      error instanceof DatabaseError && error.constraint === constraint && isOverdrawn(error);
    const asIn = (declaration: number | null, statements: readonly string[]) => [
      entry({ declaration }),
      ...statements.slice(1),
    ];
    await rawly(north, ...asIn(71, move("budgeted", "declared", "30")));
    key++;
    await rawly(north, ...asIn(72, move("budgeted", "declared", "30")));
    key++;
    const before = await everything();
    await assert.rejects(
      rawly(controller, ...asIn(71, move("declared", "certified", "1000"))),
      isHeld("expenditure_is_not_overdrawn"),
    );
    await assert.rejects(
      rawly(controller, ...asIn(71, move("declared", "certified", "30.01"))),
      isHeld("declaration_is_not_overdrawn"),
    );
    await assert.rejects(
      rawly(controller, ...asIn(null, move("declared", "certified", "1"))),
      (error) => error instanceof DatabaseError && error.constraint === "declared_by_a_declaration",
    );
    await assert.rejects(
      rawly(payer, ...whole(posting(1, "paid", "", "-10000"), posting(2, "treasury", "", "10000"))),
      isHeld("payment_is_not_overdrawn"),
    );
    await assert.rejects(
      rawly(certifier, ...asIn(71, move("applied", "accounted", "0.01"))),
      isHeld("expenditure_is_not_overdrawn"),
    );
    assert.deepEqual(await everything(), before);
    await rawly(controller, ...asIn(71, move("declared", "certified", "30")));
    key++;
    await rawly(certifier, ...asIn(71, move("certified", "applied", "30")));
    assert.deepEqual(
      (await asOwner(store.pool, (client) => distribution(client, { declaration: 71 }))).map(
        ({ line, amounts }) => [line, amounts.budgeted, amounts.declared, amounts.certified, amounts.applied],
      ),
      [["staff", "-30.00", "0.00", "0.00", "30.00"]],
    );
  });

  test("cannot look at the sum of before by fixing what it sees", async () => {
    for (const level of ["repeatable read", "serializable"])
      await refused(kept, () =>
        asSession(store.pool, undefined, async (client) => {
          await client.query("rollback");
          await client.query(`begin isolation level ${level}`);
          await client.query("set local role jalon_application");
          await client.query(`select access.open('${north.session}')`);
          for (const statement of good()) await client.query(statement);
        }),
      );
  });

  test("cannot write money into the trail but by its function, and that only where it declares or agrees", async () => {
    await refused(walled, () =>
      rawly(
        north,
        `insert into trail.entry select (e).* from (select row(trail.head() + 1, 1, 'ledger.entry', 'guidance',
           'north_workshop', ${granted}, 'changed', null, '{}', ''::bytea)::trail.entry as e) one`,
      ),
    );
    await refused(kept, () => rawly(north, "select trail.note(trail.head() + 1, 1, 'access.session', 1)"));
    await refused(kept, () => rawly(north, `select trail.note(trail.head(), 9, 'ledger.entry', ${granted})`));
    await refused(kept, () =>
      rawly(north, `select trail.note(trail.head() + 1, 1, 'ledger.entry', ${granted})`),
    );
    await refused(walled, () => rawly(north, `select trail.whole('ledger.entry', ${granted})`));
  });

  test("sees its own place only, in the ledger and in the trail", async () => {
    const partners = async (signed: Signed | undefined, from: string) =>
      (await tryAs(store.pool, signed, `select distinct partner from ${from} order by 1`)).rows.map(
        ({ partner }) => partner,
      );
    const both = ["north_workshop", "south_workshop"];
    const guide = await signInForMoney(store.pool, ["records:read"], { partner: "north_workshop" });
    const trails = await signInForMoney(store.pool, ["records:read", "money:read"], {
      partner: "north_workshop",
    });
    for (const from of ["ledger.entry", "ledger.posting"]) {
      assert.deepEqual(await partners(north, from), ["north_workshop"]);
      assert.deepEqual(await partners(south, from), ["south_workshop"]);
      assert.deepEqual(await partners(officer, from), both);
      assert.deepEqual(await partners(guide, from), []);
      assert.deepEqual(await partners(undefined, from), []);
    }
    for (const from of ["trail.entry", "trail.shown"]) {
      assert.deepEqual(await partners(guide, from), []);
      assert.deepEqual(await partners(trails, from), ["north_workshop"]);
    }
  });
});

describe("the owner of the tables", () => {
  test("cannot edit, delete or empty either", async () => {
    for (const statement of [
      "update ledger.posting set amount = 1",
      "update ledger.entry set kind = 'x' where false",
      "delete from ledger.posting",
      "delete from ledger.entry",
      "truncate ledger.posting",
      "truncate ledger.entry cascade",
    ])
      await refused(kept, () => store.pool.query(statement));
  });

  test("cannot post what does not balance", async () => {
    await refused(unbalanced, () =>
      asOwner(store.pool, async (client) => {
        for (const statement of whole(posting(1, "paid", "", "10"))) await client.query(statement);
      }),
    );
  });

  test("finds that the ledger sums to nothing", async () => {
    const { rows } = await store.pool.query<{ sum: string }>("select sum(amount) from ledger.posting");
    assert.equal(rows[0]?.sum, "0.00");
    const own = await asOwner(store.pool, (client) => balances(client, { partner: "south_workshop" }));
    assert.deepEqual(
      own.map(({ account, amount }) => `${account} ${amount}`),
      ["budgeted 800.00", "granted -800.00"],
    );
  });
});
