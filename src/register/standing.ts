import type { Pool, PoolClient } from "pg";

/** A table of a register as the database has it. */
export type StandingTable = Readonly<{
  /** In their order, with the type as PostgreSQL writes it, and whether an older definition had it as special. */
  columns: readonly Readonly<{ name: string; type: string; wasSpecial: boolean }>[];
  /** What it was told of its walls when they were put up. */
  comment: string | null;
  isSecured: boolean;
  indexes: readonly string[];
  constraints: readonly string[];
  policies: readonly string[];
  /** Those that are switched on. */
  triggers: readonly string[];
}>;

type Standing = Readonly<{ register: StandingTable; identity: StandingTable }>;

/** Returns, by name, the registers whose tables are both in the database: all of them with one question. */
export const readStanding = async (pool: Pool | PoolClient): Promise<ReadonlyMap<string, Standing>> => {
  const { rows } = await pool.query<StandingTable & { schema: keyof Standing; name: string }>(
    `select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment,
       c.relrowsecurity as "isSecured",
       (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
           'wasSpecial', s.field is not null) order by a.attnum), '[]')
         from pg_attribute a left join access.special_field s on s.register = c.relname and s.field = a.attname
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       array(select x.relname::text from pg_index i join pg_class x on x.oid = i.indexrelid
         where i.indrelid = c.oid and i.indisvalid) as indexes,
       array(select conname::text from pg_constraint where conrelid = c.oid) as constraints,
       array(select polname::text from pg_policy where polrelid = c.oid) as policies,
       array(select tgname::text from pg_trigger where tgrelid = c.oid and tgenabled = 'O' and not tgisinternal) as triggers
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('register', 'identity') and c.relkind = 'r'`,
  );
  const tables = new Map(rows.map((table) => [`${table.schema}.${table.name}`, table]));
  return new Map(
    rows.flatMap(({ name }) => {
      const [register, identity] = [tables.get(`register.${name}`), tables.get(`identity.${name}`)];
      return register && identity ? [[name, { register, identity }] as const] : [];
    }),
  );
};
