import { readingsOf } from "../access/readings.ts";
import { daysBetween } from "../definition/condition/calendar.ts";
import type { Value } from "../definition/condition/condition.ts";
import { partnerName } from "../definition/names.ts";
import type { Register } from "../definition/programme.ts";
import { stateOf } from "../definition/state.ts";
import { sectionsOf } from "../entry/register-page.ts";
import { noteReading, type SeenRecord } from "../entry/see-record.ts";
import { transitionsFor } from "../entry/transitions.ts";
import { sayAnswer } from "../entry/words.ts";
import type { Text } from "../language.ts";
import { colleaguesOf, membersOf } from "./members.ts";
import { type RoomDesk, seeCase, seeLinked } from "./room-desk.ts";
import type { RoomPage } from "./shapes.ts";

const mostReaders = 50;

/**
 * Returns what is in a room, for who was let in: the case, what the person consents to for each recipient and what went
 * there, the follow-ups, who is in and who has read. Being shown it is written in the trail of readings.
 */
export const roomPage = async (desk: RoomDesk, record: number): Promise<RoomPage> => {
  const { service, rooms, house, who } = desk;
  const seen = await seeCase(desk, record);
  const { register, operation, answers, partner, version } = seen;
  await noteReading(desk, register, operation, [record], Object.keys(answers));
  const number = String(answers[rooms.cases.number] ?? "");
  const scope = { operation, partner };
  const { anonymous, number: numberField } = rooms.cases;
  const field = register.lifecycle && register.fields.get(register.lifecycle.field);
  const colleagues = await colleaguesOf(desk, operation);
  const members = await membersOf(desk, operation, record);
  const readings = await readingsOf(desk.client, register.id, operation, record, mostReaders);
  const isAnonymous = anonymous === undefined ? null : (answers[anonymous] ?? null);
  const hiddenFields = new Set([
    numberField,
    ...(field ? [field.id] : []),
    ...(anonymous ? [anonymous] : []),
  ]);
  return {
    service: service.id,
    label: service.label,
    operation,
    register: register.id,
    record,
    version,
    partner: { partner, name: partnerName(house.programme, partner) },
    answers: { ...answers } as RoomPage["answers"],
    number,
    today: house.today(),
    isAnonymous: isAnonymous === null ? null : isAnonymous === true,
    isOver: field !== undefined && rooms.cases.over.includes(stateOf(field, answers[field.id])),
    ...transitionsFor(desk, register, scope, answers),
    sections: sectionsOf(register)
      .map(({ section, label, fields }) => ({
        section,
        label,
        facts: factsOf(
          seen,
          fields.filter((id) => !hiddenFields.has(id)),
        ),
      }))
      .filter(({ facts }) => facts.length > 0),
    recipients: await recipientsOf(desk, operation, number),
    fields: fieldsOf(desk),
    consentRegister: rooms.consents.register.id,
    transferRegister: rooms.transfers.register.id,
    followUps: await followUpsOf(desk, operation, number),
    members,
    colleagues: colleagues.filter(
      ({ name }) => !members.some((member) => member.endedAt === null && member.name === name),
    ),
    readers: readings.map(({ at, reader, fields, purpose }) => ({
      at,
      name: reader,
      fields: fields.map((id) => register.fields.get(id)?.label ?? { fr: id, nl: id, en: id }),
      purpose,
    })),
    mayWrite: house.guards.record(who, "records:write", scope),
  };
};

/** Answers in words, in the order of the form, of the fields that have one. */
const factsOf = (
  { register, answers }: Pick<SeenRecord, "register" | "answers">,
  ids: Iterable<string>,
): RoomPage["sections"][number]["facts"] =>
  [...ids].flatMap((id) => {
    const field = register.fields.get(id);
    const value = field && sayAnswer(field, answers[id]);
    return field && value ? [{ field: id, label: field.label, value }] : [];
  });

const others = (register: Register, shown: readonly string[]): string[] =>
  [...register.fields.keys()].filter((id) => !shown.includes(id));

const fieldsOf = ({ rooms: { consents, transfers, followUps } }: RoomDesk): RoomPage["fields"] => ({
  consents: {
    recipient: consents.recipient.id,
    givenOn: consents.givenOn,
    withdrawnOn: consents.withdrawnOn,
    anonymous: consents.anonymous,
    others: others(consents.register, [
      consents.case,
      consents.recipient.id,
      consents.givenOn,
      consents.withdrawnOn,
      consents.anonymous,
    ]),
  },
  transfers: {
    recipient: transfers.recipient.id,
    sentOn: transfers.sentOn,
    anonymous: transfers.anonymous,
    required: others(transfers.register, [transfers.case, transfers.recipient.id, transfers.sentOn]).filter(
      (id) => transfers.register.fields.get(id)?.required === true,
    ),
  },
  followUps: {
    due: followUps?.due ?? "",
    done: followUps?.done ?? "",
    others: followUps ? others(followUps.register, [followUps.case, followUps.due, followUps.done]) : [],
  },
});

const dayOf = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

const recipientsOf = async (
  desk: RoomDesk,
  operation: string,
  number: string,
): Promise<RoomPage["recipients"]> => {
  const { consents, transfers } = desk.rooms;
  const today = desk.house.today();
  const given = await seeLinked(
    desk,
    { register: consents.register, by: consents.case, sort: consents.givenOn },
    operation,
    number,
  );
  const sent = await seeLinked(
    desk,
    { register: transfers.register, by: transfers.case, sort: transfers.sentOn },
    operation,
    number,
  );
  const transferFacts = others(transfers.register, [
    transfers.case,
    transfers.recipient.id,
    transfers.sentOn,
    transfers.anonymous,
  ]);
  return (transfers.recipient.choices ?? []).map(({ code, label }) => {
    const own = given
      .filter(({ answers }) => answers[consents.recipient.id] === code)
      .map(({ record, version, answers }) => ({
        record,
        version,
        givenOn: dayOf(answers[consents.givenOn]) ?? "",
        withdrawnOn: dayOf(answers[consents.withdrawnOn]),
        isAnonymous: answers[consents.anonymous] === true,
      }));
    const stands = own.some(
      ({ givenOn, withdrawnOn }) => givenOn <= today && (withdrawnOn === null || withdrawnOn > today),
    );
    const consent = stands ? "given" : own.some(({ withdrawnOn }) => withdrawnOn) ? "withdrawn" : "none";
    const asked = transfers.asks.get(code);
    return {
      recipient: code,
      label,
      consent,
      consents: own,
      transfers: sent
        .filter(({ answers }) => answers[transfers.recipient.id] === code)
        .map((seen) => ({
          record: seen.record,
          version: seen.version,
          sentOn: dayOf(seen.answers[transfers.sentOn]) ?? "",
          isAnonymous: seen.answers[transfers.anonymous] === true,
          facts: factsOf(seen, transferFacts),
        })),
      blocked: consent === "given" ? null : words[consent],
      asks: asked ? { field: asked.id, label: asked.label } : null,
    };
  });
};

const words = {
  none: {
    fr: "Rien ne peut partir : la personne n'a pas donné son accord pour cet organisme.",
    nl: "Er kan niets vertrekken: de persoon gaf geen toestemming voor deze instantie.",
    en: "Nothing can go: the person has not given their consent for this body.",
  },
  withdrawn: {
    fr: "Plus rien ne peut partir : la personne a retiré son accord.",
    nl: "Er kan niets meer vertrekken: de persoon trok de toestemming in.",
    en: "Nothing more can go: the person has withdrawn their consent.",
  },
} satisfies Record<string, Text>;

const followUpsOf = async (
  desk: RoomDesk,
  operation: string,
  number: string,
): Promise<RoomPage["followUps"]> => {
  const { followUps } = desk.rooms;
  if (!followUps) return null;
  const { register, due, done } = followUps;
  const today = desk.house.today();
  const seen = await seeLinked(desk, { register, by: followUps.case, sort: due }, operation, number);
  for (const { record, answers } of seen)
    await noteReading(desk, register, operation, [record], Object.keys(answers));
  const facts = others(register, [followUps.case, due, done]);
  return {
    register: register.id,
    rows: seen.map((each) => {
      const day = dayOf(each.answers[due]) ?? "";
      const doneOn = dayOf(each.answers[done]);
      return {
        record: each.record,
        version: each.version,
        due: day,
        doneOn,
        daysLeft: doneOn === null && day !== "" ? daysBetween(today, day) : null,
        facts: factsOf(each, facts),
      };
    }),
  };
};
