import { needRight } from "../agreement/desk.ts";
import { actorAt, type Desk } from "../declaration/desk.ts";
import { pointsOf } from "./checklist.ts";
import { changedMeanwhile, noSuchPoint, wrongState } from "./problem.ts";
import { type Answer, readVerification, type Seen, takeVerification, type VerificationRow } from "./row.ts";
import type { AnswersBody } from "./shapes.ts";

const isOver = new Set(["concluded", "decided", "cancelled"]);

/**
 * Keeps answers, what was looked at, and the visit, as they are typed: those of the same key take the place of what was
 * there, everything else stays. Throws changedMeanwhile where somebody else kept something since that edition, and
 * Problem for a point that is not asked.
 */
export const keepAnswers = async (
  desk: Desk,
  id: number,
  { edition, answers, cleared, seen, visit }: AnswersBody,
  at?: string,
): Promise<void> => {
  const row = await takeVerification(desk, id);
  needRight(desk, "money:control", row);
  if (isOver.has(row.state)) throw wrongState(row.state);
  if (row.edition !== edition) throw changedMeanwhile(row.edition ?? 0);
  const asked = new Set(pointsOf(row.checklist).map(({ key }) => key));
  const unknown = answers.find(({ key }) => !asked.has(key));
  if (unknown) throw noSuchPoint(unknown.key);
  const by = actorAt(desk);
  const moment = at ?? new Date().toISOString();
  const kept = new Map((row.answers ?? []).map((answer) => [answer.key, answer]));
  for (const { key, value, note } of answers) {
    const before = kept.get(key);
    if (before?.value !== value || before.note !== note) kept.set(key, { key, value, note, at: moment, by });
  }
  for (const key of cleared) kept.delete(key);
  const looked = new Map((row.seen ?? []).map((each) => [`${each.kind} ${each.key}`, each]));
  for (const each of seen) looked.set(`${each.kind} ${each.key}`, each);
  const { rowCount } = await desk.client.query(
    `update control.work set answers = $3, seen = $4, visit = ${visit === undefined ? "visit" : "$5"}, edition = edition + 1
     where whose = $1 and edition = $2`,
    [
      id,
      edition,
      JSON.stringify([...kept.values()]),
      JSON.stringify([...looked.values()]),
      ...(visit === undefined ? [] : [visit === null ? null : JSON.stringify(visit)]),
    ],
  );
  if (rowCount !== 1) throw changedMeanwhile((await readVerification(desk.client, id)).edition ?? 0);
};

/** Returns the answers with what was verified elsewhere, which nobody has to answer; and the keys of points left open. */
export const completed = (
  row: Pick<VerificationRow, "checklist" | "answers">,
): Readonly<{ answers: readonly Answer[]; open: readonly string[] }> => {
  const kept = new Map((row.answers ?? []).map((answer) => [answer.key, answer]));
  const answers: Answer[] = [];
  const open: string[] = [];
  for (const { key, elsewhere } of pointsOf(row.checklist)) {
    const answer = kept.get(key);
    if (answer) answers.push(answer);
    else if (elsewhere)
      answers.push({
        key,
        value: "elsewhere",
        note: "",
        at: null,
        by: "",
        elsewhere: elsewhere.verification,
      });
    else open.push(key);
  }
  return { answers, open };
};

/** Returns what was looked at: what was said so, and what the answers to points show. */
export const lookedAt = (
  { checklist, declaration, agreement }: Pick<VerificationRow, "checklist" | "declaration" | "agreement">,
  answers: readonly Answer[],
  said: readonly Seen[],
): readonly Seen[] => {
  const values = new Map(answers.map(({ key, value }) => [key, value]));
  const found = new Map<string, Seen>();
  const put = (seen: Seen) => {
    const before = found.get(`${seen.kind} ${seen.key}`);
    if (before?.result !== "finding") found.set(`${seen.kind} ${seen.key}`, seen);
  };
  for (const { key, about, person, item, line } of pointsOf(checklist)) {
    const value = values.get(key);
    if (value === undefined || value === "elsewhere" || value === "not_applicable") continue;
    const result = value === "no" ? "finding" : "ok";
    if (about) put({ kind: "unit", key: `${about.operation}/${about.register}/${about.record}`, result });
    if (item)
      put({ kind: "item", key: `${declaration ?? `agreement-${agreement}`}/${line}/${item.id}`, result });
    if (person) put({ kind: "staff", key: `${person.person}/${person.year}`, result });
  }
  for (const seen of said) put(seen);
  return [...found.values()];
};
