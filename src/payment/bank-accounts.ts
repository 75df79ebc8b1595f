import { momentSql } from "../agreement/read.ts";
import { needRight } from "../agreement/desk.ts";
import { notAllowed, notFound } from "../problem.ts";
import { placeNames } from "../declaration/page.ts";
import { actOn, actorAt, addRow, changeRow, dayAt, type Desk, stamped } from "./desk.ts";
import { plainText } from "./communication.ts";
import { handOf, handsOf } from "./hands.ts";
import { maskedIban, readBic, readIban, shownIban } from "./iban.ts";
import { notABic, notAHolder, notAnIban, secondPerson, wrongState } from "./problem.ts";
import type { AccountBody, accountStates, BankAccount, BankAccounts } from "./shapes.ts";
import { mayNotConfirm } from "./words.ts";

/** A bank account of a partner as it stands in the store. */
export type AccountRow = Readonly<{
  id: number;
  partner: string;
  holder: string;
  iban: string;
  bic: string | null;
  from: string;
  document: number | null;
  state: (typeof accountStates)[number];
  enteredBy: string;
  enteredAt: string;
  confirmedBy: string | null;
  confirmedAt: string | null;
}>;

const accountSql = `select k.id, k.partner, k.holder, k.iban, k.bic, k.from_on as "from", k.document, k.state,
  k.entered_by as "enteredBy", ${momentSql("k.entered_at")} as "enteredAt", k.confirmed_by as "confirmedBy",
  ${momentSql("k.confirmed_at")} as "confirmedAt" from payment.account k`;

/** Returns whether the asker sees the accounts of a partner: reads money everywhere, or is of the partner. */
export const maySeeAccounts = ({ house, who }: Desk, partner: string): boolean =>
  who === undefined ||
  house.guards.record(who, "money:read", {}) ||
  who.grants.some(
    (grant) =>
      grant.partner === partner &&
      house.guards.record(who, "money:read", { operation: grant.operation, partner }),
  );

const mayPay = ({ house, who }: Desk): boolean =>
  who === undefined || house.guards.record(who, "money:pay", {});
const mayTell = ({ house, who }: Desk, partner: string): boolean =>
  who === undefined || house.guards.record(who, "money:declare", { partner });

/** Returns the accounts of a partner, the newest first. */
export const listAccounts = async (desk: Desk, partner: string): Promise<readonly AccountRow[]> => {
  const { rows } = await desk.client.query<AccountRow>(
    `${accountSql} where k.partner = $1 order by k.id desc`,
    [partner],
  );
  return rows;
};

/** Returns the partners' accounts that payments go to on a day: confirmed, the last one that holds by then. */
export const accountsOn = async (
  { client }: Desk,
  partners: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, AccountRow>> => {
  const { rows } = await client.query<AccountRow>(
    `select distinct on (s.partner) s.* from (${accountSql} where k.partner = any ($1) and k.state = 'confirmed'
       and k.from_on <= $2) s order by s.partner, s."from" desc, s.id desc`,
    [partners, day],
  );
  return new Map(rows.map((row) => [row.partner, row]));
};

/** Returns the account. Throws notFound where the asker does not see it. */
export const accountAt = async (desk: Desk, id: number): Promise<AccountRow> => {
  const { rows } = await desk.client.query<AccountRow>(`${accountSql} where k.id = $1`, [id]);
  const [row] = rows;
  if (!row || !maySeeAccounts(desk, row.partner)) throw notFound();
  return row;
};

/** Returns an account as it is shown: its number whole for its partner and for whoever pays. */
export const shownAccount = async (desk: Desk, row: AccountRow): Promise<BankAccount> => {
  const hands = await handsOf(desk, [row.enteredBy, row.confirmedBy]);
  const pays = mayPay(desk);
  const mine = row.enteredBy === actorAt(desk);
  return {
    id: row.id,
    holder: row.holder,
    iban: pays || mayTell(desk, row.partner) ? shownIban(row.iban) : maskedIban(row.iban),
    bic: row.bic,
    from: row.from,
    state: row.state,
    document: row.document,
    enteredBy: hands(row.enteredBy, row.enteredAt),
    confirmedBy: handOf(hands, row.confirmedBy, row.confirmedAt),
    may: { confirm: pays && row.state === "proposed" && !mine, close: pays && row.state !== "closed" },
    mayNot: pays && row.state === "proposed" && mine ? mayNotConfirm : null,
  };
};

/** Returns the accounts of a partner. Throws notFound where there is no such partner for the asker. */
export const bankAccountsPage = async (desk: Desk, partner: string): Promise<BankAccounts> => {
  const { programme } = desk.house;
  if (!programme.partners.has(partner) || !maySeeAccounts(desk, partner)) throw notFound();
  const rows: BankAccount[] = [];
  for (const row of await listAccounts(desk, partner)) rows.push(await shownAccount(desk, row));
  return {
    partner: placeNames(programme, "", partner).partner,
    rows,
    mayAdd: mayPay(desk) || mayTell(desk, partner),
  };
};

/** Adds an account, which is used once another person confirmed it. Throws Problem on a number that is none. */
export const addBankAccount = async (
  desk: Desk,
  partner: string,
  { holder, iban, bic, from, document }: AccountBody,
  at?: string,
): Promise<Readonly<{ id: number }>> => {
  if (!desk.house.programme.partners.has(partner) || !maySeeAccounts(desk, partner)) throw notFound();
  if (!mayPay(desk) && !mayTell(desk, partner)) throw notAllowed();
  if (plainText(holder, 70) === "") throw notAHolder();
  const number = readIban(iban);
  if (number === undefined) throw notAnIban();
  const bank = (bic ?? "") === "" ? null : readBic(bic ?? "");
  if (bank === undefined) throw notABic();
  return actOn(desk, { action: "payment.account" }, async (act) => {
    const id = await addRow(desk, act, "account", {
      partner,
      holder: holder.trim(),
      iban: number,
      bic: bank,
      from_on: from ?? dayAt(desk, at),
      document: document ?? null,
      entered_by: actorAt(desk),
      ...stamped(desk, "entered", at),
    });
    await act.note("payment.account", id);
    return { id };
  });
};

/** Confirms an account, as another person than whoever entered it; one that is confirmed stays so. */
export const confirmBankAccount = async (desk: Desk, id: number, at?: string): Promise<void> => {
  const row = await takeAccount(desk, id);
  if (row.state === "confirmed") return;
  if (row.state !== "proposed") throw wrongState(row.state);
  if (row.enteredBy === actorAt(desk)) throw secondPerson();
  await actOn(desk, { action: "payment.account" }, async (act) => {
    await changeRow(desk, act, "account", id, { state: "confirmed", ...stamped(desk, "confirmed", at) });
    await act.note("payment.account", id);
  });
};

/** Closes an account: nothing is paid to it any more. */
export const closeBankAccount = async (
  desk: Desk,
  id: number,
  reason: string,
  at?: string,
): Promise<void> => {
  const row = await takeAccount(desk, id);
  if (row.state === "closed") return;
  await actOn(desk, { action: "payment.account" }, async (act) => {
    await changeRow(desk, act, "account", id, {
      state: "closed",
      close_reason: reason,
      ...stamped(desk, "closed", at),
    });
    await act.note("payment.account", id);
  });
};

const takeAccount = async (desk: Desk, id: number): Promise<AccountRow> => {
  await accountAt(desk, id);
  needRight(desk, "money:pay", {});
  await desk.client.query("select from payment.account where id = $1 for update", [id]);
  return accountAt(desk, id);
};
