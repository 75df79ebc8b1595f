import type { About, Sample } from "./samples.ts";

type More = Omit<Sample, "path">;
const payment =
  (step: keyof About["payments"], more: More = {}) =>
  ({ payments }: About): Sample => ({ path: { payment: payments[step] }, ...more });
const file =
  (more: More = {}) =>
  ({ bankFile }: About): Sample => ({ path: { file: bankFile }, ...more });
const account =
  (more: More = {}) =>
  ({ bankAccounts }: About): Sample => ({ path: { account: bankAccounts.proposed }, ...more });
const recovery =
  (more: More = {}) =>
  (about: About): Sample => ({ path: { recovery: about.recovery }, ...more });
const ofPartner =
  (more: More = {}) =>
  ({ place }: About): Sample => ({ path: { partner: place.partner }, ...more });
const reason = "Essai";
const on = "2020-06-02";

/** Requests about payments that succeed for whoever may make them. */
export const paymentSamples: Readonly<Record<string, (about: About) => Sample>> = {
  listPayments: ({ payable }) => ({ query: { agreement: String(payable) } }),
  preparePayment: ({ payable }) => ({ path: { agreement: payable }, body: {} }),
  readPayment: payment("prepared"),
  "readPayment:paid": payment("paid"),
  approvePayment: payment("prepared", { body: {} }),
  refusePayment: payment("prepared", { body: { reason } }),
  cancelPayment: payment("approved", { body: { reason } }),
  returnPayment: payment("sent", { body: { on, reason } }),
  makeBankFile: ({ payments }) => ({ body: { payments: [payments.approved] } }),
  readBankFile: file(),
  downloadBankFile: file(),
  executeBankFile: file({ body: { executedOn: on } }),
  stopPaymentClock: ({ declarations }) => ({
    path: { declaration: declarations.submitted },
    body: { reason: "documents_missing", told: reason },
  }),
  liftPaymentStop: ({ decidedDeclaration, stop }) => ({
    path: { declaration: decidedDeclaration, stop },
    body: {},
  }),
  listBankAccounts: ofPartner(),
  addBankAccount: ofPartner({ body: { holder: reason, iban: "FR1420041010050500013M02606" } }),
  confirmBankAccount: account({ body: {} }),
  closeBankAccount: account({ body: {} }),
  listRecoveries: ({ payable }) => ({ path: { agreement: payable } }),
  // Nothing was paid too much: what is refused then is not a right.
  issueRecovery: ({ payable }) => ({ path: { agreement: payable }, body: { reason } }),
  noteRepayment: recovery({ body: { amount: "1.00", receivedOn: on, reference: "essai" } }),
  writeOffRecovery: recovery({ body: { comment: reason } }),
  cancelRecovery: recovery({ body: { reason } }),
};
