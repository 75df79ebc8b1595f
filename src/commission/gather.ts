import type { MoneyDesk } from "../agreement/desk.ts";
import { mayAt } from "../agreement/desk.ts";
import type { AccountingRules, Allocation } from "../definition/control.ts";
import type { Programme } from "../definition/programme.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { allocationsOf, placedOperations } from "./allocations.ts";
import type { FormLine } from "./form-build.ts";
import type { Known } from "./lines.ts";
import { standingAfter } from "./pieces.ts";
import {
  type AccountsRow,
  type ApplicationRow,
  readAccountsLines,
  readAllAccounts,
  readApplicationLines,
  readApplications,
  readMoves,
  readTerms,
  type SentLine,
} from "./read.ts";

/** Where somebody works on the account to the Commission. */
export type Desk = MoneyDesk;

/** The account to the Commission is of the whole programme: who reads it reads money everywhere. */
const everywhere = { operation: undefined, partner: undefined };

/** Throws notFound where the asker does not read money in the whole programme: the server asks, and so does the database. */
export const needReading = async (desk: Desk): Promise<void> => {
  if (!mayAt(desk, "money:read", everywhere) || !(await isEverywhere(desk, "money:read"))) throw notFound();
};
export const mayCertify = (desk: Desk): boolean => mayAt(desk, "money:certify", everywhere);
/** Throws where the asker does not certify. */
export const needCertifying = async (desk: Desk): Promise<void> => {
  await needReading(desk);
  if (!mayCertify(desk) || !(await isEverywhere(desk, "money:certify"))) throw notAllowed();
};

/** What is not seen of forms would make sums of them wrong: nobody reckons them who sees a part of the ledger only. */
const isEverywhere = async (
  { client, who }: Desk,
  right: "money:read" | "money:certify",
): Promise<boolean> => {
  if (!who) return true;
  const { rows } = await client.query<{ may: boolean }>("select access.everywhere($1) as may", [right]);
  return rows[0]?.may === true;
};

/** Returns the accounting years of the programme. Throws where its definitions say none. */
export const calendarOf = ({ control }: Pick<Programme, "control">): AccountingRules => {
  if (!control.accounting)
    throw new Problem(422, "no_accounting_rules", {
      fr: "Les définitions de ce programme ne disent rien des exercices comptables.",
      nl: "De definities van dit programma zeggen niets over boekjaren.",
      en: "The definitions of this programme say nothing of accounting years.",
    });
  return control.accounting;
};

/** A Fund's forms and what the ledger says of them, as they stand. */
export type Gathered = Readonly<{
  fund: string;
  allocations: readonly Allocation[];
  operations: readonly string[];
  applications: readonly ApplicationRow[];
  accounts: readonly AccountsRow[];
  applicationLines: readonly SentLine[];
  accountsLines: readonly SentLine[];
  known: Known;
}>;

/** Reads a Fund's forms, what the ledger says of them, and what stands on them. Throws noSuchFund. */
export const gather = async ({ house, client }: Desk, fund: string): Promise<Gathered> => {
  const allocations = allocationsOf(house.programme, fund);
  const placed = placedOperations(house.programme, fund);
  const operations = [...placed.keys()];
  const applications = await readApplications(client, { fund });
  const accounts = await readAllAccounts(client, { fund });
  const applicationLines = await readApplicationLines(client, fund);
  const accountsLines = await readAccountsLines(client, fund);
  const moves = await readMoves(client, operations);
  const { rows } = await client.query<{
    id: number;
    agreement: number;
    operation: string;
    partner: string;
  }>(
    "select id, agreement, operation, partner from declaration.declaration where operation = any ($1) and state <> 'draft'",
    [operations],
  );
  return {
    fund,
    allocations,
    operations,
    applications,
    accounts,
    applicationLines,
    accountsLines,
    known: {
      standing: standingAfter(moves),
      told: [...applicationLines, ...accountsLines],
      terms: await readTerms(client, operations),
      places: new Map(rows.map(({ id, ...place }) => [id, place])),
      allocations: placed,
    },
  };
};

/** Returns the lines of the year's applications that count, up to one (or all of them), as forms sum them. */
export const linesOfYear = (
  { applications, applicationLines }: Pick<Gathered, "applications" | "applicationLines">,
  year: string,
  before?: number,
): readonly FormLine[] => {
  const ids = new Set(
    applications
      .filter((each) => each.year === year && (before === undefined || each.id < before))
      .map(({ id }) => id),
  );
  return applicationLines.filter(({ form }) => ids.has(form));
};
