import { actorOf } from "../access/who.ts";
import type { Value } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";
import { holdForWords } from "../intake/screen.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { notAllowed } from "../problem.ts";
import { checkAnswers, type Understood } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place } from "./desk.ts";
import { findingsAgainstRegisters } from "./duplicate-findings.ts";
import { alreadyThere, type Manner, refuseIfAny } from "./keeping.ts";
import { type Choices, mergeEdits } from "./merge-edits.ts";
import { peopleOf } from "./people.ts";
import { changeOf } from "./open-change.ts";
import { changedMeanwhile, removedMeanwhile } from "./problem.ts";
import { noteReading, seeRecord } from "./see-record.ts";
import type { Conflict, EntryFinding, Kept, Person } from "./shapes.ts";
import { type Past, pastOf, type WholeRecord, wholeRecords } from "./whole-record.ts";
import { sayAnswer } from "./words.ts";
import { decideKnown, stageRows, writeDecided } from "./write-rows.ts";

export type ChangeRequest = Readonly<{
  record: number;
  /** The version that was being looked at when the edits began. */
  base: number;
  told: Understood;
  /** What somebody chose after having been shown both answers, and at which version they were shown. */
  resolved?: Readonly<{ version: number; fields: Choices }> | undefined;
}>;

/**
 * Keeps edits of a record. What others changed meanwhile in other fields stays and is told; what both changed is a
 * conflict, and nothing is written until somebody chose. Identity can be corrected: the record stays the same one.
 */
export const keepChange = async (
  desk: Desk,
  place: Place,
  { record, base, told, resolved }: ChangeRequest,
  manner: Manner,
): Promise<Kept> => {
  const { house, client, who } = desk;
  const { operation } = place;
  const { register, partner, hidden } = await seeRecord(desk, place, record);
  const scope = { operation, partner };
  if (!house.guards.record(who, "records:write", scope)) throw notAllowed();
  const { confirmed = [] } = manner;
  const kept = await withoutWalls(desk, async () => {
    const change = await changeOf(client, manner.within);
    const now = (await wholeRecords(client, register, operation, [record])).get(record);
    if (!now) throw removedMeanwhile();
    const past = await pastOf(client, register, operation, now, base);
    if (!past) return { tooOld: now };
    const isFresh = resolved?.version === now.version;
    const merge = mergeEdits(
      register.fields,
      past.answers,
      now.answers,
      told.answers,
      isFresh ? resolved.fields : {},
    );
    const unread = new Map([...told.unread].filter(([id]) => resolved?.fields[id] !== "theirs"));
    if (merge.conflicts.length > 0) return { conflict: { now, past, merge } };
    const findings = checkAnswers({
      register,
      ...scope,
      answers: merge.answers,
      unread,
      before: now.answers,
      by: manner.by,
      hidden,
      isConfirmed: (rule) => confirmed.includes(rule),
    });
    refuseIfAny(findings);
    const row = { row: 1, kind: "changed" as const, record, answers: merge.answers };
    await stageRows(client, register, house.secret, [row]);
    await decideKnown(client, register, operation, [row]);
    const { rows: same } = await client.query<{ record: number; partner: string }>(
      `select r.record, r.partner from fate f join ${tableOf(register)} r
         on r.operation = $1 and r.identity_key = f.identity_key and r.record <> f.record`,
      [operation],
    );
    if (same[0]) return { already: same[0] };
    await holdForWords(client, register, operation);
    const doubts = [
      ...(await likelyDoubles(desk, register, operation, confirmed)),
      ...(await findingsAgainstRegisters(client, house.programme, register, operation, partner, confirmed)),
    ];
    refuseIfAny([...findings, ...doubts]);
    const { change: written } = await writeDecided(
      client,
      { actor: actorOf(who), isOwner: false },
      {
        programme: house.programme,
        register,
        operation,
        partner,
        change,
        action: manner.action,
        reason: { said: manner.reason, confirmed, transition: manner.transition, filled: manner.filled },
        within: manner.within,
      },
    );
    return { written, now, past, merge, findings: [...findings, ...doubts] };
  });
  if ("tooOld" in kept) throw changedMeanwhile({ version: kept.tooOld.version, conflicts: [], merged: [] });
  if ("already" in kept)
    throw await alreadyThere(desk, register, kept.already.record, kept.already.partner, operation);
  const touchOf = await touchesToTell(desk, scope, kept);
  if ("conflict" in kept) {
    const { now, past, merge } = kept.conflict;
    const conflicts = merge.conflicts.map((id): Conflict => {
      const words = sayField(register, id, hidden);
      const { who: person, at } = touchOf(id);
      return {
        field: id,
        label: words.label,
        before: words.say(past.answers[id]),
        mine: words.say(told.answers.get(id), true),
        theirs: words.say(now.answers[id]),
        hidden: words.hidden,
        who: person,
        at,
      };
    });
    throw changedMeanwhile({
      version: now.version,
      conflicts,
      merged: mergedFields(register, hidden, kept.conflict, touchOf),
    });
  }
  const merged = mergedFields(register, hidden, kept, touchOf);
  const shown = merged.filter((each) => !each.hidden).map(({ field }) => field);
  await noteReading(desk, register, operation, [record], shown);
  return {
    operation,
    register: register.id,
    record,
    change: kept.written ?? kept.now.version,
    kind: kept.written === undefined ? "unchanged" : "changed",
    findings: kept.findings,
    merged,
  };
};

/** A corrected identity may turn out to be somebody who is there under another number. */
const likelyDoubles = async (
  { client }: Desk,
  register: Register,
  operation: string,
  confirmed: readonly string[],
): Promise<EntryFinding[]> => {
  const [field] = register.probablySame;
  if (field === undefined) return [];
  const { rows } = await client.query(
    `select from fate f
     join ${identityTableOf(register)} i on i.operation = $1 and i.likeness_key = f.likeness_key
     where f.fate = 'changed' and i.record <> f.record and f.digest is distinct from f.old_digest limit 1`,
    [operation],
  );
  if (rows.length === 0) return [];
  return [
    {
      rule: "probably_the_same",
      severity: "confirm",
      field,
      expected: {
        fr: "une seule fiche par personne ; quelqu'un du même nom et de la même date de naissance est dans l'opération sous un autre numéro",
        nl: "één fiche per persoon; iemand met dezelfde naam en geboortedatum zit in de operatie onder een ander nummer",
        en: "one record per person; somebody of the same name and birth date is in the operation under another number",
      },
      mend: {
        fr: "Vérifiez le numéro : une même personne ne compte qu'une fois par opération.",
        nl: "Kijk het nummer na: eenzelfde persoon telt maar één keer per operatie.",
        en: "Check the number: one person counts once per operation.",
      },
      article: null,
      confirmed: confirmed.includes("probably_the_same"),
    },
  ];
};

type Told = Readonly<{ who: Person; at: string }>;

/** Returns who last touched a field since the edits began. */
const touchesToTell = async (
  desk: Desk,
  scope: Readonly<{ operation: string; partner: string }>,
  kept: { past: Past } | { conflict: { past: Past } },
): Promise<(field: string) => Told> => {
  const { touches } = "conflict" in kept ? kept.conflict.past : kept.past;
  const person = await peopleOf(
    desk,
    touches.map(({ actor }) => actor),
    scope,
  );
  return (field) => {
    const last = touches.findLast(({ fields }) => fields.has(field)) ?? touches.at(-1);
    return { who: person(last?.actor ?? ""), at: last?.at ?? "" };
  };
};

const sayField = (register: Register, id: string, hidden: readonly string[]) => {
  const field = register.fields.get(id);
  const isHidden = hidden.includes(id);
  return {
    label: field?.label ?? { fr: id, nl: id, en: id },
    hidden: isHidden,
    // One's own answer may be told back to whoever typed it.
    say: (value: Value | undefined, own = false) =>
      field === undefined || (isHidden && !own) ? null : sayAnswer(field, value),
  };
};

const mergedFields = (
  register: Register,
  hidden: readonly string[],
  { merge, past, now }: { merge: { theirs: readonly string[] }; past: Past; now: WholeRecord },
  touchOf: (field: string) => Told,
): Kept["merged"] =>
  merge.theirs.map((id) => {
    const { label, say, hidden: isHidden } = sayField(register, id, hidden);
    const { who, at } = touchOf(id);
    const [before, after] = [say(past.answers[id]), say(now.answers[id])];
    return { field: id, label, before, after, hidden: isHidden, who, at };
  });
