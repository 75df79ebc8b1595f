import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../src/database/connect.ts";
import { shortest, timed } from "./measure.ts";
import type { Candidate, Offer } from "./plain-matching.ts";

type Best = { at: number; points: number }[];

const level = (column: string): string =>
  `case ${column} when 'none' then 0 when 'basic' then 1 when 'good' then 2 when 'very_good' then 3 end`;

/** Asks PostgreSQL for the best candidates of each offer, in one query, from a table with an index for each occupation. */
export const matchInPostgres = async (
  candidates: readonly Candidate[],
  offers: readonly Offer[],
  most: number,
): Promise<{ ms: number; best: Best[] }> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "jalon-bench-"));
  const database = await openDatabase({ dataFolder });
  const client = await database.pool.connect();
  try {
    await client.query(
      `create temp table files (at int primary key, status text, birth_date date, education_level text, occupation_1 text,
         occupation_2 text, occupation_3 text, experience_months int, french int, dutch int, driving_licence boolean,
         ready_for_work_on date, available_from date, unemployed_since date);
       create temp table offers (n int primary key, starts_on date, occupation text, education_required text,
         french int, dutch int, licence_required boolean)`,
    );
    const rows = candidates.map((candidate, at) => ({ at, ...candidate }));
    for (let from = 0; from < rows.length; from += 10_000)
      await client.query(
        `insert into files select at, status, birth_date, education_level, occupation_1, occupation_2, occupation_3,
           experience_months, ${level("french_level")}, ${level("dutch_level")}, driving_licence, ready_for_work_on,
           available_from, unemployed_since
         from jsonb_to_recordset($1) as f (at int, status text, birth_date date, education_level text, occupation_1 text,
           occupation_2 text, occupation_3 text, experience_months int, french_level text, dutch_level text,
           driving_licence boolean, ready_for_work_on date, available_from date, unemployed_since date)`,
        [JSON.stringify(rows.slice(from, from + 10_000))],
      );
    await client.query(
      `insert into offers select n, starts_on, occupation, education_required, ${level("french_required")},
         ${level("dutch_required")}, licence_required
       from jsonb_to_recordset($1) as o (n int, starts_on date, occupation text, education_required text,
         french_required text, dutch_required text, licence_required boolean)`,
      [JSON.stringify(offers.map((offer, n) => ({ n, ...offer })))],
    );
    await client.query(
      `create index on files (occupation_1, status, birth_date); create index on files (occupation_2, status, birth_date);
       create index on files (occupation_3, status, birth_date); analyze files; analyze offers`,
    );
    let found: { best: Best | null }[] = [];
    const ms = shortest(
      await timed(2, 1, async () => {
        found = (await client.query<{ best: Best | null }>(query(most))).rows;
      }),
    );
    return { ms, best: found.map(({ best }) => best ?? []) };
  } finally {
    client.release();
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};

const query = (most: number): string => `
  select (select jsonb_agg(jsonb_build_object('at', at, 'points', points) order by points desc, at) from (
    select f.at,
      case when f.occupation_1 = o.occupation then 30 when f.occupation_2 = o.occupation then 15 else 0 end
      + least(16, coalesce(f.experience_months, 0) / 3 * 2)
      + case when f.unemployed_since <= o.starts_on then least(18,
          extract(year from age(o.starts_on, f.unemployed_since)) * 12
          + extract(month from age(o.starts_on, f.unemployed_since)))::int else 0 end
      + case when f.french >= 2 and f.dutch >= 2 then 12 else 0 end
      + case when f.driving_licence then 4 else 0 end as points
    from files f
    where f.status = 'seeking'
      and (f.occupation_1 = o.occupation or f.occupation_2 = o.occupation or f.occupation_3 = o.occupation)
      and f.birth_date > o.starts_on - interval '26 years'
      and f.ready_for_work_on <= o.starts_on
      and (o.education_required is null or f.education_level >= o.education_required)
      and (o.french is null or f.french >= o.french)
      and (o.dutch is null or f.dutch >= o.dutch)
      and (o.licence_required is not true or f.driving_licence)
      and (f.available_from is null or f.available_from <= o.starts_on)
    order by points desc, at limit ${most}) as top) as best
  from offers o order by n`;
