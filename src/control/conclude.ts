import { needRight } from "../agreement/desk.ts";
import { contentHash } from "../declaration/canonical.ts";
import { actorAt, type Desk } from "../declaration/desk.ts";
import { nameOf } from "../declaration/page.ts";
import { readRow } from "../declaration/row.ts";
import { agreementOf } from "../declaration/work.ts";
import { fixDocuments } from "../document/documents.ts";
import { isAbove } from "../euros.ts";
import type { Act } from "../trail/act.ts";
import { changeVerification, onVerification } from "./act.ts";
import { completed, lookedAt } from "./answers.ts";
import { aboveLine, asProblem, partnerHasTime, partnerNotAsked, pointsOpen } from "./problem.ts";
import type { ReportContent } from "./report-content.ts";
import {
  type Answer,
  type FindingRow,
  findingsOf,
  lastLetter,
  readVerification,
  type Seen,
  takeVerification,
  type VerificationRow,
} from "./row.ts";
import { settle, submittedOf } from "./settle.ts";
import type { ConcludeBody } from "./shapes.ts";
import { beginOf } from "./open.ts";
import { wrongState } from "./problem.ts";

/**
 * Concludes a verification: what is held of each finding, every question answered, and the report with its number and
 * hash. Throws Problem while a question is open, while the partner was not asked about what is held against it, or still
 * has time to answer. `at`: the moment, where the owner of the store writes down the past.
 */
export const concludeVerification = async (
  desk: Desk,
  id: number,
  { conclusion, measures }: ConcludeBody,
  at?: string,
): Promise<void> => {
  const { client } = desk;
  const states = ["open", "with_partner", "answered"] as const;
  try {
    await onVerification(desk, id, { action: "control.conclude", states }, async (row, act) => {
      const { answers, open } = completed(row);
      if (open.length > 0) throw pointsOpen(open);
      const before = await findingsOf(client, { verification: id });
      const letter = await lastLetter(client, id);
      if (row.state === "with_partner" && letter && isAfter(letter.dueAt, at ?? new Date().toISOString()))
        throw partnerHasTime(letter.dueAt);
      const findings = before.map((finding): FindingRow => {
        const held = measures.find((each) => each.finding === finding.id);
        const amount = held?.amount ?? finding.amount;
        if (isAbove(amount, finding.amount) || amount.startsWith("-")) throw aboveLine();
        return { ...finding, measure: held?.measure ?? finding.measure, amount, final: true };
      });
      if (findings.some(({ measure, sentAt }) => measure !== "none" && sentAt === null))
        throw partnerNotAsked();
      await changeVerification(desk, act, id);
      for (const { id: finding, measure, amount } of findings) {
        await client.query(
          "update control.finding set measure = $2, amount = $3, final = true, change = $4 where id = $1",
          [finding, measure, amount, act.change],
        );
        await act.note("control.finding", finding);
      }
      const seen = lookedAt(row, answers, row.seen ?? []);
      const report = await print(desk, act, row, { answers, seen, findings, conclusion, at });
      await changeVerification(desk, act, id, {
        state: "concluded",
        conclusion,
        concluded_by: actorAt(desk),
        ...(at === undefined ? {} : { concluded_at: at }),
        report: report.number,
        report_hash: report.hash,
        visit: row.visit ? JSON.stringify(row.visit) : null,
      });
      await writeParts(desk, row, answers, seen);
      await fixDocuments(client, act, `verification:${id}`);
      // Nothing is decided of what found nothing; a declaration is decided upon after its administrative verification.
      if (row.type !== "administrative" && findings.every(({ measure }) => measure === "none"))
        await endDecided(desk, act, id, at);
    });
  } catch (error) {
    throw asProblem(error);
  }
};

const isAfter = (moment: string, other: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(moment), Temporal.Instant.from(other)) > 0;

/** Ends a concluded verification, of which all was decided; the partner sees it from then on. */
export const endDecided = async (desk: Desk, act: Act, id: number, at: string | undefined): Promise<void> => {
  const { toldAt } = await readVerification(desk.client, id);
  const moment = at ?? new Date().toISOString();
  await changeVerification(desk, act, id, {
    state: "decided",
    ended_at: moment,
    ...(toldAt === null ? { told_at: moment } : {}),
  });
};

/** Writes down what was answered and looked at. */
const writeParts = async (
  { client }: Desk,
  { id, operation, partner }: VerificationRow,
  answers: readonly Answer[],
  seen: readonly Seen[],
): Promise<void> => {
  await client.query(
    `insert into control.answer (verification, operation, partner, point, value, note, elsewhere)
     select $1, $2, $3, a.key, a.value, a.note, a.elsewhere
     from jsonb_to_recordset($4::jsonb) a (key text, value text, note text, elsewhere bigint)`,
    [id, operation, partner, JSON.stringify(answers)],
  );
  await client.query(
    `insert into control.seen (verification, operation, partner, kind, key, result)
     select $1, $2, $3, s.kind, s.key, s.result from jsonb_to_recordset($4::jsonb) s (kind text, key text, result text)`,
    [id, operation, partner, JSON.stringify(seen)],
  );
};

/** Keeps what the report of a verification says, under a number of its own; returns it with its hash. */
const print = async (
  desk: Desk,
  act: Act,
  row: VerificationRow,
  {
    answers,
    seen,
    findings,
    conclusion,
    at,
  }: Readonly<{
    answers: readonly Answer[];
    seen: readonly Seen[];
    findings: readonly FindingRow[];
    conclusion: string;
    at: string | undefined;
  }>,
): Promise<{ number: number; hash: string }> => {
  const { client, house } = desk;
  const { programme } = house;
  const agreement = await agreementOf(desk, row.agreement);
  const declaration = row.declaration === null ? undefined : await readRow(client, row.declaration);
  const letter = await lastLetter(client, row.id);
  const settled = declaration?.content
    ? settle(
        programme.costs.rules,
        submittedOf(declaration.content),
        await cutsOf(desk, declaration.id, findings),
      )
    : undefined;
  const content: ReportContent = {
    format: 1,
    number: row.number,
    type: row.type,
    agreement: agreement.number,
    declaration: declaration
      ? {
          number: declaration.number,
          from: declaration.from,
          until: declaration.until,
          hash: declaration.hash ?? "",
        }
      : null,
    operation: row.operation,
    partner: row.partner,
    opened: { at: row.openedAt, by: await nameOf(desk, row.openedBy) },
    concluded: { at: at ?? new Date().toISOString(), by: await nameOf(desk, actorAt(desk)) },
    checklist: row.checklist,
    answers: answers.map(({ key, value, note, elsewhere }) => ({
      key,
      value,
      note,
      elsewhere: elsewhere ?? null,
    })),
    seen,
    visit: row.visit ?? null,
    findings: findings.map((finding) => ({
      id: finding.id,
      line: finding.line,
      about: finding.about,
      typology: finding.typology,
      amount: finding.amount,
      measure: finding.measure,
      systemic: finding.systemic,
      text: finding.text,
      answer: finding.partnerAnswer,
      answerText: finding.partnerText ?? "",
    })),
    letter: letter
      ? { sentAt: letter.sentAt, dueAt: letter.dueAt, answeredAt: letter.answeredAt, silence: letter.silence }
      : null,
    lines: (settled?.targets ?? []).map((target) => ({
      ...target,
      label: declaration?.content?.lines.find(({ line }) => line === target.line)?.label ?? {
        fr: target.line,
        nl: target.line,
        en: target.line,
      },
    })),
    conclusion,
    definition: { programme: programme.fingerprint, control: programme.control.fingerprint ?? null },
  };
  const hash = contentHash(content);
  const { rows } = await client.query<{ report: number }>(
    `insert into control.printed (verification, operation, partner, hash, content, made_under)
     values ($1, $2, $3, $4, $5, $6) returning report`,
    [row.id, row.operation, row.partner, hash, JSON.stringify(content), act.change],
  );
  return { number: rows[0]?.report ?? 0, hash };
};

/** What is cut of a declaration: final findings of other verifications, and these. */
const cutsOf = async (
  { client }: Desk,
  declaration: number,
  findings: readonly FindingRow[],
): Promise<readonly FindingRow[]> => {
  const others = (await findingsOf(client, { declaration })).filter(
    ({ final, id }) => final && !findings.some((each) => each.id === id),
  );
  return [...others, ...findings.filter((each) => each.declaration === declaration)];
};

/**
 * Gives a verification up that was not concluded; a declaration that nothing else verifies can be corrected again. Throws
 * Problem otherwise.
 */
export const cancelVerification = async (desk: Desk, id: number, reason: string): Promise<void> => {
  const states = ["open", "with_partner", "answered"] as const;
  await onVerification(desk, id, { action: "control.cancel", states }, async (row, act) => {
    await changeVerification(desk, act, id, {
      state: "cancelled",
      end_reason: reason,
      ended_at: new Date().toISOString(),
    });
    if (row.declaration !== null) await beginOf(desk, act, row.declaration, null);
  });
};

/**
 * Takes a concluded verification up again, whose decision was returned. Its report stays what was printed; the next one
 * has another number.
 */
export const takeUpAgain = async (desk: Desk, act: Act, id: number): Promise<void> => {
  const row = await takeVerification(desk, id);
  needRight(desk, "money:control", row);
  if (row.state !== "concluded") throw wrongState(row.state);
  await changeVerification(desk, act, id, { state: "open" });
  await desk.client.query("delete from control.answer where verification = $1", [id]);
  await desk.client.query("delete from control.seen where verification = $1", [id]);
  for (const { id: finding } of await findingsOf(desk.client, { verification: id })) {
    await desk.client.query("update control.finding set final = false, change = $2 where id = $1", [
      finding,
      act.change,
    ]);
    await act.note("control.finding", finding);
  }
  await act.note("control.verification", id);
};
