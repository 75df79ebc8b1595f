import type { Pool, PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { identityFields, identityTableOf } from "../register/table.ts";
import { inRoomSql, seenSql } from "../register/walls.ts";

/** The texts that say who a record is about, in which a search looks. */
const searchedFields = (register: Register): string[] =>
  identityFields(register)
    .filter(({ type }) => type === "text")
    .map(({ id }) => id);

/** By these a list is sorted again and again: what people are called, and the number they are known by. */
export const isNamed = ({ identity, probablySame }: Register, field: string): boolean =>
  identity.includes(field) || probablySame.includes(field);

/** Returns the function that finds a register's records by names or numbers; undefined where it keeps none. */
export const searchFunctionOf = (register: Register): string | undefined =>
  searchedFields(register).length === 0 ? undefined : `listing.${sqlName(`find_${register.id}`)}`;

const allNames = (register: Register): string =>
  searchedFields(register)
    .map((id) => `coalesce(${sqlName(id)}, '')`)
    .join(` || ' ' || `);

/**
 * Returns the SQL that makes that function. Its words have no accents, capitals or wild cards, the longest first.
 * Row-level security lets no index of parts of words serve, since LIKE might tell of rows that are hidden: the
 * function looks as the owner, and asks itself what the session may see, as the policies do. A word of one or two
 * letters is in every second name: it has to be the whole of one.
 */
const searchFunctionSql = (register: Register): string | undefined => {
  const name = searchFunctionOf(register);
  if (name === undefined) return undefined;
  const all = `listing.plain(${allNames(register)})`;
  const whole = searchedFields(register).filter((id) => isNamed(register, id));
  const reach = `(${seenSql(register, "records:read")}) and (${seenSql(register, "identity:read")})
    and ${inRoomSql(register)}`;
  const some = `${all} like all (array(select '%' || w || '%' from unnest(words) w))`;
  return `create or replace function ${name}(words text[]) returns table (operation text, record bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $find$
    #variable_conflict use_column
    begin
      if length(words[1]) >= 3 then
        return query select operation, record from ${identityTableOf(register)}
          where ${all} like '%' || words[1] || '%' and ${some} and ${reach};
      else
        return query select operation, record from ${identityTableOf(register)}
          where (${whole.map((id) => `listing.plain(${sqlName(id)}) = words[1]`).join(" or ") || "false"})
            and ${some} and ${reach};
      end if;
    end $find$;
    revoke all on function ${name}(text[]) from public;
    grant execute on function ${name}(text[]) to jalon_application`;
};

/** Makes the search of a register, with an index of parts of words where PostgreSQL has one to offer. */
export const createSearch = async (client: Pool | PoolClient, register: Register): Promise<void> => {
  const sql = searchFunctionSql(register);
  if (sql === undefined) return;
  await client.query(sql);
  const { rows } = await client.query<{ schema: string }>(
    "select extnamespace::regnamespace::text as schema from pg_extension where extname = 'pg_trgm'",
  );
  const schema = rows[0]?.schema;
  if (schema !== undefined)
    await client.query(
      `create index if not exists ${sqlName(`${register.id.slice(0, 40)}_search`)} on ${identityTableOf(register)}
       using gin (listing.plain(${allNames(register)}) ${schema}.gin_trgm_ops)`,
    );
};

const mostWords = 6;

/** Returns the words of a search, the longest first; at most six of them count. */
export const searchWords = (search: string): string[] =>
  search
    .split(/[\s'’-]+/)
    .filter((word) => word !== "")
    .slice(0, mostWords)
    .toSorted((a, b) => b.length - a.length);
