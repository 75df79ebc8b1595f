import { readableSql } from "../access/readable.ts";
import type { Scope } from "../access/scope.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Desk } from "../entry/desk.ts";
import { noteReading } from "../entry/see-record.ts";
import type { House } from "../house.ts";
import type { Text } from "../language.ts";
import { identityTableOf, tableOf } from "../register/table.ts";

/** Where somebody asks for people's paths: their desk, and the day of the house. */
export type PathDesk = Desk & Readonly<{ house: Pick<House, "today"> }>;

/** Values of a query that several conditions are built into. */
export const valuesFrom = (first: readonly unknown[]) => {
  const values: unknown[] = [...first];
  return {
    values,
    /** The server's own wall around a register, as a condition of this query. */
    readable: ({ house, who }: Desk, register: Register, alias: string): string => {
      const columns = {
        operation: `${alias}.operation`,
        partner: `${alias}.partner`,
        record: `${alias}.record`,
      };
      const wall = readableSql(house.guards, who, "records:read", register, values.length + 1, columns);
      values.push(...wall.values);
      return wall.text;
    },
    /** The same, for what belongs to the asker's own reach or is addressed there, by the columns that say where. */
    within: ({ house, who }: Desk, columns: Readonly<{ operation: string; partner: string }>): string => {
      const wall = house.guards.listing(who, "records:read", columns, values.length + 1);
      values.push(...wall.values);
      return wall.text;
    },
  };
};

/** Returns a partner's name; one that is gone from the programme is called by what it was called. */
export const partnerName = ({ partners }: Pick<Programme, "partners">, id: string): Text =>
  partners.get(id)?.name ?? { fr: id, nl: id, en: id };

export const operationTitle = ({ operations }: Pick<Programme, "operations">, id: string): Text =>
  operations.get(id)?.title ?? { fr: id, nl: id, en: id };

/** Returns what a choice of a field is called; nothing said is an empty text in none of the languages. */
export const choiceLabel = (register: Register, field: string, code: string | null): Text => {
  const found = register.fields.get(field)?.choices?.find((choice) => choice.code === code);
  return found?.label ?? { fr: code ?? "", nl: code ?? "", en: code ?? "" };
};

export type Person = Readonly<{ operation: string; register: string; record: number; name: string | null }>;

/** The fields of a register that hold what a person is called. */
export const nameFields = ({ probablySame, fields }: Register): string[] =>
  probablySame.filter((id) => {
    const field = fields.get(id);
    return field?.type === "text" && field.sensitivity === "identity";
  });

/**
 * Returns the participations of people by their keys, as far as the asker may see them, with their names where the
 * asker may know these: that is a reading, and it is noted. Of several participations, one of the operations named
 * comes first.
 */
export const peopleOf = async (
  desk: PathDesk,
  register: Register,
  keys: readonly (string | null)[],
  operations: readonly string[],
): Promise<ReadonlyMap<string, Person>> => {
  const wanted = [...new Set(keys.filter((key) => key !== null))];
  const people = new Map<string, Person>();
  if (wanted.length === 0) return people;
  const query = valuesFrom([wanted.map((key) => `\\x${key}`), [...operations]]);
  const { rows } = await desk.client.query<{
    key: string;
    operation: string;
    partner: string;
    record: number;
  }>(
    `select distinct on (r.person_key) encode(r.person_key, 'hex') as key, r.operation, r.partner, r.record
     from ${tableOf(register)} r
     where r.person_key = any ($1::bytea[]) and ${query.readable(desk, register, "r")}
     order by r.person_key, (r.operation = any ($2::text[])) desc, r.record desc`,
    query.values,
  );
  const names = await namesOf(desk, register, rows);
  for (const { key, operation, record } of rows)
    people.set(key, {
      operation,
      register: register.id,
      record,
      name: names.get(`${operation}/${record}`) ?? null,
    });
  return people;
};

type Kept = Readonly<{ operation: string; partner: string; record: number }>;

/**
 * Returns the names of the records of a register, by "operation/record", for whoever may know them; notes the reading.
 * `reach` says at which place the asker needs the right: where the record is kept, or where it is addressed to.
 */
export const namesOf = async <T extends Kept>(
  desk: PathDesk,
  register: Register,
  records: readonly T[],
  fields: readonly string[] = nameFields(register),
  reach: (record: T) => Scope = ({ operation, partner }) => ({ operation, partner }),
): Promise<ReadonlyMap<string, string>> => {
  const open = records.filter((record) => desk.house.guards.identity(desk.who, reach(record)));
  const names = new Map<string, string>();
  if (fields.length === 0 || open.length === 0) return names;
  const { rows } = await desk.client.query<{ operation: string; record: number; name: string }>(
    `select i.operation, i.record, concat_ws(' ', ${fields.map((id) => `i.${sqlName(id)}`).join(", ")}) as name
     from ${identityTableOf(register)} i
     join unnest($1::text[], $2::bigint[]) as w (operation, record)
       on w.operation = i.operation and w.record = i.record`,
    [open.map(({ operation }) => operation), open.map(({ record }) => record)],
  );
  for (const { operation, record, name } of rows) if (name !== "") names.set(`${operation}/${record}`, name);
  for (const [operation, read] of Map.groupBy(rows, (row) => row.operation))
    await noteReading(
      desk,
      register,
      operation,
      read.map(({ record }) => record),
      fields,
    );
  return names;
};

/** Returns the days from one day to another. */
export const daysBetween = (from: string, until: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: "day" }).days;

export const shifted = (day: string, span: Readonly<{ days?: number; months?: number }>): string =>
  Temporal.PlainDate.from(day).add(span).toString();
