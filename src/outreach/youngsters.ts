import { daysBetween } from "../definition/condition/calendar.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Outreach } from "../definition/service/outreach.ts";
import { type Desk, withoutWalls } from "../entry/desk.ts";
import { noteReading } from "../entry/see-record.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { choiceOf, type Log } from "./log.ts";
import type { Youngster } from "./shapes.ts";

/** What a query over the people of a log begins with, and its values: two are taken, the next is `next`. */
export type People = Readonly<{ text: string; values: readonly unknown[]; next: number }>;

/**
 * Returns the SQL of everybody met, one row each by the code that ties their contacts: `person`, with the stage of the
 * last contact and since when, when they last reacted, what they ignored. Only what the asker may read counts.
 */
export const peopleSql = (
  { house, who }: Pick<Desk, "house" | "who">,
  { block, operations }: Log,
): People => {
  const { register, date, stage, follows, place, segment, consent, reaction, registersAs } = block;
  const walls = house.guards.listing(who, "records:read", { operation: "operation", partner: "partner" }, 2);
  const of = (field: { id: string } | undefined) => (field ? sqlName(field.id) : "null::text");
  const ignored = reaction
    ? `coalesce(${sqlName(reaction.field.id)} = ${sqlText(reaction.unanswered)}, false)`
    : "false";
  const newest = "order by day desc, record desc";
  const one = "partition by operation, partner, code";
  return {
    text: `with contact as (
        select operation, partner, record, change, ${of(follows)} as code, ${of(date)} as day, ${of(stage)} as stage,
          ${of(place)} as place, ${of(segment)} as segment, ${of(consent)} as agreed, ${ignored} as ignored
        from ${tableOf(register)} where operation = any ($1::text[]) and (${walls.text})
      ), step as (
        select *, stage is distinct from lag(stage) over (${one} order by day, record) as moves from contact
      ), run as (
        select *, count(*) filter (where moves) over (${one} order by day, record) as run from step
      ), dated as (
        select *, min(day) over (${one}, run) as since from run
      ), met as (
        select operation, partner, code, count(*)::int as contacts, max(day) as newest,
          max(day) filter (where not ignored) as seen, max(agreed) as agreed,
          count(*) filter (where ignored)::int as unanswered,
          (array_agg(stage ${newest}))[1] as stage, (array_agg(since ${newest}))[1] as since,
          (array_agg(record ${newest}))[1] as record, (array_agg(change ${newest}))[1] as version,
          (array_agg(place ${newest}) filter (where place is not null))[1] as place,
          (array_agg(segment ${newest}) filter (where segment is not null))[1] as segment
        from dated group by operation, partner, code
      ), entered as (
        select operation, partner, ${of(registersAs.code)} as code, min(record) as participation
        from ${tableOf(registersAs.register)}
        where operation = any ($1::text[]) and (${walls.text}) and ${of(registersAs.code)} is not null
        group by 1, 2, 3
      ), person as (
        select met.*, participation from met left join entered using (operation, partner, code)
      )`,
    values: [[...operations], ...walls.values],
    next: 2 + walls.values.length,
  };
};

/** Returns the SQL condition that nobody is waited for any more: it has ended, or become a participation. */
export const closedSql = ({ closed }: Pick<Outreach, "closed">): string =>
  `(stage in (${closed.map(sqlText).join(", ")}) or participation is not null)`;

/** Returns the SQL of the days without news on a day, given as a parameter. */
export const silentSql = (today: string): string => `(${today}::date - coalesce(seen, since))`;

export const personColumns =
  "operation, partner, code, contacts, seen, agreed, unanswered, stage, since, record, version, place, segment, participation";

export type PersonRow = Readonly<{
  operation: string;
  partner: string;
  code: string;
  contacts: number;
  seen: string | null;
  agreed: string | null;
  unanswered: number;
  stage: string;
  since: string;
  record: number;
  version: number;
  place: string | null;
  segment: string | null;
  participation: number | null;
}>;

/** Returns people as pages show them: by their nickname where the asker may read it, which is noted. */
export const youngstersOf = async (
  desk: Desk,
  log: Log,
  rows: readonly PersonRow[],
): Promise<Youngster[]> => {
  const { block } = log;
  const today = desk.house.today();
  const nicknames = await nicknamesOf(desk, log, rows);
  const known = await knownElsewhere(desk, log, rows);
  return rows.map((row): Youngster => ({
    operation: row.operation,
    partner: row.partner,
    code: row.code,
    record: row.record,
    version: row.version,
    nickname: nicknames.get(keyOf(row)) ?? null,
    stage: choiceOf(block.stage, row.stage),
    since: row.since,
    daysAtStage: daysBetween(row.since, today),
    seen: row.seen,
    daysSilent:
      block.closed.includes(row.stage) || row.participation !== null
        ? null
        : daysBetween(row.seen ?? row.since, today),
    place: row.place,
    segment: row.segment !== null && block.segment ? choiceOf(block.segment, row.segment) : null,
    contacts: row.contacts,
    unanswered: row.unanswered,
    agreedOn: row.agreed,
    participation: row.participation,
    elsewhere: known.has(keyOf(row)),
  }));
};

export const keyOf = ({ operation, partner, code }: Pick<PersonRow, "operation" | "partner" | "code">) =>
  `${operation}/${partner}/${code}`;

const codesOf = (rows: readonly PersonRow[]) => [
  rows.map(({ operation }) => operation),
  rows.map(({ partner }) => partner),
  rows.map(({ code }) => code),
];

const asked = "unnest($1::text[], $2::text[], $3::text[]) as w (operation, partner, code)";

const nicknamesOf = async (desk: Desk, { block }: Log, all: readonly PersonRow[]) => {
  const { house, who, client } = desk;
  const { nickname, register, follows, date } = block;
  const found = new Map<string, string>();
  const rows = all.filter(({ operation, partner }) => house.guards.identity(who, { operation, partner }));
  if (!nickname || rows.length === 0) return found;
  const { rows: read } = await client.query<PersonRow & { nickname: string }>(
    `select distinct on (r.operation, r.partner, w.code) r.operation, r.partner, w.code, r.record,
       i.${sqlName(nickname.id)} as nickname
     from ${asked}
     join ${tableOf(register)} r on r.operation = w.operation and r.partner = w.partner
       and r.${sqlName(follows.id)} = w.code
     join ${identityTableOf(register)} i on i.operation = r.operation and i.record = r.record
     where i.${sqlName(nickname.id)} is not null
     order by r.operation, r.partner, w.code, r.${sqlName(date.id)} desc, r.record desc`,
    codesOf(rows),
  );
  for (const row of read) found.set(keyOf(row), row.nickname);
  for (const [operation, records] of Map.groupBy(read, (row) => row.operation))
    await noteReading(
      desk,
      register,
      operation,
      records.map(({ record }) => record),
      [nickname.id],
    );
  return found;
};

/**
 * Whom another partner of the operation knows as well, by the keyed hash of name and birth date: only of those who
 * agreed, as before there is neither. That somebody is known is told, nothing of what is known there.
 */
const knownElsewhere = async (
  desk: Desk,
  { block }: Log,
  all: readonly PersonRow[],
): Promise<Set<string>> => {
  const rows = all.filter(({ agreed }) => agreed !== null);
  if (rows.length === 0) return new Set();
  const { register, follows, registersAs } = block;
  const twin = (table: string) =>
    `exists (select from ${table} o where o.operation = i.operation and o.likeness_key = i.likeness_key
       and o.partner <> i.partner)`;
  const { rows: found } = await withoutWalls(desk, () =>
    desk.client.query<PersonRow>(
      `select distinct w.operation, w.partner, w.code from ${asked}
       join ${tableOf(register)} r on r.operation = w.operation and r.partner = w.partner
         and r.${sqlName(follows.id)} = w.code
       join ${identityTableOf(register)} i on i.operation = r.operation and i.record = r.record
       where i.likeness_key is not null
         and (${twin(identityTableOf(register))} or ${twin(identityTableOf(registersAs.register))})`,
      codesOf(rows),
    ),
  );
  return new Set(found.map(keyOf));
};
