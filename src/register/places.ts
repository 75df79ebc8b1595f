import type { Pool, PoolClient } from "pg";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import type { Places } from "../definition/service/places.ts";
import { tableOf } from "./table.ts";
import { lotsSql, takenSql, untilSql } from "./taken.ts";
import { keepTriggers } from "./triggers.ts";

const trigger = "holds_its_promises";

/** The name under which the database refuses a promise for which there is no place. */
const placeTaken = "place_taken";

/** Writers about the same structure wait for each other on this number and a hash of its name. */
const structureLock = 20200106;

/**
 * Has the database hold it that a place is never promised twice: a request that comes to have a place promised, by
 * whatever way, is refused where on some day of its period more places would be taken than there are. Writers about the
 * same structure wait for each other. Running it again changes nothing; a service that is gone is held no more.
 */
export const holdPromises = async (
  pool: Pool | PoolClient,
  { services, registers }: Pick<Programme, "services" | "registers">,
): Promise<void> => {
  await keepTriggers(
    pool,
    trigger,
    [...registers.values()].map(tableOf),
    [...services.values()].flatMap(({ places }) => {
      if (!places?.structures || places.requests?.structure === undefined) return [];
      const sql = wallSql(places, places.requests.structure);
      return { table: tableOf(places.requests.register), name: trigger, sql };
    }),
  );
};

const functionOf = ({ requests }: Places): string => `places.${sqlName(`hold_${requests?.register.id}`)}()`;

const wallSql = (places: Places, structure: string): string => {
  const { requests } = places;
  if (!requests) throw new Error("a service without requests promises nothing");
  const { state, promised, placeFrom, placeUntil, limit, register } = requests;
  const period = untilSql(placeUntil, limit);
  const of = (row: string, field: string) => `${row}.${sqlName(field)}`;
  const isPromised = (row: string) => `${of(row, state)} in (${promised.map(sqlText).join(", ")})`;
  /** A statement about one row, whose columns the expressions name. */
  const last = (row: string) => `(select ${period} from (select (${row}).*) as one)`;
  return `
    create or replace function ${functionOf(places)} returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $wall$
    declare
      until_day constant date := ${last("new")};
      full_on date;
    begin
      if tg_op = 'UPDATE' then
        -- What was promised and is not more than it was stays promised, whatever else came about.
        if ${isPromised("old")} and ${of("old", structure)} = ${of("new", structure)}
          and ${of("old", placeFrom)} <= ${of("new", placeFrom)} and ${last("old")} >= until_day then
          return null;
        end if;
      end if;
      perform pg_advisory_xact_lock(hashtextextended(new.operation || E'\\x1f' || coalesce(${of("new", structure)}, ''), ${structureLock}));
      with taken as (
        select first, last from (${takenSql(places)}) t
        where t.operation = new.operation and t.structure = ${of("new", structure)}
          and t.first <= until_day and t.last >= ${of("new", placeFrom)}
      ), lot as (
        select places, first, last from (${lotsSql(places)}) l
        where l.operation = new.operation and l.structure = ${of("new", structure)}
      ), turn as (
        -- More is taken, or there is less, only from these days on: every other day is as one of them.
        select ${of("new", placeFrom)} as day
        union select first from taken
        union select last + 1 from lot where last < 'infinity'
      )
      select min(day) into full_on from turn
      where day between ${of("new", placeFrom)} and until_day
        and (select count(*) from taken where day between first and last)
          > (select coalesce(sum(places), 0) from lot where day between first and last);
      if full_on is not null then
        raise exception 'no place is free on %', full_on
          using errcode = 'exclusion_violation', constraint = ${sqlText(placeTaken)}, detail = full_on::text;
      end if;
      return null;
    end $wall$;
    create trigger ${trigger} after insert or update on ${tableOf(register)} for each row
    when (${isPromised("new")} and ${of("new", placeFrom)} is not null)
    execute function ${functionOf(places)}`;
};

/** Returns the day on which no place was free, where that is what the database refused; else undefined. */
export const placeTakenOn = (error: unknown): string | undefined =>
  error instanceof Error &&
  "constraint" in error &&
  error.constraint === placeTaken &&
  "detail" in error &&
  typeof error.detail === "string"
    ? error.detail
    : undefined;
