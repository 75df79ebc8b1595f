import assert from "node:assert/strict";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { computeCosts } from "../src/cost/compute.ts";
import type { Delivered, Plan, PlanLine, Terms } from "../src/cost/plan.ts";
import type { Database } from "../src/database/connect.ts";
import { asOwner } from "../src/database/transaction.ts";
import { add, canonical, exact, type Exact, withScale, zero } from "../src/decimal.ts";
import { loadCostRules } from "../src/definition/cost-files.ts";
import type { CostRules } from "../src/definition/cost-rules.ts";
import type { Programme } from "../src/definition/programme.ts";
import { prepareStore } from "../src/intake/store.ts";
import { balances } from "../src/ledger/balances.ts";
import { ledgerAlone } from "../src/ledger/forTests.ts";
import { post, type Posting, reverse } from "../src/ledger/post.ts";
import { asAct, type Act } from "../src/trail/act.ts";
import {
  correctByDifference,
  correctFollowing,
  correctItself,
  makeLines,
  storedTotals,
  storeEverything,
  workOut,
} from "./cumulative-sql.ts";
import { goal, said, shortest, timed, times } from "./measure.ts";

const declarations = 20;
const reopened = 3;
/** A small agreement has so many lines in each declaration; a large one, as a service of thousands, has the rest. */
const smallLines = 250;
const [large, small] = [1, 2];

const label = (text: string) => ({ fr: text, nl: text, en: text });
const planLine = (id: string, category: string, option: string, terms: Terms): PlanLine => ({
  id,
  label: label(id),
  category,
  option,
  budget: "900000000.00",
  terms,
});
const rates: Readonly<Record<string, readonly Readonly<{ from: string; value: string }>[]>> = {
  hours: [
    { from: "2016-01-01", value: "9.50" },
    { from: "2018-07-01", value: "9.75" },
    { from: "2020-01-01", value: "10.10" },
  ],
  phases: [
    { from: "2016-01-01", value: "312.40" },
    { from: "2019-01-01", value: "320.15" },
  ],
};
const unitCost = (id: string): Terms => ({ form: "unit_cost", unit: label(id), rates: rates[id] ?? [] });
const plan: Plan = {
  grantedOn: "2016-01-01",
  publicSupport: "1000000.00",
  totalCost: "2000000.00",
  stateAid: "none",
  lines: [
    planLine("staff", "direct_staff", "real_cost", { form: "real_cost" }),
    planLine("hours", "participants", "unit_cost", unitCost("hours")),
    planLine("phases", "other_direct", "unit_cost", unitCost("phases")),
    planLine("travel", "travel", "real_cost", { form: "real_cost" }),
    planLine("indirect", "indirect", "indirect_15", { form: "flat_rate", rate: "0.15" }),
  ],
};
const costed = new Set(["staff", "travel"]);

const nobody = { actor: "bench", isOwner: true };
const place = { operation: "bench", partner: "bench" };

/** Prints part (f): what recomputing declarations takes, and what reopening an old one takes. */
export const benchLedger = async ({
  database,
  programme,
  rows,
  print,
}: Readonly<{
  database: Database;
  programme: Programme;
  rows: number;
  print: (line: string) => void;
}>): Promise<void> => {
  const { pool } = database;
  await prepareStore(pool, programme);
  // Its declarations are numbers only: no rows name their entries.
  await ledgerAlone(pool);
  const rules = loadCostRules(join(import.meta.dirname, "..", "definitions", "esf-2014-2020"));
  assert.ok(rules);
  const client = await pool.connect();
  const act = <T>(work: (client: PoolClient, act: Act) => Promise<T>): Promise<T> =>
    asOwner(pool, (owner) =>
      asAct(owner, nobody, { programme, action: "bench" }, (each) => work(owner, each)),
    );
  try {
    const largeLines = Math.max(smallLines, Math.floor(rows / declarations) - smallLines);
    await makeLines(client);
    await invent(client, largeLines);
    const { rows: counted } = await client.query<{ n: number }>("select count(*) as n from bench.line");
    print(
      `(f) ${(counted[0]?.n ?? 0).toLocaleString("en")} declaration lines in ${declarations} consecutive declarations of a large agreement (${largeLines.toLocaleString("en")} lines in each) and of a small one (${smallLines}): dated unit costs, costs, corrections, a flat rate on the corrected base`,
    );

    // As they were submitted, one after the other.
    const submitted = await recompute(client, rules);
    for (const agreement of [large, small]) {
      await act((owner, each) => post(owner, each, granted(agreement)));
      for (const { declaration, lines } of submitted.filter((each) => each.agreement === agreement))
        await act((owner, each) => post(owner, each, declared(agreement, declaration, 1, lines)));
    }

    const own = shortest(
      await timed(3, 1, async () => {
        const worked = await recompute(client, rules);
        assert.deepEqual(totalsOf(worked), await declaredInLedger(client));
      }),
    );
    print(`  Jalon, every declaration from its lines, held against the ledger: ${said(own)}`);
    const stored = shortest(await timed(3, 1, () => storeEverything(client)));
    assert.deepEqual(await storedTotals(client), await declaredInLedger(client));
    print(`  set-wise SQL that stores cumulatives: ${said(stored)}, the same balances`);
    const arithmetic = shortest(await timed(3, 1, () => workOut(client)));
    print(`  the same SQL if it stored nothing: ${said(arithmetic)}`);
    print(goal("a full run beside SQL that stores cumulatives", stored / own, 1));

    for (const agreement of [large, small]) {
      const {
        own: mine,
        again,
        byDifference,
        rewritten,
        lines,
      } = await reopen(client, rules, agreement, act);
      print(
        `  reopening the third of twenty, ${lines.toLocaleString("en")} lines in each: Jalon works it out again, reverses one entry and posts one: ${said(mine)}`,
      );
      print(
        `  the other works the cumulatives of the seventeen after it out again and rewrites ${rewritten.toLocaleString("en")} rows: ${said(again)}, the same balances; if it only added the difference: ${said(byDifference)} (${times(byDifference, mine)})`,
      );
      const size = agreement === large ? "large" : "small";
      const told = `reopening the third of twenty declarations of a ${size} agreement`;
      print(agreement === large ? goal(told, again / mine, 20) : `  ${told}: ${times(again, mine)}`);
    }
  } finally {
    client.release();
  }
};

/** Invents the declaration lines of all agreements: the last one is the small one. */
const invent = async (client: PoolClient, largeLines: number): Promise<void> => {
  for (const [line, values] of Object.entries(rates))
    for (const [at, { from, value }] of values.entries())
      await client.query("insert into bench.rate values ($1, $2, $3, $4)", [
        line,
        from,
        values[at + 1]?.from ?? "9999-12-31",
        value,
      ]);
  // Half of the lines are hours of participants; each declaration is of a quarter of a year.
  await client.query(
    `insert into bench.line
     select a, d, n, k.line, date '2016-01-01' + (d - 1) * 91 + (n * 7) % 91,
       case k.line when 'hours' then 1 + (n * 13 + d * 7 + a) % 40 when 'phases' then 1 + (n + d) % 3 end,
       case when k.line in ('staff', 'travel') then ((n::bigint * 7919 + d * 104729 + a) % 500000)::numeric / 100 + 0.01 end
     from unnest(array[$1::int, $5::int]) a cross join generate_series(1, $2::int) d
     cross join lateral generate_series(1, case when a = $1 then $3::int else $4::int end) n
     cross join lateral (select case n % 6 when 0 then 'staff' when 1 then 'phases' when 2 then 'travel' else 'hours' end) k (line)`,
    [large, declarations, largeLines, smallLines, small],
  );
  await client.query(
    `insert into bench.cut select a, d, 'staff', a * 10 + d + 0.37
     from unnest(array[$1::int, $3::int]) a cross join generate_series(1, $2::int) d where d % 2 = 1`,
    [large, declarations, small],
  );
  await client.query("vacuum analyze bench.line");
};

/** A declaration that was worked out from its lines. */
type Worked = Readonly<{
  agreement: number;
  declaration: number;
  lines: readonly Readonly<{ line: string; amount: string }>[];
}>;

/** Reads declaration lines from the database and works them out by Jalon's engine, declaration by declaration. */
const recompute = async (
  client: PoolClient,
  rules: CostRules,
  only?: Readonly<{ agreement: number; declaration: number }>,
): Promise<Worked[]> => {
  const { rows: cuts } = await client.query<{
    agreement: number;
    declaration: number;
    line: string;
    amount: string;
  }>("select agreement, declaration, line, amount from bench.cut");
  const cutOf = new Map(
    cuts.map((each) => [`${each.agreement} ${each.declaration} ${each.line}`, each.amount]),
  );
  const worked: Worked[] = [];
  let at: [agreement: number, declaration: number] | undefined;
  let delivered = new Map<string, Gathered>();
  const finish = (): void => {
    if (!at) return;
    const [agreement, declaration] = at;
    const told = [...delivered].map(([line, { units, items }]): Delivered => ({
      line,
      units,
      items,
      cut: cutOf.get(`${agreement} ${declaration} ${line}`),
    }));
    const costing = computeCosts(rules, plan, told);
    assert.equal(costing.remarks.length, 0);
    worked.push({
      agreement,
      declaration,
      lines: costing.lines.map(({ line, amount }) => ({ line, amount })),
    });
    delivered = new Map();
  };
  const where = only ? `where agreement = ${only.agreement} and declaration = ${only.declaration}` : "";
  // The primary key's order: one declaration is whole before the next begins.
  const stream = client.query(
    copyTo(
      `copy (select agreement, declaration, n, line, on_day, coalesce(quantity, cost) from bench.line ${where}
        order by agreement, declaration) to stdout`,
    ),
  );
  let rest = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const text = rest + chunk.toString("latin1");
    const rows = text.split("\n");
    rest = rows.pop() ?? "";
    for (const row of rows) {
      const [agreement = "", declaration = "", n = "", line = "", on = "", told = ""] = row.split("\t");
      if (at?.[0] !== Number(agreement) || at[1] !== Number(declaration)) {
        finish();
        at = [Number(agreement), Number(declaration)];
      }
      let gathered = delivered.get(line);
      if (!gathered) delivered.set(line, (gathered = { units: [], items: [] }));
      if (costed.has(line)) gathered.items.push({ id: n, on, amount: told });
      else gathered.units.push({ on, quantity: told });
    }
  }
  finish();
  return worked;
};

type Gathered = {
  units: { on: string; quantity: string }[];
  items: { id: string; on: string; amount: string }[];
};

const nameOf = (agreement: number, line: string): string => `${agreement} ${line}`;

const totalsOf = (worked: readonly Worked[]): Map<string, string> => {
  const sums = new Map<string, Exact>();
  for (const { agreement, lines } of worked)
    for (const { line, amount } of lines) {
      const name = nameOf(agreement, line);
      sums.set(name, add(sums.get(name) ?? zero, exact(amount)));
    }
  return new Map(
    [...sums].map(([name, sum]) => [name, canonical(withScale(sum, 2))] as const).toSorted(byName),
  );
};

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : 1;

const declaredInLedger = async (client: PoolClient): Promise<Map<string, string>> =>
  new Map(
    (await balances(client, { account: "declared" }))
      .map(({ agreement, line, amount }) => [nameOf(agreement, line), amount] as const)
      .toSorted(byName),
  );

const granted = (agreement: number) => ({
  ...place,
  agreement,
  kind: "granted",
  key: `agreement:${agreement}`,
  postings: plan.lines.flatMap(({ id: line, budget }): Posting[] => [
    { account: "granted", line, amount: `-${budget}` },
    { account: "budgeted", line, amount: budget },
  ]),
});

const declared = (agreement: number, declaration: number, version: number, lines: Worked["lines"]) => ({
  ...place,
  agreement,
  declaration: agreement * 100 + declaration,
  kind: "declared",
  key: keyOf(agreement, declaration, version),
  postings: lines.flatMap(({ line, amount }): Posting[] => [
    { account: "budgeted", line, amount: `-${amount}` },
    { account: "declared", line, amount },
  ]),
});

const keyOf = (agreement: number, declaration: number, version: number): string =>
  `declaration:${agreement}:${declaration}:${version}`;

type Acting = <T>(work: (client: PoolClient, act: Act) => Promise<T>) => Promise<T>;

/**
 * Corrects the third declaration of an agreement several times over: every participant has one hour more. Jalon is timed
 * from reading its lines to the commit; the other only for what follows once the third itself is right.
 */
const reopen = async (
  client: PoolClient,
  rules: CostRules,
  agreement: number,
  act: Acting,
): Promise<{ own: number; again: number; byDifference: number; rewritten: number; lines: number }> => {
  const which = { agreement, declaration: reopened };
  const [own, again, byDifference]: [number[], number[], number[]] = [[], [], []];
  let rewritten = 0;
  for (let version = 2; version < 8; version++) {
    await client.query(
      "update bench.line set quantity = quantity + 1 where agreement = $1 and declaration = $2 and line = 'hours'",
      [agreement, reopened],
    );
    own.push(
      ...(await timed(1, 0, async () => {
        const [worked] = await recompute(client, rules, which);
        assert.ok(worked);
        await act(async (owner, each) => {
          const { rows } = await owner.query<{ id: number }>("select id from ledger.entry where key = $1", [
            keyOf(agreement, reopened, version - 1),
          ]);
          await reverse(owner, each, rows[0]?.id ?? 0, {
            kind: "replaced",
            key: `${keyOf(agreement, reopened, version)}:reversal`,
          });
          await post(owner, each, declared(agreement, reopened, version, worked.lines));
        });
      })),
    );
    await correctItself(client, which);
    await client.query("vacuum bench.of_line, bench.of_plan_line");
    const [correct, taken] =
      version % 2 === 0 ? [correctFollowing, again] : [correctByDifference, byDifference];
    taken.push(
      ...(await timed(1, 0, async () => {
        rewritten = await correct(client, which);
      })),
    );
    assert.deepEqual(await storedTotals(client), await declaredInLedger(client));
  }
  const { rows } = await client.query<{ n: number }>(
    "select count(*) as n from bench.line where agreement = $1 and declaration = $2",
    [agreement, reopened],
  );
  return {
    own: shortest(own),
    again: shortest(again),
    byDifference: shortest(byDifference),
    rewritten,
    lines: rows[0]?.n ?? 0,
  };
};
