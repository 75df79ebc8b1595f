import { less, sumOf } from "../euros.ts";
import { mayAt, maySpeak } from "../agreement/desk.ts";
import type { AgreementView } from "../agreement/read.ts";
import { dayAfter } from "../definition/costs.ts";
import { computeFigures } from "../figure/compute.ts";
import { missingDimensions } from "../figure/request.ts";
import type { House } from "../house.ts";
import { balances } from "../ledger/balances.ts";
import { notFound } from "../problem.ts";
import type { AnnualBody, AnnualPage, AnnualReceipt, AnnualSubmit } from "./annual-shapes.ts";
import { contentHash } from "./canonical.ts";
import { annualChecks } from "./annual-checks.ts";
import { actOn, actorAt, type Desk, needSpeaking } from "./desk.ts";
import { fixDocuments } from "../document/documents.ts";
import { percentOf } from "./quantities.ts";
import { named } from "./lines.ts";
import { nameOf, placeNames } from "./page.ts";
import { yearsOf } from "./people.ts";
import { changedMeanwhile, checksOpen, wrongState } from "./problem.ts";
import { rowsOfAgreement, takeTurn } from "./row.ts";
import { openChecks } from "./submit.ts";
import { agreementOf } from "./work.ts";

/** The desk of an annual file also knows the figures. */
export type AnnualDesk = Desk & Readonly<{ house: Pick<House, "snapshot"> }>;

type FileRow = Readonly<{
  id: number;
  state: "draft" | "submitted";
  texts: Readonly<Record<string, string>>;
  edition: number;
  content: AnnualContent | null;
  hash: string | null;
  receipt: number | null;
  submittedAt: string | null;
  submittedBy: string | null;
}>;

/** What was submitted with an annual file, as it was then. */
export type AnnualContent = Pick<AnnualPage, "sections" | "table" | "total" | "declarations" | "year"> &
  Readonly<{ agreement: string; operation: string; partner: string }>;

const fileOf = async ({ client }: Desk, agreement: number, year: number): Promise<FileRow | undefined> => {
  const { rows } = await client.query<FileRow>(
    `select f.id, f.state, w.texts, w.edition, w.content, f.hash, f.receipt, f.submitted_by as "submittedBy",
       to_char(f.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "submittedAt"
     from declaration.annual_file f join declaration.annual_work w on w.whose = f.id
     where f.agreement = $1 and f.year = $2`,
    [agreement, year],
  );
  return rows[0];
};

/**
 * Returns the annual file of an agreement: its sections with the partner's own figures, and the financial table out of
 * the ledger. What was submitted stays as it was.
 */
export const annualPage = async (desk: AnnualDesk, id: number, year: number): Promise<AnnualPage> => {
  const agreement = await agreementOf(desk, id);
  const years = yearsOf(agreement.starts, agreement.ends);
  const { annualReport } = desk.house.programme.costs;
  if (!years.includes(year) || !annualReport) throw notFound();
  const file = await fileOf(desk, id, year);
  const speaks = maySpeak(desk, agreement);
  const today = desk.house.today();
  const due = dayAfter(`${year}-12-31`, annualReport.deadline);
  const content =
    file?.state === "submitted" && file.content
      ? file.content
      : await contentNow(desk, agreement, year, file);
  const isDraft = file?.state !== "submitted";
  return {
    agreement: { id: agreement.id, number: agreement.number, internal: agreement.internal },
    ...placeNames(desk.house.programme, agreement.operation, agreement.partner),
    year,
    years,
    file: file?.id ?? null,
    state: file?.state ?? "draft",
    edition: file?.edition ?? 0,
    due,
    mayChange: speaks && isDraft,
    maySubmit: speaks && isDraft,
    submitted:
      file?.submittedAt && file.receipt !== null && file.hash !== null
        ? {
            at: file.submittedAt,
            by: await nameOf(desk, file.submittedBy ?? ""),
            receipt: file.receipt,
            hash: file.hash,
          }
        : null,
    sections: content.sections,
    table: content.table,
    total: content.total,
    declarations: content.declarations,
    checks: isDraft ? await annualChecks(desk, agreement, year, content, file, { today, due }) : [],
  };
};

const contentNow = async (
  desk: AnnualDesk,
  agreement: AgreementView,
  year: number,
  file: FileRow | undefined,
): Promise<AnnualContent> => ({
  agreement: agreement.number,
  operation: agreement.operation,
  partner: agreement.partner,
  year,
  sections: await sectionsOf(desk, agreement, year, file?.texts ?? {}),
  ...(await financialTable(desk, agreement, year)),
});

/** The partner's own figures, for whoever reads figures there: the same that the authority sees. */
const sectionsOf = async (
  { house, who }: AnnualDesk,
  { operation, partner }: AgreementView,
  year: number,
  texts: Readonly<Record<string, string>>,
): Promise<AnnualPage["sections"]> => {
  const { programme } = house;
  const sections = programme.costs.annualReport?.sections ?? [];
  const dimensions = ["year", "operation", "partner"];
  const known = [...new Set(sections.flatMap(({ figures }) => figures))].filter((id) => {
    const figure = programme.figures.get(id);
    return figure && missingDimensions(programme, figure, dimensions).length === 0;
  });
  const isOpen = mayAt({ house, who }, "figures:read", { operation, partner });
  const table =
    known.length === 0 || !isOpen
      ? undefined
      : await computeFigures(programme, await house.snapshot(), {
          figures: known,
          year,
          filters: { operation: [operation], partner: [partner] },
        });
  return sections.map(({ id, label, help, length, required, figures }) => ({
    section: id,
    label,
    help: help ?? null,
    required,
    length,
    text: texts[id] ?? "",
    figures: figures.flatMap((each) => {
      const figure = programme.figures.get(each);
      const value = table?.totals.get(each);
      if (!figure || value === undefined) return [];
      return [
        {
          figure: each,
          label: figure.label,
          unit: figure.unit ?? null,
          isMoney:
            figure.computation.kind === "structure" &&
            (figure.computation.count === "budget" || figure.computation.count === "esf_contribution"),
          value: String(value),
          where: [
            { dimension: "operation", value: operation },
            { dimension: "partner", value: partner },
          ],
        },
      ];
    }),
  }));
};

/** Each line of the agreement: its budget, what was declared in the years before and in this one, what is left. */
const financialTable = async (
  { client, house }: Desk,
  agreement: AgreementView,
  year: number,
): Promise<Pick<AnnualContent, "table" | "total" | "declarations">> => {
  const { rules } = house.programme.costs;
  const rows = (await rowsOfAgreement(client, agreement.id)).filter(({ state }) => state === "submitted");
  const before = new Map<string, string>();
  const inYear = new Map<string, string>();
  for (const { id, until } of rows) {
    const ofYear = Number(until.slice(0, 4));
    if (ofYear > year) continue;
    const sums = ofYear === year ? inYear : before;
    for (const { line, account, amount } of await balances(client, { declaration: id }))
      if (account !== "budgeted") sums.set(line, sumOf([sums.get(line) ?? "0.00", amount]));
  }
  const table = agreement.plan.lines.map((line) => {
    const [declaredBefore, declaredInYear] = [before.get(line.id) ?? "0.00", inYear.get(line.id) ?? "0.00"];
    return {
      line: line.id,
      label: line.label,
      category: named(rules.categories, line.category).label,
      option: named(rules.options, line.option).label,
      ...figuresOf(line.budget, declaredBefore, declaredInYear),
    };
  });
  const sum = (amounts: (row: (typeof table)[number]) => string) => sumOf(table.map(amounts));
  return {
    table,
    total: figuresOf(
      sum(({ budget }) => budget),
      sum(({ declaredBefore }) => declaredBefore),
      sum(({ declaredInYear }) => declaredInYear),
    ),
    declarations: rows
      .filter(({ from, until }) => from <= `${year}-12-31` && until >= `${year}-01-01`)
      .map(({ id, number, from, until, state, total }) => ({ id, number, from, until, state, total })),
  };
};

const figuresOf = (budget: string, declaredBefore: string, declaredInYear: string) => ({
  budget,
  declaredBefore,
  declaredInYear,
  remaining: less(budget, declaredBefore, declaredInYear),
  share: percentOf(sumOf([declaredBefore, declaredInYear]), budget),
});

/** Keeps texts of the activity report; the first that is kept begins the file. Throws changedMeanwhile. */
export const keepAnnual = async (
  desk: AnnualDesk,
  id: number,
  year: number,
  { edition, texts }: AnnualBody,
): Promise<AnnualPage> => {
  const agreement = await agreementOf(desk, id);
  needSpeaking(desk, agreement);
  const { costs } = desk.house.programme;
  const sections = new Set(costs.annualReport?.sections.map((section) => section.id));
  const unknown = Object.keys(texts).find((section) => !sections.has(section));
  if (unknown !== undefined || !yearsOf(agreement.starts, agreement.ends).includes(year)) throw notFound();
  const file = await beginFile(desk, agreement, year);
  if (file.state !== "draft") throw wrongState(file.state);
  const { rowCount } = await desk.client.query(
    "update declaration.annual_work set texts = texts || $3, edition = edition + 1 where whose = $1 and edition = $2",
    [file.id, edition, JSON.stringify(texts)],
  );
  if (rowCount !== 1) throw changedMeanwhile(file.edition);
  return annualPage(desk, id, year);
};

const beginFile = async (desk: Desk, agreement: AgreementView, year: number): Promise<FileRow> => {
  await takeTurn(desk.client, agreement.partner);
  const known = await fileOf(desk, agreement.id, year);
  if (known) return known;
  await actOn(desk, { action: "annual_file.open" }, async (act) => {
    const { rows } = await desk.client.query<{ id: number }>(
      `insert into declaration.annual_file (agreement, operation, partner, year, change)
       values ($1, $2, $3, $4, $5) returning id`,
      [agreement.id, agreement.operation, agreement.partner, year, act.change],
    );
    const made = rows[0]?.id ?? 0;
    await desk.client.query("insert into declaration.annual_work (whose) values ($1)", [made]);
    await act.note("declaration.annual_file", made);
  });
  const file = await fileOf(desk, agreement.id, year);
  if (!file) throw notFound();
  return file;
};

/** Submits an annual file with its figures and table as they are; one that is submitted answers with its receipt. */
export const submitAnnual = async (
  desk: AnnualDesk,
  id: number,
  year: number,
  { edition, confirmed }: AnnualSubmit,
): Promise<AnnualReceipt> => {
  const agreement = await agreementOf(desk, id);
  needSpeaking(desk, agreement);
  const file = await beginFile(desk, agreement, year);
  if (file.state === "draft") {
    if (file.edition !== edition) throw changedMeanwhile(file.edition);
    const page = await annualPage(desk, id, year);
    const open = openChecks(page.checks, confirmed);
    if (open.length > 0) throw checksOpen(open);
    const content = await contentNow(desk, agreement, year, file);
    await actOn(desk, { action: "annual_file.submit" }, async (act) => {
      await desk.client.query("update declaration.annual_work set content = $2 where whose = $1", [
        file.id,
        JSON.stringify(content),
      ]);
      await desk.client.query(
        `update declaration.annual_file set state = 'submitted', hash = $2, submitted_by = $3, change = $4 where id = $1`,
        [file.id, contentHash(content), actorAt(desk), act.change],
      );
      await fixDocuments(desk.client, act, `annual_file:${file.id}`);
      await act.note("declaration.annual_file", file.id);
    });
  }
  const kept = await fileOf(desk, id, year);
  if (!kept?.submittedAt || kept.receipt === null || kept.hash === null) throw wrongState("draft");
  return {
    agreement: { id, number: agreement.number },
    year,
    receipt: kept.receipt,
    submittedAt: kept.submittedAt,
    hash: kept.hash,
  };
};
