import { setTimeout as pause } from "node:timers/promises";
import type { PoolClient } from "pg";
import { codeOf, DatabaseUnavailable, reasonOf } from "./unavailable.ts";

/** The role that the server's requests work under: it owns no table, and may only what policies let through. */
export const applicationRole = "jalon_application";

// Another database of the same server made or granted it in the same moment.
const taken: readonly (string | undefined)[] = ["42710", "23505", "XX000"];
const attempts = 20;

/**
 * Makes sure that the role exists and that the connected user can take it on. Roles belong to the whole server, so
 * that a database restored on another one is without it: looked at whenever the store is prepared, changed only if
 * something is missing. Raises DatabaseUnavailable, saying what an administrator should run, where that is not allowed.
 */
export const ensureApplicationRole = async (client: PoolClient): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    const { rows } = await client.query<{ user: string; exists: boolean; usable: boolean }>(
      `select current_user as user, r.oid is not null as exists, 
         coalesce(pg_has_role(r.oid, case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end), false) as usable
       from (values (1)) one left join pg_roles r on r.rolname = $1`,
      [applicationRole],
    );
    const found = rows[0];
    if (found?.usable === true) return;
    const user = `"${(found?.user ?? "").replaceAll('"', '""')}"`;
    const statements = [
      ...(found?.exists === true ? [] : [`create role ${applicationRole} nologin`]),
      `grant ${applicationRole} to ${user}`,
    ];
    try {
      for (const statement of statements) await client.query(statement);
    } catch (error) {
      if (!taken.includes(codeOf(error)) || attempt === attempts) throw missing(statements, error);
      await pause(20 * attempt);
    }
  }
};

const missing = (statements: readonly string[], cause: unknown): DatabaseUnavailable => {
  const sql = `${statements.join("; ")};`;
  const reason = reasonOf(cause);
  return new DatabaseUnavailable(
    {
      fr: `Le rôle ${applicationRole}, sous lequel Jalon limite ce que chacun voit, manque sur ce serveur PostgreSQL et l'utilisateur de DATABASE_URL ne peut pas le créer (${reason}). Faites exécuter par un administrateur du serveur : ${sql}`,
      nl: `De rol ${applicationRole}, waaronder Jalon beperkt wat ieder ziet, ontbreekt op deze PostgreSQL-server en de gebruiker van DATABASE_URL mag ze niet aanmaken (${reason}). Laat een beheerder van de server dit uitvoeren: ${sql}`,
      en: `The role ${applicationRole}, under which Jalon limits what each person sees, is missing on this PostgreSQL server, and the user of DATABASE_URL may not create it (${reason}). Have an administrator of the server run: ${sql}`,
    },
    cause,
  );
};
