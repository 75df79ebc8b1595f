import type { PoolClient } from "pg";
import { Problem } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import type { Account } from "./accounts.ts";

/** An amount put on an account: euros as canonical decimal text with at most two digits, never nothing. */
export type Posting = Readonly<{
  account: Account;
  /** The line of the agreement's plan; "" where the amount is about the whole of it. */
  line: string;
  amount: string;
}>;

/** What is posted at once. Its postings sum to nothing, line by line and on either axis (accounts.ts). */
export type NewEntry = Readonly<{
  kind: string;
  /** Names what is posted: the same key is posted once, however often it is asked. */
  key: string;
  operation: string;
  partner: string;
  agreement: number;
  declaration?: number | undefined;
  /** The decision of control, payment, recovery, application, accounts or correction that it comes of. */
  under?: number | undefined;
  postings: readonly Posting[];
}>;

/**
 * Posts an entry within an act and returns its number. Under a key that is there already nothing is posted, and the
 * number is that of the entry there. The database refuses at the end of the transaction what does not balance and what
 * takes more from an account than it holds (problem.ts).
 */
export const post = async (client: PoolClient, act: Act, entry: NewEntry): Promise<number> =>
  keepEntry(client, act, entry, undefined);

const keepEntry = async (
  client: PoolClient,
  act: Act,
  { kind, key, operation, partner, agreement, declaration, under, postings }: NewEntry,
  reverses: number | undefined,
): Promise<number> => {
  for (const { amount } of postings)
    if (!/^-?\d+(\.\d{1,2})?$/.test(amount)) throw new Error(`not an amount of euros: ${amount}`);
  const { rows } = await client.query<{ id: number }>(
    `insert into ledger.entry (kind, key, operation, partner, agreement, declaration, change, reverses, under)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key) do nothing returning id`,
    [
      kind,
      key,
      operation,
      partner,
      agreement,
      declaration ?? null,
      act.change,
      reverses ?? null,
      under ?? null,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) return entryOf(client, key);
  await client.query(
    `insert into ledger.posting (entry, n, account, line, amount)
     select $1, n, account, line, amount::numeric from unnest($2::text[], $3::text[], $4::text[])
       with ordinality as p (account, line, amount, n)`,
    [
      id,
      postings.map(({ account }) => account),
      postings.map(({ line }) => line),
      postings.map(({ amount }) => amount),
    ],
  );
  await act.note("ledger.entry", id);
  return id;
};

const entryOf = async (client: PoolClient, key: string): Promise<number> => {
  const { rows } = await client.query<{ id: number }>("select id from ledger.entry where key = $1", [key]);
  if (!rows[0]) throw new Error(`another partner posted under the key ${key}`);
  return rows[0].id;
};

/**
 * Posts the opposite of an entry and returns the number of the reversing one; asked again under the same key, the one
 * there. It comes of the row `under`, without one of the row that the entry came of. Throws Problem where the entry was reversed before, or is not there for the asker.
 */
export const reverse = async (
  client: PoolClient,
  act: Act,
  entry: number,
  { kind, key, under }: Readonly<{ kind: string; key: string; under?: number | undefined }>,
): Promise<number> => {
  const { rows } = await client.query<{
    operation: string;
    partner: string;
    agreement: number;
    declaration: number | null;
    under: number | null;
    reversedUnder: string | null;
    reversedBy: number | null;
    postings: Posting[];
  }>(
    `select e.operation, e.partner, e.agreement, e.declaration, e.under, r.key as "reversedUnder", r.id as "reversedBy",
       (select json_agg(json_build_object('account', p.account, 'line', p.line, 'amount', (-p.amount)::text) order by p.n)
        from ledger.posting p where p.entry = e.id) as postings
     from ledger.entry e left join ledger.entry r on r.reverses = e.id where e.id = $1`,
    [entry],
  );
  const [found] = rows;
  if (!found) throw new Error(`there is no entry ${entry}`);
  if (found.reversedBy !== null) {
    if (found.reversedUnder === key) return found.reversedBy;
    throw new Problem(409, "already_reversed", alreadyReversed, { entry, by: found.reversedBy });
  }
  const { operation, partner, agreement, declaration, postings } = found;
  return keepEntry(
    client,
    act,
    {
      kind,
      key,
      operation,
      partner,
      agreement,
      declaration: declaration ?? undefined,
      under: under ?? found.under ?? undefined,
      postings,
    },
    entry,
  );
};

const alreadyReversed = {
  fr: "Cette écriture a déjà été annulée par une autre.",
  nl: "Deze boeking werd al door een andere tegengeboekt.",
  en: "This entry was reversed by another one before.",
};
