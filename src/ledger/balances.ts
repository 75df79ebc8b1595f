import type { PoolClient } from "pg";
import { type Account, type ExpenditureAccount, expenditureAccounts } from "./accounts.ts";

/** What an account holds for a line of an agreement: euros as canonical decimal text with two digits. */
export type Balance = Readonly<{ agreement: number; line: string; account: Account; amount: string }>;

/** Which postings are asked for; what is not said stands for all that the asker may see. */
export type Which = Readonly<{
  agreement?: number | undefined;
  line?: string | undefined;
  account?: Account | undefined;
  declaration?: number | undefined;
  /** The row that the entries come of: a decision, a payment, an application… */
  under?: number | undefined;
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

/** Where the amounts of a line are, in euros with two digits; "0.00" where an account holds nothing. */
export type Distribution = Readonly<{
  line: string;
  amounts: Readonly<Record<ExpenditureAccount, string>>;
}>;

/**
 * Returns for each line of a declaration or of an agreement what the accounts of expenditure hold, lines by their ids.
 * Of a declaration, `budgeted` is what it took from the budget (never above 0) and `granted` nothing.
 */
export const distribution = async (
  client: PoolClient,
  which: Readonly<{ declaration: number }> | Readonly<{ agreement: number }>,
  reach: Reach = whole,
): Promise<readonly Distribution[]> => {
  const held = (await balances(client, which, reach)).filter(({ account }) => isExpenditure(account));
  const lines = [...new Set(held.map(({ line }) => line))].toSorted();
  return lines.map((line) => ({ line, amounts: { ...nothing, ...onLine(held, line) } }));
};

const isExpenditure = (account: Account): boolean =>
  (expenditureAccounts as readonly Account[]).includes(account);
const onLine = (held: readonly Balance[], line: string) =>
  Object.fromEntries(
    held.filter((each) => each.line === line).map(({ account, amount }) => [account, amount]),
  );
const nothing: Distribution["amounts"] = {
  granted: "0.00",
  budgeted: "0.00",
  declared: "0.00",
  parked: "0.00",
  rejected: "0.00",
  certified: "0.00",
  applied: "0.00",
  accounted: "0.00",
  withdrawn: "0.00",
  recovered: "0.00",
};

/** A posting with its entry; `sum`: all that were asked for up to it, in their order. */
export type PostingBehind = Readonly<{
  entry: number;
  n: number;
  at: string;
  kind: string;
  change: number;
  under: number | null;
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
         e.under, e.reverses, p.agreement, p.declaration, p.operation, p.partner, p.account, p.line, p.amount,
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
  if (which.under !== undefined) {
    values.push(which.under);
    parts.push(`p.entry in (select u.id from ledger.entry u where u.under = $${values.length})`);
  }
  const within = reach(values.length + 1);
  values.push(...within.values);
  parts.push(within.text);
  return { text: parts.join(" and "), values };
};
