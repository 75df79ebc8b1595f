import { readableSql } from "../access/readable.ts";
import type { Register } from "../definition/programme.ts";
import type { Desk } from "../entry/desk.ts";
import { namesOf } from "../entry/identities.ts";
import { tableOf } from "../register/table.ts";

/** Where somebody asks for people's paths: their desk, and the day of the house. */
export type PathDesk = Desk;

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

export type Person = Readonly<{ operation: string; register: string; record: number; name: string | null }>;

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
  const nameOf = await namesOf(desk, register, rows);
  for (const { key, operation, record } of rows)
    people.set(key, {
      operation,
      register: register.id,
      record,
      name: nameOf({ operation, record }),
    });
  return people;
};
