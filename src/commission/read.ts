import type { PoolClient } from "pg";
import { momentSql } from "../agreement/read.ts";
import type { Allocation } from "../definition/control.ts";
import type { Euros } from "../euros.ts";
import type { Form } from "./form-shape.ts";
import type { Move } from "./pieces.ts";
import type { Deduction, formStates, RequestRow } from "./shapes.ts";

type State = (typeof formStates)[number];

/** A form as it stands in the store. */
type FormRow<C> = Readonly<{
  id: number;
  number: string;
  fund: string;
  /** First day of the accounting year. */
  year: string;
  state: State;
  content: C | null;
  hash: string | null;
  openedBy: string;
  openedAt: string;
  submittedBy: string | null;
  submittedAt: string | null;
  reopenedBy: string | null;
  reopenedAt: string | null;
  reopenedBecause: string | null;
}>;

/** What was sent, as it was then: what the hash is taken of, and what pages and papers show from then on. */
export type ApplicationContent = Readonly<{
  format: 1;
  number: string;
  form: Form;
  totals: Readonly<{ eligible: Euros; public: Euros }>;
  request: readonly RequestRow[];
  /** sha256 of the definitions of control that its rates are of. */
  definition: Readonly<{ programme: string; control: string | null }>;
}>;
export type ApplicationRow = FormRow<ApplicationContent> &
  Readonly<{
    kind: "interim" | "final";
    from: string;
    until: string;
    /** It takes up what was decided by then; null: all that is certified. */
    takesUntil: string | null;
    reference: string;
  }>;

export type AccountsContent = Omit<ApplicationContent, "request"> &
  Readonly<{
    balance: readonly Readonly<{
      priority: string;
      regionCategory: string;
      label: { fr: string; nl: string; en: string };
      due: Euros;
      paid: Euros;
      balance: Euros;
    }>[];
  }>;
export type AccountsRow = FormRow<AccountsContent> &
  Readonly<{ deductions: readonly Deduction[]; comments: Readonly<Record<string, string>> }>;

const formSql = `f.id, f.number, f.fund, f.accounting_year as year, f.state, f.content, f.hash, f.opened_by as "openedBy",
  ${momentSql("f.opened_at")} as "openedAt", f.submitted_by as "submittedBy",
  ${momentSql("f.submitted_at")} as "submittedAt", f.reopened_by as "reopenedBy",
  ${momentSql("f.reopened_at")} as "reopenedAt", f.reopened_because as "reopenedBecause"`;

/** Returns the applications of a Fund (or all, or one), as the walls let them be seen, in the order in which they were opened. */
export const readApplications = async (
  client: PoolClient,
  which: Readonly<{ fund?: string | undefined; id?: number | undefined }> = {},
): Promise<readonly ApplicationRow[]> => {
  const { rows } = await client.query<ApplicationRow>(
    `select ${formSql}, f.kind, f.period_from as "from", f.period_until as until, f.takes_until as "takesUntil", f.reference
     from commission.application f where ($1::text is null or f.fund = $1) and ($2::bigint is null or f.id = $2)
     order by f.id`,
    [which.fund ?? null, which.id ?? null],
  );
  return rows;
};

/** Returns the accounts of a Fund (or all, or one set), as the walls let them be seen. */
export const readAllAccounts = async (
  client: PoolClient,
  which: Readonly<{ fund?: string | undefined; id?: number | undefined }> = {},
): Promise<readonly AccountsRow[]> => {
  const { rows } = await client.query<AccountsRow>(
    `select ${formSql}, f.deductions, f.comments
     from commission.accounts f where ($1::text is null or f.fund = $1) and ($2::bigint is null or f.id = $2)
     order by f.id`,
    [which.fund ?? null, which.id ?? null],
  );
  return rows;
};

/** A line of a form that was sent. */
export type SentLine = Readonly<{
  form: number;
  kind: "expenditure" | "withdrawal" | "recovery" | "deduction";
  deduction: Deduction["kind"] | null;
  declaration: number;
  agreement: number;
  line: string;
  operation: string;
  partner: string;
  priority: string;
  region: Allocation["region"];
  /** The accounting year in which it was applied for. */
  year: string;
  eligible: Euros;
  public: Euros;
  entry: number;
}>;

const lineSql = `l.kind, l.declaration, l.agreement, l.line, l.about_operation as operation, l.about_partner as partner,
  l.priority, l.region_category as region, l.eligible, l.public, l.entry`;

/** Returns the lines of applications of the Fund that were sent and count, in the order in which they were sent. */
export const readApplicationLines = async (
  client: PoolClient,
  fund: string,
): Promise<readonly SentLine[]> => {
  const { rows } = await client.query<SentLine>(
    `select l.application as form, null as deduction, l.year, ${lineSql}
     from commission.application_line l join commission.application f on f.id = l.application
     where f.fund = $1 and f.state = 'submitted' order by f.id, l.n`,
    [fund],
  );
  return rows;
};

/** Returns the lines of an application or of accounts, whether they count or were opened again. */
export const readLinesOf = async (
  client: PoolClient,
  what: "application" | "accounts",
  id: number,
): Promise<readonly SentLine[]> => {
  const { rows } = await client.query<SentLine>(
    what === "application"
      ? `select l.application as form, null as deduction, l.year, ${lineSql}
         from commission.application_line l where l.application = $1 order by l.n`
      : `select l.accounts as form, l.deduction, f.accounting_year as year, ${lineSql}
         from commission.accounts_line l join commission.accounts f on f.id = l.accounts
         where l.accounts = $1 order by l.n`,
    [id],
  );
  return rows;
};

/** Returns the lines of accounts of the Fund that were sent and count. */
export const readAccountsLines = async (client: PoolClient, fund: string): Promise<readonly SentLine[]> => {
  const { rows } = await client.query<SentLine>(
    `select l.accounts as form, l.deduction, f.accounting_year as year, ${lineSql}
     from commission.accounts_line l join commission.accounts f on f.id = l.accounts
     where f.fund = $1 and f.state = 'submitted' order by f.id, l.n`,
    [fund],
  );
  return rows;
};

/** Returns all that entries of the ledger did to what declarations of these operations were applied for, in their order. */
export const readMoves = async (
  client: PoolClient,
  operations: readonly string[],
): Promise<readonly Move[]> => {
  const { rows } = await client.query<
    Omit<Move, "by"> &
      Readonly<{ kind: string; under: number | null; year: string | null; public: Euros | null }>
  >(
    `select e.id as entry, e.reverses, e.kind, e.under, p.declaration, p.line,
       coalesce(sum(p.amount) filter (where p.account = 'applied'), 0)::numeric(14, 2) as applied,
       coalesce(sum(p.amount) filter (where p.account = 'accounted'), 0)::numeric(14, 2) as accounted,
       coalesce(max(a.accounting_year), max(c.accounting_year)) as year, max(l.public) as public
     from ledger.entry e
     join ledger.posting p on p.entry = e.id and p.account in ('applied', 'accounted')
     left join commission.application a on a.id = e.under
     left join commission.accounts c on c.id = e.under
     left join commission.application_line l on l.entry = e.id and l.line = p.line and l.kind = 'expenditure'
     where e.operation = any ($1)
     group by e.id, p.declaration, p.line order by e.change, e.id`,
    [operations],
  );
  return rows.map(({ kind, under, year, public: part, ...move }) => ({
    ...move,
    by: byOf(kind, under, year, part),
  }));
};

const byOf = (kind: string, under: number | null, year: string | null, part: Euros | null): Move["by"] => {
  if (under !== null && year !== null) {
    if (kind === "applied" && part !== null) return { kind: "application", id: under, year, public: part };
    if (kind === "recovered") return { kind: "recovered", application: under };
    if (kind === "accounted") return { kind: "accounts", id: under, year };
    if (kind === "deducted") return { kind: "deducted", accounts: under, year };
  }
  return { kind: "decision", id: under };
};

/** What of a line of a declaration can be applied for. */
export type Certified = Readonly<{
  declaration: number;
  agreement: number;
  operation: string;
  partner: string;
  line: string;
  eligible: Euros;
}>;

/**
 * Returns what is certified and not applied for: all of it, or of what was decided by the day. What an application that was opened again
 * gave back counts from the day of its decision. Amounts that left since then are left.
 */
export const readCertified = async (
  client: PoolClient,
  operations: readonly string[],
  until: string | null,
): Promise<readonly Certified[]> => {
  const { rows } = await client.query<Certified>(
    `select declaration, agreement, operation, partner, line, least(sum(amount), coalesce(sum(amount) filter (where counts), 0)) as eligible
     from (
       select p.declaration, p.agreement, p.operation, p.partner, p.line, p.amount,
         $2::date is null or p.amount < 0 or e.reverses is not null or undone.id is not null
           or (coalesce(d.decided_at, e.at) at time zone 'Europe/Brussels')::date <= $2::date as counts
       from ledger.posting p join ledger.entry e on e.id = p.entry
       left join ledger.entry undone on undone.reverses = e.id
       left join control.decision d on d.id = e.under
       where p.account = 'certified' and p.operation = any ($1)) moved
     group by declaration, agreement, operation, partner, line
     having least(sum(amount), coalesce(sum(amount) filter (where counts), 0)) > 0
     order by operation, partner, agreement, declaration, line`,
    [operations, until],
  );
  return rows;
};

/** An agreement as forms need it: what part of its cost is public. */
export type AgreementTerms = Readonly<{ number: string; publicSupport: Euros; totalCost: Euros }>;

/** Returns agreements of these operations under the version in force. */
export const readTerms = async (
  client: PoolClient,
  operations: readonly string[],
): Promise<ReadonlyMap<number, AgreementTerms>> => {
  const { rows } = await client.query<AgreementTerms & Readonly<{ id: number }>>(
    `select a.id, a.number, v.public_support as "publicSupport", v.total_cost as "totalCost"
     from agreement.agreement a
     join agreement.version v on v.agreement = a.id and v.version = a.current_version
     where a.operation = any ($1)`,
    [operations],
  );
  return new Map(rows.map(({ id, ...terms }) => [id, terms]));
};

/** A declaration as forms name it, and whether the asker verified it or decided on it. */
export type DeclarationName = Readonly<{
  number: string;
  from: string;
  until: string;
  controlledBy: readonly string[];
}>;

/** Returns declarations by their number in the store, with who verified them or decided on them. */
export const readDeclarationNames = async (
  client: PoolClient,
  ids: readonly number[],
): Promise<ReadonlyMap<number, DeclarationName>> => {
  const { rows } = await client.query<DeclarationName & Readonly<{ id: number }>>(
    `select d.id, d.number, d.period_from as "from", d.period_until as until,
       array(select x from (
         select unnest(array[v.opened_by, v.concluded_by]) as x from control.verification v
           where v.declaration = d.id and v.state <> 'cancelled'
         union select unnest(array[c.proposed_by, c.decided_by]) from control.decision c where c.declaration = d.id) o
         where x is not null) as "controlledBy"
     from declaration.declaration d where d.id = any ($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, ...name }) => [id, name]));
};

/** What is left in until the partner repaid, by the decision that said so, and how much of the order was repaid. */
export type PendingRecovery = Readonly<{
  declaration: number;
  decision: number;
  decisionNumber: string;
  line: string;
  /** Applied for, or in accounts, above what was found eligible: still in. */
  excess: Euros;
  /** Deducted already. */
  recovered: Euros;
  ordered: Euros;
  repaid: Euros;
  writtenOff: Euros;
  comment: string;
}>;

/**
 * Returns lines of which more is in applications and accounts than the last decision found eligible: those that wait for a
 * partner to repay (a decision's mode `recovery`), with the recovery orders of their declaration, or of the agreement
 * where an order names no decision.
 */
export const readPendingRecoveries = async (
  client: PoolClient,
  operations: readonly string[],
): Promise<readonly PendingRecovery[]> => {
  const { rows } = await client.query<PendingRecovery>(
    `with last as (
       select distinct on (d.declaration) d.id, d.number, d.declaration, d.agreement, d.targets from control.decision d
       where d.state = 'decided' and d.operation = any ($1) order by d.declaration, d.n desc
     ), line as (
       select last.id, last.number, last.declaration, last.agreement, t.line, t.eligible,
         coalesce(sum(p.amount) filter (where p.account in ('applied', 'accounted')), 0) as in_forms,
         coalesce(sum(p.amount) filter (where p.account = 'recovered'), 0) as recovered
       from last cross join jsonb_to_recordset(last.targets) as t (line text, eligible numeric)
       join ledger.posting p on p.declaration = last.declaration and p.line = t.line
       group by 1, 2, 3, 4, 5, 6
     )
     select l.declaration, l.id as decision, l.number as "decisionNumber", l.line,
       greatest(l.in_forms - l.eligible, 0)::numeric(14, 2) as excess, l.recovered::numeric(14, 2) as recovered,
       r.ordered::numeric(14, 2) as ordered, r.repaid::numeric(14, 2) as repaid,
       r.written_off::numeric(14, 2) as "writtenOff", r.comment
     from line l
     cross join lateral (
       select coalesce(sum(x.amount), 0) as ordered, coalesce(sum(x.set_off + x.repaid), 0) as repaid,
         coalesce(sum(x.written_off), 0) as written_off,
         coalesce(string_agg(nullif(x.comment, ''), ' ' order by x.id) filter (where x.written_off > 0), '') as comment
       from payment.recovery x left join control.decision c on c.id = x.decision
       where x.agreement = l.agreement and x.state <> 'cancelled' and (c.id is null or c.declaration = l.declaration)) r
     where l.in_forms > l.eligible or l.recovered > 0
     order by l.declaration, l.line`,
    [operations],
  );
  return rows;
};
