import { mayAt } from "../agreement/desk.ts";
import { placeNames } from "../declaration/page.ts";
import { kindName } from "../ledger/kinds.ts";
import { aroundOne } from "./around.ts";
import { accountAt, maySeeAccounts, shownAccount } from "./bank-accounts.ts";
import { agreementAt, type Desk } from "./desk.ts";
import { clockOf } from "./due.ts";
import { fileAt } from "./files.ts";
import { handsOf } from "./hands.ts";
import { mayIssue, owedOf } from "./recoveries.ts";
import { listPayments, listRecoveries, readPayment } from "./row.ts";
import type { BankFilePage, PaymentPage, Recoveries } from "./shapes.ts";
import { shownPayment, shownRecovery } from "./show.ts";
import { historyWords } from "./words.ts";

/** Returns the page of a payment: how its amount came about, to which account it goes, and who did what. */
export const paymentPage = async (desk: Desk, id: number): Promise<PaymentPage> => {
  const { client, house } = desk;
  const row = await readPayment(desk, id);
  const today = house.today();
  const hands = await handsOf(desk, [row.preparedBy, row.approvedBy, row.endedBy]);
  const { rows: setOffs } = await client.query<{ recovery: number; number: string; amount: string }>(
    `select s.of_recovery as recovery, r.number, s.amount from payment.set_off s
     join payment.recovery r on r.id = s.of_recovery where s.payment = $1 order by s.of_recovery`,
    [id],
  );
  const { rows: entries } = await client.query<{ entry: number; kind: string }>(
    "select b.entry, b.kind from payment.booked b where b.payment = $1 order by b.entry",
    [id],
  );
  const around = await aroundOne(desk, await agreementAt(desk, row.agreement), today);
  const declared = around.declared.find(({ declaration }) => declaration === row.declaration);
  const ended =
    row.state === "refused" || row.state === "cancelled" || row.state === "returned" ? row.state : undefined;
  return {
    ...shownPayment(desk, hands, row, today),
    today,
    tree: row.tree,
    setOffs,
    account: maySeeAccounts(desk, row.partner)
      ? await shownAccount(desk, await accountAt(desk, row.account))
      : null,
    communication: row.communication,
    clock: declared ? clockOf(desk, around, declared) : null,
    entries: entries.map((entry) => ({ ...entry, kindName: kindName(entry.kind) })),
    refusedReason: row.endReason ?? "",
    history: [
      { what: historyWords.prepared, by: hands(row.preparedBy, row.preparedAt), reason: "" },
      ...(row.approvedBy === null || row.approvedAt === null
        ? []
        : [{ what: historyWords.approved, by: hands(row.approvedBy, row.approvedAt), reason: "" }]),
      ...(ended === undefined || row.endedBy === null || row.endedAt === null
        ? []
        : [
            {
              what: historyWords[ended],
              by: hands(row.endedBy, row.endedAt),
              reason: row.endReason ?? "",
            },
          ]),
    ],
  };
};

/** Returns the page of a file of transfers. */
export const bankFilePage = async (desk: Desk, id: number): Promise<BankFilePage> => {
  const file = await fileAt(desk, id);
  const rows = await listPayments(desk, { file: id });
  const hands = await handsOf(desk, [
    file.madeBy,
    ...rows.flatMap(({ preparedBy, approvedBy }) => [preparedBy, approvedBy]),
  ]);
  const today = desk.house.today();
  return {
    id,
    messageId: file.messageId,
    format: file.format,
    madeBy: hands(file.madeBy, file.madeAt),
    executeOn: file.executeOn,
    count: file.count,
    total: file.total,
    sha256: file.sha256,
    executedOn: file.executedOn,
    payments: rows.map((row) => shownPayment(desk, hands, row, today)),
    may: {
      executed: file.executedOn === null && mayAt(desk, "money:pay", {}),
    },
  };
};

/** Returns what is asked back under an agreement, and what could be. */
export const recoveriesPage = async (desk: Desk, agreement: number): Promise<Recoveries> => {
  const view = await agreementAt(desk, agreement);
  const today = desk.house.today();
  const around = await aroundOne(desk, view, today);
  const rows = await listRecoveries(desk, { agreement });
  const hands = await handsOf(
    desk,
    rows.map(({ issuedBy }) => issuedBy),
  );
  return {
    agreement: { id: view.id, number: view.number },
    ...placeNames(desk.house.programme, view.operation, view.partner),
    ...(await owedOf(desk, around)),
    rows: rows.map((row) => shownRecovery(desk, hands, row, today)),
    may: { issue: mayIssue(desk, view) },
  };
};
