import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  correctDeclaration,
  discardDeclaration,
  keepInputs,
  openDeclaration,
} from "../../src/declaration/open.ts";
import { declarationPage } from "../../src/declaration/page.ts";
import type { DeclarationRow } from "../../src/declaration/row.ts";
import type { Receipt } from "../../src/declaration/submission-shapes.ts";
import { submitDeclaration, withdrawDeclaration } from "../../src/declaration/submit.ts";
import { Problem } from "../../src/problem.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import type { TestAccount } from "../web/world.ts";
import { type MoneyWorld, openMoneyWorld, unitLine } from "./money-world.ts";

const clients = 8;
const acts = Number(process.env["JALON_RUNS"] ?? 400);
const partner = "arae_atelier_emploi_du_parvis";
const years = [
  { from: "2019-01-01", until: "2019-12-31" },
  { from: "2020-01-01", until: "2020-12-31" },
];

let world: MoneyWorld;
let accounts: readonly TestAccount[];
let agreements: readonly number[];

before(async () => {
  world = await openMoneyWorld();
  accounts = await Promise.all(
    Array.from({ length: clients }, () => world.account({ role: "partner_manager", partner })),
  );
  // The same units under three agreements: whoever comes first declares them.
  agreements = [];
  for (const value of ["11.80", "9.00", "3.33"])
    agreements = [
      ...agreements,
      await world.agreement({
        operation: "arae",
        partner,
        lines: [
          unitLine("hours", "arae_hours_attended", value),
          unitLine("people", "arae_participants_begun", "410.00"),
        ],
      }),
    ];
});
after(() => world.close());

/** Numbers that a seed gives, the same on every run; what the clients make of their turns is not. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

const asked = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await world.pool.query(sql, [...values])).rows as T[];

/** Confirms what is to be confirmed and leaves out what others declared, as the remarks say, and submits. */
const submit = async (account: TestAccount, id: number): Promise<Receipt> =>
  world.as(account, async (desk) => {
    const page = await declarationPage(desk, id);
    const lines = Object.fromEntries(
      page.lines.map(({ line, input }) => {
        const leave = page.checks
          .filter((each) => each.line === line)
          .flatMap(({ leaveOut }) => leaveOut ?? []);
        return [line, { ...input, leftOut: [...new Set([...(input.leftOut ?? []), ...leave])] }];
      }),
    );
    const { edition } =
      page.state === "draft" ? await keepInputs(desk, id, { edition: page.edition, lines }) : page;
    const confirmed = page.checks.map((each) => each.id);
    return submitDeclaration(desk, id, { edition, confirmed });
  });

describe("eight who declare for one partner at once", () => {
  test(`submit, withdraw and correct ${acts} times at random: no unit is declared twice, the ledger is zero after each`, async (t) => {
    const done = new Map<string, number>();
    let left = acts;
    const one = async (account: TestAccount, seed: number): Promise<void> => {
      const roll = dice(seed);
      while (left-- > 0) {
        const agreement = agreements[roll(agreements.length)] ?? 0;
        const period = years[roll(years.length)] ?? { from: "", until: "" };
        const rows = await asked<Pick<DeclarationRow, "id" | "state">>(
          "select id, state from declaration.declaration where agreement = $1 and period_from = $2 order by id desc limit 2",
          [agreement, period.from],
        );
        const found = rows[roll(rows.length)];
        const act = async (): Promise<string> => {
          if (!found) {
            await world.as(account, (desk) => openDeclaration(desk, agreement, period));
            return "opened";
          }
          switch (roll(5)) {
            case 0:
              await world.as(account, (desk) => withdrawDeclaration(desk, found.id, ""));
              return "withdrawn";
            case 1:
              await world.as(account, (desk) => correctDeclaration(desk, found.id, ""));
              return "corrected";
            case 2:
              if (roll(3) > 0) return "waited";
              await world.as(account, (desk) => discardDeclaration(desk, found.id));
              return "discarded";
            default:
              await submit(account, found.id);
              return "submitted";
          }
        };
        const what = await act().catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
          return error.code;
        });
        done.set(what, (done.get(what) ?? 0) + 1);
        const [sum] = await asked<{ zero: boolean }>(
          `select not exists (select from ledger.posting group by agreement, line having sum(amount) <> 0) as zero`,
        );
        assert.equal(sum?.zero, true, what);
      }
    };
    await Promise.all(accounts.map((account, index) => one(account, 1000 + index)));
    t.diagnostic([...done].map(([what, count]) => `${what} ${count}`).join(", "));
    for (const what of ["opened", "submitted", "withdrawn", "corrected"])
      assert.ok((done.get(what) ?? 0) > 0, `never ${what}`);

    const twice = await asked(
      `select register, operation, record, measure from declaration.unit where live group by 1, 2, 3, 4 having count(*) > 1`,
    );
    assert.deepEqual(twice, []);
    const liveElsewhere = await asked(
      `select u.declaration from declaration.unit u join declaration.declaration d on d.id = u.declaration
       where u.live <> (d.state = 'submitted')`,
    );
    assert.deepEqual(liveElsewhere, []);
    const differs = await asked(
      `select d.id from declaration.declaration d where d.total is not null and
         (select coalesce(sum(amount), 0) from ledger.posting p where p.declaration = d.id and p.account = 'declared')
           <> case when d.live then d.total else 0 end`,
    );
    assert.deepEqual(differs, []);
    assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
  });
});

describe("one declaration that is submitted a thousand times at once", () => {
  test("is submitted once: one receipt, one entry, one change of the trail", async () => {
    const agreement = await world.agreement({
      operation: "arae",
      partner: "arae_tremplin_emploi_nord",
      lines: [unitLine("people", "arae_participants_begun", "410.00")],
    });
    const account = await world.account({ role: "partner_manager", partner: "arae_tremplin_emploi_nord" });
    const { id } = await world.as(account, (desk) =>
      openDeclaration(desk, agreement, { from: "2019-01-01", until: "2019-12-31" }),
    );
    const page = await world.as(account, (desk) => declarationPage(desk, id));
    const [before] = await asked<{ head: number }>("select max(seq) as head from trail.change");
    const confirmed = page.checks.map((check) => check.id);
    const receipts = await Promise.all(
      Array.from({ length: 1000 }, () =>
        world.as(account, (desk) => submitDeclaration(desk, id, { edition: page.edition, confirmed })),
      ),
    );
    assert.equal(receipts.length, 1000);
    assert.equal(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size, 1);
    const [after] = await asked<{ head: number; entries: number }>(
      `select max(seq) as head, (select count(*) from ledger.entry where declaration = $1) as entries from trail.change`,
      [id],
    );
    assert.deepEqual(after, { head: (before?.head ?? 0) + 1, entries: 1 });
  });
});
