import { spanSql, sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Places, PlacesLimit } from "../definition/service/places.ts";
import { tableOf } from "./table.ts";

/**
 * Returns the SQL of the last day that a limit allows, null where the record does not say what it hangs on. By the age
 * rule somebody born on 29 February has a birthday on 1 March of a common year: the day before is 28 February.
 */
export const lastDaySql = (limit: PlacesLimit): string => {
  if (limit.kind === "longest") return spanSql(sqlName(limit.from), limit.span);
  const birthday = spanSql(sqlName(limit.born), limit.span);
  return `(${birthday} - case when extract(day from ${birthday}) = extract(day from ${sqlName(limit.born)}) then 1 else 0 end)`;
};

/** Returns the SQL of the last day of something that ends on a day, or on none yet, and at its limit at the latest. */
export const untilSql = (until: string | undefined, limit: PlacesLimit | undefined): string => {
  const said = until === undefined ? "null::date" : sqlName(until);
  // `least` passes over what is not known.
  return `least(coalesce(${said}, 'infinity'::date)${limit ? `, ${lastDaySql(limit)}` : ""})`;
};

/**
 * Returns the SQL of what takes a place, from a first day to a last one, both included: (operation, record, structure,
 * first, last, promised). What is promised for later takes it as well as who is there.
 */
export const takenSql = ({ stays, requests }: Places): string => {
  const parts = [
    `select operation, record, ${structureSql(stays.structure)} as structure, ${sqlName(stays.from)} as first,
       ${untilSql(stays.until, stays.limit)} as last, false as promised
     from ${tableOf(stays.register)}`,
  ];
  if (requests)
    parts.push(
      `select operation, record, ${structureSql(requests.structure)}, ${sqlName(requests.placeFrom)},
         ${untilSql(requests.placeUntil, requests.limit)}, true
       from ${tableOf(requests.register)} where ${isPromisedSql(requests)}`,
    );
  return parts.map((part) => `(${part})`).join("\nunion all\n");
};

const structureSql = (field: string | undefined): string =>
  field === undefined ? "''::text" : sqlName(field);

const isPromisedSql = ({ state, promised }: NonNullable<Places["requests"]>): string =>
  `${sqlName(state)} in (${promised.map(sqlText).join(", ")})`;

/** Returns the SQL of the places that there are: (operation, partner, structure, places, first, last, kind, opening). */
export const lotsSql = ({ structures }: Pick<Places, "structures">): string => {
  if (!structures) throw new Error("the service has no structures");
  const { register, name, capacity, from, until, kind, opening } = structures;
  return `select operation, partner, record, ${sqlName(name)} as structure, ${sqlName(capacity)} as places,
      ${sqlName(from)} as first, ${untilSql(until, undefined)} as last,
      ${kind === undefined ? "null::text" : sqlName(kind)} as kind,
      ${opening ? sqlName(opening.field) : "null::text"} as opening
    from ${tableOf(register)}`;
};
