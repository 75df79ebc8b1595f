import type { Pool } from "pg";
import { sqlName, sqlText } from "../src/definition/condition/sql.ts";
import type { Field, Programme, Register } from "../src/definition/programme.ts";
import { plainFields, tableOf } from "../src/register/table.ts";

/** The registers' dates, drawn so that one follows from the other as in life; all else is drawn by its type. */
const dates: Record<string, string> = {
  entry_date: "date '2014-01-01' + (random() * 3500)::int",
  birth_date: "date '1955-01-01' + (random() * 18000)::int",
  informed_on: "entry_date",
  unemployed_since:
    "case when employment_at_entry = 'unemployed' and random() < 0.97 then entry_date - (random() * 1200)::int end",
  leave_date: "case when random() < 0.85 then entry_date + (random() * 700)::int end",
};

/** How often a question is left open, where it is not the common case of one in fifty. */
const oftenOpen: Record<string, number> = {
  gender: 0.01,
  employment_at_entry: 0.01,
  housing_exclusion: 0.9,
  rural_area: 0.9,
  sample_weight: 0.9,
};

const drawn = (field: Field): string => {
  const known = dates[field.id];
  if (known !== undefined) return known;
  const open = oftenOpen[field.id] ?? 0.02;
  return `case when random() >= ${open} then ${value(field)} end`;
};

const value = ({ type, choices, scale }: Field): string => {
  switch (type) {
    case "choice": {
      const codes = choices ?? [];
      const list = codes.map(({ code }) => sqlText(code)).join(", ");
      return `(array[${list}])[1 + floor(random() * ${codes.length})::int]`;
    }
    case "boolean":
      return "random() < 0.5";
    case "integer":
      return "floor(random() * 4)::int";
    case "decimal":
      return `round((random() * 40)::numeric, ${scale})`;
    case "date":
      return "date '2015-01-01' + (random() * 3000)::int";
    case "text":
      return "'texte ' || floor(random() * 1000)::int";
  }
};

/** Returns the SQL of so many invented records of the register, spread over the operations that keep it. */
const invented = (programme: Programme, register: Register, count: string): string => {
  const places = register.operations.flatMap((id) =>
    (programme.operations.get(id)?.partners ?? []).map((partner) => `(${sqlText(id)}, ${sqlText(partner)})`),
  );
  const fields = plainFields(register);
  const isEarly = ({ id }: Field) => id === "entry_date" || id === "employment_at_entry";
  const early = fields.filter(isEarly);
  const late = fields.filter((field) => !isEarly(field));
  return `select place.operation, place.partner, n, ${fields.map(({ id }) => sqlName(id)).join(", ")}
    from (select n, place, ${early.map((field) => `${drawn(field)} as ${sqlName(field.id)}`).join(", ")}
          from (select n, floor(random() * ${places.length})::int as place from generate_series(1, ${count}) n) r) entered
    join (select row_number() over () - 1 as place, operation, partner
          from (values ${places.join(", ")}) v (operation, partner)) place using (place)
    cross join lateral (select ${late
      // Reading a column of the row keeps PostgreSQL from drawing once for all rows.
      .map((field) => `case when n > 0 then ${drawn(field)} end as ${sqlName(field.id)}`)
      .join(", ")}) answers`;
};

/** Fills the register with so many records of invented people, as one change of the trail. */
export const fillRegister = async (
  pool: Pool,
  programme: Programme,
  register: Register,
  rows: number,
): Promise<void> => {
  const names = plainFields(register)
    .map(({ id }) => sqlName(id))
    .join(", ");
  const client = await pool.connect();
  try {
    // The checks of foreign keys, one trigger a row, would take longer than all the rest.
    await client.query("set session_replication_role = replica");
    await client.query("begin");
    await client.query("select setseed(0.2014)");
    await client.query(
      `insert into ${tableOf(register)} (operation, partner, record, identity_key, person_key, definition, change, ${names})
       select operation, partner, n, int8send(n), int8send(n % (${rows} * 9 / 10)), $1, 1, ${names}
       from (${invented(programme, register, String(rows))}) invented`,
      [programme.fingerprint],
    );
    await client.query("select trail.close(1, 'bench', 'import', '', $1, '')", [programme.fingerprint]);
    await client.query("commit");
    await client.query("set session_replication_role = origin");
    await client.query(`select setval('register.record', ${rows})`);
    await client.query(`vacuum (analyze) ${tableOf(register)}`);
  } finally {
    client.release(true);
  }
};

/** Changes a share of the records, drawn at random, through the store: new answers, an entry of the trail for each. */
export const changeRecords = async (
  pool: Pool,
  programme: Programme,
  register: Register,
  share: number,
): Promise<number> => {
  const names = plainFields(register).map(({ id }) => sqlName(id));
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ seq: number }>("select max(seq) + 1 as seq from trail.change");
    const seq = rows[0]?.seq ?? 1;
    await client.query(
      `create temp table drawn on commit drop as
       select row_number() over () as place, r.* from ${tableOf(register)} r where random() < ${share}`,
    );
    const { rows: counted } = await client.query<{ n: number }>("select count(*) as n from drawn");
    const count = counted[0]?.n ?? 0;
    await client.query(
      `create temp table anew on commit drop as ${invented(programme, register, String(count))}`,
    );
    await client.query("analyze drawn");
    await client.query("analyze anew");
    await client.query(
      `insert into trail.entry (change, n, register, operation, partner, record, kind, before, after, hash)
       select ${seq}, d.place, $1, d.operation, d.partner, d.record, 'changed',
         to_jsonb(d)::text, to_jsonb(a)::text, int8send(d.place)
       from drawn d join anew a on a.n = d.place`,
      [register.id],
    );
    await client.query(
      `update ${tableOf(register)} r set change = ${seq}, ${names.map((name) => `${name} = a.${name}`).join(", ")}
       from drawn d join anew a on a.n = d.place where r.operation = d.operation and r.record = d.record`,
    );
    await client.query("select trail.close($1, 'bench', 'import', '', $2, '')", [seq, programme.fingerprint]);
    await client.query("commit");
    return count;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
};
