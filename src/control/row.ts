import type { PoolClient } from "pg";
import { mayAt } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import { oversees } from "../declaration/control-state.ts";
import type { Desk } from "../declaration/desk.ts";
import { takeTurn } from "../declaration/row.ts";
import type { Euros } from "../euros.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import type { AnswersBody, Checklist, FindingBody } from "./shapes.ts";
import type { AnswerValue, Measure, VerificationState, VerificationType } from "./shared-shapes.ts";

/** An answer to a point, while it is typed and once it is concluded. */
export type Answer = Readonly<{
  key: string;
  value: AnswerValue;
  note: string;
  at: string | null;
  by: string;
  elsewhere?: number | null;
}>;
export type Seen = AnswersBody["seen"][number];

/** A verification as it stands in the store. `answers`, `seen`, `visit`: as they are typed; null for the partner. */
export type VerificationRow = Readonly<{
  id: number;
  number: string;
  type: VerificationType;
  agreement: number;
  declaration: number | null;
  operation: string;
  partner: string;
  plan: number | null;
  sample: number | null;
  checklist: Checklist;
  state: VerificationState;
  visit: AnswersBody["visit"] | null;
  openedBy: string;
  openedAt: string;
  toldAt: string | null;
  conclusion: string | null;
  concludedBy: string | null;
  concludedAt: string | null;
  report: number | null;
  reportHash: string | null;
  endReason: string | null;
  answers: readonly Answer[] | null;
  seen: readonly Seen[] | null;
  edition: number | null;
}>;

const rowSql = `select v.id, v.number, v.type, v.agreement, v.declaration, v.operation, v.partner, v.plan, v.sample,
  v.checklist, v.state, coalesce(v.visit, w.visit) as visit, v.opened_by as "openedBy",
  ${momentSql("v.opened_at")} as "openedAt", ${momentSql("v.told_at")} as "toldAt", v.conclusion,
  v.concluded_by as "concludedBy", ${momentSql("v.concluded_at")} as "concludedAt", v.report,
  v.report_hash as "reportHash", v.end_reason as "endReason", w.answers, w.seen,
  w.edition
  from control.verification v left join control.work w on w.whose = v.id`;

/** Returns the verification as far as the asker may see it. Throws notFound. */
export const readVerification = async (client: PoolClient, id: number): Promise<VerificationRow> => {
  const { rows } = await client.query<VerificationRow>(`${rowSql} where v.id = $1`, [id]);
  if (!rows[0]) throw notFound();
  return rows[0];
};

export { oversees };

/** Returns the verification where the asker may read of money there, and a partner only once it was told. Throws notFound. */
export const seeVerification = async (desk: Desk, id: number): Promise<VerificationRow> => {
  const row = await readVerification(desk.client, id);
  if (!oversees(desk, row) && !(row.toldAt !== null && mayAt(desk, "money:read", row))) throw notFound();
  return row;
};

/**
 * Returns the verification once nobody else acts on declarations or verifications of the same partner, to the end of the
 * transaction. Throws notFound.
 */
export const takeVerification = async (desk: Desk, id: number): Promise<VerificationRow> => {
  const { partner } = await seeVerification(desk, id);
  await takeTurn(desk.client, partner);
  return seeVerification(desk, id);
};

/** A finding as it stands in the store. */
export type FindingRow = Readonly<{
  id: number;
  verification: number;
  verificationNumber: string;
  declaration: number;
  line: string;
  operation: string;
  partner: string;
  about: FindingBody["about"];
  typology: string;
  amount: Euros;
  ofBuyer: boolean;
  systemic: boolean;
  measure: Measure;
  text: string;
  by: string;
  at: string;
  sentAt: string | null;
  partnerAnswer: "accepted" | "contested" | null;
  partnerText: string | null;
  partnerAt: string | null;
  partnerBy: string | null;
  final: boolean;
}>;

/** Returns the findings that the asker may see of a verification, of a declaration, or one, the first one first. */
export const findingsOf = async (
  client: PoolClient,
  where: Readonly<{
    verification?: number | undefined;
    declaration?: number | undefined;
    finding?: number | undefined;
  }>,
): Promise<readonly FindingRow[]> => {
  const { rows } = await client.query<FindingRow>(
    `select f.id, f.verification, v.number as "verificationNumber", f.declaration, f.line, f.operation, f.partner, f.about,
       f.typology, f.amount, f.of_buyer as "ofBuyer", f.systemic, f.measure, f.text, f.made_by as "by",
       ${momentSql("f.made_at")} as "at", ${momentSql("f.sent_at")} as "sentAt", f.partner_answer as "partnerAnswer",
       f.partner_text as "partnerText", ${momentSql("f.partner_at")} as "partnerAt", f.partner_by as "partnerBy", f.final
     from control.finding f join control.verification v on v.id = f.verification
     where ($1::bigint is null or f.verification = $1) and ($2::bigint is null or f.declaration = $2)
       and ($3::bigint is null or f.id = $3) and v.state <> 'cancelled'
     order by f.id`,
    [where.verification ?? null, where.declaration ?? null, where.finding ?? null],
  );
  return rows;
};

/** What was sent to the partner. `dueAt`: with the time that Jalon was down; `firstDueAt`: as it was told. */
export type LetterRow = Readonly<{
  n: number;
  sentAt: string;
  dueAt: string;
  firstDueAt: string;
  extendedBy: number;
  isOver: boolean;
  answeredAt: string | null;
  silence: Text;
  content: Readonly<{ note: string }>;
}>;

/** Returns the last letter of a verification; undefined where none was sent. */
export const lastLetter = async (
  client: PoolClient,
  verification: number,
): Promise<LetterRow | undefined> => {
  const { rows } = await client.query<LetterRow>(
    `select l.n, ${momentSql("l.sent_at")} as "sentAt", ${momentSql("u.until")} as "dueAt",
       ${momentSql("l.due_at")} as "firstDueAt",
       round(extract(epoch from u.until - l.due_at) / 60)::int as "extendedBy", u.until <= clock_timestamp() as "isOver",
       ${momentSql("l.answered_at")} as "answeredAt", l.silence, l.content
     from control.letter l cross join lateral (select control.runs_until(l.sent_at, l.due_at) as until) u
     where l.verification = $1 order by l.n desc limit 1`,
    [verification],
  );
  return rows[0];
};
