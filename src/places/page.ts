import { operationsWhere } from "../access/service-operations.ts";
import { daysInMonth, shiftDate } from "../definition/condition/calendar.ts";
import { choiceLabel, partnerName } from "../definition/names.ts";
import { notFound } from "../problem.ts";
import { endingStays, limitWords, nowhereOn } from "./ending.ts";
import {
  addDays,
  addMonths,
  freeThroughout,
  mostDays,
  occupancyByDay,
  occupancyByMonth,
  type Period,
} from "./occupancy.ts";
import { lastDayOfRequest } from "./request.ts";
import { type Look, type Reach, reachOf } from "./service.ts";
import type { OccupancyDay, PlacesDays, PlacesFree, PlacesPage } from "./shapes.ts";
import { type SeenStructure, seenStructures } from "./structures.ts";
import { promisedList, waitingList } from "./waiting.ts";

/** How many months the page shows, and how many of them are past when nobody asks for others. */
const monthsShown = 12;
const monthsPast = 8;
/** "Soon" is in two weeks. */
const soonDays = 14;

/**
 * Returns the page of a service's places under the asker's walls: occupancy by structure and month, what is free today
 * and in two weeks, who waits, who is expected, and whose limit comes.
 */
export const placesPage = async (look: Look, id: string, from?: string): Promise<PlacesPage> => {
  const reach = reachOf(look, id);
  const { service, places, operations } = reach;
  const { programme } = look.house;
  const today = look.house.today();
  const soon = shiftDate(today, { days: soonDays });
  const first = `${from ?? shiftDate(today, { months: -monthsPast }).slice(0, 7)}-01`;
  const last = shiftDate(first, { months: monthsShown, days: -1 });
  const { structures, stays, requests } = places;
  const seen = structures
    ? await seenStructures(look, reach, {
        first: first < today ? first : today,
        last: last > soon ? last : soon,
      })
    : [];
  const byMonth = await occupancyByMonth(look, places, seen, { first, last });
  const onDays = async (day: string) => {
    const days = await occupancyByDay(look, places, seen, { first: day, last: day });
    return (structure: SeenStructure) => days.get(structure)?.[0] ?? noDay(day);
  };
  const [now, then] = [await onDays(today), await onDays(soon)];
  return {
    service: service.id,
    label: service.label,
    operations: operations.flatMap((operation) => {
      const found = programme.operations.get(operation);
      return found ? [{ operation, title: found.title }] : [];
    }),
    today,
    from: first.slice(0, 7),
    months: monthsShown,
    requests: requests
      ? {
          register: requests.register.id,
          label: requests.register.label,
          record: requests.register.record,
          operation: whereToAdd(look, reach, requests.register.operations),
        }
      : null,
    stays: { register: stays.register.id, label: stays.register.label, record: stays.register.record },
    structures: structures
      ? {
          register: structures.register.id,
          label: structures.register.label,
          rows: seen.map((each) => ({
            operation: each.operation,
            structure: each.structure,
            partner: {
              partner: each.partner,
              name: partnerName(programme, each.partner),
            },
            kinds: kindsOf(reach, each),
            opening: choiceLabel(
              structures.register.fields.get(structures.opening?.field ?? ""),
              each.opening,
            ),
            today: now(each),
            soon: then(each),
            months: byMonth.get(each) ?? [],
          })),
        }
      : null,
    total: structures
      ? {
          today: addDays(today, seen.map(now)),
          soon: addDays(soon, seen.map(then)),
          months: addMonths(seen.map((each) => byMonth.get(each) ?? [])),
        }
      : null,
    nowhere: await nowhereOn(
      look,
      reach,
      (await seenStructures(look, reach)).map(({ structure }) => structure),
    ),
    priorities: (requests?.priorities ?? []).map(({ id: priority, label, points }) => ({
      priority,
      label,
      points,
    })),
    waiting: requests ? await waitingList(look, reach, requests) : { rows: [], count: 0 },
    promised: requests ? await promisedList(look, reach, requests) : [],
    ending: stays.limit
      ? { limit: limitWords(stays.limit, today), rows: await endingStays(look, reach, stays) }
      : null,
  };
};

/** Returns the days of a month in one structure that the asker sees. Throws as for one that does not exist. */
export const placesDays = async (
  look: Look,
  id: string,
  asked: Readonly<{ operation: string; structure: string; month: string }>,
): Promise<PlacesDays> => {
  const reach = reachOf(look, id);
  const period = wholeMonth(asked.month);
  const seen = (await seenStructures(look, reach)).find(
    ({ operation, structure }) => operation === asked.operation && structure === asked.structure,
  );
  if (!seen) throw notFound();
  const days = await occupancyByDay(look, reach.places, [seen], period);
  return {
    service: reach.service.id,
    label: reach.service.label,
    ...asked,
    today: look.house.today(),
    days: days.get(seen) ?? [],
  };
};

/**
 * Returns where a place is free on every day from one to another for a request: the structures that the asker sees,
 * those of the wanted kind and with most free places first. Without a last day the place is kept until the limit.
 */
export const placesFree = async (
  look: Look,
  id: string,
  asked: Readonly<{ operation: string; request: number; from: string; until?: string | undefined }>,
): Promise<PlacesFree> => {
  const reach = reachOf(look, id);
  const { requests } = reach.places;
  if (!requests || !reach.operations.includes(asked.operation)) throw notFound();
  const { lastDay, kind } = await lastDayOfRequest(
    look,
    asked.operation,
    requests,
    asked.request,
    asked.from,
  );
  const ends = [asked.until, lastDay ?? undefined, shiftDate(asked.from, { days: mostDays })];
  const until = ends.reduce<string>((least, day) => (day !== undefined && day < least ? day : least), "9999");
  if (until < asked.from) return { from: asked.from, until, rows: [] };
  const seen = (await seenStructures(look, reach)).filter(({ operation }) => operation === asked.operation);
  const free = await freeThroughout(look, reach.places, seen, { first: asked.from, last: until });
  const rows = seen.map((each) => ({
    structure: each.structure,
    kinds: kindsOf(reach, each),
    isWanted: kind === null || each.kinds.length === 0 || each.kinds.includes(kind),
    ...(free.get(each) ?? { free: 0, fullOn: asked.from }),
  }));
  return {
    from: asked.from,
    until,
    rows: rows.toSorted(
      (a, b) =>
        Number(b.free > 0) - Number(a.free > 0) || Number(b.isWanted) - Number(a.isWanted) || b.free - a.free,
    ),
  };
};

const wholeMonth = (month: string): Period => {
  const days = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return { first: `${month}-01`, last: `${month}-${String(days).padStart(2, "0")}` };
};

const noDay = (day: string): OccupancyDay => ({
  day,
  isOpen: false,
  places: 0,
  taken: 0,
  promised: 0,
  free: 0,
  over: 0,
});

const kindsOf = ({ places: { structures } }: Reach, { kinds }: SeenStructure) =>
  kinds.flatMap((code) => {
    const label = structures && choiceLabel(structures.register.fields.get(structures.kind ?? ""), code);
    return label ? [{ code, label }] : [];
  });

/** The operation in which the asker may add a record, the first of the service's. */
const whereToAdd = ({ house, who }: Look, reach: Reach, kept: readonly string[]): string | null =>
  operationsWhere(house.programme, reach, (place) => house.guards.record(who, "records:write", place)).find(
    (operation) => kept.includes(operation),
  ) ?? null;
