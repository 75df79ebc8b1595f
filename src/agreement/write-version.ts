import { isAbove, sumOf } from "../euros.ts";
import type { MoneyDesk } from "./desk.ts";
import { handOf } from "./desk.ts";
import { noBreakdown } from "./problem.ts";
import type { VersionView } from "./view.ts";

/** What a version says, before it has a number or a state. Its budget is the sum of its lines, and never typed. */
export type VersionContent = Pick<
  VersionView,
  | "effectiveFrom"
  | "ends"
  | "financingMode"
  | "guide"
  | "grantedOn"
  | "publicSupport"
  | "totalCost"
  | "stateAid"
  | "note"
  | "facts"
  | "lines"
  | "objectives"
  | "decision"
> &
  Readonly<{
    instalments: readonly Omit<VersionView["instalments"][number], "n">[];
    annexes: readonly Omit<VersionView["annexes"][number], "n">[];
  }>;

const valuesOf = (agreement: number, version: number, content: VersionContent): unknown[] => {
  const budget = sumOf(content.lines.map((line) => line.budget));
  if (!isAbove(budget, "0")) throw noBreakdown();
  return [
    agreement,
    version,
    content.effectiveFrom,
    content.ends,
    content.financingMode,
    content.guide,
    content.grantedOn,
    content.publicSupport,
    content.totalCost,
    content.stateAid,
    budget,
    content.decision,
    content.note,
    JSON.stringify(content.facts),
  ];
};

/** Writes a new version with all its parts. Its agreement is written under the change of the act already. */
export const addVersion = async (
  desk: MoneyDesk,
  agreement: number,
  version: number,
  content: VersionContent,
): Promise<void> => {
  await desk.client.query(
    `insert into agreement.version (agreement, version, effective_from, ends, financing_mode, guide, granted_on,
       public_support, total_cost, state_aid, budget, rests_on, note, facts, prepared_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [...valuesOf(agreement, version, content), handOf(desk).actor],
  );
  await addParts(desk, agreement, version, content);
};

/** Writes a draft anew, with all its parts. */
export const rewriteVersion = async (
  desk: MoneyDesk,
  agreement: number,
  version: number,
  content: VersionContent,
): Promise<void> => {
  const { client } = desk;
  for (const part of ["line", "objective", "instalment", "annex"])
    await client.query(`delete from agreement.${part} where agreement = $1 and version = $2`, [
      agreement,
      version,
    ]);
  await client.query(
    `update agreement.version set effective_from = $3, ends = $4, financing_mode = $5, guide = $6, granted_on = $7,
       public_support = $8, total_cost = $9, state_aid = $10, budget = $11, rests_on = $12, note = $13, facts = $14
     where agreement = $1 and version = $2`,
    valuesOf(agreement, version, content),
  );
  await addParts(desk, agreement, version, content);
};

const addParts = async (
  { client }: MoneyDesk,
  agreement: number,
  version: number,
  { lines, objectives, instalments, annexes }: VersionContent,
): Promise<void> => {
  const insert = (text: string, rows: readonly object[]) =>
    rows.length === 0 ? undefined : client.query(text, [agreement, version, JSON.stringify(rows)]);
  await insert(
    `insert into agreement.line (agreement, version, line, position, label, category, option, project, budget, terms)
     select $1, $2, l.id, l.n, l.label, l.category, l.option, l.project, l.budget, l.terms
     from jsonb_to_recordset($3::jsonb) l (id text, n int, label jsonb, category text, option text, project text,
       budget numeric, terms jsonb)`,
    lines.map((line, n) => ({ ...line, n })),
  );
  await insert(
    `insert into agreement.objective (agreement, version, objective, position, label, quantity, target)
     select $1, $2, o.id, o.n, o.label, o.quantity, o.target
     from jsonb_to_recordset($3::jsonb) o (id text, n int, label jsonb, quantity text, target numeric)`,
    objectives.map((objective, n) => ({ ...objective, n })),
  );
  await insert(
    `insert into agreement.instalment (agreement, version, n, kind, share, amount, due_on, condition)
     select $1, $2, i.n, i.kind, i.share, i.amount, i."dueOn", i.condition
     from jsonb_to_recordset($3::jsonb) i (n int, kind text, share numeric, amount numeric, "dueOn" date, condition jsonb)`,
    instalments.map((instalment, at) => ({ ...instalment, n: at + 1 })),
  );
  await insert(
    `insert into agreement.annex (agreement, version, n, document, kind, title)
     select $1, $2, x.n, x.document, x.kind, x.title
     from jsonb_to_recordset($3::jsonb) x (n int, document bigint, kind text, title jsonb)`,
    annexes.map((annex, at) => ({ ...annex, n: at + 1 })),
  );
};
