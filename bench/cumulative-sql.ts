import type { PoolClient } from "pg";

/**
 * What Jalon's ledger is held against: set-wise SQL that keeps with every declaration line what was declared of it
 * before and in all, and with every line of the agreement its current, previous and total amounts, as systems do that
 * store cumulatives. Same declaration lines, same rates, same rounding.
 */

/** The declaration lines of both, and what was taken off by verification; empty. */
export const makeLines = async (client: PoolClient): Promise<void> => {
  await client.query(
    `create schema bench;
     create table bench.line (
       agreement int not null, declaration int not null, n int not null, line text not null, on_day date not null,
       quantity int, cost numeric(14,2), primary key (agreement, declaration, n));
     create table bench.cut (agreement int, declaration int, line text, amount numeric(14,2),
       primary key (agreement, declaration, line));
     create table bench.rate (line text, from_day date, until_day date, value numeric(14,2));
     create table bench.of_line (
       agreement int not null, declaration int not null, n int not null, line text not null, amount numeric(14,2),
       previously numeric(14,2), total numeric(14,2), primary key (agreement, declaration, n));
     create table bench.of_plan_line (
       agreement int not null, declaration int not null, line text not null, amount numeric(14,2),
       previously numeric(14,2), total numeric(14,2), primary key (agreement, declaration, line))`,
  );
};

/** The amount of each declaration line: at the rate of its day, or what it cost. */
const amounts = `
  select l.agreement, l.declaration, l.n, l.line, coalesce(l.cost, round(l.quantity * r.value, 2)) as amount
  from bench.line l left join bench.rate r on r.line = l.line and l.on_day >= r.from_day and l.on_day < r.until_day`;

/** Its sums by line of the agreement, less what was cut, and the flat rate on the corrected base. */
const planLines = (from: string): string => `
  with direct as (
    select a.agreement, a.declaration, a.line,
      sum(a.amount) - coalesce((select c.amount from bench.cut c where c.agreement = a.agreement
        and c.declaration = a.declaration and c.line = a.line), 0) as amount
    from ${from} a group by 1, 2, 3
  )
  select * from direct
  union all
  select agreement, declaration, 'indirect', round(amount * 0.15, 2) from direct where line = 'staff'`;

/** Works everything out again and stores it, the cumulatives with it. */
export const storeEverything = async (client: PoolClient): Promise<void> => {
  await client.query("begin");
  await client.query("truncate bench.of_line, bench.of_plan_line");
  await client.query(
    `insert into bench.of_line
     select agreement, declaration, n, line, amount, total - amount, total from (
       select a.*, sum(amount) over (partition by agreement, n order by declaration) as total from (${amounts}) a) x`,
  );
  await client.query(
    `insert into bench.of_plan_line
     select agreement, declaration, line, amount, total - amount, total from (
       select p.*, sum(amount) over (partition by agreement, line order by declaration) as total
       from (${planLines("bench.of_line")}) p) x`,
  );
  await client.query("commit");
};

/** Works everything out again and stores nothing: what the arithmetic alone takes. */
export const workOut = (client: PoolClient): Promise<unknown> =>
  client.query(
    `select agreement, line, sum(amount) from (${planLines(`(${amounts})`)}) p group by 1, 2 order by 1, 2`,
  );

/** Brings the amounts of one declaration itself to what its lines now say; returns nothing of the ones after. */
export const correctItself = async (
  client: PoolClient,
  { agreement, declaration }: Readonly<{ agreement: number; declaration: number }>,
): Promise<void> => {
  const which = [agreement, declaration];
  await client.query("drop table if exists bench.delta, bench.plan_delta");
  await client.query(
    `create table bench.delta as
     select a.agreement, a.n, a.amount - o.amount as amount from (${amounts}) a
     join bench.of_line o using (agreement, declaration, n) where a.agreement = ${agreement} and a.declaration = ${declaration}`,
  );
  await client.query("create unique index on bench.delta (agreement, n)");
  await client.query(
    `update bench.of_line o set amount = o.amount + d.amount, total = o.total + d.amount from bench.delta d
     where o.agreement = $1 and o.declaration = $2 and d.agreement = o.agreement and d.n = o.n`,
    which,
  );
  await client.query(
    `create table bench.plan_delta as
     select p.agreement, p.line, p.amount - o.amount as amount
     from (${planLines(`(select * from bench.of_line where agreement = ${agreement} and declaration = ${declaration})`)}) p
     join bench.of_plan_line o using (agreement, declaration, line)`,
  );
  await client.query(
    `update bench.of_plan_line o set amount = o.amount + d.amount, total = o.total + d.amount from bench.plan_delta d
     where o.agreement = $1 and o.declaration = $2 and d.agreement = o.agreement and d.line = o.line`,
    which,
  );
  await client.query("analyze bench.delta; analyze bench.plan_delta");
};

/** Works the cumulatives of all declarations after it out again; returns how many rows that changes. */
export const correctFollowing = async (
  client: PoolClient,
  { agreement, declaration }: Readonly<{ agreement: number; declaration: number }>,
): Promise<number> => {
  let rows = 0;
  await client.query("begin");
  for (const [table, by] of [
    ["of_line", "n"],
    ["of_plan_line", "line"],
  ] as const) {
    const { rowCount } = await client.query(
      `update bench.${table} o set previously = x.total - x.amount, total = x.total
       from (select declaration, ${by}, amount, sum(amount) over (partition by ${by} order by declaration) as total
         from bench.${table} where agreement = $1) x
       where o.agreement = $1 and o.declaration > $2 and x.declaration = o.declaration and x.${by} = o.${by}
         and o.total <> x.total`,
      [agreement, declaration],
    );
    rows += rowCount ?? 0;
  }
  await client.query("commit");
  return rows;
};

/** The same by adding the difference, which is right only as long as nothing was ever wrong; returns as many rows. */
export const correctByDifference = async (
  client: PoolClient,
  { agreement, declaration }: Readonly<{ agreement: number; declaration: number }>,
): Promise<number> => {
  let rows = 0;
  await client.query("begin");
  for (const [table, delta, by] of [
    ["of_line", "delta", "n"],
    ["of_plan_line", "plan_delta", "line"],
  ] as const) {
    const { rowCount } = await client.query(
      `update bench.${table} o set previously = o.previously + d.amount, total = o.total + d.amount from bench.${delta} d
       where o.agreement = $1 and o.declaration > $2 and d.agreement = o.agreement and d.${by} = o.${by} and d.amount <> 0`,
      [agreement, declaration],
    );
    rows += rowCount ?? 0;
  }
  await client.query("commit");
  return rows;
};

/** Returns what was declared in all by agreement and line, as the last declarations have it stored. */
export const storedTotals = async (client: PoolClient): Promise<Map<string, string>> => {
  const { rows } = await client.query<{ agreement: number; line: string; total: string }>(
    `select distinct on (agreement, line) agreement, line, total from bench.of_plan_line
     order by agreement, line, declaration desc`,
  );
  return new Map(rows.map(({ agreement, line, total }) => [`${agreement} ${line}`, total]));
};
