import { mayAt, needRight } from "../agreement/desk.ts";
import { notFound } from "../problem.ts";
import {
  actOn,
  actorAt,
  addRow,
  agreementAt,
  changeRow,
  dayAt,
  type Desk,
  stamped,
  takeTurns,
} from "./desk.ts";
import { standings, stopsOf } from "./facts.ts";
import { alreadyStopped, wrongDay, wrongState } from "./problem.ts";
import type { StopBody } from "./shapes.ts";

const agreementOf = async ({ client }: Desk, declaration: number): Promise<number> => {
  const { rows } = await client.query<{ agreement: number }>(
    "select agreement from declaration.declaration where id = $1",
    [declaration],
  );
  if (!rows[0]) throw notFound();
  return rows[0].agreement;
};

/**
 * Stops the clock by which a partner is to be paid for a declaration, for a reason that the law has, from a day on that is
 * not past: the partner is told in writing (Reg. (EU) No 1303/2013, Art. 132(2)). Returns the number of the stop.
 */
export const stopClock = async (
  desk: Desk,
  declaration: number,
  { from, reason, told }: StopBody,
  at?: string,
): Promise<Readonly<{ id: number }>> => {
  const agreement = await agreementOf(desk, declaration);
  const view = await agreementAt(desk, agreement);
  needRight(desk, "money:pay", view);
  await takeTurns(desk.client, [agreement]);
  const declared = (await standings(desk.client, [agreement])).get(agreement) ?? [];
  const found = declared.find((each) => each.declaration === declaration);
  if (!found) throw wrongState("draft");
  const stops = (await stopsOf(desk.client, [agreement])).get(declaration) ?? [];
  if (stops.some(({ until }) => until === null)) throw alreadyStopped();
  const today = dayAt(desk, at);
  const day = from ?? today;
  if (day < found.submittedOn || day < today || stops.some(({ until }) => until !== null && until >= day))
    throw wrongDay();
  return actOn(desk, { action: "payment.stop" }, async (act) => {
    const id = await addRow(desk, act, "stop", {
      declaration,
      agreement,
      operation: view.operation,
      partner: view.partner,
      from_on: day,
      reason,
      told,
      told_by: actorAt(desk),
      ...stamped(desk, "told", at),
    });
    await act.note("payment.stop", id);
    return { id };
  });
};

/** Lets the clock run again, after the last day that did not count; a stop that was lifted stays as it is. */
export const liftStop = async (
  desk: Desk,
  declaration: number,
  stop: number,
  { until }: Readonly<{ until?: string | undefined }>,
  at?: string,
): Promise<void> => {
  const agreement = await agreementOf(desk, declaration);
  await takeTurns(desk.client, [agreement]);
  const stops = (await stopsOf(desk.client, [agreement])).get(declaration) ?? [];
  const found = stops.find(({ id }) => id === stop);
  if (!found || !mayAt(desk, "money:read", found)) throw notFound();
  needRight(desk, "money:pay", found);
  if (found.until !== null) return;
  const today = dayAt(desk, at);
  const day = until ?? today;
  if (day < found.from || day > today) throw wrongDay();
  await actOn(desk, { action: "payment.stop" }, async (act) => {
    await changeRow(desk, act, "stop", stop, { until_on: day, ...stamped(desk, "lifted", at) });
    await act.note("payment.stop", stop);
  });
};
