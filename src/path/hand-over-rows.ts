import { daysBetween, shiftDate } from "../definition/condition/calendar.ts";
import { numberOn } from "../definition/condition/parameter.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import { choiceLabel, operationTitle, partnerName } from "../definition/names.ts";
import type { PathAnswers, PathHandOvers } from "../definition/service/path.ts";
import { nameFields, namesOf } from "../entry/identities.ts";
import { inEach, sayAnswer } from "../entry/words.ts";
import type { Text } from "../language.ts";
import { tableOf } from "../register/table.ts";
import { type PathDesk, peopleOf, valuesFrom } from "./asker.ts";
import { allAnswers, allHandOvers, type OnPath } from "./service-path.ts";
import type { HandOverRow, PathPage } from "./shapes.ts";

const mostShown = 100;

type Row = {
  operation: string;
  partner: string;
  record: number;
  version: number;
  key: string | null;
  number: string;
  toOperation: string;
  toPartner: string | null;
  on: string;
  expectedEnd: string | null;
  reason: string | null;
  message: string | null;
  total: number;
};

/** Which hand-overs are asked for: by the operations that sent them, or that they were sent to. */
export type Wanted = Readonly<{ side: "sent" | "received"; operations: readonly string[]; record?: number }>;

/**
 * Returns hand-overs with what became of them, the newest first and before them what waits for an answer: of those
 * sent, who answers late is told to the sender; of those received, to the receiver.
 */
export const handOverRows = async (
  desk: PathDesk,
  on: OnPath,
  handOvers: PathHandOvers,
  { side, operations, record }: Wanted,
): Promise<{ rows: HandOverRow[]; total: number }> => {
  const { service, path } = on;
  const { register } = handOvers;
  const { programme } = desk.house;
  const today = desk.house.today();
  const query = valuesFrom([operations, record ?? null]);
  const own =
    side === "sent" ? ["h.operation", "h.partner"] : [of(handOvers.toOperation), of(handOvers.toPartner)];
  const [operation = "", partner = ""] = own;
  const { rows } = await desk.client.query<Row>(
    `select h.operation, h.partner, h.record, h.change as version, encode(h.person_key, 'hex') as key,
       ${of(handOvers.number)} as number, ${of(handOvers.toOperation)} as "toOperation",
       ${of(handOvers.toPartner)} as "toPartner", ${of(handOvers.on)}::text as on,
       ${of(handOvers.expectedEnd)}::text as "expectedEnd", ${of(handOvers.reason.id)} as reason,
       ${handOvers.message === undefined ? "null" : of(handOvers.message)} as message,
       count(*) over ()::int as total
     from ${tableOf(register)} h
     where ${operation} = any ($1::text[]) and ($2::bigint is null or h.record = $2)
       and ${query.within(desk, { operation, partner })} and ${query.readable(desk, register, "h")}
     order by ${settledSql(allAnswers(programme), handOvers)}, ${of(handOvers.on)} desc, h.record desc
     limit ${mostShown}`,
    query.values,
  );
  const answers = new Map<string, Answered>();
  for (const each of allAnswers(programme))
    for (const answer of await answersTo(desk, each, rows)) answers.set(answer.to, answer);
  const people = await peopleOf(
    desk,
    path.participants,
    rows.map(({ key }) => key),
    service.operations,
  );
  // Before it is taken on, the person is nobody's participant here: the hand-over itself says who it is.
  const nameOf = side === "received" ? await namesOfHandOvers(desk, on, handOvers, rows) : () => null;
  const answerDays = numberOn(handOvers.answerDays, today);
  const found = rows.map((row): HandOverRow => {
    const answered = answers.get(toKey(row));
    const answerBy = shiftDate(row.on, { days: answerDays });
    const person = row.key === null ? undefined : people.get(row.key);
    const name = nameOf(row);
    return {
      operation: row.operation,
      register: register.id,
      record: row.record,
      version: row.version,
      partner: row.partner,
      partnerName: partnerName(programme, row.partner),
      to: {
        operation: row.toOperation,
        operationTitle: operationTitle(programme, row.toOperation),
        partnerName: row.toPartner === null ? null : partnerName(programme, row.toPartner),
      },
      person:
        person ??
        (name === null
          ? null
          : { operation: row.operation, register: register.id, record: row.record, name }),
      on: row.on,
      expectedEnd: row.expectedEnd,
      reason: reasonOf(handOvers, row.reason),
      message: row.message,
      answer: answered?.answer ?? null,
      answerBy,
      late: lateOf(answered, answerBy, today),
    };
  });
  return {
    rows: found.toSorted((a, b) => waiting(a) - waiting(b)),
    total: rows[0]?.total ?? 0,
  };
};

/** Whether nothing is waited for any more: what is, is shown first however old it is. */
const settledSql = (all: readonly PathAnswers[], { number }: PathHandOvers): string =>
  all
    .map(({ register, handOver, fromOperation, fromPartner, contactedOn, decision, outcomes, refused }) => {
      const column = (field: string) => `a.${sqlName(field)}`;
      const ends = [...outcomes, refused].map(sqlText).join(", ");
      return `exists (select from ${tableOf(register)} a where ${column(handOver)} = ${of(number)}
        and ${column(fromOperation)} = h.operation and ${column(fromPartner)} = h.partner
        and (${contactedOn === undefined ? "true" : `${column(contactedOn)} is not null`} or ${column(decision.id)} in (${ends})))`;
    })
    .join(" or ") || "false";

/** A reason that the register no longer has is said as it was written. */
const reasonOf = ({ reason }: PathHandOvers, code: string | null): Text =>
  choiceLabel(reason, code) ?? inEach(() => code ?? "");

const of = (field: string): string => `h.${sqlName(field)}`;
const toKey = ({
  operation,
  partner,
  number,
}: Readonly<{ operation: string; partner: string; number: string }>) => `${operation}/${partner}/${number}`;

/** What waits stands first, the latest before the others. */
const waiting = ({ late, answer }: HandOverRow): number => (late ? -late.days : answer === null ? 1 : 2);

type Answered = Readonly<{
  to: string;
  contactBy: string | null;
  answer: NonNullable<HandOverRow["answer"]>;
}>;

const lateOf = (answered: Answered | undefined, answerBy: string, today: string): HandOverRow["late"] => {
  const late = (due: string, waitsFor: "answer" | "contact") =>
    due < today ? { days: daysBetween(due, today), waitsFor } : null;
  if (!answered) return late(answerBy, "answer");
  const { answer, contactBy } = answered;
  if (contactBy === null || answer.contactedOn !== null || answer.isOutcome || answer.isRefused) return null;
  return late(contactBy, "contact");
};

/** Who the people are who were handed over, for whom it was addressed to: their right is theirs at their own place. */
const namesOfHandOvers = (
  desk: PathDesk,
  { path }: OnPath,
  { register }: PathHandOvers,
  rows: readonly Row[],
): ReturnType<typeof namesOf> =>
  namesOf(
    desk,
    register,
    rows,
    nameFields(path.participants).filter((id) => register.fields.has(id)),
    ({ toOperation, toPartner }) => ({ operation: toOperation, partner: toPartner }),
  );

/** Returns the answers to hand-overs that the asker may read. */
const answersTo = async (desk: PathDesk, answers: PathAnswers, to: readonly Row[]): Promise<Answered[]> => {
  if (to.length === 0) return [];
  const { register, decision, tells } = answers;
  const column = (field: string | undefined) => (field === undefined ? "null" : `a.${sqlName(field)}`);
  const query = valuesFrom([
    to.map(({ operation }) => operation),
    to.map(({ partner }) => partner),
    to.map(({ number }) => number),
  ]);
  const { rows } = await desk.client.query<{
    operation: string;
    record: number;
    sender: string;
    senderPartner: string;
    number: string;
    state: string | null;
    decidedOn: string | null;
    contactedOn: string | null;
    outcomeOn: string | null;
    told: (string | number | boolean | null)[];
  }>(
    `select a.operation, a.record, ${column(answers.fromOperation)} as sender,
       ${column(answers.fromPartner)} as "senderPartner", ${column(answers.handOver)} as number,
       ${column(decision.id)} as state, ${column(answers.decidedOn)}::text as "decidedOn",
       ${column(answers.contactedOn)}::text as "contactedOn", ${column(answers.outcomeOn)}::text as "outcomeOn",
       json_build_array(${tells.map(column).join(", ")}) as told
     from ${tableOf(register)} a
     join (select distinct * from unnest($1::text[], $2::text[], $3::text[])) as w (operation, partner, number)
       on w.operation = ${column(answers.fromOperation)} and w.partner = ${column(answers.fromPartner)}
       and w.number = ${column(answers.handOver)}
     where ${query.readable(desk, register, "a")}`,
    query.values,
  );
  return rows.map((row): Answered => {
    const isOutcome = row.state !== null && answers.outcomes.includes(row.state);
    const days =
      answers.contactDays && row.decidedOn !== null ? numberOn(answers.contactDays, row.decidedOn) : null;
    return {
      to: toKey({ operation: row.sender, partner: row.senderPartner, number: row.number }),
      contactBy: days === null || row.decidedOn === null ? null : shiftDate(row.decidedOn, { days }),
      answer: {
        operation: row.operation,
        register: register.id,
        record: row.record,
        state: row.state ?? "",
        stateLabel:
          register.lifecycle?.states.get(row.state ?? "none") ??
          choiceLabel(decision, row.state) ??
          inEach(() => row.state ?? ""),
        isOutcome,
        isGood: row.state !== null && answers.good.includes(row.state),
        isRefused: row.state === answers.refused,
        decidedOn: row.decidedOn,
        contactedOn: row.contactedOn,
        outcomeOn: row.outcomeOn,
        details: tells.flatMap((id, at) => {
          const field = register.fields.get(id);
          const value: Text | null = field ? sayAnswer(field, row.told[at] ?? null) : null;
          return field && value ? [{ label: field.label, value }] : [];
        }),
      },
    };
  });
};

/** Returns the hand-overs that the service sent, with what became of each. */
export const sentBy = async (desk: PathDesk, on: OnPath): Promise<PathPage["sent"]> => {
  const { handOvers } = on.path;
  if (!handOvers) return null;
  const { operations } = on.service;
  return {
    register: handOvers.register.id,
    ...(await handOverRows(desk, on, handOvers, { side: "sent", operations })),
  };
};

/** Returns the hand-overs that were sent to the service, whoever sent them. */
export const receivedBy = async (desk: PathDesk, on: OnPath): Promise<PathPage["received"]> => {
  const { answers } = on.path;
  if (!answers) return null;
  const { programme } = desk.house;
  const { operations } = on.service;
  const all = [];
  let answerDays = 0;
  for (const handOvers of allHandOvers(programme)) {
    if (!handOvers.to.some((operation) => operations.includes(operation))) continue;
    all.push(await handOverRows(desk, on, handOvers, { side: "received", operations }));
    answerDays = numberOn(handOvers.answerDays, desk.house.today());
  }
  return {
    register: answers.register.id,
    answerDays,
    rows: all.flatMap(({ rows }) => rows),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
};
