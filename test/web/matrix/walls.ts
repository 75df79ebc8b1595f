import type { Pool } from "pg";
import { type Guards, guards, withoutGuard } from "../../../src/access/guards.ts";

const always = () => true;

/** The server's own checks, every one of them letting everything through: only the database's wall is left. */
export const noGuards: Guards = {
  ...guards,
  right: always,
  record: always,
  listing: withoutGuard("listing").listing,
  identity: always,
  special: always,
  people: always,
};

/**
 * Opens for good what the database holds besides row-level security: the views of answers of a special category, what
 * it says when it is asked about them, and whom one looks after. For a database that is thrown away afterwards.
 */
export const openOtherWalls = async (pool: Pool): Promise<void> => {
  const { rows } = await pool.query<{ view: string; definition: string }>(
    `select c.oid::regclass::text as view, pg_get_viewdef(c.oid) as definition from pg_class c
     where c.relnamespace = 'special'::regnamespace and c.relkind = 'v'`,
  );
  for (const { view, definition } of rows)
    await pool.query(
      `create or replace view ${view} with (security_barrier) as ${definition.replace(/\bWHERE\b[\s\S]*/i, "")}`,
    );
  await pool.query(
    `create or replace function access.reaches(wanted text, operation text, partner text) returns boolean
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic
       select wanted = 'special:read' or exists (
         select from access.live_grants(array[wanted]) g
         where (g.operation is null or g.operation = $2) and (g.partner is null or g.partner = $3));
     end`,
  );
  await pool.query(
    `create or replace function signin.check_manages(account uuid) returns void
     language plpgsql stable security definer set search_path = pg_catalog, pg_temp as 'begin end'`,
  );
};

/** Does the work while no table has row-level security: only the server's own wall is left. */
export const withoutRowSecurity = async <T>(pool: Pool, work: () => Promise<T>): Promise<T> => {
  const { rows } = await pool.query<{ table: string }>(
    `select c.oid::regclass::text as table from pg_class c
     where c.relrowsecurity and c.relkind in ('r', 'p') order by 1`,
  );
  const alter = (how: "enable" | "disable") =>
    pool.query(rows.map(({ table }) => `alter table ${table} ${how} row level security`).join(";"));
  await alter("disable");
  try {
    return await work();
  } finally {
    await alter("enable");
  }
};
