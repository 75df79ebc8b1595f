import { needRight } from "../agreement/desk.ts";
import { isAbove, isZero, less, nothing, smaller, sumOf } from "../euros.ts";
import { aroundOne } from "./around.ts";
import { plainText } from "./communication.ts";
import { actOn, actorAt, addRow, agreementAt, dayAt, type Desk, stamped, takeTurns } from "./desk.ts";
import { positionOf } from "./due.ts";
import { factsOf, takenOf } from "./facts.ts";
import { clockStopped, noAccount, nothingDue } from "./problem.ts";
import { listPayments, type Payment, type RecoveryRow } from "./row.ts";
import type { Made } from "./shapes.ts";
import { treeOf } from "./tree.ts";

/**
 * Prepares the next payment under an agreement: how much it is follows from the agreement and from what control found
 * eligible, and nothing is typed. What recovery orders ask back is set off against it. The one that is under way already
 * is the answer. Throws Problem where nothing is due, the clock is stopped, or no account of the partner is confirmed.
 * `at`: the moment, where the owner of the store writes down the past.
 */
export const preparePayment = async (desk: Desk, agreement: number, at?: string): Promise<Made> => {
  const view = await agreementAt(desk, agreement);
  needRight(desk, "money:pay", view);
  await takeTurns(desk.client, [agreement]);
  const around = await aroundOne(desk, view, dayAt(desk, at));
  const underway = around.payments.find(
    ({ state }) => state === "prepared" || state === "approved" || state === "sent",
  );
  if (underway) return madeOf(underway);
  const { entitlement, clock, dueOn, waits, ready } = positionOf(desk, around);
  const { amount, kind, instalment, declaration } = entitlement;
  if (kind === null || isZero(amount)) throw nothingDue(waits);
  if (declaration && clock?.stops.some(({ until }) => until === null)) throw clockStopped();
  const { account } = around;
  if (!account) throw noAccount();
  if (!ready) throw nothingDue(waits);
  const offs = setOffsOf(around.recoveries, amount);
  const number = `${view.number}-P${around.payments.length + 1}`;
  return actOn(desk, { action: "payment.prepare" }, async (act) => {
    const facts = factsOf(view, around.declared, takenOf(around.payments, around.recoveries), around.today);
    const id = await addRow(desk, act, "payment", {
      number,
      agreement,
      operation: view.operation,
      partner: view.partner,
      kind,
      instalment,
      declaration: declaration?.declaration ?? null,
      amount,
      set_off: sumOf(offs.map((off) => off.amount)),
      tree: JSON.stringify(treeOf(facts, entitlement)),
      communication: plainText(`${number} ${declaration?.number ?? ""}`, 140),
      account: account.id,
      due_on: dueOn,
      prepared_on: around.today,
      prepared_by: actorAt(desk),
      ...stamped(desk, "prepared", at),
    });
    for (const off of offs)
      await desk.client.query(
        "insert into payment.set_off (payment, of_recovery, amount) values ($1, $2, $3)",
        [id, off.recovery, off.amount],
      );
    await act.note("payment.payment", id);
    return { id, number, state: "prepared" };
  });
};

/** What of each recovery order is kept out of a payment: the oldest first, as far as the payment goes. */
const setOffsOf = (
  recoveries: readonly RecoveryRow[],
  amount: string,
): readonly Readonly<{ recovery: number; amount: string }>[] => {
  let left = amount;
  return recoveries.flatMap(({ id, state, left: owed, kept }) => {
    const part = smaller(less(owed, kept), left);
    if (state !== "issued" || !isAbove(part, nothing)) return [];
    left = less(left, part);
    return [{ recovery: id, amount: part }];
  });
};

/** Returns what whoever acted on a payment is answered. */
export const madeOf = ({ id, number, state }: Pick<Payment, "id" | "number" | "state">): Made => ({
  id,
  number,
  state,
});

/** Returns the payment as it is now, for whoever acted on it. */
export const madeNow = async (desk: Desk, id: number): Promise<Made> => {
  const [row] = await listPayments(desk, { ids: [id] });
  if (!row) throw new Error(`payment ${id} is gone`);
  return madeOf(row);
};
