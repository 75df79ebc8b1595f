import { mayAt, needRight } from "../agreement/desk.ts";
import { controlNumber } from "../definition/control.ts";
import { shiftDate } from "../definition/condition/calendar.ts";
import { type Euros, isAbove, isZero, less, nothing, smaller, sumOf } from "../euros.ts";
import { balances } from "../ledger/balances.ts";
import { reverse } from "../ledger/post.ts";
import type { Act } from "../trail/act.ts";
import { book, move, name } from "./acts.ts";
import { aroundOne } from "./around.ts";
import { structured } from "./communication.ts";
import {
  actOn,
  actorAt,
  addRow,
  agreementAt,
  changeRow,
  dayAt,
  type Desk,
  nextNumber,
  stamped,
  takeTurns,
} from "./desk.ts";
import { positionOf, type Around } from "./due.ts";
import {
  keptByPayment,
  moreThanLeft,
  notOwed,
  sameReference,
  secondPerson,
  wrongDay,
  wrongState,
} from "./problem.ts";
import { type RecoveryRow, takeRecovery } from "./row.ts";
import type { Made, RecoveryBody, RepaidBody } from "./shapes.ts";

/** Returns what can be asked back under an agreement: what was paid above the entitlement, as far as it is paid. */
export const owedOf = async (desk: Desk, around: Around): Promise<Readonly<{ owed: Euros; most: Euros }>> => {
  const { owed } = positionOf(desk, around).entitlement;
  const paid = sumOf(
    (await balances(desk.client, { agreement: around.view.id, account: "paid" })).map(({ amount }) => amount),
  );
  return { owed, most: smaller(owed, isAbove(paid, nothing) ? paid : nothing) };
};

/** Days in which a recovery order is paid where no definition says it. */
const usualDays = 30;

/**
 * Asks back what was paid above the entitlement, all of it where no amount is said, under a structured communication.
 * Throws Problem where less is owed.
 */
export const issueRecovery = async (
  desk: Desk,
  agreement: number,
  { amount, reason, decision = null, dueOn }: RecoveryBody,
  at?: string,
): Promise<Made> => {
  const view = await agreementAt(desk, agreement);
  needRight(desk, "money:pay", view);
  await takeTurns(desk.client, [agreement]);
  const today = dayAt(desk, at);
  const around = await aroundOne(desk, view, today);
  const { most } = await owedOf(desk, around);
  const asked = amount ?? most;
  if (isZero(asked) || isAbove(asked, most)) throw notOwed(most);
  const { control } = desk.house.programme;
  const days = control.fingerprint === undefined ? usualDays : controlNumber(control, "recovery_days", today);
  const due = dueOn ?? shiftDate(today, { days });
  if (due < today) throw wrongDay();
  return actOn(desk, { action: "payment.recovery", reason }, async (act) => {
    const id = await nextNumber(desk);
    const number = `${view.number}-R${around.recoveries.length + 1}`;
    await addRow(desk, act, "recovery", {
      id,
      number,
      agreement,
      operation: view.operation,
      partner: view.partner,
      decision,
      amount: asked,
      reason,
      issued_on: today,
      due_on: due,
      communication: structured(id),
      issued_by: actorAt(desk),
      ...stamped(desk, "issued", at),
    });
    const whose = { id, agreement, operation: view.operation, partner: view.partner };
    await book(desk, act, whose, "recovery_ordered", move("paid", "to_recover", asked));
    await act.note("payment.recovery", id);
    return { id, number, state: "issued" };
  });
};

const onRecovery = async (
  desk: Desk,
  id: number,
  action: string,
  work: (row: RecoveryRow) => Promise<((act: Act) => Promise<void>) | undefined>,
): Promise<Made> => {
  const row = await takeRecovery(desk, id);
  needRight(desk, "money:pay", row);
  const change = await work(row);
  if (change)
    await actOn(desk, { action }, async (act) => {
      await change(act);
      await act.note("payment.recovery", id);
    });
  const { number, state } = change ? await takeRecovery(desk, id) : row;
  return { id, number, state };
};

/** Notes what the partner repaid. What came under a bank reference is counted once. */
export const noteRepayment = (
  desk: Desk,
  id: number,
  { amount, receivedOn, reference }: RepaidBody,
  at?: string,
): Promise<Made> =>
  onRecovery(desk, id, "payment.repaid", async (row) => {
    const there = row.repayments.find((each) => each.reference === reference);
    if (there?.amount === amount) return undefined;
    if (there) throw sameReference();
    if (row.state !== "issued") throw wrongState(row.state);
    if (isZero(amount) || isAbove(amount, less(row.left, row.kept))) throw moreThanLeft();
    if (receivedOn > dayAt(desk, at) || receivedOn < row.issuedOn) throw wrongDay();
    const closes = less(row.left, amount) === nothing;
    const n = row.repayments.length + 1;
    return async (act) => {
      await changeRow(desk, act, "recovery", id, {
        repaid: sumOf([row.repaid, amount]),
        ...(closes ? { state: "repaid", ...stamped(desk, "closed", at) } : {}),
      });
      await desk.client.query(
        `insert into payment.repayment (recovery, n, amount, received_on, reference, noted_by)
         values ($1, $2, $3, $4, $5, $6)`,
        [id, n, amount, receivedOn, reference, actorAt(desk)],
      );
      await book(
        desk,
        act,
        row,
        "repaid",
        move("to_recover", "treasury", amount),
        `recovery:${id}:repaid:${n}`,
      );
    };
  });

/** Gives up what is left of an order, as another person than whoever issued it, with the reasons that the accounts ask. */
export const writeOff = (desk: Desk, id: number, comment: string, at?: string): Promise<Made> =>
  onRecovery(desk, id, "payment.irrecoverable", async (row) => {
    if (row.state === "irrecoverable") return undefined;
    if (row.state !== "issued") throw wrongState(row.state);
    if (!isZero(row.kept)) throw keptByPayment();
    if (row.issuedBy === actorAt(desk)) throw secondPerson();
    return async (act) => {
      await changeRow(desk, act, "recovery", id, {
        state: "irrecoverable",
        written_off: row.left,
        comment,
        ...stamped(desk, "closed", at),
      });
      await book(desk, act, row, "written_off", move("to_recover", "irrecoverable", row.left));
    };
  });

/** Takes back an order of which nothing was repaid or set off: its entry is reversed. */
export const cancelRecovery = (desk: Desk, id: number, reason: string, at?: string): Promise<Made> =>
  onRecovery(desk, id, "payment.recovery_cancelled", async (row) => {
    if (row.state === "cancelled") return undefined;
    if (row.state !== "issued" || row.left !== row.amount) throw wrongState(row.state);
    if (!isZero(row.kept)) throw keptByPayment();
    return async (act) => {
      const { rows } = await desk.client.query<{ entry: number }>(
        "select entry from payment.booked where recovery = $1 and kind = 'recovery_ordered'",
        [id],
      );
      const entry = rows[0]?.entry;
      if (entry === undefined) throw new Error(`recovery order ${id} is not booked`);
      await changeRow(desk, act, "recovery", id, {
        state: "cancelled",
        comment: reason,
        ...stamped(desk, "closed", at),
      });
      const key = `recovery:${id}:cancelled`;
      const reversal = await reverse(desk.client, act, entry, { kind: "recovery_cancelled", key, under: id });
      await name(desk, reversal, "recovery_cancelled", id);
    };
  });

/** Returns whether the asker asks back under an agreement. */
export const mayIssue = (desk: Desk, place: Readonly<{ operation: string; partner: string }>): boolean =>
  mayAt(desk, "money:pay", place);
