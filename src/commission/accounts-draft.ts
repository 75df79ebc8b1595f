import type { PoolClient } from "pg";
import { type Euros, isAbove, isZero, less, nothing, smaller, sumOf } from "../euros.ts";
import { rowKey, rowLabel } from "./allocations.ts";
import {
  accountsForm,
  type AccountsFormLine,
  type AccountsGiven,
  entered,
  isReconciled,
} from "./accounts-form.ts";
import { type BuiltForm, fundOfLines } from "./application-form.ts";
import { contributionsLeft, percentOf } from "./application-draft.ts";
import type { FormLine } from "./form-build.ts";
import { calendarOf, type Desk, type Gathered, linesOfYear } from "./gather.ts";
import { accountsLines, type NewLine, type TooMuch } from "./lines.ts";
import { interimPayment, prefinancing } from "./payment.ts";
import { takeFrom } from "./pieces.ts";
import {
  type AccountsContent,
  type AccountsRow,
  type PendingRecovery,
  readPendingRecoveries,
} from "./read.ts";
import { proportion } from "./share.ts";
import { accountingYearOf, accountingYears } from "./years.ts";

/** Accounts that are being prepared, as they would be sent now. */
export type DraftedAccounts = Readonly<{
  lines: readonly NewLine[];
  tooMuch: readonly TooMuch[];
  given: AccountsGiven;
  built: BuiltForm;
  balance: AccountsContent["balance"];
  totals: Readonly<{ eligible: Euros; public: Euros }>;
  reconciled: boolean;
}>;

/** Works the accounts of a year out from its applications and the ledger as they stand. */
export const draftAccounts = async (
  desk: Desk,
  gathered: Gathered,
  row: AccountsRow,
  sentOn: string | null,
): Promise<DraftedAccounts> => {
  const { house, client } = desk;
  const { programme } = house;
  const calendar = calendarOf(programme);
  const { lines, tooMuch } = accountsLines(gathered.known, { year: row.year, deductions: row.deductions });
  const applied = linesOfYear(gathered, row.year);
  const own: readonly AccountsFormLine[] = lines.map((line) => ({ ...line, form: null }));
  const pending = await readPendingRecoveries(client, gathered.operations);
  const told = await readTold(client);
  const recoveredEntries = (flag: keyof Flags) =>
    applied.flatMap(({ kind, entry, declaration }) => {
      const flags = told.filter((each) =>
        kind === "recovery" ? each.declaration === declaration : each.entry === entry,
      );
      return entry !== null && flags.some((each) => each[flag]) ? [entry] : [];
    });
  const base: AccountsGiven = {
    head: {
      number: row.number,
      fund: row.fund,
      year: accountingYearOf(calendar, row.year).label,
      sentOn,
    },
    year: row.year,
    applied,
    own,
    ofAudits: new Set(recoveredEntries("audits")),
    article71: new Set(recoveredEntries("article71")),
    toRecover: pending.flatMap((each) =>
      pendingLines(gathered, each, less(each.ordered, each.repaid, each.writtenOff)),
    ),
    irrecoverable: pending.flatMap((each) => pendingLines(gathered, each, each.writtenOff)),
    paid: [],
    comments: { ...irrecoverableComments(gathered, pending), ...row.comments },
    yearNames: new Map(accountingYears(calendar).map(({ from, label }) => [from, label])),
  };
  const given = { ...base, paid: await paidLines(client, gathered, row.year, entered(base)) };
  const inAccounts = entered(given);
  return {
    lines,
    tooMuch,
    given,
    built: accountsForm(programme, gathered.allocations, given),
    balance: balanceOf(desk, gathered, row.year, given),
    totals: {
      eligible: sumOf(inAccounts.map(({ eligible }) => eligible)),
      public: sumOf(inAccounts.map((line) => line.public)),
    },
    reconciled: isReconciled(given),
  };
};

type Flags = Readonly<{ audits: boolean; article71: boolean }>;

const readTold = async (
  client: PoolClient,
): Promise<readonly (Flags & Readonly<{ entry: number | null; declaration: number }>)[]> => {
  const { rows } = await client.query<Flags & Readonly<{ entry: number | null; declaration: number }>>(
    `select c.audits_of_operations as audits, c.article_71 as "article71", d.entry, d.declaration
     from commission.correction c join control.decision d on d.id = c.decision`,
  );
  return rows;
};

/** Returns what stands in forms for a part of an order: of what was applied for last, with its public part. */
export const pendingLines = (
  { known }: Pick<Gathered, "known">,
  of: PendingRecovery,
  part: Euros,
): readonly FormLine[] => {
  if (isZero(of.ordered) || !isAbove(part, nothing)) return [];
  const whole = sumOf([of.excess, of.recovered]);
  const pieces = known.standing.pieces.filter(
    (each) => each.declaration === of.declaration && each.line === of.line,
  );
  const there = sumOf(pieces.map(({ eligible }) => eligible));
  const amount = smaller(smaller(proportion(whole, part, of.ordered), of.excess), there);
  const place = known.places.get(of.declaration);
  const allocation = place && known.allocations.get(place.operation);
  if (!place || !allocation || isZero(amount)) return [];
  return takeFrom(pieces, amount, () => true).out.map((each) => ({
    ...place,
    ...each,
    kind: "recovery",
    form: null,
    entry: null,
    declaration: of.declaration,
    line: of.line,
    priority: allocation.priority,
    region: allocation.region,
  }));
};

const irrecoverableComments = (
  { known }: Pick<Gathered, "known">,
  pending: readonly PendingRecovery[],
): Readonly<Record<string, string>> => {
  const byRow = new Map<string, string>();
  for (const { declaration, comment } of pending) {
    const allocation = known.allocations.get(known.places.get(declaration)?.operation ?? "");
    if (!allocation || comment === "") continue;
    const key = `app5:${rowKey(allocation)}`;
    byRow.set(key, [byRow.get(key), comment].filter(Boolean).join(" "));
  }
  return Object.fromEntries(byRow);
};

/**
 * Returns what was paid to partners for what is in the accounts: of what an agreement was paid in all, what is not for
 * earlier accounts, and no more than its public expenditure in these. The oldest payments are for the oldest expenditure.
 */
const paidLines = async (
  client: PoolClient,
  { known, accountsLines: earlier, applicationLines, applications }: Gathered,
  year: string,
  inAccounts: readonly FormLine[],
): Promise<readonly FormLine[]> => {
  const { rows } = await client.query<{ agreement: number; paid: Euros }>(
    `select agreement, sum(amount) as paid from ledger.posting where account = 'paid' group by agreement`,
  );
  const paid = new Map(rows.map((each) => [each.agreement, each.paid]));
  const yearOf = new Map(applications.map((each) => [each.id, each.year]));
  const before: readonly FormLine[] = [
    ...earlier.filter((line) => line.kind === "expenditure" && line.year < year),
    ...applicationLines.filter((line) => {
      const told = yearOf.get(line.form) ?? year;
      return line.kind !== "expenditure" && told < year && line.year !== told;
    }),
  ];
  return [...Map.groupBy(inAccounts, ({ agreement }) => agreement)].flatMap(([agreement, own]) => {
    const sum = (these: readonly FormLine[]) => sumOf(these.map((line) => line.public));
    const left = less(
      paid.get(agreement) ?? nothing,
      sum(before.filter((line) => line.agreement === agreement)),
    );
    const amount = smaller(left, sum(own));
    const [first] = own;
    if (!first || !isAbove(amount, nothing)) return [];
    const allocation = known.allocations.get(first.operation);
    if (!allocation) return [];
    const { operation, partner } = first;
    return [
      {
        kind: "expenditure",
        form: null,
        entry: null,
        declaration: null,
        agreement,
        operation,
        partner,
        line: "",
        priority: allocation.priority,
        region: allocation.region,
        year,
        eligible: amount,
        public: amount,
      },
    ];
  });
};

const balanceOf = (
  { house }: Pick<Desk, "house">,
  gathered: Gathered,
  year: string,
  given: AccountsGiven,
): AccountsContent["balance"] => {
  const { programme } = house;
  const inAccounts = entered(given);
  const share = percentOf(programme.control, "interim_rate_percent", house.today());
  const left = contributionsLeft(gathered, year);
  const ends = Number(accountingYearOf(calendarOf(programme), year).until.slice(0, 4));
  return gathered.allocations.map((allocation) => {
    const key = rowKey(allocation);
    const here = (lines: readonly FormLine[]) => lines.filter((line) => rowKey(line) === key);
    const sum = (lines: readonly FormLine[], of: "eligible" | "public") =>
      sumOf(here(lines).map((line) => line[of]));
    const claim = {
      basis: allocation.basis,
      rate: allocation.rate,
      eligible: sum(given.applied, "eligible"),
      public: sum(given.applied, "public"),
    };
    const interim = interimPayment(claim, { share, contribution: left.get(key) }).amount;
    const support = sumOf(allocation.commitments.map(({ amount }) => amount));
    const { annual } = prefinancing(programme.control.prefinancing, support, ends);
    const due = fundOfLines(allocation, here(inAccounts));
    const paid = sumOf([interim, annual]);
    return {
      priority: allocation.priority,
      regionCategory: allocation.region,
      label: rowLabel(programme, allocation),
      due,
      paid,
      balance: less(due, paid),
    };
  });
};
