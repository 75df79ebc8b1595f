import { readableSql } from "../access/readable.ts";
import { actorOf } from "../access/who.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import type { Register, Transition } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { stateOf } from "../definition/state.ts";
import { nextChange } from "../intake/store.ts";
import { tableOf } from "../register/table.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { notFromHere, notPossible } from "./act-on-record.ts";
import { checkAnswers, type Understood, understand } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place, registerAt } from "./desk.ts";
import { decideSeveral, type SeveralRow } from "./keep-several.ts";
import { refuseIfAny } from "./keeping.ts";
import { isSame } from "./same.ts";
import type { BulkBody, BulkOutcome } from "./shapes.ts";
import { mayDo, setsOf } from "./transitions.ts";
import { type WholeRecord, wholeRecords } from "./whole-record.ts";
import { writeDecided } from "./write-rows.ts";

type Outcome = BulkOutcome["outcomes"][number];

const why = {
  not_found: {
    fr: "Cette fiche n'existe pas, ou ne vous est pas accessible.",
    nl: "Deze fiche bestaat niet, of u hebt er geen toegang toe.",
    en: "This record does not exist, or is not open to you.",
  },
  changed_meanwhile: {
    fr: "Quelqu'un l'a modifiée depuis que vous l'avez vue ; elle est restée telle quelle.",
    nl: "Iemand heeft ze gewijzigd sinds u ze zag; ze bleef zoals ze was.",
    en: "Somebody changed it since you saw it; it was left as it is.",
  },
  refused: {
    fr: "Une règle ne le permet pas.",
    nl: "Een regel laat het niet toe.",
    en: "A rule does not allow it.",
  },
} satisfies Record<string, Text>;

const wrongRequest = (text: Text): Problem => new Problem(400, "invalid_request", text);

/** What a bulk act gives to every record: typed answers, or those of a transition. */
type Gift = Readonly<{ told: Understood; transition: Transition | undefined }>;

const giftOf = (register: Register, { transition: id, set = {} }: BulkBody, today: string): Gift => {
  if (id === undefined && Object.keys(set).length === 0)
    throw wrongRequest({
      fr: "Indiquez une étape ou des réponses à donner.",
      nl: "Geef een stap of antwoorden op.",
      en: "Name a step or answers to give.",
    });
  for (const field of Object.keys(set)) {
    const known = register.fields.get(field);
    if (!known || known.sensitivity === "identity" || register.identity.includes(field))
      throw wrongRequest({
        fr: "Ce champ ne se remplit pas pour plusieurs fiches à la fois.",
        nl: "Dit veld vult men niet voor verschillende fiches tegelijk in.",
        en: "This field is not filled in for several records at once.",
      });
  }
  const typed = understand(register, Object.entries(set));
  if (id === undefined) return { told: typed, transition: undefined };
  const transition = register.lifecycle?.transitions.find((each) => each.id === id);
  if (!transition) throw notFound();
  const answers = new Map<string, Value>([...setsOf(transition, today), ...typed.answers]);
  return { told: { ...typed, answers }, transition };
};

/**
 * Does the same to many records of a register: one step of their lifecycle, or the same answers. Each record is taken
 * by itself: the outcomes say which were done and why others were not. What was done is one change in the trail. With
 * `preview` nothing is done and the outcomes say what would be.
 */
export const actOnMany = async (desk: Desk, place: Place, body: BulkBody): Promise<BulkOutcome> => {
  const { house, client, who } = desk;
  const { operation } = place;
  const register = registerAt(house.programme, place);
  const gift = giftOf(register, body, house.today());
  refuseIfAny(unreadOf(gift.told, register, operation));
  const asked = new Map(
    body.records.map((each) => (typeof each === "number" ? [each, undefined] : [each.record, each.version])),
  );
  const open = readableSql(house.guards, who, "records:read", register, 3);
  const { rows: seen } = await client.query<{ record: number; partner: string }>(
    `select record, partner from ${tableOf(register)}
     where operation = $1 and record = any ($2::bigint[]) and ${open.text}`,
    [operation, [...asked.keys()], ...open.values],
  );
  const partners = new Map(seen.map((each) => [each.record, each.partner]));
  return withoutWalls(desk, async () => {
    const change = await nextChange(client);
    const whole = await wholeRecords(client, register, operation, [...partners.keys()]);
    const judged = [...asked].map(([record, version]) =>
      judge(desk, gift, register, operation, { record, version, now: whole.get(record) }),
    );
    const rows = judged.flatMap(({ row }, index) => (row ? [{ ...row, row: index + 1 }] : []));
    if (rows.length === 0) return { change: null, done: 0, outcomes: judged.map(({ outcome }) => outcome) };
    const found = await decideSeveral(desk, register, operation, rows);
    const outcomes = judged.map(({ outcome, row }): Outcome => {
      const more = row ? found(row.record) : [];
      const refusals = refusalsOf(more);
      return refusals.length > 0
        ? { ...outcome, outcome: "refused", why: why.refused, findings: refusals }
        : { ...outcome, findings: [...outcome.findings, ...more] };
    });
    const kept = rows.filter(({ record }) => refusalsOf(found(record)).length === 0);
    const isDone = kept.length > 0 && body.preview !== true;
    if (isDone) {
      if (kept.length < rows.length) await decideSeveral(desk, register, operation, kept);
      await writeDecided(
        client,
        { actor: actorOf(who), isOwner: false },
        {
          programme: house.programme,
          register,
          operation,
          // Each record stays with the partner that keeps it.
          partner: "",
          change,
          action: "bulk",
          reason: { said: body.reason, transition: gift.transition?.id },
        },
      );
    }
    return { change: isDone ? change : null, done: kept.length, outcomes };
  });
};

type Judged = Readonly<{ outcome: Outcome; row?: Omit<SeveralRow, "row"> }>;

/** Returns what becomes of one record by itself, and how it is to be where it can be done. */
const judge = (
  desk: Desk,
  { told, transition }: Gift,
  register: Register,
  operation: string,
  {
    record,
    version,
    now,
  }: Readonly<{ record: number; version: number | undefined; now: WholeRecord | undefined }>,
): Judged => {
  const { house, who } = desk;
  const outcome = (
    what: Outcome["outcome"],
    text: Text | null,
    findings: Outcome["findings"] = [],
  ): Outcome => ({ record, outcome: what, why: text, findings });
  if (!now) return { outcome: outcome("not_found", why.not_found) };
  const scope = { operation, partner: now.partner };
  if (!house.guards.record(who, "records:write", scope) || (transition && !mayDo(desk, transition, scope)))
    return { outcome: outcome("refused", notAllowed().text) };
  if (version !== undefined && version !== now.version)
    return { outcome: outcome("changed_meanwhile", why.changed_meanwhile) };
  if (transition && !isFrom(register, transition, now.answers))
    return { outcome: outcome("refused", notPossible().text) };
  if (transition?.by !== undefined) return { outcome: outcome("refused", notFromHere().text) };
  const isNew = [...told.answers].some(([id, value]) => {
    const field = register.fields.get(id);
    return field !== undefined && !isSame(field, now.answers[id], value);
  });
  if (!isNew) return { outcome: outcome("unchanged", null) };
  const answers = { ...now.answers, ...Object.fromEntries(told.answers) };
  const hidden = [...register.fields.values()]
    .filter(({ sensitivity }) => sensitivity === "special" && !house.guards.special(who, scope))
    .map(({ id }) => id);
  const findings = checkAnswers({ register, ...scope, answers, before: now.answers, hidden });
  const refusals = refusalsOf(findings);
  if (refusals.length > 0) return { outcome: outcome("refused", why.refused, refusals) };
  return {
    outcome: outcome("done", null, findings),
    row: { kind: "changed", record, partner: now.partner, answers },
  };
};

const refusalsOf = (findings: Outcome["findings"]): Outcome["findings"] =>
  findings.filter(({ severity }) => severity === "refuse");

/** What cannot be read is the same for every record: it is told once, before anything is done. */
const unreadOf = ({ unread }: Understood, register: Register, operation: string) =>
  [...unread].length === 0
    ? []
    : checkAnswers({ register, operation, partner: "", answers: {}, unread, before: {} }).filter(
        ({ field, severity }) => severity === "refuse" && unread.has(field),
      );

const isFrom = (register: Register, { from }: Transition, answers: RecordValues): boolean => {
  const field = register.fields.get(register.lifecycle?.field ?? "");
  return field !== undefined && from.includes(stateOf(field, answers[field.id]));
};
