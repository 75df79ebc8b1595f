import { isAbove } from "../euros.ts";
import { todayInBrussels } from "../today.ts";
import type { Act } from "../trail/act.ts";
import { handOf, type MoneyDesk } from "./desk.ts";
import { decisionIncomplete } from "./problem.ts";
import type { DecisionBody } from "./shared-shapes.ts";

/**
 * Records a decision of the committee within an act and returns its number. Throws Problem where it accepts without an
 * amount, or is dated after the day that it is.
 */
export const recordDecision = async (
  desk: MoneyDesk,
  act: Act,
  of: Readonly<{ operation: string; partner: string; candidacy?: number; agreement?: number }>,
  { body, reference, decidedOn, outcome, amount, document }: DecisionBody,
): Promise<number> => {
  const isAmountRight = outcome === "accepted" ? amount !== null && isAbove(amount, "0") : amount === null;
  // The real day: what a committee decided, it decided, whatever day a demonstration lives in.
  if (!isAmountRight || decidedOn > todayInBrussels()) throw decisionIncomplete();
  const { rows } = await desk.client.query<{ id: number }>(
    `insert into agreement.decision (operation, partner, candidacy, agreement, body, reference, decided_on, outcome,
       amount, document, recorded_by, change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      of.operation,
      of.partner,
      of.candidacy ?? null,
      of.agreement ?? null,
      body,
      reference,
      decidedOn,
      outcome,
      amount,
      document,
      handOf(desk).actor,
      act.change,
    ],
  );
  const id = rows[0]?.id ?? 0;
  await act.note("agreement.decision", id);
  return id;
};
