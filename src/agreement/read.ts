import type { PoolClient } from "pg";
import type { AgreementState } from "./shapes.ts";
import type { DecisionView } from "./shared-shapes.ts";
import { type AgreementView, planUnder, type VersionView } from "./view.ts";
import { agreementWaits } from "./waits.ts";

export type { AgreementView } from "./view.ts";

type Row = Omit<
  AgreementView,
  | "version"
  | "plan"
  | "guide"
  | "financingMode"
  | "budget"
  | "objectives"
  | "instalments"
  | "annexes"
  | "decision"
  | "waits"
> &
  Readonly<{ current: number }>;

/** Returns the SQL of a moment as text, in UTC. */
export const momentSql = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The parts of a version, in the order in which they are shown. */
const partSql = (table: string, columns: string, order: string): string =>
  `coalesce((select json_agg(json_build_object(${columns}) order by ${order}) from agreement.${table} p
     where p.agreement = v.agreement and p.version = v.version), '[]')`;

const versionSql = `select json_agg(json_build_object('version', v.version, 'state', v.state, 'round', v.round,
    'effectiveFrom', v.effective_from, 'ends', v.ends, 'financingMode', v.financing_mode, 'guide', v.guide,
    'grantedOn', v.granted_on, 'publicSupport', v.public_support::text, 'totalCost', v.total_cost::text,
    'stateAid', v.state_aid, 'budget', v.budget::text, 'note', v.note, 'facts', v.facts, 'decision', v.rests_on,
    'proposedAt', ${momentSql("v.proposed_at")}, 'acceptedAt', ${momentSql("v.accepted_at")},
    'activatedAt', ${momentSql("v.activated_at")},
    'lines', ${partSql("line", "'id', p.line, 'label', p.label, 'category', p.category, 'option', p.option, 'project', p.project, 'budget', p.budget::text, 'terms', p.terms", "p.position, p.line")},
    'objectives', ${partSql("objective", "'id', p.objective, 'label', p.label, 'quantity', p.quantity, 'target', p.target::text", "p.position, p.objective")},
    'instalments', ${partSql("instalment", "'n', p.n, 'kind', p.kind, 'share', p.share::text, 'amount', p.amount::text, 'dueOn', p.due_on, 'condition', p.condition", "p.n")},
    'annexes', ${partSql("annex", "'n', p.n, 'document', p.document, 'kind', p.kind, 'title', p.title", "p.n")},
    'answers', coalesce((select json_agg(json_build_object('line', y.line, 'answer', y.answer, 'remark', y.remark)
        order by y.line) from agreement.acceptance y
      where y.agreement = v.agreement and y.version = v.version and y.round = v.round), '[]'))
    order by v.version)
  from agreement.version v where v.agreement = a.id`;

/** What of a decision is shown: a row `d`, as JSON. */
export const decisionSql = `json_build_object('id', d.id, 'body', d.body, 'reference', d.reference,
  'decidedOn', d.decided_on, 'outcome', d.outcome, 'amount', d.amount::text, 'document', d.document,
  'recordedAt', ${momentSql("d.recorded_at")})`;

const agreementSql = `select a.id, a.number, a.operation, a.partner, a.internal, a.candidacy, c.call, a.state, a.starts,
    a.ends, a.current_version as current, ${momentSql("a.made_at")} as "madeAt", a.terminated_on as "terminatedOn",
    a.termination_reason as "terminationReason", coalesce((${versionSql}), '[]') as versions,
    coalesce((select json_agg(${decisionSql} order by d.id) from agreement.decision d
      where d.agreement = a.id or d.candidacy = a.candidacy), '[]') as decisions,
    coalesce((select json_agg(json_build_object('guide', g.guide, 'governsFrom', g.governs_from,
        'sentAt', ${momentSql("g.sent_at")}, 'sentTo', g.sent_to, 'mailed', (
          select json_build_object('at', ${momentSql("max(s.sent_at)")}, 'count', count(*))
          from agreement.guide_sending s where s.notice = g.id having count(*) > 0)) order by g.governs_from, g.id)
      from agreement.guide_notice g where g.agreement = a.id), '[]') as notices
  from agreement.agreement a left join agreement.candidacy c on c.id = a.candidacy`;

/**
 * Returns the agreement as the walls of the transaction let it be seen, under the version in force, or another one that
 * is asked for; undefined where there is none.
 */
export const readAgreement = async (
  client: PoolClient,
  id: number,
  version?: number,
): Promise<AgreementView | undefined> => {
  const { rows } = await client.query<Row>(`${agreementSql} where a.id = $1`, [id]);
  return rows[0] && viewOf(rows[0], version);
};

/** Returns the agreements that the walls of the transaction let be seen, by operation, partner and number. */
export const listAgreements = async (
  client: PoolClient,
  where: Readonly<{
    operation?: string | undefined;
    partner?: string | undefined;
    states?: readonly AgreementState[] | undefined;
  }> = {},
): Promise<readonly AgreementView[]> => {
  const { rows } = await client.query<Row>(
    `${agreementSql} where ($1::text is null or a.operation = $1) and ($2::text is null or a.partner = $2)
       and ($3::text[] is null or a.state = any ($3)) order by a.operation, a.partner, a.number`,
    [where.operation ?? null, where.partner ?? null, where.states ?? null],
  );
  return rows.flatMap((row) => viewOf(row) ?? []);
};

const viewOf = (row: Row, asked?: number): AgreementView | undefined => {
  const { current, ...rest } = row;
  const versions = row.versions.map(tidied);
  const shown = versions.find(({ version }) => version === (asked ?? current));
  if (!shown) return undefined;
  const decision: DecisionView | null = row.decisions.find(({ id }) => id === shown.decision) ?? null;
  const view = {
    ...rest,
    versions,
    version: shown.version,
    plan: planUnder(shown, decision?.decidedOn ?? null),
    guide: shown.guide,
    financingMode: shown.financingMode,
    budget: shown.budget,
    objectives: shown.objectives,
    instalments: shown.instalments,
    annexes: shown.annexes,
    decision,
  };
  return { ...view, waits: agreementWaits(view) };
};

/** A line without a project does not have the key at all. */
const tidied = (version: VersionView): VersionView => ({
  ...version,
  lines: version.lines.map(({ project, ...line }) => ({
    ...line,
    ...((project ?? null) === null ? {} : { project }),
  })),
});
