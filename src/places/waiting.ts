import { sqlName, sqlText, toSql } from "../definition/condition/sql.ts";
import { choiceLabel } from "../definition/names.ts";
import type { PlacesRequests } from "../definition/service/places.ts";
import { stateOf } from "../definition/state.ts";
import { namesOf, tellingFields } from "../entry/identities.ts";
import { mayDo } from "../entry/transitions.ts";
import { tableOf } from "../register/table.ts";
import { lastDaySql } from "../register/taken.ts";
import { inOperations, type Look, type Reach } from "./service.ts";
import type { PlacesPage, Promised, Waiting } from "./shapes.ts";

/** How many of a list the page shows; the register's own list has them all. */
const mostShown = 100;

/**
 * Returns who waits for a place, first those with the most points of the declared priorities, then those who asked
 * first; each reason that counts for somebody is told.
 */
export const waitingList = async (
  look: Look,
  reach: Reach,
  requests: PlacesRequests,
): Promise<PlacesPage["waiting"]> => {
  const { register, asked, from, until, kind, limit, priorities } = requests;
  const holds = priorities.map(({ when }) => `coalesce(${toSql(when)}, false)`);
  const points = priorities.map((each, at) => `case when ${holds[at]} then ${each.points} else 0 end`);
  const { rows } = await look.client.query<{
    operation: string;
    partner: string;
    record: number;
    version: number;
    asked: string;
    from: string | null;
    until: string | null;
    kind: string | null;
    points: number;
    reasons: boolean[];
    lastDay: string | null;
    count: number;
  }>(
    `select operation, partner, record, change as version, ${sqlName(asked)} as asked, ${sqlName(from)} as "from",
       ${dateOrNull(until)} as until, ${kind === undefined ? "null::text" : sqlName(kind)} as kind,
       ${points.length === 0 ? "0" : points.join(" + ")} as points,
       array[${holds.join(", ")}]::boolean[] as reasons,
       ${limit ? lastDaySql(startingWhenWanted(requests, limit)) : "null::date"} as "lastDay",
       count(*) over ()::int as count
     from ${tableOf(register)}
     where ${inOperations(reach)} and ${stateIn(requests, requests.waiting)}
     order by points desc, asked, record limit ${mostShown}`,
  );
  const offer = register.lifecycle?.transitions.find(({ id }) => id === requests.offer);
  const title = await namesOf(look, register, rows, tellingFields(register));
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ partner, reasons, count: _count, kind: code, ...row }, index): Waiting => {
      const label = choiceLabel(register.fields.get(kind ?? ""), code);
      return {
        ...row,
        title: title(row),
        rank: index + 1,
        kind: code === null || label === null ? null : { code, label },
        reasons: priorities
          .filter((_priority, at) => reasons[at])
          .map(({ id, label: words, points: adds }) => ({ priority: id, label: words, points: adds })),
        mayOffer: offer !== undefined && mayDo(look, offer, { operation: row.operation, partner }),
      };
    }),
  };
};

/** Returns for whom a place is kept, the next to come first. */
export const promisedList = async (
  look: Look,
  reach: Reach,
  requests: PlacesRequests,
): Promise<Promised[]> => {
  const { register, state, structure, placeFrom, placeUntil } = requests;
  const { rows } = await look.client.query<{
    operation: string;
    partner: string;
    record: number;
    version: number;
    state: string;
    structure: string | null;
    from: string | null;
    until: string | null;
  }>(
    `select operation, partner, record, change as version, ${sqlName(state)}::text as state,
       ${structure === undefined ? "null::text" : sqlName(structure)} as structure,
       ${sqlName(placeFrom)} as "from", ${dateOrNull(placeUntil)} as until
     from ${tableOf(register)}
     where ${inOperations(reach)} and ${stateIn(requests, requests.promised)}
     order by 7, record limit ${mostShown}`,
  );
  const begin = register.lifecycle?.transitions.find(({ id }) => id === requests.begin.transition);
  const field = register.fields.get(state);
  const title = await namesOf(look, register, rows, tellingFields(register));
  return rows.map(({ partner, ...row }) => {
    const now = field ? stateOf(field, row.state) : row.state;
    return {
      ...row,
      title: title(row),
      state: register.lifecycle?.states.get(now) ?? { fr: now, nl: now, en: now },
      mayBegin:
        begin !== undefined &&
        begin.from.includes(now) &&
        mayDo(look, begin, { operation: row.operation, partner }),
    };
  });
};

const stateIn = ({ state }: PlacesRequests, states: readonly string[]): string =>
  `${sqlName(state)} in (${states.map(sqlText).join(", ")})`;

const dateOrNull = (field: string | undefined): string =>
  field === undefined ? "null::date" : sqlName(field);

/** The place is not promised yet: what counts is the day from which it is wanted. */
const startingWhenWanted = (
  { from }: PlacesRequests,
  limit: NonNullable<PlacesRequests["limit"]>,
): NonNullable<PlacesRequests["limit"]> => {
  const at = <A>(amount: A): A =>
    typeof amount === "object" && amount !== null ? { ...amount, at: from } : amount;
  const { sign, days, months, years } = limit.span;
  const span = {
    sign,
    ...(days === undefined ? {} : { days: at(days) }),
    ...(months === undefined ? {} : { months: at(months) }),
    ...(years === undefined ? {} : { years: at(years) }),
  };
  return limit.kind === "age" ? { ...limit, span } : { ...limit, from, span };
};
