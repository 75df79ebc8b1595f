import type { PoolClient } from "pg";
import type { Account } from "./accounts.ts";

/** What an account holds for a line of an agreement: euros as canonical decimal text with two digits. */
export type Balance = Readonly<{ agreement: number; line: string; account: Account; amount: string }>;

/** Which postings are asked for; what is not said stands for all that the asker may see. */
export type Which = Readonly<{
  agreement?: number | undefined;
  line?: string | undefined;
  account?: Account | undefined;
  declaration?: number | undefined;
  operation?: string | undefined;
  partner?: string | undefined;
}>;

/** A condition with its values as parameters from the given number on: the server's own wall. */
export type Reach = (firstParameter: number) => Readonly<{ text: string; values: readonly unknown[] }>;

const whole: Reach = () => ({ text: "true", values: [] });

/**
 * Returns the sums of the postings that the walls of the transaction let through (and `reach`), by agreement, line and
 * account. Accounts that came back to nothing are left out.
 */
export const balances = async (
  client: PoolClient,
  which: Which,
  reach: Reach = whole,
): Promise<readonly Balance[]> => {
  const { text, values } = whichSql(which, reach);
  const { rows } = await client.query<Balance>(
    `select p.agreement, p.line, p.account, sum(p.amount) as amount from ledger.posting p where ${text}
     group by p.agreement, p.line, p.account having sum(p.amount) <> 0 order by p.agreement, p.line, p.account`,
    values,
  );
  return rows;
};

/** A posting with its entry; `sum`: all that were asked for up to it, in their order. */
export type PostingBehind = Readonly<{
  entry: number;
  n: number;
  at: string;
  kind: string;
  change: number;
  reverses: number | null;
  reversedBy: number | null;
  agreement: number;
  declaration: number | null;
  operation: string;
  partner: string;
  account: Account;
  line: string;
  amount: string;
  sum: string;
}>;

/**
 * Returns the postings that an amount is the sum of, oldest first, with the sum up to each; where there are more than
 * `most`, the last ones, whose sums still count all.
 */
export const postingsBehind = async (
  client: PoolClient,
  which: Which,
  { reach = whole, most }: Readonly<{ reach?: Reach | undefined; most?: number | undefined }> = {},
): Promise<readonly PostingBehind[]> => {
  const { text, values } = whichSql(which, reach);
  const order = (direction: string) => `change ${direction}, entry ${direction}, n ${direction}`;
  const { rows } = await client.query<PostingBehind>(
    `with behind as (
       select p.entry, p.n, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.kind, e.change,
         e.reverses, p.agreement, p.declaration, p.operation, p.partner, p.account, p.line, p.amount,
         sum(p.amount) over (order by e.change, p.entry, p.n) as sum
       from ledger.posting p join ledger.entry e on e.id = p.entry where ${text}
     ), last as (select * from behind order by ${order("desc")} ${most === undefined ? "" : `limit ${Math.trunc(most)}`})
     select l.*, r.id as "reversedBy" from last l left join ledger.entry r on r.reverses = l.entry
     order by ${order("asc").replaceAll(/\b(change|entry|n)\b/g, "l.$1")}`,
    values,
  );
  return rows;
};

const whichSql = (which: Which, reach: Reach): { text: string; values: unknown[] } => {
  const values: unknown[] = [];
  const parts: string[] = [];
  for (const column of ["agreement", "line", "account", "declaration", "operation", "partner"] as const) {
    const value = which[column];
    if (value === undefined) continue;
    values.push(value);
    parts.push(`p.${column} = $${values.length}`);
  }
  const within = reach(values.length + 1);
  values.push(...within.values);
  parts.push(within.text);
  return { text: parts.join(" and "), values };
};
