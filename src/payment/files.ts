import { createHash } from "node:crypto";
import { needRight } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import { isZero, sumOf } from "../euros.ts";
import type { House } from "../house.ts";
import { reverse } from "../ledger/post.ts";
import { notFound } from "../problem.ts";
import { execute, name } from "./acts.ts";
import { actOn, actorAt, addRow, changeRow, dayAt, type Desk, nextNumber, seesAll, stamped } from "./desk.ts";
import { madeNow, madeOf } from "./prepare.ts";
import { noPayer, notToSend, wrongDay, wrongState } from "./problem.ts";
import { listPayments, type Payment, takePayment, takePayments } from "./row.ts";
import type { FileBody, Made } from "./shapes.ts";
import { type Payer, type Transfer, transferXml } from "./transfer.ts";

/** A file of transfers as it stands in the store; without its bytes. */
export type FileRow = Readonly<{
  id: number;
  messageId: string;
  format: string;
  executeOn: string;
  sha256: string;
  count: number;
  total: string;
  madeBy: string;
  madeAt: string;
  executedOn: string | null;
}>;

const fileSql = `select f.id, f.message_id as "messageId", f.format, f.execute_on as "executeOn", f.sha256, f.count, f.total,
  f.made_by as "madeBy", ${momentSql("f.made_at")} as "madeAt", f.executed_on as "executedOn" from payment.bank_file f`;

/** Returns the files of transfers, the newest first, to whoever reads the money of the whole programme. */
export const listFiles = async (desk: Desk): Promise<readonly FileRow[]> =>
  seesAll(desk) ? (await desk.client.query<FileRow>(`${fileSql} order by f.id desc`)).rows : [];

/** Returns the file of transfers. Throws notFound where the asker does not see it. */
export const fileAt = async (desk: Desk, id: number): Promise<FileRow> => {
  if (!seesAll(desk)) throw notFound();
  const { rows } = await desk.client.query<FileRow>(`${fileSql} where f.id = $1`, [id]);
  if (!rows[0]) throw notFound();
  return rows[0];
};

/** Returns the bytes that go to the bank, to whoever pays. */
export const fileBytes = async (
  desk: Desk,
  id: number,
): Promise<Readonly<{ messageId: string; xml: Uint8Array<ArrayBuffer> }>> => {
  const { messageId } = await fileAt(desk, id);
  needRight(desk, "money:pay", {});
  const { rows } = await desk.client.query<{ xml: Uint8Array }>(
    "select xml from payment.bank_file where id = $1",
    [id],
  );
  if (!rows[0]) throw notFound();
  return { messageId, xml: new Uint8Array(rows[0].xml) };
};

/** Returns the account that the authority pays from. Throws Problem where no definition says it. */
export const payerOf = ({ control }: Pick<House["programme"], "control">): Payer => {
  const { authority } = control;
  if (!authority) throw noPayer();
  return {
    name: authority.holder,
    iban: authority.iban,
    bic: authority.bic,
    initiator: authority.initiator,
  };
};

/**
 * Puts approved payments into one file for the bank, a SEPA credit transfer of ISO 20022. The same payments asked again
 * are in the file that there is. Throws Problem where one is not approved, or in another file.
 */
export const makeBankFile = async (
  desk: Desk,
  { payments, executeOn }: FileBody,
  at?: string,
): Promise<Readonly<{ id: number }>> => {
  needRight(desk, "money:pay", {});
  const rows = await takePayments(desk, [...new Set(payments)]);
  const there = await sameFile(desk, rows);
  if (there !== undefined) return { id: there };
  if (rows.some(({ state, net }) => state !== "approved" || isZero(net))) throw notToSend();
  const today = dayAt(desk, at);
  const day = executeOn ?? today;
  if (day < today) throw wrongDay();
  const payer = payerOf(desk.house.programme);
  const transfers = await transfersOf(desk, rows);
  return actOn(desk, { action: "payment.file" }, async (act) => {
    const id = await nextNumber(desk);
    const messageId = `JALON-${today.replaceAll("-", "")}-${id}`;
    const madeAt = (at ?? new Date().toISOString()).slice(0, 19);
    const xml = Buffer.from(
      transferXml({ format: "pain.001.001.03", messageId, madeAt, executeOn: day, payer, transfers }),
      "utf8",
    );
    await addRow(desk, act, "bank_file", {
      id,
      message_id: messageId,
      format: "pain.001.001.03",
      execute_on: day,
      xml,
      sha256: createHash("sha256").update(xml).digest("hex"),
      count: transfers.length,
      total: sumOf(transfers.map(({ amount }) => amount)),
      made_by: actorAt(desk),
      ...stamped(desk, "made", at),
    });
    await act.note("payment.bank_file", id);
    for (const row of rows) {
      await changeRow(desk, act, "payment", row.id, { state: "sent", file: id });
      await act.note("payment.payment", row.id);
    }
    return { id };
  });
};

/** The file that has all of these payments and no other. */
const sameFile = async (desk: Desk, rows: readonly Payment[]): Promise<number | undefined> => {
  const file = rows[0]?.file ?? null;
  if (file === null || rows.some((row) => row.file !== file)) return undefined;
  return (await listPayments(desk, { file })).length === rows.length ? file : undefined;
};

const transfersOf = async ({ client }: Desk, rows: readonly Payment[]): Promise<readonly Transfer[]> => {
  const { rows: accounts } = await client.query<{
    id: number;
    holder: string;
    iban: string;
    bic: string | null;
  }>("select id, holder, iban, bic from payment.account where id = any ($1)", [
    rows.map(({ account }) => account),
  ]);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ number, net, account, communication }) => {
      const to = byId.get(account);
      if (!to) throw notFound();
      return {
        reference: number,
        amount: net,
        holder: to.holder,
        iban: to.iban,
        bic: to.bic,
        communication,
      };
    });
};

/**
 * Notes that the bank executed a file, and posts its payments, all at once. One that is executed already stays as it is;
 * what the bank returned of it before is not paid.
 */
export const executeFile = async (desk: Desk, id: number, executedOn: string, at?: string): Promise<void> => {
  await fileAt(desk, id);
  needRight(desk, "money:pay", {});
  const rows = await takePayments(
    desk,
    (await listPayments(desk, { file: id })).map((row) => row.id),
  );
  await desk.client.query("select from payment.bank_file where id = $1 for update", [id]);
  if ((await fileAt(desk, id)).executedOn !== null) return;
  if (executedOn > dayAt(desk, at) || rows.some(({ preparedOn }) => executedOn < preparedOn))
    throw wrongDay();
  await actOn(desk, { action: "payment.executed" }, async (act) => {
    await changeRow(desk, act, "bank_file", id, {
      executed_on: executedOn,
      ...stamped(desk, "executed", at),
    });
    await act.note("payment.bank_file", id);
    for (const row of rows) if (row.state === "sent") await execute(desk, act, row, executedOn, at);
  });
};

/**
 * Notes that the bank returned a payment: what was transferred is reversed in the ledger, and the partner is entitled to
 * it anew. What was set off with it stays so. One that is returned already stays so.
 */
export const returnPayment = async (
  desk: Desk,
  id: number,
  { on, reason }: Readonly<{ on: string; reason: string }>,
  at?: string,
): Promise<Made> => {
  const row = await takePayment(desk, id);
  needRight(desk, "money:pay", row);
  if (row.state === "returned") return madeOf(row);
  if ((row.state !== "paid" && row.state !== "sent") || isZero(row.net)) throw wrongState(row.state);
  if (on > dayAt(desk, at) || (row.executedOn !== null && on < row.executedOn)) throw wrongDay();
  await actOn(desk, { action: "payment.returned", reason }, async (act) => {
    await changeRow(desk, act, "payment", id, {
      state: "returned",
      end_reason: reason,
      ...stamped(desk, "ended", at),
    });
    if (row.state === "paid") {
      const { rows } = await desk.client.query<{ entry: number }>(
        "select entry from payment.booked where payment = $1 and kind = 'paid'",
        [id],
      );
      const entry = rows[0]?.entry;
      if (entry === undefined) throw new Error(`payment ${id} is not booked`);
      const key = `payment:${id}:returned`;
      await name(
        desk,
        await reverse(desk.client, act, entry, { kind: "returned", key, under: id }),
        "returned",
        id,
      );
    }
    await act.note("payment.payment", id);
  });
  return madeNow(desk, id);
};
