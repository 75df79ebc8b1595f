import type { PoolClient } from "pg";
import { mayAt } from "../agreement/desk.ts";
import { notFound } from "../problem.ts";
import type { Content } from "./content.ts";
import type { Desk } from "./desk.ts";
import type { declarationStates, Inputs } from "./shapes.ts";

export type DeclarationState = (typeof declarationStates)[number];

/** A declaration as it stands in the store. */
export type DeclarationRow = Readonly<{
  id: number;
  number: string;
  agreement: number;
  operation: string;
  partner: string;
  from: string;
  until: string;
  version: number;
  replaces: number | null;
  state: DeclarationState;
  /** The version of the agreement under which it was reckoned. */
  baseVersion: number;
  inputs: Inputs;
  edition: number;
  total: string | null;
  content: Content | null;
  hash: string | null;
  receipt: number | null;
  openedAt: string;
  openedBy: string;
  submittedAt: string | null;
  submittedBy: string | null;
  entry: number | null;
  controlBegunAt: string | null;
}>;

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const selectSql = (
  more: string,
): string => `select d.id, d.number, d.agreement, d.operation, d.partner, d.period_from as "from",
  d.period_until as "until", d.version, d.replaces, d.state, d.base_version as "baseVersion", w.edition,
  d.total, d.hash, d.receipt, ${instant("d.opened_at")} as "openedAt", d.opened_by as "openedBy",
  ${instant("d.submitted_at")} as "submittedAt", d.submitted_by as "submittedBy", d.entry,
  ${instant("d.control_begun_at")} as "controlBegunAt"${more}
  from declaration.declaration d join declaration.work w on w.whose = d.id`;

/** What a list shows of a declaration: neither what was typed nor what was submitted, which may be long. */
export type DeclarationHead = Omit<DeclarationRow, "inputs" | "content">;

/** The query of declarations: the columns of a DeclarationHead, of the tables under the aliases d and w. */
export const headSql = selectSql("");
const rowSql = selectSql(", w.inputs, w.content");

/** Returns the declaration as far as the asker may see it. Throws notFound. */
export const readRow = async (client: PoolClient, id: number): Promise<DeclarationRow> => {
  const { rows } = await client.query<DeclarationRow>(`${rowSql} where d.id = $1`, [id]);
  const [row] = rows;
  if (!row) throw notFound();
  return row;
};

/** Returns the declaration where the asker may read of money there. Throws notFound. */
export const seeRow = async (desk: Desk, id: number): Promise<DeclarationRow> => {
  const row = await readRow(desk.client, id);
  if (!mayAt(desk, "money:read", row)) throw notFound();
  return row;
};

/**
 * Returns the declaration once nobody else acts on those of the same partner: acts follow one another, and each sees
 * what the one before left. To the end of the transaction. Throws notFound.
 */
export const takeRow = async (client: PoolClient, id: number): Promise<DeclarationRow> => {
  const { partner } = await readRow(client, id);
  await takeTurn(client, partner);
  await client.query("select from declaration.declaration where id = $1 for update", [id]);
  return readRow(client, id);
};

/** Waits until nobody else acts on declarations of the partner, and keeps others waiting until the transaction ends. */
export const takeTurn = async (client: PoolClient, partner: string): Promise<void> => {
  await client.query("select pg_advisory_xact_lock(hashtextextended('declarations/' || $1, 0))", [partner]);
};

/** Returns the live declarations of an agreement, and the drafts, first period first. */
export const rowsOfAgreement = async (
  client: PoolClient,
  agreement: number,
): Promise<readonly DeclarationHead[]> => {
  const { rows } = await client.query<DeclarationHead>(
    `${headSql} where d.agreement = $1 order by d.period_from, d.id`,
    [agreement],
  );
  return rows;
};
