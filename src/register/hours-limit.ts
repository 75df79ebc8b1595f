import type { Pool } from "pg";
import type { Programme } from "../definition/programme.ts";

/** Fills what the database holds hours of staff against: those of a full-time year, as the definitions say them. */
export const holdHours = async (pool: Pool, { costs }: Pick<Programme, "costs">): Promise<void> => {
  const rules = costs.rules.fullTimeHours;
  const values = [rules.map(({ from }) => from), rules.map(({ value }) => value)];
  await pool.query(
    `with told as (select * from unnest($1::date[], $2::numeric[]) as t (since, hours)),
       gone as (delete from declaration.hours_limit h where not exists (select from told t where t.since = h.since))
     insert into declaration.hours_limit (since, hours) select since, hours from told
       on conflict (since) do update set hours = excluded.hours where declaration.hours_limit.hours <> excluded.hours`,
    values,
  );
};
