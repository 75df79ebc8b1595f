import type { Due, PaymentRow, PaymentsPage } from "../../../src/payment/shapes.ts";

const states: readonly PaymentRow["state"][] = ["prepared", "approved", "sent"];

/** Whether a payment was begun and is not over. */
export const isUnderway = ({ state }: Pick<PaymentRow, "state">): boolean => states.includes(state);

/** Returns what comes next of the agreements of which no payment is on its way: that one is shown itself. */
export const notUnderway = ({ rows, due }: Pick<PaymentsPage, "rows" | "due">): readonly Due[] => {
  const begun = new Set(rows.filter(isUnderway).map(({ agreement }) => agreement.id));
  return due.filter(({ agreement }) => !begun.has(agreement.id));
};
