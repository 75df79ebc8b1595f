import type { PoolClient } from "pg";
import { acting, handOf } from "../agreement/desk.ts";
import { notFound } from "../problem.ts";
import { draftAccounts } from "./accounts-draft.ts";
import { dayOf } from "./applications.ts";
import { calendarOf, type Desk, gather, needCertifying } from "./gather.ts";
import {
  accountsStand,
  asProblem,
  changedMeanwhile,
  noFinalApplication,
  noSuchYear,
  tooMuchDeducted,
  wrongState,
} from "./problem.ts";
import { type AccountsContent, type AccountsRow, type ApplicationRow, readAllAccounts } from "./read.ts";
import { definitionOf, keepLines, needUncontrolled, postLines, reopenForm, sendForm } from "./send.ts";
import type { ChangeAccounts, OpenedForm, SubmitForm } from "./shapes.ts";
import { accountingYearFrom } from "./years.ts";

/** Returns accounts as far as the asker may see them. Throws notFound. */
export const findAccounts = async (client: PoolClient, id: number): Promise<AccountsRow> => {
  const [row] = await readAllAccounts(client, { id });
  if (!row) throw notFound();
  return row;
};

/**
 * Opens the accounts of a year whose final application was sent. Throws noSuchYear, noFinalApplication, accountsStand.
 * `at`: the moment, where the owner of the store writes down the past.
 */
export const openAccounts = async (
  desk: Desk,
  { fund, year: from }: Readonly<{ fund: string; year: string }>,
  at?: string,
): Promise<OpenedForm> => {
  await needCertifying(desk);
  const year = accountingYearFrom(calendarOf(desk.house.programme), from);
  if (!year) throw noSuchYear();
  return acting(
    desk,
    "commission.open_accounts",
    async (act) => {
      const { applications, accounts } = await gather(desk, fund);
      needFinal(applications, from);
      const all = accounts.filter((each) => each.year === from);
      const standing = all.find(({ state }) => state !== "reopened");
      if (standing) throw accountsStand(standing.number);
      const number = `${fund}-${year.label}-C${all.length + 1}`;
      const last = all.at(-1);
      // What was left out and said of accounts that were opened again is where the next ones begin.
      const { rows } = await desk.client.query<{ id: number }>(
        `insert into commission.accounts (number, fund, accounting_year, deductions, comments, opened_by, change${at === undefined ? "" : ", opened_at"})
         values ($1, $2, $3, $4, $5, $6, $7${at === undefined ? "" : ", $8"}) returning id`,
        [
          number,
          fund,
          from,
          JSON.stringify(last?.deductions ?? []),
          JSON.stringify(last?.comments ?? {}),
          handOf(desk).actor,
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const id = rows[0]?.id ?? 0;
      await act.note("commission.accounts", id);
      return { id, number };
    },
    { waits: true },
  );
};

const needFinal = (applications: readonly ApplicationRow[], year: string): void => {
  const isSent = applications.some(
    (each) => each.year === year && each.kind === "final" && each.state === "submitted",
  );
  if (!isSent) throw noFinalApplication();
};

/** Keeps what is left out of accounts besides what control corrected, and what is said of rows. Throws tooMuchDeducted. */
export const changeAccounts = async (desk: Desk, id: number, body: ChangeAccounts): Promise<void> => {
  await needCertifying(desk);
  await acting(desk, "commission.change_accounts", async (act) => {
    const row = await findAccounts(desk.client, id);
    if (row.state !== "draft") throw wrongState(row.state);
    const { deductions = row.deductions, comments = row.comments } = body;
    const { tooMuch } = await draftAccounts(
      desk,
      await gather(desk, row.fund),
      { ...row, deductions, comments },
      null,
    );
    if (tooMuch.length > 0) throw tooMuchDeducted(tooMuch);
    await desk.client.query(
      "update commission.accounts set deductions = $2, comments = $3, change = $4 where id = $1 and state = 'draft'",
      [id, JSON.stringify(deductions), JSON.stringify(comments), act.change],
    );
    await act.note("commission.accounts", id);
  });
};

/**
 * Sends the accounts of a year: what its applications asked for is accounted, what is left out is parked or withdrawn, and
 * the form is kept as it is sent, all in one act. Asked again, nothing happens. Throws changedMeanwhile, tooMuchDeducted,
 * noFinalApplication, controlledByYou.
 */
export const submitAccounts = async (
  desk: Desk,
  id: number,
  seen?: SubmitForm,
  at?: string,
): Promise<void> => {
  await needCertifying(desk);
  if ((await findAccounts(desk.client, id)).state === "submitted") return;
  try {
    await acting(
      desk,
      "commission.submit_accounts",
      async (act) => {
        const row = await findAccounts(desk.client, id);
        if (row.state === "submitted") return;
        if (row.state !== "draft") throw wrongState(row.state);
        const gathered = await gather(desk, row.fund);
        needFinal(gathered.applications, row.year);
        const drafted = await draftAccounts(desk, gathered, row, dayOf(desk, at));
        const { lines, built, balance, totals, tooMuch, reconciled } = drafted;
        if (tooMuch.length > 0) throw tooMuchDeducted(tooMuch);
        if (seen && (seen.eligible !== totals.eligible || seen.public !== totals.public))
          throw changedMeanwhile(totals);
        if (!reconciled) throw new Error(`accounts ${row.number} are not what its applications say`);
        await needUncontrolled(desk, lines);
        const entries = await postLines(desk, act, gathered, { form: id, kind: "accounts" }, lines);
        await keepLines(desk.client, "accounts", id, lines, entries);
        const content: AccountsContent = {
          format: 1,
          number: row.number,
          form: built.form,
          totals,
          balance,
          definition: definitionOf(desk),
        };
        await sendForm(desk, act, "accounts", id, content, at);
      },
      { waits: true },
    );
  } catch (error) {
    throw asProblem(error, false);
  }
};

/** Opens accounts that were sent again (`reopenForm`). */
export const reopenAccounts = async (desk: Desk, id: number, reason: string, at?: string): Promise<void> => {
  await needCertifying(desk);
  await reopenForm(desk, "accounts", await findAccounts(desk.client, id), reason, at);
};
