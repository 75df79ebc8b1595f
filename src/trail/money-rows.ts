import type { Pool, PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import type { TrailBreak } from "./verify.ts";

/** A table of money, by its name in the trail, with the tables whose rows are told with its own. */
type MoneyTable = Readonly<{
  register: string;
  table: string;
  whose: string;
  parts: readonly string[];
  /** Tables that once were told with its rows, and say nothing of them. */
  untold: readonly string[];
}>;

/**
 * Returns the rows of money that do not agree with the trail: one that does not say, with all its parts, what its last
 * entry says; one whose change the trail does not have; one that is gone without an entry. Which tables these are, the
 * catalogue says (migration 0019): those that the trail can name, with a number, an operation and a change. What the
 * entries say is compared only when they are `isReadable`.
 */
export const moneyBreaks = async (
  pool: Pool,
  { mostBreaks, isReadable }: { mostBreaks: number; isReadable: boolean },
): Promise<TrailBreak[]> =>
  asOwner(pool, async (client) => {
    const breaks: TrailBreak[] = [];
    // As trail.whole tells times.
    await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'");
    for (const table of await moneyTables(client)) {
      const most = mostBreaks - breaks.length;
      if (most > 0) breaks.push(...(await breaksIn(client, table, most, isReadable)));
    }
    return breaks;
  });

const moneyTables = async (client: PoolClient): Promise<MoneyTable[]> => {
  // A store of before there was money is verified as it stands.
  const { rows: knows } = await client.query<{ money: boolean }>(
    "select to_regprocedure('trail.of_money(text)') is not null as money",
  );
  if (knows[0]?.money !== true) return [];
  const has = (table: string, column: string) =>
    `exists (select from pg_attribute a where a.attrelid = ${table} and a.attname = ${column} and not a.attisdropped)`;
  const { rows } = await client.query<MoneyTable>(
    `select n.nspname || '.' || c.relname as register, c.oid::regclass::text as table, c.relname::text as whose,
       array(select p.relname::text from pg_class p where p.relnamespace = c.relnamespace and p.relkind = 'r'
         and obj_description(p.oid, 'pg_class') like 'not in the trail%') as untold,
       array(select p.oid::regclass::text from pg_class p where p.relnamespace = c.relnamespace and p.relkind = 'r'
         and p.oid <> c.oid and ${has("p.oid", "c.relname")} and not ${has("p.oid", "'change'")}
         and coalesce(obj_description(p.oid, 'pg_class'), '') not like 'not in the trail%') as parts
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and trail.of_money(n.nspname || '.' || c.relname)
       and ${has("c.oid", "'id'")} and ${has("c.oid", "'operation'")} and ${has("c.oid", "'change'")}
     order by 1`,
  );
  return rows;
};

/**
 * A row as the trail tells it where it has few parts and names nobody, which is most of them and takes no function; the
 * others are then asked of trail.whole.
 */
const plainly = ({ whose, parts }: MoneyTable): string =>
  [
    "to_jsonb(r)",
    ...parts.map((part) => {
      const name = part.split(".").at(-1) ?? part;
      return `jsonb_build_object('${name.replaceAll('"', "")}', (select jsonb_build_object('count', count(*), 'rows',
        coalesce(jsonb_agg(to_jsonb(p)), '[]')) from ${part} p where p."${whose}" = r.id))`;
    }),
  ].join(" || ");

const breaksIn = async (
  client: PoolClient,
  place: MoneyTable,
  most: number,
  isReadable: boolean,
): Promise<TrailBreak[]> => {
  const { register, table } = place;
  const told = "(l.after::jsonb - $4::text[])";
  const differs = `not (${plainly(place)}) @> ${told} and not trail.whole($2::regclass, r.id, l.after::jsonb) @> ${told}`;
  const { rows } = await client.query<{
    change: number;
    operation: string;
    record: number;
    problem: TrailBreak["problem"];
  }>(
    `with last as (
       select distinct on (record) record, change, operation, after from trail.entry
       where trail.of_money(register) and register = $1 order by record, change desc, n desc
     ), held as (
       select coalesce(r.change, l.change) as change, coalesce(r.operation, l.operation) as operation,
         coalesce(r.id, l.record) as record,
         case
           when l.record is null then case when r.change is not null then 'unknown_change' end
           when r.id is null then case when l.after is not null then 'missing_record' end
           when l.after is null then 'altered_record'
           when r.change is distinct from l.change then
             case when exists (select from trail.entry e where e.change = r.change and e.register = $1 and e.record = r.id)
               then 'altered_record' else 'unknown_change' end
           when ${isReadable ? differs : "$2::text is null or $4::text[] is null"} then 'altered_record'
         end as problem
       from ${table} r full join last l on l.record = r.id
     )
     select change, operation, record, problem from held where problem is not null order by 1, 2, 3 limit $3`,
    [register, table, most, place.untold],
  );
  return rows.map(({ change, operation, record, problem }) => ({
    change,
    entry: undefined,
    record: { register, operation, record },
    problem,
  }));
};
