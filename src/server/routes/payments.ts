import { z } from "zod";
import { approvePayment, cancelPayment, refusePayment } from "../../payment/acts.ts";
import {
  addBankAccount,
  bankAccountsPage,
  closeBankAccount,
  confirmBankAccount,
} from "../../payment/bank-accounts.ts";
import { executeFile, fileBytes, makeBankFile, returnPayment } from "../../payment/files.ts";
import { paymentsPage } from "../../payment/page.ts";
import { bankFilePage, paymentPage, recoveriesPage } from "../../payment/payment-page.ts";
import { preparePayment } from "../../payment/prepare.ts";
import { cancelRecovery, issueRecovery, noteRepayment, writeOff } from "../../payment/recoveries.ts";
import {
  accountBody,
  bankAccountsShape,
  bankFileShape,
  commentBody,
  executedBody,
  fileBody,
  liftBody,
  madeShape,
  paymentShape,
  paymentsShape,
  paymentStates,
  reasonShape,
  recoveriesShape,
  recoveryBody,
  repaidBody,
  returnedBody,
  stopBody,
} from "../../payment/shapes.ts";
import { liftStop, stopClock } from "../../payment/stops.ts";
import { defineRoute } from "../route.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const paying = { kind: "right", right: "money:pay" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const partner = z.string().max(120);
const empty = z.strictObject({}).optional();
const gone = (): Response => new Response(null, { status: 204 });

const ofPayment = z.object({ payment: number });
const ofFile = z.object({ file: number });
const ofRecovery = z.object({ recovery: number });
const ofAgreement = z.object({ agreement: number });
const ofAccount = z.object({ account: number });

const listPayments = defineRoute({
  id: "listPayments",
  method: "get",
  path: "/api/payments",
  summary: "Payments, recovery orders, and of each agreement what could be paid next or what it waits for",
  tags,
  access: reading,
  query: z.object({
    agreement: number.optional(),
    partner: partner.optional(),
    state: z.enum(paymentStates).optional(),
  }),
  answer: paymentsShape,
  handle: (visit) => paymentsPage(visit, visit.query),
});

const prepareRoute = defineRoute({
  id: "preparePayment",
  method: "post",
  path: "/api/agreements/{agreement}/payments",
  summary: "Prepares the next payment: nothing is typed; the one under way already is the answer",
  tags,
  access: paying,
  params: ofAgreement,
  body: empty,
  answer: madeShape,
  status: 201,
  handle: (visit) => preparePayment(visit, visit.params.agreement),
});

const readRoute = defineRoute({
  id: "readPayment",
  method: "get",
  path: "/api/payments/{payment}",
  summary: "A payment: how its amount came about, where it goes, and who did what",
  tags,
  access: reading,
  params: ofPayment,
  answer: paymentShape,
  handle: (visit) => paymentPage(visit, visit.params.payment),
});

const approveRoute = defineRoute({
  id: "approvePayment",
  method: "post",
  path: "/api/payments/{payment}/approve",
  summary: "Approves a payment, as another person than whoever prepared it",
  tags,
  access: paying,
  params: ofPayment,
  body: empty,
  answer: madeShape,
  handle: (visit) => approvePayment(visit, visit.params.payment),
});

const refuseRoute = defineRoute({
  id: "refusePayment",
  method: "post",
  path: "/api/payments/{payment}/refuse",
  summary: "Refuses a payment that was prepared",
  tags,
  access: paying,
  params: ofPayment,
  body: reasonShape,
  answer: madeShape,
  handle: (visit) => refusePayment(visit, visit.params.payment, visit.body.reason),
});

const cancelRoute = defineRoute({
  id: "cancelPayment",
  method: "post",
  path: "/api/payments/{payment}/cancel",
  summary: "Cancels a payment that no bank file has",
  tags,
  access: paying,
  params: ofPayment,
  body: reasonShape,
  answer: madeShape,
  handle: (visit) => cancelPayment(visit, visit.params.payment, visit.body.reason),
});

const returnedRoute = defineRoute({
  id: "returnPayment",
  method: "post",
  path: "/api/payments/{payment}/returned",
  summary: "Notes that the bank returned a payment: it is reversed in the ledger",
  tags,
  access: paying,
  params: ofPayment,
  body: returnedBody,
  answer: madeShape,
  handle: (visit) => returnPayment(visit, visit.params.payment, visit.body),
});

const makeFileRoute = defineRoute({
  id: "makeBankFile",
  method: "post",
  path: "/api/bank-files",
  summary: "Puts approved payments into one file of SEPA credit transfers",
  tags,
  access: paying,
  body: fileBody,
  answer: bankFileShape,
  status: 201,
  handle: async (visit) => bankFilePage(visit, (await makeBankFile(visit, visit.body)).id),
});

const readFileRoute = defineRoute({
  id: "readBankFile",
  method: "get",
  path: "/api/bank-files/{file}",
  summary: "A file of transfers and its payments",
  tags,
  access: reading,
  params: ofFile,
  answer: bankFileShape,
  handle: (visit) => bankFilePage(visit, visit.params.file),
});

const downloadFile = defineRoute({
  id: "downloadBankFile",
  method: "get",
  path: "/api/bank-files/{file}/xml",
  summary: "The file as the bank reads it: ISO 20022 pain.001.001.03",
  tags,
  access: paying,
  params: ofFile,
  handle: async (visit) => {
    const { messageId, xml } = await fileBytes(visit, visit.params.file);
    return new Response(xml, {
      headers: {
        "content-type": "application/xml",
        "content-disposition": `attachment; filename="${messageId}.xml"`,
        "cache-control": "no-store",
      },
    });
  },
});

const executedRoute = defineRoute({
  id: "executeBankFile",
  method: "post",
  path: "/api/bank-files/{file}/executed",
  summary: "Notes that the bank executed a file, and posts its payments",
  tags,
  access: paying,
  params: ofFile,
  body: executedBody,
  answer: bankFileShape,
  handle: async (visit) => {
    await executeFile(visit, visit.params.file, visit.body.executedOn);
    return bankFilePage(visit, visit.params.file);
  },
});

const stopRoute = defineRoute({
  id: "stopPaymentClock",
  method: "post",
  path: "/api/declarations/{declaration}/payment-stops",
  summary: "Stops the days in which the partner is to be paid, for a reason of the law, told in writing",
  tags,
  access: paying,
  params: z.object({ declaration: number }),
  body: stopBody,
  answer: z.object({ id: z.int() }),
  status: 201,
  handle: (visit) => stopClock(visit, visit.params.declaration, visit.body),
});

const liftRoute = defineRoute({
  id: "liftPaymentStop",
  method: "delete",
  path: "/api/declarations/{declaration}/payment-stops/{stop}",
  summary: "Lets the days count again",
  tags,
  access: paying,
  params: z.object({ declaration: number, stop: number }),
  body: liftBody.optional(),
  handle: async (visit) => {
    await liftStop(visit, visit.params.declaration, visit.params.stop, visit.body ?? {});
    return gone();
  },
});

const listAccounts = defineRoute({
  id: "listBankAccounts",
  method: "get",
  path: "/api/partners/{partner}/bank-accounts",
  summary: "The bank accounts of a partner",
  tags,
  access: reading,
  params: z.object({ partner }),
  answer: bankAccountsShape,
  handle: (visit) => bankAccountsPage(visit, visit.params.partner),
});

const addAccount = defineRoute({
  id: "addBankAccount",
  method: "post",
  path: "/api/partners/{partner}/bank-accounts",
  summary: "Tells a bank account, which is used once a second person confirmed it",
  tags,
  access: reading,
  params: z.object({ partner }),
  body: accountBody,
  answer: bankAccountsShape,
  status: 201,
  handle: async (visit) => {
    await addBankAccount(visit, visit.params.partner, visit.body);
    return bankAccountsPage(visit, visit.params.partner);
  },
});

const confirmAccount = defineRoute({
  id: "confirmBankAccount",
  method: "post",
  path: "/api/bank-accounts/{account}/confirm",
  summary: "Confirms a bank account, as another person than whoever entered it",
  tags,
  access: paying,
  params: ofAccount,
  body: empty,
  handle: async (visit) => {
    await confirmBankAccount(visit, visit.params.account);
    return gone();
  },
});

const closeAccount = defineRoute({
  id: "closeBankAccount",
  method: "post",
  path: "/api/bank-accounts/{account}/close",
  summary: "Closes a bank account: nothing is paid to it any more",
  tags,
  access: paying,
  params: ofAccount,
  body: z.strictObject({ reason: z.string().max(2000).default("") }).optional(),
  handle: async (visit) => {
    await closeBankAccount(visit, visit.params.account, visit.body?.reason ?? "");
    return gone();
  },
});

const listRecoveries = defineRoute({
  id: "listRecoveries",
  method: "get",
  path: "/api/agreements/{agreement}/recoveries",
  summary: "What is asked back under an agreement, and what could be",
  tags,
  access: reading,
  params: ofAgreement,
  answer: recoveriesShape,
  handle: (visit) => recoveriesPage(visit, visit.params.agreement),
});

const issueRoute = defineRoute({
  id: "issueRecovery",
  method: "post",
  path: "/api/agreements/{agreement}/recoveries",
  summary: "Asks back what was paid above the entitlement",
  tags,
  access: paying,
  params: ofAgreement,
  body: recoveryBody,
  answer: madeShape,
  status: 201,
  handle: (visit) => issueRecovery(visit, visit.params.agreement, visit.body),
});

const repaidRoute = defineRoute({
  id: "noteRepayment",
  method: "post",
  path: "/api/recoveries/{recovery}/repaid",
  summary: "Notes what the partner repaid; what came under a bank reference is counted once",
  tags,
  access: paying,
  params: ofRecovery,
  body: repaidBody,
  answer: madeShape,
  handle: (visit) => noteRepayment(visit, visit.params.recovery, visit.body),
});

const writeOffRoute = defineRoute({
  id: "writeOffRecovery",
  method: "post",
  path: "/api/recoveries/{recovery}/irrecoverable",
  summary: "Gives up what is left of an order, as another person than whoever issued it",
  tags,
  access: paying,
  params: ofRecovery,
  body: commentBody,
  answer: madeShape,
  handle: (visit) => writeOff(visit, visit.params.recovery, visit.body.comment),
});

const cancelRecoveryRoute = defineRoute({
  id: "cancelRecovery",
  method: "post",
  path: "/api/recoveries/{recovery}/cancel",
  summary: "Takes back an order of which nothing was repaid or set off",
  tags,
  access: paying,
  params: ofRecovery,
  body: reasonShape,
  answer: madeShape,
  handle: (visit) => cancelRecovery(visit, visit.params.recovery, visit.body.reason),
});

export const paymentRoutes = [
  listPayments,
  prepareRoute,
  readRoute,
  approveRoute,
  refuseRoute,
  cancelRoute,
  returnedRoute,
  makeFileRoute,
  readFileRoute,
  downloadFile,
  executedRoute,
  stopRoute,
  liftRoute,
  listAccounts,
  addAccount,
  confirmAccount,
  closeAccount,
  listRecoveries,
  issueRoute,
  repaidRoute,
  writeOffRoute,
  cancelRecoveryRoute,
] as const;
