import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field, Register } from "../definition/programme.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";

/**
 * Returns the SQL that decides, for each staged row, what becomes of it: added, changed, re_entered or unchanged, and
 * with which values ($1 operation). Columns that the file does not have keep what the record had.
 *
 * A row is a re-entry when its entry comes after the record's leaving: the answers of the first entry stay, the rest
 * is the last one's. From then on the partner's files may go on saying the later entry; a row whose entry comes after
 * the leaving that the re-entry followed (the trail has it) still speaks of the person's later stay, and does not move
 * the first entry. Source: SFC2014 support portal, answer on re-entry of participants.
 */
export const decide = (register: Register, present: ReadonlySet<string>): string => {
  const fields = [...register.fields.values()];
  const { reEntry } = register;
  const staysFirst = (field: Field) => field.moment === "entry" || field.id === reEntry?.entry;
  const stored = (field: Field) => `${field.sensitivity === "identity" ? "i" : "r"}.${sqlName(field.id)}`;
  const told = fields.filter(({ id }) => present.has(id));
  const same = (compared: readonly Field[]) =>
    compared.length === 0
      ? "true"
      : compared.map((field) => `s.${sqlName(field.id)} is not distinct from ${stored(field)}`).join(" and ");
  const later = reEntry && present.has(reEntry.entry) ? "later.stay" : "false";
  const value = (field: Field): string => {
    const name = sqlName(field.id);
    if (!present.has(field.id)) return `${stored(field)} as ${name}`;
    if (later === "false" || !staysFirst(field)) return `s.${name} as ${name}`;
    return `case when ${later} then ${stored(field)} else s.${name} end as ${name}`;
  };
  return `create temp table fate on commit drop as
    select s.row, s.identity_key, s.person_key, s.likeness_key, s.digest, r.record as known, r.partner as kept_by,
      i.digest as old_digest,
      case when r.record is null then 'added'
           ${later === "false" ? "" : "when later.begins then 're_entered'"}
           when (${later} or ${same(told.filter(staysFirst))}) and ${same(told.filter((field) => !staysFirst(field)))}
             then 'unchanged'
           else 'changed' end as fate,
      coalesce(r.record, nextval('register.record')) as record, ${later} as later,
      ${fields.map(value).join(",\n      ")}
    from staged s
    ${lookedUp("r", tableOf(register), "its.operation = $1 and its.identity_key = s.identity_key")}
    ${lookedUp("i", identityTableOf(register), "its.operation = $1 and its.record = r.record")}
    ${later === "false" ? "" : laterStay(register)}
    order by s.row`;
};

/**
 * Looks one row up for each row of a file. As a plain join the planner may read the whole register for every file, or
 * every pair of two: what it knows of a register's size is from before the files that come one after the other.
 */
const lookedUp = (alias: string, table: string, condition: string): string =>
  `left join lateral (select its.* from ${table} its where ${condition} limit 1) ${alias} on true`;

/** Whether the row begins a re-entry, and whether it speaks of a stay after the first one. */
const laterStay = ({ reEntry }: Register): string => {
  const entry = sqlName(reEntry?.entry ?? "");
  const leave = sqlName(reEntry?.leave ?? "");
  return `cross join lateral (
      select coalesce(s.${entry} > r.${leave}, false) as begins,
        coalesce(s.${entry} > r.${leave} or s.${entry} > (
          select min((e.before::jsonb ->> ${sqlText(reEntry?.leave ?? "")})::date) from trail.entry e
          where e.operation = r.operation and e.record = r.record and e.kind = 're_entered'
        ), false) as stay
      offset 0 -- else worked out again for each field
    ) later`;
};

/**
 * Returns the SQL that lists the changed records whose keys do not follow from their row alone, because the file lacks
 * a field that the keys are made of, or because a re-entry kept an old answer.
 */
export const withOldAnswers = (register: Register, present: ReadonlySet<string>): string => {
  const { identity, person, probablySame } = register;
  const keyed = new Set([
    ...identity,
    ...person,
    ...probablySame,
    ...identityFields(register).map(({ id }) => id),
  ]);
  const isWhole = [...keyed].every((id) => present.has(id));
  return `select row, ${[...keyed].map(sqlName).join(", ")} from fate
    where fate in ('changed', 're_entered')${isWhole ? " and later" : ""}`;
};

/** The SQL that replaces the keys of records ($1 rows, $2 person keys, $3 likeness keys, $4 digests, hexadecimal). */
export const replaceKeys = `update fate f
  set person_key = decode(k.person, 'hex'), likeness_key = decode(k.likeness, 'hex'), digest = decode(k.digest, 'hex')
  from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as k (row, person, likeness, digest)
  where f.row = k.row`;

/** How long a change can be undone; then what it changed of an identity is forgotten, as the trail never knew it. */
export const undoDays = 90;

/**
 * Returns the SQL that keeps what records said of a person before they are changed or removed, so that the change can
 * be undone ($1 operation, $2 change). Run by the owner: nobody else reads that room.
 */
export const keepBefore = (register: Register): string => {
  const identity = identityFields(register).map(({ id }) => `i.${sqlName(id)}`);
  return `insert into identity.before (change, register, operation, record, answers, kept_until)
    select $2, '${register.id}', $1, f.record, ${identity.length === 0 ? "'{}'::jsonb" : `(select to_jsonb(a) from (select ${identity.join(", ")}) a)`},
      current_date + ${undoDays}
    from fate f join ${identityTableOf(register)} i on i.operation = $1 and i.record = f.known
    where f.fate = 'removed' or (f.fate <> 'unchanged' and f.digest is distinct from i.digest)`;
};

/** A record as the trail keeps it: its answers without the empty ones, and the keyed hash of who it is about. */
const asJson = (register: Register, alias: string, digest: string): string => {
  const answers = plainFields(register).map(({ id }) => `${alias}.${sqlName(id)}`);
  return `(select jsonb_strip_nulls(to_jsonb(a)) || jsonb_build_object('identity', encode(${digest}, 'hex'))
    from (select ${answers.join(", ")}) a)::text`;
};

/** Returns the SQL that writes one entry of the trail for each row that changes something ($1 operation, $2 partner, $3 change). */
export const writeEntries = (register: Register): string =>
  `insert into trail.entry (${entryColumns}) ${readEntries(register)}`;

/** The columns of an entry, in the order in which `readEntries` gives them. */
export const entryColumns = "change, n, register, operation, partner, record, kind, before, after, hash";

/** Returns the SQL that makes those entries without writing them; the partner is the one that keeps the record. */
export const readEntries = (register: Register): string => `
  select (e.x).change, (e.x).n, (e.x).register, (e.x).operation, (e.x).partner, (e.x).record, (e.x).kind,
    (e.x).before, (e.x).after, trail.entry_hash(e.x)
  from (
    select row($3::bigint, row_number() over (order by f.row)::int, '${register.id}', $1::text, coalesce(f.kept_by, $2::text), f.record, f.fate,
      case when r.record is null then null else ${asJson(register, "r", "f.old_digest")} end,
      case when f.fate = 'removed' then null else ${asJson(register, "f", "f.digest")} end,
      ''::bytea)::trail.entry as x
    from fate f
    ${lookedUp("r", tableOf(register), "its.operation = $1 and its.record = f.known")}
    where f.fate <> 'unchanged'
  ) e`;

/** Returns the SQL statements that bring the register to what was decided ($1 operation, $2 partner, $3 change, $4 file, $5 definition). */
export const writeRecords = (register: Register): { text: string; values: number }[] => {
  const plain = plainFields(register).map(({ id }) => sqlName(id));
  const identity = identityFields(register).map(({ id }) => sqlName(id));
  const list = (names: readonly string[], prefix = "") => names.map((name) => `, ${prefix}${name}`).join("");
  return [
    {
      values: 5,
      text: `insert into ${tableOf(register)} (operation, record, partner, identity_key, person_key, file, definition, change${list(plain)})
        select $1, f.record, $2, f.identity_key, f.person_key, $4, $5, $3${list(plain, "f.")}
        from fate f where f.fate = 'added' order by f.row`,
    },
    {
      values: 5,
      text: `update ${tableOf(register)} r set partner = coalesce(f.kept_by, $2), file = coalesce($4, r.file), definition = $5,
          change = $3, identity_key = f.identity_key, person_key = f.person_key${plain
            .map((name) => `, ${name} = f.${name}`)
            .join("")}
        from fate f where r.operation = $1 and r.record = f.known and f.fate in ('changed', 're_entered')`,
    },
    {
      values: 2,
      text: `insert into ${identityTableOf(register)} (operation, record, partner, likeness_key, digest${list(identity)})
        select $1, f.record, coalesce(f.kept_by, $2), f.likeness_key, f.digest${list(identity, "f.")} from fate f where f.fate not in ('unchanged', 'removed')
        on conflict (operation, record) do update set likeness_key = excluded.likeness_key, digest = excluded.digest${identity
          .map((name) => `, ${name} = excluded.${name}`)
          .join("")}`,
    },
  ];
};

/** Returns the SQL that takes records out of the register, their identity with them ($1 operation). */
export const removeRecords = (register: Register): string =>
  `delete from ${tableOf(register)} r using fate f where r.operation = $1 and r.record = f.known and f.fate = 'removed'`;
