import type { Pool, PoolClient } from "pg";
import { asSession } from "../access/as-session.ts";
import { signIn, type Signed } from "../access/forTests.ts";
import type { Right } from "../access/rights.ts";
import { asOwner } from "../database/transaction.ts";
import { asAct, type Act } from "../trail/act.ts";
import { type NewEntry, post } from "./post.ts";

const programme = { fingerprint: "test" };

/** Signs somebody in who has these rights of money at a partner, in an operation, or everywhere. */
export const signInForMoney = async (
  pool: Pool,
  rights: readonly Right[],
  place: Readonly<{ operation?: string; partner?: string }> = {},
): Promise<Signed> => {
  const role = `money_${rights.join("_").replaceAll(":", "")}`;
  await pool.query("insert into access.role (role, scope) values ($1, 'programme') on conflict do nothing", [
    role,
  ]);
  await pool.query(
    `insert into access.role_right (role, "right") select $1, unnest($2::text[]) on conflict do nothing`,
    [role, [...rights]],
  );
  return signIn(pool, "Personne d'essai", { role, ...place });
};

/** Does an act under the session, as a route would. */
export const actAs = <T>(
  pool: Pool,
  signed: Signed | undefined,
  work: (client: PoolClient, act: Act) => Promise<T>,
): Promise<T> =>
  asSession(pool, signed?.session, (client) =>
    asAct(client, { actor: "", isOwner: false }, { programme, action: "test", waits: true }, (act) =>
      work(client, act),
    ),
  );

/** Does an act as the owner of the store. */
export const actAsOwner = <T>(pool: Pool, work: (client: PoolClient, act: Act) => Promise<T>): Promise<T> =>
  asOwner(pool, (client) =>
    asAct(client, { actor: "test", isOwner: true }, { programme, action: "test", waits: true }, (act) =>
      work(client, act),
    ),
  );

/**
 * Leaves the ledger of a test to itself: entries are posted for agreements and declarations that are only numbers. What
 * an entry comes of is then not asked (migration 0029), all else is.
 */
export const ledgerAlone = async (pool: Pool): Promise<void> => {
  await pool.query("alter table ledger.entry disable trigger entry_is_founded");
};

/** An agreement of the Atelier du Nord in the guidance. */
export const northAgreement = { operation: "guidance", partner: "north_workshop", agreement: 1 } as const;

/** Returns an entry that grants amounts by line. */
export const granting = (
  key: string,
  lines: Readonly<Record<string, string>>,
  agreement: Pick<NewEntry, "operation" | "partner" | "agreement"> = northAgreement,
): NewEntry => ({
  ...agreement,
  kind: "granted",
  key,
  postings: Object.entries(lines).flatMap(([line, amount]) => [
    { account: "granted", line, amount: `-${amount}` },
    { account: "budgeted", line, amount },
  ]),
});

/** Returns an entry that declares an amount of a line. */
export const declaring = (
  key: string,
  line: string,
  amount: string,
  declaration: number,
  agreement: Pick<NewEntry, "operation" | "partner" | "agreement"> = northAgreement,
): NewEntry => ({
  ...agreement,
  kind: "declared",
  key,
  declaration,
  postings: [
    { account: "budgeted", line, amount: `-${amount}` },
    { account: "declared", line, amount },
  ],
});

/** Posts as the owner; returns the number of the entry. */
export const posted = (pool: Pool, entry: NewEntry): Promise<number> =>
  actAsOwner(pool, (client, act) => post(client, act, entry));
