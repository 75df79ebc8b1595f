import { mayAt } from "../agreement/desk.ts";
import { placeNames } from "../declaration/page.ts";
import { isAbove, isZero, less, nothing } from "../euros.ts";
import { shownIban } from "./iban.ts";
import { actorAt, type Desk, seesAll } from "./desk.ts";
import { type Hands, handOf } from "./hands.ts";
import type { Payment, RecoveryRow } from "./row.ts";
import type { PaymentRow, Recovery } from "./shapes.ts";
import { mayNotApprove, recoveryWords, stateWords, wholeSetOff } from "./words.ts";

const isOpen = (state: Payment["state"]): boolean =>
  state === "prepared" || state === "approved" || state === "sent";

/** Returns a payment as lists show it. */
export const shownPayment = (desk: Desk, hands: Hands, row: Payment, today: string): PaymentRow => {
  const pays = mayAt(desk, "money:pay", row);
  const mine = row.preparedBy === actorAt(desk);
  const { state, net } = row;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    agreement: { id: row.agreement, number: row.agreementNumber },
    ...placeNames(desk.house.programme, row.operation, row.partner),
    declaration:
      row.declaration === null || row.declarationNumber === null
        ? null
        : { id: row.declaration, number: row.declarationNumber },
    amount: row.amount,
    setOff: row.setOff,
    net,
    state,
    why: state === "paid" && isZero(net) ? wholeSetOff : stateWords[state],
    dueOn: row.dueOn,
    daysLeft:
      row.dueOn === null || !isOpen(state)
        ? null
        : (Date.parse(`${row.dueOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000,
    executedOn: row.executedOn,
    file:
      row.file === null || row.messageId === null || !seesAll(desk)
        ? null
        : { id: row.file, messageId: row.messageId },
    preparedBy: hands(row.preparedBy, row.preparedAt),
    approvedBy: handOf(hands, row.approvedBy, row.approvedAt),
    may: {
      approve: pays && state === "prepared" && !mine,
      refuse: pays && state === "prepared" && !mine,
      cancel: pays && (state === "prepared" || state === "approved"),
      file: pays && state === "approved" && !isZero(net),
      returned: pays && (state === "sent" || state === "paid") && !isZero(net),
    },
    mayNot: pays && state === "prepared" && mine ? mayNotApprove : null,
  };
};

/** Returns a recovery order as it is shown, with the account that it is repaid to. */
export const shownRecovery = (desk: Desk, hands: Hands, row: RecoveryRow, today: string): Recovery => {
  const { authority } = desk.house.programme.control;
  const pays = mayAt(desk, "money:pay", row);
  const issued = row.state === "issued";
  return {
    id: row.id,
    number: row.number,
    agreement: { id: row.agreement, number: row.agreementNumber },
    ...placeNames(desk.house.programme, row.operation, row.partner),
    decision: row.decision,
    amount: row.amount,
    setOff: row.setOff,
    repaid: row.repaid,
    left: row.left,
    reason: row.reason,
    state: row.state,
    why: recoveryWords[row.state],
    issuedOn: row.issuedOn,
    dueOn: row.dueOn,
    overdue: issued && row.dueOn < today,
    communication: row.communication,
    payTo: authority ? { name: authority.holder, iban: shownIban(authority.iban), bic: authority.bic } : null,
    comment: row.comment,
    repayments: row.repayments.map((each) => ({ ...each })),
    issuedBy: hands(row.issuedBy, row.issuedAt),
    may: {
      repaid: pays && issued && isAbove(less(row.left, row.kept), nothing),
      irrecoverable: pays && issued && isZero(row.kept) && row.issuedBy !== actorAt(desk),
      cancel: pays && issued && isZero(row.kept) && row.left === row.amount,
    },
  };
};
