import type { PoolClient } from "pg";
import { mayAt } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import type { Desk } from "../declaration/desk.ts";
import { notFound } from "../problem.ts";
import { oversees } from "./row.ts";
import type { Mode, Settled, Target } from "./settle.ts";
import type { DecisionHead, Measure } from "./shared-shapes.ts";

/** What is decided of each line. `pending`: applied for already, left in until the partner repaid. In euros. */
export type DecidedTarget = Target & Readonly<{ pending: string }>;
/** What becomes of each finding. */
export type Measures = readonly Readonly<{ finding: number; measure: Measure }>[];

/** A decision as it stands in the store. */
export type DecisionRow = Readonly<{
  id: number;
  number: string;
  declaration: number;
  agreement: number;
  operation: string;
  partner: string;
  n: number;
  kind: DecisionHead["kind"];
  verification: number | null;
  verificationNumber: string | null;
  measures: Measures;
  targets: readonly DecidedTarget[];
  mode: Mode;
  reason: string;
  state: DecisionHead["state"];
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  returnReason: string | null;
  entry: number | null;
  hash: string | null;
  /** Who concluded the verifications that it rests on. */
  concludedBy: readonly string[];
}>;

/** What a decision says, as it was decided: what its hash is taken of. */
export type DecisionContent = Readonly<{
  format: 1;
  number: string;
  declaration: string;
  kind: DecisionHead["kind"];
  measures: Measures;
  targets: readonly DecidedTarget[];
  mode: Mode;
  reason: string;
  postings: Settled["postings"];
  withdrawn: Settled["withdrawn"];
  pending: readonly Readonly<{ line: string; amount: string }>[];
}>;

const rowSql = `select k.id, k.number, k.declaration, k.agreement, k.operation, k.partner, k.n, k.kind, k.verification,
  v.number as "verificationNumber", k.measures, k.targets, k.mode, k.reason, k.state, k.proposed_by as "proposedBy",
  ${momentSql("k.proposed_at")} as "proposedAt", k.decided_by as "decidedBy", ${momentSql("k.decided_at")} as "decidedAt",
  k.return_reason as "returnReason", k.entry, k.hash,
  array(select distinct c.concluded_by from control.verification c
    where c.concluded_by is not null and c.state in ('concluded', 'decided')
      and (c.declaration = k.declaration or c.id = k.verification or exists (select from control.finding f
        where f.verification = c.id and f.declaration = k.declaration)) order by 1) as "concludedBy"
  from control.decision k left join control.verification v on v.id = k.verification`;

/** Returns the decisions on a declaration that the asker may see, the first one first. */
export const decisionsOn = async (
  client: PoolClient,
  declaration: number,
): Promise<readonly DecisionRow[]> => {
  const { rows } = await client.query<DecisionRow>(`${rowSql} where k.declaration = $1 order by k.n`, [
    declaration,
  ]);
  return rows;
};

/** Returns the decisions that wait for a second person, the oldest first. */
export const decisionsWaiting = async (client: PoolClient): Promise<readonly DecisionRow[]> => {
  const { rows } = await client.query<DecisionRow>(
    `${rowSql} where k.state = 'proposed' order by k.proposed_at, k.id`,
  );
  return rows;
};

/** Returns the decision where the asker may read of it. Throws notFound. */
export const seeDecision = async (desk: Desk, id: number): Promise<DecisionRow> => {
  const { rows } = await desk.client.query<DecisionRow>(`${rowSql} where k.id = $1`, [id]);
  const [row] = rows;
  if (!row || !(oversees(desk, row) || (row.state === "decided" && mayAt(desk, "money:read", row))))
    throw notFound();
  return row;
};
