import { daysBetween, shiftDate } from "../definition/condition/calendar.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { operationTitle, partnerName } from "../definition/names.ts";
import type { Place } from "../entry/desk.ts";
import { nameFields } from "../entry/identities.ts";
import { noteReading, seeRecord, type SeenRecord } from "../entry/see-record.ts";
import { sayAnswer } from "../entry/words.ts";
import { type Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { type PathDesk, peopleOf, valuesFrom } from "./asker.ts";
import { doublesOf } from "./double-support.ts";
import { type Line, linesOf } from "./lines.ts";
import { allAnswers, allHandOvers, type OnPath, pathOf } from "./service-path.ts";
import type { PersonPath, Stretch } from "./shapes.ts";
import { overlapsOf } from "./timeline.ts";

type Found = {
  operation: string;
  partner: string;
  record: number;
  from: string;
  until: string | null;
  planned: string | null;
  detail: string | number | boolean | null;
};

const mostOfEach = 200;

/**
 * Returns the path of the person whom a record is about: every stretch of it that the asker may see, whichever service
 * keeps it; beyond their reach only what a hand-over gave. Throws where the record is not theirs to see.
 */
export const personPath = async (
  desk: PathDesk,
  serviceId: string,
  place: Place,
  record: number,
): Promise<PersonPath> => {
  const { programme } = desk.house;
  const on = pathOf(programme, serviceId);
  const isHere = on.service.operations.includes(place.operation);
  if (!isHere && !isHandedOver(desk, place.register)) throw notFound();
  const seen = await seeRecord(desk, place, record);
  const today = desk.house.today();
  const found: Unplaced[] = [];
  if (seen.personKey !== null)
    for (const line of linesOf(desk, on)) found.push(...(await stretchesOf(desk, line, seen.personKey)));
  found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : order(a) - order(b)));
  const [first, last] = extentOf(found, today);
  const at = placeIn(first, last);
  const people = await peopleOf(
    desk,
    on.path.participants,
    [seen.personKey],
    [place.operation, ...on.service.operations],
  );
  const stretches = found.map((each) => ({
    ...each,
    at: { start: at(each.from), end: at(each.until ?? today) },
  }));
  return {
    service: on.service.id,
    label: on.service.label,
    today,
    person: people.get(seen.personKey ?? "") ?? (await namedHere(desk, on, seen)),
    place: { ...place, record },
    partnerName: partnerName(programme, seen.partner),
    from: first,
    until: last,
    years: yearsOf(first, last).map((year) => ({ year, at: at(`${year}-01-01`) })),
    stretches,
    overlaps: phaseOverlaps(stretches),
    doubles: await doublesOfPerson(desk, on, seen, stretches),
    ...(await nextSteps(desk, on, seen, stretches)),
  };
};

/** Whoever is nobody's participant in the asker's reach is called as the record itself says, where it does. */
const namedHere = async (
  desk: PathDesk,
  { path }: OnPath,
  { operation, register, record, answers }: SeenRecord,
): Promise<PersonPath["person"]> => {
  const fields = nameFields(path.participants).filter((id) => typeof answers[id] === "string");
  if (fields.length === 0) return null;
  await noteReading(desk, register, operation, [record], fields);
  return { operation, register: register.id, record, name: fields.map((id) => answers[id]).join(" ") };
};

/** What one service writes to another is read in either. */
const isHandedOver = ({ house: { programme } }: PathDesk, register: string): boolean =>
  [...allHandOvers(programme), ...allAnswers(programme)].some((each) => each.register.id === register);

type Unplaced = Omit<Stretch, "at">;

/** Of what begins on one day, the participation stands before what belongs to it. */
const kinds: readonly Stretch["kind"][] = [
  "support",
  "participation",
  "phase",
  "contract",
  "hand_over",
  "answer",
];
const order = ({ kind }: Unplaced): number => (kind === "other" ? kinds.length : kinds.indexOf(kind));

const stretchesOf = async (desk: PathDesk, line: Line, personKey: string): Promise<Unplaced[]> => {
  const { register, kind, from, until, planned, detail } = line;
  const { programme } = desk.house;
  const column = (field: string | undefined, as = "") =>
    field === undefined ? "null" : `r.${sqlName(field)}${as}`;
  const query = valuesFrom([`\\x${personKey}`]);
  const { rows } = await desk.client.query<Found>(
    `select r.operation, r.partner, r.record, ${column(from, "::text")} as from, ${column(until, "::text")} as until,
       ${column(planned, "::text")} as planned, ${column(detail)} as detail
     from ${tableOf(register)} r
     where r.person_key = $1::bytea and r.${sqlName(from)} is not null and ${query.readable(desk, register, "r")}
     order by r.${sqlName(from)} limit ${mostOfEach}`,
    query.values,
  );
  return rows.map((row): Unplaced => {
    const field = detail === undefined ? undefined : register.fields.get(detail);
    const said: Text | null = field && row.detail !== null ? sayAnswer(field, row.detail) : null;
    const isOver = line.ends?.includes(String(row.detail)) === true;
    const isOpen = row.until === null && !isOver;
    const end = row.until ?? row.planned ?? (isOver ? row.from : null);
    return {
      operation: row.operation,
      register: register.id,
      record: row.record,
      kind,
      label: kind === "participation" ? operationTitle(programme, row.operation) : register.record,
      detail: said,
      operationTitle: operationTitle(programme, row.operation),
      partnerName: partnerName(programme, row.partner),
      from: row.from,
      // Somebody may leave before they came in a record that was never mended: the line still runs forwards.
      until: end === null ? null : end < row.from ? row.from : end,
      isOpen,
    };
  });
};

/** Returns the days that the drawing shows: with some air, so that what is on the first day can be seen. */
const extentOf = (stretches: readonly Unplaced[], today: string): [string, string] => {
  const days = [today, ...stretches.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])];
  const sorted = days.toSorted();
  return [shiftDate(sorted[0] ?? today, { months: -1 }), shiftDate(sorted.at(-1) ?? today, { months: 1 })];
};

/** Returns the place of a day in hundredths of the time between two days, with one digit after the point. */
const placeIn = (first: string, last: string) => {
  const length = daysBetween(first, last) || 1;
  return (day: string): number => {
    const days = daysBetween(first, day);
    return Math.round((1000 * Math.min(Math.max(days, 0), length)) / length) / 10;
  };
};

const yearsOf = (first: string, last: string): number[] => {
  const [from, until] = [Number(first.slice(0, 4)) + 1, Number(last.slice(0, 4))];
  return Array.from({ length: Math.max(until - from + 1, 0) }, (_, index) => from + index);
};

/** Phases that run at the same time are told, by their places among the stretches. */
const phaseOverlaps = (stretches: readonly Unplaced[]): PersonPath["overlaps"] => {
  const phases = stretches.flatMap(({ kind, from, until, isOpen }, place) =>
    kind === "phase" ? [{ place, from, until: isOpen ? null : until }] : [],
  );
  return overlapsOf(phases).map(({ first, second, ...days }) => ({
    first: phases[first]?.place ?? 0,
    second: phases[second]?.place ?? 0,
    ...days,
  }));
};

const doublesOfPerson = async (
  desk: PathDesk,
  { path }: OnPath,
  { partner }: SeenRecord,
  stretches: readonly Unplaced[],
): Promise<PersonPath["doubles"]> => {
  const own = new Set(
    stretches
      .filter(({ kind }) => kind === "support")
      .map(({ operation, record }) => `${operation}/${record}`),
  );
  if (own.size === 0) return [];
  const all = await doublesOf(desk, path, desk.house.today());
  return all
    .filter((each) => each.partner === partner && own.has(`${each.operation}/${each.record}`))
    .map(({ otherPartner, otherSince }) => ({
      other: partnerName(desk.house.programme, otherPartner),
      since: otherSince,
    }));
};

/** Returns what the asker may do next for the person, and what they choose from. */
const nextSteps = async (
  { house, who }: PathDesk,
  { path, service }: OnPath,
  { operation, partner, register, answers }: SeenRecord,
  stretches: readonly Unplaced[],
): Promise<
  Pick<
    PersonPath,
    "phase" | "phases" | "reasons" | "receivers" | "expectedEnd" | "givesMore" | "may" | "eligible"
  >
> => {
  const { programme } = house;
  const { phases, handOvers, contracts, principal } = path;
  const mayWrite =
    service.operations.includes(operation) &&
    register.id === path.participants.id &&
    house.guards.record(who, "records:write", { operation, partner });
  const now = stretches.findLast(({ kind, isOpen }) => kind === "phase" && isOpen);
  const entry = register.reEntry ? answers[register.reEntry.entry] : null;
  const supports = stretches.filter(({ kind }) => kind === "support");
  return {
    phase: now ? { record: now.record, label: now.detail ?? now.label, since: now.from } : null,
    phases: phases?.phase.choices?.map(({ code, label }) => ({ code, label })) ?? [],
    reasons: handOvers?.reason.choices?.map(({ code, label }) => ({ code, label })) ?? [],
    receivers: (handOvers?.to ?? []).map((to) => ({
      operation: to,
      title: operationTitle(programme, to),
      partners: (programme.operations.get(to)?.partners ?? [])
        .filter((each) => to !== operation || each !== partner)
        .map((each) => ({ partner: each, name: partnerName(programme, each) })),
    })),
    expectedEnd: contracts
      ? (stretches.findLast(({ kind, isOpen }) => kind === "contract" && isOpen)?.until ?? null)
      : null,
    givesMore: handOvers?.givesWithConsent !== undefined,
    eligible:
      principal && typeof entry === "string" && service.operations.includes(operation)
        ? supports.some(({ from, until, isOpen }) => from <= entry && (isOpen || (until ?? entry) >= entry))
        : null,
    may: { write: mayWrite },
  };
};
