import type { PoolClient } from "pg";
import type { PlanLine } from "../cost/plan.ts";
import type { Text } from "../language.ts";
import type { CandidacyState } from "./call-shapes.ts";
import { momentSql } from "./read.ts";
import type { Objective } from "./shared-shapes.ts";

export type CallState = "draft" | "planned" | "open" | "closed" | "withdrawn";

/** A call as it is kept. Moments are UTC, days "YYYY-MM-DD", amounts euros as decimal texts. */
export type Call = Readonly<{
  id: number;
  operation: string;
  title: Text;
  lead: Text;
  template: string;
  guide: string;
  opensAt: string;
  closesAt: string;
  starts: string;
  ends: string;
  budget: string;
  most: string | null;
  criteria: readonly Readonly<{ id: string; label: Text; points: number }>[];
  options: readonly string[];
  lines: readonly PlanLine[];
  objectives: readonly Objective[];
  instalments: string | null;
  parts: readonly Readonly<{ id: string; label: Text }>[];
  publishedAt: string | null;
  withdrawnAt: string | null;
  /** By the database's clock. */
  state: CallState;
}>;

const callSql = `select k.id, k.operation, k.title, k.lead, k.template, k.guide, ${momentSql("k.opens_at")} as "opensAt",
    ${momentSql("k.closes_at")} as "closesAt", k.starts, k.ends, k.budget, k.most, k.criteria, k.options, k.lines,
    k.objectives, k.instalments, k.parts, ${momentSql("k.published_at")} as "publishedAt",
    ${momentSql("k.withdrawn_at")} as "withdrawnAt",
    case when k.withdrawn_at is not null then 'withdrawn' when k.published_at is null then 'draft'
      when clock_timestamp() < k.opens_at then 'planned' when clock_timestamp() < k.closes_at then 'open'
      else 'closed' end as state
  from agreement.call k`;

/** Returns the call, as the walls of the transaction let it be seen; undefined where there is none. */
export const readCall = async (client: PoolClient, id: number): Promise<Call | undefined> =>
  (await client.query<Call>(`${callSql} where k.id = $1`, [id])).rows[0];

/** Returns the calls that the walls of the transaction let be seen, the one that closes last first. */
export const listCalls = async (client: PoolClient): Promise<readonly Call[]> =>
  (await client.query<Call>(`${callSql} order by k.closes_at desc, k.id desc`)).rows;

/** Returns what the database's clock says, in UTC. */
export const databaseNow = async (client: PoolClient): Promise<string> =>
  (await client.query<{ now: string }>(`select ${momentSql("clock_timestamp()")} as now`)).rows[0]?.now ?? "";

/** A candidacy as it is kept. */
export type Candidacy = Readonly<{
  id: number;
  call: number;
  operation: string;
  partner: string;
  part: string;
  answers: Readonly<Record<string, string>>;
  lines: readonly PlanLine[];
  objectives: readonly Objective[];
  starts: string;
  ends: string;
  contact: string;
  state: CandidacyState;
  revision: number;
  savedAt: string;
  submittedAt: string | null;
  receipt: number | null;
  /** Of its criteria together, where the asker may know. */
  points: number | null;
  agreement: Readonly<{ id: number; number: string }> | null;
}>;

const candidacySql = `select c.id, c.call, c.operation, c.partner, c.part, c.answers, c.lines, c.objectives, c.starts, c.ends,
    c.contact, c.state, c.revision, ${momentSql("c.saved_at")} as "savedAt",
    ${momentSql("c.submitted_at")} as "submittedAt", c.receipt,
    (select sum((s ->> 'points')::int)::int from agreement.assessment e,
       jsonb_array_elements(e.content -> 'scores') s where e.candidacy = c.id and e.kind = 'criteria') as points,
    (select json_build_object('id', a.id, 'number', a.number) from agreement.agreement a
      where a.candidacy = c.id) as agreement
  from agreement.candidacy c`;

/** Returns the candidacy, as the walls of the transaction let it be seen; undefined where there is none. */
export const readCandidacy = async (client: PoolClient, id: number): Promise<Candidacy | undefined> =>
  (await client.query<Candidacy>(`${candidacySql} where c.id = $1`, [id])).rows[0];

/** Returns the candidacies that the walls of the transaction let be seen: of some calls, or all. */
export const listCandidacies = async (
  client: PoolClient,
  calls?: readonly number[],
): Promise<readonly Candidacy[]> =>
  (
    await client.query<Candidacy>(
      `${candidacySql} where $1::bigint[] is null or c.call = any ($1) order by c.partner, c.part, c.id`,
      [calls ?? null],
    )
  ).rows;
