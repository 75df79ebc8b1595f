import { needRight } from "../agreement/desk.ts";
import { isZero, less, nothing, opposite, sumOf } from "../euros.ts";
import { post, type Posting } from "../ledger/post.ts";
import type { Act } from "../trail/act.ts";
import { actOn, actorAt, changeRow, dayAt, type Desk, stamped } from "./desk.ts";
import { madeNow, madeOf } from "./prepare.ts";
import { secondPerson, wrongState } from "./problem.ts";
import { listRecoveries, type Payment, takePayment } from "./row.ts";
import type { Made } from "./shapes.ts";

/**
 * Approves a payment, as another person than whoever prepared it. One that is wholly set off is executed by that, since
 * there is nothing to transfer. One that was approved already stays as it is. Throws Problem where the partner is not
 * entitled to it any more.
 */
export const approvePayment = async (desk: Desk, id: number, at?: string): Promise<Made> => {
  const row = await takePayment(desk, id);
  needRight(desk, "money:pay", row);
  if (row.state === "approved" || row.state === "sent" || row.state === "paid") return madeOf(row);
  if (row.state !== "prepared") throw wrongState(row.state);
  if (row.preparedBy === actorAt(desk)) throw secondPerson();
  await actOn(desk, { action: "payment.approve" }, async (act) => {
    await changeRow(desk, act, "payment", id, { state: "approved", ...stamped(desk, "approved", at) });
    if (isZero(row.net)) await execute(desk, act, row, dayAt(desk, at), at);
    else await act.note("payment.payment", id);
  });
  return madeNow(desk, id);
};

/** Refuses a payment that was prepared; one that is refused stays so. */
export const refusePayment = (desk: Desk, id: number, reason: string, at?: string): Promise<Made> =>
  end(desk, id, "refused", ["prepared"], reason, at);

/** Cancels a payment that no bank file has yet; one that is cancelled stays so. */
export const cancelPayment = (desk: Desk, id: number, reason: string, at?: string): Promise<Made> =>
  end(desk, id, "cancelled", ["prepared", "approved"], reason, at);

const end = async (
  desk: Desk,
  id: number,
  state: "refused" | "cancelled",
  from: readonly Payment["state"][],
  reason: string,
  at: string | undefined,
): Promise<Made> => {
  const row = await takePayment(desk, id);
  needRight(desk, "money:pay", row);
  if (row.state === state) return madeOf(row);
  if (!from.includes(row.state)) throw wrongState(row.state);
  await actOn(desk, { action: `payment.${state}`, reason }, async (act) => {
    await changeRow(desk, act, "payment", id, { state, end_reason: reason, ...stamped(desk, "ended", at) });
    await act.note("payment.payment", id);
  });
  return madeNow(desk, id);
};

/** Notes within an act that a payment was executed, and posts it: what was transferred, and what was set off. */
export const execute = async (
  desk: Desk,
  act: Act,
  row: Payment,
  on: string,
  at: string | undefined,
): Promise<void> => {
  await changeRow(desk, act, "payment", row.id, { state: "paid", executed_on: on });
  if (!isZero(row.net)) await book(desk, act, row, "paid", move("treasury", "paid", row.net));
  if (!isZero(row.setOff)) {
    await book(desk, act, row, "set_off", move("to_recover", "paid", row.setOff));
    await takeOff(desk, act, row, at);
  }
  await act.note("payment.payment", row.id);
};

/** Returns the postings that move an amount from one account to another. */
export const move = (
  from: Posting["account"],
  to: Posting["account"],
  amount: string,
): readonly Posting[] => [
  { account: from, line: "", amount: opposite(amount) },
  { account: to, line: "", amount },
];

/** Posts what comes of a payment or a recovery order, and names it there. */
export const book = async (
  desk: Desk,
  act: Act,
  whose: Readonly<{ id: number; operation: string; partner: string; agreement: number }>,
  kind: "paid" | "set_off" | "recovery_ordered" | "repaid" | "written_off",
  postings: readonly Posting[],
  key = `payment:${whose.id}:${kind}`,
): Promise<void> => {
  const { operation, partner, agreement, id: under } = whose;
  const entry = await post(desk.client, act, { kind, key, operation, partner, agreement, under, postings });
  await name(desk, entry, kind, under);
};

/** Names an entry of the ledger as that of a payment or a recovery order. */
export const name = async ({ client }: Desk, entry: number, kind: string, whose: number): Promise<void> => {
  const column = kind === "paid" || kind === "set_off" || kind === "returned" ? "payment" : "recovery";
  await client.query(`insert into payment.booked (entry, kind, ${column}) values ($1, $2, $3)`, [
    entry,
    kind,
    whose,
  ]);
};

const takeOff = async (desk: Desk, act: Act, row: Payment, at: string | undefined): Promise<void> => {
  const { rows } = await desk.client.query<{ recovery: number; amount: string }>(
    `select of_recovery as recovery, amount from payment.set_off where payment = $1 order by of_recovery`,
    [row.id],
  );
  const recoveries = new Map(
    (await listRecoveries(desk, { agreement: row.agreement })).map((each) => [each.id, each]),
  );
  for (const { recovery, amount } of rows) {
    const found = recoveries.get(recovery);
    if (!found) throw new Error(`recovery order ${recovery} is not there`);
    const closes = less(found.left, amount) === nothing;
    await changeRow(desk, act, "recovery", recovery, {
      set_off: sumOf([found.setOff, amount]),
      ...(closes ? { state: "set_off", ...stamped(desk, "closed", at) } : {}),
    });
    await act.note("payment.recovery", recovery);
  }
};
