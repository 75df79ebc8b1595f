import { nameOf } from "../declaration/page.ts";
import type { Text } from "../language.ts";
import { handOf } from "../agreement/desk.ts";
import { accountsForm, type AccountsFormLine } from "./accounts-form.ts";
import { draftAccounts } from "./accounts-draft.ts";
import { findAccounts } from "./accounts.ts";
import { asOf, reopenedOf } from "./application-page.ts";
import type { BuiltForm } from "./application-form.ts";
import { type CellAsked, cellLines, shownLines } from "./drill.ts";
import type { Cells } from "./form-shape.ts";
import { calendarOf, type Desk, gather, linesOfYear, mayCertify, needReading } from "./gather.ts";
import { controlledByYou } from "./problem.ts";
import { type AccountsRow, readDeclarationNames, readLinesOf } from "./read.ts";
import type { AccountsHead, AccountsPage } from "./shapes.ts";
import { accountingYearOf } from "./years.ts";

/** Returns what a list shows of accounts. */
export const headOfAccounts = (
  calendar: ReturnType<typeof calendarOf>,
  row: AccountsRow,
  totals: Readonly<{ eligible: string; public: string }> = { eligible: "0.00", public: "0.00" },
): AccountsHead => ({
  id: row.id,
  number: row.number,
  fund: row.fund,
  year: accountingYearOf(calendar, row.year),
  state: row.state,
  ...(row.content?.totals ?? totals),
  submittedAt: row.submittedAt,
  hash: row.hash,
});

/** Returns accounts: a draft as it would be sent now, or what was sent, as it was sent. Throws notFound. */
export const accountsPage = async (desk: Desk, id: number): Promise<AccountsPage> => {
  await needReading(desk);
  const { house, client } = desk;
  const row = await findAccounts(client, id);
  const gathered = await gather(desk, row.fund);
  const drafted = row.content === null ? await draftAccounts(desk, gathered, row, null) : undefined;
  const form = row.content?.form ?? drafted?.built.form;
  if (!form) throw new Error(`accounts ${row.number} have no form`);
  const names = await readDeclarationNames(client, [
    ...new Set([
      ...row.deductions.map(({ declaration }) => declaration),
      ...(drafted?.lines ?? []).map(({ declaration }) => declaration),
    ]),
  ]);
  const { actor } = handOf(desk);
  const isBarred = (drafted?.lines ?? []).some(({ declaration }) =>
    names.get(declaration)?.controlledBy.includes(actor),
  );
  const mayWrite = mayCertify(desk);
  const whyNot: Text | null = row.state === "draft" && mayWrite && isBarred ? controlledByYou().text : null;
  const isLast = !gathered.accounts.some((each) => each.state === "submitted" && each.year > row.year);
  return {
    ...headOfAccounts(calendarOf(house.programme), row, drafted?.totals),
    openedBy: await nameOf(desk, row.openedBy),
    submittedBy: row.submittedBy === null ? null : await nameOf(desk, row.submittedBy),
    reopened: await reopenedOf(desk, row),
    form,
    deductions: row.deductions.map((each) => ({
      ...each,
      number: names.get(each.declaration)?.number ?? "",
    })),
    comments: { ...row.comments },
    balance: [...(row.content?.balance ?? drafted?.balance ?? [])],
    reconciled: drafted?.reconciled ?? true,
    waits:
      row.state !== "draft"
        ? []
        : [
            {
              what: {
                fr: "À relire et à envoyer par l'agent de certification",
                nl: "Na te lezen en te versturen door de certificeringsmedewerker",
                en: "To be read over and sent by the certifying officer",
              },
              since: row.openedAt,
            },
          ],
    mayChange: mayWrite && row.state === "draft",
    maySubmit: mayWrite && row.state === "draft" && whyNot === null,
    whyNot,
    mayReopen: mayWrite && row.state === "submitted" && isLast,
  };
};

/** Returns what a cell of accounts is the sum of, as they stand or as they were sent. Throws notFound. */
export const accountsCells = async (desk: Desk, id: number, asked: CellAsked): Promise<Cells> => {
  await needReading(desk);
  const row = await findAccounts(desk.client, id);
  return shownLines(desk.client, desk.house.programme, cellLines(await builtAccounts(desk, row), asked));
};

/** What was to be recovered on the day that accounts were sent stands on the form only, and what was paid then. */
const ofTheMoment = ["app3", "app5"];

const builtAccounts = async (desk: Desk, row: AccountsRow): Promise<BuiltForm> => {
  const now = await gather(desk, row.fund);
  const drafted = await draftAccounts(desk, now, row, null);
  if (row.content === null) return drafted.built;
  const then = await asOf(desk, now, row.submittedAt ?? "");
  const own: readonly AccountsFormLine[] = (await readLinesOf(desk.client, "accounts", row.id)).map(
    (line) => ({
      ...line,
      form: null,
    }),
  );
  const built = accountsForm(desk.house.programme, now.allocations, {
    ...drafted.given,
    applied: linesOfYear(then, row.year),
    own,
    paid: [],
  });
  return {
    ...built,
    tables: built.tables.map((each) => {
      const isMoment = (column: string) =>
        ofTheMoment.includes(each.table.id) || (each.table.id === "app1" && column === "C");
      if (desk.house.programme.control.rules !== "2014-2020") return each;
      return {
        ...each,
        behind: (column, key) => (isMoment(column) ? undefined : each.behind(column, key)),
      };
    }),
  };
};
