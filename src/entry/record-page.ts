import { readableSql } from "../access/readable.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { operationTitle, partnerName } from "../definition/names.ts";
import type { Programme } from "../definition/programme.ts";
import type { Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { findWords } from "../register/screening.ts";
import { tableOf } from "../register/table.ts";
import { checkAnswers } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place } from "./desk.ts";
import { peopleOf } from "./people.ts";
import { readersOf, trailOf } from "./record-trail.ts";
import { refersOf, relatedOf } from "./references.ts";
import { noteReading, type SeenRecord, seeRecord } from "./see-record.ts";
import type { RecordPage } from "./shapes.ts";
import { transitionsFor } from "./transitions.ts";
import { wholeRecords } from "./whole-record.ts";
import { inEach, sayAnswer } from "./words.ts";

/**
 * Returns a record as its page shows it: what the asker may see of its answers, what the rules say, where it stands,
 * and what happened to it. Being shown an identity or a special answer is written in the trail of readings.
 */
export const recordPage = async (desk: Desk, place: Place, record: number): Promise<RecordPage> => {
  const { house, who, client } = desk;
  const seen = await seeRecord(desk, place, record);
  const { register, operation, partner, answers, hidden, version } = seen;
  const scope = { operation, partner };
  await noteReading(desk, register, operation, [record], Object.keys(answers));
  const { trail, files, isConfirmed } = await trailOf(desk, seen);
  const { rows: drafts } = await client.query<{ id: string }>(
    `select id from entry.draft where account = $1 and operation = $2 and register = $3 and record = $4
       and ended_at is null order by saved_at desc limit 1`,
    [who.account, operation, register.id, record],
  );
  return {
    operation,
    register: register.id,
    record,
    partner: { partner, name: partnerName(house.programme, partner) },
    version,
    title: titleOf(house.programme, seen),
    answers: { ...answers } as RecordPage["answers"],
    hidden: [...hidden],
    ...transitionsFor(desk, register, scope, answers),
    findings: await findingsOf(desk, seen, isConfirmed),
    trail,
    files,
    others: await othersOf(desk, seen),
    paths: pathsOf(desk, seen),
    refers: await refersOf(desk, seen),
    organisations: organisationsOf(house.programme, seen),
    related: await relatedOf(desk, seen),
    screened: screenedOf(seen),
    readers: await readersOf(desk, seen),
    may: { write: house.guards.record(who, "records:write", scope) },
    draft: drafts[0]?.id ?? null,
    room: await roomOf(desk, seen),
    editing: await editingOf(desk, seen),
  };
};

/** The organisations that the record names by their number, as some service says. */
const organisationsOf = (
  { services }: Pick<Programme, "services">,
  { register, answers }: SeenRecord,
): RecordPage["organisations"] => {
  const fields = new Set(
    [...services.values()].flatMap(({ organisations }) =>
      organisations.flatMap((each) => (each.register.id === register.id ? each.number.id : [])),
    ),
  );
  return [...fields].flatMap((field) => {
    const number = answers[field];
    return typeof number === "string" ? [{ field, number }] : [];
  });
};

/** The words for which records like this one are held, released or not: whoever decides sees them in the text. */
const screenedOf = ({ register, answers }: SeenRecord): RecordPage["screened"] => {
  const { screening } = register;
  const said = screening && answers[screening.field];
  if (!screening || typeof said !== "string") return null;
  const words = findWords(screening, said).map(({ label, from, until }) => ({ ground: label, from, until }));
  return { field: screening.field, words };
};

/** The services in which the path of the person can be followed, whom the record is about. */
const pathsOf = ({ house }: Desk, { operation, personKey }: SeenRecord): RecordPage["paths"] =>
  personKey === null
    ? []
    : [...house.programme.services.values()]
        .filter(({ path, operations }) => path !== undefined && operations.includes(operation))
        .map(({ id, label }) => ({ service: id, label }));

/** The room that the record is in, where a service shows it on a page of its own. */
const roomOf = async (
  { client, house }: Desk,
  { register, operation, record }: SeenRecord,
): Promise<RecordPage["room"]> => {
  if (!register.isRoom) return null;
  const cases = register.roomOf?.register ?? register.id;
  const service = [...house.programme.services.values()].find(
    ({ room, operations }) => room?.cases.register.id === cases && operations.includes(operation),
  );
  const { rows } = await client.query<{ room: number }>(
    "select room from access.in_room where register = $1 and operation = $2 and record = $3",
    [register.id, operation, record],
  );
  const found = rows[0];
  return service && found ? { service: service.id, label: service.label, record: found.room } : null;
};

/** A draft that nobody touched for longer is forgotten rather than being written. */
const editingHours = 12;

/** Who else has begun to change the record: whoever opens it knows before they type, not when they keep. */
const editingOf = async (
  desk: Desk,
  { register, operation, record, partner }: SeenRecord,
): Promise<RecordPage["editing"]> => {
  const { client, who } = desk;
  const { rows } = await withoutWalls(desk, () =>
    client.query<{ actor: string; savedAt: string }>(
      `select 'account:' || d.account as actor,
         to_char(max(d.saved_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "savedAt"
       from entry.draft d
       where d.operation = $1 and d.register = $2 and d.record = $3 and d.ended_at is null and d.account <> $4
         and d.saved_at > now() - make_interval(hours => ${editingHours})
         and exists (select from entry.answer a where a.draft = d.id)
       group by d.account order by 2 desc`,
      [operation, register.id, record, who.account],
    ),
  );
  const person = await peopleOf(
    desk,
    rows.map(({ actor }) => actor),
    { operation, partner },
  );
  return rows.map(({ actor, savedAt }) => ({ who: person(actor), savedAt }));
};

/** What the rules say of a record as it stands; doubts about answers that the asker may not see are not told. */
const findingsOf = async (
  desk: Desk,
  seen: SeenRecord,
  isConfirmed: (rule: string, reads: ReadonlySet<string>) => boolean,
): Promise<RecordPage["findings"]> => {
  const { register, operation, partner, record, hidden } = seen;
  const answers =
    hidden.length === 0
      ? seen.answers
      : await withoutWalls(
          desk,
          async () => (await wholeRecords(desk.client, register, operation, [record])).get(record)?.answers,
        );
  if (!answers) return [];
  const isHidden = new Set(hidden);
  return checkAnswers({ register, operation, partner, answers, before: answers, hidden, isConfirmed }).filter(
    ({ field }) => !isHidden.has(field),
  );
};

/** What to call a record: names, else what identifies it, as far as the asker may see; else its number. */
const titleOf = (
  { services }: Pick<Programme, "services">,
  { register, answers, record }: SeenRecord,
): Text => {
  const visible = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const field = register.fields.get(id);
      const said = field && sayAnswer(field, answers[id]);
      return field && said ? [{ field, said }] : [];
    });
  const called = [...services.values()].flatMap(({ organisations }) =>
    organisations.flatMap((each) => (each.register.id === register.id ? (each.name?.id ?? []) : [])),
  );
  const names = visible(called.length > 0 ? called : register.probablySame).filter(
    ({ field }) => field.type === "text",
  );
  const parts = names.length > 0 ? names : visible(register.identity);
  return inEach((language) =>
    parts.length === 0
      ? `${register.record[language]} ${record}`
      : parts.map(({ said }) => said[language]).join(names.length > 0 ? " " : " · "),
  );
};

const mostOthers = 50;

/** Other records of the same person, in whichever operation and register, that the asker may see. */
const othersOf = async (desk: Desk, { personKey, ...seen }: SeenRecord): Promise<RecordPage["others"]> => {
  if (personKey === null) return [];
  const { house, client, who } = desk;
  const registers = [...house.programme.registers.values()].filter(({ person }) => person.length > 0);
  const values: (string | readonly string[])[] = [personKey];
  const isReadable = (register: Register): string => {
    const { text, values: more } = readableSql(
      house.guards,
      who,
      "records:read",
      register,
      values.length + 1,
    );
    values.push(...more);
    return text;
  };
  const { rows } = await client.query<{
    register: string;
    operation: string;
    record: number;
    partner: string;
    date: string | null;
  }>(
    `${registers
      .map(
        (register) =>
          `select '${register.id}' as register, operation, record, partner,
             ${register.datedBy === undefined ? "null::date" : sqlName(register.datedBy)} as date
           from ${tableOf(register)} where person_key = decode($1, 'hex') and ${isReadable(register)}`,
      )
      .join(" union all ")} order by date nulls last limit ${mostOthers}`,
    values,
  );
  return rows
    .filter(
      ({ operation, register, record }) =>
        !(operation === seen.operation && register === seen.register.id && record === seen.record),
    )
    .map(({ register, operation, record, partner, date }) => ({
      operation,
      operationTitle: operationTitle(house.programme, operation),
      register,
      registerLabel: house.programme.registers.get(register)?.label ?? {
        fr: register,
        nl: register,
        en: register,
      },
      record,
      partner,
      date,
    }));
};
