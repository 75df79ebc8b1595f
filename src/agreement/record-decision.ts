import { isAbove } from "../euros.ts";
import { todayInBrussels } from "../today.ts";
import type { Act } from "../trail/act.ts";
import { handOf, type MoneyDesk } from "./desk.ts";
import { decisionIncomplete, documentElsewhere } from "./problem.ts";
import type { DecisionBody } from "./shared-shapes.ts";

/**
 * Records a decision of the committee within an act and returns its number. Throws Problem where it accepts without an
 * amount, is dated after the day that it is, or names a document that is about something else.
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
  if (document !== null) await needAbout(desk, document, of);
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

/** Throws where the document is not about what is decided upon: the candidacy, the agreement, or their call. */
const needAbout = async (
  { client }: MoneyDesk,
  document: number,
  { candidacy, agreement }: Readonly<{ candidacy?: number; agreement?: number }>,
): Promise<void> => {
  const { rows } = await client.query<{ about: string }>(
    `select f.about from document.file f where f.id = $1 and f.removed_at is null and f.about in (
       select 'candidacy:' || $2::bigint union all select 'agreement:' || $3::bigint
       union all select 'call:' || c.call from agreement.candidacy c
         where c.id = coalesce($2, (select a.candidacy from agreement.agreement a where a.id = $3)))`,
    [document, candidacy ?? null, agreement ?? null],
  );
  if (rows.length === 0) throw documentElsewhere();
};
