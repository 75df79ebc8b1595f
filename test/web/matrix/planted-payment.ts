import { guards } from "../../../src/access/guards.ts";
import { makeDirectly } from "../../../src/agreement/make.ts";
import { acceptAgreement, activateAgreement, proposeAgreement } from "../../../src/agreement/steps.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import { approvePayment, book, move } from "../../../src/payment/acts.ts";
import { addBankAccount, closeBankAccount, confirmBankAccount } from "../../../src/payment/bank-accounts.ts";
import { structured } from "../../../src/payment/communication.ts";
import { actOn, addRow, type Desk, nextNumber } from "../../../src/payment/desk.ts";
import { executeFile, makeBankFile } from "../../../src/payment/files.ts";
import { preparePayment } from "../../../src/payment/prepare.ts";
import { noteRepayment } from "../../../src/payment/recoveries.ts";
import { stopClock } from "../../../src/payment/stops.ts";
import { todayInBrussels } from "../../../src/today.ts";
import type { World } from "../world.ts";
import { plantedDecision, plantedDirect } from "./planted-agreements.ts";
import { mark, type Place } from "./places.ts";

/** What is paid at a place, by how far it is: payments with their files, accounts, an order, a stop. */
export type PlantedPayment = Readonly<{
  payments: Readonly<Record<"prepared" | "approved" | "sent" | "paid", number>>;
  /** The agreement of which something is due. */
  payable: number;
  bankFile: number;
  bankAccounts: Readonly<Record<"proposed" | "confirmed", number>>;
  recovery: number;
  stop: number;
}>;

const day = "2020-06-02";

/** The number of an account at a bank that there is not (code 999), with the right digits all the same. */
const nobodysIban = (n: number): string => {
  const number = BigInt(`999${String(n % 10_000_000).padStart(7, "0")}`);
  const check = String(number % 97n || 97n).padStart(2, "0");
  const digits = String(98n - (BigInt(`${number}${check}111400`) % 97n)).padStart(2, "0");
  return `BE${digits}${number}${check}`;
};

/** Plants them by the same functions as the pages, as the owner of the store. */
export const plantPayment = async (
  world: World,
  place: Place,
  declaration: number,
): Promise<PlantedPayment> =>
  asOwner(world.pool, async (client) => {
    const { operation, partner } = place;
    const desk = (account: string, today = day): Desk => ({
      house: { programme: world.programme, guards, today: () => today },
      client,
      who: undefined,
      account,
    });
    const first = desk("test-officer-a");
    const second = desk("test-officer-b");
    const account = async (iban: string) =>
      (await addBankAccount(first, partner, { holder: mark(place, "money"), iban, from: "2020-01-01" })).id;
    const confirmed = await account(nobodysIban(place.numbers));
    await confirmBankAccount(second, confirmed);
    const proposed = await account(nobodysIban(place.numbers + 1));
    await closeBankAccount(second, await account(nobodysIban(place.numbers + 2)), mark(place, "money"));
    const agreement = async (): Promise<number> => {
      const id = await makeDirectly(
        first,
        operation,
        { ...plantedDirect, partner },
        { internal: false, decision: plantedDecision },
      );
      await proposeAgreement(first, id);
      const answers = plantedDirect.lines.map(({ id: line }) => ({
        line,
        answer: "accepted" as const,
        remark: "",
      }));
      await acceptAgreement(first, id, { answers });
      await activateAgreement(first, id);
      return id;
    };
    const prepared = async (of: number) => (await preparePayment(first, of)).id;
    const approved = async (of: number) => {
      const id = await prepared(of);
      await approvePayment(second, id);
      return id;
    };
    const ofPaid = await agreement();
    const paid = await approved(ofPaid);
    await executeFile(first, (await makeBankFile(first, { payments: [paid] })).id, day);
    const recovery = await actOn(first, { action: "payment.recovery" }, async (act) => {
      const id = await nextNumber(first);
      await addRow(first, act, "recovery", {
        id,
        number: `R-${id}`,
        agreement: ofPaid,
        operation,
        partner,
        amount: "10.00",
        reason: mark(place, "money"),
        issued_on: day,
        due_on: day,
        communication: structured(id),
        issued_by: "test-officer-a",
      });
      const whose = { id, agreement: ofPaid, operation, partner };
      await book(first, act, whose, "recovery_ordered", move("paid", "to_recover", "10.00"));
      await act.note("payment.recovery", id);
      return id;
    });
    const sent = await approved(await agreement());
    const { id: stop } = await stopClock(desk("test-officer-a", todayInBrussels()), declaration, {
      reason: "documents_missing",
      told: mark(place, "money"),
    });
    return {
      payments: {
        prepared: await prepared(await agreement()),
        approved: await approved(await agreement()),
        sent,
        paid,
      },
      payable: await agreement(),
      bankFile: (await makeBankFile(first, { payments: [sent] })).id,
      bankAccounts: { proposed, confirmed },
      recovery,
      stop,
    };
  });

/** Writes besides what else belongs to payments of a place: a repayment, and what is set off. */
export const plantPaymentParts = async (
  { pool, programme }: World,
  { recovery, payments }: PlantedPayment,
): Promise<void> => {
  await asOwner(pool, async (client) => {
    const house = { programme, guards, today: () => day };
    const desk: Desk = { house, client, who: undefined, account: "test-officer-a" };
    await noteRepayment(desk, recovery, { amount: "1.00", receivedOn: day, reference: "1" });
  });
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query("insert into payment.set_off (payment, of_recovery, amount) values ($1, $2, 1)", [
      payments.prepared,
      recovery,
    ]);
  } finally {
    client.release(true);
  }
};
