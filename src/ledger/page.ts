import type { PoolClient } from "pg";
import { z } from "zod";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import { text } from "../shapes.ts";
import { accountNames, accounts } from "./accounts.ts";
import { balances, postingsBehind, type Reach, type Which } from "./balances.ts";
import { kindName } from "./kinds.ts";
import { byAccount, heldIn } from "./sums.ts";

const euros = z.string().describe('Euros as decimal text: "-12.50"');
const account = z.enum(accounts);
const number = z.int();

/** What a page of the ledger holds: an amount, and the postings that it is the sum of. */
export const ledgerShape = z.object({
  amount: euros.describe("The sum of all postings asked for"),
  count: number,
  accounts: z
    .array(z.object({ account, name: text, amount: euros }))
    .describe("What each account holds of it"),
  lines: z.array(z.object({ agreement: number, line: z.string(), account, amount: euros })),
  postings: z
    .array(
      z.object({
        entry: number,
        n: number,
        at: z.string(),
        kind: z.string(),
        kindName: text,
        change: number,
        under: number.nullable().describe("The decision, payment, application… that the entry comes of"),
        reverses: number.nullable(),
        reversedBy: number.nullable(),
        agreement: number,
        declaration: number.nullable(),
        operation: z.string(),
        partner: z.string(),
        account,
        accountName: text,
        line: z.string(),
        amount: euros,
        sum: euros.describe("Of all postings up to this one: of the last one, the amount"),
      }),
    )
    .describe("Oldest first; of very many the last ones"),
});
export type LedgerPage = z.infer<typeof ledgerShape>;

const mostShown = 500;

/** Returns the postings behind an amount, as far as the asker reads money there. */
export const ledgerPage = async (
  { house, client, who }: Readonly<{ house: Pick<House, "guards">; client: PoolClient; who: Who }>,
  which: Which,
): Promise<LedgerPage> => {
  const columns = { operation: "p.operation", partner: "p.partner" };
  const reach: Reach = (first) => house.guards.listing(who, "money:read", columns, first);
  const lines = await balances(client, which, reach);
  const postings = await postingsBehind(client, which, { reach, most: mostShown });
  return {
    amount: heldIn(lines),
    count: postings.length,
    accounts: byAccount(lines).map(([each, amount]) => ({ account: each, name: accountNames[each], amount })),
    lines: [...lines],
    postings: postings.map((posting) => ({
      ...posting,
      kindName: kindName(posting.kind),
      accountName: accountNames[posting.account],
    })),
  };
};
