import type { Pool, PoolClient } from "pg";
import type { Programme } from "../definition/programme.ts";

/**
 * Brings the roles and their rights in the store to what the programme's definitions say. A role that is gone, or a
 * right that a role lost, counts for nobody from then on.
 */
export const keepRoles = async (
  pool: Pool | PoolClient,
  programme: Pick<Programme, "roles">,
): Promise<void> => {
  const roles = JSON.stringify(
    [...programme.roles.values()].map(({ id, scope, rights }) => ({ id, scope, rights })),
  );
  await pool.query(
    `with wanted as (select * from jsonb_to_recordset($1::jsonb) as r (id text, scope text, rights jsonb)),
     kept as (
       insert into access.role (role, scope) select id, scope from wanted
       on conflict (role) do update set scope = excluded.scope where role.scope is distinct from excluded.scope
     ),
     gone as (delete from access.role where role not in (select id from wanted)),
     lost as (
       delete from access.role_right h
       where not exists (select from wanted w where w.id = h.role and w.rights ? h."right")
         and h.role in (select id from wanted)
     )
     select 1`,
    [roles],
  );
  await pool.query(
    `insert into access.role_right (role, "right")
     select r.id, h.value from jsonb_to_recordset($1::jsonb) as r (id text, rights jsonb),
       jsonb_array_elements_text(r.rights) as h on conflict do nothing`,
    [roles],
  );
};
