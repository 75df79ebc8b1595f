import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { loadProgramme } from "../../src/definition/load.ts";
import type { Programme } from "../../src/definition/programme.ts";
import { prepareStore } from "../../src/intake/store.ts";

const definitions = join(import.meta.dirname, "..", "..", "definitions");

/** The operations that the many partners take part in. */
export const operations = ["arae", "cpas", "link", "grae"] as const;

/** Returns the reference programme with so many partners more, written beside its framework in the folder. */
export const manyPartners = (folder: string, count: number): Programme => {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(definitions, "esf-2014-2020"), join(folder, "esf-2014-2020"));
  const programme = join(folder, "many-partners");
  cpSync(join(definitions, "brussels-2014-2020"), programme, { recursive: true });
  const path = join(programme, "programme.yaml");
  const document = parseDocument(readFileSync(path, "utf8"));
  const partners = document.get("partners") as YAMLSeq;
  const ids = Array.from({ length: count }, (_, at) => partnerId(at));
  for (const id of ids)
    partners.add(
      document.createNode({
        partner: id,
        name: { fr: `Association ${id}`, nl: `Vereniging ${id}`, en: `Association ${id}` },
        kind: "ngo",
        invented: true,
      }),
    );
  for (const operation of (document.get("operations") as YAMLSeq<YAMLMap>).items)
    if (operations.includes(operation.get("operation") as (typeof operations)[number]))
      for (const id of ids) (operation.get("partners") as YAMLSeq).add(id);
  writeFileSync(path, document.toString());
  return loadProgramme(programme);
};

export const partnerId = (at: number): string => `bench_${String(at).padStart(4, "0")}`;

/** The secret of a user's session; a benchmark has nothing to hide. */
export const secretOf = (user: number): string => `bench-session-of-user-${user}`;

/** One user in a hundred works for the whole programme, and reads only. */
export const isProgrammeWide = (user: number): boolean => user % 100 === 99;

export type Size = Readonly<{ partners: number; users: number; records: number }>;

/** Fills a store with invented participations of many partners, their trail, and signed-in users: three for a partner. */
export const fillStore = async (
  pool: Pool,
  programme: Programme,
  { partners, users, records }: Size,
): Promise<void> => {
  await prepareStore(pool, programme);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into register.participants (operation, record, partner, identity_key, person_key, definition, change,
         postcode, birth_date, gender, entry_date, employment_at_entry, registered_unemployed, in_education_at_entry,
         education_level, leave_date, experience_ends_on)
       select ($1::text[])[1 + (n / $2) % 4], nextval('register.record'), 'bench_' || lpad((n % $2)::text, 4, '0'),
         decode(md5('r' || n), 'hex'), decode(md5('p' || n % 900000), 'hex'), $3, 1,
         (1000 + n % 90)::text, date '1960-01-01' + (n::bigint * 7919 % 15000)::int, case n % 2 when 0 then 'woman' else 'man' end,
         date '2016-01-01' + (n::bigint * 104729 % 1800)::int, 'unemployed', true, false, 'isced_3',
         case when n % 3 = 0 then null else date '2016-01-01' + (n::bigint * 104729 % 1800)::int + 90 end,
         case n / $2 % 4 when 2 then date '2022-01-31' end
       from generate_series(0, $4::int - 1) n`,
      [operations, partners, programme.fingerprint, records],
    );
    await client.query(
      `insert into identity.participants (operation, record, partner, digest, last_name, first_name, person_number)
       select operation, record, partner, identity_key, 'Verzonnen' || record % 5000, 'Proef' || record % 700, 'B' || record
       from register.participants`,
    );
    await client.query(
      `insert into trail.entry (change, n, register, operation, partner, record, kind, before, after, hash)
       select (x.e).change, (x.e).n, (x.e).register, (x.e).operation, (x.e).partner, (x.e).record, (x.e).kind, null, (x.e).after, trail.entry_hash(x.e)
       from (select row(1::bigint, row_number() over ()::int, 'participants', operation, partner, record, 'added', null,
         json_build_object('entry_date', entry_date, 'gender', gender)::text, ''::bytea)::trail.entry as e
         from register.participants) x`,
    );
    await client.query("select trail.close(1, 'bench', 'import', '', $1, '')", [programme.fingerprint]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
  await pool.query(
    `with account as (
       insert into access.account (email, name, language)
       select 'user-' || n || '@example.org', 'Compte ' || n, 'fr' from generate_series(0, $1::int - 1) n
       returning id, split_part(split_part(email, '@', 1), '-', 2)::int as n
     ), given as (
       insert into access.grant (account, role, partner)
       select id, case when n % 200 = 99 then 'controller' when n % 200 = 199 then 'programme_officer'
           when n < $2 then 'partner_manager' else 'case_worker' end,
         case when n % 100 <> 99 then 'bench_' || lpad((n % $2)::text, 4, '0') end
       from account
     )
     insert into access.session (hash, account, kind, expires_at)
     select encode(sha256(convert_to('bench-session-of-user-' || n, 'UTF8')), 'hex'), id, 'person', now() + interval '1 day'
     from account`,
    [users, partners],
  );
  await pool.query("vacuum analyze");
};
