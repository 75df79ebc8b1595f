import type { PoolClient } from "pg";
import { mayAt } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import type { CostNode } from "../cost/plan.ts";
import type { Euros } from "../euros.ts";
import { notFound } from "../problem.ts";
import { type Desk, takeTurns } from "./desk.ts";
import type { paymentKinds, paymentStates, recoveryStates } from "./shapes.ts";

export type PaymentState = (typeof paymentStates)[number];
export type PaymentKind = (typeof paymentKinds)[number];
export type RecoveryState = (typeof recoveryStates)[number];

/** A payment as it stands in the store. */
export type Payment = Readonly<{
  id: number;
  number: string;
  agreement: number;
  agreementNumber: string;
  operation: string;
  partner: string;
  kind: PaymentKind;
  instalment: number | null;
  declaration: number | null;
  declarationNumber: string | null;
  amount: Euros;
  setOff: Euros;
  net: Euros;
  state: PaymentState;
  communication: string;
  account: number;
  dueOn: string | null;
  preparedOn: string;
  preparedBy: string;
  preparedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  endedBy: string | null;
  endedAt: string | null;
  endReason: string | null;
  file: number | null;
  messageId: string | null;
  executedOn: string | null;
}>;

const paymentSql = (
  more = "",
): string => `select p.id, p.number, p.agreement, a.number as "agreementNumber", p.operation,
  p.partner, p.kind, p.instalment, p.declaration, d.number as "declarationNumber", p.amount, p.set_off as "setOff", p.net,
  p.state, p.communication, p.account, p.due_on as "dueOn", p.prepared_on as "preparedOn", p.prepared_by as "preparedBy",
  ${momentSql("p.prepared_at")} as "preparedAt", p.approved_by as "approvedBy", ${momentSql("p.approved_at")} as "approvedAt",
  p.ended_by as "endedBy", ${momentSql("p.ended_at")} as "endedAt", p.end_reason as "endReason", p.file,
  f.message_id as "messageId", p.executed_on as "executedOn"${more}
  from payment.payment p join agreement.agreement a on a.id = p.agreement
  left join declaration.declaration d on d.id = p.declaration left join payment.bank_file f on f.id = p.file`;

/** Which payments are asked for. */
export type PaymentsAsked = Readonly<{
  agreement?: number | undefined;
  partner?: string | undefined;
  state?: PaymentState | undefined;
  file?: number | undefined;
  ids?: readonly number[] | undefined;
}>;

/** Returns the payments that the asker sees, the newest first. */
export const listPayments = async (desk: Desk, asked: PaymentsAsked): Promise<readonly Payment[]> => {
  const { house, client, who } = desk;
  const seen = who
    ? house.guards.listing(who, "money:read", { operation: "p.operation", partner: "p.partner" }, 6)
    : { text: "true", values: [] };
  const { rows } = await client.query<Payment>(
    `${paymentSql()} where ($1::bigint is null or p.agreement = $1) and ($2::text is null or p.partner = $2)
       and ($3::text is null or p.state = $3) and ($4::bigint is null or p.file = $4)
       and ($5::bigint[] is null or p.id = any ($5)) and ${seen.text} order by p.id desc`,
    [
      asked.agreement ?? null,
      asked.partner ?? null,
      asked.state ?? null,
      asked.file ?? null,
      asked.ids ?? null,
      ...seen.values,
    ],
  );
  return rows;
};

/** Returns a payment and how its amount came about, where the asker reads money. Throws notFound. */
export const readPayment = async (
  desk: Desk,
  id: number,
): Promise<Payment & Readonly<{ tree: CostNode }>> => {
  const { rows } = await desk.client.query<Payment & { tree: CostNode }>(
    `${paymentSql(", p.tree")} where p.id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row || !mayAt(desk, "money:read", row)) throw notFound();
  return row;
};

/** Returns payments once nobody else acts on those of their agreements, to the end of the transaction. */
export const takePayments = async (desk: Desk, ids: readonly number[]): Promise<readonly Payment[]> => {
  const before = await listPayments(desk, { ids });
  await takeTurns(
    desk.client,
    before.map(({ agreement }) => agreement),
  );
  const rows = await listPayments(desk, { ids });
  if (rows.length !== new Set(ids).size) throw notFound();
  return rows;
};

/** The same of one payment. Throws notFound. */
export const takePayment = async (desk: Desk, id: number): Promise<Payment> => {
  const [row] = await takePayments(desk, [id]);
  if (!row) throw notFound();
  return row;
};

/** A recovery order as it stands in the store; `kept`: by payments that are on their way. */
export type RecoveryRow = Readonly<{
  id: number;
  number: string;
  agreement: number;
  agreementNumber: string;
  operation: string;
  partner: string;
  decision: number | null;
  amount: Euros;
  setOff: Euros;
  repaid: Euros;
  writtenOff: Euros;
  left: Euros;
  kept: Euros;
  reason: string;
  state: RecoveryState;
  issuedOn: string;
  dueOn: string;
  communication: string;
  comment: string;
  issuedBy: string;
  issuedAt: string;
  closedBy: string | null;
  closedAt: string | null;
  repayments: readonly Readonly<{ receivedOn: string; amount: Euros; reference: string }>[];
}>;

const recoverySql = `select r.id, r.number, r.agreement, a.number as "agreementNumber", r.operation, r.partner, r.decision,
  r.amount, r.set_off as "setOff", r.repaid, r.written_off as "writtenOff",
  case r.state when 'cancelled' then 0.00 else r.amount - r.set_off - r.repaid - r.written_off end as left,
  coalesce((select sum(s.amount) from payment.set_off s join payment.payment p on p.id = s.payment
    where s.of_recovery = r.id and p.state in ('prepared', 'approved', 'sent')), 0.00) as kept,
  r.reason, r.state, r.issued_on as "issuedOn", r.due_on as "dueOn", r.communication, r.comment,
  r.issued_by as "issuedBy", ${momentSql("r.issued_at")} as "issuedAt", r.closed_by as "closedBy",
  ${momentSql("r.closed_at")} as "closedAt",
  coalesce((select json_agg(json_build_object('receivedOn', y.received_on, 'amount', y.amount::text,
      'reference', y.reference) order by y.n) from payment.repayment y where y.recovery = r.id), '[]') as repayments
  from payment.recovery r join agreement.agreement a on a.id = r.agreement`;

/** Returns the recovery orders that the asker sees, the oldest first. */
export const listRecoveries = async (
  desk: Desk,
  asked: Readonly<{ agreement?: number | undefined; partner?: string | undefined }>,
): Promise<readonly RecoveryRow[]> => {
  const { house, client, who } = desk;
  const seen = who
    ? house.guards.listing(who, "money:read", { operation: "r.operation", partner: "r.partner" }, 3)
    : { text: "true", values: [] };
  const { rows } = await client.query<RecoveryRow>(
    `${recoverySql} where ($1::bigint is null or r.agreement = $1) and ($2::text is null or r.partner = $2)
       and ${seen.text} order by r.id`,
    [asked.agreement ?? null, asked.partner ?? null, ...seen.values],
  );
  return rows;
};

const readRecovery = async (desk: Desk, id: number): Promise<RecoveryRow> => {
  const { rows } = await desk.client.query<RecoveryRow>(`${recoverySql} where r.id = $1`, [id]);
  const [row] = rows;
  if (!row || !mayAt(desk, "money:read", row)) throw notFound();
  return row;
};

/** Returns a recovery order once nobody else acts on payments of its agreement. Throws notFound. */
export const takeRecovery = async (desk: Desk, id: number): Promise<RecoveryRow> => {
  const { agreement } = await readRecovery(desk, id);
  await takeTurns(desk.client, [agreement]);
  return readRecovery(desk, id);
};

/** Returns the names of people of the authority, for those of the authority. */
export const namesOf = async (
  client: PoolClient,
  actors: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ actor: string; name: string }>(
    "select actor, name from payment.people($1)",
    [[...new Set(actors.filter((actor) => actor !== null))]],
  );
  return new Map(rows.map(({ actor, name }) => [actor, name]));
};
