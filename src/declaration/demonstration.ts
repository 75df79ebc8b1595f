import type { Pool } from "pg";
import { guards } from "../access/guards.ts";
import type { PlanLine } from "../cost/plan.ts";
import { type AgreementView, listAgreements } from "../agreement/read.ts";
import { asOwner } from "../database/transaction.ts";
import type { Programme } from "../definition/programme.ts";
import { keepDocument } from "../document/documents.ts";
import type { Act } from "../trail/act.ts";
import { actOn, type Desk } from "./desk.ts";
import { canonical, exact } from "../decimal.ts";
import { keepInputs, openDeclaration } from "./open.ts";
import { expectedPeriods, monthsIn, type Period } from "./periods.ts";
import { checksOf } from "./checks.ts";
import { readRow } from "./row.ts";
import type { Inputs, LineInput } from "./shapes.ts";
import { keepStaff, staffPage } from "./staff.ts";
import { submitDeclaration } from "./submit.ts";
import { workOut } from "./work.ts";

/** What the declarations of the demonstration are made with. */
export type DemonstrationDesk = Readonly<{
  pool: Pool;
  programme: Programme;
  dataFolder: string;
  /** The account of the machine, as the trail names it. */
  account: string;
}>;

/** Periods that end from this day on are left to whoever tries the demonstration: its year 2020. */
const leftOpen = "2020-04-01";

/**
 * Makes and submits the declarations of the demonstration's agreements for what ended by March 2020, by the same functions
 * as the pages, each in a transaction of its own; returns how many it submitted. Amounts, people and documents are
 * invented. A period for which there is a declaration is left as it is.
 */
export const makeDeclarations = async (house: DemonstrationDesk): Promise<number> => {
  const known = await asOwner(house.pool, (client) => listAgreements(client, { states: ["active"] }));
  let submitted = 0;
  for (const agreement of known)
    for (const period of expectedPeriods(house.programme.costs, agreement)) {
      const isMade = await asOwner(house.pool, async (client) => {
        const desk: Desk = {
          house: { programme: house.programme, guards, today: () => period.due },
          client,
          who: undefined,
          account: house.account,
        };
        if (period.until < leftOpen) return declare(desk, house.dataFolder, agreement, period);
        // What an employer's documents say is there; hours and what was delivered are for whoever tries it.
        await sayStaff(desk, house.dataFolder, agreement, period);
        return false;
      });
      if (isMade) submitted++;
    }
  return submitted;
};

const declare = async (
  desk: Desk,
  dataFolder: string,
  agreement: AgreementView,
  period: Period,
): Promise<boolean> => {
  const { rows } = await desk.client.query(
    "select from declaration.declaration where agreement = $1 and period_from = $2",
    [agreement.id, period.from],
  );
  if (rows.length > 0) return false;
  await sayStaff(desk, dataFolder, agreement, period);
  const { id } = await openDeclaration(desk, agreement.id, { from: period.from, until: period.until });
  await attachAsked(desk, dataFolder, agreement, id);
  const lines = await inputsOf(desk, dataFolder, agreement, period, id);
  await keepInputs(desk, id, { edition: 0, lines });
  const row = await readRow(desk.client, id);
  const checks = await checksOf(desk, await workOut(desk, row));
  // What a partner would mend first stays a draft, for whoever tries it to find.
  if (checks.some(({ severity }) => severity === "refuse")) return false;
  await submitDeclaration(
    desk,
    id,
    { edition: row.edition, confirmed: checks.map((check) => check.id) },
    `${period.due}T09:00:00Z`,
  );
  return true;
};

const staffForms = new Set(["hourly_rate", "fixed_share", "salary_flat_rate"]);

/** People are known by invented codes. */
const personOf = (line: string, n: number): string => `P-${line.slice(0, 12)}-${n}`;
const grossCosts = ["52800.00", "48600.00", "55200.00"] as const;

/** About how many euros an hour of an invented person costs, and how many hours one has for a line in a year. */
const [hourCost, hoursOfOne] = [30, 1400];

/** As many people, with as many hours, as use nine tenths of a line's budget or a little less. */
const peopleOf = ({ id, budget }: PlanLine, agreement: number): { person: string; hours: string }[] => {
  const cents = exact(budget).units;
  const hours = Number((cents * BigInt(80 + (agreement % 9))) / BigInt(10_000 * hourCost));
  const count = Math.max(1, Math.ceil(hours / hoursOfOne));
  return Array.from({ length: count }, (_, n) => ({
    person: personOf(id, n + 1),
    hours: String(Math.floor(hours / count)),
  }));
};

/** Says what invented people cost, those whom the register of hours names first, each with the document that says so. */
const sayStaff = async (
  desk: Desk,
  dataFolder: string,
  { id, plan, operation, partner, starts, ends }: AgreementView,
  { from, until }: Period,
): Promise<void> => {
  if (!plan.lines.some(({ terms }) => staffForms.has(terms.form))) return;
  const { costs } = desk.house.programme;
  const named = (await staffPage(desk, id)).rows;
  const year = Number(until.slice(0, 4));
  const months = String(monthsIn(from, until));
  const common = { months: "12", fraction: "1", function: null };
  const known = named
    .filter(
      ({ year: each, grossCost }) =>
        grossCost === null && each >= Number(starts.slice(0, 4)) && each <= Number(ends.slice(0, 4)),
    )
    .map(({ person, year: each }) => ({ ...common, person, year: each, grossCost: grossCosts[0] }));
  const invented = plan.lines.flatMap((line) => {
    if (!staffForms.has(line.terms.form) || known.length > 0) return [];
    const [first] =
      line.terms.form === "salary_flat_rate"
        ? [...(costs.rules.salaryScales.get(line.terms.scale)?.functions.keys() ?? [])]
        : [];
    return peopleOf(line, id).map(({ person }, n) => ({
      ...common,
      person,
      year,
      months,
      grossCost: grossCosts[n % grossCosts.length] ?? grossCosts[0],
      function: first ?? null,
    }));
  });
  const rows = [...known, ...invented].filter(
    (row) =>
      !named.some((each) => each.person === row.person && each.year === row.year && each.grossCost !== null),
  );
  if (rows.length === 0) return;
  const document = await actOn(desk, { action: "document" }, (act) =>
    attach(desk, act, dataFolder, { operation, partner, about: `agreement:${id}:staff`, kind: "gross_cost" }),
  );
  await keepStaff(desk, id, { rows: rows.map((row) => ({ ...row, document })) });
};

/** What nobody's register holds: hours, milestones due in the period, and one piece for each line of real costs. */
const inputsOf = async (
  desk: Desk,
  dataFolder: string,
  { id: agreement, plan, operation, partner }: AgreementView,
  { from, until }: Period,
  declaration: number,
): Promise<Inputs> => {
  const year = Number(until.slice(0, 4));
  const found: [string, LineInput][] = [];
  for (const line of plan.lines) {
    const { id, terms, budget } = line;
    const worked = peopleOf(line, agreement);
    const people = worked.map(({ person }) => ({ person, year }));
    if (terms.form === "hourly_rate") found.push([id, { staff: worked.map((each) => ({ ...each, year })) }]);
    if (terms.form === "fixed_share")
      found.push([id, { staff: people.map((each) => ({ ...each, share: "0.25" })) }]);
    if (terms.form === "salary_flat_rate") found.push([id, { staff: people }]);
    if ("milestones" in terms)
      found.push([
        id,
        {
          milestones: terms.milestones
            .filter(({ due }) => due !== undefined && due <= until)
            .map((each) => each.id),
        },
      ]);
    if (terms.form === "real_cost") {
      const document = await actOn(desk, { action: "document" }, (act) =>
        attach(desk, act, dataFolder, {
          operation,
          partner,
          about: `declaration:${declaration}`,
          kind: "invoice",
        }),
      );
      const amount = tenth(budget);
      found.push([
        id,
        {
          items: [
            {
              id: "1",
              on: from < `${year}-06-15` && `${year}-06-15` <= until ? `${year}-06-15` : until,
              supplier: "Fournisseur inventé",
              reference: `F-${declaration}-${id.slice(0, 20)}`,
              amount,
              document,
            },
          ],
        },
      ]);
    }
  }
  return Object.fromEntries(found);
};

const tenth = (amount: string): string => canonical({ units: exact(amount).units / 10n, scale: 2 });

/** Attaches an invented document of each kind that the programme asks with a declaration of these options. */
const attachAsked = async (
  desk: Desk,
  dataFolder: string,
  { plan, operation, partner }: AgreementView,
  declaration: number,
): Promise<void> => {
  const options = new Set(plan.lines.map(({ option }) => option));
  const kinds = [...desk.house.programme.costs.documents.values()].filter(({ asked }) =>
    asked.some(
      ({ at, required, options: only }) =>
        at === "declaration" &&
        required &&
        (only === undefined || only.some((option) => options.has(option))),
    ),
  );
  if (kinds.length === 0) return;
  await actOn(desk, { action: "document" }, async (act) => {
    for (const { id: kind } of kinds)
      await attach(desk, act, dataFolder, { operation, partner, about: `declaration:${declaration}`, kind });
  });
};

const attach = async (
  { client }: Desk,
  act: Act,
  dataFolder: string,
  {
    operation,
    partner,
    about,
    kind,
  }: Readonly<{ operation: string; partner: string; about: string; kind: string }>,
): Promise<number> => {
  const { id } = await keepDocument(
    client,
    act,
    { dataFolder },
    {
      operation,
      partner,
      account: null,
      about,
      kind,
      name: `${kind}.pdf`,
      bytes: [inventedPdf],
    },
  );
  return id;
};

/** A page with nothing on it: the smallest thing that every reader takes for a PDF. */
const inventedPdf = new TextEncoder().encode(
  [
    "%PDF-1.4",
    "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
    "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj",
    "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj",
    "trailer << /Root 1 0 R >>",
    "%%EOF",
    "",
  ].join("\n"),
);
