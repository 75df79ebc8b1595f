import { shiftDate } from "../definition/condition/calendar.ts";
import type { Places } from "../definition/service/places.ts";
import { withoutWalls } from "../entry/desk.ts";
import { lotsSql, takenSql } from "../register/taken.ts";
import type { Look } from "./service.ts";
import type { OccupancyDay, OccupancyMonth } from "./shapes.ts";
import { everyDay, type SeenStructure } from "./structures.ts";

/** The days that are looked at, both ends included, as YYYY-MM-DD. */
export type Period = Readonly<{ first: string; last: string }>;

/** The longest period that is looked at day by day; a child's whole time there is shorter. */
export const mostDays = 1300;

/**
 * The occupancy of structures by day: what comes and goes on a day is added up over the days, so that the work grows
 * with the stays and the days, and not with one times the other. $1, $2: the period; $3, $4, $5: the structures and the
 * days of the week on which they are open, as bits.
 */
const byDaySql = (places: Places): string => `
  with structure as (
    select * from unnest($3::text[], $4::text[], $5::int[]) s (operation, structure, open)
  ), turn as (
    select operation, structure, greatest(first, $1::date) as day, places as places, 0 as taken, 0 as promised
      from (${lotsSql(places)}) l where first <= $2 and last >= $1
    union all
    select operation, structure, last + 1, -places, 0, 0
      from (${lotsSql(places)}) l where first <= $2 and last >= $1 and last < $2
    union all
    select operation, structure, greatest(first, $1::date), 0, 1 - promised::int, promised::int
      from (${takenSql(places)}) t where first <= $2 and last >= greatest(first, $1)
    union all
    select operation, structure, last + 1, 0, promised::int - 1, -promised::int
      from (${takenSql(places)}) t where first <= $2 and last >= greatest(first, $1) and last < $2
  ), change as (
    select operation, structure, day, sum(places) as places, sum(taken) as taken, sum(promised) as promised
    from turn where (operation, structure) in (select operation, structure from structure)
    group by operation, structure, day
  ), daily as (
    select s.operation, s.structure, d.day::date as day,
      (s.open >> (extract(isodow from d.day)::int - 1)) & 1 = 1 as is_open,
      coalesce(sum(c.places) over w, 0)::int as places,
      coalesce(sum(c.taken) over w, 0)::int as taken,
      coalesce(sum(c.promised) over w, 0)::int as promised
    from structure s
    cross join generate_series($1::date, $2::date, interval '1 day') d (day)
    left join change c on c.operation = s.operation and c.structure = s.structure and c.day = d.day::date
    window w as (partition by s.operation, s.structure order by d.day)
  )`;

/**
 * Returns rows about structures that the asker sees. It reads whole tables, as the owner: how many places are taken is
 * no less so where the asker may not see by whom, and no more than numbers leaves here.
 */
const rowsOf = async <R extends object>(
  { client }: Pick<Look, "client">,
  places: Places,
  structures: readonly SeenStructure[],
  { first, last }: Period,
  select: string,
): Promise<R[]> => {
  if (structures.length === 0) return [];
  const values = [
    first,
    last,
    structures.map(({ operation }) => operation),
    structures.map(({ structure }) => structure),
    structures.map(({ open }) => open.reduce((bits, day) => bits | (1 << (day - 1)), 0)),
  ];
  const { rows } = await withoutWalls({ client }, () =>
    client.query<R>(`${byDaySql(places)} ${select}`, values),
  );
  return rows;
};

const keyOf = (operation: string, structure: string): string => `${operation}\u001F${structure}`;

type Counted = Readonly<{ isOpen: boolean; places: number; taken: number; promised: number }>;

/** Returns a day with what is free on it: nothing where the structure is closed. */
const dayOf = (day: string, { isOpen, places, taken, promised }: Counted): OccupancyDay => {
  const left = isOpen ? places - taken - promised : 0;
  return { day, isOpen, places, taken, promised, free: Math.max(0, left), over: Math.max(0, -left) };
};

/** Returns the days of a period by structure, in order. */
export const occupancyByDay = async (
  look: Pick<Look, "client">,
  places: Places,
  structures: readonly SeenStructure[],
  period: Period,
): Promise<ReadonlyMap<SeenStructure, OccupancyDay[]>> => {
  const rows = await rowsOf<Counted & { operation: string; structure: string; day: string }>(
    look,
    places,
    structures,
    period,
    `select operation, structure, day, is_open as "isOpen", places, taken, promised
     from daily order by operation, structure, day`,
  );
  const found = Map.groupBy(rows, (row) => keyOf(row.operation, row.structure));
  return new Map(
    structures.map((each) => [
      each,
      (found.get(keyOf(each.operation, each.structure)) ?? []).map((row) => dayOf(row.day, row)),
    ]),
  );
};

/** Returns the months of a period by structure, in order. Days on which it is closed count nowhere. */
export const occupancyByMonth = async (
  look: Pick<Look, "client">,
  places: Places,
  structures: readonly SeenStructure[],
  period: Period,
): Promise<ReadonlyMap<SeenStructure, OccupancyMonth[]>> => {
  const rows = await rowsOf<OccupancyMonth & { operation: string; structure: string }>(
    look,
    places,
    structures,
    period,
    `select operation, structure, to_char(day, 'YYYY-MM') as month,
       count(*) filter (where is_open and places > 0)::int as "openDays",
       coalesce(sum(places) filter (where is_open), 0)::int as "placeDays",
       coalesce(sum(taken) filter (where is_open), 0)::int as "takenDays",
       coalesce(sum(promised) filter (where is_open), 0)::int as "promisedDays",
       coalesce(max(taken + promised) filter (where is_open), 0)::int as "mostTaken",
       count(*) filter (where is_open and taken + promised > places)::int as "daysOver"
     from daily group by operation, structure, 3 order by operation, structure, 3`,
  );
  const found = Map.groupBy(rows, (row) => keyOf(row.operation, row.structure));
  return new Map(
    structures.map((each) => [
      each,
      (found.get(keyOf(each.operation, each.structure)) ?? []).map(
        ({ operation: _operation, structure: _structure, ...month }) => month,
      ),
    ]),
  );
};

/** Returns the days of several structures together; what is free in one is not taken up by another's excess. */
export const addDays = (day: string, days: readonly OccupancyDay[]): OccupancyDay => {
  const sum = (key: "places" | "taken" | "promised" | "free" | "over") =>
    days.filter(({ isOpen }) => isOpen).reduce((total, each) => total + each[key], 0);
  return {
    day,
    isOpen: days.some(({ isOpen }) => isOpen),
    places: sum("places"),
    taken: sum("taken"),
    promised: sum("promised"),
    free: sum("free"),
    over: sum("over"),
  };
};

/** Returns the months of several structures together. */
export const addMonths = (all: readonly (readonly OccupancyMonth[])[]): OccupancyMonth[] =>
  (all[0] ?? []).map(({ month }, index) => {
    const same = all.flatMap((months) => months[index] ?? []);
    const sum = (key: Exclude<keyof OccupancyMonth, "month">) =>
      same.reduce((total, each) => total + each[key], 0);
    return {
      month,
      openDays: same.reduce((most, { openDays }) => Math.max(most, openDays), 0),
      placeDays: sum("placeDays"),
      takenDays: sum("takenDays"),
      promisedDays: sum("promisedDays"),
      mostTaken: sum("mostTaken"),
      daysOver: sum("daysOver"),
    };
  });

/**
 * Returns how many places are free on every day of a period by structure, and the first day on which there is none. A
 * place is kept on closed days too: they count as any other.
 */
export const freeThroughout = async (
  look: Pick<Look, "client">,
  places: Places,
  structures: readonly SeenStructure[],
  period: Period,
): Promise<ReadonlyMap<SeenStructure, Readonly<{ free: number; fullOn: string | null }>>> => {
  const last = shiftDate(period.first, { days: mostDays });
  const until = period.last < last ? period.last : last;
  const rows = await rowsOf<{ operation: string; structure: string; free: number; fullOn: string | null }>(
    look,
    places,
    structures.map((each) => ({ ...each, open: everyDay })),
    { first: period.first, last: until },
    `select operation, structure, greatest(0, min(places - taken - promised))::int as free,
       min(day) filter (where places - taken - promised < 1) as "fullOn"
     from daily group by operation, structure`,
  );
  const found = new Map(rows.map((row) => [keyOf(row.operation, row.structure), row]));
  return new Map(
    structures.map((each) => {
      const row = found.get(keyOf(each.operation, each.structure));
      return [each, { free: row?.free ?? 0, fullOn: row ? row.fullOn : period.first }];
    }),
  );
};
