import { daysBetween, shiftDate } from "../definition/condition/calendar.ts";
import { numberOn } from "../definition/condition/parameter.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { partnerName } from "../definition/names.ts";
import { tableOf } from "../register/table.ts";
import { type PathDesk, peopleOf, valuesFrom } from "./asker.ts";
import type { OnPath } from "./service-path.ts";
import type { PathPage } from "./shapes.ts";

const mostShown = 100;

/** Returns how many people are in which phase today, and those of one phase, the longest in it first. */
export const caseloadOf = async (
  desk: PathDesk,
  { service, path }: OnPath,
  phase: string | undefined,
): Promise<PathPage["phases"]> => {
  const { phases } = path;
  if (!phases) return null;
  const { programme } = desk.house;
  const today = desk.house.today();
  const { register, from, until, content, adviser } = phases;
  const underWay = (alias: string, readable: string) =>
    `${alias}.operation = any ($1::text[]) and ${alias}.${sqlName(from)} <= $2
     and coalesce(${alias}.${sqlName(until)}, $2::date) >= $2 and ${readable}`;
  const counting = valuesFrom([service.operations, today]);
  const { rows: counted } = await desk.client.query<Counted>(
    `select r.${sqlName(phases.phase.id)} as phase, r.partner,
       ${adviser === undefined ? "null" : `r.${sqlName(adviser)}`} as adviser,
       count(distinct coalesce(r.person_key, r.identity_key))::int as people
     from ${tableOf(register)} r where ${underWay("r", counting.readable(desk, register, "r"))} group by 1, 2, 3`,
    counting.values,
  );
  const people = new Map<string, number>();
  for (const each of counted) people.set(each.phase, (people.get(each.phase) ?? 0) + each.people);
  const codes = phases.phase.choices?.map(({ code }) => code) ?? [];
  const shown = codes.find((code) => code === phase) ?? codes.find((code) => people.has(code)) ?? null;
  const listing = valuesFrom([service.operations, today, shown]);
  const { rows } = await desk.client.query<{
    operation: string;
    partner: string;
    record: number;
    key: string | null;
    since: string;
    content: string | null;
    adviser: string | null;
  }>(
    `select r.operation, r.partner, r.record, encode(r.person_key, 'hex') as key, r.${sqlName(from)}::text as since,
       ${content === undefined ? "null" : `r.${sqlName(content)}`} as content,
       ${adviser === undefined ? "null" : `r.${sqlName(adviser)}`} as adviser
     from ${tableOf(register)} r
     where r.${sqlName(phases.phase.id)} = $3 and ${underWay("r", listing.readable(desk, register, "r"))}
     order by r.${sqlName(from)}, r.record limit ${mostShown}`,
    listing.values,
  );
  const persons = await peopleOf(
    desk,
    path.participants,
    rows.map(({ key }) => key),
    service.operations,
  );
  return {
    register: register.id,
    counts: (phases.phase.choices ?? []).map(({ code, label }) => ({
      phase: code,
      label,
      people: people.get(code) ?? 0,
    })),
    shown,
    advisers: adviser === undefined ? [] : advisersOf(counted, codes),
    total: shown === null ? 0 : (people.get(shown) ?? 0),
    cases: rows.map(({ key, ...row }) => ({
      ...row,
      register: register.id,
      partnerName: partnerName(programme, row.partner),
      person: (key === null ? undefined : persons.get(key)) ?? null,
      phase: shown ?? "",
      days: daysBetween(row.since, today),
    })),
  };
};

type Counted = Readonly<{ phase: string; partner: string; adviser: string | null; people: number }>;

/** A code is a coach's within their institution only. */
const advisersOf = (
  counted: readonly Counted[],
  codes: readonly string[],
): NonNullable<PathPage["phases"]>["advisers"] => {
  if (new Set(counted.map(({ partner }) => partner)).size !== 1) return [];
  return [...Map.groupBy(counted, ({ adviser }) => adviser)]
    .map(([adviser, own]) => ({
      adviser,
      people: codes.map((code) =>
        own.reduce((sum, { phase, people }) => sum + (phase === code ? people : 0), 0),
      ),
    }))
    .toSorted((a, b) => (a.adviser ?? "~").localeCompare(b.adviser ?? "~"));
};

/** Returns the contracts that are to end within the months in which what follows is prepared, the first to end first. */
export const endingContracts = async (
  desk: PathDesk,
  { service, path }: OnPath,
): Promise<PathPage["contracts"]> => {
  const { contracts } = path;
  if (!contracts) return null;
  const { programme } = desk.house;
  const today = desk.house.today();
  const { register, from, until, ended, handedOver } = contracts;
  const fromMonths = numberOn(contracts.alert.from, today);
  const untilMonths = numberOn(contracts.alert.until, today);
  const query = valuesFrom([service.operations, today, shiftDate(today, { months: fromMonths })]);
  const { rows } = await desk.client.query<{
    operation: string;
    partner: string;
    record: number;
    key: string | null;
    from: string;
    until: string;
    handedOver: string | null;
  }>(
    `select r.operation, r.partner, r.record, encode(r.person_key, 'hex') as key, r.${sqlName(from)}::text as from,
       r.${sqlName(until)}::text as until,
       ${handedOver === undefined ? "null" : `r.${sqlName(handedOver)}::text`} as "handedOver"
     from ${tableOf(register)} r
     where r.operation = any ($1::text[]) and r.${sqlName(from)} <= $2
       and r.${sqlName(until)} >= $2 and r.${sqlName(until)} <= $3
       ${ended === undefined ? "" : `and r.${sqlName(ended)} is null`}
       and ${query.readable(desk, register, "r")}
     order by r.${sqlName(until)}, r.record limit ${mostShown}`,
    query.values,
  );
  const persons = await peopleOf(
    desk,
    path.participants,
    rows.map(({ key }) => key),
    service.operations,
  );
  const settledBy = shiftDate(today, { months: untilMonths });
  return {
    register: register.id,
    fromMonths,
    untilMonths,
    rows: rows.map(({ key, ...row }) => ({
      ...row,
      register: register.id,
      partnerName: partnerName(programme, row.partner),
      person: (key === null ? undefined : persons.get(key)) ?? null,
      daysLeft: daysBetween(today, row.until),
      standing: row.until < settledBy && row.handedOver === null ? "late" : "soon",
    })),
  };
};
