import type { Pool } from "pg";
import type { TrailBreak } from "./verify.ts";

/**
 * Returns the records and files that do not agree with the trail: a record whose last change the trail does not have
 * (its end was cut off), that does not say what its last entry says, or that is gone without an entry. What the
 * entries say is compared only when they are `isReadable`.
 */
export const recordBreaks = async (
  pool: Pool,
  { mostBreaks, isReadable }: { mostBreaks: number; isReadable: boolean },
): Promise<TrailBreak[]> => {
  const breaks: TrailBreak[] = [];
  const { rows: files } = await pool.query<{ change: number }>(
    `select distinct f.change from intake.file f
     where f.change is not null and not exists (select from trail.change c where c.seq = f.change) order by 1`,
  );
  for (const { change } of files)
    breaks.push({ change, entry: undefined, record: undefined, problem: "unknown_change" });

  const { rows: registers } = await pool.query<{ register: string; table: string }>(
    `select relname as register, format('register.%I', relname) as table from pg_class
     where relnamespace = 'register'::regnamespace and relkind = 'r' order by relname`,
  );
  for (const { register, table } of registers) {
    type Found = { change: number; operation: string; record: number; problem: TrailBreak["problem"] };
    const { rows } = await pool.query<Found>(
      `select r.change, r.operation, r.record,
         case when e.change is null then 'unknown_change' else 'altered_record' end as problem
       from ${table} r
       left join trail.entry e on e.change = r.change and e.operation = r.operation and e.record = r.record
       where e.change is null ${isReadable ? "or not to_jsonb(r) @> (e.after::jsonb - 'identity')" : ""}
       union all
       select e.change, e.operation, e.record, 'missing_record' from trail.entry e
       where e.register = $1 and e.kind = 'added'
         and not exists (select from ${table} r where r.operation = e.operation and r.record = e.record)
         and not exists (select from trail.entry gone
           where gone.operation = e.operation and gone.record = e.record and gone.kind = 'removed'
             and gone.change > e.change)
       order by 1, 2, 3 limit $2`,
      [register, Math.max(0, mostBreaks - breaks.length)],
    );
    for (const { change, operation, record, problem } of rows)
      breaks.push({ change, entry: undefined, record: { register, operation, record }, problem });
  }
  return breaks;
};
