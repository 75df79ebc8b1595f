import { mayAt } from "../agreement/desk.ts";
import { type AgreementView, listAgreements } from "../agreement/read.ts";
import { placeNames } from "../declaration/page.ts";
import { stopReasons } from "./shapes.ts";
import { isAbove, nothing, sumOf } from "../euros.ts";
import { aroundAll } from "./around.ts";
import type { Desk } from "./desk.ts";
import { positionOf, stopReason, type Around } from "./due.ts";
import { listFiles } from "./files.ts";
import { handsOf } from "./hands.ts";
import { listPayments, listRecoveries, type PaymentsAsked } from "./row.ts";
import type { Due, PaymentsPage } from "./shapes.ts";
import { shownPayment, shownRecovery } from "./show.ts";

const hasForce = ({ state }: AgreementView): boolean =>
  state === "active" || state === "ended" || state === "terminated";

/**
 * Returns payments, recovery orders and files as far as the asker sees them, and of each agreement what could be paid
 * next, or what it waits for; what could be paid at once comes first, the most urgent first.
 */
export const paymentsPage = async (
  desk: Desk,
  asked: Pick<PaymentsAsked, "agreement" | "partner" | "state">,
): Promise<PaymentsPage> => {
  const { house, client } = desk;
  const today = house.today();
  const views = (await listAgreements(client, { partner: asked.partner })).filter(
    (view) =>
      (asked.agreement === undefined || view.id === asked.agreement) &&
      hasForce(view) &&
      mayAt(desk, "money:read", view),
  );
  const rows = await listPayments(desk, asked);
  const recoveries = await listRecoveries(desk, asked);
  const hands = await handsOf(desk, [
    ...rows.flatMap(({ preparedBy, approvedBy }) => [preparedBy, approvedBy]),
    ...recoveries.map(({ issuedBy }) => issuedBy),
  ]);
  const due = (await aroundAll(desk, views, today)).map((around) => dueOf(desk, around)).toSorted(byUrgency);
  const pays = desk.who === undefined || house.guards.right(desk.who, "money:pay");
  const sum = (states: readonly string[]) =>
    sumOf(rows.filter(({ state }) => states.includes(state)).map(({ net }) => net));
  return {
    today,
    rows: rows.map((row) => shownPayment(desk, hands, row, today)),
    due,
    recoveries: recoveries.map((row) => shownRecovery(desk, hands, row, today)),
    files: (await listFiles(desk)).map(({ id, messageId, madeAt, count, total, executedOn }) => ({
      id,
      messageId,
      madeAt,
      count,
      total,
      executedOn,
    })),
    toSend: rows
      .filter((row) => row.state === "approved" && isAbove(row.net, nothing) && mayAt(desk, "money:pay", row))
      .map(({ id }) => id),
    totals: {
      paid: sum(["paid"]),
      underway: sum(["prepared", "approved", "sent"]),
      due: sumOf(due.filter(({ ready }) => ready).map(({ amount }) => amount)),
      toRecover: sumOf(recoveries.filter(({ state }) => state === "issued").map(({ left }) => left)),
    },
    stopReasons: stopReasons.map((id) => stopReason(house.programme, id)),
    may: { prepare: pays, approve: pays, file: pays },
  };
};

const dueOf = (desk: Desk, around: Around): Due => {
  const { view } = around;
  const { entitlement, clock, dueOn, daysLeft, waits, ready } = positionOf(desk, around);
  return {
    agreement: { id: view.id, number: view.number },
    ...placeNames(desk.house.programme, view.operation, view.partner),
    kind: entitlement.kind,
    instalment: entitlement.instalment,
    amount: entitlement.amount,
    owed: entitlement.owed,
    dueOn,
    daysLeft,
    ready,
    waits,
    clock,
    mayPrepare: ready && mayAt(desk, "money:pay", view),
  };
};

const byUrgency = (a: Due, b: Due): number =>
  Number(b.ready) - Number(a.ready) ||
  (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER) ||
  a.agreement.id - b.agreement.id;
