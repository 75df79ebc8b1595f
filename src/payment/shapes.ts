import { z } from "zod";
import { day, euros, number, operation, partner, waits, words } from "../agreement/shared-shapes.ts";
import { nodeShape } from "../declaration/node-shape.ts";
import { source, text } from "../shapes.ts";

/** What payments are told as. Amounts are texts of euros, days "YYYY-MM-DD", moments "YYYY-MM-DDTHH:MM:SSZ". */

export const paymentStates = [
  "prepared",
  "approved",
  "sent",
  "paid",
  "returned",
  "refused",
  "cancelled",
] as const;
export const paymentKinds = ["advance", "interim", "balance"] as const;
export const recoveryStates = ["issued", "set_off", "repaid", "irrecoverable", "cancelled"] as const;
export const accountStates = ["proposed", "confirmed", "closed"] as const;
export const stopReasons = [
  "not_due",
  "documents_missing",
  "irregularity",
  "information_insufficient",
] as const;

const amount = z.string().describe('Euros, two digits: "12.50"');
const moment = z.string();
const agreement = z.object({ id: number, number: z.string() });
const declaration = z.object({ id: number, number: z.string() });
const place = { agreement, operation, partner };
/** Who did something and when; names are for the authority's own people. */
const hand = z.object({
  at: moment,
  name: z.string().nullable().describe("Who it was; null for whoever is not of the authority"),
  mine: z.boolean().describe("Whether it was the asker"),
});

export const stopShape = z.object({
  id: number,
  from: day,
  until: day.nullable().describe("Null: it still stops"),
  reason: z.object({ id: z.enum(stopReasons), label: text, source }),
  told: z.string().describe("What the partner was told, in writing"),
  toldAt: moment,
  mayLift: z.boolean(),
});
export const clockShape = z.object({
  declaration,
  submittedOn: day,
  allowed: z.number().int().describe("Days in which the partner is to be paid"),
  source,
  used: z.number().int().describe("Days that have counted, without those of the stops"),
  stopped: z.number().int().describe("Days of the stops"),
  dueOn: day.nullable().describe("The last day; null while a stop has no end"),
  daysLeft: z.number().int().describe("Below nothing: exceeded by so many"),
  exceeded: z.boolean(),
  runs: z.boolean().describe("Not stopped, not paid"),
  paidOn: day.nullable(),
  stops: z.array(stopShape),
  mayStop: z.boolean(),
});
export type Clock = z.infer<typeof clockShape>;

const may = z.object({
  approve: z.boolean(),
  refuse: z.boolean(),
  cancel: z.boolean(),
  file: z.boolean(),
  returned: z.boolean(),
});

const rowFields = {
  id: number,
  number: z.string(),
  kind: z.enum(paymentKinds),
  ...place,
  declaration: declaration.nullable().describe("The last one decided that it rests on"),
  amount: amount.describe("What the partner is entitled to"),
  setOff: amount.describe("What recovery orders keep of it"),
  net: amount.describe("What is transferred"),
  state: z.enum(paymentStates),
  why: text.describe("What the state means and what it waits for, in a sentence for the partner"),
  dueOn: day.nullable().describe("The last day by which it is to be paid"),
  daysLeft: z.number().int().nullable().describe("Until then, while it is not paid"),
  executedOn: day.nullable(),
  file: z.object({ id: number, messageId: z.string() }).nullable(),
  preparedBy: hand,
  approvedBy: hand.nullable(),
  may,
  mayNot: text.nullable().describe("Why the asker may not approve, where only a second person may"),
};
export const paymentRow = z.object(rowFields);
export type PaymentRow = z.infer<typeof paymentRow>;

export const dueShape = z.object({
  ...place,
  kind: z.enum(paymentKinds).nullable(),
  instalment: z.int().nullable(),
  amount: amount.describe("What could be paid next; what is owed back is in `owed`"),
  owed: amount.describe("What was paid above what the partner is entitled to"),
  dueOn: day.nullable(),
  daysLeft: z.number().int().nullable(),
  ready: z.boolean(),
  waits,
  clock: clockShape.nullable(),
  mayPrepare: z.boolean(),
});
export type Due = z.infer<typeof dueShape>;

export const repaymentShape = z.object({ receivedOn: day, amount, reference: z.string() });
export const recoveryShape = z.object({
  id: number,
  number: z.string(),
  ...place,
  decision: number.nullable(),
  amount,
  setOff: amount,
  repaid: amount,
  left: amount,
  reason: z.string(),
  state: z.enum(recoveryStates),
  why: text,
  issuedOn: day,
  dueOn: day,
  overdue: z.boolean(),
  communication: z.string().describe("Structured communication: +++123/4567/89002+++"),
  payTo: z.object({ name: z.string(), iban: z.string(), bic: z.string().nullable() }).nullable(),
  comment: z.string().describe("Why it cannot be recovered"),
  repayments: z.array(repaymentShape),
  issuedBy: hand,
  may: z.object({ repaid: z.boolean(), irrecoverable: z.boolean(), cancel: z.boolean() }),
});
export type Recovery = z.infer<typeof recoveryShape>;

const maySay = z.object({ prepare: z.boolean(), approve: z.boolean(), file: z.boolean() });

export const paymentsShape = z.object({
  today: day,
  rows: z.array(paymentRow),
  due: z.array(dueShape).describe("By agreement: what could be paid next, or what it waits for"),
  recoveries: z.array(recoveryShape),
  files: z.array(
    z.object({
      id: number,
      messageId: z.string(),
      madeAt: moment,
      count: z.int(),
      total: amount,
      executedOn: day.nullable(),
    }),
  ),
  toSend: z.array(number).describe("Approved payments that a bank file can take"),
  totals: z.object({ paid: amount, underway: amount, due: amount, toRecover: amount }),
  stopReasons: z.array(z.object({ id: z.enum(stopReasons), label: text, source })),
  may: maySay,
});
export type PaymentsPage = z.infer<typeof paymentsShape>;

export const bankAccountShape = z.object({
  id: number,
  holder: z.string(),
  iban: z.string().describe("Whole for the partner itself and for whoever pays; else BE68 •••• •••• 7034"),
  bic: z.string().nullable(),
  from: day,
  state: z.enum(accountStates),
  document: number.nullable(),
  enteredBy: hand,
  confirmedBy: hand.nullable(),
  may: z.object({ confirm: z.boolean(), close: z.boolean() }),
  mayNot: text.nullable().describe("Why the asker may not confirm it"),
});
export type BankAccount = z.infer<typeof bankAccountShape>;
export const bankAccountsShape = z.object({
  partner,
  rows: z.array(bankAccountShape),
  mayAdd: z.boolean(),
});
export type BankAccounts = z.infer<typeof bankAccountsShape>;

export const paymentShape = z.object({
  ...rowFields,
  today: day,
  tree: nodeShape.describe("How the amount came about, as it was when it was prepared"),
  setOffs: z.array(z.object({ recovery: number, number: z.string(), amount })),
  account: bankAccountShape.nullable(),
  communication: z.string(),
  clock: clockShape.nullable(),
  entries: z.array(z.object({ entry: number, kind: z.string(), kindName: text })),
  refusedReason: z.string(),
  history: z.array(z.object({ what: text, by: hand, reason: z.string() })),
});
export type PaymentPage = z.infer<typeof paymentShape>;

export const bankFileShape = z.object({
  id: number,
  messageId: z.string(),
  format: z.string().describe("pain.001.001.03"),
  madeBy: hand,
  executeOn: day,
  count: z.int(),
  total: amount,
  sha256: z.string(),
  executedOn: day.nullable(),
  payments: z.array(paymentRow),
  may: z.object({ executed: z.boolean() }),
});
export type BankFilePage = z.infer<typeof bankFileShape>;

export const recoveriesShape = z.object({
  ...place,
  owed: amount.describe("What was paid above what the partner is entitled to, not yet in an order"),
  most: amount.describe("The most that an order can ask"),
  rows: z.array(recoveryShape),
  may: z.object({ issue: z.boolean() }),
});
export type Recoveries = z.infer<typeof recoveriesShape>;

export const madeShape = z.object({ id: number, number: z.string(), state: z.string() });
export type Made = z.infer<typeof madeShape>;

/** What is sent. */
export const reasonShape = z.strictObject({ reason: words(2000) });
export const accountBody = z.strictObject({
  holder: words(70),
  iban: z.string().trim().min(5).max(50),
  bic: z.string().trim().max(11).nullable().default(null),
  from: day.optional().describe("The day from which it is used; today where not said"),
  document: number.nullable().default(null),
});
export type AccountBody = z.input<typeof accountBody>;
export const fileBody = z.strictObject({
  payments: z.array(number).min(1).max(2000),
  executeOn: day
    .optional()
    .describe("The day on which the bank is asked to execute it; today where not said"),
});
export type FileBody = z.infer<typeof fileBody>;
export const executedBody = z.strictObject({ executedOn: day });
export const returnedBody = z.strictObject({ on: day, reason: words(400) });
export const stopBody = z.strictObject({
  from: day.optional(),
  reason: z.enum(stopReasons),
  told: words(2000).describe("What the partner is told, in writing"),
});
export type StopBody = z.infer<typeof stopBody>;
export const liftBody = z.strictObject({ until: day.optional() });
export const recoveryBody = z.strictObject({
  amount: euros.optional().describe("What is owed, where not said"),
  reason: words(2000),
  decision: number.nullable().default(null).describe("The decision of control that it follows"),
  dueOn: day.optional(),
});
export type RecoveryBody = z.input<typeof recoveryBody>;
export const repaidBody = z.strictObject({
  amount: euros,
  receivedOn: day,
  reference: words(140).describe("The bank's reference; the same one is kept once"),
});
export type RepaidBody = z.infer<typeof repaidBody>;
export const commentBody = z.strictObject({ comment: words(1500) });
