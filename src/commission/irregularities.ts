import { momentSql } from "../agreement/read.ts";
import { acting, handOf } from "../agreement/desk.ts";
import { contentHash } from "../declaration/canonical.ts";
import { placeNames } from "../declaration/page.ts";
import { allocationOf, controlNumber, controlValue } from "../definition/control.ts";
import type { Allocation } from "../definition/control.ts";
import { euros } from "../euros.ts";
import { exact } from "../decimal.ts";
import { notFound } from "../problem.ts";
import { dayOf } from "./applications.ts";
import { type Desk, mayCertify, needCertifying, needReading } from "./gather.ts";
import { noSuchThing, notReported, wasReported, wrongState } from "./problem.ts";
import { fundContribution, grounds, isReported, mayBeLeft, type Verdict } from "./reporting.ts";
import { publicOf } from "./share.ts";
import type {
  IrregularitiesPage,
  Irregularity,
  IrregularityBody,
  IrregularityFacts,
  ReportBody,
} from "./watch-shapes.ts";
import { quarterOf, reportDue } from "./years.ts";

type Row = Omit<
  IrregularityBody,
  "agreement" | "declaration" | "decision" | "linkedTo" | "facts" | "eligible"
> &
  Readonly<{
    id: number;
    number: string;
    agreement: Readonly<{ id: number; number: string }>;
    declaration: Readonly<{ id: number; number: string }> | null;
    decision: Readonly<{ id: number; number: string }> | null;
    linkedTo: Readonly<{ id: number; number: string }> | null;
    operation: string;
    partner: string;
    facts: IrregularityFacts;
    eligible: string;
    fundContribution: string;
    mustReport: boolean;
    quarter: string;
    dueOn: string | null;
    closedOn: string | null;
    madeAt: string;
    reports: Irregularity["reports"];
  }>;

const named = (of: string) => `json_build_object('id', ${of}.id, 'number', ${of}.number)`;
const rowSql = `select i.id, i.number, ${named("a")} as agreement, a.operation, a.partner,
    case when d.id is not null then ${named("d")} end as declaration,
    case when c.id is not null then ${named("c")} end as decision,
    case when o.id is not null then ${named("o")} end as "linkedTo",
    i.first_information_on as "firstInformationOn", i.facts, i.systemic, i.suspected_fraud as "suspectedFraud",
    i.bankruptcy_only as "bankruptcyOnly", i.precedes_bankruptcy as "precedesBankruptcy", i.voluntary,
    i.before_application as "beforeApplication", i.effects_abroad as "effectsAbroad", i.eligible,
    i.fund_contribution as "fundContribution", i.must_report as "mustReport", i.quarter, i.due_on as "dueOn",
    i.closed_on as "closedOn", ${momentSql("i.made_at")} as "madeAt",
    coalesce((select json_agg(json_build_object('n', r.n, 'kind', r.kind, 'reportedOn', r.reported_on, 'hash', r.hash,
      'by', coalesce(access.name_of(r.reported_by), '')) order by r.n) from commission.report r where r.irregularity = i.id), '[]') as reports
  from commission.irregularity i join agreement.agreement a on a.id = i.agreement
  left join declaration.declaration d on d.id = i.declaration
  left join control.decision c on c.id = i.decision
  left join commission.irregularity o on o.id = i.linked_to`;

const readRows = async ({ client }: Pick<Desk, "client">): Promise<readonly Row[]> =>
  (await client.query<Row>(`${rowSql} order by i.id desc`)).rows;

/** Returns the irregularities that are known, the last one first, each with whether it is to be reported and why. */
export const irregularitiesPage = async (desk: Desk): Promise<IrregularitiesPage> => {
  await needReading(desk);
  const rows = await readRows(desk);
  return {
    today: desk.house.today(),
    mayOpen: mayCertify(desk),
    rows: rows.map((row) => shown(desk, row, rows)),
  };
};

/** Returns one of them. Throws notFound. */
export const irregularityPage = async (desk: Desk, id: number): Promise<Irregularity> => {
  const { rows } = await irregularitiesPage(desk);
  const found = rows.find((row) => row.id === id);
  if (!found) throw notFound();
  return found;
};

const allocationAt = ({ house }: Pick<Desk, "house">, operation: string): Allocation | undefined => {
  const place = house.programme.operations.get(operation);
  return place && allocationOf(house.programme.control, place);
};

const amountOf = (
  { house }: Pick<Desk, "house">,
  name: "reporting_threshold_euros" | "de_minimis_euros",
): string => euros(exact(controlValue(house.programme.control, name, house.today()).value));

const shown = (desk: Desk, row: Row, all: readonly Row[]): Irregularity => {
  const { house } = desk;
  const { ground } = verdictOf(desk, row, linkedOf(row, all));
  const today = house.today();
  const isReportedAlready = row.reports.some(({ kind }) => kind === "initial");
  const { operation, partner, madeAt: _, ...rest } = row;
  return {
    ...rest,
    ...placeNames(house.programme, operation, partner),
    priority: house.programme.operations.get(operation)?.priority ?? "",
    threshold: amountOf(desk, "reporting_threshold_euros"),
    why: grounds[ground],
    mayLeave: mayBeLeft([row.fundContribution], amountOf(desk, "de_minimis_euros")),
    overdue: row.mustReport && !isReportedAlready && row.dueOn !== null && row.dueOn < today,
    mayChange: mayCertify(desk) && row.closedOn === null,
  };
};

/** Cases that are linked to each other count together: those that it is linked to, and those linked to it. */
const linkedOf = (
  row: Readonly<{ id: number | null; linkedTo: Readonly<{ id: number }> | null }>,
  all: readonly Row[],
): readonly Row[] => {
  const root = (
    each: Readonly<{ id: number | null; linkedTo: Readonly<{ id: number }> | null }>,
  ): number | null => {
    const seen = new Set<number | null>();
    let at = each;
    while (at.linkedTo && !seen.has(at.id)) {
      seen.add(at.id);
      const next = all.find(({ id }) => id === at.linkedTo?.id);
      if (!next) break;
      at = next;
    }
    return at.id;
  };
  const own = root(row);
  return all.filter((each) => each.id !== row.id && root(each) === own);
};

const verdictOf = (
  desk: Pick<Desk, "house">,
  row: Parameters<typeof isReported>[0],
  linked: readonly Row[],
): Verdict =>
  isReported(
    row,
    amountOf(desk, "reporting_threshold_euros"),
    linked.map((each) => each.fundContribution),
  );

type Kept = Readonly<{
  columns: readonly string[];
  values: readonly unknown[];
}>;

/** What of the body is kept, with what follows from it: the Fund's contribution, whether and by when it is reported. */
const keptOf = async (desk: Desk, id: number | null, body: IrregularityBody): Promise<Kept> => {
  const { client, house } = desk;
  const { rows } = await client.query<{ operation: string; publicSupport: string; totalCost: string }>(
    `select a.operation, v.public_support as "publicSupport", v.total_cost as "totalCost"
     from agreement.agreement a
     join agreement.version v on v.agreement = a.id and v.version = a.current_version where a.id = $1`,
    [body.agreement],
  );
  const [terms] = rows;
  if (!terms) throw noSuchThing("agreement");
  for (const what of ["declaration", "decision"] as const) {
    if (body[what] === null) continue;
    const table = what === "declaration" ? "declaration.declaration" : "control.decision";
    const found = await client.query(`select from ${table} where id = $1 and agreement = $2`, [
      body[what],
      body.agreement,
    ]);
    if (found.rows.length === 0) throw noSuchThing(what);
  }
  const all = await readRows(desk);
  const linkedTo = all.find((each) => each.id === body.linkedTo) ?? null;
  if (body.linkedTo !== null && (!linkedTo || linkedTo.id === id)) throw noSuchThing("linkedTo");
  const allocation = allocationAt(desk, terms.operation);
  const contribution = allocation
    ? fundContribution({ eligible: body.eligible, public: publicOf(body.eligible, terms) }, allocation)
    : body.eligible;
  const { report } = verdictOf(
    desk,
    { ...body, fundContribution: contribution },
    linkedOf({ id, linkedTo }, all),
  );
  const quarter = quarterOf(body.firstInformationOn);
  const months = controlNumber(house.programme.control, "reporting_months", body.firstInformationOn);
  return {
    columns: [
      "declaration",
      "decision",
      "linked_to",
      "first_information_on",
      "facts",
      "systemic",
      "suspected_fraud",
      "bankruptcy_only",
      "precedes_bankruptcy",
      "voluntary",
      "before_application",
      "effects_abroad",
      "eligible",
      "fund_contribution",
      "must_report",
      "quarter",
      "due_on",
    ],
    values: [
      body.declaration,
      body.decision,
      body.linkedTo,
      body.firstInformationOn,
      JSON.stringify(body.facts),
      body.systemic,
      body.suspectedFraud,
      body.bankruptcyOnly,
      body.precedesBankruptcy,
      body.voluntary,
      body.beforeApplication,
      body.effectsAbroad,
      body.eligible,
      contribution,
      report,
      quarter,
      report ? reportDue(quarter, months) : null,
    ],
  };
};

/**
 * Notes an irregularity; what follows from it is worked out: the Fund's contribution at the priority's rate, whether it is
 * reported, and by when. A case that takes those linked to it over the threshold makes them to be reported as well. Throws
 * noSuchThing.
 */
export const addIrregularity = async (
  desk: Desk,
  body: IrregularityBody,
  at?: string,
): Promise<Readonly<{ id: number; number: string }>> => {
  await needCertifying(desk);
  return acting(
    desk,
    "commission.note_irregularity",
    async (act) => {
      const { columns, values } = await keptOf(desk, null, body);
      const year = body.firstInformationOn.slice(0, 4);
      const { rows: counted } = await desk.client.query<{ count: number }>(
        "select count(*)::integer as count from commission.irregularity where number like $1",
        [`IRR-${year}-%`],
      );
      const number = `IRR-${year}-${(counted[0]?.count ?? 0) + 1}`;
      const all = [
        "number",
        "agreement",
        "made_by",
        "change",
        ...columns,
        ...(at === undefined ? [] : ["made_at"]),
      ];
      const given = [
        number,
        body.agreement,
        handOf(desk).actor,
        act.change,
        ...values,
        ...(at === undefined ? [] : [at]),
      ];
      const { rows } = await desk.client.query<{ id: number }>(
        `insert into commission.irregularity (${all.join(", ")})
         values (${all.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
        given,
      );
      const id = rows[0]?.id ?? 0;
      await act.note("commission.irregularity", id);
      await carryToLinked(desk, act.change, id, act.note);
      return { id, number };
    },
    { waits: true },
  );
};

/** Changes what is known of an irregularity; what follows from it is worked out anew. Throws wrongState once it is closed. */
export const changeIrregularity = async (desk: Desk, id: number, body: IrregularityBody): Promise<void> => {
  await needCertifying(desk);
  await acting(desk, "commission.change_irregularity", async (act) => {
    const row = await irregularityPage(desk, id);
    if (row.closedOn !== null) throw wrongState("closed");
    if (row.agreement.id !== body.agreement) throw noSuchThing("agreement");
    const { columns, values } = await keptOf(desk, id, body);
    await desk.client.query(
      `update commission.irregularity set ${columns.map((column, index) => `${column} = $${index + 3}`).join(", ")},
         change = $2 where id = $1`,
      [id, act.change, ...values],
    );
    await act.note("commission.irregularity", id);
    await carryToLinked(desk, act.change, id, act.note);
  });
};

/** Cases that belong together cross the threshold together: the others of the group follow. */
const carryToLinked = async (
  desk: Desk,
  change: number,
  id: number,
  note: (table: string, id: number) => Promise<unknown>,
): Promise<void> => {
  const all = await readRows(desk);
  const own = all.find((each) => each.id === id);
  if (!own) return;
  const { control } = desk.house.programme;
  for (const each of linkedOf(own, all)) {
    const { report } = verdictOf(desk, each, linkedOf(each, all));
    if (report === each.mustReport) continue;
    const months = controlNumber(control, "reporting_months", each.firstInformationOn);
    await desk.client.query(
      "update commission.irregularity set must_report = $2, due_on = $3, change = $4 where id = $1",
      [each.id, report, report ? reportDue(each.quarter, months) : null, change],
    );
    await note("commission.irregularity", each.id);
  }
};

/**
 * Keeps what was told of an irregularity: its file as it is now, with its hash. An initial report comes first and once.
 * Throws wasReported, notReported, wrongState.
 */
export const reportIrregularity = async (
  desk: Desk,
  id: number,
  { kind, reportedOn }: ReportBody,
  at?: string,
): Promise<void> => {
  await needCertifying(desk);
  await acting(desk, "commission.report_irregularity", async (act) => {
    const row = await irregularityPage(desk, id);
    if (row.closedOn !== null) throw wrongState("closed");
    const isFirst = row.reports.every((each) => each.kind !== "initial");
    if (kind === "initial" && !isFirst) throw wasReported();
    if (kind !== "initial" && isFirst) throw notReported();
    const { reports, mayChange: _, overdue: __, ...file } = row;
    const content = { format: 1, kind, ...file };
    await desk.client.query("update commission.irregularity set change = $2 where id = $1", [id, act.change]);
    await desk.client.query(
      `insert into commission.report (irregularity, n, kind, reported_on, content, hash, reported_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        reports.length + 1,
        kind,
        reportedOn ?? dayOf(desk, at),
        JSON.stringify(content),
        contentHash(content),
        handOf(desk).actor,
      ],
    );
    await act.note("commission.irregularity", id);
  });
};

/** Closes the file of an irregularity. Throws notReported where it is to be reported and was not. */
export const closeIrregularity = async (desk: Desk, id: number, on: string): Promise<void> => {
  await needCertifying(desk);
  await acting(desk, "commission.close_irregularity", async (act) => {
    const row = await irregularityPage(desk, id);
    if (row.closedOn !== null) throw wrongState("closed");
    if (row.mustReport && row.reports.length === 0) throw notReported();
    await desk.client.query("update commission.irregularity set closed_on = $2, change = $3 where id = $1", [
      id,
      on,
      act.change,
    ]);
    await act.note("commission.irregularity", id);
  });
};
